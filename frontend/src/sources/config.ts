import { PERSON_OR_ALL_FIELD, formOf } from "../form";
import { checkedPerson, type PersonConfig } from "../people";

export const CARD_TYPE = "healthsense-sources-card";

export type SourcesConfig = PersonConfig;

export const checked = (config: unknown): SourcesConfig => checkedPerson(config);

export const configForm = formOf(() => [PERSON_OR_ALL_FIELD], checked);
