// The outputs of `apply`, read off the record of the run.
import { instant } from '../lib/text.js'
import { checkedAt, totalsOf, type ApplyRecord } from './record.js'

/** Every output, in the order of the documents. */
export const outputTable = {
  status: {
    group: 'Status',
    description: '`planned`, `applied`, `unchanged`, `failed` or `cancelled`.'
  },
  'error-code': {
    group: 'Status',
    description: 'Stable code of the failure, empty when the step succeeds.'
  },
  'checked-at': {
    group: 'Status',
    description: '`checked-at` of the oldest results used.'
  },
  'applied-at': {
    group: 'Status',
    description:
      'When the last file was written; empty for `planned` and `unchanged`.'
  },
  'files-read': { group: 'Counts', description: 'Data files read.' },
  'files-changed': {
    group: 'Counts',
    description: 'Data files changed, or that would be with `mode: plan`.'
  },
  'records-read': {
    group: 'Counts',
    description:
      'Records read: lines, rows, elements of `data` or of an array. Embedded posts and profiles are no records.'
  },
  'records-removed': { group: 'Counts', description: 'Records removed.' },
  'records-changed': {
    group: 'Counts',
    description: 'Records that stay, without something they held.'
  },
  'ids-refetch': {
    group: 'Counts',
    description: 'Distinct posts in the data to fetch again.'
  },
  'ids-review': {
    group: 'Counts',
    description: 'Distinct posts in the data to review.'
  },
  unverified: {
    group: 'Counts',
    description: 'Records in files that the check did not read as they are.'
  },
  'report-path': {
    group: 'Files',
    description:
      'Absolute path of a folder with `apply-report.json`, `apply-report.html`, `removed.txt`, `refetch.txt` and `review.txt`.'
  }
} as const

export type OutputName = keyof typeof outputTable

/** Undefined for what is not known. */
export function outputsOf(
  record: ApplyRecord
): Record<OutputName, string | undefined> {
  const totals = totalsOf(record)
  const at = checkedAt(record)
  return {
    status: record.status,
    'error-code': record.error?.code ?? '',
    'checked-at': at === undefined ? '' : instant(at),
    'applied-at':
      record.appliedAt === undefined ? '' : instant(record.appliedAt),
    'files-read': String(totals.files),
    'files-changed': String(totals.filesChanged),
    'records-read': String(totals.read),
    'records-removed': String(totals.removed),
    'records-changed': String(totals.changed),
    'ids-refetch': String(totals.refetch),
    'ids-review': String(totals.review),
    unverified: String(totals.unverified),
    'report-path': record.reportPath
  }
}
