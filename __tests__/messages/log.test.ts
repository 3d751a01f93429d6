// What a run tells while it goes on, from its first line to its last, word for word: __tests__/messages/log.md.
import { afterAll, it } from '@jest/globals'
import type { Part } from '../../src/lifecycle/part-run.js'
import type { RunJobs } from '../../src/lifecycle/run-jobs.js'
import type { SimulatorOptions } from '../../src/simulator/index.js'
import type { RememberedLog } from '../support/dependencies.js'
import { temporaryFolders } from '../support/folders.js'
import {
  type Bench,
  hour,
  ids,
  nameFor,
  openBench
} from '../unit/lifecycle/support.js'
import { expectFile } from './document.js'

const folder = temporaryFolders()
const closing: (() => Promise<void>)[] = []
afterAll(() => Promise.all(closing.map(close => close())))

interface Run {
  title: string
  options?: SimulatorOptions
  /** What was done before by others, or by an earlier attempt. */
  before?: (bench: Bench, part: Part) => Promise<unknown>
  request?: Partial<RunJobs>
}

const runs: Run[] = [
  { title: 'All goes well' },
  {
    title: 'Storage states what it holds',
    options: { flow: 'storage' }
  },
  {
    title: 'A job of another cycle is in progress',
    before: (bench, part) => bench.jobOfOther(nameFor(part, 'audit'), part)
  },
  {
    title: 'An earlier attempt left a job that awaits its upload',
    before: (bench, part) => bench.jobOfOther(nameFor(part))
  },
  {
    title: 'Another job is running',
    before: bench => bench.jobOfOther('nightly'),
    options: { processing: { base: 2000, perId: 0 } },
    request: { pollInterval: 3000 * 1000 }
  },
  {
    title: 'Another job is running, and `wait` is false',
    before: bench => bench.jobOfOther('nightly'),
    request: { wait: false }
  },
  {
    title: 'X refuses a new job and lists none',
    options: {
      faults: [{ operation: 'create', kind: 'status', status: 409, times: 2 }]
    }
  },
  {
    title: 'The answer to a create is lost',
    options: { faults: [{ operation: 'create', kind: 'lost' }] }
  },
  {
    title: 'The answer to an upload is lost',
    options: { faults: [{ operation: 'upload', kind: 'lost' }] }
  },
  {
    title: 'A job refuses its upload',
    options: {
      faults: [{ operation: 'upload', kind: 'status', status: 404, times: 3 }]
    }
  },
  {
    title: 'The results are late',
    options: {
      faults: [{ operation: 'download', kind: 'status', status: 404, times: 2 }]
    }
  },
  {
    title: 'A job has a status that nobody knows',
    options: {
      faults: [{ operation: 'job', kind: 'word', status: 'w'.repeat(99) }]
    }
  }
]

/** A bench whose jobs the second look finds complete. */
const open = async (options?: SimulatorOptions) =>
  openBench(await folder(), closing, {
    processing: { base: 4000, perId: 0 },
    ...options
  })

/** The lines, with jobs by the order of their creation in place of their IDs. */
function section(
  title: string,
  { simulator }: Bench,
  { infos, warnings }: RememberedLog
): string {
  const lines = [...infos, ...warnings.map(line => `Warning: ${line}`)].map(
    line => `- ${line}`
  )
  const text = simulator.jobs
    .reduce(
      (all, { id }, at) => all.replaceAll(id, `#${at + 1}`),
      lines.join('\n')
    )
    // It depends on the verdicts of the simulator.
    .replace(/Downloaded [\d.]+ kB/g, 'Downloaded … kB')
  return `## ${title}\n\n${text}`
}

it('is what log.md holds', async () => {
  const sections: string[] = []
  for (const { title, options, before, request } of runs) {
    const bench = await open(options)
    const [part] = await bench.parts(ids(20))
    if (!part) throw new Error('no part')
    await before?.(bench, part)
    const { log } = await bench.run({ parts: [part], ...request })
    sections.push(section(title, bench, log))
  }
  const bench = await open()
  const [part] = await bench.parts(ids(20))
  const first = await bench.jobOfOther('first', part)
  bench.simulator.clock.advance(hour)
  const second = await bench.jobOfOther('second', part)
  const jobs = [second.id, first.id]
  const { log } = await bench.download(jobs, { wait: false })
  sections.push(section('Jobs by `job-ids`, one not complete', bench, log))
  await expectFile('log', 'The log of a run', sections)
})
