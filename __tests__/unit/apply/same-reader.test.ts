// The check and apply find the same posts: what the check asks about, apply can take out.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { scanFile } from '../../../src/apply/scan-file.js'
import { idOf, verdict, type EditSink } from '../../../src/apply/edits/edit.js'
import { ListVerdicts, IdSet } from '../../../src/apply/verdicts.js'
import { BadLines } from '../../../src/content/bad-lines.js'
import { readIdFile } from '../../../src/content/read-file.js'
import type { Reading } from '../../../src/content/recognise.js'
import { casesOf, corpusFiles } from '../content/corpus.js'
import { Failure } from '../../../src/lib/failure.js'
import { IdCollector } from '../../../src/ids/id-set.js'
import { tweetIds } from '../content/support.js'

interface Sample {
  name: string
  file: string
  content: string | Buffer
  /** Whether apply may refuse the file instead. */
  mayRefuse?: boolean
}

const [a = '', b = '', c = ''] = tweetIds(3)

/** Tables whose records are cut in ways of their own. */
const tables: [what: string, input: string][] = [
  ['CR at the end of rows', `id,text\r${a},x\r${b},"y, z"\r${c},w\r`],
  ['CR in front of LF', `id,text\r\n${a},"x\r\ny"\r\n${b},z\r\n`],
  ['CR within a text', `id,text\n${a},x\ry\n${b},z\n`],
  ['texts of several lines', `text,id\n"x\ny",${a}\n"""z""",${b}\n`],
  ['TSV with a stray quote', `id\ttext\n${a}\t"x\n${b}\ty"\n`],
  ['a title', `Posts\n\nid;text\n${a};x\n${b};y\n`],
  ['a separator that it names', `sep=|\nid|text\n${a}|x\n${b}|y\n`],
  ['row names of R', `"id","n"\n"1","x${a}",5\n"2","x${b}",6\n`],
  ['a text with a separator', `id,n,text\n${a},1,x, y\n${b},2,z\n`]
]

/** What apply is told to edit in its own tests, and every file of the corpus that is read for posts. */
const samples: Sample[] = [
  ...(
    JSON.parse(readFileSync('__tests__/fixtures/apply/cases.json', 'utf8')) as {
      name: string
      kind: string
      input: string
      error: string | null
    }[]
  )
    .filter(({ error }) => error === null)
    .map(({ name, kind, input }) => ({
      name,
      file: `data.${kind}`,
      content: input
    })),
  ...tables.map(([what, content]) => ({
    name: `a table with ${what}`,
    file: 'ids.csv',
    content
  })),
  ...corpusFiles
    .flatMap(casesOf)
    .filter(
      ({ request: { type, format, columns } }) =>
        type === undefined && format === undefined && columns?.length === 0
    )
    .map(each => ({ ...each, mayRefuse: true }))
]

const { signal } = new AbortController()

describe('the posts that the check asks about', () => {
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'same-reader-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it.each(samples.map(each => [each.name, each] as const))(
    'are taken out, or the file is refused: %s',
    async (_, { file: name, content, mayRefuse = false }) => {
      const path = join(folder, name)
      await writeFile(path, content)
      const file = { path, name, bytes: content.length }
      const set = new IdCollector({ directory: folder, signal })
      const reading: Reading = { type: 'tweets', format: 'auto', columns: [] }
      await readIdFile(file, reading, set, new BadLines(), signal).catch(
        (error: unknown) => {
          if (!(error instanceof Failure)) throw error
        }
      )
      const submitted: bigint[] = []
      await set.finish(chunk => void submitted.push(...chunk))
      if (!mayRefuse) expect(submitted.length).toBeGreaterThan(0)
      for (const id of submitted.slice(0, 20)) {
        const found = await removedFrom(file, id)
        if (mayRefuse && found === 'refused') return
        if (found === 'refused') throw new Error('refused')
        expect(found.removed).toContain(id)
        expect(found.edits).toBeGreaterThan(0)
      }
      const none = await removedFrom(file, 3n)
      if (none !== 'refused') expect(none.edits).toBe(0)
    }
  )

  it('is none where quotes that were no quotes take rows in', async () => {
    const input = `id,text\n${a},"x\n${b},y"\n${c},z\n`
    const name = 'ids.csv'
    const path = join(folder, name)
    await writeFile(path, input)
    const file = { path, name, bytes: input.length }
    expect(await removedFrom(file, BigInt(b))).toBe('refused')
  })
})

/** What apply takes out of a file when one post is gone. */
async function removedFrom(
  file: { path: string; name: string; bytes: number },
  gone: bigint
): Promise<{ removed: bigint[]; edits: number } | 'refused'> {
  const found = { removed: [] as bigint[], edits: 0 }
  const refused: string[] = []
  const ignore = (): void => undefined
  const sink: EditSink = {
    splice: () => {
      found.edits++
    },
    removed: id => {
      found.removed.push(id)
    },
    record: ignore,
    rule: ignore,
    refetch: ignore,
    review: ignore,
    unreachable: ignore,
    bad: (_, reason) => void refused.push(reason),
    unknown: () => void refused.push('unknown')
  }
  const verdicts = new ListVerdicts(
    [[verdict.gone, new IdSet(new BigUint64Array([gone]))]],
    []
  )
  const inputs = {
    format: 'auto',
    idColumn: undefined,
    authorColumn: undefined,
    geoColumns: []
  } as const
  try {
    const checked = () => Promise.resolve('tweets' as const)
    await scanFile(file, checked, sink, { inputs, verdicts, signal })
  } catch (error) {
    if (error instanceof Failure) return 'refused'
    throw error
  }
  return refused.length > 0 ? 'refused' : found
}

it('tells IDs that differ in any bit apart', () => {
  const ids = [1n, 2n ** 31n, 2n ** 32n, 2n ** 32n + 1n, 2n ** 63n - 1n]
  const set = new IdSet(new BigUint64Array(ids))
  const has = (id: bigint) =>
    set.has({ high: Number(id >> 32n), low: Number(id & 0xffffffffn) })
  expect(ids.every(has)).toBe(true)
  expect(ids.map(id => has(id ^ (2n ** 40n))).includes(true)).toBe(false)
  expect(idOf({ high: 0x7fffffff, low: 0xffffffff })).toBe(2n ** 63n - 1n)
})
