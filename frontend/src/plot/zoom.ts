/** Zooming and panning: which span follows from which. */
import type { Span } from "../span";

const LEAST_MS = 60_000;
const MOST_MS = 2 * 366 * 86_400_000;

/** The span of another length in which `atMs` stays where it is. */
export function zoomed({ startMs, endMs }: Span, factor: number, atMs: number): Span {
  const length = endMs - startMs;
  const wanted = Math.min(MOST_MS, Math.max(LEAST_MS, length * factor));
  const before = ((atMs - startMs) / length) * wanted;
  return rounded(atMs - before, atMs - before + wanted);
}

/** The span moved by a part of its length. */
export function panned({ startMs, endMs }: Span, part: number): Span {
  const by = (endMs - startMs) * part;
  return rounded(startMs + by, endMs + by);
}

/** The span between two instants, in either order; at least the shortest that can be shown. */
export function between(oneMs: number, otherMs: number): Span {
  const middle = (oneMs + otherMs) / 2;
  const half = Math.max(LEAST_MS, Math.abs(oneMs - otherMs)) / 2;
  return rounded(middle - half, middle + half);
}

/**
 * The span in which two instants lie where two fingers are.
 *
 * @param at the instants that the fingers took hold of.
 * @param now where the fingers are, as parts of the width.
 */
export function pinched(at: readonly [number, number], now: readonly [number, number], was: Span): Span {
  const apart = now[1] - now[0];
  // Fingers above each other tell no length.
  if (Math.abs(apart) < 0.02) return was;
  const length = Math.min(MOST_MS, Math.max(LEAST_MS, Math.abs((at[1] - at[0]) / apart)));
  const middleAt = (at[0] + at[1]) / 2;
  const start = middleAt - ((now[0] + now[1]) / 2) * length;
  return rounded(start, start + length);
}

function rounded(startMs: number, endMs: number): Span {
  return { startMs: Math.round(startMs), endMs: Math.round(endMs) };
}
