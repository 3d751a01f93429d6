// How long to wait before the next look at a job.

/** Shortest pause, whatever the interval. */
const shortest = 50

/**
 * Pauses start at a tenth of `pollInterval` and double up to it; once ten times
 * it has passed, a pause is a tenth of the time waited. So a finished job is
 * noticed within the larger of `pollInterval` and a tenth of its duration, for
 * a number of requests that grows with the logarithm of the time.
 *
 * @param looks how often was looked so far, from 0
 * @param waited ms since the wait began
 * @param jitter in [0, 1): shortens a pause by up to a tenth, never lengthens it
 */
export function pauseBefore(
  looks: number,
  waited: number,
  pollInterval: number,
  jitter: number
): number {
  const doubled = (pollInterval / 10) * 2 ** Math.min(looks, 10)
  const pause = Math.max(Math.min(doubled, pollInterval), waited / 10)
  return Math.max(Math.floor(pause * (1 - jitter / 10)), shortest)
}
