// Trees that are made to trap a search: circles, ways out, links to nothing, pipes, names in no encoding, names full of stars.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import {
  chmod,
  mkdir,
  mkdtemp,
  realpath,
  rm,
  symlink,
  writeFile
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { findFiles, leftOutWarning } from '../../../src/content/find-files.js'
import { Glob } from '../../../src/content/find/glob.js'
import { find } from './find-support.js'

let root: string

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'find-')))
  await mkdir(join(root, 'data/deep'), { recursive: true })
  await writeFile(join(root, 'data/a.txt'), '1\n')
  await writeFile(join(root, 'data/deep/b.txt'), '2\n')
})

afterEach(() => rm(root, { recursive: true, force: true }))

const onPosix = process.platform === 'win32' ? describe.skip : describe

async function names(...patterns: string[]): Promise<string[]> {
  return (await find(patterns, root)).files.map(({ name }) => name)
}

onPosix('a tree', () => {
  it('with links in circles is searched once', async () => {
    for (const name of ['x', 'y', 'z']) {
      await symlink('..', join(root, 'data', name))
      await symlink('../..', join(root, 'data/deep', name))
    }
    expect(await names('**/*.txt')).toEqual(['data/a.txt', 'data/deep/b.txt'])
    expect(await names('**/**/**/x/**/*.txt', 'data')).toHaveLength(2)
  })

  it('is searched by each way in that selects more', async () => {
    await symlink('data/deep', join(root, 'aaa'))
    expect(await names('aaa/*.md', '**/deep/*.txt', '!aaa/*.txt')).toEqual([
      'data/deep/b.txt'
    ])
    expect(await names('*', '!aaa/*.txt')).toEqual([
      'data/a.txt',
      'data/deep/b.txt'
    ])
  })

  it('with a way out is refused before anything behind it is listed', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'outside-'))
    await chmod(outside, 0o000)
    try {
      await symlink(outside, join(root, 'out'))
      await expect(find(['**/*.txt'], root)).rejects.toMatchObject({
        code: 'invalid-input'
      })
      expect(await names('data/**')).toHaveLength(2)
    } finally {
      await rm(outside, { recursive: true })
    }
  })

  it('tells what was selected and can not be read', async () => {
    await symlink('.git/annex/objects/1', join(root, 'data/annexed.txt'))
    await symlink('nowhere', join(root, 'data/gone.txt'))
    await symlink('nowhere', join(root, 'data/gone.md'))
    await symlink('nowhere', join(root, 'data/.hidden.txt'))
    execFileSync('mkfifo', [join(root, 'data/pipe.txt')])
    await writeFile(
      Buffer.concat([Buffer.from(join(root, 'data/n')), Buffer.from([0xff])]),
      '1\n'
    )
    const { files, leftOut } = await find(['data/**/*.txt', 'data/n*'], root)
    expect(files).toHaveLength(2)
    expect(Object.fromEntries(leftOut)).toMatchObject({
      dangling: { count: 2, example: 'data/annexed.txt' },
      special: { count: 1, example: 'data/pipe.txt' },
      unreadableName: { count: 1 }
    })
    expect(leftOutWarning(leftOut)).toMatch(/^4 entries .*git-annex/)
    expect(leftOutWarning((await find(['data/a.txt'], root)).leftOut)).toBe(
      undefined
    )
  })

  it('of which nothing else is left is no set of files', async () => {
    await symlink('nowhere', join(root, 'annexed.csv'))
    for (const pattern of ['annexed.csv', '*.csv'])
      await expect(find([pattern, '!x'], root)).rejects.toMatchObject({
        code: 'ids-not-found',
        message: expect.stringContaining('git annex get')
      })
  })

  it('is not searched any more once the step is over', async () => {
    const over = new Error('over')
    await expect(
      findFiles({
        patterns: ['**'],
        root,
        wanted: { input: 'ids', code: 'ids-not-found', origin: 'workspace' },
        signal: AbortSignal.abort(over)
      })
    ).rejects.toBe(over)
  })
})

it('tells the place of a file below the fixed part of its pattern, and its real path', async () => {
  await symlink('data/a.txt', join(root, 'link.txt'))
  const { files } = await find(['data/deep/*.txt', 'link.txt'], root)
  expect(files.map(({ below }) => below)).toEqual(['b.txt', 'link.txt'])
  expect(files[1]).toMatchObject({ real: join(root, 'data/a.txt') })
})

describe('a glob', () => {
  const matches = (pattern: string, path: string, meetsHidden = false) => {
    const glob = new Glob([], pattern.split('/'), meetsHidden)
    return glob.isMatch(glob.at(path.split('/')))
  }

  it.each<[string, string, boolean]>([
    ['*.txt', 'a.txt', true],
    ['*.txt', 'a.txt.gz', false],
    ['a?c', 'abc', true],
    ['a?c', 'a𝒳c', true],
    ['a?c', 'ac', false],
    ['[a-c]1', 'b1', true],
    ['[!a-c]1', 'b1', false],
    ['[^a-c]1', 'd1', true],
    ['[]]', ']', true],
    ['[!]]', ']', false],
    ['[a-]', '-', true],
    ['[a', '[a', true],
    ['\\*', '*', true],
    ['\\*', 'a', false],
    ['**/x', 'x', true],
    ['**/x', 'a/b/x', true],
    ['a/**/x', 'a/x', true],
    ['a/**', 'a/b/c', true],
    ['a/*', 'a/b/c', true],
    ['a/*/c', 'a/b/d', false],
    ['**', '.git/config', false],
    ['*', '.x', false],
    ['.*', '.x', true],
    ['[.]x', '.x', false],
    ['a**b', 'axxb', true],
    ['{a,b}', 'a', false]
  ])('%s over %s: %s', (pattern, path, expected) => {
    expect(matches(pattern, path)).toBe(expected)
  })

  it('without wildcards is the path itself and what lies below', () => {
    const name = fc.stringMatching(/^[a-z. ]{1,6}$/)
    const path = fc.array(name, { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(path, path, (pattern, other) => {
        const glob = new Glob(pattern, [], true)
        const isBelow = pattern.every((each, at) => other[at] === each)
        expect(glob.isMatch(glob.at(other))).toBe(isBelow)
      })
    )
  })

  it('of many stars ends at once over a name that nearly fits', () => {
    const time = (length: number) => {
      const started = performance.now()
      for (let i = 0; i < 20; i++) {
        expect(matches(`${'*a'.repeat(40)}b`, 'a'.repeat(length))).toBe(false)
        expect(
          matches(
            `${'**/a/'.repeat(20)}b`,
            Array.from({ length: length / 20 }, () => 'a').join('/')
          )
        ).toBe(false)
      }
      return performance.now() - started
    }
    time(500)
    // Linear would be 4; an exponent would be beyond all bounds.
    expect(time(4000)).toBeLessThan(16 * time(1000) + 50)
  })
})
