import type { Hass } from "./ha";
import { checkFields, checkTexts } from "./problem";

export const DOMAIN = "healthsense";

/** How a card names its person: by the device, or by the id that HealthSense gave them. */
export interface PersonConfig {
  readonly type: string;
  readonly device_id?: string;
  readonly person_id?: string;
}

/** Return the configuration as an object, or throw what is wrong with it; the editor shows that to whoever writes YAML. */
export function checkedPerson(config: unknown): PersonConfig & Readonly<Record<string, unknown>> {
  const { device_id, person_id } = checkFields(config);
  checkTexts({ device_id, person_id });
  return config as PersonConfig & Readonly<Record<string, unknown>>;
}

/** The person that a configuration means. */
export function personOf(hass: Hass, config: Omit<PersonConfig, "type">): string | undefined {
  if (config.person_id) return config.person_id;
  return config.device_id ? personOfDevice(hass, config.device_id) : undefined;
}

export function personOfDevice(hass: Hass, deviceId: string): string | undefined {
  return hass.devices[deviceId]?.identifiers?.find(([domain]) => domain === DOMAIN)?.[1];
}

/** The devices of people, who have sensors; that of the models has none. */
export function peopleDevices(hass: Hass): string[] {
  const ids = Object.values(hass.entities)
    .filter((entity) => entity.platform === DOMAIN && entity.translation_key === "overall_status")
    .map((entity) => entity.device_id);
  return [...new Set(ids)].filter((id): id is string => id !== undefined);
}

/** Home Assistant hands over another object when its entities change; until then each is found at once. */
const entities = new WeakMap<Hass["entities"], ReadonlyMap<string, string>>();

/** The entity that shows a vital or a score of a person's, if there is one: a private person has few. */
export function entityOf(hass: Hass, deviceId: string | null, key: string): string | undefined {
  let known = entities.get(hass.entities);
  if (known === undefined) {
    const ours = Object.values(hass.entities).filter((entity) => entity.platform === DOMAIN);
    // The first of several counts, as in the list.
    known = new Map(
      ours.reverse().map((one) => [`${one.device_id ?? ""} ${one.translation_key ?? ""}`, one.entity_id]),
    );
    entities.set(hass.entities, known);
  }
  return deviceId === null ? undefined : known.get(`${deviceId} ${key}`);
}

/** The first person, for the card picker's preview. */
export function firstPerson(hass: Hass): { device_id: string } {
  return { device_id: peopleDevices(hass)[0] ?? "" };
}

/** Our entity's key and its person's device, for cards that are offered to whoever chose it. */
export function ourEntity(hass: Hass, entityId: string): { device_id: string; key: string } | null {
  const entity = hass.entities[entityId];
  if (entity?.platform !== DOMAIN || !entity.device_id || !peopleDevices(hass).includes(entity.device_id)) return null;
  return { device_id: entity.device_id, key: entity.translation_key ?? "" };
}
