import type { Connection } from "../ha";
import { failureOf, passes, type Failure } from "./errors";
import type { LiveEvent, Person } from "./messages";

/** What a card knows of its person. `person` stays what was last heard while the connection is away. */
export interface LiveState {
  readonly person: Person | null;
  readonly connected: boolean;
  /** The person went out of view: removed, made private, or not shared any more. */
  readonly gone: boolean;
  readonly failure: Failure | null;
}

export const RETRY_FIRST_MS = 2_000;
export const RETRY_LAST_MS = 30_000;
/** How long a subscription outlives its last card: a dashboard that is drawn anew takes its cards away first. */
export const LINGER_MS = 5_000;

/** Return the person as it is after an event; null where the person is gone. */
export function heard(person: Person | null, event: LiveEvent): Person | null {
  if (event.type === "gone") return null;
  if (event.type === "snapshot") {
    const { type: _, ...snapshot } = event;
    return snapshot;
  }
  if (person === null) return null;
  const current = { ...person.current };
  for (const [vital, reading] of Object.entries(event.current)) {
    if (reading === null) Reflect.deleteProperty(current, vital);
    else current[vital] = reading;
  }
  return {
    ...person,
    time: event.time,
    current,
    assessments: { ...person.assessments, ...event.assessments },
    alerts: event.alerts ?? person.alerts,
  };
}

/** One subscription, shared by all cards of a page that show the same person. */
export class LivePerson {
  private _state: LiveState = { person: null, connected: true, gone: false, failure: null };
  private readonly listeners = new Set<(state: LiveState) => void>();
  private leave: (() => Promise<void>) | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private retryMs = RETRY_FIRST_MS;
  private running = false;
  /** Tells an answer that came too late: the connection was lost, or everybody left. */
  private attempt = 0;

  constructor(
    private readonly connection: Connection,
    private readonly personId: string,
  ) {}

  get state(): LiveState {
    return this._state;
  }

  follow(listener: (state: LiveState) => void): () => void {
    this.listeners.add(listener);
    if (!this.running) this.start();
    listener(this._state);
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0)
        setTimeout(() => {
          this.stopIfAlone();
        }, LINGER_MS);
    };
  }

  private start(): void {
    this.running = true;
    this.connection.addEventListener("ready", this.onReady);
    this.connection.addEventListener("disconnected", this.onDisconnected);
    if (this.connection.connected) void this.subscribe();
    else this.tell({ connected: false });
  }

  private stopIfAlone(): void {
    if (this.listeners.size > 0 || !this.running) return;
    this.running = false;
    this.attempt += 1;
    clearTimeout(this.timer);
    this.connection.removeEventListener("ready", this.onReady);
    this.connection.removeEventListener("disconnected", this.onDisconnected);
    const leave = this.leave;
    this.leave = null;
    // Whether the server still knew of it makes no difference any more.
    leave?.().catch(() => undefined);
    this._state = { person: null, connected: true, gone: false, failure: null };
  }

  private readonly onReady = (): void => {
    this.retryMs = RETRY_FIRST_MS;
    this.tell({ connected: true });
    void this.subscribe();
  };

  private readonly onDisconnected = (): void => {
    // The server forgot the subscription together with the connection.
    this.attempt += 1;
    this.leave = null;
    clearTimeout(this.timer);
    this.tell({ connected: false });
  };

  /** Not left to the library's own way of coming back: it gives up while HealthSense is still starting. */
  private async subscribe(): Promise<void> {
    const attempt = ++this.attempt;
    clearTimeout(this.timer);
    try {
      const leave = await this.connection.subscribeMessage(
        (event) => {
          if (attempt === this.attempt) this.on(event as LiveEvent);
        },
        { type: "healthsense/subscribe", person_id: this.personId },
        { resubscribe: false },
      );
      if (attempt === this.attempt) this.leave = leave;
      else leave().catch(() => undefined);
    } catch (error) {
      if (attempt === this.attempt) this.failed(failureOf(error));
    }
  }

  private failed(failure: Failure): void {
    this.tell({ failure });
    if (!passes(failure) || !this.connection.connected) return;
    this.timer = setTimeout(() => void this.subscribe(), this.retryMs);
    this.retryMs = Math.min(this.retryMs * 2, RETRY_LAST_MS);
  }

  private on(event: LiveEvent): void {
    this.retryMs = RETRY_FIRST_MS;
    this.tell({ person: heard(this._state.person, event), gone: event.type === "gone", failure: null });
  }

  private tell(news: Partial<LiveState>): void {
    this._state = { ...this._state, ...news };
    for (const listener of [...this.listeners]) listener(this._state);
  }
}

const views = new WeakMap<Connection, Map<string, LivePerson>>();

/** Return the page's view of a person. */
export function livePerson(connection: Connection, personId: string): LivePerson {
  let known = views.get(connection);
  if (known === undefined) views.set(connection, (known = new Map<string, LivePerson>()));
  let view = known.get(personId);
  if (view === undefined) known.set(personId, (view = new LivePerson(connection, personId)));
  return view;
}
