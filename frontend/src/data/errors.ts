import type { Localize } from "../ha";
import { words } from "../texts";

/** An error of the WebSocket: of HealthSense, of Home Assistant, or of the connection (a number). */
export interface Failure {
  readonly code: string | number;
  readonly message: string;
  readonly translation_domain?: string | null;
  readonly translation_key?: string;
  readonly translation_placeholders?: Readonly<Record<string, string>> | null;
}

/** What the connection rejects with when it was lost meanwhile. */
const CONNECTION_LOST = 3;
/** What Home Assistant itself says in English, without a text of its own: in the reader's language. */
const OF_HOME_ASSISTANT: Readonly<Record<string, string>> = {
  unauthorized: "card_not_allowed",
  not_allowed: "card_not_allowed",
  timeout: "card_too_slow",
  unknown_error: "card_unexpected",
};
/** An action that is not there, as Home Assistant names it. */
const NO_ACTION = "service_not_found";

export function failureOf(error: unknown): Failure {
  if (error === CONNECTION_LOST) return { code: CONNECTION_LOST, message: "" };
  if (typeof error === "object" && error !== null) {
    const { code } = error as { code?: unknown };
    if (typeof code === "string" || typeof code === "number") return { message: "", ...error, code };
    // A connection that is lost while it is waited for rejects with a whole answer.
    if ("error" in error && error.error !== error) return failureOf(error.error);
  }
  return { code: "unknown", message: error instanceof Error ? error.message : "" };
}

/** Whether it mends itself: HealthSense or Home Assistant is still starting, or the connection was lost. */
export function passes(failure: Failure): boolean {
  return ["not_ready", "unknown_command", CONNECTION_LOST].includes(failure.code);
}

/** What is wrong and how to mend it, in the reader's language. */
export function inWords(failure: Failure, localize: Localize): string {
  if (failure.code === CONNECTION_LOST) return words(localize, "card_no_connection");
  if (failure.code === "unknown_command" || failure.translation_key === NO_ACTION)
    return words(localize, "card_not_set_up");
  if (failure.code === "not_ready") return words(localize, "card_not_running");
  // What Home Assistant itself says of a question that it cannot read is English, and for whoever wrote the question.
  if (failure.code === "invalid_format" && failure.translation_key === undefined)
    return words(localize, "card_not_understood");
  return words(localize, "card_failed", { reason: reasonOf(failure, localize) });
}

/** What HealthSense or Home Assistant said was wrong, without a full stop. */
export function reasonOf(failure: Failure, localize: Localize): string {
  const key = failure.translation_key;
  const reason =
    key === undefined
      ? ""
      : localize(`component.healthsense.exceptions.${key}.message`, failure.translation_placeholders ?? {});
  const known = key === undefined ? OF_HOME_ASSISTANT[failure.code] : undefined;
  const said = known === undefined ? failure.message : words(localize, known);
  return (reason || said || String(failure.code)).replace(/\.$/, "");
}
