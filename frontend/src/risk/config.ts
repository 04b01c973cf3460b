import { PERSON_FIELD, formOf, manyOf } from "../form";
import type { Hass } from "../ha";
import { checkedPerson, firstPerson, ourEntity, type PersonConfig } from "../people";
import { checkTexts } from "../problem";

export const CARD_TYPE = "healthsense-risk-card";

export interface RiskConfig extends PersonConfig {
  readonly assessment?: string;
}

/** What speaks through a learned model: these have outcomes, a past and a model card. */
export const LEARNED: readonly string[] = ["diabetes_risk", "heart_disease_risk", "hypoxia_risk", "skin_questionnaire"];
/** What can be chosen: estimates, and scores that say what they count. */
export const RISKS: readonly string[] = [
  ...LEARNED,
  "prevent_cvd_10y",
  "prevent_ascvd_10y",
  "prevent_hf_10y",
  "prevent_cvd_30y",
  "score2",
  "framingham_cvd_bmi",
  "framingham_cvd_lab",
  "pce_ascvd",
  "findrisc",
  "ada_risk",
  "lifestyle",
  "news2",
];
export const DEFAULT_RISK = "diabetes_risk";

/** Return the configuration, or throw what is wrong with it. */
export function checked(config: unknown): RiskConfig {
  const { assessment } = checkedPerson(config);
  checkTexts({ assessment });
  return config as RiskConfig;
}

export function stub(hass: Hass): object {
  return { ...firstPerson(hass), assessment: DEFAULT_RISK };
}

/** Offered in the card picker for whoever chose one of our entities of a risk. */
export function suggestion(hass: Hass, entityId: string): { config: object } | null {
  const entity = ourEntity(hass, entityId);
  if (entity === null || !RISKS.includes(entity.key)) return null;
  return { config: { type: `custom:${CARD_TYPE}`, device_id: entity.device_id, assessment: entity.key } };
}

export const configForm = formOf((name) => {
  const { select } = manyOf(RISKS, name) as { select: object };
  return [
    PERSON_FIELD,
    {
      name: "assessment",
      label: "card_field_assessment",
      selector: { select: { ...select, multiple: false, reorder: false } },
    },
  ];
}, checked);
