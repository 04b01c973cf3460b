import { PERSON_OR_ALL_FIELD, formOf } from "../form";
import { checkedPerson, type PersonConfig } from "../people";

export const CARD_TYPE = "healthsense-settings-card";

export type SettingsCardConfig = PersonConfig;

/** Return the configuration, or throw what is wrong with it. */
export function checked(config: unknown): SettingsCardConfig {
  return checkedPerson(config);
}

export const configForm = formOf(() => [PERSON_OR_ALL_FIELD], checked);
