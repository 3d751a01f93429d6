// A workflow as far as the tests look into it, whole or as the piece of one that a document shows.
import { parse } from 'yaml'
import { ourAction, ourApply } from './repository.js'

export interface Step {
  name?: string
  id?: string
  if?: string
  uses?: string
  run?: string
  shell?: string
  with?: Readonly<Record<string, unknown>>
  env?: Readonly<Record<string, unknown>>
  'continue-on-error'?: boolean
}

export interface Job {
  if?: string
  needs?: string | readonly string[]
  'timeout-minutes'?: number
  strategy?: {
    matrix?: Readonly<Record<string, readonly unknown[]>>
    'max-parallel'?: number
  }
  permissions?: Readonly<Record<string, string>>
  concurrency?: Concurrency | string
  outputs?: Readonly<Record<string, string>>
  steps?: readonly Step[]
}

interface Concurrency {
  group: string
  'cancel-in-progress'?: boolean
}

export interface Workflow {
  name?: string
  on: Readonly<Record<string, unknown>>
  permissions?: Readonly<Record<string, string>>
  concurrency?: Concurrency | string
  jobs: Readonly<Record<string, Job>>
}

export function parseWorkflow(text: string): Workflow {
  return parse(text) as Workflow
}

/** Whether a YAML text is a whole workflow, not a piece of one. */
export function isWhole(text: string): boolean {
  const value = parse(text) as unknown
  return typeof value === 'object' && value !== null && 'jobs' in value
}

/**
 * A whole workflow around a piece of one: a list of steps, or keys that stand
 * at the top (`on:`, `permissions:`, `concurrency:`).
 */
export function completed(text: string): string {
  if (isWhole(text)) return text
  const steps = Array.isArray(parse(text))
  const indented = text.replace(/^(?=.)/gm, '      ')
  return [
    ...(steps ? [] : [text.trimEnd()]),
    ...(/^on:/m.test(text) ? [] : ['on: workflow_dispatch']),
    'jobs:',
    '  job:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    steps ? indented.trimEnd() : '      - run: "true"',
    ''
  ].join('\n')
}

/** All steps of a workflow with their job. */
export function stepsOf(
  workflow: Workflow
): readonly { job: Job; step: Step }[] {
  return Object.values(workflow.jobs).flatMap(job =>
    (job.steps ?? []).map(step => ({ job, step }))
  )
}

/** Whether a step runs this action. */
export function isOurs(step: Step): boolean {
  return ourAction.test(step.uses ?? '')
}

/** Whether a step runs `apply`. */
export function isApply(step: Step): boolean {
  return ourApply.test(step.uses ?? '')
}

/** Whether a step runs this action against X: neither simulated nor dry. */
export function isReal(step: Step): boolean {
  const given = step.with ?? {}
  return (
    isOurs(step) &&
    String(given['simulate']) !== 'true' &&
    String(given['dry-run']) !== 'true'
  )
}
