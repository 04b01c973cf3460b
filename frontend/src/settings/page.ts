import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { AlertsAnswer } from "../alert/messages";
import { Ask } from "../base/ask";
import { Body } from "../base/body";
import { message } from "../base/element";
import { inputs } from "../base/inputs";
import { base } from "../base/styles";
import { panel, tabStyles, tabs } from "../base/tabs";
import { inWords } from "../data/errors";
import type { Person } from "../data/messages";
import type { Hass, Localize } from "../ha";
import "../status";
import { words } from "../texts";
import { Doing } from "./doing";
import { limits } from "./limits";
import type { Part } from "./part";
import { privacy, type Granted } from "./privacy";
import { styles } from "./styles";
import { times } from "./times";
import { told } from "./told";

const TABS = {
  times: "card_settings_times",
  limits: "card_settings_limits",
  told: "card_settings_told",
  privacy: "card_settings_privacy",
} as const;
type Tab = keyof typeof TABS;

interface Known {
  readonly answer: AlertsAnswer;
  readonly granted: Granted | undefined;
}

/** What is set about one person, in four parts. */
@customElement("healthsense-settings-body")
export class SettingsBody extends Body {
  @property({ attribute: false }) people: readonly Person[] = [];
  @state() private tab: Tab = "times";
  @state() private chosen = "";
  @state() private editing = "";
  /** What takes the focus once it is drawn: a button that was pressed goes away with what it stood for. */
  private next: "form" | "opener" | null = null;
  private opener = "";
  private pressed = "";
  private readonly ask = new Ask<Known>(this);
  private readonly doing = new Doing(this, () => {
    this.ask.again();
  });

  static override readonly styles = [base, inputs, tabStyles, styles];

  private get person(): Person | undefined {
    return this.people.find((one) => one.person_id === this.chosen) ?? this.people[0];
  }

  protected override willUpdate(): void {
    const { hass, person } = this;
    if (hass === undefined || person === undefined) return;
    const { person_id } = person;
    // What others set meanwhile comes with the person's live view.
    const { paused_until = null } = person.alerts ?? {};
    const detail = JSON.stringify([paused_until, person.private, person.own]);
    this.ask.want(hass.connection, person_id, detail, async () => {
      const answer = (await hass.connection.sendMessagePromise({
        type: "healthsense/alerts",
        person_id,
      })) as AlertsAnswer;
      if (!person.own || !person.private) return { answer, granted: undefined };
      const own = (await hass.connection.sendMessagePromise({ type: "healthsense/grants/list" })) as {
        people: readonly Granted[];
      };
      return { answer, granted: own.people.find((one) => one.person_id === person_id) };
    });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { hass, localize, person, ask } = this;
    if (hass === undefined || localize === undefined || person === undefined) return nothing;
    const title = words(localize, "card_settings_title");
    const choose = (tab: Tab): void => {
      this.tab = tab;
      this.editing = "";
    };
    const all = (Object.keys(TABS) as Tab[]).map((key) => ({ key, label: words(localize, TABS[key]) }));
    return html`<h2>${title}${this.people.length > 1 ? nothing : html` · <bdi>${person.name}</bdi>`}</h2>
      ${this.who(localize, person)}
      ${person.may_write ? nothing : html`<p class="banner">${words(localize, "card_settings_read_only", { name: person.name })}</p>`}
      ${tabs(title, all, this.tab, choose)}
      ${panel(
        this.tab,
        ask.value === undefined
          ? message(ask.failure === null ? words(localize, "card_waiting") : inWords(ask.failure, localize))
          : this.content(hass, localize, person, ask.value),
      )}`;
  }

  protected override firstUpdated(): void {
    const note = ({ target }: Event): void => {
      this.pressed = target instanceof Element ? labelOf(target.closest("button")) : "";
    };
    this.renderRoot.addEventListener("click", note, { capture: true });
  }

  protected override updated(): void {
    if (this.next === null) return;
    // Whoever went on elsewhere meanwhile is not called back.
    if (document.activeElement !== null && document.activeElement !== document.body) this.next = null;
    const focusable = this.renderRoot.querySelectorAll<HTMLElement>(
      this.next === "form" ? "form.edit :is(input, select, textarea)" : "button:not([disabled])",
    );
    const all = [...focusable];
    const target =
      this.next === "form"
        ? all[0]
        : (all.find((one) => labelOf(one) === this.opener) ??
          all.find((one) => one.getAttribute("aria-selected") === "true"));
    if (this.next === null || target === undefined) return;
    this.next = null;
    target.focus();
  }

  private who(localize: Localize, person: Person): TemplateResult | typeof nothing {
    if (this.people.length < 2) return nothing;
    return html`<div class="one">
      <label for="who">${words(localize, "card_field_person_or_all")}</label>
      <select
        id="who"
        class="input"
        @change=${(event: Event) => {
          this.chosen = (event.target as HTMLSelectElement).value;
          this.editing = "";
          this.doing.forget();
        }}
      >
        ${this.people.map(
          (one) =>
            html`<option value=${one.person_id} ?selected=${one.person_id === person.person_id}>${one.name}</option>`,
        )}
      </select>
    </div>`;
  }

  private content(hass: Hass, localize: Localize, person: Person, { answer, granted }: Known): TemplateResult {
    const { doing, editing } = this;
    const edit = (key: string): void => {
      if (key !== "") this.opener = this.pressed;
      this.next = key === "" ? "opener" : "form";
      this.editing = key;
    };
    const part: Part = { hass, localize, nowMs: Date.now(), person, answer, doing, editing, edit };
    if (this.tab === "limits") return limits(part);
    if (this.tab === "told") return told(part);
    return this.tab === "privacy" ? privacy(part, granted) : times(part);
  }
}

function labelOf(element: Element | null | undefined): string {
  return element?.getAttribute("aria-label") ?? "";
}

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-settings-body": SettingsBody;
  }
}
