// Summary and report of runs that ended in rarer ways: the right words, singular and plural, and nothing that is not known.
import { say } from '../../../src/lib/message.js'
import { describe, expect, it } from '@jest/globals'
import { Failure } from '../../../src/lib/failure.js'
import { reportHtml } from '../../../src/report/report-html.js'
import { summary } from '../../../src/report/summary.js'
import type { RunRecord } from '../../../src/report/record.js'
import type { TallyRecord } from '../../../src/results/tally-record.js'
import {
  cancelled,
  checked,
  complete,
  failed,
  jobsOnly,
  noEvents,
  one,
  submitted,
  timedOut,
  unborn
} from '../../docs/pages/records.js'

function headlineOf(record: RunRecord): string {
  return /^## (.*)$/m.exec(summary(record))?.[1] ?? ''
}

const [done] = complete.parts
const { inputs, ids, tally } = complete
const [begun] = submitted.parts
if (!done || !begun || !inputs || !ids || !tally)
  throw new Error('The records do not hold what these tests are about')

/** What is there when the inputs could not be read. */
function withoutInputs(record: RunRecord): RunRecord {
  const rest = { ...record }
  delete rest.inputs
  return rest
}

function withTally(record: RunRecord, change: Partial<TallyRecord>): RunRecord {
  return { ...record, tally: { ...noEvents, ...change } }
}

describe('the headline', () => {
  it.each<[string, RunRecord, string]>([
    [
      'one post that needs nothing',
      { ...one, tally: noEvents },
      'No action needed: 1 post checked'
    ],
    [
      'jobs alone without events',
      withTally(
        { ...jobsOnly, parts: [done, { ...done, part: 2 }] },
        { required: undefined }
      ),
      'No events in the results of 2 jobs'
    ],
    [
      'jobs alone with one event',
      withTally(jobsOnly, { required: undefined, events: 1 }),
      '1 event in the results of 1 job'
    ],
    [
      'a sound dry run',
      { ...checked, ids: { ...ids, submitted: 1, invalid: 0, findings: [] } },
      'Dry run: 1 distinct post ID, ready to be checked'
    ],
    [
      'a dry run that knows nothing else',
      { ...withoutInputs(checked), ids: { ...ids, submitted: 2 } },
      'Dry run: 2 distinct post IDs, ready to be checked'
    ],
    [
      'a cancelled run without a job',
      { ...cancelled, parts: [] },
      'Cancelled: no job was created'
    ],
    [
      'a cancelled run whose job is done',
      { ...cancelled, parts: [done] },
      'Cancelled: the job is done'
    ],
    [
      'a failure without a code',
      { ...unborn, error: undefined } as unknown as RunRecord,
      'The compliance check failed: <code>internal</code>'
    ]
  ])('fits %s', (_, record, headline) => {
    expect(headlineOf(record)).toBe(headline)
  })
})

describe('the summary', () => {
  it('tells how many jobs a dry run would need', () => {
    const two = { ...checked, parts: [done, { ...done, part: 2 }] }
    expect(summary(two)).toContain(
      '<code>dry-run: true</code>: 2 jobs, one after the other.'
    )
    expect(summary({ ...checked, parts: [] })).toContain(
      '<code>dry-run: true</code>.'
    )
  })

  it('tells who goes on with given jobs, and with those of a cycle', () => {
    const given = { ...inputs, jobIds: ['1460709876543210124'] }
    expect(summary({ ...submitted, inputs: given })).toMatch(
      /To resume, run the workflow again with the same .*job-ids/
    )
    expect(summary(submitted)).toMatch(
      /To resume, run the workflow again with .*cycle: week/
    )
    expect(summary(withoutInputs(submitted))).toContain('Re-run jobs')
    expect(
      summary({ ...submitted, inputs: { ...inputs, cycle: 'run' } })
    ).toContain('Re-run jobs')
  })

  it('names missing parts, and not more of them than fit', () => {
    const missing = Array.from({ length: 25 }, (_, n) => ({
      ...begun,
      part: n + 2
    }))
    const page = summary({ ...timedOut, parts: [done, ...missing] })
    expect(page).toMatch(/parts 2, 3, .*, 21, and 5 more are still missing/)
    expect(summary({ ...timedOut, parts: [done, begun] })).toContain(
      'part 2 is still missing'
    )
  })

  it('tells of refused lines, strangers and unknown words', () => {
    const words = Object.fromEntries(
      Array.from({ length: 60 }, (_, n) => [`word_${n}`, 1])
    )
    const page = summary(
      withTally(complete, {
        events: 60,
        refused: 1,
        unchecked: 1,
        unsubmitted: 2,
        byEvent: { ...noEvents.byEvent, other: 60 },
        otherReasons: words
      })
    )
    expect(page).toContain('60 rows have a reason')
    expect(page).toMatch(/and \d+ more reasons\./)
    expect(page).toContain('1 ID was not checked.')
    expect(page).toContain('2 IDs in the results were never submitted.')
  })

  it('cites a set of one in the singular', () => {
    expect(reportHtml(one)).toContain('1 post was checked with')
    expect(reportHtml(one)).toContain('1 (100%) was identified as')
  })
})

describe('the report', () => {
  it.each<[string, RunRecord]>([
    ['complete', complete],
    ['failed', failed],
    ['with jobs alone', jobsOnly],
    ['timed out', timedOut]
  ])('does without the inputs (%s)', (_, record) => {
    const page = reportHtml(withoutInputs(record))
    expect(page).toContain('</html>')
    expect(page).not.toContain('undefined')
  })

  it('quotes no line of the ID files where the artifact must hold none', () => {
    const quoting = new Failure('ids-invalid', {
      what: say`1 line of \`ids.txt\` holds no ID: “1234567890123456789x”.`,
      fix: say`Correct it.`
    })
    const page = reportHtml({ ...failed, error: quoting })
    expect(page).not.toContain('1234567890123456789')
  })

  it('tells what invalid lines mean, one or many, with reasons or without', () => {
    const page = (invalid: number, invalidByReason: Record<string, number>) =>
      reportHtml({ ...complete, ids: { ...ids, invalid, invalidByReason } })
    expect(page(1, {})).toMatch(/1 line holds no ID.* and was left out\./)
    expect(page(2, { zero: 2 })).toContain('and were left out: zero (2).')
  })

  it('leaves out times and checks that are not known', () => {
    const bare = { ...begun }
    delete bare.origin
    delete bare.createdAt
    const page = reportHtml({ ...timedOut, parts: [bare] })
    expect(page).toContain('What happens after the job was created')
    expect(page).toContain('–')
  })
})
