/** The figures of a model card with their words: no drawing here. */
import { formatNumber } from "../format";
import type { Hass, Localize } from "../ha";
import { words } from "../texts";
import type { Figure, ModelCard } from "./messages";

export interface FigureRow {
  readonly name: string;
  readonly help: string;
  readonly text: string;
}

/** "0.75 (0.72 to 0.78)". */
export function withInterval(hass: Hass, { value, lower, upper }: Figure, decimals: number): string {
  const [told, low, high] = [value, lower, upper].map((one) => formatNumber(hass, one, decimals, decimals));
  return `${told} (${low} – ${high})`;
}

const KINDS: Readonly<Record<string, string>> = {
  logistic_regression: "card_models_logistic_regression",
  random_forest: "card_models_random_forest",
  svm_rbf: "card_models_svm_rbf",
};
const ROWS: Readonly<Record<string, string>> = {
  people: "card_models_rows_people",
  hours: "card_models_rows_hours",
  spots: "card_models_rows_spots",
};

/** "Random forest". */
export function kindOf(localize: Localize, { kind, algorithm }: ModelCard): string {
  const key = KINDS[kind];
  return (key !== undefined && words(localize, key)) || algorithm.family;
}

/** "4,210 people". */
export function rowsOf(hass: Hass, localize: Localize, { data }: ModelCard): string {
  const n = formatNumber(hass, data.n, 0);
  const key = ROWS[data.rows];
  return (key !== undefined && words(localize, key, { n })) || `${n} ${data.rows}`;
}

/** "2014–2015": where it was stands on the card itself. */
export function yearsOf({ data }: ModelCard): string {
  return (data.period.split(",")[0] ?? "").replace(/(\d)-(?=\d)/g, "$1–");
}

/** What guessing reaches as AUPRC; null where that was not measured. */
export function guessOf(hass: Hass, { figures }: ModelCard): string | null {
  return figures.prevalence === undefined ? null : formatNumber(hass, figures.prevalence, 3, 3);
}

export function figuresOf(hass: Hass, localize: Localize, card: ModelCard): FigureRow[] {
  const { auc, auprc, brier, calibration_slope: slope, ece, conformal } = card.figures;
  const share = (value: number): string => `${formatNumber(hass, value * 100, 1)} %`;
  const rows: FigureRow[] = [
    { name: "AUROC", help: words(localize, "card_models_auc_help"), text: withInterval(hass, auc, 2) },
    {
      name: "AUPRC",
      help: words(localize, "card_models_auprc_help", { guess: guessOf(hass, card) ?? "–" }),
      text: auprc === undefined ? words(localize, "card_models_not_measured") : withInterval(hass, auprc, 3),
    },
    {
      name: words(localize, "card_models_slope"),
      help: words(localize, "card_models_slope_help"),
      text: withInterval(hass, slope, 2),
    },
    {
      name: words(localize, "card_models_ece"),
      help: words(localize, "card_models_ece_help", { perfect: share(card.figures.ece_if_perfect_p95) }),
      text: `${share(ece.value)} (${share(ece.lower)} – ${share(ece.upper)})`,
    },
    {
      name: words(localize, "card_models_brier"),
      help: words(localize, "card_models_brier_help", {
        always: formatNumber(hass, card.figures.brier_of_prevalence, 3),
      }),
      text: withInterval(hass, brier, 3),
    },
    {
      name: words(localize, "card_models_undecided"),
      help: words(localize, "card_models_undecided_help"),
      text: share(conformal.shares.both + conformal.shares.empty),
    },
  ];
  if (card.refused_share !== undefined) {
    rows.push({
      name: words(localize, "card_models_refused"),
      help: words(localize, "card_models_refused_help"),
      text: share(card.refused_share),
    });
  }
  return rows;
}
