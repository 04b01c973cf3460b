import { DOMAIN } from "../people";
import type { DashboardHass } from "./config";

/** What of the registries a dashboard is written from, by the registry itself: it is a new object at every change. */
const gists = new WeakMap<object, string>();

function gistOf(registry: object, make: () => string): string {
  let gist = gists.get(registry);
  if (gist === undefined) gists.set(registry, (gist = make()));
  return gist;
}

/** Our people's entities, and what may be a simulating node. */
function entities({ entities: registry }: DashboardHass): string {
  return gistOf(registry, () =>
    Object.values(registry)
      .filter(({ entity_id, platform }) => platform === DOMAIN || entity_id.startsWith("select."))
      .map(({ entity_id, device_id, translation_key }) => `${entity_id} ${device_id ?? ""} ${translation_key ?? ""}`)
      .sort()
      .join(),
  );
}

function devices({ devices: registry }: DashboardHass): string {
  return gistOf(registry, () =>
    Object.values(registry)
      .filter((device) => device.identifiers?.some(([domain]) => domain === DOMAIN))
      .map((device) => {
        const { id, name_by_user, name } = device as typeof device & { name_by_user?: string; name?: string };
        return `${id} ${name_by_user ?? name ?? ""}`;
      })
      .sort()
      .join(),
  );
}

/** Whether anything changed that a dashboard is written from; asked at every change of a state, so quick. */
export function changed(before: DashboardHass, now: DashboardHass): boolean {
  return (
    before.language !== now.language ||
    before.user?.id !== now.user?.id ||
    before.user?.is_admin !== now.user?.is_admin ||
    (before.entities !== now.entities && entities(before) !== entities(now)) ||
    (before.devices !== now.devices && devices(before) !== devices(now))
  );
}
