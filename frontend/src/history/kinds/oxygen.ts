import { html } from "lit";
import { words } from "../../texts";
import type { Kind } from "../kind";
import "../oxygen/element";

export const kind: Kind = {
  kind: "oxygen",
  range: "day",
  ranges: ["day", "week", "month"],
  title: ({ localize }) => words(localize, "card_oxygen_title"),
  render: (shown) => html`<healthsense-history-oxygen .shown=${shown}></healthsense-history-oxygen>`,
};
