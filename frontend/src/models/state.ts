/** What is known of each model here: its card, what Home Assistant warns of, and to whom it answers. */
import { callAction } from "../data/actions";
import { failureOf, type Failure } from "../data/errors";
import type { Assessment } from "../data/messages";
import type { Connection, Hass } from "../ha";
import { DOMAIN } from "../people";
import type { ModelAnswer } from "./messages";

/** Model -> the assessment that it speaks through (model_choice.py). */
export const ASSESSMENT_OF: Readonly<Record<string, string>> = {
  diabetes: "diabetes_risk",
  diabetes_lab: "diabetes_risk",
  heart_disease: "heart_disease_risk",
  hypoxia_lr: "hypoxia_risk",
  hypoxia: "hypoxia_risk",
  skin: "skin_questionnaire",
};
export const MODELS: readonly string[] = Object.keys(ASSESSMENT_OF);

/** What Home Assistant's repairs warn of (model_watch.py). */
export const WARNINGS = ["model_unusable", "model_chances_differ", "model_inputs_differ"] as const;
export type Warning = (typeof WARNINGS)[number];

export interface ModelState {
  readonly name: string;
  readonly answer: ModelAnswer | null;
  /** Why there is no card. */
  readonly failure: Failure | null;
  readonly warnings: readonly Warning[];
  /** How many people whom this user may see it is asked about, and to how many of them it gives no answer. */
  readonly people: number;
  readonly refused: number;
}

interface Issue {
  readonly domain: string;
  readonly issue_id: string;
}

export async function fetchModels(connection: Connection): Promise<ModelState[]> {
  const ask = async (type: string): Promise<unknown> => connection.sendMessagePromise({ type });
  const [people, repairs, ...cards] = await Promise.all([
    ask("healthsense/people"),
    ask("repairs/list_issues"),
    ...MODELS.map((model) => cardOf(connection, model)),
  ]);
  const issues = (repairs as { issues: Issue[] }).issues.filter((issue) => issue.domain === DOMAIN);
  const assessments = (people as { people: { assessments: Record<string, Assessment> }[] }).people;
  return MODELS.map((name, at): ModelState => {
    const answer = cards[at] ?? null;
    const failed = answer !== null && "code" in answer;
    const said = assessments.flatMap((person) => person.assessments[ASSESSMENT_OF[name] ?? ""] ?? []);
    return {
      name,
      answer: failed ? null : answer,
      failure: failed ? answer : null,
      warnings: WARNINGS.filter((warning) => issues.some((issue) => issue.issue_id === `${warning}_${name}`)),
      people: said.length,
      refused: said.filter((one) => one.refused !== null).length,
    };
  });
}

/** One card that cannot be read does not take the others along. */
async function cardOf(connection: Connection, model: string): Promise<ModelAnswer | Failure> {
  try {
    return (await callAction(connection, "get_model_card", { model })) as ModelAnswer;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.translation_key === undefined) throw error;
    return failure;
  }
}

/** The newest installed version, where it is not the one in use. */
export function offeredVersion(hass: Hass, model: string): string | null {
  const entity = Object.values(hass.entities).find(
    ({ entity_id: id, platform, translation_key: key }) =>
      platform === DOMAIN && id.startsWith("update.") && key === `model_${model}`,
  );
  const { installed_version: installed, latest_version: latest } =
    (entity && hass.states[entity.entity_id]?.attributes) ?? {};
  return typeof latest === "string" && latest !== installed ? latest : null;
}
