import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { Body } from "../base/body";
import { message } from "../base/element";
import { base } from "../base/styles";
import { inWords } from "../data/errors";
import { liveHousehold, type HouseholdState } from "../data/live";
import type { Person } from "../data/messages";
import type { Connection, Hass, Localize } from "../ha";
import { causeName, levelName, words } from "../texts";
import { DEFAULT_VITALS, type WallConfig } from "./config";
import { Hold } from "./hold";
import { wallStyles } from "./styles";
import "./tile";
import { chosen, kept, needsAttention, neighbour, pathOf, ranked, towards, type Filter } from "./view";

/** Ages are written anew every 15 seconds; a tenth of the tiles at a time, so that nobody feels it. */
const TICK_MS = 1_500;
const TURNS = 10;
/** Rarer would draw many tiles at once, and that is felt; more often would sort for nothing. */
const DRAW_MS = 50;
/** So many tiles are drawn at once: after a reconnect everybody has news in the same moment. */
const AT_ONCE = 10;
const FILTERS: Readonly<Record<Filter, string>> = { all: "card_wall_all", attention: "card_wall_attention" };

/** Everybody, worst first; nobody changes places while somebody points, touches or moves by keyboard. */
@customElement("healthsense-wall-body")
export class WallBody extends Body {
  @property({ attribute: false }) config?: WallConfig;
  @state() private live: HouseholdState | undefined;
  @state() private filter: Filter = "all";
  @state() private tick = 0;
  private readonly hold = new Hold(this);
  private followed: { connection: Connection; leave: () => void } | undefined;
  private pending: HouseholdState | undefined;
  private frame = 0;
  private drawnMs = -Infinity;
  /** How many tiles there are by now, from the first: they are made some at a time. */
  @state() private room = 0;
  private clock: ReturnType<typeof setInterval> | undefined;
  private shown: readonly string[] = [];
  /** The tile that the Tab key comes to. */
  private entry = "";
  /** The alerts that were open before, to say only what is new; null until everybody was told of. */
  private known: ReadonlySet<string> | null = null;
  private news = "";

  static override readonly styles = [base, wallStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    this.clock = setInterval(() => (this.tick += 1), TICK_MS);
    this.follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.clock);
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.followed?.leave();
    this.followed = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("hass")) this.follow();
    if (changed.has("live")) this.listen();
  }

  private follow(): void {
    const connection = this.hass?.connection;
    if (connection === undefined || !this.isConnected || connection === this.followed?.connection) return;
    this.followed?.leave();
    const leave = liveHousehold(connection).follow((live) => {
      this.pending = live;
      this.frame ||= requestAnimationFrame(this.draw);
    });
    this.followed = { connection, leave };
  }

  /** However many people have news: some at a time, and nothing at all while nobody can see it. */
  private readonly draw = (atMs: number): void => {
    const { pending } = this;
    const early = atMs - this.drawnMs < DRAW_MS;
    if (!early && pending !== undefined) {
      this.drawnMs = atMs;
      this.live = towards(this.live, pending, AT_ONCE);
      this.room += AT_ONCE;
    }
    const behind = early || this.live !== pending || this.room < (pending?.people.size ?? 0);
    this.frame = behind ? requestAnimationFrame(this.draw) : 0;
  };

  /** Find out which alerts are new, for whoever does not see them. */
  private listen(): void {
    const { localize, live } = this;
    if (localize === undefined || !live?.complete) return;
    const open = [...live.people.values()].flatMap((person) =>
      (person.alerts?.open ?? []).map((alert) => ({
        person,
        alert,
        id: `${person.person_id} ${alert.id} ${alert.level}`,
      })),
    );
    const before = this.known;
    this.known = new Set(open.map((one) => one.id));
    if (before === null) return;
    const said = open
      .filter((one) => !before.has(one.id))
      .map(({ person, alert }) =>
        [person.name, causeName(localize, alert.cause), levelName(localize, alert.level)].join(", "),
      );
    if (said.length > 0) this.news = said.join(". ");
  }

  protected override render(): TemplateResult | typeof nothing {
    const { hass, localize, config, live } = this;
    if (hass === undefined || localize === undefined || config === undefined) return nothing;
    if (live === undefined || (live.people.size === 0 && !(live.complete && live.connected && live.failure === null)))
      return message(trouble(live, localize));
    const { people, missing } = chosen(hass, live.people, config.devices);
    if (people.length === 0) return message(words(localize, "card_wall_nobody"));
    const sorted = ranked(people, Date.now(), hass.language);
    const attention = sorted.filter(needsAttention);
    const wanted = (this.filter === "all" ? sorted : attention).map((person) => person.person_id);
    const byId = new Map(people.map((person) => [person.person_id, person]));
    this.shown = this.hold.held && this.shown.length > 0 ? kept(wanted, this.shown, new Set(byId.keys())) : wanted;
    const moved = this.shown.some((id, index) => id !== wanted[index]) || this.shown.length !== wanted.length;
    if (!this.shown.includes(this.entry)) this.entry = this.shown[0] ?? "";
    return html`
      ${this.head(localize, { all: people.length, attention: attention.length }, moved)} ${banner(live, localize)}
      <p class="spoken" role="status">${this.news}</p>
      ${
        this.shown.length === 0
          ? message(words(localize, "card_wall_calm"))
          : html`<ul class="wall" role="list" @keydown=${this.onKey} @focusin=${this.onFocus}>
              ${repeat(
                this.shown.slice(0, this.room),
                (id) => id,
                (id, index) => this.tile(hass, localize, config, byId.get(id), index),
              )}
            </ul>`
      }
      ${foot(localize, people.length - this.shown.length, missing)}
    `;
  }

  private head(localize: Localize, counts: Readonly<Record<Filter, number>>, moved: boolean): TemplateResult {
    return html`<div class="head">
      <h2>${words(localize, "card_wall_title")}</h2>
      <div class="tools">
        <button class="sort" ?hidden=${!moved} @click=${this.sort}>
          <ha-icon .icon=${"mdi:sort"} aria-hidden="true"></ha-icon>${words(localize, "card_wall_sort")}
        </button>
        <fieldset>
          <legend class="spoken">${words(localize, "card_wall_filter")}</legend>
          ${Object.entries(FILTERS).map(
            ([filter, text]) =>
              html`<label>
                <input
                  type="radio"
                  name="filter"
                  .value=${filter}
                  .checked=${this.filter === filter}
                  @change=${this.onFilter}
                /><span>${words(localize, text, { count: counts[filter as Filter] })}</span>
              </label>`,
          )}
        </fieldset>
      </div>
    </div>`;
  }

  private tile(
    hass: Hass,
    localize: Localize,
    config: WallConfig,
    person: Person | undefined,
    index: number,
  ): TemplateResult | typeof nothing {
    if (person === undefined) return nothing;
    return html`<li data-id=${person.person_id}>
      <healthsense-wall-tile
        .hass=${hass}
        .localize=${localize}
        .person=${person}
        .vitals=${config.vitals?.length ? config.vitals : DEFAULT_VITALS}
        .path=${pathOf(config.person_path, person, location.pathname)}
        .entry=${person.person_id === this.entry}
        .tick=${Math.floor((this.tick + (index % TURNS)) / TURNS)}
      ></healthsense-wall-tile>
    </li>`;
  }

  private readonly sort = (): void => {
    this.hold.release();
  };

  private readonly onFilter = (event: Event): void => {
    this.filter = (event.target as HTMLInputElement).value as Filter;
    this.hold.release();
  };

  private readonly onFocus = (event: Event): void => {
    const id = (event.target as HTMLElement).closest<HTMLElement>("li")?.dataset.id;
    if (id === undefined || id === this.entry) return;
    this.entry = id;
    this.requestUpdate();
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const items = [...this.renderRoot.querySelectorAll<HTMLElement>(".wall > li")];
    const at = items.findIndex((item) => item.contains(event.target as Node));
    const top = items[0]?.offsetTop;
    const columns = items.filter((item) => item.offsetTop === top).length;
    const to = neighbour(event.key, at, items.length, columns, getComputedStyle(this).direction === "rtl");
    if (at < 0 || to === null) return;
    event.preventDefault();
    items[to]?.querySelector("healthsense-wall-tile")?.focus();
  };
}

function trouble(live: HouseholdState | undefined, localize: Localize): string {
  if (live?.connected === false) return words(localize, "card_no_connection");
  return live?.failure ? inWords(live.failure, localize) : words(localize, "card_waiting");
}

function banner(live: HouseholdState, localize: Localize): TemplateResult | typeof nothing {
  if (live.connected && live.failure === null) return nothing;
  return html`<p class="banner" role="status">${trouble(live, localize)} ${words(localize, "card_wall_known")}</p>`;
}

function foot(localize: Localize, hidden: number, missing: number): TemplateResult | typeof nothing {
  if (hidden <= 0 && missing === 0) return nothing;
  return html`<p class="note">
    ${hidden > 0 ? html`<span>${words(localize, "card_wall_hidden", { count: hidden })}</span>` : nothing}
    ${missing > 0 ? html`<span>${words(localize, "card_wall_missing", { count: missing })}</span>` : nothing}
  </p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-wall-body": WallBody;
  }
}
