import { looks } from "../lib/looks.mjs";
import { house } from "../lib/house.mjs";

looks(house().views, "de");
