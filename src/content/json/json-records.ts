// Cuts JSON in every layout (lines, arrays, documents) into records, and says what is broken and where to go on.
import type { IdChunk } from '../../kernel/index.js'
import { JsonTokenizer, type Found, type IdFilter } from '../../kernel/json.js'
import { Failure } from '../../lib/failure.js'
import { code, say, type Message } from '../../lib/message.js'
import { bytes, count } from '../../lib/text.js'

/** Bytes of one record: a page of v2 has about 100 kB, the largest X archives some MB. */
export const longestRecord = 128 << 20

export interface RecordsOptions {
  /** The keys that the tokenizer must know. */
  keys: readonly string[]
  /** Whether every line is a record; undefined where the start of the file does not show it. */
  isLines: boolean | undefined
  /** How messages call the file. */
  file: string
  /** Gets the IDs of records whose shapes were learned, as `TokenizerOptions` tell. */
  onIds?: (ids: IdChunk) => void
  filter?: IdFilter | undefined
  onPassed?: (records: number) => void
  /** A record is at hand in the tokenizer. */
  onRecord: () => void
  /** A line that holds none; `start` is what it starts with. */
  onBroken: (
    line: number,
    reason: 'not JSON' | 'NaN or Infinity' | 'nested too deep',
    start: string
  ) => void
  /** A mark of UTF-8 stands at this place of the stream, where another file was joined to it. */
  onMark?: (at: number) => void
}

export class JsonRecords {
  readonly tokenizer: JsonTokenizer
  readonly #options: RecordsOptions
  #isLines: boolean | undefined
  /** Line feeds before a place in a record. */
  #counted = { record: -1, position: 0, feeds: 0 }

  constructor(options: RecordsOptions) {
    this.#options = options
    this.#isLines = options.isLines
    this.tokenizer = new JsonTokenizer({
      keys: options.keys,
      isLines: options.isLines ?? false,
      longestRecord,
      filter: options.filter,
      ...(options.onIds && { onIds: options.onIds }),
      ...(options.onPassed && { onPassed: options.onPassed })
    })
  }

  /** Whether every line is a record; undefined until the first one shows it. */
  get isLines(): boolean | undefined {
    return this.#isLines
  }

  /** @throws Failure when what follows could not be read right */
  feed(chunk: Uint8Array): void {
    this.tokenizer.feed(chunk)
    this.#read()
  }

  /** @throws Failure as `feed` */
  end(): void {
    this.tokenizer.end()
    this.#read()
    if (this.tokenizer.isOpen) this.#broken('invalid')
  }

  /** The line of a place in the record; the cost is the way from the last one asked for. */
  lineOf(position: number): number {
    const { line, bytes, offset } = this.tokenizer
    if (this.#isLines) return line
    const counted = this.#counted
    if (offset !== counted.record)
      this.#counted = {
        record: offset,
        position,
        feeds: feedsIn(bytes, 0, position)
      }
    else {
      counted.feeds +=
        feedsIn(bytes, counted.position, position) -
        feedsIn(bytes, position, counted.position)
      counted.position = position
    }
    return line + this.#counted.feeds
  }

  /** What can't be read as one record. */
  tooLong(): Failure {
    return new Failure('ids-invalid', {
      what: say`The record on line ${count(this.tokenizer.line)} of ${code(this.#options.file)} is longer than ${bytes(longestRecord)}, or holds too many values.`,
      why: say`Records are read one at a time, each as a whole.`,
      fix: say`Write the posts one per line (JSONL), or as the elements of one array.`
    })
  }

  #read(): void {
    for (;;) {
      const found = this.tokenizer.next()
      if (found === 'more') return
      if (found === 'record') {
        this.#learnLines()
        this.#options.onRecord()
      } else this.#broken(found)
    }
  }

  /** The first record shows whether each has a line of its own. */
  #learnLines(): void {
    if (this.#isLines !== undefined) return
    this.#isLines = !this.tokenizer.bytes.includes(0x0a)
    this.tokenizer.isLines = this.#isLines
  }

  /** Tells of a broken line and passes over it; a document ends there. */
  #broken(found: Exclude<Found, 'record' | 'more'>): void {
    const { tokenizer } = this
    const { line, rest } = tokenizer
    if (rest[0] === 0xef && rest[1] === 0xbb && rest[2] === 0xbf) {
      // Files with a mark of UTF-8 may have been joined.
      this.#options.onMark?.(tokenizer.position)
      tokenizer.pass(3)
      return
    }
    if (
      found === 'invalid' &&
      this.#isLines === false &&
      /^;\s*$/.test(rest.toString())
    ) {
      // The end of a script, such as those of an archive after formatting.
      tokenizer.pass(1)
      return
    }
    if (found === 'too-long') throw this.tooLong()
    if (this.#isLines === undefined && tokenizer.bytes.includes(0x0a))
      this.#isLines = false
    if (this.#isLines === false) throw this.#brokenDocument(line)
    this.#isLines = tokenizer.isLines = true
    const [start = ''] = tokenizer.excerpt.trimStart().split('\n', 1)
    tokenizer.skipLine()
    this.#options.onBroken(
      line,
      found === 'too-deep'
        ? 'nested too deep'
        : isNoNumber(rest)
          ? 'NaN or Infinity'
          : 'not JSON',
      start
    )
  }

  #brokenDocument(line: number): Failure {
    const { excerpt, rest } = this.tokenizer
    if (isNoNumber(rest))
      return new Failure('ids-invalid', {
        what: say`${code(this.#options.file)} stops being JSON at line ${count(line)}: it holds \`NaN\` or \`Infinity\`.`,
        why: pythonNumbers,
        fix: writeNull
      })
    const notation = notations.find(({ pattern }) => pattern.test(excerpt))
    if (notation)
      return new Failure('ids-invalid', {
        what: say`${code(this.#options.file)} stops being JSON at line ${count(line)}: this is ${notation.name}.`,
        fix: notation.fix
      })
    return new Failure('ids-invalid', {
      what: say`${code(this.#options.file)} stops being JSON at line ${count(line)}, so what follows could not be read.`,
      why: say`The file is cut off or was edited by hand.`,
      fix: say`Create the file again, or write one record per line (JSONL), so that one broken record does not hide the others.`
    })
  }
}

/** What looks like JSON, and is not. */
const notations: readonly { pattern: RegExp; name: string; fix: Message }[] = [
  {
    pattern: /(?:NumberLong|NumberInt|ObjectId|ISODate)\(/,
    name: 'the notation of the mongo shell',
    fix: say`Export the collection as JSON, one document a line: \`mongoexport --db DB --collection POSTS --out posts.jsonl\`.`
  },
  {
    pattern: /^\s*[[{]\s*u?'|: (?:None|True|False)\b/,
    name: 'Python’s notation, not JSON',
    fix: say`Write each record by \`json.dumps(record)\`, one per line, instead of \`str(record)\` or \`print\`.`
  }
]

export const pythonNumbers = say`Python's \`json.dumps\` writes these, and JSON has no such numbers.`

export const writeNull = say`Write \`null\` in their place: \`to_json\` of pandas does, and \`json.dumps(record, allow_nan=False)\` tells where they are.`

/** Whether reading stopped at a number that is none. */
function isNoNumber(rest: Buffer): boolean {
  return /^-?(?:NaN|Infinity)/.test(rest.toString('latin1', 0, 12))
}

function feedsIn(bytes: Buffer, from: number, to: number): number {
  if (from >= to) return 0
  const part = bytes.subarray(from, to)
  let feeds = 0
  for (let at = part.indexOf(0x0a); at >= 0; at = part.indexOf(0x0a, at + 1))
    feeds++
  return feeds
}
