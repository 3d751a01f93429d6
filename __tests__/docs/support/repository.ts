// The files of this repository that are documents or workflows, and what action.yml promises.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')

/** The text of a file, by its path in the repository. */
export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

/** Paths of all files below a folder of the repository, with `/`, in order. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(root, folder), {
    recursive: true,
    withFileTypes: true
  })
    .filter(entry => entry.isFile())
    .map(entry => relative(root, join(entry.parentPath, entry.name)))
    .map(path => path.replaceAll('\\', '/'))
    .sort()
}

/** Every Markdown file that people read, README first. */
export const documents: readonly string[] = [
  ...readdirSync(root)
    .filter(name => name.endsWith('.md'))
    .sort((a, b) => Number(b === 'README.md') - Number(a === 'README.md')),
  ...[...filesBelow('docs'), ...filesBelow('.github')].filter(path =>
    path.endsWith('.md')
  )
]

export const workflows: readonly string[] = filesBelow('.github/workflows')

/** A metadata file, as far as documents speak of it. */
interface Metadata {
  inputs: Readonly<Record<string, { description: string; default?: string }>>
  outputs: Readonly<Record<string, { description: string }>>
}

export const action = parse(read('action.yml')) as Metadata
export const apply = parse(read('apply/action.yml')) as Metadata

/** How documents and workflows name the check in `uses:`, and `apply`. */
export const ourAction = /^(\.\/?|[\w-]+\/batch-compliance-action@\S+)$/
export const ourApply =
  /^(\.\/apply|[\w-]+\/batch-compliance-action\/apply@\S+)$/
