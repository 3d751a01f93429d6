// What a remote job is called, and what its name tells: the digest of a part, the cycle, the place among the parts.

export interface JobName {
  /** First 16 hex digits of the part's SHA-256. */
  digest: string
  /** `r<run id>`, `d20261121`, `w202647`, `m202611` or the user's own word. */
  cycle: string
  part: number
  of: number
}

const pattern =
  /^compliance-([0-9a-f]{16})-([A-Za-z0-9._]{1,24})-([1-9]\d{0,8})of([1-9]\d{0,8})$/

/** Below the 64 characters that X allows. */
export function formatJobName({ digest, cycle, part, of }: JobName): string {
  return `compliance-${digest.slice(0, 16)}-${cycle}-${part}of${of}`
}

/** What a name tells; undefined when it is none of ours. The digest decides; part numbers are for people. */
export function parseJobName(name: string | undefined): JobName | undefined {
  const [, digest, cycle, part, of] = pattern.exec(name ?? '') ?? []
  return digest && cycle
    ? { digest, cycle, part: Number(part), of: Number(of) }
    : undefined
}

/** The token of a workflow run, by which its jobs know each other's. */
export function runToken(runId: string): string {
  return `r${runId}`
}

/** The cycle that `now` belongs to, in UTC; weeks are ISO weeks with their ISO year. */
export function cycleToken(cycle: string, runId: string, now: number): string {
  const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '')
  switch (cycle) {
    case 'run':
      return runToken(runId)
    case 'day':
      return `d${day}`
    case 'week':
      return `w${isoWeek(now)}`
    case 'month':
      return `m${day.slice(0, 6)}`
    default:
      return cycle
  }
}

const dayLength = 86_400_000

/** ISO 8601: a week belongs to the year that its Thursday is in. */
function isoWeek(now: number): string {
  const weekday = (new Date(now).getUTCDay() + 6) % 7
  const thursday = now + (3 - weekday) * dayLength
  const year = new Date(thursday).getUTCFullYear()
  const week = Math.floor((thursday - Date.UTC(year, 0, 1)) / dayLength / 7) + 1
  return `${year}${String(week).padStart(2, '0')}`
}
