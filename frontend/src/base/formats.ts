/** Making one of the language's formats costs a hundred times what using it does: each is made once. */
function once<Options extends object, Format>(
  make: (locale: string | undefined, options: Options) => Format,
): (locale: string | undefined, options: Options) => Format {
  const known = new Map<string, Format>();
  return (locale, options) => {
    const key = JSON.stringify([locale, options]);
    let format = known.get(key);
    if (format === undefined) known.set(key, (format = make(locale, options)));
    return format;
  };
}

export const numberFormat = once(
  (locale, options: Intl.NumberFormatOptions): Intl.NumberFormat => new Intl.NumberFormat(locale, options),
);
export const relativeFormat = once(
  (locale, options: Intl.RelativeTimeFormatOptions): Intl.RelativeTimeFormat =>
    new Intl.RelativeTimeFormat(locale, options),
);
export const dateFormat = once(
  (locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => new Intl.DateTimeFormat(locale, options),
);
