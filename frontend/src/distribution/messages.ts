/** What `healthsense/distribution` says (docs/actions.md). */

/** People like you: of one sex and age, measured once. `age_to` null: and older. */
export interface Reference {
  readonly source: string;
  readonly licence: string;
  readonly citation: string;
  readonly group: {
    readonly sex: string;
    readonly age_from: number;
    readonly age_to: number | null;
    readonly people: number;
  };
  readonly percentiles: Readonly<Record<string, number>>;
  readonly percentile_of_median: number | null;
}

/** Where `refused`, there are no numbers. */
export interface Spread {
  readonly person_id: string;
  readonly vital: string;
  readonly unit: string;
  readonly refused: string | null;
  readonly count: number;
  readonly mean: number | null;
  readonly sd: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly percentiles: Readonly<Record<string, number>>;
  readonly bin_width: number | null;
  readonly bins: readonly (readonly [edge: number, count: number])[];
  readonly reference: Reference | null;
  readonly reference_refused: string | null;
}
