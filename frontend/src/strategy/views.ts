import { inWordsOf } from "../form";
import { loadTexts, words } from "../texts";
import { checked, type DashboardHass, type Page, type ViewConfig } from "./config";
import { chosen, pagesFor } from "./dashboard";
import { askHouse, type Seen } from "./house";
import { personView } from "./person-view";
import {
  PAIR,
  heading,
  kept,
  ours,
  pairedSpan,
  section,
  sections,
  tailSpan,
  trouble,
  whom,
  width,
  type Card,
  type Section,
  type View,
  type Writing,
} from "./parts";
import { learned } from "./risks";
import { paths, slug } from "./slug";

/** More people than this are looked at together: a card for each would be a wall. */
const MOST_CARDS = 8;
/** The first of these that somebody has, as many as make two rows. */
const GLANCE = ["heart_rate", "spo2", "glucose", "systolic", "diastolic", "respiratory_rate", "temperature", "weight"];
const MOST_TILES = 6;
/** The wall has as many columns as there is room for. */
const WALL = 3;

function glance(one: Seen): readonly string[] {
  const there = GLANCE.filter((key) => one.vitals.includes(key));
  // The two pressures share a tile.
  return there.slice(0, there.includes("diastolic") ? MOST_TILES + 1 : MOST_TILES);
}

function overview(writing: Writing): View {
  const { house, hass, localize, pages } = writing;
  const address = paths(house.people);
  const count = house.people.length;
  const alerts = pages.has("alerts") ? alertsOf(writing) : null;
  const person = (one: Seen, index: number): Section =>
    kept(
      section(
        [
          ours("person", { ...whom(one), vitals: glance(one), scores: ["news2"] }),
          heading({
            text: words(localize, "card_view_more", { name: one.name }),
            icon: "mdi:chart-line",
            to: address.get(one.person_id),
            small: true,
          }),
        ],
        alerts === null ? pairedSpan(index, count) : 1,
      ),
      one,
      hass,
    );
  if (count > MOST_CARDS) {
    const below = alerts === null ? null : section(alerts, WALL);
    return sections([trouble(writing), section([wall(writing)], WALL), below], WALL);
  }
  const beside = alerts === null ? null : section(alerts, tailSpan(count));
  return sections([trouble(writing), ...house.people.map(person), beside], PAIR);
}

function alertsOf({ house, whole }: Writing): Card[] {
  if (whole) return [ours("alerts", { range: "week" })];
  return house.people.map((one) => ours("alerts", { ...whom(one), range: "week" }, 12));
}

/** The wall: of everybody, or of those who were chosen; a tap leads to the person's page. */
function wall({ house, whole }: Writing): Card {
  const address = paths(house.people);
  const plain = house.people.every((one) => address.get(one.person_id) === `person-${slug(one.name)}`);
  return ours("wall", {
    ...(whole ? {} : { devices: house.people.flatMap((one) => one.device_id ?? []) }),
    ...(plain ? { person_path: "person-{name}" } : {}),
  });
}

function carer(writing: Writing): View {
  return sections([trouble(writing), section([wall(writing)], 4)], 4);
}

/** A section for each person, two side by side; `span` says how many columns each has. */
function each(writing: Writing, cards: (one: Seen, span: number) => Card[], spanOf = pairedSpan): Section[] {
  const { house, hass } = writing;
  const address = paths(house.people);
  return house.people.map((one, index) => {
    const span = spanOf(index, house.people.length);
    const name = heading({ text: one.name, icon: "mdi:account-heart", to: address.get(one.person_id) });
    return kept(section([name, ...cards(one, span)], span), one, hass);
  });
}

function perPerson(card: string, config: object = {}): (writing: Writing) => View {
  return (writing) =>
    sections([trouble(writing), ...each(writing, (one) => [ours(card, { ...whom(one), ...config })])], PAIR);
}

function risk(writing: Writing): View {
  const { localize } = writing;
  const cards = (one: Seen, span: number): Card[] =>
    learned(one).map((assessment, index, all) =>
      ours("risk", { ...whom(one), assessment }, span === 1 ? "full" : width(index, all.length)),
    );
  const models = [heading({ text: words(localize, "card_view_models"), icon: "mdi:scale-balance" }), ours("models")];
  return sections([trouble(writing), ...each(writing, cards), section(models, PAIR)], PAIR);
}

/** How each person keeps at it, and once how HealthSense itself runs. */
function analytics(writing: Writing): View {
  const { house } = writing;
  const people = each(
    writing,
    (one) => [ours("analytics", { ...whom(one), show: ["engagement", "trends"] })],
    () => 1,
  );
  const system = [heading({ text: "HealthSense", icon: "mdi:home-heart" }), ours("analytics", { show: ["system"] })];
  return sections([trouble(writing), ...people, section(system, tailSpan(house.people.length))], PAIR);
}

function kiosk({ house, whole }: Writing): View {
  const [one] = house.people;
  const alone = house.people.length === 1 && one !== undefined ? whom(one) : {};
  const some = whole || house.people.length === 1 ? {} : { people: house.people.map((each) => each.person_id) };
  return { type: "panel", cards: [{ type: "custom:healthsense-kiosk-card", ...alone, ...some }] };
}

const WRITERS: Readonly<Record<Page, (writing: Writing) => View>> = {
  overview,
  carer,
  kiosk,
  sources: perPerson("sources"),
  simulation: (writing) => sections([trouble(writing), section([ours("simulation")], PAIR)], PAIR),
  risk,
  alerts: perPerson("alerts", { range: "month" }),
  settings: perPerson("settings"),
  analytics,
};

/** Write one view; `person` for the view of one person. */
export async function view(kind: Page | "person", raw: ViewConfig, hass: DashboardHass): Promise<View> {
  const [localize, whole] = await Promise.all([loadTexts(hass), askHouse(hass)]);
  const config = inWordsOf(localize, () => checked(raw));
  const house = { ...whole, people: chosen(whole.people, config.people) };
  const about = { house, whole: house.people.length === whole.people.length };
  const writing = { hass, localize, ...about, pages: pagesFor(config, hass, house) };
  if (kind !== "person") return WRITERS[kind](writing);
  const [one] = chosen(whole.people, [config.person ?? ""]);
  if (one !== undefined) return personView(writing, one);
  const text = words(localize, house.failure === null ? "card_gone" : "card_not_running");
  return sections([section([{ type: "markdown", content: text, grid_options: { columns: "full" } }])], 2);
}
