import type { ReactiveController, ReactiveControllerHost } from "lit";
import { failureOf, inWords } from "../data/errors";
import type { Hass, Localize } from "../ha";
import { words } from "../texts";

interface Known {
  readonly hass: Hass | undefined;
  readonly localize: Localize | undefined;
}

/** A note on its way; `alert` is null where it is about the person. `place` tells the forms of the card apart. */
export interface Written {
  readonly place: string;
  readonly personId: string;
  readonly alert: string | null;
  readonly text: string;
}

/** Keeps notes, one at a time, and remembers what went wrong at which place. */
export class NoteWriter implements ReactiveController {
  busy = false;
  failure: { readonly place: string; readonly text: string } | null = null;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly known: () => Known,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    // Nothing waits for the card to be on the page.
  }

  /** Return whether it was kept. */
  async write({ place, personId, alert, text }: Written): Promise<boolean> {
    const { hass, localize } = this.known();
    if (hass === undefined || localize === undefined || this.busy) return false;
    if (text === "") return this.fail(place, words(localize, "card_alerts_note_empty"));
    this.busy = true;
    this.failure = null;
    this.host.requestUpdate();
    try {
      const about = alert === null ? {} : { alert };
      await hass.connection.sendMessagePromise({
        type: "healthsense/alert",
        person_id: personId,
        do: "note",
        text,
        ...about,
      });
      return true;
    } catch (error) {
      return this.fail(place, inWords(failureOf(error), localize));
    } finally {
      this.busy = false;
      this.host.requestUpdate();
    }
  }

  private fail(place: string, text: string): false {
    this.failure = { place, text };
    this.host.requestUpdate();
    return false;
  }
}
