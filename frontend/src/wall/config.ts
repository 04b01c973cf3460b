import { VITALS } from "../catalog";
import { formOf, manyOf } from "../form";
import { DOMAIN } from "../people";
import { checkFields, checkNames, checkTexts } from "../problem";

export const CARD_TYPE = "healthsense-wall-card";

export interface WallConfig {
  readonly type: string;
  /** The devices of the people to show; everybody, where none is named. */
  readonly devices?: readonly string[];
  readonly vitals?: readonly string[];
  /**
   * Where a tap on somebody leads: a view of this dashboard, or an address that begins with "/". "{person_id}",
   * "{device_id}" and "{name}" (as the dashboard that writes itself has it in its addresses) stand for the person. Without it a tap opens what Home Assistant knows of the status.
   */
  readonly person_path?: string;
}

export const MOST_VITALS = 5;
/** A tile shows the first few of these that a person has. */
export const DEFAULT_VITALS: readonly string[] = [
  "heart_rate",
  "spo2",
  "systolic",
  "glucose",
  "respiratory_rate",
  "temperature",
  "weight",
];

/** Return the configuration, or throw what is wrong with it. */
export function checked(config: unknown): WallConfig {
  const { devices, vitals, person_path } = checkFields(config);
  checkNames({ devices, vitals });
  checkTexts({ person_path });
  return config as WallConfig;
}

export const configForm = formOf(
  (name) => [
    {
      name: "devices",
      label: "card_field_people",
      selector: {
        device: { multiple: true, filter: { integration: DOMAIN }, entity: { integration: DOMAIN, domain: "sensor" } },
      },
    },
    { name: "vitals", label: "card_field_wall_vitals", selector: manyOf(VITALS, name) },
  ],
  checked,
);
