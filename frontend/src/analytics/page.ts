import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { Ask } from "../base/ask";
import "../base/bars";
import { Body } from "../base/body";
import { message } from "../base/element";
import { base } from "../base/styles";
import { who, whoOf, whoStyles } from "../base/who";
import { inWords } from "../data/errors";
import type { Person } from "../data/messages";
import type { Connection, Hass, Localize } from "../ha";
import { tasks, taskStyles } from "../care/tasks";
import { words } from "../texts";
import { PARTS, type Part } from "./config";
import type { Engagement, Performance } from "./messages";
import { analyticsStyles } from "./styles";
import { alertFacts, percent, systemFacts, trends, weeksChart, type Fact } from "./view";

const DAY_MS = 86_400_000;
/** Asked anew when readings come in, but not with each of them. */
const AGAIN_MS = 300_000;
const SYSTEM_MS = 30_000;
/** How many weeks may be looked at, and the text of each. */
const WEEKS: Readonly<Record<string, string>> = {
  4: "card_analytics_4",
  12: "card_analytics_12",
  52: "card_analytics_52",
};

@customElement("healthsense-analytics-body")
export class AnalyticsBody extends Body {
  @property({ attribute: false }) people: readonly Person[] = [];
  @property({ attribute: false }) parts: readonly Part[] = PARTS;
  @state() private chosen = "";
  @state() private weeks = "12";
  private readonly engagement = new Ask<Engagement>(this);
  private readonly performance = new Ask<Performance>(this);

  static override readonly styles = [base, whoStyles, taskStyles, analyticsStyles];

  protected override willUpdate(): void {
    const person = whoOf(this.people, this.chosen);
    const connection = this.hass?.connection;
    if (connection === undefined) return;
    const lately = (everyMs: number): string => String(Math.floor(Date.parse(person?.time ?? "") / everyMs));
    if (person !== undefined && this.has("engagement")) {
      this.engagement.want(connection, person.person_id, `${this.weeks} ${lately(AGAIN_MS)}`, () =>
        engagementOf(connection, person.person_id, Number(this.weeks)),
      );
    }
    if (this.has("system")) {
      this.performance.want(
        connection,
        "",
        lately(SYSTEM_MS),
        () => connection.sendMessagePromise({ type: "healthsense/performance" }) as Promise<Performance>,
      );
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { hass, localize } = this;
    if (hass === undefined || localize === undefined) return nothing;
    const person = whoOf(this.people, this.chosen);
    const alone = this.parts.every((part) => part === "system");
    return html`
      ${alone || person === undefined ? nothing : this.about(hass, localize, person)}
      ${
        this.has("system")
          ? html`<section>
              ${heading(words(localize, "card_analytics_system"), alone)}
              ${asked(localize, this.performance, (found) => system(hass, localize, found))}
            </section>`
          : nothing
      }
    `;
  }

  private has(part: Part): boolean {
    return this.parts.includes(part);
  }

  /** What is said about one person. */
  private about(hass: Hass, localize: Localize, person: Person): TemplateResult {
    return html`
      <div class="head">
        <div>
          <h2>${words(localize, "card_analytics_title")}</h2>
          ${this.people.length < 2 ? html`<p class="note">${person.name}</p>` : nothing}
        </div>
        <div class="choices">
          ${who(words(localize, "card_field_person"), this.people, person.person_id, (id) => (this.chosen = id))}
          ${this.has("engagement") ? this.period(localize) : nothing}
        </div>
      </div>
      ${this.has("engagement") ? asked(localize, this.engagement, (found) => kept(hass, localize, found)) : nothing}
      ${
        this.has("trends")
          ? html`<section>
              <h3>${words(localize, "card_analytics_trends")}</h3>
              ${trendList(localize, person)}
            </section>`
          : nothing
      }
    `;
  }

  private period(localize: Localize): TemplateResult {
    return html`<label class="who">
      <span class="spoken">${words(localize, "card_range")}</span>
      <select
        @change=${(event: Event) => {
          this.weeks = (event.target as HTMLSelectElement).value;
        }}
      >
        ${Object.entries(WEEKS).map(
          ([weeks, text]) =>
            html`<option .value=${weeks} ?selected=${weeks === this.weeks}>${words(localize, text)}</option>`,
        )}
      </select>
    </label>`;
  }
}

async function engagementOf(connection: Connection, person_id: string, weeks: number): Promise<Engagement> {
  const end = Date.now();
  const answer = await connection.sendMessagePromise({
    type: "healthsense/engagement",
    person_id,
    start: new Date(end - weeks * 7 * DAY_MS).toISOString(),
    end: new Date(end).toISOString(),
  });
  return answer as Engagement;
}

/** What was answered, or why not. */
function asked<T>(localize: Localize, ask: Ask<T>, draw: (found: T) => TemplateResult): TemplateResult {
  return html`
    ${ask.failure === null ? nothing : html`<p class="banner" role="status">${inWords(ask.failure, localize)}</p>`}
    ${ask.value !== undefined ? draw(ask.value) : ask.failure === null ? message(words(localize, "card_waiting")) : nothing}
  `;
}

/** Of a part, or of the whole card where the part is all there is. */
function heading(text: string, whole: boolean): TemplateResult {
  return whole ? html`<h2>${text}</h2>` : html`<h3>${text}</h3>`;
}

function kept(hass: Hass, localize: Localize, found: Engagement): TemplateResult {
  return html`<section>
      <h3>${words(localize, "card_analytics_engagement")}</h3>
      ${
        found.adherence === null
          ? html`<p>${words(localize, "card_analytics_no_plan")}</p>`
          : html`
              <p class="figure">
                <strong><bdi>${percent(hass, found.adherence)}</bdi></strong>
                <span>${words(localize, "card_analytics_adherence")}</span>
              </p>
              <healthsense-bars .localize=${localize} .chart=${weeksChart(hass, localize, found)}></healthsense-bars>
            `
      }
      ${found.tasks.length === 0 ? nothing : tasks(hass, localize, found.tasks)}
    </section>
    <section>
      <h3>${words(localize, "card_analytics_alerts_title")}</h3>
      <p class="note">${words(localize, "card_analytics_alerts_which")}</p>
      ${
        found.alerts.count === 0
          ? html`<p>${words(localize, "card_alerts_nothing")}</p>`
          : facts(alertFacts(hass, localize, found))
      }
    </section>`;
}

function trendList(localize: Localize, person: Person): TemplateResult {
  const found = trends(localize, person);
  if (!found.some((one) => one.answered)) return html`<p>${words(localize, "card_analytics_no_trends")}</p>`;
  return html`<ul class="trends" role="list">
    ${found.map(
      (one) =>
        html`<li class=${one.answered ? "" : "none"}>
          <ha-icon .icon=${one.icon} aria-hidden="true"></ha-icon>
          <span>${one.name}</span>
          <strong>${one.word}</strong>
        </li>`,
    )}
  </ul>`;
}

function system(hass: Hass, localize: Localize, found: Performance): TemplateResult {
  return html`
    ${found.failed ? html`<p class="banner">${words(localize, "card_analytics_failed")}</p>` : nothing}
    ${facts(systemFacts(hass, localize, found, Date.now()))}
  `;
}

function facts(all: readonly Fact[]): TemplateResult {
  return html`<dl>
    ${all.map(
      ({ name, text }) =>
        html`<div>
          <dt>${name}</dt>
          <dd><bdi>${text}</bdi></dd>
        </div>`,
    )}
  </dl>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-analytics-body": AnalyticsBody;
  }
}
