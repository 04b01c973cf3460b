/** What is wrong with a configuration: checks that name the field and what it may be, in the reader's language. */
import type { Localize } from "./ha";
import { words } from "./texts";

/** In English, for whom the texts cannot be had; a test compares them with the integration's own. */
export const PROBLEMS = {
  card_config_missing: "There is no configuration. It begins with type: and the name of the card or dashboard.",
  card_config_text: "{field} must be a text, not {given}.",
  card_config_names: "{field} must be a list of names, each on a line of its own after a dash, not {given}.",
  card_config_one_of: "{field}: {given} is not possible. Choose from: {allowed}.",
  card_config_most: "{field} may have at most {most} names, not {given}.",
  card_config_number: "{field} must be a number of seconds from {low} to {high}, not {given}.",
  card_config_moment: "{field} must be a date such as 2026-11-20, or a time such as 2026-11-20T18:00, not {given}.",
  card_config_together: "{field} and {other} belong together: give both, or neither.",
  card_config_order: "{field} must come before {other}.",
} as const;
type Values = Readonly<Record<string, string | number>>;

/** Thrown by the check of a configuration; as an error it speaks English. */
export class ConfigProblem extends Error {
  constructor(
    private readonly key: keyof typeof PROBLEMS,
    private readonly values: Values = {},
  ) {
    super(PROBLEMS[key].replace(/{(\w+)}/g, (_, name: string) => String(values[name])));
  }

  inWords(localize: Localize): string {
    return words(localize, this.key, this.values) || this.message;
  }
}

const LONGEST = 60;

/** What stands in the configuration, short enough for a sentence. */
export function given(value: unknown): string {
  const text =
    typeof value === "string" ? `"${value}"` : ((JSON.stringify(value) as string | undefined) ?? String(value));
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

type Fields = Readonly<Record<string, unknown>>;

/** Return the fields of a configuration, which must be one. */
export function checkFields(config: unknown): Fields {
  if (typeof config !== "object" || config === null || Array.isArray(config))
    throw new ConfigProblem("card_config_missing");
  return config as Fields;
}

export function checkTexts(fields: Fields): void {
  for (const [field, value] of Object.entries(fields)) {
    if (value !== undefined && typeof value !== "string")
      throw new ConfigProblem("card_config_text", { field, given: given(value) });
  }
}

export function checkNames(fields: Fields): void {
  for (const [field, value] of Object.entries(fields)) {
    const fits = Array.isArray(value) && value.every((one) => typeof one === "string");
    if (value !== undefined && !fits) throw new ConfigProblem("card_config_names", { field, given: given(value) });
  }
}

/** Each value must be one of a few; of a list each of its names. */
export function checkOneOf(fields: Fields, allowed: readonly unknown[]): void {
  for (const [field, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (one === undefined || allowed.includes(one)) continue;
      throw new ConfigProblem("card_config_one_of", { field, given: given(one), allowed: allowed.join(", ") });
    }
  }
}
