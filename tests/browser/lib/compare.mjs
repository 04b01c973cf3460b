// Pictures of the frozen household, compared with those that are kept in docs/images/cards.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { CACHE, ROOT } from "./household.mjs";

export const KEPT = join(ROOT, "docs/images/cards");
const README = join(KEPT, "README.md");

/**
 * How far two colours may lie apart (pixelmatch's measure of what an eye sees, 0 to 1; pixels of smoothed edges do not count),
 * and which share of the pixels may: the same browser draws text alike to the pixel, but a canvas's lines are smoothed by what the
 * processor offers. Half a percent is a word of a card; a chart that misses a line has more.
 */
const SAME_BROWSER = { threshold: 0.1, share: 0.005 };
/** Another version of the browser spaces text a little differently: only what is missing or displaced is found. */
const OTHER_BROWSER = { threshold: 0.25, share: 0.05 };

const madeWith = () => /^Made with Chromium (\S+)\.$/m.exec(readFileSync(README, "utf8"))?.[1];

/** What the pictures are judged by in this browser, and why. */
export function tolerance(version) {
  const then = existsSync(README) ? madeWith() : undefined;
  if (then === version) return { ...SAME_BROWSER, because: "" };
  return { ...OTHER_BROWSER, because: `the pictures were made with Chromium ${then}, this is ${version}` };
}

/** Returns what is wrong with a picture, or an empty string; leaves the new one and the difference in .cache/browser. */
export function compare(name, shot, allowed, kept = KEPT) {
  const file = join(kept, `${name}.png`);
  if (!existsSync(file)) return `${name}: there is no picture to compare with; script/browser --update makes it`;
  const [was, is] = [PNG.sync.read(readFileSync(file)), PNG.sync.read(shot)];
  const left = (what, data) => {
    mkdirSync(CACHE, { recursive: true });
    const path = join(CACHE, `${name}.${what}.png`);
    writeFileSync(path, data);
    return path;
  };
  if (was.width !== is.width || was.height !== is.height)
    return `${name}: was ${was.width}x${was.height}, is ${is.width}x${is.height}: ${left("new", shot)}`;
  const difference = new PNG({ width: is.width, height: is.height });
  const { threshold, share } = allowed;
  const pixels = pixelmatch(was.data, is.data, difference.data, is.width, is.height, { threshold });
  const found = pixels / (is.width * is.height);
  if (found <= share) return "";
  left("new", shot);
  const where = left("difference", PNG.sync.write(difference));
  return `${name}: ${(found * 100).toFixed(2)} % of the pixels differ (at most ${share * 100} %): ${where}`;
}

/** Keeps a picture, without an alpha channel and as small as PNG makes it. */
export function keep(name, shot) {
  mkdirSync(KEPT, { recursive: true });
  const options = { colorType: 2, deflateLevel: 9, deflateStrategy: 0, filterType: -1 };
  const sizes = [options, { ...options, filterType: 0 }].map((one) => PNG.sync.write(PNG.sync.read(shot), one));
  const smallest = [shot, ...sizes].sort((a, b) => a.length - b.length)[0];
  writeFileSync(join(KEPT, `${name}.png`), smallest);
}

/** Writes down beside the pictures what made them. */
export function keepVersion(version) {
  mkdirSync(KEPT, { recursive: true });
  const names = "script/browser --update` makes these pictures of the demo's frozen household and `script/browser";
  writeFileSync(
    README,
    `# Pictures of the cards\n\n\`${names}\` compares them (tests/browser/lib/compare.mjs).\n` +
      `The people and what they measure are invented.\n\nMade with Chromium ${version}.\n`,
  );
}
