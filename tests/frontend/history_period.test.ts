import { describe, expect, it } from "vitest";
import { dayOf, dayStartMs, instantMs, timeZoneOf, wallMs } from "../../frontend/src/base/zone";
import type { Hass } from "../../frontend/src/ha";
import { checked } from "../../frontend/src/history/config";
import { NIGHT, nightOf } from "../../frontend/src/history/nights";
import { configuredSpan } from "../../frontend/src/history/period";
import { stepped } from "../../frontend/src/range";
import { DEVICE, fakeHass } from "./hass";

const BERLIN = "Europe/Berlin";
/** Its clocks change by half an hour. */
const LORD_HOWE = "Australia/Lord_Howe";
const HOUR_MS = 3_600_000;
const at = (text: string): number => Date.parse(text);
const iso = (span: { startMs: number; endMs: number } | null): (string | undefined)[] =>
  [span?.startMs, span?.endMs].map((one) => one && new Date(one).toISOString()).map(String);

function hassIn(time_zone: string, of: "server" | "local" = "server"): Hass {
  const { config, locale } = fakeHass();
  return fakeHass(undefined, { config: { ...config, time_zone }, locale: { ...locale, time_zone: of } });
}

describe("configured days", () => {
  it.each([
    ["with an hour less", BERLIN, "2026-03-29", "2026-03-28T23:00Z", "2026-03-29T22:00Z", 23],
    ["with an hour more", BERLIN, "2026-10-25", "2026-10-24T22:00Z", "2026-10-25T23:00Z", 25],
    ["with half an hour less", LORD_HOWE, "2026-10-04", "2026-10-03T13:30Z", "2026-10-04T13:00Z", 23.5],
    ["with half an hour more", LORD_HOWE, "2026-04-05", "2026-04-04T13:00Z", "2026-04-05T13:30Z", 24.5],
    ["that begin at one o'clock", "America/Santiago", "2026-09-06", "2026-09-06T04:00Z", "2026-09-07T03:00Z", 23],
    ["that begin at one o'clock", "Africa/Cairo", "2026-04-24", "2026-04-23T22:00Z", "2026-04-24T21:00Z", 23],
  ])("%s are as long as they are: %s", (_, zone, day, start, end, hours) => {
    const span = configuredSpan(hassIn(zone), day, day);
    expect(iso(span)).toEqual([new Date(start).toISOString(), new Date(end).toISOString()]);
    expect(((span?.endMs ?? 0) - (span?.startMs ?? 0)) / HOUR_MS).toBe(hours);
  });

  it("have each end in the offset of its own day", () => {
    expect(iso(configuredSpan(hassIn(BERLIN), "2026-10-20", "2026-10-27"))).toEqual([
      "2026-10-19T22:00:00.000Z",
      "2026-10-27T23:00:00.000Z",
    ]);
    expect(iso(configuredSpan(hassIn(LORD_HOWE), "2026-10-01", "2026-10-04"))).toEqual([
      "2026-09-30T13:30:00.000Z",
      "2026-10-04T13:00:00.000Z",
    ]);
  });

  it("are those of Home Assistant, also for whoever reads by the browser's clock", () => {
    const away = hassIn("Pacific/Kiritimati", "local");
    expect(timeZoneOf(away)).not.toBe("Pacific/Kiritimati");
    expect(iso(configuredSpan(away, "2026-11-01", "2026-11-01"))).toEqual([
      "2026-10-31T10:00:00.000Z",
      "2026-11-01T10:00:00.000Z",
    ]);
  });

  it("may be times: of Home Assistant's clock, or with an offset of their own", () => {
    expect(iso(configuredSpan(hassIn(BERLIN), "2026-10-24T18:00", "2026-10-25 06:30"))).toEqual([
      "2026-10-24T16:00:00.000Z",
      "2026-10-25T05:30:00.000Z",
    ]);
    expect(iso(configuredSpan(hassIn(BERLIN), "2026-11-01T10:00:00Z", "2026-11-01T15:00:00+02:00"))).toEqual([
      "2026-11-01T10:00:00.000Z",
      "2026-11-01T13:00:00.000Z",
    ]);
  });

  it("may have been written without quotation marks", () => {
    const days = ["2026-11-01T00:00:00.000Z", "2026-11-02T00:00:00.000Z"];
    const expected = ["2026-10-31T23:00:00.000Z", "2026-11-02T23:00:00.000Z"];
    expect(iso(configuredSpan(hassIn(BERLIN), days[0], days[1]))).toEqual(expected);
    expect(iso(configuredSpan(hassIn(BERLIN), ...(days.map((day) => new Date(day)) as [Date, Date])))).toEqual(
      expected,
    );
  });

  it("are none where nothing is configured", () => {
    expect(configuredSpan(hassIn(BERLIN), undefined, undefined)).toBeNull();
  });
});

describe("a period that is none", () => {
  const check = (start: unknown, end: unknown): (() => unknown) => {
    return () => checked({ type: "custom:healthsense-history-card", device_id: DEVICE, start, end });
  };

  it.each([
    "soon",
    "",
    "1",
    "2026-02-31",
    "2026-13-01",
    "2026-11-20T25:00",
    "20.11.2026",
    20261120,
    null,
    new Date(NaN),
  ])("is refused by the name of the field: %j", (nonsense) => {
    expect(check(nonsense, "2026-11-20")).toThrow("start must be a date");
    expect(check("2026-11-20", nonsense)).toThrow("end must be a date");
  });

  it.each([
    ["2026-11-02", "2026-11-01"],
    ["2026-11-02T10:00", "2026-11-02T10:00"],
    ["2026-11-02T10:00:00Z", "2026-11-02T11:00:00+01:00"],
    ["2026-11-02T10:00", "2026-11-01"],
  ])("is refused where nothing lies in it: %s to %s", (start, end) => {
    expect(check(start, end)).toThrow("start must come before end");
  });

  it("is not one day alone, nor a day with a time in it", () => {
    expect(check("2026-11-02", "2026-11-02")).not.toThrow();
    expect(check("2026-11-02T10:00", "2026-11-02")).not.toThrow();
    expect(check("2026-11-02", "2026-11-02T10:00")).not.toThrow();
    expect(check(undefined, undefined)).not.toThrow();
  });
});

describe("the clock of a zone", () => {
  it("is found again at every half hour of the days in which it changes", () => {
    const days: [string, string][] = [
      [BERLIN, "2026-03-29"],
      [BERLIN, "2026-10-25"],
      [LORD_HOWE, "2026-04-05"],
      [LORD_HOWE, "2026-10-04"],
      ["America/New_York", "2026-11-01"],
      ["America/Santiago", "2026-09-06"],
    ];
    for (const [zone, day] of days) {
      const midnight = at(`${day}T00:00:00Z`);
      for (let half = -48; half <= 96; half += 1) {
        const atMs = midnight + (half * HOUR_MS) / 2;
        const shown = wallMs(atMs, zone);
        // Of two instants that show the same, the first.
        expect(instantMs(shown, zone)).toBeLessThanOrEqual(atMs);
        expect(wallMs(instantMs(shown, zone), zone)).toBe(shown);
      }
    }
  });

  it("shows nothing twice as the first, and what it skips as what follows", () => {
    expect(instantMs(at("2026-10-25T02:30Z"), BERLIN)).toBe(at("2026-10-25T00:30Z"));
    expect(instantMs(at("2026-11-01T01:30Z"), "America/New_York")).toBe(at("2026-11-01T05:30Z"));
    expect(instantMs(at("2026-03-29T02:30Z"), BERLIN)).toBe(at("2026-03-29T01:30Z"));
    expect(dayOf(dayStartMs("2026-09-06", "America/Santiago") ?? 0, "America/Santiago")).toBe("2026-09-06");
  });

  it("tells the night of a change from nine in the evening to nine in the morning", () => {
    const night = nightOf("2026-10-25", BERLIN, NIGHT);
    expect(iso(night)).toEqual(["2026-10-24T19:00:00.000Z", "2026-10-25T08:00:00.000Z"]);
  });
});

describe("the period beside one", () => {
  it("is of as many days, whatever hours they have", () => {
    const day = { startMs: at("2026-10-24T22:00Z"), endMs: at("2026-10-25T23:00Z") };
    expect(iso(stepped(day, -1, BERLIN))).toEqual(["2026-10-23T22:00:00.000Z", "2026-10-24T22:00:00.000Z"]);
    expect(iso(stepped(day, 1, BERLIN))).toEqual(["2026-10-25T23:00:00.000Z", "2026-10-26T23:00:00.000Z"]);
    const week = { startMs: at("2026-10-18T22:00Z"), endMs: at("2026-10-25T23:00Z") };
    expect(iso(stepped(week, 1, BERLIN))).toEqual(["2026-10-25T23:00:00.000Z", "2026-11-01T23:00:00.000Z"]);
  });

  it("is of as many hours where it is not of days", () => {
    const span = { startMs: at("2026-10-24T12:00Z"), endMs: at("2026-10-25T12:00Z") };
    expect(iso(stepped(span, 1, BERLIN))).toEqual(["2026-10-25T12:00:00.000Z", "2026-10-26T12:00:00.000Z"]);
  });
});
