// Trying again after faults that pass.
import { TransientError } from './transient-error.js'

/**
 * Repeats `attempt` while it ends in a `TransientError`.
 *
 * @param bear called after the `n`th fault in a row: waits until the next try, or throws to give up
 */
export async function retry<T>(
  attempt: () => Promise<T>,
  bear: (fault: TransientError, n: number) => Promise<void>
): Promise<T> {
  for (let n = 1; ; n++) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof TransientError)) throw error
      await bear(error, n)
    }
  }
}
