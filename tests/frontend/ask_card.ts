/** Puts the drawn inside of a card on the page, with a HealthSense that answers by what it is asked. */
import type { PersonBody } from "../../frontend/src/base/body";
import type { Person } from "../../frontend/src/data/messages";
import type { Hass } from "../../frontend/src/ha";
import { FakeConnection } from "./connection";
import { localize } from "./english";
import { fakeHass } from "./hass";

type Message = Record<string, unknown>;

/** What is asked: a WebSocket command, or an action by its name. */
export function asked(message: Message): string {
  return String(message.type === "call_service" ? message.service : message.type);
}

export class Asking {
  readonly connection = new FakeConnection();
  readonly hass: Hass;

  /** `answers` by command or action; an `Error`-like object with a code is refused with. */
  constructor(answers: Readonly<Record<string, (message: Message) => unknown>>, changes: Partial<Hass> = {}) {
    this.connection.answer = (message) => {
      const answer = answers[asked(message)]?.(message);
      if (answer === undefined) throw Object.assign(new Error("not recorded"), { code: "unknown_command" });
      return message.type === "call_service" ? { response: answer } : answer;
    };
    this.hass = fakeHass(this.connection, changes);
  }

  /** The messages of one command or action. */
  sent(name: string): Message[] {
    return this.connection.sent.filter((message) => asked(message) === name);
  }

  async show<Shown extends PersonBody>(body: Shown, config: object, person?: Person): Promise<Shown> {
    Object.assign(body, { hass: this.hass, localize, config, person });
    document.body.append(body);
    await settled(body);
    return body;
  }
}

export async function settled(body: PersonBody): Promise<void> {
  for (let turn = 0; turn < 6; turn += 1) {
    await Promise.resolve();
    await new Promise((done) => setTimeout(done, 0));
    await body.updateComplete;
  }
}

/** Everything that is read in an element and in those inside it, style sheets left out. */
export function textOf(root: ParentNode): string {
  const found: string[] = [];
  const walk = (node: Node): void => {
    if (node instanceof HTMLStyleElement) return;
    if (node.nodeType === Node.TEXT_NODE) found.push(node.textContent ?? "");
    const shadow = (node as Element).shadowRoot;
    for (const child of shadow?.childNodes ?? []) walk(child);
    for (const child of node.childNodes) walk(child);
  };
  walk(root);
  return found.join(" ").replace(/\s+/g, " ").trim();
}

/** The first element that fits, inside of whatever is inside. */
export function deep(root: Element, selector: string): HTMLElement {
  const find = (node: Element | ShadowRoot): HTMLElement | null => {
    const here = node.querySelector<HTMLElement>(selector);
    if (here !== null) return here;
    for (const child of node.querySelectorAll("*")) {
      const found = child.shadowRoot && find(child.shadowRoot);
      if (found) return found;
    }
    return null;
  };
  const found = root.shadowRoot && find(root.shadowRoot);
  if (!found) throw new Error(`nothing fits ${selector}`);
  return found;
}

export function buttonOf(root: Element, label: string): HTMLElement {
  const all = (node: Element | ShadowRoot): HTMLElement[] => [
    ...node.querySelectorAll<HTMLElement>("button"),
    ...[...node.querySelectorAll("*")].flatMap((child) => (child.shadowRoot ? all(child.shadowRoot) : [])),
  ];
  const found = (root.shadowRoot ? all(root.shadowRoot) : []).find((one) => one.textContent.includes(label));
  if (found === undefined) throw new Error(`no button says ${label}`);
  return found;
}

export function press(element: Element, key: string): void {
  element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
}

/** Home Assistant's root element, which a form asks for the language. */
export function page(hass: Hass): void {
  if (!customElements.get("home-assistant")) customElements.define("home-assistant", class extends HTMLElement {});
  document.body.append(Object.assign(document.createElement("home-assistant"), { hass }));
}
