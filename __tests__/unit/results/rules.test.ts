// What the words of a row mean: which event it is and what it asks for.
import { eventKinds, refusedReason } from '../../../src/domain.js'
import { describe, expect, it } from '@jest/globals'
import {
  eventOf,
  knownActions,
  knownReasons,
  requiredOf
} from '../../../src/results/rules.js'

describe('a row', () => {
  it.each([
    // reason, action, event, required action
    ['deleted', 'delete', 'deleted', 'delete'],
    ['deactivated', 'delete', 'deactivated', 'delete'],
    ['protected', 'delete', 'protected', 'delete'],
    ['suspended', 'delete', 'suspended', 'delete'],
    ['tweet_edited', 'rehydrate', 'tweet_edited', 'refetch'],
    ['tweet_edited', 'delete', 'tweet_edited', 'refetch'],
    ['tweet_edited', '', 'tweet_edited', 'refetch'],
    ['x', 'rehydrate', 'other', 'refetch'],
    ['scrub_geo', 'delete', 'scrub_geo', 'scrub-geo'],
    ['geo_scrubbed', '', 'scrub_geo', 'scrub-geo'],
    ['deleted', 'scrub_geo', 'scrub_geo', 'scrub-geo'],
    ['tweet_edited', 'geo_scrubbed', 'scrub_geo', 'scrub-geo'],
    ['x', 'delete', 'other', 'delete'],
    ['deleted', 'x', 'deleted', 'review'],
    ['', '', 'other', 'review'],
    ['invalid_id', '', 'other', 'review']
  ])(
    'of reason %j and action %j is %s and asks for %s',
    (reason, action, event, required) => {
      expect(eventOf(reason, action)).toBe(event)
      expect(requiredOf(reason, action)).toBe(required)
    }
  )

  it('has words with a rule, which keep their place', () => {
    expect(refusedReason).toBe('invalid_id')
    const reasons = Object.values(eventKinds).flatMap(kind => kind.reasons)
    expect([...knownReasons].sort()).toEqual([...reasons, 'invalid_id'].sort())
    expect([...knownActions].sort()).toEqual([
      'delete',
      'geo_scrubbed',
      'rehydrate',
      'scrub_geo'
    ])
  })
})
