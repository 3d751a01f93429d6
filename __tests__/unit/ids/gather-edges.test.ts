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
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gatherFiles } from '../../../src/ids/gather.js'

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
  return (await gatherFiles(patterns, root)).map(file => file.name)
}

describe('an exclusion', () => {
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

  const onPosix = process.platform === 'win32' ? it.skip : it
  onPosix('is refused when it is a device', async () => {
    await expect(names('/dev/null')).rejects.toMatchObject({
      code: 'ids-not-found',
      message: expect.stringContaining('neither a file nor a folder')
    })
  })
})
