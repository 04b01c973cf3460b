import limits from "./limits.json";

/** A vital that is told as a number: what is plausible in its unit, and the other units it is known in. */
export interface NumberField {
  readonly unit: string;
  readonly low: number;
  readonly high: number;
  readonly site: boolean;
  /** By unit: our unit = value * factor + offset. */
  readonly others: Readonly<Record<string, readonly number[]>>;
}

/** As the engine's register has them (vitals.py); a test compares the two. */
export const NUMBERS: Readonly<Record<string, NumberField>> = limits;

/** Vitals that are told as one of a few words. */
export const WORDS: Readonly<Record<string, readonly string[]>> = {
  supplemental_oxygen: ["off", "on"],
  consciousness: ["alert", "confusion", "voice", "pain", "unresponsive"],
  posture: ["sitting", "lying", "standing"],
};

export const SITES = ["oral", "ear", "forehead", "axillary", "rectal", "skin"] as const;

/** What a cuff tells at once; named by its first. */
export const PRESSURE = ["systolic", "diastolic", "cuff_pulse"] as const;

/** What is asked for where nothing else is configured, and what else one may want to tell. */
export const USUAL: readonly string[] = [
  "systolic",
  "heart_rate",
  "spo2",
  "temperature",
  "glucose",
  "weight",
  "respiratory_rate",
];
export const FURTHER: readonly string[] = [
  "waist",
  "body_fat",
  "resting_heart_rate",
  "supplemental_oxygen",
  "consciousness",
];

/** The units a vital may be told in, its own first. */
export function unitsOf(key: string): readonly string[] {
  const field = NUMBERS[key];
  return field === undefined ? [] : [field.unit, ...Object.keys(field.others)];
}

/** What is plausible, in another unit of the vital. */
export function rangeIn(field: NumberField, unit: string): readonly [low: number, high: number] {
  const [factor = 1, offset = 0] = field.others[unit] ?? [];
  return [(field.low - offset) / factor, (field.high - offset) / factor];
}
