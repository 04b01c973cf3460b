import type { ReactiveController, ReactiveControllerHost } from "lit";
import { failureOf, type Failure } from "../data/errors";
import type { Connection } from "../ha";

/** An item of Home Assistant's to-do list of a person. */
export interface Item {
  readonly uid: string;
  readonly summary: string;
  readonly status: "needs_action" | "completed";
  readonly due?: string | null;
  readonly description?: string | null;
}

/** Follows a to-do list, and says what somebody did with an item of it. */
export class Reminders implements ReactiveController {
  items: readonly Item[] | null = null;
  failure: Failure | null = null;
  private connection: Connection | undefined;
  private entityId: string | undefined;
  private leave: (() => Promise<void>) | null = null;
  private attempt = 0;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  /** Follow this list, and no other; none where a person has none. */
  want(connection: Connection, entityId: string | undefined): void {
    if (connection === this.connection && entityId === this.entityId) return;
    this.stop();
    this.connection = connection;
    this.entityId = entityId;
    this.items = null;
    this.failure = null;
    this.start();
  }

  hostConnected(): void {
    this.start();
  }

  hostDisconnected(): void {
    this.stop();
  }

  private start(): void {
    this.connection?.addEventListener("ready", this.again);
    this.again();
  }

  private stop(): void {
    this.attempt += 1;
    this.connection?.removeEventListener("ready", this.again);
    // Whether the server still knew of it makes no difference any more.
    this.leave?.().catch(() => undefined);
    this.leave = null;
  }

  private readonly again = (): void => void this.subscribe();

  private async subscribe(): Promise<void> {
    const { connection, entityId } = this;
    const attempt = ++this.attempt;
    if (connection === undefined || entityId === undefined) return;
    try {
      const leave = await connection.subscribeMessage(
        (event) => {
          if (attempt !== this.attempt) return;
          this.items = (event as { items: readonly Item[] }).items;
          this.host.requestUpdate();
        },
        { type: "todo/item/subscribe", entity_id: entityId },
        { resubscribe: false },
      );
      if (attempt === this.attempt) this.leave = leave;
      else leave().catch(() => undefined);
    } catch {
      // The list is of use, and not what the card lives by: the plan below it says the same.
    }
  }

  /** Tick an item off, or take it away for as long as its rule says. */
  async tell(item: string, what: "settled" | "dismissed"): Promise<void> {
    const { connection, entityId } = this;
    if (connection === undefined || entityId === undefined) return;
    try {
      await connection.sendMessagePromise({
        type: "call_service",
        domain: "todo",
        service: what === "settled" ? "update_item" : "remove_item",
        service_data: what === "settled" ? { item, status: "completed" } : { item: [item] },
        target: { entity_id: entityId },
      });
      this.failure = null;
    } catch (error) {
      this.failure = failureOf(error);
    }
    this.host.requestUpdate();
  }
}
