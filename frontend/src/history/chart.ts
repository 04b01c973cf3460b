import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { PersonBody } from "../base/body";
import { base } from "../base/styles";
import "../range";
import { RANGES, spanOf } from "../range";
import { words } from "../texts";
import { DEFAULT_RANGE, type HistoryConfig } from "./config";
import type { Kind, Shown } from "./kind";
import { Moving } from "./moving";
import { configuredSpan } from "./period";

const KINDS = new Map(
  Object.values(import.meta.glob<Kind>("./kinds/*.ts", { eager: true, import: "kind" })).map((one) => [one.kind, one]),
);

/** What the history card shows: a period to choose, and the kind that draws it. */
@customElement("healthsense-history-body")
export class HistoryBody extends PersonBody {
  @property({ attribute: false }) config?: HistoryConfig;
  @property({ type: Boolean }) connected = true;
  private readonly moving = new Moving(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { hass, config } = this;
    const begins = changed.has("config") && JSON.stringify(changed.get("config")) !== JSON.stringify(config);
    if (!begins || hass === undefined || config === undefined) return;
    const range = config.range ?? this.kind?.range ?? DEFAULT_RANGE;
    const days = configuredSpan(hass, config.start, config.end);
    if (days === null) this.moving.begin(range, spanOf(range, Date.now()));
    else this.moving.begin(null, days);
  }

  private get kind(): Kind | undefined {
    return KINDS.get(this.config?.kind ?? "line");
  }

  protected override render(): TemplateResult | typeof nothing {
    const { hass, localize, config, person, kind } = this;
    if (hass === undefined || localize === undefined || config === undefined || person === undefined) return nothing;
    if (kind === undefined) return nothing;
    const { span, view, range } = this.moving;
    const shown: Shown = { hass, localize, config, person, span, view, range };
    const { title: own = "" } = config;
    const title = own === "" ? `${person.name}: ${kind.title(shown)}` : own;
    return html`
      <h2 title=${title}>${title}</h2>
      <healthsense-range
        .hass=${hass}
        .localize=${localize}
        .span=${view}
        .range=${range}
        .ranges=${kind.ranges ?? RANGES}
        @range-changed=${this.moving.onRange}
      ></healthsense-range>
      ${this.connected ? nothing : html`<p class="banner" role="status">${words(localize, "card_no_connection")}</p>`}
      <div @span-changed=${this.moving.onSpan}>${kind.render(shown)}</div>
    `;
  }

  static override readonly styles = [
    base,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 12px;
        height: auto;
        min-width: 0;
      }
      h2 {
        overflow: hidden;
        white-space: nowrap;
        text-overflow: ellipsis;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-history-body": HistoryBody;
  }
}
