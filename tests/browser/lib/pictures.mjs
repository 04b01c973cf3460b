// The pictures that are kept: of a card alone, or of a whole screen.
import { CARDS_PATH, STRATEGY_PATH } from "./rows.mjs";

/** A card's picture is as wide as a section of a dashboard, or two where the card is wide. */
const NARROW = { width: 560, height: 1200 };
const WIDE = { width: 1100, height: 1200 };

const one = (name, more = {}) => ({
  name,
  path: `/${CARDS_PATH}/${name}`,
  card: `hui-card > :not(style)`,
  size: NARROW,
  ...more,
});
const wide = (name, more = {}) => one(name, { size: WIDE, ...more });
/** A whole view of the dashboard that writes itself. */
const screen = (name, view, more = {}) => ({ name, path: `/${STRATEGY_PATH}/${view}`, ...more });

export const PICTURES = [
  one("person"),
  one("person-unwell"),
  one("person-dark", { path: `/${CARDS_PATH}/person`, dark: true }),
  wide("history"),
  wide("history-year"),
  wide("history-beside"),
  wide("history-pressure"),
  wide("history-glucose"),
  wide("history-oxygen"),
  wide("history-sleep"),
  one("distribution"),
  wide("heatmap"),
  one("risk"),
  wide("models"),
  one("entry"),
  wide("alerts"),
  one("settings"),
  wide("wall"),
  wide("sources"),
  wide("analytics"),
  one("care"),
  screen("overview", "overview"),
  screen("overview-phone-german-dark", "overview", { size: "phone", language: "de", dark: true }),
  screen("kiosk", "kiosk", { size: { width: 1024, height: 600 } }),
];
