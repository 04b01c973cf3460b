import { LitElement, html, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { Hass, Localize } from "../ha";
import { ConfigProblem } from "../problem";
import { loadTexts, words } from "../texts";

/** How often ages are written anew; readings themselves come when they come. */
const CLOCK_MS = 15_000;

/** Whether anything changed that our cards draw: Home Assistant hands a new object over at every state change. */
export function differs(hass: Hass, before: Hass | undefined): boolean {
  return (
    before?.connection !== hass.connection ||
    before.language !== hass.language ||
    before.locale !== hass.locale ||
    before.localize !== hass.localize ||
    before.entities !== hass.entities ||
    before.devices !== hass.devices ||
    before.config !== hass.config
  );
}

/** What every card of ours has: Home Assistant, its own configuration and the words of the user's language. */
export abstract class HealthSenseElement<Config> extends LitElement {
  @property({ attribute: false, hasChanged: differs }) hass?: Hass;
  @state() protected config: Config | undefined;
  @state() protected localize: Localize | undefined;
  @state() private problem: ConfigProblem | undefined;
  private clock: ReturnType<typeof setInterval> | undefined;

  /** Return the configuration, or throw what is wrong with it. */
  protected abstract checked(config: unknown): Config;

  /**
   * What is wrong with the configuration is not thrown: at that moment the reader's language is rarely known, and
   * Home Assistant would show English for good. The card says it itself; the editor refuses it (`formOf`).
   */
  setConfig(config: unknown): void {
    this.problem = undefined;
    try {
      this.config = this.checked(config);
    } catch (error) {
      if (!(error instanceof ConfigProblem)) throw error;
      this.config = undefined;
      this.problem = error;
    }
  }

  /** What is drawn while there is no configuration to draw: what is wrong with it, or nothing yet. */
  protected unset(): TemplateResult {
    const { problem, localize } = this;
    if (problem === undefined || localize === undefined) return html`<ha-card></ha-card>`;
    return html`<ha-card>
      <section class="problem" role="alert">
        <h2><ha-icon icon="mdi:alert-circle" aria-hidden="true"></ha-icon> ${words(localize, "card_config_title")}</h2>
        <p>${problem.inWords(localize)}</p>
        <p class="note">${words(localize, "card_config_mend")}</p>
      </section>
    </ha-card>`;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.clock = setInterval(() => {
      this.requestUpdate();
    }, CLOCK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.clock);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("hass")) void this.loadWords();
  }

  private async loadWords(): Promise<void> {
    const { hass } = this;
    if (hass === undefined) return;
    try {
      const localize = await loadTexts(hass);
      if (hass.language === this.hass?.language) this.localize = localize;
    } catch {
      // Without a connection there are no texts yet; the next `hass` asks again.
    }
  }

  protected more(entityId: string | undefined): void {
    const detail = { entityId };
    this.dispatchEvent(new CustomEvent("hass-more-info", { detail, bubbles: true, composed: true }));
  }
}

/** A plain sentence where there is nothing else to show. */
export function message(text: string): TemplateResult {
  return html`<p class="message" role="status">${text}</p>`;
}
