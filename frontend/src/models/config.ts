import { formOf } from "../form";
import { checkFields } from "../problem";

export const CARD_TYPE = "healthsense-models-card";

export interface ModelsConfig {
  readonly type: string;
}

/** Return the configuration, or throw what is wrong with it. */
export function checked(config: unknown): ModelsConfig {
  checkFields(config);
  return config as ModelsConfig;
}

/** There is nothing to set: all models are shown. */
export const configForm = formOf(() => [], checked);
