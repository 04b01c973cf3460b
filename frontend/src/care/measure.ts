import type { Localize } from "../ha";
import { nameOf, words } from "../texts";

const NAMES: Readonly<Record<string, string>> = {
  blood_pressure: "advice_measure_blood_pressure",
  weight: "advice_measure_weight",
  glucose: "advice_measure_glucose",
  spo2: "advice_measure_spo2",
  temperature: "advice_measure_temperature",
  heart_rate: "advice_measure_heart_rate",
  respiratory_rate: "advice_measure_respiratory_rate",
  waist: "advice_measure_waist",
};

/** What a task of a care plan measures. */
export function measureName(localize: Localize, measure: string): string {
  const key = NAMES[measure];
  return (key === undefined ? "" : words(localize, key)) || nameOf(localize, measure);
}
