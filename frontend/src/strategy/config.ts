import type { Hass } from "../ha";
import { checkFields, checkNames, checkOneOf } from "../problem";

/** The pages beside those of each person; a view's path is its page's name. */
export const PAGES = [
  "overview",
  "carer",
  "kiosk",
  "sources",
  "simulation",
  "risk",
  "alerts",
  "settings",
  "analytics",
] as const;
export type Page = (typeof PAGES)[number];

/** What can be chosen of a dashboard: whose pages it has, in which order, and which pages it leaves out. */
export interface DashboardConfig {
  readonly type: string;
  /** Devices or ids of people; everybody whom the user may see where it is missing. */
  readonly people?: readonly string[];
  readonly hide?: readonly string[];
  /** Whether there is a page for a tablet on the wall. */
  readonly kiosk?: boolean;
}

/** A view writes itself for the same people; that of one person names who it is. */
export interface ViewConfig extends DashboardConfig {
  readonly person?: string;
}

/** Return the configuration, or throw what is wrong with it. */
export function checked(config: unknown): ViewConfig {
  const { people, hide, kiosk } = checkFields(config);
  checkNames({ people, hide });
  checkOneOf({ kiosk }, [true, false]);
  return config as ViewConfig;
}

/** What of the dashboard's choices its views have to know. */
export function handedOn({ people, hide }: DashboardConfig): Omit<DashboardConfig, "type"> {
  return { ...(people === undefined ? {} : { people }), ...(hide === undefined ? {} : { hide }) };
}

/** Home Assistant, with what only a dashboard asks for. */
export interface DashboardHass extends Hass {
  readonly user?: { readonly id: string; readonly is_admin: boolean };
}
