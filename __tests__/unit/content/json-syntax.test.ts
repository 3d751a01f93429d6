// What is no JSON is never read, and does not hide the next line; what is JSON may stand beside an ID.
import { describe, expect, it } from '@jest/globals'
import { prepare } from './support.js'

const a = '1200000000000000001'
const b = '1200000000000000002'
const c = '1200000000000000003'

describe('syntax', () => {
  it.each([
    `{"id":"${b}",,"x":1}`,
    `{"id":"${b}",}`,
    `{,"id":"${b}"}`,
    `{"id":,"x":1}`,
    `{"id",:"${b}"}`,
    `{"id"::"${b}"}`,
    `{:"id":"${b}"}`,
    `{"id":"${b}":1}`,
    `{"id"}`,
    `{"id":}`,
    `{"id" "${b}"}`,
    `{"id":"${b}" "x":1}`,
    `{"id":"${b}" 1}`,
    `{"id":"${b}" {}}`,
    `{"id":"${b}" []}`,
    `{"id":"${b}"]`,
    `{${b}:"id"}`,
    `{{"id":"${b}"}}`,
    `{["id"]:"${b}"}`,
    `{"id":${b} x}`,
    `{"id":yes}`,
    `{"id":$5}`,
    `{"id":"${b}","x":nul}`,
    `{"id":"${b}","x":truely}`,
    `{"id":"${b}","x":xnull}`,
    `["${b}"}`,
    `[,"${b}"]`,
    `["${b}",,]`,
    `["${b}" "${b}"]`,
    `["${b}" 1]`,
    `["${b}":1]`,
    `["${b}"{}]`,
    `{"id":"${b}"`,
    `{"id":"${b}`,
    `{"id":"${b}\\`,
    '{"id":',
    '{"id"',
    '{',
    '["',
    '}',
    ']',
    ':',
    'x'
  ])('%s is no JSON, and the next line is read', async line => {
    const { ids, record } = await prepare(
      { 'ids.jsonl': `{"id":"${a}"}\n${line}\n{"id":"${c}"}\n` },
      { onInvalid: 'skip', format: 'jsonl' }
    )
    expect(ids).toEqual([a, c])
    expect(record).toMatchObject({
      read: 3,
      invalidByReason: { 'not JSON': 1 }
    })
  })

  it.each(['true', 'false', 'null', '-1e+5', '9', '0'])(
    '%s may stand beside an ID',
    async word => {
      const { ids, record } = await prepare(
        {
          'ids.jsonl': `{"x":${word},"y":[${word}],"id":"${a}","text":"t","z":${word}}\n`
        },
        { format: 'jsonl' }
      )
      expect(ids).toEqual([a])
      expect(record).toMatchObject({ read: 1, invalid: 0 })
    }
  )
})
