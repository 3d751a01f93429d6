// Takes down what becomes of the records of one file, and the IDs that the three lists will hold.
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { longestLine, writeLines } from '../ids/decimal.js'
import { IdCollector } from '../ids/id-set.js'
import type { EditLog } from './edit-log.js'
import { type EditSink, type Gap, type Rule } from './edits/edit.js'
import type { FileRecord } from './record.js'

const listNames = ['removed', 'refetch', 'review'] as const

type ListName = (typeof listNames)[number]

/** 4 million IDs of each list in memory, more on disk. */
const budget = 32_000_000

/** The IDs of `removed.txt`, `refetch.txt` and `review.txt`. */
export class Lists {
  readonly #lists: Record<ListName, IdCollector>

  constructor(directory: string, signal: AbortSignal) {
    const make = () => new IdCollector({ directory, budget, signal })
    this.#lists = { removed: make(), refetch: make(), review: make() }
  }

  add(name: ListName, id: bigint): void {
    this.#lists[name].add(Number(id >> 32n), Number(id & 0xffffffffn))
  }

  async settle(): Promise<void> {
    for (const name of listNames) await this.#lists[name].settle()
  }

  /** Writes the lists, ascending, one ID a line; gives how many IDs each holds. */
  async write(folder: string): Promise<Record<ListName, number>> {
    const sizes = { removed: 0, refetch: 0, review: 0 }
    for (const name of listNames) {
      const file = await open(join(folder, `${name}.txt`), 'w', 0o600)
      let lines = new Uint8Array(0)
      try {
        const set = await this.#lists[name].finish(async chunk => {
          if (lines.length < chunk.length * longestLine)
            lines = new Uint8Array(chunk.length * longestLine)
          const end = writeLines(chunk, lines, 0)
          await file.writeFile(lines.subarray(0, end))
        })
        sizes[name] = set.size
        await set.dispose()
      } finally {
        await file.close()
      }
    }
    return sizes
  }
}

/** A line that holds no record. */
export interface BadRecord {
  file: string
  line: number
  reason: string
}

/** So many of a file are kept to be shown. */
const mostShown = 5

/** Counts into the record of a file, and writes its edits down. */
export class FileSink implements EditSink {
  readonly shown: BadRecord[] = []
  /** The first record of no known form. */
  unknownLine: number | undefined
  unknowns = 0

  constructor(
    private readonly file: FileRecord,
    private readonly edits: EditLog,
    private readonly lists: Lists
  ) {}

  splice(start: number, end: number, text: string): void {
    this.edits.add(start, end, text)
  }

  record(outcome: 'kept' | 'changed' | 'removed', records = 1): void {
    this.file.read += records
    if (outcome !== 'kept') this.file[outcome] += records
  }

  rule(rule: Rule): void {
    this.file.byRule[rule]++
  }

  removed(id: bigint): void {
    this.lists.add('removed', id)
  }

  refetch(id: bigint): void {
    this.lists.add('refetch', id)
  }

  review(id: bigint): void {
    this.lists.add('review', id)
  }

  unreachable(gap: Gap, count = 1): void {
    this.file.unreachable[gap] += count
  }

  bad(line: number, reason: string): void {
    this.file.bad++
    if (this.shown.length < mostShown)
      this.shown.push({ file: this.file.name, line, reason })
  }

  unknown(line: number): void {
    this.unknowns++
    this.unknownLine ??= line
  }
}

/** Only counts the edits that a result would still need. */
export function verifyingSink(): EditSink & { edits: number } {
  const ignore = (): void => undefined
  const sink = {
    edits: 0,
    splice: () => {
      sink.edits++
    },
    record: ignore,
    rule: ignore,
    removed: ignore,
    refetch: ignore,
    review: ignore,
    unreachable: ignore,
    bad: ignore,
    unknown: ignore
  }
  return sink
}
