import { afterEach, describe, expect, it } from "vitest";
import { Colors } from "../../frontend/src/plot/colors";

describe("the colours of a canvas", () => {
  afterEach(() => {
    document.body.replaceChildren();
  });

  function host(): HTMLElement {
    const element = document.createElement("div");
    document.body.append(element);
    return element;
  }

  it("are read where the theme holds, also after the host was drawn anew", () => {
    const element = host();
    const colors = new Colors(element);
    expect(colors.get("rgb(1, 2, 3)")).toBe("rgb(1, 2, 3)");
    element.replaceChildren();
    expect(colors.get("rgb(4, 5, 6)")).toBe("rgb(4, 5, 6)");
    expect(element.querySelector("i")?.isConnected).toBe(true);
  });

  it("are read once, and anew when the theme may have changed", () => {
    const element = host();
    element.style.setProperty("--line", "rgb(1, 1, 1)");
    const colors = new Colors(element);
    const before = colors.get("var(--line)");
    expect(colors.refresh()).toBe(false);
    element.style.setProperty("--line", "rgb(9, 9, 9)");
    expect(colors.get("var(--line)")).toBe(before);
    expect(colors.refresh()).toBe(true);
    expect(colors.get("var(--line)")).toBe("rgb(9, 9, 9)");
  });
});
