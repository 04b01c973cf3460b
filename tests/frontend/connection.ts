import type { Connection } from "../../frontend/src/ha";
import type { LiveEvent } from "../../frontend/src/data/messages";

interface Asked {
  readonly message: Record<string, unknown>;
  readonly say: (event: LiveEvent) => void;
  left: boolean;
}

/** A connection that the test plays the server of. */
export class FakeConnection implements Connection {
  connected = true;
  readonly asked: Asked[] = [];
  readonly sent: Record<string, unknown>[] = [];
  /** What the next subscriptions are refused with. */
  readonly refusals: unknown[] = [];
  answer: (message: Record<string, unknown>) => unknown = () => ({});
  private readonly listeners = { ready: new Set<() => void>(), disconnected: new Set<() => void>() };

  async sendMessagePromise(message: object): Promise<unknown> {
    this.sent.push(message as Record<string, unknown>);
    return Promise.resolve(this.answer(message as Record<string, unknown>));
  }

  async subscribeMessage(
    listener: (event: unknown) => void,
    message: object,
    options: { resubscribe: boolean },
  ): Promise<() => Promise<void>> {
    await Promise.resolve();
    if (options.resubscribe) throw new Error("two ways of coming back would subscribe twice");
    const asked: Asked = { message: message as Record<string, unknown>, say: listener, left: false };
    this.asked.push(asked);
    if (this.refusals.length > 0) throw this.refusals.shift();
    return () => {
      asked.left = true;
      return Promise.resolve();
    };
  }

  addEventListener(event: "ready" | "disconnected", listener: () => void): void {
    this.listeners[event].add(listener);
  }

  removeEventListener(event: "ready" | "disconnected", listener: () => void): void {
    this.listeners[event].delete(listener);
  }

  get listening(): number {
    return this.listeners.ready.size + this.listeners.disconnected.size;
  }

  lose(): void {
    this.connected = false;
    for (const listener of this.listeners.disconnected) listener();
  }

  comeBack(): void {
    this.connected = true;
    for (const listener of this.listeners.ready) listener();
  }

  /** Say something on the newest subscription. */
  say(...events: LiveEvent[]): void {
    for (const event of events) this.asked.at(-1)?.say(event);
  }
}
