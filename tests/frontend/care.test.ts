import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Engagement } from "../../frontend/src/analytics/messages";
import { CareCard } from "../../frontend/src/care/card";
import { checked, configForm, suggestion } from "../../frontend/src/care/config";
import type { Item } from "../../frontend/src/care/reminders";
import { plannedToday, type Advice } from "../../frontend/src/care/view";
import type { Hass } from "../../frontend/src/ha";
import { FakeConnection } from "./connection";
import { localize } from "./english";
import { DEVICE, fakeHass } from "./hass";
import advice from "./recorded/advice.json";
import engagement from "./recorded/engagement.json";
import { BOB, ERRORS } from "./recorded";
import { fieldsOf, show, type Shown } from "./show";

const ENGAGEMENT: Engagement = engagement;
const AT = Date.parse("2026-11-20T12:00:30Z");
const LIST = "todo.bob_reminders";

const ITEMS: readonly Item[] = [
  { uid: "weight@1", summary: "Measure: Weight", status: "completed", due: "2026-11-20T07:00:00+00:00" },
  { uid: "glucose@2", summary: "Measure: Glucose", status: "needs_action", due: "2026-11-20T18:00:00+00:00" },
  { uid: "blood_pressure@3", summary: "Measure", status: "needs_action", due: "2026-11-20T08:00:00+00:00" },
  { uid: "advice:move_more", summary: "Move more", status: "needs_action" },
];
const [, MOVE_MORE] = advice.recommendations;

let connection: FakeConnection;
let kept: Engagement;
let recommended: Advice["recommendations"];

beforeEach(() => {
  vi.useFakeTimers({ now: AT });
  connection = new FakeConnection();
  kept = ENGAGEMENT;
  recommended = advice.recommendations;
  connection.answer = answered;
});

afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

function answered({ type, person_id, language }: Record<string, unknown>): unknown {
  if (type === "healthsense/engagement") return kept;
  if (type === "healthsense/advice") return { person_id, language, recommendations: recommended };
  return null;
}

/** A house in which the person has a to-do list. */
function house(): Partial<Hass> {
  const known = fakeHass();
  const entity = (entity_id: string, translation_key: string): object => ({
    [entity_id]: { entity_id, device_id: DEVICE, platform: "healthsense", translation_key },
  });
  return {
    entities: { ...known.entities, ...entity(LIST, "reminders") },
  };
}

async function planned(items = ITEMS, changes: Partial<Hass> = house()): Promise<Shown> {
  const shown = await show("care", connection, "checked up", { device_id: DEVICE }, changes);
  tell(items);
  await shown.settle();
  return shown;
}

function tell(items: readonly Item[]): void {
  for (const asked of connection.asked)
    if (asked.message.type === "todo/item/subscribe" && !asked.left) asked.say({ items } as never);
}

describe("the care plan", () => {
  it("shows what is due first, then what comes, then what is done", async () => {
    const shown = await planned();
    expect(connection.asked.map((one) => one.message)).toContainEqual({ type: "todo/item/subscribe", entity_id: LIST });
    expect(shown.texts(".today li > div:first-of-type")).toEqual([
      "Blood pressure Due since 08:00",
      "Glucose Planned for 18:00",
      "Weight Done",
    ]);
  });

  it("ticks off what is due", async () => {
    const shown = await planned();
    await shown.press("Tick off");
    expect(connection.sent.at(-1)).toEqual({
      type: "call_service",
      domain: "todo",
      service: "update_item",
      service_data: { item: "blood_pressure@3", status: "completed" },
      target: { entity_id: LIST },
    });
    expect(shown.all(".today button").map((one) => one.getAttribute("aria-label"))).toEqual([
      "Tick off: Blood pressure",
    ]);
  });

  it("says what went wrong", async () => {
    const shown = await planned();
    connection.answer = (message) =>
      message.type === "call_service"
        ? Promise.reject(Object.assign(new Error(), ERRORS["not running"]))
        : answered(message);
    await shown.press("Tick off");
    expect(shown.texts(".banner")[0]).toContain("HealthSense is not running");
  });

  it("follows the list as it changes, and asks anew how much of the plan was kept and what to do next", async () => {
    const shown = await planned();
    const before = connection.sent.length;
    tell(ITEMS.map((item) => ({ ...item, status: "completed" })));
    await shown.settle();
    expect(shown.texts(".today span")).toEqual(["Done", "Done", "Done"]);
    expect(connection.sent.slice(before).map((one) => one.type)).toEqual([
      "healthsense/advice",
      "healthsense/engagement",
    ]);
    recommended = [];
    tell(ITEMS.filter(({ uid }) => uid !== "advice:move_more").map((item) => ({ ...item, status: "completed" })));
    await shown.settle();
    expect(shown.texts(".advice strong")).toEqual([]);
  });

  it("says how much of each was done lately, and when it comes next", async () => {
    const shown = await planned();
    expect(shown.texts("section p")).toContain("35 of 42 planned measurements were made.");
    expect(shown.texts("tbody tr")[1]).toBe("Weight 22 / 27 81 % Overdue Nov 21, 07:00");
  });

  it("tells what is recommended, why, and how to go about it", async () => {
    const shown = await planned();
    expect(shown.texts(".advice strong")).toEqual(["Take a step towards not smoking", "Move more"]);
    expect(shown.texts(".advice .note")[1]).toBe("Told in the profile: little exercise");
    expect(shown.texts(".advice li > p:not(.note)")[1]).toBe(MOVE_MORE?.advise);
    const { ask, assess, assist, arrange, source } = MOVE_MORE ?? {};
    expect(shown.texts("details p").slice(-5)).toEqual([ask, assess, assist, arrange, source]);
    // The list has an item for one of them alone.
    await shown.press("Not for now");
    expect(connection.sent.at(-1)).toMatchObject({
      service: "remove_item",
      service_data: { item: ["advice:move_more"] },
      target: { entity_id: LIST },
    });
  });

  it("asks for it in the reader's language, and anew in another one", async () => {
    const shown = await planned();
    const asked = (): unknown[] =>
      connection.sent.flatMap((one) => (one.type === "healthsense/advice" ? one.language : []));
    expect(new Set(asked())).toEqual(new Set(["en"]));
    shown.card.hass = fakeHass(connection, { ...house(), language: "de" });
    await shown.settle();
    expect(asked().at(-1)).toBe("de");
    expect(shown.all(".advice").map((one) => one.lang)).toEqual(["de"]);
  });

  it("says what went wrong with it, and shows the rest", async () => {
    connection.answer = (message) =>
      message.type === "healthsense/advice"
        ? Promise.reject(Object.assign(new Error(), ERRORS["not running"]))
        : answered(message);
    const shown = await planned();
    expect(shown.texts(".banner")[0]).toContain("HealthSense is not running");
    expect(shown.texts("h3")).toEqual(["Today", "The last four weeks"]);
  });

  it("has no list of a private person, who has no such entity: the plan and what is recommended are there", async () => {
    const shown = await planned(ITEMS, {});
    expect(shown.texts("h3")).toEqual(["The last four weeks", "Recommended"]);
    expect(shown.texts(".advice button")).toEqual([]);
    expect(connection.asked.map((one) => one.message.type)).not.toContain("todo/item/subscribe");
  });

  it("says how a plan is made where there is none", async () => {
    kept = { ...ENGAGEMENT, planned: 0, done: 0, adherence: null, tasks: [], weeks: [] };
    const shown = await planned([]);
    expect(shown.texts("h3")).toEqual(["The last four weeks", "Recommended"]);
    expect(shown.texts("section p")[0]).toContain("A care plan is made in the settings of this person");
  });

  it("follows the list anew after the connection was lost, and leaves it with the card", async () => {
    const shown = await planned();
    const lists = (): unknown[] =>
      connection.asked.filter((one) => one.message.type === "todo/item/subscribe").map((one) => one.left);
    connection.lose();
    connection.comeBack();
    await shown.settle();
    expect(lists()).toHaveLength(2);
    shown.card.remove();
    await vi.advanceTimersByTimeAsync(0);
    expect(lists().at(-1)).toBe(true);
  });
});

describe("what is worked out", () => {
  it("an item without a time is due", () => {
    const items: Item[] = [{ uid: "waist@5", summary: "", status: "needs_action" }];
    expect(plannedToday(fakeHass(), localize, items, AT)).toEqual([
      { uid: "waist@5", name: "Waist", stand: "due", word: "Due" },
    ]);
  });
});

describe("what Home Assistant asks of the card", () => {
  it("a form, a first configuration, a size, and for whom it is", async () => {
    expect(await fieldsOf(configForm)).toEqual(["device_id"]);
    expect(() => checked({ person_id: 1 })).toThrow("person_id");
    expect(CareCard.getStubConfig(fakeHass())).toEqual({ device_id: DEVICE });
    const hass = fakeHass(undefined, house());
    expect(suggestion(hass, LIST)).toEqual({ config: { type: "custom:healthsense-care-card", device_id: DEVICE } });
    expect(suggestion(hass, "sensor.bob_heart_rate")).toBeNull();
    const card = document.createElement("healthsense-care-card");
    expect(card.getCardSize()).toBeGreaterThan(0);
    expect(card.getGridOptions()).toEqual({ columns: 12, min_columns: 6 });
    expect(connection.asked.map((one) => one.message.person_id)).not.toContain(BOB);
  });
});
