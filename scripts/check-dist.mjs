// Builds the bundles into a temporary folder and compares them with dist/, file by file, by hash.
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from './build.mjs'

const dist = resolve(dirname(fileURLToPath(import.meta.url)), '../dist')
const fresh = mkdtempSync(join(tmpdir(), 'dist-'))
try {
  build(fresh)
  const before = hashes(dist)
  const after = hashes(fresh)
  const differing = [...new Set([...before.keys(), ...after.keys()])].filter(
    name => before.get(name) !== after.get(name)
  )
  if (differing.length > 0) {
    console.error(
      `dist/ is not what the source gives: ${differing.join(', ')}. Run \`npm run build\` and commit dist/.`
    )
    process.exitCode = 1
  }
} finally {
  rmSync(fresh, { recursive: true, force: true })
}

/** SHA-256 of every file below a folder, by relative path. Line ends do not count: git may change them. */
function hashes(folder) {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
  return new Map(
    names
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .map(path => [
        path.slice(folder.length + 1).replaceAll('\\', '/'),
        createHash('sha256')
          .update(readFileSync(path, 'utf8').replaceAll('\r\n', '\n'))
          .digest('hex')
      ])
  )
}
