import type { Seen } from "./house";

/** Letters that do not come apart into a plain one and a mark. */
const PLAIN: Readonly<Record<string, string>> = { ß: "ss", đ: "d", ł: "l", ø: "o", æ: "ae", œ: "oe" };

/** "Zoë Ångström" is "zoe_angstrom" in an address. */
export function slug(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[ßđłøæœ]/g, (letter) => PLAIN[letter] ?? "")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_|_$/g, "");
}

/** The path of each person's view. Two of the same name are told apart by their ids, which stay. */
export function paths(people: readonly Seen[]): ReadonlyMap<string, string> {
  const slugs = people.map((person) => slug(person.name));
  return new Map(
    people.map((person, index) => {
      const own = slugs[index] ?? "";
      const alone = own !== "" && slugs.filter((other) => other === own).length === 1;
      const id = person.person_id.slice(0, 8);
      return [person.person_id, `person-${alone ? own : own === "" ? id : `${own}_${id}`}`];
    }),
  );
}
