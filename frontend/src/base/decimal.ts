const NUMBER = /^[+-]?\d{1,6}(?:[.,]\d{1,4})?$/;

/** A number as people write it, with a comma or a point; null where it is none. */
export function parse(text: string): number | null {
  const plain = text.normalize("NFKC").replace(/\s/g, "").replace("\u2212", "-");
  return NUMBER.test(plain) ? Number(plain.replace(",", ".")) : null;
}
