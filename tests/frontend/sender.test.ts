import type { ReactiveControllerHost } from "lit";
import { beforeEach, describe, expect, it } from "vitest";
import { AlertSender } from "../../frontend/src/alert/sender";
import { FakeConnection } from "./connection";
import { localize } from "./english";
import { fakeHass } from "./hass";
import { BOB, ERRORS } from "./recorded";

const HOST: ReactiveControllerHost = {
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate: () => undefined,
  updateComplete: Promise.resolve(true),
};

let connection: FakeConnection;
let sender: AlertSender;
let answers: Map<unknown, { resolve: (value: unknown) => void; reject: (reason: unknown) => void }>;

beforeEach(() => {
  answers = new Map();
  connection = new FakeConnection();
  connection.answer = ({ alert }) => new Promise((resolve, reject) => answers.set(alert, { resolve, reject }));
  sender = new AlertSender(HOST, () => ({ hass: fakeHass(connection), localize }));
});

describe("what somebody does about alerts", () => {
  const send = (alert: string): Promise<boolean> => sender.send(BOB, alert, { do: "acknowledge" });

  it("is sent once for each, however often it is pressed", async () => {
    const first = send("a");
    expect(await send("a")).toBe(false);
    expect(connection.sent).toHaveLength(1);
    expect([...sender.busy]).toEqual(["a"]);
    answers.get("a")?.resolve({});
    expect(await first).toBe(true);
    expect([...sender.busy]).toEqual([]);
  });

  it("what went wrong with one stays when another is done after it", async () => {
    const both = [send("a"), send("b")];
    answers.get("a")?.reject(Object.assign(new Error(), ERRORS["no alert"]));
    await both[0];
    answers.get("b")?.resolve({});
    expect(await Promise.all(both)).toEqual([false, true]);
    expect([...sender.failed.keys()]).toEqual(["a"]);
    const again = send("a");
    answers.get("a")?.resolve({});
    await again;
    expect([...sender.failed]).toEqual([]);
  });
});
