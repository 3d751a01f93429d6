// Parts on disk: whole IDs in files of the size that was asked for, under their names once they are whole.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freeSpace } from '../../../src/lib/free-space.js'
import { PartWriter, requireRoom } from '../../../src/ids/parts.js'
import { bytes } from '../../../src/lib/text.js'

let directory: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'parts-'))
})

afterEach(() => rm(directory, { recursive: true, force: true }))

/** IDs of 19 digits. */
function idsFrom(first: number, count: number): BigUint64Array<ArrayBuffer> {
  return BigUint64Array.from(
    { length: count },
    (_, n) => 10n ** 18n + BigInt(first + n)
  )
}

function textOf(ids: Iterable<bigint>): string {
  return [...ids].map(id => `${id}\n`).join('')
}

// A part is written by way of buffers of 1 MiB, which is 52,428 IDs and a bit.
describe('parts', () => {
  it.each<[string, number, number[], number[]]>([
    ['of one ID', 1, [3], [1, 1, 1]],
    ['of no IDs at all hold one', 0, [2], [1, 1]],
    ['that are just full', 4, [4, 4], [4, 4]],
    ['that begin within a chunk', 4, [3, 3, 3], [4, 4, 1]],
    ['that fill a buffer', 52_428, [52_428, 52_428], [52_428, 52_428]],
    ['of many buffers', 250_000, [1, 200_000, 52_427, 9], [250_000, 2437]],
    ['that nothing is written to', 5, [], []],
    ['of chunks with nothing in them', 5, [0, 2, 0], [2]]
  ])('%s', async (_, idsPerPart, chunks, sizes) => {
    const writer = new PartWriter(directory, idsPerPart)
    let first = 0
    for (const count of chunks) {
      const chunk = idsFrom(first, count)
      await writer.write(chunk)
      // A chunk is valid until the next is asked for.
      chunk.fill(1n)
      first += count
    }
    const parts = await writer.end()
    first = 0
    for (const [at, size] of sizes.entries()) {
      const text = textOf(idsFrom(first, size))
      const path = join(directory, `part-${at + 1}.txt`)
      expect(parts[at]).toEqual({
        part: at + 1,
        of: sizes.length,
        ids: size,
        bytes: text.length,
        path,
        sha256: createHash('sha256').update(text).digest('hex'),
        first: idsFrom(first, size).at(0) ?? 0n,
        last: idsFrom(first, size).at(-1) ?? 0n
      })
      expect((await readFile(path, 'utf8')) === text).toBe(true)
      first += size
    }
    expect(parts).toHaveLength(sizes.length)
    expect(await readdir(directory)).toHaveLength(sizes.length)
  })

  it('have another name until they are whole', async () => {
    const writer = new PartWriter(directory, 2)
    await writer.write(idsFrom(0, 3))
    expect((await readdir(directory)).sort()).toEqual([
      'part-1.txt',
      'part-2.txt.partial'
    ])
    await writer.end()
    expect((await readdir(directory)).sort()).toEqual([
      'part-1.txt',
      'part-2.txt'
    ])
  })

  it('never take the place of a file that is there', async () => {
    await writeFile(join(directory, 'part-1.txt.partial'), 'mine')
    await expect(
      new PartWriter(directory, 2).write(idsFrom(0, 1))
    ).rejects.toMatchObject({ code: 'EEXIST' })
  })

  it.each([1, 4, 200_000])(
    'leave nothing when they are not wanted: %d IDs',
    async count => {
      const writer = new PartWriter(directory, 100_000)
      await writer.write(idsFrom(0, 3))
      await writer.write(idsFrom(3, count))
      await writer.dispose()
      expect(await readdir(directory)).toEqual([])
    }
  )

  // Elsewhere an open file stays.
  const onPosix = process.platform === 'win32' ? it.skip : it
  onPosix('may be gone when they are not wanted', async () => {
    const writer = new PartWriter(directory, 2)
    await writer.write(idsFrom(0, 3))
    await rm(directory, { recursive: true })
    await expect(writer.dispose()).resolves.toBeUndefined()
  })
})

describe('room for the parts', () => {
  const bytesOfId = 20

  it('is enough where they take half of what is free', async () => {
    const ids = Math.floor((await freeSpace(directory)) / bytesOfId / 2)
    await expect(requireRoom(ids, directory)).resolves.toBeUndefined()
  })

  it('is missing where they take twice of it, and both are told', async () => {
    const before = await freeSpace(directory)
    const ids = Math.ceil((2 * before) / bytesOfId)
    const refused = await requireRoom(ids, directory).catch(
      (error: unknown) => error
    )
    expect(refused).toMatchObject({ code: 'disk-full' })
    // Other tests write to the same disk.
    expect(
      [before, await freeSpace(directory)].map(
        free =>
          `The parts to upload need up to ${bytes(ids * bytesOfId)}, and the disk has ${bytes(free)} free. Free space in an earlier step, or use a runner with a larger disk.`
      )
    ).toContain((refused as Error).message)
  })
})
