import { describe, expect, it } from "vitest";
import { failureOf, inWords, passes } from "../../frontend/src/data/errors";
import { localize } from "./english";
import { ERRORS } from "./recorded";

describe("an error", () => {
  it("is told in the words of HealthSense", () => {
    expect(inWords(failureOf(ERRORS["no alert"]), localize)).toContain("There is no such alert");
    expect(inWords(failureOf(ERRORS.nobody), localize)).toContain("HealthSense knows no such person");
  });

  it("says how to mend what a person can mend", () => {
    expect(inWords(failureOf(ERRORS["not running"]), localize)).toContain("Settings");
    expect(inWords(failureOf({ code: "unknown_command", message: "Unknown command." }), localize)).toContain("Add it");
    expect(inWords(failureOf(3), localize)).toContain("connection");
  });

  it("leaves out what is for programmers: the list of all that can be asked for", () => {
    const text = inWords(failureOf(ERRORS.nonsense), localize);
    expect(text).toContain("settings of this card");
    expect(text).not.toContain("sleep_stage");
  });

  it("of Home Assistant itself is told in the reader's language too, not as the English it sends", () => {
    const told = (code: string, more: object = {}): string =>
      inWords(failureOf({ code, message: "Unauthorized", ...more }), localize);
    expect(told("unauthorized")).toBe("This did not work: This user may not do that. Try again.");
    expect(told("timeout")).toContain("took too long");
    expect(told("unknown_error")).toContain("The log of Home Assistant says more");
    expect(told("not_found", { translation_domain: "homeassistant", translation_key: "service_not_found" })).toContain(
      "Add it",
    );
    // What is only known in its own words is told in those.
    expect(told("home_assistant_error", { message: "The lamp is broken." })).toContain("The lamp is broken");
  });

  it("is never empty, whatever was thrown", () => {
    for (const thrown of [undefined, null, "x", new Error("of the code"), { code: {} }, ERRORS.nonsense]) {
      expect(inWords(failureOf(thrown), localize)).toMatch(/\S: \S|\S/);
      expect(inWords(failureOf(thrown), localize)).not.toContain("{");
    }
    expect(inWords(failureOf(new Error("of the code")), localize)).toContain("of the code");
  });

  it("of a connection that is lost while an answer is waited for is one that passes", () => {
    const lost = { type: "result", success: false, error: { code: 3, message: "Connection lost" } };
    expect(passes(failureOf(lost))).toBe(true);
    expect(inWords(failureOf(lost), localize)).toBe(inWords(failureOf(3), localize));
  });

  it("that passes is told from one that stays", () => {
    expect([3, ERRORS["not running"], { code: "unknown_command" }].map((one) => passes(failureOf(one)))).toEqual([
      true,
      true,
      true,
    ]);
    expect([ERRORS.nobody, ERRORS["no alert"], new Error("x")].map((one) => passes(failureOf(one)))).toEqual([
      false,
      false,
      false,
    ]);
  });
});
