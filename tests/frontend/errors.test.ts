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

  it("is never empty, whatever was thrown", () => {
    for (const thrown of [undefined, null, "x", new Error("of the code"), { code: {} }, ERRORS.nonsense]) {
      expect(inWords(failureOf(thrown), localize)).toMatch(/\S: \S|\S/);
      expect(inWords(failureOf(thrown), localize)).not.toContain("{");
    }
    expect(inWords(failureOf(new Error("of the code")), localize)).toContain("of the code");
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
