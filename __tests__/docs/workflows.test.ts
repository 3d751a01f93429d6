// The workflows of this repository and action.yml: what GitHub would refuse, and the rules of the house.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { parseDocument } from 'yaml'
import { temporaryFolders } from '../support/folders.js'
import { violations } from './support/house-rules.js'
import { complaints } from './support/language-service.js'
import { filesBelow, read, root, workflows } from './support/repository.js'
import { isWhole, parseWorkflow, stepsOf } from './support/workflow.js'

const good = `
on:
  schedule:
    - cron: '17 */8 * * *'
permissions: {}
concurrency:
  group: compliance-tweets
  cancel-in-progress: false
jobs:
  tweets:
    runs-on: ubuntu-latest
    timeout-minutes: 360
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      - uses: your-org/batch-compliance-action@v1
        id: compliance
        with:
          ids: data/*.txt
          bearer-token: \${{ secrets.X_BEARER_TOKEN }}
      - run: echo "$DELETED"
        env:
          DELETED: \${{ steps.compliance.outputs.deleted }}
`

describe('the checker', () => {
  it('finds nothing in a good workflow', async () => {
    expect(await complaints('good.yml', good)).toEqual([])
    expect(violations(good)).toEqual([])
  })

  it.each([
    ['an input that does not exist', 'ids: data', 'idz: data', "input 'idz'"],
    ['a key that does not exist', 'timeout-minutes', 'time', "'time'"],
    ['a step that does not exist', 'steps.compliance', 'steps.other', 'other'],
    ['a schedule that is none', '17 */8', '17 */8 1', 'cron'],
    ['an unknown permission', 'contents: read', 'content: read', "'content'"],
    ['a broken expression', 'secrets.X_', 'secrets..X_', 'expression']
  ])('finds %s', async (_what, from, to, said) => {
    const found = await complaints('bad.yml', good.replace(from, to))
    expect(found.join('\n')).toContain(said)
  })

  it('finds an unknown key in action.yml', async () => {
    const text = read('action.yml').replace('using: node24', 'using: node99')
    expect(await complaints('action.yml', text)).not.toEqual([])
  })

  it.each([
    ['a tag for a commit', /@3d3c\w+ # v7.0.1/, '@v7', 'pinned'],
    ['a commit without its version', ' # v7.0.1', '', 'pinned'],
    ['no permissions', 'permissions: {}\n', '', 'no permissions'],
    ['a token that may write', '{}', '{ issues: write }', 'issues may write'],
    ['an expression in a script', '"$DELETED"', '${{ github.ref }}', 'script'],
    ['the full hour', "'17 ", "'0 ", 'full hour'],
    ['every hour by steps', "'17 ", "'*/20 ", 'full hour'],
    ['no limit of time', '    timeout-minutes: 360\n', '', 'timeout-minutes'],
    [
      'kept credentials',
      'persist-credentials: false',
      'lfs: true',
      'credentials'
    ],
    ['a group that cancels', 'progress: false', 'progress: true', 'cancel'],
    ['no group', /concurrency:\n.*\n.*\n/, '', 'no concurrency group']
  ])('finds %s', (_what, from, to, said) => {
    const bad = good.replace(from, () => to)
    expect(bad).not.toBe(good)
    expect(violations(bad).join('\n')).toContain(said)
  })
})

describe('action.yml', () => {
  it('has nothing that GitHub would refuse', async () => {
    expect(await complaints('action.yml', read('action.yml'))).toEqual([])
  })
})

it.each(filesBelow('.github').filter(path => path.endsWith('.yml')))(
  '%s is YAML without a key given twice',
  path => expect(parseDocument(read(path)).errors).toEqual([])
)

describe.each(workflows)('%s', path => {
  const text = read(path)
  const workflow = parseWorkflow(text)

  it('has nothing that GitHub would refuse', async () => {
    expect(isWhole(text)).toBe(true)
    expect(await complaints(path, text)).toEqual([])
  })

  it('keeps the rules of the house', () => {
    expect(violations(text)).toEqual([])
    expect(workflow.permissions).toEqual({})
  })

  it('never speaks to X', () => {
    for (const { step } of stepsOf(workflow))
      if (step.uses === './') expect(step.with?.['simulate']).toBe(true)
  })
})

const newFolder = temporaryFolders()

/** Runs the script of release.yml that takes the notes, for a tag; gives its exit code and what it set. */
async function releaseNotes(tag: string) {
  const output = join(await newFolder(), 'output')
  const job = parseWorkflow(read('.github/workflows/release.yml')).jobs['check']
  const step = job?.steps?.find(({ id }) => id === 'notes')
  const { status } = spawnSync('bash', ['-e', '-c', step?.run ?? 'false'], {
    cwd: root,
    env: { ...process.env, GITHUB_REF_NAME: tag, GITHUB_OUTPUT: output }
  })
  return { status, output: () => readFileSync(output, 'utf8') }
}

// The job runs on Linux.
const itHere = process.platform === 'win32' ? it.skip : it

describe('the notes of a release', () => {
  itHere('are its section of CHANGELOG.md', async () => {
    const { status, output } = await releaseNotes('v1.0.0')
    expect(status).toBe(0)
    expect(output()).toMatch(/^notes<<(\w+)\n\n### Added\n[^]+\n\1\n$/)
    expect(output()).not.toContain('## [')
    expect(output()).not.toContain('github.com')
  })

  itHere('stop a release that has none', async () => {
    expect((await releaseNotes('v9.9.9')).status).toBe(1)
  })
})
