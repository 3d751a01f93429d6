// Durations as people write them.

const units: Record<string, number> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000
}

/** Milliseconds of `250ms`, `90s`, `5h30m` or `0`; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  if (text === '0') return 0
  if (!/^(\d{1,15}(ms|s|m|h|d))+$/.test(text)) return undefined
  return [...text.matchAll(/(\d{1,15})(ms|s|m|h|d)/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0),
    0
  )
}
