import type { ReactiveController, ReactiveControllerHost } from "lit";
import { failureOf, inWords, type Failure } from "../data/errors";
import type { Person } from "../data/messages";
import type { Hass, Localize } from "../ha";
import { nameOf } from "../texts";
import { houseMs, type Told, type Wrong } from "./view";

/** How long it can be taken back with one press. */
export const UNDO_MS = 60_000;
/** Up to then the same that is sent once more is a repetition, not another reading of the same value. */
const AGAIN_MS = 10 * 60_000;
/** Less than this between two clocks makes no difference. */
const BEHIND_MS = 2 * 60_000;

export interface Stored {
  readonly vital: string;
  readonly value: number | string;
  readonly unit: string;
  readonly time: string;
  readonly source: string;
}

interface Recorded {
  readonly stored: readonly Stored[];
  readonly duplicates: number;
  readonly rejected: readonly { readonly index: number; readonly field: string; readonly reason: string }[];
  readonly undo: string | null;
}

/** What taking back did: what was there before is back, what was changed meanwhile is left. */
export interface Undone {
  readonly restored: readonly Stored[];
  readonly removed: readonly { readonly vital: string }[];
  readonly kept: readonly { readonly vital: string }[];
}

/** What became of what was sent. */
export interface Outcome {
  readonly person: Person;
  readonly taken: readonly Stored[];
  readonly duplicates: number;
  readonly refused: Wrong;
  readonly undoUntilMs: number;
  /** The house's name for it, to take it back by; null where there is nothing to take back. */
  readonly undo: string | null;
  readonly undone: Undone | null;
}

/** What is sent: everything that was told at one moment (null: now), by one device. */
export interface Entry {
  readonly person: Person;
  readonly told: readonly Told[];
  readonly atMs: number | null;
  readonly source: string;
}

/** Sends readings once, however often it is asked to, and takes them back. */
export class Recorder implements ReactiveController {
  busy = false;
  outcome: Outcome | null = null;
  failure = "";
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** "Now" stays what it was when the same is sent again: an answer that got lost leaves no second reading behind. */
  private moment = { of: "", atMs: 0 };
  /** Counts how often it began anew: an answer to what was sent before that is nobody's any more. */
  private turn = 0;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    // The button must not outlive the minute while the card was away.
    if (this.undoable) this.armed();
  }

  hostDisconnected(): void {
    clearTimeout(this.timer);
  }

  private armed(): void {
    clearTimeout(this.timer);
    const leftMs = Math.max(0, (this.outcome?.undoUntilMs ?? 0) - Date.now());
    this.timer = setTimeout(() => {
      this.host.requestUpdate();
    }, leftMs + 1);
  }

  get undoable(): boolean {
    const { outcome } = this;
    return outcome !== null && outcome.undone === null && outcome.undo !== null && Date.now() < outcome.undoUntilMs;
  }

  /** Return what was refused, by vital; null where nothing was sent because something else is being sent. */
  async record(hass: Hass, localize: Localize, entry: Entry): Promise<Wrong | null> {
    const { turn } = this;
    return this.alone(localize, async () => {
      const { refused, recorded } = await this.send(hass, localize, entry);
      if (recorded === null || turn !== this.turn) return refused;
      this.moment.of = "";
      const undoUntilMs = Date.now() + UNDO_MS;
      const { stored: taken, duplicates, undo } = recorded;
      this.outcome = { person: entry.person, taken, duplicates, refused, undoUntilMs, undo, undone: null };
      this.armed();
      return refused;
    });
  }

  private async send(
    hass: Hass,
    localize: Localize,
    entry: Entry,
  ): Promise<{ refused: Wrong; recorded: Recorded | null }> {
    const { person, told, source } = entry;
    const message = {
      type: "healthsense/record",
      person_id: person.person_id,
      measurements: told,
      ...(source === "" ? {} : { source }),
    };
    try {
      // The clock of this device is behind the house's: what is measured now would be of another day.
      const behind = entry.atMs === null && Date.now() < houseMs(person) - BEHIND_MS;
      const atMs = entry.atMs ?? this.momentOf(JSON.stringify(message));
      const timed = behind ? message : { ...message, time: new Date(atMs).toISOString() };
      const recorded = (await hass.connection.sendMessagePromise(timed)) as Recorded;
      const refused = recorded.rejected.map(({ index, reason }) =>
        refusal(localize, told, index, `rejected_${reason}`),
      );
      return { refused: new Map(refused), recorded };
    } catch (error) {
      const failure = failureOf(error);
      // The clock of this device is ahead of the house's: nothing was kept, so the house may say what time it is.
      if (entry.atMs === null && failure.translation_key === "rejected_in_the_future") {
        const recorded = (await hass.connection.sendMessagePromise(message)) as Recorded;
        return { refused: new Map(), recorded };
      }
      const index = indexOf(failure);
      if (index === null || failure.translation_key === undefined) throw error;
      return { refused: new Map([refusal(localize, told, index, failure.translation_key)]), recorded: null };
    }
  }

  private momentOf(what: string): number {
    const { of, atMs } = this.moment;
    const sinceMs = Date.now() - atMs;
    if (of !== what || sinceMs < 0 || sinceMs > AGAIN_MS) this.moment = { of: what, atMs: Date.now() };
    return this.moment.atMs;
  }

  /** Take everything back that was just kept; the house brings back what it took the place of. */
  async undo(hass: Hass, localize: Localize): Promise<void> {
    const { outcome, turn } = this;
    if (outcome === null || !this.undoable) return;
    await this.alone(localize, async () => {
      const undone = (await hass.connection.sendMessagePromise({
        type: "healthsense/undo",
        person_id: outcome.person.person_id,
        undo: outcome.undo,
      })) as Undone;
      if (turn === this.turn) this.outcome = { ...outcome, undone };
    });
  }

  /** Begin anew. */
  forget(): void {
    this.turn += 1;
    this.outcome = null;
    this.failure = "";
    this.host.requestUpdate();
  }

  private async alone<T>(localize: Localize, work: () => Promise<T>): Promise<T | null> {
    if (this.busy) return null;
    const { turn } = this;
    this.busy = true;
    this.failure = "";
    this.host.requestUpdate();
    try {
      return await work();
    } catch (error) {
      if (turn === this.turn) this.failure = inWords(failureOf(error), localize);
      return null;
    } finally {
      this.busy = false;
      this.host.requestUpdate();
    }
  }
}

/** Which of the readings an error is about: its field is `measurements[3].value`. */
function indexOf(failure: Failure): number | null {
  const place = /^measurements\[(\d+)\]/.exec(failure.translation_placeholders?.field ?? "");
  return place === null ? null : Number(place[1]);
}

function refusal(localize: Localize, told: readonly Told[], index: number, key: string): readonly [string, string] {
  const vital = told[index]?.vital ?? "";
  const text = localize(`component.healthsense.exceptions.${key}.message`, { field: nameOf(localize, vital) });
  return [vital, text || key];
}
