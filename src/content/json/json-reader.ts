// Reads JSON in every layout that posts are kept in (lines, pages, arrays, documents), one record after the other.
import type { JobType } from '../../domain.js'
import { kinds, tokenWords } from '../../kernel/json.js'
import type { InvalidReason, CellParser } from '../cell.js'
import { readId } from '../id.js'
import {
  authorOf,
  formKeys,
  isRecord,
  none,
  RecordReader,
  type Item
} from '../forms/record.js'
import { JsonRecords } from './json-records.js'
import { contradictionOf } from './id-paths.js'
import { KeyPaths, pathKeys } from './key-paths.js'

export interface JsonShape {
  format: 'jsonl' | 'json'
  /** Whether every line is a record; undefined where the start of the file does not show it. */
  isLines: boolean | undefined
  /** Key paths of the IDs; none for every post or author whose content is held. */
  paths: readonly string[]
}

const mostDoubtful = 100
const longestDoubtful = 1 << 16

export class JsonReader {
  /** Records passed over because they hold no content by their nature. */
  notices = 0
  readonly #parser: CellParser
  readonly #type: JobType
  readonly #records: JsonRecords
  readonly #record = new RecordReader()
  readonly #paths: KeyPaths | undefined
  /** Objects that are not invalid beside others of their record: users beside posts, posts without author beside users. */
  #others: number[] = []
  #mayHoldOthers = false
  /** The tokens of the IDs of the record at hand, as long as it holds nothing else to tell. */
  readonly #ids: number[] = []
  #isIdsAlone = true
  /** The first records whose own ID is shorter than those of posts are today, or of accounts that may count. */
  readonly #doubtful: Buffer[] = []

  constructor(
    parser: CellParser,
    shape: JsonShape,
    type: JobType,
    file: string
  ) {
    this.#parser = parser
    this.#type = type
    const { paths, isLines } = shape
    this.#paths = paths.length > 0 ? new KeyPaths(paths) : undefined
    this.#records = new JsonRecords({
      keys: paths.length > 0 ? pathKeys(paths) : formKeys,
      isLines,
      file,
      onIds: ids => {
        parser.acceptAll(ids)
      },
      onRecord: () => {
        this.#read()
      },
      onBroken: (line, reason, start) => {
        parser.reject(line, reason, start)
      }
    })
  }

  /** @throws Failure when what follows could not be read right */
  feed(chunk: Uint8Array): void {
    this.#records.feed(chunk)
  }

  /** @throws Failure as `feed` */
  end(): void {
    this.#records.end()
  }

  #read(): void {
    if (this.#ids.length > 0) this.#ids.length = 0
    this.#isIdsAlone = true
    if (this.#paths !== undefined) this.#readPaths(this.#paths)
    else this.#readPosts()
    const { isByShape } = this.#paths ?? this.#record
    // Reading may have found something else.
    if (isByShape && (this.#isIdsAlone as boolean))
      this.#records.tokenizer.learn(this.#ids)
  }

  #readPosts(): void {
    const record = this.#record
    const isPosts = this.#type === 'tweets'
    this.#others = []
    this.#mayHoldOthers = false
    try {
      record.read(this.#records.tokenizer, () => {
        this.#readGroup()
      })
    } catch (error) {
      if (error instanceof RangeError) throw this.#records.tooLong()
      throw error
    }
    const { bare, userIds, rows } = record
    for (const token of bare) this.#cell(token)
    for (const token of rows)
      this.#reject(token, 'row of a table, not a record')
    if (!isPosts) for (const token of userIds) this.#cell(token)
    else if (userIds.length > 0) this.#reject(0, 'a user, not a post')
    // `read` may have found one that others may stand beside.
    if (!(this.#mayHoldOthers as boolean))
      for (const token of this.#others)
        this.#reject(token, isPosts ? 'a user, not a post' : 'no author in it')
  }

  /** Takes the IDs of a group of items. */
  #readGroup(): void {
    const { items, first, count } = this.#record
    const isPosts = this.#type === 'tweets'
    const before = this.#others.length
    let found = false
    for (let i = first; i < count; i++) {
      const item = items[i]
      if (item && (isPosts ? this.#post(item) : this.#author(item)))
        found = true
    }
    const root = items[first]
    if (root?.place !== 'record' || found || this.#others.length > before)
      return
    if (root.kind === 'notice') this.notices++
    else if (root.kind !== 'page')
      this.#reject(root.token, isPosts ? 'no post in it' : 'no author in it')
  }

  /** Takes the ID of a post; tells whether something was found, or missed. */
  #post(item: Item): boolean {
    const { kind, place } = item
    if (kind === 'post' || kind === 'id') {
      if (item.id !== none) {
        this.#cell(item.id)
        if (isRecord(place)) this.#doubt(item, 14)
      } else this.#reject(item.token, 'no post in it')
      if (!isRecord(place)) this.#mayHoldOthers = true
      return true
    }
    if (kind === 'user' && isRecord(place)) this.#others.push(item.token)
    const isMissing =
      place === 'item' && (kind === 'nothing' || kind === 'author')
    if (isMissing) this.#reject(item.token, 'no post in it')
    return isMissing
  }

  /** The same of an author, or of an account. */
  #author(item: Item): boolean {
    const { kind, place } = item
    if (kind === 'post' || kind === 'author') {
      const token = authorOf(item)
      if (token === none) this.#others.push(item.token)
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
      if (isRecord(place)) {
        this.#mayHoldOthers = true
        this.#doubt(item, 8)
      }
      if (isHeld) this.#cell(item.id)
      return isHeld
    }
    const isMissing = kind === 'nothing' && place === 'item'
    if (isMissing) this.#reject(item.token, 'no author in it')
    return isMissing
  }

  /** What speaks against the short IDs of records; undefined where nothing does. */
  get contradiction(): ReturnType<typeof contradictionOf> {
    return this.#doubtful.length > 0
      ? contradictionOf(Buffer.concat(this.#doubtful), this.#type)
      : undefined
  }

  /** Keeps a record whose ID has fewer digits than these. */
  #doubt({ id, token }: Item, digits: number): void {
    const record = this.#record
    if (record.endOf(id) - record.startOf(id) > digits + 1) return
    if (this.#doubtful.length === mostDoubtful) return
    // Each of these is looked at, whatever its shape.
    this.#isIdsAlone = false
    const start = record.base + record.startOf(token)
    const end = record.base + record.endOf(token)
    if (end - start <= longestDoubtful)
      this.#doubtful.push(
        Buffer.from(record.memory.subarray(start, end)),
        Buffer.from('\n')
      )
  }

  #readPaths(paths: KeyPaths): void {
    const found = paths.find(this.#records.tokenizer)
    for (const token of found.values) this.#cell(token)
    for (const token of found.missing) this.#reject(token, 'column missing')
  }

  /** Brings the value of a token to the parser. */
  #cell(token: number): void {
    const { memory, start: base, tape } = this.#records.tokenizer
    const at = token * tokenWords
    const word = tape[at] ?? 0
    let start = base + (tape[at + 1] ?? 0)
    let end = base + (tape[at + 2] ?? 0)
    if ((word & 0xf) === kinds.string) {
      start++
      end--
    }
    const parser = this.#parser
    // Lines are counted only where one is told of.
    if (readId(memory, start, end, parser.id)) {
      parser.accept()
      this.#ids.push(token)
      return
    }
    this.#isIdsAlone = false
    if (!this.#text(memory, start, end, (word & 0x10) !== 0))
      this.#reject(token, 'no ID')
  }

  #text(memory: Buffer, start: number, end: number, isEscaped: boolean) {
    const line = this.#lineOf(start - this.#records.tokenizer.start)
    if (!isEscaped) return this.#parser.parse(memory, start, end, line)
    const raw = memory.toString('utf8', start - 1, end + 1)
    const text = Buffer.from(String(JSON.parse(raw)))
    return this.#parser.parse(text, 0, text.length, line)
  }

  #reject(token: number, reason: InvalidReason): void {
    this.#isIdsAlone = false
    const start = this.#records.tokenizer.tape[token * tokenWords + 1] ?? 0
    this.#parser.reject(this.#lineOf(start), reason, '')
  }

  #lineOf(position: number): number {
    return this.#records.lineOf(position)
  }
}
