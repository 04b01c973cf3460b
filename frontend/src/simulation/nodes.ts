/** The nodes that simulate, and what they measure: worked out from Home Assistant's entities. */
import { differs } from "../base/element";
import { formatNumber } from "../format";
import type { Hass, Localize } from "../ha";
import { scenarioSelects } from "../strategy/nodes";

interface State {
  readonly state: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface Choice {
  readonly entityId: string;
  readonly now: string;
  readonly options: readonly string[];
}

export interface Node {
  readonly name: string;
  readonly reachable: boolean;
  readonly scenario: Choice;
  readonly fault: Choice | null;
  readonly values: readonly { readonly name: string; readonly value: string; readonly unit: string }[];
}

const AWAY: ReadonlySet<string> = new Set(["unavailable", "unknown"]);

function stateOf(hass: Hass, id: string): State | undefined {
  return hass.states[id] as State | undefined;
}

function beside(hass: Hass, id: string): string[] {
  const device = hass.entities[id]?.device_id;
  if (device === undefined) return [];
  return Object.values(hass.entities).flatMap((entity) => (entity.device_id === device ? entity.entity_id : []));
}

/** Whether anything changed that the card shows: our own, or a state of a simulating node's. */
export function watches(hass: Hass, before: Hass | undefined): boolean {
  if (before === undefined || differs(hass, before)) return true;
  if (hass.states === before.states) return false;
  return scenarioSelects(hass).some((id) =>
    [id, ...beside(hass, id)].some((one) => hass.states[one] !== before.states[one]),
  );
}

function choice(hass: Hass, entityId: string): Choice | null {
  const state = stateOf(hass, entityId);
  const { options } = state?.attributes ?? {};
  if (state === undefined || !Array.isArray(options)) return null;
  return { entityId, now: state.state, options: options.map(String) };
}

export function nodesOf(hass: Hass, localize: Localize): Node[] {
  return scenarioSelects(hass).flatMap((id) => {
    const scenario = choice(hass, id);
    if (scenario === null) return [];
    const others = beside(hass, id);
    const device = hass.devices[hass.entities[id]?.device_id ?? ""] as
      { name?: string | null; name_by_user?: string | null } | undefined;
    const name = device?.name_by_user ?? device?.name ?? id;
    const faults = others.find((other) => other !== id && choice(hass, other)?.options.includes("finger off"));
    return [
      {
        name,
        reachable: scenario.now !== "unavailable",
        scenario,
        fault: faults === undefined ? null : choice(hass, faults),
        values: others.flatMap((other) => shown(hass, localize, other, name)),
      },
    ];
  });
}

function known(localize: Localize, key: string): string {
  const name = (sensor: string): string => localize(`component.healthsense.entity.sensor.${sensor}.name`);
  return name(key) || name(`hrv_${key}`);
}

/** A sensor that measures: with a unit and a number, not about the node itself. */
function shown(hass: Hass, localize: Localize, id: string, node: string): Node["values"] {
  const state = stateOf(hass, id);
  const entry = hass.entities[id] as { entity_category?: string; display_precision?: number } | undefined;
  const unit = state?.attributes.unit_of_measurement;
  if (!id.startsWith("sensor.") || state === undefined || entry?.entity_category !== undefined) return [];
  if (typeof unit !== "string") return [];
  const { friendly_name: friendly } = state.attributes;
  const given = (typeof friendly === "string" ? friendly : id).replace(`${node} `, "");
  // A node's own names are English: what HealthSense measures too goes by the name it has on the other cards.
  const name = known(localize, given.toLowerCase().replace(/\W+/g, "_")) || given;
  if (AWAY.has(state.state)) return [{ name, value: "–", unit: "" }];
  return [
    {
      name,
      value: formatNumber(hass, Number(state.state), entry?.display_precision ?? 1),
      unit: unit.replace("breaths/", "/"),
    },
  ];
}
