// What is said, word for word, when the input `ids` selects no file or one that it must not.
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
import { gatherFiles } from '../../../src/content/find-files.js'

let base: string
let root: string

beforeEach(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'gather-')))
  root = join(base, 'work')
  await mkdir(root)
  await mkdir(join(base, 'outside'))
  await writeFile(join(base, 'outside/ids.txt'), '1\n')
})

afterEach(() => rm(base, { recursive: true, force: true }))

const inWorkspace =
  'The workspace is empty until `actions/checkout` has run, and paths are relative to its top folder; upper and lower case count. Run `actions/checkout` in an earlier step of the same job, and check the spelling of the input `ids`. Hidden files must be named.'
const inArtifact =
  'With `ids-artifact`, the input `ids` selects among the entries of the artifact; paths are relative to its top folder, and upper and lower case count. Compare the input `ids` with the entries of the artifact, or leave it out to read all of them. Hidden files must be named.'
const mustStay =
  'Relative paths of the input `ids`, and every symbolic link met through them, must stay inside the workspace. Copy the file into the workspace in an earlier step, or give its absolute path.'
const noIds =
  'The input takes paths of ID files, not the IDs themselves. Write the IDs to a file, one a line, and give its path, such as `ids: data/tweet-ids.txt`.'

const onPosix = process.platform === 'win32' ? it.skip : it

describe('no file', () => {
  it.each<[string[], string]>([
    [[], 'No ID file was found for `**`.'],
    [['a.txt'], 'No ID file was found for `a.txt`.'],
    [['2020-ids'], 'No ID file was found for `2020-ids`.'],
    [['ids-2020'], 'No ID file was found for `ids-2020`.'],
    [['x'.repeat(300)], `No ID file was found for \`${'x'.repeat(119)}…\`.`],
    [
      ['*.txt', '!b.txt'],
      'No ID file was found for any of 2 patterns: `*.txt`, `!b.txt`.'
    ],
    [
      ['*1', '*2', '*3', '*4', '*5', '*6'],
      'No ID file was found for any of 6 patterns: `*1`, `*2`, `*3`, `*4`, `*5`.'
    ]
  ])('for %j', async (patterns, what) => {
    await expect(gatherFiles(patterns, root)).rejects.toMatchObject({
      code: 'ids-not-found',
      message: `${what} ${inWorkspace}`
    })
    await expect(gatherFiles(patterns, root, 'artifact')).rejects.toMatchObject(
      {
        code: 'ids-not-found',
        message: `${what} ${inArtifact}`
      }
    )
  })

  onPosix('where a link leads to itself', async () => {
    await symlink(join(root, 'loop'), join(root, 'loop'))
    await expect(gatherFiles(['loop'], root)).rejects.toMatchObject({
      code: 'ids-not-found',
      message: `No ID file was found for \`loop\`. ${inWorkspace}`
    })
    await expect(gatherFiles(['*'], root)).rejects.toMatchObject({
      code: 'ids-not-found',
      message: expect.stringMatching(
        /^The files of `\*` could not be listed: ELOOP.*loop'\. Check the permissions of the folders, and the symbolic links, on the way to them\.$/
      ),
      cause: { code: 'ELOOP' }
    })
  })
})

describe('IDs instead of a path', () => {
  it.each(['1200000000000000001', '1, 2', '1;2'])('%s', async pattern => {
    await expect(gatherFiles([pattern], root)).rejects.toMatchObject({
      code: 'invalid-input',
      message: `The input \`ids\` is \`${pattern}\`, and there is no file of that name. ${noIds}`
    })
  })
})

describe('a way out of the workspace', () => {
  it.each<[string[], string]>([
    [['..'], '..'],
    [['..'], '..'],
    [['../outside/ids.txt'], '../outside/ids.txt'],
    [['x/../../outside/'], 'x/../../outside/'],
    [['../outside/*'], '../outside/*'],
    [['*', '!..'], '..'],
    [['*', '!../outside/ids.txt'], '../outside/ids.txt']
  ])('%j', async (patterns, named) => {
    await expect(gatherFiles(patterns, root)).rejects.toMatchObject({
      code: 'invalid-input',
      message: `\`${named}\` lies outside the workspace: it leads there. ${mustStay}`
    })
  })

  it('through a link', async () => {
    await symlink(join(base, 'outside'), join(root, 'link'))
    await expect(gatherFiles(['link'], root)).rejects.toMatchObject({
      code: 'invalid-input',
      message: `\`link/ids.txt\` lies outside the workspace: it is a symbolic link that leads there. ${mustStay}`
    })
  })
})

onPosix('a device instead of a file', async () => {
  await expect(gatherFiles(['/dev/null'], root)).rejects.toMatchObject({
    code: 'ids-not-found',
    message:
      '`/dev/null` is neither a file nor a folder. Name a regular file in the input `ids`.'
  })
})
