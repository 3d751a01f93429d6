// Sorted runs of any number and length, in memory and on disk, give every ID once, in order, in chunks that fit memory.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  FileRun,
  inMemory,
  mergeRuns,
  type SortedRun
} from '../../../src/ids/runs.js'

type Ids = BigUint64Array<ArrayBuffer>

let directory: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'runs-'))
})

afterEach(() => rm(directory, { recursive: true, force: true }))

function ids(length: number, idOf: (n: number) => number): Ids {
  return BigUint64Array.from({ length }, (_, n) => BigInt(idOf(n)))
}

/** Chunks as they are given: valid until the next is asked for. */
async function* chunked(all: Ids): AsyncGenerator<Ids, void, undefined> {
  const chunk = new BigUint64Array(10_000)
  for (let from = 0; from < all.length; from += chunk.length) {
    const some = all.subarray(from, from + chunk.length)
    chunk.set(some)
    yield await Promise.resolve(chunk.subarray(0, some.length))
  }
}

let files = 0

async function onDisk(all: Ids): Promise<FileRun> {
  const run = new FileRun(join(directory, `run-${++files}.bin`))
  await run.write(chunked(all), () => undefined)
  return run
}

/** The bytes of what the runs give, and the lengths of the chunks. */
async function merged(runs: readonly SortedRun[]) {
  const chunks: Buffer[] = []
  for await (const chunk of mergeRuns(runs))
    chunks.push(Buffer.from(BigUint64Array.from(chunk).buffer))
  return {
    bytes: Buffer.concat(chunks),
    lengths: chunks.map(chunk => chunk.length / 8)
  }
}

const cases: [shape: string, runs: Ids[]][] = [
  ['none', []],
  ['one that is empty', [ids(0, n => n)]],
  ['one of one ID', [ids(1, () => 5)]],
  ['one that is long', [ids(250_000, n => 2 * n + 1)]],
  [
    'two that take turns',
    [ids(120_000, n => 2 * n + 1), ids(120_000, n => 2 * n + 2)]
  ],
  [
    'two of which one ends before the other begins',
    [ids(100_000, n => n + 200_000), ids(100_000, n => n + 1)]
  ],
  ['two alike', [ids(100_000, n => 3 * n + 1), ids(100_000, n => 3 * n + 1)]],
  [
    'a short one below, within and above a long one, and an empty one',
    [
      ids(300, n => n + 1),
      ids(300_000, n => 10 * n + 1000),
      ids(0, n => n),
      ids(300, n => 10_000 * n + 1),
      ids(300, n => n + 5_000_000)
    ]
  ],
  [
    'one ID, again and again, between others',
    [
      ids(200_000, () => 50_000),
      ids(100_000, n => n + 1),
      ids(200_000, () => 50_000)
    ]
  ],
  [
    'many of them',
    Array.from({ length: 60 }, (_, at) => ids(4000, n => 45 * n + at + 1))
  ]
]

describe.each(cases)('runs: %s', (_, runs) => {
  const total = new Set(runs.flatMap(run => [...run]))
  const expected = Buffer.from(BigUint64Array.from(total).sort().buffer)

  it.each<[string, (run: Ids, at: number) => SortedRun | Promise<SortedRun>]>([
    ['in memory', inMemory],
    ['on disk', onDisk],
    ['in both', (run, at) => (at % 2 === 0 ? onDisk(run) : inMemory(run))]
  ])('%s', async (_, place) => {
    const placed: SortedRun[] = []
    for (const [at, run] of runs.entries()) placed.push(await place(run, at))
    expect(placed.map(({ length }) => length)).toEqual(
      runs.map(({ length }) => length)
    )
    const { bytes, lengths } = await merged(placed)
    expect(bytes.equals(expected)).toBe(true)
    expect(Math.min(...lengths)).toBeGreaterThan(0)
    // A round, and what every run may have beyond its share of it.
    expect(Math.max(0, ...lengths)).toBeLessThanOrEqual(
      65_536 + 64 * runs.length
    )
  })
})

describe('a run on disk', () => {
  it('can be read again, and is gone once removed', async () => {
    const run = await onDisk(ids(1000, n => n + 1))
    const { bytes } = await merged([run])
    expect((await merged([run])).bytes.equals(bytes)).toBe(true)
    await run.remove()
    await run.remove()
    expect(await readdir(directory)).toEqual([])
  })

  it('never takes the place of a file that is there', async () => {
    const path = join(directory, 'run.bin')
    const write = () =>
      new FileRun(path).write(chunked(ids(1, () => 1)), () => undefined)
    await write()
    await expect(write()).rejects.toMatchObject({ code: 'EEXIST' })
  })

  /** Those of the folder that this process has open. */
  async function openFiles(): Promise<string[]> {
    const links = await readdir('/proc/self/fd')
    const paths = await Promise.all(
      links.map(link => readlink(`/proc/self/fd/${link}`).catch(() => ''))
    )
    return paths.filter(path => path.includes(directory))
  }

  const whereOpenFilesShow = existsSync('/proc/self/fd') ? it : it.skip
  whereOpenFilesShow('stays open while it is read, no longer', async () => {
    const runs = [await onDisk(ids(1000, n => n + 1))]
    await expect(
      new FileRun(join(directory, 'stopped.bin')).write(
        chunked(ids(1, () => 1)),
        () => {
          throw new Error('stop')
        }
      )
    ).rejects.toThrow('stop')
    expect(await openFiles()).toEqual([])
    for await (const chunk of mergeRuns(runs)) {
      expect(chunk).toHaveLength(1000)
      expect(await openFiles()).toHaveLength(1)
      break
    }
    expect(await openFiles()).toEqual([])
  })
})
