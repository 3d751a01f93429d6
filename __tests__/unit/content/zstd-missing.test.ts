// A Node older than 22.15 has no decoder for zstd: the file is refused with the way around it.
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { prepare } from './support.js'

// Not imported: what an import gives is settled by the first one.
const zlib = process.getBuiltinModule('node:zlib')
const packed = zlib.zstdCompressSync('1200000000000000001\n')
const decoder = Object.getOwnPropertyDescriptor(zlib, 'createZstdDecompress')

// Such a Node lacks the function; in a file of its own, before anybody asked for it.
beforeEach(() => {
  Object.defineProperty(zlib, 'createZstdDecompress', {
    ...decoder,
    value: undefined
  })
})

afterEach(() => {
  Object.defineProperty(zlib, 'createZstdDecompress', { ...decoder })
})

it('zstd is refused where Node cannot read it', async () => {
  const { code, message, ids } = await prepare({ 'ids.txt.zst': packed })
  expect(code).toBe('ids-invalid')
  expect(message).toBe(
    `\`ids.txt.zst\` is compressed with zstd, which this Node (${process.version}) cannot read. Decoding zstd needs Node 22.15 or newer. Use a newer Node, or unpack the file with \`zstd -d\` in an earlier step.`
  )
  expect(ids).toEqual([])
})
