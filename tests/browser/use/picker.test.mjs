// The card picker knows our cards and shows each with what it would look like in this house.
import { expect, test } from "vitest";
import { house, sharedBrowser } from "../lib/house.mjs";
import { keepInside, keepPicture, open, ours, settled, visit } from "../lib/page.mjs";
import { CARDS, CARDS_PATH } from "../lib/rows.mjs";

const TYPES = [...new Set(CARDS.map(({ card }) => card.type.replace("custom:", "")))].sort();

/** Brings the next preview of ours that is not drawn yet into sight, where it is made; returns those that are drawn. */
function drawn() {
  const { all } = globalThis.healthsenseTest;
  const [picker] = all(/^HUI-CARD-PICKER$/);
  const previews = all(/^DIV$/, picker).filter((one) => one.classList.contains("preview"));
  const known = previews.map((preview) => {
    const [card] = all(/^HEALTHSENSE-.*-CARD$/, preview);
    return { preview, card, made: card !== undefined && all(/^HA-CARD$/, card).length > 0 };
  });
  known.find(({ made }) => !made)?.preview.scrollIntoView();
  return {
    cards: known.filter(({ made }) => made).map(({ card }) => card.tagName.toLowerCase()),
    errors: all(/^HUI-ERROR-CARD$/, picker).length,
  };
}

test("every card is offered with a preview", async () => {
  const tab = await open(await sharedBrowser(), house());
  const { page } = tab;
  await keepInside(tab);
  await visit(tab, `/${CARDS_PATH}/person?edit=1`);
  await settled(tab);
  const known = await page.evaluate(() => globalThis.customCards.map(({ type }) => type));
  expect(known.filter((type) => type.startsWith("healthsense-")).sort()).toEqual(TYPES);

  await page.getByRole("button", { name: "Add card" }).first().click();
  await page.getByText("By card", { exact: true }).click();
  await page.getByPlaceholder("Search cards").fill("HealthSense");
  const look = async () => {
    const { cards, errors } = await page.evaluate(drawn);
    return { cards: cards.sort(), errors };
  };
  try {
    await expect.poll(look).toEqual({ cards: TYPES, errors: 0 });
  } catch (error) {
    console.log(`the picker: see ${await keepPicture(page)}`);
    throw error;
  }
  expect(ours(tab.problems)).toEqual([]);
  await tab.close();
});
