/** What the card says of sources, worked out from what HealthSense told: no drawing here. */
import type { BarChart } from "../base/bars";
import { shownValue } from "../base/value";
import { timeFormat } from "../base/zone";
import type { Person } from "../data/messages";
import { formatNumber, glanceDecimals } from "../format";
import type { Hass, Localize } from "../ha";
import { entityOf } from "../people";
import { attribute, nameOf, words } from "../texts";
import type { Flow, Rejected, Source, Sources } from "./messages";

/** The newest value of a source, where it is the one that counts now. */
export function newestOf(hass: Hass, localize: Localize, person: Person, source: Source, flow: Flow): string {
  const reading = person.current[flow.vital];
  if (reading?.source !== source.source) return "";
  const entityId = entityOf(hass, person.device_id, flow.vital);
  const decimals = glanceDecimals(flow.vital, reading.unit);
  const { text, unit } = shownValue(hass, localize, flow.vital, reading.value, reading.unit, entityId, decimals);
  return unit === "" ? text : `${text} ${unit}`;
}

/** What a source is called: our own words for what somebody entered by hand, or told by a button. */
export function sourceName(localize: Localize, source: Pick<Source, "source" | "name">): string {
  if (source.source === "manual") return words(localize, "card_sources_manual");
  return (source.source === "im_ok" && localize("component.healthsense.entity.button.im_ok.name")) || source.name;
}

/** Why a reading was refused, in words. */
export function reasonOfRejected(localize: Localize, one: Rejected): string {
  const field = one.vital === null ? one.field : nameOf(localize, one.vital);
  const reason = localize(`component.healthsense.exceptions.${one.reason_key}.message`, { field });
  return reason || `${field}: ${one.reason.replaceAll("_", " ")}`;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
/** Every how many hours a bar is named. */
const TICK_H = 6;

/** What came in and what was refused, by hour. */
export function intakeChart(hass: Hass, localize: Localize, { intake }: Sources): BarChart {
  const number = (value: number): string => formatNumber(hass, value, 0);
  const hour = timeFormat(hass, { hour: "numeric", minute: "2-digit" });
  const counts = { accepted: number(sum(intake.accepted)), rejected: number(sum(intake.rejected)) };
  return {
    title: words(localize, "card_sources_intake"),
    summary: words(localize, "card_sources_intake_summary", counts),
    by: words(localize, "card_sources_hour"),
    series: [
      { name: words(localize, "card_sources_accepted"), look: "solid" },
      { name: words(localize, "card_sources_rejected"), look: "hatched" },
    ],
    bars: intake.t.map((at, index) => ({
      name: hour.format(at),
      parts: [intake.accepted[index] ?? 0, intake.rejected[index] ?? 0],
      ...(index % TICK_H === 0 ? { tick: hour.format(at) } : {}),
    })),
    text: number,
  };
}

/** How good a person's data is, as the assessment says it. */
export function qualityOf(
  hass: Hass,
  localize: Localize,
  person: Person,
  { intake }: Pick<Sources, "intake">,
): { readonly value: string; readonly sentence: string } | null {
  const found = person.assessments.data_quality;
  if (found === undefined) return null;
  if (typeof found.value !== "number") {
    const why = found.refused === null ? "" : attribute(localize, "data_quality", "refused", found.refused);
    return { value: words(localize, "card_no_answer"), sentence: why };
  }
  // The numbers of the chart below: two counts of one day would differ by what came in between.
  const [accepted, rejected] = [sum(intake.accepted), sum(intake.rejected)];
  const counts = { accepted: formatNumber(hass, accepted, 0), all: formatNumber(hass, accepted + rejected, 0) };
  return {
    value: `${formatNumber(hass, found.value)} ${found.unit}`.trim(),
    sentence: words(localize, "card_sources_quality", counts),
  };
}
