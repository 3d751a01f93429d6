// `npm run apply` of the built bundle on what `npm start` made, as that prints it.
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { actionDist } from '../support/rig.js'

let project: string

/** A clone as it is before anything is installed. */
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'npm-apply-'))
  await cp(actionDist, join(project, 'dist'), { recursive: true })
  for (const name of ['action.yml', 'apply', 'package.json', 'examples'])
    await cp(resolve(name), join(project, name), { recursive: true })
})
afterAll(() => rm(project, { recursive: true }))

function local(...args: readonly string[]): {
  status: number | null
  said: string
} {
  const { status, stdout } = spawnSync(
    process.execPath,
    ['dist/local/index.js', ...args],
    { cwd: project, env: { INIT_CWD: project }, encoding: 'utf8' }
  )
  return { status, said: stdout }
}

it('plans, then copies what a simulated check found', async () => {
  const start = local('start')
  expect(start.status).toBe(0)
  const [, command = ''] = /^ +npm run apply -- (.+)$/m.exec(start.said) ?? []
  const args = command.split(' ')
  const plan = local('apply', ...args)
  expect(plan.said).toMatch(
    /Of 1,000 records in \d+ files?, [1-9]\d* would be removed/
  )
  expect(plan.status).toBe(0)
  expect((await readdir(join(project, 'out/apply'))).sort()).toEqual([
    'apply-report.html',
    'apply-report.json',
    'refetch.txt',
    'removed.txt',
    'review.txt'
  ])
  // Simulated results are never written over data.
  expect(local('apply', ...args, '--mode=replace').said).toContain(
    'results-refused'
  )
  const copy = local('apply', ...args, '--mode=copy', '--output-dir=copied')
  expect(copy.status).toBe(0)
  const report = JSON.parse(
    await readFile(join(project, 'out/apply/apply-report.json'), 'utf8')
  ) as { simulated: boolean; totals: { kept: number } }
  expect(report.simulated).toBe(true)
  const lines = await Promise.all(
    (await readdir(join(project, 'copied'))).map(name =>
      readFile(join(project, 'copied', name), 'utf8')
    )
  )
  expect(lines.join('').trim().split('\n').length).toBeGreaterThanOrEqual(
    report.totals.kept
  )
})

it.each([
  [['--help'], 0, 'Usage: npm run apply'],
  [[], 2, 'Name the data files'],
  [['x.txt', '--nonsense=1'], 2, 'nonsense']
])('%j', (args, status, words) => {
  const run = local('apply', ...args)
  expect(run.said).toContain(words)
  expect(run.status).toBe(status)
})
