// The phase that gets every part its job, or downloads the results of jobs that exist.
import { join } from 'node:path'
import { downloadJobs, runJobs } from '../lifecycle/run-jobs.js'
import type { PartRecord } from '../lifecycle/part-record.js'
import { duration, instant, plural } from '../lib/text.js'
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
      'These results are simulated: the embedded simulator made them up, and nothing was sent to X.'
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
    }
  }
  const common = {
    type: inputs.type,
    wait: inputs.wait,
    pollInterval: inputs.pollInterval,
    directory: folders.work,
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
