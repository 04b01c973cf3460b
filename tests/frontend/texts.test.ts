import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Hass, Localize } from "../../frontend/src/ha";
import { SCORES, VITALS } from "../../frontend/src/catalog";
import { configForm, suggestion } from "../../frontend/src/person/config";
import { offer } from "../../frontend/src/picker";
import { attribute, loadFormTexts, loadTexts, nameOf, stateWord } from "../../frontend/src/texts";
import texts from "../../custom_components/healthsense/translations/en.json";
import { localize } from "./english";
import { DEVICE, fakeHass } from "./hass";

const SOURCE = join(import.meta.dirname, "../../frontend/src");
const code = readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => readFileSync(join(SOURCE, path), "utf8"))
  .join("\n");

function page(hass: Hass): void {
  if (!customElements.get("home-assistant")) customElements.define("home-assistant", class extends HTMLElement {});
  document.body.append(Object.assign(document.createElement("home-assistant"), { hass }));
}

afterEach(() => {
  document.body.replaceChildren();
});

describe("the texts", () => {
  it("that the cards name are all there, and none is left over", () => {
    const named = new Set([...code.matchAll(/"((?:card|notice|advice)_\w+)"/g)].map(([, key]) => key ?? ""));
    const common: Readonly<Record<string, string>> = texts.common;
    expect([...named].filter((key) => !(key in common))).toEqual([]);
    // A field of the editor has a help text beside its label.
    const helps = [...named].filter((key) => key.startsWith("card_field_")).map((key) => `${key}_help`);
    const ours = Object.keys(common).filter((key) => key.startsWith("card_"));
    expect(ours.filter((key) => !named.has(key) && !helps.includes(key))).toEqual([]);
    expect(helps.filter((key) => !(key in common))).toEqual([]);
  });

  it("name every reading and score that can be chosen", () => {
    const raw = (key: string): string => key.replaceAll("_", " ");
    expect([...VITALS, ...SCORES].filter((key) => nameOf(localize, key) === raw(key))).toEqual([]);
  });

  it("name what a score rests on, be it a figure of a vital, a fact or an answer", () => {
    expect(nameOf(localize, "systolic_mean")).toBe("Systolic blood pressure, average");
    expect(nameOf(localize, "night_heart_rate_baseline")).toBe("Heart rate at night, usual value");
    expect(nameOf(localize, "spo2_now")).toBe("Blood oxygen");
    expect(nameOf(localize, "pulse")).toBe("Heart rate");
    for (const key of ["age", "egfr", "statin", "ethnicity", "family_diabetes", "vegetables_daily", "on_exertion"]) {
      expect(nameOf(localize, key)).not.toBe(key.replaceAll("_", " "));
    }
  });

  it("have a word for whatever is told in words", () => {
    expect(stateWord(localize, "consciousness", "alert")).toBe("Alert");
    expect(stateWord(localize, "heart_rate_deviation", "higher_than_usual")).toBe("Higher than usual for you");
    expect(stateWord(localize, "sex", "female")).toBe("Female");
    expect(stateWord(localize, "statin", "no")).toBe("No");
    expect(stateWord(localize, "consciousness", "a_new_word")).toBe("a new word");
  });

  it("fall back to something readable for what a newer HealthSense says", () => {
    expect(nameOf(localize, "a_new_vital")).toBe("a new vital");
    expect(attribute(localize, "news2", "refused", "a_new_reason")).toBe("a new reason");
    expect(attribute(localize, "a_new_score", "confidence", "low")).toBe("Low");
  });

  it("are loaded once for all cards, by category, and again after a failure", async () => {
    const load = vi.fn<(category: string, integration: string) => Promise<Localize>>(() => Promise.resolve(localize));
    const hass = fakeHass(undefined, { language: "nl", loadBackendTranslation: load });
    load.mockRejectedValueOnce(new Error("no connection"));
    await expect(loadTexts(hass)).rejects.toThrow("no connection");
    load.mockClear();
    await Promise.all([loadTexts(hass), loadTexts(hass)]);
    expect(load.mock.calls).toEqual(["common", "entity", "exceptions", "selector"].map((one) => [one, "healthsense"]));
  });

  it("of the forms are waited for by every card: Home Assistant answers a second question without them", async () => {
    const asked = new Set<string>();
    const load = vi.fn((category: string): Promise<Localize> => {
      const again = asked.has(category);
      asked.add(category);
      return Promise.resolve(again ? (): string => "" : localize);
    });
    const hass = fakeHass(undefined, { language: "pl", loadBackendTranslation: load });
    const [one, other] = await Promise.all([loadFormTexts(hass), loadFormTexts(hass)]);
    expect([nameOf(one, "egfr"), nameOf(other, "egfr")]).not.toContain("egfr");
  });
});

describe("the card picker", () => {
  it("offers the card once, in the user's language", async () => {
    page(fakeHass(undefined, { language: "xx", loadBackendTranslation: () => Promise.resolve((key) => `XX ${key}`) }));
    const card = { type: "healthsense-person-card", name: "A person", description: "Now." };
    const texts = { name: "card_person_name", description: "card_person_description" };
    offer({ ...card, texts });
    offer({ ...card, texts });
    await vi.waitFor(() => {
      expect(window.customCards?.[0]?.name).toMatch(/^XX .*card_person_name$/);
    });
    expect(window.customCards).toHaveLength(1);
    expect(window.customCards?.[0]).toMatchObject({ type: "healthsense-person-card", preview: true });
  });

  it("suggests it for an entity of a person's, and for no other", () => {
    const hass = fakeHass();
    expect(suggestion(hass, "sensor.bob_heart_rate")).toEqual({
      config: { type: "custom:healthsense-person-card", device_id: DEVICE },
    });
    expect(suggestion(hass, "sensor.other")).toBeNull();
    expect(suggestion(hass, "sensor.nowhere")).toBeNull();
  });
});

describe("the editor", () => {
  it("labels and explains every field, and names every choice", async () => {
    page(fakeHass());
    const form = (await configForm()) as {
      schema: { name: string; selector: { select?: { options: { label: string }[] } } }[];
      computeLabel: (field: object) => string;
      computeHelper: (field: object) => string;
      assertConfig: (config: unknown) => unknown;
    };
    expect(form.schema.map((field) => field.name)).toEqual(["device_id", "vitals", "scores"]);
    for (const field of form.schema) {
      expect(form.computeLabel(field)).toMatch(/^[A-Z]/);
      expect(form.computeHelper(field)).toMatch(/\.$/);
    }
    const labels = form.schema.flatMap((field) => field.selector.select?.options ?? []).map((option) => option.label);
    expect(new Set(labels).size).toBe(VITALS.length + SCORES.length);
    expect(() => form.assertConfig({ vitals: 5 })).toThrow();
  });
});
