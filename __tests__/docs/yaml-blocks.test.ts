// Every YAML block of the documents: what GitHub would refuse, the rules of the house, and our own inputs.
import { describe, expect, it } from '@jest/globals'
import { readInputs } from '../../src/check/inputs.js'
import { blocks } from './support/blocks.js'
import { pins, scripts, violations } from './support/house-rules.js'
import { complaints } from './support/language-service.js'
import { action, read, workflows } from './support/repository.js'
import {
  completed,
  isOurs,
  isWhole,
  parseWorkflow,
  stepsOf,
  type Job,
  type Step
} from './support/workflow.js'

const yaml = blocks('yaml', 'yml')

it('finds the blocks', () => {
  const names = yaml.map(({ document }) => document)
  expect(names).toContain('README.md')
  expect(
    names.filter(name => name === 'docs/recipes.md').length
  ).toBeGreaterThan(11)
})

describe('other actions', () => {
  const uses = (text: string) =>
    [...text.matchAll(/uses:\s*(\S+@[0-9a-f]{40} # v\S+)/g)].map(
      ([, pin = '']) => pin
    )
  const used = new Set(workflows.flatMap(path => uses(read(path))))
  const shown = yaml.flatMap(({ name, text }) =>
    uses(text).map(pin => ({ name, pin }))
  )

  it('are shown with the commits of the workflows, which Dependabot renews', () => {
    expect(shown.length).toBeGreaterThan(10)
    expect(shown.filter(({ pin }) => !used.has(pin))).toEqual([])
  })

  it('have one commit each', () => {
    const names = [...used].map(pin => pin.split('@')[0])
    expect(names).toEqual([...new Set(names)])
  })
})

describe.each(yaml.map(block => [block.name, block] as const))(
  '%s',
  (_name, { text }) => {
    const whole = completed(text)
    const workflow = parseWorkflow(whole)
    const ours = stepsOf(workflow).filter(({ step }) => isOurs(step))

    it('has nothing that GitHub would refuse', async () => {
      expect(await complaints('workflow.yml', whole)).toEqual([])
    })

    it('keeps the rules of the house', () => {
      expect(scripts(workflow)).toEqual([])
      expect(isWhole(text) ? violations(text) : pins(text)).toEqual([])
    })

    it('gives this action inputs that it takes', () => {
      for (const { job, step } of ours)
        expect(() => readInputs(environment(step, job))).not.toThrow()
    })

    it('uses outputs that this action has', () => {
      for (const { step } of ours)
        for (const name of outputsUsed(whole, step.id))
          expect(Object.keys(action.outputs)).toContain(name)
    })
  }
)

/** What a runner would hand to the action, with something likely in the place of each expression. */
function environment(step: Step, job: Job): Record<string, string> {
  const matrix = job.strategy?.matrix ?? {}
  const likely = (expression: string): string => {
    const [context, name = ''] = expression.trim().split('.')
    if (context === 'matrix') return String(matrix[name]?.[0])
    if (context === 'secrets') return 'x'.repeat(40)
    return '1'
  }
  const given: [string, string][] = Object.entries(step.with ?? {}).map(
    ([name, value]) => [
      `INPUT_${name.toUpperCase()}`,
      String(value).replace(/\$\{\{(.*?)\}\}/g, (_, inside: string) =>
        likely(inside)
      )
    ]
  )
  return {
    GITHUB_REPOSITORY: 'octo/archive',
    'INPUT_GITHUB-TOKEN': 'x'.repeat(40),
    ...Object.fromEntries(given)
  }
}

function outputsUsed(
  workflow: string,
  id: string | undefined
): readonly string[] {
  if (id === undefined) return []
  return [...workflow.matchAll(/\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g)]
    .filter(([, step]) => step === id)
    .map(([, , name = '']) => name)
}
