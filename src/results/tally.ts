// The counts of the results of all parts, their rows in one file, and a list for each required action.
import { randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import {
  eventOutputs,
  refusedReason,
  requiredActions,
  type EventOutput
} from '../domain.js'
import {
  IdCollector,
  type AscendingIds,
  type IdChunk,
  type SortedIds
} from '../ids/id-set.js'
import { Failure } from '../lib/failure.js'
import type { Log } from '../lib/log.js'
import { say } from '../lib/message.js'
import { count, plural, printable } from '../lib/text.js'
import {
  perAction,
  removeLists,
  writeLists,
  type Matched,
  type PerAction
} from './lists.js'
import { overlap } from './overlap.js'
import { kept, type Kept, type PartCounts, type PartRows } from './rows.js'
import { knownActions, knownReasons } from './rules.js'
import type { TallyRecord } from './tally-record.js'
import { Words } from './word-counts.js'
import { unknownYear } from './year.js'

export interface TallyRequest {
  /** The rows of the finished parts, in part order. */
  parts: readonly PartRows[]
  /** Final name of the joined rows. */
  resultsPath: string
  /** Undefined when it is not known, as with `job-ids` alone. */
  submitted: SortedIds | undefined
  /** Whether more than these IDs may have been uploaded. Otherwise a refusal that names none of them is about one all the same. */
  mayHoldOthers?: boolean
  /** Where the four lists go; undefined when parts are missing or the submitted set is. */
  listsDirectory: string | undefined
  /** Existing folder for temporary files. */
  directory: string
}

/** Memory for the IDs of each kind, in bytes; what is more goes to disk. */
const budget = 64 * 1024 * 1024

/** Events for strangers alone that are another set's answer, and no accident. */
const manyStrangers = 10

export interface Tally {
  counts: TallyRecord
  /** `results-corrupt` for rows of another set or part, of which the lists are left out; `ids-invalid` when X refused all IDs. */
  failure: Failure | undefined
}

/**
 * Joins the rows of the parts at `resultsPath`, adds up their counts, and
 * writes the lists. Memory does not grow with the rows.
 */
export async function tallyRows(
  request: TallyRequest,
  edges: { log: Log; signal: AbortSignal }
): Promise<Tally> {
  const { parts, resultsPath, submitted, listsDirectory, directory } = request
  const { log, signal } = edges
  await joinRows(parts, resultsPath, signal)
  const sum = new Sum(directory, signal)
  try {
    for (const { counts } of parts) sum.add(counts)
    const matched =
      submitted && listsDirectory !== undefined
        ? await match(
            request,
            submitted,
            listsDirectory,
            await sum.finish(parts),
            signal
          )
        : undefined
    const counts = sum.tally(matched)
    checkIdentities(counts, submitted)
    const failure = matched && submitted && refuse(counts, matched, submitted)
    if (failure?.code !== 'results-corrupt') {
      warn(counts, log)
      return { counts, failure }
    }
    // Of the submitted IDs, another set's answer tells nothing.
    if (listsDirectory !== undefined) await removeLists(listsDirectory)
    return { counts: sum.tally(undefined), failure }
  } finally {
    await sum.dispose()
  }
}

/** Puts the rows of all parts into one file, under its final name only when whole. */
async function joinRows(
  parts: readonly PartRows[],
  resultsPath: string,
  signal: AbortSignal
): Promise<void> {
  const [only, ...others] = parts
  if (only && others.length === 0) {
    signal.throwIfAborted()
    if (await isMoved(only.path, resultsPath)) return
  }
  // A name that nobody can have put a link at.
  const temporary = `${resultsPath}.${randomBytes(8).toString('hex')}.tmp`
  try {
    await pipeline(
      async function* () {
        for (const { path } of parts)
          yield* createReadStream(path, { highWaterMark: 1 << 20 })
      },
      createWriteStream(temporary, { flags: 'wx', mode: 0o600 }),
      { signal }
    )
    await rename(temporary, resultsPath)
  } catch (error) {
    await rm(temporary, { force: true })
    signal.throwIfAborted()
    throw error
  }
}

/** Moves a file; false when it would have to go to another disk. */
async function isMoved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EXDEV') return false
    throw error
  }
}

interface Matching extends Matched {
  /** Distinct submitted IDs that were refused, and have no event. */
  unchecked: number
  /** Those of them that no refusal names. */
  unidentified: number
  /** Distinct submitted IDs of other parts in the rows of a part. */
  misplaced: number
  /** Numbers of the parts whose many events all belong to other IDs. */
  strange: readonly number[]
}

async function match(
  { parts, mayHoldOthers = false }: TallyRequest,
  submitted: SortedIds,
  listsDirectory: string,
  sets: Sets,
  signal: AbortSignal
): Promise<Matching> {
  const affected = new AffectedParts(parts)
  try {
    const lists = await writeLists(
      submitted,
      sets,
      listsDirectory,
      (chunk, marks) => {
        signal.throwIfAborted()
        affected.visit(chunk, marks)
      }
    )
    const events = requiredActions.map(action => sets[action])
    const strangers =
      sets.refused.size - (await overlap(sets.refused, submitted, []))
    const named = await overlap(sets.refused, submitted, events)
    const unnamed = parts.reduce(
      (sum, { counts }) => sum + counts.refusedWithoutId,
      mayHoldOthers ? -Infinity : strangers
    )
    const unidentified = Math.max(
      0,
      Math.min(unnamed, submitted.size - sum(lists.required) - named)
    )
    return {
      ...lists,
      unsubmitted: lists.unsubmitted + strangers,
      unchecked: named + unidentified,
      unidentified,
      misplaced: await overlap(sets.elsewhere, submitted, []),
      strange: affected.others
        .filter(({ counts }) => counts.events >= manyStrangers)
        .map(({ part }) => part)
    }
  } finally {
    for (const kind of kept) await sets[kind].dispose()
  }
}

/** Finds the parts of a set that have no submitted ID with an event. */
class AffectedParts {
  readonly #parts: readonly PartRows[]
  readonly #affected = new Set<PartRows>()
  #at = 0

  constructor(parts: readonly PartRows[]) {
    this.#parts = parts.filter(({ range }) => range !== undefined)
  }

  /** Those without one, once all IDs were visited. */
  get others(): readonly PartRows[] {
    return this.#parts.filter(part => !this.#affected.has(part))
  }

  /** Takes the next submitted IDs, ascending; marks are 0 for those without an event. */
  visit(chunk: IdChunk, marks: Uint8Array): void {
    for (let index = 0; index < chunk.length; index++) {
      let part = this.#parts[this.#at]
      const last = chunk.at(-1) ?? 0n
      if (!part?.range) return
      if (this.#affected.has(part) && last <= part.range.last) return
      if (marks[index] === 0) continue
      const id = chunk[index] ?? 0n
      while (part?.range && id > part.range.last) part = this.#parts[++this.#at]
      if (part) this.#affected.add(part)
    }
  }
}

/** The counts of all parts. */
class Sum {
  readonly #reasons = new Words(knownReasons)
  readonly #actions = new Words(knownActions)
  readonly #otherReasons = new Words([])
  readonly #byEvent = Object.fromEntries(
    eventOutputs.map(event => [event, 0])
  ) as Record<EventOutput, number>
  readonly #byYear = new Map<number, number>()
  readonly #ids: Readonly<Record<Kept, IdCollector>>
  #rows = 0
  #events = 0
  #refused = 0
  #refusedWithoutId = 0

  constructor(directory: string, signal: AbortSignal) {
    const collector = () => new IdCollector({ directory, budget, signal })
    this.#ids = {
      ...perAction(collector),
      refused: collector(),
      elsewhere: collector()
    }
  }

  add(counts: PartCounts): void {
    this.#rows += counts.rows
    this.#events += counts.events
    this.#refused += counts.refused
    this.#refusedWithoutId += counts.refusedWithoutId
    this.#reasons.add(counts.reasons)
    this.#actions.add(counts.actions)
    this.#otherReasons.add(counts.otherReasons)
    for (const [event, n] of counts.byEvent) this.#byEvent[event] += n
    for (const [year, n] of counts.years.entries())
      if (n > 0) this.#byYear.set(year, (this.#byYear.get(year) ?? 0) + n)
  }

  /** The IDs of all parts. */
  async finish(parts: readonly PartRows[]): Promise<Sets> {
    const [only] = parts
    if (only && parts.length === 1) return finished(only.counts.ids)
    for (const { counts } of parts)
      for (const kind of kept) {
        const set = await counts.ids[kind].finish(async chunk => {
          this.#ids[kind].addAll(chunk)
          await this.#ids[kind].settle()
        })
        await set.dispose()
      }
    return finished(this.#ids)
  }

  tally(matched: Matching | undefined): TallyRecord {
    return {
      rows: this.#rows,
      events: this.#events,
      refused: this.#refused,
      unsubmitted: matched?.unsubmitted ?? 0,
      refusedWithoutId: this.#refusedWithoutId,
      unchecked: matched?.unchecked,
      unidentified: matched?.unidentified ?? 0,
      ofYear: matched?.ofYear,
      byEvent: this.#byEvent,
      reasons: this.#reasons.shown(),
      actions: this.#actions.shown(),
      otherReasons: this.#otherReasons.shown(),
      rawReasons: this.#reasons.exact(),
      rawActions: this.#actions.exact(),
      required: matched?.required,
      lists: matched?.lists,
      byYear: this.#years()
    }
  }

  async dispose(): Promise<void> {
    for (const kind of kept) await this.#ids[kind].dispose()
  }

  #years(): Record<string, number> {
    const years = [...this.#byYear].sort(([a], [b]) => a - b)
    return Object.fromEntries(
      years.map(([year, n]) => [
        year === unknownYear ? 'unknown' : String(year),
        n
      ])
    )
  }
}

/** The IDs of the rows, by what they are kept for. */
interface Sets extends PerAction<AscendingIds> {
  refused: SortedIds
  elsewhere: SortedIds
}

async function finished(
  collectors: Readonly<Record<Kept, IdCollector>>
): Promise<Sets> {
  return {
    ...perAction(action => collectors[action].uncounted()),
    refused: await collectors.refused.finish(),
    elsewhere: await collectors.elsewhere.finish()
  }
}

/** Why the rows can't be the answer to what was submitted. */
function refuse(
  { events, refused }: TallyRecord,
  { required, strange, misplaced, unchecked }: Matching,
  submitted: SortedIds
): Failure | undefined {
  if (events >= manyStrangers && sum(required) === 0)
    return corrupt(
      say`All ${count(events)} events of the results belong to IDs that were never submitted: they are the answer to another set.`
    )
  const [strangePart] = strange
  if (strangePart !== undefined)
    return corrupt(
      say`All events of the results of part ${strangePart} belong to IDs that are not of this part: they are the answer to another set.`
    )
  if (misplaced > 0)
    return corrupt(
      say`The results of a part hold ${plural(misplaced, 'ID')} of another part: they are the answer to another set.`
    )
  const isNothing = events === 0 && refused >= submitted.size
  if (submitted.size === 0 || !(isNothing || unchecked === submitted.size))
    return undefined
  return new Failure('ids-invalid', {
    what: say`X refused every ID (${plural(refused, 'row')} with \`${refusedReason}\`), so nothing was checked.`,
    why: say`The IDs are not those of posts or accounts that X knows, or the upload was damaged on its way.`,
    fix: say`Check that the ID files hold what \`type\` says, and run the workflow again.`
  })
}

function corrupt(what: ReturnType<typeof say>): Failure {
  return new Failure('results-corrupt', {
    what,
    why: say`Anyone with the App's token can create jobs, and X finds jobs by their names; or X mixed up two answers.`,
    fix: say`Run the workflow again with another \`cycle\`, so that a new job is created.`
  })
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
  const { refused, unchecked, unidentified, unsubmitted } = tally
  if (refused > 0)
    log.warning(
      `X refused ${plural(refused, 'line')} of the upload (${refusedReason})${unchecked === undefined ? '' : `: ${plural(unchecked, 'submitted ID was', 'submitted IDs were')} not checked`}${unidentified > 0 ? `, ${count(unidentified)} of which X does not name` : ''}.`
    )
  if (unsubmitted > 0)
    log.warning(
      `The results hold ${plural(unsubmitted, 'ID')} that ${unsubmitted === 1 ? 'was' : 'were'} never submitted. They are in no list.`
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
