// The lists by required action, from sets that come in chunks of any size.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { SortedIds } from '../../../src/ids/id-set.js'
import { requiredActions } from '../../../src/domain.js'
import { perAction, writeLists } from '../../../src/results/lists.js'
import { filesBelow, temporaryFolders } from '../../support/folders.js'

const newFolder = temporaryFolders()

/** A set that comes in chunks of `size`; `ended` is called when an iteration over it is. */
function inChunks(
  ids: readonly bigint[],
  size: number,
  ended: () => void = () => undefined
): SortedIds {
  return {
    size: ids.length,
    async *chunks() {
      try {
        for (let at = 0; at < ids.length; at += size)
          yield Promise.resolve(BigUint64Array.from(ids.slice(at, at + size)))
      } finally {
        ended()
      }
    },
    dispose: () => Promise.resolve()
  }
}

async function textsBelow(folder: string): Promise<Record<string, string>> {
  const files = await filesBelow(folder)
  return Object.fromEntries(
    Object.entries(files).map(([name, content]) => [name, String(content)])
  )
}

const someIds = fc
  .uniqueArray(fc.bigInt(1n, 40n), { maxLength: 25 })
  .map(ids => ids.sort((a, b) => Number(a - b)))
const chunkSize = fc.integer({ min: 1, max: 9 })

describe('writeLists', () => {
  it('lists like a plain model, however the sets are cut into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        someIds,
        fc.tuple(someIds, someIds, someIds, someIds),
        fc.tuple(chunkSize, chunkSize),
        async (submitted, sets, [size, sizeOfAsked]) => {
          const folder = await newFolder()
          const setOf = (place: number) => sets[place] ?? []
          const matched = await writeLists(
            inChunks(submitted, size),
            perAction(action =>
              inChunks(setOf(requiredActions.indexOf(action)), sizeOfAsked)
            ),
            folder
          )
          const lists = requiredActions.map((_, place) =>
            setOf(place)
              .filter(id => submitted.includes(id))
              .filter(id => !sets.slice(0, place).flat().includes(id))
          )
          expect(matched).toMatchObject({
            lists: Object.fromEntries(
              requiredActions.map((name, place) => [
                name,
                { ids: lists[place]?.length }
              ])
            ),
            required: Object.fromEntries(
              requiredActions.map((name, place) => [name, lists[place]?.length])
            ),
            unsubmitted: sets.flat().filter(id => !submitted.includes(id))
              .length
          })
          expect(await textsBelow(folder)).toEqual(
            Object.fromEntries(
              requiredActions.map((name, place) => [
                `${name}.txt`,
                (lists[place] ?? []).map(id => `${id}\n`).join('')
              ])
            )
          )
        }
      ),
      { numRuns: 100 }
    )
  })

  it('leaves nothing behind, and nothing open, when a set can not be read to its end', async () => {
    const folder = await newFolder()
    let ended = 0
    const torn: SortedIds = {
      ...inChunks([], 1),
      async *chunks() {
        yield Promise.resolve(BigUint64Array.of(1n))
        throw new Error('torn')
      }
    }
    await expect(
      writeLists(
        torn,
        perAction(() => inChunks([1n, 2n], 2, () => ended++)),
        folder
      )
    ).rejects.toThrow('torn')
    expect(ended).toBe(requiredActions.length)
    expect(await filesBelow(folder)).toEqual({})
  })

  it('leaves no half of a list when one can not get its name', async () => {
    const folder = await newFolder()
    await mkdir(join(folder, 'scrub-geo.txt', 'full'), { recursive: true })
    await expect(
      writeLists(
        inChunks([1n], 1),
        perAction(() => inChunks([1n], 1)),
        folder
      )
    ).rejects.toThrow(/scrub-geo/)
    expect(await textsBelow(folder)).toEqual({
      'delete.txt': '1\n',
      'refetch.txt': '',
      'review.txt': ''
    })
  })
})
