import { PERSON_OR_ALL_FIELD, formOf, oneOf } from "../form";
import type { Hass } from "../ha";
import { checkedPerson, ourEntity, type PersonConfig } from "../people";
import { checkOneOf } from "../problem";
import { RANGES, type Range } from "../span";

export const CARD_TYPE = "healthsense-alerts-card";

export interface AlertsCardConfig extends PersonConfig {
  readonly range?: Range;
}

/** Entities of a person's that are about alerts. */
const ABOUT = ["alert", "alert_level", "open_alerts", "overall_status"];

/** Return the configuration, or throw what is wrong with it. */
export function checked(config: unknown): AlertsCardConfig {
  const { range } = checkedPerson(config);
  checkOneOf({ range }, RANGES);
  return config as AlertsCardConfig;
}

export function suggestion(hass: Hass, entityId: string): { config: object } | null {
  const entity = ourEntity(hass, entityId);
  if (entity === null || !ABOUT.includes(entity.key)) return null;
  return { config: { type: `custom:${CARD_TYPE}`, device_id: entity.device_id } };
}

export const configForm = formOf(
  (_name, text) => [
    PERSON_OR_ALL_FIELD,
    {
      name: "range",
      label: "card_field_alerts_range",
      selector: oneOf(
        { day: "card_range_day", week: "card_range_week", month: "card_range_month", year: "card_range_year" },
        text,
      ),
    },
  ],
  checked,
);
