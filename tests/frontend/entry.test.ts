import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { ASKED, checked, configForm, suggestion } from "../../frontend/src/entry/config";
import { NUMBERS } from "../../frontend/src/entry/fields";
import { mistake, momentMs } from "../../frontend/src/entry/view";
import { parse } from "../../frontend/src/base/decimal";
import { localize } from "./english";
import { DEVICE, fakeHass } from "./hass";
import { BOB } from "./recorded";
import record from "./recorded/record.json";
import {
  AT,
  ANNA,
  bob,
  anna,
  connection,
  settle,
  show,
  root,
  field,
  labels,
  text,
  wrong,
  sent,
  type,
  submit,
} from "./entry_form";

describe("what was typed", () => {
  it("is a number with a comma or a point, and nothing else", () => {
    const cases: Readonly<Record<string, number | null>> = {
      "36,8": 36.8,
      "36.8": 36.8,
      " 128 ": 128,
      "-1": -1,
      "1.234,5": null,
      "12e3": null,
      "": null,
      abc: null,
      "１２": 12,
    };
    expect(Object.fromEntries(Object.keys(cases).map((one) => [one, parse(one)]))).toEqual(cases);
  });

  it("of a time is what the clocks of the user's zone show", () => {
    const berlin = fakeHass(undefined, { config: { time_zone: "Europe/Berlin", unit_system: {} } });
    expect(momentMs(berlin, "2026-07-01T08:00")).toBe(Date.parse("2026-07-01T06:00:00Z"));
    expect(momentMs(berlin, "2026-12-01T08:00")).toBe(Date.parse("2026-12-01T07:00:00Z"));
    expect(momentMs(berlin, "")).toBeNull();
  });
});

describe("the form", () => {
  it("asks for a cuff's values together and for the others one by one", async () => {
    await show();
    expect(labels()).toEqual(
      expect.arrayContaining([
        "Upper value (systolic)",
        "Lower value (diastolic)",
        "Pulse at the cuff",
        "Heart rate",
        "Body temperature",
        "Weight",
      ]),
    );
    expect(root().querySelector("legend")?.textContent).toBe("Blood pressure");
    for (const one of root().querySelectorAll<HTMLInputElement>(".input > input")) {
      expect(one.getAttribute("inputmode")).toBe("decimal");
      expect(root().querySelector(`label[for="${one.id}"]`)).not.toBeNull();
    }
  });

  it("asks for what was configured alone, in that order", async () => {
    await show([bob], { vitals: ["weight", "systolic"] });
    expect(labels().slice(0, 4)).toEqual([
      "Weight",
      "Upper value (systolic)",
      "Lower value (diastolic)",
      "Pulse at the cuff",
    ]);
    expect(root().querySelector("details")).toBeNull();
  });

  it("offers the people whom the user may write, and nobody else", async () => {
    await show([bob, { ...anna, may_write: false }]);
    expect(root().querySelector("#person")).toBeNull();
    expect(text()).toContain("Bob");
    await show([bob, anna, { ...anna, person_id: "c", name: "Clara", may_write: false }]);
    expect([...root().querySelectorAll("#person option")].map((one) => one.textContent.trim())).toEqual([
      "Choose a person",
      "Bob",
      "Anna",
    ]);
  });

  it("of somebody who may only look has no field and says why", async () => {
    await show([{ ...bob, may_write: false }]);
    expect(root().querySelector("input, button")).toBeNull();
    expect(text()).toContain("You may see Bob's readings, but not enter any.");
  });
});

describe("what is sent", () => {
  it("is everything that was filled in, with its unit, at one moment", async () => {
    await show();
    await type({
      systolic: "128",
      diastolic: "82",
      temperature: "36,8",
      "site.temperature": "ear",
      posture: "sitting",
    });
    await submit();
    expect(sent("healthsense/record")).toEqual([
      {
        type: "healthsense/record",
        person_id: BOB,
        time: "2026-11-20T12:10:00.000Z",
        measurements: [
          { vital: "systolic", value: 128, unit: "mmHg" },
          { vital: "diastolic", value: 82, unit: "mmHg" },
          { vital: "posture", value: "sitting" },
          { vital: "temperature", value: 36.8, unit: "°C", site: "ear" },
        ],
      },
    ]);
  });

  it("is in the unit of the house, of the person's entity first, or as chosen", async () => {
    const config = { time_zone: "UTC", unit_system: { temperature: "°F", mass: "lb" } };
    const entities = {
      ...fakeHass().entities,
      "sensor.bob_glucose": {
        entity_id: "sensor.bob_glucose",
        device_id: bob.device_id ?? DEVICE,
        platform: "healthsense",
        translation_key: "glucose",
      },
    };
    const states = { "sensor.bob_glucose": { attributes: { unit_of_measurement: "mmol/L" } } };
    await show([bob], {}, { config, entities, states });
    await type({ temperature: "98,2", glucose: "5.6", weight: "12,5", "unit-weight": "st" });
    await submit();
    expect(sent("healthsense/record")[0]?.measurements).toEqual([
      { vital: "temperature", value: 98.2, unit: "°F" },
      { vital: "glucose", value: 5.6, unit: "mmol/L" },
      { vital: "weight", value: 12.5, unit: "st" },
    ]);
  });

  it("says when, where that was not now, and with what", async () => {
    await show();
    await type({ weight: "81,4", source: " Bathroom scales " });
    const [, earlier] = root().querySelectorAll<HTMLInputElement>("[type=radio]");
    earlier?.dispatchEvent(new Event("change"));
    await settle();
    const when = root().querySelector<HTMLInputElement>("[type=datetime-local]");
    if (when === null) throw new Error("no time");
    expect(when.max).toBe("2026-11-20T12:10");
    when.value = "2026-11-20T07:30";
    when.dispatchEvent(new Event("change"));
    await settle();
    await submit();
    expect(sent("healthsense/record")[0]).toMatchObject({
      time: "2026-11-20T07:30:00.000Z",
      source: "Bathroom scales",
    });
  });

  it("goes to nobody until somebody was chosen", async () => {
    await show([bob, anna]);
    await type({ weight: "60" });
    await submit();
    expect(connection.sent).toEqual([]);
    expect(wrong()).toEqual(["Choose whose readings these are."]);
    await type({ person: ANNA });
    await submit();
    expect(sent("healthsense/record")[0]?.person_id).toBe(ANNA);
  });

  it("is sent once, however often the button is pressed", async () => {
    connection.answer = () => new Promise(() => undefined);
    await show();
    await type({ weight: "60" });
    await submit();
    await submit();
    expect(connection.sent).toHaveLength(1);
    expect(root().querySelector<HTMLButtonElement>("[type=submit]")?.disabled).toBe(true);
  });

  it("keeps its moment when the answer was lost and the same is sent again", async () => {
    connection.answer = () => Promise.reject(new Error("lost"));
    await show();
    await type({ weight: "60" });
    await submit();
    expect(wrong()).toEqual([expect.stringContaining("This did not work")]);
    await vi.advanceTimersByTimeAsync(30_000);
    connection.answer = () => record["told twice"];
    await submit();
    const times = sent("healthsense/record").map((one) => one.time);
    expect(times).toEqual([times[0], times[0]]);
    expect(text()).toContain("This was already known. Nothing was added twice.");
  });

  it("is another reading where the same is sent much later", async () => {
    connection.answer = () => Promise.reject(new Error("lost"));
    await show();
    await type({ weight: "60" });
    await submit();
    await vi.advanceTimersByTimeAsync(2 * 3_600_000);
    connection.answer = () => record.taken;
    await submit();
    expect(sent("healthsense/record").map((one) => one.time)).toEqual([
      "2026-11-20T12:10:00.000Z",
      "2026-11-20T14:10:00.000Z",
    ]);
  });

  it("says that the connection was lost on the way, keeps what was typed, and sends it when pressed again", async () => {
    const lost = { type: "result", success: false, error: { code: 3, message: "Connection lost" } };
    connection.answer = () => Promise.reject(Object.assign(new Error(), lost));
    await show();
    await type({ weight: "60" });
    await submit();
    expect(wrong()).toEqual([expect.stringContaining("connection")]);
    expect(field("weight").value).toBe("60");
    connection.answer = () => record.taken;
    await submit();
    expect(wrong()).toEqual([]);
    expect(text()).toContain("Saved for Bob");
  });

  it("what is typed while it is on its way stays in the form", async () => {
    let give: (value: unknown) => void = () => undefined;
    connection.answer = () => new Promise((resolve) => (give = resolve));
    await show();
    await type({ weight: "60", temperature: "36.8" });
    await submit();
    await type({ weight: "61" });
    give(record.taken);
    await settle();
    expect([field("weight").value, field("temperature").value]).toEqual(["61", ""]);
    expect(text()).toContain("Saved for Bob");
  });

  it("leaves the time to the house where this device's clock is behind, by a day", async () => {
    const house = { ...bob, time: new Date(AT + 24 * 3_600_000).toISOString() };
    await show([house]);
    await type({ weight: "60" });
    await submit();
    expect(sent("healthsense/record").map((one) => "time" in one)).toEqual([false]);
  });

  it("may be told of today on a device whose clock shows yesterday", async () => {
    await show([{ ...bob, time: "2026-11-21T12:00:00+00:00" }]);
    await type({ weight: "60" });
    root().querySelectorAll<HTMLInputElement>("[type=radio]")[1]?.click();
    await settle();
    const when = root().querySelector<HTMLInputElement>("[type=datetime-local]");
    if (when === null) throw new Error("no time");
    expect(when.max).toBe("2026-11-21T12:00");
    when.value = "2026-11-21T07:30";
    when.dispatchEvent(new Event("change"));
    await settle();
    await submit();
    expect(sent("healthsense/record")[0]?.time).toBe("2026-11-21T07:30:00.000Z");
  });

  it("leaves the time to the house where this device's clock is ahead", async () => {
    connection.answer = (message) =>
      "time" in message ? Promise.reject(Object.assign(new Error(), record["too early"])) : record.taken;
    await show();
    await type({ weight: "60" });
    await submit();
    expect(sent("healthsense/record").map((one) => "time" in one)).toEqual([true, false]);
    expect(text()).toContain("Saved for Bob");
  });
});

describe("what is wrong is said before anything is sent", () => {
  it("what is counted has no parts: a thousand that was grouped is not six steps and a half", () => {
    const hass = fakeHass();
    for (const text of ["6,500", "6.500"]) {
      expect(mistake(hass, localize, "steps", text, "steps")).toContain("Write it like 6500.");
    }
    expect(mistake(hass, localize, "steps", "6500", "steps")).toBeNull();
    expect(mistake(hass, localize, "temperature", "36,8", "°C")).toBeNull();
  });

  const refused: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
    ["no number", { weight: "heavy" }, "Weight: this is not a number. Write it like 36.8."],
    [
      "not plausible",
      { temperature: "368" },
      "Body temperature: only 25 to 45 °C can be right. Check the number and the unit.",
    ],
    [
      "half a blood pressure",
      { systolic: "128" },
      "Diastolic blood pressure is missing: a blood pressure has two values.",
    ],
    [
      "only a pulse at the cuff",
      { cuff_pulse: "70" },
      "Systolic blood pressure is missing: a blood pressure has two values.",
    ],
    [
      "swapped",
      { systolic: "80", diastolic: "120" },
      "The lower value must be below the upper one. Were they swapped?",
    ],
    ["nothing at all", {}, "Enter at least one reading."],
  ];

  it.each(refused)("%s", async (_what, values, words) => {
    await show();
    await type(values);
    await submit();
    expect(wrong()).toContain(words);
    expect(connection.sent).toEqual([]);
  });

  it("beside its field, as soon as that is left, and no longer than it is wrong", async () => {
    await show();
    await type({ spo2: "970" });
    const one = field("spo2");
    expect(one.getAttribute("aria-invalid")).toBe("true");
    const about = one.getAttribute("aria-describedby")?.split(" ").at(-1) ?? "";
    expect(root().getElementById(about)?.textContent).toContain("Blood oxygen: only 40 to 100 %");
    one.value = "97";
    one.dispatchEvent(new Event("input"));
    await settle();
    expect(wrong()).toEqual([]);
  });

  it("a range is told in the unit that was chosen", async () => {
    await show();
    await type({ glucose: "5.6" });
    expect(wrong()).toEqual([expect.stringContaining("only 10 to 1,000 mg/dL")]);
    await type({ "unit-glucose": "mmol/L" });
    expect(wrong()).toEqual([]);
  });

  it("a time in the future, and none", async () => {
    await show();
    await type({ weight: "60" });
    root().querySelectorAll("[type=radio]")[1]?.dispatchEvent(new Event("change"));
    await settle();
    const when = root().querySelector<HTMLInputElement>("[type=datetime-local]");
    for (const [value, words] of [
      ["2026-11-20T12:30", "This time lies in the future."],
      ["", "Choose the day and the time of the measurement."],
    ] as const) {
      if (when !== null) when.value = value;
      when?.dispatchEvent(new Event("change"));
      await submit();
      expect(wrong()).toEqual([words]);
    }
    expect(connection.sent).toEqual([]);
  });
});

describe("what Home Assistant asks of the card", () => {
  it("refuses what cannot be entered, with what can", () => {
    expect(() => checked({ type: "x", vitals: ["sleep_stage"] })).toThrow(
      /"sleep_stage" is not possible\. Choose from: systolic, /,
    );
    expect(() => checked({ type: "x", vitals: 5 })).toThrow();
    expect(() => checked(null)).toThrow();
  });

  it("every vital of the editor can be entered, and is suggested for", () => {
    const words = ["supplemental_oxygen", "consciousness"];
    expect(ASKED.filter((key) => !(key in NUMBERS) && !words.includes(key))).toEqual([]);
    expect(suggestion(fakeHass(), "sensor.bob_heart_rate")).toEqual({
      config: { type: "custom:healthsense-entry-card", device_id: DEVICE },
    });
    expect(suggestion(fakeHass(), "sensor.bob_overall_status")).toBeNull();
  });

  it("a form whose fields are explained", async () => {
    if (!customElements.get("home-assistant")) customElements.define("home-assistant", class extends HTMLElement {});
    document.body.append(Object.assign(document.createElement("home-assistant"), { hass: fakeHass() }));
    const form = (await configForm()) as unknown as {
      schema: { name: string }[];
      computeHelper: (field: object) => string;
    };
    expect(form.schema.map((one) => one.name)).toEqual(["device_id", "vitals"]);
    for (const one of form.schema) expect(form.computeHelper(one)).toMatch(/\.$/);
  });

  it("the rules of the fields are in the chunk, not in the entry", () => {
    const source = readFileSync(join(import.meta.dirname, "../../frontend/src/entry/card.ts"), "utf8");
    expect(source).not.toMatch(/from "\.\/(page|view|fields|form)"/);
  });
});
