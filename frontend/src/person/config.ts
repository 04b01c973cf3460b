import { SCORES, VITALS } from "../catalog";
import { PERSON_FIELD, formOf, manyOf } from "../form";
import type { Hass } from "../ha";
import { checkedPerson, ourEntity, type PersonConfig } from "../people";
import { checkNames } from "../problem";

export const CARD_TYPE = "healthsense-person-card";

export interface PersonCardConfig extends PersonConfig {
  readonly vitals?: readonly string[];
  readonly scores?: readonly string[];
}

export const DEFAULT_VITALS: readonly string[] = VITALS.slice(0, 8);
export const DEFAULT_SCORES: readonly string[] = ["news2", "bp_category_esc"];

/** Return the configuration, or throw what is wrong with it. */
export function checked(config: unknown): PersonCardConfig {
  const { vitals, scores } = checkedPerson(config);
  checkNames({ vitals, scores });
  return config as PersonCardConfig;
}

/** Offered in the card picker for whoever chose one of our entities. */
export function suggestion(hass: Hass, entityId: string): { config: object } | null {
  const entity = ourEntity(hass, entityId);
  return entity && { config: { type: `custom:${CARD_TYPE}`, device_id: entity.device_id } };
}

export const configForm = formOf(
  (name) => [
    PERSON_FIELD,
    { name: "vitals", label: "card_field_vitals", selector: manyOf(VITALS, name) },
    { name: "scores", label: "card_field_scores", selector: manyOf(SCORES, name) },
  ],
  checked,
);
