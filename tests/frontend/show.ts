/** Puts a card on the page and waits for what its chunk draws. */
import { expect, vi } from "vitest";
import type { LitElement } from "lit";
import type { Hass } from "../../frontend/src/ha";
// Loaded beforehand, so that a card finds its chunk at once.
import "../../frontend/src/pages";
import type { FakeConnection } from "./connection";
import { fakeHass } from "./hass";
import { until, type Moment } from "./recorded";

interface Card extends LitElement {
  hass?: Hass | undefined;
  setConfig(config: unknown): void;
}

export const plain = (node: Element | null | undefined): string =>
  (node?.textContent ?? "").replace(/\s+/g, " ").trim();

/** The first of some, which there must be. */
export function first<T>(all: readonly T[]): T {
  const [one] = all;
  if (one === undefined) throw new Error("there is none");
  return one;
}

export class Shown {
  constructor(
    readonly card: Card,
    private readonly bodyName: string,
  ) {}

  get body(): LitElement | null {
    return this.card.shadowRoot?.querySelector<LitElement>(this.bodyName) ?? null;
  }

  /** Where the card says something: in its body, or in its frame while there is none. */
  private get root(): ShadowRoot | null | undefined {
    return this.body?.shadowRoot ?? this.card.shadowRoot;
  }

  all(selector: string): HTMLElement[] {
    return [...(this.root?.querySelectorAll<HTMLElement>(selector) ?? [])];
  }

  texts(selector: string): string[] {
    return this.all(selector).map(plain);
  }

  async settle(ms = 100): Promise<void> {
    await vi.advanceTimersByTimeAsync(ms);
    await this.card.updateComplete;
    await this.body?.updateComplete;
    await vi.advanceTimersByTimeAsync(0);
  }

  async press(label: string): Promise<void> {
    const button = this.all("button").find((one) => plain(one) === label);
    if (button === undefined) throw new Error(`no button says ${label}`);
    button.click();
    await this.settle();
  }

  async choose(select: number, value: string): Promise<void> {
    const field = this.all("select")[select] as HTMLSelectElement | undefined;
    if (field === undefined) throw new Error("nothing to choose from");
    field.value = value;
    field.dispatchEvent(new Event("change"));
    await this.settle();
  }
}

/** Show a card of this configuration; `moment` null: HealthSense says nothing yet. */
export async function show(
  name: string,
  connection: FakeConnection,
  moment: Moment | null,
  config: object = {},
  changes: Partial<Hass> = {},
): Promise<Shown> {
  const card = document.createElement(`healthsense-${name}-card`) as unknown as Card;
  card.setConfig({ type: `custom:healthsense-${name}-card`, ...config });
  card.hass = fakeHass(connection, changes);
  document.body.append(card);
  const shown = new Shown(card, `healthsense-${name}-body`);
  await shown.settle();
  if (moment === null) return shown;
  for (const asked of connection.asked)
    if (asked.message.type === "healthsense/subscribe") until(moment).forEach(asked.say);
  await vi.waitFor(() => {
    expect(shown.body).toBeTruthy();
  });
  await shown.settle();
  return shown;
}

interface Form {
  readonly schema: readonly { readonly name: string }[];
  readonly computeLabel: (field: { name: string }) => string | undefined;
  readonly computeHelper: (field: { name: string }) => string | undefined;
}

/** The names of a form's fields, each with a label and a help. */
export async function fieldsOf(form: () => Promise<Form>): Promise<string[]> {
  if (!customElements.get("home-assistant")) customElements.define("home-assistant", class extends HTMLElement {});
  document.body.append(Object.assign(document.createElement("home-assistant"), { hass: fakeHass() }));
  const { schema, computeLabel, computeHelper } = await form();
  for (const field of schema) {
    expect(computeLabel(field)).toMatch(/^[A-Z]/);
    expect(computeHelper(field)).toMatch(/\.$/);
  }
  return schema.map((field) => field.name);
}
