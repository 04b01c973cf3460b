import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Bars } from "../../frontend/src/base/bars";
import { SourcesCard } from "../../frontend/src/sources/card";
import { checked, configForm } from "../../frontend/src/sources/config";
import type { Sources } from "../../frontend/src/sources/messages";
import { intakeChart, newestOf, qualityOf, reasonOfRejected, sourceName } from "../../frontend/src/sources/view";
import { FakeConnection } from "./connection";
import { localize } from "./english";
import { DEVICE, fakeHass } from "./hass";
import recorded from "./recorded/sources.json";
import { BOB, ERRORS, personAt } from "./recorded";
import { fieldsOf, first, plain, show } from "./show";

const SOURCES: Sources = recorded;
let connection: FakeConnection;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-11-20T11:03:30Z") });
  connection = new FakeConnection();
  connection.answer = (message) => (message.type === "healthsense/sources" ? SOURCES : null);
});

afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

describe("the sources card", () => {
  it("shows what each source measures, how lately, how often, and what was refused of it", async () => {
    const shown = await show("sources", connection, "checked up", { device_id: DEVICE });
    expect(connection.sent).toEqual([{ type: "healthsense/sources", person_id: BOB }]);
    expect(shown.texts("caption")).toEqual(["Finger clip", "cuff", "scale", "Entered by hand"]);
    expect(shown.texts("tbody tr").slice(0, 4)).toEqual([
      "Heart rate Refused in 24 h: 2 Current, now 58",
      "Pulse at the cuff Refused in 24 h: 4 Nothing accepted yet 0",
      "Diastolic blood pressure Current, 1 hour ago 4",
      "Systolic blood pressure Current, 1 hour ago 4",
    ]);
  });

  it("tells what was refused and why in words, without what the value was", async () => {
    const shown = await show("sources", connection, "checked up", { device_id: DEVICE });
    expect(shown.texts(".rejected li")).toHaveLength(5);
    expect(shown.texts(".rejected li").slice(0, 2)).toEqual([
      "Body temperature: this unit does not fit. Entered by hand · 11:03",
      "Heart rate: this value is not plausible. Check the unit. Finger clip · 11:02",
    ]);
    await shown.press("Show more (3)");
    expect(shown.texts(".rejected li")).toHaveLength(8);
    expect(shown.texts(".rejected li").at(-1)).toContain("Weight: this lies in the future.");
  });

  it("draws what came in by hour, and says it as a sentence and as a table", async () => {
    const shown = await show("sources", connection, "checked up", { device_id: DEVICE });
    const bars = shown.all("healthsense-bars").find((one) => one instanceof Bars);
    const root = bars?.shadowRoot;
    expect(root?.querySelector("[role=img]")?.getAttribute("aria-label")).toBe(
      "Readings of the last 24 hours. 67 accepted, 8 refused.",
    );
    expect(root?.querySelectorAll(".bar")).toHaveLength(24);
    root?.querySelector("button")?.click();
    await bars?.updateComplete;
    expect(root?.querySelector("[role=img]")).toBeNull();
    expect([...(root?.querySelectorAll("thead th") ?? [])].map(plain)).toEqual(["Hour from", "Accepted", "Refused"]);
    expect([...(root?.querySelectorAll("tbody tr")[4]?.children ?? [])].map(plain)).toEqual(["16:00", "6", "2"]);
  });

  it("says how a reading travels", async () => {
    const shown = await show("sources", connection, "checked up", { device_id: DEVICE });
    expect(shown.texts(".way li")).toEqual([
      "Measured by a device or a person",
      "Unit, range and time checked",
      "Kept in this house",
      "Scores and alerts",
    ]);
  });

  it("asks again when readings came in, but not with each of them", async () => {
    const shown = await show("sources", connection, "checked up", { device_id: DEVICE });
    const update = (time: string): void => {
      connection.say({ type: "update", person_id: BOB, time, current: {}, assessments: {} });
    };
    update("2026-11-20T12:00:01+00:00");
    await shown.settle();
    const before = connection.sent.length;
    update("2026-11-20T12:00:02+00:00");
    await shown.settle();
    expect(connection.sent).toHaveLength(before);
    update("2026-11-20T12:00:40+00:00");
    await shown.settle();
    expect(connection.sent).toHaveLength(before + 1);
  });

  it("lets choose among everybody where nobody is configured", async () => {
    const shown = await show("sources", connection, "checked up");
    expect(connection.asked.map((one) => one.message)).toEqual([{ type: "healthsense/subscribe" }]);
    expect(shown.all("select")).toEqual([]);
    const anna = { ...personAt("checked up"), person_id: "a11ce", name: "Anna" };
    connection.say({ type: "snapshot", ...anna });
    await shown.settle();
    await shown.choose(0, "a11ce");
    expect(connection.sent.at(-1)).toEqual({ type: "healthsense/sources", person_id: "a11ce" });
  });

  it("says what is wrong, and asks again by itself where that passes", async () => {
    connection.answer = () => Promise.reject(Object.assign(new Error(), ERRORS["not running"]));
    const shown = await show("sources", connection, "checked up", { device_id: DEVICE });
    expect(shown.texts(".banner")[0]).toContain("HealthSense is not running");
    connection.answer = () => SOURCES;
    await shown.settle(2_500);
    expect(shown.texts(".banner")).toEqual([]);
    expect(shown.texts("caption")).toHaveLength(4);
  });

  it("says so where nothing came in yet", async () => {
    connection.answer = () => ({ ...SOURCES, sources: [], rejected: [] });
    const shown = await show("sources", connection, "checked up", { device_id: DEVICE });
    expect(shown.texts(".message")[0]).toContain("Nothing has been measured yet");
    // There is one thing to do, and nothing to draw.
    expect(shown.all("healthsense-bars, .quality, .rejected")).toEqual([]);
  });
});

describe("what is worked out", () => {
  const hass = fakeHass();
  const person = personAt("checked up");

  it("the newest value, only of the source whose value counts now", () => {
    const { heart_rate } = person.current;
    if (heart_rate === undefined) throw new Error("no pulse");
    const clip = first(SOURCES.sources);
    const of = (source: string): string => newestOf(hass, localize, person, { ...clip, source }, first(clip.vitals));
    expect(of(heart_rate.source)).toBe("72 bpm");
    expect(of("somebody else's clip")).toBe("");
  });

  it("a night in hours, and what its own name counts without a unit", () => {
    const { heart_rate } = person.current;
    if (heart_rate === undefined) throw new Error("no reading");
    const told = (vital: string, value: number, unit: string): string => {
      const current = { [vital]: { ...heart_rate, value, unit } };
      const flow = { ...first(first(SOURCES.sources).vitals), vital };
      return newestOf(
        hass,
        localize,
        { ...person, current },
        { ...first(SOURCES.sources), source: heart_rate.source },
        flow,
      );
    };
    expect(told("sleep_duration", 497, "min")).toBe("8 hr 17 min");
    expect(told("sleep_duration", 45, "min")).toBe("45 min");
    expect(told("steps", 812, "steps")).toBe("812");
  });

  it("how good the data is, or why that cannot be said", () => {
    const { news2 } = person.assessments;
    if (news2 === undefined) throw new Error("no score");
    const quality = { ...news2, assessment: "data_quality", value: 98, unit: "%", refused: null };
    const came = { intake: { ...SOURCES.intake, accepted: [20, 29], rejected: [0, 1] } };
    const judged = (changes: object): unknown =>
      qualityOf(hass, localize, { ...person, assessments: { data_quality: { ...quality, ...changes } } }, came);
    expect(judged({ accepted: 48, rejected: 1 })).toEqual({
      value: "98 %",
      sentence: "49 of 50 readings of the last 24 hours were accepted.",
    });
    expect(judged({ value: null, refused: "not_enough_data" })).toEqual({
      value: "No answer",
      sentence: "Not enough readings yet",
    });
    expect(qualityOf(hass, localize, { ...person, assessments: {} }, came)).toBeNull();
  });

  it("something readable of what a newer HealthSense says", () => {
    const one = { ...first(SOURCES.rejected), reason: "too_loud", reason_key: "rejected_too_loud" };
    expect(reasonOfRejected(localize, one)).toBe("Body temperature: too loud");
    expect(sourceName(localize, { source: "scale", name: "Bath scale" })).toBe("Bath scale");
    expect(sourceName(localize, { source: "im_ok", name: "im_ok" })).toBe("I'm OK");
  });

  it("a bar for each hour, every sixth with its time", () => {
    const chart = intakeChart(hass, localize, SOURCES);
    expect(chart.bars.filter((bar) => bar.tick).map((bar) => bar.tick)).toEqual(["12:00", "18:00", "00:00", "06:00"]);
    expect(chart.series.map((one) => one.look)).toEqual(["solid", "hatched"]);
  });
});

describe("what Home Assistant asks of the card", () => {
  it("a form, a first configuration, a size", async () => {
    expect(await fieldsOf(configForm)).toEqual(["device_id"]);
    expect(() => checked({ device_id: 5 })).toThrow("device_id");
    expect(SourcesCard.getStubConfig(fakeHass())).toEqual({ device_id: DEVICE });
    const card = document.createElement("healthsense-sources-card");
    expect(card.getCardSize()).toBeGreaterThan(0);
    expect(card.getGridOptions()).toEqual({ columns: 12, min_columns: 6 });
  });
});
