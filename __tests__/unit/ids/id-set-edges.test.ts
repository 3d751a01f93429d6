// When IDs go to disk, what is left of them there, and IDs that are added many at a time.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { IdCollector, type SortedIds } from '../../../src/ids/id-set.js'

/** IDs are sorted, and go to disk, in blocks of so many. */
const block = 65_536
/** Bytes for three blocks. */
const budget = 3 * 8 * block

let directory: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'id-set-'))
})

afterEach(() => rm(directory, { recursive: true, force: true }))

/** The IDs from `first` on, so that no two come next to each other. */
function scattered(first: number, count: number): BigUint64Array<ArrayBuffer> {
  return BigUint64Array.from({ length: count }, (_, n) =>
    BigInt(first + ((n * 7919) % count))
  )
}

/** The bytes of all IDs of a set. */
async function bytesOf(set: SortedIds): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of set.chunks())
    chunks.push(Buffer.from(BigUint64Array.from(chunk).buffer))
  return Buffer.concat(chunks)
}

/** Those of the IDs from 1 to `last`. */
function bytesUpTo(last: number): Buffer {
  const ids = BigUint64Array.from({ length: last }, (_, n) => BigInt(n + 1))
  return Buffer.from(ids.buffer)
}

describe('many IDs at a time', () => {
  it.each([
    ['fewer than a block', [10, 20, 30]],
    ['a block', [block, block]],
    ['more than a block', [100_000, 1, 150_000]],
    ['one short of a block, and more', [block - 1, 1, block + 1]]
  ])('are all there: %s', async (_, counts) => {
    const collector = new IdCollector({ directory })
    let added = 0
    for (const count of counts) {
      collector.addAll(scattered(1 + added, count))
      added += count
      expect(collector.added).toBe(added)
    }
    const set = await collector.finish()
    expect(set.size).toBe(added)
    expect((await bytesOf(set)).equals(bytesUpTo(added))).toBe(true)
  })

  it('may be a view into more', async () => {
    const collector = new IdCollector({ directory })
    collector.addAll(BigUint64Array.of(9n, 3n, 2n, 1n, 9n).subarray(1, 4))
    expect((await bytesOf(await collector.finish())).equals(bytesUpTo(3))).toBe(
      true
    )
  })
})

describe('the budget', () => {
  it('is used up before a run goes to disk', async () => {
    const collector = new IdCollector({ directory, budget })
    const files: number[] = []
    for (let at = 0; at < 8; at++) {
      collector.addAll(scattered(1 + at * block, block))
      await collector.settle()
      files.push((await readdir(directory)).length)
    }
    expect(files).toEqual([0, 0, 1, 1, 1, 2, 2, 2])
    const set = await collector.finish()
    expect(set.size).toBe(8 * block)
    expect((await bytesOf(set)).equals(bytesUpTo(8 * block))).toBe(true)
    await set.dispose()
    expect(await readdir(directory)).toEqual([])
  })

  it('holds two blocks at least', async () => {
    const collector = new IdCollector({ directory, budget: 1 })
    await collector.settle()
    collector.addAll(scattered(1, block))
    await collector.settle()
    expect(await readdir(directory)).toEqual([])
    collector.addAll(scattered(1, block))
    await collector.settle()
    expect(await readdir(directory)).toHaveLength(1)
    await collector.dispose()
  })
})

describe('nothing is left', () => {
  it('on disk of a set that is not wanted after all', async () => {
    const collector = new IdCollector({ directory, budget })
    collector.addAll(scattered(1, 3 * block))
    await collector.settle()
    expect(await readdir(directory)).toHaveLength(1)
    await collector.dispose()
    expect(await readdir(directory)).toEqual([])
  })

  it('on disk when the step is cancelled while a run is written', async () => {
    const stop = new AbortController()
    const { signal } = stop
    const collector = new IdCollector({ directory, budget, signal })
    collector.addAll(scattered(1, 3 * block))
    const settling = collector.settle()
    stop.abort(new Error('stop'))
    await expect(settling).rejects.toThrow('stop')
    await collector.dispose()
    expect(await readdir(directory)).toEqual([])
  })

  it('of a set that was disposed of, once or twice', async () => {
    const collector = new IdCollector({ directory, budget })
    collector.addAll(scattered(1, 3 * block))
    await collector.settle()
    collector.addAll(scattered(1, 100))
    const set = await collector.finish()
    await set.dispose()
    expect(await bytesOf(set)).toHaveLength(0)
    await set.dispose()
    expect(await readdir(directory)).toEqual([])
  })
})
