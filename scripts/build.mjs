// Empties dist/ and builds it again: the two actions with their chunks, and local/ for `npm start` and `npm run simulator`.
import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  mkdtempSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { node24 } from './node24.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

/** Builds all bundles into the given folder; throws when that fails. */
export function build(directory) {
  rmSync(directory, { recursive: true, force: true })
  bundle('src/check/index.ts', directory)
  bundle('src/apply/index.ts', join(directory, 'apply'))
  bundle('src/local/index.ts', join(directory, 'local'))
  explorer(join(directory, 'local/explorer'))
}

/** The page at `/` of the simulator. Its files are served as they are, so that no bundle of an action carries them. */
function explorer(directory) {
  mkdirSync(directory)
  const page = resolve(root, 'src/simulator/page')
  const swagger = dirname(
    createRequire(import.meta.url).resolve('swagger-ui-dist/package.json')
  )
  for (const source of [
    join(page, 'index.html'),
    join(page, 'start.js'),
    join(swagger, 'swagger-ui-bundle.js'),
    join(swagger, 'swagger-ui-bundle.js.LICENSE.txt'),
    join(swagger, 'swagger-ui.css'),
    join(swagger, 'LICENSE'),
    join(swagger, 'NOTICE')
  ])
    copyFileSync(source, join(directory, basename(source)))
}

/** The folders of the packages that webpack put into a bundle; a package may be there in more than one version. */
function packagesIn(modules, found = new Set()) {
  for (const { nameForCondition, modules: inner } of modules ?? []) {
    const path = (nameForCondition ?? '').replaceAll('\\', '/')
    const [folder] =
      /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path) ?? []
    if (folder !== undefined) found.add(folder)
    packagesIn(inner, found)
  }
  return found
}

const words = text => text.replace(/\s+/g, ' ').trim()

/** Throws when a bundled package, in the version that is bundled, lacks its name or the text of its licence beside the bundle. */
export function requireLicenses(folders, licenses) {
  const names = new Set(licenses.split(/\r?\n/))
  const all = words(licenses)
  const missing = [...folders].flatMap(folder => {
    const { name, version } = JSON.parse(
      readFileSync(join(folder, 'package.json'), 'utf8')
    )
    const file = readdirSync(folder).find(each => /^licen[cs]e/i.test(each))
    const text = file && words(readFileSync(join(folder, file), 'utf8'))
    return names.has(name) && (!text || all.includes(text))
      ? []
      : [`${name}@${version}`]
  })
  if (missing.length > 0)
    throw new Error(`licenses.txt lacks ${missing.join(', ')}`)
}

function bundle(entry, directory) {
  const temporary = mkdtempSync(join(tmpdir(), 'stats-'))
  try {
    const stats = join(temporary, 'stats.json')
    pack(entry, directory, stats)
    const folders = packagesIn(JSON.parse(readFileSync(stats, 'utf8')).modules)
    if (folders.size > 0)
      requireLicenses(
        folders,
        readFileSync(join(directory, 'licenses.txt'), 'utf8')
      )
  } finally {
    rmSync(temporary, { recursive: true })
  }
}

function pack(entry, directory, stats) {
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
      'licenses.txt',
      '--stats-out',
      stats
    ],
    { cwd: root, encoding: 'utf8' }
  )
  if (status !== 0)
    throw new Error(`${entry} was not built:\n${stdout}${stderr}`)
  nameChunks(directory)
}

/**
 * Names each chunk after what it is imported for, as in `(await import('./zstd.js')).unzstd`: webpack's own numbers
 * follow from all that is in a chunk, so that each change would rename files and touch those that load them.
 */
function nameChunks(directory) {
  const files = readdirSync(directory).filter(name => name.endsWith('.js'))
  const texts = new Map(
    files.map(name => [name, readFileSync(join(directory, name), 'utf8')])
  )
  const names = new Map()
  for (const text of texts.values())
    for (const [, bound, before, after, used] of text.matchAll(importSite)) {
      const ids = `${before ?? ''},${after ?? ''}`.match(/\d+/g) ?? []
      const entry = (bound ?? used ?? '')
        .replace(/(?<=[a-z])[A-Z]/g, letter => `-${letter}`)
        .toLowerCase()
      names.set(ids.at(-1), entry)
      ids
        .slice(0, -1)
        .forEach((id, i) => names.set(id, `${entry}-shared-${i + 1}`))
    }
  const nameOf = id => {
    const name = names.get(id)
    if (!name) throw new Error(`Chunk ${id} of ${directory} has no name`)
    return `"${name}"`
  }
  for (const [file, text] of texts) {
    const [, id] = /^(\d+)\.index\.js$/.exec(file) ?? []
    const target = id ? `${JSON.parse(nameOf(id))}.index.js` : file
    rmSync(join(directory, file))
    writeFileSync(
      join(directory, target),
      text
        .replace(/^export const id = (\d+);$/m, (line, own) =>
          line.replace(own, nameOf(own))
        )
        .replace(/^export const ids = \[.*\];$/m, line =>
          line.replace(/\d+/g, nameOf)
        )
        .replace(
          /(_require__\.e\((?:\/\* import\(\) \*\/ )?)(\d+)\)/g,
          (_, start, chunk) => `${start}${nameOf(chunk)})`
        )
    )
  }
}

/** What webpack makes of `const { name } = await import(…)` and of `(await import(…)).name`. */
const importSite =
  /(?:const \{ (\w+) \} = )?\(?await (?:Promise\.all\(\/\* import\(\) \*\/\[(.*?)\]\)|__\w+_require__\.e\(\/\* import\(\) \*\/ (\d+)\))\.then\([^\n]*?, \d+\)\)\)?(?:\.(\w+))?/g

if (process.argv[1] === fileURLToPath(import.meta.url))
  build(resolve(process.argv[2] ?? join(root, 'dist')))
