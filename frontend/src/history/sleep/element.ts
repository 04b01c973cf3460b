import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { message } from "../../base/element";
import { timeFormat, timeZoneOf } from "../../base/zone";
import { formatNumber } from "../../format";
import type { Connection, Hass, Localize } from "../../ha";
import { scoreRow } from "../../person/view";
import "../../plot/element";
import { LINE_COLORS, TONES, type PlotPane, type PlotSeries } from "../../plot/types";
import type { Span } from "../../span";
import { nameOf, stateWord, words } from "../../texts";
import type { Shown } from "../kind";
import { KindElement, figures, newestOf } from "../kind_element";
import { BED, nightsIn, oneNight, type Night } from "../nights";
import { fetchReadings, type Raw } from "../readings";
import { STAGES, durations, levels, minutesOf, type Stage } from "./view";

interface Answer {
  readonly night: Night | null;
  readonly span: Span;
  readonly slept: readonly Raw[];
  readonly stages: readonly Raw[];
}

const DAY_MS = 86_400_000;
const HOUR_MIN = 60;
/** Of longer periods only how long each night was: stages are too many to ask for and too thin to see. */
const STAGES_MS = 45 * DAY_MS;
/** Adults' seven to nine hours (the usual range of `sleep_duration`). */
const USUAL_H = [7, 9] as const;
const COLORS: Readonly<Record<Stage, string>> = {
  deep: LINE_COLORS[3],
  light: LINE_COLORS[0],
  rem: LINE_COLORS[2],
  awake: TONES.plain,
};
/** What of a night is sleep, from the bottom of the bar. */
const ASLEEP = ["deep", "light", "rem"] as const;

/** Sleep: the stages of a night, or how long each night was. */
@customElement("healthsense-history-sleep")
export class HistorySleep extends KindElement<Answer> {
  protected override detail(shown: Shown): string {
    return newestOf(shown, ["sleep_duration"]);
  }

  protected async fetch(connection: Connection, { hass, person, span }: Shown): Promise<Answer> {
    const night = oneNight(span, timeZoneOf(hass), BED);
    const asked = night ?? { startMs: span.startMs - DAY_MS, endMs: span.endMs };
    const vitals = ["sleep_duration", ...(asked.endMs - asked.startMs <= STAGES_MS ? ["sleep_stage"] : [])];
    const found = await fetchReadings(connection, person.person_id, vitals, asked);
    return { night, span, slept: found.sleep_duration ?? [], stages: found.sleep_stage ?? [] };
  }

  protected draw(shown: Shown, { night, span, slept, stages }: Answer): TemplateResult {
    const { hass, localize, person, view } = shown;
    const zone = timeZoneOf(hass);
    const nights = nightsIn(span, zone, BED);
    const days = new Set(nights.map(({ day }) => day));
    const lengths = new Map([...durations(slept, zone)].filter(([day]) => night !== null || days.has(day)));
    const empty = night === null ? lengths.size === 0 && stages.length === 0 : stages.length === 0;
    const pane =
      night === null ? nightsPane(hass, localize, nights, lengths, stages) : stagesPane(localize, levels(stages));
    return html`
      ${night === null ? nothing : html`<p class="note">${nightText(hass, localize, night)}</p>`}
      ${
        empty
          ? message(words(localize, night === null ? "card_sleep_none" : "card_sleep_no_stages"))
          : html`<healthsense-plot
              .hass=${hass}
              .localize=${localize}
              .panes=${[pane]}
              .marks=${[]}
              .span=${night === null ? view : around(stages, night)}
              .zoomable=${night === null}
              .busy=${this.busy}
              .label=${`${person.name}: ${words(localize, "card_sleep_title")}`}
            ></healthsense-plot>`
      }
      ${
        night === null
          ? lengthFigures(hass, localize, [...lengths.values()], person.assessments.sleep_regularity)
          : nightFigures(hass, localize, minutesOf(stages, night), [...lengths.values()].at(-1))
      }
    `;
  }
}

/** The night from a little before the first stage to a little after the last. */
function around(stages: readonly Raw[], night: Night): Span {
  const edge = 15 * 60_000;
  const [first, last] = [stages[0]?.atMs, stages.at(-1)?.atMs];
  if (first === undefined || last === undefined) return night;
  return { startMs: Math.max(night.startMs, first - edge), endMs: Math.min(night.endMs, last + edge) };
}

function nightText(hass: Hass, localize: Localize, { startMs, endMs }: Span): string {
  const format = timeFormat(hass, { weekday: "long", day: "numeric", month: "long" });
  return words(localize, "card_oxygen_night", { from: format.format(startMs), to: format.format(endMs) });
}

function stagesPane(localize: Localize, { t, value }: ReturnType<typeof levels>): PlotPane {
  const text = (level: number): string => {
    const stage = STAGES[Math.round(level)];
    return stage === undefined ? "" : stateWord(localize, "sleep_stage", stage);
  };
  return {
    id: "stages",
    name: nameOf(localize, "sleep_stage"),
    unit: "",
    series: [{ id: "stages", name: nameOf(localize, "sleep_stage"), look: "steps", t, value, color: LINE_COLORS[0] }],
    format: text,
    ends: [-0.3, STAGES.length - 0.7],
    ticks: STAGES.map((_, level) => ({ value: level, text: text(level) })),
    heightPx: 200,
  };
}

function nightsPane(
  hass: Hass,
  localize: Localize,
  nights: readonly Night[],
  lengths: ReadonlyMap<string, number>,
  stages: readonly Raw[],
): PlotPane {
  const staged = nights.map((night) => ({ night, minutes: minutesOf(stages, night) }));
  const series: PlotSeries[] = ASLEEP.map((stage, level) => {
    const mine = staged.flatMap(({ night, minutes }) => (minutes === null ? [] : [{ night, minutes }]));
    const below = (minutes: Readonly<Record<Stage, number>>): number =>
      ASLEEP.slice(0, level).reduce((sum, one) => sum + minutes[one], 0);
    return {
      id: stage,
      name: stateWord(localize, "sleep_stage", stage),
      look: "span",
      t: mine.map(({ night }) => night.midnightMs),
      value: mine.map(({ minutes }) => minutes[stage] / HOUR_MIN),
      low: mine.map(({ minutes }) => below(minutes) / HOUR_MIN),
      high: mine.map(({ minutes }) => (below(minutes) + minutes[stage]) / HOUR_MIN),
      color: COLORS[stage],
      stepMs: DAY_MS,
    };
  });
  const plain = staged.filter(({ night, minutes }) => minutes === null && lengths.has(night.day));
  series.push({
    id: "length",
    name: nameOf(localize, "sleep_duration"),
    look: "bars",
    t: plain.map(({ night }) => night.midnightMs),
    value: plain.map(({ night }) => (lengths.get(night.day) ?? 0) / HOUR_MIN),
    color: LINE_COLORS[0],
    stepMs: DAY_MS,
  });
  return {
    id: "sleep",
    name: nameOf(localize, "sleep_duration"),
    unit: words(localize, "card_sleep_hours"),
    series: series.filter((one) => one.t.length > 0),
    bands: [{ name: words(localize, "card_sleep_usual"), color: TONES.good, from: USUAL_H[0], to: USUAL_H[1] }],
    format: (value) => formatNumber(hass, value, 1),
    atLeast: [0, 9.5],
    ends: [0, null],
    heightPx: 220,
  };
}

/** "7 h 25 min" in the reader's language. */
function long(hass: Hass, minutes: number): string {
  const whole = Math.round(minutes);
  const unit = (value: number, name: string): string =>
    new Intl.NumberFormat(hass.locale.language, { style: "unit", unit: name, unitDisplay: "short" }).format(value);
  const [hours, rest] = [Math.floor(whole / HOUR_MIN), whole % HOUR_MIN];
  return [hours > 0 ? unit(hours, "hour") : "", rest > 0 || hours === 0 ? unit(rest, "minute") : ""]
    .filter(Boolean)
    .join(" ");
}

function nightFigures(
  hass: Hass,
  localize: Localize,
  minutes: ReturnType<typeof minutesOf>,
  slept: number | undefined,
): TemplateResult | typeof nothing {
  const rows: [string, string][] = [];
  if (slept !== undefined) rows.push([nameOf(localize, "sleep_duration"), long(hass, slept)]);
  if (minutes !== null)
    for (const stage of STAGES) rows.push([stateWord(localize, "sleep_stage", stage), long(hass, minutes[stage])]);
  return rows.length === 0 ? nothing : figures(rows);
}

function lengthFigures(
  hass: Hass,
  localize: Localize,
  lengths: readonly number[],
  regularity: Shown["person"]["assessments"][string] | undefined,
): TemplateResult | typeof nothing {
  if (lengths.length === 0) return nothing;
  const mean = lengths.reduce((sum, one) => sum + one, 0) / lengths.length;
  const rows: [string, string][] = [
    [words(localize, "card_sleep_mean", { count: lengths.length }), long(hass, mean)],
    [words(localize, "card_sleep_shortest"), long(hass, Math.min(...lengths))],
    [words(localize, "card_sleep_longest"), long(hass, Math.max(...lengths))],
  ];
  if (regularity?.refused === null) {
    const { name, value, status } = scoreRow(hass, localize, regularity);
    // Of a hundred, a tenth says nothing.
    const whole = typeof regularity.value === "number" ? formatNumber(hass, regularity.value, 0) : value;
    rows.push([name, [whole, status?.label ?? ""].filter(Boolean).join(", ")]);
  }
  return figures(rows);
}

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-history-sleep": HistorySleep;
  }
}
