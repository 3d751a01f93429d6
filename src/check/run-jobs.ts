// The phase that gets every part its job, or downloads the results of jobs that exist.
import { join } from 'node:path'
import { downloadJobs, runJobs } from '../lifecycle/run-jobs.js'
import type { PartRecord } from '../lifecycle/part-record.js'
import { duration, instant, plural } from '../lib/text.js'
import { PartRows } from '../results/rows.js'
import { version } from '../lib/version.js'
import { jobIds } from '../report/outputs.js'
import { connect } from '../x-api/compliance-service.js'
import { credentialsOf } from './inputs.js'
import type { PreparedIds } from './prepare-ids.js'
import type { Step } from './step.js'

/** Runs the jobs of the parts, or of `job-ids`, against X or the simulator. */
export async function obtainResults(
  step: Step,
  prepared: PreparedIds | undefined
): Promise<'complete' | 'submitted'> {
  const { inputs, record, folders, dependencies, signal } = step
  if (prepared?.parts.length === 0 && inputs.jobIds.length === 0)
    return 'complete'
  const simulator = inputs.simulate
    ? await dependencies.startSimulator(join(folders.work, 'simulator'))
    : undefined
  if (simulator)
    dependencies.log.warning(
      'These results are simulated: the built-in simulator made them up, and nothing was sent to X.'
    )
  reportStart(step, prepared)
  const service = connect({
    apiUrl: simulator?.url ?? inputs.apiUrl,
    credentials: simulator
      ? { bearerToken: simulator.token }
      : (credentialsOf(inputs) ?? { bearerToken: '' }),
    userAgent: `batch-compliance-action/${version}`,
    clock: dependencies.clock,
    log: dependencies.log,
    signal
  })
  const phase = {
    service,
    clock: dependencies.clock,
    log: dependencies.log,
    signal,
    report: (parts: readonly PartRecord[]) => {
      const before = JSON.stringify(jobIds(record))
      record.parts = [...parts]
      record.requests = service.requests
      const now = JSON.stringify(jobIds(record))
      if (now !== before) dependencies.setOutput('job-ids', now)
    },
    openRows: (part: number) => openRows(step, prepared, part)
  }
  const common = {
    type: inputs.type,
    wait: inputs.wait,
    pollInterval: inputs.pollInterval,
    deadline: record.startedAt + inputs.timeout,
    timeout: inputs.timeout
  }
  try {
    return inputs.jobIds.length > 0
      ? await downloadJobs({ ...common, jobIds: inputs.jobIds }, phase)
      : await runJobs(
          {
            ...common,
            parts: prepared?.parts ?? [],
            cycle: inputs.cycle,
            runId: record.context.runId,
            runAttempt: record.context.runAttempt,
            onActiveJob: inputs.onActiveJob
          },
          phase
        )
  } finally {
    record.requests = service.requests
    await simulator?.close()
  }
}

/** Says what is going to be done, and once how long it may take. */
function reportStart(
  { inputs, record, dependencies }: Step,
  prepared: PreparedIds | undefined
): void {
  const { type, wait, timeout, simulate } = inputs
  const things = type === 'tweets' ? 'post' : 'account'
  const work =
    inputs.jobIds.length > 0
      ? `downloading the results of ${plural(inputs.jobIds.length, 'job')}`
      : `checking ${plural(prepared?.set.size ?? 0, things)} in ${plural(prepared?.parts.length ?? 0, 'part')}`
  dependencies.log.info(
    `batch-compliance-action ${version}: ${work} (type: ${type}).`
  )
  if (wait && !simulate)
    dependencies.log.info(
      `X takes from minutes to hours for a job. This step gives up at ${instant(record.startedAt + timeout)} (\`timeout\`: ${duration(timeout)}).`
    )
}

/**
 * Most bytes of results for an ID: a row has about 110, and X gives one event
 * an ID. There is room for more of both.
 */
const mostBytesPerId = 4000
const mostBytesBeside = 1_000_000

/** Where the results of a part go. */
function openRows(
  { inputs, folders, rows, signal }: Step,
  prepared: PreparedIds | undefined,
  part: number
): PartRows {
  const own = inputs.jobIds.length > 0 ? undefined : prepared?.parts[part - 1]
  const opened = new PartRows({
    part,
    path: join(folders.work, `part-${part}.ndjson`),
    directory: folders.work,
    range: own && own.of > 1 ? { first: own.first, last: own.last } : undefined,
    mostBytes: own && own.ids * mostBytesPerId + mostBytesBeside,
    signal
  })
  rows.set(part, opened)
  return opened
}
