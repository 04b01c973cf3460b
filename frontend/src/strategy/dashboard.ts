import { inWordsOf } from "../form";
import type { Localize } from "../ha";
import { loadTexts, words } from "../texts";
import { PAGES, checked, handedOn, type DashboardConfig, type DashboardHass, type Page } from "./config";
import { askHouse, type House, type Seen } from "./house";
import { scenarioSelects } from "./nodes";
import type { View } from "./parts";
import { paths } from "./slug";

const ICONS: Readonly<Record<Page, string>> = {
  overview: "mdi:home-heart",
  carer: "mdi:account-group",
  kiosk: "mdi:tablet-dashboard",
  sources: "mdi:transit-connection-variant",
  simulation: "mdi:flask-outline",
  risk: "mdi:chart-bell-curve-cumulative",
  alerts: "mdi:bell-outline",
  settings: "mdi:tune-variant",
  analytics: "mdi:chart-box-outline",
};
const TITLES: Readonly<Record<Page, string>> = {
  overview: "card_view_overview",
  carer: "card_view_carer",
  kiosk: "card_view_kiosk",
  sources: "card_view_sources",
  simulation: "card_view_simulation",
  risk: "card_view_risk",
  alerts: "card_view_alerts",
  settings: "card_view_settings",
  analytics: "card_view_analytics",
};

export function titleOf(localize: Localize, page: Page): string {
  return words(localize, TITLES[page]);
}

/** The people that a dashboard is about, in the order of its configuration. */
export function chosen(people: readonly Seen[], wanted: readonly string[] | undefined): readonly Seen[] {
  if (wanted === undefined || wanted.length === 0) return people;
  return wanted.flatMap((id) => people.find(({ person_id, device_id }) => id === person_id || id === device_id) ?? []);
}

/** The pages that there are for this user, here and now. */
export function pagesFor(config: DashboardConfig, hass: DashboardHass, { people }: House): ReadonlySet<Page> {
  const admin = hass.user?.is_admin === true;
  const there: Readonly<Record<Page, boolean>> = {
    overview: true,
    carer: people.length > 1,
    kiosk: config.kiosk !== false && people.length > 0,
    sources: true,
    // It plays with a device that others look at, and with alerts that reach them.
    simulation: admin && scenarioSelects(hass).length > 0,
    risk: people.length > 0,
    alerts: people.length > 0,
    settings: admin || people.some((person) => person.own || person.may_write),
    analytics: people.length > 0,
  };
  return new Set(PAGES.filter((page) => page === "overview" || (there[page] && !config.hide?.includes(page))));
}

/** Write the dashboard: its views' names and addresses, each of which writes itself when it is looked at. */
export async function dashboard(raw: DashboardConfig, hass: DashboardHass): Promise<{ views: View[] }> {
  const [localize, whole] = await Promise.all([loadTexts(hass), askHouse(hass)]);
  const config = inWordsOf(localize, () => checked(raw));
  const house = { ...whole, people: chosen(whole.people, config.people) };
  const pages = pagesFor(config, hass, house);
  const only = hass.user === undefined ? {} : { visible: [{ user: hass.user.id }] };
  const page = (name: Page): View => ({
    title: titleOf(localize, name),
    path: name,
    icon: ICONS[name],
    ...(name === "simulation" ? only : {}),
    strategy: { type: `custom:healthsense-${name}`, ...handedOn(config) },
  });
  const address = paths(house.people);
  const persons = house.people.map((one) => ({
    title: one.name,
    path: address.get(one.person_id),
    ...(one.private ? only : {}),
    strategy: { type: "custom:healthsense-person", person: one.device_id ?? one.person_id },
  }));
  const [overview, ...rest] = [...pages].map(page);
  return { views: [overview, ...persons, ...rest].filter((view) => view !== undefined) };
}
