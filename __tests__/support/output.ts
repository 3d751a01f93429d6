// What code under test prints to the log of the runner, kept instead of shown.
import { afterAll, beforeAll } from '@jest/globals'

/** Keeps what this file's tests print, from its first test to its last. */
export function silenceOutput(): { text(): string; clear(): void } {
  const write = process.stdout.write.bind(process.stdout)
  let kept = ''
  beforeAll(() => {
    process.stdout.write = (chunk: string | Uint8Array) => {
      kept += String(chunk)
      return true
    }
  })
  afterAll(() => {
    process.stdout.write = write
  })
  return {
    text: () => kept,
    clear: () => {
      kept = ''
    }
  }
}
