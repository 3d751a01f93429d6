// What surrounds the step is broken: found before a job exists, one error, the code for it, and the variable by its name.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import {
  chmod,
  mkdir,
  readdir,
  rm,
  stat,
  symlink,
  writeFile
} from 'node:fs/promises'
import { join } from 'node:path'
import { someIds, startRig, type Rig } from '../support/rig.js'

const onPosix = process.platform === 'win32' ? describe.skip : describe

let rig: Rig
/** Where the broken things are. */
let odd: string

beforeAll(async () => {
  rig = await startRig()
  await rig.write('ids.txt', someIds(20))
  odd = join(rig.workspace, '../odd')
  await mkdir(odd)
  execFileSync('mkfifo', [join(odd, 'pipe')])
  await writeFile(join(odd, 'empty'), '')
  await writeFile(join(odd, 'broken'), '{"repository":')
})
afterAll(() => rig.close())

onPosix('a variable', () => {
  it.each([
    ['GITHUB_OUTPUT', 'pipe'],
    ['GITHUB_OUTPUT', 'nowhere'],
    ['GITHUB_OUTPUT', '.'],
    ['GITHUB_STEP_SUMMARY', 'pipe'],
    ['GITHUB_STEP_SUMMARY', 'nowhere/summary'],
    ['GITHUB_WORKSPACE', 'nowhere'],
    ['GITHUB_WORKSPACE', 'empty'],
    ['GITHUB_EVENT_PATH', 'empty'],
    ['GITHUB_EVENT_PATH', 'broken'],
    ['RUNNER_TEMP', 'empty'],
    ['RUNNER_TEMP', 'empty/below'],
    ['RUNNER_TEMP', 'nowhere']
  ])('%s that is %s', async (name, place) => {
    const run = await rig.run(
      { ids: 'ids.txt' },
      { environment: { [name]: join(odd, place) } }
    )
    expect(run.code).toBe(1)
    const errors = run.annotations.filter(({ level }) => level === 'error')
    expect(errors.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        new RegExp(`${name}[^]*\\(environment-unusable\\)$`)
      )
    ])
    expect(run.requests).toEqual([])
  })

  it.each([
    ['RUNNER_TEMP', ''],
    ['RUNNER_TEMP', undefined],
    ['GITHUB_OUTPUT', ''],
    ['GITHUB_SERVER_URL', 'github.com'],
    ['GITHUB_API_URL', 'not a URL'],
    ['ACTIONS_RESULTS_URL', '::'],
    ['GITHUB_RUN_ID', 'x'],
    ['HTTPS_PROXY', 'http://[']
  ])('%s = %p', async (name, value) => {
    const run = await rig.run(
      { ids: 'ids.txt' },
      { environment: { [name]: value } }
    )
    expect(run.code).toBe(1)
    const errors = run.annotations.filter(({ level }) => level === 'error')
    expect(errors.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        new RegExp(`${name}[^]*\\(environment-unusable\\)$`)
      )
    ])
    expect(run.requests).toEqual([])
    expect(await readdir(rig.workspace)).toEqual(['ids.txt'])
  })

  it.each(['nowhere', 'pipe', '.'])(
    'GITHUB_EVENT_PATH that is %s costs nothing',
    async place => {
      const run = await rig.run(
        { ids: 'ids.txt' },
        { environment: { GITHUB_EVENT_PATH: join(odd, place) } }
      )
      expect(run.outputs['status']).toBe('complete')
      expect(run.outputs['artifact-id']).toBeTruthy()
    }
  )
})

onPosix('what another user owns', () => {
  /** Permissions do not hold for root: the step becomes another user, whose temporary folder it is. */
  const asOtherUser = `
    const { chownSync, readdirSync } = require('node:fs')
    const { dirname, join } = require('node:path')
    const own = dirname(process.env.GITHUB_EVENT_PATH)
    for (const name of ['', ...readdirSync(own, { recursive: true })]) chownSync(join(own, name), 65534, 65534)
    process.setgid(65534)
    process.setuid(65534)`
  const isRoot = process.getuid?.() === 0

  let locked: string
  beforeAll(async () => {
    const preload = join(odd, 'other-user.cjs')
    await writeFile(preload, asOtherUser)
    locked = join(rig.workspace, 'locked')
    await mkdir(join(locked, 'folder'), { recursive: true })
    await writeFile(join(locked, 'file'), someIds(3), { mode: 0o400 })
    await writeFile(join(locked, 'ids.txt'), someIds(3), { mode: 0 })
    await chmod(join(locked, 'folder'), isRoot ? 0o700 : 0)
    await chmod(locked, 0o555)
    if (isRoot)
      for (const path of [join(rig.workspace, '..'), odd, rig.workspace])
        await chmod(path, 0o755)
  })
  afterAll(async () => {
    await chmod(locked, 0o755)
    await chmod(join(locked, 'folder'), 0o755)
    await rm(locked, { recursive: true })
  })

  it.each([
    ['environment-unusable', 'locked/ids.txt', { ids: 'locked/ids.txt' }, {}],
    ['environment-unusable', 'locked/folder', { ids: 'locked/**' }, {}],
    ['invalid-input', 'results-path', { 'results-path': 'locked/x' }, {}],
    ['environment-unusable', 'RUNNER_TEMP', {}, { RUNNER_TEMP: '' }],
    [
      'environment-unusable',
      'GITHUB_WORKSPACE',
      {},
      { GITHUB_WORKSPACE: 'folder' }
    ],
    ['environment-unusable', 'GITHUB_OUTPUT', {}, { GITHUB_OUTPUT: 'file' }],
    [
      'environment-unusable',
      'GITHUB_STEP_SUMMARY',
      {},
      { GITHUB_STEP_SUMMARY: 'file' }
    ]
  ])('is %s and names %s', async (code, named, inputs, variables) => {
    const run = await rig.run(
      { ids: 'ids.txt', ...inputs },
      {
        environment: Object.fromEntries(
          Object.entries(variables).map(([name, place]) => [
            name,
            join(locked, place)
          ])
        ),
        nodeArguments: isRoot ? ['--require', join(odd, 'other-user.cjs')] : []
      }
    )
    expect(run.code).toBe(1)
    const errors = run.annotations.filter(({ level }) => level === 'error')
    expect(errors.map(({ message }) => message)).toEqual([
      expect.stringMatching(new RegExp(`${named}[^]*EACCES[^]*\\(${code}\\)$`))
    ])
    expect(run.requests).toEqual([])
  })
})

onPosix('what the step leaves', () => {
  it('is for its own user alone', async () => {
    const run = await rig.run({
      ids: 'ids.txt',
      'results-path': 'new/out.ndjson'
    })
    const report = run.outputs['report-path'] ?? ''
    const modes = await Promise.all(
      [
        join(report, '..'),
        report,
        join(report, 'report.json'),
        join(report, 'delete.txt'),
        join(rig.workspace, 'new'),
        run.outputs['results-path'] ?? ''
      ].map(async path => (await stat(path)).mode & 0o777)
    )
    expect(modes).toEqual([0o700, 0o700, 0o600, 0o600, 0o700, 0o600])
    await rm(join(rig.workspace, 'new'), { recursive: true })
  })

  it('never goes through a link in the checkout', async () => {
    const outside = join(odd, 'precious')
    await mkdir(outside)
    await writeFile(join(outside, 'file'), 'precious')
    await symlink(outside, join(rig.workspace, 'folder'))
    await symlink(join(outside, 'file'), join(rig.workspace, 'out.ndjson'))
    try {
      for (const path of [
        'folder/new.ndjson',
        'folder/a/b.ndjson',
        'out.ndjson'
      ]) {
        const run = await rig.run({ ids: 'ids.txt', 'results-path': path })
        expect(run.outputs['error-code']).toBe('invalid-input')
        expect(run.requests).toEqual([])
      }
      expect(await readdir(outside)).toEqual(['file'])
    } finally {
      await rm(join(rig.workspace, 'folder'))
      await rm(join(rig.workspace, 'out.ndjson'))
    }
  })
})
