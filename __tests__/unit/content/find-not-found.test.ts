// What the failure says when an input selects no file: it has looked at the value and at what is there.
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFiles } from '../../../src/content/find-files.js'
import { noSignal } from '../../support/dependencies.js'
import { find } from './find-support.js'

let root: string

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'find-')))
  await mkdir(join(root, 'data'))
  for (const name of ['data/tweets.csv', 'data/users.csv', 'README.md'])
    await writeFile(join(root, name), '1\n')
})

afterEach(() => rm(root, { recursive: true, force: true }))

it.each<[string, RegExp]>([
  ['data/tweet.csv', /`data\/tweets\.csv`.*actions\/checkout/],
  ['data/Tweets.CSV', /`data\/tweets\.csv`/],
  ['date/tweets.csv', /`data`/],
  ['data/*.json', /`data` holds `tweets\.csv`, `users\.csv`/],
  ['archive/*.json', /holds `README\.md`, `data`/],
  ['data/tweets.csv, data/users.csv', /one path per line/],
  ['"data/tweets.csv"', /quotes/],
  ['["data/tweets.csv"]', /[Bb]rackets/],
  ['- data/tweets.csv', /dash/],
  ['data/tweets.csv # all of them', /comment/],
  ['~/tweets.csv', /home folder/],
  ['https://example.org/ids.csv', /URL.*curl/],
  ['$HOME/ids.csv', /[Vv]ariables.*\$\{\{ env\./],
  ['data/{tweets,posts}.csv', /one path per line/]
])('%s', async (pattern, message) => {
  await expect(find([pattern], root)).rejects.toMatchObject({
    code: 'ids-not-found',
    message: expect.stringMatching(message)
  })
})

it.each(['1200000000000000001', '1, 2', '1;2'])(
  'takes %s for IDs',
  async pattern => {
    await expect(find([pattern], root)).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('not IDs')
    })
  }
)

it('says that the workspace is empty', async () => {
  const empty = join(root, 'empty')
  await mkdir(empty)
  for (const pattern of ['ids.txt', '**/*.csv'])
    await expect(find([pattern], empty)).rejects.toMatchObject({
      code: 'ids-not-found',
      message: expect.stringMatching(/is empty.*`actions\/checkout`/)
    })
})

it('speaks of the entries of an artifact, and of no checkout', async () => {
  const failure = find(['posts.json'], join(root, 'data'), 'artifact')
  await expect(failure).rejects.toMatchObject({
    message: expect.stringMatching(/^(?!.*checkout).*artifact/)
  })
})

it('knows the path of a host in a container', async () => {
  const pattern = '/home/runner/work/posts/posts/data/tweets.csv'
  await expect(find([pattern], '/__w/posts/posts')).rejects.toBeDefined()
  const { hostPath } = await import('../../../src/content/find/not-found.js')
  expect(hostPath(pattern, '/__w/posts/posts')).toBe('data/tweets.csv')
  expect(hostPath('/__w/posts/posts/x', '/__w/posts/posts')).toBe(undefined)
  expect(hostPath(pattern, '/home/runner/work/posts/posts')).toBe(undefined)
})

it('uses the words of the input that was given', async () => {
  await expect(
    findFiles({
      patterns: ['nothing'],
      root,
      wanted: { input: 'data', code: 'ids-empty', origin: 'workspace' },
      signal: noSignal()
    })
  ).rejects.toMatchObject({ code: 'ids-empty' })
})
