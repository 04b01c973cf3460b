import type { Hass, Localize } from "./ha";
import { DOMAIN } from "./people";
import { ConfigProblem } from "./problem";
import { loadTexts, nameOf, words } from "./texts";

/** A field of a card's editor; its label is the text `label`, its help the one of `${label}_help`. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly required?: boolean;
  readonly selector: object;
}

/** Makes the words of choices once the user's language is loaded. */
export type Name = (key: string) => string;

export const PERSON_FIELD: Field = {
  name: "device_id",
  label: "card_field_person",
  required: true,
  selector: { device: { filter: { integration: DOMAIN }, entity: { integration: DOMAIN, domain: "sensor" } } },
};

/** Of a card that asks, or shows everybody, where nobody is chosen. */
export const PERSON_OR_ALL_FIELD: Field = { ...PERSON_FIELD, label: "card_field_person_or_all", required: false };

/** A choice of vitals or scores, in the order that is chosen. */
export function manyOf(keys: readonly string[], name: Name): object {
  return {
    select: {
      multiple: true,
      reorder: true,
      custom_value: true,
      mode: "dropdown",
      options: keys.map((value) => ({ value, label: name(value) })),
    },
  };
}

/** One of a few words; `texts` gives the key of each one's text. */
export function oneOf(texts: Readonly<Record<string, string>>, name: Name): object {
  const options = Object.entries(texts).map(([value, text]) => ({ value, label: name(text) }));
  return { select: { mode: "dropdown", options } };
}

interface Form {
  readonly schema: readonly Omit<Field, "label">[];
  readonly computeLabel: (field: { name: string }) => string | undefined;
  readonly computeHelper: (field: { name: string }) => string | undefined;
  readonly assertConfig: (config: unknown) => unknown;
}

/**
 * Home Assistant makes the editor from this. `fields` gets what names vitals and scores, and what looks one of our
 * own texts up.
 */
export function formOf(
  fields: (name: Name, text: Name) => readonly Field[],
  assertConfig: (config: unknown) => unknown,
): () => Promise<Form> {
  return async () => {
    // The form is asked for without `hass`; Home Assistant's root element has it.
    const hass = rootHass();
    const localize = hass === undefined ? (): string => "" : await loadTexts(hass);
    const text = (key: string | undefined): string | undefined =>
      key === undefined ? undefined : words(localize, key) || undefined;
    const made = fields(
      (key) => nameOf(localize, key),
      (key) => text(key) ?? key,
    );
    const labels = new Map(made.map((field) => [field.name, field.label]));
    return {
      schema: made.map(({ label: _, ...field }) => field),
      computeLabel: ({ name }) => text(labels.get(name)),
      computeHelper: ({ name }) => {
        const label = labels.get(name);
        return text(label === undefined ? undefined : `${label}_help`);
      },
      assertConfig: (config) => inWordsOf(localize, () => assertConfig(config)),
    };
  };
}

/** What a check returns; what is wrong with the configuration is thrown in the reader's language. */
export function inWordsOf<T>(localize: Localize, check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw error instanceof ConfigProblem ? new Error(error.inWords(localize), { cause: error }) : error;
  }
}

/** What Home Assistant's page knows, for what is asked for outside of a card. */
export function rootHass(): Hass | undefined {
  return (document.querySelector("home-assistant") as { hass?: Hass } | null)?.hass;
}
