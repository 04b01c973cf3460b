import { state } from "lit/decorators.js";
import { html, type PropertyValues, type TemplateResult } from "lit";
import { inWords } from "../data/errors";
import { liveHousehold, livePerson, type HouseholdState, type LiveState } from "../data/live";
import type { Person } from "../data/messages";
import type { Connection, Hass, Localize } from "../ha";
import { personOf, type PersonConfig } from "../people";
import { words } from "../texts";
import type { Chunk } from "./chunk";
import { HealthSenseElement, message } from "./element";
import { framed } from "./shell";

interface Followed {
  readonly connection: Connection;
  readonly personId: string | undefined;
  readonly chosen: boolean;
  readonly leave: () => void;
}

/** A card of one person or, where none is configured, of everybody whom the user may see; a chunk draws its inside. */
export abstract class EverybodyShell<Config extends PersonConfig> extends HealthSenseElement<Config> {
  protected abstract readonly chunk: Chunk;
  @state() private one: LiveState | undefined;
  @state() private all: HouseholdState | undefined;
  private followed: Followed | undefined;

  /** What the chunk draws, once it is there. */
  protected abstract body(hass: Hass, localize: Localize, config: Config, people: readonly Person[]): TemplateResult;

  override connectedCallback(): void {
    super.connectedCallback();
    this.follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unfollow();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (changed.has("hass") || changed.has("config")) this.follow();
  }

  private get chosen(): boolean {
    return [this.config?.device_id, this.config?.person_id].some(Boolean);
  }

  private follow(): void {
    const { hass, config } = this;
    const connection = hass?.connection;
    const personId = hass && config && personOf(hass, config);
    const { followed, chosen } = this;
    if (followed?.connection === connection && followed?.personId === personId && followed?.chosen === chosen) return;
    this.unfollow();
    if (connection === undefined || config === undefined || !this.isConnected) return;
    if (chosen && personId === undefined) return;
    const leave =
      personId === undefined
        ? liveHousehold(connection).follow((all) => {
            this.all = all;
          })
        : livePerson(connection, personId).follow((one) => {
            this.one = one;
          });
    this.followed = { connection, personId, chosen, leave };
  }

  private unfollow(): void {
    this.followed?.leave();
    this.followed = undefined;
    this.one = undefined;
    this.all = undefined;
  }

  private get people(): readonly Person[] {
    if (this.chosen) return this.one?.person ? [this.one.person] : [];
    return [...(this.all?.people.values() ?? [])];
  }

  /** Whether the card says something where there is nobody to show. */
  protected needsNobody(_: Config): boolean {
    return false;
  }

  /** What there is to say while there is nobody to show. */
  private trouble(localize: Localize): string {
    const { one, all } = this;
    if (this.chosen && this.followed === undefined) return words(localize, "card_choose_person");
    if (one?.gone) return words(localize, "card_gone");
    const reach = one ?? all;
    if (reach?.connected === false) return words(localize, "card_no_connection");
    if (reach?.failure) return inWords(reach.failure, localize);
    return words(localize, all?.complete ? "card_wall_nobody" : "card_waiting");
  }

  protected override render(): TemplateResult {
    const { hass, localize, config, people } = this;
    if (hass === undefined || localize === undefined || config === undefined) return this.unset();
    if (people.length === 0 && !this.needsNobody(config)) {
      return html`<ha-card><section>${message(this.trouble(localize))}</section></ha-card>`;
    }
    const reach = this.one ?? this.all;
    const away = reach?.connected === false ? words(localize, "card_no_connection") : "";
    return framed(
      this.chunk,
      localize,
      this.label(localize),
      () =>
        html`${away === "" ? "" : html`<p class="banner" role="status">${away}</p>`}${this.body(hass, localize, config, people)}`,
    );
  }

  /** What the card is called by a screen reader. */
  protected abstract label(localize: Localize): string;
}
