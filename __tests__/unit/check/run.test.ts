// Whole runs in one process, against the simulator: the ways through src/check/run.ts, with edges that fail where real ones can.
import { say } from '../../../src/lib/message.js'
import { EventEmitter, once } from 'node:events'
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import {
  afterEach,
  beforeEach,
  describe,
  expect,
  it,
  jest
} from '@jest/globals'
import type { ArtifactStore } from '../../../src/artifacts/store.js'
import { systemClock, type Clock } from '../../../src/lib/clock.js'
import { untilAborted } from '../../../src/lib/until-aborted.js'
import { Failure } from '../../../src/lib/failure.js'
import type { ErrorCode } from '../../../src/domain.js'
import type { RunRecord } from '../../../src/report/record.js'
import { run } from '../../../src/check/run.js'
import { openRecord, type Dependencies } from '../../../src/check/step.js'
import { startSimulator, type Simulator } from '../../../src/simulator/index.js'
import { rememberingLog } from '../../support/dependencies.js'
import { someIds } from '../../support/rig.js'

let home: string
let simulator: Simulator

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'run-'))
  await writeFile(join(home, 'ids.txt'), someIds(50))
  simulator = await startSimulator({ processing: { base: 30, perId: 0 } })
})
afterEach(async () => {
  await simulator.close()
  await rm(home, { recursive: true, force: true })
})

const published = {
  name: 'compliance-results-tweets',
  id: 7,
  url: 'https://github.com/lab/archive/actions/runs/1/artifacts/7',
  digest: 'd'.repeat(64),
  bytes: 1
}

interface Told {
  record: RunRecord
  outputs: Record<string, string>
  announced: Failure[]
  summaries: string[]
  infos: string[]
  warnings: string[]
  masks: string[]
  /** Names of the files that were handed to the artifact store. */
  files: string[]
}

/** Runs the action with these inputs, and edges that succeed unless told otherwise. */
async function go(
  inputs: Record<string, string>,
  changes: Omit<Partial<Dependencies>, 'artifacts'> & {
    artifacts?: Partial<ArtifactStore>
  } = {}
): Promise<Told> {
  const given = {
    ids: 'ids.txt',
    'api-url': simulator.url,
    'bearer-token': simulator.token,
    'poll-interval': '1s',
    ...inputs
  }
  const env = {
    GITHUB_REPOSITORY: 'lab/archive',
    GITHUB_RUN_ID: '1',
    GITHUB_WORKSPACE: home,
    RUNNER_TEMP: home,
    ...Object.fromEntries(
      Object.entries(given).map(([name, value]) => [
        `INPUT_${name.toUpperCase()}`,
        value
      ])
    )
  }
  const log = rememberingLog()
  const told: Omit<Told, 'record'> = {
    outputs: {},
    announced: [],
    summaries: [],
    infos: log.infos,
    warnings: log.warnings,
    masks: log.masks,
    files: []
  }
  const record = openRecord(env, systemClock)
  await run(record, {
    env,
    clock: systemClock,
    log,
    cancel: new AbortController().signal,
    setOutput: (name, value) => {
      told.outputs[name] = value
    },
    writeSummary: markdown => void told.summaries.push(markdown),
    announce: failure => void told.announced.push(failure),
    startSimulator: () =>
      Promise.resolve({ ...simulator, close: () => Promise.resolve() }),
    ...changes,
    artifacts: {
      check: () => Promise.resolve(),
      isPublic: () => Promise.resolve(false),
      publish: ({ directory, files }) => {
        told.files = files.map(file => file.slice(directory.length + 1))
        return Promise.resolve(published)
      },
      fetch: () => Promise.reject(new Error('not planned')),
      ...changes.artifacts
    }
  })
  return { record, ...told }
}

/** Makes a job of the same IDs under a name that is none of the action's; returns its ID. */
async function jobOfAnotherProgram(): Promise<string> {
  const authorization = `Bearer ${simulator.token}`
  const created = await fetch(`${simulator.url}/2/compliance/jobs`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'tweets', name: 'nightly' })
  })
  const { data } = (await created.json()) as {
    data: { id: string; upload_url: string }
  }
  const uploaded = await fetch(data.upload_url, {
    method: 'PUT',
    headers: { authorization, 'content-type': 'text/plain' },
    body: someIds(50)
  })
  expect(uploaded.status).toBe(200)
  return data.id
}

function expectCode(
  { record, outputs, announced }: Told,
  code: ErrorCode
): void {
  expect(record.error?.code).toBe(code)
  expect(outputs['error-code']).toBe(code)
  expect(announced).toEqual([record.error])
}

describe('run', () => {
  it('goes through all phases, and leaves only results and reports', async () => {
    const told = await go({})
    expect(told.announced).toEqual([])
    expect(told.outputs).toMatchObject({
      status: 'complete',
      'ids-submitted': '50',
      'artifact-id': '7'
    })
    expect(told.files.sort()).toEqual([
      'delete.txt',
      'refetch.txt',
      'report.html',
      'report.json',
      'results.ndjson',
      'review.txt',
      'scrub-geo.txt'
    ])
    expect(told.masks[0]).toBe(simulator.token)
    const report = await readFile(
      join(told.outputs['report-path'] ?? '', 'report.json'),
      'utf8'
    )
    expect(JSON.parse(report)).toMatchObject({
      outputs: { 'artifact-id': 7 }
    })
    const left = await readdir(dirname(told.outputs['report-path'] ?? ''))
    expect(left.sort()).toEqual(['report', 'results.ndjson'])
  })

  it('says once that everybody could read the IDs of a public repository', async () => {
    const isPublic = () => Promise.resolve(true)
    const { warnings } = await go({}, { artifacts: { isPublic } })
    expect(warnings).toEqual([expect.stringContaining('public')])
    const counts = await go({ publish: 'counts' }, { artifacts: { isPublic } })
    expect(counts.warnings).toEqual([])
    expect(counts.files.sort()).toEqual(['report.html', 'report.json'])
  })

  it('creates no job when the artifact could not be published', async () => {
    const unsupported = new Failure('artifact-unsupported', {
      what: say`No.`,
      fix: say`Go.`
    })
    const check = () => Promise.reject(unsupported)
    const told = await go({}, { artifacts: { check } })
    expectCode(told, 'artifact-unsupported')
    expect(simulator.requests).toEqual([])
    const dry = await go({ 'dry-run': 'true' }, { artifacts: { check } })
    expect(dry.outputs).toMatchObject({ status: 'checked', parts: '1' })
    const none = await go({ publish: 'none' }, { artifacts: { check } })
    expect(none.outputs).toMatchObject({ status: 'complete' })
  })

  it('keeps the results when publishing fails, and writes the report again', async () => {
    const quota = new Failure('artifact-quota', {
      what: say`Full.`,
      fix: say`Delete.`
    })
    const told = await go(
      {},
      { artifacts: { publish: () => Promise.reject(quota) } }
    )
    expectCode(told, 'artifact-quota')
    expect(told.outputs['status']).toBe('failed')
    expect(await readFile(told.outputs['results-path'] ?? '', 'utf8')).toMatch(
      /^\{/
    )
    const report = join(told.outputs['report-path'] ?? '', 'report.json')
    expect(await readFile(report, 'utf8')).toContain('artifact-quota')
  })

  it('gives up publishing after five minutes, and keeps the results', async () => {
    const slept: number[] = []
    const clock: Clock = {
      now: () => systemClock.now(),
      sleep: async (ms, signal) => {
        slept.push(ms)
        // Five minutes pass at once, and everything else as it does.
        if (ms !== 300_000) await systemClock.sleep(ms, signal)
      }
    }
    const told = await go(
      {},
      {
        clock,
        artifacts: {
          publish: ({ signal }) =>
            untilAborted(() => new Promise(() => undefined), signal)
        }
      }
    )
    expectCode(told, 'service-unavailable')
    expect(slept).toContain(300_000)
    expect(told.record.error?.message).toContain('5 min')
    expect(await readFile(told.outputs['results-path'] ?? '', 'utf8')).toMatch(
      /^\{/
    )
    expect(told.outputs['deleted']).not.toBe('')
    const report = join(told.outputs['report-path'] ?? '', 'report.json')
    expect(await readFile(report, 'utf8')).toContain('service-unavailable')
  })

  it('reads the files of an artifact instead of the workspace', async () => {
    const told = await go(
      { ids: '', 'ids-artifact': 'set' },
      {
        artifacts: {
          fetch: async ({ directory }) => {
            await mkdir(directory)
            await writeFile(join(directory, 'x.txt'), someIds(3))
          }
        }
      }
    )
    expect(told.outputs).toMatchObject({
      status: 'complete',
      'ids-submitted': '3'
    })
  })

  it('goes on when the summary can not be written', async () => {
    const told = await go(
      {},
      {
        writeSummary: () => {
          throw new Error('read-only')
        }
      }
    )
    expect(told.announced).toEqual([])
    expect(told.outputs['status']).toBe('complete')
    expect(told.warnings).toEqual([expect.stringContaining('read-only')])
  })

  it('fails when the reports can not be written', async () => {
    const told = await go(
      { publish: 'none' },
      {
        // The folder of the reports is gone by the time that they are written again.
        setOutput: () => undefined,
        startSimulator: () => Promise.reject(new Error('unused')),
        log: {
          ...rememberingLog(),
          group: async (title, body) => {
            const value = await body()
            if (title === 'Count the results')
              await rm(join(home), { recursive: true })
            return value
          }
        }
      }
    )
    expect(told.record).toMatchObject({
      status: 'failed',
      error: { code: 'environment-unusable' }
    })
    expect(told.announced).toHaveLength(1)
  })

  it.each<[string, Record<string, string>, string, ErrorCode | undefined]>([
    ['a budget of nothing', { timeout: '0' }, 'timeout', 'timeout'],
    [
      'the same, to be gone on with',
      { timeout: '0', 'on-timeout': 'continue' },
      'timeout',
      undefined
    ],
    [
      'an event that is not wanted',
      { 'fail-on': 'any' },
      'complete',
      'events-found'
    ],
    ['an unknown job', { ids: '', 'job-ids': '5' }, 'failed', 'job-not-found'],
    ['an input that is wrong', { wait: 'maybe' }, 'failed', 'invalid-input']
  ])('ends as told with %s', async (_, inputs, status, code) => {
    const told = await go(inputs)
    expect(told.outputs).toMatchObject({ status, 'error-code': code ?? '' })
    expect(told.announced.map(failure => failure.code)).toEqual(
      code ? [code] : []
    )
    expect(told.summaries).toHaveLength(1)
  })

  it('ends when it is cancelled, with what it knows', async () => {
    const cancel = new AbortController()
    simulator.addFault({ operation: 'job', kind: 'stuck' })
    const reason = new Failure('cancelled', {
      what: say`Stop.`,
      fix: say`Run again.`
    })
    const told = await go(
      {},
      {
        cancel: cancel.signal,
        clock: {
          ...systemClock,
          sleep: (ms, signal) => {
            if (simulator.jobs.some(job => job.status === 'in_progress'))
              cancel.abort(reason)
            return systemClock.sleep(ms, signal)
          }
        }
      }
    )
    expectCode(told, 'cancelled')
    expect(told.announced[0]?.message).toContain(
      `Stop. Part 1 of 1 was still running: job ${simulator.jobs[0]?.id}`
    )
    expect(told.outputs).toMatchObject({
      status: 'cancelled',
      'job-ids': JSON.stringify([simulator.jobs[0]?.id]),
      'parts-complete': '0'
    })
    expect(told.outputs).not.toHaveProperty('events')
  })

  it('hands out the finished parts when a later one fails', async () => {
    simulator.addFault({
      operation: 'job',
      occurrence: 2,
      kind: 'fail',
      times: Infinity
    })
    const told = await go({ 'max-upload-size': '600' })
    expectCode(told, 'job-failed')
    expect(told.outputs).toMatchObject({ parts: '2', 'parts-complete': '1' })
    const rows = await readFile(told.outputs['results-path'] ?? '', 'utf8')
    expect(rows.trim().split('\n')).toHaveLength(Number(told.outputs['events']))
    expect(told.outputs).not.toHaveProperty('ids-affected')
    expect(told.files).toEqual([])
  })

  it('tells whether the jobs it collects are of the IDs it read', async () => {
    const { outputs } = await go({})
    const collect = { 'job-ids': outputs['job-ids'] ?? '' }
    const same = await go(collect)
    expect(same.warnings).toEqual([])
    expect(same.outputs['ids-unaffected']).toBe(outputs['ids-unaffected'])
    await writeFile(join(home, 'more.txt'), someIds(70))
    const other = await go({ ...collect, ids: 'more.txt' })
    expect(other.warnings).toEqual([expect.stringContaining('for other IDs')])
    expect(other.outputs).toMatchObject({
      status: 'complete',
      events: outputs['events']
    })
    expect(other.outputs).not.toHaveProperty('ids-unaffected')
    expect(other.files).not.toContain('delete.txt')
  })

  it('says when the names of the jobs it collects do not tell whose IDs they hold', async () => {
    const id = await jobOfAnotherProgram()
    const told = await go({ 'job-ids': id })
    expect(told.warnings).toEqual([
      'The names of the jobs in `job-ids` do not tell which IDs they hold. IDs without a row count as unaffected, which is true only if these jobs contained all of them.'
    ])
    expect(told.outputs).toMatchObject({
      status: 'complete',
      'ids-submitted': '50'
    })
    expect(told.outputs).toHaveProperty('ids-unaffected')
  })

  it.each([
    ['one part', {}, true],
    ['the first of two parts', { 'max-upload-size': '600' }, false]
  ])('says how to resume after %s', async (_, inputs, mayCollect) => {
    const { infos, outputs } = await go({ wait: 'false', ...inputs })
    const advice = infos.filter(line => line.startsWith('To resume'))
    expect(advice).toHaveLength(1)
    const collect = `\`job-ids: '${outputs['job-ids'] ?? ''}'\``
    expect(advice.join().includes(collect)).toBe(mayCollect)
  })

  it('does not advise to collect a job that has no upload yet', async () => {
    const cancel = new AbortController()
    const reason = new Failure('cancelled', { what: say`Stop.`, fix: say`Go.` })
    simulator.addFault({ operation: 'upload', kind: 'hang' })
    const going = go({}, { cancel: cancel.signal })
    const asked = setInterval(() => {
      if (simulator.requests.some(({ operation }) => operation === 'upload'))
        cancel.abort(reason)
    }, 5)
    const { infos, outputs } = await going
    clearInterval(asked)
    expect(outputs['job-ids']).not.toBe('[]')
    const advice = infos.filter(line => line.startsWith('To resume'))
    expect(advice).toEqual([expect.not.stringContaining('job-ids')])
  })

  it('masks a token in both forms in which it may be shown', async () => {
    const { masks } = await go({ 'bearer-token': 'AAAAAAAAAAAAAAAAAAAA%3D' })
    expect(masks.slice(0, 2)).toEqual([
      'AAAAAAAAAAAAAAAAAAAA%3D',
      'AAAAAAAAAAAAAAAAAAAA='
    ])
  })

  it('does not advise what is set already when time runs out', async () => {
    const [fail, goOn] = [
      await go({ timeout: '0' }),
      await go({ timeout: '0', 'on-timeout': 'continue' })
    ]
    expect(fail.announced[0]?.message).toContain('`on-timeout: continue`')
    expect(goOn.warnings.join()).toContain('Or raise `timeout`.')
    expect(goOn.warnings.join()).not.toContain('on-timeout')
  })

  it('does not say so when the job is of no use', async () => {
    simulator.addFault({ operation: 'job', occurrence: 1, kind: 'fail' })
    const told = await go({})
    expectCode(told, 'job-failed')
    expect(told.infos.join()).not.toContain('To resume')
  })

  it('says when the jobs it collects are some parts of a larger set', async () => {
    const { outputs } = await go({ 'max-upload-size': '600' })
    const [first] = JSON.parse(outputs['job-ids'] ?? '[]') as string[]
    const told = await go({ ids: '', 'job-ids': first ?? '' })
    expect(told.warnings).toEqual([
      expect.stringContaining('1 part is missing')
    ])
  })

  it.each<[string, string, Record<string, string>, string]>([
    [
      'an empty file',
      '',
      {},
      'They are empty, or hold only a header or notices.'
    ],
    [
      'a file of delete notices',
      '{"delete":{"status":{"id":1}}}\n',
      {},
      'They are empty, or hold only a header or notices.'
    ],
    [
      'a file of other things',
      'foo\n',
      { 'on-invalid-ids': 'skip' },
      'All lines were skipped, since none holds an ID.'
    ]
  ])('ends before any job with %s', async (_, content, inputs, why) => {
    await writeFile(join(home, 'none.txt'), content)
    const told = await go({ ids: 'none.txt', ...inputs })
    expectCode(told, 'ids-empty')
    expect(told.record.error?.message).toBe(
      `The ID files hold no ID. ${why} Check the step that writes them. If an empty set is expected, set \`if-no-ids-found: warn\`.`
    )
    expect(simulator.requests).toEqual([])
  })

  it('completes without a job when an empty set is in order', async () => {
    await writeFile(join(home, 'none.txt'), '')
    const warn = { 'if-no-ids-found': 'warn' }
    const told = await go({ ids: 'none.txt', ...warn })
    expect(told.announced).toEqual([])
    expect(told.outputs).toMatchObject({ status: 'complete', events: '0' })
    expect(told.warnings).toEqual([
      'The ID files hold no ID. There is nothing to check.'
    ])
    expect(simulator.jobs).toEqual([])
    const some = await go(warn)
    expect(some.warnings).toEqual([])
  })

  it.each([
    ['a folder', '.', 'exists and is no file'],
    ['a path below a file', 'ids.txt/results.ndjson', 'cannot be written'],
    ['one of the ID files', './ids.txt', 'is one of the ID files'],
    ['a path behind a link', 'link/new.ndjson', 'symbolic link `link`']
  ])(
    'refuses %s as `results-path` before a job exists',
    async (_, path, because) => {
      const before = await readFile(join(home, 'ids.txt'), 'utf8')
      await symlink(home, join(home, 'link'), 'dir')
      const told = await go({ 'results-path': path })
      expectCode(told, 'invalid-input')
      expect(told.record.error?.message).toContain(because)
      expect(simulator.requests).toEqual([])
      expect(await readFile(join(home, 'ids.txt'), 'utf8')).toBe(before)
    }
  )

  it('collects jobs also beside ID files that hold nothing', async () => {
    const { outputs } = await go({})
    await writeFile(join(home, 'none.txt'), '\n')
    const told = await go({
      ids: 'none.txt',
      'if-no-ids-found': 'warn',
      'job-ids': outputs['job-ids'] ?? ''
    })
    expect(told.outputs).toMatchObject({
      status: 'complete',
      'job-ids': outputs['job-ids'],
      events: outputs['events']
    })
    expect(told.outputs).not.toHaveProperty('ids-affected')
    expect(told.summaries[0]).toMatch(/events in the results of 1 job/)
  })

  it.each(['cancelled', 'timeout'] as const)(
    'is %s, not broken, when there is no time left to count',
    async code => {
      const cancel = new AbortController()
      const reason = new Failure('cancelled', {
        what: say`Stop.`,
        fix: say`Go.`
      })
      const budget = new EventEmitter()
      const grace = jest
        .spyOn(AbortSignal, 'timeout')
        .mockReturnValue(AbortSignal.abort(new Error('time is up')))
      const told = await go(
        { timeout: '7h' },
        {
          cancel: cancel.signal,
          clock: {
            ...systemClock,
            sleep: (ms, signal) =>
              code === 'timeout' && ms === 7 * 3_600_000
                ? once(budget, 'spent').then(() => undefined)
                : systemClock.sleep(ms, signal)
          },
          log: {
            ...rememberingLog(),
            group: async (title, body) => {
              if (title === 'Count the results') {
                if (code === 'timeout') budget.emit('spent')
                else cancel.abort(reason)
                await new Promise(setImmediate)
              }
              return body()
            }
          }
        }
      )
      grace.mockRestore()
      expectCode(told, code)
      expect(told.outputs).toMatchObject({ 'parts-complete': '1' })
    }
  )

  it('does not hide what went wrong behind a report that can not be written', async () => {
    const told = await go(
      { 'bearer-token': 'a-token-that-is-not-known' },
      {
        log: {
          ...rememberingLog(),
          group: async (title, body) => {
            if (title === 'Count the results')
              await rm(home, { recursive: true })
            return body()
          }
        }
      }
    )
    expectCode(told, 'unauthorized')
    expect(told.summaries).toHaveLength(1)
  })
})
