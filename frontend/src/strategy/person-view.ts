import { words } from "../texts";
import type { Seen } from "./house";
import {
  badge,
  heading,
  ours,
  section,
  sections,
  trouble,
  whom,
  width,
  type Card,
  type Section,
  type View,
  type Writing,
} from "./parts";
import { learned } from "./risks";

/** A chart of a person's history: shown where one of `needs` was ever measured. */
interface Chart {
  readonly needs: readonly string[];
  readonly config: (vitals: readonly string[]) => object;
}

const LINES = ["heart_rate", "spo2", "respiratory_rate", "temperature"] as const;
const CHARTS: readonly Chart[] = [
  {
    needs: LINES,
    config: (vitals) => ({ vitals: LINES.filter((key) => vitals.includes(key)).slice(0, 2), range: "day" }),
  },
  { needs: ["systolic"], config: () => ({ kind: "pressure", range: "month" }) },
  { needs: ["glucose"], config: () => ({ kind: "glucose", range: "month" }) },
  { needs: ["spo2"], config: () => ({ kind: "oxygen", range: "week" }) },
  { needs: ["sleep_duration"], config: () => ({ kind: "sleep", range: "month" }) },
  { needs: ["weight"], config: () => ({ vitals: ["weight"], range: "year" }) },
];
/** The readings of which a pattern over hours and days tells most. */
const PATTERNS = ["glucose", "heart_rate", "spo2", "systolic"] as const;

function history({ localize }: Writing, one: Seen): Section | null {
  const charts = CHARTS.filter(({ needs }) => needs.some((key) => one.vitals.includes(key)));
  if (charts.length === 0) return null;
  return section(
    [
      heading({ text: words(localize, "card_view_history"), icon: "mdi:chart-line" }),
      ...charts.map(({ config }, index) =>
        ours("history", { ...whom(one), ...config(one.vitals) }, width(index, charts.length)),
      ),
    ],
    2,
  );
}

/** A card of the reading of which a pattern tells most, under a heading; none where there is none. */
function pattern(one: Seen, card: string, text: string, icon: string): Card[] {
  const vital = PATTERNS.find((key) => one.vitals.includes(key));
  if (vital === undefined) return [];
  return [heading({ text, icon }), ours(card, { ...whom(one), vital, range: "month" })];
}

function patterns({ localize }: Writing, one: Seen): Section | null {
  const cards = pattern(one, "heatmap", words(localize, "card_view_patterns"), "mdi:grid");
  return cards.length === 0 ? null : section(cards, 3);
}

function open(one: Seen): Card {
  return ours("alerts", { ...whom(one), range: "week" });
}

/** What is so now, what is open and what is due: one column, about as high as the history beside it. */
function now({ localize }: Writing, one: Seen): Section {
  return section([
    heading({ text: words(localize, "card_view_now"), icon: "mdi:heart-pulse" }),
    ours("person", whom(one)),
    ...(one.may_write ? [open(one)] : []),
    ours("care", whom(one)),
  ]);
}

function risks({ localize }: Writing, one: Seen): Section {
  const shown = learned(one);
  return section(
    [
      heading({ text: words(localize, "card_view_risks"), icon: "mdi:chart-bell-curve-cumulative" }),
      ...shown.map((assessment, index) => ours("risk", { ...whom(one), assessment }, width(index, shown.length))),
    ],
    2,
  );
}

/** Beside the risks, and on a tablet beside what is so now: what may be entered, or what is open; how values spread. */
function beside({ localize }: Writing, one: Seen): Section {
  const first = one.may_write
    ? [heading({ text: words(localize, "card_view_enter"), icon: "mdi:pencil-plus-outline" }), ours("entry", whom(one))]
    : [heading({ text: words(localize, "card_view_alerts"), icon: "mdi:bell-outline" }), open(one)];
  return section([
    ...first,
    ...pattern(one, "distribution", words(localize, "card_view_spread"), "mdi:chart-histogram"),
  ]);
}

function quality({ localize }: Writing, one: Seen): Section {
  return section(
    [
      heading({ text: words(localize, "card_view_quality"), icon: "mdi:transit-connection-variant" }),
      ours("sources", whom(one)),
    ],
    3,
  );
}

/** Everything about one person, as far as there is anything. */
export function personView(writing: Writing, one: Seen): View {
  const parts = [
    trouble(writing),
    ...[now, history, beside, risks, patterns, quality].map((part) => part(writing, one)),
  ];
  const { hass, localize } = writing;
  const badges = [
    ...badge(hass, one, "alert_level", words(localize, "card_view_alerts")),
    ...badge(hass, one, "data_quality", words(localize, "card_view_badge_quality")),
    ...badge(hass, one, "last_measurement", words(localize, "card_view_badge_measured")),
  ];
  return sections(parts, 3, { badges });
}
