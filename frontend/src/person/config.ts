import type { Hass } from "../ha";
import { loadTexts, nameOf, words } from "../texts";

export const CARD_TYPE = "healthsense-person-card";

export interface PersonCardConfig {
  readonly type: string;
  readonly device_id?: string;
  /** Instead of a device: the id that HealthSense gave the person. */
  readonly person_id?: string;
  readonly vitals?: readonly string[];
  readonly scores?: readonly string[];
}

const DOMAIN = "healthsense";

/** What may be chosen; the names come from the integration's translations. */
export const VITALS = [
  "heart_rate",
  "spo2",
  "systolic",
  "diastolic",
  "respiratory_rate",
  "temperature",
  "glucose",
  "weight",
  "resting_heart_rate",
  "hrv_rmssd",
  "hrv_sdnn",
  "perfusion_index",
  "body_fat",
  "waist",
  "steps",
  "distance",
  "active_energy",
  "sleep_duration",
  "walking_speed",
] as const;
export const SCORES = [
  "news2",
  "bp_category_esc",
  "bp_category_acc",
  "diabetes_risk",
  "heart_disease_risk",
  "hypoxia_risk",
  "vitals_anomaly",
  "illness_signal",
  "qsofa",
  "shock_index",
  "fever",
  "map",
  "pulse_pressure",
  "heart_rate_trend",
  "heart_rate_deviation",
  "spo2_trend",
  "spo2_deviation",
  "bmi",
  "data_quality",
] as const;
export const DEFAULT_VITALS: readonly string[] = VITALS.slice(0, 8);
export const DEFAULT_SCORES: readonly string[] = ["news2", "bp_category_esc"];

/** Return the configuration, or throw what is wrong with it; the editor shows that to whoever writes YAML. */
export function checked(config: unknown): PersonCardConfig {
  if (typeof config !== "object" || config === null) throw new Error("The card needs a configuration.");
  const { device_id, person_id, vitals, scores } = config as Record<string, unknown>;
  for (const [name, value] of Object.entries({ device_id, person_id })) {
    if (value !== undefined && typeof value !== "string") throw new Error(`${name} must be a text.`);
  }
  for (const [name, value] of Object.entries({ vitals, scores })) {
    const fits = Array.isArray(value) && value.every((one) => typeof one === "string");
    if (value !== undefined && !fits) throw new Error(`${name} must be a list of names.`);
  }
  return config as PersonCardConfig;
}

/** The person that a configuration means. */
export function personOf(hass: Hass, config: PersonCardConfig): string | undefined {
  if (config.person_id) return config.person_id;
  return config.device_id ? personOfDevice(hass, config.device_id) : undefined;
}

function personOfDevice(hass: Hass, deviceId: string): string | undefined {
  return hass.devices[deviceId]?.identifiers?.find(([domain]) => domain === DOMAIN)?.[1];
}

/** The devices of people, who have sensors; that of the models has none. */
export function peopleDevices(hass: Hass): string[] {
  const ids = Object.values(hass.entities)
    .filter((entity) => entity.platform === DOMAIN && entity.translation_key === "overall_status")
    .map((entity) => entity.device_id);
  return [...new Set(ids)].filter((id): id is string => id !== undefined);
}

/** The entity that shows a vital or a score of a person's, if there is one: a private person has few. */
export function entityOf(hass: Hass, deviceId: string | null, key: string): string | undefined {
  return Object.values(hass.entities).find(
    (entity) => entity.device_id === deviceId && entity.platform === DOMAIN && entity.translation_key === key,
  )?.entity_id;
}

export function stubConfig(hass: Hass): { device_id: string } {
  return { device_id: peopleDevices(hass)[0] ?? "" };
}

/** Offered in the card picker for whoever chose one of our entities. */
export function suggestion(hass: Hass, entityId: string): { config: object } | null {
  const entity = hass.entities[entityId];
  if (entity?.platform !== DOMAIN || !entity.device_id || !peopleDevices(hass).includes(entity.device_id)) return null;
  return { config: { type: `custom:${CARD_TYPE}`, device_id: entity.device_id } };
}

const LABELS: Readonly<Record<string, string>> = {
  device_id: "card_field_person",
  vitals: "card_field_vitals",
  scores: "card_field_scores",
};

/** Home Assistant makes the editor from this. */
export async function configForm(): Promise<object> {
  // The form is asked for without `hass`; Home Assistant's root element has it.
  const hass = (document.querySelector("home-assistant") as { hass?: Hass } | null)?.hass;
  const localize = hass === undefined ? (): string => "" : await loadTexts(hass);
  const choice = (keys: readonly string[]): object => ({
    select: {
      multiple: true,
      reorder: true,
      custom_value: true,
      mode: "dropdown",
      options: keys.map((value) => ({ value, label: nameOf(localize, value) })),
    },
  });
  const text = (name: string, suffix = ""): string | undefined => {
    const key = LABELS[name];
    return key === undefined ? undefined : words(localize, `${key}${suffix}`) || undefined;
  };
  return {
    schema: [
      {
        name: "device_id",
        required: true,
        selector: { device: { filter: { integration: DOMAIN }, entity: { integration: DOMAIN, domain: "sensor" } } },
      },
      { name: "vitals", selector: choice(VITALS) },
      { name: "scores", selector: choice(SCORES) },
    ],
    computeLabel: (field: { name: string }) => text(field.name),
    computeHelper: (field: { name: string }) => text(field.name, "_help"),
    assertConfig: checked,
  };
}
