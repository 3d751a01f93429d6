// Files packed with zstd: frames of every make are read, and whatever is cut off or damaged is refused.
import { describe, expect, it } from '@jest/globals'
import { constants, zstdCompressSync } from 'node:zlib'
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
