// The files in which a step leaves its outputs.
import { describe, expect, it } from '@jest/globals'
import { parseKeyValues } from '../../../src/local/file-commands.js'

describe('a file of values', () => {
  it.each([
    ['', {}],
    ['a=1\nb=2\n', { a: '1', b: '2' }],
    ['a=1=2\n', { a: '1=2' }],
    ['a=b<<c\n', { a: 'b<<c' }],
    ['a<<EOF\none\n\ntwo=2\nEOF\nb=3\n', { a: 'one\n\ntwo=2', b: '3' }],
    ['a<<X\r\none\r\nX\r\n', { a: 'one' }],
    ['a<<X\nX\n', { a: '' }],
    ['a=1\na=2\n', { a: '2' }]
  ])('%j', (text, values) => {
    expect(parseKeyValues(text)).toEqual({ values, problems: [] })
  })

  it.each(['a<<EOF\nnever ended\n', 'neither\n', '=x\n'])(
    '%j is malformed',
    text => {
      expect(parseKeyValues(text).problems).toHaveLength(1)
    }
  )
})
