/** The kinds of history: each is a file in kinds/ that exports `kind`. */
import type { TemplateResult } from "lit";
import type { Person } from "../data/messages";
import type { Hass, Localize } from "../ha";
import type { Range, Span } from "../span";
import type { HistoryConfig, KindName } from "./config";

/** What a kind is asked to show. */
export interface Shown {
  readonly hass: Hass;
  readonly localize: Localize;
  readonly config: HistoryConfig;
  /** Live: a new object with every reading. */
  readonly person: Person;
  /** What is to be asked for: changes when the reader chooses, zooms or pans, and seldom on its own. */
  readonly span: Span;
  /** What is to be shown: the same, moving on with the clock while it ends now. */
  readonly view: Span;
  /** Null where days were chosen one by one, or zoomed to. */
  readonly range: Range | null;
}

export interface Kind {
  readonly kind: KindName;
  /**
   * Draw it: best an element of its own with `.shown`, that asks (base/ask.ts) when `span` or the person changes,
   * contains a `<healthsense-plot>` and lets its `span-changed` bubble: the card follows it.
   */
  readonly render: (shown: Shown) => TemplateResult;
  /** The periods that it can show; all, where left out. */
  readonly ranges?: readonly Range[];
  /** What it begins with where the configuration says nothing; a day, where left out. */
  readonly range?: Range;
  /** What it is about, for the title where none is configured; the person's name stands before it. */
  readonly title: (shown: Shown) => string;
}
