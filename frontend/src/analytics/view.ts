/** What the card says, worked out from what HealthSense told: no drawing here. */
import type { BarChart } from "../base/bars";
import { lasting } from "../base/lasting";
import { timeFormat } from "../base/zone";
import type { AlertLevel, Assessment, Person } from "../data/messages";
import { clock, formatNumber } from "../format";
import type { Hass, Localize } from "../ha";
import { attribute, levelName, nameOf, stateWord, words } from "../texts";
import type { Engagement, Performance } from "./messages";

/** Assessments that say how something changes. */
const TRENDS = [
  "heart_rate_trend",
  "heart_rate_deviation",
  "spo2_trend",
  "spo2_deviation",
  "hrv_night_trend",
  "weight_change",
  "steps_deviation",
  "activity_deviation",
] as const;
const ICONS: Readonly<Record<string, string>> = {
  rising: "mdi:trending-up",
  higher_than_usual: "mdi:trending-up",
  falling: "mdi:trending-down",
  lower_than_usual: "mdi:trending-down",
  steady: "mdi:trending-neutral",
  usual: "mdi:trending-neutral",
  rule_met: "mdi:alert-outline",
};
const LEVELS: readonly AlertLevel[] = ["critical", "urgent", "warning", "info"];
/** So many weeks fit beside each other with a name below each. */
const NAMED_WEEKS = 6;
const DAY_MS = 86_400_000;
const MEGA = 1_000_000;

export function percent(hass: Hass, share: number): string {
  return `${formatNumber(hass, share * 100, 0)} %`;
}

/** What was planned and what of it was done, by week. */
export function weeksChart(hass: Hass, localize: Localize, found: Engagement): BarChart {
  const number = (value: number): string => formatNumber(hass, value, 0);
  // A day of the calendar, whatever the reader's zone.
  const day = new Intl.DateTimeFormat(hass.locale.language, { day: "numeric", month: "short", timeZone: "UTC" });
  const every = Math.ceil(found.weeks.length / NAMED_WEEKS);
  return {
    title: words(localize, "card_analytics_weeks"),
    summary: words(localize, "card_analytics_kept", { done: number(found.done), planned: number(found.planned) }),
    by: words(localize, "card_analytics_week"),
    series: [
      { name: words(localize, "card_analytics_done"), look: "solid" },
      { name: words(localize, "card_analytics_missed"), look: "hollow" },
    ],
    bars: found.weeks.map((week, index) => {
      const name = day.format(Date.parse(week.start));
      const parts = [week.done, Math.max(0, week.planned - week.done)];
      return { name, parts, ...(index % every === 0 ? { tick: name } : {}) };
    }),
    text: number,
  };
}

export interface Fact {
  readonly name: string;
  readonly text: string;
}

/** How alerts were answered. */
export function alertFacts(hass: Hass, localize: Localize, { alerts }: Engagement): Fact[] {
  const number = (value: number): string => formatNumber(hass, value, 0);
  const judged = alerts.useful + alerts.not_useful;
  const levels = LEVELS.filter((level) => alerts.by_level[level] > 0);
  const facts: (Fact | null)[] = [
    {
      name: words(localize, "card_analytics_alerts"),
      text: [
        number(alerts.count),
        ...levels.map((one) => `${levelName(localize, one)}:\u00a0${number(alerts.by_level[one])}`),
      ].join("\n"),
    },
    {
      name: words(localize, "card_analytics_answered"),
      text: `${number(alerts.acknowledged)} / ${number(alerts.count)}`,
    },
    alerts.median_ack_s === null
      ? null
      : { name: words(localize, "card_analytics_median"), text: lasting(hass, alerts.median_ack_s) },
    {
      name: words(localize, "card_analytics_useful"),
      text: judged === 0 ? words(localize, "card_analytics_unjudged") : `${number(alerts.useful)} / ${number(judged)}`,
    },
  ];
  return facts.filter((fact) => fact !== null);
}

export interface Trend {
  readonly key: string;
  readonly name: string;
  readonly word: string;
  readonly icon: string;
  /** There is an answer, not the reason for none. */
  readonly answered: boolean;
}

/** How key vitals change, in words; first those that have an answer. */
export function trends(localize: Localize, person: Person): Trend[] {
  const found = TRENDS.flatMap((key) => {
    const one: Assessment | undefined = person.assessments[key];
    if (one === undefined) return [];
    const band = one.refused === null ? one.band : null;
    const answered = band !== null;
    const none = (): string =>
      one.refused === null ? words(localize, "card_no_answer") : attribute(localize, key, "refused", one.refused);
    const word = band === null ? none() : stateWord(localize, key, band);
    const icon = band === null ? "mdi:minus-circle-outline" : (ICONS[band] ?? "mdi:help-circle-outline");
    return [{ key, name: nameOf(localize, key), word, icon, answered }];
  });
  return [...found.filter((one) => one.answered), ...found.filter((one) => !one.answered)];
}

/** How HealthSense itself does. */
export function systemFacts(hass: Hass, localize: Localize, found: Performance, nowMs: number): Fact[] {
  const number = (value: number, decimals = 0): string => formatNumber(hass, value, decimals);
  // A fraction of a millisecond tells nobody anything.
  const ms = (value: number | null): string =>
    value === null ? "–" : `${value < 1 ? `< ${number(1)}` : number(value)} ms`;
  const since = Date.parse(found.started);
  const day = timeFormat(hass, { day: "numeric", month: "short", year: "numeric" });
  return [
    [words(localize, "card_analytics_readings"), number(found.readings_24h)],
    [words(localize, "card_analytics_rejected"), number(found.rejected_24h)],
    [words(localize, "card_analytics_queue"), number(found.queue)],
    [words(localize, "card_analytics_dropped"), number(found.dropped)],
    [words(localize, "card_analytics_last"), ms(found.last_advance_ms)],
    [words(localize, "card_analytics_p99"), ms(found.p99_advance_ms)],
    [words(localize, "card_analytics_store"), `${number(found.store_bytes / MEGA, 1)} MB`],
    [words(localize, "card_analytics_people"), number(found.people)],
    [words(localize, "card_analytics_models"), number(found.models)],
    [
      words(localize, "card_analytics_since"),
      nowMs - since < DAY_MS ? clock(hass, found.started, nowMs) : day.format(since),
    ],
    [words(localize, "card_analytics_version"), found.version],
  ].map(([name, text]) => ({ name: name ?? "", text: text ?? "" }));
}
