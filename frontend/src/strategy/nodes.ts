import type { Hass } from "../ha";

/** Scenarios that the firmware's simulated sensor plays; a select that offers these is one of ours. */
const SCENARIOS = ["rest", "exercise", "night desaturation", "fever"] as const;

/** The entities that choose what a simulating node plays. */
export function scenarioSelects(hass: Hass): string[] {
  return Object.keys(hass.entities).filter((id) => {
    if (!id.startsWith("select.")) return false;
    const options = hass.states[id]?.attributes.options;
    return Array.isArray(options) && SCENARIOS.every((one) => options.includes(one));
  });
}
