/** What became of what was entered, and whose form it is when the answer comes. */
import { describe, expect, it, vi } from "vitest";
import type { Person } from "../../frontend/src/data/messages";
import { BOB } from "./recorded";
import record from "./recorded/record.json";
import {
  ANNA,
  bob,
  anna,
  connection,
  body,
  settle,
  show,
  root,
  field,
  text,
  wrong,
  sent,
  type,
  submit,
  press,
} from "./entry_form";

describe("what became of it", () => {
  it("is told, and the form is empty again", async () => {
    await show();
    await type({ systolic: "128", diastolic: "82" });
    await submit();
    const lines = [...root().querySelectorAll(".result li")].map((one) => one.textContent.trim());
    expect(lines).toEqual([
      "Systolic blood pressure: 128 mmHg",
      "Diastolic blood pressure: 82 mmHg",
      "Body temperature: 36.8 °C",
    ]);
    expect(text()).toContain("Saved for Bob, 11:30");
    expect(root().querySelector(".result")?.closest("[role=status]")).not.toBeNull();
    expect(field("systolic").value).toBe("");
  });

  it("in part: what was refused stays in its field, with the reason", async () => {
    connection.answer = () => record["in part"];
    await show();
    await type({ systolic: "128", diastolic: "65", temperature: "36.8" });
    await submit();
    expect(wrong()).toEqual(["Diastolic blood pressure: this value is not plausible. Check the unit."]);
    expect([field("systolic").value, field("diastolic").value]).toEqual(["", "65"]);
    expect(text()).toContain("Not saved:");
  });

  it("refused by the house: the reason stands beside the field that it names", async () => {
    connection.answer = () => Promise.reject(Object.assign(new Error(), record.refused));
    await show();
    await type({ weight: "60" });
    await submit();
    expect(wrong()).toEqual(["Weight: this value is not plausible. Check the unit."]);
    expect(field("weight").value).toBe("60");
  });

  it("can be taken back within a minute", async () => {
    await show();
    await type({ systolic: "128", diastolic: "82" });
    await submit();
    connection.answer = () => record["taken back"];
    await press("Undo");
    expect(sent("healthsense/undo")).toEqual([{ type: "healthsense/undo", person_id: BOB, undo: "undo-taken" }]);
    expect(text()).toContain("Taken back: nothing was kept.");
    expect(text()).not.toContain("Undo");
  });

  it("taken back, what it took the place of is there again, and is named", async () => {
    connection.answer = () => record.replaced;
    await show();
    await type({ systolic: "182", diastolic: "82" });
    await submit();
    connection.answer = () => record["brought back"];
    await press("Undo");
    expect(text()).toContain("Taken back. What was there before is back:");
    const lines = [...root().querySelectorAll(".result li")].map((one) => one.textContent.trim());
    expect(lines).toEqual(["Systolic blood pressure: 128 mmHg"]);
  });

  it("what somebody changed meanwhile is left, and is named", async () => {
    await show();
    await type({ weight: "60" });
    await submit();
    const [first, ...rest] = record["taken back"].removed;
    connection.answer = () => ({ ...record["taken back"], removed: rest, kept: [first] });
    await press("Undo");
    expect(text()).toContain("Taken back: nothing was kept.");
    expect(text()).toContain("Left as it is, because it was changed meanwhile: Systolic blood pressure");
  });

  it("what was taken back already, by a press whose answer got lost, is not told as taken back now", async () => {
    await show();
    await type({ weight: "60" });
    await submit();
    connection.answer = () => ({ ...record["taken back"], removed: [] });
    await press("Undo");
    expect(text()).toContain("This was already taken back. Nothing more was changed.");
    expect(text()).not.toContain("nothing was kept");
  });

  it("what cannot be taken back any more says so, and stays as it is", async () => {
    await show();
    await type({ weight: "60" });
    await submit();
    connection.answer = () => Promise.reject(Object.assign(new Error(), record["too late"]));
    await press("Undo");
    expect(wrong()).toEqual([expect.stringContaining("This can no longer be taken back.")]);
    expect(text()).toContain("Saved for Bob");
  });

  it("what was known already is nothing to take back", async () => {
    connection.answer = () => record["told twice"];
    await show();
    await type({ weight: "60" });
    await submit();
    expect(text()).toContain("This was already known.");
    expect(text()).not.toContain("Undo");
  });

  it("nor by a card that was away meanwhile", async () => {
    await show();
    await type({ weight: "60" });
    await submit();
    await vi.advanceTimersByTimeAsync(30_000);
    body.remove();
    document.body.append(body);
    await settle();
    expect(text()).toContain("Undo");
    await vi.advanceTimersByTimeAsync(31_000);
    await settle();
    expect(text()).not.toContain("Undo");
  });

  it("and not any more after it", async () => {
    await show();
    await type({ weight: "60" });
    await submit();
    expect(text()).toContain("Undo");
    await vi.advanceTimersByTimeAsync(61_000);
    await settle();
    expect(text()).not.toContain("Undo");
    expect(text()).toContain("Saved for Bob");
  });
});

describe("when the form becomes somebody else's", () => {
  const become = async (people: readonly Person[]): Promise<void> => {
    body.people = people;
    await settle();
  };

  it("nothing that was typed for the former person is sent", async () => {
    await show([bob]);
    await type({ weight: "81,4" });
    await become([anna]);
    expect(field("weight").value).toBe("");
    await submit();
    expect(connection.sent).toEqual([]);
    await type({ weight: "60" });
    await submit();
    expect(sent("healthsense/record")).toMatchObject([{ person_id: ANNA, measurements: [{ value: 60 }] }]);
  });

  it("so it is where the one who was chosen is gone and another is left alone", async () => {
    const clara = { ...anna, person_id: "c", name: "Clara" };
    await show([bob, anna, clara]);
    await type({ person: BOB, weight: "81,4" });
    await become([anna, clara]);
    await submit();
    expect(connection.sent).toEqual([]);
    await become([anna]);
    await submit();
    expect(connection.sent).toEqual([]);
    expect(text()).toContain("Anna");
  });

  it("what was kept of the former is not offered to be taken back", async () => {
    await show([bob]);
    await type({ weight: "81,4" });
    await submit();
    await become([anna]);
    expect(text()).not.toContain("Saved for Bob");
    expect(text()).not.toContain("Undo");
  });

  it("what the house refuses of the former after that stands at no field of the new one", async () => {
    let refuse: (reason: unknown) => void = () => undefined;
    connection.answer = () =>
      new Promise((_, reject) => {
        refuse = reject;
      });
    await show([bob]);
    await type({ weight: "81,4" });
    await submit();
    await become([anna]);
    refuse(Object.assign(new Error(), record.refused));
    await settle();
    expect(field("weight").getAttribute("aria-invalid")).toBe("false");
    expect(field("weight").value).toBe("");
  });

  it("what is kept of the former only after that is told to nobody, nor what went wrong", async () => {
    for (const late of [() => record.taken, () => Promise.reject(new Error("late"))]) {
      await show([bob]);
      let answer: (() => void) | undefined;
      connection.answer = () =>
        new Promise(
          (resolve) =>
            (answer = () => {
              resolve(late());
            }),
        );
      await type({ weight: "81,4" });
      await submit();
      await become([anna]);
      answer?.();
      await settle();
      expect(text()).not.toContain("Saved for Bob");
      expect(text()).not.toContain("Undo");
      expect(root().querySelectorAll("[role=alert]")).toHaveLength(0);
      expect(root().querySelector("form")?.getAttribute("aria-busy")).toBe("false");
      connection.answer = () => record.taken;
      await type({ weight: "60" });
      await submit();
      expect(text()).toContain("Saved for Anna");
    }
  });

  it("who chooses somebody else keeps what was typed; what is new of the same person changes nothing", async () => {
    await show([bob, anna]);
    await type({ person: BOB, weight: "60" });
    await type({ person: ANNA });
    await become([bob, { ...anna, current: {} }]);
    await submit();
    expect(sent("healthsense/record")).toMatchObject([{ person_id: ANNA, measurements: [{ value: 60 }] }]);
  });
});
