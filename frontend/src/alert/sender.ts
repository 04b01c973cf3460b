import type { ReactiveController, ReactiveControllerHost } from "lit";
import { failureOf, inWords } from "../data/errors";
import type { Hass, Localize } from "../ha";

/** What somebody does about an alert (docs/actions.md). */
export type Command =
  | { readonly do: "acknowledge" }
  | { readonly do: "snooze"; readonly minutes: number }
  | { readonly do: "resolve" }
  | { readonly do: "mark"; readonly useful: boolean };

interface Known {
  readonly hass: Hass | undefined;
  readonly localize: Localize | undefined;
}

/** Sends what somebody does about alerts, one thing at a time for each, and remembers what went wrong. */
export class AlertSender implements ReactiveController {
  private _busy: ReadonlySet<string> = new Set();
  private _failed: ReadonlyMap<string, string> = new Map();

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly known: () => Known,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    // Nothing waits for the card to be on the page.
  }

  /** The alerts about which something is being sent. */
  get busy(): ReadonlySet<string> {
    return this._busy;
  }

  /** What went wrong, by alert. */
  get failed(): ReadonlyMap<string, string> {
    return this._failed;
  }

  /** Return whether it was done. */
  async send(personId: string, alert: string, command: Command): Promise<boolean> {
    const { hass, localize } = this.known();
    if (hass === undefined || localize === undefined || this._busy.has(alert)) return false;
    this._busy = new Set([...this._busy, alert]);
    this.host.requestUpdate();
    let failure = "";
    try {
      await hass.connection.sendMessagePromise({
        type: "healthsense/alert",
        person_id: personId,
        alert,
        do: command.do,
        ...(command.do === "snooze" ? { duration: command.minutes * 60 } : {}),
        ...(command.do === "mark" ? { useful: command.useful } : {}),
      });
    } catch (error) {
      failure = inWords(failureOf(error), localize);
    }
    // Another alert's failure may have come meanwhile: it stays.
    const others = [...this._failed].filter(([id]) => id !== alert);
    this._failed = new Map(failure === "" ? others : [...others, [alert, failure]]);
    this._busy = new Set([...this._busy].filter((id) => id !== alert));
    this.host.requestUpdate();
    return failure === "";
  }
}
