import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Person } from "../../frontend/src/data/messages";
import type { Hass } from "../../frontend/src/ha";
import { SimulationCard } from "../../frontend/src/simulation/card";
import { checked } from "../../frontend/src/simulation/config";
import { nodesOf, watches } from "../../frontend/src/simulation/nodes";
import type { SimulationBody } from "../../frontend/src/simulation/page";
import "../../frontend/src/simulation/page";
import { FakeConnection } from "./connection";
import { localize } from "./english";
import { fakeHass } from "./hass";
import { BOB, ERRORS, personAt } from "./recorded";

const SCENARIO = "select.node_scenario";
const FAULT = "select.node_fault";
const bob = personAt("checked up");

let connection: FakeConnection;
let body: SimulationBody;

beforeEach(() => {
  connection = new FakeConnection();
});

afterEach(() => {
  document.body.replaceChildren();
});

/** A house with a simulating node, whose entities are as ESPHome makes them. */
function house(scenario = "rest", others: Record<string, unknown> = {}): Hass {
  const entry = (entity_id: string, more: object = {}): object => ({
    [entity_id]: { entity_id, device_id: "node", platform: "esphome", ...more },
  });
  const options = ["rest", "exercise", "night desaturation", "fever", "sensor off"];
  return fakeHass(connection, {
    entities: {
      ...entry(SCENARIO),
      ...entry(FAULT, { entity_category: "config" }),
      ...entry("sensor.node_heart_rate", { display_precision: 0 }),
      ...entry("sensor.node_spo2"),
      ...entry("sensor.node_status"),
      ...entry("sensor.node_waiting", { entity_category: "diagnostic" }),
    },
    devices: { node: { id: "node", name: "Node" } },
    states: {
      [SCENARIO]: { state: scenario, attributes: { options } },
      [FAULT]: { state: "none", attributes: { options: ["none", "finger off"] } },
      "sensor.node_heart_rate": {
        state: "67.4",
        attributes: { unit_of_measurement: "bpm", friendly_name: "Node Heart rate" },
      },
      "sensor.node_spo2": { state: "unknown", attributes: { unit_of_measurement: "%", friendly_name: "Node SpO2" } },
      "sensor.node_status": { state: "ok", attributes: {} },
      "sensor.node_waiting": { state: "3", attributes: { unit_of_measurement: "readings" } },
      ...others,
    } as Hass["states"],
  });
}

async function show(hass = house(), people: readonly Person[] = [bob]): Promise<void> {
  body = document.createElement("healthsense-simulation-body");
  Object.assign(body, { hass, localize, people });
  document.body.append(body);
  await body.updateComplete;
}

const all = (selector: string): HTMLElement[] => [...(body.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])];
const texts = (selector: string): string[] => all(selector).map((one) => one.textContent.replace(/\s+/g, " ").trim());

async function tick(label: string): Promise<void> {
  const input = all("fieldset label")
    .find((one) => one.textContent.trim() === label)
    ?.querySelector("input");
  if (!input) throw new Error(`nothing says ${label}`);
  input.checked = true;
  input.dispatchEvent(new Event("change"));
  await new Promise((done) => setTimeout(done));
  await body.updateComplete;
}

describe("the simulation card", () => {
  it("shows what a node plays, in words, and what it measures", async () => {
    await show();
    expect(texts("h3")[0]).toBe("Node");
    expect(texts("fieldset:first-of-type label")).toEqual([
      "Rest",
      "Exercise",
      "A night with low oxygen",
      "Fever",
      "Sensor off",
    ]);
    expect(all("input").filter((one) => (one as HTMLInputElement).checked)).toHaveLength(2);
    expect(texts("dl > div")).toEqual(["Heart rate 67 bpm", "Blood oxygen –"]);
  });

  it("lets the node play something else, and go wrong", async () => {
    await show();
    await tick("Fever");
    await tick("Finger off");
    const asked = { type: "call_service", domain: "select", service: "select_option" };
    expect(connection.sent).toEqual([
      { ...asked, service_data: { option: "fever" }, target: { entity_id: SCENARIO } },
      { ...asked, service_data: { option: "finger off" }, target: { entity_id: FAULT } },
    ]);
  });

  it("says what went wrong, beside what was chosen", async () => {
    await show();
    connection.answer = () =>
      Promise.reject(Object.assign(new Error(), { code: "home_assistant_error", message: "The node is away." }));
    await tick("Fever");
    expect(texts("[role=status]")).toContain("This did not work: The node is away. Try again.");
  });

  it("sends a test alert for whom the user may write", async () => {
    await show(house(), [
      bob,
      { ...bob, person_id: "a11ce", name: "Anna" },
      { ...bob, person_id: "c", name: "Clara", may_write: false },
    ]);
    const [who, level] = all("select") as HTMLSelectElement[];
    expect([...(who?.options ?? [])].map(({ text }) => text)).toEqual(["Bob", "Anna"]);
    if (level === undefined) throw new Error("no level to choose");
    level.value = "urgent";
    level.dispatchEvent(new Event("change"));
    await body.updateComplete;
    all(".actions button")[0]?.click();
    await vi.waitFor(() => {
      expect(texts("[role=status]")).toContain("A test alert for Bob is on its way.");
    });
    expect(connection.sent).toEqual([{ type: "healthsense/alert", person_id: BOB, do: "test", level: "urgent" }]);
    connection.answer = () => Promise.reject(Object.assign(new Error(), ERRORS["not running"]));
    all(".actions button")[0]?.click();
    await vi.waitFor(() => {
      expect(texts("[role=status]").join()).toContain("HealthSense is not running");
    });
  });

  it("offers no test alert to whoever may write for nobody", async () => {
    await show(house(), [{ ...bob, may_write: false }]);
    expect(all("select")).toEqual([]);
  });

  it("says when a node is away, and how to get one", async () => {
    await show(house("unavailable"));
    expect(texts("p.message")).toEqual([expect.stringContaining("cannot be reached")]);
    body.hass = fakeHass(connection);
    await body.updateComplete;
    expect(texts("p.message")).toEqual([expect.stringContaining("docs/demo-node.md")]);
  });

  it("draws anew when the node measures, not when a light is switched", () => {
    const before = house();
    const light = { ...before, states: { ...before.states, "light.kitchen": { attributes: {} } } };
    expect(watches(light, before)).toBe(false);
    const beat = { ...before, states: { ...before.states, "sensor.node_heart_rate": { attributes: {} } } };
    expect(watches(beat, before)).toBe(true);
    expect(nodesOf(light, localize)).toHaveLength(1);
  });

  it("takes no configuration but one", () => {
    const card = document.createElement("healthsense-simulation-card");
    expect(() => checked(null)).toThrow("There is no configuration.");
    expect(SimulationCard.getStubConfig()).toEqual({});
    expect(card.getGridOptions()).toMatchObject({ columns: "full" });
    expect(card.getCardSize()).toBeGreaterThan(0);
  });
});
