import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import type { Engagement } from "../analytics/messages";
import { Ask } from "../base/ask";
import { PersonBody } from "../base/body";
import { message } from "../base/element";
import { base } from "../base/styles";
import { inWords } from "../data/errors";
import type { Person } from "../data/messages";
import { formatNumber } from "../format";
import type { Hass, Localize } from "../ha";
import { entityOf } from "../people";
import { words } from "../texts";
import { Reminders } from "./reminders";
import { careStyles } from "./styles";
import { tasks, taskStyles } from "./tasks";
import { advised, itemOf, plannedToday, type Advice, type Planned, type Recommendation, type Stand } from "./view";

const DAY_MS = 86_400_000;
/** What counts as kept lately. */
const LATELY_DAYS = 28;
/** Asked anew when readings come in, but not with each of them. */
const AGAIN_MS = 60_000;
const ICONS: Readonly<Record<Stand, string>> = {
  due: "mdi:clock-alert-outline",
  later: "mdi:clock-outline",
  done: "mdi:check-circle-outline",
};
/** The parts of a recommendation that are told on demand. */
const PARTS = ["ask", "assess", "assist", "arrange", "source"] as const;

@customElement("healthsense-care-body")
export class CareBody extends PersonBody {
  private readonly reminders = new Reminders(this);
  private readonly ask = new Ask<Engagement>(this);
  private readonly recommended = new Ask<Advice>(this);

  static override readonly styles = [base, taskStyles, careStyles];

  protected override willUpdate(): void {
    const { hass, person } = this;
    if (hass === undefined || person === undefined) return;
    const { connection } = hass;
    const { person_id } = person;
    this.reminders.want(connection, entityOf(hass, person.device_id, "reminders"));
    // What is ticked off, or measured, changes the list: then the plan stands differently too.
    const done = this.reminders.items?.filter((item) => item.status === "completed").length ?? 0;
    const lately = `${Math.floor(Date.parse(person.time ?? "") / AGAIN_MS)} ${done}`;
    const { language } = hass;
    this.recommended.want(
      connection,
      `${person_id} ${language}`,
      `${lately} ${advised(this.reminders.items)}`,
      async () => (await connection.sendMessagePromise({ type: "healthsense/advice", person_id, language })) as Advice,
    );
    this.ask.want(connection, person_id, lately, async () => {
      const end = Date.now();
      const start = new Date(end - LATELY_DAYS * DAY_MS).toISOString();
      const question = { type: "healthsense/engagement", person_id, start, end: new Date(end).toISOString() };
      return (await connection.sendMessagePromise(question)) as Engagement;
    });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { hass, localize, person } = this;
    if (hass === undefined || localize === undefined || person === undefined) return nothing;
    const failure = this.ask.failure ?? this.recommended.failure ?? this.reminders.failure;
    return html`
      <div>
        <h2>${words(localize, "card_care_title")}</h2>
        <p class="note">${person.name}</p>
      </div>
      ${failure === null ? nothing : html`<p class="banner" role="status">${inWords(failure, localize)}</p>`}
      ${this.today(hass, localize, person)} ${this.plan(hass, localize)} ${this.advice(localize, person)}
    `;
  }

  private today(hass: Hass, localize: Localize, person: Person): TemplateResult | typeof nothing {
    const { items } = this.reminders;
    if (items === null || this.ask.value?.tasks.length === 0) return nothing;
    const planned = plannedToday(hass, localize, items, Date.now());
    return html`<section>
      <h3>${words(localize, "card_care_today")}</h3>
      ${
        planned.length === 0
          ? html`<p>${words(localize, "card_care_nothing_today")}</p>`
          : html`<ul class="today" role="list">
              ${planned.map((one) => this.item(localize, person, one))}
            </ul>`
      }
    </section>`;
  }

  private item(localize: Localize, person: Person, one: Planned): TemplateResult {
    const label = words(localize, "card_care_tick");
    return html`<li data-stand=${one.stand}>
      <ha-icon .icon=${ICONS[one.stand]} aria-hidden="true"></ha-icon>
      <div>
        <strong>${one.name}</strong>
        <span>${one.word}</span>
      </div>
      ${
        one.stand === "due" && person.may_write
          ? html`<div class="actions">
              <button aria-label="${label}: ${one.name}" @click=${() => void this.reminders.tell(one.uid, "settled")}>
                ${label}
              </button>
            </div>`
          : nothing
      }
    </li>`;
  }

  private plan(hass: Hass, localize: Localize): TemplateResult | typeof nothing {
    const { value, failure } = this.ask;
    if (value === undefined) return failure === null ? message(words(localize, "card_waiting")) : nothing;
    const number = (one: number): string => formatNumber(hass, one, 0);
    return html`<section>
      <h3>${words(localize, "card_care_plan")}</h3>
      ${
        value.tasks.length === 0
          ? html`<p>${words(localize, "card_analytics_no_plan")}</p>`
          : html`<p>
                ${words(localize, "card_analytics_kept", { done: number(value.done), planned: number(value.planned) })}
              </p>
              ${tasks(hass, localize, value.tasks)}`
      }
    </section>`;
  }

  private advice(localize: Localize, person: Person): TemplateResult | typeof nothing {
    const { value } = this.recommended;
    if (value === undefined) return nothing;
    const { language, recommendations: all } = value;
    return html`<section>
      <h3>${words(localize, "card_care_advice")}</h3>
      ${
        all.length === 0
          ? html`<p>${words(localize, "card_care_no_advice")}</p>`
          : html`<ul class="advice" role="list" lang=${language}>
              ${all.map((one) => this.one(localize, person, one))}
            </ul>`
      }
    </section>`;
  }

  private one(localize: Localize, person: Person, one: Recommendation): TemplateResult {
    const uid = itemOf(this.reminders.items, one);
    const label = words(localize, "card_care_dismiss");
    return html`<li>
      <strong>${one.title}</strong>
      <p class="note">${one.why}</p>
      ${one.advise === undefined ? nothing : html`<p>${one.advise}</p>`}
      <details>
        <summary>${words(localize, "card_care_details")}<span class="spoken">: ${one.title}</span></summary>
        ${PARTS.map((part) => (one[part] === undefined ? nothing : html`<p>${one[part]}</p>`))}
      </details>
      ${
        uid !== undefined && person.may_write
          ? html`<div class="actions">
              <button aria-label="${label}: ${one.title}" @click=${() => void this.reminders.tell(uid, "dismissed")}>
                ${label}
              </button>
            </div>`
          : nothing
      }
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-care-body": CareBody;
  }
}
