import type { CustomCard, Hass } from "./ha";
import { CARD_TYPE, suggestion } from "./person/config";
import { loadTexts, words } from "./texts";

const DOCUMENTATION = "https://github.com/healthsense-home/healthsense/blob/main/docs/cards.md";

/** Tell the card picker of our cards; it shows the names that they have when it is opened. */
export function offerCards(): void {
  const card: CustomCard = {
    type: CARD_TYPE,
    name: "HealthSense: a person now",
    description: "Vital signs, status, alerts and scores of one person, live.",
    preview: true,
    documentationURL: DOCUMENTATION,
    getEntitySuggestion: suggestion,
  };
  window.customCards ??= [];
  if (window.customCards.some((known) => known.type === CARD_TYPE)) return;
  window.customCards.push(card);
  void translate(card);
}

/** Nothing is lost where it does not work: English stands there. */
async function translate(card: CustomCard): Promise<void> {
  await customElements.whenDefined("home-assistant");
  const hass = (document.querySelector("home-assistant") as { hass?: Hass } | null)?.hass;
  if (hass === undefined) return;
  try {
    const localize = await loadTexts(hass);
    card.name = words(localize, "card_person_name") || card.name;
    card.description = words(localize, "card_person_description") || card.description;
  } catch {
    // Home Assistant was not there: as above.
  }
}
