import { afterEach, describe, expect, it } from "vitest";
import type { Body } from "../../frontend/src/base/body";
import { checked } from "../../frontend/src/models/config";
import type { ModelAnswer, ModelCard } from "../../frontend/src/models/messages";
import "../../frontend/src/models/page";
import { MODELS, fetchModels, offeredVersion } from "../../frontend/src/models/state";
import { figuresOf, kindOf, rowsOf, yearsOf } from "../../frontend/src/models/view";
import type { Hass, Localize } from "../../frontend/src/ha";
import { Asking, buttonOf, settled, textOf } from "./ask_card";
import { localize, lookUp } from "./english";
import { fakeHass } from "./hass";
import recorded from "./recorded/model_card.json";
import german from "../../custom_components/healthsense/translations/de.json";
import texts from "../../custom_components/healthsense/translations/en.json";
import polish from "../../custom_components/healthsense/translations/pl.json";
import { plain } from "./show";

const CARDS = recorded as unknown as Readonly<Record<"diabetes", ModelAnswer>>;
const DIABETES = CARDS.diabetes.card;

function house(issues: readonly string[] = [], changes: Partial<Hass> = {}): Asking {
  const said = (refused: string | null): object => ({ assessments: { diabetes_risk: { refused } } });
  return new Asking(
    {
      "healthsense/people": () => ({ people: [said(null), said("missing_input"), { assessments: {} }] }),
      "repairs/list_issues": () => ({
        issues: issues.map((issue_id) => ({ domain: "healthsense", issue_id })),
      }),
      get_model_card: ({ service_data: data }) => CARDS[(data as { model: keyof typeof CARDS }).model],
    },
    changes,
  );
}

async function shown(asking: Asking): Promise<HTMLElement> {
  const body = document.createElement("healthsense-models-body");
  return asking.show(body as Body as never, {}, undefined);
}

/** What is written and what a screen reader hears, piece by piece, but for what is marked as another language. */
function textsOf(body: HTMLElement): string[] {
  const found: string[] = [];
  const walk = (node: Node): void => {
    if (node instanceof HTMLStyleElement || (node instanceof Element && node.getAttribute("lang") === "en")) return;
    if (node.nodeType === Node.TEXT_NODE) found.push((node.textContent ?? "").replace(/\s+/g, " ").trim());
    if (node instanceof Element)
      for (const name of ["aria-label", "title", "label"]) found.push(node.getAttribute(name) ?? "");
    for (const child of [...((node as Element).shadowRoot?.childNodes ?? []), ...node.childNodes]) walk(child);
  };
  walk(body);
  return found.filter(Boolean);
}

afterEach(() => {
  document.body.replaceChildren();
});

describe("what is known of the models", () => {
  it("is each one's card, what Home Assistant warns of, and to whom it gives no answer here", async () => {
    const models = await fetchModels(house(["model_chances_differ_diabetes"]).connection);
    expect(models.map(({ name }) => name)).toEqual(MODELS);
    expect(models[0]).toMatchObject({ warnings: ["model_chances_differ"], people: 2, refused: 1 });
    // "diabetes" is no warning about "diabetes_lab".
    expect(models[1]?.warnings).toEqual([]);
  });

  it("does not end at one whose card cannot be read", async () => {
    const asking = house();
    const answer = asking.connection.answer;
    asking.connection.answer = (message) => {
      if ((message.service_data as { model?: string } | undefined)?.model !== "skin") return answer(message);
      throw Object.assign(new Error(""), { code: "x", translation_key: "model_version_unknown" });
    };
    const models = await fetchModels(asking.connection);
    expect(models.at(-1)).toMatchObject({ name: "skin", answer: null });
    expect(models[0]?.answer).not.toBeNull();
  });

  it("knows of a newer version from the model's update entity", () => {
    const entity = { entity_id: "update.models_diabetes", platform: "healthsense", translation_key: "model_diabetes" };
    const state = (installed: string): Hass =>
      fakeHass(undefined, {
        entities: { [entity.entity_id]: entity },
        states: { [entity.entity_id]: { attributes: { installed_version: installed, latest_version: "1.1.0" } } },
      });
    expect(offeredVersion(state("1.0.0"), "diabetes")).toBe("1.1.0");
    expect(offeredVersion(state("1.1.0"), "diabetes")).toBeNull();
    expect(offeredVersion(state("1.0.0"), "skin")).toBeNull();
  });
});

describe("its figures", () => {
  it("come with their intervals and with what to compare them to", () => {
    const rows = figuresOf(fakeHass(), localize, DIABETES);
    expect(rows.map(({ name, text }) => [name, text])).toEqual([
      ["AUROC", "0.75 (0.72 – 0.78)"],
      ["AUPRC", "0.126 (0.098 – 0.168)"],
      ["Calibration slope", "0.99 (0.86 – 1.15)"],
      ["Calibration error", "0.8 % (0.6 % – 1.7 %)"],
      ["Brier score", "0.041 (0.036 – 0.048)"],
      ["Draws no conclusion", "48.9 %"],
      ["Gives no answer", "4.1 %"],
    ]);
    for (const { help } of rows) expect(help).toMatch(/\.$/);
    expect(rows[1]?.help).toContain("Guessing gives 0.045");
  });

  it("say so where one was not measured: of a version that was trained before it was", () => {
    const later = ["auprc", "prevalence"];
    const known = Object.entries(DIABETES.figures).filter(([name]) => !later.includes(name));
    const figures = Object.fromEntries(known) as unknown as ModelCard["figures"];
    const rows = figuresOf(fakeHass(), localize, { ...DIABETES, figures });
    expect(rows[1]).toMatchObject({ name: "AUPRC", text: "Not measured" });
    expect(rows[1]?.help).not.toContain("{");
  });

  it("are of so many people, hours or spots, by one kind of model: in the reader's words", () => {
    const { data } = DIABETES;
    const of = (rows: string): string => rowsOf(fakeHass(), localize, { ...DIABETES, data: { ...data, rows } });
    expect(["people", "hours", "spots", "nights"].map(of)).toEqual([
      "4,210 people",
      "4,210 hours",
      "4,210 skin spots",
      "4,210 nights",
    ]);
    const kinds = ["logistic_regression", "random_forest", "svm_rbf"].map((kind) =>
      kindOf(localize, { ...DIABETES, kind }),
    );
    expect(kinds).toEqual(["Logistic regression", "Random forest", "Support vector machine"]);
    expect(kindOf(localize, { ...DIABETES, kind: "oracle" })).toBe(DIABETES.algorithm.family);
    expect(yearsOf({ ...DIABETES, data: { ...data, period: "2014-2015, intensive care" } })).toBe("2014–2015");
  });
});

describe("the models card", () => {
  it("shows every model with its figures, the version in use and what is wrong", async () => {
    const text = textOf(await shown(house(["model_inputs_differ_diabetes"])));
    for (const name of ["High blood sugar on a test", "Narrowed heart vessels on a test", "Skin spot questionnaire"]) {
      expect(text).toContain(name);
    }
    expect(text).toContain("Version 1.1.0 · Logistic regression");
    expect(text).toContain("0.126 (0.098 – 0.168)");
    expect(text).toContain("Guessing: 0.045");
    expect(text).toContain("Saying the same to all: 0.043");
    expect(text).toContain("The values of this household differ");
    expect(text).toContain("Here now: no answer for 1 of 2 people.");
    expect(text).toContain("It is judged from 20 recorded outcomes");
  });

  it("unfolds one card at a time, with its calibration as a table too", async () => {
    const body = await shown(house());
    const button = buttonOf(body, "Model card: High blood sugar on a test");
    button.click();
    await settled(body as never);
    expect(button.getAttribute("aria-expanded")).toBe("true");
    expect(body.shadowRoot?.querySelectorAll(".calibration tbody tr")).toHaveLength(
      DIABETES.figures.calibration_table.length,
    );
    expect(body.shadowRoot?.querySelectorAll(".sheet")).toHaveLength(1);
  });

  it.each([
    ["de", german],
    ["pl", polish],
  ])(
    "is in the reader's language (%s) but for the model's own words, which are marked as English",
    async (language, own) => {
      const unfolded = async (asking: Asking, text: Localize, name: string): Promise<string[]> => {
        const body: HTMLElement = document.createElement("healthsense-models-body");
        Object.assign(body, { hass: asking.hass, localize: text });
        document.body.append(body);
        await settled(body as never);
        buttonOf(body, name).click();
        await settled(body as never);
        return textsOf(body);
      };
      const there = lookUp(own);
      const english = await unfolded(house(), localize, "High blood sugar on a test");
      const said = await unfolded(
        house([], { language, locale: { ...fakeHass().locale, language } }),
        there,
        own.selector.model.options.diabetes,
      );
      expect(said).toContain(own.common.card_models_english);
      expect(english).not.toContain(texts.common.card_models_english);
      // Nothing but figures, and what is called so in both.
      const left = said.filter((text) => english.includes(text) && /[a-z]{3}/i.test(text));
      expect(left.filter((text) => !["AUROC", "AUPRC", "Version"].includes(text))).toEqual([]);
      const marked = document
        .querySelector("healthsense-models-body:last-of-type")
        ?.shadowRoot?.querySelectorAll(".sheet [lang=en]");
      expect([...(marked ?? [])].map(plain).join(" ")).toContain(DIABETES.figures.card.use);
    },
  );

  it("says in words what went wrong", async () => {
    const asking = house();
    asking.connection.answer = () => {
      throw Object.assign(new Error(""), { code: "not_ready" });
    };
    expect(textOf(await shown(asking))).toContain("HealthSense is not running");
  });

  it("needs no configuration", () => {
    expect(checked({ type: "custom:healthsense-models-card" })).toMatchObject({});
    expect(() => checked(null)).toThrow("no configuration");
  });
});
