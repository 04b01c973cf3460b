/** Sizes follow the card, in one unit: a share of a screen of 1024 x 600, or of a phone's where it stands upright. */
const WIDE = { width: 1024, height: 544 } as const;
const UPRIGHT = { width: 440, height: 760 } as const;
const LEAST = 0.5;
const MOST = 2.4;

/** How large one unit is, and whether things stand below each other. */
export function unitOf(width: number, height: number): { unit: number; upright: boolean } {
  const upright = width < height || width < UPRIGHT.width * 1.4;
  const { width: full, height: high } = upright ? UPRIGHT : WIDE;
  const unit = Math.min(width / full, height > 0 ? height / high : 1);
  return { unit: Math.round(Math.min(MOST, Math.max(LEAST, unit)) * 100) / 100, upright };
}

/** Keeps an element's unit as it should be. Not by container units: browsers of a ten-year-old tablet know none. */
export function fitted(element: HTMLElement): ResizeObserver {
  return new ResizeObserver(([entry]) => {
    if (entry === undefined) return;
    const { unit, upright } = unitOf(entry.contentRect.width, entry.contentRect.height);
    element.style.setProperty("--u", `${unit}px`);
    element.toggleAttribute("upright", upright);
  });
}
