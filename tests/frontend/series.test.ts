import { describe, expect, it } from "vitest";
import { extent, fetchChart, pointsFor, withGaps } from "../../frontend/src/data/series";
import { FakeConnection } from "./connection";
import { BOB, CHARTS } from "./recorded";

const HOUR_MS = 3_600_000;
const PULSE = CHARTS.heart_rate;

describe("a chart", () => {
  it("is asked for in no more points than there are pixels", async () => {
    const connection = new FakeConnection();
    connection.answer = () => PULSE;
    const query = { personId: BOB, vital: "heart_rate", startMs: 0, endMs: HOUR_MS, widthPx: 320.4 };
    await fetchChart(connection, query);
    await fetchChart(connection, { ...query, source: "strap", widthPx: 1e6 });
    expect(connection.sent).toEqual([
      {
        type: "healthsense/series",
        person_id: BOB,
        vital: "heart_rate",
        start: "1970-01-01T00:00:00.000Z",
        end: "1970-01-01T01:00:00.000Z",
        max_points: 320,
      },
      expect.objectContaining({ source: "strap", max_points: 2000 }),
    ]);
    expect(pointsFor(0)).toBe(1);
  });

  it("shows an hour without readings as a gap, once", () => {
    const chart = withGaps(PULSE);
    const gaps = chart.mean.flatMap((value, index) => (value === null ? [index] : []));
    expect(gaps).toHaveLength(1);
    const [gap = 0] = gaps;
    expect((chart.t[gap + 1] ?? 0) - (chart.t[gap - 1] ?? 0)).toBeGreaterThanOrEqual(HOUR_MS);
    expect([chart.min[gap], chart.max[gap]]).toEqual([null, null]);
  });

  it("keeps its columns of one length and in order", () => {
    const { t, mean, min, max } = withGaps(PULSE);
    expect(new Set([t.length, mean.length, min.length, max.length]).size).toBe(1);
    expect([...t].sort((a, b) => a - b)).toEqual(t);
  });

  it("keeps the band around the line", () => {
    const { mean, min, max } = withGaps(PULSE);
    mean.forEach((value, index) => {
      if (value === null) return;
      expect(min[index]).toBeLessThanOrEqual(value);
      expect(max[index]).toBeGreaterThanOrEqual(value);
    });
    expect(extent(withGaps(PULSE))).toEqual([62, 78]);
  });

  it("is empty where nothing was measured", () => {
    const chart = withGaps(CHARTS.spo2);
    expect(chart.t).toEqual([]);
    expect(extent(chart)).toBeNull();
  });
});
