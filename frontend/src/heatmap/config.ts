import { VITALS } from "../catalog";
import { vitalOf } from "../distribution/config";
import { PERSON_FIELD, formOf, oneOf } from "../form";
import type { Hass } from "../ha";
import { checkedPerson, firstPerson, ourEntity, type PersonConfig } from "../people";
import { checkOneOf, checkTexts } from "../problem";
import type { Range } from "../span";

export const CARD_TYPE = "healthsense-heatmap-card";

export interface HeatmapConfig extends PersonConfig {
  readonly vital?: string;
  readonly range?: Range;
}

export const HEATMAP_RANGES: readonly Range[] = ["week", "month", "year"];
export const DEFAULT_VITAL = "heart_rate";
export const DEFAULT_RANGE: Range = "month";

/** Return the configuration, or throw what is wrong with it. */
export function checked(config: unknown): HeatmapConfig {
  const { vital, range } = checkedPerson(config);
  checkTexts({ vital });
  checkOneOf({ range }, HEATMAP_RANGES);
  return config as HeatmapConfig;
}

export function stub(hass: Hass): object {
  return { ...firstPerson(hass), vital: DEFAULT_VITAL, range: DEFAULT_RANGE };
}

/** Offered in the card picker for whoever chose one of our entities of a reading. */
export function suggestion(hass: Hass, entityId: string): { config: object } | null {
  const entity = ourEntity(hass, entityId);
  if (entity === null || !VITALS.some((vital) => vital === entity.key)) return null;
  return { config: { type: `custom:${CARD_TYPE}`, device_id: entity.device_id, vital: entity.key } };
}

export const configForm = formOf(
  (name, text) => [
    PERSON_FIELD,
    { name: "vital", label: "card_field_vital", selector: vitalOf(VITALS, name) },
    {
      name: "range",
      label: "card_field_range",
      selector: oneOf({ week: "card_range_week", month: "card_range_month", year: "card_range_year" }, text),
    },
  ],
  checked,
);
