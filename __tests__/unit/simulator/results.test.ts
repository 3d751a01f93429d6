// The result file: the rule of the verdicts, the forms of its rows, their order, and what odd lines get.
import { describe, expect, it } from '@jest/globals'
import type { Flow } from '../../../src/simulator/index.js'
import { verdictRanges } from '../../../src/simulator/verdicts.js'
import { rowsOf, serve } from './client.js'

const base = 12653244805173616n
const hundred = Array.from(
  { length: 100 },
  (_, digits) => `${base}${String(digits).padStart(2, '0')}`
)
const file = (lines: readonly string[]) => `${lines.join('\n')}\n`

const kinds = (['current', 'storage'] as const).flatMap(flow =>
  (['tweets', 'users'] as const).map(type => [flow, type] as const)
)

describe.each(kinds)('the rule of the %s flow for %s', (flow, type) => {
  it('gives each ending its events, the same each time', async () => {
    const { run } = await serve({ flow })
    const first = await run(file(hundred), { type })
    const found = rowsOf(first)
    for (let ending = 0; ending < 100; ending++) {
      const { events = [] } =
        verdictRanges[flow][type].find(
          ({ from, to }) => ending >= from && ending <= to
        ) ?? {}
      const id = `${base}${String(ending).padStart(2, '0')}`
      expect(found.filter(row => row['id'] === id)).toMatchObject(events)
    }
    expect(await run(file(hundred), { type })).toBe(first)
  })
})

it('gives one event per ID in the current flow, and two for ends in 99 in the storage flow', async () => {
  const events = async (flow: Flow) => {
    const { run } = await serve({ flow })
    const counts = new Map<unknown, number>()
    for (const { id } of rowsOf(await run(file(hundred))))
      counts.set(id, (counts.get(id) ?? 0) + 1)
    return [...counts].filter(([, count]) => count > 1)
  }
  expect(await events('current')).toEqual([])
  expect(await events('storage')).toEqual([[`${base}99`, 2]])
})

describe('the dates of a row', () => {
  const ids = file([`${base}75`, `${base}82`])
  it.each([
    [
      'current',
      'tweets',
      {
        created_at: '2020-05-26T16:50:39.404Z',
        redacted_at: '2020-08-17T16:50:39.404Z',
        deleted_at: '2020-08-17T16:50:39.404Z'
      },
      { created_at: '2020-05-26T16:50:39.404Z', redacted_at: null }
    ],
    [
      'storage',
      'tweets',
      {
        created_at: '2020-05-26T16:50:39.404Z',
        redacted_at: '2020-08-17T16:50:39.404Z'
      },
      { created_at: '2020-05-26T16:50:39.404Z' }
    ],
    [
      'storage',
      'users',
      {
        created_at: '2020-05-26T16:50:39+00:00',
        redacted_at: '2020-08-17T16:50:39+00:00'
      },
      { created_at: '2020-05-26T16:50:39+00:00' }
    ]
  ] as const)(
    'have the form of the %s flow for %s',
    async (flow, type, deleted, suspended) => {
      const { run } = await serve({ flow })
      const rows = rowsOf(await run(ids, { type }))
      const common = { action: 'delete' }
      expect(rows.find(({ reason }) => reason === 'deleted')).toEqual({
        ...common,
        id: `${base}82`,
        reason: 'deleted',
        ...deleted
      })
      expect(rows.find(({ reason }) => reason === 'suspended')).toEqual({
        ...common,
        id: `${base}75`,
        reason: 'suspended',
        ...suspended
      })
    }
  )

  it('are plausible for IDs of every age', async () => {
    const { run, simulator } = await serve()
    const lines = [
      '82',
      '2082',
      '29699999982',
      '29700000082',
      '9223372036854775782'
    ]
    const rows = rowsOf(await run(file(lines)))
    expect(rows).toHaveLength(lines.length)
    for (const row of rows) {
      const created = Date.parse(String(row['created_at']))
      const redacted = Date.parse(String(row['redacted_at']))
      expect(created).toBeGreaterThanOrEqual(Date.UTC(2006, 2, 21))
      expect(redacted).toBeGreaterThanOrEqual(created)
      expect(redacted).toBeLessThanOrEqual(simulator.clock.now())
    }
  })
})

describe('the lines of an upload', () => {
  it.each([
    ['words', 'not_a_valid_id', ['not_a_valid_id']],
    ['a carriage return', '1265324480517361600\r', ['1265324480517361600\r']],
    [
      'a byte order mark',
      '\ufeff1265324480517361600',
      ['\ufeff1265324480517361600']
    ],
    ['20 digits', '12653244805173616001', ['12653244805173616001']],
    ['a leading zero', '0123', ['0123']],
    ['a line separator', 'a\u2028b', ['a\u2028b']],
    ['a long line', 'x'.repeat(3000), ['x'.repeat(1000)]],
    ['a blank line', '', []],
    ['an ID', '1265324480517361600', []]
  ])('with %s', async (_, line, refused) => {
    const { run } = await serve()
    expect(rowsOf(await run(`${line}\n`))).toEqual(
      refused.map(id => ({ id, error: 'invalid_id' }))
    )
  })

  it('may end without a line end', async () => {
    const { run } = await serve()
    expect(rowsOf(await run(`${base}00\n${base}75`))).toMatchObject([
      { id: `${base}75` }
    ])
  })

  it('that repeat one another get their rows once', async () => {
    const { run } = await serve()
    const lines = [`${base}75`, `${base}82`, `${base}75`, 'abc', 'abc']
    expect(rowsOf(await run(file(lines)))).toHaveLength(3)
  })

  it('may be none at all', async () => {
    const { run } = await serve()
    expect(await run('')).toBe('')
  })
})

describe('the order of the rows', () => {
  it.each([2, 3, 30])('is not that of %d affected IDs', async count => {
    const { run } = await serve()
    const ids = hundred.slice(70, 70 + count)
    const found = rowsOf(await run(file(ids))).map(({ id }) => id)
    expect(found).not.toEqual(ids)
    expect([...found].sort()).toEqual(ids)
  })
})

it('has an empty line after the second row in the storage flow only', async () => {
  const linesOf = async (flow: Flow) => {
    const { run } = await serve({ flow })
    return (await run(file(hundred.slice(70, 74)))).split('\n')
  }
  expect((await linesOf('storage')).map(line => line === '')).toEqual([
    false,
    false,
    true,
    false,
    false,
    true
  ])
  expect(await linesOf('current')).toHaveLength(5)
})

it('holds every row of a set that does not fit its buffers', async () => {
  const { run } = await serve()
  const ids = Array.from({ length: 40_000 }, (_, n) => `${base + BigInt(n)}75`)
  const found = rowsOf(await run(file(ids))).map(({ id }) => id)
  expect(found.sort()).toEqual(ids)
})

it('can come from a rule of the test', async () => {
  const { run } = await serve({ rowsFor: line => [`{"id":"${line}"}`] })
  expect(rowsOf(await run('1\n2\n'))).toHaveLength(2)
})
