/** What is to be done, worked out from the to-do list and the plan: no drawing here. */
import { clock } from "../format";
import type { Hass, Localize } from "../ha";
import { words } from "../texts";
import { measureName } from "./measure";
import type { Item } from "./reminders";

export type Stand = "due" | "later" | "done";

export interface Planned {
  readonly uid: string;
  readonly name: string;
  readonly stand: Stand;
  readonly word: string;
}

const ORDER: readonly Stand[] = ["due", "later", "done"];
const ADVICE = "advice:";

/** What is planned for today: what is due first, then what comes, then what is done. */
export function plannedToday(hass: Hass, localize: Localize, items: readonly Item[], nowMs: number): Planned[] {
  const planned = items
    .filter((item) => !item.uid.startsWith(ADVICE))
    .map((item) => {
      const due = item.due ?? null;
      const time = due === null ? "" : clock(hass, due, nowMs);
      const stand: Stand =
        item.status === "completed" ? "done" : due !== null && Date.parse(due) > nowMs ? "later" : "due";
      const texts: Readonly<Record<Stand, string>> = {
        done: words(localize, "card_care_done"),
        later: words(localize, "card_care_later", { time }),
        due: words(localize, time === "" ? "card_care_due" : "card_care_due_since", { time }),
      };
      return { uid: item.uid, name: measureName(localize, item.uid.split("@")[0] ?? ""), stand, word: texts[stand] };
    });
  return planned.sort((a, b) => ORDER.indexOf(a.stand) - ORDER.indexOf(b.stand));
}

/** A recommendation, in the reader's language. */
export interface Recommendation {
  readonly key: string;
  readonly title: string;
  readonly why: string;
  readonly ask?: string;
  readonly advise?: string;
  readonly assess?: string;
  readonly assist?: string;
  readonly arrange?: string;
  readonly source: string;
}

/** What `healthsense/advice` answers (docs/actions.md). Where we do not speak the reader's language, it is the house's. */
export interface Advice {
  readonly person_id: string;
  readonly language: string;
  readonly recommendations: readonly Recommendation[];
}

/** Which recommendations stand in the list: another answer is due when they change. */
export function advised(items: readonly Item[] | null): string {
  return (items ?? []).flatMap(({ uid }) => (uid.startsWith(ADVICE) ? uid : [])).join(" ");
}

/** The item of the to-do list that stands for a recommendation, where there is one. */
export function itemOf(items: readonly Item[] | null, one: Recommendation): string | undefined {
  return items?.find((item) => item.uid === `${ADVICE}${one.key}`)?.uid;
}
