/** What `healthsense/alerts` answers (docs/actions.md). */
import type { Alert, AlertLevel } from "../data/messages";

export interface Line {
  readonly time: string;
  readonly event: string;
  readonly reason: string;
  readonly suppressed: string | null;
  readonly by_name: string | null;
}

export interface Delivery {
  readonly recipient_name: string | null;
  readonly made: string;
  readonly done: string | null;
  readonly status: "due" | "done" | "failed" | "dropped";
}

export interface PastAlert extends Alert {
  readonly useful: boolean | null;
  readonly answered_after_s: number | null;
  readonly ended: string | null;
  readonly happened: string | null;
  readonly log: readonly Line[];
  readonly deliveries: readonly Delivery[];
  readonly notes: readonly Note[];
}

export interface Note {
  readonly time: string;
  readonly by_name: string | null;
  readonly alert: string | null;
  readonly text: string;
}

/** What a person was doing, other than resting; `ended` is null while it holds, `until` where no end was said. */
export interface Doing {
  readonly context: string;
  readonly began: string;
  readonly until: string | null;
  readonly ended: string | null;
  readonly set_by_name: string | null;
}

export interface Setting {
  readonly key: string;
  readonly body: Readonly<Record<string, unknown>> | null;
  readonly set_by_name: string | null;
  readonly set_at: string;
}

export interface Rule {
  readonly rule: string;
  readonly cause: string;
  readonly level: AlertLevel;
  readonly absolute: boolean;
  readonly on: boolean;
  readonly limit: number | null;
  readonly usual_limit: number | null;
  readonly unit: string | null;
  readonly range: readonly [low: number, high: number] | null;
  readonly origin: string | null;
  readonly source: string | null;
}

export interface Recipient {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly role: string;
}

export interface Plan {
  readonly recipients: readonly Recipient[];
  readonly steps: readonly {
    readonly after_min: number;
    readonly recipients: readonly string[];
    readonly level: AlertLevel;
    readonly quiet: Quiet | null;
  }[];
  readonly repeat_min: number;
}

export interface Quiet {
  readonly start: string;
  readonly end: string;
}

export interface Statistics {
  readonly useful: number;
  readonly not_useful: number;
  readonly acknowledged: number;
  readonly acknowledge_median_s: number | null;
  readonly failed: number;
  readonly suppressed: Readonly<Record<string, number>>;
}

export interface Spending {
  readonly level: AlertLevel;
  readonly allowed: number;
  readonly count: number;
  readonly per_week: number | null;
  readonly overspent: boolean;
}

export interface BudgetProposal {
  readonly rule: string;
  readonly change: "limit" | "switch_off" | "ask_clinician";
  readonly instead_of: number | null;
  readonly limit: number | null;
  readonly unit: string;
  readonly saved: number;
  readonly left: number;
  readonly missed: readonly string[];
  readonly enough: boolean;
}

export interface LimitProposal {
  readonly rule: string;
  readonly value: number;
  readonly instead_of: number;
  readonly unit: string;
  readonly origin: string;
  readonly clinician_only: boolean;
  readonly observed: number | null;
  readonly percentile: number | null;
  readonly days: number;
}

export interface AlertsAnswer {
  readonly person_id: string;
  readonly context: string;
  readonly context_until: string | null;
  readonly paused_until: string | null;
  readonly quiet: Quiet | null;
  readonly open: readonly (Alert & { readonly notes: readonly Note[] })[];
  readonly history: readonly PastAlert[];
  readonly contexts: readonly Doing[];
  readonly notes: readonly Note[];
  readonly settings: readonly Setting[];
  readonly rules: readonly Rule[];
  readonly plan: Plan;
  readonly statistics: Statistics;
  readonly budget: { readonly levels: readonly Spending[]; readonly proposals: readonly BudgetProposal[] };
  readonly proposals: readonly LimitProposal[];
}
