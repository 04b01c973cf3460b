/** What a real HealthSense said: written by tests/integration/test_card_recordings.py. */
import errors from "./recorded/errors.json";
import live from "./recorded/live.json";
import series from "./recorded/series.json";
import type { Failure } from "../../frontend/src/data/errors";
import { heard } from "../../frontend/src/data/live";
import type { Columns, LiveEvent, Person } from "../../frontend/src/data/messages";

export const BOB = "b0b00000000040008000000000000002";

const ORDER = [
  "nothing measured",
  "checked up",
  "oxygen falls",
  "acknowledged",
  "snoozed",
  "readings grow old",
] as const;
export type Moment = (typeof ORDER)[number];

/** What was said at a moment. */
export function said(moment: Moment): LiveEvent[] {
  return live[moment] as unknown as LiveEvent[];
}

/** Everything that was said up to and including a moment. */
export function until(moment: Moment): LiveEvent[] {
  return ORDER.slice(0, ORDER.indexOf(moment) + 1).flatMap(said);
}

/** The person as a card knows them at a moment. */
export function personAt(moment: Moment): Person {
  const person = until(moment).reduce<Person | null>(heard, null);
  if (person === null) throw new Error("nobody");
  return person;
}

export const ANSWERS = live as unknown as Record<string, unknown[]>;
export const CHARTS = series as unknown as Record<"heart_rate" | "spo2", Columns>;
export const ERRORS = errors as unknown as Record<"nobody" | "nonsense" | "no alert" | "not running", Failure>;
