// Trying again after faults that pass.

/**
 * Repeats `attempt` while `bear` bears what it throws.
 *
 * @param bear called after the `n`th fault in a row: waits until the next try, or throws to give up
 */
export async function retry<T>(
  attempt: () => Promise<T>,
  bear: (thrown: unknown, n: number) => Promise<void>
): Promise<T> {
  for (let n = 1; ; n++) {
    try {
      return await attempt()
    } catch (thrown) {
      await bear(thrown, n)
    }
  }
}
