/** The entry: Home Assistant loads it once as a resource; it registers every element of ours. */
import.meta.glob(["./*/card.ts", "./strategy/strategy.ts"], { eager: true });
