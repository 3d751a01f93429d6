// Holds the IDs of the rows against the submitted ones, and writes a list for each required action.
import { createHash } from 'node:crypto'
import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { longestLine, writeLines } from '../ids/decimal.js'
import type { AscendingIds, IdChunk } from '../ids/id-set.js'
import { IdYears, type YearCount } from './id-years.js'
import { requiredActions, type RequiredAction } from '../domain.js'
import type { ListRecord } from './tally-record.js'

export type PerAction<T> = Record<RequiredAction, T>

export interface Matched {
  /** Distinct submitted IDs by the year that they tell. */
  ofYear: Readonly<Record<string, YearCount>>
  /** Distinct submitted IDs by required action. */
  required: PerAction<number>
  /** The lists as they were written. */
  lists: PerAction<ListRecord>
  /** Distinct IDs of each action that were never submitted, summed. */
  unsubmitted: number
}

/** Several rows of one ID: the most pressing action wins, so it is marked last. */
const fromLeastPressing = [...requiredActions].reverse()

/**
 * Writes `delete.txt`, `scrub-geo.txt`, `refetch.txt` and `review.txt`:
 * submitted IDs, ascending, one a line, LF. `visit` gets all submitted IDs on
 * the way, with marks that are 0 for those without an event.
 */
export async function writeLists(
  submitted: AscendingIds,
  asked: PerAction<AscendingIds>,
  directory: string,
  visit?: (chunk: IdChunk, marks: Uint8Array) => void
): Promise<Matched> {
  const lists = await openLists(directory)
  const cursors = perAction(action => new Cursor(asked[action]))
  const required = perAction(() => 0)
  const years = new IdYears()
  let unsubmitted = 0
  try {
    for await (const chunk of submitted.chunks()) {
      const marks = new Uint8Array(chunk.length)
      for (const action of fromLeastPressing)
        unsubmitted += await cursors[action].mark(chunk, marks, markOf(action))
      years.note(chunk, marks)
      visit?.(chunk, marks)
      for (const action of requiredActions)
        required[action] += await lists[action].write(
          chunk,
          marks,
          markOf(action)
        )
    }
    for (const action of requiredActions)
      unsubmitted += await cursors[action].rest()
    const written = {
      delete: await lists.delete.finish(),
      review: await lists.review.finish(),
      refetch: await lists.refetch.finish(),
      'scrub-geo': await lists['scrub-geo'].finish()
    }
    return { required, lists: written, unsubmitted, ofYear: years.counts }
  } catch (error) {
    for (const action of requiredActions) await lists[action].abandon()
    throw error
  } finally {
    for (const action of requiredActions) await cursors[action].close()
  }
}

/** Leaves no list behind. */
export async function removeLists(directory: string): Promise<void> {
  for (const action of requiredActions)
    await rm(listPath(directory, action), { force: true })
}

function listPath(directory: string, action: RequiredAction): string {
  return join(directory, `${action}.txt`)
}

export function perAction<T>(
  make: (action: RequiredAction) => T
): PerAction<T> {
  return {
    delete: make('delete'),
    review: make('review'),
    refetch: make('refetch'),
    'scrub-geo': make('scrub-geo')
  }
}

function markOf(action: RequiredAction): number {
  return requiredActions.indexOf(action) + 1
}

const empty: IdChunk = new BigUint64Array(0)

/** Walks through a sorted set beside another one. */
class Cursor {
  readonly #chunks: AsyncIterator<IdChunk, unknown>
  #chunk = empty
  #at = 0
  #done = false

  constructor(ids: AscendingIds) {
    this.#chunks = ids.chunks()[Symbol.asyncIterator]()
  }

  /**
   * Takes all IDs up to the last one of `chunk`, and puts `mark` where they
   * stand in it. Returns how many do not.
   */
  async mark(chunk: IdChunk, marks: Uint8Array, mark: number): Promise<number> {
    let missing = 0
    let place = 0
    for (;;) {
      if (this.#at === this.#chunk.length && !(await this.#next())) break
      const step = markChunk(this.#chunk, this.#at, chunk, place, marks, mark)
      missing += step.missing
      place = step.place
      this.#at = step.at
      if (place === chunk.length) break
    }
    return missing
  }

  /** How many IDs are left. */
  async rest(): Promise<number> {
    let left = this.#chunk.length - this.#at
    while (await this.#next()) left += this.#chunk.length
    this.#at = this.#chunk.length
    return left
  }

  async close(): Promise<void> {
    await this.#chunks.return?.()
  }

  async #next(): Promise<boolean> {
    if (this.#done) return false
    const next = await this.#chunks.next()
    this.#done = next.done === true
    this.#chunk = next.done === true ? empty : next.value
    this.#at = 0
    return !this.#done
  }
}

/** One stretch of the walk, within a chunk of each side; by halves of IDs, as a bigint for each would be made and thrown away. */
function markChunk(
  ids: IdChunk,
  from: number,
  chunk: IdChunk,
  fromPlace: number,
  marks: Uint8Array,
  mark: number
): { at: number; place: number; missing: number } {
  const wanted = halvesOf(ids)
  const submitted = halvesOf(chunk)
  let at = from
  let place = fromPlace
  let missing = 0
  while (at < ids.length && place < chunk.length) {
    const high = (wanted[2 * at + 1] ?? 0) - (submitted[2 * place + 1] ?? 0)
    const difference =
      high === 0 ? (wanted[2 * at] ?? 0) - (submitted[2 * place] ?? 0) : high
    if (difference > 0) place++
    else {
      if (difference === 0) marks[place] = mark
      else missing++
      at++
    }
  }
  return { at, place, missing }
}

/** The low and the high half of each ID. */
function halvesOf(ids: IdChunk): Uint32Array {
  return new Uint32Array(ids.buffer, ids.byteOffset, 2 * ids.length)
}

async function openLists(directory: string): Promise<PerAction<List>> {
  return {
    delete: await List.open(directory, 'delete'),
    review: await List.open(directory, 'review'),
    refetch: await List.open(directory, 'refetch'),
    'scrub-geo': await List.open(directory, 'scrub-geo')
  }
}

/** How many IDs are written at a time. */
const idsPerWrite = 1 << 12

/** A list under a temporary name until it is whole. */
class List {
  readonly #chunk: IdChunk = new BigUint64Array(idsPerWrite)
  readonly #lines = new Uint8Array(longestLine * idsPerWrite)
  readonly #sha256 = createHash('sha256')
  #held = 0
  #ids = 0

  private constructor(
    readonly file: FileHandle,
    readonly path: string
  ) {}

  static async open(directory: string, action: RequiredAction): Promise<List> {
    const path = listPath(directory, action)
    return new List(await open(`${path}.tmp`, 'w', 0o600), path)
  }

  /** Adds the IDs of `chunk` that carry `mark`, and returns how many. */
  async write(
    chunk: IdChunk,
    marks: Uint8Array,
    mark: number
  ): Promise<number> {
    let written = 0
    const halves = halvesOf(chunk)
    const into = halvesOf(this.#chunk)
    for (let at = marks.indexOf(mark); at !== -1; at = marks.indexOf(mark, at))
      // They often stand together.
      for (; marks[at] === mark; at++) {
        if (this.#held === idsPerWrite) await this.#flush()
        into[2 * this.#held] = halves[2 * at] ?? 0
        into[2 * this.#held + 1] = halves[2 * at + 1] ?? 0
        this.#held++
        written++
      }
    return written
  }

  async finish(): Promise<ListRecord> {
    await this.#flush()
    await this.file.close()
    await rename(`${this.path}.tmp`, this.path)
    return { ids: this.#ids, sha256: this.#sha256.digest('hex') }
  }

  async abandon(): Promise<void> {
    await this.file.close().catch(() => undefined)
    await rm(`${this.path}.tmp`, { force: true })
  }

  async #flush(): Promise<void> {
    const end = writeLines(this.#chunk.subarray(0, this.#held), this.#lines, 0)
    this.#sha256.update(this.#lines.subarray(0, end))
    this.#ids += this.#held
    await this.file.writeFile(this.#lines.subarray(0, end))
    this.#held = 0
  }
}
