import { state } from "lit/decorators.js";
import type { PropertyValues } from "lit";
import { inWords, reasonOf } from "../data/errors";
import { livePerson, type LiveState } from "../data/live";
import type { Connection, Hass, Localize } from "../ha";
import { personOf, type PersonConfig } from "../people";
import { words } from "../texts";
import { HealthSenseElement } from "./element";

/** A card of one person: follows what is current, and says what is wrong while there is nobody to show. */
export abstract class PersonElement<Config extends PersonConfig> extends HealthSenseElement<Config> {
  @state() protected live: LiveState | undefined;
  private followed: { connection: Connection; personId: string; leave: () => void } | undefined;

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

  /** Follow the person that is meant now, and nobody else. */
  private follow(): void {
    const connection = this.hass?.connection;
    const personId = this.hass && this.config && personOf(this.hass, this.config);
    if (this.followed?.connection === connection && this.followed?.personId === personId) return;
    this.unfollow();
    if (connection === undefined || !personId || !this.isConnected) return;
    const leave = livePerson(connection, personId).follow((live) => {
      this.live = live;
    });
    this.followed = { connection, personId, leave };
  }

  private unfollow(): void {
    this.followed?.leave();
    this.followed = undefined;
    this.live = undefined;
  }

  /** What there is to say while there is nobody to show. */
  protected trouble(hass: Hass, localize: Localize): string {
    if (this.config === undefined || personOf(hass, this.config) === undefined)
      return words(localize, "card_choose_person");
    if (this.live?.gone) return words(localize, "card_gone");
    if (this.live?.connected === false) return words(localize, "card_no_connection");
    const failure = this.live?.failure;
    if (!failure) return words(localize, "card_waiting");
    // Nobody to see: there is nothing to try again, but somebody else to choose.
    if (failure.code === "not_found") return `${reasonOf(failure, localize)}. ${words(localize, "card_choose_person")}`;
    return inWords(failure, localize);
  }
}
