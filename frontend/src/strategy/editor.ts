import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { inWordsOf, rootHass } from "../form";
import type { Localize } from "../ha";
import { loadTexts, words } from "../texts";
import { PAGES, checked, type DashboardConfig, type DashboardHass, type Page } from "./config";
import { chosen, titleOf } from "./dashboard";
import { askHouse, type Seen } from "./house";

/** The pages that somebody may do without; the overview is where a dashboard begins. */
const OPTIONAL = PAGES.filter((page) => page !== "overview" && page !== "kiosk");

const unknown: Localize = () => "";

/** What can be chosen of the dashboard: people, pages, and whether there is one for the wall. */
@customElement("healthsense-dashboard-editor")
export class DashboardEditor extends LitElement {
  @property({ attribute: false }) hass?: DashboardHass;
  @state() private config: DashboardConfig | undefined;
  @state() private people: readonly Seen[] = [];
  @state() localize: Localize | undefined;
  private loaded = false;

  setConfig(config: unknown): void {
    this.config = inWordsOf(this.localize ?? unknown, () => checked(config));
  }

  protected override willUpdate(): void {
    if (this.loaded || this.hass === undefined) return;
    this.loaded = true;
    void this.load(this.hass);
  }

  private async load(hass: DashboardHass): Promise<void> {
    try {
      this.localize = await loadTexts(hass);
      this.people = (await askHouse(hass)).people;
    } catch {
      // Without a connection there is nothing to choose from; the next `hass` asks again.
      this.loaded = false;
    }
  }

  private change(changes: Partial<Record<keyof DashboardConfig, unknown>>): void {
    if (this.config === undefined) return;
    // What says nothing else than the default is not written down.
    const entries = Object.entries({ ...this.config, ...changes }).filter(([, value]) => value !== undefined);
    const config = Object.fromEntries(entries);
    this.dispatchEvent(new CustomEvent("config-changed", { detail: { config }, bubbles: true, composed: true }));
  }

  private choosePerson(one: Seen, wanted: boolean): void {
    const shown = chosen(this.people, this.config?.people);
    const people = this.people.filter((person) => (person === one ? wanted : shown.includes(person)));
    const all = people.length === this.people.length || people.length === 0;
    this.change({ people: all ? undefined : people.map((person) => person.device_id ?? person.person_id) });
  }

  private choosePage(page: Page, wanted: boolean): void {
    const hide = OPTIONAL.filter((other) => (other === page ? !wanted : this.config?.hide?.includes(other)));
    this.change({ hide: hide.length === 0 ? undefined : hide });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { localize, config, people } = this;
    if (localize === undefined || config === undefined) return nothing;
    const shown = chosen(people, config.people);
    return html`
      ${
        people.length === 0
          ? nothing
          : html`<fieldset>
              <legend>${words(localize, "card_field_people")}</legend>
              <p>${words(localize, "card_view_people_help")}</p>
              ${people.map((one) =>
                box(one.name, shown.includes(one), (wanted) => {
                  this.choosePerson(one, wanted);
                }),
              )}
            </fieldset>`
      }
      <fieldset>
        <legend>${words(localize, "card_view_pages")}</legend>
        <p>${words(localize, "card_view_pages_help")}</p>
        ${box(titleOf(localize, "kiosk"), config.kiosk !== false, (wanted) => {
          this.change({ kiosk: wanted ? undefined : false });
        })}
        ${OPTIONAL.map((page) =>
          box(titleOf(localize, page), !config.hide?.includes(page), (wanted) => {
            this.choosePage(page, wanted);
          }),
        )}
      </fieldset>
    `;
  }

  static override readonly styles = css`
    :host {
      display: grid;
      gap: 24px;
      padding-block: 8px 24px;
    }
    fieldset {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(200px, 1fr));
      gap: 0 16px;
      margin: 0;
      padding: 0;
      border: 0;
      min-width: 0;
    }
    legend {
      padding: 0;
      font-size: var(--ha-font-size-l, 16px);
      font-weight: var(--ha-font-weight-medium, 500);
    }
    p {
      grid-column: 1 / -1;
      margin: 4px 0 8px;
      color: var(--secondary-text-color);
    }
    label {
      display: flex;
      align-items: center;
      gap: 12px;
      min-height: 44px;
      cursor: pointer;
    }
    input {
      width: 20px;
      height: 20px;
      margin: 0;
      accent-color: var(--primary-color);
    }
  `;
}

function box(label: string, checkedNow: boolean, choose: (wanted: boolean) => void): TemplateResult {
  return html`<label
    ><input
      type="checkbox"
      .checked=${checkedNow}
      @change=${(event: Event) => {
        choose((event.target as HTMLInputElement).checked);
      }}
    />${label}</label
  >`;
}

/** It is given a configuration before `hass`: what is wrong with that must be said in the reader's language all the same. */
export async function editor(): Promise<HTMLElement> {
  const made = document.createElement("healthsense-dashboard-editor");
  const hass = rootHass();
  // Without a connection it speaks English.
  if (hass !== undefined) made.localize = await loadTexts(hass).catch(() => undefined);
  return made;
}

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-dashboard-editor": DashboardEditor;
  }
}
