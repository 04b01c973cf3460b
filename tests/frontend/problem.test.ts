import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import "../../frontend/src/healthsense";
import { PROBLEMS, ConfigProblem, checkNames, checkOneOf, given } from "../../frontend/src/problem";
import { checked as checkedHistory } from "../../frontend/src/history/config";
import { configForm } from "../../frontend/src/history/config";
import german from "../../custom_components/healthsense/translations/de.json";
import texts from "../../custom_components/healthsense/translations/en.json";
import type { HealthSenseElement } from "../../frontend/src/base/element";
import type { Hass } from "../../frontend/src/ha";
import { page, textOf } from "./ask_card";
import { FakeConnection } from "./connection";
import { localize, lookUp } from "./english";
import { fakeHass } from "./hass";

type Card = HealthSenseElement<object>;
interface CardClass {
  new (): Card;
  getConfigForm(): Promise<{ assertConfig: (config: unknown) => unknown }>;
}

const CARDS = (window.customCards ?? []).map(({ type }) => type);
const inGerman: Partial<Hass> = { language: "de", loadBackendTranslation: () => Promise.resolve(lookUp(german)) };
const classOf = (type: string): CardClass => customElements.get(type) as unknown as CardClass;

async function shown(type: string, config: unknown, changes: Partial<Hass> = inGerman): Promise<Card> {
  const card = new (classOf(type))();
  card.setConfig(config);
  card.hass = fakeHass(new FakeConnection(), changes);
  document.body.append(card);
  await vi.waitFor(() => {
    expect(textOf(card)).not.toBe("");
  });
  return card;
}

beforeEach(() => {
  page(fakeHass(new FakeConnection(), inGerman));
});
afterEach(() => {
  document.body.replaceChildren();
});

describe("what is wrong with a configuration", () => {
  it("is the same in English whether the texts are there or not", () => {
    const common: Readonly<Record<string, string>> = texts.common;
    expect(Object.fromEntries(Object.keys(PROBLEMS).map((key) => [key, common[key]]))).toEqual(PROBLEMS);
    const problem = new ConfigProblem("card_config_order", { field: "start", other: "end" });
    expect(problem.message).toBe(problem.inWords(localize));
  });

  it("names the field, what stands in it and what may", () => {
    expect(() => {
      checkOneOf({ kind: "pie" }, ["line", "sleep"]);
    }).toThrow('kind: "pie" is not possible. Choose from: line, sleep.');
    expect(() => {
      checkOneOf({ vitals: ["spo2", "aura"] }, ["spo2"]);
    }).toThrow('vitals: "aura" is not possible. Choose from: spo2.');
    expect(() => {
      checkNames({ people: [1] });
    }).toThrow("people must be a list of names, each on a line of its own after a dash, not [1].");
  });

  it("repeats little of what was given, whatever it is", () => {
    expect(given("a".repeat(500)).length).toBeLessThan(70);
    expect([null, undefined, 5, { a: 1 }, () => 1].map(given)).toEqual([
      "null",
      "undefined",
      "5",
      '{"a":1}',
      "() => 1",
    ]);
  });
});

describe.each(CARDS)("%s, set up wrongly", (type) => {
  it("says so itself, in the reader's language, also where that is known only later", async () => {
    const card = await shown(type, null);
    expect(textOf(card)).toContain(german.common.card_config_title);
    expect(textOf(card)).toContain(german.common.card_config_missing);
    expect(textOf(card)).toContain(german.common.card_config_mend);
    expect(card.shadowRoot?.querySelector("[role=alert]")).toBeTruthy();
  });

  it("has a size all the same", () => {
    const card = new (classOf(type))() as Card & { getCardSize(): number; getGridOptions(): object };
    card.setConfig(null);
    expect(card.getCardSize()).toBeGreaterThan(0);
    expect(card.getGridOptions()).toBeTruthy();
  });

  it("is refused by its editor in the reader's language", async () => {
    const { assertConfig } = await classOf(type).getConfigForm();
    expect(() => assertConfig(null)).toThrow(german.common.card_config_missing);
  });
});

describe("a card that was set up wrongly", () => {
  const TYPE = "healthsense-history-card";
  const WRONG = { type: `custom:${TYPE}`, kind: "pie" };
  const VALUES: Readonly<Record<string, string>> = {
    field: "kind",
    given: '"pie"',
    allowed: "line, pressure, glucose, oxygen, sleep",
  };
  const SAID = german.common.card_config_one_of.replace(/{(\w+)}/g, (_, name: string) => VALUES[name] ?? "");

  it("is there again once that is mended, and gone where it is spoiled again", async () => {
    const card = await shown(TYPE, WRONG);
    expect(textOf(card)).toContain(SAID);
    card.setConfig({ ...WRONG, kind: "line" });
    await card.updateComplete;
    expect(textOf(card)).toBe(german.common.card_choose_person);
    card.setConfig(WRONG);
    await card.updateComplete;
    expect(textOf(card)).toContain(SAID);
  });

  it("asks the house for nothing", async () => {
    const connection = new FakeConnection();
    const card = new (classOf(TYPE))();
    card.setConfig({ ...WRONG, person_id: "a".repeat(32) });
    card.hass = fakeHass(connection);
    document.body.append(card);
    await card.updateComplete;
    expect([...connection.asked, ...connection.sent]).toEqual([]);
  });

  it("where the texts say nothing, speaks English", async () => {
    const silent = { language: "xx", loadBackendTranslation: () => Promise.resolve(() => "") };
    const card = await shown(TYPE, WRONG, silent);
    expect(textOf(card)).toContain('kind: "pie" is not possible.');
  });

  it("what is right is as it was for the editor", async () => {
    const right = { type: `custom:${TYPE}`, kind: "line" };
    const { assertConfig } = await configForm();
    expect(assertConfig(right)).toEqual(checkedHistory(right));
  });
});
