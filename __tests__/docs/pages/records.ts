// Records of runs that end in every way, to draw pages from.
import { eventCounts } from '../../support/events.js'
import { say } from '../../../src/lib/message.js'
import { Failure } from '../../../src/lib/failure.js'
import { readInputs, type Inputs } from '../../../src/check/inputs.js'
import { withStanding } from '../../../src/lifecycle/interrupted.js'
import type {
  IdFileRecord,
  IdsRecord
} from '../../../src/content/file-record.js'
import type { PartRecord } from '../../../src/lifecycle/part-record.js'
import type { RunRecord } from '../../../src/report/record.js'
import type { TallyRecord } from '../../../src/results/tally-record.js'

/** Those of a step that gives no more than it must. */
export const inputs: Inputs = {
  ...readInputs({
    GITHUB_REPOSITORY: 'example/archive',
    INPUT_IDS: 'data/*.txt',
    'INPUT_BEARER-TOKEN': 'AAAAAAAAAAAAAAAAAAAAAsecret-token-secret',
    'INPUT_GITHUB-TOKEN': 'ghs_secretsecretsecret'
  })
}

const start = Date.UTC(2026, 10, 21, 22, 44)

function minutes(n: number): number {
  return start + n * 60_000
}

const file: IdFileRecord = {
  name: 'data/tweet-ids.txt',
  bytes: 400_000,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  format: 'text',
  compression: 'none',
  column: undefined,
  read: 15_200,
  invalid: 0
}

const ids: IdsRecord = {
  read: 20_412,
  submitted: 20_000,
  duplicate: 412,
  invalid: 0,
  invalidByReason: {},
  files: [
    file,
    {
      ...file,
      name: 'data/2024/collected.csv.gz',
      bytes: 1_840_000,
      sha256:
        'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      format: 'csv',
      compression: 'gzip',
      column: 'tweet_id',
      read: 5212
    }
  ],
  findings: [],
  span: {
    first: Date.UTC(2014, 1, 3),
    last: Date.UTC(2022, 10, 30),
    undated: 0
  }
}

const part: PartRecord = {
  part: 1,
  ids: 20_000,
  digest: '1f3870be274f6c49b3e31a0c6728957f1f3870be274f6c49b3e31a0c6728957f',
  jobId: '1460709876543210123',
  jobName: 'compliance-1f3870be274f6c49-r9552208295-1of1',
  origin: 'created',
  createdAt: minutes(1),
  uploadedAt: minutes(2),
  completedAt: minutes(24),
  downloadedAt: minutes(25),
  rows: { bytes: 188_000 },
  uploadChecks: ['length', 'md5'],
  downloadChecks: ['length', 'crc32c']
}

const waiting: PartRecord = {
  part: 2,
  ids: 7000,
  digest: '2f3870be274f6c49b3e31a0c6728957f1f3870be274f6c49b3e31a0c6728957f',
  jobId: '1460709876543210124',
  jobName: 'compliance-2f3870be274f6c49-r9552208295-2of3',
  origin: 'created',
  createdAt: minutes(30),
  uploadedAt: minutes(31),
  uploadChecks: ['length']
}

const later: PartRecord = { part: 3, ids: 1200, digest: '3f'.repeat(32) }

export const noEvents: TallyRecord = {
  rows: 0,
  events: 0,
  refused: 0,
  unsubmitted: 0,
  refusedWithoutId: 0,
  unidentified: 0,
  unchecked: 0,
  ofYear: undefined,
  lists: undefined,
  byEvent: eventCounts(),
  reasons: {},
  actions: {},
  otherReasons: {},
  rawReasons: {},
  rawActions: {},
  required: { delete: 0, review: 0, refetch: 0, 'scrub-geo': 0 },
  byYear: {}
}

const reasons = {
  suspended: 540,
  deleted: 412,
  protected: 198,
  deactivated: 51,
  geo_scrubbed: 31,
  tweet_edited: 12,
  bounced: 3
}

const actions = { delete: 1204, scrub_geo: 31, rehydrate: 12 }

const tally: TallyRecord = {
  rows: 1249,
  events: 1247,
  refused: 2,
  unchecked: 2,
  unsubmitted: 0,
  refusedWithoutId: 0,
  unidentified: 0,
  lists: undefined,
  byEvent: eventCounts({
    deleted: 412,
    deactivated: 51,
    scrub_geo: 31,
    protected: 198,
    suspended: 540,
    tweet_edited: 12,
    other: 3
  }),
  reasons,
  actions,
  otherReasons: { bounced: 3 },
  rawReasons: reasons,
  rawActions: actions,
  required: { delete: 1204, review: 0, refetch: 12, 'scrub-geo': 31 },
  byYear: {
    '2014': 9,
    '2015': 31,
    '2016': 88,
    '2017': 140,
    '2018': 175,
    '2019': 301,
    '2020': 344,
    '2022': 155,
    unknown: 4
  },
  ofYear: {
    '2014': { checked: 60, affected: 9 },
    '2015': { checked: 240, affected: 31 },
    '2016': { checked: 900, affected: 88 },
    '2017': { checked: 1800, affected: 140 },
    '2018': { checked: 2600, affected: 175 },
    '2019': { checked: 5100, affected: 301 },
    '2020': { checked: 6300, affected: 344 },
    '2021': { checked: 0, affected: 0 },
    '2022': { checked: 3000, affected: 155 }
  }
}

export const complete: RunRecord = {
  startedAt: start,
  context: {
    repository: 'example/archive',
    workflow: 'Weekly compliance',
    sha: 'a94a8fe5ccb19ba61c4c0873d391e987982fbbd3',
    runId: '9552208295',
    runAttempt: 1,
    serverUrl: 'https://github.com',
    actionVersion: '1.0.0'
  },
  status: 'complete',
  inputs,
  ids,
  parts: [part],
  requests: 11,
  tally,
  resultsPath: '/home/runner/work/_temp/batch/results.ndjson',
  reportPath: '/home/runner/work/_temp/batch/report',
  artifact: {
    name: 'compliance-results-tweets',
    id: 1609622746,
    url: 'https://github.com/example/archive/actions/runs/9552208295/artifacts/1609622746',
    digest: 'c0535e4be2b79ffd93291305436bf889314e4a3faec05ecffcbb7df31ad9e51a',
    bytes: 52_000
  }
}

export const inOrder: RunRecord = { ...complete, tally: noEvents }

export const users: RunRecord = {
  ...complete,
  inputs: { ...inputs, type: 'users' },
  ids: { ...ids, submitted: 300, read: 712 },
  tally: {
    ...noEvents,
    rows: 13,
    events: 13,
    byEvent: { ...noEvents.byEvent, suspended: 12, scrub_geo: 1 },
    reasons: { suspended: 12, scrub_geo: 1 },
    actions: { delete: 13 },
    rawReasons: { suspended: 12, scrub_geo: 1 },
    rawActions: { delete: 13 },
    required: { delete: 12, review: 0, refetch: 0, 'scrub-geo': 1 },
    byYear: { '2011': 4, '2012': 9 }
  }
}

export const one: RunRecord = {
  ...complete,
  ids: { ...ids, read: 1, submitted: 1, duplicate: 0, files: [file] },
  tally: {
    ...noEvents,
    rows: 1,
    events: 1,
    byEvent: { ...noEvents.byEvent, deleted: 1 },
    reasons: { deleted: 1 },
    actions: { delete: 1 },
    rawReasons: { deleted: 1 },
    rawActions: { delete: 1 },
    required: { delete: 1, review: 0, refetch: 0, 'scrub-geo': 0 },
    byYear: { '2020': 1 }
  }
}

export const gated: RunRecord = {
  ...complete,
  inputs: { ...inputs, failOn: ['deleted', 'suspended', 'other'] },
  error: new Failure('events-found', {
    what: say`Events named in \`fail-on\` occurred: deleted (412), suspended (540) and other (3).`,
    fix: say`Act on the lists, then run the check again.`
  })
}

export const simulated: RunRecord = {
  ...complete,
  inputs: { ...inputs, simulate: true },
  artifact: {
    name: 'simulated-compliance-results-tweets',
    id: 7,
    url: 'https://github.com/example/archive/actions/runs/9552208295/artifacts/7',
    digest: 'c0'.repeat(32),
    bytes: 52_000
  }
}

export const checked: RunRecord = {
  startedAt: start,
  context: complete.context,
  status: 'checked',
  inputs: { ...inputs, dryRun: true, onInvalidIds: 'skip' },
  ids: {
    ...ids,
    read: 20_421,
    invalid: 9,
    invalidByReason: { 'scientific notation': 7, 'no ID': 2 },
    findings: [
      '38% of the long IDs end in 000: they look rounded by a spreadsheet.'
    ]
  },
  parts: [{ part: 1, ids: 20_000, digest: part.digest }],
  requests: 0
}

const spent = new Failure('timeout', {
  what: say`The budget of 5 h 30 min (\`timeout\`) is spent and the work is not done.`,
  why: say`Jobs take from minutes to hours, and X states no maximum.`,
  fix: say`Run the workflow again: it goes on with what exists.`
})
const partsInWork = [{ ...part, ids: 11_800 }, waiting, later]

export const timedOut: RunRecord = {
  ...complete,
  status: 'timeout',
  error: withStanding(spent, partsInWork),
  parts: partsInWork,
  tally: { ...tally, required: undefined },
  artifact: undefined
} as unknown as RunRecord

export const submitted: RunRecord = {
  startedAt: start,
  context: complete.context,
  status: 'submitted',
  inputs: { ...inputs, cycle: 'week' },
  ids,
  parts: [waiting],
  requests: 4
}

export const failed: RunRecord = {
  startedAt: start,
  context: complete.context,
  status: 'failed',
  error: new Failure('unauthorized', {
    what: say`X refused the bearer token (401).`,
    why: say`It was revoked, or it is the token of a user and not of an app.`,
    fix: say`Put the app’s bearer token into the secret that \`bearer-token\` is set from.`
  }),
  inputs,
  ids,
  parts: [{ part: 1, ids: 20_000, digest: part.digest }],
  requests: 1
}

/** Failed before anything was known. */
export const unborn: RunRecord = {
  startedAt: start,
  context: { ...complete.context, runId: '0', workflow: '', repository: '' },
  status: 'failed',
  error: new Failure('invalid-input', {
    what: say`Two inputs are wrong.\n- \`timeout\`: “5x” is no duration.\n- \`wait\`: “maybe” is not \`true\` or \`false\`.`,
    fix: say`Correct them in the workflow file.`
  }),
  parts: [],
  requests: 0
}

export const cancelled: RunRecord = {
  ...timedOut,
  status: 'cancelled',
  error: new Failure('cancelled', {
    what: say`The step was cancelled.`,
    fix: say`Re-run the jobs to go on.`
  })
}

/** Jobs collected without their ID files. */
export const jobsOnly: RunRecord = {
  startedAt: start,
  context: complete.context,
  status: 'complete',
  inputs: { ...inputs, jobIds: ['1460709876543210123'] },
  parts: [{ ...part, ids: undefined, digest: undefined, origin: 'given' }],
  requests: 2,
  tally: { ...tally, required: undefined }
}

/** What a test must never find alive: each sets `window.executed` when it runs. */
export const attacks = [
  '</table><script>window.executed=1</script>',
  '<img src=x onerror="window.executed=2">',
  '`</code>`<svg onload=window.executed=3>`',
  '| a | [x](javascript:window.executed=4) |\\| b',
  '\n```\n<script>window.executed=5</script>\n# Heading',
  '"><iframe srcdoc="<script>parent.executed=6</script>">',
  '=HYPERLINK("http://evil.example")',
  '::error::x\u202e @everyone #1 https://evil.example',
  '"]\n    click A "javascript:window.executed=7"',
  '***bold*** _it_ ~~no~~ $x$ <!-- -->'
] as const

const hostileWords = Object.fromEntries(attacks.map(word => [word, 1]))

export const hostile: RunRecord = {
  ...complete,
  context: {
    ...complete.context,
    repository: attacks[0],
    workflow: attacks[4],
    sha: attacks[1],
    runId: '1)](javascript:window.executed=8)',
    actionVersion: attacks[2]
  },
  inputs: { ...inputs, idsColumn: [attacks[2]], cycle: attacks[0] },
  ids: {
    ...ids,
    invalid: 10,
    invalidByReason: hostileWords,
    files: attacks.map(name => ({
      ...file,
      name,
      column: name,
      sha256: name,
      format: 'csv'
    })),
    findings: attacks
  },
  parts: attacks.map((text, index) => ({
    ...part,
    part: index + 1,
    jobId: text,
    jobName: text,
    digest: text,
    uploadChecks: [text]
  })),
  error: new Failure('events-found', {
    what: [attacks.join(' ')],
    why: [attacks[5]],
    fix: [{ quote: attacks[3] }]
  }),
  tally: {
    ...tally,
    byEvent: { ...tally.byEvent, other: 10 },
    reasons: hostileWords,
    otherReasons: hostileWords,
    rawReasons: hostileWords,
    rawActions: hostileWords,
    actions: hostileWords
  },
  artifact: {
    name: attacks[0],
    id: 1609622746,
    url: 'javascript:window.executed=9',
    digest: attacks[1],
    bytes: 1
  }
}

/** More files, parts and words than any page can show. */
export const huge: RunRecord = {
  ...complete,
  ids: {
    ...ids,
    files: Array.from({ length: 20_000 }, (_, n) => ({
      ...file,
      name: `data/${'deep/'.repeat(30)}ids-${n}.txt`
    })),
    findings: Array.from({ length: 5000 }, () => '&<>'.repeat(300))
  },
  parts: Array.from({ length: 5000 }, (_, n) => ({ ...part, part: n + 1 }))
}

export const all: Readonly<Record<string, RunRecord>> = {
  complete,
  inOrder,
  users,
  one,
  gated,
  simulated,
  checked,
  timedOut,
  submitted,
  failed,
  unborn,
  cancelled,
  jobsOnly,
  hostile,
  huge
}
