// Plays a workflow as GitHub would: jobs in order, steps with their conditions, this action from the built bundle.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  writeFile
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, matchesGlob, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import {
  actionDist,
  repository,
  type Rig,
  type RigRun
} from '../../support/rig.js'
import { zipEntries } from '../../support/zip.js'
import { holds, interpolate, type Contexts } from './expressions.js'
import {
  isApply,
  isOurs,
  parseWorkflow,
  type Job,
  type Step
} from './workflow.js'

/** What surrounds a run of a workflow. */
export interface Scene {
  rig: Rig
  runId: string
  event?: { name: string; payload: unknown }
  secrets?: Readonly<Record<string, string>>
  vars?: Readonly<Record<string, string>>
  /** What `gh` prints, by how the call begins, such as `issue list`; else it prints nothing. */
  answers?: Readonly<Record<string, string>>
}

export interface PlayedStep {
  job: string
  matrix: Readonly<Record<string, unknown>>
  step: Step
  outcome: 'success' | 'failure' | 'skipped'
  outputs: Readonly<Record<string, string>>
  /** For a step that runs this action. */
  run?: RigRun
  /** For another action: its inputs, evaluated. */
  inputs?: Readonly<Record<string, string>>
  /** What a script printed. */
  output?: string
}

export interface Played {
  steps: readonly PlayedStep[]
  /** Results of the jobs, legs of a matrix taken together. */
  results: Readonly<Record<string, 'success' | 'failure' | 'skipped'>>
  /** How `gh`, `curl` and `aws` were called, a line for each call (and more where an argument has lines). */
  calls: string
}

/** Plays all jobs, one after the other, in the order of their needs. */
export async function play(workflow: string, scene: Scene): Promise<Played> {
  const stage = await openStage(scene)
  try {
    const { jobs } = parseWorkflow(workflow)
    const needs: Record<string, { result: string; outputs: unknown }> = {}
    const results: Record<string, 'success' | 'failure' | 'skipped'> = {}
    const steps: PlayedStep[] = []
    for (const [name, job] of Object.entries(jobs)) {
      const needed = [job.needs ?? []].flat().map(need => needs[need]?.result)
      const standing = { failed: needed.some(result => result !== 'success') }
      const contexts = { ...stage.contexts, needs }
      if (!holds(job.if, contexts, standing)) {
        needs[name] = { result: 'skipped', outputs: {} }
        results[name] = 'skipped'
        continue
      }
      let failed = false
      let outputs: Record<string, string> = {}
      for (const matrix of legs(job)) {
        const leg = await playJob(name, job, { ...contexts, matrix }, stage)
        steps.push(...leg.steps)
        failed ||= leg.failed
        outputs = leg.outputs
      }
      results[name] = failed ? 'failure' : 'success'
      needs[name] = { result: results[name], outputs }
    }
    return { steps, results, calls: await readFile(stage.calls, 'utf8') }
  } finally {
    await rm(stage.home, { recursive: true, force: true })
  }
}

interface Stage extends Scene {
  home: string
  /** Stand-ins for `gh`, `curl` and `aws`. */
  bin: string
  calls: string
  contexts: Contexts
}

async function openStage(scene: Scene): Promise<Stage> {
  const home = await mkdtemp(join(tmpdir(), 'recipe-'))
  const bin = join(home, 'bin')
  const calls = join(home, 'calls')
  await mkdir(bin)
  await writeFile(calls, '')
  const { event, secrets, vars, answers = {} } = scene
  const cases = Object.entries(answers).map(
    ([call, answer]) => `'gh ${call}'*) echo '${answer}';;`
  )
  for (const name of ['gh', 'curl', 'aws']) {
    const lines = [
      '#!/bin/sh',
      `printf '%s\\n' "${name} $*" >> '${calls}'`,
      `case "${name} $*" in`,
      ...cases,
      'esac',
      ''
    ]
    await writeFile(join(bin, name), lines.join('\n'))
    await chmod(join(bin, name), 0o755)
  }
  const contexts = {
    github: {
      event: event?.payload ?? {},
      event_name: event?.name ?? 'workflow_dispatch',
      ref: 'refs/heads/main',
      ref_name: 'main',
      repository,
      token: scene.rig.artifacts.githubToken
    },
    secrets: secrets ?? {},
    vars: vars ?? {}
  }
  return { ...scene, home, bin, calls, contexts }
}

/** The combinations of a matrix; one empty one where there is none. */
function legs(job: Job): readonly Record<string, unknown>[] {
  return Object.entries(job.strategy?.matrix ?? {}).reduce<
    Record<string, unknown>[]
  >(
    (sofar, [key, values]) =>
      sofar.flatMap(leg => values.map(value => ({ ...leg, [key]: value }))),
    [{}]
  )
}

async function playJob(
  name: string,
  job: Job,
  contexts: Contexts,
  stage: Stage
): Promise<{
  steps: PlayedStep[]
  failed: boolean
  outputs: Record<string, string>
}> {
  const steps: PlayedStep[] = []
  const known: Record<string, unknown> = {}
  const matrix = contexts['matrix'] as Record<string, unknown>
  let failed = false
  for (const step of job.steps ?? []) {
    const seen = { ...contexts, steps: known }
    const played: PlayedStep = holds(step.if, seen, { failed })
      ? { job: name, matrix, step, ...(await playStep(step, seen, stage)) }
      : { job: name, matrix, step, outcome: 'skipped', outputs: {} }
    steps.push(played)
    const { outcome, outputs } = played
    if (step.id) known[step.id] = { outcome, outputs }
    failed ||= outcome === 'failure' && step['continue-on-error'] !== true
  }
  const seen = { ...contexts, steps: known }
  return { steps, failed, outputs: evaluated(job.outputs ?? {}, seen) }
}

type Outcome = Omit<PlayedStep, 'job' | 'matrix' | 'step'>

async function playStep(
  step: Step,
  contexts: Contexts,
  stage: Stage
): Promise<Outcome> {
  if (step.run !== undefined) return playScript(step, contexts, stage)
  const inputs = evaluated(step.with ?? {}, contexts)
  if (isOurs(step)) return playOurs(inputs, stage)
  if (isApply(step))
    return playOurs(inputs, stage, {
      actionDirectory: resolve('apply'),
      main: join(actionDist, 'apply/index.js')
    })
  const [uses] = (step.uses ?? '').split('@')
  if (uses === 'actions/download-artifact') await download(inputs, stage)
  return { outcome: 'success', outputs: {}, inputs }
}

async function playOurs(
  inputs: Record<string, string>,
  { rig, runId, event }: Stage,
  action: { actionDirectory?: string; main?: string } = {}
): Promise<Outcome> {
  const run = await rig.run(inputs, {
    runId,
    ...(event && { event }),
    ...action
  })
  return {
    outcome: run.code === 0 ? 'success' : 'failure',
    outputs: run.outputs,
    run
  }
}

async function download(
  { name, pattern = '', path = '.' }: Record<string, string>,
  { rig, runId }: Stage
): Promise<void> {
  const wanted = rig.artifacts
    .artifactsOf(runId)
    .filter(one => matchesGlob(one.name, name ?? pattern))
  if (wanted.length === 0)
    throw new Error(`The run has no artifact ${name ?? pattern}`)
  for (const one of wanted)
    for (const [entry, content] of Object.entries(
      await zipEntries(await readFile(one.path))
    )) {
      const folder = name === undefined ? join(path, one.name) : path
      const target = resolve(rig.workspace, folder, entry)
      await mkdir(dirname(target), { recursive: true })
      await writeFile(target, content)
    }
}

async function playScript(
  step: Step,
  contexts: Contexts,
  { rig, runId, home, bin }: Stage
): Promise<Outcome> {
  const outputs = join(home, 'outputs')
  await writeFile(outputs, '')
  await writeFile(join(home, 'script'), step.run ?? '')
  const [program, flags] =
    step.shell === 'python3 {0}'
      ? ['python3', []]
      : ['bash', ['-e', '-o', 'pipefail']]
  const child = spawn(program, [...flags, join(home, 'script')], {
    cwd: rig.workspace,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...evaluated(step.env ?? {}, contexts),
      PATH: [bin, process.env['PATH']].join(delimiter),
      HOME: home,
      GITHUB_OUTPUT: outputs,
      GITHUB_REPOSITORY: repository,
      GITHUB_RUN_ID: runId,
      GITHUB_SERVER_URL: 'https://github.com'
    }
  })
  const [code, said, complained] = await Promise.all([
    once(child, 'close').then(([status]) => status as number | null),
    text(child.stdout),
    text(child.stderr)
  ])
  return {
    outcome: code === 0 ? 'success' : 'failure',
    outputs: setBy(await readFile(outputs, 'utf8')),
    output: said + complained
  }
}

/** The outputs that a script has set, one a line. */
function setBy(lines: string): Record<string, string> {
  const pairs = [...lines.matchAll(/^([\w-]+)=(.*)$/gm)]
  return Object.fromEntries(
    pairs.map(([, name = '', value = '']) => [name, value])
  )
}

function evaluated(
  values: Readonly<Record<string, unknown>>,
  contexts: Contexts
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      interpolate(String(value), contexts)
    ])
  )
}
