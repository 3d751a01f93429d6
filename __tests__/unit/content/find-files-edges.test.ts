// Exclusions of every form, and things that are no files.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import {
  mkdir,
  mkdtemp,
  realpath,
  rm,
  symlink,
  writeFile
} from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { find } from './find-support.js'

let root: string

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'gather-')))
  await mkdir(join(root, 'data'))
  await writeFile(join(root, 'a.txt'), '1\n')
  await writeFile(join(root, 'b.txt'), '2\n')
  await writeFile(join(root, 'data/c.txt'), '3\n')
})

afterEach(() => rm(root, { recursive: true, force: true }))

async function names(...patterns: string[]): Promise<string[]> {
  return (await find(patterns, root)).files.map(file => file.name)
}

const onPosix = process.platform === 'win32' ? it.skip : it

/** Makes the folders on the way to a file, too. */
async function write(...path: string[]): Promise<void> {
  await mkdir(join(root, ...path.slice(0, -1)), { recursive: true })
  await writeFile(join(root, ...path), '1\n')
}

describe('a pattern', () => {
  it('may have space around it, or be nothing but space', async () => {
    expect(await names('', ' a.txt ', '  ', '\tb.txt')).toEqual([
      'a.txt',
      'b.txt'
    ])
  })

  it('excludes nothing unless it starts with an exclamation mark', async () => {
    await write('aa.txt')
    expect(await names('a.txt', 'aa.txt')).toEqual(['a.txt', 'aa.txt'])
  })

  it('may go back and forth on an absolute path', async () => {
    const there = `${root}/data/./../../${basename(root)}`
    expect(await names(`${there}/a.txt`)).toEqual(['a.txt'])
    expect(await names(`${there}/*.txt`)).toEqual(['a.txt', 'b.txt'])
    expect(await names('*.txt', `!${there}/b.txt`)).toEqual(['a.txt'])
  })

  it('names what stands below a hidden folder, but for what is hidden there', async () => {
    await write('.cache', 'x.txt')
    await write('.cache', '.y.txt')
    expect(await names('.cache')).toEqual(['.cache/x.txt'])
    expect(await names(join(root, '.cache'))).toEqual(['.cache/x.txt'])
    expect(await names(join(root, '*/*.txt'))).toEqual(['data/c.txt'])
  })

  it('is taken literally where it is there, beside exclusions too', async () => {
    await write('odd[1]', 'x.txt')
    await write('odd[1].txt')
    await write('odd1.txt')
    expect(await names('odd[1]')).toEqual(['odd[1]/x.txt'])
    expect(await names('odd[1].txt', '!b.txt')).toEqual(['odd[1].txt'])
  })

  onPosix('may have backslashes', async () => {
    await write('odd\\dir', 'x.txt')
    await write('odd\\*.txt')
    expect(await names('odd\\dir')).toEqual(['odd\\dir/x.txt'])
    expect(await names('odd\\*.txt', '!b.txt')).toEqual(['odd\\*.txt'])
  })
})

describe('an exclusion', () => {
  it('may have space behind its mark', async () => {
    expect(await names('*.txt', '!  b.txt')).toEqual(['a.txt'])
  })

  it('may be an absolute path', async () => {
    expect(await names('*.txt', `!${join(root, 'b.txt')}`)).toEqual(['a.txt'])
  })

  it('counts for the patterns in front of it alone', async () => {
    expect(await names('!a.txt', '*.txt')).toEqual(['a.txt', 'b.txt'])
  })

  it('must not lead out of the workspace', async () => {
    await expect(names('*.txt', '!../b.txt')).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('outside the workspace')
    })
  })

  it('of everything leaves nothing', async () => {
    await expect(names('data', '!.')).rejects.toMatchObject({
      code: 'ids-not-found'
    })
  })
})

describe('what is no file', () => {
  it('is passed over when a glob meets it', async () => {
    await symlink(join(root, 'gone'), join(root, 'broken.txt'))
    expect(await names('*.txt')).toEqual(['a.txt', 'b.txt'])
  })

  it('is missing when a file is named as a folder', async () => {
    await expect(names('a.txt/b.txt')).rejects.toMatchObject({
      code: 'ids-not-found'
    })
  })

  it('is missing when no file can have such a name', async () => {
    await expect(names('a\0b')).rejects.toMatchObject({
      code: 'ids-not-found'
    })
  })

  onPosix('is passed over when it is a socket', async () => {
    const server = createServer()
    await new Promise<void>(resolve =>
      server.listen(join(root, 'socket.txt'), resolve)
    )
    try {
      expect(await names('*.txt')).toEqual(['a.txt', 'b.txt'])
    } finally {
      await new Promise(resolve => server.close(resolve))
    }
  })

  onPosix('is refused when it is a device', async () => {
    await expect(names('/dev/null')).rejects.toMatchObject({
      code: 'ids-not-found',
      message: expect.stringContaining('neither a file nor a folder')
    })
  })
})
