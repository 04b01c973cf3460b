/** Lines as panes: what shares one, its bands, thresholds and marks. */
import type { AlertsAnswer } from "../../alert/messages";
import type { Scale } from "../../base/scale";
import type { Person } from "../../data/messages";
import type { Localize } from "../../ha";
import { BESIDE_COLOR, LINE_COLORS, TONES } from "../../plot/types";
import type { PlotBand, PlotMark, PlotPane, PlotSeries, PlotThreshold } from "../../plot/types";
import { causeName, levelName, nameOf, stateWord, words } from "../../texts";
import type { Compare } from "../config";
import type { Shown } from "../kind";
import type { Beside, Line, Lines } from "./data";
import { holdsMs, wordsPane } from "./words";

/** Units that say too little of how large a value is to share a plot. */
const ALONE: ReadonlySet<string> = new Set(["%", ""]);
/** The name says what is counted. */
const COUNTS: ReadonlySet<string> = new Set(["steps", "flights"]);
const HEIGHTS_PX = [220, 150, 120, 110] as const;

const EARLIER: Readonly<Record<Exclude<Compare, "none">, string>> = {
  day: "card_history_compare_day",
  week: "card_history_compare_week",
  month: "card_history_compare_month",
  year: "card_history_compare_year",
};

/** One pane for each unit; of the lines of a unit one pane. */
export function panesOf(shown: Shown, { lines, beside }: Lines, alerts: AlertsAnswer | undefined): PlotPane[] {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const { unit } = line.scale;
    const key = ALONE.has(unit) ? line.vital : unit;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  const heightPx = HEIGHTS_PX[groups.size - 1] ?? 110;
  return [...groups].map(([id, group]) => pane(shown, id, group, beside, alerts, heightPx));
}

function pane(
  shown: Shown,
  id: string,
  group: readonly Line[],
  beside: readonly Beside[],
  alerts: AlertsAnswer | undefined,
  heightPx: number,
): PlotPane {
  const { localize } = shown;
  const [first] = group;
  const shared = group.length > 1;
  const color = (index: number): string => LINE_COLORS[index % LINE_COLORS.length] ?? BESIDE_COLOR;
  const format = (value: number): string =>
    first === undefined ? String(value) : first.scale.text(first.scale.ours(value));
  return {
    id,
    name: nameOfPane(localize, group),
    unit: first === undefined || COUNTS.has(first.scale.unit) ? "" : first.scale.unit,
    series: [
      ...group.flatMap((line, index) => dashedOf(shown, line, beside, shared ? color(index) : null)),
      ...group.map((line, index) => seriesOf(localize, line, color(index))),
    ],
    bands: group.flatMap((line, index) => bandsOf(shown, line, shared ? color(index) : null, index === 0)),
    thresholds:
      alerts === undefined ? [] : group.flatMap(({ vital, scale }) => limitsOf(localize, alerts, vital, scale, shared)),
    format,
    heightPx,
    // Bars begin at nothing.
    ...(group.every(({ daily }) => daily) ? { ends: [0, null] as const } : {}),
    ...(first?.levels === undefined ? {} : wordsPane(localize, first)),
  };
}

/** Several lines go by their own names, a cuff's two pressures by what they are together. */
function nameOfPane(localize: Localize, group: readonly Line[]): string {
  const names = vitalNames(
    localize,
    group.map(({ vital }) => vital),
  );
  return names.length > 1 ? "" : (names[0] ?? "");
}

const PRESSURES: readonly string[] = ["systolic", "diastolic"];

/** What vitals are called one after the other; a cuff's two pressures are one thing. */
export function vitalNames(localize: Localize, vitals: readonly string[]): string[] {
  const together = PRESSURES.every((one) => vitals.includes(one));
  const name = (vital: string): string =>
    together && PRESSURES.includes(vital) ? words(localize, "advice_measure_blood_pressure") : nameOf(localize, vital);
  return [...new Set(vitals.map(name))];
}

function seriesOf(localize: Localize, line: Line, color: string): PlotSeries {
  const { vital, t, value, low, high, stepMs, daily, levels, told } = line;
  const series = { id: vital, name: nameOf(localize, vital), t, value, stepMs, color };
  if (levels !== undefined)
    return { ...series, look: "steps", stepMs: holdsMs(line), ...(told === undefined ? {} : { told }) };
  return daily ? { ...series, look: "bars" } : { ...series, look: "line", low, high };
}

function dashedOf(shown: Shown, line: Line, beside: readonly Beside[], color: string | null): PlotSeries[] {
  const { localize, hass, config } = shown;
  return beside.flatMap(({ kind, lines, shiftMs }) => {
    const other = lines.find(({ vital }) => vital === line.vital);
    if (other === undefined) return [];
    const { compare, compare_device_id: deviceId } = config;
    const device = deviceId === undefined ? undefined : hass.devices[deviceId];
    const earlier = compare === undefined || compare === "none" ? "" : words(localize, EARLIER[compare]);
    const whose = kind === "earlier" ? earlier : (device?.name_by_user ?? device?.name ?? "");
    const own = kind === "earlier" ? BESIDE_COLOR : LINE_COLORS[3];
    return [
      {
        id: `${kind} ${line.vital}`,
        name: color === null ? whose : `${nameOf(localize, line.vital)}: ${whose}`,
        look: other.levels !== undefined ? "steps" : other.daily ? "points" : "line",
        t: other.t,
        value: other.value,
        stepMs: other.levels !== undefined ? holdsMs(other) : other.stepMs,
        shiftMs,
        dashed: true,
        color: color ?? own,
      },
    ];
  });
}

/** What is usual for the person, as far as HealthSense learned it; else what is usual for people. */
function bandsOf({ localize, person }: Shown, line: Line, color: string | null, named: boolean): PlotBand[] {
  const own = ownUsual(person, line.vital);
  const told = own === null ? words(localize, "card_history_usual") : ownName(localize, person);
  const usual = own === null ? line.usual : ([line.scale.shown(own[0]), line.scale.shown(own[1])] as const);
  if (usual === null) return [];
  const [from, to] = usual;
  return [{ name: named ? told : "", color: color ?? TONES.good, from, to }];
}

function ownName(localize: Localize, person: Person): string {
  return words(localize, "card_history_usual_own", { name: person.name });
}

/** The person's own baseline with what it varies by, from how far the vital is from it now. */
export function ownUsual(person: Person, vital: string): readonly [number, number] | null {
  const deviation = person.assessments[`${vital}_deviation`];
  const baseline = deviation?.inputs.find(({ key }) => key === `${vital}_baseline`)?.value;
  const { lower = null, upper = null } = deviation ?? {};
  return typeof baseline !== "number" || lower === null || upper === null ? null : [baseline + lower, baseline + upper];
}

const SIDES: readonly (readonly [side: string, text: string])[] = [
  ["_low", "card_history_below"],
  ["_high", "card_history_above"],
  ["_severe", "card_history_above"],
  ["_very_high", "card_history_above"],
];
/** Rules about single readings; the others are about what goes on. */
const SPOT = "_spot";

/** Which side of a vital a rule watches; undefined where it is about something else. */
export function sideOf(rule: string, vital: string): string | undefined {
  if (!rule.startsWith(`${vital}_`) || rule.includes(SPOT)) return undefined;
  const rest = rule.slice(vital.length);
  return SIDES.find(([side]) => rest.startsWith(side))?.[1];
}

/** The limits of alerts that hold for a vital. */
export function limitsOf(
  localize: Localize,
  { rules }: Pick<AlertsAnswer, "rules">,
  vital: string,
  scale: Scale,
  named = false,
): PlotThreshold[] {
  return rules.flatMap(({ rule, level, on, limit }) => {
    const side = sideOf(rule, vital);
    if (side === undefined || !on || limit === null) return [];
    const told = words(localize, side, { level: levelName(localize, level), limit: scale.text(limit) });
    return [
      {
        name: named ? `${nameOf(localize, vital)}: ${told}` : told,
        value: scale.shown(limit),
        color: level === "warning" || level === "info" ? TONES.warning : TONES.urgent,
      },
    ];
  });
}

/** What an alert is about, where that is a reading; the others are about the person or the monitoring. */
const ABOUT: Readonly<Record<string, readonly string[]>> = {
  oxygen: ["spo2"],
  pulse: ["heart_rate", "cuff_pulse", "resting_heart_rate", "rr_interval"],
  breathing: ["respiratory_rate"],
  blood_pressure: PRESSURES,
  glucose: ["glucose"],
  temperature: ["temperature"],
};

/** Whether an alert is about nothing but readings that are not shown: their row of marks would hide what is. */
function elsewhere(causes: readonly string[], vitals: readonly string[]): boolean {
  return causes.length > 0 && causes.every((cause) => ABOUT[cause]?.some((vital) => vitals.includes(vital)) === false);
}

/** Alerts that were given about what is shown or about no single reading, notes, and what the person was doing. */
export function marksOf(
  localize: Localize,
  alerts: AlertsAnswer | undefined,
  vitals: readonly string[],
  nowMs: number,
): PlotMark[] {
  if (alerts === undefined) return [];
  const given = alerts.history.flatMap(({ raised, level, cause, causes, test }): PlotMark[] => {
    if (raised === null || (!test && elsewhere(causes, vitals))) return [];
    const grave = level === "urgent" || level === "critical";
    const name = `${levelName(localize, level)}: ${causeName(localize, cause)}`;
    return [
      {
        atMs: Date.parse(raised),
        shape: level === "info" ? "circle" : "triangle",
        name: test ? `${name} (${words(localize, "card_history_test")})` : name,
        color: level === "info" ? TONES.notice : grave ? TONES.urgent : TONES.warning,
      },
    ];
  });
  const notes = alerts.notes.map(({ time, text }): PlotMark => ({
    atMs: Date.parse(time),
    shape: "diamond",
    name: text,
    color: TONES.plain,
  }));
  return [...doing(localize, alerts.contexts, nowMs), ...given, ...notes].sort((a, b) => a.atMs - b.atMs);
}

/** From when to when; what holds goes on to its planned end, or to now where none was said. */
function doing(localize: Localize, contexts: AlertsAnswer["contexts"], nowMs: number): PlotMark[] {
  return contexts.map(({ context, began, until, ended }) => {
    const end = ended ?? until;
    return {
      atMs: Date.parse(began),
      endMs: end === null ? nowMs : Date.parse(end),
      shape: "bar",
      name: stateWord(localize, "alert_context", context),
      color: TONES.plain,
    };
  });
}
