// Where the answer comes from: jobs, times, digests, requests, the run and the version.
import type { RunContext } from '../../lib/run-context.js'
import { checkedAt, isSimulated, type RunRecord } from '../record.js'
import type { PartRecord } from '../../lifecycle/part-record.js'
import { count, plural } from '../../lib/text.js'
import type { Block, Section, Text } from '../page/model.js'
import { moment } from '../page/numbers.js'
import { nounsOf } from '../wording.js'

export function provenance(record: RunRecord, most: number): Section[] {
  const { context, parts } = record
  const hasJobs = parts.some(({ jobId }) => jobId !== undefined)
  const shown = hasJobs ? parts.slice(0, most) : []
  const blocks: Block[] = []
  if (shown.length > 0)
    blocks.push({
      kind: 'table',
      caption: 'Parts and their jobs',
      columns: [
        { title: 'Part' },
        { title: 'Job' },
        { title: 'IDs', numeric: true, minor: true },
        { title: 'Created' },
        { title: 'Uploaded', minor: true },
        { title: 'Completed', minor: true },
        { title: 'Downloaded', minor: true },
        { title: 'Verified by', minor: true },
        { title: 'Digest', minor: true }
      ],
      rows: shown.map(part => [
        [`${part.part}/${parts.length}`],
        jobOf(part),
        [part.ids === undefined ? '' : count(part.ids)],
        timeOf(part.createdAt),
        timeOf(part.uploadedAt),
        timeOf(part.completedAt),
        timeOf(part.downloadedAt),
        checksOf(part),
        part.digest === undefined ? [] : [{ code: part.digest.slice(0, 16) }]
      ])
    })
  const left = hasJobs ? parts.length - shown.length : 0
  if (left > 0)
    blocks.push({
      kind: 'text',
      text: [
        `${plural(left, 'more part is', 'more parts are')} listed in `,
        { code: 'report.json' },
        '.'
      ]
    })
  const facts: Text[] = [
    runOf(context),
    [`Started ${moment(record.startedAt)}.${requestsOf(record)}`],
    ['Made by batch-compliance-action ', { code: context.actionVersion }, '.']
  ]
  if (record.artifact)
    facts.push([
      'Artifact ',
      { code: record.artifact.name },
      ', SHA-256 ',
      { code: record.artifact.digest },
      '.'
    ])
  if (shown.some(part => part.digest !== undefined))
    facts.push([
      'The digest of a part is the SHA-256 of its IDs, sorted, one per line. For a set of one part it is what this prints: ',
      { code: 'sort -n -u FILE | sha256sum' },
      '.'
    ])
  return [
    {
      title: 'Run details',
      folded: true,
      blocks: [...blocks, { kind: 'list', items: facts }]
    }
  ]
}

/** Since when the answer may be out of date, and what else it does not say. */
export function limits(record: RunRecord): Section[] {
  const { inputs, ids, parts, tally } = record
  if (!tally && !parts.some(part => part.jobId !== undefined)) return []
  const type = inputs?.type ?? 'tweets'
  const nouns = nounsOf(type)
  const at = checkedAt(record)
  const items: Text[] = []
  if (parts.some(part => !part.rows))
    items.push([
      { strong: 'The answer is not complete.' },
      ' An ID without a row may be in a part that is missing.'
    ])
  items.push(
    type === 'tweets'
      ? [
          { strong: 'Accounts.' },
          ' A job for posts does not report every post of an account that was deleted, deactivated, suspended or made private. Check the author IDs too, with ',
          { code: 'type: users' },
          '.'
        ]
      : [
          { strong: 'Single posts.' },
          ' A job for accounts does not report posts that an existing account deleted. Check the post IDs too, with ',
          { code: 'type: tweets' },
          '.'
        ],
    [
      { strong: 'Later changes.' },
      at === undefined
        ? ' What happens after the job was created is not in the answer.'
        : ` The answer holds as of ${moment(at)}. Posts that were stored, deleted or edited later are not covered.`
    ]
  )
  if (inputs && inputs.idsColumn.length > 0)
    items.push([
      { strong: 'Embedded posts.' },
      ' Only ',
      { code: inputs.idsColumn.join(', ') },
      ' was read: retweeted and quoted posts inside the records were not checked.'
    ])
  if (tally && !tally.required && record.status === 'complete')
    items.push([
      ids
        ? `These jobs are for other IDs than those of the ID files. Which ${nouns.many} need no action is not known, and there are no lists.`
        : `Without the ID files of these jobs it is not known which ${nouns.many} were checked, and there are no lists.`
    ])
  return [
    {
      title: 'What this run does not prove',
      blocks: [{ kind: 'list', items }]
    }
  ]
}

function runOf(context: RunContext): Text {
  const { runId, runAttempt, workflow, repository, sha } = context
  return [
    'Run ',
    { code: runId },
    `, attempt ${runAttempt}`,
    ...(workflow === '' ? [] : [', of workflow ', { code: workflow }]),
    ...(repository === '' ? [] : [' in ', { code: repository }]),
    ...(sha === '' ? [] : [' at commit ', { code: sha.slice(0, 12) }]),
    '.'
  ]
}

function requestsOf(record: RunRecord): string {
  const { requests } = record
  if (requests === 0) return ''
  const to = isSimulated(record) ? 'simulator' : 'API; X may bill each'
  return ` ${plural(requests, 'request')} to the ${to}.`
}

function jobOf(part: PartRecord): Text {
  if (part.jobId === undefined) return ['–']
  return [
    { code: part.jobId },
    part.origin === undefined ? '' : ` (${part.origin})`
  ]
}

function timeOf(ms: number | undefined): Text {
  return [ms === undefined ? '–' : moment(ms)]
}

function checksOf(part: PartRecord): Text {
  const checks = [
    ...(part.uploadChecks ?? []).map(check => `upload ${check}`),
    ...(part.downloadChecks ?? []).map(check => `download ${check}`)
  ]
  return [checks.length > 0 ? checks.join(', ') : '–']
}
