// Every way to fail that a user meets on the built action: one error, its code, a non-zero exit, and the outputs that are known.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { ErrorCode } from '../../src/domain.js'
import type { Fault, SimulatorOptions } from '../../src/simulator/index.js'
import { someIds, startRig, type Rig, type RigRun } from '../support/rig.js'

/** What holds in every failing run. */
function expectFailure(run: RigRun, code: ErrorCode): void {
  const errors = run.annotations.filter(({ level }) => level === 'error')
  expect({
    code: run.outputs['error-code'],
    errors: errors.length,
    exit: run.code
  }).toEqual({
    code,
    errors: 1,
    exit: 1
  })
  expect(errors[0]?.message).toContain(`(${code})`)
  expect(run.problems).toEqual([])
}

describe('before a job is created', () => {
  let rig: Rig
  beforeAll(async () => {
    rig = await startRig()
    await rig.write('ids.txt', someIds(120))
    await rig.write(
      'bad.txt',
      `${someIds(20)}1.2E+18\n@someone\n-5\n007\nx\ny\n99999999999999999999\n`
    )
    await rig.write('empty.txt', '')
    await rig.write(
      'excel.txt',
      Array.from(
        { length: 200 },
        (_, i) => `12000001234${10000 + i * 7}000`.slice(0, 16) + '000'
      ).join('\n')
    )
  })
  afterAll(() => rig.close())

  it.each<[string, ErrorCode, Record<string, string>]>([
    ['an input is wrong', 'invalid-input', { ids: 'ids.txt', timeout: '5x' }],
    [
      'the token is missing',
      'invalid-input',
      { ids: 'ids.txt', 'bearer-token': '' }
    ],
    ['an ID file is missing', 'ids-not-found', { ids: 'nowhere.txt' }],
    ['a pattern matches nothing', 'ids-not-found', { ids: 'nothing/*.csv' }],
    ['lines hold no ID', 'ids-invalid', { ids: 'bad.txt' }],
    ['IDs were rounded', 'ids-damaged', { ids: 'excel.txt' }],
    ['there is no ID', 'ids-empty', { ids: 'empty.txt' }],
    [
      'there is no such artifact',
      'artifact-not-found',
      { ids: '', 'ids-artifact': 'nowhere' }
    ]
  ])('%s: %s', async (_, code, inputs) => {
    const run = await rig.run(inputs)
    expectFailure(run, code)
    expect(run.outputs['status']).toBe('failed')
    expect(run.requests).toEqual([])
  })

  it('shows five bad lines at their place, and the totals', async () => {
    const run = await rig.run({ ids: 'bad.txt' })
    const warnings = run.annotations.filter(({ level }) => level === 'warning')
    expect(warnings.map(({ file, line }) => [file, line])).toEqual([
      ['bad.txt', 21],
      ['bad.txt', 22],
      ['bad.txt', 23],
      ['bad.txt', 24],
      ['bad.txt', 25],
      [undefined, undefined]
    ])
    expect(run.outputs).toMatchObject({ 'ids-read': '27', 'ids-invalid': '7' })
  })

  it('skips bad lines and goes on, when told to', async () => {
    const run = await rig.run({ ids: 'bad.txt', 'on-invalid-ids': 'skip' })
    expect(run.code).toBe(0)
    expect(run.outputs).toMatchObject({
      status: 'complete',
      'ids-submitted': '20',
      'ids-invalid': '7'
    })
  })

  it('finds out at once that artifacts are not supported', async () => {
    const run = await rig.run(
      { ids: 'ids.txt' },
      { environment: { GITHUB_SERVER_URL: 'https://ghes.example.com' } }
    )
    expectFailure(run, 'artifact-unsupported')
    expect(run.requests).toEqual([])
  })

  it('finds out at once that the name of the artifact is taken', async () => {
    const first = await rig.run({ ids: 'ids.txt' })
    const jobs = rig.simulator.jobs.length
    const again = await rig.run(
      { ids: 'ids.txt', type: 'tweets' },
      { runId: first.runId }
    )
    expectFailure(again, 'artifact-conflict')
    expect(rig.simulator.jobs).toHaveLength(jobs)
    const retried = await rig.run(
      { ids: 'ids.txt' },
      { runId: first.runId, attempt: 2 }
    )
    expect(retried.code).toBe(0)
    expect(retried.outputs['artifact-name']).toBe('compliance-results-tweets-2')
    const replaced = await rig.run(
      { ids: 'ids.txt', overwrite: 'true' },
      { runId: first.runId }
    )
    expect(replaced.outputs['artifact-name']).toBe('compliance-results-tweets')
  })
})

describe('at the service', () => {
  it.each<
    [string, ErrorCode, SimulatorOptions & { inputs?: Record<string, string> }]
  >([
    [
      'the token is refused',
      'unauthorized',
      { token: 'A'.repeat(30), inputs: { 'bearer-token': 'B'.repeat(30) } }
    ],
    [
      'credits are spent',
      'payment-required',
      { faults: [{ operation: 'list', kind: 'status', status: 402 }] }
    ],
    [
      'the App is not enrolled',
      'forbidden',
      { faults: [{ operation: 'list', kind: 'not-enrolled' }] }
    ],
    [
      'the token is one of a user',
      'forbidden',
      { faults: [{ operation: 'create', kind: 'user-context' }] }
    ],
    [
      'the plan is used up',
      'usage-capped',
      {
        faults: [
          { operation: 'get', kind: 'usage-capped', times: Infinity },
          { operation: 'list', kind: 'usage-capped', times: Infinity }
        ]
      }
    ],
    [
      'the job fails',
      'job-failed',
      {
        faults: [
          {
            operation: 'job',
            kind: 'fail',
            error: 'Too many <b>bad</b> ::error::lines',
            times: Infinity
          }
        ]
      }
    ],
    [
      'the job expires',
      'job-expired',
      { faults: [{ operation: 'job', kind: 'expire', times: Infinity }] }
    ],
    ['the file is too large', 'upload-refused', { maxUploadBytes: 100 }],
    [
      'the job does not exist',
      'job-not-found',
      { inputs: { ids: '', 'job-ids': '123' } }
    ],
    [
      'the job lasts longer than the budget',
      'timeout',
      {
        faults: [{ operation: 'job', kind: 'stuck' }],
        inputs: { timeout: '3s' }
      }
    ]
  ])('%s: %s', async (_, code, { inputs, ...options }) => {
    const rig = await startRig(options)
    await rig.write('ids.txt', someIds(60))
    const run = await rig.run({ ids: 'ids.txt', ...inputs })
    await rig.close()
    expectFailure(run, code)
    expect(run.outputs['status']).toBe(
      code === 'timeout' ? 'timeout' : 'failed'
    )
    expect(run.artifactNames).toEqual([])
    expect(run.rawLog).not.toMatch(/^::error::lines/m)
    expect(run.summary).not.toContain('<b>bad')
    expect(run.outputs['report-path']).toBeTruthy()
  })

  it('names the other job and the way to cancel it, with `on-active-job: fail`', async () => {
    const stuck: Fault = { operation: 'job', kind: 'stuck' }
    const rig = await startRig({ faults: [stuck] })
    await rig.write('ids.txt', someIds(60))
    await rig.write('other.txt', someIds(61))
    const first = await rig.run({ ids: 'other.txt', wait: 'false' })
    const [other] = JSON.parse(first.outputs['job-ids'] ?? '[]') as string[]
    const failed = await rig.run({ ids: 'ids.txt', 'on-active-job': 'fail' })
    const queued = await rig.run({ ids: 'ids.txt', timeout: '3s' })
    await rig.close()
    expectFailure(failed, 'job-active')
    expect(queued.outputs).toMatchObject({ status: 'timeout' })
    for (const run of [failed, queued]) {
      const [error] = run.annotations.filter(({ level }) => level === 'error')
      expect(error?.message).toContain(other)
      expect(error?.message).toContain('DELETE')
    }
  })

  it('succeeds with status `timeout` when told to, and a later run goes on', async () => {
    const rig = await startRig({
      processing: { base: 6000, perId: 0 },
      inputs: { cycle: 'week' }
    })
    await rig.write('ids.txt', someIds(60))
    const first = await rig.run({
      ids: 'ids.txt',
      timeout: '3s',
      'on-timeout': 'continue'
    })
    expect(first.code).toBe(0)
    expect(first.outputs).toMatchObject({
      status: 'timeout',
      'error-code': '',
      'parts-complete': '0'
    })
    const second = await rig.run({ ids: 'ids.txt' })
    expect(second.outputs).toMatchObject({
      status: 'complete',
      'job-ids': first.outputs['job-ids']
    })
    expect(rig.simulator.jobs).toHaveLength(1)
    await rig.close()
  })
})

describe('when publishing', () => {
  it('keeps the results when the quota is used up', async () => {
    const rig = await startRig()
    await rig.write('ids.txt', someIds(60))
    rig.artifacts.faults.add('CreateArtifact', {
      kind: 'answer',
      status: 403,
      body: {
        code: 'permission_denied',
        msg: 'insufficient usage to create artifact'
      }
    })
    const run = await rig.run({ ids: 'ids.txt' })
    expectFailure(run, 'artifact-quota')
    expect(run.outputs).toMatchObject({
      status: 'failed',
      'parts-complete': '1'
    })
    expect(await run.filesWith('"reason"')).toContain(
      run.outputs['results-path']
    )
    await rig.close()
  })
})

describe('when the runner cancels', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends soon after %s, and says how to go on',
    async signal => {
      if (process.platform === 'win32') return
      const rig = await startRig({
        faults: [{ operation: 'job', kind: 'stuck' }]
      })
      await rig.write('ids.txt', someIds(60))
      let cancelledAt = 0
      const run = await rig.run(
        { ids: 'ids.txt' },
        {
          onLine: (line, action) => {
            if (cancelledAt || !/is processing|waiting/i.test(line)) return
            cancelledAt = performance.now()
            action.kill(signal)
          }
        }
      )
      expect(cancelledAt).toBeGreaterThan(0)
      expect(performance.now() - cancelledAt).toBeLessThan(5000)
      await rig.close()
      expectFailure(run, 'cancelled')
      expect(run.outputs).toMatchObject({
        status: 'cancelled',
        'ids-submitted': '60'
      })
      expect(run.log).toContain(run.outputs['job-ids'])
      expect(run.log).toContain('job-ids')
    }
  )
})

describe('when something in the action itself goes wrong', () => {
  /** Runs the built action behind a module that is loaded first. */
  async function runBehind(preload: string): Promise<RigRun> {
    const rig = await startRig()
    await rig.write('ids.txt', someIds(60))
    const run = await rig.run(
      { ids: 'ids.txt' },
      {
        nodeArguments: [
          '--import',
          `data:text/javascript,${encodeURIComponent(preload)}`
        ]
      }
    )
    await rig.close()
    return run
  }

  it('never exits 0 when the process runs out of work', async () => {
    const run = await runBehind(`
      import fs from 'node:fs/promises'
      import { syncBuiltinESMExports } from 'node:module'
      fs.mkdir = () => new Promise(() => {})
      syncBuiltinESMExports()`)
    expectFailure(run, 'internal')
    expect(run.log).toContain('stopped before its end')
  })

  it('says so, and sets what is known, after an error that nobody caught', async () => {
    const run = await runBehind(`
      process.stdout.write = new Proxy(process.stdout.write, {
        apply(write, self, args) {
          if (String(args[0]).includes('Next check at'))
            setImmediate(() => { throw new TypeError('boom') })
          return Reflect.apply(write, self, args)
        }
      })`)
    expectFailure(run, 'internal')
    expect(run.log).toContain('boom')
    expect(run.outputs).toMatchObject({
      status: 'failed',
      'ids-submitted': '60',
      'job-ids': expect.stringMatching(/^\["\d+"\]$/)
    })
  })
})
