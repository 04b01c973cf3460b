import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LiveEvent } from "../../frontend/src/data/messages";
import type { Hass } from "../../frontend/src/ha";
import { WallCard } from "../../frontend/src/wall/card";
import { checked, configForm } from "../../frontend/src/wall/config";
import type { WallBody } from "../../frontend/src/wall/page";
import "../../frontend/src/pages";
import { WallTile } from "../../frontend/src/wall/tile";
import { ago } from "../../frontend/src/format";
import { neighbour, pathOf, shortAge } from "../../frontend/src/wall/view";
import { FakeConnection } from "./connection";
import { DEVICE, fakeHass } from "./hass";
import { BOB, ERRORS, personAt, until, type Moment } from "./recorded";

const AT = Date.parse("2026-11-20T12:10:00Z");

let connection: FakeConnection;
let card: WallCard;

beforeEach(() => {
  vi.useFakeTimers({ now: AT });
  connection = new FakeConnection();
});

afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

async function settle(ms = 400): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await card.updateComplete;
  await vi.advanceTimersByTimeAsync(0);
}

/** What was recorded of Bob, said of somebody else. */
function of(name: string, moment: Moment, band?: string): LiveEvent {
  const bob = personAt(moment);
  const overall = bob.assessments.overall_status;
  const assessments =
    band === undefined || overall === undefined
      ? bob.assessments
      : { ...bob.assessments, overall_status: { ...overall, band } };
  return { ...bob, type: "snapshot", name, person_id: name.toLowerCase(), device_id: null, assessments };
}

async function show(events: readonly LiveEvent[], config: object = {}, changes: Partial<Hass> = {}): Promise<void> {
  // As the server does: everybody first, then the answer to what was asked after the subscription.
  connection.answer = () => {
    connection.say(...events);
    return null;
  };
  card = document.createElement("healthsense-wall-card");
  card.setConfig({ type: "custom:healthsense-wall-card", ...config });
  card.hass = fakeHass(connection, changes);
  document.body.append(card);
  await vi.waitFor(() => {
    expect(body()).toBeTruthy();
  });
  await settle();
}

const body = (): WallBody | null | undefined => card.shadowRoot?.querySelector("healthsense-wall-body");
const all = (selector: string): HTMLElement[] => [
  ...(body()?.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
];
const plain = (node: Element | undefined): string => (node?.textContent ?? "").replace(/\s+/g, " ").trim();
const tiles = (): WallTile[] => all("healthsense-wall-tile").filter((one) => one instanceof WallTile);
const inTile = (name: string, selector: string): HTMLElement[] => {
  const tile = tiles().find((one) => one.person?.name === name);
  return [...(tile?.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])];
};
const names = (): string[] => tiles().map((tile) => tile.person?.name ?? "");

/** Nothing of somebody is current any more, and nothing is the matter otherwise. */
function silent(name: string): LiveEvent {
  const event = of(name, "checked up", "usual");
  if (event.type !== "snapshot") throw new Error("no snapshot");
  const old = (reading: object): object => ({ ...reading, fresh: false });
  const current = Object.entries(event.current).map(([vital, reading]) => [vital, old(reading)]);
  return { ...event, current: Object.fromEntries(current) as typeof event.current };
}

const HOUSE: readonly LiveEvent[] = [
  of("Zoe", "checked up", "usual"),
  silent("Ada"),
  of("Carl", "checked up", "worth_checking"),
  of("Dora", "acknowledged"),
  of("Emil", "oxygen falls"),
  of("Ben", "checked up", "usual"),
];

describe("the wall", () => {
  it("asks once for everybody", async () => {
    await show(HOUSE);
    expect(connection.asked.map((one) => one.message)).toEqual([{ type: "healthsense/subscribe" }]);
  });

  it("shows who needs help first: by open alert, what nobody does about it first, then status, then name", async () => {
    await show(HOUSE);
    expect(names()).toEqual(["Emil", "Dora", "Carl", "Ada", "Ben", "Zoe"]);
  });

  it("says what to do about a person of whom nothing was ever measured", async () => {
    await show([{ ...of("Kurt", "nothing measured"), current: {} } as LiveEvent]);
    expect(inTile("Kurt", ".note").map(plain)).toEqual([
      expect.stringMatching(/^Nothing has been measured yet\. Choose/),
    ]);
  });

  it("shows of a person what is known, down the list of what matters", async () => {
    const kim = of("Kim", "checked up");
    if (kim.type !== "snapshot") throw new Error("no snapshot");
    const { systolic, diastolic, weight } = kim.current;
    if (systolic === undefined || diastolic === undefined || weight === undefined) throw new Error("no readings");
    const glucose = { ...weight, value: 104, unit: "mg/dL" };
    await show([{ ...kim, current: { systolic, diastolic, weight, glucose } }]);
    expect(inTile("Kim", ".vitals li").map((one) => plain(one).split(" ").slice(0, 2).join(" "))).toEqual([
      "Blood pressure",
      "Blood glucose",
      expect.stringMatching(/^Weight /),
    ]);
  });

  it("shows of each person status, readings with their age, and the alert", async () => {
    await show(HOUSE);
    const [status] = inTile("Emil", "healthsense-status");
    expect(status).toMatchObject({ gravity: "urgent", label: "Urgent" });
    expect(inTile("Emil", ".vitals li").map(plain)).toEqual([
      expect.stringMatching(/^Heart rate 72 bpm .*Current, /),
      expect.stringMatching(/^Blood oxygen 90 % .*Current, /),
      expect.stringMatching(/^Blood pressure 124\/79 mmHg 10 min Current, 10 minutes ago$/),
      expect.stringContaining("Breathing rate"),
      expect.stringContaining("Body temperature"),
    ]);
    expect(inTile("Emil", ".said").map(plain)).toEqual(["Oxygen Urgent · Since 12:06"]);
    expect(inTile("Dora", ".said").map(plain)[0]).toContain("Bob is taking care of it.");
  });

  it("says in words that a reading is not current", async () => {
    await show([silent("Ada")]);
    expect(inTile("Ada", "li.old").map(plain)[0]).toContain("Not current");
    expect(inTile("Ada", "li.old ha-icon")[0]).toMatchObject({ icon: "mdi:clock-alert-outline" });
  });

  it("shows as many readings as were asked for, five at most", async () => {
    await show(HOUSE, { vitals: ["weight", "spo2"] });
    expect(inTile("Zoe", ".name").map(plain)).toEqual(["Weight", "Blood oxygen"]);
  });

  it("takes care of an alert, and says beside it what went wrong", async () => {
    await show(HOUSE);
    const [button] = inTile("Emil", ".alert button");
    expect(button?.getAttribute("aria-label")).toBe("I'm on it: Emil, Oxygen");
    connection.answer = () => Promise.reject(wrong("no alert"));
    button?.click();
    await settle();
    expect(connection.sent.at(-1)).toMatchObject({
      type: "healthsense/alert",
      person_id: "emil",
      do: "acknowledge",
      alert: "oxygen-1a1f8d4d460",
    });
    expect(inTile("Emil", "[role=alert]").map(plain)[0]).toContain("There is no such alert");
  });
});

const wrong = (name: keyof typeof ERRORS): Error => Object.assign(new Error(), ERRORS[name]);

describe("fifty people with two readings a second", () => {
  it("draw only the tile of whoever has news", async () => {
    const people = Array.from({ length: 50 }, (_, index) => of(`P${index}`, "checked up", "usual"));
    await show(people);
    expect(tiles()).toHaveLength(50);
    const drawn: string[] = [];
    const render = Reflect.get(WallTile.prototype, "render") as (this: WallTile) => unknown;
    vi.spyOn(WallTile.prototype as unknown as { render: () => unknown }, "render").mockImplementation(function (
      this: WallTile,
    ) {
      drawn.push(this.person?.name ?? "");
      return render.call(this);
    });
    const reading = personAt("checked up").current.heart_rate;
    if (reading === undefined) throw new Error("no pulse");
    for (const [person_id, value] of [
      ["p7", 91],
      ["p7", 92],
      ["p31", 55],
    ] as const) {
      const current = { heart_rate: { ...reading, value } };
      connection.say({ type: "update", person_id, time: "2026-11-20T12:10:00+00:00", current, assessments: {} });
    }
    await settle();
    expect(drawn.sort()).toEqual(["P31", "P7"]);
    expect(inTile("P7", ".value").map(plain)[0]).toBe("92 bpm");
  });

  it("come back some at a time after the connection was lost, and none of their alerts is said to be new", async () => {
    const people = Array.from({ length: 50 }, (_, index) => of(`P${index}`, index < 5 ? "oxygen falls" : "checked up"));
    await show(people);
    const drawn = vi.spyOn(WallTile.prototype as unknown as { render: () => unknown }, "render");
    connection.lose();
    connection.comeBack();
    await settle(20);
    expect(drawn.mock.calls.length).toBeLessThanOrEqual(10);
    await settle();
    expect(drawn).toHaveBeenCalledTimes(50);
    expect(all("[role=status].spoken").map(plain)).toEqual([""]);
  });

  it("grow older a few at a time", async () => {
    await show(Array.from({ length: 50 }, (_, index) => of(`P${index}`, "checked up", "usual")));
    const drawn = vi.spyOn(WallTile.prototype as unknown as { render: () => unknown }, "render");
    await settle(1_500);
    expect(drawn).toHaveBeenCalledTimes(5);
    await settle(13_500);
    expect(drawn).toHaveBeenCalledTimes(50);
  });

  it("draw nothing anew when something else in the house changes", async () => {
    await show(HOUSE);
    const { hass } = card;
    if (hass === undefined) throw new Error("no hass");
    const drawn = vi.spyOn(WallTile.prototype as unknown as { render: () => unknown }, "render");
    card.hass = { ...hass, states: { "light.kitchen": { attributes: {} } } };
    await settle();
    expect(drawn).not.toHaveBeenCalled();
  });
});

describe("the order", () => {
  const worse = of("Zoe", "oxygen falls");

  it("follows at once while nobody uses the wall", async () => {
    await show(HOUSE);
    connection.say(worse);
    await settle();
    expect(names().slice(0, 3)).toEqual(["Emil", "Zoe", "Dora"]);
  });

  it.each(["pointermove", "pointerdown", "focusin", "keydown"])("waits while it is used (%s)", async (type) => {
    await show(HOUSE);
    const before = names();
    body()?.dispatchEvent(new Event(type));
    connection.say(worse, of("Gus", "oxygen falls"), { type: "gone", person_id: "ada" });
    await settle();
    // Who came stands behind, who went is gone, and nobody else moved under the finger.
    expect(names()).toEqual([...before.filter((name) => name !== "Ada"), "Gus"]);
    expect(all(".sort").map((one) => one.hidden)).toEqual([false]);
  });

  it("is sorted again on demand, or a while after somebody left", async () => {
    await show(HOUSE);
    body()?.dispatchEvent(new Event("pointermove"));
    connection.say(worse);
    await settle();
    body()?.dispatchEvent(new Event("pointerleave"));
    await settle(2_000);
    expect(names()[1]).toBe("Dora");
    await settle(2_000);
    expect(names()[1]).toBe("Zoe");
    body()?.dispatchEvent(new Event("pointermove"));
    connection.say(of("Zoe", "checked up", "usual"));
    await settle();
    expect(names()[1]).toBe("Zoe");
    all(".sort")[0]?.click();
    await settle();
    expect(names()[1]).toBe("Dora");
    expect(all(".sort").map((one) => one.hidden)).toEqual([true]);
  });

  it("is not held for ever by a pointer that lies still", async () => {
    await show(HOUSE);
    body()?.dispatchEvent(new Event("pointermove"));
    connection.say(worse);
    await settle(61_000);
    expect(names()[1]).toBe("Zoe");
  });
});

describe("the filter", () => {
  async function choose(value: string): Promise<void> {
    const input = all("input").find((one) => (one as HTMLInputElement).value === value) as HTMLInputElement;
    input.checked = true;
    input.dispatchEvent(new Event("change"));
    await settle();
  }

  it("leaves whoever is as usual out, and says how many", async () => {
    await show(HOUSE);
    expect(all("label").map(plain)).toEqual(["All (6)", "Worth a look (3)"]);
    await choose("attention");
    expect(names()).toEqual(["Emil", "Dora", "Carl"]);
    expect(all(".note").map(plain)).toEqual(["Not shown: 3."]);
    await choose("all");
    expect(names()).toHaveLength(6);
    expect(all(".note")).toEqual([]);
  });

  it("says so where nobody is left", async () => {
    await show([of("Zoe", "checked up", "usual")]);
    await choose("attention");
    expect(all(".message").map(plain)).toEqual(["Nobody has an open alert or a status worth checking."]);
  });
});

describe("who is shown", () => {
  it("is whoever was chosen; who is not visible is counted", async () => {
    await show([...until("checked up"), ...HOUSE], { devices: [DEVICE, "device-of-nobody"] });
    expect(names()).toEqual(["Bob"]);
    expect(all(".note").map(plain)).toEqual(["Chosen, but not visible to you: 1."]);
  });

  it("is nobody, and the wall says what to do", async () => {
    await show([]);
    expect(all(".message").map(plain)[0]).toMatch(/^There is nobody to show\./);
  });

  it("is what was known, while the connection is away", async () => {
    await show(HOUSE);
    connection.lose();
    await settle();
    expect(names()).toHaveLength(6);
    expect(all(".banner").map(plain)).toEqual([
      "There is no connection to Home Assistant at the moment. Shown is what was known before.",
    ]);
  });

  it("is said why, while HealthSense is not running", async () => {
    connection.refusals.push(ERRORS["not running"]);
    await show([]);
    expect(all(".message").map(plain)[0]).toContain("HealthSense is not running");
  });
});

describe("hands and ears", () => {
  it("a new alert is said to whoever does not see it, an old one is not", async () => {
    await show(HOUSE);
    expect(all("[role=status].spoken").map(plain)).toEqual([""]);
    connection.say(of("Zoe", "oxygen falls"));
    await settle();
    expect(all("[role=status].spoken").map(plain)).toEqual(["Zoe, Oxygen, Urgent"]);
  });

  it("one tile is reached by Tab, the others by arrow keys", async () => {
    await show(HOUSE);
    expect(tiles().filter((tile) => tile.entry)).toHaveLength(1);
    expect(neighbour("ArrowRight", 0, 6, 3, false)).toBe(1);
    expect(neighbour("ArrowRight", 1, 6, 3, true)).toBe(0);
    expect(neighbour("ArrowDown", 1, 6, 3, false)).toBe(4);
    expect(neighbour("ArrowDown", 4, 6, 3, false)).toBe(4);
    expect(neighbour("End", 1, 6, 3, false)).toBe(5);
    expect(neighbour("Home", 4, 6, 3, false)).toBe(0);
    expect(neighbour("Enter", 4, 6, 3, false)).toBeNull();
  });

  it("a tap opens the status, or goes to the person's view", async () => {
    const opened = vi.fn();
    document.addEventListener("hass-more-info", (event) => {
      opened((event as CustomEvent<unknown>).detail);
    });
    await show(until("checked up"));
    inTile("Bob", ".open")[0]?.click();
    expect(opened).toHaveBeenCalledWith({ entityId: "sensor.bob_overall_status" });
    const bob = personAt("checked up");
    expect(pathOf("person-{person_id}", bob, "/care/all")).toBe(`/care/person-${BOB}`);
    expect(pathOf("/health/{device_id}", { ...bob, device_id: "a/b" }, "/care/all")).toBe("/health/a%2Fb");
    expect(pathOf(undefined, bob, "/care/all")).toBeNull();
  });

  it("an age has few letters", () => {
    const hass = fakeHass();
    const before = (minutes: number): string => shortAge(hass, AT - minutes * 60_000, AT);
    expect([0, 1, 19, 130, 3000].map(before)).toEqual(["", "1 min", "19 min", "2 hr", "2 days"]);
  });

  it("an age is rounded as on every other card", () => {
    const hass = fakeHass();
    for (const minutes of [1.4, 59.4, 59.6, 89, 119, 23.4 * 60, 23.6 * 60, 35 * 60, 37 * 60]) {
      const at = AT - minutes * 60_000;
      expect(Number.parseInt(shortAge(hass, at, AT), 10)).toBe(
        Number.parseInt(/\d+/.exec(ago(hass, at, AT))?.[0] ?? "1", 10),
      );
    }
    expect(shortAge(hass, AT - 59.6 * 60_000, AT)).toBe("1 hr");
    expect(ago(hass, AT - 59.6 * 60_000, AT)).toBe("1 hour ago");
  });
});

describe("what Home Assistant asks of the card", () => {
  it("a configuration that cannot be used is refused with the reason", () => {
    for (const bad of [null, "x", { devices: "anna" }, { vitals: [1] }, { person_path: 5 }]) {
      expect(() => checked(bad)).toThrow();
    }
    expect(checked({ type: "x" })).toEqual({ type: "x" });
  });

  it("a form whose fields are named and explained", async () => {
    const page = document.createElement("home-assistant");
    document.body.append(Object.assign(page, { hass: fakeHass() }));
    const form = await configForm();
    expect(form.schema.map((field) => field.name)).toEqual(["devices", "vitals"]);
    for (const field of form.schema) {
      expect(form.computeLabel(field)).toMatch(/^[A-Z]/);
      expect(form.computeHelper(field)).toMatch(/\.$/);
    }
  });

  it("a first configuration, a size, and the whole width", () => {
    card = document.createElement("healthsense-wall-card");
    expect(WallCard.getStubConfig()).toEqual({});
    expect(card.getCardSize()).toBeGreaterThan(0);
    expect(card.getGridOptions()).toEqual({ columns: "full", min_columns: 6 });
  });

  it("leaves when it is taken away", async () => {
    await show(HOUSE);
    card.remove();
    await settle(10_000);
    expect(connection.asked.every((one) => one.left)).toBe(true);
  });
});
