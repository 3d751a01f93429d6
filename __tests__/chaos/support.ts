// Runs of the built action that are disturbed, and what must hold whatever happened.
import type { RigRun, Rig } from '../support/rig.js'
import { someIds, startRig } from '../support/rig.js'
import type { RunningAction } from '../../src/local/runner.js'
import type {
  Flow,
  Operation,
  SimulatorJob,
  SimulatorOptions,
  SimulatorRequest
} from '../../src/simulator/index.js'

const idsPerPart = 20

/** A stage with an ID file of as many parts as given. */
export async function stage(
  flow: Flow,
  options: SimulatorOptions & { parts?: number } = {}
): Promise<Rig> {
  const { parts = 1, ...simulator } = options
  const rig = await startRig({
    flow,
    processing: { base: 150, perId: 0 },
    ...simulator,
    inputs: {
      ids: 'ids.txt',
      timeout: '2m',
      'max-upload-size': String(idsPerPart * 20)
    }
  })
  await rig.write('ids.txt', someIds(parts * idsPerPart))
  return rig
}

/** A moment in the life of a run, seen from the service or in the log. */
export type Moment = { seen: (rig: Rig) => boolean } | { line: RegExp }

/** The requests of an operation so far. */
const of = (rig: Rig, operation: Operation) =>
  rig.simulator.requests.filter(request => request.operation === operation)

/** The nth request of an operation has come in, and is not answered. */
export const underWay = (operation: Operation, n = 1): Moment => ({
  seen: rig => of(rig, operation).length >= n
})

/** The nth request of an operation is answered, as far as the service goes. */
export const answered = (operation: Operation, n = 1): Moment => ({
  seen: rig => of(rig, operation)[n - 1]?.status !== undefined
})

/** Looks the very moment a request comes in or is about to be answered. */
function onEachChange(rig: Rig, look: () => void): void {
  const requests = rig.simulator.requests as SimulatorRequest[]
  const push = requests.push.bind(requests)
  requests.push = (...entries) => {
    for (const entry of entries) {
      let { status } = entry
      Object.defineProperty(entry, 'status', {
        get: () => status,
        set: (given: number | undefined) => {
          status = given
          look()
        }
      })
    }
    const length = push(...entries)
    look()
    return length
  }
}

/** Runs until the moment has come, and ends the process there: without warning, or as a runner cancels. */
export async function endAt(
  rig: Rig,
  runId: string,
  moment: Moment,
  how: 'kill' | 'cancel'
): Promise<RigRun & { endedWithin: number }> {
  let action: RunningAction | undefined
  let told = 0
  const look = () => {
    if (told === 0 && 'seen' in moment && moment.seen(rig)) tell()
  }
  const tell = () => {
    if (told > 0 || !action) return
    told = performance.now()
    action[how]()
  }
  onEachChange(rig, look)
  const watch = setInterval(look, 2)
  try {
    const run = await rig.run(
      {},
      {
        runId,
        onLine: (line, running) => {
          action = running
          look()
          if ('line' in moment && moment.line.test(line)) tell()
        }
      }
    )
    return { ...run, endedWithin: performance.now() - told }
  } finally {
    clearInterval(watch)
  }
}

/** The rows of the complete jobs as the service holds them, in order of creation, blank lines dropped. */
async function rowsAtService(rig: Rig): Promise<string> {
  const { simulator } = rig
  const headers = { authorization: `Bearer ${simulator.token}` }
  const texts = []
  for (const { id, status } of simulator.jobs) {
    if (status !== 'complete') continue
    const job = (await (
      await fetch(`${simulator.url}/2/compliance/jobs/${id}`, { headers })
    ).json()) as { data: { download_url: string } }
    const toApi = job.data.download_url.startsWith(simulator.url)
    const rows = await fetch(job.data.download_url, toApi ? { headers } : {})
    texts.push(await rows.text())
  }
  return texts.join('').replace(/^\n/gm, '')
}

/** What the service and the artifact look like, for comparison with what must be. */
export async function ending(rig: Rig, run: RigRun) {
  const files = await run.entries().catch(() => undefined)
  const { jobs, requests } = rig.simulator
  return {
    exit: run.code,
    status: run.outputs['status'],
    errorCode: run.outputs['error-code'],
    acceptedUploads: jobs
      .map(({ uploads }) => uploads.length)
      .filter(uploads => uploads > 0),
    complete: jobs.filter(({ status }) => status === 'complete').length,
    liveTwice: liveTwice(jobs),
    tokenElsewhere: requests.some(
      ({ origin, authorization }) => origin === 'storage' && authorization
    ),
    rows: files?.['results.ndjson']?.toString(),
    secretsOnDisk: await run.filesWith(rig.simulator.token)
  }
}

/** Jobs of one name that would have been worked on side by side. */
function liveTwice(jobs: readonly SimulatorJob[]): string[] {
  const live = jobs.filter(
    ({ status, uploads }) => uploads.length > 0 || status === 'created'
  )
  const names = live.map(({ name }) => name ?? '')
  return names.filter((name, index) => names.indexOf(name) !== index)
}

/** What must hold at the end of a run that was disturbed, or of the one after it. */
export async function soundEnding(rig: Rig, parts = 1) {
  return {
    exit: 0,
    status: 'complete',
    errorCode: '',
    acceptedUploads: Array<number>(parts).fill(1),
    complete: parts,
    liveTwice: [],
    tokenElsewhere: false,
    rows: await rowsAtService(rig),
    secretsOnDisk: []
  }
}
