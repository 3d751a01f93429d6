// What X said about the IDs: what to do, which events, and when the affected posts were created.
import {
  type Severity,
  eventKinds,
  eventOutputs,
  type EventKind,
  type EventOutput
} from '../../domain.js'
import type { PartRecord } from '../../lifecycle/part-record.js'
import type { RunRecord } from '../record.js'
import { count, plural } from '../../lib/text.js'
import type { Block, Section, Table, Text } from '../page.js'
import { text } from '../inline-code.js'
import {
  actionWords,
  counted,
  nounsOf,
  share,
  shownActions
} from '../wording.js'

const listFiles = {
  delete: 'delete.txt',
  'scrub-geo': 'scrub-geo.txt',
  refetch: 'refetch.txt',
  review: 'review.txt'
} as const

const tones = {
  delete: 'bad',
  'scrub-geo': 'act',
  refetch: 'wait',
  review: 'act'
} as const satisfies Record<string, Severity>

/** What to do with which IDs; empty before everything is known. */
export function whatToDo(record: RunRecord): Section[] {
  const { ids, tally, inputs } = record
  const type = inputs?.type ?? 'tweets'
  if (!ids || !tally?.required || ids.submitted === 0) return []
  const { required } = tally
  const nouns = nounsOf(type)
  const present = shownActions.filter(action => required[action] > 0)
  const affected = present.reduce((sum, action) => sum + required[action], 0)
  const inOrder = ids.submitted - affected
  const rows = present.map(action => [
    [{ strong: actionWords[action].title }],
    [count(required[action])],
    [share(required[action], ids.submitted)],
    [{ code: listFiles[action] }],
    [actionWords[action].how[type]]
  ])
  const table: Table = {
    kind: 'table',
    caption: 'IDs by required action',
    columns: [
      { title: 'Action' },
      { title: 'IDs', numeric: true },
      { title: 'Share', numeric: true },
      { title: 'List' },
      { title: 'How' }
    ],
    rows,
    totals: [
      [
        ['In order'],
        [count(inOrder)],
        [share(inOrder, ids.submitted)],
        [],
        ['Keep them.']
      ]
    ]
  }
  const strip: Block = {
    kind: 'strip',
    title: `${counted(ids.submitted, nouns)} by required action`,
    slices: [
      ...present.map(action => ({
        label: actionWords[action].title,
        value: required[action],
        tone: tones[action]
      })),
      { label: 'In order', value: inOrder, tone: 'good' as const }
    ]
  }
  if (affected === 0)
    return [
      {
        title: 'What to do',
        blocks: [
          text(
            'Nothing. X reported no event for any of these IDs. Check again regularly: accounts and posts change every day.'
          )
        ]
      }
    ]
  return [
    {
      title: 'What to do',
      blocks: [
        strip,
        table,
        text(
          'X asks for this as soon as reasonably possible, and within 24 hours of a request; plan for 24 hours. ',
          ...whereTheLists(record)
        ),
        ...(required.delete > 0 ? [takingOut] : [])
      ]
    }
  ]
}

/** Otherwise the next run reports the same IDs again. Files that Windows has written have a CR before each LF. */
const takingOut = text(
  'Then take the deleted IDs out of your ID files, or the next run finds them again. For a text file with one bare ID a line: ',
  {
    code: `awk '{ sub(/\\r$/, "") } FILENAME == ARGV[1] { gone[$1]; next } !($1 in gone)' delete.txt ids.txt > kept.txt`
  },
  '.'
)

function whereTheLists(record: RunRecord): Text {
  const { artifact, inputs } = record
  if (artifact && inputs?.publish === 'full')
    return ['The lists are in the artifact ', { code: artifact.name }, '.']
  return [
    'The lists are beside this report: in the folder that the output ',
    { code: 'report-path' },
    inputs?.publish === 'full'
      ? ' names, and in the artifact.'
      : ' names, for later steps of this job.'
  ]
}

/** Result rows by event, with the share and what each asks for. */
export function events(record: RunRecord, words: number): Section[] {
  const { tally, ids, inputs } = record
  if (!tally || ids?.submitted === 0) return []
  const type = inputs?.type ?? 'tweets'
  const whole = tally.required ? ids?.submitted : undefined
  const base = whole ?? tally.events
  const rows = eventOutputs.map(event => [
    [{ code: event }],
    [count(tally.byEvent[event])],
    [share(tally.byEvent[event], base)],
    [eventKinds[event].meaning[type]],
    [tally.byEvent[event] > 0 ? actionOf(event) : '–']
  ])
  const blocks: Block[] = [
    {
      kind: 'table',
      caption: 'Result rows by event',
      columns: [
        { title: 'Event' },
        { title: 'Count', numeric: true },
        {
          title: whole === undefined ? 'Share of events' : 'Share of checked',
          numeric: true
        },
        { title: 'What happened' },
        { title: 'Required action' }
      ],
      rows,
      totals: [
        [
          ['All events'],
          [count(tally.events)],
          [share(tally.events, base)],
          [],
          []
        ]
      ]
    }
  ]
  if (tally.events > 0)
    blocks.push({
      kind: 'chart',
      title: 'Events by reason',
      unit: 'events',
      layout: 'bars',
      alone: false,
      bars: eventOutputs
        .filter(event => tally.byEvent[event] > 0)
        .map(event => ({
          label: event,
          value: tally.byEvent[event],
          tone: eventKinds[event].severity
        }))
    })
  const missing = record.parts.filter(part => !part.rows)
  if (missing.length > 0) blocks.unshift(unfinished(missing))
  return [
    {
      title: missing.length > 0 ? 'Events so far' : 'Events',
      blocks: [...blocks, ...remarks(record, words)]
    }
  ]
}

/** Named one by one up to here. */
const mostNamed = 20

function unfinished(missing: readonly PartRecord[]): Block {
  const named = missing.slice(0, mostNamed).map(({ part }) => part)
  const more = missing.length > mostNamed ? ' …' : ''
  return text(
    `From the finished parts only, so these are no final counts: ${plural(missing.length, 'part is', 'parts are')} missing (${named.join(', ')}${more}).`
  )
}

function remarks(record: RunRecord, words: number): Block[] {
  const { tally } = record
  if (!tally) return []
  const items: Text[] = []
  if (tally.byEvent.other > 0) {
    const unknown = Object.entries(tally.otherReasons)
    const shown = unknown
      .slice(0, words)
      .flatMap(([word, n], index) => [
        index === 0 ? ' ' : ', ',
        { code: word },
        ` (${count(n)})`
      ])
    const left = unknown.length - words
    items.push([
      `${plural(tally.byEvent.other, 'row')} with a reason that this action does not know:`,
      ...shown,
      left > 0 ? `, and ${plural(left, 'more word')}.` : '.'
    ])
  }
  if (tally.refused > 0)
    items.push([
      `X refused ${plural(tally.refused, 'line')} as no valid ID (`,
      { code: 'invalid_id' },
      '). They were not checked, though they count among the IDs without an event.'
    ])
  if (tally.unsubmitted > 0)
    items.push([
      `${plural(tally.unsubmitted, 'ID')} with an event ${tally.unsubmitted === 1 ? 'was' : 'were'} never submitted: the events are counted above, but these IDs are in no list.`
    ])
  return items.length > 0 ? [{ kind: 'list', items }] : []
}

/** When the affected posts or accounts were created. */
export function byYear(record: RunRecord): Section[] {
  const { tally, inputs } = record
  if (!tally || tally.events === 0) return []
  const { unknown = 0, ...years } = tally.byYear
  const entries = Object.entries(years)
  if (entries.length === 0) return []
  const nouns = nounsOf(inputs?.type ?? 'tweets')
  return [
    {
      title: `When the affected ${nouns.many} were created`,
      blocks: [
        {
          kind: 'chart',
          title: `Events by year in which the ${nouns.one} was created`,
          unit: 'events',
          layout: 'columns',
          alone: true,
          bars: [
            ...withGaps(entries).map(([label, value]) => ({
              label,
              value,
              tone: 'plain' as const
            })),
            ...(unknown > 0
              ? [{ label: 'n/a', value: unknown, tone: 'soft' as const }]
              : [])
          ]
        }
      ]
    }
  ]
}

/** Years without an event are drawn as such: a time axis has no holes. */
function withGaps(entries: readonly [string, number][]): [string, number][] {
  const counts = new Map(entries)
  const years = entries.map(([year]) => Number(year))
  const first = Math.min(...years)
  const last = Math.max(...years)
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const year = String(first + index)
    return [year, counts.get(year) ?? 0]
  })
}

/** What the rows of an event ask for as a rule. */
function actionOf(event: EventOutput): string {
  const { requiredAction }: EventKind = eventKinds[event]
  return requiredAction === undefined
    ? 'By its action word'
    : actionWords[requiredAction].title
}
