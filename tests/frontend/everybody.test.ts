/** The frame that the entry, alerts and settings cards share: one person, or everybody; and a chunk that draws. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import "../../frontend/src/alerts/card";
import "../../frontend/src/entry/card";
import { checked } from "../../frontend/src/entry/config";
import "../../frontend/src/pages";
import "../../frontend/src/settings/card";
import type { Person } from "../../frontend/src/data/messages";
import { FakeConnection } from "./connection";
import { DEVICE, fakeHass } from "./hass";
import { BOB, ERRORS, until } from "./recorded";
import alerts from "./recorded/alerts.json";

const AT = Date.parse("2026-11-20T12:10:00Z");
const CARDS = ["healthsense-entry-card", "healthsense-alerts-card", "healthsense-settings-card"] as const;

let connection: FakeConnection;
let card: HTMLElementTagNameMap[(typeof CARDS)[number]];

beforeEach(() => {
  vi.useFakeTimers({ now: AT });
  connection = new FakeConnection();
  connection.answer = ({ person_id }) => ({ ...alerts, person_id });
});

afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

async function settle(): Promise<void> {
  await vi.dynamicImportSettled();
  await vi.advanceTimersByTimeAsync(0);
  await card.updateComplete;
}

async function show(tag: (typeof CARDS)[number], config: object): Promise<void> {
  card = document.createElement(tag);
  card.setConfig({ type: `custom:${tag}`, ...config });
  card.hass = fakeHass(connection);
  document.body.append(card);
  await settle();
}

const text = (): string => (card.shadowRoot?.textContent ?? "").replace(/\s+/g, " ").trim();
const people = (): readonly Person[] | undefined =>
  (
    card.shadowRoot?.querySelector(card.localName.replace("-card", "-body")) as {
      people?: readonly Person[];
    } | null
  )?.people;

describe.each(CARDS)("%s", (tag) => {
  it("follows the one person that was chosen", async () => {
    await show(tag, { device_id: DEVICE });
    expect(text()).toContain("Asking HealthSense");
    connection.say(...until("checked up"));
    await settle();
    expect(connection.asked[0]?.message).toMatchObject({ person_id: BOB });
    expect(people()?.map((one) => one.name)).toEqual(["Bob"]);
  });

  it("follows everybody where nobody was chosen, and says so where there is nobody", async () => {
    await show(tag, {});
    expect(connection.asked[0]?.message).toEqual({ type: "healthsense/subscribe" });
    expect(text()).toContain("There is nobody to show.");
    const anna = until("checked up").map((event) =>
      event.type === "snapshot" ? { ...event, person_id: "a", name: "Anna" } : { ...event, person_id: "a" },
    );
    connection.say(...until("checked up"), ...anna);
    await settle();
    expect(people()?.map((one) => one.name)).toEqual(["Bob", "Anna"]);
  });

  it("says that somebody has to be chosen where everybody was, and then a device that is nobody's", async () => {
    await show(tag, {});
    connection.say(...until("checked up"));
    card.setConfig({ type: `custom:${tag}`, device_id: "nobodys" });
    await settle();
    expect(text()).toContain("Choose a person");
    card.setConfig({ type: `custom:${tag}` });
    await settle();
    connection.say(...until("checked up"));
    await settle();
    expect(people()?.map((one) => one.name)).toEqual(["Bob"]);
  });

  it("follows the person that is named where the device is left empty", async () => {
    await show(tag, { device_id: "", person_id: BOB });
    connection.say(...until("checked up"));
    await settle();
    expect(people()?.map((one) => one.name)).toEqual(["Bob"]);
  });

  it("says what is wrong: nobody of that name, gone, no connection", async () => {
    await show(tag, { device_id: "no-such-device" });
    expect(text()).toContain("Choose a person in the settings of this card.");
    connection.refusals.push(ERRORS["not running"]);
    await show(tag, { person_id: BOB });
    expect(text()).toContain("HealthSense is not running");
    await vi.advanceTimersByTimeAsync(10_000);
    connection.say(...until("checked up"));
    connection.lose();
    await settle();
    expect(text()).toContain("There is no connection to Home Assistant at the moment.");
    expect(people()).toHaveLength(1);
    connection.comeBack();
    await settle();
    connection.say({ type: "gone", person_id: BOB });
    await settle();
    expect(text()).toContain("not visible to you any more");
    expect(people()).toBeUndefined();
  });

  it("has a size and room to grow, and refuses what is no configuration", () => {
    const made = document.createElement(tag);
    expect(made.getCardSize()).toBeGreaterThan(0);
    expect(made.getGridOptions()).toEqual({ columns: 12, min_columns: 6 });
    expect(() => checked({ person_id: 5 })).toThrow("person_id must be a text, not 5.");
  });
});
