import { VITALS } from "../catalog";
import { PERSON_FIELD, formOf, manyOf, oneOf } from "../form";
import type { Hass } from "../ha";
import { checkedPerson, ourEntity, type PersonConfig } from "../people";
import { ConfigProblem, checkNames, checkOneOf, checkTexts } from "../problem";
import { RANGES, type Range } from "../span";
import { checkPeriod } from "./period";

export const CARD_TYPE = "healthsense-history-card";

export const KINDS = ["line", "pressure", "glucose", "oxygen", "sleep"] as const;
export type KindName = (typeof KINDS)[number];
export const COMPARES = ["none", "day", "week", "month", "year"] as const;
export type Compare = (typeof COMPARES)[number];

export interface HistoryConfig extends PersonConfig {
  readonly vitals?: readonly string[];
  readonly kind?: KindName;
  readonly range?: Range;
  /** Days such as "2026-11-01", or times; instead of a range. */
  readonly start?: string;
  readonly end?: string;
  readonly compare?: Compare;
  /** Another person beside it. */
  readonly compare_device_id?: string;
  readonly title?: string;
}

/** What is drawn as lines: numbers, and what is told in words. */
const LINES: readonly string[] = [
  ...VITALS,
  "sleep_stage",
  "posture",
  "consciousness",
  "supplemental_oxygen",
  "home_activity",
];
export const MOST_VITALS = 4;
export const DEFAULT_VITALS: readonly string[] = ["heart_rate"];
export const DEFAULT_RANGE: Range = "day";

/** What a card of lines shows. */
export function shownVitals({ vitals }: HistoryConfig): readonly string[] {
  return [...new Set(vitals?.length ? vitals : DEFAULT_VITALS)].slice(0, MOST_VITALS);
}

/** The kind that shows a vital best. */
export const KIND_OF: Readonly<Record<string, KindName>> = {
  systolic: "pressure",
  diastolic: "pressure",
  glucose: "glucose",
  sleep_duration: "sleep",
  sleep_stage: "sleep",
};

/** Return the configuration, or throw what is wrong with it. */
export function checked(config: unknown): HistoryConfig {
  const { vitals, kind, range, start, end, compare, compare_device_id, title } = checkedPerson(config);
  checkNames({ vitals });
  if (Array.isArray(vitals) && vitals.length > MOST_VITALS)
    throw new ConfigProblem("card_config_most", { field: "vitals", most: MOST_VITALS, given: vitals.length });
  checkOneOf({ kind }, KINDS);
  checkOneOf({ compare }, COMPARES);
  checkOneOf({ range }, RANGES);
  checkTexts({ compare_device_id, title });
  checkPeriod(start, end);
  return config as HistoryConfig;
}

/** Offered in the card picker for whoever chose an entity of one of our vitals. */
export function suggestion(hass: Hass, entityId: string): { config: object } | null {
  const entity = ourEntity(hass, entityId);
  if (entity === null || !LINES.includes(entity.key)) return null;
  const { device_id, key } = entity;
  const kind = KIND_OF[key];
  const shown = kind === undefined ? { vitals: [key] } : { kind };
  return { config: { type: `custom:${CARD_TYPE}`, device_id, ...shown } };
}

export const configForm = formOf(
  (name, text) => [
    PERSON_FIELD,
    {
      name: "kind",
      label: "card_field_kind",
      selector: oneOf(
        {
          line: "card_history_kind_line",
          pressure: "card_history_kind_pressure",
          glucose: "card_history_kind_glucose",
          oxygen: "card_history_kind_oxygen",
          sleep: "card_history_kind_sleep",
        },
        text,
      ),
    },
    { name: "vitals", label: "card_field_lines", selector: manyOf(LINES, name) },
    {
      name: "range",
      label: "card_field_range",
      selector: oneOf(
        {
          hour: "card_range_hour",
          day: "card_range_day",
          week: "card_range_week",
          month: "card_range_month",
          year: "card_range_year",
        },
        text,
      ),
    },
    {
      name: "compare",
      label: "card_field_compare",
      selector: oneOf(
        {
          none: "card_history_compare_none",
          day: "card_history_compare_day",
          week: "card_history_compare_week",
          month: "card_history_compare_month",
          year: "card_history_compare_year",
        },
        text,
      ),
    },
    { ...PERSON_FIELD, name: "compare_device_id", label: "card_field_compare_person", required: false },
    { name: "title", label: "card_field_title", selector: { text: {} } },
  ],
  checked,
);
