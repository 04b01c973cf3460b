/** What HealthSense says over the WebSocket (docs/actions.md), as recorded in tests/frontend/recorded. */

export interface Reading {
  measured_at: string;
  value: number | string;
  unit: string;
  source: string;
  fresh: boolean;
  quality?: number;
  site?: string;
}

export interface Used {
  key: string;
  value: number | string;
  unit: string;
  measured_at?: string;
  source?: string;
  quality?: number;
  points?: number;
}

export interface Assessment {
  assessment: string;
  value: number | string | null;
  unit: string;
  lower: number | null;
  upper: number | null;
  coverage: number | null;
  band: string | null;
  confidence: string | null;
  refused: string | null;
  missing: string[];
  inputs: Used[];
  explanation: string;
}

export type AlertLevel = "info" | "warning" | "urgent" | "critical";

/** What one rule sees. */
export interface Reason {
  rule: string;
  level: AlertLevel;
  since: string;
  time: string;
  met: string | null;
  /** The score that the rule looks at; a value that is a word is that score's. */
  answer: string | null;
  vital: string | null;
  value: number | string | null;
  worst: number | null;
  unit: string | null;
  limit: number | null;
  usual: [number, number] | null;
  suppressed: string | null;
}

export interface Alert {
  id: string;
  level: AlertLevel;
  stage: string;
  cause: string;
  causes: string[];
  test: boolean;
  acknowledged_by: string | null;
  acknowledged_by_name: string | null;
  began: string;
  raised: string | null;
  snoozed_until: string | null;
  reasons: Reason[];
}

export interface Alerts {
  level: "none" | AlertLevel;
  open: Alert[];
  context: string;
  context_until: string | null;
  paused_until: string | null;
}

export interface Person {
  person_id: string;
  name: string;
  device_id: string | null;
  private: boolean;
  own: boolean;
  may_write: boolean;
  time: string | null;
  current: Record<string, Reading>;
  assessments: Record<string, Assessment>;
  alerts: Alerts | null;
  /** When the newest note came while this is looked at. */
  noted?: string;
}

export interface Update {
  type: "update";
  person_id: string;
  time: string;
  current: Record<string, Reading | null>;
  assessments: Record<string, Assessment>;
  alerts?: Alerts;
  /** A note was written at this time: what it says is asked for. */
  noted?: string;
}

export type LiveEvent = ({ type: "snapshot" } & Person) | Update | { type: "gone"; person_id: string };

/** The columns of a chart; a point begins at `t` (milliseconds) and spans `step_ms`. */
export interface Columns {
  person_id: string;
  vital: string;
  unit: string;
  usual: [number, number] | null;
  step_ms: number;
  fresh_for_ms: number;
  sources: { source: string; name: string }[];
  t: number[];
  min: number[];
  mean: number[];
  max: number[];
  count: number[];
}
