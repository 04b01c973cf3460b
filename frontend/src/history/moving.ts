import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { SpanChanged } from "../plot/types";
import { spanOf, type Range, type RangeChanged, type Span } from "../range";

/** How often what ends now moves on. */
const MOVE_MS = 15_000;
/** How far it moves on, as a part of its length, before everything is asked for again: readings may have come late. */
const ASK_AFTER = 0.1;
/** Whoever zooms or pans goes on for a while: nothing is asked for until they stay. */
export const STAYS_MS = 250;

/** The period of a card: chosen, zoomed or panned to, or ending now and moving on with the clock. */
export class Moving implements ReactiveController {
  span: Span = { startMs: 0, endMs: 0 };
  view: Span = this.span;
  range: Range | null = null;
  private now = false;
  /** What a reset goes back to. */
  private first: RangeChanged | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;
  private stays: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  /** Begin with what is configured: a range that ends now, or days. */
  begin(range: Range | null, span: Span): void {
    this.choose({ range, span, now: range !== null });
  }

  readonly onRange = (event: CustomEvent<RangeChanged>): void => {
    this.choose(event.detail);
    this.host.requestUpdate();
  };

  readonly onSpan = (event: CustomEvent<SpanChanged>): void => {
    const { span, by } = event.detail;
    if (by !== "reset") this.follow(past(span));
    else if (this.first !== undefined) {
      const { range, now } = this.first;
      this.set(now && range !== null ? { range, now, span: spanOf(range, Date.now()) } : this.first);
    }
    this.host.requestUpdate();
  };

  private choose(chosen: RangeChanged): void {
    this.first = chosen;
    this.set(chosen);
  }

  /** Show it at once, ask for it when it stays. */
  private follow(span: Span): void {
    this.range = null;
    this.now = false;
    this.view = span;
    clearTimeout(this.stays);
    this.stays = setTimeout(() => {
      this.span = span;
      this.host.requestUpdate();
    }, STAYS_MS);
  }

  private set({ range, span, now }: RangeChanged): void {
    clearTimeout(this.stays);
    this.range = range;
    this.span = this.view = span;
    this.now = now;
  }

  hostConnected(): void {
    this.timer = setInterval(this.move, MOVE_MS);
    this.move();
  }

  hostDisconnected(): void {
    clearInterval(this.timer);
    clearTimeout(this.stays);
  }

  private readonly move = (): void => {
    if (!this.now || this.range === null) return;
    this.view = spanOf(this.range, Date.now());
    const by = this.view.endMs - this.span.endMs;
    if (by > ASK_AFTER * (this.span.endMs - this.span.startMs)) this.span = this.view;
    this.host.requestUpdate();
  };
}

/** Nothing was measured in the future. */
function past({ startMs, endMs }: Span): Span {
  const over = Math.max(0, endMs - Date.now());
  return { startMs: startMs - over, endMs: endMs - over };
}
