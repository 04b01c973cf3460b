import { html } from "lit";
import { words } from "../../texts";
import type { Kind } from "../kind";
import "../sleep/element";

export const kind: Kind = {
  kind: "sleep",
  range: "week",
  ranges: ["day", "week", "month", "year"],
  title: ({ localize }) => words(localize, "card_sleep_title"),
  render: (shown) => html`<healthsense-history-sleep .shown=${shown}></healthsense-history-sleep>`,
};
