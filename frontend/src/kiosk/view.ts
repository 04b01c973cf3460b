/** What the wall shows, and when it wakes: no drawing here. */
import { gravityOfLevel } from "../alert/view";
import type { Alert, Person } from "../data/messages";
import type { Localize } from "../ha";
import { statusOf } from "../person/view";
import type { Gravity } from "../status";

/** The readings that are worth being read from across the room: the first four that there are. */
export const VITALS = ["heart_rate", "spo2", "glucose", "systolic", "diastolic", "temperature", "respiratory_rate"];
export const MOST = 4;
/** Of everybody side by side. */
export const FEW = 2;

const GRAVER: readonly Gravity[] = ["unknown", "good", "notice", "warning", "urgent"];

/** Who is in greater need stands first; people of the same keep their order. */
export function worstFirst(people: readonly Person[], localize: Localize): Person[] {
  const grave = (person: Person): number => GRAVER.indexOf(statusOf(person, localize).gravity);
  return [...people].sort((a, b) => grave(b) - grave(a));
}

/** The gravest open alert; of equal ones the newest. */
export function gravest(person: Person): Alert | undefined {
  const rank = ({ level }: Alert): number => GRAVER.indexOf(gravityOfLevel(level));
  return [...(person.alerts?.open ?? [])].sort((a, b) => rank(b) - rank(a) || b.began.localeCompare(a.began))[0];
}

/** What would wake a dimmed screen: a graver status of somebody, or an alert that was not there. */
export interface Watch {
  readonly status: ReadonlyMap<string, number>;
  readonly alerts: ReadonlySet<string>;
}

export function watch(people: readonly Person[], localize: Localize): Watch {
  return {
    status: new Map(
      people.map((person) => [person.person_id, GRAVER.indexOf(statusOf(person, localize).gravity)] as const),
    ),
    alerts: new Set(
      people.flatMap(({ person_id, alerts }) =>
        (alerts?.open ?? []).map((alert) => `${person_id} ${alert.id} ${alert.level}`),
      ),
    ),
  };
}

export function graver(before: Watch, now: Watch): boolean {
  const notice = GRAVER.indexOf("notice");
  const worse = [...now.status].some(([id, grave]) => grave >= notice && grave > (before.status.get(id) ?? 0));
  return worse || [...now.alerts].some((alert) => !before.alerts.has(alert));
}
