// The checks themselves: each finds what it is there for, and nothing in a page that is well.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PNG } from "pngjs";
import { axeFaults } from "../lib/axe.mjs";
import { compare, tolerance } from "../lib/compare.mjs";
import { house, sharedBrowser } from "../lib/house.mjs";
import { keepInside, open, ours, settled, visit } from "../lib/page.mjs";

let tab;

beforeAll(async () => {
  // What a stopped clock's timers throw, a page of ours would tell in its console.
  tab = await open(await sharedBrowser(), { ...house(), clock: undefined });
  await tab.context.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  await tab.page.goto(`${tab.base}/manifest.json`);
});
afterAll(() => tab.close());

/** Puts one card of ours, with this inside, on a page of a phone's width. */
async function card(inside) {
  tab.problems.length = 0;
  await tab.page.setViewportSize({ width: 390, height: 844 });
  await tab.page.evaluate((html) => {
    document.documentElement.lang = "en";
    document.title = "Checks";
    document.body.innerHTML = '<healthsense-checked-card style="display:block;width:300px"></healthsense-checked-card>';
    document.body.firstChild.attachShadow({ mode: "open" }).innerHTML = html;
  }, inside);
}

const layout = () => tab.page.evaluate(() => globalThis.healthsenseTest.layout());

test("a page that is well has no faults", async () => {
  await card(
    '<p>Heart rate <bdi>64</bdi></p><span style="clip-path: inset(50%)"><i style="font-size:3px">read</i></span>',
  );
  expect([...(await layout()), ...(await axeFaults(tab)), ...tab.problems]).toEqual([]);
});

test.each([
  ["clipped words", '<p style="width:40px;overflow:hidden;white-space:nowrap">Blood pressure</p>', /is clipped/],
  ["words cut off below", '<p style="height:9px;overflow:hidden">Blood pressure</p>', /px height/],
  ["what stands outside its card", '<p style="width:340px">Blood pressure</p>', /40 px outside its card/],
  ["a page wider than the screen", '<p style="width:600px">Blood pressure</p>', /wider than the screen/],
  ["small text", '<p style="font-size:11px">Blood pressure</p>', /text of 11 px/],
  ["an error card", "<hui-error-card>Custom element doesn't exist</hui-error-card>", /error card stands/],
])("%s are found", async (_, inside, fault) => {
  await card(inside);
  expect(await layout()).toContainEqual(expect.stringMatching(fault));
});

test("a table that can be scrolled may be wider than its card", async () => {
  await card('<div style="overflow-x:auto" tabindex="0"><table style="width:600px"><tr><td>1</td></tr></table></div>');
  expect(await layout()).toEqual([]);
});

test.each([
  ["weak contrast", '<p style="color:#999;background:#fff">Blood pressure</p>', /color-contrast/],
  ["a button without a name", "<button></button>", /button-name/],
])("%s is found by axe", async (_, inside, fault) => {
  await card(inside);
  expect(await axeFaults(tab)).toContainEqual(expect.stringMatching(fault));
});

test("what the page says, asks and does not get is noted", async () => {
  await card("<p>Blood pressure</p>");
  await tab.context.route("https://example.org/**", (route) => route.abort());
  await tab.page.evaluate(async () => {
    console.error("a word of trouble");
    setTimeout(() => {
      throw new Error("thrown");
    });
    await fetch("/healthsense_cards/nothing.js");
    await fetch("https://example.org/").catch(() => undefined);
  });
  for (const said of [
    /a word of trouble/,
    /page error: Error: thrown/,
    /404: .*nothing/,
    /asked outside: https:\/\/ex/,
  ])
    await expect.poll(() => tab.problems).toContainEqual(expect.stringMatching(said));
});

test("what our bundle asks of others is told from what Home Assistant asks", async () => {
  const other = await open(await sharedBrowser(), house());
  await keepInside(other);
  await other.context.route("**/healthsense_cards/asks.js", (route) =>
    route.fulfill({ contentType: "text/javascript", body: 'fetch("https://example.org/ours").catch(() => undefined)' }),
  );
  await other.page.goto(`${other.base}/manifest.json`);
  await other.page.evaluate(() => fetch("https://example.org/theirs").catch(() => undefined));
  await other.page.addScriptTag({ url: "/healthsense_cards/asks.js" });
  await expect.poll(() => ours(other.problems)).toEqual([expect.stringMatching(/asked outside .*example.org.ours/)]);
  await other.close();
});

test("the cards of a page that is left are not those of the next", async () => {
  await card("<p>Blood pressure</p>");
  await settled(tab);
  await visit(tab, "/elsewhere");
  await expect(settled(tab, { limitMs: 1000 })).rejects.toThrow("do not come to rest");
});

test("a change of looks is waited for", async () => {
  await card("<p>Blood pressure</p>");
  await tab.page.evaluate(() => {
    const [text] = globalThis.healthsenseTest.cards()[0].shadowRoot.children;
    text.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 600_000, id: "long" });
    text.animate([{ rotate: "0deg" }, { rotate: "360deg" }], { duration: 1000, iterations: Infinity });
  });
  await expect(settled(tab, { limitMs: 1000 })).rejects.toThrow("do not come to rest");
  await tab.page.evaluate(() => {
    const [text] = globalThis.healthsenseTest.cards()[0].shadowRoot.children;
    for (const one of text.getAnimations()) if (one.id === "long") one.finish();
  });
  await settled(tab);
});

test("a card that never comes to rest is told of", async () => {
  await card('<p aria-busy="true">Loading</p>');
  await expect(settled(tab, { limitMs: 1000 })).rejects.toThrow("do not come to rest");
});

test("a card that is not there is told of", async () => {
  await card("<p>Blood pressure</p>");
  await expect(settled(tab, { atLeast: 2, limitMs: 1000 })).rejects.toThrow("do not come to rest");
});

describe("pictures", () => {
  const folder = mkdtempSync(join(tmpdir(), "pictures-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** A white picture of 100 x 100 with this many black pixels. */
  const picture = (black, width = 100) => {
    const png = new PNG({ width, height: 100 });
    png.data.fill(255);
    for (let at = 0; at < black; at += 1) png.data.fill(0, at * 4 * 7, at * 4 * 7 + 3);
    return PNG.sync.write(png);
  };
  const same = { threshold: 0.1, share: 0.005 };

  test.each([
    ["the same", picture(0), ""],
    ["a few pixels apart", picture(40), ""],
    ["a word apart", picture(90), /^checked: 0\.\d\d % of the pixels differ/],
    ["of another size", picture(0, 90), /was 100x100, is 90x100/],
  ])("%s", (_, shot, said) => {
    writeFileSync(join(folder, "checked.png"), picture(0));
    const found = compare("checked", shot, same, folder);
    if (said) expect(found).toMatch(said);
    else expect(found).toBe("");
  });

  test("none to compare with is a fault", () => {
    expect(compare("nothing", picture(0), same, folder)).toMatch(/no picture to compare with/);
  });

  test("another browser's are compared with more tolerance, which is said", () => {
    expect(tolerance("1.0")).toMatchObject({ share: 0.05, because: expect.stringContaining("1.0") });
  });
});
