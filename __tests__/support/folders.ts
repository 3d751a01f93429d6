// Temporary folders for tests, gone when the tests of a file are over.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll } from '@jest/globals'

/** A function that gives a new empty folder each time. */
export function temporaryFolders(): () => Promise<string> {
  const made: string[] = []
  afterAll(() =>
    Promise.all(made.map(path => rm(path, { recursive: true, force: true })))
  )
  return async () => {
    const folder = await mkdtemp(join(tmpdir(), 'compliance-test-'))
    made.push(folder)
    return folder
  }
}

/** Every file below a folder, by its path with `/`, in order. */
export async function filesBelow(
  folder: string
): Promise<Record<string, Buffer>> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true
  })
  const paths = entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
  const contents = await Promise.all(
    paths.map(async path => {
      const name = relative(folder, path).replaceAll('\\', '/')
      return [name, await readFile(path)] as const
    })
  )
  return Object.fromEntries(contents)
}
