// Follows the structure of JSON records and finds the values in them that are IDs.
import type { JobType } from '../../domain.js'
import { Cell, HeldBack, mostHeldBack } from './json-cells.js'
import {
  authorIdKeys,
  authorObjectKeys,
  cursorKeys,
  emptyPageKeys,
  knownKey,
  noticeKeys,
  pageKeys,
  postIdKeys,
  postKeys,
  roleOf,
  userKeys,
  type Role
} from './json-posts.js'
import type { CellFault } from '../cell.js'

/** What is to be said of a whole record beside the IDs found in it. */
export type Outcome = CellFault | 'notice' | undefined

/** Objects and arrays in each other that are looked into. */
const deepest = 64

/** Is told the structure of records, and holds back the IDs in them. */
export interface Finder {
  readonly held: HeldBack
  key(bytes: Buffer, start: number, end: number): void
  value(bytes: Buffer, start: number, end: number, line: number): void
  /** Whether the container that opens is to be looked into. */
  open(isArray: boolean, line: number): boolean
  /** Whether the container that closes was a whole record. */
  close(line: number): boolean
  /** To be called behind every whole record. */
  endRecord(): Outcome
  /** Forgets a record that is broken. */
  reset(): void
}

/** A post, user or page that is being read. */
class Item {
  readonly id = new Cell()
  readonly author = new Cell()
  isPost = false
  isUser = false
  /** An envelope of posts, not a post itself. */
  isPage = false
  /** An envelope too, unless it has an ID. */
  isList = false
  /** It holds more than a reference does. */
  hasContent = false
  /** Beside those of a cursor; empty for one that is not known. */
  firstKey: string | undefined
  /** Whether it may be a page that found nothing. */
  isEmptyPage = true

  start(role: Role): void {
    this.id.rank = this.author.rank = 0
    this.isPost = isEmbedded(role)
    this.isUser = this.isPage = this.isList = this.hasContent = false
    this.firstKey = undefined
    this.isEmptyPage = true
  }
}

/** Finds every post, or every author, whose content a record holds. */
export class PostFinder implements Finder {
  readonly held = new HeldBack()
  readonly #type: JobType
  /** Roles and items around those at hand, from the top of the file. */
  readonly #roles: Role[] = []
  readonly #items: Item[] = []
  readonly #unused: Item[] = []
  readonly #bare = new Cell()
  /** Lines of users beside posts (type `tweets`), or of posts without author that a user holds (`users`). */
  readonly #others: number[] = []
  #role: Role = 'top'
  #item = new Item()
  /** Empty for one that is not known, and in arrays. */
  #key = ''
  #foundAny = false
  /** Whether the record holds what makes its `#others` no fault. */
  #mayHoldOthers = false
  #outcome: Outcome

  constructor(type: JobType) {
    this.#type = type
  }

  key(bytes: Buffer, start: number, end: number): void {
    const key = knownKey(bytes, start, end)
    this.#key = key
    const item = this.#item
    if (!cursorKeys.has(key)) item.firstKey ??= key
    if (key === '') {
      item.hasContent = true
      item.isEmptyPage = false
      return
    }
    if (postKeys.has(key)) item.isPost = true
    else if (userKeys.has(key)) item.isUser = true
    if (key !== 'id' && key !== 'type') item.hasContent = true
    if (!emptyPageKeys.has(key)) item.isEmptyPage = false
  }

  value(bytes: Buffer, start: number, end: number, line: number): void {
    const item = this.#item
    if (this.#key === '') {
      if (!bareRoles.has(this.#role)) return
      this.#bare.set(bytes, start, end, line)
      this.held.add(this.#bare)
    } else if (this.#role === 'author') {
      const rank = authorObjectKeys.get(this.#key)
      item.author.offer(rank, bytes, start, end, line)
    } else {
      item.id.offer(postIdKeys.get(this.#key), bytes, start, end, line)
      item.author.offer(authorIdKeys.get(this.#key), bytes, start, end, line)
    }
  }

  open(isArray: boolean, line: number): boolean {
    const role = this.#roleOfChild(isArray)
    if (role === undefined || this.#isNotWanted(role)) return false
    if (this.#roles.length === deepest) {
      this.#addFault('nested too deep', line)
      return false
    }
    if (role === 'includes' || this.#key === 'data') this.#item.isPage = true
    if (this.#isPageKey()) this.#item.isList = true
    this.#roles.push(this.#role)
    this.#items.push(this.#item)
    this.#role = role
    this.#key = ''
    if (itemRoles.has(role)) this.#item = this.#newItem(role)
    return true
  }

  #roleOfChild(isArray: boolean): Role | undefined {
    const item = this.#item
    if (this.#isPageKey()) {
      // A record with an ID is no page, whatever its lists are called.
      if (item.id.rank > 0) return undefined
      if (this.#key === 'ids')
        return isArray && item.firstKey === 'ids' ? 'users' : undefined
    }
    return roleOf(this.#role, this.#key, isArray)
  }

  #isPageKey(): boolean {
    return this.#role === 'record' && pageKeys.has(this.#key)
  }

  close(line: number): boolean {
    const role = this.#role
    const item = this.#item
    this.#role = this.#roles.pop() ?? 'top'
    this.#item = this.#items.pop() ?? item
    this.#key = ''
    if (!itemRoles.has(role)) return false
    // Known at its end only: an ID may follow the list.
    item.isPage ||= item.isList && item.id.rank === 0 && item.author.rank === 0
    const fault = this.#judge(role, item)
    if (role === 'record') {
      this.#endOthers()
      this.#outcome = this.#outcomeOf(item, fault)
    } else if (fault !== undefined) {
      if (this.#isOther(role, fault)) this.#others.push(line)
      else this.#addFault(fault, line)
    }
    this.#unused.push(item)
    return role === 'record'
  }

  endRecord(): Outcome {
    const outcome = this.#outcome
    this.#outcome = undefined
    this.#foundAny = this.#mayHoldOthers = false
    return outcome
  }

  reset(): void {
    this.held.clear()
    this.#role = 'top'
    this.#key = ''
    this.#roles.length = 0
    this.#items.length = 0
    this.#others.length = 0
    this.#foundAny = this.#mayHoldOthers = false
    this.#outcome = undefined
  }

  /** Holds the ID that the item is here for; says why where it has none. */
  #judge(role: Role, item: Item): CellFault | undefined {
    if (item.isPage || (role === 'reference' && !item.hasContent))
      return undefined
    const isUser = item.isUser && !item.isPost
    if (this.#type === 'tweets') {
      if (item.id.rank === 0) return 'no post in it'
      if (isUser) return 'a user, not a post'
      this.#hold(item.id)
      if (isEmbedded(role)) this.#mayHoldOthers = true
      return undefined
    }
    if (item.author.rank > 0) this.#hold(item.author)
    else if (item.id.rank > 0 && !item.isPost) {
      this.#hold(item.id)
      if (role !== 'user') this.#mayHoldOthers = true
    } else return 'no author in it'
    return undefined
  }

  /** Whether the whole record has to show if this is a fault. */
  #isOther(role: Role, fault: CellFault): boolean {
    return (
      (this.#type === 'users'
        ? isEmbedded(role)
        : fault === 'a user, not a post') && this.#others.length < mostHeldBack
    )
  }

  #endOthers(): void {
    if (!this.#mayHoldOthers)
      for (const line of this.#others)
        this.#addFault(otherFault[this.#type], line)
    this.#others.length = 0
  }

  #outcomeOf(record: Item, fault: CellFault | undefined): Outcome {
    if (this.#foundAny || record.isPage) return undefined
    if (noticeKeys.has(record.firstKey ?? '')) return 'notice'
    const isNothing = record.isEmptyPage && record.firstKey !== undefined
    return isNothing ? undefined : fault
  }

  /** Whether a role says nothing of what is looked for. */
  #isNotWanted(role: Role): boolean {
    return (
      this.#type === 'tweets' &&
      (role === 'author' || role === 'users' || role === 'user')
    )
  }

  #hold(cell: Cell): void {
    this.held.add(cell)
    this.#foundAny = true
  }

  #addFault(fault: CellFault, line: number): void {
    this.held.addFault(fault, line)
    this.#foundAny = true
  }

  #newItem(role: Role): Item {
    const item = this.#unused.pop() ?? new Item()
    item.start(role)
    return item
  }
}

const itemRoles: ReadonlySet<Role> = new Set([
  'record',
  'item',
  'post',
  'reference',
  'user'
])

/** In these a bare value stands for an object; in `references` it is no content. */
const bareRoles: ReadonlySet<Role> = new Set([
  'top',
  'records',
  'items',
  'posts',
  'users'
])

const otherFault: Record<JobType, CellFault> = {
  tweets: 'a user, not a post',
  users: 'no author in it'
}

/** Whether it is a post by its place, whatever its keys. */
function isEmbedded(role: Role): boolean {
  return role === 'post' || role === 'reference'
}

/** Finds the values at one key path; arrays on the way are looked through. */
export class PathFinder implements Finder {
  readonly held = new HeldBack()
  readonly #path: readonly string[]
  /** A key that has dots itself. */
  readonly #dotted: string
  readonly #cell = new Cell()
  /** Of every open container: how many keys of the path lead to it, whether it is an array, and what was found before it. */
  readonly #depths: number[] = []
  readonly #arrays: boolean[] = []
  readonly #foundBefore: number[] = []
  #key = ''
  #firstKey = ''
  /** Values and faults. */
  #found = 0
  #isMissing = false

  constructor(path: readonly string[]) {
    this.#path = path
    this.#dotted = path.join('.')
  }

  key(bytes: Buffer, start: number, end: number): void {
    this.#key = bytes.toString('utf8', start, end)
    if (this.#firstKey === '') this.#firstKey = this.#key
  }

  value(bytes: Buffer, start: number, end: number, line: number): void {
    const depth = this.#depthOfChild()
    if (depth === this.#path.length) {
      this.#cell.set(bytes, start, end, line)
      this.held.add(this.#cell)
      this.#found++
    } else if (this.#arrays.at(-1) !== false)
      this.#addFault('column missing', line)
  }

  open(isArray: boolean, line: number): boolean {
    const depth = this.#depthOfChild()
    if (depth === undefined) return false
    if (this.#depths.length === deepest) {
      this.#addFault('nested too deep', line)
      return false
    }
    this.#depths.push(depth)
    this.#arrays.push(isArray)
    this.#foundBefore.push(this.#found)
    return true
  }

  close(line: number): boolean {
    const isArray = this.#arrays.pop()
    const isMissing = this.#foundBefore.pop() === this.#found
    this.#depths.pop()
    if (isArray !== false) return false
    const isRecord = !this.#arrays.includes(false)
    if (isRecord) this.#isMissing = isMissing
    else if (isMissing && this.#arrays.at(-1) === true)
      this.#addFault('column missing', line)
    return isRecord
  }

  endRecord(): Outcome {
    const isNotice = noticeKeys.has(this.#firstKey)
    this.#firstKey = ''
    if (!this.#isMissing) return undefined
    return isNotice ? 'notice' : 'column missing'
  }

  reset(): void {
    this.held.clear()
    this.#depths.length = 0
    this.#arrays.length = 0
    this.#foundBefore.length = 0
    this.#firstKey = ''
  }

  #addFault(fault: CellFault, line: number): void {
    this.held.addFault(fault, line)
    this.#found++
  }

  /** How many keys of the path lead to what comes next; undefined when it is off the path. */
  #depthOfChild(): number | undefined {
    const depth = this.#depths.at(-1)
    if (depth === undefined) return 0
    if (this.#arrays.at(-1) === true) return depth
    if (this.#key === this.#path[depth]) return depth + 1
    return depth === 0 && this.#key === this.#dotted
      ? this.#path.length
      : undefined
  }
}
