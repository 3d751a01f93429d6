// Takes out of stored JSON what is gone: reads record by record, and gives the splices that make it so.
import {
  formKeys,
  isRecord,
  none,
  RecordReader,
  type Item
} from '../../content/forms/record.js'
import { JsonRecords } from '../../content/json/json-records.js'
import { kinds } from '../../kernel/json.js'
import {
  verdict,
  type Editor,
  type EditSink,
  type Rule,
  type Verdicts
} from './edit.js'
import { membersOf, resolveCuts, type Cut } from './json-cuts.js'
import { isOut, ItemMarker, ruleOf } from './item-marker.js'
import { RecordRemover } from './record-remover.js'

/** What a mention keeps: what the text of the post shows itself. */
const keptOfMentions = new Set([
  'start',
  'end',
  'indices',
  'username',
  'screen_name',
  'id',
  'id_str',
  'tag'
])

/** Tools that write `null` under these where nothing is. */
const nullable = new Set(['quotedTweet', 'retweetedTweet', 'inReplyToUser'])

/** Around a post in GraphQL and in X's archive: they go with it. */
const wrappers = new Set(['result', 'tweet'])

/** Lists of what posts use, and the key by which they do. */
const usedLists: Readonly<Record<string, string>> = {
  media: 'media_key',
  polls: 'id',
  places: 'id'
}

export class JsonEditor implements Editor {
  readonly #sink: EditSink
  readonly #records: JsonRecords
  readonly #reader = new RecordReader()
  readonly #marker: ItemMarker
  readonly #remover: RecordRemover
  /** Of the record at hand. */
  #cuts: Cut[] = []
  #count = 0
  #isWholeGone = false
  /** Whether there was something to tell of. */
  #isOdd = false
  readonly #usedByKept = new Set<string>()
  readonly #usedByGone = new Set<string>()

  /**
   * @param isLines whether every line is a record; undefined where the start of
   *   the file does not show it
   * @param file how messages call the file
   * @param passes whether records that are like others are passed over, which
   *   pays in files of many
   */
  constructor(
    verdicts: Verdicts,
    sink: EditSink,
    isLines: boolean | undefined,
    file: string,
    private readonly passes = true
  ) {
    this.#sink = sink
    this.#marker = new ItemMarker(this.#reader, verdicts)
    this.#records = new JsonRecords({
      keys: formKeys,
      isLines,
      file,
      filter: passes ? verdicts.filter : undefined,
      onPassed: records => {
        sink.record('kept', records)
      },
      onRecord: () => {
        this.#edit()
      },
      onBroken: (line, reason) => {
        this.#remover.broken()
        sink.bad(line, reason)
        sink.record('kept')
      },
      onMark: at => {
        this.#remover.joined(at)
      }
    })
    this.#remover = new RecordRemover(sink, this.#records)
  }

  /** @throws Failure when what follows can't be read right */
  feed(chunk: Uint8Array): void {
    this.#records.feed(chunk)
    this.#remover.fed(chunk.length)
  }

  /** @throws Failure as `feed` */
  end(): void {
    this.#records.end()
    this.#remover.end()
  }

  #edit(): void {
    this.#begin()
    // First the verdicts: posts of a page refer to others behind them.
    this.#read(() => {
      this.#survey()
    })
    this.#surveyBare()
    this.#marker.end()
    for (const gap of ['author', 'original'] as const)
      if (this.#marker.gaps[gap] > 0)
        this.#sink.unreachable(gap, this.#marker.gaps[gap])
    if (!this.#marker.hasHits) {
      this.#sink.record('kept', this.#count)
      this.#remover.kept([])
      this.#learn()
      return
    }
    this.#read(() => {
      this.#editGroup()
    })
    this.#editBare()
    this.#finish()
  }

  /** Has records like the one at hand passed over, as long as none of their IDs has a verdict. */
  #learn(): void {
    const { isByIds, ids, gaps } = this.#marker
    const isPlain =
      this.passes && this.#count === 1 && !this.#isOdd && gaps.author === 0
    if (isPlain && isByIds && this.#reader.isByShape)
      this.#records.tokenizer.learn(ids)
  }

  #read(onGroup: () => void): void {
    try {
      this.#reader.read(this.#records.tokenizer, () => {
        this.#marker.markItems()
        onGroup()
      })
    } catch (error) {
      throw error instanceof RangeError ? this.#records.tooLong() : error
    }
  }

  #begin(): void {
    this.#cuts = []
    this.#count = 0
    this.#isWholeGone = this.#isOdd = false
    this.#marker.begin()
    if (this.#usedByKept.size > 0) this.#usedByKept.clear()
    if (this.#usedByGone.size > 0) this.#usedByGone.clear()
  }

  #finish(): void {
    if (this.#isWholeGone) {
      this.#remover.gone()
      return
    }
    this.#remover.kept(resolveCuts(this.#records.tokenizer.bytes, this.#cuts))
  }

  /** Counts the records of a group, and tells of what is none. */
  #survey(): void {
    const { items, first } = this.#reader
    const root = items[first]
    if (root === undefined || root.kind === 'notice') return
    if (root.kind === 'page') {
      if (isBareIncludes(this.#reader, root)) {
        this.#count++
        // What nothing in it uses must be told of.
        this.#marker.hasHits = true
      }
      return
    }
    const isCounted = this.#isCounted(root)
    if (isCounted) this.#count++
    const isOdd = isCounted && isUnknown(root)
    this.#isOdd ||= isOdd || this.#marker.isBroken
    if (isOdd) this.#sink.unknown(this.#lineOf(root.token))
    else if (this.#marker.isBroken)
      this.#sink.bad(this.#lineOf(root.token), 'the ID of a post is none')
  }

  /** Whether the group of this item is a record, not what lies beside records. */
  #isCounted({ place, parent }: Item): boolean {
    if (!isRecord(place)) return false
    return parent === undefined || !isBareIncludes(this.#reader, parent)
  }

  #surveyBare(): void {
    const { bare, userIds, rows } = this.#reader
    this.#count += bare.length + userIds.length
    for (const token of bare) this.#marker.bare(token, 'post')
    for (const token of userIds) this.#marker.bare(token, 'user')
    if (bare.length + userIds.length + rows.length > 0) this.#isOdd = true
    for (const token of rows) this.#sink.unknown(this.#lineOf(token))
  }

  #editBare(): void {
    const { bare, userIds } = this.#reader
    for (const [tokens, kind] of [
      [bare, 'post'],
      [userIds, 'user']
    ] as const)
      for (const token of tokens) {
        const said = this.#marker.bare(token, kind)
        const isGone = (said & verdict.gone) !== 0
        this.#sink.record(isGone ? 'removed' : 'kept')
        const id = this.#marker.idAt(token)
        if (!isGone) {
          if (id !== undefined) this.#tell(said, id)
          continue
        }
        this.#sink.rule(kind === 'post' ? 'own' : 'profile')
        if (id !== undefined && kind === 'post') this.#sink.removed(id)
        if (token === 0) this.#isWholeGone = true
        else this.#cut(token)
      }
  }

  #editGroup(): void {
    const { items, first } = this.#reader
    const root = items[first]
    if (root === undefined || root.kind === 'notice') return
    if (this.#marker.isBroken && root.kind !== 'page') {
      if (this.#isCounted(root)) this.#sink.record('kept')
      return
    }
    const before = this.#cuts.length
    const isCounted = root.kind !== 'page' && this.#isCounted(root)
    const rule = this.#ruleOfGroup(root)
    this.#editItems(rule !== undefined)
    if (rule !== undefined) {
      this.#sink.rule(
        isCounted ? rule : rule === 'profile' ? 'profile' : 'embedded'
      )
      const isAlone = root.token === 0 || this.#isOnlyRecord(root)
      if (isAlone && isCounted) this.#isWholeGone = true
      else this.#cut(root.token)
    }
    if (root.kind === 'page') this.#editPage(root)
    const hasChanged = this.#cuts.length > before
    if (isCounted)
      this.#sink.record(
        rule !== undefined ? 'removed' : hasChanged ? 'changed' : 'kept'
      )
    else if (root.kind === 'page' && isBareIncludes(this.#reader, root))
      this.#sink.record(this.#cuts.length > 0 ? 'changed' : 'kept')
  }

  /** Whether it is all that a page holds, as a message of a stream. */
  #isOnlyRecord({ token, place, parent }: Item): boolean {
    return (
      place === 'item' &&
      parent?.kind === 'page' &&
      this.#reader.keyStartOf(token) !== 0
    )
  }

  /** Why the group goes as a whole, if all that it is is gone. */
  #ruleOfGroup(root: Item): Rule | undefined {
    const { items, first, count } = this.#reader
    let rule: Rule | undefined
    for (let i = first; i < count; i++) {
      const item = items[i]
      if (item === undefined || !isPrincipal(item, root)) continue
      if (!(item.mark & verdict.gone)) return undefined
      rule ??= ruleOf(item)
    }
    return rule
  }

  #editItems(isGroupGone: boolean): void {
    const { items, first, count } = this.#reader
    for (let i = first; i < count; i++) {
      const item = items[i]
      if (item === undefined) continue
      const { kind, mark, parent } = item
      if (isGroupGone || (i > first && parent && parent.mark & isOut))
        item.mark |= isOut
      const isCut = (item.mark & isOut) !== 0
      const isGone = (mark & verdict.gone) !== 0
      if (kind === 'post' || kind === 'id') {
        const id = this.#marker.idOf(item)
        if (isGone && id !== undefined) this.#sink.removed(id)
        this.#noteUse(item, isCut || isGone)
        if (isCut) continue
        if (isGone) this.#cutPost(item)
        else {
          if (mark & verdict.geo) this.#cutLocation(item)
          if (id !== undefined) this.#tell(mark, id)
        }
      } else if (isGone && !isCut) this.#cutProfile(item)
      else if (kind === 'user' && mark !== 0 && !isGone)
        this.#tell(mark, this.#marker.idOf(item) ?? 0n)
    }
  }

  #tell(said: number, id: bigint): void {
    if (said & verdict.refetch) this.#sink.refetch(id)
    if (said & verdict.review) this.#sink.review(id)
  }

  /** Takes out a post that lies in another. */
  #cutPost(item: Item): void {
    item.mark |= isOut
    this.#sink.rule('embedded')
    if (item.place === 'references') {
      this.#shrink(item, new Set(['type', 'id', 'id_str']))
      return
    }
    let target = item
    while (
      target.parent?.kind === 'envelope' &&
      wrappers.has(this.#reader.nameOf(target.token) ?? '')
    )
      target = target.parent
    target.mark |= isOut
    this.#cutOrNull(target.token)
  }

  #cutProfile(item: Item): void {
    item.mark |= isOut
    if (item.place === 'mentions') {
      if (this.#shrink(item, keptOfMentions)) this.#sink.rule('profile')
      return
    }
    let target = item
    while (item.place === 'author' && target.parent?.place === 'author')
      target = target.parent
    target.mark |= isOut
    this.#sink.rule('profile')
    this.#cutOrNull(target.token)
  }

  #cutOrNull(token: number): void {
    if (nullable.has(this.#reader.nameOf(token) ?? '')) this.#replace(token)
    else this.#cut(token)
  }

  #cutLocation({ id, locations }: Item): void {
    const reader = this.#reader
    // v2 leaves out what is not there, and writes IDs as text.
    const isV2 =
      reader.kindOf(id) === kinds.string && reader.nameOf(id) === 'id'
    for (const token of locations)
      if (isV2 && reader.nameOf(token) === 'geo') this.#cut(token)
      else this.#replace(token)
    if (locations.length > 0) this.#sink.rule('location')
  }

  /** Takes all members but these out of an object; tells whether there were any. */
  #shrink({ token }: Item, kept: ReadonlySet<string>): boolean {
    const others = membersOf(
      this.#records.tokenizer.bytes,
      this.#reader.startOf(token)
    ).filter(({ key }) => !kept.has(key))
    this.#cuts.push(...others.map(({ start, end }) => ({ start, end })))
    return others.length > 0
  }

  /** An element or a member goes. */
  #cut(token: number): void {
    const reader = this.#reader
    const start = reader.keyStartOf(token) || reader.startOf(token)
    this.#cuts.push({ start, end: reader.endOf(token) })
  }

  #replace(token: number): void {
    const reader = this.#reader
    this.#cuts.push({
      start: reader.startOf(token),
      end: reader.endOf(token),
      text: 'null'
    })
  }

  /** Notes the media, polls and places that a post uses. */
  #noteUse({ containers, locations, mark }: Item, isGone: boolean): void {
    for (const token of containers)
      if (this.#reader.meaningOf(token)?.container === 'attachments')
        this.#noteKeys(token, isGone)
    const isWithoutPlace = isGone || (mark & verdict.geo) !== 0
    for (const token of locations) this.#noteKeys(token, isWithoutPlace)
  }

  #noteKeys(token: number, isGone: boolean): void {
    const reader = this.#reader
    const used = isGone ? this.#usedByGone : this.#usedByKept
    const end = reader.behind(token)
    for (let child = token + 1; child < end; child++)
      if (reader.kindOf(child) === kinds.string) used.add(reader.textOf(child))
  }

  /** What only gone posts used goes with them. */
  #editPage(page: Item): void {
    const reader = this.#reader
    const isBare = isBareIncludes(reader, page)
    let unused = 0
    for (const holder of isBare
      ? [page.token]
      : page.containers.filter(
          token => reader.meaningOf(token)?.container === 'includes'
        ))
      for (const list of childrenOf(reader, holder)) {
        const name = reader.nameOf(list) ?? ''
        const keyName = usedLists[name]
        if (keyName === undefined || reader.kindOf(list) !== kinds.array)
          continue
        for (const element of childrenOf(reader, list)) {
          const key = childrenOf(reader, element).find(
            child => reader.nameOf(child) === keyName
          )
          const text = key === undefined ? '' : reader.textOf(key)
          if (this.#usedByKept.has(text)) continue
          if (this.#usedByGone.has(text)) this.#cut(element)
          else if (name !== 'polls') unused++
        }
      }
    if (isBare && unused > 0) this.#sink.unreachable('includes', unused)
  }

  #lineOf(token: number): number {
    return this.#records.lineOf(this.#reader.startOf(token))
  }
}

/** Whether it is a record of no known form, or one without an ID. */
function isUnknown({ kind, id }: Item): boolean {
  return (
    kind === 'nothing' || kind === 'author' || (kind === 'post' && id === none)
  )
}

/** Whether an item is what the group of `root` is, maybe in envelopes. */
function isPrincipal(item: Item, root: Item): boolean {
  if (item.kind !== 'post' && item.kind !== 'id' && item.kind !== 'user')
    return false
  let at = item
  while (at !== root) {
    if (at.place !== root.place || at.parent?.kind !== 'envelope') return false
    at = at.parent
  }
  return true
}

/** academictwitteR keeps what lies beside posts in a file of its own. */
function isBareIncludes(reader: RecordReader, page: Item): boolean {
  if (page.kind !== 'page' || page.place !== 'record') return false
  const meanings = page.containers.map(
    token => reader.meaningOf(token)?.container
  )
  if (meanings.includes('records') || meanings.includes('includes'))
    return false
  return (
    !meanings.includes('ids') &&
    !childrenOf(reader, page.token).some(child =>
      (reader.nameOf(child) ?? '').includes('_cursor')
    )
  )
}

function childrenOf(reader: RecordReader, token: number): number[] {
  const children: number[] = []
  const kind = reader.kindOf(token)
  if (kind !== kinds.object && kind !== kinds.array) return children
  const end = reader.behind(token)
  for (let child = token + 1; child < end; child = reader.behind(child))
    children.push(child)
  return children
}
