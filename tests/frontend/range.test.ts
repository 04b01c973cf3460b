import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import "../../frontend/src/range";
import { spanText, type HealthSenseRange, type RangeChanged } from "../../frontend/src/range";
import { isRange, shift, spanOf, type Range } from "../../frontend/src/span";
import { localize } from "./english";
import { fakeHass } from "./hass";

const NOW = Date.parse("2026-11-20T12:00:00Z");
const DAY_MS = 86_400_000;

let element: HealthSenseRange;
let told: RangeChanged[];

beforeEach(async () => {
  vi.useFakeTimers({ now: NOW });
  told = [];
  element = document.createElement("healthsense-range");
  Object.assign(element, { hass: fakeHass(), localize, span: spanOf("day", NOW), range: "day" });
  element.addEventListener("range-changed", (event) => {
    const { detail } = event as CustomEvent<RangeChanged>;
    told.push(detail);
    Object.assign(element, { span: detail.span, range: detail.range });
  });
  document.body.append(element);
  await element.updateComplete;
});

afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

const all = <Found extends Element>(selector: string): Found[] => [
  ...(element.shadowRoot?.querySelectorAll<Found>(selector) ?? []),
];
const radios = (): HTMLElement[] => all<HTMLElement>('[role="radio"]');
const chosen = (): string[] =>
  radios()
    .filter((one) => one.getAttribute("aria-checked") === "true")
    .map((one) => one.textContent.trim());

async function press(label: string): Promise<void> {
  all<HTMLElement>(`button[aria-label="${label}"]`)[0]?.click();
  await element.updateComplete;
}

async function key(name: string): Promise<void> {
  all<HTMLElement>('[role="radiogroup"]')[0]?.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true }));
  await element.updateComplete;
  await element.updateComplete;
}

describe("a period", () => {
  it("ends now and is moved by its own length", () => {
    const day = spanOf("day", NOW);
    expect(day).toEqual({ startMs: NOW - DAY_MS, endMs: NOW });
    expect(shift(day, -2)).toEqual({ startMs: NOW - 3 * DAY_MS, endMs: NOW - 2 * DAY_MS });
    expect([isRange("month"), isRange("decade")]).toEqual([true, false]);
  });

  it("is told by its hours where it is short, else by its days, with the year where it is another one", () => {
    const text = (range: Range, at = NOW): string => spanText(fakeHass(), spanOf(range, at), NOW).replace(/\s/g, " ");
    expect(text("hour")).toBe("Nov 20, 11:00 – 12:00");
    expect(text("day")).toBe("Nov 19, 12:00 – Nov 20, 12:00");
    expect(text("week")).toBe("Nov 13 – 20");
    expect(text("year")).toBe("Nov 20, 2025 – Nov 20, 2026");
  });

  it("of whole days is told by these days", () => {
    const startMs = Date.parse("2026-11-19T00:00:00Z");
    expect(spanText(fakeHass(), { startMs, endMs: startMs + DAY_MS }, NOW)).toBe("Nov 19");
  });
});

describe("choosing a period", () => {
  it("is one group of which one is chosen and can be reached by the tab key", () => {
    expect(radios().map((one) => one.textContent.trim())).toEqual(["Hour", "Day", "Week", "Month", "Year"]);
    expect(chosen()).toEqual(["Day"]);
    expect(radios().filter((one) => one.getAttribute("tabindex") === "0")).toHaveLength(1);
  });

  it("works by click and by arrow keys, round the ends", async () => {
    radios()[3]?.click();
    await element.updateComplete;
    expect(told).toEqual([{ range: "month", span: spanOf("month", NOW), now: true }]);
    await key("ArrowRight");
    await key("ArrowRight");
    expect(chosen()).toEqual(["Hour"]);
    await key("ArrowLeft");
    expect(chosen()).toEqual(["Year"]);
    await key("x");
    expect(told).toHaveLength(4);
  });

  it("goes back, and forward until now but not beyond", async () => {
    const later = all<HTMLButtonElement>('button[aria-label="Later"]')[0];
    expect(later?.disabled).toBe(true);
    await press("Earlier");
    expect(told).toEqual([{ range: "day", span: shift(spanOf("day", NOW), -1), now: false }]);
    vi.setSystemTime(NOW + 60_000);
    await press("Later");
    expect(told.at(-1)).toEqual({ range: "day", span: spanOf("day", NOW + 60_000), now: true });
    expect(later?.disabled).toBe(true);
  });

  it("takes days, to the end of the last, and says what is wrong with others", async () => {
    await press("Choose days");
    const [from, to] = all<HTMLInputElement>("input");
    if (from === undefined || to === undefined) throw new Error("no fields for days");
    expect([from.value, to.value]).toEqual(["2026-11-19", "2026-11-20"]);
    from.value = "2026-11-01";
    from.dispatchEvent(new Event("change"));
    await element.updateComplete;
    const span = { startMs: Date.parse("2026-11-01T00:00:00Z"), endMs: Date.parse("2026-11-21T00:00:00Z") };
    expect(told).toEqual([{ range: null, span, now: false }]);
    expect(chosen()).toEqual([]);
    to.value = "2026-10-01";
    to.dispatchEvent(new Event("change"));
    await element.updateComplete;
    expect(told).toHaveLength(1);
    expect(all('[role="alert"]')[0]?.textContent).toContain("first day");
  });
});
