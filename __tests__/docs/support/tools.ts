// Tests of scripts that need programs which npm does not bring.
import { spawnSync } from 'node:child_process'
import { it } from '@jest/globals'

/** Whether a program is there and this call of it succeeds. */
export function works(program: string, ...args: readonly string[]): boolean {
  return spawnSync(program, args).status === 0
}

const missed = new Set<string>()

/**
 * `it` for a test that needs something: where it is missing, tests are
 * skipped with a sentence; they run, and fail, when `REQUIRE_TOOLS` is set.
 */
export function itWith(need: string, met: boolean): typeof it | typeof it.skip {
  if (met || process.env['REQUIRE_TOOLS']) return it
  if (!missed.has(need))
    console.warn(`Tests are skipped, since this machine has no ${need}.`)
  missed.add(need)
  return it.skip
}
