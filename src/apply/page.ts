// The page of a run of `apply`, for the job summary and apply-report.html.
import type { Severity } from '../domain.js'
import { bytes, count, duration, plural, withoutIds } from '../lib/text.js'
import { failureNotice } from '../report/page/failure-notice.js'
import { inlines, text } from '../report/page/inline-code.js'
import type { Block, Page, Section, Text } from '../report/page/model.js'
import { moment, share } from '../report/page/numbers.js'
import { rules, type Rule } from './edits/edit.js'
import {
  checkedAt,
  isSimulated,
  totalsOf,
  type ApplyRecord,
  type FileRecord
} from './record.js'
import { shareable } from './report.js'

const ruleWords: Record<Rule, string> = {
  own: 'Records of posts that are gone',
  edit_history: 'Records of posts of which an older version is gone',
  author: 'Records of posts whose author is gone',
  retweet: 'Records that are retweets of gone posts',
  embedded: 'Gone posts embedded in records that stay',
  location: 'Locations of posts that stay',
  profile: 'Profiles of gone accounts'
}

/** @param mostFiles rows of the table of files */
export function applyPage(record: ApplyRecord, mostFiles: number): Page {
  const [severity, headline] = withReview(record, headlineOf(record))
  const simulated = isSimulated(record)
  return {
    kind: 'Compliance: stored data',
    severity,
    headline: simulated ? ['[Simulated] ', ...headline] : headline,
    subline: subline(record),
    ...(simulated
      ? {
          banner: {
            severity: 'bad',
            title: 'Simulated results: made up, not from X',
            blocks: [text('Data edited by them is not in compliance.')]
          }
        }
      : {}),
    notices: [
      ...(record.error ? [failureNotice(shareable(record.error))] : []),
      ...(record.warnings.length > 0
        ? [
            {
              severity: 'act' as const,
              title: 'Before you rely on this',
              blocks: [
                {
                  kind: 'list' as const,
                  items: record.warnings.map(each => inlines(withoutIds(each)))
                }
              ]
            }
          ]
        : [])
    ],
    sections: [
      ...byRule(record),
      ...files(record, mostFiles),
      beyond,
      ...provenance(record)
    ]
  }
}

/** Posts to review are never called compliant. */
function withReview(
  { review }: ApplyRecord,
  [severity, headline]: [Severity, Text]
): [Severity, Text] {
  return review === 0 || severity === 'bad'
    ? [severity, headline]
    : ['act', [...headline, `; ${plural(review, 'post')} to review`]]
}

function headlineOf(record: ApplyRecord): [Severity, Text] {
  const { read, removed, changed, filesChanged } = totalsOf(record)
  const what = `${count(removed)} of ${plural(read, 'record')} removed, ${count(changed)} changed`
  const where = plural(filesChanged, 'file')
  switch (record.status) {
    case 'planned':
      return filesChanged === 0
        ? ['good', ['Plan: nothing to do']]
        : [
            'act',
            [
              `Plan: ${count(removed)} of ${plural(read, 'record')} to remove, ${count(changed)} to change, in ${where}`
            ]
          ]
    case 'applied':
      return ['good', [`${what}, in ${where}`]]
    case 'unchanged':
      return [
        record.warnings.length === 0 ? 'good' : 'act',
        ['Nothing to do: no file needed a change']
      ]
    case 'cancelled':
      return ['bad', [`Cancelled: ${where} changed until then`]]
    case 'failed':
      return [
        'bad',
        [
          filesChanged === 0
            ? 'Nothing was changed: '
            : `${where} changed, then the step failed: `,
          { code: record.error?.code ?? 'internal' }
        ]
      ]
  }
}

function subline(record: ApplyRecord): Text {
  const { inputs, appliedAt } = record
  const at = checkedAt(record)
  const pieces = [
    ...(record.files.length > 0
      ? [plural(record.files.length, 'data file')]
      : []),
    ...(at === undefined ? [] : [`checked ${moment(at)}`]),
    ...(appliedAt === undefined ? [] : [`applied ${moment(appliedAt)}`]),
    ...(appliedAt === undefined || at === undefined
      ? []
      : [`${duration(Math.max(0, appliedAt - at))} after the check`]),
    ...(inputs?.shard
      ? [`shard ${inputs.shard.index} of ${inputs.shard.of}`]
      : [])
  ]
  return [pieces.join(' · ')]
}

function byRule({ files: all, status }: ApplyRecord): Section[] {
  const rows = rules.flatMap(rule => {
    const found = all.reduce((sum, { byRule: counts }) => sum + counts[rule], 0)
    return found === 0 ? [] : [[[ruleWords[rule]], [count(found)]]]
  })
  if (rows.length === 0) return []
  const isDone = status === 'applied'
  const title = isDone ? 'What was removed' : 'What has to be removed'
  return [
    {
      title,
      blocks: [
        {
          kind: 'table',
          caption: title,
          columns: [{ title: 'What' }, { title: 'How many', numeric: true }],
          rows
        }
      ]
    }
  ]
}

/** The files with most to do first. */
function files({ files: all, status }: ApplyRecord, most: number): Section[] {
  if (all.length === 0 || most === 0) return []
  const isDone = status === 'applied' || status === 'unchanged'
  const shown = [...all]
    .sort((a, b) => b.removed + b.changed - a.removed - a.changed)
    .slice(0, most)
  const blocks: Block[] = [
    {
      kind: 'table',
      caption: 'Data files',
      columns: [
        { title: 'File' },
        { title: 'Format' },
        { title: 'Records', numeric: true },
        { title: isDone ? 'Removed' : 'To remove', numeric: true },
        { title: isDone ? 'Changed' : 'To change', numeric: true },
        { title: 'Verified' },
        { title: 'Size', numeric: true, minor: true }
      ],
      rows: shown.map(rowOf)
    }
  ]
  if (shown.length < all.length)
    blocks.push(
      text(
        `${plural(all.length - shown.length, 'more file is', 'more files are')} listed in `,
        { code: 'apply-report.json' },
        '.'
      )
    )
  return [{ title: 'Data files', blocks }]
}

function rowOf(file: FileRecord): Text[] {
  const { read, removed, changed, bytesBefore, bytesAfter } = file
  const packed = file.compression === 'none' ? '' : `, ${file.compression}`
  const after =
    bytesAfter === undefined || bytesAfter === bytesBefore
      ? ''
      : ` → ${bytes(bytesAfter)}`
  return [
    [{ code: withoutIds(file.name) }, ...(file.emptied ? [' (emptied)'] : [])],
    [`${file.format ?? 'not read'}${packed}`],
    [count(read)],
    [removed === 0 ? '0' : `${count(removed)} (${share(removed, read)})`],
    [count(changed)],
    [file.verified ? 'yes' : 'no'],
    [`${bytes(bytesBefore)}${after}`]
  ]
}

const beyond: Section = {
  title: 'What this does not reach',
  folded: true,
  blocks: [
    {
      kind: 'list',
      items: [
        [
          'The history of a Git repository, and Git LFS: earlier commits keep what was taken out.'
        ],
        ['Backups, snapshots, and older versions of objects in a bucket.'],
        [
          'Databases, search indexes, Parquet and other files that are not edited: give them ',
          { code: 'removed.txt' },
          '.'
        ],
        [
          'Media files, whose names hold the ID of their post: ',
          { code: 'removed.txt' },
          ' names these posts.'
        ],
        ['Copies that others made.']
      ]
    }
  ]
}

function provenance({ results, context }: ApplyRecord): Section[] {
  const rows = results.map(each => [
    [each.type],
    [moment(each.checkedAt)],
    [count(each.lists.delete.ids)],
    [count(each.lists['scrub-geo'].ids)],
    [count(each.lists.refetch.ids)],
    [count(each.lists.review.ids)]
  ])
  return [
    {
      title: 'Run details',
      folded: true,
      blocks: [
        ...(rows.length === 0
          ? []
          : [
              {
                kind: 'table' as const,
                caption: 'Results used',
                columns: [
                  { title: 'Results' },
                  { title: 'Checked' },
                  { title: 'Delete', numeric: true },
                  { title: 'Scrub location', numeric: true },
                  { title: 'Fetch again', numeric: true },
                  { title: 'Review', numeric: true }
                ],
                rows
              }
            ]),
        text(`batch-compliance-action ${context.actionVersion}`)
      ]
    }
  ]
}
