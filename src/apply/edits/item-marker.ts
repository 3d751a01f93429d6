// Says which posts and profiles of a JSON record must go, and which posts lose their location (contract of apply, section 2).
import type { U64 } from '../../content/id.js'
import { readId } from '../../content/id.js'
import {
  authorOf,
  isRecord,
  none,
  type Item,
  type RecordReader
} from '../../content/forms/record.js'
import { kinds } from '../../kernel/json.js'
import { idOf, verdict, type Rule, type Verdicts } from './edit.js'
import { readIdText } from './read-id.js'

/** Bits of `Item.mark`, beside those of `verdict`. */
export const isOut = 16
/** From this bit on: the rule, by its number. */
const ruleShift = 8
const rules: readonly Rule[] = [
  'own',
  'edit_history',
  'author',
  'retweet',
  'profile'
]

const profileRule = 4

/** Why a gone item goes. */
export function ruleOf({ mark }: Item): Rule {
  return rules[mark >>> ruleShift] ?? 'own'
}

export class ItemMarker {
  /** IDs of posts in the record that are gone for whatever reason: references to them count as well. */
  readonly gonePosts = new Set<bigint>()
  /** Whether something in the record must be done, or told of. */
  hasHits = false
  /** Whether the ID of a post of the group can't be read. */
  isBroken = false
  /** Posts of the record that name no author, and retweets whose original can't be read. */
  readonly gaps = { author: 0, original: 0 }
  /** Originals that are known by their IDs alone, and posts whose author is known. */
  readonly #originals: bigint[] = []
  readonly #authored = new Set<bigint>()
  /** The tokens of the IDs that were read, and whether nothing but these tells what becomes of the record. */
  readonly ids: number[] = []
  isByIds = true
  readonly #reader: RecordReader
  readonly #verdicts: Verdicts
  readonly #id: U64 = { high: 0, low: 0 }

  constructor(reader: RecordReader, verdicts: Verdicts) {
    this.#reader = reader
    this.#verdicts = verdicts
  }

  /** Begins a record. */
  begin(): void {
    this.hasHits = false
    this.isByIds = true
    if (this.ids.length > 0) this.ids.length = 0
    this.gaps.author = this.gaps.original = 0
    // Emptying a set costs more than asking for its size.
    if (this.gonePosts.size > 0) this.gonePosts.clear()
    if (this.#authored.size > 0) this.#authored.clear()
    if (this.#originals.length > 0) this.#originals.length = 0
  }

  /** Counts what is missing in the record, once all its items were marked. */
  end(): void {
    for (const id of this.#originals)
      if (!this.#authored.has(id)) this.gaps.author++
  }

  /** Marks the items of the group at hand. */
  markItems(): void {
    const { items, first, count } = this.#reader
    this.isBroken = false
    // What an item holds is marked before it.
    for (let i = count - 1; i >= first; i--) {
      const item = items[i]
      if (item) this.#markItem(item)
    }
  }

  /** What is said of the bare ID of a post, or of an account. */
  bare(token: number, kind: 'post' | 'user'): number {
    if (!this.#read(token)) return 0
    const found = this.#verdicts[kind](this.#id)
    if (found !== 0) this.hasHits = true
    return found
  }

  /** The ID of a post, if it is one. */
  idOf({ id }: Item): bigint | undefined {
    return id === none ? undefined : this.idAt(id)
  }

  idAt(token: number): bigint | undefined {
    return this.#read(token) ? idOf(this.#id) : undefined
  }

  #markItem(item: Item): void {
    const { kind } = item
    if (kind === 'post' || kind === 'id') this.#markPost(item)
    else if (kind === 'reference') this.#markReference(item)
    else if (kind === 'user' && item.id !== none) this.#markUser(item)
  }

  #markUser(item: Item): void {
    const isRecordOfIts = isRecord(item.place)
    if (!this.#read(item.id)) {
      this.isBroken ||= isRecordOfIts || item.place === 'users'
      return
    }
    const found = this.#verdicts.user(this.#id)
    const isGone = (found & verdict.gone) !== 0
    if (isGone) this.#mark(item, verdict.gone | (profileRule << ruleShift))
    else if (isRecordOfIts && found & (verdict.refetch | verdict.review))
      this.#mark(item, found & ~verdict.geo)
  }

  #markPost(item: Item): void {
    const own = this.#own(item)
    const versions = this.#versions(item)
    const by = this.#author(item)
    // A retweet of a gone post was marked by that, where it holds the post.
    const original = item.original === none ? 0 : this.#reference(item.original)
    const rule = [own, versions, by, item.mark | original].findIndex(
      each => (each & verdict.gone) !== 0
    )
    let mark = own & verdict.refetch
    mark |= (own | versions | by) & (verdict.geo | verdict.review)
    // Rehydration hides that the location must go.
    if (own & verdict.refetch) mark |= verdict.geo
    if (rule >= 0) mark |= verdict.gone | (rule << ruleShift)
    if (mark === 0) return
    this.#mark(item, mark)
    if (rule < 0) return
    const id = this.idOf(item)
    if (id !== undefined) this.gonePosts.add(id)
    if (this.#isRetweeted(item)) this.#markRetweet(item)
  }

  #own(item: Item): number {
    if (item.id === none) return 0
    if (this.#read(item.id)) return this.#verdicts.post(this.#id)
    this.isBroken = true
    return 0
  }

  /** What is said of other versions, whose IDs stand in lists at any depth of an edit history. */
  #versions({ history }: Item): number {
    const reader = this.#reader
    let found = 0
    for (const token of history) {
      const end = reader.behind(token)
      for (let child = token + 1; child < end; child++) {
        const kind = reader.kindOf(child)
        if (kind !== kinds.string && kind !== kinds.number) continue
        if (this.#read(child)) found |= this.#verdicts.post(this.#id)
        else this.isBroken = true
      }
    }
    return found
  }

  #author(item: Item): number {
    const token = authorOf(item)
    const { needsAuthors } = this.#verdicts
    if (token === none) {
      if (needsAuthors) this.gaps.author++
      return 0
    }
    if (!this.#read(token)) {
      this.isBroken ||= needsAuthors
      return 0
    }
    const by = this.#verdicts.user(this.#id)
    if (needsAuthors) {
      const id = this.idOf(item)
      if (id !== undefined) this.#authored.add(id)
    }
    return by
  }

  /** What is said of the original of a retweet that only its ID is known of. */
  #reference(token: number): number {
    if (!this.#read(token)) {
      this.gaps.original++
      return 0
    }
    const bits = this.#verdicts.post(this.#id)
    const { needsAuthors } = this.#verdicts
    if (needsAuthors) this.isByIds = false
    const isGone =
      (bits & verdict.gone) !== 0 ||
      (this.gonePosts.size > 0 && this.gonePosts.has(idOf(this.#id)))
    if (needsAuthors && !isGone) this.#originals.push(idOf(this.#id))
    return isGone ? bits | verdict.gone : bits
  }

  #markReference(item: Item): void {
    // Whatever a reference says it is, its ID tells what becomes of the record;
    // but of a retweet the author of the original must be known, where accounts have verdicts.
    this.#read(item.id)
    if (this.#verdicts.needsAuthors) this.isByIds = false
    if (this.#isRetweeted(item) && this.#reference(item.id) & verdict.gone)
      this.#markRetweet(item)
  }

  #isRetweeted({ place, relation }: Item): boolean {
    if (place === 'retweet') return true
    return (
      place === 'references' &&
      relation !== none &&
      this.#reader.textOf(relation) === 'retweeted'
    )
  }

  /** What retweets a gone post is gone. */
  #markRetweet({ parent }: Item): void {
    let holder = parent
    while (holder && holder.kind !== 'post') holder = holder.parent
    if (holder) this.#mark(holder, verdict.gone)
  }

  #mark(item: Item, mark: number): void {
    item.mark = mark
    this.hasHits = true
  }

  /** Reads the ID that a value holds. */
  #read(token: number): boolean {
    const reader = this.#reader
    const isText = reader.kindOf(token) === kinds.string
    const start = reader.base + reader.startOf(token) + (isText ? 1 : 0)
    const end = reader.base + reader.endOf(token) - (isText ? 1 : 0)
    if (readId(reader.memory, start, end, this.#id)) {
      this.ids.push(token)
      return true
    }
    this.isByIds = false
    return isText && readIdText(reader.textOf(token).trim(), 'tweets', this.#id)
  }
}
