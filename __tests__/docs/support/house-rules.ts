// The rules that every workflow here keeps, beyond what GitHub itself asks.
import { ourAction, ourApply } from './repository.js'
import { isReal, parseWorkflow, stepsOf, type Workflow } from './workflow.js'

/** A sentence for each rule that a whole workflow breaks; none when it keeps all. */
export function violations(text: string): readonly string[] {
  const workflow = parseWorkflow(text)
  return [
    ...pins(text),
    ...permissions(workflow),
    ...scripts(workflow),
    ...schedules(workflow),
    ...branches(workflow),
    ...timeouts(workflow),
    ...checkouts(workflow),
    ...slots(workflow)
  ]
}

/** A tag can be moved to other code, a commit can't. */
export function pins(text: string): readonly string[] {
  return [...text.matchAll(/^[\s-]*uses:\s*(\S+)[ \t]*(.*)$/gm)].flatMap(
    ([, uses = '', comment = '']) =>
      ourAction.test(uses) ||
      ourApply.test(uses) ||
      (/@[0-9a-f]{40}$/.test(uses) && /^# v\d+(\.\d+){2}$/.test(comment))
        ? []
        : [`${uses} is not pinned by commit with its version behind it`]
  )
}

/** What a job may do is said at the job; at the top stands at most reading. */
function permissions({ permissions }: Workflow): readonly string[] {
  if (!permissions) return ['no permissions at the top']
  return Object.entries(permissions)
    .filter(([, access]) => access !== 'read')
    .map(([scope]) => `${scope} may write in every job`)
}

/** An expression in a script is pasted into it before the shell sees it. */
export function scripts(workflow: Workflow): readonly string[] {
  return stepsOf(workflow).flatMap(({ step }) =>
    [step.run, step.with?.['script']].some(
      script => typeof script === 'string' && script.includes('${{')
    )
      ? [`an expression stands in a script: ${step.name ?? step.run ?? ''}`]
      : []
  )
}

/** At the full hour GitHub delays and drops scheduled runs. */
function schedules({ on }: Workflow): readonly string[] {
  const crons = (on['schedule'] ?? []) as readonly { cron: string }[]
  return crons
    .filter(({ cron }) => !/^[1-9]\d? /.test(cron))
    .map(({ cron }) => `the schedule ${cron} may meet the full hour`)
}

/** Runs of every branch start it otherwise, of forks too, and its token may be more than theirs. */
function branches({ on }: Workflow): readonly string[] {
  const event = on['workflow_run'] as { branches?: unknown } | undefined
  return event && !event.branches
    ? ['workflow_run is not limited to branches']
    : []
}

/** A hosted job ends after 360 minutes whatever it says, and holds its runner until then. */
function timeouts({ jobs }: Workflow): readonly string[] {
  return Object.entries(jobs)
    .filter(([, job]) => job.steps && !((job['timeout-minutes'] ?? 999) <= 360))
    .map(([name]) => `job ${name} has no timeout-minutes of at most 360`)
}

/** Left to itself, checkout leaves the token of the job on the disk. */
function checkouts(workflow: Workflow): readonly string[] {
  return stepsOf(workflow)
    .filter(({ step }) => step.uses?.startsWith('actions/checkout@'))
    .filter(({ step }) => step.with?.['persist-credentials'] === undefined)
    .map(() => 'a checkout does not say whether it keeps credentials')
}

/** X runs one job of a type at a time: runs must queue, and not cancel each other. */
function slots(workflow: Workflow): readonly string[] {
  return stepsOf(workflow)
    .filter(({ step }) => isReal(step))
    .flatMap(({ job }) => {
      const group = job.concurrency ?? workflow.concurrency
      if (group === undefined) return ['no concurrency group']
      return typeof group === 'object' && group['cancel-in-progress'] === false
        ? []
        : ['its concurrency group may cancel a run that waits']
    })
}
