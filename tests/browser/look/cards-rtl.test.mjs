import { looks } from "../lib/looks.mjs";
import { RTL } from "../lib/page.mjs";
import { cardPages } from "../lib/rows.mjs";

looks(cardPages(), RTL, ["phone", "desktop"], ["light"]);
