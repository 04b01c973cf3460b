import type { ReactiveController, ReactiveControllerHost } from "lit";
import { failureOf, inWords } from "../data/errors";
import type { Hass, Localize } from "../ha";
import { words } from "../texts";

/** Sends one change at a time, and remembers by its key what became of it. */
export class Doing implements ReactiveController {
  /** What is being sent; "" nothing. */
  busy = "";
  private about = "";
  private text = "";
  private bad = false;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly done: () => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    // Nothing waits for the card to be on the page.
  }

  /** What there is to say beside the setting `key`: that it was kept, or why not. */
  said(key: string): { readonly text: string; readonly bad: boolean } | null {
    return this.about === key && this.text !== "" ? { text: this.text, bad: this.bad } : null;
  }

  /** Say what is wrong without having sent anything. */
  refuse(key: string, text: string): void {
    this.about = key;
    this.text = text;
    this.bad = true;
    this.host.requestUpdate();
  }

  /** Say nothing more of what was done: somebody else is shown. */
  forget(): void {
    this.about = "";
    this.text = "";
    this.host.requestUpdate();
  }

  /** Return whether it was kept. */
  async send(hass: Hass, localize: Localize, key: string, message: object): Promise<boolean> {
    if (this.busy !== "") return false;
    this.busy = key;
    this.about = key;
    this.text = "";
    this.host.requestUpdate();
    try {
      await hass.connection.sendMessagePromise(message);
      this.text = words(localize, "card_settings_kept");
      this.bad = false;
    } catch (error) {
      this.text = inWords(failureOf(error), localize);
      this.bad = true;
    }
    this.busy = "";
    this.host.requestUpdate();
    if (!this.bad) this.done();
    return !this.bad;
  }
}
