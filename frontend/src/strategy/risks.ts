import type { Seen } from "./house";

/** Models that learned from data, and the long-term scores that say a probability; as a person's page shows them. */
const MODELS = ["diabetes_risk", "heart_disease_risk", "hypoxia_risk"] as const;
const LONG_TERM = ["prevent_cvd_10y", "score2", "framingham_cvd_bmi"] as const;

/** What there is to show of a person's risk: every model that has an answer, and the first long-term score that has. */
export function learned({ answered }: Seen): string[] {
  const models = MODELS.filter((key) => answered.includes(key));
  const long = LONG_TERM.find((key) => answered.includes(key));
  const shown = [...models, ...(long === undefined ? [] : [long])];
  // A refusal says what is missing: better than nothing at all.
  return shown.length > 0 ? shown : ["diabetes_risk"];
}
