// The recipes, run: every workflow of docs/recipes.md is played with the built bundle, its scripts included.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from '@jest/globals'
import { startRig, type Rig, type RigOptions } from '../support/rig.js'
import { makeZip } from '../support/zip.js'
import { blocks } from './support/blocks.js'
import { play, type Played, type Scene } from './support/play.js'
import { read } from './support/repository.js'
import { itWith, works } from './support/tools.js'
import { isOurs, isWhole, parseWorkflow } from './support/workflow.js'

// The scripts are for the shells of Linux and macOS, as `runs-on` says.
const describeHere = process.platform === 'win32' ? describe.skip : describe
const jq = works('jq', '--version')

const recipes = new Map(
  blocks('yaml')
    .filter(({ document }) => document === 'docs/recipes.md')
    .filter(({ text }) => isWhole(text))
    .map(({ section, text }) => [section[0] ?? '', text])
)

let rig: Rig
let runs = 0
afterEach(() => rig.close())

/** Opens a stage with these files in the workspace. */
async function open(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: RigOptions = {}
): Promise<void> {
  const inputs = { 'poll-interval': '0', ...options.inputs }
  rig = await startRig({ ...options, inputs })
  for (const [path, content] of Object.entries(files))
    await rig.write(path, content)
}

/** Plays a recipe as a workflow run of its own. */
function run(recipe: string, scene: Partial<Scene> = {}): Promise<Played> {
  const text = recipes.get(recipe)
  if (text === undefined) throw new Error(`There is no recipe "${recipe}"`)
  played.add(recipe)
  return play(text, {
    rig,
    runId: String(8_000_000_001 + runs++),
    secrets: {
      X_BEARER_TOKEN: rig.simulator.token,
      HEARTBEAT_URL: 'https://watch.example/ping'
    },
    ...scene
  })
}

const played = new Set<string>()

/** IDs whose last two digits say what the simulator answers; see docs/simulator.md. */
const clean = '1234567890123456701'
const suspended = '1234567890123456771'
const deleted = '1234567890123456782'
const edited = '1234567890123456795'
const located = '1234567890123456798'
const all = [clean, suspended, deleted, edited, located]
const lines = (...ids: readonly string[]) => ids.map(id => `${id}\n`).join('')

const ours = ({ steps }: Played) => steps.filter(({ step }) => isOurs(step))
const outputs = (from: Played) => ours(from).map(step => step.outputs)
const step = (from: Played, name: string) => {
  const found = from.steps.find(one => one.step.name === name)
  if (!found) throw new Error(`No step "${name}" was played`)
  return found
}
const file = (path: string) => readFile(join(rig.workspace, path), 'utf8')
const artifactNames = (from: Played) =>
  ours(from).map(one => one.outputs['artifact-name'])

describeHere('docs/recipes.md', () => {
  describe('Every eight hours, with an alarm that works', () => {
    const recipe = 'Every eight hours, with an alarm that works'

    it('pings the service outside when all is well', async () => {
      await open({ 'data/tweet-ids.txt': lines(...all) })
      const done = await run(recipe)
      expect(done.results).toEqual({ tweets: 'success', alarm: 'skipped' })
      expect(outputs(done)).toMatchObject([
        { status: 'complete', 'ids-to-delete': '2', tweet_edited: '1' }
      ])
      expect(done.calls).toMatch(/^curl .* https:\/\/watch\.example\/ping\n$/)
    })

    it('opens an issue with the error code when it fails', async () => {
      await open({})
      const done = await run(recipe)
      expect(done.results).toEqual({ tweets: 'failure', alarm: 'success' })
      expect(done.calls).toContain('gh issue create --label compliance-alarm ')
      expect(done.calls).toContain('Error code: ids-not-found.')
      expect(done.calls).not.toContain('curl')
    })

    it('adds to the alarm that is open', async () => {
      await open({})
      const done = await run(recipe, { answers: { 'issue list': '7' } })
      expect(done.calls).toContain('gh issue list --label compliance-alarm ')
      expect(done.calls).toContain('gh issue comment 7 --body Error code: ids-')
      expect(done.calls).not.toContain('gh issue create')
    })

    it('works without a service outside, and says what is missing', async () => {
      await open({ 'data/tweet-ids.txt': lines(clean) })
      const secrets = { X_BEARER_TOKEN: rig.simulator.token, HEARTBEAT_URL: '' }
      const done = await run(recipe, { secrets })
      expect(done.results).toEqual({ tweets: 'success', alarm: 'skipped' })
      const { output } = step(done, 'Tell the service outside that it worked')
      expect(output).toContain('::warning::No secret HEARTBEAT_URL')
      expect(done.calls).toBe('')
    })
  })

  it('Posts and users side by side', async () => {
    await open({
      'data/tweets.txt': lines(clean, deleted, located),
      'data/users.txt': lines('82', '1001', '82')
    })
    const done = await run('Posts and users side by side')
    expect(done.results).toEqual({ check: 'success' })
    expect(outputs(done)).toMatchObject([
      { 'ids-submitted': '3', 'ids-to-delete': '1', 'ids-to-scrub-geo': '1' },
      { 'ids-submitted': '2', 'ids-to-delete': '1', 'ids-duplicate': '1' }
    ])
    expect(artifactNames(done)).toEqual([
      'compliance-results-tweets',
      'compliance-results-users'
    ])
  })

  describe('Many data sets in one job, split afterwards', () => {
    const recipe = 'Many data sets in one job, split afterwards'

    it('gives each set its share', async () => {
      await open({
        'datasets/a/ids.txt': `${deleted}\r\n${clean}\r\n9082\r\n`,
        'datasets/b/ids.txt': `\n${lines(located)}${deleted}`
      })
      const done = await run(recipe)
      expect(done.results).toEqual({ all: 'success' })
      expect(outputs(done)).toMatchObject([
        { 'ids-submitted': '4', 'ids-duplicate': '1' }
      ])
      expect(await file('shares/a/delete.txt')).toBe(lines(deleted, '9082'))
      expect(await file('shares/b/delete.txt')).toBe(lines(deleted))
      expect(await file('shares/a/scrub-geo.txt')).toBe('')
      expect(await file('shares/b/scrub-geo.txt')).toBe(lines(located))
    })

    it.each([
      ['addresses of posts', `https://x.com/a/status/${deleted}\n`],
      ['blanks before the IDs', `  ${deleted}\n`]
    ])('fails when a file holds %s', async (_what, content) => {
      await open({
        'datasets/a/ids.txt': content,
        'datasets/b/ids.txt': lines(located)
      })
      const done = await run(recipe)
      expect(done.results).toEqual({ all: 'failure' })
      expect(step(done, 'Give each data set its share').output).toContain(
        '::error::datasets/a/ids.txt holds lines that are no bare IDs'
      )
    })
  })

  it('Many data sets, each with its own results', async () => {
    await open({
      'datasets/elections/ids.txt': lines(deleted),
      'datasets/weather/ids.txt': lines(clean)
    })
    const done = await run('Many data sets, each with its own results')
    expect(done.results).toEqual({ check: 'success' })
    expect(artifactNames(done)).toEqual([
      'compliance-elections',
      'compliance-weather'
    ])
    expect(outputs(done)).toMatchObject([{ deleted: '1' }, { deleted: '0' }])
  })

  describe('A huge set over many runs', () => {
    const recipe = 'A huge set over many runs'

    it('advances from run to run, and stops for the week', async () => {
      const table = `id,note\n${all.map(id => `${id},"x, y"\n`).join('')}`
      // Parts of four IDs stand for parts of 6.4 million.
      await open(
        { 'archive-ids/a.csv.gz': gzipSync(table) },
        { inputs: { 'max-upload-size': '80' } }
      )
      const seen: unknown[] = []
      for (let n = 0; n < 3; n++) {
        const done = await run(recipe, { answers: { api: 'false' } })
        expect(done.results).toEqual({ look: 'success', advance: 'success' })
        const last = step(done, 'All parts are in')
        const [made] = outputs(done)
        seen.push([
          made?.['status'],
          made?.['parts-complete'],
          made?.['requests'],
          made?.['artifact-name']?.replace(/20\d\d-W\d\d$/, 'YEAR-WEEK'),
          last.output?.split(',')[0]
        ])
      }
      expect(seen).toEqual([
        ['submitted', '0', '3', undefined, undefined],
        ['submitted', '1', '5', undefined, undefined],
        [
          'complete',
          '2',
          '3',
          'compliance-YEAR-WEEK',
          '2 posts must be deleted'
        ]
      ])
      expect(rig.simulator.jobs.length).toBe(2)

      const idle = await run(recipe, { answers: { api: 'true' } })
      expect(idle.results).toEqual({ look: 'success', advance: 'skipped' })
      expect(idle.calls).toMatch(
        /^gh api repos\/\S+\/actions\/artifacts\?name=compliance-20\d\d-W\d\d&/
      )
    })

    it('fails with the last run of the week when parts are missing', async () => {
      await open(
        { 'archive-ids/a.csv.gz': gzipSync(`id\n${lines(...all)}`) },
        { inputs: { 'max-upload-size': '80' } }
      )
      const event = { name: 'schedule', payload: { schedule: '23 0 * * 3' } }
      const scene = { answers: { api: 'false' }, event }
      const early = await run(recipe, scene)
      expect(early.results).toEqual({ look: 'success', advance: 'failure' })
      expect(step(early, 'The last run must be complete').output).toContain(
        '::error::The set was not finished in this week.'
      )
      await run(recipe, { answers: { api: 'false' } })
      const done = await run(recipe, scene)
      expect(done.results).toEqual({ look: 'success', advance: 'success' })
    })

    it('does not go on when GitHub can not be asked', async () => {
      await open({})
      const done = await run(recipe, { answers: { api: '' } })
      expect(done.results).toEqual({ look: 'success', advance: 'skipped' })
    })

    const ran = { head_branch: 'main', head_repository_id: 1, repository_id: 1 }
    itWith('jq', jq).each([
      ['the artifact of this branch', [ran], true],
      ['no artifact', [], false],
      ['one of another branch', [{ ...ran, head_branch: 'x' }], false],
      ['one of a fork', [{ ...ran, head_repository_id: 2 }], false],
      ['one of a fork and ours', [{ ...ran, head_branch: 'x' }, ran], true]
    ])('looks for %s', (_what, runs, done) => {
      const { jobs } = parseWorkflow(recipes.get(recipe) ?? '')
      const script = jobs['look']?.steps?.[0]?.run ?? ''
      const own = /own='(.*)'/.exec(script)?.[1] ?? ''
      const filter =
        /--jq "([^"]*)"/.exec(script)?.[1]?.replace('$own', own) ?? ''
      const { stdout } = spawnSync('jq', [filter], {
        input: JSON.stringify({
          artifacts: runs.map(workflow_run => ({ workflow_run }))
        }),
        env: { ...process.env, BRANCH: 'main' },
        encoding: 'utf8'
      })
      expect(stdout).toBe(`${done}\n`)
    })
  })

  describe('Check ID files on pull requests', () => {
    const recipe = 'Check ID files on pull requests'

    it('passes good files without a request to X', async () => {
      await open({ 'data/a.txt': lines(...all) })
      const done = await run(recipe, { secrets: {} })
      expect(done.results).toEqual({ check: 'success' })
      expect(outputs(done)).toMatchObject([{ status: 'checked' }])
      expect(rig.simulator.requests).toEqual([])
    })

    it('shows the bad line of a bad file', async () => {
      await open({ 'data/a.txt': `${clean}\n1.23457E+18\n` })
      const done = await run(recipe, { secrets: {} })
      expect(done.results).toEqual({ check: 'failure' })
      expect(outputs(done)).toMatchObject([{ 'error-code': 'ids-invalid' }])
      const annotations = ours(done)[0]?.run?.annotations
      expect(annotations).toContainEqual(
        expect.objectContaining({ file: 'data/a.txt', line: 2 })
      )
    })
  })

  it('IDs from the artifact of another workflow', async () => {
    await open({})
    const collected = rig.artifacts.addRun({ event: 'schedule' })
    await rig.artifacts.addArtifact({
      name: 'tweet-ids',
      run: collected,
      content: await makeZip([{ name: 'ids.txt', content: lines(deleted) }]),
      zip: true
    })
    const recipe = 'IDs from the artifact of another workflow'
    const after = (event: string) => {
      const workflow_run = { id: collected.id, conclusion: 'success', event }
      return { event: { name: 'workflow_run', payload: { workflow_run } } }
    }
    const done = await run(recipe, after('schedule'))
    expect(done.results).toEqual({ tweets: 'success' })
    expect(outputs(done)).toMatchObject([{ deleted: '1', events: '1' }])

    const foreign = await run(recipe, after('pull_request'))
    expect(foreign.results).toEqual({ tweets: 'skipped' })
  })

  it('Fail when something must be removed', async () => {
    await open({ 'data/tweet-ids.txt': lines(clean, edited) })
    const recipe = 'Fail when something must be removed'
    expect((await run(recipe)).results).toEqual({ tweets: 'success' })

    await rig.write('data/tweet-ids.txt', lines(clean, deleted))
    const done = await run(recipe)
    expect(done.results).toEqual({ tweets: 'failure' })
    expect(outputs(done)).toMatchObject([
      {
        status: 'complete',
        'error-code': 'events-found',
        'artifact-name': 'compliance-results-tweets'
      }
    ])
  })

  it('Open an issue when something must be removed', async () => {
    await open({ 'data/tweet-ids.txt': lines(...all) })
    const recipe = 'Open an issue when something must be removed'
    const { calls } = await run(recipe)
    expect(calls).toContain('--title 4 stored posts need attention')
    expect(calls).toContain('- delete: 2\n- remove the location: 1\n')
    expect(calls).toMatch(/As of 20\d\d-\S+Z\. The lists are in https:\/\//)
    expect(calls).toContain('gh issue create --label compliance-task ')
    for (const id of all) expect(calls).not.toContain(id)

    const again = await run(recipe, { answers: { 'issue list': '7' } })
    expect(again.calls).toContain('gh issue list --label compliance-task ')
    expect(again.calls).toContain('gh issue edit 7 --title 4 stored posts need')
    expect(again.calls).toContain('- delete: 2\n- remove the location: 1\n')
    expect(again.calls).not.toContain('gh issue create')

    await rig.write('data/tweet-ids.txt', lines(clean))
    expect((await run(recipe)).calls).toBe('')
  })

  /** Records of v1.1, each on a line. */
  const record = (id: string, author: string, more = '') =>
    `{"id": ${id}, "id_str": "${id}", "views": 9007199254740993, "user": {"id_str": "${author}"}${more}}\n`
  const place = ', "place": {"full_name": "Here"}'
  const noPlace = ', "place": null'
  const [good, bad] = ['1001', '1082']
  /** Enough posts that stay, so that the share of those that go is small. */
  const many = Array.from({ length: 20 }, (_, n) =>
    record(`12345678901234500${String(n).padStart(2, '0')}`, good)
  ).join('')

  it('Hand the lists to the next job', async () => {
    await open({
      'data/tweet-ids.txt': lines(clean, suspended, deleted, located),
      'kept/posts.jsonl':
        many +
        record(deleted, good) +
        record(located, good, place) +
        record(
          clean,
          good,
          `, "retweeted_status": ${record(deleted, good)}`.trim()
        )
    })
    const vars = { ARCHIVE: join(rig.workspace, 'kept') }
    const recipe = 'Hand the lists to the next job'
    const astray = await run(recipe, { vars: { ARCHIVE: '/nowhere' } })
    expect(astray.results).toEqual({ check: 'success', apply: 'failure' })
    const done = await run(recipe, { vars })
    expect(done.results).toEqual({ check: 'success', apply: 'success' })
    expect(done.steps.at(-1)?.outputs).toMatchObject({
      status: 'applied',
      'records-removed': '2',
      unverified: '23'
    })
    expect(await file('kept/posts.jsonl')).toBe(
      many + record(located, good, noPlace)
    )

    await rig.write('data/tweet-ids.txt', lines(clean))
    const idle = await run(recipe, { vars })
    expect(idle.results).toEqual({ check: 'success', apply: 'skipped' })
  })

  it('Bring CSV files of a repository into compliance', async () => {
    const head = 'id,author_id,text,place\r\n'
    const row = (id: string, author: string, cells: string) =>
      `${id},${author},${cells}\r\n`
    const stays = Array.from({ length: 20 }, (_, n) =>
      row(`12345678901234500${String(n).padStart(2, '0')}`, good, '"a, b",')
    ).join('')
    await open({
      'data/a.csv':
        head +
        stays +
        row(deleted, good, 'x,') +
        row(clean, bad, 'y,') +
        row(located, good, 'z,Here'),
      'data/b.csv': head + stays
    })
    const git = (...args: string[]) => {
      const { status, stdout, stderr } = spawnSync('git', args, {
        cwd: rig.workspace,
        encoding: 'utf8'
      })
      expect([status, status === 0 ? '' : stderr]).toEqual([0, ''])
      return stdout
    }
    git('init', '--quiet', '--bare', 'origin.git')
    git('init', '--quiet', '--initial-branch=main')
    git('remote', 'add', 'origin', 'origin.git')
    git('add', 'data')
    git('-c', 'user.name=x', '-c', 'user.email=x', 'commit', '-qm', 'Data')
    git('push', '--quiet', '--set-upstream', 'origin', 'main')

    const recipe = 'Bring CSV files of a repository into compliance'
    const done = await run(recipe)
    expect(done.results).toEqual({ data: 'success' })
    expect(await file('data/a.csv')).toBe(
      head + stays + row(located, good, 'z,')
    )
    expect(git('diff', '--stat', 'origin/main~1', 'origin/main')).toMatch(
      / data\/a\.csv .*\n 1 file changed, 1 insertion.*, 3 deletions/
    )
    expect((await run(recipe)).results).toEqual({ data: 'success' })
    expect(git('rev-list', '--count', 'origin/main')).toBe('2\n')
  })

  it('An archive on your own machine, in eight shards', async () => {
    const packed = (text: string) => gzipSync(text)
    await open({})
    const names = Array.from(
      { length: 12 },
      (_, n) => `archive/${n}/x.jsonl.gz`
    )
    for (const name of names)
      await rig.write(
        name,
        packed(many + record(deleted, good) + record(clean, bad))
      )
    const vars = { ARCHIVE: join(rig.workspace, 'archive') }
    const done = await run('An archive on your own machine, in eight shards', {
      vars
    })
    expect(done.results).toEqual({ check: 'success', apply: 'success' })
    for (const name of names)
      expect(
        gunzipSync(await readFile(join(rig.workspace, name))).toString()
      ).toBe(many)
    const changed = done.steps
      .filter(({ job, outputs }) => job === 'apply' && outputs['files-changed'])
      .map(one => Number(one.outputs['files-changed']))
    expect(changed).toHaveLength(8)
    expect(changed.reduce((sum, n) => sum + n)).toBe(names.length)
  }, 120_000)

  it('Raw posts in a bucket', async () => {
    await open({
      'raw/2020/a.jsonl': many + record(deleted, good) + record(clean, bad),
      'raw/2021/b.jsonl': many
    })
    const vars = { BUCKET: 's3://example/raw' }
    const done = await run('Raw posts in a bucket', { vars })
    expect(done.results).toEqual({ bucket: 'success' })
    expect(await file('raw/2020/a.jsonl')).toBe(many)
    expect(done.calls).toBe(
      'aws s3 sync s3://example/raw raw --delete --no-progress\n' +
        'aws s3 sync raw s3://example/raw --no-progress\n'
    )
    const attested = done.steps.at(-1)?.inputs?.['subject-path'] ?? ''
    expect(attested).toMatch(/apply-report\.json$/)

    const idle = await run('Raw posts in a bucket', { vars })
    expect(idle.results).toEqual({ bucket: 'success' })
    expect(idle.calls).not.toContain('sync raw')
  })

  it('Attest the results', async () => {
    await open({ 'data/tweet-ids.txt': lines(...all) })
    const done = await run('Attest the results')
    const { inputs } = done.steps.at(-1) ?? {}
    const runId = ours(done)[0]?.run?.runId ?? ''
    const [stored] = rig.artifacts.artifactsOf(runId)
    const zip = await readFile(stored?.path ?? '')
    expect(inputs).toEqual({
      'subject-name': 'compliance-results-tweets.zip',
      'subject-digest': `sha256:${createHash('sha256').update(zip).digest('hex')}`
    })
  })

  it('has no workflow that is not played here', async () => {
    await open({})
    expect([...recipes.keys()]).toEqual([...played])
  })
})

describeHere('.github/workflows/try-action.yml', () => {
  itWith('jq', jq).each(['tweets', 'users'])('passes with %s', async type => {
    await open({
      'examples/tweet-ids.txt': read('examples/tweet-ids.txt'),
      'examples/user-ids.txt': read('examples/user-ids.txt')
    })
    const one = read('.github/workflows/try-action.yml')
      .replace(/os: \[.*\]/, 'os: [ubuntu-latest]')
      .replace(/type: \[.*\]/, `type: [${type}]`)
    const done = await play(one, { rig, runId: '8100000001' })
    const failed = done.steps.filter(
      ({ outcome, step }) =>
        outcome !== 'success' && step['continue-on-error'] !== true
    )
    expect(failed).toEqual([])
    expect(ours(done).map(({ outcome }) => outcome)).toEqual([
      'success',
      'failure'
    ])
    expect(outputs(done)).toMatchObject([
      { 'ids-submitted': type === 'users' ? '100' : '1000' },
      {}
    ])
  })
})
