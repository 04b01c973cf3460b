import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { Ask } from "../base/ask";
import { message } from "../base/element";
import { base } from "../base/styles";
import { inWords } from "../data/errors";
import type { Connection } from "../ha";
import { words } from "../texts";
import type { Shown } from "./kind";
import { kindStyles } from "./kind_styles";

/** A kind of history that asks once for a period and draws the answer. */
export abstract class KindElement<Answer> extends LitElement {
  @property({ attribute: false }) shown?: Shown;
  private readonly asked = new Ask<Answer>(this);

  /** What else the answer depends on, such as the newest reading. */
  protected detail(_shown: Shown): string {
    return "";
  }
  protected abstract fetch(connection: Connection, shown: Shown): Promise<Answer>;
  protected abstract draw(shown: Shown, answer: Answer): TemplateResult;

  protected get busy(): boolean {
    return this.asked.busy;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { shown } = this;
    if (shown === undefined || !changed.has("shown")) return;
    const { startMs, endMs } = shown.span;
    this.asked.want(shown.hass.connection, shown.person.person_id, `${startMs} ${endMs} ${this.detail(shown)}`, () =>
      this.fetch(shown.hass.connection, shown),
    );
  }

  protected override render(): TemplateResult | typeof nothing {
    const { shown } = this;
    if (shown === undefined) return nothing;
    const { value, failure } = this.asked;
    const told = failure === null ? nothing : message(inWords(failure, shown.localize));
    if (value === undefined) return failure === null ? message(words(shown.localize, "card_waiting")) : html`${told}`;
    return html`${told}${this.draw(shown, value)}`;
  }

  static override readonly styles = [base, kindStyles];
}

/** The newest moment at which any of these vitals was measured, for `detail`. */
export function newestOf(shown: Shown, vitals: readonly string[]): string {
  return vitals.map((vital) => shown.person.current[vital]?.measured_at ?? "").join(" ");
}

/** One of a few ways to look at it. */
export function choice<T extends string>(
  label: string,
  options: readonly (readonly [T, string])[],
  chosen: T,
  pick: (value: T) => void,
): TemplateResult {
  return html`<div class="choice" role="group" aria-label=${label}>
    ${options.map(
      ([value, text]) =>
        html`<button
          aria-pressed=${value === chosen ? "true" : "false"}
          @click=${() => {
            pick(value);
          }}
        >
          ${text}
        </button>`,
    )}
  </div>`;
}

/** Figures with their names. */
export function figures(rows: readonly (readonly [name: string, value: string])[]): TemplateResult {
  return html`<dl class="figures">
    ${rows.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd><bdi>${value}</bdi></dd>
        </div>`,
    )}
  </dl>`;
}
