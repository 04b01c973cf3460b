import { VITALS } from "../catalog";
import { PERSON_FIELD, formOf, manyOf, oneOf } from "../form";
import type { Hass } from "../ha";
import { checkedPerson, firstPerson, ourEntity, type PersonConfig } from "../people";
import { checkOneOf, checkTexts } from "../problem";
import { RANGES, type Range } from "../span";

export const CARD_TYPE = "healthsense-distribution-card";

export interface DistributionConfig extends PersonConfig {
  readonly vital?: string;
  readonly range?: Range;
}

/** Counted over a day or told in words: they have no spread of single values. */
const WITHOUT_SPREAD: ReadonlySet<string> = new Set(["steps", "distance", "active_energy"]);
export const SPREAD_VITALS: readonly string[] = VITALS.filter((vital) => !WITHOUT_SPREAD.has(vital));
export const DEFAULT_VITAL = "heart_rate";
export const DEFAULT_RANGE: Range = "month";

/** Return the configuration, or throw what is wrong with it. */
export function checked(config: unknown): DistributionConfig {
  const { vital, range } = checkedPerson(config);
  checkTexts({ vital });
  checkOneOf({ range }, RANGES);
  return config as DistributionConfig;
}

export function stub(hass: Hass): object {
  return { ...firstPerson(hass), vital: DEFAULT_VITAL, range: DEFAULT_RANGE };
}

/** Offered in the card picker for whoever chose one of our entities that has a spread. */
export function suggestion(hass: Hass, entityId: string): { config: object } | null {
  const entity = ourEntity(hass, entityId);
  if (entity === null || !SPREAD_VITALS.includes(entity.key)) return null;
  return { config: { type: `custom:${CARD_TYPE}`, device_id: entity.device_id, vital: entity.key } };
}

/** One vital out of those that a card can show. */
export function vitalOf(vitals: readonly string[], name: (key: string) => string): object {
  const { select } = manyOf(vitals, name) as { select: object };
  return { select: { ...select, multiple: false, reorder: false } };
}

export const configForm = formOf(
  (name, text) => [
    PERSON_FIELD,
    { name: "vital", label: "card_field_vital", selector: vitalOf(SPREAD_VITALS, name) },
    {
      name: "range",
      label: "card_field_range",
      selector: oneOf(
        {
          day: "card_range_day",
          week: "card_range_week",
          month: "card_range_month",
          year: "card_range_year",
        },
        text,
      ),
    },
  ],
  checked,
);
