// The situations in which pages are looked at, and records with few and many bars.
import { eventOutputs } from '../../../src/domain.js'
import type { RunRecord } from '../../../src/report/record.js'
import {
  checked,
  complete,
  failed,
  inOrder,
  noEvents,
  one,
  simulated,
  timedOut,
  users
} from './records.js'

type Years = Record<string, { checked: number; affected: number }>

function ofYears(count: number, affected: (index: number) => number): Years {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      String(2011 + index),
      { checked: 1_000_000, affected: affected(index) }
    ])
  )
}

function withYears(ofYear: Years): RunRecord {
  return {
    ...complete,
    tally: { ...complete.tally, unchecked: 0, ofYear }
  } as RunRecord
}

const twelve = ofYears(12, index => (index * 83_333) % 1_000_001)

/** Eight kinds of run. */
export const situations: Readonly<Record<string, RunRecord>> = {
  nothing: inOrder,
  'one event': one,
  'one year': withYears({ '2020': { checked: 20_000, affected: 1247 } }),
  'twelve years': withYears(twelve),
  partial: timedOut,
  failed,
  simulated,
  'dry run': checked,
  users
}

const events = [1_000_000, 1, 999, 5000, 250_000, 40, 12]

function withEvents(count: number): RunRecord {
  const byEvent = Object.fromEntries(
    eventOutputs.map((name, index) => [name, index < count ? events[index] : 0])
  )
  const total = events.slice(0, count).reduce((sum, n) => sum + n, 0)
  return {
    ...complete,
    ids: { ...complete.ids, submitted: 2_000_000 },
    tally: {
      ...noEvents,
      rows: total,
      events: total,
      byEvent,
      required: { delete: 1_000_000, review: 1, refetch: 0, 'scrub-geo': 999 }
    }
  } as unknown as RunRecord
}

export const barRecords: [string, RunRecord][] = [
  ...[1, 2, 3, 7].map((n): [string, RunRecord] => [
    `${n} events of 1 to 1,000,000`,
    withEvents(n)
  ]),
  ['one row', one],
  ['the usual', complete]
]

export const yearRecords: [string, RunRecord, number][] = [
  ['none for one year', withYears(ofYears(1, () => 5)), 0],
  ['2', withYears(ofYears(2, index => 1 + index * 999_999)), 2],
  ['3', withYears(ofYears(3, index => index)), 3],
  ['12', withYears(twelve), 12],
  ['none of a run that is not complete', timedOut, 0]
]
