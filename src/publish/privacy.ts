// Keeps IDs and quoted lines out of what is kept or passed on.

/**
 * A sentence for a report: quoted pieces and long runs of digits, which may be
 * IDs out of a file, are left out. Counts have separators and stay.
 */
export function withoutIds(sentence: string): string {
  return sentence
    .replace(/"[^"]*"|“[^”]*”|`[^`]*`/g, '[left out]')
    .replace(/\d{5,}/g, '[left out]')
}
