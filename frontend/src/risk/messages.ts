/** What the actions about estimates say (docs/actions.md), as recorded in tests/frontend/recorded. */
import type { Assessment } from "../data/messages";

/** What comes beside an estimate: only some of it with each. */
export interface Estimate extends Assessment {
  readonly model?: string;
  readonly outcomes?: string;
  readonly percentile?: number;
  readonly log_odds?: number;
  readonly second_model?: string;
  readonly second_value?: number;
  readonly led_by?: string;
  readonly possible_lower?: number;
  readonly possible_upper?: number;
  /** Of a score over years: keys of what goes with a lower estimate, and what optimal values would give. */
  readonly years?: number;
  readonly optimal_value?: number;
  readonly lower_with?: string;
}

export interface Past extends Estimate {
  readonly time: string;
}

export interface Otherwise {
  readonly key: string;
  readonly value: number | string;
  readonly unit: string;
  readonly probability: number;
}

export interface Outcome {
  readonly time: string;
  readonly present: boolean;
}

/** What `explain_prediction` answers. */
export interface Explained {
  readonly time: string;
  readonly told: Estimate;
  readonly again: { readonly value?: number; readonly lower_with?: readonly Otherwise[] } | null;
  readonly outcomes?: readonly Outcome[];
}

/** What `get_history` answers about assessments. */
export interface PastAnswers {
  readonly assessments: Readonly<Record<string, readonly Past[]>>;
}
