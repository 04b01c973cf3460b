/** As much of Home Assistant as a card needs: its person has two entities, in a house that measures in Celsius. */
import type { Hass } from "../../frontend/src/ha";
import { FakeConnection } from "./connection";
import { localize } from "./english";
import { BOB } from "./recorded";

export const DEVICE = "device-bob";

export function fakeHass(connection = new FakeConnection(), changes: Partial<Hass> = {}): Hass {
  const entity = (key: string): object => ({
    entity_id: `sensor.bob_${key}`,
    device_id: DEVICE,
    platform: "healthsense",
    translation_key: key,
  });
  return {
    connection,
    language: "en",
    locale: { language: "en", number_format: "language", time_format: "24", time_zone: "server" },
    config: { time_zone: "UTC", unit_system: { temperature: "°C", mass: "kg" } },
    localize: () => "",
    entities: {
      "sensor.bob_overall_status": entity("overall_status"),
      "sensor.bob_heart_rate": entity("heart_rate"),
      "sensor.other": { entity_id: "sensor.other", device_id: "other", platform: "demo" },
    } as Hass["entities"],
    devices: { [DEVICE]: { id: DEVICE, identifiers: [["healthsense", BOB]] } },
    states: {},
    loadBackendTranslation: () => Promise.resolve(localize),
    ...changes,
  };
}
