import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { scaleOf } from "../../frontend/src/base/scale";
import "../../frontend/src/heatmap/chart";
import { checked, configForm, suggestion } from "../../frontend/src/heatmap/config";
import type { HourGrid } from "../../frontend/src/heatmap/messages";
import {
  HOURS,
  columnsOf,
  extremes,
  levelOf,
  limitsOf,
  moved,
  namedColumns,
  pathsOf,
} from "../../frontend/src/heatmap/view";
import { Asking, buttonOf, deep, page, press, settled, textOf } from "./ask_card";
import { DEVICE, fakeHass } from "./hass";
import recorded from "./recorded/heatmap.json";
import { personAt } from "./recorded";

const GRIDS = recorded as unknown as Readonly<Record<"heart_rate", HourGrid>>;
const PULSE = GRIDS.heart_rate;
const CONFIG = { type: "custom:healthsense-heatmap-card", device_id: DEVICE, vital: "heart_rate" };
const scale = scaleOf(fakeHass(), "heart_rate", "bpm");

/** Days from a Monday on, each hour with one reading of as many as its hour. */
function days(count: number): HourGrid {
  const day = (at: number): string => new Date(Date.UTC(2026, 0, 5 + at)).toISOString().slice(0, 10);
  const hours = Array.from({ length: HOURS }, (_, hour) => hour);
  return {
    ...PULSE,
    days: Array.from({ length: count }, (_, at) => day(at)),
    mean: Array.from({ length: count }, () => hours),
    count: Array.from({ length: count }, () => hours.map(() => 1)),
  };
}

async function shown(asking: Asking, config: object = {}): Promise<HTMLElement> {
  const body = document.createElement("healthsense-heatmap-body");
  return asking.show(body, { ...CONFIG, ...config }, personAt("checked up"));
}

let asking: Asking;

beforeEach(() => {
  asking = new Asking({ "healthsense/heatmap": ({ vital }) => GRIDS[vital as keyof typeof GRIDS] });
});

afterEach(() => {
  document.body.replaceChildren();
});

describe("the columns of a heat map", () => {
  it("are days up to a month, and weeks from Monday on beyond", () => {
    expect(columnsOf(days(31))).toHaveLength(31);
    const year = columnsOf(days(365));
    expect(year).toHaveLength(53);
    expect(year[1]).toMatchObject({ from: "2026-01-12", to: "2026-01-18" });
    expect(year[0]?.count[7]).toBe(7);
  });

  it("weigh the days of a week by their readings, and leave an empty hour empty", () => {
    const grid = days(70);
    const [first, second] = [[...(grid.count[0] ?? [])], [...(grid.mean[1] ?? [])]];
    first[10] = 3;
    second[10] = 110;
    const changed: HourGrid = {
      ...grid,
      count: [first, ...grid.count.slice(1)],
      mean: [grid.mean[0] ?? [], second, ...grid.mean.slice(2)],
    };
    const [week] = columnsOf(changed);
    // Three readings of 10, one of 110 and five of 10.
    expect(week?.mean[10]).toBeCloseTo((3 * 10 + 110 + 5 * 10) / 9);
    const none = columnsOf({ ...grid, count: grid.count.map((row) => row.map(() => 0)) });
    expect(none[0]?.mean.every((value) => value === null)).toBe(true);
    expect(extremes(none)).toBeNull();
  });

  it("are named: all days of a week, every few of a month, months of a year", () => {
    expect(namedColumns(columnsOf(days(7)))).toHaveLength(7);
    expect(namedColumns(columnsOf(days(30))).at(-1)).toBe(29);
    expect(namedColumns(columnsOf(days(365))).length).toBeLessThanOrEqual(12);
  });
});

describe("its colours", () => {
  it("part at round values, each value in one of them", () => {
    const columns = columnsOf(days(7));
    const limits = limitsOf(columns, scale);
    expect(limits).toEqual([5, 10, 15, 20]);
    expect([0, 5, 9.9, 23].map((value) => levelOf(limits, value))).toEqual([0, 1, 1, 4]);
    const cells = pathsOf(columns, limits, scale).map((path) => path.split("M").length - 1);
    expect(cells.reduce((a, b) => a + b)).toBe(7 * HOURS);
  });

  it("do not part finer than is worth telling", () => {
    const flat = { ...days(7), mean: days(7).mean.map((row) => row.map((hour) => 97 + (hour ?? 0) / 24)) };
    for (const limit of limitsOf(columnsOf(flat), scale)) expect(Number.isInteger(limit)).toBe(true);
  });
});

describe("the heat map card", () => {
  it("says when it is highest and lowest", async () => {
    const body = await shown(asking);
    expect(textOf(body)).toMatch(/On average highest in the hour from \d\d:00 \(\d+ bpm\), lowest in the hour from/);
  });

  it("is read cell by cell with the arrow keys, in one tab stop", async () => {
    const body = await shown(asking);
    const cells = deep(body, "[role=application]");
    const readout = async (key: string): Promise<string> => {
      press(cells, key);
      await settled(body as never);
      return deep(body, ".readout").textContent.trim();
    };
    expect(await readout("ArrowLeft")).toMatch(/^Fri,? (20 Nov|Nov 20),? 00:00 to 01:00/);
    expect(await readout("ArrowDown")).toContain("01:00 to 02:00: ");
    expect(await readout("Home")).toContain("no readings");
    expect(await readout("PageDown")).toContain("23:00 to 00:00");
    expect(deep(body, "rect.on").getAttribute("y")).toBe("23");
    expect(await readout("Escape")).toBe("Point at a field to read it.");
  });

  it("stays inside at the edges", () => {
    expect(moved({ x: 0, y: 0 }, "ArrowUp", 7)).toEqual({ x: 0, y: 0 });
    expect(moved({ x: 6, y: 23 }, "ArrowRight", 7)).toEqual({ x: 6, y: 23 });
    expect(moved({ x: 0, y: 0 }, "a", 7)).toBeNull();
  });

  it("says the same as a table", async () => {
    const body = await shown(asking);
    buttonOf(body, "Show as table").click();
    await settled(body as never);
    const rows = body.shadowRoot?.querySelectorAll("tbody tr") ?? [];
    expect(rows).toHaveLength(PULSE.days.length);
    expect(rows[1]?.querySelectorAll("td")[1]?.textContent).toBe("60");
  });

  it("has a legend in words and numbers, also for hours without readings", async () => {
    const body = await shown(asking);
    expect(deep(body, ".legend").textContent).toContain("No readings");
    expect(deep(body, ".legend").textContent).toContain("bpm");
  });
});

describe("its configuration", () => {
  it("takes a week, a month or a year", () => {
    expect(() => checked({ ...CONFIG, range: "hour" })).toThrow(
      'range: "hour" is not possible. Choose from: week, month, year.',
    );
    expect(checked({ ...CONFIG, range: "year" })).toMatchObject({ range: "year" });
    expect(suggestion(fakeHass(), "sensor.bob_heart_rate")?.config).toMatchObject({ vital: "heart_rate" });
  });

  it("has an editor that explains every field", async () => {
    page(fakeHass());
    const form = await configForm();
    for (const field of form.schema) {
      expect(form.computeLabel(field)).toMatch(/^[A-Z]/);
      expect(form.computeHelper(field)).toMatch(/\.$/);
    }
  });
});
