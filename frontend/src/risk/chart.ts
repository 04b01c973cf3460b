import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { Ask } from "../base/ask";
import { PersonBody } from "../base/body";
import { message } from "../base/element";
import { base } from "../base/styles";
import { callAction } from "../data/actions";
import { inWords } from "../data/errors";
import type { Person } from "../data/messages";
import type { Hass, Localize } from "../ha";
import type { ModelAnswer } from "../models/messages";
import { sheet } from "../models/sheet";
import { sheetStyles } from "../models/sheet-styles";
import { scoreRow } from "../person/view";
import { spanOf } from "../span";
import "../status";
import { loadFormTexts, nameOf, words } from "../texts";
import { DEFAULT_RISK, LEARNED, type RiskConfig } from "./config";
import { counted, type Exact } from "./counted";
import type { Estimate, Explained, Past, PastAnswers } from "./messages";
import { lacking, otherwise, saying, trust } from "./parts";
import { pastOf } from "./past";
import "./record";
import { styles } from "./styles";
import { modelOf, upToNow } from "./view";

const MAX_PAST = 300;

/** One estimate: what it says or why not, what counted, what goes with less, its past, and its model's card. */
@customElement("healthsense-risk-body")
export class RiskBody extends PersonBody {
  @property({ attribute: false }) config?: RiskConfig;
  @state() private open = false;
  @state() private exact = false;
  /** The names of the profile's facts, which Home Assistant loads apart. */
  @state() private named: Localize | undefined;
  private language = "";
  private readonly explained = new Ask<Explained | null>(this);
  private readonly past = new Ask<readonly Past[]>(this);
  private readonly model = new Ask<ModelAnswer>(this);
  private span = spanOf("year", Date.now());

  static override readonly styles = [base, styles, sheetStyles];

  private get key(): string {
    return this.config?.assessment ?? DEFAULT_RISK;
  }

  private get estimate(): Estimate | undefined {
    return this.person?.assessments[this.key];
  }

  protected override willUpdate(_: PropertyValues): void {
    const { hass, person, estimate, key } = this;
    if (hass === undefined || person === undefined || estimate === undefined) return;
    void this.loadNames(hass);
    const { connection } = hass;
    const about = `${person.person_id} ${key}`;
    // Asked anew when the answer changed: each told one is kept.
    const told = `${estimate.value} ${estimate.refused} ${estimate.model}`;
    const ids = { person_id: person.person_id };
    this.past.want(connection, about, told, async () => {
      this.span = spanOf("year", Date.now());
      const start = new Date(this.span.startMs).toISOString();
      const asked = { ...ids, assessments: [key], start, max_points: MAX_PAST };
      const { assessments } = (await callAction(connection, "get_history", asked)) as PastAnswers;
      return upToNow(assessments[key] ?? [], estimate, this.span.endMs);
    });
    if (LEARNED.includes(key)) this.explained.want(connection, about, told, () => explain(hass, ids.person_id, key));
    const model = modelOf(estimate);
    if (this.open && model !== null) {
      this.model.want(connection, model.name, model.version, async () => {
        // A version that was moved to what was found here is the shipped one with another intercept.
        const asked = { model: model.name, version: model.version.split("+")[0] };
        return (await callAction(connection, "get_model_card", asked)) as ModelAnswer;
      });
    }
  }

  private async loadNames(hass: Hass): Promise<void> {
    if (this.language === hass.language) return;
    this.language = hass.language;
    try {
      this.named = await loadFormTexts(hass);
    } catch {
      this.language = "";
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { hass, person } = this;
    const localize = this.named ?? this.localize;
    if (hass === undefined || localize === undefined || person === undefined) return nothing;
    const { estimate } = this;
    return html`
      <div class="head">
        <div class="title">
          <h2>${nameOf(localize, this.key)}</h2>
          <p class="note">${person.name}</p>
        </div>
        ${estimate === undefined ? nothing : this.chip(hass, localize, estimate)}
      </div>
      ${
        estimate === undefined
          ? message(words(localize, "card_risk_unknown"))
          : this.answer(hass, localize, person, estimate)
      }
    `;
  }

  private get exactly(): Exact {
    return {
      on: this.exact,
      choose: (on) => {
        this.exact = on;
      },
    };
  }

  private chip(hass: Hass, localize: Localize, estimate: Estimate): TemplateResult | typeof nothing {
    const { status } = scoreRow(hass, localize, estimate);
    if (status === null || estimate.refused !== null) return nothing;
    return html`<healthsense-status .gravity=${status.gravity} .label=${status.label}></healthsense-status>`;
  }

  private answer(hass: Hass, localize: Localize, person: Person, estimate: Estimate): TemplateResult {
    const model = modelOf(estimate);
    const outcomes = this.explained.value?.outcomes ?? [];
    // Of what is missing the card says itself what there is to do.
    const told = estimate.refused !== null && estimate.missing.length > 0;
    const english = hass.language.startsWith("en") && estimate.explanation !== "" && !told;
    return html`
      ${saying(hass, localize, estimate)} ${english ? html`<p>${estimate.explanation}</p>` : nothing}
      ${lacking(hass, localize, estimate)} ${trust(hass, localize, estimate)}
      ${counted(hass, localize, estimate, this.exactly)}
      ${otherwise(hass, localize, estimate, this.explained.value ?? undefined)}
      ${pastOf(hass, localize, nameOf(localize, this.key), estimate, this.past.value ?? [], outcomes, this.span)}
      ${
        model !== null && person.may_write
          ? html`<healthsense-record-outcome
              .hass=${hass}
              .localize=${localize}
              .person=${person.person_id}
              .model=${model.name}
              @outcome-recorded=${this.explained.again}
            ></healthsense-record-outcome>`
          : nothing
      }
      ${model === null ? nothing : this.about(hass, localize, estimate)}
      <p class="plainly">
        <ha-icon .icon=${"mdi:information-outline"} aria-hidden="true"></ha-icon>
        <span>${words(localize, "card_risk_informs")}</span>
      </p>
    `;
  }

  private about(hass: Hass, localize: Localize, estimate: Estimate): TemplateResult {
    const { value, failure } = this.model;
    const inside =
      failure !== null
        ? message(inWords(failure, localize))
        : value === undefined
          ? message(words(localize, "card_waiting"))
          : sheet(hass, localize, value);
    return html`<button
        class="toggle"
        aria-expanded=${this.open ? "true" : "false"}
        aria-controls="model"
        @click=${() => {
          this.open = !this.open;
        }}
      >
        ${words(localize, "card_risk_model", { model: estimate.model ?? "" })}
        <ha-icon .icon=${"mdi:chevron-down"} aria-hidden="true"></ha-icon>
      </button>
      <div id="model" ?hidden=${!this.open}>${this.open ? inside : nothing}</div>`;
  }
}

/** Null where nothing was told yet: that is no failure. */
async function explain(hass: Hass, person: string, assessment: string): Promise<Explained | null> {
  try {
    return (await callAction(hass.connection, "explain_prediction", { person_id: person, assessment })) as Explained;
  } catch (error) {
    const { translation_key: key } = error as { translation_key?: string };
    if (key === "no_past_estimate" || key === "model_version_unknown") return null;
    throw error;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-risk-body": RiskBody;
  }
}
