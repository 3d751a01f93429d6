// Counts the result rows while it joins them, and sorts their IDs into lists by required action.
import { readId, type Halves } from '../content/id.js'
import { IdCollector, type SortedIds } from '../ids/id-set.js'
import type { Log } from '../lib/log.js'
import {
  refusedReason,
  eventOutputs,
  requiredActions,
  type EventOutput,
  type RequiredAction
} from '../domain.js'
import type { TallyRecord } from './tally-record.js'
import { count, plural, printable } from '../lib/text.js'
import { joinRows, type PartRows } from './join.js'
import { perAction, writeLists, type Matched, type PerAction } from './lists.js'
import { lastYear, RowReader, unknownYear } from './row.js'
import { eventOf, knownActions, knownReasons, requiredOf } from './rules.js'
import { Words } from './word-counts.js'

export interface TallyRequest {
  /** Raw bytes as downloaded, in part order. */
  parts: readonly PartRows[]
  /** Final name of the joined rows. */
  resultsPath: string
  /** Undefined when it is not known, as with `job-ids` alone. */
  submitted: SortedIds | undefined
  /** Where the four lists go; undefined when parts are missing or the submitted set is. */
  listsDirectory: string | undefined
  /** Existing folder for temporary files. */
  directory: string
}

/** Memory for the IDs of each required action, in bytes; what is more goes to disk. */
const budgetPerAction = 64 * 1024 * 1024

/**
 * Joins the rows of the parts at `resultsPath`, counts them, and writes the
 * lists. Memory does not grow with the rows.
 *
 * @throws Failure `results-corrupt` at a row that is no whole JSON object
 */
export async function tallyRows(
  request: TallyRequest,
  edges: { log: Log; signal: AbortSignal }
): Promise<TallyRecord> {
  const { parts, resultsPath, submitted, listsDirectory, directory } = request
  const { log, signal } = edges
  const collectors = perAction(
    () => new IdCollector({ directory, budget: budgetPerAction, signal })
  )
  const matching = submitted !== undefined && listsDirectory !== undefined
  const counter = new RowCounter(matching ? collectors : undefined)
  try {
    await joinRows(parts, resultsPath, counter.reader, {
      row: () => counter.count(),
      breathe: async () => {
        signal.throwIfAborted()
        for (const action of requiredActions) await collectors[action].settle()
      }
    })
    const matched = matching
      ? await match(submitted, listsDirectory, collectors)
      : undefined
    const tally = counter.tally(matched)
    checkIdentities(tally, submitted)
    warn(tally, log)
    return tally
  } finally {
    for (const action of requiredActions) await collectors[action].dispose()
  }
}

async function match(
  submitted: SortedIds,
  listsDirectory: string,
  collectors: PerAction<IdCollector>
): Promise<Matched> {
  const asked = {
    delete: await collectors.delete.finish(),
    review: await collectors.review.finish(),
    refetch: await collectors.refetch.finish(),
    'scrub-geo': await collectors['scrub-geo'].finish()
  }
  try {
    return await writeLists(submitted, asked, listsDirectory)
  } finally {
    for (const action of requiredActions) await asked[action].dispose()
  }
}

/** What one pair of reason and action means; made once for each pair. */
interface Verdict {
  event: EventOutput
  required: RequiredAction
  refused: boolean
}

/** Counts rows, one at a time, and hands their IDs to the collectors. */
class RowCounter {
  readonly reader = new RowReader()
  readonly #collectors: PerAction<IdCollector> | undefined
  readonly #otherReasons = new Words([])
  readonly #verdicts: Verdict[][] = []
  readonly #byEvent = Object.fromEntries(
    eventOutputs.map(event => [event, 0])
  ) as Record<EventOutput, number>
  readonly #byYear = new Float64Array(lastYear + 1)
  readonly #id: Halves = { high: 0, low: 0 }
  #rows = 0
  #events = 0
  #refused = 0
  #withoutId = 0

  constructor(collectors: PerAction<IdCollector> | undefined) {
    this.#collectors = collectors
  }

  /** Counts the row that the reader holds. */
  count(): void {
    const { reader } = this
    this.#rows++
    const verdict =
      this.#verdicts[reader.reason]?.[reader.action] ?? this.#judge()
    if (reader.refused || verdict.refused) {
      this.#refused++
      return
    }
    this.#events++
    this.#byEvent[verdict.event]++
    reader.reasons.count(reader.reason)
    if (verdict.event === 'other')
      this.#otherReasons.countOf(reader.reasons, reader.reason)
    reader.actions.count(reader.action)
    this.#byYear[reader.year] = (this.#byYear[reader.year] ?? 0) + 1
    if (!this.#collectors) return
    const { idBytes, idStart, idEnd } = reader
    if (readId(idBytes, idStart, idEnd, this.#id))
      this.#collectors[verdict.required].add(this.#id.high, this.#id.low)
    else this.#withoutId++
  }

  #judge(): Verdict {
    const { reader } = this
    const reason = reader.reasons.textOf(reader.reason)
    const action = reader.actions.textOf(reader.action)
    const verdict: Verdict = {
      event: eventOf(reason, action),
      required: requiredOf(reason, action),
      refused: reason === refusedReason
    }
    const row = (this.#verdicts[reader.reason] ??= [])
    row[reader.action] = verdict
    return verdict
  }

  tally(matched: Matched | undefined): TallyRecord {
    const { reasons, actions } = this.reader
    return {
      rows: this.#rows,
      events: this.#events,
      refused: this.#refused,
      unsubmitted: (matched?.unsubmitted ?? 0) + this.#withoutId,
      byEvent: this.#byEvent,
      reasons: reasons.escaped(),
      actions: actions.escaped(),
      otherReasons: this.#otherReasons.escaped(),
      rawReasons: reasons.exact(),
      rawActions: actions.exact(),
      required: matched?.required,
      byYear: this.#years()
    }
  }

  #years(): Record<string, number> {
    const years = Array.from(this.#byYear, (n, year): [string, number] => [
      year === unknownYear ? 'unknown' : String(year),
      n
    ])
    return Object.fromEntries(years.filter(([, n]) => n > 0))
  }
}

/**
 * Counts that do not add up are worse than none.
 *
 * @throws Error, which ends the run as `internal`
 */
function checkIdentities(
  tally: TallyRecord,
  submitted: SortedIds | undefined
): void {
  const { rows, events, refused, required } = tally
  const sums = {
    'events and refused rows': [events + refused, rows],
    'events by output': [sum(tally.byEvent), events],
    'events by reason': [sum(tally.reasons), events],
    'events by action': [sum(tally.actions), events],
    'events by exact reason': [sum(tally.rawReasons), events],
    'events by exact action': [sum(tally.rawActions), events],
    'events by year': [sum(tally.byYear), events]
  }
  for (const [name, [is, should]] of Object.entries(sums))
    if (is !== should)
      throw new Error(
        `the counts do not add up: ${name} are ${is} of ${should}`
      )
  const most = Math.min(submitted?.size ?? 0, events)
  if (required && sum(required) > most)
    throw new Error(
      `the counts do not add up: ${sum(required)} IDs affected of at most ${most}`
    )
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, n) => total + n, 0)
}

/** Shown in a warning; the summary and the report show more. */
const wordsInWarning = 10

function warn(tally: TallyRecord, log: Log): void {
  warnOfWords('reason', tally.rawReasons, knownReasons, log)
  warnOfWords('action', tally.rawActions, knownActions, log)
  if (tally.refused > 0)
    log.warning(
      `X refused ${plural(tally.refused, 'line')} of the upload as no valid ID. They were not checked, though they count among the IDs without an event.`
    )
  if (tally.unsubmitted > 0)
    log.warning(
      `The results hold ${plural(tally.unsubmitted, 'ID')} with an event that ${tally.unsubmitted === 1 ? 'was' : 'were'} never submitted. Their events are counted, but they are in no list.`
    )
}

function warnOfWords(
  field: string,
  counts: Readonly<Record<string, number>>,
  known: readonly string[],
  log: Log
): void {
  const unknown = Object.entries(counts).filter(
    ([word]) => !known.includes(word)
  )
  if (unknown.length === 0) return
  const named = unknown
    .slice(0, wordsInWarning)
    .map(([word, n]) => `${printable(word, 64)} (${count(n)})`)
    .join(', ')
  const more = unknown.length - wordsInWarning
  log.warning(
    `The results use ${plural(unknown.length, `${field} word`)} that this action does not know: ${named}${more > 0 ? ` and ${count(more)} more` : ''}. These rows are counted and listed by what they ask for; those that ask for nothing known are in review.txt.`
  )
}
