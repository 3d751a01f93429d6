// The set gives every ID once, in order, whatever the budget: in memory, on disk or both.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { IdCollector, type SortedIds } from '../../../src/ids/id-set.js'

let directory: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'id-set-'))
})

afterEach(async () => {
  await rm(directory, { recursive: true, force: true })
})

async function all(set: SortedIds): Promise<bigint[]> {
  const ids: bigint[] = []
  for await (const chunk of set.chunks()) ids.push(...chunk)
  return ids
}

function sortedDistinct(ids: readonly bigint[]): bigint[] {
  return [...BigUint64Array.from(new Set(ids)).sort()]
}

describe('a set in memory', () => {
  it('is empty when nothing was added', async () => {
    const set = await new IdCollector({ directory }).finish()
    expect(set.size).toBe(0)
    expect(await all(set)).toEqual([])
  })

  it('holds every ID once, ascending, up to the largest', async () => {
    const id = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n })
    await fc.assert(
      fc.asyncProperty(fc.array(id), fc.array(id), async (some, more) => {
        const ids = [...some, ...more, ...some]
        const collector = new IdCollector({ directory })
        collector.addAll(BigUint64Array.from(ids))
        const visited: bigint[] = []
        const set = await collector.finish(chunk => {
          visited.push(...chunk)
        })
        const expected = sortedDistinct(ids)
        expect(visited).toEqual(expected)
        expect(await all(set)).toEqual(expected)
        expect(set.size).toBe(expected.length)
      })
    )
  })
})

/** Numbers that look shuffled and repeat: 3 × `n` / 4 different ones. */
function* shuffled(n: number): Generator<[high: number, low: number]> {
  const different = Math.floor((n * 3) / 4)
  for (let i = 0; i < n; i++) {
    const which = (i * 7919) % different
    yield [which % 1000, Math.imul(which + 1, 2654435761) >>> 0]
  }
}

describe('a set past its budget', () => {
  it('goes to disk, can be read twice at once, and leaves no file', async () => {
    const n = 1_500_000
    const collector = new IdCollector({ directory, budget: 1 })
    let added = 0
    for (const [high, low] of shuffled(n)) {
      collector.add(high, low)
      if (++added % 100_000 === 0) await collector.settle()
    }
    expect(collector.added).toBe(n)
    expect(await readdir(directory)).not.toEqual([])

    const set = await collector.finish()
    expect(set.size).toBe((n * 3) / 4)
    const other = set.chunks()[Symbol.asyncIterator]()
    let last = 0n
    let seen = 0
    for await (const chunk of set.chunks()) {
      const { value } = (await other.next()) as { value: BigUint64Array }
      expect(Buffer.from(value.buffer).compare(Buffer.from(chunk.buffer))).toBe(
        0
      )
      expect(chunk[0]).toBeGreaterThan(last)
      last = chunk.at(-1) ?? last
      seen += chunk.length
    }
    expect(seen).toBe(set.size)
    await set.dispose()
    expect(await readdir(directory)).toEqual([])
  })

  it('stops with the reason of the signal', async () => {
    const stop = new AbortController()
    const collector = new IdCollector({
      directory,
      budget: 1,
      signal: stop.signal
    })
    for (const [high, low] of shuffled(600_000)) collector.add(high, low)
    stop.abort(new Error('stop'))
    await expect(collector.settle()).rejects.toThrow('stop')
    await expect(collector.finish()).rejects.toThrow('stop')
    await collector.dispose()
    expect(await readdir(directory)).toEqual([])
  })
})
