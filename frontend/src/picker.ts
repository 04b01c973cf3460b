import { rootHass } from "./form";
import type { CustomCard, Hass } from "./ha";
import { loadTexts, words } from "./texts";

const DOCUMENTATION = "https://github.com/healthsense-home/healthsense/blob/main/docs/cards.md";

/** A card as the picker shows it: its own words in English, and the texts that say them in the user's language. */
export interface Offer {
  readonly type: string;
  readonly name: string;
  readonly description: string;
  readonly texts: { readonly name: string; readonly description: string };
  readonly suggestion?: (hass: Hass, entityId: string) => { config: object } | null;
}

/** Tell the card picker of a card of ours; it shows the name that the card has when it is opened. */
export function offer({ type, name, description, texts, suggestion }: Offer): void {
  const card: CustomCard = {
    type,
    name,
    description,
    preview: true,
    documentationURL: DOCUMENTATION,
    ...(suggestion === undefined ? {} : { getEntitySuggestion: suggestion }),
  };
  window.customCards ??= [];
  if (window.customCards.some((known) => known.type === type)) return;
  window.customCards.push(card);
  void translate(card, texts);
}

/** Nothing is lost where it does not work: English stands there. */
async function translate(card: CustomCard, texts: Offer["texts"]): Promise<void> {
  await customElements.whenDefined("home-assistant");
  const hass = rootHass();
  if (hass === undefined) return;
  try {
    const localize = await loadTexts(hass);
    card.name = words(localize, texts.name) || card.name;
    card.description = words(localize, texts.description) || card.description;
  } catch {
    // Home Assistant was not there: as above.
  }
}
