import type { Localize } from "../ha";
import { words } from "../texts";

/** An error of the WebSocket: of HealthSense, of Home Assistant, or of the connection (a number). */
export interface Failure {
  readonly code: string | number;
  readonly message: string;
  readonly translation_key?: string;
  readonly translation_placeholders?: Readonly<Record<string, string>> | null;
}

/** What the connection rejects with when it was lost meanwhile. */
const CONNECTION_LOST = 3;

export function failureOf(error: unknown): Failure {
  if (error === CONNECTION_LOST) return { code: CONNECTION_LOST, message: "" };
  if (typeof error === "object" && error !== null && "code" in error) {
    const { code } = error;
    if (typeof code === "string" || typeof code === "number") return { message: "", ...error, code };
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
  if (failure.code === "unknown_command") return words(localize, "card_not_set_up");
  if (failure.code === "not_ready") return words(localize, "card_not_running");
  return words(localize, "card_failed", { reason: reasonOf(failure, localize) });
}

/** What HealthSense or Home Assistant said was wrong, without a full stop. */
export function reasonOf(failure: Failure, localize: Localize): string {
  const key = failure.translation_key;
  const reason =
    key === undefined
      ? ""
      : localize(`component.healthsense.exceptions.${key}.message`, failure.translation_placeholders ?? {});
  return (reason || failure.message || String(failure.code)).replace(/\.$/, "");
}
