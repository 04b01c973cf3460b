/** Vitals that are told in words, such as a stage of sleep: levels, and a pane of steps with their names. */
import type { Localize } from "../../ha";
import type { PlotPane } from "../../plot/types";
import { stateWord } from "../../texts";
import type { Line } from "./data";

/** From the bottom up, where that is not the order of HealthSense's own numbers: deep sleep lies deep, alert is on top. */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  sleep_stage: ["deep", "light", "rem", "in_bed", "awake"],
  consciousness: ["unresponsive", "pain", "voice", "confusion", "alert"],
};
/** Room above the topmost and below the lowest level, in levels. */
const ROOM = 0.5;
const LEVEL_PX = 30;

export function levelsOf(vital: string, words: readonly string[]): readonly string[] {
  const order = ORDER[vital] ?? [];
  const place = (word: string): number => (order.includes(word) ? order.indexOf(word) : order.length);
  return [...words].sort((a, b) => place(a) - place(b));
}

/** How long a word holds when nothing else is told. */
export function holdsMs({ stepMs, freshForMs }: Pick<Line, "stepMs" | "freshForMs">): number {
  return Math.max(stepMs, freshForMs);
}

/** What of a pane is different where its line is told in words. */
export function wordsPane(
  localize: Localize,
  { vital, levels = [] }: Line,
): Pick<PlotPane, "format" | "ends" | "ticks" | "heightPx"> {
  const text = (level: number): string => stateWord(localize, vital, levels[level] ?? "");
  return {
    format: text,
    ends: [-ROOM, levels.length - 1 + ROOM],
    ticks: levels.map((_, level) => ({ value: level, text: text(level) })),
    heightPx: Math.max(2, levels.length) * LEVEL_PX,
  };
}
