// `fail-on`: which runs it stops, and what it says.
import { describe, expect, it } from '@jest/globals'
import { gate } from '../../../src/check/fail-on.js'
import {
  eventOutputs,
  type EventOutput,
  type Status
} from '../../../src/domain.js'
import { complete, inputs, noEvents } from '../../docs/pages/records.js'

function failure(
  failOn: readonly EventOutput[],
  occurred: Partial<Record<EventOutput, number>>,
  status: Status = 'complete'
) {
  return gate({
    status,
    inputs: { ...inputs, failOn },
    tally: { ...noEvents, byEvent: { ...noEvents.byEvent, ...occurred } }
  })
}

describe('gate', () => {
  it.each([
    ['nothing is named', [], { deleted: 1 }],
    ['nothing occurred', eventOutputs, {}],
    ['only others occurred', ['deleted'], { suspended: 9, other: 1 }]
  ] as const)('lets a run pass when %s', (_, failOn, occurred) => {
    expect(failure(failOn, occurred)).toBeUndefined()
  })

  it.each([
    [['deleted'], { deleted: 1204 }, 'occurred: deleted (1,204).'],
    [
      ['scrub_geo', 'other', 'protected'],
      { scrub_geo: 2, other: 1, deleted: 5 },
      'occurred: scrub_geo (2), other (1).'
    ],
    [eventOutputs, { tweet_edited: 1 }, 'occurred: tweet_edited (1).']
  ] as const)(
    'stops it when fail-on is %s and %p occurred',
    (failOn, occurred, said) => {
      const stopped = failure(failOn, occurred)
      expect(stopped?.code).toBe('events-found')
      expect(stopped?.message).toContain(said)
    }
  )

  it.each(['submitted', 'timeout', 'failed', 'cancelled', 'checked'] as const)(
    'leaves alone a run that is %s',
    status => {
      expect(failure(['deleted'], { deleted: 1 }, status)).toBeUndefined()
    }
  )

  it('leaves alone what was never counted', () => {
    const { status } = complete
    expect(gate({ status })).toBeUndefined()
    expect(gate({ status, inputs })).toBeUndefined()
  })
})
