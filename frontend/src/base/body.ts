import { LitElement } from "lit";
import { property } from "lit/decorators.js";
import type { Person } from "../data/messages";
import type { Hass, Localize } from "../ha";
import { differs } from "./element";

/** What a card draws in a chunk of its own: the card hands over what it knows, and its configuration as `config`. */
export abstract class Body extends LitElement {
  @property({ attribute: false, hasChanged: differs }) hass?: Hass;
  @property({ attribute: false }) localize?: Localize;
}

/** The same, of a card about one person. */
export abstract class PersonBody extends Body {
  @property({ attribute: false }) person?: Person;
}
