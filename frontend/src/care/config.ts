import { PERSON_FIELD, formOf } from "../form";
import type { Hass } from "../ha";
import { checkedPerson, ourEntity, type PersonConfig } from "../people";

export const CARD_TYPE = "healthsense-care-card";

export type CareConfig = PersonConfig;

/** Entities of the plan and of what is recommended: whoever chose one is offered this card. */
const KEYS: readonly string[] = ["reminders", "recommendation", "adherence_7d", "adherence_28d"];

export const checked = (config: unknown): CareConfig => checkedPerson(config);

export function suggestion(hass: Hass, entityId: string): { config: object } | null {
  const entity = ourEntity(hass, entityId);
  if (entity === null || !KEYS.includes(entity.key)) return null;
  return { config: { type: `custom:${CARD_TYPE}`, device_id: entity.device_id } };
}

export const configForm = formOf(() => [PERSON_FIELD], checked);
