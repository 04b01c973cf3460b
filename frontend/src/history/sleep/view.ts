/** Sleep: stages of a night, and how long each night was. */
import { dayOf } from "../../base/zone";
import type { Night } from "../nights";
import type { Raw } from "../readings";

/** From the bottom of the picture to its top. */
export const STAGES = ["deep", "light", "rem", "awake"] as const;
export type Stage = (typeof STAGES)[number];

/** A stage holds until the next is told, and not longer than this (a stage is current for an hour). */
const HOLDS_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Lying in bed awake is shown as being awake. */
function stageOf(value: number | string): Stage | null {
  if (value === "in_bed") return "awake";
  return STAGES.find((stage) => stage === value) ?? null;
}

export interface Steps {
  readonly t: readonly number[];
  readonly value: readonly (number | null)[];
}

/** One source's stages as levels; a gap where none was told for long. */
export function levels(found: readonly Raw[]): Steps {
  const t: number[] = [];
  const value: (number | null)[] = [];
  const told = mainSource(found);
  told.forEach((one, index) => {
    const stage = stageOf(one.value);
    t.push(one.atMs);
    value.push(stage === null ? null : STAGES.indexOf(stage));
    const next = told[index + 1];
    const ends = one.atMs + HOLDS_MS;
    if (next !== undefined && next.atMs <= ends) return;
    t.push(ends);
    value.push(null);
  });
  return { t, value };
}

/** Minutes in each stage during a night; null without any. */
export function minutesOf(found: readonly Raw[], { startMs, endMs }: Night): Readonly<Record<Stage, number>> | null {
  const told = mainSource(found.filter(({ atMs }) => atMs >= startMs && atMs < endMs));
  const minutes: Record<Stage, number> = { deep: 0, light: 0, rem: 0, awake: 0 };
  told.forEach((one, index) => {
    const stage = stageOf(one.value);
    const until = Math.min(told[index + 1]?.atMs ?? one.atMs, one.atMs + HOLDS_MS, endMs);
    if (stage !== null) minutes[stage] += (until - one.atMs) / MINUTE_MS;
  });
  return Object.values(minutes).some((one) => one > 0) ? minutes : null;
}

/** Minutes asleep by the day on which they were told; of several readings of a day the last of the main source. */
export function durations(found: readonly Raw[], timeZone: string): Map<string, number> {
  const days = new Map<string, number>();
  for (const { atMs, value } of mainSource(found)) {
    if (typeof value === "number") days.set(dayOf(atMs, timeZone), value);
  }
  return days;
}

/** Two watches tell the same night twice: the readings of the one that told most. */
function mainSource(found: readonly Raw[]): readonly Raw[] {
  const counts = new Map<string, number>();
  for (const { source } of found) counts.set(source, (counts.get(source) ?? 0) + 1);
  const [main] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  return found.filter(({ source }) => source === main);
}
