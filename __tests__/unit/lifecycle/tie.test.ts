// What the names of jobs tell about the sets that they are parts of.
import { expect, it } from '@jest/globals'
import { partsLeftOut } from '../../../src/lifecycle/tie.js'

const digest = '0123456789abcdef'

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
