// `npm start` around a tiny action: what is left in out/, what is said, how it ends.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { runStartCommand } from '../../../src/local/start.js'
import { eventOutputs } from '../../../src/domain.js'
import { filesBelow, temporaryFolders } from '../../support/folders.js'

const folder = temporaryFolders()

const metadata = `
name: Tiny
inputs:
  ids: {}
  simulate: { default: 'false' }
  bearer-token: {}
  dry-run: { default: 'false' }
runs: { using: node24, main: index.cjs }
`

/** Runs `npm start` in a project whose action is `body`. */
async function start(
  body: string,
  args: string[] = [],
  env: NodeJS.ProcessEnv = {},
  root?: string
) {
  const project = root ?? (await folder())
  await writeFile(join(project, 'action.yml'), metadata)
  await writeFile(
    join(project, 'index.cjs'),
    `const fs = require('node:fs'), env = process.env
     const out = values => fs.appendFileSync(env.GITHUB_OUTPUT,
       Object.entries(values).map(([k, v]) => k + '=' + v + '\\n').join(''))
     ${body}`
  )
  const lines: string[] = []
  const code = await runStartCommand({
    args,
    env,
    cwd: project,
    root: project,
    print: line => lines.push(line)
  })
  const outputs = (await readFile(join(project, 'out/outputs.json'), 'utf8')
    .then(JSON.parse)
    .catch(() => undefined)) as Record<string, string> | undefined
  return { code, outputs, project, text: lines.join('\n') }
}

const good = `out({ status: 'complete', 'error-code': '', 'ids-read': 1000,
  'ids-submitted': 990, 'ids-duplicate': 8, 'ids-invalid': 2, run: env.GITHUB_RUN_ID,
  simulate: env.INPUT_SIMULATE, token: env['INPUT_BEARER-TOKEN'], temp: env.RUNNER_TEMP })
  fs.writeFileSync(env.GITHUB_STEP_SUMMARY, '# Summary')`

describe('a run that succeeds', () => {
  it('leaves outputs and summary, and says what it did and what comes next', async () => {
    const { code, outputs, project, text } = await start(good)
    expect(code).toBe(0)
    expect(outputs).toMatchObject({ status: 'complete', simulate: 'true' })
    expect(await readFile(join(project, 'out/summary.md'), 'utf8')).toBe(
      '# Summary'
    )
    expect(text).toContain('made up')
    expect(text).toContain(
      '1,000 IDs read: 990 distinct, 8 duplicate, 2 invalid'
    )
    expect(text).toContain(join('out', 'outputs.json'))
    expect(text).toContain('X_BEARER_TOKEN')
  })

  it('speaks of no verdicts where there were none', async () => {
    const checked = `out({ status: 'checked', 'error-code': '', 'ids-read': 1 })`
    const { code, text } = await start(checked, ['--dry-run=true'])
    expect(code).toBe(0)
    expect(text).toContain('(checked)')
    expect(text).toContain('1 ID read:')
    expect(text).not.toContain('made up')
  })

  it('has a run ID of its own each time, and empties out/ of its own files only', async () => {
    const first = await start(good)
    const out = join(first.project, 'out')
    await writeFile(join(out, 'mine.txt'), 'stays')
    await mkdir(join(out, 'artifacts', 'old'), { recursive: true })
    await writeFile(join(out, 'artifacts', 'old', 'x'), 'goes')
    await writeFile(join(out, 'report.html'), 'goes')
    const second = await start(good, [], {}, first.project)
    expect(second.outputs?.['run']).toMatch(/^\d+$/)
    expect(second.outputs?.['run']).not.toBe(first.outputs?.['run'])
    expect(Object.keys(await filesBelow(out))).toEqual([
      'mine.txt',
      'outputs.json',
      'summary.md'
    ])
  })
})

it('leaves the report where people find it, and says so', async () => {
  const { project, text } = await start(
    `${good}; fs.writeFileSync(env.RUNNER_TEMP + '/report.html', '<p>')
     out({ 'report-path': env.RUNNER_TEMP })`
  )
  expect(await readFile(join(project, 'out/report.html'), 'utf8')).toBe('<p>')
  expect(text).toContain(join('out', 'report.html'))
})

describe('a run that fails', () => {
  it('has the exit code of the step and still leaves the outputs', async () => {
    const { code, outputs, text } = await start(
      `out({ status: 'failed', 'error-code': 'ids-empty' })
       console.log('::error::Nothing to do'); process.exitCode = 7`
    )
    expect(code).toBe(7)
    expect(outputs).toEqual({ status: 'failed', 'error-code': 'ids-empty' })
    expect(text).toContain('Error: Nothing to do')
    expect(text).toContain('ids-empty')
  })

  it('is one that ends well without a word', async () => {
    const { code, text } = await start('')
    expect(code).toBe(1)
    expect(text).toContain('set no output')
  })

  it('does not begin when help is asked for', async () => {
    const { code, outputs, text } = await start(good, ['--help'])
    expect(code).toBe(0)
    expect(outputs).toBeUndefined()
    expect(text).toContain('--simulate')
  })

  it('is one that `fail-on` asks for', async () => {
    const { code, text } = await start(
      `out({ status: 'complete', 'error-code': 'events-found', events: 1 })
       process.exitCode = 1`
    )
    expect(code).toBe(1)
    expect(text).toMatch(/failed after [\d.]+ s, as `fail-on` asks/)
    expect(text).toContain('1 event:')
  })

  it('is a mistake in the arguments, and leaves nothing of a run before', async () => {
    const { project } = await start(good)
    const { code, outputs, text } = await start(good, ['--nope=1'], {}, project)
    expect(code).toBe(2)
    expect(outputs).toBeUndefined()
    expect(text).toContain('--nope')
  })
})

describe('the counts', () => {
  it('name every event', async () => {
    const { text } = await start(
      `out({ status: 'complete', 'error-code': '', events: 28,
        ${eventOutputs.map((event, n) => `${event}: ${n + 1}`).join(', ')} })`
    )
    const named = eventOutputs.map((event, n) => `${n + 1} ${event}`)
    for (const one of named) expect(text).toContain(one)
  })
})

describe('the bearer token', () => {
  const env = { X_BEARER_TOKEN: 'AAAAAAAAAAAAAAAAAAAAAAAAA' }
  const show = `${good}; console.log('token ' + env['INPUT_BEARER-TOKEN'])`

  it('comes from the environment with --simulate=false, masked', async () => {
    const { outputs, text } = await start(show, ['--simulate=false'], env)
    expect(outputs?.['token']).toBe(env.X_BEARER_TOKEN)
    expect(text).toContain('token ***')
    expect(text).not.toContain(env.X_BEARER_TOKEN)
    expect(text).not.toContain('made up')
  })

  it.each([[[]], [['--simulate=false', '--dry-run=true']]])(
    'stays out of a run that does not use it (%j)',
    async args => {
      const { outputs } = await start(show, args, env)
      expect(outputs?.['token']).toBe('')
    }
  )

  it('goes together with what the network needs, which simulated runs do not get', async () => {
    const network = { ...env, https_proxy: 'http://proxy.example:8080' }
    const proxy = `${good}; console.log('by ' + env['https_proxy'])`
    const real = await start(proxy, ['--simulate=false'], network)
    expect(real.text).toContain('by http://proxy.example:8080')
    expect((await start(proxy, [], network)).text).toContain('by undefined')
  })

  it('is asked for when it is missing', async () => {
    const { code, text } = await start(good, ['--simulate=false'])
    expect(code).toBe(2)
    expect(text).toContain('X_BEARER_TOKEN')
  })
})
