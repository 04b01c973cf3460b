import { html, type TemplateResult } from "lit";
import type { Person } from "../data/messages";
import type { Hass, Localize } from "../ha";
import type { PersonConfig } from "../people";
import { words } from "../texts";
import type { Chunk } from "./chunk";
import { message } from "./element";
import { PersonElement } from "./person";

/** The frame of a card until its chunk is loaded, and then what that draws. */
export function framed(
  chunk: Chunk,
  localize: Localize,
  name: string | undefined,
  body: () => TemplateResult,
): TemplateResult {
  const text = words(localize, chunk.failed ? "card_no_connection" : "card_waiting");
  return html`<ha-card>
    <section aria-label=${name ?? ""}>${chunk.ready ? body() : message(text)}</section>
  </ha-card>`;
}

/** A card of one person whose inside is drawn by a chunk. */
export abstract class PersonShell<Config extends PersonConfig> extends PersonElement<Config> {
  protected abstract readonly chunk: Chunk;

  /** What the chunk draws, once it is there. */
  protected abstract body(hass: Hass, localize: Localize, config: Config, person: Person): TemplateResult;

  protected override render(): TemplateResult {
    const { hass, localize, config } = this;
    if (hass === undefined || localize === undefined || config === undefined) return this.unset();
    const person = this.live?.person ?? null;
    if (person === null) return html`<ha-card><section>${message(this.trouble(hass, localize))}</section></ha-card>`;
    return framed(this.chunk, localize, person.name, () => this.body(hass, localize, config, person));
  }
}
