import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AlertsAnswer, PastAlert } from "../../frontend/src/alert/messages";
import "../../frontend/src/alerts/card";
import { checked, configForm, suggestion } from "../../frontend/src/alerts/config";
import "../../frontend/src/alerts/page";
import { duration } from "../../frontend/src/alerts/view";
import type { AlertsBody } from "../../frontend/src/alerts/page";
import { lasting } from "../../frontend/src/base/lasting";
import type { Alerts, Person } from "../../frontend/src/data/messages";
import { FakeConnection } from "./connection";
import { localize } from "./english";
import { DEVICE, fakeHass } from "./hass";
import { BOB, ERRORS, personAt } from "./recorded";
import recorded from "./recorded/alerts.json";
import { first } from "./show";

const AT = Date.parse("2026-11-20T12:10:00Z");
const ANNA = "a1100000000040008000000000000001";
const said = recorded as unknown as AlertsAnswer & Pick<Alerts, "open">;
const open: Alerts = { level: "warning", open: said.open, context: "rest", context_until: null, paused_until: null };
const bob: Person = { ...personAt("checked up"), may_write: true, alerts: open };
const anna: Person = { ...bob, person_id: ANNA, name: "Anna", alerts: { ...open, level: "none", open: [] } };

let connection: FakeConnection;
let body: AlertsBody;
let answer: AlertsAnswer;

beforeEach(() => {
  vi.useFakeTimers({ now: AT });
  connection = new FakeConnection();
  answer = said;
  connection.answer = (message) =>
    message.type === "healthsense/alerts" ? { ...answer, person_id: message.person_id } : {};
});

afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
  await body.updateComplete;
  await body.updateComplete;
}

async function show(people: readonly Person[] = [bob], config: object = {}): Promise<void> {
  body = document.createElement("healthsense-alerts-body");
  body.config = checked({ type: "custom:healthsense-alerts-card", ...config });
  body.hass = fakeHass(connection);
  body.localize = localize;
  body.people = people;
  document.body.append(body);
  await settle();
}

const all = (selector: string): HTMLElement[] => [...(body.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])];
const texts = (selector: string): string[] => all(selector).map((one) => one.textContent.replace(/\s+/g, " ").trim());
const buttons = (selector = "button"): string[] => texts(selector);
const done = (): unknown[] => connection.sent.filter((one) => one.type === "healthsense/alert");
const asked = (): Record<string, unknown>[] => connection.sent.filter((one) => one.type === "healthsense/alerts");

async function press(label: string, selector = "button"): Promise<void> {
  const button = all(selector).find((one) => one.textContent.includes(label));
  if (button === undefined) throw new Error(`no button says ${label}`);
  button.click();
  await settle();
}

function past(changes: Partial<PastAlert>): PastAlert {
  const [first] = said.history;
  if (first === undefined) throw new Error("no history was recorded");
  return { ...first, ...changes };
}

describe("open alerts", () => {
  it("are acknowledged, kept quiet, ended and judged with one press each", async () => {
    await show();
    const id = said.open[0]?.id ?? "";
    for (const label of ["I'm on it", "Quiet for 15 min", "It is over", "Was useful"])
      await press(label, ".alert > .actions button");
    const about = { type: "healthsense/alert", person_id: BOB, alert: id };
    expect(done()).toEqual([
      { ...about, do: "acknowledge" },
      { ...about, do: "snooze", duration: 900 },
      { ...about, do: "resolve" },
      { ...about, do: "mark", useful: true },
    ]);
  });

  it("who may only look may answer and judge, and is not offered to end them", async () => {
    await show([{ ...bob, may_write: false }]);
    expect(buttons(".alert > .actions button")).toEqual([
      "I'm on it",
      "Quiet for 15 min",
      "Quiet for 60 min",
      "Was useful",
    ]);
  });

  it("a test is called one, and is not to be judged", async () => {
    const [alert] = said.open;
    if (alert === undefined) throw new Error("no open alert was recorded");
    await show([{ ...bob, alerts: { ...open, open: [{ ...alert, test: true }] } }]);
    expect(texts(".alert strong")).toEqual(["Test alert"]);
    expect(buttons(".alert > .actions button")).not.toContain("Was useful");
  });

  it("none is told in words; of several people each alert stands under its name", async () => {
    await show([anna]);
    expect(all("healthsense-status")[0]).toMatchObject({ gravity: "good", label: "No open alert" });
    await show([anna, bob]);
    expect(texts("h3")).toEqual(["Bob"]);
  });

  it("what went wrong stands beside the button", async () => {
    await show();
    connection.answer = () => Promise.reject(Object.assign(new Error(), ERRORS["no alert"]));
    await press("It is over", ".alert > .actions button");
    expect(texts(".alert [role=alert]")).toEqual([expect.stringContaining("There is no such alert")]);
  });
});

describe("the history", () => {
  it("is asked for over the period, and again when something happens", async () => {
    await show([bob], { range: "week" });
    expect(asked()).toEqual([{ type: "healthsense/alerts", person_id: BOB, start: "2026-11-13T12:10:00.000Z" }]);
    await press("I'm on it", ".alert > .actions button");
    expect(asked()).toHaveLength(2);
    all("healthsense-range")[0]?.dispatchEvent(
      new CustomEvent("range-changed", {
        detail: { range: null, span: { startMs: AT - 10 * 86_400_000, endMs: AT - 5 * 86_400_000 }, now: false },
      }),
    );
    await settle();
    expect(asked().at(-1)).toMatchObject({ start: "2026-11-10T12:10:00.000Z", end: "2026-11-15T12:10:00.000Z" });
  });

  it("tells the newest first: level, what, how long; what did not ring on demand", async () => {
    await show();
    expect(texts(".past strong")).toEqual(["Pulse", "Oxygen"]);
    expect(all(".past healthsense-status").map((one) => (one as never as { label: string }).label)).toEqual([
      "Warning",
      "Urgent",
    ]);
    expect(texts(".past .note")[1]).toBe("Nov 17, 12:03 · Lasted 9 min");
    const silent = all("[type=checkbox]")[0] as HTMLInputElement;
    expect(texts("label")[0]).toBe("Show also what did not ring (1)");
    silent.click();
    await settle();
    expect(texts(".past .note")).toContain("Nov 17, 12:12 · Did not ring: over before it lasted long enough");
  });

  it("tells in full the reading beside its limit, who answered and after how long, and what happened", async () => {
    await show();
    const full = texts(".past .full")[1];
    expect(full).toContain("Blood oxygen: 86 % at Nov 17, 12:09. Below the limit of 92 %.");
    expect(full).toContain("Bob took care of it after 6 min.");
    expect(full).toContain("Nov 17, 12:09 · Acknowledged · Bob");
    expect(full).toContain("12:00 · First seen · Low limit: Blood oxygen (Warning, single readings)");
    expect(texts(".past .full")[0]).toContain("Nobody answered.");
  });

  it("tells who was told and who was not, and what was not counted and why", async () => {
    const [reason] = past({}).reasons;
    if (reason === undefined) throw new Error("no reason was recorded");
    const delivery = { recipient_name: "Ann", made: "2026-11-17T12:03:00+00:00", done: "2026-11-17T12:04:00+00:00" };
    answer = {
      ...said,
      history: [
        past({
          reasons: [reason, { ...reason, rule: "oxygen_band", suppressed: "sleep" }],
          deliveries: [
            { ...delivery, status: "done" },
            { ...delivery, recipient_name: "Carl", status: "failed" },
            { ...delivery, recipient_name: "Dora", status: "dropped" },
          ],
        }),
      ],
    };
    await show();
    const [full] = texts(".past .full");
    expect(full).toContain("Not counted: Low oxygen for a quarter of an hour (asleep).");
    expect(full).toContain("Ann: told at Nov 17, 12:04");
    expect(full).toContain("Carl: could not be reached at Nov 17, 12:04");
    expect(full).toContain("Dora: not told");
  });

  it("an alert that is over can be judged, and judged otherwise", async () => {
    await show();
    const pressed = all(".full [aria-pressed]").map((one) => one.getAttribute("aria-pressed"));
    expect(pressed).toEqual(["false", "false", "true", "false"]);
    all(".full [aria-pressed]")[3]?.click();
    await settle();
    expect(done()).toEqual([
      { type: "healthsense/alert", person_id: BOB, alert: said.history[0]?.id, do: "mark", useful: false },
    ]);
  });

  it("of several people says whose each alert was", async () => {
    await show([bob, anna]);
    expect(texts(".past .what").map((one) => /· (Anna|Bob)/.exec(one)?.[1])).toEqual(["Bob", "Anna", "Bob", "Anna"]);
  });

  it("one of several who refuses does not hide the others, and is named with the reason", async () => {
    connection.answer = (message) =>
      message.person_id === ANNA
        ? Promise.reject(Object.assign(new Error(), ERRORS.nobody))
        : { ...said, person_id: message.person_id };
    await show([bob, anna]);
    expect(texts(".past .what").map((one) => /· (Anna|Bob)/.exec(one)?.[1])).toEqual(["Bob", "Bob"]);
    for (const tab of ["History", "Budget", "Notes"]) {
      await press(tab, "[role=tab]");
      expect(texts(".banner")).toEqual([
        expect.stringMatching(/^Anna is missing below: HealthSense knows no such person/),
      ]);
    }
    expect(texts("#note-person option")).toEqual(["Bob"]);
  });

  it("what passes by itself is asked for again, for everybody, and nobody is called missing", async () => {
    connection.answer = (message) =>
      message.person_id === ANNA
        ? Promise.reject(Object.assign(new Error(), { code: "not_ready" }))
        : { ...said, person_id: message.person_id };
    await show([bob, anna]);
    expect(all(".banner")).toEqual([]);
    connection.answer = (message) => ({ ...said, person_id: message.person_id });
    await vi.advanceTimersByTimeAsync(2_000);
    await settle();
    expect(texts(".past .what")).toHaveLength(4);
  });

  it("says so where there was nothing, and why where it cannot be told", async () => {
    answer = { ...said, history: [] };
    await show();
    expect(texts("[role=tabpanel] .message")).toEqual(["No alert in this period."]);
    connection.answer = () => Promise.reject(Object.assign(new Error(), ERRORS.nobody));
    await show();
    expect(texts("[role=tabpanel] .message")[0]).toContain("HealthSense knows no such person");
  });
});

describe("the budget", () => {
  it("tells what was spent against what was agreed, and how soon somebody answered", async () => {
    await show();
    await press("Budget", "[role=tab]");
    expect(texts(".budget tbody tr")).toEqual([
      expect.stringMatching(/^Warning 1 – 1$/),
      expect.stringMatching(/^Urgent 0 – 0.1$/),
    ]);
    expect(texts(".budget .lines li")).toEqual(["Useful: 1, not useful: 0", "Usually answered after 6 min"]);
  });

  it("tells what each proposal would have saved and missed, and that nothing changes by itself", async () => {
    const one = {
      level: "warning" as const,
      instead_of: 130,
      unit: "bpm",
      saved: 4,
      left: 1,
      missed: ["a"],
      enough: true,
    };
    answer = {
      ...said,
      budget: {
        levels: [{ level: "warning", allowed: 1, count: 5, per_week: 1.25, overspent: true }],
        proposals: [
          { ...one, rule: "heart_rate_high", change: "limit", limit: 140 },
          { ...one, rule: "irregular_pulse", change: "switch_off", limit: null },
        ],
      },
    };
    await show();
    await press("Budget", "[role=tab]");
    expect(all(".budget healthsense-status")[0]).toMatchObject({ gravity: "warning", label: "Overspent" });
    expect(texts(".budget .lines li").slice(-2)).toEqual([
      "High limit: Heart rate (Warning): 140 bpm instead of 130 bpm. Saved: 4, left: 1, missed although they mattered: 1.",
      "Irregular pulse: switch it off. Saved: 4, left: 1, missed although they mattered: 1.",
    ]);
    expect(texts(".budget .note")).toContain("HealthSense changes nothing by itself.");
  });
});

describe("notes", () => {
  it("are read with who wrote them, when, and about what", async () => {
    await show();
    await press("Notes", "[role=tab]");
    expect(texts(".notes li")).toEqual([
      "The clip had slipped; sat up and breathed deeply. Nov 17, 12:54 · Bob · Oxygen",
    ]);
  });

  it("are there as soon as somebody else wrote one", async () => {
    await show();
    await press("Notes", "[role=tab]");
    answer = { ...said, notes: [...said.notes, { ...first(said.notes), text: "Slept well." }] };
    body.people = [{ ...bob, noted: "2026-11-20T12:09:00+00:00" }];
    await settle();
    expect(asked()).toHaveLength(2);
    expect(texts(".notes .text")).toContain("Slept well.");
    body.people = [{ ...bob, noted: "2026-11-20T12:09:00+00:00" }];
    await settle();
    expect(asked()).toHaveLength(2);
  });

  it("are written by whoever may look; an empty one is none", async () => {
    await show([{ ...bob, may_write: false }]);
    await press("Notes", "[role=tab]");
    const form = all(".panel form")[0] as HTMLFormElement;
    const area = all(".panel textarea")[0] as HTMLTextAreaElement;
    const submit = async (text: string): Promise<void> => {
      area.value = text;
      form.dispatchEvent(new Event("submit", { cancelable: true }));
      await settle();
    };
    await submit("  ");
    expect(done()).toEqual([]);
    expect(texts(".wrong")).toEqual(["Write something first."]);
    await submit(" Called him, all well. ");
    expect(done()).toEqual([{ type: "healthsense/alert", person_id: BOB, do: "note", text: "Called him, all well." }]);
    expect(asked()).toHaveLength(2);
  });
});

describe("notes about one alert", () => {
  const write = async (form: HTMLFormElement | undefined, text: string): Promise<void> => {
    const area = form?.querySelector("textarea");
    if (area) area.value = text;
    form?.dispatchEvent(new Event("submit", { cancelable: true }));
    await settle();
  };

  const draft = (form: HTMLElement | undefined): HTMLTextAreaElement => {
    const area = form?.querySelector("textarea");
    if (!area) throw new Error("nothing to write in");
    return area;
  };

  it("one that is being written stays at its alert, whatever comes before it or goes", async () => {
    const [first] = said.open;
    if (first === undefined) throw new Error("no open alert was recorded");
    const second = { ...first, id: "second" };
    const newer = past({ id: "newer", began: "2026-11-20T12:09:00Z", raised: "2026-11-20T12:09:00Z" });
    await show([{ ...bob, alerts: { ...open, open: [first, second] } }]);
    const atSecond = draft(all(".alert")[1]);
    atSecond.value = "of the second";
    const over = draft(all(".past")[1]);
    over.value = "of what is over";
    answer = { ...said, history: [...said.history, newer] };
    body.people = [{ ...bob, alerts: { ...open, open: [second] } }];
    await settle();
    await settle();
    expect(all(".past")).toHaveLength(3);
    expect(all(".alert textarea")).toEqual([atSecond]);
    expect(atSecond.id).toContain("second");
    expect(all(".past").map((one) => draft(one).value)).toEqual(["", "", "of what is over"]);
    expect(draft(all(".past")[2])).toBe(over);
  });

  it("of a person who is gone nothing stays behind for another", async () => {
    await show([bob, { ...anna, alerts: open }]);
    draft(all(".alert")[0]).value = "of Bob";
    body.people = [{ ...anna, alerts: open }];
    await settle();
    await settle();
    expect(all(".alert").map((one) => draft(one).value)).toEqual([""]);
  });

  it("one about somebody who may no longer be seen goes to nobody else", async () => {
    await show([bob, anna, { ...anna, person_id: "c", name: "Clara" }]);
    await press("Notes", "[role=tab]");
    (all("[name=person]")[0] as HTMLSelectElement).value = ANNA;
    draft(all(".panel form")[0]).value = "of Anna";
    connection.answer = (message) =>
      message.person_id === ANNA
        ? Promise.reject(Object.assign(new Error(), ERRORS.nobody))
        : { ...said, person_id: message.person_id };
    body.people = [{ ...bob, alerts: { ...open, open: [] } }, ...body.people.slice(1)];
    await settle();
    await settle();
    expect(texts("[name=person] option")).toEqual(["Bob", "Clara"]);
    expect(draft(all(".panel form")[0]).value).toBe("");
  });

  it("stand at the alert, and only there", async () => {
    await show();
    expect(texts(".past .notes .text")).toEqual(["The clip had slipped; sat up and breathed deeply."]);
    expect(texts(".past")[1]).toContain("Nov 17, 12:54 · Bob");
    expect(all(".alert .notes")).toEqual([]);
  });

  it("are written there: at one that is open, and at one that is over", async () => {
    await show([{ ...bob, may_write: false }]);
    expect(texts(".alert summary")).toEqual(["Write a note about this alert"]);
    const [now] = all(".alert form") as HTMLFormElement[];
    await write(now, " ");
    expect(texts(".alert .wrong")).toEqual(["Write something first."]);
    expect(texts(".wrong")).toHaveLength(1);
    await write(now, " Going there. ");
    expect(texts(".wrong")).toEqual([]);
    await write((all(".past form") as HTMLFormElement[])[1], "Was the sensor.");
    const about = { type: "healthsense/alert", person_id: BOB, do: "note" };
    expect(done()).toEqual([
      { ...about, alert: said.open[0]?.id, text: "Going there." },
      { ...about, alert: said.history[0]?.id, text: "Was the sensor." },
    ]);
    expect(asked()).toHaveLength(3);
  });

  it("an open alert shows them at once, each field with a name of its own", async () => {
    const [alert] = said.open;
    if (alert === undefined) throw new Error("no open alert was recorded");
    const note = { time: "2026-11-20T12:05:00+00:00", by_name: "Anna", alert: alert.id, text: "Called him" };
    answer = { ...said, open: [{ ...alert, notes: [note] }] };
    await show();
    expect(texts(".alert .notes li")).toEqual(["Called him 12:05 · Anna"]);
    const ids = all("textarea").map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const area of all("textarea")) expect(area.getAttribute("aria-label")).toBe("Write a note about this alert");
  });

  it("what could not be kept stays written, with the reason beside it", async () => {
    await show();
    connection.answer = () => Promise.reject(Object.assign(new Error(), ERRORS["no alert"]));
    const [form] = all(".alert form") as HTMLFormElement[];
    await write(form, "Going there.");
    expect(texts(".alert .wrong")).toEqual([expect.stringContaining("There is no such alert")]);
    expect(form?.querySelector("textarea")?.value).toBe("Going there.");
  });
});

describe("what a rule saw", () => {
  it("as a word is the score's word beside the score's name, in whole words", async () => {
    const [reason] = past({}).reasons;
    if (reason === undefined) throw new Error("no reason was recorded");
    const seen = { ...reason, rule: "illness", vital: "heart_rate", value: "red", limit: null, worst: null };
    answer = {
      ...said,
      history: [
        past({ reasons: [{ ...seen, answer: "illness_signal" }] }),
        past({ id: "older", reasons: [{ ...seen, answer: null }] }),
      ],
    };
    await show();
    const [full, older] = texts(".past .full");
    expect(full).toMatch(/^Night pulse compared with usual: Clearly higher for two nights \(Nov 17, 12:09\)\./);
    expect(older).toMatch(/^Signs of an illness coming/);
    for (const text of [full, older]) expect(text).not.toMatch(/\bred\b/);
  });
});

describe("the parts of the card", () => {
  it("are tabs that arrow keys go through", async () => {
    await show();
    const list = all("[role=tablist]")[0];
    const selected = (): string[] => texts("[role=tab][aria-selected=true]");
    list?.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
    await settle();
    expect(selected()).toEqual(["Budget"]);
    list?.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft" }));
    await settle();
    list?.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft" }));
    await settle();
    expect(selected()).toEqual(["Notes"]);
    expect(all("[role=tab][tabindex='0']")).toHaveLength(1);
    const panel = all("[role=tabpanel]")[0];
    expect(panel?.getAttribute("aria-labelledby")).toBe(all("[aria-selected=true]")[0]?.id);
  });
});

describe("what Home Assistant asks of the card", () => {
  it("refuses a period that there is not", () => {
    expect(() => checked({ type: "x", range: "decade" })).toThrow(/range: "decade" is not possible/);
    expect(checked({ type: "x", range: "year" })).toMatchObject({ range: "year" });
  });

  it("is suggested for the status of a person", () => {
    expect(suggestion(fakeHass(), "sensor.bob_overall_status")).toEqual({
      config: { type: "custom:healthsense-alerts-card", device_id: DEVICE },
    });
    expect(suggestion(fakeHass(), "sensor.bob_heart_rate")).toBeNull();
  });

  it("a form whose fields are explained", async () => {
    if (!customElements.get("home-assistant")) customElements.define("home-assistant", class extends HTMLElement {});
    document.body.append(Object.assign(document.createElement("home-assistant"), { hass: fakeHass() }));
    const form = (await configForm()) as unknown as {
      schema: { name: string }[];
      computeHelper: (field: object) => string;
    };
    expect(form.schema.map((one) => one.name)).toEqual(["device_id", "range"]);
    for (const one of form.schema) expect(form.computeHelper(one)).toMatch(/\.$/);
  });
});

describe("how long an alert lasted", () => {
  const told = (ended: string): string => {
    const alert = { raised: "2026-11-17T12:00:00Z", happened: null, began: "2026-11-17T12:00:00Z", ended };
    return duration(fakeHass(), localize, alert as unknown as PastAlert, 0);
  };

  it("is left out where it was seen at one look alone", () => {
    expect(told("2026-11-17T12:00:00Z")).toBe("");
    expect(told("2026-11-17T12:09:00Z")).toBe("Lasted 9 min");
  });
});

describe("how long something lasted", () => {
  it("is told in its two largest units", () => {
    const hass = fakeHass();
    expect([0, 59, 60, 3600, 7_500, 90_000, 86_400].map((seconds) => lasting(hass, seconds))).toEqual([
      "0 sec",
      "59 sec",
      "1 min",
      "1 hr",
      "2 hr 5 min",
      "1 day 1 hr",
      "1 day",
    ]);
  });
});
