/** Blood oxygen at night: what each night of a series was like. */
import type { Assessment, Columns } from "../../data/messages";
import type { Night } from "../nights";

export interface OxygenNight {
  readonly night: Night;
  readonly lowest: number;
  readonly mean: number;
  readonly highest: number;
}

/** Below it an oximeter's value is worth a second look (docs/scores, time below 90 %). */
export const LOW_PERCENT = 90;
/** A night of fewer readings than this says nothing about the night. */
const LEAST_READINGS = 30;

/** Sum the points up that begin within each night; nights without readings are left out. */
export function oxygenNights(columns: Columns, nights: readonly Night[]): OxygenNight[] {
  return nights.flatMap((night) => {
    let [lowest, highest, sum, count] = [Infinity, -Infinity, 0, 0];
    columns.t.forEach((at, index) => {
      if (at < night.startMs || at >= night.endMs) return;
      const weight = columns.count[index] ?? 0;
      lowest = Math.min(lowest, columns.min[index] ?? Infinity);
      highest = Math.max(highest, columns.max[index] ?? -Infinity);
      sum += (columns.mean[index] ?? 0) * weight;
      count += weight;
    });
    return count < LEAST_READINGS ? [] : [{ night, lowest, mean: sum / count, highest }];
  });
}

/** When the recording ended that these scores are about, and how many hours it has. */
export function newestRecording(
  scores: readonly (Assessment | undefined)[],
): { readonly endMs: number; readonly hours: number } | null {
  for (const score of scores) {
    const told = score?.refused === null ? score.inputs.find(({ key }) => key === "recording_hours") : undefined;
    if (told?.measured_at !== undefined && typeof told.value === "number")
      return { endMs: Date.parse(told.measured_at), hours: told.value };
  }
  return null;
}
