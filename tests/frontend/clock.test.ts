/** The time of day as it is told: in the user's language and zone, with as much of a date as it needs. */
import { describe, expect, it } from "vitest";
import { timeFormat } from "../../frontend/src/base/zone";
import { clock } from "../../frontend/src/format";
import type { Hass, Locale } from "../../frontend/src/ha";
import { fakeHass } from "./hass";

const NOW = Date.parse("2026-11-20T12:00:00Z");

function german(changes: Partial<Locale> = {}): Hass {
  const locale = { language: "de", number_format: "language", time_format: "24", time_zone: "server", ...changes };
  return fakeHass(undefined, { language: "de", locale });
}

describe("a clock", () => {
  it("leaves out today, and the year where it is this one", () => {
    expect(clock(german(), "2026-11-20T09:05:00Z", NOW)).toBe("9:05");
    expect(clock(german(), "2026-03-02T09:05:00Z", NOW)).toBe("2. März, 9:05");
    expect(clock(german(), "2025-12-02T09:05:00Z", NOW)).toBe("2. Dez. 2025, 9:05");
  });

  it("tells days apart by the zone that it shows", () => {
    const hass = { ...german(), config: { time_zone: "Pacific/Auckland", unit_system: {} } };
    expect(clock(hass, "2026-11-20T11:30:00Z", NOW)).toBe("0:30");
    expect(clock(hass, "2026-11-20T10:30:00Z", NOW)).toBe("20. Nov., 23:30");
  });

  it("asks the browser for its hours alone where the profile says so: the words stay the user's", () => {
    const hass = german({ time_format: "system" });
    expect(clock(hass, "2026-03-02T09:05:00Z", NOW)).toMatch(/^2. März, /);
    expect(timeFormat(hass, { dateStyle: "long", timeStyle: "short" }).format(NOW)).toContain("20. November 2026");
  });
});
