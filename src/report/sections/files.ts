// The ID files: what was read from each, and which lines hold no ID.
import type { IdFileRecord } from '../../content/file-record.js'
import { bytes, count, plural } from '../../lib/text.js'
import type { Block, Section, Text } from '../page/model.js'
import type { RunRecord } from '../record.js'
import { idsOf, nounsOf } from '../wording.js'

/** @param most how many files are listed */
export function idFiles(record: RunRecord, most: number): Section[] {
  const { ids, inputs } = record
  if (!ids || ids.files.length === 0) return []
  const nouns = nounsOf(inputs?.type ?? 'tweets')
  const counts = [
    `${count(ids.read)} read`,
    ...(ids.duplicate > 0 ? [plural(ids.duplicate, 'duplicate')] : []),
    ...(ids.invalid > 0 ? [`${count(ids.invalid)} invalid`] : []),
    idsOf(ids.submitted, nouns)
  ]
  const blocks: Block[] = [{ kind: 'text', text: [`${counts.join(' · ')}.`] }]
  const shown = ids.files.slice(0, most)
  if (shown.length > 0)
    blocks.push({
      kind: 'table',
      caption: 'ID files',
      columns: [
        { title: 'File' },
        { title: 'Format', minor: true },
        { title: 'Size', numeric: true, minor: true },
        { title: 'Read', numeric: true },
        { title: 'Invalid', numeric: true, minor: true },
        { title: 'SHA-256', minor: true }
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
  return [{ title: 'ID files', folded: true, blocks }]
}

/** Lines that are shown; `invalid.txt` holds all. */
const mostLines = 20

/** The first lines that hold no ID; what may be published leaves them out. */
export function invalidLines({ ids }: RunRecord): Section[] {
  const lines = (ids?.badLines ?? []).slice(0, mostLines)
  if (!ids || lines.length === 0) return []
  const more: Text =
    ids.invalid > lines.length
      ? [`The first ${lines.length} of ${count(ids.invalid)}; all are in `]
      : ['Also in ']
  return [
    {
      title: 'Invalid lines',
      blocks: [
        {
          kind: 'table',
          caption: 'Invalid lines',
          columns: [
            { title: 'File' },
            { title: 'Line', numeric: true },
            { title: 'Problem' }
          ],
          rows: lines.map(({ file, line, reason, shown }) => [
            [{ code: file }],
            [count(line)],
            shown === '' ? [reason] : [reason, ': ', { code: shown }]
          ])
        },
        {
          kind: 'text',
          text: [
            ...more,
            { code: 'invalid.txt' },
            ' in the folder that the output ',
            { code: 'report-path' },
            ' names.'
          ]
        }
      ]
    }
  ]
}

function formatOf(file: IdFileRecord): Text {
  const packed = file.compression === 'none' ? '' : `, ${file.compression}`
  return file.column === undefined
    ? [`${file.format}${packed}`]
    : [`${file.format}${packed}, column `, { code: file.column }]
}
