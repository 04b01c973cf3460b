/** Home Assistant's way of looking a text up, over the integration's own English texts. */
import texts from "../../custom_components/healthsense/translations/en.json";
import type { Localize } from "../../frontend/src/ha";

export const asked = new Set<string>();

export function lookUp(language: unknown): Localize {
  return (key, values = {}) => {
    const [component, domain, ...path] = key.split(".");
    if (component !== "component" || domain !== "healthsense") return "";
    const found = path.reduce<unknown>((node, step) => (node as Record<string, unknown> | undefined)?.[step], language);
    if (typeof found !== "string") return "";
    asked.add(path.join("."));
    return found.replace(/{(\w+)}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
  };
}

export const localize = lookUp(texts);
