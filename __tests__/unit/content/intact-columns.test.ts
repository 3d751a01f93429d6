// Tables whose IDs were rounded: which other columns can help, by name or by number.
import { describe, expect, it } from '@jest/globals'
import { prepare, tweetIds } from './support.js'

const intact = tweetIds(400)
const excel = intact.map(id => `${id.slice(0, 15)}0000`)

const table = (header: string, cells: (n: number) => string[]) =>
  [header, ...excel.map((id, n) => [id, ...cells(n)].join(','))]
    .filter(line => line !== '')
    .join('\n')

const raw = (n: number) => intact[n] ?? ''

async function advice(content: string, column?: string): Promise<string> {
  const { code, message } = await prepare(
    { 'ids.csv': content },
    {
      columns: column === undefined ? [] : [column]
    }
  )
  expect(code).toBe('ids-damaged')
  return message
}

describe('a rounded column', () => {
  it('beside two that are intact: both are named', async () => {
    const message = await advice(
      table('tweet_id,copy,backup', n => [raw(n), raw(n)])
    )
    expect(message).toContain(
      'The columns `copy`, `backup` of the same file hold intact IDs'
    )
    expect(message).toContain('ids-column: copy')
  })

  it('beside one without a name: its number is given', async () => {
    const message = await advice(table('tweet_id,,text', n => [raw(n), 'x']))
    expect(message).toContain(
      'The column `2` of the same file holds intact IDs'
    )
  })

  it('in a table without a header: the number is given', async () => {
    const message = await advice(
      table('', n => ['0.5', raw(n)]),
      '1'
    )
    expect(message).toContain('ids-column: 3')
  })

  it('alone: the way to export it again is told', async () => {
    const message = await advice(table('tweet_id,text', () => ['x']))
    expect(message).not.toContain('ids-column')
    expect(message).toContain('Export the data again')
  })

  it('beside one that is rounded too: that one is not offered', async () => {
    const message = await advice(table('tweet_id,copy', n => [excel[n] ?? '']))
    expect(message).not.toContain('ids-column')
  })
})
