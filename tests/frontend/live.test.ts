import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  LINGER_MS,
  LivePerson,
  RETRY_FIRST_MS,
  RETRY_LAST_MS,
  heard,
  livePerson,
  type LiveState,
} from "../../frontend/src/data/live";
import { FakeConnection } from "./connection";
import { BOB, ERRORS, personAt, said, until } from "./recorded";

let connection: FakeConnection;
let states: LiveState[];

beforeEach(() => {
  vi.useFakeTimers();
  connection = new FakeConnection();
  states = [];
});

afterEach(() => {
  vi.useRealTimers();
});

const settle = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const last = (): LiveState => {
  const state = states.at(-1);
  if (state === undefined) throw new Error("nothing was told");
  return state;
};

async function follow(): Promise<() => void> {
  const leave = new LivePerson(connection, BOB).follow((state) => states.push(state));
  await settle();
  return leave;
}

describe("what is heard", () => {
  it("is a whole person at first", () => {
    const bob = personAt("nothing measured");
    expect(bob).toMatchObject({ person_id: BOB, name: "Bob", alerts: { level: "none", open: [] } });
    expect(bob).not.toHaveProperty("type");
  });

  it("then adds what changed to what is known", () => {
    const bob = personAt("oxygen falls");
    expect(bob.current.heart_rate?.value).toBe(72);
    expect(bob.current.spo2).toMatchObject({ value: 90, fresh: true, quality: 80 });
    expect(bob.assessments.news2?.upper).toBeGreaterThan(0);
    expect(bob.alerts?.open.map((alert) => [alert.cause, alert.level])).toEqual([["oxygen", "urgent"]]);
  });

  it("keeps alerts over an update that says nothing of them", () => {
    const before = personAt("snoozed");
    const [update] = said("checked up");
    if (update === undefined) throw new Error("nothing was said");
    expect(update).not.toHaveProperty("alerts");
    expect(heard(before, update)?.alerts).toBe(before.alerts);
    expect(before.alerts?.open).toHaveLength(1);
  });

  it("knows of a note that was written meanwhile, and what was known stays", () => {
    const before = personAt("snoozed");
    const time = "2026-11-20T12:09:00+00:00";
    const news = { type: "update", person_id: BOB, time, current: {}, assessments: {}, noted: time } as const;
    const noted = heard(before, news);
    expect(noted).toMatchObject({ noted: time, alerts: before.alerts, current: before.current });
    const { noted: _, ...later } = { ...news, time: "2026-11-20T12:10:00+00:00" };
    expect(heard(noted, later)?.noted).toBe(time);
  });

  it("lets go of a vital that is gone", async () => {
    await follow();
    connection.say(...until("checked up"));
    connection.say({
      type: "update",
      person_id: BOB,
      time: "2026-11-20T12:00:01+00:00",
      current: { weight: null },
      assessments: {},
    });
    expect(last().person?.current).not.toHaveProperty("weight");
    expect(last().person?.current).toHaveProperty("spo2");
    expect(last().person?.alerts?.level).toBe("none");
  });

  it("shows who takes care, and what grew old", () => {
    expect(personAt("acknowledged").alerts?.open[0]?.acknowledged_by_name).toBe("Bob");
    expect(personAt("snoozed").alerts?.open[0]?.snoozed_until).toBeTruthy();
    expect(personAt("readings grow old").current.spo2?.fresh).toBe(false);
    expect(personAt("readings grow old").current.systolic?.fresh).toBe(true);
  });
});

describe("a subscription", () => {
  it("asks for one person and tells every change", async () => {
    await follow();
    expect(connection.asked.map((one) => one.message)).toEqual([{ type: "healthsense/subscribe", person_id: BOB }]);
    connection.say(...until("checked up"));
    expect(last()).toMatchObject({ connected: true, gone: false, failure: null });
    expect(last().person).toEqual(personAt("checked up"));
  });

  it("is shared by all cards of a page", async () => {
    livePerson(connection, BOB).follow((state) => states.push(state));
    livePerson(connection, BOB).follow((state) => states.push(state));
    await settle();
    expect(connection.asked).toHaveLength(1);
    connection.say(...until("nothing measured"));
    expect(states.slice(-2).map((state) => state.person?.name)).toEqual(["Bob", "Bob"]);
  });

  it("ends a while after its last card, and not while a dashboard is drawn anew", async () => {
    const view = livePerson(connection, BOB);
    const leave = view.follow((state) => states.push(state));
    await settle();
    leave();
    const again = view.follow((state) => states.push(state));
    await settle(LINGER_MS * 2);
    expect(connection.asked.map((one) => one.left)).toEqual([false]);
    again();
    await settle(LINGER_MS * 2);
    expect(connection.asked.map((one) => one.left)).toEqual([true]);
    expect(connection.listening).toBe(0);
  });

  it("says when somebody goes out of view", async () => {
    await follow();
    connection.say(...until("checked up"), { type: "gone", person_id: BOB });
    expect(last()).toMatchObject({ person: null, gone: true, failure: null });
  });

  it("keeps what it knows while the connection is away, and asks anew", async () => {
    await follow();
    connection.say(...until("checked up"));
    const old = connection.asked[0];
    connection.lose();
    expect(last()).toMatchObject({ connected: false, person: { name: "Bob" } });
    connection.comeBack();
    await settle();
    expect(connection.asked).toHaveLength(2);
    connection.say(...until("oxygen falls"));
    expect(last()).toMatchObject({ connected: true, person: { alerts: { level: "urgent" } } });
    old?.say({ type: "gone", person_id: BOB });
    expect(last().gone).toBe(false);
  });

  it("starts later where there is no connection yet", async () => {
    connection.connected = false;
    await follow();
    expect(connection.asked).toHaveLength(0);
    expect(last().connected).toBe(false);
    connection.comeBack();
    await settle();
    expect(connection.asked).toHaveLength(1);
  });
});

describe("a subscription that is refused", () => {
  it("tries again, less and less often, until HealthSense is running", async () => {
    connection.refusals.push(...Array.from({ length: 8 }, () => ERRORS["not running"]));
    await follow();
    expect(last().failure).toMatchObject({ code: "not_ready", translation_key: "not_loaded" });
    await settle(RETRY_FIRST_MS);
    expect(connection.asked).toHaveLength(2);
    await settle(RETRY_FIRST_MS);
    expect(connection.asked).toHaveLength(2);
    await settle(RETRY_LAST_MS * 10);
    expect(connection.asked).toHaveLength(9);
    connection.say(...until("nothing measured"));
    expect(last()).toMatchObject({ failure: null, person: { name: "Bob" } });
  });

  it("does not insist where nobody is to be seen", async () => {
    connection.refusals.push(ERRORS.nobody);
    await follow();
    await settle(RETRY_LAST_MS * 10);
    expect(connection.asked).toHaveLength(1);
    expect(last().failure?.translation_key).toBe("person_unknown");
  });

  it("does not knock at a closed door", async () => {
    connection.refusals.push(ERRORS["not running"]);
    await follow();
    connection.lose();
    await settle(RETRY_LAST_MS * 10);
    expect(connection.asked).toHaveLength(1);
  });
});
