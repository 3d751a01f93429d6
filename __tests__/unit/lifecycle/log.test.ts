// What a run tells while it goes on: the log of one, from its first line to its last.
import { afterAll, describe, expect, it } from '@jest/globals'
import type { Part } from '../../../src/lifecycle/part-run.js'
import type { RunJobs } from '../../../src/lifecycle/run-jobs.js'
import type { SimulatorOptions } from '../../../src/simulator/index.js'
import { temporaryFolders } from '../../support/folders.js'
import {
  type Bench,
  hour,
  ids,
  nameFor,
  openBench,
  type Outcome
} from './support.js'

const folder = temporaryFolders()
const closing: (() => Promise<void>)[] = []
afterAll(() => Promise.all(closing.map(close => close())))

/** A job that the second look finds complete. */
const open = async (options?: SimulatorOptions) =>
  openBench(await folder(), closing, {
    processing: { base: 4000, perId: 0 },
    ...options
  })

/** The lines, with jobs by the order of their creation in place of their IDs. */
function told({ simulator }: Bench, lines: readonly string[]): string[] {
  return lines.map(line =>
    simulator.jobs.reduce(
      (text, { id }, index) => text.replaceAll(id, `#${index + 1}`),
      line
    )
  )
}

const name = 'compliance-c8096671f8982554-r1001-1of1'
const begin = 'Part 1 of 1: 20 IDs.'
const created = (job: string, closes = '2026-11-21T12:15:00Z') =>
  `Created job ${job} as ${name}; its upload window closes at ${closes}.`
const uploading = (job: string) => `Uploading 400 bytes to job ${job}.`
const processing = (job: string, next = '12:00') =>
  `X is processing job ${job}. Next check at ${next} UTC.`
const waiting = (job: string) => [
  processing(job),
  'X is still working: 3 s. Next check at 12:00 UTC.'
]
const downloading = (job: string, requests: number, took = '0 s') => [
  `Downloading the results of job ${job}.`,
  `Downloaded 1.9 kB in ${took} (checked: length, rows), ${requests} requests made.`
]
const broken = (doing: string) =>
  `X failed while ${doing}: the connection broke off.`
const refused = (job: string) =>
  `The upload to job ${job} (${name}) was refused: X answered 404, “Not Found”.`

interface Case {
  title: string
  options?: SimulatorOptions
  /** What was done before by others, or by an earlier attempt. */
  before?: (bench: Bench, part: Part) => Promise<unknown>
  request?: Partial<RunJobs>
  infos: string[]
  warnings?: string[]
}

const cases: Case[] = [
  {
    title: 'when all goes well',
    infos: [
      begin,
      created('#1'),
      uploading('#1'),
      'Uploaded in 0 s.',
      ...waiting('#1'),
      ...downloading('#1', 6)
    ]
  },
  {
    title: 'when storage states what it holds',
    options: { flow: 'storage' },
    infos: [
      begin,
      created('#1'),
      uploading('#1'),
      'Uploaded in 0 s (checked: length, md5).',
      ...waiting('#1'),
      'Downloading the results of job #1.',
      'Downloaded 1.6 kB in 0 s (checked: length, crc32c, rows), 4 requests made.'
    ]
  },
  {
    title: 'when a job of another cycle is in progress',
    before: (bench, part) => bench.jobOfOther(nameFor(part, 'audit'), part),
    infos: [
      begin,
      'Using job #1 (compliance-c8096671f8982554-audit-1of1), status in_progress, created 0 s ago at 2026-11-21T12:00:00Z: it is for the same IDs.',
      ...waiting('#1'),
      ...downloading('#1', 4)
    ]
  },
  {
    title: 'when an earlier attempt left a job that awaits its upload',
    before: (bench, part) => bench.jobOfOther(nameFor(part)),
    infos: [
      begin,
      `job #1 (${name}) is waiting for its upload. Checking that no other step is uploading to it.`,
      uploading('#1'),
      'Uploaded in 0 s.',
      ...waiting('#1'),
      ...downloading('#1', 10)
    ]
  },
  {
    title: 'when another job holds the slot',
    before: bench => bench.jobOfOther('nightly'),
    options: { processing: { base: 2000, perId: 0 } },
    request: { pollInterval: 3000 * 1000 },
    infos: [
      begin,
      'X runs one tweets job at a time; it is now running job #1 (nightly), status created, created 0 s ago at 2026-11-21T12:00:00Z. Next check at 12:05 UTC.',
      'Still waiting for the other tweets job (job #1 (nightly), status created, created 5 min ago at 2026-11-21T12:00:00Z): 5 min. Next check at 12:15 UTC.',
      created('#2', '2026-11-21T12:30:00Z'),
      uploading('#2'),
      'Uploaded in 0 s.',
      processing('#2', '12:20'),
      ...downloading('#2', 7)
    ]
  },
  {
    title: 'when another job holds the slot and it is not to wait',
    before: bench => bench.jobOfOther('nightly'),
    request: { wait: false },
    infos: [
      begin,
      'Another tweets job is running; `wait` is false, so this part is left for a later run.'
    ]
  },
  {
    title: 'when the service refuses a new job and lists none',
    options: {
      faults: [{ operation: 'create', kind: 'status', status: 409, times: 2 }]
    },
    infos: [
      begin,
      'X runs one tweets job at a time; it is now running one that X does not list. Next check at 12:00 UTC.',
      'Still waiting for the other tweets job (one that X does not list): 3 s. Next check at 12:00 UTC.',
      created('#1', '2026-11-21T12:15:09Z'),
      uploading('#1'),
      'Uploaded in 0 s.',
      ...waiting('#1'),
      ...downloading('#1', 12)
    ]
  },
  {
    title: 'when the answer to a create is lost',
    options: { faults: [{ operation: 'create', kind: 'lost' }] },
    infos: [
      begin,
      `${broken(`creating the job ${name}`)} Checking whether a job exists now.`,
      `job #1 (${name}) is waiting for its upload. Checking that no other step is uploading to it.`,
      uploading('#1'),
      'Uploaded in 0 s.',
      ...waiting('#1'),
      ...downloading('#1', 11)
    ]
  },
  {
    title: 'when the answer to an upload is lost',
    options: { faults: [{ operation: 'upload', kind: 'lost' }] },
    infos: [
      begin,
      created('#1'),
      uploading('#1'),
      `The upload was not accepted: ${broken('uploading to job #1')}`,
      processing('#1'),
      ...downloading('#1', 6)
    ]
  },
  {
    title: 'when a job refuses its upload',
    options: {
      faults: [{ operation: 'upload', kind: 'status', status: 404, times: 3 }]
    },
    infos: [
      begin,
      created('#1'),
      ...Array.from({ length: 3 }, () => [
        uploading('#1'),
        `The upload was not accepted: ${refused('#1')}`
      ]).flat(),
      `Cancelling job #1 (${name}): it cannot be used any more.`,
      created('#2', '2026-11-21T12:15:07Z'),
      uploading('#2'),
      'Uploaded in 0 s.',
      ...waiting('#2'),
      ...downloading('#2', 18)
    ],
    warnings: [`${refused('#1')} A new job is needed.`]
  },
  {
    title: 'when the results are late',
    options: {
      faults: [{ operation: 'download', kind: 'status', status: 404, times: 2 }]
    },
    infos: [
      begin,
      created('#1'),
      uploading('#1'),
      'Uploaded in 0 s.',
      ...waiting('#1'),
      'Downloading the results of job #1.',
      ...Array.from(
        { length: 2 },
        () =>
          'The results of job #1 are not there: X answered 404, “Not Found”. Asking again.'
      ),
      'Downloaded 1.9 kB in 3 s (checked: length, rows), 10 requests made.'
    ]
  },
  {
    title: 'when a job has a status that nobody knows',
    options: {
      faults: [{ operation: 'job', kind: 'word', status: 'w'.repeat(99) }]
    },
    infos: [
      begin,
      created('#1'),
      uploading('#1'),
      'Uploaded in 0 s.',
      processing('#1'),
      'X is still working: 3 s. Next check at 12:00 UTC.',
      ...downloading('#1', 6)
    ],
    warnings: [
      `Job #1 has a status that this action does not know (${'w'.repeat(39)}…). The step keeps waiting.`
    ]
  }
]

describe('the log of a run', () => {
  it.each(cases)(
    '$title',
    async ({ options, before, request, infos, warnings = [] }) => {
      const bench = await open(options)
      const [part] = await bench.parts(ids(20))
      if (!part) throw new Error('no part')
      await before?.(bench, part)
      const { log } = await bench.run({ parts: [part], ...request })
      expect({
        infos: told(bench, log.infos),
        warnings: told(bench, log.warnings)
      }).toEqual({ infos, warnings })
    }
  )
})

describe('the log of a collection', () => {
  it('tells which job is not complete, and what was fetched of those that are', async () => {
    const bench = await open()
    const [part] = await bench.parts(ids(20))
    const first = await bench.jobOfOther('first', part)
    bench.simulator.clock.advance(hour)
    const second = await bench.jobOfOther('second', part)
    const { log }: Outcome = await bench.download([second.id, first.id], {
      wait: false
    })
    expect(told(bench, log.infos)).toEqual([
      'job #2 (second) is not complete; `wait` is false.',
      ...downloading('#1', 3)
    ])
  })
})
