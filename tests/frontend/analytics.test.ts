import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AnalyticsCard } from "../../frontend/src/analytics/card";
import { checked, configForm } from "../../frontend/src/analytics/config";
import type { Engagement, Performance } from "../../frontend/src/analytics/messages";
import { alertFacts, systemFacts, trends, weeksChart } from "../../frontend/src/analytics/view";
import { Bars } from "../../frontend/src/base/bars";
import { FakeConnection } from "./connection";
import { localize } from "./english";
import { DEVICE, fakeHass } from "./hass";
import engagement from "./recorded/engagement.json";
import performance from "./recorded/performance.json";
import { BOB, ERRORS, personAt } from "./recorded";
import { fieldsOf, show } from "./show";

const ENGAGEMENT: Engagement = engagement;
const PERFORMANCE: Performance = performance;
const AT = Date.parse("2026-11-20T12:00:30Z");
const EMPTY = { planned: 0, done: 0, adherence: null, tasks: [], weeks: [] };

let connection: FakeConnection;
let kept: Engagement;

beforeEach(() => {
  vi.useFakeTimers({ now: AT });
  connection = new FakeConnection();
  kept = ENGAGEMENT;
  connection.answer = ({ type }) =>
    type === "healthsense/engagement" ? kept : type === "healthsense/performance" ? PERFORMANCE : null;
});

afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

describe("the analytics card", () => {
  it("asks for twelve weeks, and for another period that is chosen", async () => {
    const shown = await show("analytics", connection, "checked up", { device_id: DEVICE });
    const [first] = connection.sent.filter((one) => one.type === "healthsense/engagement");
    expect(first).toMatchObject({ person_id: BOB });
    expect(Date.parse(String(first?.end)) - Date.parse(String(first?.start))).toBe(12 * 7 * 86_400_000);
    await shown.choose(0, "52");
    const last = connection.sent.filter((one) => one.type === "healthsense/engagement").at(-1);
    expect(Date.parse(String(last?.end)) - Date.parse(String(last?.start))).toBe(52 * 7 * 86_400_000);
  });

  it("shows how much of the plan was kept, by week and by task", async () => {
    const shown = await show("analytics", connection, "checked up", { device_id: DEVICE });
    expect(shown.texts(".figure")).toEqual(["83 % of what was planned was measured"]);
    const bars = shown.all("healthsense-bars").find((one) => one instanceof Bars);
    expect(bars?.chart?.summary).toBe("35 of 42 planned measurements were made.");
    expect(bars?.chart?.bars).toHaveLength(5);
    expect(shown.texts("tbody tr")).toEqual([
      "Blood pressure 13 / 15 87 % Overdue Nov 23, 06:00",
      "Weight 22 / 27 81 % Overdue Nov 21, 07:00",
    ]);
  });

  it("says how alerts were answered, how readings change, and how HealthSense runs", async () => {
    const shown = await show("analytics", connection, "checked up", { device_id: DEVICE });
    expect(shown.texts("h3")).toEqual([
      "Keeping to the plan",
      "Answering alerts",
      "How readings change",
      "How HealthSense runs",
    ]);
    expect(shown.texts("dl")[0]).toContain("Usually answered after 6 min");
    expect(shown.texts("dl")[1]).toContain("Size of the history 48.4 MB");
  });

  it("shows the parts that are asked for, and asks for nothing else", async () => {
    const shown = await show("analytics", connection, "checked up", { device_id: DEVICE, show: ["trends"] });
    expect(shown.texts("h3")).toEqual(["How readings change"]);
    expect(shown.all("select")).toEqual([]);
    expect(connection.sent.filter(({ type }) => /engagement|performance/.test(String(type)))).toEqual([]);
  });

  it("says once that nothing can be told of change yet", async () => {
    const shown = await show("analytics", connection, "nothing measured", { device_id: DEVICE, show: ["trends"] });
    expect(shown.all(".trends li")).toEqual([]);
    expect(shown.texts("p")).toContain("There are not enough readings yet to say.");
  });

  it("says how HealthSense runs where nobody is to be seen", async () => {
    const shown = await show("analytics", connection, null, { show: ["system"] });
    expect(shown.texts("h2")).toEqual(["How HealthSense runs"]);
    expect(shown.texts("dl")[0]).toContain("Size of the history 48.4 MB");
    expect(connection.sent.filter(({ type }) => type === "healthsense/engagement")).toEqual([]);
  });

  it("says so where nothing is planned and nobody was alerted", async () => {
    kept = { ...ENGAGEMENT, ...EMPTY, alerts: { ...ENGAGEMENT.alerts, count: 0 } };
    const shown = await show("analytics", connection, "checked up", { device_id: DEVICE });
    expect(shown.all("healthsense-bars")).toEqual([]);
    expect(shown.texts("p").join(" ")).toContain("Nothing is planned. A care plan is made in the settings");
    expect(shown.texts("p").join(" ")).toContain("No alert in this period.");
  });

  it("says what is wrong with one part and shows the others", async () => {
    connection.answer = ({ type }) =>
      type === "healthsense/performance" ? PERFORMANCE : Promise.reject(Object.assign(new Error(), ERRORS.nobody));
    const shown = await show("analytics", connection, "checked up", { device_id: DEVICE });
    expect(shown.texts(".banner")[0]).toContain("HealthSense knows no such person");
    expect(shown.texts("h3")).toEqual(["How readings change", "How HealthSense runs"]);
  });
});

describe("what is worked out", () => {
  const hass = fakeHass();

  it("a bar for each week: what was measured, and what of the plan was not", () => {
    const chart = weeksChart(hass, localize, ENGAGEMENT);
    expect(chart.bars.map((bar) => bar.parts)).toEqual([
      [2, 0],
      [9, 2],
      [9, 2],
      [10, 1],
      [5, 2],
    ]);
    expect(chart.bars.map((bar) => bar.name)).toEqual(["Oct 19", "Oct 26", "Nov 2", "Nov 9", "Nov 16"]);
    expect(chart.series.map((one) => [one.name, one.look])).toEqual([
      ["Measured", "solid"],
      ["Not measured", "hollow"],
    ]);
  });

  it("the share of useful alerts, only of those that somebody judged", () => {
    const fact = (changes: object): unknown =>
      alertFacts(hass, localize, { ...ENGAGEMENT, alerts: { ...ENGAGEMENT.alerts, ...changes } }).map(
        (one) => one.text,
      );
    expect(fact({})).toEqual(["2\nUrgent:\u00a01\nWarning:\u00a01", "2 / 2", "6 min", "None judged yet"]);
    expect(fact({ useful: 3, not_useful: 1, median_ack_s: null })).toEqual([
      "2\nUrgent:\u00a01\nWarning:\u00a01",
      "2 / 2",
      "3 / 4",
    ]);
  });

  it("changes in words, and why there is none, last", () => {
    const person = personAt("checked up");
    const { news2 } = person.assessments;
    if (news2 === undefined) throw new Error("no score");
    const one = (assessment: string, band: string | null, refused: string | null): object => ({
      [assessment]: { ...news2, assessment, band, refused },
    });
    const assessments = {
      ...one("heart_rate_trend", null, "learning"),
      ...one("spo2_trend", "falling", null),
      ...one("heart_rate_deviation", "higher_than_usual", null),
      ...one("news2", "low", null),
    };
    expect(trends(localize, { ...person, assessments }).map(({ name, word, icon }) => [name, word, icon])).toEqual([
      ["Heart rate compared with usual", "Higher than usual for you", "mdi:trending-up"],
      ["Blood oxygen trend", "Falling", "mdi:trending-down"],
      ["Heart rate trend", "Still learning what is usual", "mdi:minus-circle-outline"],
    ]);
  });

  it("the figures of HealthSense itself; what is not known yet is a dash", () => {
    const facts = new Map(systemFacts(hass, localize, PERFORMANCE, AT).map((one) => [one.name, one.text]));
    expect(facts.get("Newest evaluation took")).toBe("3 ms");
    expect(facts.get("99 of 100 evaluations took at most")).toBe("12 ms");
    expect(facts.get("Running since")).toBe("Oct 16, 2026");
    const early = systemFacts(
      hass,
      localize,
      { ...PERFORMANCE, last_advance_ms: 0.4, p99_advance_ms: null, started: "2026-11-20T11:00:00Z" },
      AT,
    );
    expect(early.map((one) => one.text)).toEqual(expect.arrayContaining(["–", "< 1 ms", "11:00"]));
  });
});

describe("what Home Assistant asks of the card", () => {
  it("a form, a first configuration, a size", async () => {
    expect(await fieldsOf(configForm)).toEqual(["device_id", "show"]);
    expect(() => checked("x")).toThrow();
    expect(() => checked({ show: ["weather"] })).toThrow(
      'show: "weather" is not possible. Choose from: engagement, trends, system.',
    );
    expect(() => checked({ show: "system" })).toThrow("show must be a list of names");
    expect(AnalyticsCard.getStubConfig(fakeHass())).toEqual({ device_id: DEVICE });
    const card = document.createElement("healthsense-analytics-card");
    expect(card.getCardSize()).toBeGreaterThan(0);
    expect(card.getGridOptions()).toEqual({ columns: 12, min_columns: 6 });
  });
});
