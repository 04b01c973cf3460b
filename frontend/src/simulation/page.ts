import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { Body } from "../base/body";
import { message } from "../base/element";
import { base } from "../base/styles";
import { failureOf, inWords } from "../data/errors";
import type { AlertLevel, Person } from "../data/messages";
import type { Hass, Localize } from "../ha";
import { levelName, words } from "../texts";
import { nodesOf, watches, type Choice, type Node } from "./nodes";
import { simulationStyles } from "./styles";

const LEVELS: readonly AlertLevel[] = ["info", "warning", "urgent", "critical"];
/** What the firmware calls what it plays. */
const NAMES: Readonly<Record<string, string>> = {
  rest: "card_simulation_rest",
  exercise: "card_simulation_exercise",
  "night desaturation": "card_simulation_night_desaturation",
  fever: "card_simulation_fever",
  "sensor off": "card_simulation_sensor_off",
  "irregular pulse": "card_simulation_irregular_pulse",
  "low perfusion": "card_simulation_low_perfusion",
  "ambient light": "card_simulation_ambient_light",
  none: "card_simulation_fault_none",
  "bus silent": "card_simulation_bus_silent",
  "wrong part": "card_simulation_wrong_part",
  overflow: "card_simulation_overflow",
  "brown-out": "card_simulation_brown_out",
  "swapped LEDs": "card_simulation_swapped",
  "finger off": "card_simulation_finger_off",
  saturation: "card_simulation_saturation",
};

/** A node's scenario to choose, its values as they come, and an alert that is only a test. */
@customElement("healthsense-simulation-body")
export class SimulationBody extends Body {
  @property({ attribute: false, hasChanged: watches }) override hass?: Hass;
  @property({ attribute: false }) people: readonly Person[] = [];
  @state() private person = "";
  @state() private level: AlertLevel = "info";
  @state() private busy = false;
  /** What came of the last thing that was done, and where. */
  @state() private said: { readonly at: string; readonly text: string } | null = null;

  private async send(at: string, payload: object, done: string): Promise<void> {
    const { hass, localize } = this;
    if (hass === undefined || localize === undefined || this.busy) return;
    this.busy = true;
    this.said = null;
    try {
      await hass.connection.sendMessagePromise(payload);
      this.said = { at, text: done };
    } catch (error) {
      this.said = { at, text: inWords(failureOf(error), localize) };
    }
    this.busy = false;
  }

  private select({ entityId }: Choice, option: string): void {
    const payload = {
      type: "call_service",
      domain: "select",
      service: "select_option",
      service_data: { option },
      target: { entity_id: entityId },
    };
    void this.send(entityId, payload, "");
  }

  protected override render(): TemplateResult | typeof nothing {
    const { hass, localize } = this;
    if (hass === undefined || localize === undefined) return nothing;
    const nodes = nodesOf(hass, localize);
    return html`
      <h2>${words(localize, "card_simulation_title")}</h2>
      ${nodes.length === 0 ? message(words(localize, "card_simulation_no_node")) : nodes.map((node) => this.node(localize, node))}
      ${this.trial(localize)}
    `;
  }

  private node(localize: Localize, node: Node): TemplateResult {
    const { scenario, fault } = node;
    if (!node.reachable)
      return html`<h3>${node.name}</h3>
        ${message(words(localize, "card_simulation_away"))}`;
    return html`
      <h3>${node.name}</h3>
      <div class="two">
        <div>
          ${this.choices(localize, words(localize, "card_simulation_scenario"), scenario)}
          ${fault === null ? nothing : this.choices(localize, words(localize, "card_simulation_fault"), fault)}
          ${this.outcome(scenario.entityId)} ${fault === null ? nothing : this.outcome(fault.entityId)}
        </div>
        <dl aria-label=${words(localize, "card_simulation_values")}>
          ${node.values.map(
            ({ name, value, unit }) =>
              html`<div>
                <dt>${name}</dt>
                <dd>
                  <bdi>${value} ${unit === "" ? nothing : html`<span class="note">${unit}</span>`}</bdi>
                </dd>
              </div>`,
          )}
        </dl>
      </div>
    `;
  }

  private choices(localize: Localize, label: string, choice: Choice): TemplateResult {
    return html`<fieldset ?disabled=${this.busy}>
      <legend>${label}</legend>
      ${choice.options.map(
        (option) =>
          html`<label
            ><input
              type="radio"
              name=${choice.entityId}
              .checked=${option === choice.now}
              @change=${() => {
                this.select(choice, option);
              }}
            /><span>${named(localize, option)}</span></label
          >`,
      )}
    </fieldset>`;
  }

  private outcome(at: string): TemplateResult {
    return html`<p role="status">${this.said?.at === at ? this.said.text : ""}</p>`;
  }

  private trial(localize: Localize): TemplateResult | typeof nothing {
    const people = this.people.filter((person) => person.may_write);
    const [first] = people;
    if (first === undefined) return nothing;
    const person = people.find(({ person_id }) => person_id === this.person) ?? first;
    return html`
      <h3>${words(localize, "card_simulation_try")}</h3>
      <p>${words(localize, "card_simulation_try_help")}</p>
      <div class="try">
        ${picker(
          words(localize, "card_field_person"),
          people.map(({ person_id, name }) => [person_id, name]),
          person.person_id,
          (value) => (this.person = value),
        )}
        ${picker(
          words(localize, "card_simulation_level"),
          LEVELS.map((level) => [level, levelName(localize, level)]),
          this.level,
          (value) => (this.level = value as AlertLevel),
        )}
        <div class="actions">
          <button
            class="main"
            ?disabled=${this.busy}
            @click=${() => {
              const payload = { type: "healthsense/alert", person_id: person.person_id, do: "test", level: this.level };
              void this.send("try", payload, words(localize, "card_simulation_tried", { name: person.name }));
            }}
          >
            ${words(localize, "card_simulation_try")}
          </button>
        </div>
      </div>
      ${this.outcome("try")}
    `;
  }

  static override readonly styles = [base, simulationStyles];
}

function named(localize: Localize, option: string): string {
  const text = NAMES[option];
  return (text !== undefined && words(localize, text)) || option;
}

function picker(
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  chosen: string,
  choose: (value: string) => void,
): TemplateResult {
  return html`<label
    >${label}<select
      @change=${(event: Event) => {
        choose((event.target as HTMLSelectElement).value);
      }}
    >
      ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`)}
    </select></label
  >`;
}

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-simulation-body": SimulationBody;
  }
}
