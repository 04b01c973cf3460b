import type { ReactiveController, ReactiveControllerHost } from "lit";

/** What is loaded only when a card needs it: the page's entry stays small. */
const CHUNKS = {
  /** Everything that draws: `chart.ts` of each card. */
  charts: (): Promise<unknown> => import("../charts"),
  /** What is looked at now and then: `page.ts` of each card. */
  pages: (): Promise<unknown> => import("../pages"),
} as const;

const RETRY_MS = 5_000;

/** Loads a chunk for its card while that is on the page; asks again where the house was away. */
export class Chunk implements ReactiveController {
  ready = false;
  failed = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly name: keyof typeof CHUNKS,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    if (!this.ready) void this.load();
  }

  hostDisconnected(): void {
    clearTimeout(this.timer);
  }

  private async load(): Promise<void> {
    try {
      await CHUNKS[this.name]();
      this.ready = true;
      this.failed = false;
    } catch {
      this.failed = true;
      this.timer = setTimeout(() => void this.load(), RETRY_MS);
    }
    this.host.requestUpdate();
  }
}
