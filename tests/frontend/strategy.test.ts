import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { DashboardHass, ViewConfig } from "../../frontend/src/strategy/config";
import "../../frontend/src/strategy/strategy";
import type { DashboardEditor } from "../../frontend/src/strategy/editor";
import { paths, slug } from "../../frontend/src/strategy/slug";
import { FakeConnection } from "./connection";
import { DEVICE, fakeHass } from "./hass";
import { ERRORS, personAt } from "./recorded";

interface View {
  readonly title: string;
  readonly path: string;
  readonly visible?: object[];
  readonly strategy: { readonly type: string };
  readonly type: string;
  readonly max_columns: number;
  readonly sections: { cards: Card[]; column_span?: number; visibility?: object[] }[];
  readonly cards: Card[];
}
type Card = Readonly<Record<string, unknown>> & { readonly type: string };
interface Strategy {
  generate(config: object, hass: DashboardHass): Promise<never>;
  shouldRegenerate(config: object, before: DashboardHass, now: DashboardHass): boolean;
  getCreateSuggestions(): object;
  getConfigElement(): Promise<DashboardEditor>;
}

const ADMIN = { id: "user-1", is_admin: true };
const MEMBER = { id: "user-2", is_admin: false };
const CONFIG = { type: "custom:healthsense" };
const bob = personAt("checked up");
const anna = { ...bob, person_id: "a11ce00000000000000000000000000", name: "Anna Ångström", device_id: "device-anna" };
const NODE = {
  "select.node_scenario": { entity_id: "select.node_scenario", device_id: "node", platform: "esphome" },
};
const NODE_STATE = {
  "select.node_scenario": {
    attributes: { options: ["rest", "exercise", "night desaturation", "fever", "sensor off"] },
  },
};

let connection: FakeConnection;
let people: unknown[];

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-11-20T12:10:00Z"), toFake: ["Date"] });
  connection = new FakeConnection();
  people = [{ ...bob, device_id: DEVICE }];
  connection.answer = () => ({ people });
});

afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

function house(changes: Partial<DashboardHass> = {}): DashboardHass {
  return { ...fakeHass(connection), user: ADMIN, ...changes };
}

function strategy(kind: string): Strategy {
  return customElements.get(`ll-strategy-${kind}`) as unknown as Strategy;
}

async function dashboard(config: object = {}, hass = house()): Promise<View[]> {
  const { views } = (await strategy("dashboard-healthsense").generate({ ...CONFIG, ...config }, hass)) as {
    views: View[];
  };
  return views;
}

async function view(path: string, hass = house(), config: Partial<ViewConfig> = {}): Promise<View> {
  const found = (await dashboard(config, hass)).find((one) => one.path === path);
  if (found === undefined) throw new Error(`no view ${path}`);
  return await strategy(found.strategy.type.replace("custom:", "view-")).generate(found.strategy, hass);
}

const cards = (written: View): Card[] => written.sections.flatMap((section) => section.cards);
const ours = (written: View): string[] =>
  cards(written).flatMap(({ type }) => /^custom:healthsense-(\w+)-card$/.exec(type)?.[1] ?? []);
const addresses = (views: View[]): string[] => views.map(({ path }) => path);
const later = (): void => {
  vi.setSystemTime(Date.now() + 10_000);
};

describe("the dashboard", () => {
  it("has a page for each person between the overview and the pages of everything", async () => {
    people.push(anna);
    expect(addresses(await dashboard())).toEqual([
      "overview",
      "person-bob",
      "person-anna_angstrom",
      "carer",
      "kiosk",
      "sources",
      "risk",
      "alerts",
      "settings",
      "analytics",
    ]);
  });

  it("names its pages in the reader's words, with a sign for each", async () => {
    for (const { title, path, icon } of (await dashboard()) as (View & { icon?: string })[]) {
      expect(title).toMatch(/^[A-Z]/);
      if (!path.startsWith("person-")) expect(icon).toMatch(/^mdi:/);
    }
  });

  it("does without the wall of carers for one person, and without a tablet where nobody wants one", async () => {
    expect(addresses(await dashboard({ kiosk: false }))).toEqual([
      "overview",
      "person-bob",
      "sources",
      "risk",
      "alerts",
      "settings",
      "analytics",
    ]);
  });

  it("leaves out what is hidden, and whom it is not about", async () => {
    people.push(anna);
    const views = await dashboard({ people: [anna.person_id], hide: ["risk", "analytics", "overview"] });
    expect(addresses(views)).toEqual(["overview", "person-anna_angstrom", "kiosk", "sources", "alerts", "settings"]);
    const overview = await view("overview", house(), { people: ["device-anna"] });
    expect(cards(overview).filter(({ type }) => type === "custom:healthsense-person-card")).toEqual([
      expect.objectContaining({ device_id: "device-anna" }),
    ]);
  });

  it("shows the simulation where a node simulates, to administrators", async () => {
    const hass = house({ entities: { ...house().entities, ...NODE }, states: NODE_STATE });
    const [page] = (await dashboard({}, hass)).filter(({ path }) => path === "simulation");
    expect(page?.visible).toEqual([{ user: ADMIN.id }]);
    expect(addresses(await dashboard({}, { ...hass, user: MEMBER }))).not.toContain("simulation");
    const other = { "select.node_scenario": { attributes: { options: ["party", "rest"] } } };
    expect(addresses(await dashboard({}, { ...hass, states: other }))).not.toContain("simulation");
  });

  it("has settings for whoever may set something", async () => {
    people = [{ ...bob, own: false, may_write: false }];
    expect(addresses(await dashboard({}, house({ user: MEMBER })))).not.toContain("settings");
    later();
    people = [{ ...bob, own: true, may_write: false }];
    expect(addresses(await dashboard({}, house({ user: MEMBER })))).toContain("settings");
  });

  it("refuses a configuration that cannot be used, with the reason", async () => {
    await expect(dashboard({ people: "bob" })).rejects.toThrow("people must be a list of names");
    await expect(dashboard({ kiosk: "yes" })).rejects.toThrow(
      'kiosk: "yes" is not possible. Choose from: true, false.',
    );
  });
});

describe("a private person", () => {
  const secret = { ...anna, name: "Zoë", private: true, own: true, device_id: null };

  it("has a page for whom HealthSense shows them to, which stays theirs in a copy", async () => {
    people.push(secret);
    const views = await dashboard();
    expect(views.find(({ path }) => path === "person-zoe")?.visible).toEqual([{ user: ADMIN.id }]);
    expect(views.find(({ path }) => path === "person-bob")?.visible).toBeUndefined();
    const overview = await view("overview");
    expect(overview.sections.map(({ visibility }) => visibility)).toEqual([
      undefined,
      [{ condition: "user", users: [ADMIN.id] }],
      undefined,
    ]);
    const page = await view("person-zoe");
    expect(cards(page)).toContainEqual(expect.objectContaining({ person_id: secret.person_id }));
  });

  it("has none for anybody else", async () => {
    expect(addresses(await dashboard())).not.toContain("person-zoe");
  });
});

describe("the page of a person", () => {
  it("has what there is something to show for", async () => {
    const page = await view("person-bob");
    expect(ours(page)).toEqual([
      "person",
      "alerts",
      "care",
      ...["history", "history", "history", "history"],
      "entry",
      "distribution",
      "risk",
      "heatmap",
      "sources",
    ]);
    expect(cards(page).filter(({ type }) => type === "heading").length).toBeGreaterThan(5);
  });

  it("draws glucose and sleep once there is some", async () => {
    people = [{ ...bob, current: { ...bob.current, glucose: bob.current.spo2, sleep_duration: bob.current.spo2 } }];
    const kinds = cards(await view("person-bob")).flatMap(({ kind }) => kind ?? []);
    expect(kinds).toEqual(["pressure", "glucose", "oxygen", "sleep"]);
  });

  it("has little for somebody of whom nothing was measured, and nothing to enter for who may not", async () => {
    people = [{ ...bob, current: {}, assessments: {}, may_write: false }];
    expect(ours(await view("person-bob"))).toEqual(["person", "care", "alerts", "risk", "sources"]);
  });

  it("shows a model that has an answer, and the refusal of one where none has", async () => {
    const [, answer] = Object.entries(bob.assessments).find(([, one]) => one.refused === null) ?? [];
    const risks = async (): Promise<unknown[]> =>
      cards(await view("person-bob")).flatMap(({ assessment }) => assessment ?? []);
    people = [{ ...bob, assessments: {} }];
    expect(await risks()).toEqual(["diabetes_risk"]);
    later();
    const told = {
      hypoxia_risk: { ...answer, assessment: "hypoxia_risk" },
      score2: { ...answer, assessment: "score2" },
    };
    people = [{ ...bob, assessments: told }];
    expect(await risks()).toEqual(["hypoxia_risk", "score2"]);
  });

  it("says so when the person went out of view meanwhile", async () => {
    const gone = (await strategy("view-healthsense-person").generate({ ...CONFIG, person: "nobody" }, house())) as View;
    expect(JSON.stringify(cards(gone))).toContain("not visible to you any more");
  });
});

describe("all pages", () => {
  it("name only cards that there are", async () => {
    people.push(anna);
    const folder = join(import.meta.dirname, "../../frontend/src");
    const known = new Set(
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((path) => path.endsWith("config.ts"))
        .flatMap((path) => /CARD_TYPE = "([\w-]+)"/.exec(readFileSync(join(folder, path), "utf8"))?.[1] ?? []),
    );
    for (const { path } of await dashboard()) {
      const written = await view(path);
      const types = (written.type === "panel" ? written.cards : cards(written)).map(({ type }) => type);
      expect(types.length).toBeGreaterThan(0);
      for (const type of types) {
        if (type.startsWith("custom:")) expect(known).toContain(type.replace("custom:", ""));
        else expect(["heading", "markdown"]).toContain(type);
      }
    }
  });

  it("look at many people together, not one by one", async () => {
    people = Array.from({ length: 50 }, (_, index) => ({ ...bob, person_id: `id${index}`, name: `Person ${index}` }));
    expect(ours(await view("overview"))).toEqual(["wall", "alerts"]);
  });

  it("of some chosen people show nobody else", async () => {
    people.push(anna, { ...anna, person_id: "c1a4a", device_id: "device-clara", name: "Clara" });
    const config = { people: ["device-anna", "device-clara"] };
    expect(cards(await view("carer", house(), config))[0]).toMatchObject({
      devices: ["device-anna", "device-clara"],
      person_path: "person-{name}",
    });
    expect((await view("kiosk", house(), config)).cards[0]).toMatchObject({ people: [anna.person_id, "c1a4a"] });
    const alerts = cards(await view("overview", house(), config)).filter(({ type }) => type.includes("alerts"));
    expect(alerts.map(({ device_id }) => device_id)).toEqual(["device-anna", "device-clara"]);
    expect(cards(await view("carer"))[0]).not.toHaveProperty("devices");
  });

  it("are written from one answer of HealthSense's", async () => {
    await view("overview");
    await view("person-bob");
    expect(connection.sent).toEqual([{ type: "healthsense/people" }]);
  });
});

describe("pages of people side by side", () => {
  const spans = (written: View): number[] => written.sections.map(({ column_span }) => column_span ?? 1);
  /** A name for each person: as many as the household has. */
  const household = (count: number, changes: object = {}): void => {
    people = Array.from({ length: count }, (_, index) => ({
      ...bob,
      ...changes,
      person_id: `id${index}`,
      device_id: `device-${index}`,
      name: `Person ${index}`,
    }));
    later();
  };

  it.each([1, 2, 3, 4, 5, 8])("fill their rows, for %i people", async (count) => {
    household(count);
    for (const path of ["overview", "sources", "risk", "alerts", "settings", "analytics"]) {
      const written = await view(path);
      expect(written.max_columns).toBe(2);
      // Two columns of a tablet or a desktop: nothing stands alone beside an empty half.
      const used = spans(written).reduce((column, span) => (column + span > 2 ? Number.NaN : (column + span) % 2), 0);
      expect([path, used]).toEqual([path, 0]);
    }
  });

  it("give the only one and the last of three a whole row, and their estimates side by side", async () => {
    household(1);
    expect(spans(await view("sources"))).toEqual([2]);
    const told = ["diabetes_risk", "hypoxia_risk"].map((assessment) => ({
      ...bob.assessments.news2,
      assessment,
      refused: null,
    }));
    household(3, { assessments: Object.fromEntries(told.map((one) => [one.assessment, one])) });
    expect(spans(await view("settings"))).toEqual([1, 1, 2]);
    const [first, , last] = (await view("risk")).sections.map((section) =>
      section.cards.filter(({ type }) => type.includes("risk")).map(({ grid_options: place }) => place),
    );
    expect(first).toEqual([{ columns: "full" }, { columns: "full" }]);
    expect(last).toEqual([{ columns: 12 }, { columns: 12 }]);
  });

  it("put what concerns everybody beside the last of an odd number", async () => {
    household(3);
    expect(spans(await view("overview"))).toEqual([1, 1, 1, 1]);
    expect(spans(await view("overview", house(), { hide: ["alerts"] }))).toEqual([1, 1, 2]);
    household(4);
    expect(spans(await view("overview"))).toEqual([1, 1, 1, 1, 2]);
  });

  it("say once how HealthSense runs", async () => {
    household(2);
    const shown = cards(await view("analytics")).flatMap(({ type, show }) =>
      type.includes("analytics") ? [show] : [],
    );
    expect(shown).toEqual([["engagement", "trends"], ["engagement", "trends"], ["system"]]);
  });
});

describe("without HealthSense", () => {
  beforeEach(() => {
    connection.answer = () => Promise.reject(Object.assign(new Error(), ERRORS["not running"]));
  });

  it("the pages of those whom Home Assistant knows stay, and a card says what is wrong", async () => {
    const devices = { [DEVICE]: { ...house().devices[DEVICE], name: "Bob" } } as unknown as DashboardHass["devices"];
    const hass = house({ devices });
    expect(addresses(await dashboard({}, hass)).slice(0, 2)).toEqual(["overview", "person-bob"]);
    expect(cards(await view("overview", hass))[0]).toMatchObject({
      type: "markdown",
      content: expect.stringContaining("HealthSense is not running") as string,
    });
  });

  it("says where to add it when it was never set up", async () => {
    connection.answer = () => Promise.reject(Object.assign(new Error(), { code: "unknown_command" }));
    const hass = house({ entities: {}, devices: {} });
    expect(addresses(await dashboard({}, hass))).toEqual(["overview", "sources", "settings"]);
    expect(JSON.stringify(cards(await view("overview", hass)))).toContain("HealthSense is not set up here");
  });

  it("is written anew as soon as it runs", async () => {
    const hass = house();
    const whole = strategy("dashboard-healthsense");
    await dashboard({}, hass);
    expect(whole.shouldRegenerate(CONFIG, hass, hass)).toBe(false);
    connection.answer = () => ({ people });
    later();
    whole.shouldRegenerate(CONFIG, hass, hass);
    await vi.waitFor(() => {
      expect(whole.shouldRegenerate(CONFIG, hass, hass)).toBe(true);
    });
    await dashboard({}, hass);
    expect(whole.shouldRegenerate(CONFIG, hass, hass)).toBe(false);
  });
});

describe("what changes", () => {
  const whole = (): Strategy => strategy("dashboard-healthsense");

  it("a new person and a new reading are seen; what other integrations do is not", async () => {
    const before = house();
    await dashboard({}, before);
    const entity = (id: string, platform: string): object => ({
      [id]: { entity_id: id, platform, device_id: DEVICE, translation_key: "glucose" },
    });
    const same = { ...before, entities: { ...before.entities, ...entity("light.kitchen", "hue") } };
    expect(whole().shouldRegenerate(CONFIG, before, same)).toBe(false);
    const more = { ...before, entities: { ...before.entities, ...entity("sensor.bob_glucose", "healthsense") } };
    expect(whole().shouldRegenerate(CONFIG, before, more)).toBe(true);
    const device = { id: "new", identifiers: [["healthsense", "new"]] as const };
    const another = { ...before, devices: { ...before.devices, new: device } };
    expect(whole().shouldRegenerate(CONFIG, before, another)).toBe(true);
    const states = { ...before, states: { "sensor.bob_heart_rate": { attributes: {} } } };
    expect(whole().shouldRegenerate(CONFIG, before, states)).toBe(false);
  });

  it("somebody who is shared with the user is seen at the next page that is opened", async () => {
    const hass = house();
    await dashboard({}, hass);
    later();
    people.push({ ...anna, private: true });
    await strategy("view-healthsense-overview").generate(CONFIG, hass);
    expect(whole().shouldRegenerate(CONFIG, hass, hass)).toBe(true);
  });

  it("another language and another user are written for", async () => {
    const before = house();
    await dashboard({}, before);
    expect(whole().shouldRegenerate(CONFIG, before, { ...before, language: "de" })).toBe(true);
    expect(whole().shouldRegenerate(CONFIG, before, { ...before, user: MEMBER })).toBe(true);
  });
});

describe("addresses", () => {
  it("are made of names, whatever their letters", () => {
    expect(["Zoë Ångström", "Weiß-Müller", "Đỗ Anh", "李"].map(slug)).toEqual([
      "zoe_angstrom",
      "weiss_muller",
      "do_anh",
      "",
    ]);
  });

  it("tell people of one name apart, and those whose name has no such letter", () => {
    const seen = (name: string, person_id: string): never => ({ name, person_id }) as never;
    const all = [seen("Kim", "aaaaaaaa11"), seen("Kim", "bbbbbbbb22"), seen("李", "cccccccc33")];
    expect([...paths(all).values()]).toEqual(["person-kim_aaaaaaaa", "person-kim_bbbbbbbb", "person-cccccccc"]);
  });
});

describe("what Home Assistant asks of a dashboard", () => {
  it("is offered once, with a name and a sign", () => {
    const { customStrategies } = window as { customStrategies?: object[] };
    expect(customStrategies).toEqual([
      expect.objectContaining({ type: "healthsense", strategyType: "dashboard", name: "HealthSense" }),
    ]);
    expect(strategy("dashboard-healthsense").getCreateSuggestions()).toEqual({
      title: "HealthSense",
      icon: "mdi:heart-pulse",
    });
  });

  it("an editor: whom it is about, which pages it has; what is as it was is not written down", async () => {
    people.push(anna);
    const editor = await strategy("dashboard-healthsense").getConfigElement();
    const changed = vi.fn<(config: unknown) => void>();
    editor.addEventListener("config-changed", (event) => {
      const { config } = (event as CustomEvent<{ config: object }>).detail;
      changed(config);
      editor.setConfig(config);
    });
    editor.setConfig(CONFIG);
    editor.hass = house();
    document.body.append(editor);
    const press = async (label: string): Promise<unknown> => {
      const boxes = [...(editor.shadowRoot?.querySelectorAll("label") ?? [])];
      boxes
        .find((one) => one.textContent.trim() === label)
        ?.querySelector("input")
        ?.click();
      await editor.updateComplete;
      return changed.mock.lastCall?.[0];
    };
    await vi.waitFor(() => {
      expect(editor.shadowRoot?.querySelectorAll("input")).toHaveLength(10);
    });
    expect(await press("Bob")).toEqual({ ...CONFIG, people: ["device-anna"] });
    expect(await press("Bob")).toEqual(CONFIG);
    expect(await press("Wall tablet")).toEqual({ ...CONFIG, kiosk: false });
    expect(await press("Analytics")).toEqual({ ...CONFIG, kiosk: false, hide: ["analytics"] });
    await press("Wall tablet");
    expect(await press("Analytics")).toEqual(CONFIG);
  });
});
