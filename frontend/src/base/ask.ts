import type { ReactiveController, ReactiveControllerHost } from "lit";
import { failureOf, passes, type Failure } from "../data/errors";
import type { Connection } from "../ha";

const RETRY_FIRST_MS = 2_000;
const RETRY_LAST_MS = 30_000;

/** A question of a card to HealthSense: asked anew when it changes, when the connection is back, and after what passes. */
export class Ask<T> implements ReactiveController {
  value: T | undefined;
  failure: Failure | null = null;
  busy = false;
  private connection: Connection | undefined;
  private fetch: (() => Promise<T>) | undefined;
  private about = "";
  private detail = "";
  private attempt = 0;
  private retryMs = RETRY_FIRST_MS;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private away = false;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  /**
   * Ask, unless the same was asked already. While only `detail` changes, such as the period, the answer before stays
   * in sight; of another `about` nothing may be left.
   */
  want(connection: Connection, about: string, detail: string, fetch: () => Promise<T>): void {
    this.fetch = fetch;
    if (connection === this.connection && about === this.about && detail === this.detail) return;
    if (connection !== this.connection) {
      this.leave();
      this.connection = connection;
      if (!this.away) connection.addEventListener("ready", this.again);
    }
    if (about !== this.about) {
      this.value = undefined;
      this.failure = null;
      this.retryMs = RETRY_FIRST_MS;
    }
    this.about = about;
    this.detail = detail;
    // A card that was taken away asks when it is back, if ever.
    if (!this.away) this.again();
  }

  /** Ask once more. */
  readonly again = (): void => {
    clearTimeout(this.timer);
    void this.ask();
  };

  private async ask(): Promise<void> {
    if (this.fetch === undefined) return;
    const attempt = ++this.attempt;
    this.busy = true;
    try {
      const value = await this.fetch();
      if (attempt !== this.attempt) return;
      this.value = value;
      this.failure = null;
      this.retryMs = RETRY_FIRST_MS;
    } catch (error) {
      if (attempt !== this.attempt) return;
      this.failure = failureOf(error);
      // Somebody who may not see it any more does not go on seeing it.
      if (!passes(this.failure)) this.value = undefined;
      else this.timer = setTimeout(this.again, this.retryMs);
      this.retryMs = Math.min(this.retryMs * 2, RETRY_LAST_MS);
    }
    this.busy = false;
    this.host.requestUpdate();
  }

  hostConnected(): void {
    this.away = false;
    if (this.connection === undefined) return;
    this.connection.addEventListener("ready", this.again);
    this.again();
  }

  hostDisconnected(): void {
    this.away = true;
    this.leave();
  }

  private leave(): void {
    clearTimeout(this.timer);
    this.attempt += 1;
    this.connection?.removeEventListener("ready", this.again);
  }
}
