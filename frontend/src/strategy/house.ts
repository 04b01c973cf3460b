import { failureOf, passes, type Failure } from "../data/errors";
import type { Person } from "../data/messages";
import type { Connection, Hass } from "../ha";
import { DOMAIN, peopleDevices, personOfDevice } from "../people";

/** What a dashboard knows of a person: not how they are, but what there is to show. */
export interface Seen {
  readonly person_id: string;
  readonly name: string;
  readonly device_id: string | null;
  readonly private: boolean;
  readonly own: boolean;
  readonly may_write: boolean;
  readonly vitals: readonly string[];
  /** The scores and models that have an answer. */
  readonly answered: readonly string[];
}

export interface House {
  readonly people: readonly Seen[];
  readonly failure: Failure | null;
}

/** All views of a page are written from one answer. */
const SAME_MS = 2_000;
const RETRY_MS = 5_000;

interface Asked {
  readonly answer: Promise<House>;
  readonly atMs: number;
}

const asked = new WeakMap<Connection, Asked>();
/** Who may be seen, by connection, as last heard; `version` tells a dashboard that it was written for others. */
const heard = new WeakMap<Connection, { gist: string; version: number; waiting: boolean }>();

/** Ask who there is; without HealthSense those whom Home Assistant's own registries know. */
export function askHouse(hass: Hass): Promise<House> {
  const { connection } = hass;
  const known = asked.get(connection);
  if (known !== undefined && Date.now() - known.atMs < SAME_MS) return known.answer;
  const answer = ask(hass);
  asked.set(connection, { answer, atMs: Date.now() });
  return answer;
}

async function ask(hass: Hass): Promise<House> {
  let house: House;
  try {
    const { people } = (await hass.connection.sendMessagePromise({ type: "healthsense/people" })) as {
      people: Person[];
    };
    house = { people: people.map(seen), failure: null };
  } catch (error) {
    house = { people: registered(hass), failure: failureOf(error) };
  }
  remember(hass.connection, house);
  return house;
}

function seen(person: Person): Seen {
  const { person_id, name, device_id, own, may_write, current, assessments } = person;
  const answered = Object.values(assessments).filter((one) => one.refused === null);
  return {
    person_id,
    name,
    device_id,
    private: person.private,
    own,
    may_write,
    vitals: Object.keys(current),
    answered: answered.map((one) => one.assessment),
  };
}

/** The people whose entities everybody of the house sees. */
function registered(hass: Hass): Seen[] {
  return peopleDevices(hass).flatMap((device_id) => {
    const person_id = personOfDevice(hass, device_id);
    if (person_id === undefined) return [];
    const keys = Object.values(hass.entities).flatMap((entity) =>
      entity.platform === DOMAIN && entity.device_id === device_id ? (entity.translation_key ?? []) : [],
    );
    const device = hass.devices[device_id] as { name_by_user?: string | null; name?: string | null };
    const name = device.name_by_user ?? device.name ?? "";
    return [{ person_id, name, device_id, private: false, own: false, may_write: false, vitals: keys, answered: keys }];
  });
}

function remember(connection: Connection, { people, failure }: House): void {
  const gist = JSON.stringify([
    failure?.code,
    people.map((one) => [one.person_id, one.name, one.device_id, one.private, one.may_write]),
  ]);
  const before = heard.get(connection);
  const version = (before?.version ?? 0) + (before?.gist === gist ? 0 : 1);
  heard.set(connection, { gist, version, waiting: failure !== null && passes(failure) });
}

/** Which answer was heard last; asks anew now and then while HealthSense is not running. */
export function heardVersion(hass: Hass): number {
  const known = heard.get(hass.connection);
  if (known?.waiting && Date.now() - (asked.get(hass.connection)?.atMs ?? 0) > RETRY_MS) void askHouse(hass);
  return known?.version ?? 0;
}
