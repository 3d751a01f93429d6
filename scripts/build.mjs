// Empties dist/ and builds it again: the action with its chunks, and local/ for `npm start` and `npm run simulator`.
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { node24 } from './node24.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

/** Builds both bundles into the given folder; throws when that fails. */
export function build(directory) {
  rmSync(directory, { recursive: true, force: true })
  bundle('src/check/index.ts', directory)
  bundle('src/local/index.ts', join(directory, 'local'))
}

function bundle(entry, directory) {
  const ncc = createRequire(import.meta.url).resolve(
    '@vercel/ncc/dist/ncc/cli.js'
  )
  const { status, stdout, stderr } = spawnSync(
    node24(),
    [
      ncc,
      'build',
      resolve(root, entry),
      '--out',
      directory,
      '--license',
      'licenses.txt'
    ],
    { cwd: root, encoding: 'utf8' }
  )
  if (status !== 0)
    throw new Error(`${entry} was not built:\n${stdout}${stderr}`)
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  build(resolve(process.argv[2] ?? join(root, 'dist')))
