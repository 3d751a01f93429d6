// Where the answer comes from: jobs, times, digests, requests, the run and the version.
import { checkedAt, type RunContext, type RunRecord } from '../record.js'
import type { PartRecord } from '../../lifecycle/part-record.js'
import { count, plural } from '../../lib/text.js'
import type { Block, Section, Text } from '../page.js'
import { moment, nounsOf } from '../wording.js'

export function provenance(record: RunRecord, most: number): Section[] {
  const { context, parts } = record
  const shown = parts.slice(0, most)
  const blocks: Block[] = []
  if (shown.length > 0)
    blocks.push({
      kind: 'table',
      caption: 'Parts and their jobs',
      columns: [
        { title: 'Part' },
        { title: 'Job' },
        { title: 'IDs', numeric: true },
        { title: 'Created' },
        { title: 'Uploaded' },
        { title: 'Completed' },
        { title: 'Downloaded' },
        { title: 'Checked' },
        { title: 'Digest' }
      ],
      rows: shown.map(part => [
        [`${part.part} of ${parts.length}`],
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
  const left = parts.length - shown.length
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
    [
      `Started ${moment(record.startedAt)}; ${plural(record.requests, 'request')} to the API, each of which may be billed.`
    ],
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
  if (parts.some(part => part.digest !== undefined))
    facts.push([
      'A digest is the SHA-256 over the IDs of a part, ascending, one a line: for a set of one part the same as ',
      { code: 'sort -n -u FILE | sha256sum' },
      '.'
    ])
  return [
    {
      title: 'How this was found out',
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
      { strong: 'It is not complete.' },
      ' Parts are missing, so an ID without a row need not be in order.'
    ])
  items.push(
    type === 'tweets'
      ? [
          'Accounts: posts of accounts that were deleted, suspended, deactivated or made private are not always reported by a job for posts. Check their author IDs too, with ',
          { code: 'type: users' },
          '.'
        ]
      : [
          'Single posts: a post deleted by an account that is still there is not reported by a job for accounts. Check the tweet IDs too, with ',
          { code: 'type: tweets' },
          '.'
        ],
    [
      at === undefined
        ? 'Later changes: whatever happens after the job is created is not in its answer.'
        : `Later changes: the answer holds as of ${moment(at)}. Posts stored, deleted or edited after that are not in it.`
    ]
  )
  if (inputs?.idsColumn !== undefined)
    items.push([
      'Embedded posts: only ',
      { code: inputs.idsColumn },
      ' was read, so retweeted and quoted posts inside the records were not checked.'
    ])
  if (ids && ids.invalid > 0)
    items.push([
      `Left-out lines: ${plural(ids.invalid, 'line')} of the ID files held no ID and ${ids.invalid === 1 ? 'was' : 'were'} not checked.`
    ])
  if (tally && !tally.required && record.status === 'complete')
    items.push([
      ids
        ? `These jobs were made for other IDs than those of the ID files, so it is not known which of their ${nouns.many} are in order, and there are no lists.`
        : `Without the ID files of these jobs it is not known which ${nouns.many} were checked, so there are no lists.`
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
    ...(part.uploadChecks ?? []).map(check => `up ${check}`),
    ...(part.downloadChecks ?? []).map(check => `down ${check}`)
  ]
  return [checks.length > 0 ? checks.join(', ') : '–']
}
