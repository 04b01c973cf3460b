/** Limits as people see them: in their units, and which of them somebody may change. */
import type { AlertsAnswer, Rule } from "../alert/messages";
import { conversionOf, formatNumber, wantedUnit } from "../format";
import type { Hass } from "../ha";
import { entityOf } from "../people";

/** A clinician's target is a limit of no rule: all low limits of oxygen follow it. */
export const TARGET = "spo2_target";
const TARGET_RANGE = [80, 96] as const;

/** Limits without a vital's unit: what they are told in, and how much of it one is. */
const OWN_UNITS: Readonly<Record<string, readonly [unit: string, factor: number]>> = {
  device_battery_low: ["%", 1],
  signal_poor: ["%", 1],
  no_activity_morning: ["h", 1],
  no_activity_day: ["h", 1],
  hypoxia_risk: ["%", 100],
  diabetes_risk: ["%", 100],
  heart_disease_risk: ["%", 100],
};
const VITAL = /^(spo2|heart_rate|respiratory_rate|systolic|diastolic|glucose|temperature)_/;

export interface Unit {
  readonly unit: string;
  readonly factor: number;
  readonly offset: number;
}

/** The unit that this person reads a rule's limit in. */
export function unitOfRule(hass: Hass, deviceId: string | null, rule: Rule): Unit {
  const [own, times] = OWN_UNITS[rule.rule] ?? [rule.unit ?? "", 1];
  const vital = VITAL.exec(rule.rule)?.[1];
  const wanted = wantedUnit(hass, own, vital === undefined ? undefined : entityOf(hass, deviceId, vital));
  const [factor, offset] = conversionOf(own, wanted) ?? [times, 0];
  return { unit: conversionOf(own, wanted) === undefined ? own : (wanted ?? own), factor, offset };
}

export function shownLimit(hass: Hass, value: number, { unit, factor, offset }: Unit): string {
  return `${formatNumber(hass, value * factor + offset)} ${unit}`.trim();
}

/** From what was typed to the unit that the limit is kept in. */
export function keptLimit(typed: number, { factor, offset }: Unit): number {
  return Math.round(((typed - offset) / factor) * 1e6) / 1e6;
}

export interface Group {
  readonly cause: string;
  readonly rules: readonly Rule[];
}

/** The rules by what they are about, as they are asked; a clinician's target among those of oxygen. */
export function groups({ rules, settings }: AlertsAnswer): Group[] {
  const kept = settings.find(({ key, body }) => key === `limit.${TARGET}` && body !== null)?.body?.value;
  const target: Rule = {
    rule: TARGET,
    cause: "oxygen",
    level: "warning",
    absolute: false,
    on: true,
    limit: typeof kept === "number" ? kept : null,
    usual_limit: null,
    unit: "%",
    range: TARGET_RANGE,
    origin: typeof kept === "number" ? "clinician" : null,
    source: null,
  };
  const causes = [...new Set(rules.map(({ cause }) => cause))];
  return causes.map((cause) => ({
    cause,
    rules: [...rules.filter((rule) => rule.cause === cause), ...(cause === "oxygen" ? [target] : [])],
  }));
}
