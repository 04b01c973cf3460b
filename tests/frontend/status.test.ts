import { describe, expect, it } from "vitest";
import { HealthSenseStatus, type Gravity } from "../../frontend/src/status";

const GRAVITIES: readonly Gravity[] = ["unknown", "neutral", "good", "notice", "warning", "urgent"];

async function shown(gravity: Gravity): Promise<ShadowRoot> {
  const element = document.createElement("healthsense-status");
  element.gravity = gravity;
  element.label = "Worth checking";
  document.body.append(element);
  await element.updateComplete;
  if (!element.shadowRoot) throw new Error("nothing was drawn");
  return element.shadowRoot;
}

describe("a status", () => {
  it("is an element that anybody can use", () => {
    expect(customElements.get("healthsense-status")).toBe(HealthSenseStatus);
  });

  it("says its word", async () => {
    expect((await shown("warning")).querySelector("span")?.textContent).toBe("Worth checking");
  });

  it("has a shape of its own, for whoever sees no colour", async () => {
    const shapes = await Promise.all(
      GRAVITIES.map(
        async (gravity) => ((await shown(gravity)).querySelector("ha-icon") as { icon?: string } | null)?.icon,
      ),
    );
    expect(new Set(shapes).size).toBe(GRAVITIES.length);
    expect(shapes).not.toContain(undefined);
  });
});
