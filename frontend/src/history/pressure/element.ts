import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { message } from "../../base/element";
import { scaleOf, type Scale } from "../../base/scale";
import { timeZoneOf } from "../../base/zone";
import type { Connection, Localize } from "../../ha";
import { entityOf } from "../../people";
import "../../plot/element";
import { TONES, type PlotPane, type PlotSeries, type PlotThreshold } from "../../plot/types";
import { stateWord, words } from "../../texts";
import type { Shown } from "../kind";
import { KindElement, choice, figures, newestOf } from "../kind_element";
import { fetchReadings } from "../readings";
import {
  LIMITS,
  ZONES,
  bucketFor,
  bucketed,
  isIn,
  meanOf,
  pairs,
  zoneOf,
  type Bucket,
  type PartOfDay,
  type Pressure,
  type Zone,
} from "./view";

const COLORS: Readonly<Record<Zone, string>> = {
  non_elevated: TONES.good,
  elevated: TONES.notice,
  hypertension: TONES.warning,
};
const PARTS = { all: "card_pressure_all", morning: "card_pressure_morning", evening: "card_pressure_evening" } as const;
const COARSE: Readonly<Record<Bucket, string | null>> = {
  reading: null,
  day: "card_pressure_by_day",
  week: "card_pressure_by_week",
};
const VITALS = ["systolic", "diastolic"] as const;
/** How wide the drawing is before it was measured. */
const FIRST_WIDTH_PX = 600;

/** Blood pressure as upright bars from diastolic to systolic, over the zones of home readings. */
@customElement("healthsense-history-pressure")
export class HistoryPressure extends KindElement<readonly Pressure[]> {
  @state() private time: PartOfDay = "all";
  @state() private widthPx = FIRST_WIDTH_PX;

  protected override detail(shown: Shown): string {
    return newestOf(shown, VITALS);
  }

  protected async fetch(connection: Connection, { person, span }: Shown): Promise<readonly Pressure[]> {
    const found = await fetchReadings(connection, person.person_id, VITALS, span);
    return pairs(found.systolic ?? [], found.diastolic ?? []);
  }

  protected draw(shown: Shown, all: readonly Pressure[]): TemplateResult {
    const { hass, localize, person, view } = shown;
    const zone = timeZoneOf(hass);
    const scale = scaleOf(hass, "systolic", "mmHg", entityOf(hass, person.device_id, "systolic"));
    const found = all.filter((one) => isIn(this.time, one.atMs, zone));
    const bucket = bucketFor(found.length, view.endMs - view.startMs, this.widthPx);
    const bars = bucketed(found, bucket, zone);
    const told = COARSE[bucket];
    return html`
      ${choice(
        words(localize, "card_pressure_times"),
        (Object.keys(PARTS) as PartOfDay[]).map((part) => [part, words(localize, PARTS[part])] as const),
        this.time,
        (part) => {
          this.time = part;
        },
      )}
      ${found.length === 0 ? message(words(localize, "card_pressure_none")) : nothing}
      <healthsense-plot
        .hass=${hass}
        .localize=${localize}
        .panes=${[pane(localize, scale, bars)]}
        .marks=${[]}
        .span=${view}
        .busy=${this.busy}
        .label=${`${person.name}: ${words(localize, "card_pressure_title")}`}
        @plot-resized=${(event: Event) => {
          this.widthPx = (event.target as unknown as { widthPx: number }).widthPx;
        }}
      ></healthsense-plot>
      ${told === null ? nothing : html`<p class="note">${words(localize, told)}</p>`}
      ${found.length === 0 ? nothing : averages(localize, scale, all, zone)}
      <p class="note">${words(localize, "card_pressure_zones")}</p>
    `;
  }
}

function pane(localize: Localize, scale: Scale, bars: readonly Pressure[]): PlotPane {
  const word = (zone: Zone): string => stateWord(localize, "bp_category_esc", zone);
  const series = ZONES.map((zone): PlotSeries => {
    const mine = bars.filter((one) => zoneOf(one) === zone);
    return {
      id: zone,
      name: word(zone),
      look: "span",
      t: mine.map((one) => one.atMs),
      value: mine.map((one) => scale.shown(one.systolic)),
      low: mine.map((one) => scale.shown(one.diastolic)),
      high: mine.map((one) => scale.shown(one.systolic)),
      color: COLORS[zone],
    };
  });
  const at = (value: number): { value: string } => ({ value: scale.text(value) });
  const limit = (name: string, value: number): PlotThreshold => ({
    name,
    value: scale.shown(value),
    color: TONES.warning,
  });
  return {
    id: "pressure",
    name: words(localize, "card_pressure_title"),
    unit: scale.unit,
    series: series.filter((one) => one.t.length > 0),
    thresholds: [
      limit(words(localize, "card_pressure_high_systolic", at(LIMITS.hypertension[0])), LIMITS.hypertension[0]),
      limit(words(localize, "card_pressure_high_diastolic", at(LIMITS.hypertension[1])), LIMITS.hypertension[1]),
    ],
    bands: [
      {
        name: "",
        color: TONES.notice,
        from: scale.shown(LIMITS.elevated[0]),
        to: scale.shown(LIMITS.hypertension[0]),
      },
      {
        name: "",
        color: TONES.notice,
        from: scale.shown(LIMITS.elevated[1]),
        to: scale.shown(LIMITS.hypertension[1]),
      },
      { name: "", color: TONES.warning, from: scale.shown(LIMITS.hypertension[0]) },
    ],
    format: (value) => scale.text(scale.ours(value)),
    atLeast: [scale.shown(60), scale.shown(140)],
    heightPx: 240,
  };
}

/** The averages of all, of mornings and of evenings, and how the readings lie in the zones. */
function averages(localize: Localize, scale: Scale, all: readonly Pressure[], zone: string): TemplateResult {
  const rows = (Object.keys(PARTS) as PartOfDay[]).flatMap((part): [string, string][] => {
    const mine = all.filter((one) => isIn(part, one.atMs, zone));
    const mean = meanOf(mine);
    if (mean === null) return [];
    const value = `${scale.text(mean.systolic)}/${scale.whole(mean.diastolic)}`;
    return [[words(localize, "card_pressure_mean", { part: words(localize, PARTS[part]), count: mine.length }), value]];
  });
  const shares = ZONES.map((one): [string, string] => {
    const count = all.filter((pressure) => zoneOf(pressure) === one).length;
    return [
      stateWord(localize, "bp_category_esc", one),
      words(localize, "card_pressure_of", { count, all: all.length }),
    ];
  });
  return figures([...rows, ...shares]);
}

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-history-pressure": HistoryPressure;
  }
}
