// JSON that is not UTF-8 is told of, wherever its bytes are cut into pieces.
import { expect, it } from '@jest/globals'
import { isUtf8 } from 'node:buffer'
import fc from 'fast-check'
import { Utf8Check } from '../../../src/content/decode/utf8.js'
import { prepare } from './support.js'

const a = '1201234500000000101'

it('is judged as by the whole bytes', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.uint8Array({ maxLength: 3 }),
          fc
            .string({ unit: 'binary', maxLength: 4 })
            .map(text => Uint8Array.from(Buffer.from(text)))
        ),
        { maxLength: 8 }
      ),
      fc.array(fc.nat(40), { maxLength: 6 }),
      (parts, cuts) => {
        const bytes = Buffer.concat(parts)
        const ends = cuts.map(cut => Math.min(cut, bytes.length))
        const places = [0, ...ends.toSorted((x, y) => x - y), bytes.length]
        const check = new Utf8Check()
        for (const [at, place] of places.entries())
          check.feed(bytes.subarray(place, places[at + 1] ?? place))
        check.end()
        expect(check.isValid).toBe(isUtf8(bytes))
      }
    ),
    { numRuns: 2000 }
  )
})

it('is read, and told of in a warning', async () => {
  const content = Buffer.from(`{"id":"${a}","text":"é"}\n`, 'latin1')
  const { ids, warnings } = await prepare({ 'posts.jsonl': content })
  expect(ids).toEqual([a])
  expect(warnings.map(({ message }) => message)).toEqual([
    expect.stringContaining('posts.jsonl is not valid UTF-8')
  ])
})

it.each([
  ['lines', `{"id":"${a}","text":"x"}\n{"id":"${a}","geo":NaN}\n`],
  ['one document', `[{"id":"${a}",\n"geo":-Infinity}]`]
])('NaN and Infinity are called by name in %s', async (_, content) => {
  const { message } = await prepare({ 'posts.json': content })
  expect(message).toContain('NaN')
  expect(message).toContain('allow_nan=False')
})
