// Which files the input `ids` selects: paths, folders and globs, never anything outside the workspace.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import {
  mkdir,
  mkdtemp,
  realpath,
  rm,
  symlink,
  writeFile
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { find } from './find-support.js'

let base: string
let root: string

beforeEach(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'gather-')))
  root = join(base, '.work[1]')
  for (const name of [
    '.work[1]/b.txt',
    '.work[1]/a.txt',
    '.work[1]/.secret.txt',
    '.work[1]/data/2020-03/10.txt',
    '.work[1]/data/2020-03/02.txt',
    '.work[1]/data/.cache/x.txt',
    '.work[1]/data/notes.md',
    '.work[1]/odd[1].txt',
    '.work[1]/42',
    'outside/ids.txt'
  ]) {
    await mkdir(dirname(join(base, name)), { recursive: true })
    await writeFile(join(base, name), '1\n')
  }
})

afterEach(async () => {
  await rm(base, { recursive: true, force: true })
})

async function names(...patterns: string[]): Promise<string[]> {
  return (await find(patterns, root)).files.map(file => file.name)
}

describe('selecting files', () => {
  it.each<[string, string[], string[]]>([
    ['a path', ['a.txt'], ['a.txt']],
    ['a path with dots', ['./data/../a.txt'], ['a.txt']],
    [
      'a folder',
      ['data'],
      ['data/2020-03/02.txt', 'data/2020-03/10.txt', 'data/notes.md']
    ],
    [
      'a folder with a slash',
      ['data/2020-03/'],
      ['data/2020-03/02.txt', 'data/2020-03/10.txt']
    ],
    ['a glob', ['*.txt'], ['a.txt', 'b.txt', 'odd[1].txt']],
    [
      'a deep glob',
      ['data/**/*.txt'],
      ['data/2020-03/02.txt', 'data/2020-03/10.txt']
    ],
    [
      'the same file twice',
      ['b.txt', '*.txt', './b.txt'],
      ['a.txt', 'b.txt', 'odd[1].txt']
    ],
    ['an exclusion', ['*.txt', '!b.txt', '!odd*'], ['a.txt']],
    [
      'a folder without some',
      ['data', '!data/**/*.md'],
      ['data/2020-03/02.txt', 'data/2020-03/10.txt']
    ],
    ['a hidden file by name', ['.secret.txt'], ['.secret.txt']],
    ['a hidden folder by name', ['data/.cache'], ['data/.cache/x.txt']],
    ['hidden files by a glob for them', ['.*.txt'], ['.secret.txt']],
    ['a name that looks like a glob', ['odd[1].txt'], ['odd[1].txt']],
    ['digits that are a file', ['42'], ['42']],
    [
      'everything',
      [],
      [
        '42',
        'a.txt',
        'b.txt',
        'data/2020-03/02.txt',
        'data/2020-03/10.txt',
        'data/notes.md',
        'odd[1].txt'
      ]
    ]
  ])('%s', async (_, patterns, expected) => {
    expect(await names(...patterns)).toEqual(expected)
  })

  it('reads an absolute path as given', async () => {
    const path = join(base, 'outside/ids.txt')
    expect(await names(path)).toEqual([path])
    expect(await names(join(root, 'a.txt'))).toEqual(['a.txt'])
  })

  it('follows a symbolic link that stays inside, and counts its file once', async () => {
    await symlink(join(root, 'a.txt'), join(root, 'z.txt'))
    expect(await names('z.txt')).toEqual(['z.txt'])
    expect(await names('a.txt', 'z.txt')).toEqual(['a.txt'])
  })
})

describe('refusing', () => {
  it.each<[string, string[], string, RegExp]>([
    [
      'a missing file',
      ['missing.txt'],
      'ids-not-found',
      /missing\.txt.*actions\/checkout/
    ],
    [
      'a missing file beside one that is there',
      ['a.txt', 'missing.txt'],
      'ids-not-found',
      /missing/
    ],
    ['globs without a match', ['*.csv', 'x/**'], 'ids-not-found', /2 patterns/],
    ['all files excluded', ['a.txt', '!a.txt'], 'ids-not-found', /a\.txt/],
    [
      'IDs instead of a path',
      ['1200000000000000001'],
      'invalid-input',
      /paths of files, not IDs/
    ],
    [
      'a way out',
      ['../outside/ids.txt'],
      'invalid-input',
      /outside the workspace/
    ],
    [
      'a glob on the way out',
      ['data/../../outside/*'],
      'invalid-input',
      /outside the workspace/
    ]
  ])('%s', async (_, patterns, code, message) => {
    await expect(find(patterns, root)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message)
    })
  })

  it.each(['link.txt', '*.txt', 'folder', 'folder/ids.txt', '**/ids.txt'])(
    'a symbolic link that leads out, met by %s',
    async pattern => {
      await symlink(join(base, 'outside/ids.txt'), join(root, 'link.txt'))
      await symlink(join(base, 'outside'), join(root, 'folder'))
      await expect(find([pattern], root)).rejects.toMatchObject({
        code: 'invalid-input',
        message: expect.stringContaining('symbolic link')
      })
    }
  )
})
