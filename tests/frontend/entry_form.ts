/** The entry card's form, and a house that answers as a real one did: what the tests of both need. */
import { afterEach, beforeEach, vi } from "vitest";
import { checked } from "../../frontend/src/entry/config";
import "../../frontend/src/entry/card";
import "../../frontend/src/entry/page";
import type { EntryBody } from "../../frontend/src/entry/page";
import type { Hass } from "../../frontend/src/ha";
import type { Person } from "../../frontend/src/data/messages";
import { FakeConnection } from "./connection";
import { localize } from "./english";
import { fakeHass } from "./hass";
import { personAt } from "./recorded";
import record from "./recorded/record.json";

export const AT = Date.parse("2026-11-20T12:10:00Z");
export const ANNA = "a1100000000040008000000000000001";
export const bob: Person = { ...personAt("checked up"), may_write: true };
export const anna: Person = { ...bob, person_id: ANNA, name: "Anna", device_id: "device-anna" };

export let connection: FakeConnection;
export let body: EntryBody;

beforeEach(() => {
  vi.useFakeTimers({ now: AT });
  connection = new FakeConnection();
  connection.answer = () => record.taken;
});

afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

export async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
  await body.updateComplete;
  await body.updateComplete;
}

export async function show(
  people: readonly Person[] = [bob],
  config: object = {},
  changes: Partial<Hass> = {},
): Promise<void> {
  body = document.createElement("healthsense-entry-body");
  body.config = checked({ type: "custom:healthsense-entry-card", ...config });
  body.hass = fakeHass(connection, changes);
  body.localize = localize;
  body.people = people;
  document.body.append(body);
  await settle();
}

export const root = (): ShadowRoot => {
  if (body.shadowRoot === null) throw new Error("nothing drawn");
  return body.shadowRoot;
};
export const field = (id: string): HTMLInputElement => {
  const found = root().querySelector<HTMLInputElement>(`[id="${id}"]`);
  if (found === null) throw new Error(`no field ${id}`);
  return found;
};
export const labels = (): string[] => [...root().querySelectorAll("label")].map((one) => one.textContent.trim());
export const text = (): string => root().textContent.replace(/\s+/g, " ");
export const wrong = (): string[] => [...root().querySelectorAll(".wrong")].map((one) => one.textContent.trim());
export const sent = (type: string): Record<string, unknown>[] => connection.sent.filter((one) => one.type === type);

export async function type(values: Readonly<Record<string, string>>): Promise<void> {
  for (const [id, value] of Object.entries(values)) {
    const one = field(id);
    one.value = value;
    one.dispatchEvent(new Event("input"));
    one.dispatchEvent(new Event("change"));
    await settle();
  }
}

/** Enter in a field and the button are the same to a form. */
export async function submit(): Promise<void> {
  root()
    .querySelector("form")
    ?.dispatchEvent(new Event("submit", { cancelable: true }));
  await settle();
}

export async function press(label: string): Promise<void> {
  const button = [...root().querySelectorAll("button")].find((one) => one.textContent.includes(label));
  if (button === undefined) throw new Error(`no button says ${label}`);
  button.click();
  await settle();
}
