// What `apply` says when it fails, word for word: __tests__/messages/apply.md.
import { it } from '@jest/globals'
import { createHash } from 'node:crypto'
import { link, mkdir, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { cancelled } from '../../src/apply/ending.js'
import { readInputs } from '../../src/apply/inputs.js'
import { namesBeside } from '../../src/apply/lock.js'
import { changed, identityOf, rewriteFile } from '../../src/apply/rewrite.js'
import { EditLog } from '../../src/apply/edit-log.js'
import { run } from '../../src/apply/run.js'
import { openRecord } from '../../src/apply/step.js'
import { writeResults, type ResultsGiven } from '../support/apply.js'
import {
  noSignal,
  quickClock,
  rememberingLog
} from '../support/dependencies.js'
import { temporaryFolders } from '../support/folders.js'
import { expectDocument, type Situation } from './document.js'

const newFolder = temporaryFolders()
/** Every folder of a test, which no text may show. */
const homes: string[] = []

const post = (n: number) => String(1_200_000_000_000_000_000n + BigInt(n))
const line = (n: number) =>
  `{"id":"${post(n)}","text":"made up ${n}","author_id":"42"}\n`
/** Ten posts; the second one must go. */
const data = Array.from({ length: 10 }, (_, n) => line(n + 1)).join('')
const now = Date.UTC(2026, 10, 21, 12)
const hour = 3_600_000

const named = (inputs: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      `INPUT_${name.toUpperCase()}`,
      value
    ])
  )

function given(more: Record<string, string>): Situation {
  const names = Object.entries(more)
    .map(([name, value]) => `\`${name}: ${JSON.stringify(value)}\``)
    .join(', ')
  const inputs = { data: 'data.jsonl', results: 'results', ...more }
  return [`Given ${names}`, () => readInputs(named(inputs))]
}

interface Applied {
  /** Files of the workspace beside `data.jsonl`. */
  files?: Readonly<Record<string, string | Uint8Array>>
  results?: ResultsGiven
  inputs?: Readonly<Record<string, string>>
  prepare?: (workspace: string, results: string) => Promise<unknown>
}

/** A run that replaces `data.jsonl`, with all but this as it should be. */
function applied(
  situation: string,
  { files = {}, results = {}, inputs = {}, prepare }: Applied
): Situation {
  return [
    situation,
    async () => {
      const home = await realpath(await newFolder())
      homes.push(home)
      const workspace = join(home, 'workspace')
      const folder = await writeResults(join(home, 'results'), {
        lists: { delete: [post(2)] },
        idFiles: [data],
        checkedAt: new Date(now - hour),
        ...results
      })
      for (const [name, content] of Object.entries({
        'data.jsonl': data,
        ...files
      })) {
        const path = join(workspace, name)
        await mkdir(dirname(path), { recursive: true })
        await writeFile(path, content)
      }
      await prepare?.(workspace, folder)
      const env = {
        GITHUB_WORKSPACE: workspace,
        RUNNER_TEMP: home,
        ...named({
          data: Object.keys(files).length > 0 ? '*' : 'data.jsonl',
          results: folder,
          mode: 'replace',
          ...inputs
        })
      }
      const clock = quickClock(now)
      const record = openRecord(env, clock)
      await run(record, {
        env,
        clock,
        log: rememberingLog(),
        cancel: noSignal(),
        setOutput: () => undefined,
        writeSummary: () => undefined,
        announce: () => undefined
      })
      return record.error
    }
  ]
}

/** Results whose report says something else. */
function reported(
  situation: string,
  change: (report: Record<string, unknown>) => void
): Situation {
  return applied(situation, { results: { report: change } })
}

const beside = (situation: string, name: string, content: string) =>
  applied(situation, { files: { [name]: Buffer.from(content, 'latin1') } })

const ofInputs = [
  { data: '' },
  { results: '' },
  { data: post(1) },
  { mode: 'copy' },
  { 'output-dir': 'out' },
  { mode: 'delete' },
  { shard: '3/2' },
  { 'max-removed': '200%' },
  { 'max-age': 'a week' }
].map(given)

const ofResults: Situation[] = [
  applied('Results are missing', {
    prepare: (_, results) => rm(join(results, 'report.json'))
  }),
  applied('A list is missing', {
    prepare: (_, results) => rm(join(results, 'review.txt'))
  }),
  applied('A list was edited', {
    prepare: (_, results) =>
      writeFile(join(results, 'delete.txt'), `${post(3)}\n`)
  }),
  applied('Results are too old', {
    results: { checkedAt: new Date(now - 192 * hour) }
  }),
  applied('Results are of the future', {
    results: { checkedAt: new Date(now + hour) }
  }),
  reported('The check did not finish', report => {
    report['status'] = 'timeout'
  }),
  reported('Results are simulated', report => {
    report['simulated'] = true
  }),
  reported('Results are of another schema', report => {
    report['schema'] = 1
  }),
  reported('Another report.json', report => {
    report['schema'] = 'x'
  }),
  reported('The report names no type', report => {
    report['settings'] = {}
  }),
  reported('The report names no list', report => {
    report['lists'] = null
  }),
  reported('The report has no time', report => {
    report['outputs'] = {}
  }),
  reported('Parts are missing', report => {
    report['outputs'] = { ...(report['outputs'] as object), parts: '2' }
  })
]

const ofData: Situation[] = [
  applied('No data is there', { inputs: { data: 'nothing.jsonl' } }),
  applied('A file of requests is missing', {
    inputs: { 'remove-posts': 'nothing.txt' }
  }),
  applied('A file of requests has a bad line', {
    files: { 'gone.txt': `${post(3)}\nnone\n` },
    inputs: { data: 'data.jsonl', 'remove-posts': 'gone.txt' }
  }),
  applied('A file of requests is no list', {
    files: { 'gone.txt': 'PAR1x' },
    inputs: { data: 'data.jsonl', 'remove-posts': 'gone.txt' }
  }),
  applied('Data holds a file of requests', {
    files: { 'gone.txt': `${post(3)}\n` },
    inputs: { 'remove-posts': 'gone.txt' }
  }),
  beside('A line is cut off', 'x.jsonl', `${line(3)}{"id":"12`),
  beside('A record of no known form', 'x.jsonl', '{"strange":1}\n'),
  beside('A row without an ID', 'x.csv', `id,text\n${post(3)},x\nnone,y\n`),
  beside('A quote that is never closed', 'x.csv', `id,text\n${post(3)},"x\n`),
  beside(
    'A Git LFS pointer',
    'x.jsonl',
    'version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 3\n'
  ),
  beside('A zip archive', 'x.zip', 'PK\u0003\u0004x'),
  beside('A Parquet file', 'x.parquet', 'PAR1x'),
  beside('A WARC file', 'x.warc', 'WARC/1.0\r\n'),
  beside('An SQL dump', 'x.sql', 'CREATE TABLE t (id bigint);\n'),
  beside('An Elasticsearch dump', 'x.json', '{"_index":"t","_id":"1"}\n'),
  beside('UTF-16', 'x.txt', '\u00ff\u00fe1\u00002\u0000'),
  applied('A gzip file that breaks off', {
    files: { 'x.jsonl.gz': gzipSync(data).subarray(0, 60) }
  }),
  applied('A column that is not there', {
    files: { 'x.csv': `id,text\n${post(3)},x\n` },
    inputs: { data: 'x.csv', 'id-column': 'post' }
  }),
  applied('No column of authors', {
    files: {
      'x.csv': `id,text\n${post(3)},x\n`,
      'users.txt': '42\n'
    },
    inputs: { data: 'x.csv', 'remove-users': 'users.txt' }
  }),
  applied('Two ID columns that differ', {
    files: { 'x.csv': `id,id\n${post(3)},${post(4)}\n` },
    inputs: { data: 'x.csv' }
  }),
  applied('Too much would be removed', { inputs: { 'max-removed': '9%' } }),
  applied('A file has hard links', {
    prepare: workspace =>
      link(join(workspace, 'data.jsonl'), join(workspace, 'twin'))
  }),
  applied('Several obstacles', {
    inputs: { 'max-removed': '9%' },
    prepare: workspace =>
      link(join(workspace, 'data.jsonl'), join(workspace, 'twin'))
  }),
  applied('A link leads out of the workspace', {
    files: { 'x.jsonl': data },
    prepare: async workspace => {
      await writeFile(join(workspace, '../outside.jsonl'), data)
      await symlink(
        join(workspace, '../outside.jsonl'),
        join(workspace, 'link.jsonl')
      )
    }
  }),
  ...['data', '../out', 'full'].map(output =>
    applied(`A copy into \`${output}\``, {
      files: { 'data/x.jsonl': data, 'full/x.txt': '' },
      inputs: { data: 'data/**', mode: 'copy', 'output-dir': output }
    })
  ),
  applied('A copy of two files of one name', {
    files: { 'a/x.jsonl': data, 'b/x.jsonl': data },
    inputs: { data: 'a/*\nb/*', mode: 'copy', 'output-dir': 'out' }
  }),
  applied('Another run is at work', {
    prepare: workspace =>
      writeFile(namesBeside(join(workspace, 'data.jsonl')).lock, '{}')
  }),
  ['A file was changed meanwhile', () => changed('data.jsonl')],
  applied('Two columns of the ID that differ further down', {
    files: {
      'x.csv': `id,id\n${`${post(3)},${post(3)}\n`.repeat(20_000)}${post(4)},${post(5)}\n`
    },
    inputs: { data: 'x.csv' }
  }),
  applied('Two columns of the author that differ', {
    files: {
      'x.csv': `id,author_id,user_id\n${post(3)},42,43\n`,
      'users.txt': '42\n'
    },
    inputs: { data: 'x.csv', 'remove-users': 'users.txt' }
  }),
  applied('A column of authors that is not there', {
    files: { 'x.csv': `id,text\n${post(3)},x\n`, 'users.txt': '42\n' },
    inputs: {
      data: 'x.csv',
      'author-column': 'by',
      'remove-users': 'users.txt'
    }
  }),
  [
    'What was written reads back differently',
    async () => {
      const home = await newFolder()
      const path = join(home, 'data.jsonl')
      await writeFile(path, data)
      const edits = new EditLog(join(home, 'edits'))
      edits.close()
      return rewriteFile({
        source: { path, name: 'data.jsonl', bytes: data.length },
        target: path,
        temp: join(home, 'temp'),
        compression: 'none',
        sha256: createHash('sha256').update(data).digest('hex'),
        identity: await identityOf(path),
        edits,
        verify: () => Promise.resolve({ edits: 0, sha256: 'other' }),
        signal: noSignal()
      })
    }
  ],
  ['The step is cancelled', () => cancelled('SIGTERM')]
]

it('is what apply.md holds', async () => {
  await expectDocument('apply', [...ofInputs, ...ofResults, ...ofData], {
    folders: ['apply'],
    elsewhere: {
      // A copy without what a report must not hold.
      'src/apply/report.ts': 1,
      // The same for several files.
      'src/apply/write-data.ts': 1
    },
    clean: text => homes.reduce((all, home) => all.replaceAll(home, '…'), text)
  })
})
