import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { base } from "./base/styles";
import { dayOf, dayStartMs, instantMs, timeFormat, timeZoneOf, wallMs } from "./base/zone";
import type { Hass, Localize } from "./ha";
import { RANGES, shift, spanOf, type Range, type Span } from "./span";
import { words } from "./texts";

export { RANGES, isRange, lengthMs, shift, spanOf, type Range, type Span } from "./span";

/** What `range-changed` tells. */
export interface RangeChanged {
  /** Null where the days were chosen one by one. */
  readonly range: Range | null;
  readonly span: Span;
  /** The span ends now: it may move on with the clock. */
  readonly now: boolean;
}

const TEXTS: Readonly<Record<Range, string>> = {
  hour: "card_range_hour",
  day: "card_range_day",
  week: "card_range_week",
  month: "card_range_month",
  year: "card_range_year",
};
const DAY_MS = 86_400_000;
/** Up to here a span's ends are told with their time of day. */
const TIMED_MS = 2 * DAY_MS;
/** What ends now moves on every few minutes at the latest; until then it still ends now. */
const NOW_MS = 6 * 60_000;
const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function rangeName(localize: Localize, range: Range): string {
  return words(localize, TEXTS[range]);
}

/** "20 Nov, 10:00 – 21 Nov, 10:00", or days alone for longer spans. */
export function spanText(hass: Hass, { startMs, endMs }: Span, nowMs: number): string {
  const zone = timeZoneOf(hass);
  const days: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" };
  const thisYear = year(nowMs, zone);
  if (year(startMs, zone) !== thisYear || year(endMs - 1, zone) !== thisYear) days.year = "numeric";
  if (endMs - startMs < TIMED_MS && !areDays({ startMs, endMs }, zone)) {
    return timeFormat(hass, { ...days, hour: "numeric", minute: "2-digit" }).formatRange(startMs, endMs);
  }
  return timeFormat(hass, days).formatRange(startMs, endMs - 1);
}

function areDays({ startMs, endMs }: Span, zone: string): boolean {
  return [startMs, endMs].every((atMs) => dayOf(atMs, zone) !== dayOf(atMs - 1, zone));
}

/** The period beside it: of days as many days, of which one may have another hour. */
export function stepped(span: Span, n: number, zone: string): Span {
  if (!areDays(span, zone)) return shift(span, n);
  const [from, to] = [wallMs(span.startMs, zone), wallMs(span.endMs, zone)];
  const by = n * Math.round((to - from) / DAY_MS) * DAY_MS;
  return { startMs: instantMs(from + by, zone), endMs: instantMs(to + by, zone) };
}

function year(atMs: number, zone: string): string {
  return dayOf(atMs, zone).slice(0, 4);
}

function endsNow({ startMs, endMs }: Span, nowMs: number): boolean {
  return endMs >= nowMs - Math.min(NOW_MS, (endMs - startMs) / 2);
}

/** Chooses a period: how long, which one of them, or from which day to which. */
@customElement("healthsense-range")
export class HealthSenseRange extends LitElement {
  @property({ attribute: false }) hass?: Hass;
  @property({ attribute: false }) localize?: Localize;
  @property({ attribute: false }) span: Span = spanOf("day", Date.now());
  /** Null where the days were chosen one by one, or zoomed to. */
  @property({ attribute: false }) range: Range | null = "day";
  @property({ attribute: false }) ranges: readonly Range[] = RANGES;
  @state() private choosing = false;
  @state() private wrong = false;

  private tell(range: Range | null, span: Span, now = false): void {
    const detail: RangeChanged = { range, span, now };
    this.dispatchEvent(new CustomEvent("range-changed", { detail, bubbles: true, composed: true }));
  }

  private choose(range: Range): void {
    this.choosing = false;
    this.tell(range, spanOf(range, Date.now()), true);
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const rtl = getComputedStyle(this).direction === "rtl" && event.key.startsWith("Arrow");
    const sideways = event.key === "ArrowLeft" || event.key === "ArrowRight";
    const step = (STEPS[event.key] ?? 0) * (rtl && sideways ? -1 : 1);
    if (step === 0) return;
    event.preventDefault();
    const at = this.range === null ? -1 : this.ranges.indexOf(this.range);
    const next = this.ranges[(Math.max(at, 0) + step + this.ranges.length) % this.ranges.length];
    if (next === undefined) return;
    this.choose(next);
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector<HTMLElement>(`[data-range="${next}"]`)?.focus();
    });
  };

  private step(n: number): void {
    if (this.hass === undefined) return;
    const span = stepped(this.span, n, timeZoneOf(this.hass));
    const nowMs = Date.now();
    // The step that would reach into the future ends now.
    if (endsNow(span, nowMs) && this.range !== null) this.tell(this.range, spanOf(this.range, nowMs), true);
    else this.tell(this.range, span);
  }

  private readonly onDays = (): void => {
    const { hass } = this;
    if (hass === undefined) return;
    const zone = timeZoneOf(hass);
    const [from, to] = [...this.renderRoot.querySelectorAll("input")].map((input) => dayStartMs(input.value, zone));
    this.wrong = typeof from !== "number" || typeof to !== "number" || to < from;
    if (this.wrong || typeof from !== "number" || typeof to !== "number") return;
    // To the end of the last day, which may be of 23 or 25 hours.
    const after = dayStartMs(dayOf(to + 1.5 * DAY_MS, zone), zone) ?? to + DAY_MS;
    this.tell(null, { startMs: from, endMs: after });
  };

  protected override render(): TemplateResult | typeof nothing {
    const { hass, localize } = this;
    if (hass === undefined || localize === undefined) return nothing;
    const nowMs = Date.now();
    const last = endsNow(this.span, nowMs);
    return html`
      <div class="lengths" role="radiogroup" aria-label=${words(localize, "card_range")} @keydown=${this.onKey}>
        ${this.ranges.map((range, index) => this.length(localize, range, index === 0))}
      </div>
      <div class="where">
        ${this.button("mdi:chevron-left", words(localize, "card_range_previous"), () => {
          this.step(-1);
        })}
        <span class="span" aria-live="polite"><bdi>${spanText(hass, this.span, nowMs)}</bdi></span>
        ${this.button(
          "mdi:chevron-right",
          words(localize, "card_range_next"),
          () => {
            this.step(1);
          },
          last,
        )}
        ${this.button("mdi:calendar-range", words(localize, "card_range_days"), () => {
          this.choosing = !this.choosing;
        })}
      </div>
      ${this.choosing ? this.days(hass, localize, nowMs) : nothing}
    `;
  }

  private length(localize: Localize, range: Range, first: boolean): TemplateResult {
    const on = this.range === range;
    return html`<button
      role="radio"
      data-range=${range}
      aria-checked=${on ? "true" : "false"}
      tabindex=${on || (this.range === null && first) ? 0 : -1}
      @click=${() => {
        this.choose(range);
      }}
    >
      ${rangeName(localize, range)}
    </button>`;
  }

  private button(icon: string, label: string, press: () => void, disabled = false): TemplateResult {
    return html`<button class="icon" aria-label=${label} title=${label} ?disabled=${disabled} @click=${press}>
      <ha-icon .icon=${icon} aria-hidden="true"></ha-icon>
    </button>`;
  }

  private days(hass: Hass, localize: Localize, nowMs: number): TemplateResult {
    const zone = timeZoneOf(hass);
    const day = (label: string, atMs: number): TemplateResult =>
      html`<label
        >${label}<input
          type="date"
          .value=${dayOf(atMs, zone)}
          max=${dayOf(nowMs, zone)}
          aria-invalid=${this.wrong ? "true" : "false"}
          @change=${this.onDays}
      /></label>`;
    return html`<div class="days">
      ${day(words(localize, "card_range_from"), this.span.startMs)}
      ${day(words(localize, "card_range_to"), this.span.endMs - 1)}
      ${this.wrong ? html`<p role="alert">${words(localize, "card_range_wrong")}</p>` : nothing}
    </div>`;
  }

  static override readonly styles = [
    base,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 4px 12px;
        height: auto;
      }
      .lengths {
        display: flex;
        border-radius: 20px;
        background: color-mix(in srgb, var(--primary-text-color) 6%, transparent);
      }
      .lengths button {
        min-height: 40px;
        min-width: 24px;
        padding: 0 clamp(8px, 1.5cqi, 14px);
        border-radius: 20px;
        font-size: var(--ha-font-size-m, 14px);
        text-align: center;
      }
      .lengths [aria-checked="true"] {
        color: var(--card-background-color, #fff);
        background: var(--primary-text-color);
        font-weight: var(--ha-font-weight-medium, 500);
      }
      .where {
        display: flex;
        align-items: center;
        flex: 1 1 auto;
      }
      .span {
        flex: 1;
        text-align: center;
        text-wrap: balance;
        font-size: var(--ha-font-size-m, 14px);
        font-variant-numeric: tabular-nums;
      }
      .icon {
        display: inline-grid;
        place-items: center;
        width: 44px;
        height: 44px;
        flex: none;
        border-radius: 50%;
      }
      .icon:disabled {
        cursor: default;
        opacity: 0.35;
      }
      :host(:dir(rtl)) .icon:not(:last-child) ha-icon {
        transform: scaleX(-1);
      }
      .days {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        flex-basis: 100%;
      }
      label {
        display: grid;
        gap: 2px;
        color: var(--secondary-text-color);
        font-size: var(--ha-font-size-s, 12px);
      }
      input {
        font: inherit;
        font-size: var(--ha-font-size-m, 14px);
        color: var(--primary-text-color);
        background: var(--card-background-color, transparent);
        min-height: 44px;
        padding: 0 8px;
        border: 1px solid var(--secondary-text-color);
        border-radius: 8px;
        color-scheme: light dark;
      }
      input:focus-visible {
        outline: 2px solid var(--primary-color);
        outline-offset: 2px;
      }
      [role="alert"] {
        flex-basis: 100%;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-range": HealthSenseRange;
  }
}
