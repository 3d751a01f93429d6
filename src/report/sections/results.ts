// What X said about the IDs: what to do, which events, and how the affected posts are spread over the years.
import { type Severity, eventKinds, eventOutputs } from '../../domain.js'
import type { PartRecord } from '../../lifecycle/part-record.js'
import { count } from '../../lib/text.js'
import { text } from '../page/inline-code.js'
import type { Block, Section, Table, Text } from '../page/model.js'
import { share } from '../page/numbers.js'
import { uncheckedIds, type RunRecord } from '../record.js'
import { actionWords, nounsOf, shownActions } from '../wording.js'

const listFiles = {
  delete: 'delete.txt',
  'scrub-geo': 'scrub-geo.txt',
  refetch: 'refetch.txt',
  review: 'review.txt'
} as const

const severities = {
  delete: 'bad',
  'scrub-geo': 'act',
  refetch: 'wait',
  review: 'act'
} as const satisfies Record<string, Severity>

/** What to do with which IDs; empty where nothing is to do, and before everything is known. */
export function whatToDo(record: RunRecord): Section[] {
  const { ids, tally, inputs } = record
  const type = inputs?.type ?? 'tweets'
  if (!ids || !tally?.required) return []
  const { required } = tally
  const present = shownActions.filter(action => required[action] > 0)
  if (present.length === 0) return []
  const affected = present.reduce((sum, action) => sum + required[action], 0)
  const fine = ids.submitted - affected - uncheckedIds(record)
  const shareOf = (n: number) => `${count(n)} (${share(n, ids.submitted)})`
  const table: Table = {
    kind: 'table',
    caption: 'IDs by required action',
    columns: [
      { title: 'Action' },
      { title: nounsOf(type).title, numeric: true },
      { title: 'List' }
    ],
    rows: present.map(action => [
      [
        { strong: actionWords[action].title },
        ` ${actionWords[action].how[type]}`
      ],
      [shareOf(required[action])],
      [{ code: listFiles[action] }]
    ]),
    totals: fine > 0 ? [[['No action needed'], [shareOf(fine)], []]] : [],
    bars: present.map(action => ({
      value: required[action],
      severity: severities[action]
    }))
  }
  return [
    {
      title: 'What to do',
      blocks: [
        table,
        text(
          'X asks you to do this as soon as reasonably possible, and within 24 hours of a request. The action ',
          { code: 'apply' },
          ' does it in your files. ',
          ...whereTheLists(record)
        )
      ]
    }
  ]
}

function whereTheLists(record: RunRecord): Text {
  const { artifact, inputs } = record
  if (artifact && inputs?.publish === 'full')
    return ['The lists are in the artifact ', { code: artifact.name }, '.']
  return [
    'The lists are in the folder that the output ',
    { code: 'report-path' },
    ' names, for later steps of this job.'
  ]
}

/** Result rows by event. */
export function events(record: RunRecord): Section[] {
  const { tally, ids, inputs } = record
  if (!tally || tally.events === 0) return []
  const type = inputs?.type ?? 'tweets'
  const base = tally.required ? (ids?.submitted ?? 0) : tally.events
  const present = eventOutputs.filter(event => tally.byEvent[event] > 0)
  const table: Table = {
    kind: 'table',
    caption: 'Result rows by event',
    columns: [
      { title: 'Event' },
      { title: 'Rows', numeric: true },
      {
        title: tally.required ? 'Share of checked' : 'Share of rows',
        numeric: true,
        minor: true
      },
      { title: 'What happened' }
    ],
    rows: present.map(event => [
      [{ code: event }],
      [count(tally.byEvent[event])],
      [share(tally.byEvent[event], base)],
      [eventKinds[event].meaning[type]]
    ]),
    totals:
      present.length > 1
        ? [
            [
              ['All events'],
              [count(tally.events)],
              [share(tally.events, base)],
              []
            ]
          ]
        : [],
    bars: present.map(event => ({
      value: tally.byEvent[event],
      severity: eventKinds[event].severity
    }))
  }
  const missing = record.parts.filter(part => !part.rows)
  const blocks: Block[] = missing.length > 0 ? [preliminary(missing)] : []
  return [
    {
      title: missing.length > 0 ? 'Events so far' : 'Events by reason',
      folded: tally.required !== undefined,
      blocks: [...blocks, table]
    }
  ]
}

/** Named one by one up to here. */
const mostNamed = 20

function preliminary(missing: readonly PartRecord[]): Block {
  const named = missing.slice(0, mostNamed).map(({ part }) => String(part))
  if (missing.length > mostNamed)
    named.push(`${count(missing.length - mostNamed)} more`)
  const list = new Intl.ListFormat('en').format(named)
  return text(
    `Preliminary: ${missing.length === 1 ? `part ${list} is` : `parts ${list} are`} still missing.`
  )
}

/** The share of checked posts that are affected, by the year that their IDs tell; not for one year alone. */
export function byYear(record: RunRecord): Section[] {
  const { tally, status, inputs } = record
  const years = Object.entries(tally?.ofYear ?? {})
  // Of which years the unchecked IDs are is not known.
  if (status !== 'complete' || uncheckedIds(record) > 0) return []
  if (years.length < 2 || years.every(([, { affected }]) => affected === 0))
    return []
  const { title } = nounsOf(inputs?.type ?? 'tweets')
  return [
    {
      title: 'Affected by year',
      folded: true,
      blocks: [
        {
          kind: 'chart',
          title: `${title} of each year that are affected, in percent of those checked`,
          columns: years.map(([label, { checked, affected }]) => ({
            label,
            value: checked === 0 ? 0 : affected / checked,
            shown: checked === 0 ? '–' : share(affected, checked)
          }))
        },
        {
          kind: 'table',
          caption: 'Affected by year',
          columns: [
            { title: 'Year' },
            { title: 'Checked', numeric: true },
            { title: 'Affected', numeric: true },
            { title: 'Share', numeric: true }
          ],
          rows: years.map(([year, { checked, affected }]) => [
            [year],
            [count(checked)],
            [count(affected)],
            [checked === 0 ? '–' : share(affected, checked)]
          ])
        },
        text(
          'The year is that of the ID. IDs from before November 2010, and of accounts from before 2016, tell no year and are left out.'
        )
      ]
    }
  ]
}
