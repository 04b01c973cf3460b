import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { message } from "../../base/element";
import { scaleOf, type Scale } from "../../base/scale";
import { dayStartMs, timeFormat, timeZoneOf } from "../../base/zone";
import { fetchChart, type Chart } from "../../data/series";
import { formatNumber } from "../../format";
import type { Connection, Hass, Localize } from "../../ha";
import { entityOf } from "../../people";
import "../../plot/element";
import { BESIDE_COLOR, LINE_COLORS, TONES, type PlotPane, type PlotSeries } from "../../plot/types";
import { nameOf, words } from "../../texts";
import type { Shown } from "../kind";
import { KindElement, choice, figures, newestOf } from "../kind_element";
import { OUTER, SHARES, TARGET, clockMs, traces, type DayProfile, type TimeInRange } from "./view";

type Way = "profile" | "days";
interface Answer {
  readonly profile: DayProfile;
  readonly chart: Chart;
}

const CLOCK = { startMs: 0, endMs: 86_400_000 };
const BIN_MINUTES = 15;
/** Of many days the traces are a ball of wool. */
const MOST_TRACES = 14;
/** A day of sensor readings each five minutes. */
const POINTS_A_DAY = 288;
const DAY_MS = 86_400_000;
/** Colours of the shares, and a pattern of its own for each: told apart without colour. */
const LOOKS: Readonly<Record<keyof TimeInRange, readonly [color: string, hatched: boolean]>> = {
  very_high: [TONES.warning, true],
  high: [TONES.warning, false],
  in_range: [TONES.good, false],
  low: [TONES.urgent, false],
  very_low: [TONES.urgent, true],
};

/** Glucose as the ambulatory profile of a typical day, and day by day. */
@customElement("healthsense-history-glucose")
export class HistoryGlucose extends KindElement<Answer> {
  @state() private way: Way = "profile";

  protected override detail(shown: Shown): string {
    return newestOf(shown, ["glucose"]);
  }

  protected async fetch(connection: Connection, { person, span }: Shown): Promise<Answer> {
    const startMs = Math.max(span.startMs, span.endMs - MOST_TRACES * DAY_MS);
    const days = Math.ceil((span.endMs - startMs) / DAY_MS);
    const [profile, chart] = await Promise.all([
      connection.sendMessagePromise({
        type: "healthsense/day_profile",
        person_id: person.person_id,
        vital: "glucose",
        start: new Date(span.startMs).toISOString(),
        end: new Date(span.endMs).toISOString(),
        bin_minutes: BIN_MINUTES,
      }) as Promise<DayProfile>,
      fetchChart(connection, {
        personId: person.person_id,
        vital: "glucose",
        startMs,
        endMs: span.endMs,
        widthPx: days * POINTS_A_DAY,
      }),
    ]);
    return { profile, chart };
  }

  protected draw({ hass, localize, person }: Shown, { profile, chart }: Answer): TemplateResult {
    const scale = scaleOf(hass, "glucose", profile.unit, entityOf(hass, person.device_id, "glucose"));
    const way = profile.refused === null ? this.way : "days";
    const pane = way === "profile" ? profilePane(localize, scale, profile) : daysPane(hass, localize, scale, chart);
    return html`
      ${
        profile.refused === null
          ? choice(
              words(localize, "card_glucose_ways"),
              [
                ["profile", words(localize, "card_glucose_profile")],
                ["days", words(localize, "card_glucose_days")],
              ] as const,
              way,
              (picked) => {
                this.way = picked;
              },
            )
          : message(words(localize, "card_glucose_too_little", { days: profile.days_with_data }))
      }
      <healthsense-plot
        .hass=${hass}
        .localize=${localize}
        .panes=${[pane]}
        .marks=${[]}
        .span=${CLOCK}
        .clock=${true}
        .zoomable=${false}
        .busy=${this.busy}
        .label=${`${person.name}: ${pane.name}`}
      ></healthsense-plot>
      ${profile.time_in_range === null ? nothing : shares(hass, localize, scale, profile.time_in_range)}
      ${told(hass, localize, scale, profile)}
    `;
  }

  static override readonly styles = [
    ...KindElement.styles,
    css`
      .shares {
        display: flex;
        height: 20px;
        border-radius: 6px;
        overflow: hidden;
        gap: 2px;
      }
      .share {
        background: var(--tone);
        min-width: 2px;
      }
      .hatched {
        background: repeating-linear-gradient(
          45deg,
          var(--tone) 0 4px,
          color-mix(in srgb, var(--tone) 55%, var(--card-background-color, #fff)) 4px 8px
        );
      }
      .key {
        display: inline-block;
        width: 12px;
        height: 12px;
        margin-inline-end: 6px;
        border-radius: 3px;
        vertical-align: -1px;
      }
      td:last-child {
        text-align: end;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];
}

function common(
  localize: Localize,
  scale: Scale,
): Pick<PlotPane, "unit" | "bands" | "format" | "atLeast" | "heightPx"> {
  return {
    unit: scale.unit,
    bands: [
      {
        name: words(localize, "card_glucose_target"),
        color: TONES.good,
        from: scale.shown(TARGET[0]),
        to: scale.shown(TARGET[1]),
      },
    ],
    format: (value) => scale.text(scale.ours(value)),
    atLeast: [scale.shown(40), scale.shown(220)],
    heightPx: 260,
  };
}

function profilePane(localize: Localize, scale: Scale, profile: DayProfile): PlotPane {
  const t = clockMs(profile.minute);
  const shown = (column: readonly (number | null)[]): (number | null)[] =>
    column.map((value) => (value === null ? null : scale.shown(value)));
  const stepMs = BIN_MINUTES * 60_000;
  const series: PlotSeries[] = [
    {
      id: "outer",
      name: words(localize, "card_glucose_nine_in_ten"),
      look: "band",
      t,
      value: shown(profile.p50),
      low: shown(profile.p5),
      high: shown(profile.p95),
      color: `color-mix(in srgb, ${LINE_COLORS[0]} 45%, transparent)`,
      stepMs,
    },
    {
      id: "inner",
      name: words(localize, "card_glucose_half"),
      look: "band",
      t,
      value: shown(profile.p50),
      low: shown(profile.p25),
      high: shown(profile.p75),
      color: LINE_COLORS[0],
      stepMs,
    },
    {
      id: "median",
      name: words(localize, "card_glucose_median"),
      look: "line",
      t,
      value: shown(profile.p50),
      color: LINE_COLORS[0],
      stepMs,
    },
  ];
  return { id: "glucose", name: words(localize, "card_glucose_profile"), series, ...common(localize, scale) };
}

/** The newest day by its name, those before it as a background of one name. */
function daysPane(hass: Hass, localize: Localize, scale: Scale, chart: Chart): PlotPane {
  const zone = timeZoneOf(hass);
  const days = traces(chart, zone);
  const named = timeFormat(hass, { weekday: "short", day: "numeric", month: "short" });
  const series = days.map((trace, index): PlotSeries => {
    const newest = index === days.length - 1;
    return {
      id: trace.day,
      name: named.format((dayStartMs(trace.day, zone) ?? 0) + DAY_MS / 2),
      look: "line",
      t: trace.t,
      value: trace.value.map((value) => (value === null ? null : scale.shown(value))),
      color: newest ? LINE_COLORS[0] : `color-mix(in srgb, ${BESIDE_COLOR} 45%, transparent)`,
      silent: !newest,
    };
  });
  return { id: "glucose", name: words(localize, "card_glucose_days"), series, ...common(localize, scale) };
}

/** The bar of the five ranges, and the same in words. */
function shares(hass: Hass, localize: Localize, scale: Scale, found: TimeInRange): TemplateResult {
  const limits: Readonly<Record<keyof TimeInRange, string>> = {
    very_high: `> ${scale.whole(OUTER[1])}`,
    high: `${scale.text(TARGET[1])}–${scale.whole(OUTER[1])}`,
    in_range: `${scale.text(TARGET[0])}–${scale.whole(TARGET[1])}`,
    low: `${scale.text(OUTER[0])}–${scale.whole(TARGET[0])}`,
    very_low: `< ${scale.whole(OUTER[0])}`,
  };
  const looks = ([color, hatched]: readonly [string, boolean]): [string, string] => [
    hatched ? "hatched" : "",
    `--tone:${color}`,
  ];
  return html`
    <div class="shares" aria-hidden="true">
      ${[...SHARES].reverse().map(([key]) => {
        const [look, tone] = looks(LOOKS[key]);
        return found[key] === 0
          ? nothing
          : html`<span class=${`share ${look}`} style=${`${tone};flex:${found[key]}`}></span>`;
      })}
    </div>
    <table>
      <caption>
        ${words(localize, "card_glucose_shares")}
      </caption>
      <tbody>
        ${SHARES.map(([key, text]) => {
          const [look, tone] = looks(LOOKS[key]);
          return html`<tr>
            <th scope="row">
              <span class=${`share key ${look}`} style=${tone} aria-hidden="true"></span>${words(localize, text)}
            </th>
            <td><bdi>${limits[key]}</bdi></td>
            <td><bdi>${formatNumber(hass, found[key] * 100, found[key] < 0.01 ? 1 : 0)} %</bdi></td>
          </tr>`;
        })}
      </tbody>
    </table>
  `;
}

function told(hass: Hass, localize: Localize, scale: Scale, profile: DayProfile): TemplateResult {
  const rows: [string, string][] = [];
  if (profile.mean !== null) rows.push([words(localize, "card_glucose_mean"), scale.whole(profile.mean)]);
  if (profile.gmi !== null) rows.push([nameOf(localize, "glucose_gmi"), `${formatNumber(hass, profile.gmi, 1, 1)} %`]);
  if (profile.cv !== null) rows.push([nameOf(localize, "glucose_cv"), `${formatNumber(hass, profile.cv, 0)} %`]);
  rows.push([
    words(localize, "card_glucose_recorded"),
    words(localize, "card_glucose_of_days", { count: profile.days_with_data, all: profile.days }),
  ]);
  return figures(rows);
}

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-history-glucose": HistoryGlucose;
  }
}
