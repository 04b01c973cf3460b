// What there is to look at: a new card needs one row. "$anna" stands for the device of the person of that name.

const person = (type, more = {}) => ({ type: `custom:healthsense-${type}-card`, device_id: "$anna", ...more });
const history = (kind, more) => person("history", { kind, ...more });
const everybody = (type) => ({ type: `custom:healthsense-${type}-card` });

/** `wide`: a card that has a whole row of the dashboard to itself. */
export const CARDS = [
  { name: "person", card: person("person") },
  { name: "person-unwell", card: person("person", { device_id: "$ben" }) },
  { name: "history", card: history("line", { vitals: ["heart_rate", "spo2"], range: "day" }), wide: true },
  { name: "history-year", card: history("line", { vitals: ["resting_heart_rate"], range: "year" }), wide: true },
  {
    name: "history-beside",
    card: history("line", { vitals: ["heart_rate"], range: "week", compare: "week", compare_device_id: "$ben" }),
    wide: true,
  },
  { name: "history-pressure", card: history("pressure", { range: "month" }), wide: true },
  { name: "history-glucose", card: history("glucose", { device_id: "$clara", range: "month" }), wide: true },
  { name: "history-oxygen", card: history("oxygen", { range: "month" }), wide: true },
  { name: "history-sleep", card: history("sleep", { range: "month" }), wide: true },
  { name: "distribution", card: person("distribution", { vital: "heart_rate", range: "month" }) },
  { name: "heatmap", card: person("heatmap", { vital: "heart_rate", range: "month" }), wide: true },
  { name: "risk", card: person("risk", { assessment: "diabetes_risk" }) },
  { name: "models", card: everybody("models"), wide: true },
  { name: "entry", card: person("entry") },
  { name: "entry-anybody", card: everybody("entry") },
  { name: "alerts", card: everybody("alerts"), wide: true },
  { name: "settings", card: person("settings") },
  { name: "wall", card: everybody("wall"), wide: true },
  { name: "sources", card: person("sources"), wide: true },
  { name: "analytics", card: person("analytics"), wide: true },
  { name: "care", card: person("care") },
  { name: "kiosk", card: person("kiosk"), wide: true },
  { name: "kiosk-anybody", card: everybody("kiosk"), wide: true },
  { name: "simulation", card: everybody("simulation") },
];

/** The dashboard that has a view for each row, and the one that the strategy writes. */
export const CARDS_PATH = "look-cards";
export const STRATEGY_PATH = "look-household";
export const STRATEGY = { strategy: { type: "custom:healthsense" } };

/** The rows' pages. */
export const cardPages = () => CARDS.map(({ name }) => ({ name, path: `/${CARDS_PATH}/${name}` }));

/** Puts the household's devices where "$name" stands. */
export function resolve(value, people) {
  let text = JSON.stringify(value);
  for (const [name, { device_id }] of Object.entries(people))
    text = text.replaceAll(`"$${name}"`, JSON.stringify(device_id));
  return JSON.parse(text);
}

/** A view with this one card, two columns wide where that is asked for. */
export function view(name, card, wide = false) {
  const columns = wide ? 2 : 1;
  const placed = wide ? { ...card, grid_options: { columns: "full" } } : card;
  return {
    type: "sections",
    title: name,
    path: name,
    max_columns: columns,
    sections: [{ type: "grid", column_span: columns, cards: [placed] }],
  };
}

export function cardsDashboard(people) {
  return { views: CARDS.map(({ name, card, wide }) => view(name, resolve(card, people), wide)) };
}
