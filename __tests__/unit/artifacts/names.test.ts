// Names of artifacts and of what is inside: none leads out of its folder, whatever it is.
import { posix, win32 } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { artifactNameProblem } from '../../../src/artifacts/artifact-name.js'
import { namesToTry } from '../../../src/artifacts/names.js'
import { whyLeftOut } from '../../../src/artifacts/unpack.js'

const file = { externalFileAttributes: (0o100644 << 16) >>> 0 }

/** Names made of the pieces that have led out of folders before. */
const names = fc
  .array(
    fc.oneof(
      fc.constantFrom('..', '.', '/', '\\', 'C:', '~', '', ' ', '\0', 'a'),
      fc.string({ maxLength: 4, unit: 'binary' })
    ),
    { maxLength: 8 }
  )
  .map(pieces => pieces.join(''))

describe('the name of an entry', () => {
  it.each([
    ['a.txt'],
    ['a/b/c.txt'],
    ['..a/b...txt'],
    ['.hidden'],
    ['ünïcode/ids 1.txt'],
    ['folder/']
  ])('%j is harmless', name => {
    expect(whyLeftOut(file, name)).toBeUndefined()
  })

  it('never leads out of the folder on any system, unless it is refused', () => {
    fc.assert(
      fc.property(names, name => {
        if (whyLeftOut(file, name) !== undefined) return
        for (const system of [posix, win32]) {
          const folder = system === posix ? '/target' : 'D:\\target'
          const path = system.resolve(folder, name)
          expect(path.startsWith(folder + system.sep)).toBe(true)
        }
      })
    )
  })

  it.each([
    ['a symlink', 0o120777],
    ['a device', 0o020666],
    ['a pipe', 0o010666],
    ['a socket', 0o140666]
  ])('does not help %s', (_, mode) => {
    const entry = { externalFileAttributes: (mode << 16) >>> 0 }
    expect(whyLeftOut(entry, 'a.txt')).toMatch('link or a device')
  })

  it.each([
    ['of DOS, without a mode', 0],
    ['a folder', (0o040755 << 16) >>> 0]
  ])('is all that counts for an entry that is %s', (_, attributes) => {
    const entry = { externalFileAttributes: attributes }
    expect(whyLeftOut(entry, 'a/')).toBeUndefined()
  })
})

describe('the name of an artifact', () => {
  it('has no problem only if it is one part of a path', () => {
    fc.assert(
      fc.property(names, name => {
        if (artifactNameProblem(name) !== undefined) return
        expect(name.split(/[\\/]/)).toHaveLength(1)
        expect(name).not.toBe('')
      })
    )
  })

  it('is followed by nine numbered ones', () => {
    expect(namesToTry('a')).toEqual([
      'a',
      'a-2',
      'a-3',
      'a-4',
      'a-5',
      'a-6',
      'a-7',
      'a-8',
      'a-9',
      'a-10'
    ])
  })
})
