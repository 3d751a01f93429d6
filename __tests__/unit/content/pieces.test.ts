// The pieces that files are read in: none is lost, and none that is slow to read is long.
import { expect, it } from '@jest/globals'
import { evenPieces } from '../../../src/content/decode/pieces.js'

const chunk = Uint8Array.from({ length: 1 << 20 }, (_, at) => at % 251)

async function* chunks(count: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < count; at++) yield await Promise.resolve(chunk)
}

function work(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}

it('become shorter while they are slow to read, and longer again', async () => {
  const lengths: number[] = []
  const read: Uint8Array[] = []
  for await (const piece of evenPieces(
    chunks(12),
    new AbortController().signal
  )) {
    lengths.push(piece.length)
    read.push(piece.slice())
    if (lengths.length > 5 && lengths.length <= 8) work(50)
  }
  const whole = Buffer.concat(Array.from({ length: 12 }, () => chunk))
  expect(Buffer.concat(read).equals(whole)).toBe(true)
  expect(lengths[0]).toBe(1 << 18)
  expect(Math.max(...lengths.slice(0, 6))).toBe(1 << 20)
  expect(Math.min(...lengths.slice(6, 10))).toBe(1 << 18)
  expect(lengths.at(-1)).toBe(1 << 20)
})

it('end when nobody wants them any more', async () => {
  const over = new AbortController()
  let count = 0
  const reading = (async () => {
    for await (const piece of evenPieces(chunks(9), over.signal)) {
      count += piece.length > 0 ? 1 : 0
      over.abort(new Error('over'))
    }
  })()
  await expect(reading).rejects.toThrow('over')
  expect(count).toBe(1)
})
