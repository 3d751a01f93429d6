// Gates, refusals, races and kills: what the built `apply` does to files when something is not as it must be.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import {
  appendFile,
  chmod,
  link,
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile
} from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  gunzipSync,
  gzipSync,
  zstdCompressSync,
  zstdDecompressSync
} from 'node:zlib'
import { namesBeside } from '../../../src/apply/lock.js'
import {
  sha256,
  startApplyRig,
  writeResults,
  type ApplyRig,
  type ResultsGiven
} from '../../support/apply.js'

const post = (n: number) => String(1_200_000_000_000_000_000n + BigInt(n))
const line = (n: number) =>
  `{"id":"${post(n)}","text":"made up ${n}","author_id":"42"}\n`
/** Ten posts; the second one must go. */
const data = Array.from({ length: 10 }, (_, n) => line(n + 1)).join('')
const result = data.replace(line(2), '')
const gone = { lists: { delete: [post(2)] } }

describe('apply', () => {
  let rig: ApplyRig
  let results: string

  beforeEach(async () => {
    rig = await startApplyRig()
    results = join(rig.home, 'results')
    await writeResults(results, { ...gone, idFiles: [data] })
    await rig.write('data.jsonl', data)
  })
  afterEach(() => rig.close())

  const replace = () => ({ data: 'data.jsonl', results, mode: 'replace' })
  const content = async (path = 'data.jsonl') => String(await rig.read(path))

  it('plans what it then does, and writes nothing for it', async () => {
    const plan = { data: 'data.jsonl', results }
    const planned = await rig.run(plan)
    expect(await content()).toBe(data)
    expect(planned.outputs).toMatchObject({
      status: 'planned',
      'error-code': '',
      'applied-at': '',
      'records-read': '10',
      'records-removed': '1',
      'records-changed': '0',
      'files-changed': '1',
      unverified: '0'
    })
    const applied = await rig.run(replace())
    expect(await content()).toBe(result)
    expect(applied.outputs).toMatchObject({
      status: 'applied',
      'records-removed': '1',
      'files-changed': '1'
    })
    expect(applied.outputs['applied-at']).not.toBe('')
    expect(planned.report.files[0]).toEqual(
      applied.report.files[0] && {
        ...applied.report.files[0],
        sha256_after: null
      }
    )
    expect(applied.report.files[0]?.['sha256_after']).toBe(sha256(result))
    expect(await applied.list('removed.txt')).toBe(`${post(2)}\n`)
    expect(await planned.list('removed.txt')).toBe(`${post(2)}\n`)
    const again = await rig.run(replace())
    expect(again.outputs).toMatchObject({
      status: 'unchanged',
      'files-changed': '0',
      'applied-at': ''
    })
    expect(await readdir(rig.workspace)).toEqual(['data.jsonl'])
  })

  it('keeps the mode of a file', async () => {
    await chmod(join(rig.workspace, 'data.jsonl'), 0o640)
    await rig.run(replace())
    const { mode } = await stat(join(rig.workspace, 'data.jsonl'))
    expect(mode & 0o777).toBe(0o640)
  })

  it('copies the whole result into a new folder', async () => {
    await rig.write('in/a/1.jsonl', data)
    await rig.write('in/b/2.txt', `${post(7)}\n`)
    const run = await rig.run({
      data: 'in/**',
      results,
      mode: 'copy',
      'output-dir': 'out'
    })
    expect(run.outputs['status']).toBe('applied')
    expect(await content('out/a/1.jsonl')).toBe(result)
    expect(await content('out/b/2.txt')).toBe(`${post(7)}\n`)
    expect(await content('in/a/1.jsonl')).toBe(data)
    expect((await readdir(rig.workspace)).sort()).toEqual([
      'data.jsonl',
      'in',
      'out'
    ])
    const again = await rig.run({
      data: 'in/**',
      results,
      mode: 'copy',
      'output-dir': 'out'
    })
    expect(again.outputs['error-code']).toBe('invalid-input')
  })

  it.each([
    ['is where data is read', 'in/**', 'in/new'],
    ['leads out of the workspace', 'in/**', '../out'],
    ['holds something', 'in/**', 'full']
  ])('refuses an output folder that %s', async (_, pattern, output) => {
    await rig.write('in/1.jsonl', data)
    await rig.write('full/1.txt', '')
    const run = await rig.run({
      data: pattern,
      results,
      mode: 'copy',
      'output-dir': output
    })
    expect(run.outputs['error-code']).toBe('invalid-input')
  })

  it('refuses two files of one name in a copy', async () => {
    await rig.write('a/1.jsonl', data)
    await rig.write('b/1.jsonl', data)
    const run = await rig.run({
      data: 'a/*\nb/*',
      results,
      mode: 'copy',
      'output-dir': 'out'
    })
    expect(run.outputs['error-code']).toBe('invalid-input')
  })

  it.each([
    ['one that pandas made a fraction', 'author_id', '666.0', 'data-invalid'],
    ['a name', 'author_id', 'someone', 'data-invalid'],
    ['two that differ', 'author_id,user_id', '42,666', 'column-unknown'],
    ['two of one name', 'author_id,author_id', '42,666', 'column-unknown']
  ])(
    'refuses an author it cannot know: %s',
    async (_, names, cells, failure) => {
      await rig.write('data.csv', `id,${names}\n${post(1)},${cells}\n`)
      await writeResults(results, { type: 'users', lists: { delete: ['666'] } })
      const run = await rig.run({ ...replace(), data: 'data.csv' })
      expect(run.outputs['error-code']).toBe(failure)
    }
  )

  it('counts a retweet of a post that cannot be read as not reached', async () => {
    await rig.write('data.csv', `id,retweet_id\n${post(7)},1.2E+18\n`)
    const run = await rig.run({ ...replace(), data: 'data.csv' })
    expect(run.report.totals).toMatchObject({ unreachable: 1 })
  })

  it('packs gzip again as one member without a name, and leaves what needs no change', async () => {
    const packed = gzipSync(data)
    const other = gzipSync(line(9), { level: 1 })
    await rig.write('data.jsonl.gz', packed)
    await rig.write('other.jsonl.gz', other)
    await rig.run({ ...replace(), data: '*.gz' })
    const written = await rig.read('data.jsonl.gz')
    expect(String(gunzipSync(written))).toBe(result)
    // Flags, and the time (RFC 1952).
    expect([...written.subarray(3, 8)]).toEqual([0, 0, 0, 0, 0])
    expect((await rig.read('other.jsonl.gz')).equals(other)).toBe(true)
  })

  it('packs zstd again as one frame, and leaves what needs no change', async () => {
    const half = data.length / 2
    const frames = [data.slice(0, half), data.slice(half)].map(each =>
      zstdCompressSync(each)
    )
    const other = zstdCompressSync(line(9))
    await rig.write('data.jsonl.zst', Buffer.concat(frames))
    await rig.write('other.jsonl.zst', other)
    await rig.run({ ...replace(), data: '*.zst' })
    const written = await rig.read('data.jsonl.zst')
    expect(String(zstdDecompressSync(written))).toBe(result)
    expect(written.indexOf(written.subarray(0, 4), 1)).toBe(-1)
    expect((await rig.read('other.jsonl.zst')).equals(other)).toBe(true)
  })

  it('warns of what Git keeps', async () => {
    const git = (...args: string[]) =>
      spawnSync('git', ['-C', rig.workspace, ...args], { encoding: 'utf8' })
    expect(git('init', '--quiet').status).toBe(0)
    expect((await rig.run(replace())).log).not.toContain('Git tracks')
    await rig.write('data.jsonl', data)
    git('add', 'data.jsonl')
    expect((await rig.run(replace())).log).toContain(
      'Git tracks 1 of the files'
    )
  })

  it('heeds the lock of a run that it cannot see, while that is fresh', async () => {
    const path = join(rig.workspace, 'data.jsonl')
    const { lock } = namesBeside(path)
    const foreign = { pid: 1, start: '1', boot: 'b', namespace: 'n', host: 'h' }
    await writeFile(lock, JSON.stringify(foreign))
    const busy = await rig.run(replace())
    expect(busy.outputs['error-code']).toBe('data-busy')
    expect(busy.log).toContain(lock)
    expect(await content()).toBe(data)
    const before = new Date(Date.now() - 11 * 60_000)
    await utimes(lock, before, before)
    expect((await rig.run(replace())).outputs['status']).toBe('applied')
    expect(await readdir(rig.workspace)).toEqual(['data.jsonl'])
  })

  it('empties a file all of whose records go, and does nothing to it afterwards', async () => {
    await rig.write('data.jsonl', line(2))
    await rig.write('data.csv', `id,text\n${post(2)},x\n`)
    await rig.write('data.txt', `${post(2)}\n`)
    await rig.write('data.gz', gzipSync(line(2)))
    const inputs = { ...replace(), data: 'data.*', 'max-removed': '100%' }
    const run = await rig.run(inputs)
    expect(run.outputs['status']).toBe('applied')
    expect(await content()).toBe('')
    expect(await content('data.csv')).toBe('id,text\n')
    expect(await content('data.txt')).toBe('')
    expect(String(gunzipSync(await rig.read('data.gz')))).toBe('')
    expect(run.report.files.map(file => file['emptied'])).toEqual(
      Array(4).fill(true)
    )
    expect((await rig.run(inputs)).outputs['status']).toBe('unchanged')
  })

  describe('changes nothing when', () => {
    const refusals: [
      string,
      string,
      (rig: ApplyRig) => Promise<Record<string, string> | undefined>
    ][] = [
      [
        'too much would be removed',
        'share-exceeded',
        () => Promise.resolve({ 'max-removed': '9%' })
      ],
      [
        'a line is cut off',
        'data-invalid',
        async rig => {
          await rig.write('other.jsonl', `${line(3)}{"id":"12`)
          return { data: '*.jsonl' }
        }
      ],
      [
        'a record is of no known form',
        'data-unknown',
        async rig => {
          await rig.write('other.jsonl', '{"strange":1}\n')
          return { data: '*.jsonl' }
        }
      ],
      [
        'a file is a Git LFS pointer',
        'data-unknown',
        async rig => {
          await rig.write(
            'other.jsonl',
            'version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 3\n'
          )
          return { data: '*.jsonl' }
        }
      ],
      [
        'the lists themselves are data',
        'invalid-input',
        async rig => {
          await writeResults(join(rig.workspace, 'results'), gone)
          return { data: '*.jsonl\nresults/*.txt', results: 'results' }
        }
      ],
      [
        'a file has hard links',
        'not-writable',
        async ({ workspace }) => {
          await link(join(workspace, 'data.jsonl'), join(workspace, 'twin'))
          return undefined
        }
      ],
      [
        'a file is read-only',
        'not-writable',
        async ({ workspace }) => {
          await chmod(join(workspace, 'data.jsonl'), 0o444)
          return undefined
        }
      ],
      [
        'its folder is read-only',
        'not-writable',
        async rig => {
          const { workspace } = rig
          await rig.write('sub/data.jsonl', data)
          await chmod(join(workspace, 'sub'), 0o555)
          return { data: 'data.jsonl\nsub/data.jsonl' }
        }
      ],
      [
        'a link leads out of the workspace',
        'invalid-input',
        async ({ home, workspace }) => {
          await writeFile(join(home, 'outside.jsonl'), data)
          await symlink(
            join(home, 'outside.jsonl'),
            join(workspace, 'link.jsonl')
          )
          return { data: '*.jsonl' }
        }
      ],
      [
        'no data is there',
        'data-not-found',
        () => Promise.resolve({ data: 'data.jsonl\nnothing.jsonl' })
      ],
      [
        'a file of requests is missing',
        'data-not-found',
        () => Promise.resolve({ 'remove-posts': 'nothing.txt' })
      ],
      [
        'a file of requests has a bad line',
        'data-invalid',
        async rig => {
          await rig.write('gone.txt', `${post(3)}\nnone\n`)
          return { 'remove-posts': 'gone.txt' }
        }
      ]
    ]

    it.each(refusals)('%s: %s', async (_, code, prepare) => {
      const inputs = await prepare(rig)
      const run = await rig.run({ ...replace(), ...inputs })
      expect(run.outputs).toMatchObject({
        status: 'failed',
        'error-code': code,
        'files-changed': '0'
      })
      expect(
        run.annotations.filter(({ level }) => level === 'error')
      ).toHaveLength(1)
      expect(run.code).toBe(1)
      expect(await content()).toBe(data)
      const left = await readdir(rig.workspace)
      expect(left.filter(name => name.startsWith('.'))).toEqual([])
      await chmod(join(rig.workspace, 'sub'), 0o755).catch(() => undefined)
    })
  })

  it('takes a share that is just as large as allowed', async () => {
    const run = await rig.run({ ...replace(), 'max-removed': '10%' })
    expect(run.outputs['status']).toBe('applied')
  })

  it('replaces the target of a link within the workspace', async () => {
    await symlink('data.jsonl', join(rig.workspace, 'link.jsonl'))
    await rig.run({ ...replace(), data: 'link.jsonl' })
    expect(await content()).toBe(result)
    expect(
      (await lstat(join(rig.workspace, 'link.jsonl'))).isSymbolicLink()
    ).toBe(true)
  })

  it('keeps what it cannot read, where it is told to', async () => {
    await rig.write('data.jsonl', `${data}{"id":"12`)
    const run = await rig.run({ ...replace(), 'on-bad-record': 'keep' })
    expect(run.outputs['status']).toBe('applied')
    expect(await content()).toBe(`${result}{"id":"12`)
    expect(run.report.totals).toMatchObject({ bad: 1, read: 11, kept: 10 })
    expect(
      run.annotations.some(each => each.level === 'warning' && each.line === 11)
    ).toBe(true)
  })

  describe('refuses results that', () => {
    const hour = 3_600_000
    const cases: [string, ResultsGiven, string?][] = [
      ['are too old', { checkedAt: new Date(Date.now() - 8 * 24 * hour) }],
      ['are of the future', { checkedAt: new Date(Date.now() + hour) }],
      [
        'are not complete',
        { report: report => (report['status'] = 'timeout') }
      ],
      ['are simulated', { report: report => (report['simulated'] = true) }],
      ['are of another schema', { report: report => (report['schema'] = 1) }],
      ['have no lists', { report: report => (report['lists'] = null) }],
      [
        'miss parts',
        {
          report: report =>
            (report['outputs'] = {
              ...(report['outputs'] as object),
              parts: '2'
            })
        }
      ],
      [
        'differ from their digest',
        {
          report: report =>
            (report['lists'] = {
              ...(report['lists'] as object),
              delete: { ids: 1, sha256: sha256('other') }
            })
        }
      ]
    ]

    it.each(cases)('%s', async (_, given) => {
      await writeResults(results, { ...gone, idFiles: [data], ...given })
      const run = await rig.run(replace())
      expect(run.outputs).toMatchObject({
        status: 'failed',
        'error-code': 'results-refused'
      })
      expect(await content()).toBe(data)
    })

    it('lack a list', async () => {
      await rm(join(results, 'review.txt'))
      const run = await rig.run(replace())
      expect(run.outputs['error-code']).toBe('results-refused')
    })

    it('are not there', async () => {
      await mkdir(join(rig.home, 'empty'))
      const run = await rig.run({
        ...replace(),
        results: join(rig.home, 'empty')
      })
      expect(run.outputs['error-code']).toBe('results-not-found')
    })
  })

  it('takes simulated results for a plan and a copy, and marks them', async () => {
    await writeResults(results, {
      ...gone,
      report: report => (report['simulated'] = true)
    })
    const run = await rig.run({ data: 'data.jsonl', results })
    expect(run.outputs['status']).toBe('planned')
    expect(run.report['simulated']).toBe(true)
    expect(run.summary).toContain('Simulated')
  })

  it('goes without results where requests are given, and warns of nothing unverified', async () => {
    await rig.write('gone.txt', `${post(3)}\n`)
    await rig.write('users.txt', '7\n')
    const run = await rig.run({
      data: 'data.jsonl',
      'remove-posts': 'gone.txt',
      'remove-users': 'users.txt',
      mode: 'replace'
    })
    expect(run.outputs['status']).toBe('applied')
    expect(await content()).toBe(data.replace(line(3), ''))
    expect(run.outputs['checked-at']).toBe('')
    expect(run.annotations.filter(({ level }) => level === 'warning')).toEqual(
      []
    )
  })

  it('warns loudly of data that nothing ties to the results', async () => {
    await rig.write('data.jsonl', line(50))
    const run = await rig.run({ data: 'data.jsonl', results })
    expect(run.log).toContain('WRONG DATA')
    expect(run.outputs['unverified']).toBe('1')
  })

  it('works on the files of its shard alone, and all shards on all', async () => {
    const names = Array.from({ length: 12 }, (_, n) => `in/${n}.jsonl`)
    for (const name of names) await rig.write(name, data)
    let changed = 0
    for (const shard of ['1/3', '2/3', '3/3']) {
      const run = await rig.run({ ...replace(), data: 'in/*.jsonl', shard })
      changed += Number(run.outputs['files-changed'])
    }
    expect(changed).toBe(12)
    for (const name of names) expect(await content(name)).toBe(result)
  })

  it('holds no ID and no line in log, summary and report', async () => {
    const run = await rig.run(replace(), { debug: true })
    const shown = [run.rawLog, run.summary, JSON.stringify(run.report)].join('')
    expect(shown).not.toContain(post(2))
    expect(shown).not.toContain('made up')
    expect(
      await readFile(
        join(run.outputs['report-path'] ?? '', 'apply-report.html'),
        'utf8'
      )
    ).not.toContain(post(2))
  })

  it('lets one run at a time at a file', async () => {
    const large = data.repeat(100_000)
    await rig.write('data.jsonl', large)
    const first = await rig.start(replace())
    while (
      (await readdir(rig.workspace)).every(name => !name.endsWith('.lock'))
    )
      await sleep(5)
    const second = await rig.run(replace())
    expect(second.outputs['error-code']).toBe('data-busy')
    expect((await first.result).outputs['status']).toBe('applied')
    expect((await content()) === result.repeat(100_000)).toBe(true)
    expect(await readdir(rig.workspace)).toEqual(['data.jsonl'])
  })

  it.each<[string, (path: string) => Promise<unknown>, string]>([
    ['grows', path => appendFile(path, line(99)), `+${line(99)}`],
    ['vanishes', path => rm(path), 'none'],
    ['is touched', path => utimes(path, new Date(), new Date()), '+'],
    [
      'is replaced',
      async path => {
        await writeFile(`${path}~`, line(99))
        await rename(`${path}~`, path)
      },
      line(99)
    ]
  ])(
    'leaves a file alone that %s meanwhile, and does the others',
    async (_, change, left) => {
      const large = data.repeat(60_000)
      await rig.write('a.jsonl', large)
      await rig.write('b.jsonl', data)
      const running = await rig.start({ ...replace(), data: '?.jsonl' })
      while (
        (await readdir(rig.workspace)).every(name => !name.endsWith('.tmp'))
      )
        await sleep(2)
      await change(join(rig.workspace, 'a.jsonl'))
      const run = await running.result
      expect(run.outputs).toMatchObject({
        status: 'failed',
        'error-code': 'data-changed',
        'files-changed': '1'
      })
      const found = await content('a.jsonl').catch(() => 'none')
      expect(
        found === (left.startsWith('+') ? large + left.slice(1) : left)
      ).toBe(true)
      expect(await content('b.jsonl')).toBe(result)
    }
  )

  it('ends soon when it is cancelled, with every file whole', async () => {
    const large = data.repeat(200_000)
    await rig.write('data.jsonl', large)
    const running = await rig.start(replace())
    while (
      (await readdir(rig.workspace)).every(name => !name.endsWith('.lock'))
    )
      await sleep(5)
    const at = performance.now()
    running.cancel()
    const run = await running.result
    expect(performance.now() - at).toBeLessThan(5000)
    expect(run.outputs['status']).toBe('cancelled')
    expect((await content()) === large).toBe(true)
    expect(await readdir(rig.workspace)).toEqual(['data.jsonl'])
  })

  it('leaves each file old or new when it is killed, and finishes when it runs again', async () => {
    const large = data.repeat(20_000)
    const names = ['1', '2', '3'].map(name => `in/${name}.jsonl`)
    for (const name of names) await rig.write(name, large)
    const inputs = { ...replace(), data: 'in/*' }
    for (const wait of [80, 160, 240, 320, 400, 480, 560]) {
      const running = await rig.start(inputs)
      await sleep(wait)
      running.kill('SIGKILL')
      await running.result
      for (const name of names)
        expect(
          [large, result.repeat(20_000)].includes(await content(name))
        ).toBe(true)
    }
    const last = await rig.run(inputs)
    expect(last.outputs['error-code']).toBe('')
    for (const name of names)
      expect((await content(name)) === result.repeat(20_000)).toBe(true)
    expect(await readdir(join(rig.workspace, 'in'))).toEqual([
      '1.jsonl',
      '2.jsonl',
      '3.jsonl'
    ])
  })
})
