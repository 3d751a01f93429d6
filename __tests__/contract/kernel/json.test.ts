// The tokenizer against `JSON.parse`: the same texts are accepted, and their values are the same, wherever chunks end.
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { JsonTokenizer, kinds, tokenWords } from '../../../src/kernel/json.js'

/** What the tokenizer makes of a text that is cut at these places; undefined where it is refused. */
function read(text: string, cuts: readonly number[]): unknown {
  const tokenizer = new JsonTokenizer({
    keys: ['id', 'text'],
    isLines: false,
    all: true,
    longestRecord: 1 << 20
  })
  // A value alone, so that an array is a record as a whole.
  const bytes = Buffer.from(`[${text}]`)
  const ends = [...cuts, bytes.length].map(cut => Math.min(cut, bytes.length))
  const values: unknown[] = []
  const drain = (): boolean => {
    for (;;) {
      const found = tokenizer.next()
      if (found === 'more') return true
      if (found !== 'record') return false
      values.push(valueOf(tokenizer.tape, tokenizer.bytes, 0))
    }
  }
  let from = 0
  for (const end of ends.sort((a, b) => a - b)) {
    tokenizer.feed(bytes.subarray(from, end))
    from = end
    if (!drain()) return undefined
  }
  tokenizer.end()
  return drain() && !tokenizer.isOpen && values.length === 1
    ? values[0]
    : undefined
}

/** The value of a token, with objects as `JSON.parse` makes them. */
function valueOf(tape: Uint32Array, bytes: Buffer, token: number): unknown {
  const at = token * tokenWords
  const kind = (tape[at] ?? 0) & 0xf
  const text = bytes.toString('utf8', tape[at + 1], tape[at + 2])
  if (kind !== kinds.object && kind !== kinds.array)
    return JSON.parse(text) as unknown
  const members: [string, unknown][] = []
  const end = tape[at + 4] ?? 0
  for (
    let child = token + 1;
    child < end;
    child = tape[child * tokenWords + 4] ?? end
  ) {
    const keyStart = tape[child * tokenWords + 3] ?? 0
    const key = /^"(?:[^"\\]|\\.)*"/s.exec(
      bytes.toString('utf8', keyStart, tape[child * tokenWords + 1])
    )?.[0]
    members.push([
      kind === kinds.object ? String(JSON.parse(key ?? '""')) : '',
      valueOf(tape, bytes, child)
    ])
  }
  return kind === kinds.array
    ? members.map(([, value]) => value)
    : Object.fromEntries(members)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** Objects whose keys come again, in the same order or another. */
const alike = fc
  .array(
    fc.dictionary(
      fc.constantFrom('id', 'idx', '', 'é', '\"', 'text', 'x'.repeat(60)),
      fc.oneof(
        { depthSize: 'small' },
        fc.jsonValue({ maxDepth: 1 }),
        fc.object({
          key: fc.constantFrom('id', 'text'),
          maxDepth: 2,
          withNullPrototype: false,
          values: [fc.nat(), fc.string()]
        })
      ),
      { maxKeys: 5 }
    ),
    { maxLength: 8 }
  )
  .map(objects => JSON.stringify(objects))
const spaced = fc
  .oneof(fc.json({ maxDepth: 5 }), alike)
  .chain(text =>
    fc.constantFrom(
      text,
      JSON.stringify(JSON.parse(text), undefined, 1),
      ` \t${text}\r\n`
    )
  )
/** A text with one character put in, taken out or changed. */
const nearlyJson = fc
  .tuple(
    spaced,
    fc.nat(200),
    fc.constantFrom(...Array.from('"\\{}[],:01-.e+\n\u0001t u/')),
    fc.nat(2)
  )
  .map(([text, place, character, kind]) => {
    const at = place % (text.length + 1)
    return (
      text.slice(0, at) +
      (kind === 1 ? '' : character) +
      text.slice(kind === 0 ? at : at + 1)
    )
  })
const cuts = fc.array(fc.nat(200), { maxLength: 5 })

describe('the tokenizer', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(spaced, cuts, (text, places) => {
        expect(read(text, places)).toEqual(parse(text))
      }),
      { numRuns: 500 }
    )
  })

  it('refuses what JSON.parse refuses', () => {
    fc.assert(
      fc.property(nearlyJson, cuts, (text, places) => {
        // Outside of the array that is put around it, it would end that.
        fc.pre(parse(text) !== undefined || parse(`[${text}]`) === undefined)
        expect(read(text, places)).toEqual(parse(text))
      }),
      { numRuns: 1000 }
    )
  })

  it.each([
    '1200000000000000001',
    '-0',
    '1e400',
    '"\\ud83d"',
    '{"a":1,"a":2,"__proto__":3}'
  ])('leaves %s as it is', text => {
    const tokenizer = new JsonTokenizer({
      keys: [],
      isLines: true,
      all: true,
      longestRecord: 100
    })
    tokenizer.feed(Buffer.from(`${text}\n`))
    expect(tokenizer.next()).toBe('record')
    expect(tokenizer.bytes.toString()).toBe(text)
    expect(tokenizer.next()).toBe('more')
  })

  it.each([
    ['a string without its end', `"${'x'.repeat(2000)}`],
    ['an object without its end', `{"a":[${'1,'.repeat(1000)}`]
  ])('gives up %s at the bound', (_, text) => {
    const tokenizer = new JsonTokenizer({
      keys: [],
      isLines: true,
      longestRecord: 1000
    })
    tokenizer.feed(Buffer.from(text))
    expect(tokenizer.next()).toBe('too-long')
  })

  it('takes time in proportion, however long a record is', () => {
    const microsecondsOf = (chunks: number): number => {
      const tokenizer = new JsonTokenizer({
        keys: [],
        isLines: true,
        longestRecord: 1 << 30
      })
      const chunk = Buffer.alloc(10_000, 'x')
      const began = process.cpuUsage()
      tokenizer.feed(Buffer.from('"'))
      for (let n = 0; n < chunks; n++) {
        tokenizer.feed(chunk)
        if (tokenizer.next() !== 'more') throw new Error('a record too soon')
      }
      return process.cpuUsage(began).user
    }
    const [small = 1, large = 1] = [500, 4000].map(chunks =>
      Math.min(...[1, 2, 3].map(() => microsecondsOf(chunks)))
    )
    // Eight times as long; in square it would take seconds. The clock is coarse.
    expect(large / Math.max(small, 5000)).toBeLessThan(32)
  })
})
