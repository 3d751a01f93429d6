// Reads JSON in every layout that posts are kept in (lines, pages, arrays, documents), one record after the other.
import type { JobType } from '../../domain.js'
import { kinds, JsonTokenizer, type Found } from '../../kernel/json.js'
import { Failure } from '../../lib/failure.js'
import { code, say } from '../../lib/message.js'
import { bytes, count } from '../../lib/text.js'
import type { CellFault, Judge } from '../cell.js'
import {
  authorOf,
  formKeys,
  isRecord,
  none,
  RecordReader,
  type Item
} from '../forms/record.js'
import { KeyPaths, pathKeys } from './key-paths.js'

/** Bytes of one record: a page of v2 has about 100 kB, the largest X archives some MB. */
export const longestRecord = 128 << 20

export interface JsonShape {
  format: 'jsonl' | 'json'
  /** Whether every line is a record; undefined where the start of the file does not show it. */
  isLines: boolean | undefined
  /** Key paths of the IDs; none for every post or author whose content is held. */
  paths: readonly string[]
}

export class JsonReader {
  /** Records passed over because they hold no content by their nature. */
  notices = 0
  readonly #judge: Judge
  readonly #type: JobType
  readonly #file: string
  readonly #tokenizer: JsonTokenizer
  readonly #record = new RecordReader()
  readonly #paths: KeyPaths | undefined
  /** Undefined until the first record shows it. */
  #isLines: boolean | undefined
  /** Objects that are no fault beside others of their record: users beside posts, posts without author beside users. */
  #others: Item[] = []
  #mayHoldOthers = false

  constructor(judge: Judge, shape: JsonShape, type: JobType, file: string) {
    this.#judge = judge
    this.#type = type
    this.#file = file
    this.#isLines = shape.isLines
    const byPath = shape.paths.length > 0
    this.#paths = byPath ? new KeyPaths(shape.paths) : undefined
    this.#tokenizer = new JsonTokenizer({
      keys: byPath ? pathKeys(shape.paths) : formKeys,
      isLines: shape.isLines ?? false,
      longestRecord
    })
  }

  /** @throws Failure when what follows could not be read right */
  feed(chunk: Uint8Array): void {
    this.#tokenizer.feed(chunk)
    this.#read()
  }

  /** @throws Failure as `feed` */
  end(): void {
    this.#tokenizer.end()
    this.#read()
    if (this.#tokenizer.isOpen) this.#broken('invalid')
  }

  #read(): void {
    for (;;) {
      const found = this.#tokenizer.next()
      if (found === 'more') return
      if (found === 'record') this.#learnLines()
      if (found !== 'record') this.#broken(found)
      else if (this.#paths) this.#readPaths(this.#paths)
      else this.#readPosts()
    }
  }

  /** The first record shows whether each has a line of its own. */
  #learnLines(): void {
    if (this.#isLines !== undefined) return
    this.#isLines = !this.#tokenizer.bytes.includes(0x0a)
    this.#tokenizer.isLines = this.#isLines
  }

  #readPosts(): void {
    const record = this.#record
    const isPosts = this.#type === 'tweets'
    record.read(this.#tokenizer)
    this.#others = []
    this.#mayHoldOthers = false
    const { bare, userIds, rows } = record
    let found = bare.length + userIds.length + rows.length
    for (const token of bare) this.#cell(token)
    for (const token of rows) this.#fault(token, 'row of a table, not a record')
    if (!isPosts) for (const token of userIds) this.#cell(token)
    else if (userIds.length > 0) this.#fault(0, 'a user, not a post')
    for (let i = 0; i < record.count; i++) {
      const item = record.items[i]
      if (item && (isPosts ? this.#post(item) : this.#author(item))) found++
    }
    found += this.#endOthers()
    const [root] = record.items
    if (found > 0 || record.count === 0) return
    if (root?.kind === 'notice') this.notices++
    else if (root?.kind !== 'page')
      this.#fault(0, isPosts ? 'no post in it' : 'no author in it')
  }

  /** Counts what is a fault after all; returns how many. */
  #endOthers(): number {
    if (this.#mayHoldOthers) return 0
    const isPosts = this.#type === 'tweets'
    for (const { token } of this.#others)
      this.#fault(token, isPosts ? 'a user, not a post' : 'no author in it')
    return this.#others.length
  }

  /** Takes the ID of a post; tells whether something was found, or missed. */
  #post(item: Item): boolean {
    const { kind, place } = item
    if (kind === 'post' || kind === 'id') {
      if (item.id !== none) this.#cell(item.id)
      else this.#fault(item.token, 'no post in it')
      if (!isRecord(place)) this.#mayHoldOthers = true
      return true
    }
    if (kind === 'user' && isRecord(place)) this.#others.push(item)
    const isMissing =
      place === 'item' && (kind === 'nothing' || kind === 'author')
    if (isMissing) this.#fault(item.token, 'no post in it')
    return isMissing
  }

  /** The same of an author, or of an account. */
  #author(item: Item): boolean {
    const { kind, place } = item
    if (kind === 'post' || kind === 'author') {
      const token = authorOf(item)
      if (token === none) this.#others.push(item)
      else this.#cell(token)
      return token !== none
    }
    if (kind === 'id') {
      this.#cell(item.id)
      return true
    }
    if (kind === 'user') {
      // The author of a post is taken with the post.
      const isHeld =
        isRecord(place) ||
        place === 'users' ||
        (item.isProfile && place !== 'author')
      if (isRecord(place)) this.#mayHoldOthers = true
      if (isHeld) this.#cell(item.id)
      return isHeld
    }
    const isMissing = kind === 'nothing' && place === 'item'
    if (isMissing) this.#fault(item.token, 'no author in it')
    return isMissing
  }

  #readPaths(paths: KeyPaths): void {
    const found = paths.find(this.#tokenizer)
    for (const token of found.values) this.#cell(token)
    for (const token of found.missing) this.#fault(token, 'column missing')
  }

  /** Brings the value of a token to the judge. */
  #cell(token: number): void {
    const { tape, bytes: record } = this.#tokenizer
    const word = tape[token * 5] ?? 0
    const start = tape[token * 5 + 1] ?? 0
    const end = tape[token * 5 + 2] ?? 0
    if ((word & 0xf) !== kinds.string) {
      if (!this.#judge.cell(record, start, end, this.#lineOf(start)))
        this.#fault(token, 'no ID')
    } else if ((word & 0x10) === 0) {
      if (!this.#judge.cell(record, start + 1, end - 1, this.#lineOf(start)))
        this.#fault(token, 'no ID')
    } else {
      const text = Buffer.from(
        String(JSON.parse(record.toString('utf8', start, end)))
      )
      if (!this.#judge.cell(text, 0, text.length, this.#lineOf(start)))
        this.#fault(token, 'no ID')
    }
  }

  #fault(token: number, reason: CellFault): void {
    const start = this.#tokenizer.tape[token * 5 + 1] ?? 0
    this.#judge.fault(this.#lineOf(start), reason, '')
  }

  /** The line of a place in the record. */
  #lineOf(position: number): number {
    const { line } = this.#tokenizer
    if (this.#isLines) return line
    const before = this.#tokenizer.bytes.subarray(0, position)
    let feeds = 0
    for (
      let at = before.indexOf(0x0a);
      at >= 0;
      at = before.indexOf(0x0a, at + 1)
    )
      feeds++
    return line + feeds
  }

  /** Counts a broken line and passes over it; a document ends there. */
  #broken(found: Exclude<Found, 'record' | 'more'>): void {
    const tokenizer = this.#tokenizer
    const { line, rest } = tokenizer
    const excerpt = tokenizer.excerpt.replace(/^[ \t\r\n]+/, '')
    if (rest.startsWith('\ufeff')) {
      // Files with a mark of UTF-8 may have been joined.
      tokenizer.pass(3)
      return
    }
    if (found === 'invalid' && this.#isLines === false && /^;\s*$/.test(rest)) {
      // The end of a script, such as those of an archive after formatting.
      tokenizer.pass(1)
      return
    }
    if (found === 'too-long')
      throw new Failure('ids-invalid', {
        what: say`The record on line ${count(line)} of ${code(this.#file)} is longer than ${bytes(longestRecord)}, or has too many values.`,
        why: say`Records are read one at a time, each as a whole.`,
        fix: say`Write the posts one a line (JSONL), or as the elements of one array.`
      })
    if (this.#isLines === undefined && tokenizer.bytes.includes(0x0a))
      this.#isLines = false
    if (this.#isLines === false) throw this.#brokenDocument(line)
    this.#isLines = tokenizer.isLines = true
    tokenizer.skipLine()
    const [start = ''] = excerpt.split('\n', 1)
    this.#judge.fault(
      line,
      found === 'too-deep' ? 'nested too deep' : 'not JSON',
      start
    )
  }

  #brokenDocument(line: number): Failure {
    return new Failure('ids-invalid', {
      what: say`${code(this.#file)} stops being JSON at line ${count(line)}, so what follows could not be read.`,
      why: say`The file is cut off or was edited by hand.`,
      fix: say`Make the file again; or write one record a line (JSONL), so that one broken record does not hide the others.`
    })
  }
}
