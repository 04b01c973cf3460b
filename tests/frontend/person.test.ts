import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Hass } from "../../frontend/src/ha";
import { PersonCard } from "../../frontend/src/person/card";
import { checked } from "../../frontend/src/person/config";
import type { Reading } from "../../frontend/src/data/messages";
import { vitalRows } from "../../frontend/src/person/view";
import { FakeConnection } from "./connection";
import { localize } from "./english";
import { DEVICE, fakeHass } from "./hass";
import { ANSWERS, BOB, ERRORS, personAt, until, type Moment } from "./recorded";

const AT = Date.parse("2026-11-20T12:10:00Z");

let connection: FakeConnection;
let card: PersonCard;

beforeEach(() => {
  vi.useFakeTimers({ now: AT });
  connection = new FakeConnection();
});

afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
  await card.updateComplete;
}

async function show(moment: Moment | null, config: object = {}, changes: Partial<Hass> = {}): Promise<void> {
  card = document.createElement("healthsense-person-card");
  card.setConfig({ type: "custom:healthsense-person-card", device_id: DEVICE, ...config });
  card.hass = fakeHass(connection, changes);
  document.body.append(card);
  await settle();
  if (moment !== null) connection.say(...until(moment));
  await settle();
}

const all = (selector: string): Element[] => [...(card.shadowRoot?.querySelectorAll(selector) ?? [])];
const texts = (selector: string): string[] => all(selector).map((one) => one.textContent.replace(/\s+/g, " ").trim());
const text = (): string => texts("ha-card").join(" ");
const statuses = (selector: string): unknown[] =>
  all(`${selector} healthsense-status`).map((one) => [
    (one as never as { gravity: string }).gravity,
    (one as never as { label: string }).label,
  ]);

async function press(label: string): Promise<void> {
  const button = all("button").find((one) => one.textContent.includes(label));
  if (button === undefined) throw new Error(`no button says ${label}`);
  (button as HTMLButtonElement).click();
  await settle();
}

describe("the person card", () => {
  it("shows readings with value, unit and age, a cuff's two pressures as one", async () => {
    await show("checked up");
    expect(texts("h2")).toEqual(["Bob"]);
    expect(texts(".vital .name")).toEqual([
      "Heart rate",
      "Blood oxygen",
      "Blood pressure",
      "Breathing rate",
      "Body temperature",
      "Weight",
    ]);
    expect(texts(".vital .value")).toEqual(["72 bpm", "97 %", "124/79 mmHg", "15 /min", "36.8 °C", "81.4 kg"]);
    expect(texts(".vital .fresh")[0]).toBe("Current, 10 minutes ago");
    expect(texts(".vital .note")).toEqual(["Signal 80 %"]);
  });

  it("keeps a cuff's two pressures as one where a device told only the one that changed", () => {
    const hass = fakeHass();
    const told = (measured_at: string, source: string, value: number): Reading => ({
      measured_at,
      value,
      unit: "mmHg",
      source,
      fresh: true,
    });
    const systolic = told("2026-11-20T12:04:00Z", "cuff", 121);
    const seen = (diastolic: Reading): string[] =>
      vitalRows(hass, localize, { ...personAt("checked up"), current: { systolic, diastolic } }).map(
        ({ shown }) => shown.text,
      );
    expect(seen(told("2026-11-20T12:05:00Z", "cuff", 80))).toEqual(["121/80"]);
    expect(seen(told("2026-11-20T12:05:00Z", "other cuff", 80))).toEqual(["121", "80"]);
    expect(seen(told("2026-11-20T09:05:00Z", "cuff", 80))).toEqual(["121", "80"]);
  });

  it("says in a word and a shape that a reading is not current", async () => {
    await show("readings grow old");
    const [oxygen] = all(".vital").filter((one) => one.textContent.includes("Blood oxygen"));
    expect(oxygen?.querySelector(".fresh")?.textContent).toContain("Not current");
    expect(oxygen?.classList.contains("old")).toBe(true);
    expect((oxygen?.querySelector("ha-icon") as { icon?: string } | null)?.icon).toBe("mdi:clock-alert-outline");
  });

  it("shows the readings that were asked for, in that order", async () => {
    await show("checked up", { vitals: ["weight", "diastolic", "spo2"] });
    expect(texts(".vital .value")).toEqual(["81.4 kg", "79 mmHg", "97 %"]);
  });

  it("shows them in the units of the house, of the entity first", async () => {
    const config = { time_zone: "UTC", unit_system: { temperature: "°F", mass: "lb" } };
    const locale = { language: "de", number_format: "decimal_comma", time_format: "24", time_zone: "server" };
    await show("checked up", { vitals: ["temperature", "weight"] }, { config, locale });
    expect(texts(".vital .value")).toEqual(["98,2 °F", "179,5 lb"]);
  });

  it("opens the entity of a reading, where there is one", async () => {
    await show("checked up");
    const opened = vi.fn();
    document.addEventListener("hass-more-info", (event) => {
      opened((event as CustomEvent<unknown>).detail);
    });
    await press("Heart rate");
    expect(opened).toHaveBeenCalledWith({ entityId: "sensor.bob_heart_rate" });
    expect(all("div.vital").map((one) => one.querySelector(".name")?.textContent)).not.toContain("Heart rate");
  });

  it("tells the status in one word, an alert's level where that is graver", async () => {
    await show("checked up");
    expect(statuses(".head")).toEqual([["unknown", "Not enough data"]]);
    connection.say(...until("oxygen falls"));
    await settle();
    expect(statuses(".head")).toEqual([["urgent", "Urgent"]]);
  });

  it("tells in one tap what a score rests on, and folds it away again", async () => {
    await show("checked up");
    expect(texts("table")).toEqual([]);
    const toggle = all(".score button")[0];
    expect(toggle?.getAttribute("aria-expanded")).toBe("false");
    expect(texts(".score")[0]).toContain("0 to 5");
    // Low so far, but two inputs are missing: that is no good news yet.
    expect(statuses(".score:first-child")).toEqual([["unknown", "Low or higher"]]);
    await press("Early-warning score");
    expect(toggle?.getAttribute("aria-expanded")).toBe("true");
    const region = card.shadowRoot?.getElementById(toggle?.getAttribute("aria-controls") ?? "");
    expect(region?.hidden).toBe(false);
    expect(texts("th")).toEqual(expect.arrayContaining(["Blood oxygen", "Systolic blood pressure"]));
    expect(texts("dd")).toContain("Extra oxygen, Alertness");
    expect(texts("dd")).toContain("71 %");
    await press("Early-warning score");
    expect(texts("table")).toEqual([]);
  });

  it("explains itself in English only to whoever reads English", async () => {
    await show("checked up", {}, { language: "de" });
    await press("Early-warning score");
    expect(text()).not.toContain("Partial NEWS2");
    expect(texts("table")).toHaveLength(1);
  });
});

describe("an open alert", () => {
  it("says what, since when, why and how grave", async () => {
    await show("oxygen falls");
    expect(statuses(".alert")).toEqual([["urgent", "Urgent"]]);
    expect(texts(".alert strong")).toEqual(["Oxygen"]);
    expect(texts(".alert .note")).toEqual(["Since 12:06"]);
    expect(texts(".alert > p")).toEqual(["Blood oxygen: 90 % at 12:06. Below the limit of 92 %."]);
    expect(all("ul.alerts")[0]?.getAttribute("aria-live")).toBe("polite");
  });

  it("is acknowledged and made quiet", async () => {
    await show("oxygen falls");
    connection.answer = () => ANSWERS["answer to acknowledged"]?.[0];
    await press("I'm on it");
    await press("Quiet for 60 min");
    const alert = "oxygen-1a1f8d4d460";
    expect(connection.sent).toEqual([
      { type: "healthsense/alert", person_id: BOB, alert, do: "acknowledge" },
      { type: "healthsense/alert", person_id: BOB, alert, do: "snooze", duration: 3600 },
    ]);
  });

  it("names its buttons so that they make sense by themselves", async () => {
    await show("oxygen falls");
    expect(all(".actions button").map((one) => one.getAttribute("aria-label"))).toEqual([
      "I'm on it: Oxygen",
      "Quiet for 15 min: Oxygen",
      "Quiet for 60 min: Oxygen",
    ]);
  });

  it("tells who takes care of it, until when it is quiet, and offers neither again", async () => {
    await show("snoozed");
    expect(text()).toContain("Bob is taking care of it.");
    expect(text()).toContain("Quiet until 12:36.");
    expect(texts(".actions button")).toEqual([]);
  });

  it("says what went wrong, beside the button that was pressed", async () => {
    await show("oxygen falls");
    connection.answer = () => Promise.reject(Object.assign(new Error(), ERRORS["no alert"]));
    await press("I'm on it");
    expect(texts(".alert [role=alert]")).toEqual([expect.stringContaining("There is no such alert")]);
    connection.answer = () => ({});
    await press("I'm on it");
    expect(texts(".alert [role=alert]")).toEqual([]);
  });

  it("takes one press at a time", async () => {
    await show("oxygen falls");
    connection.answer = () => new Promise(() => undefined);
    await press("I'm on it");
    expect(all(".actions button").every((one) => (one as HTMLButtonElement).disabled)).toBe(true);
    await press("Quiet for 15 min");
    expect(connection.sent).toHaveLength(1);
  });
});

describe("when there is nothing to show, the card says why", () => {
  it("nobody was chosen", async () => {
    await show(null, { device_id: "" });
    expect(text()).toContain("Choose a person");
  });

  it("nothing was heard yet", async () => {
    await show(null);
    expect(text()).toContain("Asking HealthSense");
  });

  it("nothing was measured yet", async () => {
    await show("nothing measured", { vitals: ["spo2"] });
    expect(text()).toContain("Nothing has been measured yet");
  });

  it("the person is not there for this user", async () => {
    connection.refusals.push(ERRORS.nobody);
    await show(null);
    expect(text()).toContain("HealthSense knows no such person. Choose a person in the settings of this card.");
  });

  it("HealthSense is not running, and comes back by itself", async () => {
    connection.refusals.push(ERRORS["not running"]);
    await show(null);
    expect(text()).toContain("HealthSense is not running");
    await vi.advanceTimersByTimeAsync(10_000);
    connection.say(...until("checked up"));
    await settle();
    expect(texts(".vital .value")).toContain("97 %");
  });

  it("the person went out of view", async () => {
    await show("checked up");
    connection.say({ type: "gone", person_id: BOB });
    await settle();
    expect(text()).toContain("not visible to you any more");
    expect(texts(".vital")).toEqual([]);
  });

  it("the connection is lost: what was known stays, and says when it was", async () => {
    await show("checked up");
    connection.lose();
    await settle();
    expect(texts(".banner")).toEqual(["Without connection: shown is what was known at 12:00."]);
    expect(texts(".vital .value")).toContain("97 %");
  });
});

describe("what Home Assistant asks of a card", () => {
  it("a configuration that cannot be used is refused with the reason", () => {
    for (const bad of [null, "x", { device_id: 5 }, { vitals: "spo2" }, { scores: [1] }]) {
      expect(() => checked(bad)).toThrow();
    }
  });

  it("draws nothing anew when something else in the house changes", async () => {
    await show("checked up");
    const { hass } = card;
    if (hass === undefined) throw new Error("no hass");
    const drawn = vi.spyOn(card as unknown as { render: () => unknown }, "render");
    card.hass = { ...hass, states: { "light.kitchen": { attributes: {} } } };
    await settle();
    expect(drawn).not.toHaveBeenCalled();
  });

  it("leaves when it is taken away, and follows another person when told to", async () => {
    const other = { id: "2", identifiers: [["healthsense", "a11ce"]] as const };
    await show("checked up", {}, { devices: { [DEVICE]: { id: DEVICE, identifiers: [["healthsense", BOB]] }, other } });
    card.setConfig({ type: "custom:healthsense-person-card", device_id: "other" });
    await settle();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(connection.asked.map((one) => [one.message.person_id, one.left])).toEqual([
      [BOB, true],
      ["a11ce", false],
    ]);
    card.remove();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(connection.asked.every((one) => one.left)).toBe(true);
  });

  it("a person may be named by id, for who has no device to choose", async () => {
    await show("checked up", { device_id: undefined, person_id: BOB });
    expect(texts("h2")).toEqual(["Bob"]);
  });

  it("a first configuration, a size, and room to grow", () => {
    card = document.createElement("healthsense-person-card");
    expect(PersonCard.getStubConfig(fakeHass())).toEqual({ device_id: DEVICE });
    expect(PersonCard.getStubConfig(fakeHass(connection, { entities: {} }))).toEqual({ device_id: "" });
    expect(card.getCardSize()).toBeGreaterThan(0);
    expect(card.getGridOptions()).toEqual({ columns: 12, min_columns: 6 });
  });
});
