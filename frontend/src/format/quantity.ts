/** A likeness (1 at best) as a whole percentage. */
export function formatScore(score: number, locale?: string): string {
  const share = Math.min(Math.max(score, 0), 1);
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(share);
}

/** A number of bytes in megabytes, as a limit is told to people. */
export function formatMegabytes(bytes: number, locale?: string): string {
  const megabytes = bytes / 2 ** 20;
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: "megabyte",
    maximumFractionDigits: megabytes < 10 ? 1 : 0,
  }).format(megabytes);
}
