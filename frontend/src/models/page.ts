import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { Ask } from "../base/ask";
import { Body } from "../base/body";
import { message } from "../base/element";
import { base } from "../base/styles";
import { inWords, reasonOf } from "../data/errors";
import { formatNumber } from "../format";
import type { Hass, Localize } from "../ha";
import "../status";
import { words } from "../texts";
import type { Figure, ModelAnswer, ModelCard } from "./messages";
import { sheet } from "./sheet";
import { sheetStyles } from "./sheet-styles";
import { fetchModels, offeredVersion, type ModelState, type Warning } from "./state";
import { styles } from "./styles";
import { guessOf, kindOf, rowsOf, withInterval, yearsOf } from "./view";

const WARNED: Readonly<Record<Warning, string>> = {
  model_unusable: "card_models_unusable",
  model_chances_differ: "card_models_chances_differ",
  model_inputs_differ: "card_models_inputs_differ",
};

/** One row a model, what is wrong first, each with its whole card to unfold. */
@customElement("healthsense-models-body")
export class ModelsBody extends Body {
  @state() private unfolded = "";
  private readonly asked = new Ask<ModelState[]>(this);

  static override readonly styles = [base, styles, sheetStyles];

  protected override willUpdate(_: PropertyValues): void {
    const connection = this.hass?.connection;
    if (connection !== undefined) this.asked.want(connection, "models", "", () => fetchModels(connection));
  }

  protected override render(): TemplateResult | typeof nothing {
    const { hass, localize } = this;
    if (hass === undefined || localize === undefined) return nothing;
    const { value: models, failure } = this.asked;
    return html`<h2>${words(localize, "card_models_title")}</h2>
      <p class="note">${words(localize, "card_models_intro")}</p>
      ${
        models !== undefined
          ? html`<ul class="models" role="list">
              ${models.map((model) => html`<li>${this.model(hass, localize, model)}</li>`)}
            </ul>`
          : message(failure === null ? words(localize, "card_waiting") : inWords(failure, localize))
      }`;
  }

  private model(hass: Hass, localize: Localize, model: ModelState): TemplateResult {
    const name = localize(`component.healthsense.selector.model.options.${model.name}`) || model.name;
    const { answer, failure } = model;
    return html`
      <div class="head">
        <h3>${name}</h3>
        ${this.chip(localize, model)}
      </div>
      ${failure === null ? nothing : html`<p>${reasonOf(failure, localize)}.</p>`}
      ${model.warnings.map((warning) => html`<p class="warning">${words(localize, WARNED[warning])}</p>`)}
      ${answer === null ? nothing : this.figures(hass, localize, model, answer, name)}
    `;
  }

  private chip(localize: Localize, { answer, warnings }: ModelState): TemplateResult {
    if (warnings.length === 0 && !answer?.in_use) {
      return html`<span class="note">${words(localize, "card_models_off")}</span>`;
    }
    const [gravity, text] =
      warnings.length > 0 ? (["warning", "card_models_look"] as const) : (["good", "card_models_in_use"] as const);
    return html`<healthsense-status .gravity=${gravity} .label=${words(localize, text)}></healthsense-status>`;
  }

  private figures(
    hass: Hass,
    localize: Localize,
    model: ModelState,
    answer: ModelAnswer,
    name: string,
  ): TemplateResult {
    const { card } = answer;
    const offered = offeredVersion(hass, model.name);
    const version = offered === null ? "" : ` ${words(localize, "card_models_offered", { version: offered })}`;
    const here =
      answer.in_use && model.people > 0
        ? words(localize, "card_models_here", { refused: model.refused, people: model.people })
        : "";
    const refused = card.refused_share;
    const open = this.unfolded === model.name;
    return html`
      <p class="note">
        ${words(localize, "card_models_version")} ${card.version} · ${kindOf(localize, card)}.${version}
      </p>
      <dl>
        ${this.ranged(hass, "AUROC", card.figures.auc, [0.5, 1])} ${this.precision(hass, localize, card)}
        ${this.ranged(hass, words(localize, "card_models_slope"), card.figures.calibration_slope, [0, 2])}
        <div>
          <dt>${words(localize, "card_models_ece")}</dt>
          <dd><bdi>${share(hass, card.figures.ece.value)}</bdi></dd>
        </div>
        <div>
          <dt>${words(localize, "card_models_brier")}</dt>
          <dd>
            <bdi>${withInterval(hass, card.figures.brier, 3)}</bdi>
            <span class="note block"
              >${words(localize, "card_models_always", {
                always: formatNumber(hass, card.figures.brier_of_prevalence, 3, 3),
              })}</span
            >
          </dd>
        </div>
        <div>
          <dt>${words(localize, "card_models_refused")}</dt>
          <dd>
            <bdi>${refused === undefined ? "–" : share(hass, refused)}</bdi>
            ${here === "" ? nothing : html`<span class="note block">${here}</span>`}
          </dd>
        </div>
        <div>
          <dt>${words(localize, "card_models_people")}</dt>
          <dd>
            ${rowsOf(hass, localize, card)}
            <span class="note block"><bdi>${yearsOf(card)}</bdi></span>
          </dd>
        </div>
      </dl>
      ${
        answer.in_use && model.warnings.length === 0
          ? html`<p class="note">${words(localize, "card_models_no_drift")}</p>`
          : nothing
      }
      <button
        class="toggle"
        aria-expanded=${open ? "true" : "false"}
        aria-controls="sheet-${model.name}"
        @click=${() => {
          this.unfolded = open ? "" : model.name;
        }}
      >
        ${words(localize, "card_models_about", { model: name })}
        <ha-icon .icon=${"mdi:chevron-down"} aria-hidden="true"></ha-icon>
      </button>
      <div id="sheet-${model.name}" ?hidden=${!open}>${open ? sheet(hass, localize, answer) : nothing}</div>
    `;
  }

  /** Beside what guessing gives: it says nothing by itself. */
  private precision(hass: Hass, localize: Localize, card: ModelCard): TemplateResult {
    const { auprc } = card.figures;
    const guess = guessOf(hass, card);
    if (auprc === undefined || guess === null)
      return html`<div>
        <dt>AUPRC</dt>
        <dd>${words(localize, "card_models_not_measured")}</dd>
      </div>`;
    return this.ranged(hass, "AUPRC", auprc, [0, 1], 3, words(localize, "card_models_guess", { guess }));
  }

  /** A figure with its interval on a line from end to end. */
  private ranged(
    hass: Hass,
    name: string,
    figure: Figure,
    [low, high]: readonly [number, number],
    decimals = 2,
    note = "",
  ): TemplateResult {
    const at = (value: number): number => (100 * (Math.min(Math.max(value, low), high) - low)) / (high - low);
    return html`<div>
      <dt>${name}</dt>
      <dd>
        <bdi>${withInterval(hass, figure, decimals)}</bdi>
        <span class="line" aria-hidden="true"
          ><i style="inset-inline-start: ${at(figure.lower)}%; inline-size: ${at(figure.upper) - at(figure.lower)}%"></i
          ><b style="inset-inline-start: ${at(figure.value)}%"></b
        ></span>
        <span class="ends note" aria-hidden="true"
          ><span>${formatNumber(hass, low)}</span><span>${formatNumber(hass, high)}</span></span
        >
        ${note === "" ? nothing : html`<span class="note block">${note}</span>`}
      </dd>
    </div>`;
  }
}

function share(hass: Hass, value: number): string {
  return `${formatNumber(hass, value * 100, 1)} %`;
}

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-models-body": ModelsBody;
  }
}
