/** Mouse, touch and keyboard on a plot, as what they mean. */
import type { Span } from "../span";
import { between, panned, pinched, zoomed } from "./zoom";

export interface Moved {
  readonly span: () => Span;
  /** Where the drawing area lies on the page. */
  readonly area: () => { readonly left: number; readonly width: number };
  readonly zoomable: () => boolean;
  /** The times at which the crosshair stops, ascending. */
  readonly stops: () => readonly number[];
  readonly cursor: () => number | null;
  /** Show the crosshair, or none; `spoken` where it was moved by keys. */
  readonly point: (atMs: number | null, spoken?: boolean) => void;
  readonly move: (span: Span, by: "zoom" | "pan") => void;
  readonly reset: () => void;
  /** What is being chosen to zoom into. */
  readonly select: (span: Span | null) => void;
}

const DRAG_PX = 6;
const ZOOM = 0.6;
const WHEEL_ZOOM = 0.002;
/** With the keys the crosshair moves at least this part of what is seen. */
const KEY_STEP = 1 / 120;

interface Held {
  readonly kind: "select" | "pan";
  readonly fromMs: number;
  readonly fromX: number;
  readonly was: Span;
}

export class Gestures {
  private readonly fingers = new Map<number, number>();
  private pinch: readonly [number, number] | null = null;
  private held: Held | null = null;

  constructor(private readonly to: Moved) {}

  attach(stage: HTMLElement): void {
    stage.addEventListener("pointermove", this.onMove);
    stage.addEventListener("pointerdown", this.onDown);
    stage.addEventListener("pointerup", this.onUp);
    stage.addEventListener("pointercancel", this.onUp);
    stage.addEventListener("pointerleave", this.onLeave);
    stage.addEventListener("dblclick", this.onReset);
    stage.addEventListener("wheel", this.onWheel, { passive: false });
    stage.addEventListener("keydown", this.onKey);
  }

  private part(clientX: number): number {
    const { left, width } = this.to.area();
    return width > 0 ? (clientX - left) / width : 0;
  }

  private at(clientX: number): number {
    const { startMs, endMs } = this.to.span();
    return startMs + Math.min(1, Math.max(0, this.part(clientX))) * (endMs - startMs);
  }

  private readonly onDown = (event: PointerEvent): void => {
    if (event.pointerType === "touch") {
      this.fingers.set(event.pointerId, event.clientX);
      const { startMs, endMs } = this.to.span();
      const [one, other] = [...this.fingers.values()];
      const hold = (clientX: number): number => startMs + this.part(clientX) * (endMs - startMs);
      this.pinch = one !== undefined && other !== undefined && this.to.zoomable() ? [hold(one), hold(other)] : null;
      if (this.pinch === null) this.to.point(this.at(event.clientX));
      return;
    }
    if (!this.to.zoomable() || event.button > 1) return;
    const kind = event.shiftKey || event.button === 1 ? "pan" : "select";
    this.held = { kind, fromX: event.clientX, fromMs: this.at(event.clientX), was: this.to.span() };
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
  };

  private readonly onMove = (event: PointerEvent): void => {
    if (this.fingers.has(event.pointerId)) {
      this.fingers.set(event.pointerId, event.clientX);
      const [one, other] = [...this.fingers.values()];
      if (this.pinch !== null && one !== undefined && other !== undefined) {
        this.to.move(pinched(this.pinch, [this.part(one), this.part(other)], this.to.span()), "zoom");
      } else if (this.fingers.size === 1) this.to.point(this.at(event.clientX));
      return;
    }
    if (event.pointerType === "touch") return;
    const { held } = this;
    if (held === null || Math.abs(event.clientX - held.fromX) < DRAG_PX) {
      this.to.point(this.at(event.clientX));
    } else if (held.kind === "pan") {
      this.to.move(panned(held.was, this.part(held.fromX) - this.part(event.clientX)), "pan");
    } else {
      const span = [held.fromMs, this.at(event.clientX)].sort((a, b) => a - b);
      this.to.select({ startMs: span[0] ?? 0, endMs: span[1] ?? 0 });
    }
  };

  private readonly onUp = (event: PointerEvent): void => {
    if (this.fingers.delete(event.pointerId)) {
      this.pinch = null;
      return;
    }
    const { held } = this;
    this.held = null;
    this.to.select(null);
    if (held?.kind !== "select" || event.type === "pointercancel") return;
    if (Math.abs(event.clientX - held.fromX) < DRAG_PX) return;
    this.to.move(between(held.fromMs, this.at(event.clientX)), "zoom");
  };

  private readonly onLeave = (event: PointerEvent): void => {
    if (event.pointerType !== "touch" && this.held === null) this.to.point(null);
  };

  private readonly onReset = (): void => {
    if (this.to.zoomable()) this.to.reset();
  };

  private readonly onWheel = (event: WheelEvent): void => {
    if (!this.to.zoomable()) return;
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
    if (event.ctrlKey) {
      this.to.move(zoomed(this.to.span(), Math.exp(event.deltaY * WHEEL_ZOOM), this.at(event.clientX)), "zoom");
    } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      this.to.move(panned(this.to.span(), sideways / Math.max(1, this.to.area().width)), "pan");
    } else return;
    // Else the page would scroll or grow as well.
    event.preventDefault();
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = this.keys[event.shiftKey && event.key.startsWith("Arrow") ? `Shift${event.key}` : event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };

  private readonly keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => {
      this.step(-1);
    },
    ArrowRight: () => {
      this.step(1);
    },
    Home: () => {
      this.end(0);
    },
    End: () => {
      this.end(-1);
    },
    ShiftArrowLeft: () => {
      this.pan(-0.25);
    },
    ShiftArrowRight: () => {
      this.pan(0.25);
    },
    PageUp: () => {
      this.pan(-1);
    },
    PageDown: () => {
      this.pan(1);
    },
    "+": () => {
      this.zoom(ZOOM);
    },
    "=": () => {
      this.zoom(ZOOM);
    },
    "-": () => {
      this.zoom(1 / ZOOM);
    },
    Escape: () => {
      this.to.point(null);
      this.onReset();
    },
  };

  pan(part: number): void {
    if (this.to.zoomable()) this.to.move(panned(this.to.span(), part), "pan");
  }

  /** Around the crosshair, where there is one. */
  zoom(factor: number): void {
    if (!this.to.zoomable()) return;
    const span = this.to.span();
    this.to.move(zoomed(span, factor, this.to.cursor() ?? (span.startMs + span.endMs) / 2), "zoom");
  }

  private seen(): readonly number[] {
    const { startMs, endMs } = this.to.span();
    return this.to.stops().filter((at) => at >= startMs && at <= endMs);
  }

  private end(index: 0 | -1): void {
    const at = this.seen().at(index);
    if (at !== undefined) this.to.point(at, true);
  }

  private step(direction: 1 | -1): void {
    const stops = this.seen();
    const { startMs, endMs } = this.to.span();
    const from = this.to.cursor();
    if (from === null) {
      this.end(direction > 0 ? 0 : -1);
      return;
    }
    const least = (endMs - startMs) * KEY_STEP;
    const onward = direction > 0 ? stops : [...stops].reverse();
    const to = onward.find((at) => (at - from) * direction >= least) ?? onward.at(-1);
    if (to !== undefined) this.to.point(to, true);
  }
}
