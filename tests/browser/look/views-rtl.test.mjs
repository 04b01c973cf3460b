import { looks } from "../lib/looks.mjs";
import { house } from "../lib/house.mjs";
import { RTL } from "../lib/page.mjs";

looks(house().views, RTL, ["phone", "desktop"], ["light"]);
