import type { Hass, Localize } from "./ha";

/**
 * The texts come from the integration's translations, in whatever language the user reads. Home Assistant loads
 * them by category: ours are `common` (keys `card_*`), the words for vitals and scores are those of `selector`.
 */
const CATEGORIES = ["common", "entity", "exceptions", "selector"] as const;

const loading = new Map<string, Promise<Localize>>();

/** Load the texts of the user's language; once for all cards of a page. */
export function loadTexts(hass: Hass): Promise<Localize> {
  let texts = loading.get(hass.language);
  if (texts === undefined) {
    texts = load(hass).catch((error: unknown) => {
      // So that the next card, or the same after a reconnect, asks again.
      loading.delete(hass.language);
      throw error;
    });
    loading.set(hass.language, texts);
  }
  return texts;
}

async function load(hass: Hass): Promise<Localize> {
  let localize = hass.localize;
  // One after the other: each answers with all that was loaded until then.
  for (const category of CATEGORIES) localize = await hass.loadBackendTranslation(category, "healthsense");
  return localize;
}

/** One of our own texts. */
export function words(localize: Localize, key: string, values?: Readonly<Record<string, string | number>>): string {
  return localize(`component.healthsense.common.${key}`, values);
}

function option(localize: Localize, selector: string, key: string): string {
  return localize(`component.healthsense.selector.${selector}.options.${key}`);
}

/** What a vital, a score or a fact of the profile is called. */
export function nameOf(localize: Localize, key: string): string {
  return (
    option(localize, "vital", key) ||
    option(localize, "assessment", key) ||
    words(localize, `advice_fact_${key}`) ||
    key.replaceAll("_", " ")
  );
}

export function ruleName(localize: Localize, rule: string): string {
  return option(localize, "alert_rule", rule) || rule.replaceAll("_", " ");
}

export function causeName(localize: Localize, cause: string): string {
  return option(localize, "alert_cause", cause) || cause;
}

export function levelName(localize: Localize, level: string): string {
  return option(localize, "alert_level", level) || level;
}

/** The word for one state of a vital that is told in words. */
export function stateWord(localize: Localize, vital: string, word: string): string {
  return localize(`component.healthsense.entity.sensor.${vital}.state.${word}`) || word.replaceAll("_", " ");
}

/** What stands beside a score: the name of an attribute, or the word for one of its values. */
export function attribute(localize: Localize, score: string, name: string, word?: string): string {
  const base = `component.healthsense.entity.sensor`;
  const tail = `state_attributes.${name}.${word === undefined ? "name" : `state.${word}`}`;
  // Scores without an entity of their own name share the words of the early-warning score.
  return (
    localize(`${base}.${score}.${tail}`) || localize(`${base}.news2.${tail}`) || (word ?? name).replaceAll("_", " ")
  );
}
