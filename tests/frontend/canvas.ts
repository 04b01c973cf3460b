/** As much of a browser's drawing as the chart library needs where nothing is drawn: it counts, and shows nothing. */
import { vi } from "vitest";

export const strokes = { count: 0 };

function context(): unknown {
  const known: Record<string, unknown> = { measureText: (text: string) => ({ width: text.length * 6 }) };
  return new Proxy(known, {
    get: (_, name: string) =>
      name in known
        ? known[name]
        : (): void => {
            if (name === "stroke") strokes.count += 1;
          },
    set: (_, name: string, value) => {
      known[name] = value;
      return true;
    },
  });
}

/** A page of this width, on which canvases can be drawn. */
export function drawable(widthPx = 480): void {
  const one = context();
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockImplementation(() => one as never);
  vi.stubGlobal(
    "Path2D",
    class {
      moveTo(): void {
        // Nothing is drawn.
      }
      lineTo(): void {
        // Nothing is drawn.
      }
      rect(): void {
        // Nothing is drawn.
      }
      arc(): void {
        // Nothing is drawn.
      }
    },
  );
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(widthPx);
  vi.stubGlobal(
    "ResizeObserver",
    class {
      constructor(private readonly told: () => void) {}
      observe(): void {
        this.told();
      }
      disconnect(): void {
        // It told once.
      }
    },
  );
}
