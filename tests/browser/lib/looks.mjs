// The specification of every look: each page in each size, light and dark, in one language.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFaults } from "./axe.mjs";
import { house, pictureFailures, sharedBrowser } from "./house.mjs";
import { RTL, SIZES, open, settled, visit } from "./page.mjs";

const SCHEMES = ["light", "dark"];
/** Another size or theme loads nothing: what moves then stands still soon. */
const SOON = { looks: 2 };
/** Where axe looks, which costs as much as all else: names and roles depend on no size, contrast on the theme alone. */
const AXE = {
  en: ["phone light", "phone dark", "desktop light", "desktop dark"],
  de: ["phone light"],
  [RTL]: ["phone light"],
};

/** Declares the tests of `pages` ({name, path}) in a language. */
export function looks(pages, language, sizes = Object.keys(SIZES), schemes = SCHEMES) {
  let tab;
  let shown;

  pictureFailures(() => tab);
  beforeAll(async () => {
    tab = await open(await sharedBrowser(), house(), { language });
  });
  afterAll(() => tab.close());

  test("there is something to look at", () => {
    expect(pages).not.toEqual([]);
  });

  describe.each(pages)(`$name in ${language}`, ({ path }) => {
    describe.each(sizes)("on a %s", (size) => {
      test.each(schemes)("%s", async (scheme) => {
        tab.problems.length = 0;
        await tab.page.setViewportSize(SIZES[size]);
        await tab.page.emulateMedia({ colorScheme: scheme });
        const anew = shown !== path;
        if (anew) await visit(tab, path);
        shown = undefined;
        await settled(tab, anew ? {} : SOON);
        shown = path;
        const faults = await tab.page.evaluate(() => globalThis.healthsenseTest.layout());
        if (AXE[language].includes(`${size} ${scheme}`)) faults.push(...(await axeFaults(tab)));
        expect([...tab.problems, ...faults]).toEqual([]);
        const direction = await tab.page.evaluate(() => {
          const [card] = globalThis.healthsenseTest.cards();
          return globalThis.getComputedStyle(card).direction;
        });
        expect(direction).toBe(language === RTL ? "rtl" : "ltr");
      });
    });
  });
}
