import { html } from "lit";
import { shownVitals } from "../config";
import type { Kind } from "../kind";
import "../line/element";
import { vitalNames } from "../line/view";

export const kind: Kind = {
  kind: "line",
  title: ({ localize, config }) => vitalNames(localize, shownVitals(config)).join(", "),
  render: (shown) => html`<healthsense-history-line .shown=${shown}></healthsense-history-line>`,
};
