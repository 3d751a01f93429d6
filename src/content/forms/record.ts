// Finds the posts and profiles in one JSON record, by the table of forms: the one reader of both actions.
import {
  escapedKey,
  firstKey,
  keyText,
  kinds,
  tokenWords,
  type JsonTokenizer
} from '../../kernel/json.js'
import {
  foreignKeys,
  keyMeanings,
  untoldKeys,
  messageKeys,
  noticeKeys,
  surePostKeys,
  type ContainerMeaning,
  type KeyMeaning,
  type ScalarMeaning
} from './forms.js'

/** The keys that the tokenizer must know, in the order of their numbers. */
export const formKeys: readonly string[] = [
  ...Object.keys(keyMeanings),
  ...Object.values(foreignKeys).flat(),
  ...messageKeys,
  ...untoldKeys,
  'event_type',
  ...noticeKeys
]

/** How an object came to be looked at. */
export type Place =
  /** The record itself, or what its envelope holds. */
  | 'record'
  /** An element of the list of a page. */
  | 'item'
  | ContainerMeaning
  /** Under a key without a meaning. */
  | 'unknown'

/** What an object is. */
export type ItemKind =
  /** Maybe without an ID of its own. */
  | 'post'
  | 'user'
  /** Names an author, and is no post of a known form. */
  | 'author'
  /** Names a post, and holds nothing of it. */
  | 'reference'
  /** Holds an ID and nothing else. */
  | 'id'
  | 'page'
  | 'envelope'
  | 'notice'
  | 'nothing'

/** No token. */
export const none = -1

/** An object of a record that means something. Tokens are given by their index. */
export class Item {
  kind: ItemKind = 'nothing'
  place: Place = 'record'
  /** The object. */
  token = none
  /** The item that holds it; undefined for the record itself. */
  parent: Item | undefined
  /** The value of its own ID. */
  id = none
  /** The value of the ID of its author, and the object that tells of the author. */
  author = none
  authorItem: Item | undefined
  /** The value of the ID of the post that it retweets, where only that is given. */
  original = none
  /** The `type` of a reference. */
  relation = none
  hasText = false
  /** It has keys that have no meaning. */
  hasOthers = false
  idRank = 0
  authorRank = 0
  originalRank = 0
  /** What its keys say that it is: bits of `signs`. */
  says = 0
  /** The key of the object that tells of the author. */
  authorKey = 0
  /** For the reader's user to note what it finds. */
  mark = 0
  /** Objects and arrays with IDs of its versions, its locations (values of any kind), and all others that it holds directly. */
  readonly history: number[] = []
  readonly locations: number[] = []
  readonly containers: number[] = []

  /** It tells of a person, more than a mention does. */
  get isProfile(): boolean {
    return (this.says & signs.profile) !== 0
  }

  /** Begins anew: items are used again from record to record. */
  reset(token: number, place: Place, parent: Item | undefined): void {
    this.kind = 'nothing'
    this.place = place
    this.token = token
    this.parent = parent
    this.authorItem = undefined
    this.id = this.author = this.original = this.relation = none
    this.idRank = this.authorRank = this.originalRank = this.mark = 0
    this.hasText = this.hasOthers = false
    this.says = this.authorKey = 0
    // Setting the length costs more than asking for it.
    if (this.history.length > 0) this.history.length = 0
    if (this.locations.length > 0) this.locations.length = 0
    if (this.containers.length > 0) this.containers.length = 0
  }
}

/** Items of one group, at most: what they cost is bounded. */
const mostItems = 100_000

/**
 * Reads records, one after the other. A record comes in groups of items, so
 * that a page of any length costs no more than its longest element: the record
 * itself, or in front of it each element of its lists.
 */
export class RecordReader {
  /** The items of the group at hand: from `first` on, those that hold others first; `count` is behind the last. */
  readonly items: Item[] = []
  first = 0
  count = 0
  /** Values that stand where an object is expected, such as IDs in a list; the first `bareCount` are valid. */
  readonly bare: number[] = []
  /** The same of lists of user IDs alone. */
  readonly userIds: number[] = []
  /** Arrays that stand where an object is expected: rows of a table. */
  readonly rows: number[] = []
  /** Whether all that was found in the record follows from its shape alone, as `JsonTokenizer.learn` asks. */
  isByShape = true
  #tape: Uint32Array = new Uint32Array(0)
  /** Of which the record starts at `#base`. */
  #bytes: Buffer = Buffer.alloc(0)
  #base = 0
  #onGroup: () => void = () => undefined

  /**
   * Reads the record that the tokenizer found; `onGroup` is to look at the
   * items of each group.
   *
   * @throws RangeError where an object holds more than can be looked at
   */
  read(tokenizer: JsonTokenizer, onGroup: () => void): void {
    this.#tape = tokenizer.tape
    this.#bytes = tokenizer.memory
    this.#base = tokenizer.start
    this.#onGroup = onGroup
    this.count = 0
    this.isByShape = true
    if (this.bare.length > 0) this.bare.length = 0
    if (this.userIds.length > 0) this.userIds.length = 0
    if (this.rows.length > 0) this.rows.length = 0
    if (this.#isRowAt(0, 'record')) this.rows.push(0)
    else this.#list(0, 'record', undefined)
  }

  /** What `start` and `end` of tokens are positions in, from `base` on. */
  get memory(): Buffer {
    return this.#bytes
  }

  get base(): number {
    return this.#base
  }

  kindOf(token: number): number {
    return (this.#tape[token * tokenWords] ?? 0) & 0xf
  }

  keyOf(token: number): number {
    return (this.#tape[token * tokenWords] ?? 0) >>> 8
  }

  startOf(token: number): number {
    return this.#tape[token * tokenWords + 1] ?? 0
  }

  endOf(token: number): number {
    return this.#tape[token * tokenWords + 2] ?? 0
  }

  /** Where the key of a member starts; 0 in arrays. */
  keyStartOf(token: number): number {
    return this.#tape[token * tokenWords + 3] ?? 0
  }

  /** The token behind the contents of this one. */
  behind(token: number): number {
    return this.#tape[token * tokenWords + 4] ?? 0
  }

  /** The meaning of the key of a member. */
  meaningOf(token: number): KeyMeaning | undefined {
    return meanings[this.#keyNumber(token)]
  }

  /** The key of a member, where it is one of `formKeys`. */
  nameOf(token: number): string | undefined {
    return formKeys[this.#keyNumber(token) - firstKey]
  }

  /** The text of a string or the digits of a number. */
  textOf(token: number): string {
    const start = this.#base + this.startOf(token)
    const end = this.#base + this.endOf(token)
    const raw = this.#bytes.toString('utf8', start, end)
    return this.kindOf(token) === kinds.string ? String(JSON.parse(raw)) : raw
  }

  /** Reads the elements of a list, or what stands in its place, each for itself. */
  #list(token: number, place: Place, parent: Item | undefined): void {
    if (this.kindOf(token) !== kinds.array) {
      this.#group(token, place, parent)
      return
    }
    const end = this.behind(token)
    for (let child = token + 1; child < end; child = this.behind(child))
      if (this.#isRowAt(child, place)) this.rows.push(child)
      else this.#list(child, place, parent)
  }

  #group(token: number, place: Place, parent: Item | undefined): void {
    const first = this.count
    this.#value(token, place, parent)
    if (this.count === first) return
    this.first = first
    this.#onGroup()
    this.count = first
  }

  #isRowAt(token: number, place: Place): boolean {
    const isArray = this.kindOf(token) === kinds.array
    return isArray && isRecord(place) && this.#isRow(token)
  }

  /** Reads what stands in the place of an object. */
  #value(token: number, place: Place, parent: Item | undefined): void {
    const kind = this.kindOf(token)
    if (kind === kinds.object) this.#object(token, place, parent)
    else if (kind === kinds.array) {
      if (this.#isRowAt(token, place)) this.rows.push(token)
      else this.#array(token, place, parent)
    } else if (place === 'ids') this.userIds.push(token)
    else if (barePlaces.has(place)) this.bare.push(token)
  }

  #array(token: number, place: Place, parent: Item | undefined): void {
    const end = this.behind(token)
    for (let child = token + 1; child < end; child = this.behind(child))
      this.#value(child, place, parent)
  }

  /** Whether an array in place of a record holds values that are not all long enough to be IDs of posts. */
  #isRow(token: number): boolean {
    this.isByShape = false
    const end = this.behind(token)
    let values = 0
    let long = 0
    for (let child = token + 1; child < end; child = this.behind(child)) {
      const kind = this.kindOf(child)
      if (kind === kinds.object || kind === kinds.array) continue
      values++
      if (this.endOf(child) - this.startOf(child) >= 14) long++
    }
    return values > 1 && long < values
  }

  #object(token: number, place: Place, parent: Item | undefined): void {
    if (this.count === mostItems)
      throw new RangeError('an object holds too many others')
    const item = (this.items[this.count] ??= new Item())
    item.reset(token, place, parent)
    this.count++
    this.#scan(item, token)
    item.kind = this.#kindOfItem(item)
    const isNothing = item.kind === 'nothing'
    const isEmpty = item.containers.length === 0 || isForeign(item)
    if (isNothing && place === 'unknown' && isEmpty) {
      this.count--
      return
    }
    if (place === 'author' && item.kind === 'user') {
      let top = item
      while (top.parent?.place === 'author') top = top.parent
      const holder = top.parent
      const key = this.#keyNumber(top.token)
      // Of a key that comes twice the last counts, and of two keys the same one in any order.
      if (holder?.kind === 'post' && key >= holder.authorKey) {
        holder.authorKey = key
        holder.authorItem = item
      }
    }
    const before = this.count
    // What other services hold is not ours to guess at.
    if (item.kind === 'notice' || (isNothing && isForeign(item))) return
    for (const container of item.containers) this.#container(container, item)
    if (!isNothing) return
    for (let i = before; i < this.count; i++) {
      const inner = this.items[i]
      if (inner?.place !== place || inner.kind === 'nothing') continue
      item.kind = 'envelope'
      return
    }
  }

  #container(token: number, holder: Item): void {
    const meaning = this.meaningOf(token)?.container
    const isInPage = holder.kind === 'page'
    if (meaning === undefined) {
      // What an object of no known form holds is not guessed at.
      if (holder.kind !== 'nothing' || !isRecord(holder.place))
        this.#value(token, 'unknown', holder)
    } else if (meaning === 'includes') this.#includes(token, holder)
    else if (meaning === 'envelope' && this.#holdsTexts(token)) return
    else if (meaning === 'envelope')
      this.#value(
        token,
        holder.kind === 'post' ? 'unknown' : holder.place,
        holder
      )
    else if (meaning === 'records' || meaning === 'users') {
      const place = meaning === 'users' ? meaning : 'unknown'
      if (isInPage) this.#list(token, 'item', holder)
      else this.#value(token, place, holder)
    } else if (meaning === 'posts' && isInPage)
      this.#list(token, meaning, holder)
    else if (meaning === 'ids') {
      if (isInPage) this.#value(token, 'ids', holder)
    } else if (!withoutPosts.has(meaning)) this.#value(token, meaning, holder)
  }

  /** Reads what lies beside the records of a page. */
  #includes(token: number, holder: Item): void {
    if (this.kindOf(token) !== kinds.object) return
    const end = this.behind(token)
    for (let child = token + 1; child < end; child = this.behind(child)) {
      if (!this.#isContainer(child)) continue
      const meaning = this.meaningOf(child)?.container
      if (meaning === 'users' || meaning === 'posts')
        this.#list(child, meaning, holder)
    }
  }

  #isContainer(token: number): boolean {
    const kind = this.kindOf(token)
    return kind === kinds.object || kind === kinds.array
  }

  /** Takes the members of an object into its item. */
  #scan(item: Item, token: number): void {
    const tape = this.#tape
    const at = token * tokenWords
    if ((tape[at] ?? 0) & 0x20) item.hasOthers = true
    const end = tape[at + 4] ?? 0
    for (let child = token + 1; child < end;) {
      const word = tape[child * tokenWords] ?? 0
      const known = word >>> 8
      const key = known === escapedKey ? this.#keyNumber(child) : known
      const kind = word & 0xf
      if (kind === kinds.object || kind === kinds.array)
        this.#scanContainer(item, child, key)
      else this.#scanScalar(item, child, key, kind)
      child = tape[child * tokenWords + 4] ?? end
    }
  }

  #scanContainer(item: Item, child: number, key: number): void {
    item.says |= signOf[key] ?? 0
    const meaning = containers[key]
    if (meaning === 'self') {
      if (this.kindOf(child) === kinds.object) this.#scan(item, child)
    } else if (meaning === 'location') item.locations.push(child)
    else if (meaning === 'edit-history') {
      item.history.push(child)
      if (this.#holdsObject(child)) item.containers.push(child)
    } else if (idRanks[key] || authorRanks[key])
      this.#scanMongo(item, child, key)
    else item.containers.push(child)
  }

  /** mongoexport writes 64-bit numbers as `{"$numberLong": "…"}`. */
  #scanMongo(item: Item, child: number, key: number): void {
    const inner = child + 1
    if (inner < this.behind(child) && this.keyOf(inner) === numberLong)
      this.#scanScalar(item, inner, key, this.kindOf(inner))
  }

  #scanScalar(item: Item, child: number, key: number, kind: number): void {
    const sign = signOf[key] ?? 0
    if (kind === kinds.word) {
      // `null` and the like say that the key is there.
      item.says |= sign & ~(signs.user | signs.profile)
      if (texts[key]) item.says |= signs.post
      return
    }
    const idRank = idRanks[key] ?? 0
    const authorRank = authorRanks[key] ?? 0
    if (idRank > 0) {
      // Of a key that comes twice the last counts, as for JSON.parse.
      if (idRank >= item.idRank && !this.#isEmpty(child)) {
        item.idRank = idRank
        item.id = child
      }
    } else if (authorRank > 0) {
      if (authorRank >= item.authorRank && !this.#isEmpty(child)) {
        item.authorRank = authorRank
        item.author = child
      }
    } else if (originalRanks[key]) {
      const rank = originalRanks[key]
      if (rank >= item.originalRank && !this.#isNoId(child)) {
        item.originalRank = rank
        item.original = child
      }
    } else if (texts[key]) {
      item.says |= signs.post
      if (kind === kinds.string) item.hasText = true
    } else if (key === typeKey) item.relation = child
    else if (key === eventKey) {
      this.isByShape = false
      if (this.textOf(child) === 'MessageCreate') item.says |= signs.message
    } else if (containers[key] === 'location' && !this.#isEmpty(child))
      item.locations.push(child)
    item.says |= sign
  }

  /** Where the bytes of a value are, without quotes. */
  #insideOf(token: number): readonly [start: number, end: number] {
    const quote = this.kindOf(token) === kinds.string ? 1 : 0
    return [
      this.#base + this.startOf(token) + quote,
      this.#base + this.endOf(token) - quote
    ]
  }

  /** Whether it is a list of texts that are no IDs, such as those of the posts of an account. */
  #holdsTexts(token: number): boolean {
    const first = token + 1
    return (
      this.kindOf(token) === kinds.array &&
      first < this.behind(token) &&
      this.kindOf(first) === kinds.string &&
      !this.#isDigits(first)
    )
  }

  #holdsObject(token: number): boolean {
    const end = this.behind(token)
    for (let child = token; child < end; child++)
      if (this.kindOf(child) === kinds.object) return true
    return false
  }

  /** Whether it is an empty string. */
  #isEmpty(token: number): boolean {
    return ((this.#tape[token * tokenWords] ?? 0) & 0x40) !== 0
  }

  /** Whether it is what tools write where there is no ID. */
  #isNoId(token: number): boolean {
    if (this.textOf(token) === '0') this.isByShape = false
    return this.#isEmpty(token) || this.textOf(token) === '0'
  }

  #kindOfItem(item: Item): ItemKind {
    const { place, hasText, says, hasOthers } = item
    const hasId = item.id !== none
    const saysUser = (says & (signs.user | signs.profile)) !== 0
    const postSigns = saysUser ? signs.post : signs.post | signs.weakPost
    const saysPost = (says & postSigns) !== 0
    if (isForeign(item)) return 'nothing'
    const expected = expectedAt[place]
    if (expected === 'post') return hasId ? 'post' : 'nothing'
    if (expected === 'reference') {
      if (!hasId) return 'nothing'
      return hasText || saysPost || hasOthers ? 'post' : 'reference'
    }
    if (expected === 'user') {
      if (hasId && hasText) return 'post'
      return hasId ? 'user' : 'nothing'
    }
    if (expected === 'anything')
      return hasId && hasText && this.#isDigits(item.id) ? 'post' : 'nothing'
    if (hasId && (hasText || saysPost)) return 'post'
    if (hasId && saysUser) return 'user'
    if (this.#isNotice(item)) return 'notice'
    if (!hasId && saysPost && hasText) return 'post'
    if (this.#isPage(item)) return 'page'
    if (item.author !== none) return 'author'
    const isIdAlone = hasId && !hasOthers && item.containers.length === 0
    return isIdAlone ? 'id' : 'nothing'
  }

  #isNotice(item: Item): boolean {
    const first = item.token + 1
    const hasKey =
      item.place === 'record' &&
      first < this.behind(item.token) &&
      this.#keyNumber(first) >= firstNotice
    if (!hasKey) return false
    this.isByShape = false
    return isFirstMember(
      this.#bytes,
      this.#base + this.startOf(item.token),
      this.#base + this.keyStartOf(first)
    )
  }

  /** Whether it is the envelope of records: it has no ID itself. */
  #isPage(item: Item): boolean {
    if (item.place !== 'record') return false
    const end = this.behind(item.token)
    let isEmptyPage = !item.hasOthers
    for (let child = item.token + 1; child < end; child = this.behind(child)) {
      const key = this.#keyNumber(child)
      const container = this.#isContainer(child) ? containers[key] : undefined
      if (container === 'ids' ? !item.hasOthers : pageContainers.has(container))
        return true
      if (!emptyPageKeys.has(key)) isEmptyPage = false
    }
    return isEmptyPage && item.token + 1 < end
  }

  #isDigits(token: number): boolean {
    this.isByShape = false
    const [start, end] = this.#insideOf(token)
    if (end - start > 19 || end === start) return false
    for (let at = start; at < end; at++) {
      const byte = this.#bytes[at] ?? 0
      if (byte < 0x30 || byte > 0x39) return false
    }
    return true
  }

  /** The number of a key, also where it has an escape. */
  #keyNumber(token: number): number {
    const key = this.keyOf(token)
    if (key !== escapedKey) return key
    const text = keyText(
      this.#bytes,
      this.#base + this.keyStartOf(token),
      this.#base + this.startOf(token)
    )
    return numbers.get(text) ?? 0
  }
}

/** The least rank of keys whose values are text. */
const textRank = 4

/** What a key says of the object that it stands in. */
const signs = {
  post: 1,
  user: 2,
  /** That it tells of a person, more than a mention does. */
  profile: 4,
  surePost: 8,
  foreign: 16,
  message: 32,
  /** Of something else, unless a text stands beside it. */
  untold: 64,
  weakPost: 128
} as const

/** Whether an object is content of another service, or a message. */
function isForeign({ says, hasText }: Item): boolean {
  if ((says & (signs.foreign | signs.message | signs.untold)) === 0)
    return false
  if ((says & signs.message) !== 0) return true
  if ((says & signs.surePost) !== 0) return false
  return (says & signs.foreign) !== 0 || !hasText
}

const numbers = new Map(formKeys.map((key, index) => [key, index + firstKey]))
const firstNotice = numbers.get(noticeKeys[0] ?? '') ?? 0
const numberLong = numbers.get('$numberLong') ?? 0
const eventKey = numbers.get('event_type') ?? 0
const typeKey = numbers.get('type') ?? 0

/** The table of forms by number of key. */
const meanings: (KeyMeaning | undefined)[] = [undefined, undefined]
const containers: (ContainerMeaning | undefined)[] = [undefined, undefined]
const size = firstKey + formKeys.length
const idRanks = new Uint8Array(size)
const authorRanks = new Uint8Array(size)
const originalRanks = new Uint8Array(size)
const texts = new Uint8Array(size)
const signOf = new Uint8Array(size)
for (const [key, number] of numbers) {
  const meaning: KeyMeaning | undefined = keyMeanings[key]
  const scalar: ScalarMeaning = meaning?.scalar ?? { neutral: true }
  const of = 'of' in scalar ? scalar.of : meaning?.of
  meanings[number] = meaning
  containers[number] = meaning?.container
  idRanks[number] = 'id' in scalar ? scalar.id : 0
  authorRanks[number] = 'author' in scalar ? scalar.author : 0
  originalRanks[number] = 'original' in scalar ? scalar.original : 0
  texts[number] = 'text' in scalar ? 1 : 0
  signOf[number] =
    of === 'post'
      ? 'isWeak' in scalar
        ? signs.weakPost
        : signs.post
      : of !== 'user'
        ? 0
        : 'profile' in scalar
          ? signs.user | signs.profile
          : signs.user
}
for (const [keys, sign] of [
  [surePostKeys, signs.surePost],
  [Object.values(foreignKeys).flat(), signs.foreign],
  [messageKeys, signs.message],
  [untoldKeys, signs.untold]
] as const)
  for (const key of keys) {
    const number = numbers.get(key) ?? 0
    signOf[number] = (signOf[number] ?? 0) | sign
  }

/** What is expected in each place; where nothing is known of it, an ID and a text make a post. */
const expectedAt: Readonly<
  Record<Place, 'record' | 'post' | 'reference' | 'user' | 'anything'>
> = {
  record: 'record',
  item: 'record',
  records: 'record',
  posts: 'post',
  retweet: 'post',
  quote: 'post',
  post: 'post',
  references: 'reference',
  author: 'user',
  users: 'user',
  profile: 'user',
  mentions: 'user',
  includes: 'anything',
  self: 'anything',
  envelope: 'anything',
  'edit-history': 'anything',
  location: 'anything',
  attachments: 'anything',
  media: 'anything',
  polls: 'anything',
  places: 'anything',
  ids: 'anything',
  unknown: 'anything'
}

/** Whatever these hold is part of a post, and no post. */
const withoutPosts: ReadonlySet<ContainerMeaning> = new Set<ContainerMeaning>([
  'attachments',
  'media',
  'polls',
  'places'
])

/** In these a bare value stands for an object. */
const barePlaces: ReadonlySet<Place> = new Set<Place>([
  'record',
  'item',
  'posts',
  'users'
])

const pageContainers: ReadonlySet<ContainerMeaning | undefined> = new Set<
  ContainerMeaning | undefined
>(['records', 'includes', 'users', 'posts'])

/** A page that found nothing holds these alone. */
const emptyPageKeys = new Set(
  ['errors', 'meta', '__twarc', 'matching_rules'].map(key => numbers.get(key))
)

export function isRecord(place: Place): boolean {
  return place === 'record' || place === 'item'
}

/** Whether nothing but space stands between the start of an object and a key. */
export function isFirstMember(
  bytes: Buffer,
  start: number,
  key: number
): boolean {
  return bytes.toString('latin1', start + 1, key).trim() === ''
}

/** The value of the ID of a post's author. */
export function authorOf({ author, authorRank, authorItem }: Item): number {
  // A number may be rounded where the ID in the author's profile is not.
  return authorRank >= textRank ? author : (authorItem?.id ?? author)
}
