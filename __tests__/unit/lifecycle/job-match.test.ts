// What the names of jobs tell about the sets that they are parts of.
import { expect, it } from '@jest/globals'
import { partsLeftOut, tieOf } from '../../../src/lifecycle/job-match.js'

const digest = '0123456789abcdef'
/** Digests of parts, as they are read and as jobs are named by them. */
const [a, b, c] = ['a', 'b', 'c'].map(letter => letter.repeat(64)) as [
  string,
  string,
  string
]
const named = (sha256: string) => `compliance-${sha256.slice(0, 16)}-r1-1of1`

it.each<[string, (string | undefined)[], string[], ReturnType<typeof tieOf>]>([
  ['the parts that were read', [named(a), named(b)], [a, b], 'same'],
  ['the same in another order', [named(b), named(a)], [a, b], 'same'],
  ['the same twice', [named(a), named(a)], [a], 'same'],
  ['some of the parts', [named(a)], [a, b], 'other'],
  ['one part more', [named(a), named(b)], [a], 'other'],
  ['other parts', [named(c)], [a], 'other'],
  ['a job of another program', [named(a), 'nightly'], [a], 'unknown'],
  ['a job without a name', [undefined], [a], 'unknown'],
  ['other parts and a job without a name', [named(c), undefined], [a], 'other']
])('jobs of %s', (_, names, read, tie) => {
  const parts = names.map((jobName, index) => ({
    part: index + 1,
    ids: undefined,
    digest: undefined,
    ...(jobName !== undefined && { jobName })
  }))
  expect(tieOf(parts, read)).toBe(tie)
})

it('knows the jobs of this run by the digests of their parts', () => {
  const part = { part: 1, ids: 50, digest: a }
  expect(tieOf([part], [a])).toBe('same')
  expect(tieOf([part], [b])).toBe('other')
})

it.each<[string, (string | undefined)[], number]>([
  ['a whole set of one', ['1of1'], 0],
  ['a whole set', ['2of3', '1of3', '3of3'], 0],
  ['the first of three', ['1of3'], 2],
  ['the same part twice', ['2of3', '2of3'], 2],
  ['some of two sets', ['1of2', '1of3', '2of3'], 2],
  ['a name that makes no sense', ['7of2'], 1],
  ['names of other programs', [undefined, 'nightly'], 0]
])('%s', (_, names, left) => {
  const parts = names.map((name, index) => ({
    part: index + 1,
    ids: undefined,
    digest: undefined,
    ...(name !== undefined && {
      jobName: name.includes('of') ? `compliance-${digest}-r1-${name}` : name
    })
  }))
  expect(partsLeftOut(parts)).toBe(left)
})
