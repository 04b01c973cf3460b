import { shownValue } from "../base/value";
import type { Reason } from "../data/messages";
import { clock } from "../format";
import type { Hass, Localize } from "../ha";
import { entityOf } from "../people";
import { nameOf, ruleName, stateWord, words } from "../texts";

/** What one rule saw, in a sentence: the reading beside its limit. */
export function sentence(
  hass: Hass,
  localize: Localize,
  deviceId: string | null,
  reason: Reason,
  nowMs: number,
): string {
  if (reason.vital === null || reason.value === null) return ruleName(localize, reason.rule);
  if (typeof reason.value === "string") return wordOf(localize, reason, clock(hass, reason.time, nowMs));
  const entityId = entityOf(hass, deviceId, reason.vital);
  const text = (value: number): string => {
    const { text: told, unit } = shownValue(hass, localize, reason.vital ?? "", value, reason.unit ?? "", entityId);
    return unit === "" ? told : `${told} ${unit}`;
  };
  const said = words(localize, "notice_value", {
    vital: nameOf(localize, reason.vital),
    value: text(reason.value),
    time: clock(hass, reason.time, nowMs),
  });
  const judged = reason.worst ?? reason.value;
  if (reason.limit === null || typeof judged !== "number") return said;
  const side = judged < reason.limit ? "notice_limit_low" : "notice_limit_high";
  return `${said} ${words(localize, side, { limit: text(reason.limit) })}`;
}

/** A score's word beside the score's own name: "Heart rate: red" tells nobody anything. */
function wordOf(localize: Localize, { answer, rule, value }: Reason, time: string): string {
  if (answer === null) return ruleName(localize, rule);
  const word = stateWord(localize, answer, String(value));
  return words(localize, "card_alerts_word", { name: nameOf(localize, answer), word, time });
}
