import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, queryAll, state } from "lit/decorators.js";
import { base } from "../base/styles";
import { timeZoneOf } from "../base/zone";
import type { Hass, Localize } from "../ha";
import { spanOf, type Span } from "../span";
import { words } from "../texts";
import { axisPx } from "./axis";
import { Colors, onTheme } from "./colors";
import { stopsOf } from "./data";
import { Gestures } from "./gestures";
import { legend } from "./legend";
import { pill, selection, type Area } from "./overlay";
import { PanePlot, type Common } from "./pane";
import { plotStyles } from "./styles";
import { tableView } from "./table";
import { spokenAt, summary, tableOf, type Telling } from "./tell";
import { toolBar } from "./tools";
import type { Plot, PlotMark, PlotPane, PlotPoint, SpanChanged } from "./types";

/** A screen reader is told where the crosshair stays, not where it passes. */
const SPEAK_AFTER_MS = 200;

/** Draws what changes over time: see types.ts. */
@customElement("healthsense-plot")
export class HealthSensePlot extends LitElement implements Plot {
  @property({ attribute: false }) hass?: Hass;
  @property({ attribute: false }) localize?: Localize;
  @property({ attribute: false }) panes: readonly PlotPane[] = [];
  @property({ attribute: false }) marks: readonly PlotMark[] = [];
  @property({ attribute: false, hasChanged: spansDiffer }) span: Span = spanOf("day", Date.now());
  @property() label = "";
  @property({ type: Boolean }) clock = false;
  @property({ attribute: false }) zoomable = true;
  @property({ type: Boolean, reflect: true }) busy = false;
  @state() private cursorMs: number | null = null;
  @state() private selected: Span | null = null;
  @state() private table = false;
  @state() private spoken = "";
  @query(".stage") private readonly stage!: HTMLElement | null;
  @queryAll(".canvas") private readonly places!: NodeListOf<HTMLElement>;

  private plots: { readonly build: string; readonly plot: PanePlot }[] = [];
  private colors: Colors | undefined;
  private leaveTheme: (() => void) | undefined;
  private readonly resize = new ResizeObserver(() => {
    this.measure();
  });
  private width = 0;
  private observed: HTMLElement | undefined;
  private stops: readonly number[] | undefined;
  private speaking: ReturnType<typeof setTimeout> | undefined;

  /** What its buttons do. */
  private readonly does = {
    zoom: (factor: number): void => {
      this.gestures.zoom(factor);
    },
    reset: (): void => {
      this.tell({ span: this.span, by: "reset" });
    },
    toggleTable: (): void => {
      this.table = !this.table;
    },
  };
  private readonly gestures = new Gestures({
    span: () => this.span,
    area: () => this.area(),
    zoomable: () => this.zoomable,
    stops: () => (this.stops ??= stopsOf(this.panes)),
    cursor: () => this.cursorMs,
    point: (atMs, spoken) => {
      this.cursorMs = atMs;
      if (spoken === true) this.speak();
    },
    move: (span, by) => {
      this.span = span;
      this.tell({ span, by });
    },
    reset: () => {
      this.does.reset();
    },
    select: (span) => {
      this.selected = span;
    },
  });

  static override readonly styles = [base, plotStyles];

  /** How many pixels wide the drawing area is. */
  get widthPx(): number {
    return Math.max(0, Math.round(this.plots[0]?.plot.area.widthPx ?? this.width));
  }

  appendPoint(seriesId: string, point: PlotPoint): void {
    const place = this.panes.findIndex(({ series }) => series.some(({ id }) => id === seriesId));
    if (this.plots[place]?.plot.append(seriesId, point) !== true) return;
    this.stops = undefined;
    // The averages in words; nothing is drawn by it.
    this.requestUpdate();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.leaveTheme = onTheme(() => {
      if (this.colors?.refresh() === true) for (const { plot } of this.plots) plot.redraw();
    });
    if (this.observed !== undefined) this.resize.observe(this.observed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leaveTheme?.();
    this.resize.disconnect();
    clearTimeout(this.speaking);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("panes")) this.stops = undefined;
  }

  protected override updated(changed: PropertyValues): void {
    this.observe();
    if (this.width === 0 || this.hass === undefined) return;
    const anew = ["panes", "marks", "clock", "hass"].some((name) => changed.has(name)) || this.plots.length === 0;
    if (anew) this.draw();
    else if (changed.has("span")) for (const { plot } of this.plots) plot.setSpan();
    const pointed = changed.has("cursorMs") || (this.cursorMs !== null && (anew || changed.has("span")));
    if (pointed) for (const { plot } of this.plots) plot.setCursor(this.cursorMs);
  }

  /** The stage without a picture is another one than that with it. */
  private observe(): void {
    const { stage } = this;
    if (stage === null || stage === this.observed) return;
    this.observed = stage;
    this.resize.disconnect();
    this.resize.observe(stage);
    this.gestures.attach(stage);
  }

  private measure(): void {
    const width = Math.floor(this.stage?.clientWidth ?? 0);
    if (width === 0 || width === this.width) return;
    this.width = width;
    if (this.plots.length === 0) this.requestUpdate("panes");
    else for (const { plot } of this.plots) plot.size();
    this.dispatchEvent(new CustomEvent("plot-resized", { bubbles: true, composed: true }));
  }

  /** Panes of the same build keep their canvas and take the new data. */
  private draw(): void {
    this.colors ??= new Colors(this);
    const common = this.common();
    for (const { plot } of this.plots.slice(this.panes.length)) plot.destroy();
    this.plots = this.panes.flatMap((pane, index) => {
      const place = { first: index === 0, last: index === this.panes.length - 1 };
      const build = PanePlot.build(pane, place, common);
      const known = this.plots[index];
      if (known?.build === build) {
        known.plot.set(pane);
        return [known];
      }
      known?.plot.destroy();
      const root = this.places[index];
      if (root === undefined) return [];
      root.replaceChildren();
      const plot = new PanePlot(
        root,
        pane,
        () => this.common(),
        place,
        () => {
          if (place.last) this.dispatchEvent(new CustomEvent("plot-drawn", { bubbles: true, composed: true }));
        },
      );
      return [{ build, plot }];
    });
  }

  private common(): Common {
    const { hass, colors } = this;
    if (hass === undefined || colors === undefined) throw new Error("drawn before it was given anything");
    return {
      hass,
      colors,
      span: this.span,
      marks: this.marks,
      timeZone: this.timeZone(hass),
      clock: this.clock,
      rtl: getComputedStyle(this).direction === "rtl",
      axisPx: axisPx(hass, this.panes, this.span, this.width),
      widthPx: this.width,
    };
  }

  private timeZone(hass: Hass): string {
    return this.clock ? "UTC" : timeZoneOf(hass);
  }

  private get drawn(): Area {
    return this.plots[0]?.plot.area ?? { leftPx: 0, widthPx: 0 };
  }

  private area(): { left: number; width: number } {
    const { leftPx, widthPx } = this.drawn;
    return { left: (this.places[0]?.getBoundingClientRect().left ?? 0) + leftPx, width: widthPx };
  }

  private tell(detail: SpanChanged): void {
    this.dispatchEvent(new CustomEvent("span-changed", { detail, bubbles: true, composed: true }));
  }

  private speak(): void {
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => {
      const telling = this.telling();
      if (telling !== undefined && this.cursorMs !== null) this.spoken = spokenAt(telling, this.cursorMs);
    }, SPEAK_AFTER_MS);
  }

  private telling(): Telling | undefined {
    const { hass, localize, panes, marks, span, clock } = this;
    if (hass === undefined || localize === undefined) return undefined;
    return { hass, localize, panes, marks, span, timeZone: this.timeZone(hass), clock };
  }

  protected override render(): TemplateResult | typeof nothing {
    const telling = this.telling();
    if (telling === undefined) return nothing;
    const { localize } = telling;
    // Kept to know how wide it will be.
    if (this.panes.length === 0) return html`<div class="stage"></div>`;
    return html`
      ${toolBar(localize, { ...this.does, zoomable: this.zoomable, table: this.table })}
      <div
        class="stage"
        tabindex="0"
        role="application"
        aria-label="${this.label}. ${summary(telling)}"
        aria-describedby="keys"
        aria-busy=${this.busy ? "true" : "false"}
      >
        ${this.panes.map(
          (pane) =>
            html`<div class="pane">
              ${legend(telling, pane, this.cursorMs)}
              <div class="canvas" dir="ltr" style="min-height: ${pane.heightPx ?? 180}px"></div>
            </div>`,
        )}
        ${this.plots.length === 0 ? nothing : pill(telling, this.drawn, this.cursorMs)}
        ${selection(this.span, this.drawn, this.selected, this.places[0]?.offsetTop ?? 0)}
      </div>
      <p id="keys" class="spoken">${words(localize, this.zoomable ? "card_plot_keys" : "card_plot_keys_fixed")}</p>
      <p class="spoken" role="status">${this.spoken}</p>
      ${this.table ? tableView(localize, tableOf(telling), this.label) : nothing}
    `;
  }
}

function spansDiffer(span: Span, before: Span | undefined): boolean {
  return span.startMs !== before?.startMs || span.endMs !== before.endMs;
}

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-plot": HealthSensePlot;
  }
}
