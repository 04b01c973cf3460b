import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { RangeChanged } from "../range";
import { spanOf, type Range, type Span } from "../span";

/** How often a period that ends now moves on with the clock. */
const MOVE_MS = 5 * 60_000;

/** The period that a card shows: as configured, then as chosen with `healthsense-range`. */
export class Period implements ReactiveController {
  range: Range | null = null;
  span: Span = { startMs: 0, endMs: 0 };
  private now = true;
  private configured: Range | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  /** Begin with the configured range; what was chosen meanwhile stays until the configuration changes. */
  begin(range: Range): void {
    if (range === this.configured) return;
    this.configured = range;
    this.set({ range, span: spanOf(range, Date.now()), now: true });
  }

  readonly onChanged = (event: CustomEvent<RangeChanged>): void => {
    this.set(event.detail);
    this.host.requestUpdate();
  };

  private set({ range, span, now }: RangeChanged): void {
    this.range = range;
    this.span = span;
    this.now = now;
  }

  hostConnected(): void {
    this.timer = setInterval(this.move, MOVE_MS);
  }

  hostDisconnected(): void {
    clearInterval(this.timer);
  }

  private readonly move = (): void => {
    if (!this.now || this.range === null) return;
    this.span = spanOf(this.range, Date.now());
    this.host.requestUpdate();
  };
}
