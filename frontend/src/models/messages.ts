/** What `get_model_card` answers (docs/actions.md): of much, what the cards show. */

export interface Figure {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

export interface ModelCard {
  readonly kind: string;
  readonly name: string;
  readonly version: string;
  readonly trained_on: string;
  readonly question: string;
  readonly population: string;
  readonly role: { readonly role: string; readonly led_by: string };
  readonly algorithm: { readonly family: string };
  readonly data: {
    readonly source: string;
    readonly period: string;
    readonly licence: string;
    readonly rows: string;
    readonly n: number;
    readonly events: number;
  };
  readonly conformal: { readonly coverage: number };
  readonly figures: {
    readonly procedure: string;
    readonly auc: Figure;
    /** Not measured of versions that were trained before it was. */
    readonly auprc?: Figure;
    /** What guessing reaches as AUPRC. */
    readonly prevalence?: number;
    readonly brier: Figure;
    readonly calibration_slope: Figure;
    readonly ece: Figure;
    readonly brier_of_prevalence: number;
    readonly ece_if_perfect_p95: number;
    /** Predicted, observed, how many. */
    readonly calibration_table: readonly (readonly [number, number, number])[];
    readonly conformal: { readonly shares: { readonly both: number; readonly empty: number } };
    readonly card: {
      readonly title: string;
      readonly outcome: string;
      readonly use: string;
      readonly non_use: readonly string[];
      readonly limits: readonly string[];
    };
  };
  readonly content_sha256: string;
  /** Of the people it learned from, how many would get no answer. */
  readonly refused_share?: number;
}

export interface ModelAnswer {
  readonly model: string;
  readonly in_use: boolean;
  readonly document: string;
  readonly card: ModelCard;
}
