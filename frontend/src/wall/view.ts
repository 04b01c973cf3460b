/** Who is shown and in which order, worked out from what is known: no drawing here. */
import { slug } from "../strategy/slug";
import { numberFormat } from "../base/formats";
import type { HouseholdState } from "../data/live";
import type { Alert, Person } from "../data/messages";
import { ageOf } from "../format";
import type { Hass } from "../ha";
import { personOfDevice } from "../people";
import { MOST_VITALS } from "./config";

export type Filter = "all" | "attention";

const LEVELS: readonly string[] = ["none", "info", "warning", "urgent", "critical"];
/** From best to worst; a status that nobody knows is worse than a usual one. */
const STATUSES: readonly string[] = ["usual", "no_data", "worth_checking", "urgent"];
const HOUR_MS = 3_600_000;
/** Ages of the newest reading that make a difference: finer ones would let everybody change places all the time. */
const STALE_MS: readonly number[] = [HOUR_MS, 24 * HOUR_MS];

/** An open alert as a tile shows it: the gravest, among equals one that nobody takes care of. */
export function worstAlert(person: Person): Alert | undefined {
  return [...(person.alerts?.open ?? [])].sort((a, b) => gravityOfAlert(b) - gravityOfAlert(a))[0];
}

function gravityOfAlert(alert: Alert): number {
  return 2 * LEVELS.indexOf(alert.level) + (alert.acknowledged_by === null ? 1 : 0);
}

function statusRank(person: Person): number {
  return Math.max(0, STATUSES.indexOf(person.assessments.overall_status?.band ?? "no_data"));
}

/** How old the newest reading is, in steps. */
function staleness(person: Person, nowMs: number): number {
  const readings = Object.values(person.current);
  if (readings.some((reading) => reading.fresh)) return 0;
  const newest = Math.max(...readings.map((reading) => Date.parse(reading.measured_at)));
  const step = STALE_MS.findIndex((limit) => nowMs - newest < limit);
  return step < 0 ? STALE_MS.length + 1 : step + 1;
}

/** Whether somebody should look: an open alert, or a status that is worth checking. */
export function needsAttention(person: Person): boolean {
  return (person.alerts?.open.length ?? 0) > 0 || statusRank(person) >= STATUSES.indexOf("worth_checking");
}

/** Everybody, worst first: by open alert, then status, then how old the newest reading is, then name. */
export function ranked(people: readonly Person[], nowMs: number, language: string): Person[] {
  const names = new Intl.Collator(language);
  const marks = new Map(
    people.map((person) => {
      const alert = worstAlert(person);
      const level = alert === undefined ? -1 : gravityOfAlert(alert);
      return [person.person_id, [level, statusRank(person), staleness(person, nowMs)] as const];
    }),
  );
  return [...people].sort((a, b) => {
    const [left, right] = [marks.get(a.person_id) ?? [], marks.get(b.person_id) ?? []];
    const differing = right.map((mark, index) => mark - (left[index] ?? 0)).find((one) => one !== 0);
    return differing ?? (names.compare(a.name, b.name) || a.person_id.localeCompare(b.person_id));
  });
}

/** The people that a configuration names, all where it names none; and how many of them are not to be seen. */
export function chosen(
  hass: Hass,
  people: ReadonlyMap<string, Person>,
  devices: readonly string[] | undefined,
): { readonly people: Person[]; readonly missing: number } {
  if (!devices?.length) return { people: [...people.values()], missing: 0 };
  const found = devices.map((device) => people.get(personOfDevice(hass, device) ?? ""));
  const there = found.filter((person) => person !== undefined);
  return { people: [...new Set(there)], missing: found.length - there.length };
}

/** The order that is shown while somebody reads or points: what is there stays in its place, who comes goes behind. */
export function kept(wanted: readonly string[], shown: readonly string[], there: ReadonlySet<string>): string[] {
  const before = new Set(shown);
  return [...shown.filter((id) => there.has(id)), ...wanted.filter((id) => !before.has(id))];
}

/** The vitals of a tile: the first few of those wanted that the person has. */
export function tileVitals(person: Person, wanted: readonly string[]): string[] {
  return wanted.filter((vital) => vital in person.current).slice(0, MOST_VITALS);
}

/** Where a tap on somebody leads; null where there is no page to go to. */
export function pathOf(pattern: string | undefined, person: Person, dashboard: string): string | null {
  if (!pattern) return null;
  const path = pattern
    .replaceAll("{person_id}", encodeURIComponent(person.person_id))
    .replaceAll("{name}", slug(person.name))
    .replaceAll("{device_id}", encodeURIComponent(person.device_id ?? ""));
  return path.startsWith("/") ? path : `/${dashboard.split("/")[1] ?? ""}/${path}`;
}

/** The tile that an arrow key leads to, in a grid of so many columns. */
export function neighbour(key: string, at: number, count: number, columns: number, rtl: boolean): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: rtl ? -1 : 1,
    ArrowLeft: rtl ? 1 : -1,
    ArrowDown: columns,
    ArrowUp: -columns,
    Home: -at,
    End: count - 1 - at,
  };
  const step = steps[key];
  if (step === undefined) return null;
  const to = at + step;
  return to >= 0 && to < count ? to : at;
}

/** An age in as few letters as a tile has room for: "19 min"; nothing within the first minute. */
export function shortAge(hass: Hass, atMs: number, nowMs: number): string {
  const [count, unit] = ageOf(atMs, nowMs);
  if (count === 0) return "";
  return numberFormat(hass.locale.language, { style: "unit", unit, unitDisplay: "short" }).format(count);
}

/**
 * What is drawn next on the way to what is known: news of so many people at most, whoever else has some comes next.
 * It is complete once everybody's news is drawn.
 */
export function towards(drawn: HouseholdState | undefined, known: HouseholdState, most: number): HouseholdState {
  let left = most;
  const people = new Map<string, Person>();
  for (const [id, person] of known.people) {
    const before = drawn?.people.get(id);
    const late = before !== undefined && before !== person && left-- <= 0;
    people.set(id, late ? before : person);
  }
  return left < 0 ? { ...known, people, complete: false } : known;
}
