/** What HealthSense says of where readings come from (docs/actions.md: healthsense/sources). */

export interface Flow {
  readonly vital: string;
  readonly unit: string;
  readonly last: string | null;
  readonly fresh: boolean;
  readonly count_24h: number;
  readonly count_7d: number;
  readonly rejected_24h: number;
  readonly quality: number | null;
}

export interface Source {
  readonly source: string;
  readonly name: string;
  readonly device_id: string | null;
  readonly entity_ids: readonly string[];
  readonly vitals: readonly Flow[];
}

export interface Rejected {
  readonly received: string;
  readonly time: string | null;
  readonly source: string;
  readonly source_name: string;
  readonly vital: string | null;
  readonly field: string;
  readonly reason: string;
  readonly reason_key: string;
}

export interface Sources {
  readonly person_id: string;
  readonly now: string;
  readonly sources: readonly Source[];
  readonly intake: {
    readonly step_ms: number;
    readonly t: readonly number[];
    readonly accepted: readonly number[];
    readonly rejected: readonly number[];
  };
  readonly rejected: readonly Rejected[];
}
