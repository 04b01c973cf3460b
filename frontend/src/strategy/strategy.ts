import { words, loadTexts } from "../texts";
import { rootHass } from "../form";
import { changed } from "./changes";
import { PAGES, type DashboardConfig, type DashboardHass, type ViewConfig } from "./config";
import { heardVersion } from "./house";

/** What writes a dashboard is loaded by whoever looks at one. */
const writing = (): Promise<typeof import("../strategies")> => import("../strategies");

type Kind = "dashboard" | (typeof PAGES)[number] | "person";

/** As Home Assistant calls it: an element that nobody ever sees, with the writing in its static methods. */
function strategy(kind: Kind): CustomElementConstructor {
  return class extends HTMLElement {
    private static version = 0;

    static async generate(config: DashboardConfig & ViewConfig, hass: DashboardHass): Promise<object> {
      const { dashboard, view } = await writing();
      const written = await (kind === "dashboard" ? dashboard(config, hass) : view(kind, config, hass));
      this.version = heardVersion(hass);
      return written;
    }

    static shouldRegenerate(_config: object, before: DashboardHass, now: DashboardHass): boolean {
      return changed(before, now) || this.version !== heardVersion(now);
    }

    static getCreateSuggestions(): object {
      return { title: "HealthSense", icon: "mdi:heart-pulse" };
    }

    static async getConfigElement(): Promise<HTMLElement> {
      const { editor } = await writing();
      return editor();
    }
  };
}

function define(tag: string, kind: Kind): void {
  if (customElements.get(tag) === undefined) customElements.define(tag, strategy(kind));
}

define("ll-strategy-dashboard-healthsense", "dashboard");
for (const kind of [...PAGES, "person"] as const) define(`ll-strategy-view-healthsense-${kind}`, kind);

interface CustomStrategy {
  type: string;
  strategyType: "dashboard";
  name: string;
  description: string;
  documentationURL: string;
}

/** Tell the dialog that adds a dashboard; in the user's language once Home Assistant's page is there. */
async function offer(): Promise<void> {
  const own: CustomStrategy = {
    type: "healthsense",
    strategyType: "dashboard",
    name: "HealthSense",
    description: "Everybody's health: a page for each person, alerts, risk, sources, and one for a tablet on the wall.",
    documentationURL: "https://github.com/healthsense-home/healthsense/blob/main/docs/dashboards.md",
  };
  const page = window as { customStrategies?: CustomStrategy[] };
  page.customStrategies ??= [];
  if (page.customStrategies.some(({ type }) => type === own.type)) return;
  page.customStrategies.push(own);
  await customElements.whenDefined("home-assistant");
  const hass = rootHass();
  if (hass !== undefined) own.description = words(await loadTexts(hass), "card_view_description") || own.description;
}

// English stands there where the texts cannot be had.
offer().catch(() => undefined);
