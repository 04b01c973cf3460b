import { looks } from "../lib/looks.mjs";
import { cardPages } from "../lib/rows.mjs";

looks(cardPages(), "de");
