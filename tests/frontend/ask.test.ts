import type { ReactiveController, ReactiveControllerHost } from "lit";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Ask } from "../../frontend/src/base/ask";
import { FakeConnection } from "./connection";

const LOST = { type: "result", success: false, error: { code: 3, message: "Connection lost" } };
const REFUSED = { code: "not_allowed", message: "" };

/** As much of a card as a question needs. */
class Card implements ReactiveControllerHost {
  controllers: ReactiveController[] = [];
  drawn = 0;
  readonly updateComplete = Promise.resolve(true);
  addController(controller: ReactiveController): void {
    this.controllers.push(controller);
    controller.hostConnected?.();
  }
  removeController(): void {
    this.controllers = [];
  }
  requestUpdate(): void {
    this.drawn += 1;
  }
  remove(): void {
    for (const one of this.controllers) one.hostDisconnected?.();
  }
  putBack(): void {
    for (const one of this.controllers) one.hostConnected?.();
  }
}

let card: Card;
let ask: Ask<string>;
let connection: FakeConnection;
/** The answers that are still to be given, by whom they are about. */
let waiting: Map<string, { give: (value: string) => void; refuse: (reason: unknown) => void }>;
let asked: string[];

const settle = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const want = (about: string, detail = ""): void => {
  ask.want(connection, about, detail, () => {
    asked.push(about + detail);
    return new Promise((give, refuse) => waiting.set(about + detail, { give, refuse }));
  });
};

beforeEach(() => {
  vi.useFakeTimers();
  card = new Card();
  ask = new Ask(card);
  connection = new FakeConnection();
  waiting = new Map();
  asked = [];
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a question of a card", () => {
  it("forgets what was wrong with one person as soon as it is about another", async () => {
    want("anna");
    waiting.get("anna")?.refuse(REFUSED);
    await settle();
    expect(ask.failure).toMatchObject(REFUSED);
    want("ben");
    expect([ask.failure, ask.value]).toEqual([null, undefined]);
  });

  it("does not show an answer about the former person that comes late", async () => {
    want("anna");
    want("ben");
    waiting.get("ben")?.give("Ben's");
    await settle();
    waiting.get("anna")?.give("Anna's");
    await settle();
    expect(ask.value).toBe("Ben's");
  });

  it("keeps the answer before in sight while only the period changes, and what is wrong with that", async () => {
    want("anna", "day");
    waiting.get("annaday")?.give("a day");
    await settle();
    want("anna", "week");
    expect(ask.value).toBe("a day");
  });

  it("that is lost on its way is asked again by itself, and what is known stays", async () => {
    want("anna", "day");
    waiting.get("annaday")?.give("a day");
    await settle();
    want("anna", "week");
    waiting.get("annaweek")?.refuse(LOST);
    await settle();
    expect([ask.value, ask.failure?.code]).toEqual(["a day", 3]);
    await settle(2_000);
    expect(asked).toEqual(["annaday", "annaweek", "annaweek"]);
    waiting.get("annaweek")?.give("a week");
    await settle();
    expect([ask.value, ask.failure, ask.busy]).toEqual(["a week", null, false]);
  });

  it("is not asked by a card that was taken away, and once when it is back", async () => {
    want("anna");
    card.remove();
    expect(connection.listening).toBe(0);
    const { drawn } = card;
    waiting.get("anna")?.give("too late");
    await settle();
    expect([ask.value, card.drawn]).toEqual([undefined, drawn]);
    want("ben");
    connection.comeBack();
    await settle(60_000);
    expect(asked).toEqual(["anna"]);
    card.putBack();
    expect(asked).toEqual(["anna", "ben"]);
    expect(connection.listening).toBe(1);
  });

  it("goes to the new connection where Home Assistant made another, and no more to the old one", async () => {
    want("anna");
    const before = connection;
    connection = new FakeConnection();
    want("anna");
    expect([before.listening, connection.listening]).toEqual([0, 1]);
    expect(asked).toEqual(["anna", "anna"]);
    connection.comeBack();
    await settle();
    expect(asked).toHaveLength(3);
  });
});
