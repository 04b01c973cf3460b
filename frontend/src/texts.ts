import type { Hass, Localize } from "./ha";

/**
 * The texts come from the integration's translations, in whatever language the user reads. Home Assistant loads
 * them by category: ours are `common` (keys `card_*`), the words for vitals and scores are those of `selector`.
 */
const CATEGORIES = ["common", "entity", "exceptions", "selector"] as const;

const loading = new Map<string, Promise<Localize>>();

/** Load the texts of the user's language; once for all cards of a page. */
export function loadTexts(hass: Hass): Promise<Localize> {
  return once(hass.language, () => load(hass));
}

function once(what: string, make: () => Promise<Localize>): Promise<Localize> {
  let texts = loading.get(what);
  if (texts === undefined) {
    texts = make().catch((error: unknown) => {
      // So that the next card, or the same after a reconnect, asks again.
      loading.delete(what);
      throw error;
    });
    loading.set(what, texts);
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

const PERSON = "component.healthsense.config_subentries.person.step";
const FORMS = ["background", "laboratory", "profile"] as const;
const QUESTIONNAIRES = ["ada", "chest_pain", "findrisc", "lifestyle"] as const;
/** What a score calls a figure of a vital that is not its newest reading. */
const QUALIFIED = [
  [/^(.+)_baseline$/, "card_of_baseline"],
  [/^(.+)_mean$/, "card_of_mean"],
  [/^(.+)_before$/, "card_of_before"],
  [/^(.+)_slope$/, "card_of_slope"],
  [/^(.+)_min$/, "card_of_min"],
  [/^night_(.+)$/, "card_of_night"],
  [/^(.+)_now$/, null],
] as const;
const FACTS: Readonly<Record<string, string>> = {
  age: "card_fact_age",
  cuff_readings: "card_fact_cuff_readings",
  events: "card_fact_events",
  model: "card_fact_model",
  recording_hours: "card_fact_recording_hours",
};
/** What the learned model of high blood sugar calls the pulse. */
const ALIASES: Readonly<Record<string, string>> = { pulse: "heart_rate" };

/**
 * Load what the forms call the facts of a profile: much, and only needed for what a score rests on. Asked while it
 * is still under way, Home Assistant answers without it: all cards wait for the first.
 */
export function loadFormTexts(hass: Hass): Promise<Localize> {
  return once(`${hass.language} forms`, async () => {
    await loadTexts(hass);
    return hass.loadBackendTranslation("config_subentries", "healthsense");
  });
}

/** What a vital, a score or a fact of the profile is called. */
export function nameOf(localize: Localize, key: string): string {
  return known(localize, ALIASES[key] ?? key) ?? key.replaceAll("_", " ");
}

function known(localize: Localize, key: string): string | undefined {
  const fact = FACTS[key];
  const direct = [
    option(localize, "vital", key),
    option(localize, "assessment", key),
    fact === undefined ? "" : words(localize, fact),
    ...FORMS.map((form) => localize(`${PERSON}.${form}.data.${key}`)),
    ...QUESTIONNAIRES.map((name) => localize(`${PERSON}.questionnaire.data.${name}_${key}`)),
    // What advice calls them says what is wrong with them: only where the forms have no name.
    words(localize, `advice_fact_${key}`),
  ].find(Boolean);
  if (direct !== undefined) return direct;
  for (const [pattern, text] of QUALIFIED) {
    const base = pattern.exec(key)?.[1];
    const name = base === undefined ? undefined : known(localize, base);
    if (name !== undefined) return (text !== null && words(localize, text, { name })) || name;
  }
  return undefined;
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

/** The word for a value that is told in words: a state, the band of a score, or what a form offers. */
export function stateWord(localize: Localize, key: string, word: string): string {
  const sensor = `component.healthsense.entity.sensor.${key}`;
  const texts = [
    localize(`${sensor}.state.${word}`),
    localize(`${sensor}.state_attributes.band.state.${word}`),
    option(localize, key, word),
    option(localize, "yes_no", word),
  ];
  return texts.find(Boolean) ?? word.replaceAll("_", " ");
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
