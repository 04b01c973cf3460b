/** The entry: Home Assistant loads it once as a resource; it registers every element of ours. */
import "./person/card";
import { offerCards } from "./picker";
import "./status";

offerCards();
