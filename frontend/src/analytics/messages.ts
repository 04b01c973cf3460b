/** What HealthSense says of how people keep at it, and of itself (docs/actions.md). */
import type { AlertLevel } from "../data/messages";

export interface Kept {
  readonly planned: number;
  readonly done: number;
}

export interface Task extends Kept {
  readonly key: string;
  readonly vitals: readonly string[];
  readonly next_due: string | null;
  readonly overdue: boolean;
}

export interface Engagement extends Kept {
  readonly person_id: string;
  readonly start: string;
  readonly end: string;
  readonly adherence: number | null;
  readonly tasks: readonly Task[];
  readonly weeks: readonly ({ readonly start: string } & Kept)[];
  readonly alerts: {
    readonly count: number;
    readonly acknowledged: number;
    readonly median_ack_s: number | null;
    readonly useful: number;
    readonly not_useful: number;
    readonly by_level: Readonly<Record<AlertLevel, number>>;
  };
  readonly notes: number;
}

export interface Performance {
  readonly readings_24h: number;
  readonly rejected_24h: number;
  readonly store_bytes: number;
  readonly last_advance_ms: number | null;
  readonly p99_advance_ms: number | null;
  readonly queue: number;
  readonly dropped: number;
  readonly failed: boolean;
  readonly started: string;
  readonly version: string;
  readonly people: number;
  readonly models: number;
}
