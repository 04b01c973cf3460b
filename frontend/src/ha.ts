/** What of Home Assistant's frontend the cards use. Home Assistant publishes no types of its own. */

export type Localize = (key: string, values?: Readonly<Record<string, string | number>>) => string;

export interface Connection {
  readonly connected: boolean;
  sendMessagePromise(message: object): Promise<unknown>;
  subscribeMessage(
    listener: (event: unknown) => void,
    message: object,
    options: { resubscribe: boolean },
  ): Promise<() => Promise<void>>;
  addEventListener(event: "ready" | "disconnected", listener: () => void): void;
  removeEventListener(event: "ready" | "disconnected", listener: () => void): void;
}

export interface Locale {
  readonly language: string;
  readonly number_format: string;
  readonly time_format: string;
  readonly time_zone: string;
}

export interface EntityEntry {
  readonly entity_id: string;
  readonly device_id?: string;
  readonly platform?: string;
  readonly translation_key?: string;
}

export interface Device {
  readonly id: string;
  readonly name?: string | null;
  readonly name_by_user?: string | null;
  readonly identifiers?: readonly (readonly [string, string])[];
}

export interface Hass {
  readonly connection: Connection;
  readonly language: string;
  readonly locale: Locale;
  readonly config: { readonly time_zone: string; readonly unit_system: Readonly<Record<string, string>> };
  readonly localize: Localize;
  readonly entities: Readonly<Record<string, EntityEntry>>;
  readonly devices: Readonly<Record<string, Device>>;
  readonly states: Readonly<Record<string, { readonly attributes: Readonly<Record<string, unknown>> } | undefined>>;
  loadBackendTranslation(category: string, integration: string): Promise<Localize>;
}

/** An entry of the card picker. */
export interface CustomCard {
  type: string;
  name: string;
  description: string;
  preview: boolean;
  documentationURL: string;
  getEntitySuggestion?: (hass: Hass, entityId: string) => { config: object } | null;
}

declare global {
  interface Window {
    customCards?: CustomCard[];
  }
}
