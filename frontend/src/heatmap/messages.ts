/** What `healthsense/heatmap` says (docs/actions.md): a row of 24 local hours for each day. */
export interface HourGrid {
  readonly person_id: string;
  readonly vital: string;
  readonly unit: string;
  readonly time_zone: string;
  readonly days: readonly string[];
  readonly mean: readonly (readonly (number | null)[])[];
  readonly count: readonly (readonly number[])[];
}
