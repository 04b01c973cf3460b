/** What of an alert is shown, worked out from what is known: no drawing here. */
import type { Alert, AlertLevel, Reason } from "../data/messages";
import type { Localize } from "../ha";
import { causeName, words } from "../texts";
import type { Gravity } from "../status";

const OF_LEVEL: Readonly<Record<AlertLevel, Gravity>> = {
  info: "notice",
  warning: "warning",
  urgent: "urgent",
  critical: "urgent",
};

export function gravityOfLevel(level: AlertLevel): Gravity {
  return OF_LEVEL[level];
}

/** What an alert is about, in a word. */
export function alertName(localize: Localize, alert: Alert): string {
  return alert.test ? words(localize, "card_alerts_test") : causeName(localize, alert.cause);
}

/** What an alert rests on, gravest first: only what counts, and each vital once. */
export function tellingReasons(reasons: readonly Reason[]): Reason[] {
  const levels: readonly AlertLevel[] = ["critical", "urgent", "warning", "info"];
  const counted = reasons.filter((reason) => reason.met !== null && reason.suppressed === null);
  const ordered = [...counted].sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
  return ordered.filter(
    (reason, index) =>
      ordered.findIndex((other) => (other.vital ?? other.rule) === (reason.vital ?? reason.rule)) === index,
  );
}
