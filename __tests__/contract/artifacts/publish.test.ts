// Publishing with GitHub's own client against the embedded artifact service, with every refusal and fault it can meet.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  publish,
  checkBeforehand,
  type PublishRequest
} from '../../../src/artifacts/publish.js'
import { runnerEnvironment } from '../../../src/artifacts/runner-environment.js'
import {
  noSignal,
  quickClock,
  rememberingLog
} from '../../support/dependencies.js'
import { temporaryFolders } from '../../support/folders.js'
import { silenceOutput } from '../../support/output.js'
import { letGoOfTimers } from '../../support/timers.js'
import { zipEntries } from '../../support/zip.js'
import {
  type Fault,
  type Github,
  type Operation,
  conflict,
  quotaReached,
  startGithub,
  unavailable
} from '../../support/github.js'

const folder = temporaryFolders()
const output = silenceOutput()
letGoOfTimers()
let service: Github
let nextRun = 5000

beforeAll(async () => {
  service = await startGithub({ directory: await folder() })
})

afterAll(() => service.close())

/** A new run with two result files, and what publishes them. */
async function newRun(attempt = 1) {
  const runId = String(nextRun++)
  Object.assign(process.env, service.environment(runId), {
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'octocat/stored-posts',
    GITHUB_RUN_ID: runId,
    GITHUB_RUN_ATTEMPT: String(attempt),
    GITHUB_RETENTION_DAYS: '90'
  })
  const directory = await folder()
  await mkdir(join(directory, 'lists'))
  await writeFile(join(directory, 'results.ndjson'), '{"id":"1"}\n')
  await writeFile(join(directory, 'lists', 'delete.txt'), '1\n')
  const log = rememberingLog()
  const clock = quickClock()
  const edges = { runner: runnerEnvironment(process.env), log, clock }
  const request = {
    name: 'results',
    directory,
    files: ['results.ndjson', 'lists/delete.txt'].map(file =>
      join(directory, file)
    ),
    retentionDays: undefined,
    compressionLevel: 6,
    overwrite: false,
    signal: noSignal()
  }
  return {
    runId,
    run: service.state.runs.get(runId),
    log,
    edges,
    request,
    publish: (change: Partial<PublishRequest> = {}) =>
      publish(edges, { ...request, ...change }),
    check: (name = 'results', overwrite = false) =>
      checkBeforehand(edges, { name, overwrite, signal: noSignal() }),
    names: () => service.artifactsOf(runId).map(artifact => artifact.name)
  }
}

async function seed(runId: string, name: string): Promise<void> {
  const run = service.state.runs.get(runId)
  if (!run) throw new Error('no such run')
  await service.addArtifact({ name, run, content: 'x', zip: true })
}

describe('publishing', () => {
  it('uploads a zip of the files and tells where it is', async () => {
    const { publish, runId } = await newRun()
    const record = await publish()
    const [stored] = service.artifactsOf(runId)
    const zip = await readFile(stored?.path ?? '')
    expect(record).toEqual({
      name: 'results',
      id: stored?.id,
      url: `https://github.com/octocat/stored-posts/actions/runs/${runId}/artifacts/${stored?.id}`,
      digest: stored?.digest?.replace('sha256:', ''),
      bytes: zip.length
    })
    const entries = await zipEntries(zip)
    expect(Object.keys(entries).sort()).toEqual([
      'lists/delete.txt',
      'results.ndjson'
    ])
    expect(String(entries['results.ndjson'])).toBe('{"id":"1"}\n')
  })

  it('masks the signature of every upload URL before anything else can hold it', async () => {
    const { publish } = await newRun()
    output.clear()
    await publish()
    const signature = service.state.artifacts.at(-1)?.signature ?? ''
    const text = output.text()
    expect(text).toContain(`::add-mask::${signature}`)
    expect(
      text
        .split('\n')
        .filter(line => !line.startsWith('::add-mask::'))
        .join('\n')
    ).not.toContain(signature)
  })

  it('sends no token to the storage', async () => {
    const { publish } = await newRun()
    const before = service.requests.length
    await publish()
    const uploads = service.requests
      .slice(before)
      .filter(({ operation }) => operation.startsWith('put-'))
    expect(uploads.length).toBeGreaterThan(0)
    expect(uploads.map(request => request.authorization)).toEqual(
      uploads.map(() => undefined)
    )
  })

  it('obeys retention-days and compression-level', async () => {
    const { publish, runId, request } = await newRun()
    const text = '1234567890\n'.repeat(10_000)
    await writeFile(join(request.directory, 'results.ndjson'), text)
    const { bytes } = await publish({ retentionDays: 7, compressionLevel: 0 })
    expect(bytes).toBeGreaterThan(text.length)
    const [stored] = service.artifactsOf(runId)
    const days =
      (Number(stored?.expiresAt) - Number(stored?.createdAt)) / 86_400_000
    expect(Math.round(days)).toBe(7)
  })

  it('publishes under a numbered name, with a warning, when the name is taken', async () => {
    const { publish, names, log, runId } = await newRun()
    await seed(runId, 'results')
    await seed(runId, 'results-2')
    expect(await publish()).toMatchObject({ name: 'results-3' })
    expect(names()).toEqual(['results', 'results-2', 'results-3'])
    expect(log.warnings).toEqual([
      'This run has an artifact named results already: the results are published as results-3.'
    ])
  })

  it('gives up when ten names are taken', async () => {
    const { publish, runId } = await newRun()
    await seed(runId, 'results')
    for (let n = 2; n <= 10; n++) await seed(runId, `results-${n}`)
    await expect(publish()).rejects.toMatchObject({ code: 'artifact-conflict' })
  })

  it('replaces the artifact with overwrite', async () => {
    const { publish, names, log, runId } = await newRun()
    await seed(runId, 'results')
    const [old] = service.artifactsOf(runId)
    const { id, name } = await publish({ overwrite: true })
    expect(name).toBe('results')
    expect(id).not.toBe(old?.id)
    expect(names()).toEqual(['results'])
    expect(log.warnings).toEqual([])
  })

  it('overwrites where there is nothing to replace', async () => {
    const { publish, names } = await newRun()
    await publish({ overwrite: true })
    expect(names()).toEqual(['results'])
  })

  it('solves a conflict that shows only now by a numbered name with overwrite too', async () => {
    const { publish } = await newRun()
    service.faults.add('CreateArtifact', conflict)
    expect(await publish({ overwrite: true })).toMatchObject({
      name: 'results-2'
    })
  })
})

describe('a single fault', () => {
  const reset: Fault = { kind: 'reset' }
  const faults: [Operation, Fault, string][] = [
    ['CreateArtifact', reset, 'results'],
    ['CreateArtifact', unavailable, 'results'],
    ['CreateArtifact', { kind: 'lose' }, 'results-2'],
    ['CreateArtifact', { kind: 'truncate' }, 'results-2'],
    ['put-block', reset, 'results'],
    ['put-block', unavailable, 'results'],
    ['put-block', { kind: 'lose' }, 'results'],
    ['put-block-list', reset, 'results'],
    ['put-block-list', unavailable, 'results'],
    ['put-block-list', { kind: 'answer', status: 403, body: '' }, 'results-2'],
    ['FinalizeArtifact', unavailable, 'results'],
    ['FinalizeArtifact', { kind: 'lose' }, 'results'],
    ['FinalizeArtifact', { kind: 'truncate' }, 'results'],
    ['FinalizeArtifact', reset, 'results-2'],
    [
      'FinalizeArtifact',
      { kind: 'answer', status: 403, body: { code: 'permission_denied' } },
      'results-2'
    ]
  ]
  it.each(faults)('at %s (%j) is survived', async (operation, fault, name) => {
    const { publish, names, runId } = await newRun()
    service.faults.add(operation, fault)
    const record = await publish()
    const [stored] = service.artifactsOf(runId)
    expect(names()).toEqual([name])
    expect(record).toMatchObject({
      name,
      id: stored?.id,
      bytes: stored?.bytes,
      digest: stored?.digest?.replace('sha256:', '')
    })
    expect(service.faults.left).toBe(0)
  })

  it('at the deletion is survived', async () => {
    const { publish, names, runId } = await newRun()
    await seed(runId, 'results')
    service.faults.add('ListArtifacts', reset)
    service.faults.add('DeleteArtifact', reset)
    await publish({ overwrite: true })
    expect(names()).toEqual(['results'])
  })
})

describe('what ends the publishing', () => {
  it('is the quota', async () => {
    const { publish } = await newRun()
    service.faults.add('CreateArtifact', quotaReached)
    await expect(publish()).rejects.toMatchObject({ code: 'artifact-quota' })
  })

  it.each<[Operation, Fault, number]>([
    ['CreateArtifact', { kind: 'reset' }, 3],
    [
      'CreateArtifact',
      {
        kind: 'answer',
        status: 400,
        body: { code: 'invalid_argument', msg: 'no' }
      },
      1
    ],
    [
      'FinalizeArtifact',
      {
        kind: 'answer',
        status: 400,
        body: { code: 'invalid_argument', msg: 'no' }
      },
      1
    ]
  ])('is an outage: %s (%j) %i times', async (operation, fault, times) => {
    const { publish } = await newRun()
    service.faults.add(operation, fault, times)
    await expect(publish()).rejects.toMatchObject({
      code: 'service-unavailable',
      message: expect.stringContaining('results-path')
    })
    expect(service.faults.left).toBe(0)
  })

  it('is a refusal to complete it, under three names', async () => {
    const { publish } = await newRun()
    const refusal: Fault = { kind: 'answer', status: 403, body: { msg: 'no' } }
    service.faults.add('FinalizeArtifact', refusal, 3)
    await expect(publish()).rejects.toMatchObject({
      code: 'service-unavailable',
      message: expect.stringMatching(/`results-3`.*403/)
    })
  })

  it('is a storage that is silent: one name, and the cause', async () => {
    const { publish, log } = await newRun()
    const before = service.requests.length
    service.faults.add('put-block', { kind: 'hang' })
    process.env['ACTIONS_ARTIFACT_UPLOAD_TIMEOUT_MS'] = '200'
    await expect(publish()).rejects.toMatchObject({
      code: 'service-unavailable',
      message: expect.stringMatching(/`results`.*stalled.*blob\.core/)
    })
    delete process.env['ACTIONS_ARTIFACT_UPLOAD_TIMEOUT_MS']
    const created = service.requests
      .slice(before)
      .filter(({ operation }) => operation === 'CreateArtifact')
    expect(created).toHaveLength(1)
    expect(log.warnings).toEqual([])
  })

  it.each<Operation>(['CreateArtifact', 'put-block'])(
    'is a cancelled step, at once, while %s hangs',
    async operation => {
      const { publish } = await newRun()
      const controller = new AbortController()
      const reason = new Error('cancelled')
      service.faults.add(operation, { kind: 'hang' })
      // The client itself gives the upload up soon, instead of keeping the tests alive.
      process.env['ACTIONS_ARTIFACT_UPLOAD_TIMEOUT_MS'] = '1000'
      const before = service.requests.length
      const published = publish({ signal: controller.signal })
      const asked = setInterval(() => {
        const seen = service.requests.slice(before)
        if (seen.some(request => request.operation === operation))
          controller.abort(reason)
      }, 5)
      await expect(published).rejects.toBe(reason)
      clearInterval(asked)
      delete process.env['ACTIONS_ARTIFACT_UPLOAD_TIMEOUT_MS']
    }
  )
})

describe('the check before a job is created', () => {
  it('passes when the name is free', async () => {
    const { check } = await newRun()
    await expect(check()).resolves.toBeUndefined()
  })

  it('refuses a name that is taken', async () => {
    const { check, runId } = await newRun()
    await seed(runId, 'results')
    await expect(check()).rejects.toMatchObject({ code: 'artifact-conflict' })
  })

  it.each([
    ['with overwrite', 1, true],
    ['in a second attempt of the run', 2, false]
  ])('passes %s though the name is taken', async (_, attempt, overwrite) => {
    const { check, runId } = await newRun(attempt)
    await seed(runId, 'results')
    await expect(check('results', overwrite)).resolves.toBeUndefined()
  })

  it.each([
    [
      'a server without the service',
      { GITHUB_SERVER_URL: 'https://git.example.com' }
    ],
    ['no token', { ACTIONS_RUNTIME_TOKEN: '' }],
    ['no address', { ACTIONS_RESULTS_URL: '' }],
    ['a token that is none', { ACTIONS_RUNTIME_TOKEN: 'abc' }],
    ['a token without the claim', { ACTIONS_RUNTIME_TOKEN: 'e30.e30.x' }]
  ])('finds %s', async (_, change) => {
    const { edges } = await newRun()
    Object.assign(process.env, change)
    const runner = runnerEnvironment(process.env)
    await expect(
      checkBeforehand(
        { ...edges, runner },
        { name: 'results', overwrite: false, signal: noSignal() }
      )
    ).rejects.toMatchObject({ code: 'artifact-unsupported' })
  })

  it.each<Fault>([{ kind: 'reset' }, { kind: 'truncate' }])(
    'survives a single fault (%j)',
    async fault => {
      const { check, runId, log } = await newRun()
      await seed(runId, 'results')
      service.faults.add('ListArtifacts', fault)
      await expect(check()).rejects.toMatchObject({ code: 'artifact-conflict' })
      expect(log.warnings).toEqual([])
    }
  )

  it('warns and goes on when the service is out', async () => {
    const { check, log } = await newRun()
    service.faults.add('ListArtifacts', { kind: 'reset' }, 3)
    await expect(check()).resolves.toBeUndefined()
    expect(log.warnings).toHaveLength(1)
  })
})
