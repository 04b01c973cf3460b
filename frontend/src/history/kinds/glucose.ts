import { html } from "lit";
import { nameOf } from "../../texts";
import type { Kind } from "../kind";
import "../glucose/element";

export const kind: Kind = {
  kind: "glucose",
  range: "month",
  ranges: ["day", "week", "month"],
  title: ({ localize }) => nameOf(localize, "glucose"),
  render: (shown) => html`<healthsense-history-glucose .shown=${shown}></healthsense-history-glucose>`,
};
