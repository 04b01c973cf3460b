/** Where everything of a histogram lies, and what is said of it: no drawing here. */
import type { Scale } from "../base/scale";
import { ticksOf } from "../base/scale";
import { formatNumber } from "../format";
import type { Hass, Localize } from "../ha";
import { words } from "../texts";
import type { Reference, Spread } from "./messages";

/** A rank beyond these is told as "lower than nearly all" and not as a number that few values carry. */
const FEW = 2;
const MOST = 98;
const TICKS = 5;

export interface Bar {
  readonly low: number;
  readonly high: number;
  readonly count: number;
  /** Share of all values, 0-1. */
  readonly share: number;
  /** Height, 1 for the highest. */
  readonly height: number;
  /** Whether its middle lies in the middle half of the values, or at least in the middle nine tenths. */
  readonly zone: "half" | "most" | "rare";
}

/** The five numbers of a strip that lies beside others on one axis. */
export interface Strip {
  readonly p5: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p95: number;
}

export function stripOf(percentiles: Readonly<Record<string, number>>): Strip | null {
  const { 5: p5, 25: p25, 50: p50, 75: p75, 95: p95 } = percentiles;
  if (p5 === undefined || p25 === undefined || p50 === undefined || p75 === undefined || p95 === undefined) return null;
  return { p5, p25, p50, p75, p95 };
}

export function barsOf(spread: Spread, strip: Strip): Bar[] {
  const width = spread.bin_width ?? 0;
  const highest = Math.max(...spread.bins.map(([, count]) => count));
  return spread.bins.map(([low, count]) => {
    const middle = low + width / 2;
    const half = middle >= strip.p25 && middle <= strip.p75;
    const most = middle >= strip.p5 && middle <= strip.p95;
    return {
      low,
      high: low + width,
      count,
      share: count / spread.count,
      height: count / highest,
      zone: half ? "half" : most ? "most" : "rare",
    };
  });
}

/** How many of a hundred values lie below `value`; within a bar they count as spread evenly. */
export function rankOf(spread: Spread, value: number): number {
  const width = spread.bin_width ?? 0;
  let below = 0;
  for (const [low, count] of spread.bins) {
    if (value >= low + width) below += count;
    else if (value > low) below += (count * (value - low)) / width;
  }
  return (100 * below) / spread.count;
}

/** An axis that holds the bars, the newest value and the people beside. */
export interface Axis {
  readonly low: number;
  readonly high: number;
  /** In the shown unit. */
  readonly ticks: readonly number[];
}

export function axisOf(bars: readonly Bar[], newest: number | null, people: Strip | null, scale: Scale): Axis {
  const all = [
    ...bars.flatMap(({ low, high }) => [low, high]),
    ...(newest === null ? [] : [newest]),
    ...(people === null ? [] : [people.p5, people.p95]),
  ];
  const low = Math.min(...all);
  const high = Math.max(...all);
  const room = (high - low) * 0.02;
  const [from, to] = [low - room, high + room];
  return { low: from, high: to, ticks: ticksOf(scale.shown(from), scale.shown(to), TICKS) };
}

/** Where a value lies along an axis, in percent. */
export function place(axis: Axis, value: number): number {
  return (100 * (value - axis.low)) / (axis.high - axis.low);
}

/** "Half of all values lie between 61 and 69 bpm, nine of ten between 57 and 81 bpm." */
export function spreadSentence(localize: Localize, scale: Scale, strip: Strip): string {
  return words(localize, "card_distribution_half", {
    low: scale.text(strip.p25),
    high: scale.whole(strip.p75),
    least: scale.text(strip.p5),
    most: scale.whole(strip.p95),
  });
}

/** Where the newest value lies among the others, in words. */
export function rankSentence(localize: Localize, value: string, when: string, rank: number): string {
  const values = { value, when };
  if (rank < FEW) return words(localize, "card_distribution_rank_lowest", values);
  if (rank > MOST) return words(localize, "card_distribution_rank_highest", values);
  return words(localize, "card_distribution_rank", { ...values, share: Math.round(rank) });
}

const REFUSED: Readonly<Record<string, string>> = {
  not_compared: "card_people_not_compared",
  sex_unknown: "card_people_sex_unknown",
  age_unknown: "card_people_age_unknown",
  pregnancy: "card_people_pregnancy",
  too_young: "card_people_too_young",
};

/** Why nobody stands beside, and what would mend it. */
export function refusedPeople(localize: Localize, code: string): string {
  const known = REFUSED[code];
  return words(localize, known ?? "card_people_refused");
}

/** "Women of 60 to 69 years". */
export function groupName(hass: Hass, localize: Localize, { group }: Reference): string {
  const values = { from: group.age_from, to: group.age_to ?? "", people: formatNumber(hass, group.people, 0) };
  const older = group.age_to === null;
  if (group.sex === "female") return words(localize, older ? "card_people_women_older" : "card_people_women", values);
  return words(localize, older ? "card_people_men_older" : "card_people_men", values);
}

/** Where the person's middle value lies among people like them. */
export function peopleSentence(localize: Localize, reference: Reference): string {
  const share = reference.percentile_of_median;
  if (share === null) return "";
  if (share < FEW) return words(localize, "card_people_rank_lowest");
  if (share > MOST) return words(localize, "card_people_rank_highest");
  return words(localize, "card_people_rank", { share });
}
