/** Readings one by one, as `get_history` tells them. */
import { callAction } from "../data/actions";
import type { Connection } from "../ha";
import type { Span } from "../span";

export interface Raw {
  readonly atMs: number;
  readonly value: number | string;
  readonly source: string;
}

interface Page {
  readonly vitals: Readonly<
    Record<
      string,
      {
        readonly readings: readonly {
          readonly time: string;
          readonly value: number | string;
          readonly source: string;
        }[];
        readonly next_start?: string;
      }
    >
  >;
}

/** The server's own limit of a page. */
const PAGE = 2000;
/** Beyond it a picture shows nothing more. */
const MOST_PAGES = 3;

/** Ask for every reading of a period; of very many the oldest come. */
export async function fetchReadings(
  connection: Connection,
  personId: string,
  vitals: readonly string[],
  { startMs, endMs }: Span,
): Promise<Readonly<Record<string, readonly Raw[]>>> {
  const answers = await Promise.all(vitals.map((vital) => readingsOf(connection, personId, vital, startMs, endMs)));
  return Object.fromEntries(vitals.map((vital, index) => [vital, answers[index] ?? []]));
}

async function readingsOf(
  connection: Connection,
  personId: string,
  vital: string,
  startMs: number,
  endMs: number,
): Promise<Raw[]> {
  const found: Raw[] = [];
  let start: string | undefined = new Date(startMs).toISOString();
  for (let page = 0; page < MOST_PAGES && start !== undefined; page += 1) {
    const answer = (await callAction(connection, "get_history", {
      person_id: personId,
      vitals: [vital],
      resolution: "raw",
      start,
      end: new Date(endMs).toISOString(),
      max_points: PAGE,
    })) as Page;
    const told = answer.vitals[vital];
    for (const { time, value, source } of told?.readings ?? []) found.push({ atMs: Date.parse(time), value, source });
    start = told?.next_start;
  }
  return found;
}
