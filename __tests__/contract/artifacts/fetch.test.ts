// Fetching artifacts with GitHub's own client and our reads of the REST API against the embedded artifact service.
import { statfs } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it
} from '@jest/globals'
import { artifactStore } from '../../../src/artifacts/store.js'
import type { FetchRequest } from '../../../src/artifacts/fetch.js'
import { parseCommand } from '../../../src/local/commands.js'
import {
  noSignal,
  quickClock,
  rememberingLog
} from '../../support/dependencies.js'
import { filesBelow, temporaryFolders } from '../../support/folders.js'
import { silenceOutput } from '../../support/output.js'
import { letGoOfTimers } from '../../support/timers.js'
import { makeZip, type ZipEntry } from '../../support/zip.js'
import {
  type ArtifactSeed,
  type Fault,
  type Github,
  type Operation,
  type RunSeed,
  startGithub,
  unavailable
} from '../../support/github.js'

const folder = temporaryFolders()
const output = silenceOutput()
letGoOfTimers()
let service: Github
const thisRun = '4242'

beforeAll(async () => {
  service = await startGithub({ directory: await folder() })
  // The client reads the address of the API when it is loaded.
  Object.assign(process.env, service.environment(thisRun), {
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'octocat/stored-posts',
    GITHUB_RUN_ID: thisRun,
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_REF_NAME: 'main',
    GITHUB_HEAD_REF: ''
  })
})

beforeEach(() => {
  service.state.artifacts = []
  service.requests.length = 0
  service.actionsPermission = 'read'
})

afterAll(() => service.close())

const notQuiet = (name: string) => !['add-mask', 'debug'].includes(name)

const text = (name: string, content: string): ZipEntry => ({ name, content })

/** How a zip with entries begins. */
const zipStart = Buffer.from('504b0304', 'hex')

/** Puts an artifact named `ids` into a run; the current one unless described. */
async function seed(
  entries: readonly ZipEntry[],
  seeded: Partial<ArtifactSeed> & { of?: RunSeed } = {}
) {
  const current = service.state.runs.get(thisRun)
  const run = seeded.of ? service.addRun(seeded.of) : current
  if (!run) throw new Error('the current run is not known')
  return service.addArtifact({
    name: 'ids',
    run,
    content: await makeZip(entries),
    zip: true,
    ...seeded
  })
}

async function fetch(
  change: Partial<FetchRequest> = {},
  env: Record<string, string> = {}
) {
  const log = rememberingLog()
  const clock = quickClock()
  const directory = join(await folder(), 'ids')
  const store = artifactStore({
    env: { ...process.env, ...env },
    log,
    clock
  })
  await store.fetch({
    name: 'ids',
    runId: undefined,
    repository: 'octocat/stored-posts',
    token: service.githubToken,
    directory,
    signal: noSignal(),
    ...change
  })
  const files = Object.fromEntries(
    Object.entries(await filesBelow(directory)).map(([name, content]) => [
      name,
      content.toString()
    ])
  )
  const around = Object.keys(await filesBelow(join(directory, '..')))
  return { files, around, log, slept: clock.slept }
}

describe('an artifact of this run', () => {
  it('is unpacked with its folders', async () => {
    await seed([text('a.txt', '1\n'), text('b/c.txt', '2\n')])
    const { files, around, log } = await fetch({ token: '' })
    expect(files).toEqual({ 'a.txt': '1\n', 'b/c.txt': '2\n' })
    expect(around).toEqual(['ids/a.txt', 'ids/b/c.txt'])
    expect(log.infos.at(-1)).toContain(`the artifact ids of run ${thisRun} (`)
    expect(log.warnings).toEqual([])
  })

  it('needs no REST API, by its run ID too', async () => {
    await seed([text('a.txt', '1\n')])
    const { files } = await fetch({ runId: thisRun, token: '' })
    expect(Object.keys(files)).toEqual(['a.txt'])
    expect(
      service.requests.filter(({ operation }) => operation.startsWith('rest'))
    ).toEqual([])
  })

  it('may be a single file, which keeps its name', async () => {
    await seed([], { name: 'ids.csv', content: 'id\n1\n', zip: false })
    expect((await fetch({ name: 'ids.csv' })).files).toEqual({
      'ids.csv': 'id\n1\n'
    })
  })

  it('may be empty', async () => {
    await seed([])
    expect((await fetch()).files).toEqual({})
  })

  it('may be without a digest', async () => {
    await seed([text('a.txt', '1\n')], { digest: null })
    expect(Object.keys((await fetch()).files)).toEqual(['a.txt'])
  })

  it('is artifact-not-found when there is none', async () => {
    await expect(fetch()).rejects.toMatchObject({
      code: 'artifact-not-found',
      message: expect.stringContaining('ids-artifact-run-id')
    })
  })

  it('is artifact-unsupported without an artifact service', async () => {
    await expect(
      fetch({}, { ACTIONS_RUNTIME_TOKEN: '' })
    ).rejects.toMatchObject({ code: 'artifact-unsupported' })
  })
})

describe('what an artifact may not do', () => {
  const link = { name: 'link.txt', content: '/etc/passwd', mode: 0o120777 }
  it.each<[string, ZipEntry]>([
    ['leave by ..', text('../out.txt', 'x')],
    ['leave by .. further down', text('a/../../out.txt', 'x')],
    ['be absolute', text('/tmp/out.txt', 'x')],
    ['name a drive', text('C:/out.txt', 'x')],
    ['use backslashes', text('..\\out.txt', 'x')],
    ['be a symlink', link],
    ['hold a control character', text('a\u0007b.txt', 'x')],
    ['have an empty part', text('a//b.txt', 'x')]
  ])('%s', async (_, hostile) => {
    await seed([text('good.txt', '1\n'), hostile, text('also.txt', '2\n')])
    const { files, around, log } = await fetch()
    expect(files).toEqual({ 'good.txt': '1\n', 'also.txt': '2\n' })
    expect(around).toEqual(['ids/also.txt', 'ids/good.txt'])
    expect(log.warnings).toEqual([
      expect.stringMatching(/^1 entry of the artifact ids was left out: /)
    ])
    expect(log.warnings[0]).not.toMatch(/[\u0000-\u001f]/)
  })

  it('hold a name twice, or a file where a folder is', async () => {
    await seed([
      text('a.txt', 'first'),
      text('a.txt', 'second'),
      text('a.txt/b.txt', 'third')
    ])
    const { files, log } = await fetch()
    expect(files).toEqual({ 'a.txt': 'first' })
    expect(log.warnings).toEqual([
      expect.stringMatching(/^2 entries of the artifact ids were left out: /)
    ])
  })

  it('name more than five of what was left out', async () => {
    await seed(
      Array.from({ length: 7 }, (_, i) => text(`../${i}`.padEnd(9, 'x'), 'x'))
    )
    const { log } = await fetch()
    expect(log.warnings[0]).toMatch(/^7 entries .* and 2 more\.$/)
  })

  it('be larger than the disk: the claim alone ends it', async () => {
    const zip = await makeZip([text('bomb.txt', 'x')])
    const central = zip.indexOf(Buffer.from('504b0102', 'hex'))
    const claim = 0xfffffff0
    zip.writeUInt32LE(claim, central + 24)
    const record = zip.subarray(central, zip.length - 22)
    const { bavail, bsize } = await statfs(await folder())
    const copies = Math.ceil((bavail * bsize) / claim) + 1
    const end = Buffer.from(zip.subarray(zip.length - 22))
    end.writeUInt16LE(copies, 8)
    end.writeUInt16LE(copies, 10)
    end.writeUInt32LE(record.length * copies, 12)
    const bomb = Buffer.concat([
      zip.subarray(0, central),
      ...Array.from({ length: copies }, () => record),
      end
    ])
    await seed([], { content: bomb })
    await expect(fetch()).rejects.toMatchObject({ code: 'disk-full' })
  })

  it('unpack to far more than it is', async () => {
    const zip = await makeZip([text('bomb.txt', 'x')])
    const central = zip.indexOf(Buffer.from('504b0102', 'hex'))
    zip.writeUInt32LE(2_000_000_000, central + 24)
    await seed([], { content: zip })
    await expect(fetch()).rejects.toMatchObject({ code: 'ids-invalid' })
  })

  it('be damaged inside of an entry', async () => {
    const zip = await makeZip([text('ids.txt', '1\n'.repeat(1000))])
    // The first bytes of the deflated content, behind the name.
    zip.fill(0xff, 30 + 'ids.txt'.length, 30 + 'ids.txt'.length + 8)
    await seed([], { content: zip })
    await expect(fetch()).rejects.toMatchObject({ code: 'ids-invalid' })
  })

  it('hold more files than make sense', async () => {
    const zip = await makeZip([])
    // A directory that counts 2^33 entries, in the form for zips of that size.
    const record = Buffer.alloc(56)
    record.writeUInt32LE(0x06064b50, 0)
    record.writeBigUInt64LE(44n, 4)
    record.writeBigUInt64LE(2n ** 33n, 24)
    record.writeBigUInt64LE(2n ** 33n, 32)
    const locator = Buffer.alloc(20)
    locator.writeUInt32LE(0x07064b50, 0)
    locator.writeBigUInt64LE(BigInt(zipStart.length), 8)
    locator.writeUInt32LE(1, 16)
    zip.writeUInt16LE(0xffff, 8)
    zip.writeUInt16LE(0xffff, 10)
    await seed([], { content: Buffer.concat([zipStart, record, locator, zip]) })
    await expect(fetch()).rejects.toMatchObject({
      code: 'ids-invalid',
      message: expect.stringContaining('8,589,934,592 files')
    })
  })

  it('hold more than it claims', async () => {
    const zip = await makeZip([text('a.txt', 'x'.repeat(100_000))])
    const central = zip.indexOf(Buffer.from('504b0102', 'hex'))
    zip.writeUInt32LE(10, central + 24)
    await seed([], { content: zip })
    await expect(fetch()).rejects.toMatchObject({ code: 'ids-invalid' })
  })

  it('be longer than GitHub states: nothing of it is left', async () => {
    const content = Buffer.alloc(60_000_000)
    const stored = await seed([], { content, zip: false, digest: null })
    let asked = 0
    const bytes = () => (asked++ === 0 ? 1000 : content.length)
    Object.defineProperty(stored, 'bytes', { get: bytes })
    const directory = join(await folder(), 'ids')
    await expect(fetch({ directory })).rejects.toMatchObject({
      code: 'service-unavailable'
    })
    expect(await filesBelow(dirname(directory))).toEqual({})
  })

  it('be damaged inside', async () => {
    const zip = await makeZip([text('a.txt', 'abc')])
    const central = zip.indexOf(Buffer.from('504b0102', 'hex'))
    zip.writeUInt32LE(12345, central + 16)
    await seed([], { content: zip })
    await expect(fetch()).rejects.toMatchObject({
      code: 'ids-invalid',
      message: expect.stringContaining('checksum')
    })
  })

  it('be cut off', async () => {
    const zip = await makeZip([text('a.txt', 'abc')])
    await seed([], { content: zip.subarray(0, 30) })
    await expect(fetch()).rejects.toMatchObject({ code: 'ids-invalid' })
  })
})

describe('what the service says', () => {
  it('issues no workflow command', async () => {
    const evil = 'x\n::error::pwned\n##[error]pwned'
    const artifact = await seed([], { content: '1\n', zip: false })
    artifact.fileName = evil
    service.faults.add('ListArtifacts', {
      kind: 'answer',
      status: 503,
      body: { code: 'unavailable', msg: evil }
    })
    output.clear()
    const { files } = await fetch()
    expect(Object.values(files)).toEqual(['1\n'])
    const heard = output.text().split('\n').map(parseCommand)
    expect(
      heard.flatMap(command => command?.name ?? []).filter(notQuiet)
    ).toEqual([])
    expect(output.text()).toContain('pwned')
  })
})

describe('an artifact of another run', () => {
  it('is read over the REST API, the token to it alone', async () => {
    const { run } = await seed([text('a.txt', '1\n')], {
      of: { event: 'pull_request', conclusion: 'failure' }
    })
    const { files, log } = await fetch({ runId: run.id })
    expect(files).toEqual({ 'a.txt': '1\n' })
    expect(log.infos.at(-1)).toContain(`the artifact ids of run ${run.id} (`)
    const blob = service.requests.filter(
      ({ operation }) => operation === 'get-blob'
    )
    expect(blob.map(request => request.authorization)).toEqual([undefined])
  })

  it('may be of another repository', async () => {
    const { run } = await seed([text('a.txt', '1\n')], {
      of: { repository: 'me/other' }
    })
    const fetched = await fetch({ runId: run.id, repository: 'me/other' })
    expect(Object.keys(fetched.files)).toEqual(['a.txt'])
  })

  it('is the newest unexpired one of its name', async () => {
    const run = service.addRun()
    await seed([text('old.txt', 'x')], { run })
    await seed([text('other.txt', 'x')], { name: 'ids-2', run })
    // A second attempt of the workflow leaves a second one of the name.
    const second = await seed([text('new.txt', 'x')], { of: {} })
    Object.assign(second, { run })
    const { files } = await fetch({ runId: run.id })
    expect(Object.keys(files)).toEqual(['new.txt'])
  })

  it.each([
    ['expired', { expired: true }, {}, 'expired'],
    ['of another name', { name: 'other' }, {}, 'no artifact of that name'],
    ['of a run that is not there', {}, { runId: '999999' }, 'actions: read'],
    [
      'in a repository that is not there',
      {},
      { repository: 'me/nowhere' },
      'actions: read'
    ],
    ['asked for without a token', {}, { token: '' }, 'github-token'],
    ['asked for with a wrong token', {}, { token: 'wrong' }, 'github-token']
  ])('is artifact-not-found when %s', async (_, seeded, change, words) => {
    const { run } = await seed([text('a.txt', '1')], { of: {}, ...seeded })
    await expect(fetch({ runId: run.id, ...change })).rejects.toMatchObject({
      code: 'artifact-not-found',
      message: expect.stringContaining(words)
    })
  })

  it('names the permission that is missing', async () => {
    service.actionsPermission = 'none'
    const { run } = await seed([text('a.txt', '1')], { of: {} })
    await expect(fetch({ runId: run.id })).rejects.toMatchObject({
      code: 'artifact-not-found',
      message: expect.stringContaining('actions: read')
    })
  })
})

describe('latest', () => {
  const latest = { runId: 'latest' }
  const at = (day: number) => ({ createdAt: new Date(Date.UTC(2026, 0, day)) })

  it.each(['push', 'schedule', 'workflow_dispatch'])(
    'takes the newest of a successful %s run',
    async event => {
      await seed([text('older.txt', 'x')], { of: { event }, ...at(1) })
      await seed([text('newest.txt', 'x')], { of: { event }, ...at(3) })
      await seed([text('old.txt', 'x')], { of: { event }, ...at(2) })
      expect(Object.keys((await fetch(latest)).files)).toEqual(['newest.txt'])
    }
  )

  it.each<[string, RunSeed, Partial<ArtifactSeed>]>([
    ['of a pull request', { event: 'pull_request' }, {}],
    ['of pull_request_target', { event: 'pull_request_target' }, {}],
    ['of workflow_run', { event: 'workflow_run' }, {}],
    ['of issue_comment', { event: 'issue_comment' }, {}],
    ['of a fork', { headRepository: 'eve/stored-posts' }, {}],
    ['on another branch', { branch: 'feature' }, {}],
    ['that failed', { conclusion: 'failure' }, {}],
    ['that was cancelled', { conclusion: 'cancelled' }, {}],
    ['that is under way', { status: 'in_progress', conclusion: null }, {}],
    ['with an expired artifact', {}, { expired: true }],
    ['with another name', {}, { name: 'ids-2' }]
  ])('passes over a newer run %s', async (_, of, seeded) => {
    await seed([text('trusted.txt', 'x')], { of: {}, ...at(1) })
    await seed([text('planted.txt', 'x')], { of, ...seeded, ...at(2) })
    expect(Object.keys((await fetch(latest)).files)).toEqual(['trusted.txt'])
  })

  it('tells why nothing is trusted', async () => {
    const { run } = await seed([text('planted.txt', 'x')], {
      of: { event: 'pull_request' }
    })
    await seed([text('planted.txt', 'x')], {
      of: { headRepository: 'eve/stored-posts' }
    })
    await expect(fetch(latest)).rejects.toMatchObject({
      code: 'artifact-not-found',
      message: expect.stringContaining(
        `run ${run.id} does not count: it was triggered by pull_request`
      )
    })
  })

  it('looks on the branch of the pull request', async () => {
    await seed([text('main.txt', 'x')], { of: {}, ...at(2) })
    await seed([text('topic.txt', 'x')], { of: { branch: 'topic' }, ...at(1) })
    const { files } = await fetch(latest, { GITHUB_HEAD_REF: 'topic' })
    expect(Object.keys(files)).toEqual(['topic.txt'])
  })

  it('finds it behind many others', async () => {
    const run = service.addRun({ branch: 'feature' })
    await seed([text('trusted.txt', 'x')], { of: {}, ...at(1) })
    const [trusted] = service.state.artifacts
    if (!trusted) throw new Error('not seeded')
    for (let i = 0; i < 250; i++)
      service.state.artifacts.push({
        ...trusted,
        id: 100_000 + i,
        run,
        createdAt: new Date()
      })
    expect(Object.keys((await fetch(latest)).files)).toEqual(['trusted.txt'])
  })

  it('needs the permission', async () => {
    service.actionsPermission = 'none'
    await expect(fetch(latest)).rejects.toMatchObject({
      code: 'artifact-not-found',
      message: expect.stringContaining('actions: read')
    })
  })
})

describe('a single fault', () => {
  const kinds: Fault[] = [
    { kind: 'reset' },
    { kind: 'lose' },
    { kind: 'truncate' }
  ]
  const operations: Operation[] = ['ListArtifacts', 'GetSignedArtifactURL']
  it.each(operations.flatMap(one => kinds.map(kind => [one, kind] as const)))(
    'at %s (%j) is survived',
    async (operation, fault) => {
      await seed([text('a.txt', '1\n')])
      service.faults.add(operation, fault)
      expect((await fetch()).files).toEqual({ 'a.txt': '1\n' })
      expect(service.faults.left).toBe(0)
    }
  )

  it.each<[Operation, Fault]>([
    ...(['rest-list', 'rest-run', 'rest-download'] as const).flatMap(one =>
      [...kinds, unavailable].map(kind => [one, kind] as [Operation, Fault])
    ),
    ['get-blob', { kind: 'truncate' }],
    ['get-blob', { kind: 'corrupt' }]
  ])('at %s (%j) is survived by latest', async (operation, fault) => {
    await seed([text('a.txt', '1\n')], { of: {} })
    service.faults.add(operation, fault)
    const { files } = await fetch({ runId: 'latest' })
    expect(files).toEqual({ 'a.txt': '1\n' })
    expect(service.faults.left).toBe(0)
  })

  it.each([403, 429, 503])(
    'with a time to wait (%i) is survived after that time',
    async status => {
      await seed([text('a.txt', '1\n')], { of: {} })
      const headers = { 'retry-after': '70' }
      service.faults.add('rest-list', { kind: 'answer', status, headers })
      const { files, slept } = await fetch({ runId: 'latest' })
      expect(Object.keys(files)).toEqual(['a.txt'])
      expect(slept).toEqual([70_000])
    }
  )

  it.each([403, 429])(
    'with nothing left of the hour (%i) is survived after its end',
    async status => {
      await seed([text('a.txt', '1\n')], { of: {} })
      const headers = {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(Date.UTC(2026, 10, 21, 0, 20) / 1000)
      }
      service.faults.add('rest-list', { kind: 'answer', status, headers })
      const { files, slept } = await fetch({ runId: 'latest' })
      expect(Object.keys(files)).toEqual(['a.txt'])
      expect(slept).toEqual([20 * 60_000])
    }
  )

  it('of every copy is artifact-not-found', async () => {
    await seed([text('a.txt', '1\n')], { digest: `sha256:${'0'.repeat(64)}` })
    await expect(fetch()).rejects.toMatchObject({
      code: 'artifact-not-found',
      message: expect.stringContaining('corrupt')
    })
  })

  it('of every answer is service-unavailable', async () => {
    service.faults.add('rest-list', { kind: 'reset' }, 3)
    await expect(fetch({ runId: 'latest' })).rejects.toMatchObject({
      code: 'service-unavailable'
    })
  })
})

describe('the github-token', () => {
  let elsewhere: Server
  const seen: (string | undefined)[] = []

  beforeAll(async () => {
    elsewhere = createServer((request, response) => {
      seen.push(request.headers.authorization)
      response.end('{"artifacts":[]}')
    })
    await new Promise<void>(done => {
      elsewhere.listen(0, '127.0.0.1', done)
    })
  })

  afterAll(() => {
    elsewhere.close()
    elsewhere.closeAllConnections()
  })

  it('does not follow a redirect to another origin, another port included', async () => {
    const { port } = elsewhere.address() as AddressInfo
    service.faults.add('rest-list', {
      kind: 'answer',
      status: 302,
      headers: { location: `http://127.0.0.1:${port}/` }
    })
    await expect(fetch({ runId: 'latest' })).rejects.toMatchObject({
      code: 'service-unavailable'
    })
    expect(seen).toEqual([])
  })

  it('follows a redirect within the API, as after a renaming', async () => {
    await seed([text('a.txt', '1\n')], { of: {} })
    service.faults.add('rest-list', {
      kind: 'answer',
      status: 301,
      headers: {
        location: '/api/repos/octocat/stored-posts/actions/artifacts?name=ids'
      }
    })
    const { files } = await fetch({ runId: 'latest' })
    expect(Object.keys(files)).toEqual(['a.txt'])
  })
})

describe('a cancelled step', () => {
  it.each<[Operation, string | undefined]>([
    ['ListArtifacts', undefined],
    ['get-blob', undefined],
    ['rest-list', 'latest'],
    ['rest-download', 'latest']
  ])('ends at once while %s hangs', async (operation, runId) => {
    await seed([text('a.txt', '1\n')], runId ? { of: {} } : {})
    const controller = new AbortController()
    const reason = new Error('cancelled')
    service.faults.add(operation, { kind: 'hang' })
    const fetched = fetch({ runId, signal: controller.signal })
    const asked = setInterval(() => {
      if (service.requests.some(request => request.operation === operation))
        controller.abort(reason)
    }, 5)
    await expect(fetched).rejects.toBe(reason)
    clearInterval(asked)
  })
})
