// The local runner, with tiny actions: what they are given, and what becomes of what they do.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import {
  startAction,
  type RunActionOptions,
  type RunningAction
} from '../../../src/local/runner.js'
import { temporaryFolders } from '../../support/folders.js'

const runAction = async (options: RunActionOptions) =>
  (await startAction(options)).result

const cancelAtPolling = (line: string, action: RunningAction): void => {
  if (line.includes('polling')) action.cancel()
}

const folder = temporaryFolders()

const metadata = `
name: Tiny
inputs:
  plain: { default: yes please }
  my-input: {}
  repository: { default: '\${{ github.repository }}' }
  token: { default: '\${{ github.token }}' }
  number: { default: 6 }
runs: { using: node24, main: index.cjs }
`

/** A tiny action whose whole script is `body`, and the options to run it. */
async function tiny(
  body: string,
  options: Partial<RunActionOptions> = {}
): Promise<RunActionOptions> {
  const directory = await folder()
  const prelude = `
    const fs = require('node:fs'), env = process.env
    const out = (k, v) => fs.appendFileSync(env.GITHUB_OUTPUT, k + '<<EOF\\n' + v + '\\nEOF\\n')
  `
  await writeFile(join(directory, 'action.yml'), metadata)
  await writeFile(join(directory, 'index.cjs'), prelude + body)
  return {
    actionDirectory: directory,
    workspace: await folder(),
    temp: await folder(),
    ...options
  }
}

describe('the environment of an action', () => {
  it('has the inputs, with defaults and expressions, and nothing of the host', async () => {
    process.env['HOST_SECRET'] = 'host'
    const options = await tiny(
      `out('env', JSON.stringify(env)); out('cwd', process.cwd())`,
      {
        inputs: { 'my-input': 'mine' },
        repository: 'me/mine',
        githubToken: 'ghs_x',
        runId: '77',
        attempt: 2,
        environment: { EXTRA: '1', GITHUB_SHA: undefined }
      }
    )
    const { outputs, code } = await runAction(options)
    const env = JSON.parse(outputs['env'] ?? '') as Record<string, string>
    expect(code).toBe(0)
    expect(env).toMatchObject({
      INPUT_PLAIN: 'yes please',
      'INPUT_MY-INPUT': 'mine',
      INPUT_REPOSITORY: 'me/mine',
      INPUT_TOKEN: 'ghs_x',
      INPUT_NUMBER: '6',
      GITHUB_REPOSITORY: 'me/mine',
      GITHUB_RUN_ID: '77',
      GITHUB_RUN_ATTEMPT: '2',
      GITHUB_WORKSPACE: options.workspace,
      RUNNER_TEMP: options.temp,
      CI: 'true',
      EXTRA: '1'
    })
    expect(env).not.toHaveProperty('HOST_SECRET')
    expect(env).not.toHaveProperty('GITHUB_SHA')
    expect(outputs['cwd']).toBe(options.workspace)
  })

  it('hands over the payload of the event', async () => {
    const { outputs } = await runAction(
      await tiny(
        `out('event', env.GITHUB_EVENT_NAME + fs.readFileSync(env.GITHUB_EVENT_PATH))`,
        {
          event: { name: 'push', payload: { a: 1 } }
        }
      )
    )
    expect(outputs['event']).toBe('push{"a":1}')
  })

  it('warns about inputs that the action does not know', async () => {
    const { annotations } = await runAction(
      await tiny(`out('a', 1)`, { inputs: { typo: 'x' } })
    )
    expect(annotations).toEqual([
      {
        level: 'warning',
        message: expect.stringContaining("Unexpected input(s) 'typo'")
      }
    ])
  })
})

describe('the end of an action', () => {
  it('gives code, outputs, state, masked summary and both logs', async () => {
    const lines: string[] = []
    const result = await runAction(
      await tiny(
        `console.log('::add-mask::s3cret'); console.error('a s3cret'); out('x', 'a\\nb')
         fs.appendFileSync(env.GITHUB_STATE, 'job=1\\n')
         fs.appendFileSync(env.GITHUB_STEP_SUMMARY, 'the s3cret summary')
         process.stdout.write('no line end'); process.exitCode = 3`,
        { onLine: line => lines.push(line) }
      )
    )
    expect(result).toMatchObject({
      code: 3,
      signal: null,
      problems: [],
      outputs: { x: 'a\nb' },
      state: { job: '1' },
      summary: 'the *** summary',
      masks: ['s3cret']
    })
    expect(result.rawLog).toContain('::add-mask::s3cret')
    expect(result.log).not.toContain('s3cret')
    expect(lines).toEqual(result.log.split('\n'))
    expect(lines).toContain('no line end')
  })

  it('is a failure when the process drains without a word', async () => {
    const result = await runAction(await tiny(`new Promise(() => {})`))
    expect(result.code).toBe(1)
    expect(result.problems).toEqual([
      'the action ended with code 0 and set no output'
    ])
  })

  it('is a failure when a file command is malformed or the summary too large', async () => {
    const result = await runAction(
      await tiny(`fs.writeFileSync(env.GITHUB_OUTPUT, 'a=1\\nnonsense')
        fs.writeFileSync(env.GITHUB_STEP_SUMMARY, 'x'.repeat(1048577))`)
    )
    expect(result.code).toBe(1)
    expect(result.summary).toBe('')
    expect(result.problems).toHaveLength(2)
  })

  it('rejects when the Node binary is missing', async () => {
    const options = await tiny('', { node: '/nowhere/node' })
    await expect(runAction(options)).rejects.toThrow('ENOENT')
  })
})

// Windows has no signals: there a kill is all that a child can be sent.
const describeWithSignals =
  process.platform === 'win32' ? describe.skip : describe

describeWithSignals('stopping an action', () => {
  const onSignals = (stubborn: boolean) => `
    const seen = []
    for (const s of ['SIGINT', 'SIGTERM'])
      process.on(s, () => { seen.push(s); out('seen', seen); ${stubborn ? '' : 'process.exit(5)'} })
    setInterval(() => {}, 1000)
    out('early', 'kept'); console.log('polling')
  `
  // Long enough for the child to see one signal before the next, on a busy machine too.
  const grace = { interrupt: 1000, terminate: 1000 }

  it('lets an action that listens end itself', async () => {
    const result = await runAction(
      await tiny(onSignals(false), { onLine: cancelAtPolling })
    )
    expect(result).toMatchObject({
      code: 5,
      signal: null,
      outputs: { early: 'kept', seen: 'SIGINT' }
    })
  })

  it('climbs from SIGINT over SIGTERM to SIGKILL', async () => {
    const result = await runAction(
      await tiny(onSignals(true), { onLine: cancelAtPolling, grace })
    )
    expect(result).toMatchObject({
      code: null,
      signal: 'SIGKILL',
      outputs: { early: 'kept', seen: 'SIGINT,SIGTERM' }
    })
  })

  it('kills at once, and still reads what was written before', async () => {
    const result = await runAction(
      await tiny(onSignals(true), {
        onLine: (line, action) => {
          if (line.includes('polling')) action.kill()
        }
      })
    )
    expect(result).toMatchObject({
      code: null,
      signal: 'SIGKILL',
      outputs: { early: 'kept' }
    })
    expect(result.outputs).not.toHaveProperty('seen')
  })

  it('can be told from outside', async () => {
    const running = await startAction(
      await tiny(onSignals(false), {
        onLine: (line, action) => {
          if (line === 'polling') action.kill('SIGTERM')
        }
      })
    )
    const { outputs } = await running.result
    expect(outputs['seen']).toBe('SIGTERM')
  })
})
