// What a run of several parts says of how far it has come.
import { describe, expect, it } from '@jest/globals'
import { progressLine } from '../../../src/lifecycle/progress.js'
import { hour, minute } from './support.js'

describe('after a part', () => {
  it.each([
    {
      title: 'all that are left fit into the run',
      took: [20 * minute],
      part: 1,
      of: 3,
      left: Infinity,
      says: 'Part 1 of 3 took 20 min; 2 to go ≈ 40 min.'
    },
    {
      title: 'they fit with nothing to spare',
      took: [20 * minute],
      part: 1,
      of: 3,
      left: 40 * minute,
      says: 'Part 1 of 3 took 20 min; 2 to go ≈ 40 min.'
    },
    {
      title: 'the last of them does not fit',
      took: [20 * minute],
      part: 1,
      of: 3,
      left: 40 * minute - 1,
      says: 'Part 1 of 3 took 20 min; 2 to go ≈ 40 min, this run will manage about 1; a later run of the same `cycle` resumes.'
    },
    {
      title: 'those to come are taken for the mean of those that are done',
      took: [hour, 10 * minute, 20 * minute],
      part: 5,
      of: 13,
      left: hour,
      says: 'Part 5 of 13 took 20 min; 8 to go ≈ 4 h, this run will manage about 2; a later run of the same `cycle` resumes.'
    },
    {
      title: 'it took no time that the clock could tell',
      took: [0],
      part: 1,
      of: 2,
      left: hour,
      says: 'Part 1 of 2 took 0 s; 1 to go ≈ 0 s.'
    },
    {
      title: 'none is left',
      took: [hour, 20 * minute],
      part: 3,
      of: 3,
      left: 0,
      says: 'Part 3 of 3 took 20 min; that was the last.'
    }
  ])('says so when $title', ({ took, part, of, left, says }) => {
    expect(progressLine(took, part, of, left)).toBe(says)
  })
})
