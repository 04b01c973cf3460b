import type { Hass, Localize } from "../ha";
import { entityOf } from "../people";
import { words } from "../texts";
import type { DashboardHass, Page } from "./config";
import type { House, Seen } from "./house";

export type Card = Readonly<Record<string, unknown>> & { readonly type: string };
export interface Section {
  readonly type: "grid";
  readonly column_span?: number;
  readonly cards: readonly Card[];
  readonly visibility?: readonly object[];
}
export type View = Readonly<Record<string, unknown>>;

/** What every view is written from. */
export interface Writing {
  readonly hass: DashboardHass;
  readonly localize: Localize;
  readonly house: House;
  /** Whether it is about everybody whom the user may see, and not some who were chosen. */
  readonly whole: boolean;
  /** Whether there is a page with this path to go to. */
  readonly pages: ReadonlySet<Page>;
}

/** How wide a card stands in its section, whose columns are twelfths. */
export type Width = 12 | "full";

export function ours(name: string, config: object = {}, columns: Width = "full"): Card {
  return { type: `custom:healthsense-${name}-card`, ...config, grid_options: { columns } };
}

/** Of cards two in a row, the first of an odd number takes a whole one. */
export function width(index: number, count: number): Width {
  return count % 2 === 1 && index === 0 ? "full" : 12;
}

/** A page of people has this many columns, of which a tablet has both and a phone one. */
export const PAIR = 2;

/** How many columns each person has where nothing follows that could stand beside the last of an odd number. */
export function pairedSpan(index: number, count: number): number {
  return count % PAIR === 1 && index === count - 1 ? PAIR : 1;
}

/** The same of what follows people: it stands beside the last of an odd number, and else has a row to itself. */
export function tailSpan(count: number): number {
  return count % PAIR === 1 ? 1 : PAIR;
}

/** A person as our cards' configurations name them. */
export function whom({ device_id, person_id }: Seen): { device_id: string } | { person_id: string } {
  return device_id === null ? { person_id } : { device_id };
}

export interface Heading {
  readonly text: string;
  readonly icon: string;
  readonly to?: string | undefined;
  readonly badges?: readonly object[];
  readonly small?: boolean;
}

export function heading({ text, icon, to, badges, small }: Heading): Card {
  return {
    type: "heading",
    heading: text,
    heading_style: small ? "subtitle" : "title",
    icon,
    ...(to === undefined ? {} : { tap_action: { action: "navigate", navigation_path: to } }),
    ...(badges === undefined || badges.length === 0 ? {} : { badges }),
  };
}

export function section(cards: readonly Card[], columnSpan = 1): Section {
  return { type: "grid", ...(columnSpan === 1 ? {} : { column_span: columnSpan }), cards };
}

export function sections(all: readonly (Section | null)[], columns: number, rest: object = {}): View {
  return {
    type: "sections",
    max_columns: columns,
    dense_section_placement: true,
    sections: all.filter((one) => one !== null),
    ...rest,
  };
}

/** A section about somebody whom not everybody of the house may see: in a copy that was taken over it stays theirs. */
export function kept(one: Section, person: Seen, hass: DashboardHass): Section {
  if (!person.private || hass.user === undefined) return one;
  return { ...one, visibility: [{ condition: "user", users: [hass.user.id] }] };
}

/** A small state of a person's on top of a page, under a short name, where there is an entity to show. */
export function badge(hass: Hass, person: Seen, key: string, name: string): object[] {
  const entity = entityOf(hass, person.device_id, key);
  if (entity === undefined) return [];
  return [{ type: "entity", entity, name, show_name: true, show_state: true, show_icon: true }];
}

/** What stands on top of a page while HealthSense does not answer. */
export function trouble({ house, localize }: Writing): Section | null {
  if (house.failure === null) return null;
  const text =
    house.failure.code === "unknown_command" ? words(localize, "card_not_set_up") : words(localize, "card_not_running");
  return section([{ type: "markdown", content: text, grid_options: { columns: "full" } }], 4);
}
