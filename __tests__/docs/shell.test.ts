// Every shell script in documents and workflows is one that bash can read.
import { spawnSync } from 'node:child_process'
import { describe, expect, it } from '@jest/globals'
import { blocks } from './support/blocks.js'
import { read, workflows } from './support/repository.js'
import { completed, parseWorkflow, stepsOf } from './support/workflow.js'

const inWorkflows = [
  ...blocks('yaml', 'yml'),
  ...workflows.map(name => ({ name, text: read(name) }))
].flatMap(({ name, text }) =>
  stepsOf(parseWorkflow(completed(text)))
    .filter(
      ({ step }) => step.run !== undefined && step.shell !== 'python3 {0}'
    )
    .map(({ step }) => ({ name, script: step.run ?? '' }))
)
const inDocuments = blocks('sh', 'bash', 'shell').map(({ name, text }) => ({
  name,
  script: text
}))

/** What bash has against a script, without running it. */
function syntaxErrors(script: string): string {
  return spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' }).stderr
}

// On Windows, `bash` may be the one of an empty Linux subsystem.
const describeHere = process.platform === 'win32' ? describe.skip : describe

describeHere('shell scripts', () => {
  it('are looked at', () => {
    expect(inWorkflows.length).toBeGreaterThan(20)
    expect(inDocuments.length).toBeGreaterThan(5)
    expect(syntaxErrors('if true\nthen echo\n')).toContain('syntax error')
  })

  it('have no syntax error', () => {
    const wrong = [...inWorkflows, ...inDocuments]
      .map(({ name, script }) => ({ name, error: syntaxErrors(script) }))
      .filter(({ error }) => error !== '')
    expect(wrong).toEqual([])
  })
})
