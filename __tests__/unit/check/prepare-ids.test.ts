// The whole way from files to parts: counts that add up, digests that `sort` and `sha256sum` give too, annotations.
import { describe, expect, it } from '@jest/globals'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { prepare, tweetIds } from '../content/support.js'

const ids = tweetIds(1000)

function hash(name: string, text: string): string {
  return createHash(name).update(text).digest('hex')
}

describe('parts', () => {
  it('are the sorted set, cut, with the hashes of their bytes', async () => {
    const { parts, record } = await prepare(
      { 'b.txt': [...ids].reverse().join('\n'), 'a.txt': ids.join('\r\n') },
      { maxUploadSize: 20 * 400 + 19 }
    )
    expect(record).toMatchObject({
      read: 2000,
      submitted: 1000,
      duplicate: 1000,
      invalid: 0,
      invalidByReason: {},
      findings: []
    })
    const texts = [ids.slice(0, 400), ids.slice(400, 800), ids.slice(800)].map(
      each => `${each.join('\n')}\n`
    )
    expect(parts).toEqual(
      texts.map((text, i) => ({
        part: i + 1,
        of: 3,
        ids: text.length / 20,
        bytes: text.length,
        path: expect.stringMatching(/part-\d\.txt$/),
        sha256: hash('sha256', text),
        first: BigInt(text.split('\n')[0] ?? 0),
        last: BigInt(text.split('\n').at(-2) ?? 0)
      }))
    )
  })

  it('do not depend on order, file layout, line ends, duplicates or compression', async () => {
    const layouts = await Promise.all([
      prepare({ 'ids.txt': ids.join('\n') }),
      prepare({ 'ids.txt': `${[...ids].reverse().join('\r\n')}\r\n` }),
      prepare({ 'ids.txt.gz': gzipSync([...ids, ...ids].join('\n')) }),
      prepare({
        'x/1.csv': `n,tweet_id\n${ids
          .slice(0, 500)
          .map(id => `1,${id}`)
          .join('\n')}`,
        'x/2.jsonl': ids
          .slice(400)
          .map(id => `{"id":"${id}"}`)
          .join('\n')
      }),
      prepare({ 'ids.json': JSON.stringify(ids) })
    ])
    const digests = layouts.map(({ parts }) => parts.map(part => part.sha256))
    expect(digests[0]).toHaveLength(1)
    for (const digest of digests) expect(digest).toEqual(digests[0])
  })

  it('are none for an empty set', async () => {
    const { parts, record, code } = await prepare({ 'ids.txt': '\n' })
    expect(code).toBeUndefined()
    expect(parts).toEqual([])
    expect(record).toMatchObject({ read: 0, submitted: 0 })
  })
})

it('may use a folder that is there already', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'work-'))
  const { parts } = await prepare({ 'ids.txt': ids.join('\n') }, { directory })
  expect(parts.map(({ path }) => path)).toEqual([join(directory, 'part-1.txt')])
  await rm(directory, { recursive: true })
})

describe('the record', () => {
  it('tells of every file in order of name', async () => {
    const text = `${ids.slice(0, 5).join('\n')}\nfoo\n`
    const packed = gzipSync(`x,tweet_id\n1,${ids[0] ?? ''}\n`)
    const { record } = await prepare(
      { 'z.txt': text, 'data/a.csv.gz': packed },
      { onInvalid: 'skip' }
    )
    expect(record?.invalidByReason).toEqual({ 'not a number': 1 })
    expect(record?.files).toEqual([
      {
        name: 'data/a.csv.gz',
        bytes: packed.length,
        sha256: createHash('sha256').update(packed).digest('hex'),
        format: 'csv',
        compression: 'gzip',
        column: 'tweet_id',
        read: 1,
        invalid: 0
      },
      {
        name: 'z.txt',
        bytes: text.length,
        sha256: hash('sha256', text),
        format: 'text',
        compression: 'none',
        column: undefined,
        read: 6,
        invalid: 1
      }
    ])
  })
})

describe('the log', () => {
  it('says how much is read, and what each file was read as', async () => {
    const packed = gzipSync(`x,tweet_id\n1,${ids[0] ?? ''}\n`)
    const { infos } = await prepare(
      {
        'a.csv.gz': packed,
        'b.jsonl': `{"user":{"id":"${ids[1] ?? ''}"}}\n`,
        'c\u202ed.txt': '1\n'.repeat(1500)
      },
      { columns: ['user.id'], patterns: ['b.jsonl', 'c*'] }
    )
    expect(infos).toEqual([
      'Reading 2 ID files (3.0 kB).',
      'b.jsonl: jsonl, column user.id, 1 read',
      'c\\u202ed.txt: text, 1,500 read',
      'By their IDs: posts of 2019-11, and 1 from before November 2010.'
    ])
    const { infos: ofOne } = await prepare({ 'a.csv.gz': packed })
    expect(ofOne).toEqual([
      `Reading 1 ID file (${packed.length} bytes).`,
      'a.csv.gz: csv, column tweet_id, gzip, 1 read',
      'By their IDs: posts of 2019-11.'
    ])
  })
})

describe('bad lines', () => {
  const content = [
    ids[0],
    '',
    'one',
    '1.2E+18',
    '::error::two',
    'a long cell of far more than twenty-four characters',
    'three\u202e',
    'four',
    ids[1],
    'five'
  ].join('\n')

  it('stop the step with five annotations and the totals', async () => {
    const outcome = await prepare({ 'data/ids.txt': content })
    expect(outcome.code).toBe('ids-invalid')
    expect(outcome.message).toContain(
      '7 lines or records hold no ID (of 9 read): 6 × not a number, 1 × scientific notation. The first is line 3 of `data/ids.txt`.'
    )
    expect(outcome.record).toMatchObject({
      read: 9,
      submitted: 2,
      duplicate: 0,
      invalid: 7,
      invalidByReason: { 'not a number': 6, 'scientific notation': 1 }
    })
    expect(outcome.warnings).toEqual([
      {
        message: 'Line 3: not a number: one',
        place: { file: 'data/ids.txt', line: 3 }
      },
      {
        message: 'Line 4: scientific notation: 1.2E+18',
        place: { file: 'data/ids.txt', line: 4 }
      },
      {
        message: 'Line 5: not a number: :\\u003aerror:\\u003atwo',
        place: { file: 'data/ids.txt', line: 5 }
      },
      {
        message: 'Line 6: not a number: a long cell of far more…',
        place: { file: 'data/ids.txt', line: 6 }
      },
      {
        message: 'Line 7: not a number: three\\u202e',
        place: { file: 'data/ids.txt', line: 7 }
      },
      {
        message:
          '7 lines or records hold no ID and stop the step: 6 × not a number, 1 × scientific notation.',
        place: undefined
      }
    ])
  })

  it('are counted and left out with `skip`', async () => {
    const outcome = await prepare({ 'ids.txt': content }, { onInvalid: 'skip' })
    expect(outcome.code).toBeUndefined()
    expect(outcome.ids).toEqual([ids[0], ids[1]].sort())
    expect(outcome.warnings).toHaveLength(6)
    expect(outcome.warnings[5]?.message).toContain('were skipped')
  })

  it('are named by the line on which their record starts', async () => {
    const csv = `text,tweet_id\n"a\nb",${ids[0] ?? ''}\n"c\nd",no\n"e",none\n`
    const { warnings } = await prepare({ 'ids.csv': csv })
    expect(warnings.map(({ place }) => place?.line)).toEqual([4, 6, undefined])
  })

  it('are named by line in lines of JSON too', async () => {
    const { warnings } = await prepare({
      'ids.jsonl': `{"id":"${ids[0] ?? ''}"}\n\n{"id":"x"}\n{"id":\n`
    })
    expect(warnings.map(({ place }) => place?.line)).toEqual([3, 4, undefined])
  })
})

describe('one enormous line', () => {
  it('of IDs is read in pieces', async () => {
    const many = tweetIds(60_000)
    const { record, ids: read } = await prepare({ 'ids.txt': many.join(',') })
    expect(record).toMatchObject({ read: 60_000, submitted: 60_000 })
    expect(read).toEqual(many)
  })

  it('without an ID is one bad line', async () => {
    const { record } = await prepare(
      {
        'ids.txt': `${ids[0] ?? ''}\n${'x'.repeat(3_000_000)}\n${ids[1] ?? ''}\n`
      },
      { onInvalid: 'skip' }
    )
    expect(record).toMatchObject({ read: 3, submitted: 2, invalid: 1 })
  })

  it('of JSON, with texts of any length, is read in pieces', async () => {
    const posts = ids.map(id => ({ id, text: 'x"'.repeat(5000) }))
    posts.push({ id: '7', text: '\\"'.repeat(1_500_000) })
    const { record } = await prepare({
      'ids.jsonl': `${JSON.stringify({ data: posts })}\n`
    })
    expect(record).toMatchObject({ read: 1001, submitted: 1001, invalid: 0 })
  })
})

describe('a step that is cancelled', () => {
  it('stops with the reason, and leaves no part behind', async () => {
    let work = ''
    const prepared = prepare(
      { 'ids.txt': ids.join('\n') },
      {},
      {
        cancelled: new Error('cancelled'),
        look: async directory => {
          work = (await readdir(join(directory))).join()
        }
      }
    )
    await expect(prepared).rejects.toThrow('cancelled')
    expect(work).toBe('')
  })

  it('says nothing of a file that it would not have read to its end', async () => {
    const prepared = prepare(
      { 'ids.csv': `id,text\n1,"${'x'.repeat(3_000_000)}` },
      {},
      { cancelled: new Error('cancelled') }
    )
    await expect(prepared).rejects.toThrow('cancelled')
  })
})
