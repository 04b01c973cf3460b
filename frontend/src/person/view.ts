/** What the card shows, worked out from what is known: no drawing here. */
import { gravityOfLevel } from "../alert/view";
import { shownValue } from "../base/value";
import type { Assessment, Person, Reading } from "../data/messages";
import { formatNumber, glanceDecimals, type Shown } from "../format";
import type { Hass, Localize } from "../ha";
import type { Gravity } from "../status";
import { attribute, levelName, nameOf, words } from "../texts";
import { entityOf } from "../people";
import { DEFAULT_VITALS } from "./config";

export interface VitalRow {
  readonly key: string;
  readonly name: string;
  readonly shown: Shown;
  readonly reading: Reading;
  readonly entityId: string | undefined;
}

export interface Status {
  readonly gravity: Gravity;
  readonly label: string;
}

const OF_STATUS: Readonly<Record<string, Gravity>> = { usual: "good", worth_checking: "warning", urgent: "urgent" };
const GRAVER: readonly Gravity[] = ["unknown", "neutral", "good", "notice", "warning", "urgent"];

/** How grave a band of a score is; of bands not listed none is good or bad. */
const OF_BAND: Readonly<Record<string, Readonly<Record<string, Gravity>>>> = {
  news2: { low: "good", low_medium: "notice", medium: "warning", high: "urgent" },
  bp_category_esc: { non_elevated: "good", elevated: "notice", hypertension: "warning" },
  bp_category_acc: { normal: "good", elevated: "notice", stage_1: "warning", stage_2: "warning", severe: "urgent" },
  overall_status: OF_STATUS,
};

/** The status of a person: that of the scores, or the level of an open alert where that is graver. */
export function statusOf(person: Person, localize: Localize): Status {
  const overall = person.assessments.overall_status;
  const band = overall?.band ?? "no_data";
  const gravity = OF_STATUS[band] ?? "unknown";
  const level = person.alerts?.level ?? "none";
  if (level !== "none" && GRAVER.indexOf(gravityOfLevel(level)) > GRAVER.indexOf(gravity)) {
    return { gravity: gravityOfLevel(level), label: levelName(localize, level) };
  }
  return { gravity, label: bandWord(localize, "overall_status", band) };
}

function bandWord(localize: Localize, score: string, band: string): string {
  return (
    localize(`component.healthsense.entity.sensor.${score}.state.${band}`) || attribute(localize, score, "band", band)
  );
}

/** A device that measures again tells what changed: its other pressure may be a measurement older. */
const TOGETHER_MS = 5 * 60_000;

function measuredTogether(one: Reading | undefined, other: Reading | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  const apart = Math.abs(Date.parse(one.measured_at) - Date.parse(other.measured_at));
  return apart === 0 || (one.source === other.source && apart <= TOGETHER_MS);
}

/** The readings in the order asked for. A cuff's two pressures, measured together, are one row. */
export function vitalRows(
  hass: Hass,
  localize: Localize,
  person: Person,
  wanted: readonly string[] = DEFAULT_VITALS,
): VitalRow[] {
  const rows: VitalRow[] = [];
  const { systolic, diastolic } = person.current;
  const together = measuredTogether(systolic, diastolic);
  for (const key of wanted.length > 0 ? wanted : DEFAULT_VITALS) {
    const reading = person.current[key];
    if (reading === undefined || (key === "diastolic" && together && wanted.includes("systolic"))) continue;
    const entityId = entityOf(hass, person.device_id, key);
    let name = nameOf(localize, key);
    const decimals = glanceDecimals(key, reading.unit);
    let shown = shownValue(hass, localize, key, reading.value, reading.unit, entityId, decimals);
    if (key === "systolic" && together && diastolic !== undefined) {
      const lower = shownValue(hass, localize, "diastolic", diastolic.value, diastolic.unit, entityId, decimals);
      name = words(localize, "advice_measure_blood_pressure");
      shown = { text: `${shown.text}/${lower.text}`, unit: shown.unit };
    }
    rows.push({ key, name, shown, reading, entityId });
  }
  return rows;
}

export interface ScoreRow {
  readonly key: string;
  readonly name: string;
  readonly value: string;
  readonly status: Status | null;
  readonly assessment: Assessment;
}

/** What a score says in short: its value or bounds, and its band as a status; a refusal with its reason. */
export function scoreRow(hass: Hass, localize: Localize, assessment: Assessment): ScoreRow {
  const { assessment: key, value, lower, upper, band, refused, unit } = assessment;
  const row = { key, name: nameOf(localize, key), assessment };
  if (refused !== null) {
    return { ...row, value: "", status: { gravity: "unknown", label: attribute(localize, key, "refused", refused) } };
  }
  const partial = value === null;
  // A band that missing inputs could still raise is no good news yet.
  const known = band === null ? undefined : OF_BAND[key]?.[band];
  const gravity: Gravity = partial && (known ?? "good") === "good" ? "unknown" : (known ?? "neutral");
  const status = band === null ? null : { gravity, label: bandWord(localize, key, band) };
  const tail = unit === "" ? "" : ` ${unit}`;
  if (typeof value === "number") return { ...row, value: formatNumber(hass, value) + tail, status };
  if (partial && lower !== null && upper !== null) {
    const between = { low: formatNumber(hass, lower), high: formatNumber(hass, upper) };
    // The band is that of the least it can be.
    const open = status !== null && known !== "urgent" && lower < upper;
    const label = open ? words(localize, "card_band_or_more", { band: status.label }) : status?.label;
    return {
      ...row,
      value: words(localize, "card_between", between) + tail,
      status: label === undefined ? null : { gravity, label },
    };
  }
  return { ...row, value: "", status: status ?? { gravity: "unknown", label: words(localize, "card_no_answer") } };
}
