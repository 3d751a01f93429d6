// Files packed with zstd: frames of every make are read, and whatever is cut off or damaged is refused.
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { constants, zstdCompressSync } from 'node:zlib'
import { unzstd } from '../../../src/content/decode/zstd.js'
import { prepare, tweetIds } from './support.js'

const ids = tweetIds(3000)
const text = `${ids.join('\n')}\n`
const sorted = [...ids].sort()

const frame = zstdCompressSync(text)
const withChecksum = zstdCompressSync(text, {
  params: { [constants.ZSTD_c_checksumFlag]: 1 }
})

/** A frame that a reader has to pass over, with `stated` as the length it claims. */
function skippable(length: number, stated = length): Buffer {
  const frame = Buffer.alloc(8 + length)
  frame.writeUInt32LE(0x184d2a50, 0)
  frame.writeUInt32LE(stated, 4)
  return frame
}

/** A frame that states, in a field of `width` bytes, the dictionary 0, which is none. */
function withoutDictionary(width: 1 | 2 | 4): Buffer {
  const descriptor = frame.readUInt8(4)
  const isSingle = (descriptor & 0x20) !== 0
  const stated = Buffer.from(frame)
  stated.writeUInt8(descriptor | { 1: 1, 2: 2, 4: 3 }[width], 4)
  const at = isSingle ? 5 : 6
  return Buffer.concat([
    stated.subarray(0, at),
    Buffer.alloc(width),
    stated.subarray(at)
  ])
}

function read(content: Buffer) {
  return prepare({ 'ids.txt.zst': content })
}

describe('zstd', () => {
  it.each([
    ['with a checksum', withChecksum],
    [
      'without the size of its content',
      zstdCompressSync(text, {
        params: { [constants.ZSTD_c_contentSizeFlag]: 0 }
      })
    ],
    [
      'of blocks that repeat one byte',
      Buffer.concat([
        zstdCompressSync('\n'.repeat(200_000)),
        zstdCompressSync(text)
      ])
    ],
    [
      'in more than one window',
      zstdCompressSync(text, { params: { [constants.ZSTD_c_windowLog]: 10 } })
    ],
    [
      'with frames to pass over around it',
      Buffer.concat([skippable(0), frame, skippable(3), skippable(9)])
    ],
    [
      'in front of a frame of nothing',
      Buffer.concat([frame, zstdCompressSync('')])
    ],
    ['with one byte for a dictionary that it lacks', withoutDictionary(1)],
    ['with two bytes for a dictionary that it lacks', withoutDictionary(2)],
    ['with four bytes for a dictionary that it lacks', withoutDictionary(4)]
  ])('is read %s', async (_, content) => {
    const outcome = await read(content)
    expect(outcome.code).toBeUndefined()
    expect(outcome.ids).toEqual(sorted)
    expect(outcome.record?.files[0]?.compression).toBe('zstd')
  })

  it.each([
    ['in the checksum', withChecksum.subarray(0, -2)],
    ['in the header of a block', frame.subarray(0, 10)],
    ['behind the mark of the frame', frame.subarray(0, 4)],
    [
      'in the mark of a second frame',
      Buffer.concat([frame, frame.subarray(0, 2)])
    ],
    [
      'in the length of a frame to pass over',
      Buffer.concat([frame, skippable(0).subarray(0, 6)])
    ],
    ['in a frame to pass over', Buffer.concat([frame, skippable(3, 4000)])]
  ])('is refused when cut off %s', async (_, content) => {
    const { code, message, ids } = await read(content)
    expect(code).toBe('ids-invalid')
    expect(message).toMatch(/cut off/)
    expect(ids).toEqual([])
  })

  it('is refused when a byte of its content has changed', async () => {
    const damaged = Buffer.from(withChecksum)
    const middle = damaged.length >> 1
    damaged.writeUInt8(damaged.readUInt8(middle) ^ 0xff, middle)
    const { code, message } = await read(damaged)
    expect(code).toBe('ids-invalid')
    expect(message).toMatch(/damaged|cut off/)
  })

  it('is refused as damaged when something else stands behind it', async () => {
    const { code, message } = await read(
      Buffer.concat([frame, Buffer.from('junk')])
    )
    expect(code).toBe('ids-invalid')
    expect(message).toMatch(/damaged/)
  })
})

describe('zstd of many frames', () => {
  const empty = zstdCompressSync('')
  const joined = async (raw: Iterable<Uint8Array>) => {
    const pieces: Buffer[] = []
    const chunks = (async function* () {
      yield* await Promise.resolve(raw)
    })()
    for await (const piece of unzstd(chunks, 'ids.zst'))
      pieces.push(Buffer.from(piece))
    return Buffer.concat(pieces).toString()
  }

  it('gives the content of all of them, in whatever pieces they come', async () => {
    const content = fc.oneof(
      fc.string({ maxLength: 50 }),
      fc.constantFrom('', 'x'.repeat(300_000))
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(content, { maxLength: 6 }),
        fc.integer({ min: 1, max: 40 }),
        async (contents, size) => {
          const raw = Buffer.concat(
            contents.flatMap(each => [zstdCompressSync(each), skippable(3)])
          )
          const count = Math.ceil(raw.length / size)
          const pieces = Array.from({ length: count }, (_, at) =>
            raw.subarray(at * size, (at + 1) * size)
          )
          expect(await joined(pieces)).toBe(contents.join(''))
        }
      ),
      { numRuns: 40 }
    )
  })

  it('that are empty takes no longer than reading them', async () => {
    const frames = Buffer.concat(Array.from({ length: 200_000 }, () => empty))
    const started = performance.now()
    expect(await joined([frames, zstdCompressSync('1\n')])).toBe('1\n')
    expect(performance.now() - started).toBeLessThan(2000)
  })

  it('is refused for what this machine should not take', async () => {
    const header = (descriptor: number, ...rest: number[]) =>
      Buffer.from([0x28, 0xb5, 0x2f, 0xfd, descriptor, ...rest, 9, 0, 0, 0x31])
    const wide = header(0, (31 - 10) << 3)
    const withDictionary = header(1, (20 - 10) << 3, 5)
    for (const [content, words] of [
      [wide, /window above/],
      [withDictionary, /dictionary/]
    ] as const) {
      const { code, message } = await read(content)
      expect({ code, message }).toEqual({
        code: 'ids-invalid',
        message: expect.stringMatching(words)
      })
    }
  })

  it('is refused when it unpacks without measure', async () => {
    // A frame of blocks that each repeat one byte 131,072 times (RFC 8878, 3.1.1.2).
    const blocks = Buffer.alloc(4 * 20_000)
    for (let at = 0; at < blocks.length; at += 4)
      blocks.writeUInt32LE(
        (((1 << 17) << 3) | (1 << 1) | (0x0a << 24)) >>> 0,
        at
      )
    const start = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, (17 - 10) << 3])
    let given = 0
    const unpacking = (async () => {
      const raw = (async function* () {
        yield await Promise.resolve(Buffer.concat([start, blocks]))
      })()
      for await (const piece of unzstd(raw, 'ids.zst')) given += piece.length
    })()
    await expect(unpacking).rejects.toMatchObject({ code: 'ids-invalid' })
    expect(given).toBeGreaterThan(9e8)
    expect(given).toBeLessThan(1.2e9)
  })
})
