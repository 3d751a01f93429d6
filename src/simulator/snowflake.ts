// Snowflake IDs: a number that carries the millisecond of its making.

const epoch = 1_288_834_974_657
const timeShift = 22n

/** Milliseconds since the epoch at which this Snowflake ID was made. */
export function timeOfSnowflake(id: bigint): number {
  return Number(id >> timeShift) + epoch
}

/** Makes Snowflake IDs; each is larger than the one before it. */
export function snowflakes(): (now: number) => string {
  let last = 0n
  return now => {
    const first = BigInt(now - epoch) << timeShift
    last = first > last ? first : last + 1n
    return last.toString()
  }
}
