import { PERSON_OR_ALL_FIELD, formOf } from "../form";
import { checkedPerson, type PersonConfig } from "../people";
import { checkNames, checkOneOf } from "../problem";

export const CARD_TYPE = "healthsense-analytics-card";

/** The parts of the card. The last is about HealthSense itself and needs nobody. */
export const PARTS = ["engagement", "trends", "system"] as const;
export type Part = (typeof PARTS)[number];

export interface AnalyticsConfig extends PersonConfig {
  /** Which parts there are; all of them where none is named. */
  readonly show?: readonly Part[];
}

/** Return the configuration, or throw what is wrong with it. */
export function checked(config: unknown): AnalyticsConfig {
  const { show } = checkedPerson(config);
  checkNames({ show });
  checkOneOf({ show }, PARTS);
  return config as AnalyticsConfig;
}

export function partsOf({ show }: AnalyticsConfig): readonly Part[] {
  return show === undefined || show.length === 0 ? PARTS : show;
}

/** Whether it says something where there is nobody whom the user may see. */
export function needsNobody(config: AnalyticsConfig): boolean {
  return partsOf(config).every((part) => part === "system");
}

export const configForm = formOf((_, text) => {
  const names: Readonly<Record<Part, string>> = {
    engagement: `${text("card_analytics_engagement")}, ${text("card_analytics_alerts_title")}`,
    trends: text("card_analytics_trends"),
    system: text("card_analytics_system"),
  };
  const options = PARTS.map((value) => ({ value, label: names[value] }));
  return [
    PERSON_OR_ALL_FIELD,
    {
      name: "show",
      label: "card_field_show",
      selector: { select: { multiple: true, mode: "list", options } },
    },
  ];
}, checked);
