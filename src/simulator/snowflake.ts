// Snowflake IDs: a number that carries the millisecond of its making.
import { randomInt } from 'node:crypto'

const epoch = 1_288_834_974_657
const timeShift = 22n

/** Milliseconds since the epoch at which this Snowflake ID was made. */
export function timeOfSnowflake(id: bigint): number {
  return Number(id >> timeShift) + epoch
}

/** Makes Snowflake IDs; each is larger than the one before it, and odd, so that no JavaScript number can hold it. */
export function snowflakes(): (now: number) => string {
  let last = 1n
  return now => {
    const machine = BigInt(randomInt(2 ** 21)) * 2n + 1n
    const id = (BigInt(now - epoch) << timeShift) + machine
    last = id > last ? id : last + 2n
    return last.toString()
  }
}
