// The table of what is found and what is done, row by row.
import { describe, expect, it } from '@jest/globals'
import {
  decide,
  type JobList,
  type PartState,
  type NextStep
} from '../../../src/lifecycle/decide.js'
import type { Job } from '../../../src/x-api/job.js'

const minute = 60_000
const day = 24 * 60 * minute
const now = Date.UTC(2026, 10, 21, 12)

const mine: PartState = {
  digest: '0123456789abcdef',
  cycle: 'r1001',
  run: 'r1001',
  created: new Set(),
  adopted: new Set(),
  unusable: new Set(),
  cancelled: new Set()
}

/** A job of this part, created `age` ms ago. */
function job(
  id: string,
  status: string,
  cycle = 'r1001',
  age = minute,
  digest = mine.digest
): Job {
  const createdAt = now - age
  return {
    id,
    type: 'tweets',
    name: `compliance-${digest}-${cycle}-1of1`,
    status,
    createdAt,
    uploadUrl: 'https://example.com/upload',
    uploadExpiresAt: createdAt + 15 * minute,
    downloadUrl: 'https://example.com/download',
    downloadExpiresAt: createdAt + 7 * day,
    error: undefined
  }
}

const other = (status: string, age = minute) =>
  job('9', status, 'r1001', age, 'fedcba9876543210')

const foreign = (status: string): Job => ({
  ...job('8', status),
  name: undefined
})

interface Row {
  found: string
  jobs: Job[]
  conflict?: boolean
  mine?: Partial<PartState>
  does: NextStep['do']
  with?: string
}

const table: Row[] = [
  { found: 'nothing', jobs: [], does: 'create' },
  {
    found: 'in_progress, this cycle',
    jobs: [job('1', 'in_progress')],
    does: 'adopt',
    with: '1'
  },
  {
    found: 'in_progress, another cycle',
    jobs: [job('1', 'in_progress', 'd20261120', 3 * day)],
    does: 'adopt',
    with: '1'
  },
  {
    found: 'complete, this cycle',
    jobs: [job('1', 'complete')],
    does: 'download',
    with: '1'
  },
  {
    found: 'complete, this cycle, two of them',
    jobs: [job('1', 'complete', 'r1001', 2 * day), job('2', 'complete')],
    does: 'download',
    with: '2'
  },
  {
    found: 'complete, this cycle, results expired',
    jobs: [job('1', 'complete', 'r1001', 7 * day)],
    does: 'create'
  },
  {
    found: 'complete, this cycle, but its results can not be had',
    jobs: [job('1', 'complete')],
    mine: { unusable: new Set(['1']) },
    does: 'create'
  },
  {
    found: 'complete, another cycle',
    jobs: [job('1', 'complete', 'r1000')],
    does: 'create'
  },
  {
    found: 'complete, another cycle, but this step has waited for it',
    jobs: [job('1', 'complete', 'r1000')],
    mine: { adopted: new Set(['1']) },
    does: 'download',
    with: '1'
  },
  {
    found: 'complete of this cycle and in_progress of another',
    jobs: [job('1', 'complete'), job('2', 'in_progress', 'r1000')],
    does: 'adopt',
    with: '2'
  },
  {
    found: 'created, this run, window open',
    jobs: [job('1', 'created')],
    does: 'upload',
    with: '1'
  },
  {
    found: 'created, this run, window closed',
    jobs: [job('1', 'created', 'r1001', 15 * minute)],
    does: 'cancel',
    with: '1'
  },
  {
    found: 'created, this run, upload refused',
    jobs: [job('1', 'created')],
    mine: { unusable: new Set(['1']) },
    does: 'cancel',
    with: '1'
  },
  {
    found: 'created, this run, window closed, and it could not be cancelled',
    jobs: [job('1', 'created', 'r1001', 15 * minute)],
    mine: { cancelled: new Set(['1']) },
    does: 'create'
  },
  {
    found: 'created, this run, refused, and it could not be cancelled',
    jobs: [job('1', 'created')],
    mine: { unusable: new Set(['1']), cancelled: new Set(['1']) },
    does: 'queue',
    with: '1'
  },
  {
    found: 'created, another run, window open',
    jobs: [job('1', 'created', 'r1000')],
    does: 'watch',
    with: '1'
  },
  {
    found: 'created, another run, window closed',
    jobs: [job('1', 'created', 'r1000', 15 * minute)],
    does: 'create'
  },
  {
    found: 'created, a cycle of several runs: counts as of another run',
    jobs: [job('1', 'created', 'd20261121')],
    mine: { cycle: 'd20261121' },
    does: 'watch',
    with: '1'
  },
  {
    found: 'created, a cycle of several runs, but this step made it',
    jobs: [job('1', 'created', 'd20261121')],
    mine: { cycle: 'd20261121', created: new Set(['1']) },
    does: 'upload',
    with: '1'
  },
  {
    found: 'another digest, in_progress',
    jobs: [other('in_progress')],
    does: 'queue',
    with: '9'
  },
  {
    found: 'another digest, created, window open',
    jobs: [other('created')],
    does: 'queue',
    with: '9'
  },
  {
    found: 'another digest, created, window closed',
    jobs: [other('created', 20 * minute)],
    does: 'create'
  },
  {
    found: 'another digest, over',
    jobs: [other('complete'), other('failed'), other('expired')],
    does: 'create'
  },
  {
    found: 'a job without a name, in_progress',
    jobs: [foreign('in_progress')],
    does: 'queue',
    with: '8'
  },
  {
    found: '409, and no job that could be the reason',
    jobs: [],
    conflict: true,
    does: 'queue'
  },
  {
    found: '409, and only jobs that are over',
    jobs: [other('complete'), other('expired', 20 * minute)],
    conflict: true,
    does: 'queue'
  },
  {
    found: '409, and the reason is a job of this part',
    jobs: [job('1', 'in_progress', 'r1000')],
    conflict: true,
    does: 'adopt',
    with: '1'
  },
  {
    found: 'this part failed or expired before',
    jobs: [job('1', 'failed'), job('2', 'expired')],
    does: 'create'
  },
  {
    found: 'a status that is not known',
    jobs: [job('1', 'paused')],
    does: 'adopt',
    with: '1'
  },
  {
    found: 'another job of a status that is not known',
    jobs: [other('paused')],
    does: 'queue',
    with: '9'
  },
  {
    found: '409, and a job whose window has closed may still hold the slot',
    jobs: [other('created', 20 * minute)],
    conflict: true,
    does: 'queue',
    with: '9'
  },
  {
    found: 'in_progress, but its upload is damaged',
    jobs: [job('1', 'in_progress')],
    mine: { unusable: new Set(['1']) },
    does: 'queue',
    with: '1'
  }
]

describe('what is found decides what is done', () => {
  it.each(table)('$found: $does', row => {
    const found: JobList = { jobs: row.jobs, conflict: row.conflict ?? false }
    const step = decide(found, { ...mine, ...row.mine }, now)
    expect(step.do).toBe(row.does)
    expect('job' in step ? step.job?.id : undefined).toBe(row.with)
  })
})
