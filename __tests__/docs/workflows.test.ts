// The workflows of this repository and action.yml: what GitHub would refuse, and the rules of the house.
import { spawnSync } from 'node:child_process'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
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
    [
      'runs of any branch',
      /schedule:\n.*/,
      'workflow_run:\n    workflows: [Collect]\n    types: [completed]',
      'branches'
    ],
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

  it('leaves no commit of the main branch unchecked', () => {
    const { concurrency, on } = workflow
    const cancels =
      typeof concurrency === 'object' && concurrency['cancel-in-progress']
    if ('push' in on) expect(cancels).not.toBe(true)
  })

  it('never speaks to X', () => {
    for (const { step } of stepsOf(workflow))
      if (step.uses === './') expect(step.with?.['simulate']).toBe(true)
  })
})

describe('what commit-dist.yml has pushed', () => {
  it('is checked as every pull request is', () => {
    const onPullRequests = workflows
      .map(path => ({ path, on: parseWorkflow(read(path)).on }))
      .filter(({ path }) => !path.endsWith('/rebuild-dist.yml'))
      .filter(({ on }) => 'pull_request' in on)
    const started = /for workflow in (.*)/.exec(
      script('commit-dist.yml', 'commit', 'Check the pushed commit')
    )
    expect(started?.[1]?.split(' ').sort()).toEqual(
      onPullRequests.map(({ path }) => path.replace(/.*\//, '')).sort()
    )
    for (const { on } of onPullRequests)
      expect(on).toHaveProperty('workflow_dispatch')
  })
})

/** The script of a step, by its name. */
function script(workflow: string, job: string, name: string): string {
  const { jobs } = parseWorkflow(read(`.github/workflows/${workflow}`))
  const found = jobs[job]?.steps?.find(step => step.name === name)?.run
  if (found === undefined) throw new Error(`${workflow} has no step "${name}"`)
  return found
}

const newFolder = temporaryFolders()

/** Runs the script of release.yml that takes the notes, for a tag; gives its exit code and what it set. */
async function releaseNotes(tag: string) {
  const output = join(await newFolder(), 'output')
  const notes = script(
    'release.yml',
    'check',
    'Take the notes from CHANGELOG.md'
  )
  const { status } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', notes], {
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

/** Runs a script of release.yml for a tag, with a `gh` that prints this for what it is asked first; gives the calls. */
async function released(
  job: string,
  step: string,
  tag: string,
  gh: { prints: string; status?: number }
) {
  const folder = await newFolder()
  const calls = join(folder, 'calls')
  const answer = join(folder, 'answer')
  writeFileSync(answer, gh.prints)
  const stub = `#!/bin/sh
echo "$@" >> '${calls}'
test "$(wc -l < '${calls}')" -gt 1 || { cat '${answer}'; exit ${gh.status ?? 0}; }
`
  writeFileSync(join(folder, 'gh'), stub)
  chmodSync(join(folder, 'gh'), 0o755)
  const { status, stdout } = spawnSync(
    'bash',
    ['-e', '-o', 'pipefail', '-c', script('release.yml', job, step)],
    {
      encoding: 'utf8',
      env: {
        PATH: [folder, process.env['PATH']].join(delimiter),
        GITHUB_REF_NAME: tag,
        GITHUB_SHA: 'c0ffee',
        GH_REPO: 'o/r',
        NOTES: 'What is new'
      }
    }
  )
  return { status, stdout, calls: readFileSync(calls, 'utf8').split('\n') }
}

describe('the major tag', () => {
  const refs = (...tags: string[]) =>
    tags.map(tag => `refs/tags/${tag}\n`).join('')
  const move = (tag: string, prints: string, status = 0) =>
    released(
      'move-major-tag',
      'Move the major tag, unless a later version has it',
      tag,
      { prints, status }
    )
  const moved =
    'api -X PATCH repos/o/r/git/refs/tags/v1 -f sha=c0ffee -F force=true'
  const made = 'api repos/o/r/git/refs -f ref=refs/tags/v1 -f sha=c0ffee'

  itHere.each([
    ['moves to a later version', refs('v1', 'v1.9.0', 'v1.10.0'), moved],
    ['moves past a candidate', refs('v1', 'v1.10.0', 'v1.10.0-rc.1'), moved],
    ['moves past another major', refs('v1', 'v1.10.0', 'v10.0.0'), moved],
    ['is made for the first version', refs('v1.10.0'), made],
    ['stays at a later version', refs('v1', 'v1.10.0', 'v1.11.0'), undefined]
  ])('%s', async (_what, tags, call) => {
    const { status, calls, stdout } = await move('v1.10.0', tags)
    expect(status).toBe(0)
    expect(calls[1]).toBe(call ?? '')
    expect(stdout.includes('refs/tags/v1.11.0 is later')).toBe(!call)
  })

  itHere('fails when GitHub does not answer', async () => {
    const { status, calls } = await move('v1.10.0', '', 1)
    expect(status).not.toBe(0)
    expect(calls.slice(1)).toEqual([''])
  })
})

describe('a release that is run again', () => {
  const publish = (status: number) =>
    released('publish', 'Publish the release', 'v1.2.3', { prints: '', status })

  itHere('publishes what is not there yet', async () => {
    const { status, calls } = await publish(1)
    expect(status).toBe(0)
    expect(calls).toEqual([
      'release view v1.2.3',
      'release create v1.2.3 --verify-tag --title v1.2.3 --notes What is new',
      ''
    ])
  })

  itHere('leaves what is there', async () => {
    const { status, calls } = await publish(0)
    expect(status).toBe(0)
    expect(calls).toEqual(['release view v1.2.3', ''])
  })
})
