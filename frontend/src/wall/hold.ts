import type { ReactiveController, ReactiveControllerHost } from "lit";

/** How long nothing changes its place after somebody left, so that a tap meets what was aimed at. */
const AFTER_MS = 3_000;
/** A pointer that was left lying on a wall display does not hold the order for ever. */
const STILL_MS = 60_000;

/** Whether somebody is using an element: pointing at it, touching it, or moving within it by keyboard. */
export class Hold implements ReactiveController {
  private untilMs = 0;
  private inside = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  get held(): boolean {
    return Date.now() < this.untilMs;
  }

  /** Let go now, as asked. */
  release(): void {
    this.untilMs = 0;
    this.host.requestUpdate();
  }

  hostConnected(): void {
    for (const type of ["pointerdown", "pointermove", "keydown", "focusin", "wheel"])
      this.host.addEventListener(type, this.used, { passive: true });
    for (const type of ["pointerleave", "focusout"]) this.host.addEventListener(type, this.left);
  }

  hostDisconnected(): void {
    clearTimeout(this.timer);
  }

  private readonly used = (): void => {
    this.inside = true;
    this.hold(STILL_MS);
  };

  private readonly left = (): void => {
    if (!this.inside) return;
    this.inside = this.host.matches(":focus-within");
    this.hold(this.inside ? STILL_MS : AFTER_MS);
  };

  private hold(forMs: number): void {
    this.untilMs = Date.now() + forMs;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.host.requestUpdate();
    }, forMs);
  }
}
