import { PERSON_OR_ALL_FIELD, formOf, manyOf } from "../form";
import type { Hass } from "../ha";
import { checkedPerson, ourEntity, type PersonConfig } from "../people";
import { checkNames, checkOneOf } from "../problem";

export const CARD_TYPE = "healthsense-entry-card";

export interface EntryCardConfig extends PersonConfig {
  readonly vitals?: readonly string[];
}

/** What can be asked for, for the editor: the rules of each stand in the chunk (fields.ts). */
export const ASKED = [
  "systolic",
  "heart_rate",
  "spo2",
  "temperature",
  "glucose",
  "weight",
  "respiratory_rate",
  "resting_heart_rate",
  "hrv_rmssd",
  "hrv_sdnn",
  "perfusion_index",
  "height",
  "waist",
  "body_fat",
  "steps",
  "distance",
  "active_energy",
  "sleep_duration",
  "walking_speed",
  "supplemental_oxygen",
  "consciousness",
] as const;

/** Return the configuration, or throw what is wrong with it. */
export function checked(config: unknown): EntryCardConfig {
  const { vitals } = checkedPerson(config);
  checkNames({ vitals });
  checkOneOf({ vitals }, ASKED);
  return config as EntryCardConfig;
}

/** Offered for whoever chose a reading that people tell. */
export function suggestion(hass: Hass, entityId: string): { config: object } | null {
  const entity = ourEntity(hass, entityId);
  if (entity === null || !ASKED.some((one) => one === entity.key)) return null;
  return { config: { type: `custom:${CARD_TYPE}`, device_id: entity.device_id } };
}

export const configForm = formOf(
  (name, text) => [
    PERSON_OR_ALL_FIELD,
    {
      name: "vitals",
      label: "card_field_entry_vitals",
      selector: manyOf(ASKED, (key) => (key === "systolic" ? text("advice_measure_blood_pressure") : name(key))),
    },
  ],
  checked,
);
