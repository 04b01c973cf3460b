import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AlertsAnswer, Rule } from "../../frontend/src/alert/messages";
import type { Person } from "../../frontend/src/data/messages";
import type { Hass } from "../../frontend/src/ha";
import "../../frontend/src/settings/card";
import { checked, configForm } from "../../frontend/src/settings/config";
import "../../frontend/src/settings/page";
import type { SettingsBody } from "../../frontend/src/settings/page";
import { keptLimit, shownLimit, unitOfRule } from "../../frontend/src/settings/view";
import { FakeConnection } from "./connection";
import { localize } from "./english";
import { fakeHass } from "./hass";
import { BOB, personAt } from "./recorded";
import recorded from "./recorded/alerts.json";

const AT = Date.parse("2026-11-20T12:10:00Z");
const HOUR_MS = 3_600_000;
const said = recorded as unknown as AlertsAnswer;
const bob: Person = { ...personAt("checked up"), may_write: true };
const alone: Person = { ...bob, private: true, own: true };
const by = { set_by_name: "Ann", set_at: "2026-11-20T09:00:00+00:00" };
const plan: AlertsAnswer["plan"] = {
  recipients: [
    { id: "ann", name: "Ann", kind: "mobile", role: "carer" },
    { id: "carl", name: "Carl", kind: "email", role: "carer" },
  ],
  steps: [
    { after_min: 0, recipients: ["ann"], level: "info", quiet: { start: "22:00", end: "07:00" } },
    { after_min: 10, recipients: ["ann", "carl"], level: "urgent", quiet: null },
  ],
  repeat_min: 5,
};
const granted = {
  people: [
    {
      person_id: BOB,
      consented: false,
      grants: [{ user_id: "u-ann", name: "Ann", level: "read", expires: "2026-12-01T00:00:00+00:00" }],
      users: [
        { user_id: "u-ann", name: "Ann" },
        { user_id: "u-carl", name: "Carl" },
      ],
    },
  ],
};

let connection: FakeConnection;
let body: SettingsBody;
let answer: AlertsAnswer;

beforeEach(() => {
  vi.useFakeTimers({ now: AT });
  connection = new FakeConnection();
  answer = { ...said, plan };
  connection.answer = ({ type }) =>
    type === "healthsense/alerts" ? answer : type === "healthsense/grants/list" ? granted : {};
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

async function show(tab: string, people: readonly Person[] = [bob], changes: Partial<Hass> = {}): Promise<void> {
  body = document.createElement("healthsense-settings-body");
  body.hass = fakeHass(connection, changes);
  body.localize = localize;
  body.people = people;
  document.body.append(body);
  await settle();
  await press(tab, "[role=tab]");
}

const all = (selector: string): HTMLElement[] => [...(body.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])];
const texts = (selector: string): string[] => all(selector).map((one) => one.textContent.replace(/\s+/g, " ").trim());
const panel = (): string => texts("[role=tabpanel]").join(" ");
const changes = (): unknown[] =>
  connection.sent.filter((one) => !["healthsense/alerts", "healthsense/grants/list"].includes(String(one.type)));
const set = (key: string, value: object | null): object => ({
  type: "healthsense/alert",
  person_id: BOB,
  do: "set",
  key,
  body: value,
});

const focused = (): string => {
  const at = body.shadowRoot?.activeElement;
  return at?.getAttribute("aria-label") ?? at?.getAttribute("name") ?? at?.id ?? "";
};

async function press(label: string, selector = "button"): Promise<void> {
  const button = all(selector).find((one) =>
    `${one.getAttribute("aria-label") ?? ""} ${one.textContent}`.includes(label),
  );
  if (button === undefined) throw new Error(`no button says ${label}`);
  button.click();
  await settle();
}

function fill(values: Readonly<Record<string, string | boolean>>): void {
  for (const [name, value] of Object.entries(values)) {
    const one = all(`form [name="${name}"]`)[0] as HTMLInputElement | undefined;
    if (one === undefined) throw new Error(`no field ${name}`);
    if (typeof value === "boolean") one.checked = value;
    else one.value = value;
  }
}

async function submit(): Promise<void> {
  all("form")[0]?.dispatchEvent(new Event("submit", { cancelable: true }));
  await settle();
}

const limit = (rule: string): string => `Change: ${rule}`;
const SPOT = "Low limit: Blood oxygen (Warning, single readings)";

describe("limits", () => {
  it("stand by what they are about, each with the limit that holds and whether it is on", async () => {
    await show("Limits");
    expect(texts("summary").slice(0, 3)).toEqual(["Oxygen", "Pulse", "Breathing"]);
    const row = (name: string): string => texts(".row").find((one) => one.startsWith(name)) ?? "";
    expect(row(SPOT)).toBe(`${SPOT} 94 % On`);
    expect(row("Low limit: Blood oxygen (Critical, continuous)")).toContain("85 % Always on");
    expect(row("Chance of low oxygen within 4 hours")).toContain("Off");
    expect(row("Low end of a clinician's oxygen target")).toContain("Not stated");
  });

  it("that were set say by whom, when, and what is usual", async () => {
    const rules = said.rules.map((one) =>
      one.rule === "spo2_low_spot" ? { ...one, limit: 92, origin: "person" } : one,
    );
    answer = { ...answer, rules, settings: [{ key: "limit.spo2_low_spot", body: { value: 92 }, ...by }] };
    await show("Limits");
    expect(texts(".row")).toContain(`${SPOT}usually 94 % · The person or the family · set by Ann, 09:00 92 % On`);
    expect(texts("summary")[0]).toBe("Oxygen · 1 of your own");
    await press(`Back to the usual limit: ${SPOT}`);
    expect(changes()).toEqual([set("limit.spo2_low_spot", null)]);
  });

  it("are set with a value, and a clinician's with who says so", async () => {
    await show("Limits");
    await press(limit(SPOT));
    fill({ value: "91,5" });
    await submit();
    await press(limit(SPOT));
    fill({ value: "90", clinician: true });
    await submit();
    expect(texts(".wrong")).toEqual(["Say which clinician set this limit."]);
    fill({ named_by: "Dr. Lee" });
    await submit();
    expect(changes()).toEqual([
      set("limit.spo2_low_spot", { value: 91.5, origin: "person" }),
      set("limit.spo2_low_spot", { value: 90, origin: "clinician", named_by: "Dr. Lee" }),
    ]);
    expect(texts("[role=status]")).toContain("Saved.");
  });

  it("outside of what makes sense are refused before they are sent", async () => {
    await show("Limits");
    await press(limit(SPOT));
    for (const value of ["40", "x", ""]) {
      fill({ value });
      await submit();
      expect(texts(".wrong")).toEqual(["Only 75 % to 97 % is possible here."]);
    }
    expect(changes()).toEqual([]);
  });

  it("are refused by the house in words, and stay as they were", async () => {
    await show("Limits");
    await press(limit("Low limit: Blood oxygen (Urgent, continuous)"));
    fill({ value: "85" });
    connection.answer = () =>
      Promise.reject(
        Object.assign(new Error(), { code: "invalid_format", translation_key: "setting_refused_clinician_only" }),
      );
    await submit();
    expect(texts(".wrong")[0]).toContain("only a limit given by a clinician may be less strict");
    expect(all("form")).toHaveLength(1);
  });

  it("that HealthSense proposes stand beside it, and are taken as from the person's own history", async () => {
    const proposal = {
      rule: "heart_rate_high",
      value: 106,
      instead_of: 130,
      unit: "bpm",
      origin: "history",
      clinician_only: false,
      observed: 85.4,
      percentile: 99,
      days: 22,
    };
    answer = { ...answer, proposals: [proposal] };
    await show("Limits");
    expect(panel()).toContain("Proposed from the readings of 22 days: 106 bpm.");
    await press(limit("High limit: Heart rate (Warning)"));
    await submit();
    expect(changes()).toEqual([set("limit.heart_rate_high", { value: 106, origin: "history" })]);
  });

  it("are switched off and on; what protects from what is dangerous cannot be", async () => {
    await show("Limits");
    const switches = all("[role=switch]");
    expect(switches.map((one) => one.getAttribute("aria-label"))).not.toContain(
      "Low limit: Blood oxygen (Critical, continuous)",
    );
    (switches.find((one) => one.getAttribute("aria-label") === SPOT) as HTMLInputElement).click();
    await settle();
    expect(changes()).toEqual([set("rule.spo2_low_spot", { on: false })]);
  });

  it("are told and taken in the unit that the person reads", () => {
    const hass = fakeHass(connection, { config: { time_zone: "UTC", unit_system: { temperature: "°F" } } });
    const rule = (key: string): Rule => {
      const found = said.rules.find((one) => one.rule === key);
      if (found === undefined) throw new Error(`no rule ${key} was recorded`);
      return found;
    };
    const fever = unitOfRule(hass, null, rule("temperature_very_high"));
    expect(shownLimit(hass, 40, fever)).toBe("104 °F");
    expect(keptLimit(104, fever)).toBe(40);
    const risk = unitOfRule(hass, null, rule("hypoxia_risk"));
    expect(shownLimit(hass, 0.25, risk)).toBe("25 %");
    expect(keptLimit(25, risk)).toBe(0.25);
  });
});

describe("monitoring", () => {
  it("is paused for a while, after it is said what that means", async () => {
    await show("Monitoring");
    expect(panel()).toContain("Monitoring is on.");
    await press("Pause alerts");
    expect(changes()).toEqual([]);
    expect(panel()).toContain("A pause silences every alert about Bob, dangerous values too.");
    fill({ for: "14400" });
    await submit();
    expect(changes()).toEqual([set("pause", { until_ms: AT + 4 * HOUR_MS })]);
  });

  it("goes on at once", async () => {
    answer = { ...answer, paused_until: "2026-11-20T14:00:00+00:00", settings: [{ key: "pause", body: {}, ...by }] };
    await show("Monitoring");
    expect(panel()).toContain("Monitoring is paused until 14:00. set by Ann, 09:00");
    await press("Go on now");
    expect(changes()).toEqual([set("pause", null)]);
  });

  it("knows what the person is doing, for a while or until it changes", async () => {
    await show("Monitoring");
    await press("Change: What the person is doing");
    fill({ context: "ill", for: "86400" });
    await submit();
    await press("Change: What the person is doing");
    fill({ context: "travelling", for: "0" });
    await submit();
    expect(changes()).toEqual([
      set("context", { context: "ill", until_ms: AT + 24 * HOUR_MS }),
      set("context", { context: "travelling", until_ms: null }),
    ]);
  });

  it("has quiet hours, and none again", async () => {
    await show("Monitoring");
    await press("Change: Quiet hours");
    fill({ start: "22:00", end: "22:00" });
    await submit();
    expect(texts(".wrong")).toEqual(["Choose a beginning and an end that differ."]);
    fill({ end: "06:30" });
    await submit();
    answer = { ...answer, quiet: { start: "22:00:00", end: "06:30:00" } };
    await show("Monitoring");
    expect(panel()).toContain("22:00 to 06:30");
    await press("No quiet hours");
    expect(changes()).toEqual([set("quiet", { start: "22:00", end: "06:30" }), set("quiet", null)]);
  });

  it("keeps the keyboard where it was: in what opens, and on what opened it", async () => {
    await show("Monitoring");
    const opener = (): HTMLElement | undefined =>
      all("button").find((one) => one.getAttribute("aria-label") === "Change: Quiet hours");
    opener()?.focus();
    await press("Change: Quiet hours");
    expect(focused()).toBe("start");
    all("form button")
      .find((one) => one.textContent.includes("Cancel"))
      ?.focus();
    await press("Cancel");
    expect(focused()).toBe("Change: Quiet hours");
  });

  it("has a budget of alerts", async () => {
    await show("Monitoring");
    expect(panel()).toContain("Warning: 1, Urgent: 0.1");
    await press("Change: Alerts a week");
    fill({ warning: "-1" });
    await submit();
    expect(texts(".wrong")).toEqual(["Only 0 to 1000 is possible here."]);
    fill({ warning: "2", urgent: "0,25" });
    await submit();
    expect(changes()).toEqual([set("budget", { warning: 2, urgent: 0.25 })]);
  });

  it("takes one change at a time", async () => {
    await show("Monitoring");
    await press("Pause alerts");
    connection.answer = () => new Promise(() => undefined);
    await submit();
    await submit();
    expect(changes()).toHaveLength(1);
  });
});

describe("notifications", () => {
  it("tell who is told in which order", async () => {
    await show("Notifications");
    expect(texts("ol li")).toEqual([
      "At once: Ann · quiet from 22:00 to 07:00",
      "After 10 min without an answer: Ann, Carl · from level Urgent",
    ]);
    expect(panel()).toContain("Repeated every 5 min until somebody answers.");
    answer = { ...answer, plan: { ...plan, steps: [], recipients: [] } };
    await show("Notifications");
    expect(panel()).toContain("Nobody is told of alerts. Add an escalation plan");
  });

  it("are sent only with a yes, which says what and until when", async () => {
    answer = {
      ...answer,
      settings: [
        { key: "consent.ann", body: { given: true, values: true, lock_screen: false, until_ms: null }, ...by },
      ],
    };
    await show("Notifications");
    expect(texts(".row")).toEqual([
      "Ann Phone with the Home Assistant app · set by Ann, 09:00 With values".replace("Ann Phone", "AnnPhone"),
      "CarlEmail Nothing is sent",
    ]);
    await press("Change: Carl");
    fill({ values: false, lock_screen: true, until: "2026-12-24" });
    await submit();
    await press("Take back: Ann");
    expect(changes()).toEqual([
      set("consent.carl", {
        given: true,
        values: false,
        lock_screen: true,
        until_ms: Date.parse("2026-12-24T23:59:59Z"),
      }),
      set("consent.ann", { given: false, values: false, lock_screen: false, until_ms: null }),
    ]);
  });

  it("for a private person nobody else says yes", async () => {
    await show("Notifications", [{ ...bob, private: true, own: false }]);
    expect(texts("button")).not.toContain("Change");
    expect(panel()).toContain("Only the person themselves decides about this.");
  });

  it("are tried out with a test alert", async () => {
    await show("Notifications");
    fill({ level: "urgent" });
    await submit();
    expect(changes()).toEqual([{ type: "healthsense/alert", person_id: BOB, do: "test", level: "urgent" }]);
  });
});

describe("privacy", () => {
  it("of a shared person there is nothing to grant", async () => {
    await show("Privacy");
    expect(panel()).toContain("Bob is shared: everybody in this home sees the readings.");
    expect(connection.sent.some((one) => one.type === "healthsense/grants/list")).toBe(false);
  });

  it("of somebody else's only they decide", async () => {
    await show("Privacy", [{ ...bob, private: true, own: false }]);
    expect(panel()).toBe("Only the person themselves decides about this.");
  });

  it("of one's own: who may see until when, and taking it back", async () => {
    await show("Privacy", [alone]);
    expect(texts(".row .name")).toEqual(["AnnSee · until Dec 1, 00:00"]);
    await press("Take back: Ann");
    expect(changes()).toEqual([{ type: "healthsense/grants/revoke", person_id: BOB, user_id: "u-ann" }]);
  });

  it("of one's own: letting somebody see or change, with an end", async () => {
    await show("Privacy", [alone]);
    await press("Let somebody see them");
    fill({ user: "u-carl", level: "write", until: "2026-12-24" });
    await submit();
    expect(changes()).toEqual([
      {
        type: "healthsense/grants/set",
        person_id: BOB,
        user_id: "u-carl",
        level: "write",
        expires: "2026-12-24T23:59:59.000Z",
      },
    ]);
  });

  it("of one's own: a yes of a day to being shared again", async () => {
    await show("Privacy", [alone]);
    await press("Agree for 24 hours");
    expect(changes()).toEqual([{ type: "healthsense/grants/consent_shared", person_id: BOB, consent: true }]);
  });
});

describe("who may only look", () => {
  it.each(["Monitoring", "Limits", "Notifications", "Privacy"])("is offered nothing to change: %s", async (tab) => {
    answer = {
      ...answer,
      paused_until: "2026-11-20T14:00:00+00:00",
      settings: [{ key: "consent.ann", body: { given: true, values: true }, ...by }],
    };
    await show(tab, [{ ...bob, may_write: false }]);
    expect(texts(".banner")).toEqual(["You may look at Bob's settings, but not change them."]);
    expect(all("[role=tabpanel] :is(button, input, select, form)")).toEqual([]);
    expect(panel().length).toBeGreaterThan(20);
  });
});

describe("the card", () => {
  it("asks about whom, where there are several", async () => {
    await show("Limits", [bob, { ...bob, person_id: "a", name: "Anna" }]);
    const who = all("#who")[0] as HTMLSelectElement;
    who.value = "a";
    who.dispatchEvent(new Event("change"));
    await settle();
    expect(connection.sent.at(-1)).toMatchObject({ type: "healthsense/alerts", person_id: "a" });
  });

  it("does not say of one person what was kept of another", async () => {
    await show("Monitoring", [bob, { ...bob, person_id: "a", name: "Anna" }]);
    await press("Pause alerts");
    await submit();
    const kept = localize("component.healthsense.common.card_settings_kept");
    expect(panel()).toContain(kept);
    const who = all("#who")[0] as HTMLSelectElement;
    who.value = "a";
    who.dispatchEvent(new Event("change"));
    await settle();
    expect(panel()).not.toContain(kept);
  });

  it("has a form, and refuses what is no configuration", async () => {
    if (!customElements.get("home-assistant")) customElements.define("home-assistant", class extends HTMLElement {});
    document.body.append(Object.assign(document.createElement("home-assistant"), { hass: fakeHass() }));
    const form = (await configForm()) as unknown as { schema: { name: string; required: boolean }[] };
    expect(form.schema.map((one) => [one.name, one.required])).toEqual([["device_id", false]]);
    expect(() => checked({ device_id: 5 })).toThrow("device_id must be a text, not 5.");
  });
});
