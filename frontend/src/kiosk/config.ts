import { PERSON_OR_ALL_FIELD, formOf } from "../form";
import { checkedPerson, type PersonConfig } from "../people";
import { ConfigProblem, checkNames, given } from "../problem";

export const CARD_TYPE = "healthsense-kiosk-card";

export interface KioskConfig extends PersonConfig {
  /** Ids of people or their devices; everybody whom the user may see, where neither they nor one person is named. */
  readonly people?: readonly string[];
  /** After how many seconds without a touch the card dims; 0 for never. */
  readonly dim_after?: number;
}

export const DIM_AFTER_S = 60;
const LONGEST_S = 3600;

/** Return the configuration, or throw what is wrong with it. */
export function checked(config: unknown): KioskConfig {
  const { dim_after, people } = checkedPerson(config);
  checkNames({ people });
  const fits = typeof dim_after === "number" && dim_after >= 0 && dim_after <= LONGEST_S;
  if (dim_after !== undefined && !fits) {
    const values = { field: "dim_after", low: 0, high: LONGEST_S, given: given(dim_after) };
    throw new ConfigProblem("card_config_number", values);
  }
  return config as KioskConfig;
}

export const configForm = formOf(
  () => [
    PERSON_OR_ALL_FIELD,
    {
      name: "dim_after",
      label: "card_field_dim_after",
      selector: { number: { min: 0, max: LONGEST_S, mode: "box", unit_of_measurement: "s" } },
    },
  ],
  checked,
);
