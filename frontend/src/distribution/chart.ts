import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { Ask } from "../base/ask";
import { PersonBody } from "../base/body";
import { message } from "../base/element";
import { Period } from "../base/period";
import { scaleOf, type Scale } from "../base/scale";
import { base } from "../base/styles";
import { inWords } from "../data/errors";
import type { Person } from "../data/messages";
import { ago } from "../format";
import type { Hass, Localize } from "../ha";
import { entityOf } from "../people";
import "../range";
import type { Range } from "../span";
import { nameOf, words } from "../texts";
import { DEFAULT_RANGE, DEFAULT_VITAL, type DistributionConfig } from "./config";
import "./histogram";
import type { Spread } from "./messages";
import { styles } from "./styles";
import { groupName, peopleSentence, rankOf, rankSentence, refusedPeople, spreadSentence, stripOf } from "./view";

const CHOICES: readonly Range[] = ["day", "week", "month", "year"];

/** A histogram of one vital over a period, with its percentiles, the newest value and people like the person. */
@customElement("healthsense-distribution-body")
export class DistributionBody extends PersonBody {
  @property({ attribute: false }) config?: DistributionConfig;
  @state() private asTable = false;
  private readonly period = new Period(this);
  private readonly asked = new Ask<Spread>(this);

  static override readonly styles = [base, styles];

  private get vital(): string {
    return this.config?.vital ?? DEFAULT_VITAL;
  }

  protected override willUpdate(_: PropertyValues): void {
    const { hass, person, config, vital } = this;
    if (hass === undefined || person === undefined || config === undefined) return;
    this.period.begin(config.range ?? DEFAULT_RANGE);
    const { startMs, endMs } = this.period.span;
    const { connection } = hass;
    this.asked.want(connection, `${person.person_id} ${vital}`, `${startMs} ${endMs}`, async () => {
      const answer = await connection.sendMessagePromise({
        type: "healthsense/distribution",
        person_id: person.person_id,
        vital,
        start: new Date(startMs).toISOString(),
        end: new Date(endMs).toISOString(),
      });
      return answer as Spread;
    });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { hass, localize, person } = this;
    if (hass === undefined || localize === undefined || person === undefined) return nothing;
    return html`
      <div class="title">
        <h2>${nameOf(localize, this.vital)}</h2>
        <p class="note">${person.name}</p>
      </div>
      <healthsense-range
        .hass=${hass}
        .localize=${localize}
        .ranges=${CHOICES}
        .range=${this.period.range}
        .span=${this.period.span}
        @range-changed=${this.period.onChanged}
      ></healthsense-range>
      <div class="answer" aria-busy=${this.asked.busy ? "true" : "false"}>${this.answer(hass, localize, person)}</div>
    `;
  }

  private answer(hass: Hass, localize: Localize, person: Person): TemplateResult {
    const { value: spread, failure } = this.asked;
    if (failure !== null) return message(inWords(failure, localize));
    if (spread === undefined) return message(words(localize, "card_waiting"));
    const strip = stripOf(spread.percentiles);
    if (spread.refused !== null || strip === null) return message(words(localize, "card_distribution_too_few"));
    const scale = scaleOf(hass, this.vital, spread.unit, entityOf(hass, person.device_id, this.vital));
    const reading = person.current[this.vital];
    const newest = typeof reading?.value === "number" ? { value: reading.value, at: reading.measured_at } : null;
    const said = spreadSentence(localize, scale, strip);
    const rank = newest === null ? "" : this.rank(hass, localize, scale, spread, newest);
    return html`
      <p>${said} ${rank}</p>
      <healthsense-histogram
        .hass=${hass}
        .localize=${localize}
        .name=${nameOf(localize, this.vital)}
        .summary=${`${said} ${rank}`}
        .spread=${spread}
        .scale=${scale}
        .newest=${newest?.value ?? null}
        ?table=${this.asTable}
      ></healthsense-histogram>
      ${this.people(hass, localize, spread)}
      <div class="actions">
        <button
          aria-pressed=${this.asTable ? "true" : "false"}
          @click=${() => {
            this.asTable = !this.asTable;
          }}
        >
          ${words(localize, "card_as_table")}
        </button>
      </div>
      <p class="note">${words(localize, "card_distribution_hours")}</p>
    `;
  }

  private rank(
    hass: Hass,
    localize: Localize,
    scale: Scale,
    spread: Spread,
    newest: { readonly value: number; readonly at: string },
  ): string {
    const when = ago(hass, Date.parse(newest.at), Date.now());
    return rankSentence(localize, scale.whole(newest.value), when, rankOf(spread, newest.value));
  }

  private people(hass: Hass, localize: Localize, { reference, reference_refused: refused }: Spread): TemplateResult {
    if (reference === null) {
      return html`<p class="note">${refusedPeople(localize, refused ?? "")}</p>`;
    }
    const { source, licence, citation } = reference;
    return html`<p>
        ${words(localize, "card_people_beside", { group: groupName(hass, localize, reference) })}
        ${peopleSentence(localize, reference)}
      </p>
      <p class="note" title=${citation}>${words(localize, "card_people_source", { source, licence })}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-distribution-body": DistributionBody;
  }
}
