import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { AlertsAnswer } from "../../alert/messages";
import { Ask } from "../../base/ask";
import { message } from "../../base/element";
import { base } from "../../base/styles";
import { inWords, reasonOf } from "../../data/errors";
import type { Localize } from "../../ha";
import "../../plot/element";
import type { HealthSensePlot } from "../../plot/element";
import type { PlotMark, PlotPane } from "../../plot/types";
import type { Span } from "../../span";
import { nameOf, words } from "../../texts";
import { shownVitals } from "../config";
import type { Shown } from "../kind";
import { fetchLines, goOn, type Lines } from "./data";
import { marksOf, panesOf } from "./view";

/** A card that becomes a little wider shows the same. */
const WIDTH_STEP_PX = 100;
/** How long it took from the answer to the picture, for whoever measures it in the browser's own tools. */
const ARRIVED = "healthsense:arrived";
const DRAWN = "healthsense:drawn";

/** Vital signs as lines. */
@customElement("healthsense-history-line")
export class HistoryLine extends LitElement {
  @property({ attribute: false }) shown?: Shown;
  /** Nothing is asked for before it is known how wide the plot is. */
  @state() private widthPx = 0;
  @query("healthsense-plot") private readonly plot!: HealthSensePlot | null;
  private readonly lines = new Ask<Lines>(this);
  private readonly alerts = new Ask<AlertsAnswer>(this);
  /** The alerts of more than what is seen are known: panning about asks nothing. */
  private alertSpan: Span = { startMs: 0, endMs: 0 };
  private panes: readonly PlotPane[] = [];
  private marks: readonly PlotMark[] = [];
  private madeOf: readonly unknown[] = [];

  static override readonly styles = base;

  protected override willUpdate(changed: PropertyValues): void {
    const { shown } = this;
    if (shown === undefined) return;
    if (this.widthPx > 0 && (changed.has("shown") || changed.has("widthPx"))) this.ask(shown);
    this.make(shown);
  }

  private ask(shown: Shown): void {
    const { hass, person, span, config } = shown;
    const { connection } = hass;
    const vitals = shownVitals(config);
    const { compare, compare_device_id: beside } = config;
    const width = Math.ceil(this.widthPx / WIDTH_STEP_PX) * WIDTH_STEP_PX;
    this.lines.want(
      connection,
      person.person_id,
      JSON.stringify([vitals, span.startMs, span.endMs, width, compare, beside]),
      async () => {
        const lines = await fetchLines(shown, vitals, width);
        performance.mark(ARRIVED);
        return lines;
      },
    );
    if (span.startMs < this.alertSpan.startMs || span.endMs > this.alertSpan.endMs) this.alertSpan = around(span);
    const { startMs, endMs } = this.alertSpan;
    const open = person.alerts?.open.map(({ id, stage }) => [id, stage]);
    const { context, context_until: until } = person.alerts ?? {};
    const detail = JSON.stringify([startMs, endMs, open, context, until, person.noted]);
    this.alerts.want(connection, person.person_id, detail, async () => {
      const answer = await connection.sendMessagePromise({
        type: "healthsense/alerts",
        person_id: person.person_id,
        start: new Date(startMs).toISOString(),
        end: new Date(endMs).toISOString(),
      });
      return answer as AlertsAnswer;
    });
  }

  /** Panes are made of an answer once; what is measured after it goes on in them. */
  private make(shown: Shown): void {
    const { localize, hass, person } = shown;
    const madeOf = [this.lines.value, this.alerts.value, localize, hass.locale, person.name];
    if (madeOf.some((part, index) => part !== this.madeOf[index])) {
      this.madeOf = madeOf;
      this.panes = this.lines.value === undefined ? [] : panesOf(shown, this.lines.value, this.alerts.value);
      const vitals = (this.lines.value?.lines ?? []).map(({ vital }) => vital);
      this.marks = marksOf(localize, this.alerts.value, vitals, Date.now());
    }
  }

  protected override updated(): void {
    void this.goOn();
  }

  private async goOn(): Promise<void> {
    const { shown, plot } = this;
    // The plot draws what it was given before anything goes on in it.
    await plot?.updateComplete;
    if (shown === undefined || plot === null) return;
    for (const line of this.lines.value?.lines ?? []) {
      const reading = shown.person.current[line.vital];
      if (reading === undefined) continue;
      for (const point of goOn(line, reading)) plot.appendPoint(line.vital, point);
    }
  }

  private readonly onDrawn = (): void => {
    if (performance.getEntriesByName(ARRIVED).length === 0) return;
    performance.clearMeasures(DRAWN);
    performance.measure(DRAWN, ARRIVED);
    performance.clearMarks(ARRIVED);
  };

  private readonly onResized = (): void => {
    this.widthPx = this.plot?.widthPx ?? 0;
  };

  protected override render(): TemplateResult | typeof nothing {
    const { shown } = this;
    if (shown === undefined) return nothing;
    const { hass, localize, person, view } = shown;
    const { value, failure, busy } = this.lines;
    return html`
      ${failure === null ? nothing : message(inWords(failure, localize))}
      ${value === undefined && failure === null ? message(words(localize, "card_waiting")) : nothing}
      ${value === undefined || value.without === null ? nothing : message(withoutText(localize, value.without))}
      ${value?.lines.every(({ t }) => t.length === 0) ? message(words(localize, "card_plot_empty")) : nothing}
      <healthsense-plot
        .hass=${hass}
        .localize=${localize}
        .panes=${this.panes}
        .marks=${this.marks}
        .span=${view}
        .label=${[person.name, ...shownVitals(shown.config).map((vital) => nameOf(localize, vital))].join(", ")}
        ?busy=${busy}
        @plot-resized=${this.onResized}
        @plot-drawn=${this.onDrawn}
      ></healthsense-plot>
    `;
  }
}

/** Why the other person is not beside. */
function withoutText(localize: Localize, without: NonNullable<Lines["without"]>): string {
  if (without === "unknown") return words(localize, "card_history_beside_unknown");
  if (without === "same") return words(localize, "card_history_beside_same");
  return words(localize, "card_history_beside_refused", { reason: reasonOf(without, localize) });
}

/** Half as much again on both sides. */
function around({ startMs, endMs }: Span): Span {
  const half = (endMs - startMs) / 2;
  return { startMs: startMs - half, endMs: endMs + half };
}

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-history-line": HistoryLine;
  }
}
