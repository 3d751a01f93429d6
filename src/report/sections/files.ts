// The health of the ID files: what was read, what was left out and what looks wrong.
import type { IdFileRecord } from '../../content/file-record.js'
import type { RunRecord } from '../record.js'
import { bytes, count, plural } from '../../lib/text.js'
import type { Block, Bounds, Section, Text } from '../page.js'
import { inlines } from '../inline-code.js'
import { nounsOf, share } from '../wording.js'

export function idFiles(record: RunRecord, bounds: Bounds): Section[] {
  const { ids, inputs } = record
  if (!ids) return []
  const nouns = nounsOf(inputs?.type ?? 'tweets')
  const blocks: Block[] = [
    {
      kind: 'table',
      caption: 'What was read',
      columns: [
        { title: 'Read', numeric: true },
        { title: 'Duplicates', numeric: true },
        { title: 'Invalid', numeric: true },
        { title: `Distinct ${nouns.ids}`, numeric: true }
      ],
      rows: [
        [
          [count(ids.read)],
          [count(ids.duplicate)],
          [count(ids.invalid)],
          [{ strong: count(ids.submitted) }]
        ]
      ]
    }
  ]
  const findings = findingsOf(record, bounds.words)
  blocks.push(
    findings.length > 0
      ? { kind: 'list', items: findings }
      : {
          kind: 'text',
          text: [
            'No damage was found: every line that held something is an ID.'
          ]
        }
  )
  const shown = ids.files.slice(0, bounds.files)
  if (shown.length > 0)
    blocks.push({
      kind: 'table',
      caption: 'ID files',
      columns: [
        { title: 'File' },
        { title: 'Format' },
        { title: 'Size', numeric: true },
        { title: 'Read', numeric: true },
        { title: 'Invalid', numeric: true },
        { title: 'SHA-256' }
      ],
      rows: shown.map(file => [
        [{ code: file.name }],
        formatOf(file),
        [bytes(file.bytes)],
        [count(file.read)],
        [count(file.invalid)],
        [{ code: file.sha256.slice(0, 12) }]
      ])
    })
  const left = ids.files.length - shown.length
  if (left > 0)
    blocks.push({
      kind: 'text',
      text: [
        `${plural(left, 'more file is', 'more files are')} listed in `,
        { code: 'report.json' },
        '.'
      ]
    })
  const folded = findings.length === 0 && record.status === 'complete'
  return [{ title: 'ID files', folded, blocks }]
}

/** Sentences about what is wrong with the files; none when they are sound. */
function findingsOf(record: RunRecord, most: number): Text[] {
  const { ids } = record
  if (!ids) return []
  const reasons = Object.entries(ids.invalidByReason)
  const invalid: Text[] =
    ids.invalid === 0
      ? []
      : [
          [
            `${plural(ids.invalid, 'line holds', 'lines hold')} no ID (${share(ids.invalid, ids.read)} of what was read)`,
            reasons.length > 0 ? ': ' : '',
            reasons
              .slice(0, most)
              .map(([reason, n]) => `${reason} (${count(n)})`)
              .join(', '),
            '.'
          ]
        ]
  return [...invalid, ...ids.findings.slice(0, most).map(inlines)]
}

function formatOf(file: IdFileRecord): Text {
  const packed = file.compression === 'none' ? '' : `, ${file.compression}`
  return file.column === undefined
    ? [`${file.format}${packed}`]
    : [`${file.format}${packed}, column `, { code: file.column }]
}
