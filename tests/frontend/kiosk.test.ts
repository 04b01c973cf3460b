import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { KioskCard } from "../../frontend/src/kiosk/card";
import { checked, configForm } from "../../frontend/src/kiosk/config";
import { unitOf } from "../../frontend/src/kiosk/fit";
import type { KioskBody } from "../../frontend/src/kiosk/page";
import "../../frontend/src/kiosk/page";
import { graver, gravest, watch, worstFirst } from "../../frontend/src/kiosk/view";
import type { Person } from "../../frontend/src/data/messages";
import { FakeConnection } from "./connection";
import { localize } from "./english";
import { fakeHass } from "./hass";
import { BOB, ERRORS, personAt } from "./recorded";

const well = personAt("checked up");
const ill = personAt("oxygen falls");
const other: Person = { ...well, person_id: "a11ce", name: "Anna" };

let connection: FakeConnection;
let body: KioskBody;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-11-20T12:10:00Z") });
  connection = new FakeConnection();
});

afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

const all = (selector: string): HTMLElement[] => [...(body.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])];
const texts = (selector: string): string[] => all(selector).map((one) => one.textContent.replace(/\s+/g, " ").trim());

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
  await body.updateComplete;
}

async function show(people: readonly Person[], config: object = {}): Promise<void> {
  body = document.createElement("healthsense-kiosk-body");
  Object.assign(body, { hass: fakeHass(connection), localize, config, people });
  document.body.append(body);
  await settle();
}

async function press(label: string): Promise<void> {
  const button = all("button").find(
    (one) => one.textContent.includes(label) || one.getAttribute("aria-label") === label,
  );
  if (button === undefined) throw new Error(`no button says ${label}`);
  button.dispatchEvent(new Event("pointerdown", { bubbles: true }));
  button.click();
  await settle();
}

const dimmed = (): boolean => all(".night").length === 1;
async function idle(seconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(seconds * 1000);
  await body.updateComplete;
}

describe("the wall tablet", () => {
  it("shows status, the clock and at most four readings of one person", async () => {
    await show([well]);
    expect(texts("h2")).toEqual(["Bob"]);
    expect(texts("header time")).toEqual(["12:10"]);
    expect(texts(".band strong")).toEqual(["Not enough data"]);
    expect(texts("dt")).toEqual(["Heart rate", "Blood oxygen", "Blood pressure", "Body temperature"]);
    expect(texts("dd:not(.when)")).toEqual(["72 bpm", "97 %", "124/79 mmHg", "36.8 °C"]);
  });

  it("says in words what is not current", async () => {
    await show([personAt("readings grow old")]);
    expect(texts(".old .when").every((text) => text.startsWith("Not current"))).toBe(true);
    expect(texts(".old").length).toBeGreaterThan(0);
  });

  it("notes with one tap that somebody is OK", async () => {
    await show([well]);
    await press("I'm OK");
    expect(connection.sent).toEqual([{ type: "healthsense/alert", person_id: BOB, do: "ok" }]);
    expect(texts("footer [role=status]")).toEqual(["Thank you. It is noted that you are OK."]);
    await idle(70);
    expect(texts("footer [role=status]")).toEqual([""]);
  });

  it("offers with an open alert to take care of it, and then says who does", async () => {
    await show([ill]);
    expect(texts(".band")).toEqual(["Oxygen Blood oxygen: 90 % at 12:06. Below the limit of 92 %."]);
    await press("I'm on it");
    expect(connection.sent).toEqual([
      { type: "healthsense/alert", person_id: BOB, alert: "oxygen-1a1f8d4d460", do: "acknowledge" },
    ]);
    body.people = [personAt("acknowledged")];
    await settle();
    expect(texts(".band span")).toEqual(["Bob is taking care of it."]);
    expect(texts(".main")).toEqual(["I'm OK"]);
  });

  it("says what went wrong", async () => {
    await show([ill]);
    connection.answer = () => Promise.reject(Object.assign(new Error(), ERRORS["no alert"]));
    await press("I'm on it");
    expect(texts("footer [role=status]")[0]).toContain("There is no such alert");
  });

  it("what is heard of one after somebody else stands before it is not told to them", async () => {
    let answer: () => void = () => undefined;
    connection.answer = () =>
      new Promise((resolve) => {
        answer = () => {
          resolve({});
        };
      });
    await show([other, well], { dim_after: 0 });
    await press("Anna");
    await press("I'm OK");
    await press("Back to everybody");
    await press("Bob");
    answer();
    await settle();
    expect(texts("h2")).toEqual(["Bob"]);
    expect(texts("footer [role=status]").join("")).toBe("");
    await press("I'm OK");
    answer();
    await settle();
    expect(texts("footer [role=status]").join("")).not.toBe("");
  });

  it("lets choose among several people, worst first, and goes back by itself", async () => {
    await show([other, ill], { dim_after: 0 });
    expect(texts(".person .name")).toEqual(["Bob", "Anna"]);
    expect(texts(".person .few")[1]).toBe("72 bpm97 %");
    await press("Anna");
    expect(texts("h2")).toEqual(["Anna"]);
    await press("Back to everybody");
    expect(texts("h2")).toEqual(["Everybody"]);
    await press("Bob");
    await idle(70);
    expect(texts("h2")).toEqual(["Everybody"]);
    expect(dimmed()).toBe(false);
  });
});

describe("the light of the wall tablet", () => {
  it("dims after a while, and a touch wakes it and does nothing else", async () => {
    await show([well]);
    await idle(50);
    expect(dimmed()).toBe(false);
    await idle(20);
    expect(dimmed()).toBe(true);
    expect(texts(".night")).toEqual(["Wake the screen 12:11 Bob: Not enough data"]);
    await press("Wake the screen");
    expect(dimmed()).toBe(false);
    expect(connection.sent).toEqual([]);
  });

  it("dims when it is told to, or never", async () => {
    await show([well], { dim_after: 20 });
    await idle(30);
    expect(dimmed()).toBe(true);
    body.remove();
    await show([well], { dim_after: 0 });
    await idle(1000);
    expect(dimmed()).toBe(false);
  });

  it("is woken by a graver status, not by a reading", async () => {
    await show([well]);
    await idle(70);
    body.people = [{ ...well, time: "2026-11-20T12:11:00Z" }];
    await settle();
    expect(dimmed()).toBe(true);
    body.people = [ill];
    await settle();
    expect(dimmed()).toBe(false);
    await idle(70);
    body.people = [well];
    await settle();
    expect(dimmed()).toBe(true);
  });

  it("is woken by another alert of the same level", () => {
    const [alert] = ill.alerts?.open ?? [];
    if (ill.alerts === null || alert === undefined) throw new Error("no alert was recorded");
    const two = {
      ...ill,
      alerts: { ...ill.alerts, open: [alert, { ...alert, id: "pulse-1", began: "2026-11-20T13:00:00Z" }] },
    };
    const before = watch([ill], localize);
    expect(graver(before, watch([ill], localize))).toBe(false);
    expect(graver(before, watch([two], localize))).toBe(true);
    expect(graver(watch([two], localize), before)).toBe(false);
    expect(gravest(two)?.id).toBe("pulse-1");
    expect(worstFirst([well, ill], localize)).toEqual([ill, well]);
  });
});

describe("its size", () => {
  it("is as large as the screen lets it, upright on a phone", () => {
    expect(unitOf(1024, 544)).toEqual({ unit: 1, upright: false });
    expect(unitOf(1920, 1024).unit).toBeGreaterThan(1.8);
    expect(unitOf(360, 700)).toEqual({ unit: 0.82, upright: true });
    expect(unitOf(100, 100).unit).toBe(0.5);
  });
});

describe("what Home Assistant asks of the card", () => {
  it("a configuration that cannot be used is refused with the reason", () => {
    const card = document.createElement("healthsense-kiosk-card");
    for (const bad of [null, { device_id: 5 }, { dim_after: "soon" }, { dim_after: -1 }]) {
      expect(() => checked(bad)).toThrow();
    }
    expect(KioskCard.getStubConfig()).toEqual({});
    expect(card.getCardSize()).toBeGreaterThan(0);
    expect(card.getGridOptions()).toMatchObject({ columns: "full" });
  });

  it("a form whose fields are labelled and explained", async () => {
    if (!customElements.get("home-assistant")) customElements.define("home-assistant", class extends HTMLElement {});
    document.body.append(Object.assign(document.createElement("home-assistant"), { hass: fakeHass() }));
    const form = await configForm();
    expect(form.schema.map(({ name }) => name)).toEqual(["device_id", "dim_after"]);
    for (const field of form.schema) {
      expect(form.computeLabel(field)).toMatch(/^[A-Z]/);
      expect(form.computeHelper(field)).toMatch(/\.$/);
    }
  });
});
