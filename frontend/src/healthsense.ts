/** The entry: Home Assistant loads it once as a resource; it registers every element of ours. */
import "./status";
