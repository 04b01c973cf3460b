import { html } from "lit";
import { words } from "../../texts";
import type { Kind } from "../kind";
import "../pressure/element";

export const kind: Kind = {
  kind: "pressure",
  range: "month",
  ranges: ["week", "month", "year"],
  title: ({ localize }) => words(localize, "card_pressure_title"),
  render: (shown) => html`<healthsense-history-pressure .shown=${shown}></healthsense-history-pressure>`,
};
