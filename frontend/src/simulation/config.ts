import { formOf } from "../form";
import { checkFields } from "../problem";

export const CARD_TYPE = "healthsense-simulation-card";

export interface SimulationConfig {
  readonly type: string;
}

/** Return the configuration, or throw what is wrong with it: there is nothing to choose. */
export function checked(config: unknown): SimulationConfig {
  checkFields(config);
  return config as SimulationConfig;
}

export const configForm = formOf(() => [], checked);
