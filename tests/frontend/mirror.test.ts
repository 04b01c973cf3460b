/** The MagicMirror module of docs/mirror, over what a real feed said. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import documented from "../../docs/mirror.md?raw";
import page from "../../docs/mirror/MMM-HealthSense/MMM-HealthSense.js?raw";
import helper from "../../docs/mirror/MMM-HealthSense/node_helper.js?raw";
import feed from "./recorded/feed.json";

interface Heard {
  id: string;
  people: unknown[];
  trouble: string;
}

type Module = Record<string, unknown> & {
  config: Record<string, unknown>;
  start(): void;
  socketNotificationReceived(name: string, payload: unknown): void;
  getDom(): HTMLElement;
};

/** The two halves, joined as MagicMirror joins them: notifications go across. */
function mirror(
  config: Record<string, unknown>,
  fetched: typeof fetch,
): { shown: Module; helper: Module; drawn: number } {
  const joined = { shown: {} as Module, helper: {} as Module, drawn: 0 };
  const run = (source: string, scope: Record<string, unknown>): void => {
    // As MagicMirror loads a module: a script with these names in reach.
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
    new Function(...Object.keys(scope), source)(...Object.values(scope));
  };
  run(helper, {
    require: () => ({ create: (made: Module) => (joined.helper = made) }),
    module: {},
    process: { env: { HEALTHSENSE_TOKEN: "secret" } },
    fetch: fetched,
  });
  run(page, { Module: { register: (_name: string, made: Module) => (joined.shown = made) } });
  joined.helper.sendSocketNotification = (name: string, payload: unknown): void => {
    joined.shown.socketNotificationReceived(name, payload);
  };
  Object.assign(joined.shown, {
    identifier: "module_1",
    config: { ...(joined.shown.defaults as object), ...config },
    updateDom: () => (joined.drawn += 1),
    sendSocketNotification: (name: string, payload: unknown) => {
      joined.helper.socketNotificationReceived(name, payload);
    },
  });
  joined.helper.start();
  joined.shown.start();
  return joined;
}

function answer(status: number, body: unknown, tag = '"1"'): Response {
  return new Response(status === 304 ? null : JSON.stringify(body), { status, headers: { ETag: tag } });
}

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

describe("MMM-HealthSense", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test("shows the status and what is fresh, and asks with the token of the environment", async () => {
    const asked = vi.fn<typeof fetch>().mockImplementation(() => Promise.resolve(answer(200, feed)));
    const { shown } = mirror({ url: "http://ha:8123", person: "b0b", language: "en", readings: 2 }, asked);
    await settled();
    const lines = [...shown.getDom().children].map((one) => one.textContent);
    expect(lines).toEqual(["Bob: As usual", "Heart rate 72 bpm", "Blood oxygen 97 %"]);
    const [url, options] = asked.mock.calls[0] ?? [];
    expect(String(url as URL)).toBe("http://ha:8123/api/healthsense/feed?person=b0b&language=en");
    expect((options?.headers as Record<string, string>).Authorization).toBe("Bearer secret");
    expect(JSON.stringify(shown.said)).not.toContain("secret");
  });

  test("asks again, is told once that nothing is new, and never shows a name as markup", async () => {
    const told = structuredClone(feed);
    Object.assign(told.people[0] ?? {}, { name: "<img src=x>" });
    const asked = vi.fn<typeof fetch>().mockResolvedValueOnce(answer(200, told)).mockResolvedValue(answer(304, null));
    const joined = mirror({ everySeconds: 30 }, asked);
    await settled();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(asked).toHaveBeenCalledTimes(2);
    expect((asked.mock.calls[1]?.[1]?.headers as Record<string, string>)["If-None-Match"]).toBe('"1"');
    expect(joined.drawn).toBe(1);
    expect(joined.shown.getDom().querySelector("img")).toBeNull();
    joined.shown.start();
    expect((joined.shown.said as Heard).people).toHaveLength(1);
  });

  test("an old value is not shown as one of now", async () => {
    const asked = vi
      .fn<typeof fetch>()
      .mockResolvedValueOnce(answer(200, feed))
      .mockResolvedValueOnce(answer(503, { error: "not_loaded" }))
      .mockRejectedValueOnce(new Error("fetch failed"))
      .mockResolvedValue(answer(200, feed));
    const { shown } = mirror({}, asked);
    await settled();
    const text = (): string => shown.getDom().textContent;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(text()).toBe("HealthSense: 503");
    await vi.advanceTimersByTimeAsync(30_000);
    expect(text()).toBe("fetch failed");
    await vi.advanceTimersByTimeAsync(30_000);
    expect(text()).toContain("Bob");
  });

  test("alerts stand above the readings", async () => {
    const told = structuredClone(feed) as unknown as { people: { alerts: unknown[] }[] };
    told.people[0]?.alerts.push({ level: "urgent", level_text: "Urgent", text: "low blood oxygen" });
    const { shown } = mirror({}, () => Promise.resolve(answer(200, told)));
    await settled();
    expect(shown.getDom().children[1]?.textContent).toBe("⚠ Urgent: low blood oxygen");
  });

  test("the documented configuration is one that the module knows", () => {
    const [block] = /module: "MMM-HealthSense"[^]*?config: {([^}]*)}/.exec(documented)?.slice(1) ?? [];
    const keys = [...(block ?? "").matchAll(/^\s*(\w+):/gm)].map((found) => found[1]);
    const { shown } = mirror({}, () => Promise.resolve(answer(200, feed)));
    expect(keys.length).toBeGreaterThan(2);
    expect(Object.keys(shown.defaults as object)).toEqual(expect.arrayContaining(keys));
  });
});
