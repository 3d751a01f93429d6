// JSON that holds IDs in no known form: it is refused, and the refusal says what to do that works.
import { describe, expect, it } from '@jest/globals'
import { prepare } from './support.js'

const ids = [
  '1201234500000000101',
  '1201234500000000108',
  '1201234500000000203'
]
const lines = (record: (id: string, n: number) => string) =>
  ids.map((id, n) => `${record(id, n)}\n`).join('')

describe('a file of no known form is refused', () => {
  it.each<[string, string, string, ('tweets' | 'users')?]>([
    [
      'a dump of Elasticsearch',
      lines(id => `{"_index":"t","_id":"${id}","_source":{"id_str":"${id}"}}`),
      '_source.id_str'
    ],
    [
      'IDs as keys',
      `{${ids.map(id => `"${id}":{"x":1}`).join(',')}}`,
      "jq -r 'keys[]'"
    ],
    [
      'Activity Streams',
      lines(id => `{"id":"tag:search.twitter.com,2005:${id}","body":"x"}`),
      'Activity Streams'
    ],
    [
      'the mongo shell',
      lines(id => `{ "id" : NumberLong("${id}"), "text" : "x" }`),
      'mongoexport'
    ],
    ['Python', lines(id => `{'id': '${id}', 'text': 'x'}`), 'json.dumps'],
    [
      'columns of pandas',
      `{"id":{"0":"${ids.join('","1":"')}"},"text":{"0":"x"}}`,
      "orient='records'"
    ],
    [
      'rows of pandas',
      `{"columns":["id","text"],"data":[["${ids.join('","x"],["')}","x"]]}`,
      "orient='records'"
    ],
    ['rows', `[["${ids.join('","x"],["')}","x"]]`, "jq -r '.[][0]'"],
    [
      'lists of accounts',
      lines(id => `{"id":"${id}","name":"l","member_count":3}`),
      'looks like the ID of an account',
      'users'
    ]
  ])('%s', async (_, content, says, type = 'tweets') => {
    const {
      code,
      message,
      ids: found
    } = await prepare({ 'records.json': content }, { type })
    expect(code).toBe('ids-invalid')
    expect(message).toContain(says)
    expect(found).toEqual([])
  })
})

it.each<['tweets' | 'users', (id: string, n: number) => string]>([
  ['tweets', (id, n) => `{"meta":{"post":"${id}"},"n":"${n}","x":"${ids[0]}"}`],
  ['users', (id, n) => `{"who":{"account":"${id}"},"n":"${n}","k":"${ids[0]}"}`]
])('the key path that is named for %s gives all IDs', async (type, record) => {
  const files = { 'records.jsonl': lines(record) }
  const { message } = await prepare(files, { type })
  const column = /`ids-column: ([^`]+)`/.exec(message)?.[1]
  expect(column).toBeDefined()
  const { ids: found } = await prepare(files, {
    type,
    columns: [column ?? '']
  })
  expect(found).toEqual(ids)
})
