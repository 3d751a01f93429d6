// What the check says when it fails, word for word: __tests__/messages/check.md.
import { expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { requireArtifactService } from '../../src/artifacts/failures.js'
import { runnerEnvironment } from '../../src/artifacts/runner-environment.js'
import { cancelled } from '../../src/check/ending.js'
import {
  checkNotAmong,
  checkResultsPath
} from '../../src/check/results-path.js'
import { refuseEmpty } from '../../src/check/empty-set.js'
import { gate } from '../../src/check/fail-on.js'
import { readInputs } from '../../src/check/inputs.js'
import type { IdsRequest } from '../../src/check/prepare-ids.js'
import { budget, type Step } from '../../src/check/step.js'
import { BadLines } from '../../src/content/bad-lines.js'
import type { InvalidReason } from '../../src/content/cell.js'
import { bomb } from '../../src/content/decode/inflate.js'
import { openSource } from '../../src/content/decode/source.js'
import { JsonRecords } from '../../src/content/json/json-records.js'
import type { Shape } from '../../src/content/recognise.js'
import type { IdsRecord } from '../../src/content/file-record.js'
import { errorCodes } from '../../src/domain.js'
import { checkEnvironment } from '../../src/lib/environment.js'
import { asFailure, explainTimeout } from '../../src/lib/failure.js'
import { connectionError } from '../../src/lib/http/connection-error.js'
import { normalizeProxies } from '../../src/lib/http/proxy.js'
import { requireVerifiedTls } from '../../src/lib/http/verified-tls.js'
import { withStanding } from '../../src/lifecycle/interrupted.js'
import {
  endedInQueue,
  jobActive,
  jobExpired,
  jobFailed,
  jobNotFound,
  neverUploaded,
  resultsExpired,
  uploadCorrupt,
  uploadExpired,
  uploadRefused,
  wrongType
} from '../../src/lifecycle/failures.js'
import type { Job } from '../../src/x-api/job.js'
import {
  failureOf,
  readRefusal,
  tokenFailure,
  unavailable
} from '../../src/x-api/problem.js'
import { say } from '../../src/lib/message.js'
import type { Failure } from '../../src/lib/failure.js'
import { complete, inputs, noEvents } from '../docs/pages/records.js'
import { rememberingLog } from '../support/dependencies.js'
import { prepare, tweetIds, type Files } from '../unit/content/support.js'
import { temporaryFolders } from '../support/folders.js'
import { ofArtifacts, ofResults } from './check-service.js'
import { expectDocument, type Situation } from './document.js'

const newFolder = temporaryFolders()

const token = 'AAAAAAAAAAAAAAAAAAAAAAAA%3D'

/** One input that is wrong, or several. */
function given(more: Record<string, string>): Situation {
  const names = Object.entries(more)
    .map(([name, value]) => `\`${name}: ${JSON.stringify(value)}\``)
    .join(', ')
  const all = { ids: 'ids.txt', 'bearer-token': token, ...more }
  const env = Object.fromEntries(
    Object.entries(all).map(([name, value]) => [
      `INPUT_${name.toUpperCase()}`,
      value
    ])
  )
  return [
    `Given ${names}`,
    () => readInputs({ GITHUB_REPOSITORY: 'lab/archive', ...env })
  ]
}

const ofInputs = [
  { ids: '' },
  { ids: '', 'dry-run': 'true' },
  { ids: '1200000000000000001' },
  { type: 'tweet' },
  { 'bearer-token': '' },
  { 'bearer-token': 'Bearer AAAAAAAAAAAAAAAAAAAAAAAA' },
  { 'bearer-token': `${token}\n` },
  { 'bearer-token': 'short' },
  { 'bearer-token': `${token}\u200b` },
  { 'bearer-token': `"${token}"` },
  { 'api-key': 'abcdefghij' },
  { 'bearer-token': '', 'api-key': 'abcdefghij' },
  { wait: 'yes' },
  { 'fail-on': 'geo_scrubbed' },
  { 'ids-format': 'xml' },
  { 'ids-format': 'text', 'ids-column': 'id' },
  { 'ids-artifact': 'a:b' },
  { 'ids-artifact-run-id': '77' },
  { 'ids-artifact': 'set', 'ids-artifact-run-id': 'newest' },
  { 'ids-artifact': 'set', 'ids-artifact-run-id': '77' },
  { 'ids-artifact-repository': 'lab' },
  { 'ids-artifact-repository': 'lab/other' },
  { 'ids-artifact': 'set', 'ids-artifact-repository': 'lab/other' },
  { cycle: 'every week' },
  { cycle: 'Weekly' },
  { cycle: 'hourly' },
  { 'job-ids': '[]' },
  { 'job-ids': '["1", "1"]' },
  { 'job-ids': '["1"' },
  { 'job-ids': '1', 'dry-run': 'true' },
  { 'poll-interval': '30' },
  { 'max-upload-size': '19' },
  { 'retention-days': '401' },
  { 'artifact-name': 'a/b' },
  { 'api-url': 'http://api.x.com' },
  { type: 'x', timeout: '5x', cycle: '!' }
].map(given)

/** ID files that stop the step. */
function read(
  situation: string,
  files: Files,
  request?: Partial<IdsRequest>
): Situation {
  return [situation, async () => (await prepare(files, request)).failure]
}

function badLines(
  format: Shape['format'],
  columns: string[],
  reason: InvalidReason
): Failure {
  const lines = new BadLines(columns)
  lines.add('ids.txt', 2, reason, '4 cells, not 3', format)
  return lines.failure(9)
}

const csv = (text: string): Files => ({ 'ids.csv': text })
const [a = '', b = ''] = tweetIds(2)
const rounded = tweetIds(100).map(id => `${id.slice(0, 16)}000`)
const latin = (text: string) => Buffer.from(text, 'latin1')

const ofFiles: Situation[] = [
  read('A path leads to no file', { 'ids.txt': a }, { patterns: ['id.txt'] }),
  read('A glob matches nothing', { 'ids.txt': a }, { patterns: ['*.csv'] }),
  read('There are no files at all', {}, { patterns: ['*.csv'] }),
  read(
    'An artifact lacks the file',
    { 'ids.txt': a },
    { patterns: ['id.txt'], origin: 'artifact' }
  ),
  read(
    'A path leads out of the workspace',
    { 'ids.txt': a },
    { patterns: ['../ids.txt'] }
  ),
  read('IDs in place of paths', {}, { patterns: [a] }),
  read('A path leads to a device', {}, { patterns: ['/dev/null'] }),
  read('Lines hold no ID', { 'ids.txt': `${a}\nfoo\n1.2E+18\n` }),
  read('A column with no known name', csv(`x,n\n${a},1\n${b},z\n`)),
  read('Two columns without a header', csv(`${a},${b}\n${b},${a}\n`)),
  read('A header and nothing below', csv('x,y\n')),
  read('No column holds IDs', csv('x,y\nfoo,bar\n')),
  read('The column of users', csv('user_id,text\n42,x\n')),
  read('The column of posts', csv(`tweet_id,text\n${a},x\n`), {
    type: 'users'
  }),
  read('A table of users', csv('ID,username\n42,u\n43,v\n')),
  read('Two columns of one name', csv(`id,n,ID\n5,x,${a}\n6,y,${b}\n`)),
  read(
    'Rows with one cell more than the header',
    csv('tweet_id,n\n42,5,x\n43,6,y\n')
  ),
  read('A column that is not there', csv(`x,tweet_id\n1,${a}\n`), {
    columns: ['z']
  }),
  read('A name, and no header', csv(`0.5,${a}\n0.6,${b}\n`), {
    columns: ['id']
  }),
  read('Cells that something else separates', {
    'ids.txt': `${a}~x\n${b}~y\n`
  }),
  read(
    'Cells that hold several IDs',
    csv(`user,tweet_ids\nx,${a} ${b}\ny,${b} ${a}\n`)
  ),
  read('Addresses of another site', {
    'ids.txt': 'https://example.org/1\nhttps://example.org/2\n'
  }),
  read('JSON in a JSON string', { 'ids.json': '"{\\"a\\": 1}"' }),
  read('Words where IDs should be', { 'ids.txt': 'hello you\nand me\n' }),
  read('Stray quotes take rows in', csv(`id,text\n${a},"x\n${b},y\n${a},z"\n`)),
  read('A quote that is never closed', csv(`id,text\n${a},"x\n`)),
  ...(
    [
      ['An Excel workbook', 'ids.xlsx', 'PK\u0003\u0004x'],
      ['A zip archive', 'ids.zip', 'PK\u0003\u0004x'],
      ['An xz archive', 'ids.xz', '\u00fd7zXZ\u0000x'],
      ['A Parquet file', 'ids.parquet', 'PAR1x'],
      ['An SQLite database', 'ids.db', 'SQLite format 3\0'],
      [
        'A Git LFS pointer',
        'ids.txt',
        'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n'
      ],
      ['A page', 'ids.html', '<!DOCTYPE html>'],
      [
        'An error of the API',
        'ids.json',
        '{"title":"Unauthorized","type":"about:blank","status":401}'
      ],
      ['Python', 'ids.json', `{'id': '${a}', 'text': 'x'}\n`],
      [
        'The mongo shell',
        'ids.json',
        `{ "id" : NumberLong("${a}"), "text" : "x" }\n`
      ],
      ['IDs as keys', 'ids.json', `{"${a}":{"x":1},"${b}":{"x":1}}`],
      ['Rows of JSON', 'ids.json', `[["${a}","x"],["${b}","x"]]`],
      [
        'JSON of no known form',
        'ids.jsonl',
        `{"meta":{"post":"${a}"},"x":"1"}\n{"meta":{"post":"${b}"},"x":"2"}\n`
      ],
      [
        'Row numbers under `id`',
        'ids.jsonl',
        `{"id":1,"text":"x","url":"https://x.com/u/status/${a}"}\n{"id":2,"text":"y","url":"https://x.com/u/status/${b}"}\n`
      ],
      ['Records of Mastodon', 'ids.json', `[{"id":"${a}","reblogs_count":1}]`],
      ['A vector as R prints it', 'ids.txt', `[1] "${a}" "${b}"\n`],
      ['Numbers of Python', 'ids.json', `[{"id":"${a}",\n"geo":NaN}]`],
      ['JSON that breaks off', 'ids.json', `[{"id":"${a}"},{"id":`]
    ] as const
  ).map(([situation, name, content]) =>
    read(situation, { [name]: latin(content) })
  ),
  ...(
    [
      ['An error page in XML', 'ids.xml', '<Error><Code>AccessDenied</Code>'],
      ['A bzip2 archive', 'ids.bz2', 'BZh9x'],
      ['A 7-Zip archive', 'ids.7z', '7z\u00bc\u00afx'],
      ['A RAR archive', 'ids.rar', 'Rar!x'],
      ['A .Z archive', 'ids.Z', '\u001f\u009dx'],
      ['An lz4 archive', 'ids.lz4', '\u0004"M\u0018x'],
      ['A tar archive', 'ids.tar', `${'x'.repeat(257)}ustar\0`],
      ['An old Excel workbook', 'ids.xls', '\u00d0\u00cf\u0011\u00e0x'],
      ['An Arrow file', 'ids.arrow', 'ARROW1x'],
      ['An HDF5 file', 'ids.h5', '\u0089HDFx'],
      ['A file of NumPy', 'ids.npy', '\u0093NUMPY\u0001\0v\0'],
      ['A PDF document', 'ids.pdf', '%PDF-1.7'],
      ['Binary data', 'ids.part01', '\u0001\u001c'.repeat(60)],
      ['A header of the other type', 'ids.txt', `user_id\n42\n`],
      [
        'A quote that is closed in the middle of a cell',
        'ids.csv',
        `id,text\n${a},"x\n${b},y\n${a},"z"\n`
      ],
      [
        'A record of CSV without an end',
        'ids.csv',
        `id,text\n${a},"${'x'.repeat(17_000_000)}`
      ],
      [
        'The mongo shell, far behind the start',
        'ids.json',
        `[\n${`{"id":"${a}"},\n`.repeat(20_000)}{"id":NumberLong("${b}")}\n]\n`
      ]
    ] as const
  ).map(([situation, name, content]) =>
    read(situation, { [name]: latin(content) })
  ),
  read('An R data file', { 'ids.rds': gzipSync('X\n\0\0\0\u0003') }),
  [
    'A record of JSON without an end',
    () =>
      new JsonRecords({
        file: 'ids.json',
        keys: [],
        isLines: undefined,
        onRecord: () => undefined,
        onBroken: () => undefined
      }).tooLong()
  ],
  [
    'A folder in the place of a file',
    () => openSource({ path: '/', name: 'ids.txt', bytes: 0 })
  ],
  read('A gzip file that is damaged', {
    'ids.gz': Buffer.concat([gzipSync(a).subarray(0, -8), Buffer.alloc(8, 1)])
  }),
  read('A zstd file with a large window', {
    'ids.zst': Buffer.from('28b52ffd00a809000031', 'hex')
  }),
  read('A zstd file with a dictionary', {
    'ids.zst': Buffer.from('28b52ffd015005090000 31'.replace(' ', ''), 'hex')
  }),
  read('A zstd file of too many frames', {
    'ids.zst': Buffer.alloc(9 * 1_000_001, '28b52ffd2000010000', 'hex')
  }),
  ['A gzip file that unpacks without measure', () => bomb('ids.gz')],
  ...(
    [
      'screen name, not an ID',
      'several values on one line',
      'more cells than the header',
      'several rows on one line',
      'wrong number of cells',
      'URL of a post, not a user ID',
      'a user, not a post',
      'decimal point'
    ] as const
  ).map((reason): Situation => [
    `Lines that are invalid: ${reason}`,
    () => badLines('text', [], reason)
  ]),
  ...[[], ['user.id']].map((columns): Situation => [
    `Records without the key ${columns[0] ?? 'of an ID'}`,
    () => badLines('jsonl', columns, 'column missing')
  ]),
  [
    'Several values in the cells of a table',
    () => badLines('csv', [], 'several values on one line')
  ],
  [
    'A first line that may be a header',
    () => {
      const lines = new BadLines()
      lines.add('ids.txt', 1, 'not a number', 'the: post', 'text')
      return lines.failure(9)
    }
  ],
  read('A file packed twice', { 'ids.gz': gzipSync(gzipSync(a)) }),
  read('A gzip file that breaks off', {
    'ids.gz': gzipSync(tweetIds(99).join('\n')).subarray(0, 200)
  }),
  read('IDs that were rounded', { 'ids.txt': rounded.join('\n') }),
  read('IDs that were rounded, beside a column that was not', {
    'ids.csv': `tweet_id,copy\n${tweetIds(100)
      .map((id, n) => `${rounded[n] ?? ''},${id}`)
      .join('\n')}\n`
  }),
  ...[0, 3].map((invalid): Situation => [
    invalid > 0 ? 'All lines were skipped' : 'The files are empty',
    () =>
      refuseEmpty(
        { submitted: 0, invalid } as IdsRecord,
        'error',
        rememberingLog()
      )
  ])
]

/** An answer of X, while jobs are listed. */
function answered(status: number, body = '', fail = failureOf): Situation {
  const shown = body === '' ? 'no body' : `\`${body}\``
  return [
    `X answers ${status} with ${shown}${fail === tokenFailure ? ' to the key and secret' : ''}`,
    () =>
      fail(
        readRefusal(status, body, text => text),
        'listing jobs'
      )
  ]
}

const problem = (type: string) =>
  `{"type":"https://api.x.com/2/problems/${type}","detail":"Why"}`

const ofX: Situation[] = [
  answered(401, '{"title":"Unauthorized"}'),
  answered(402, '{}'),
  answered(403, problem('client-forbidden')),
  answered(403, problem('unsupported-authentication')),
  answered(403, '{"reason":"client-not-enrolled","detail":"Why"}'),
  answered(429, '{}'),
  answered(429, problem('usage-capped')),
  answered(200, problem('usage-capped')),
  ...[301, 308].map(status => answered(status)),
  [
    'X answers with a redirect',
    () =>
      failureOf(
        {
          ...readRefusal(308, '', text => text),
          target: 'https://api.example/2/compliance/jobs'
        },
        'listing jobs'
      )
  ],
  answered(404),
  answered(404, '{}'),
  answered(400, '{"errors":[{"message":"Bad"}]}'),
  ...[405, 418, 422, 451, 500].map(status => answered(status)),
  answered(503, '{}'),
  ...[401, 403, 404, 418].map(status => answered(status, '<html>')),
  answered(
    403,
    '{"errors":[{"label":"authenticity_token_error"}]}',
    tokenFailure
  ),
  answered(403, '{}', tokenFailure),
  ['X cannot be reached', () => unavailable(say`X could not be reached.`)],
  ...[
    'SELF_SIGNED_CERT_IN_CHAIN',
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID'
  ].map((code): Situation => [
    `A certificate: ${code}`,
    () => connectionError({ message: 'x', code }, 'api.x.com')
  ])
]

const createdAt = Date.UTC(2026, 10, 21, 12)
const now = createdAt + 720_000
const job: Job = {
  id: '1967',
  type: 'tweets',
  name: 'nightly',
  status: 'in_progress',
  createdAt,
  uploadUrl: undefined,
  uploadExpiresAt: createdAt,
  downloadUrl: undefined,
  downloadExpiresAt: createdAt,
  error: undefined
}
const url = (id: string) => `https://api.x.com/2/compliance/jobs/${id}`

/** The failure of a run whose time is up. */
async function timeout(
  onTimeout: 'fail' | 'continue',
  waitsForX = true
): Promise<Failure> {
  const signal = budget(
    { ...inputs, timeout: 19_800_000, onTimeout },
    {
      clock: { now: () => 0, sleep: () => Promise.resolve() },
      cancel: new AbortController().signal
    },
    new AbortController().signal,
    () => waitsForX
  )
  await new Promise(resolve => setImmediate(resolve))
  return signal.reason as Failure
}

const ofJobs: Situation[] = [
  ['Another job is active', () => jobActive(job, 'tweets', now, url)],
  [
    'Another job is active that is not listed',
    () => jobActive(undefined, 'users', now, url)
  ],
  ['Time is up', () => timeout('fail')],
  ['Time is up before anything was sent', () => timeout('fail', false)],
  ['Time is up, with `on-timeout: continue`', () => timeout('continue')],
  [
    'Time is up behind another job',
    async () => endedInQueue(await timeout('fail'), job, now, url)
  ],
  [
    'Time is up behind a job that is not listed',
    async () => endedInQueue(await timeout('fail'), undefined, now, url)
  ],
  ...[
    [],
    [{ part: 1, of: 2 }],
    [
      {
        part: 1,
        of: 2,
        jobId: '1967',
        jobName: 'compliance-1',
        createdAt,
        uploadedAt: createdAt + 9000
      }
    ]
  ].map((parts): Situation => [
    `Time is up with ${parts.length === 0 ? 'no job' : 'jobId' in (parts[0] ?? {}) ? 'a job under way' : 'a part without a job'}`,
    async () => withStanding(await timeout('fail'), parts as never)
  ]),
  [
    'Time is up while something is waited for',
    async () =>
      explainTimeout(
        await timeout('fail'),
        say`The rate limit of X was used up.`
      )
  ],
  ['A job failed without a reason', () => jobFailed(job)],
  [
    'A job failed for a reason that quotes an ID',
    () => jobFailed({ ...job, error: `line ${a} is bad` })
  ],
  ['A job expired', () => jobExpired(job)],
  ['There is no such job', () => jobNotFound('1967')],
  ['A job of the other type', () => wrongType(job, 'users')],
  ['An upload is too large', () => uploadRefused(job, 413, 'X answered 413')],
  ['An upload is refused', () => uploadRefused(job, 404, 'X answered 404')],
  [
    'A job runs on an upload that was refused',
    () => neverUploaded(job, uploadRefused(job, 404, 'X answered 404'))
  ],
  ['An upload comes too late', () => uploadExpired(job)],
  ['An upload was damaged', () => uploadCorrupt(job, 'MD5')],
  [
    'Results are gone',
    () => resultsExpired(job, 'X answered 404', job.downloadExpiresAt)
  ],
  [
    'Results are not to be had',
    () => resultsExpired(job, 'the job has no download URL', now)
  ]
]

const errnos =
  'EACCES EPERM EROFS ENOENT ENOTDIR EISDIR EEXIST ELOOP EMFILE ENFILE EIO EAGAIN ENODEV ENXIO ESTALE EBUSY ENOMEM ENAMETOOLONG EFBIG EDQUOT ENOSPC'

const ofSurroundings: Situation[] = [
  ['No temporary folder', () => checkEnvironment({ RUNNER_TEMP: ' ' })],
  [
    'Several variables are wrong',
    () =>
      checkEnvironment({
        RUNNER_TEMP: '/tmp',
        GITHUB_RUN_ID: 'x',
        GITHUB_API_URL: 'x',
        GITHUB_STEP_SUMMARY: '/'
      })
  ],
  ...errnos
    .split(' ')
    .map((code): Situation => [
      `The system says ${code}`,
      () =>
        asFailure(
          Object.assign(new Error(code), { code, path: '/home/runner/file' })
        )
    ]),
  ...[
    {
      ACTIONS_RUNTIME_TOKEN: 't',
      ACTIONS_RESULTS_URL: 'https://r.example/',
      GITHUB_SERVER_URL: 'https://git.lab.example'
    },
    {}
  ].map((env): Situation => [
    'GITHUB_SERVER_URL' in env
      ? 'GitHub Enterprise Server'
      : 'A runner without an artifact service',
    () => requireArtifactService(runnerEnvironment(env))
  ]),
  [
    'A proxy address that is none',
    () => normalizeProxies({ https_proxy: 'proxy.lab:none' })
  ],
  [
    'Certificates are not checked',
    () => requireVerifiedTls({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })
  ],
  ...(
    [
      ['A folder as `results-path`', '.'],
      ['A file in the way of `results-path`', '/dev/null/results.ndjson'],
      ['A link in the way of `results-path`', 'link/results.ndjson'],
      ['A `results-path` that is too long', `${'x'.repeat(252)}.ndjson`]
    ] as const
  ).map(([situation, resultsPath]): Situation => [
    situation,
    async () => {
      const workspace = await newFolder()
      await symlink('/', join(workspace, 'link'))
      const folders = { workspace, work: workspace } as Step['folders']
      await checkResultsPath({ inputs: { ...inputs, resultsPath }, folders })
    }
  ]),
  [
    '`results-path` is one of the ID files',
    async () => {
      const workspace = await newFolder()
      await writeFile(join(workspace, 'ids.txt'), a)
      const folders = { workspace } as Step['folders']
      const wanted = { inputs: { ...inputs, resultsPath: 'ids.txt' }, folders }
      await checkNotAmong(wanted, workspace, [{ name: 'ids.txt' }])
    }
  ],
  ...[false, true].map((isSimulated): Situation => [
    isSimulated ? 'A simulated run is cancelled' : 'A run is cancelled',
    () => cancelled('SIGTERM', isSimulated)
  ]),
  [
    'An event of `fail-on` occurred',
    () =>
      gate({
        status: complete.status,
        inputs: { ...inputs, failOn: ['deleted', 'other'] },
        tally: {
          ...noEvents,
          byEvent: { ...noEvents.byEvent, deleted: 1204, other: 1 }
        }
      })
  ],
  ['A fault of the action', () => asFailure(new Error('x is undefined'))]
]

it('is what check.md holds', async () => {
  await expectDocument(
    'check',
    [
      ...ofInputs,
      ...ofFiles,
      ...ofX,
      ...ofJobs,
      ...ofResults,
      ...ofArtifacts,
      ...ofSurroundings
    ],
    {
      folders: [
        ...['check', 'content', 'ids', 'x-api', 'lifecycle', 'results'],
        ...['report', 'artifacts', 'lib']
      ],
      elsewhere: {
        // Needs a Node without zstd: unit/content/zstd-missing.test.ts.
        'src/content/decode/zstd.ts': 1,
        // Its zip has another form: contract/artifacts/fetch.test.ts.
        'src/artifacts/unpack.ts': 1,
        // A copy without what a report must not hold.
        'src/report/privacy.ts': 1
      },
      clean: text =>
        text
          .replace(/[\d.]+ [kMGT]B (free|that)/g, '… GB $1')
          .replace(/(the )[\d.]+ [kMGT]B( that the disk has)/, '$1… GB$2')
          .replace(/\/tmp\/[\w-]+/g, '…')
          .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1')
    }
  )
})

it('has every error code of the check, or apply.md has', () => {
  const documents = ['check', 'apply'].map(name =>
    readFileSync(`__tests__/messages/${name}.md`, 'utf8')
  )
  const codes = Object.keys(errorCodes).filter(code =>
    documents.some(text => text.includes(`\n## ${code}\n`))
  )
  expect(codes).toEqual(Object.keys(errorCodes))
})
