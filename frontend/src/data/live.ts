import type { Connection } from "../ha";
import { failureOf, passes, type Failure } from "./errors";
import type { LiveEvent, Person } from "./messages";

/** Whether the house answers. What was last heard stays while it does not. */
interface Reach {
  readonly connected: boolean;
  readonly failure: Failure | null;
}

/** What a card knows of its person. */
export interface LiveState extends Reach {
  readonly person: Person | null;
  /** The person went out of view: removed, made private, or not shared any more. */
  readonly gone: boolean;
}

/** What a card knows of everybody whom the user may see; a person who did not change stays the same object. */
export interface HouseholdState extends Reach {
  readonly people: ReadonlyMap<string, Person>;
  /** Everybody was told of: who is not there is not to be seen. */
  readonly complete: boolean;
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
    ...(event.noted === undefined ? {} : { noted: event.noted }),
  };
}

/** One subscription of a page, shared by all cards that show the same; comes back by itself. */
abstract class LiveView<State extends Reach> {
  private _state: State;
  private readonly listeners = new Set<(state: State) => void>();
  private leave: (() => Promise<void>) | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private retryMs = RETRY_FIRST_MS;
  private running = false;
  /** Tells an answer that came too late: the connection was lost, or everybody left. */
  private attempt = 0;

  constructor(
    protected readonly connection: Connection,
    private readonly nothing: State,
    private readonly asked: object,
  ) {
    this._state = nothing;
  }

  /** Return what is known after an event. */
  protected abstract after(event: LiveEvent): Partial<State>;

  /** Called before every subscription: what follows may leave out what went away meanwhile. */
  protected begin(): void {
    // A view of one person is told everything that it needs.
  }

  /** Return what follows from the subscription having been taken. */
  protected taken(): Promise<Partial<State>> {
    return Promise.resolve({});
  }

  get state(): State {
    return this._state;
  }

  follow(listener: (state: State) => void): () => void {
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
    else this.tell({ ...this._state, connected: false });
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
    this._state = this.nothing;
  }

  private readonly onReady = (): void => {
    this.retryMs = RETRY_FIRST_MS;
    this.tell({ ...this._state, connected: true });
    void this.subscribe();
  };

  private readonly onDisconnected = (): void => {
    // The server forgot the subscription together with the connection.
    this.attempt += 1;
    this.leave = null;
    clearTimeout(this.timer);
    this.tell({ ...this._state, connected: false });
  };

  /** Not left to the library's own way of coming back: it gives up while HealthSense is still starting. */
  private async subscribe(): Promise<void> {
    const attempt = ++this.attempt;
    clearTimeout(this.timer);
    this.begin();
    try {
      const leave = await this.connection.subscribeMessage(
        (event) => {
          if (attempt === this.attempt) this.on(event as LiveEvent);
        },
        { type: "healthsense/subscribe", ...this.asked },
        { resubscribe: false },
      );
      if (attempt !== this.attempt) {
        leave().catch(() => undefined);
        return;
      }
      this.leave = leave;
      const news = await this.taken();
      if (attempt === this.attempt) this.tell({ ...this._state, ...news });
    } catch (error) {
      if (attempt === this.attempt) this.failed(failureOf(error));
    }
  }

  private failed(failure: Failure): void {
    this.tell({ ...this._state, failure });
    if (!passes(failure) || !this.connection.connected) return;
    this.timer = setTimeout(() => void this.subscribe(), this.retryMs);
    this.retryMs = Math.min(this.retryMs * 2, RETRY_LAST_MS);
  }

  private on(event: LiveEvent): void {
    this.retryMs = RETRY_FIRST_MS;
    this.tell({ ...this._state, ...this.after(event), failure: null });
  }

  private tell(state: State): void {
    this._state = state;
    for (const listener of [...this.listeners]) listener(state);
  }
}

/** What is current of one person. */
export class LivePerson extends LiveView<LiveState> {
  constructor(connection: Connection, personId: string) {
    super(connection, { person: null, connected: true, gone: false, failure: null }, { person_id: personId });
  }

  protected after(event: LiveEvent): Partial<LiveState> {
    return { person: heard(this.state.person, event), gone: event.type === "gone" };
  }
}

/** What is current of everybody whom the user may see. */
export class LiveHousehold extends LiveView<HouseholdState> {
  /** Who was spoken of since the newest subscription. */
  private readonly spoken = new Set<string>();

  constructor(connection: Connection) {
    super(connection, { people: new Map(), complete: false, connected: true, failure: null }, {});
  }

  protected after(event: LiveEvent): Partial<HouseholdState> {
    const id = event.person_id;
    this.spoken.add(id);
    const person = heard(this.state.people.get(id) ?? null, event);
    const people = new Map(this.state.people);
    if (person === null) people.delete(id);
    else people.set(id, person);
    return { people };
  }

  protected override begin(): void {
    this.spoken.clear();
  }

  /** The answers of a connection keep their order: whoever was not spoken of before this one is not there any more. */
  protected override async taken(): Promise<Partial<HouseholdState>> {
    await this.connection.sendMessagePromise({ type: "ping" });
    const people = new Map([...this.state.people].filter(([id]) => this.spoken.has(id)));
    return { people, complete: true, failure: null };
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

const households = new WeakMap<Connection, LiveHousehold>();

/** Return the page's view of everybody. */
export function liveHousehold(connection: Connection): LiveHousehold {
  let view = households.get(connection);
  if (view === undefined) households.set(connection, (view = new LiveHousehold(connection)));
  return view;
}
