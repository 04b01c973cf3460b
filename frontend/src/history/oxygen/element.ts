import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { message } from "../../base/element";
import { timeFormat, timeZoneOf } from "../../base/zone";
import { fetchChart, type Chart } from "../../data/series";
import { formatNumber } from "../../format";
import type { Connection, Hass, Localize } from "../../ha";
import { scoreRow } from "../../person/view";
import "../../plot/element";
import { LINE_COLORS, TONES, type PlotPane, type PlotSeries } from "../../plot/types";
import type { Span } from "../../span";
import { nameOf, words } from "../../texts";
import type { Shown } from "../kind";
import { KindElement, figures } from "../kind_element";
import { NIGHT, nightsIn, oneNight } from "../nights";
import { LOW_PERCENT, newestRecording, oxygenNights, type OxygenNight } from "./view";

interface Answer {
  readonly span: Span;
  readonly oxygen: Chart;
  /** Of one night alone. */
  readonly pulse: Chart | null;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** One point a minute. */
const NIGHT_POINTS = 720;
/** What the engine says of the newest recording. */
const SCORES = ["spo2_night", "spo2_nadir", "spo2_below_90", "odi4"] as const;

/** Blood oxygen overnight: one night with the pulse below it, or a row of nights with the lowest of each. */
@customElement("healthsense-history-oxygen")
export class HistoryOxygen extends KindElement<Answer> {
  protected async fetch(connection: Connection, { hass, person, span }: Shown): Promise<Answer> {
    const night = oneNight(span, timeZoneOf(hass), NIGHT);
    const asked = night ?? span;
    // By hours, so that whatever falls into the day is not taken for the night's.
    const widthPx = night === null ? Math.ceil((asked.endMs - asked.startMs) / HOUR_MS) : NIGHT_POINTS;
    const ask = (vital: string): Promise<Chart> =>
      fetchChart(connection, { personId: person.person_id, vital, ...asked, widthPx });
    const [oxygen, pulse] = await Promise.all([ask("spo2"), night === null ? null : ask("heart_rate")]);
    return { span: { startMs: asked.startMs, endMs: asked.endMs }, oxygen, pulse };
  }

  protected draw({ hass, localize, person, view }: Shown, { span, oxygen, pulse }: Answer): TemplateResult {
    const nights = pulse === null ? oxygenNights(oxygen.columns, nightsIn(span, timeZoneOf(hass), NIGHT)) : [];
    const empty = pulse === null ? nights.length === 0 : oxygen.t.length === 0;
    const panes =
      pulse === null
        ? [nightsPane(hass, localize, nights)]
        : [linePane(hass, localize, "spo2", oxygen, 0), linePane(hass, localize, "heart_rate", pulse, 1)];
    return html`
      ${pulse === null ? nothing : html`<p class="note">${nightText(hass, localize, span)}</p>`}
      ${empty ? message(words(localize, "card_oxygen_none")) : nothing}
      <healthsense-plot
        .hass=${hass}
        .localize=${localize}
        .panes=${panes}
        .marks=${[]}
        .span=${pulse === null ? view : span}
        .zoomable=${pulse === null}
        .busy=${this.busy}
        .label=${`${person.name}: ${words(localize, "card_oxygen_title")}`}
      ></healthsense-plot>
      ${lastRecording(hass, localize, person.assessments)}
    `;
  }
}

function nightText(hass: Hass, localize: Localize, { startMs, endMs }: Span): string {
  const format = timeFormat(hass, { weekday: "long", day: "numeric", month: "long" });
  return words(localize, "card_oxygen_night", { from: format.format(startMs), to: format.format(endMs) });
}

function linePane(hass: Hass, localize: Localize, vital: string, chart: Chart, color: 0 | 1): PlotPane {
  const oxygen = vital === "spo2";
  return {
    id: vital,
    name: nameOf(localize, vital),
    unit: chart.columns.unit,
    series: [
      {
        id: vital,
        name: nameOf(localize, vital),
        look: "line",
        t: chart.t,
        value: chart.mean,
        low: chart.min,
        high: chart.max,
        color: LINE_COLORS[color],
        stepMs: chart.columns.step_ms,
      },
    ],
    ...(oxygen ? { thresholds: [lowLine(hass)] } : {}),
    format: (value) => formatNumber(hass, value, 0),
    atLeast: oxygen ? [LOW_PERCENT - 4, 100] : [50, 90],
    ...(oxygen ? { ends: [null, 100] as const } : {}),
    heightPx: oxygen ? 200 : 120,
  };
}

function lowLine(hass: Hass): { name: string; value: number; color: string } {
  return { name: `${formatNumber(hass, LOW_PERCENT)} %`, value: LOW_PERCENT, color: TONES.warning };
}

function nightsPane(hass: Hass, localize: Localize, nights: readonly OxygenNight[]): PlotPane {
  const bars = (id: string, name: string, color: string, mine: readonly OxygenNight[]): PlotSeries => ({
    id,
    name,
    look: "span",
    t: mine.map(({ night }) => night.midnightMs),
    value: mine.map(({ lowest }) => lowest),
    low: mine.map(({ lowest }) => lowest),
    high: mine.map(({ highest }) => highest),
    color,
    stepMs: DAY_MS,
  });
  const fell = nights.filter(({ lowest }) => lowest < LOW_PERCENT);
  const stayed = nights.filter(({ lowest }) => lowest >= LOW_PERCENT);
  const series: PlotSeries[] = [
    bars("stayed", words(localize, "card_oxygen_stayed"), LINE_COLORS[0], stayed),
    bars("fell", words(localize, "card_oxygen_fell"), TONES.warning, fell),
    {
      id: "mean",
      name: words(localize, "card_oxygen_mean"),
      look: "points",
      t: nights.map(({ night }) => night.midnightMs),
      value: nights.map(({ mean }) => mean),
      color: "var(--primary-text-color, #212121)",
      stepMs: DAY_MS,
    },
  ];
  return {
    id: "spo2",
    name: nameOf(localize, "spo2"),
    unit: "%",
    series: series.filter((one) => one.t.length > 0),
    thresholds: [lowLine(hass)],
    format: (value) => formatNumber(hass, value, 0),
    atLeast: [LOW_PERCENT - 4, 100],
    ends: [null, 100],
    heightPx: 220,
  };
}

/** What the scores say of the newest recording, or why they say nothing. */
function lastRecording(
  hass: Hass,
  localize: Localize,
  assessments: Shown["person"]["assessments"],
): TemplateResult | typeof nothing {
  const rows = SCORES.flatMap((key): [string, string][] => {
    const score = assessments[key];
    if (score?.refused !== null) return [];
    const { name, value, status } = scoreRow(hass, localize, score);
    return [[name, [value, status?.label ?? ""].filter(Boolean).join(", ")]];
  });
  if (rows.length === 0) return nothing;
  return html`<h3>${words(localize, "card_oxygen_last")}</h3>
    ${recordedUntil(hass, localize, assessments)} ${figures(rows)}`;
}

/** Which recording that is: an hour at a finger can come after whole nights. */
function recordedUntil(
  hass: Hass,
  localize: Localize,
  assessments: Shown["person"]["assessments"],
): TemplateResult | typeof nothing {
  const recording = newestRecording(SCORES.map((key) => assessments[key]));
  if (recording === null) return nothing;
  const format = timeFormat(hass, { day: "numeric", month: "long", hour: "numeric", minute: "2-digit" });
  const [time, hours] = [format.format(recording.endMs), formatNumber(hass, recording.hours, 1)];
  return html`<p class="note">${words(localize, "card_oxygen_until", { time, hours })}</p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-history-oxygen": HistoryOxygen;
  }
}
