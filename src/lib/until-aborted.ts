// Waiting that ends at once when a signal aborts, though the work itself can't be stopped.

/** The work's outcome, or a rejection with the reason of the signal if that comes first. */
export async function untilAborted<T>(
  work: () => Promise<T>,
  signal: AbortSignal
): Promise<T> {
  signal.throwIfAborted()
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(signal.reason as Error)
    }
    signal.addEventListener('abort', abort, { once: true })
    work()
      .then(resolve, reject)
      .finally(() => {
        signal.removeEventListener('abort', abort)
      })
  })
}
