import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LINGER_MS, RETRY_FIRST_MS, liveHousehold, type HouseholdState } from "../../frontend/src/data/live";
import type { LiveEvent } from "../../frontend/src/data/messages";
import { FakeConnection } from "./connection";
import { BOB, ERRORS, until } from "./recorded";

const ANNA = "a1100000000040008000000000000001";

let connection: FakeConnection;
let states: HouseholdState[];

beforeEach(() => {
  vi.useFakeTimers();
  connection = new FakeConnection();
  states = [];
});

afterEach(() => {
  vi.useRealTimers();
});

const settle = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const last = (): HouseholdState => {
  const state = states.at(-1);
  if (state === undefined) throw new Error("nothing was told");
  return state;
};
const names = (): string[] => [...last().people.values()].map((person) => person.name);

/** What was recorded of Bob, said of Anna. */
function ofAnna(events: LiveEvent[]): LiveEvent[] {
  return events.map((event) => ({ ...event, person_id: ANNA, ...(event.type === "snapshot" ? { name: "Anna" } : {}) }));
}

async function follow(): Promise<() => void> {
  const leave = liveHousehold(connection).follow((state) => states.push(state));
  await settle();
  return leave;
}

describe("the view of everybody", () => {
  it("is one subscription for all people and all cards", async () => {
    await follow();
    await follow();
    connection.say(...until("checked up"), ...ofAnna(until("oxygen falls")));
    expect(connection.asked.map((one) => one.message)).toEqual([{ type: "healthsense/subscribe" }]);
    expect(names()).toEqual(["Bob", "Anna"]);
    expect(last().people.get(ANNA)?.alerts?.level).toBe("urgent");
    expect(last().people.get(BOB)?.alerts?.level).toBe("none");
  });

  it("leaves whoever did not change the same object, so that nothing of theirs is drawn anew", async () => {
    await follow();
    connection.say(...until("checked up"), ...ofAnna(until("checked up")));
    const bob = last().people.get(BOB);
    connection.say(...ofAnna(until("oxygen falls").slice(until("checked up").length)));
    expect(last().people.get(BOB)).toBe(bob);
  });

  it("says that nobody is there only after everybody was told of", async () => {
    let answer = (_: unknown): void => undefined;
    connection.answer = () => new Promise((resolve) => (answer = resolve));
    await follow();
    expect(connection.sent).toEqual([{ type: "ping" }]);
    expect(last().complete).toBe(false);
    answer(null);
    await settle();
    expect(last()).toMatchObject({ complete: true, people: new Map() });
  });

  it("keeps everybody while the connection is away, and lets go of who was not there any more after it", async () => {
    await follow();
    connection.say(...until("checked up"), ...ofAnna(until("checked up")));
    connection.lose();
    expect(last().connected).toBe(false);
    expect(names()).toEqual(["Bob", "Anna"]);
    connection.answer = () => {
      connection.say(...ofAnna(until("oxygen falls")));
      return null;
    };
    connection.comeBack();
    await settle();
    expect(connection.asked).toHaveLength(2);
    expect(names()).toEqual(["Anna"]);
    expect(last()).toMatchObject({ connected: true, complete: true });
  });

  it("lets go of somebody who goes out of view", async () => {
    await follow();
    connection.say(...until("checked up"), ...ofAnna(until("checked up")), { type: "gone", person_id: BOB });
    expect(names()).toEqual(["Anna"]);
  });

  it("waits for HealthSense to run", async () => {
    connection.refusals.push(ERRORS["not running"]);
    await follow();
    expect(last().failure).toMatchObject({ code: "not_ready" });
    await settle(RETRY_FIRST_MS);
    connection.say(...until("checked up"));
    expect(last()).toMatchObject({ failure: null });
    expect(names()).toEqual(["Bob"]);
  });

  it("ends a while after its last card and begins with nothing", async () => {
    (await follow())();
    connection.say(...until("checked up"));
    await settle(LINGER_MS);
    expect(connection.asked.map((one) => one.left)).toEqual([true]);
    expect(connection.listening).toBe(0);
    await follow();
    expect(names()).toEqual([]);
  });
});
