// Whole processes, measured: bundling of the ID reader, wall time, peak memory, medians.
import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = resolve(fileURLToPath(import.meta.url), '../../..')

/** Bundles the script that prepares a file to `directory`, parts that are loaded on demand apart, as in the action. */
export async function bundlePrepare(directory) {
  await build({
    entryPoints: { prepare: join(root, 'scripts/bench/prepare-child.mjs') },
    outdir: directory,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"
    },
    logLevel: 'error'
  })
}

/**
 * Runs a command to its end. Seconds from its start to its exit, and what it
 * wrote; throws when it fails.
 */
export function timed(command, args, env = {}) {
  const began = performance.now()
  const { status, stdout, error } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const seconds = (performance.now() - began) / 1000
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} failed`, { cause: error })
  return { seconds, stdout }
}

/** Prepares one file in a process of its own: seconds of the process, and alone of the preparing; distinct IDs, peak memory in bytes. */
export function timedPrepare(directory, file) {
  const { seconds, stdout } = timed(process.execPath, [
    join(directory, 'prepare.mjs'),
    directory,
    file
  ])
  return { seconds, ...JSON.parse(stdout) }
}

export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}

/** A sequence of 32-bit numbers that is the same every time (xorshift). */
export function randomNumbers(seed) {
  let state = seed
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
}
