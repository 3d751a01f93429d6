// Every form, and every verdict on it: the exact bytes that the built action leaves, twice; and what it refuses.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import {
  startApplyRig,
  writeResults,
  type ApplyRig,
  type ApplyRun
} from '../../support/apply.js'

interface Case {
  name: string
  ending: string
  /** Whether there are verdicts on accounts, too. */
  users: boolean
  input: string
  expect: string
  /** Of the file, or by rule. */
  counts?: Record<string, number>
}

const cases = JSON.parse(
  readFileSync('__tests__/fixtures/apply/forms.json', 'utf8')
) as Case[]

const post = (n: number) => String(1_200_000_000_000_000_000n + BigInt(n))
const tweets = {
  delete: [post(2)],
  'scrub-geo': [post(3)],
  refetch: [post(4)],
  review: [post(5)]
}
const users = { delete: ['666'], 'scrub-geo': ['44'], review: ['55'] }

let rig: ApplyRig

beforeAll(async () => {
  rig = await startApplyRig()
  await writeResults(join(rig.home, 'tweets'), { lists: tweets })
  await writeResults(join(rig.home, 'users'), { type: 'users', lists: users })
})
afterAll(() => rig.close())

function replace(data: string, withUsers: boolean): Promise<ApplyRun> {
  const results = [join(rig.home, 'tweets')]
  if (withUsers) results.push(join(rig.home, 'users'))
  return rig.run({
    data,
    results: results.join('\n'),
    mode: 'replace',
    'max-removed': '100%'
  })
}

describe.each([
  ['posts', false],
  ['posts and accounts', true]
])('with verdicts on %s', (_, withUsers) => {
  const all = cases
    .filter(each => each.users === withUsers)
    .map((each, n) => ({ ...each, path: `${withUsers}/${n}.${each.ending}` }))
  let run: ApplyRun

  beforeAll(async () => {
    for (const { path, input } of all) await rig.write(path, input)
    run = await replace(`${withUsers}/*`, withUsers)
  })

  it.each(all)('$name', async ({ path, expect: result, counts = {} }) => {
    expect(String(await rig.read(path))).toBe(result)
    const { by_rule, ...file } =
      run.report.files.find(({ name }) => name === path) ?? {}
    expect({ ...file, ...by_rule }).toMatchObject(counts)
  })

  it('changes nothing when it runs again', async () => {
    const again = await replace(`${withUsers}/*`, withUsers)
    expect(again.outputs['status']).toBe('unchanged')
    for (const { path, expect: result } of all)
      expect(String(await rig.read(path))).toBe(result)
  })
})

it('lists posts to review by their own ID and by their author', async () => {
  await rig.write(
    'review/a.csv',
    `id,author_id\n${post(5)},43\n${post(8)},55\n${post(9)},43\n`
  )
  const author = '"user":{"id_str":"55"}'
  await rig.write(
    'review/b.jsonl',
    `{"id_str":"${post(1)}","text":"m",${author}}`
  )
  const run = await replace('review/*', true)
  expect(run.outputs['ids-review']).toBe('3')
  expect(await run.list('review.txt')).toBe(
    [post(1), post(5), post(8), ''].join('\n')
  )
})

it('reads a plain list as what alone it can be', async () => {
  await rig.write('list.txt', '666\n43\n')
  const run = await rig.run({
    data: 'list.txt',
    results: join(rig.home, 'users'),
    mode: 'replace',
    'max-removed': '100%'
  })
  expect(run.report.totals).toMatchObject({ removed: 1 })
  expect(String(await rig.read('list.txt'))).toBe('43\n')
})

it('judges a table of posts by its authors, though it was checked for users', async () => {
  const table = `id,author_id,place\n${post(1)},666,M\n${post(7)},44,M\n`
  await rig.write('posts.csv', table)
  const results = await writeResults(join(rig.home, 'checked'), {
    type: 'users',
    lists: users,
    idFiles: [table]
  })
  const inputs = { data: 'posts.csv', results, mode: 'replace' }
  const run = await rig.run({ ...inputs, 'max-removed': '100%' })
  expect(String(await rig.read('posts.csv'))).toBe(
    `id,author_id,place\n${post(7)},44,\n`
  )
  expect(await run.list('removed.txt')).toBe(`${post(1)}\n`)
})

const text = (start: string) => start.padEnd(600, '\0')

describe('refuses, and leaves as it is,', () => {
  it.each<[what: string, content: string | Uint8Array, code: string]>([
    ['a form that is not known', `{"foo":"${post(2)}"}\n`, 'data-unknown'],
    ['rows of a table in JSON', `[["${post(2)}","text"]]\n`, 'data-unknown'],
    [
      'a dump of Elasticsearch',
      `{"_index":"t","_source":{"id_str":"${post(2)}","text":"a"}}\n`,
      'data-unknown'
    ],
    [
      'Activity Streams',
      `{"id":"tag:search.twitter.com,2005:${post(2)}","body":"x"}\n`,
      'data-unknown'
    ],
    ['Parquet', text('PAR1'), 'data-unknown'],
    ['SQLite', text('SQLite format 3\0'), 'data-unknown'],
    ['Arrow', text('ARROW1'), 'data-unknown'],
    ['an R data file', gzipSync(text('X\n\0\0\0')), 'data-unknown'],
    ['a zip archive, as of xlsx', text('PK\u0003\u0004'), 'data-unknown'],
    ['a tar archive', `${'a'.repeat(257)}${text('ustar')}`, 'data-unknown'],
    ['bzip2', text('BZh91AY&SY'), 'data-unknown'],
    ['xz', Buffer.from(text('\u00fd7zXZ\0'), 'latin1'), 'data-unknown'],
    ['WARC', gzipSync('WARC/1.0\r\nWARC-Type: x\r\n'), 'data-unknown'],
    ['an SQL dump', '-- dump\nCREATE TABLE x;\n', 'data-unknown'],
    [
      'a pointer of Git LFS',
      'version https://git-lfs.github.com/spec/v1\noid sha256:aa\nsize 3\n',
      'data-unknown'
    ],
    [
      'UTF-16',
      Buffer.from(`\ufeff{"id":"${post(2)}","text":"a"}\n`, 'utf16le'),
      'data-unknown'
    ],
    ['a line that is cut off', `{"id":"${post(2)}","te`, 'data-invalid'],
    ['what follows a document', `[{"id":"${post(2)}"}] x`, 'data-invalid'],
    ['nesting without end', `${'['.repeat(3000)}\n`, 'data-invalid'],
    ['a rounded ID', 'tweet_id,author_id\n5.70306E+17,42\n', 'data-invalid'],
    [
      'a quote that is never closed',
      `id,author_id,text\n${post(2)},42,"a\n`,
      'data-invalid'
    ],
    [
      'an edit history that cannot be read',
      `id,author_id,edit_history_tweet_ids\n${post(1)},42,1.2E+18\n`,
      'data-invalid'
    ],
    [
      'the same in JSON',
      `{"id":"${post(1)}","text":"m","edit_history_tweet_ids":["1.2E+18"]}\n`,
      'data-invalid'
    ],
    [
      'an author that cannot be read',
      `{"id":"${post(1)}","text":"m","author_id":"someone"}\n`,
      'data-invalid'
    ],
    ['a table without authors', `id,text\n${post(1)},a\n`, 'column-unknown'],
    [
      'two ID columns that differ',
      `id,author_id,id\n${post(1)},42,${post(2)}\n`,
      'column-unknown'
    ]
  ])('%s', async (_, content, code) => {
    await rig.write('data', content)
    const run = await replace('data', true)
    expect(run.outputs['error-code']).toBe(code)
    expect((await rig.read('data')).equals(Buffer.from(content))).toBe(true)
  })
})
