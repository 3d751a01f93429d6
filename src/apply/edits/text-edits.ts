// Edits text: lines of one ID or URL, or lists of them on one line.
import { isSpace, trimCell } from '../../content/cell.js'
import { readId, type U64 } from '../../content/id.js'
import { Reader } from '../../content/reader.js'
import type { TextShape } from '../../content/text/text-reader.js'
import type { JobType } from '../../domain.js'
import {
  idOf,
  verdict,
  type Editor,
  type EditSink,
  type Verdicts
} from './edit.js'
import { readIdText, reasonOfText } from './read-id.js'

const lf = 0x0a
const cr = 0x0d

/** No line of IDs is longer. */
const longestLine = 16_000_000

interface Cell {
  /** With the space around it. */
  start: number
  end: number
  isGone: boolean
}

export class TextEditor extends Reader implements Editor {
  readonly #id: U64 = { high: 0, low: 0 }
  #line = 0
  #skipsCell: boolean
  #isTooLong = false

  constructor(
    private readonly shape: TextShape,
    private readonly type: JobType,
    private readonly verdicts: Verdicts,
    private readonly sink: EditSink
  ) {
    super()
    this.#skipsCell = shape.hasHeader
  }

  protected override read(bytes: Buffer, isLast: boolean): number {
    let at = 0
    while (at < bytes.length) {
      const found = bytes.indexOf(lf, at)
      if (found < 0 && !isLast) {
        if (bytes.length - at <= longestLine) return at
        if (!this.#isTooLong) {
          this.sink.bad(this.#line + 1, 'not a number')
          this.sink.record('kept')
        }
        this.#isTooLong = true
        return bytes.length
      }
      const end = found < 0 ? bytes.length : found
      this.#line++
      if (this.#isTooLong) this.#isTooLong = false
      else this.#edit(bytes, at, end, Math.min(end + 1, bytes.length))
      at = end + 1
    }
    return bytes.length
  }

  #edit(bytes: Buffer, start: number, end: number, next: number): void {
    const cells = this.#cells(bytes, start, end)
    const gone = cells.filter(cell => cell.isGone).length
    if (gone === 0) return
    if (gone === cells.length) {
      this.#splice(start, next)
      return
    }
    // The last ones of a list go with the separator before them, others with the one behind.
    let lastKept = cells.length - 1
    while (cells[lastKept]?.isGone === true) lastKept--
    for (const [index, cell] of cells.entries()) {
      const following = cells[index + 1]
      if (cell.isGone && index < lastKept && following)
        this.#splice(cell.start, following.start)
    }
    const from = cells[lastKept]?.end ?? end
    if (lastKept < cells.length - 1)
      this.#splice(from, cells[cells.length - 1]?.end ?? end)
  }

  /** The cells of a line that hold something. */
  #cells(bytes: Buffer, start: number, end: number): Cell[] {
    const { separator } = this.shape
    const cells: Cell[] = []
    for (let at = start; at < end;) {
      let to = at
      while (to < end && bytes[to] !== cr && bytes[to] !== separator) to++
      let from = at
      while (from < to && isSpace(bytes[from])) from++
      let behind = to
      while (behind > from && isSpace(bytes[behind - 1])) behind--
      if (from < behind) {
        if (this.#skipsCell) {
          this.#skipsCell = false
          cells.push({ start: from, end: behind, isGone: false })
        } else {
          const isGone = this.#examine(bytes, from, behind)
          if (isGone !== undefined)
            cells.push({ start: from, end: behind, isGone })
        }
      }
      at = to + 1
    }
    return cells
  }

  /** Whether an ID must go; undefined for a cell that holds none. */
  #examine(bytes: Buffer, start: number, end: number): boolean | undefined {
    if (!readId(bytes, start, end, this.#id)) {
      const text = trimCell(
        bytes.toString('utf8', start, Math.min(end, start + 2048))
      )
      if (text === '') return undefined
      if (!readIdText(text, this.type, this.#id, this.shape.prefix)) {
        this.sink.bad(this.#line, reasonOfText(text, this.type))
        this.sink.record('kept')
        return false
      }
    }
    const { sink, verdicts } = this
    const isPost = this.type === 'tweets'
    const bits = isPost ? verdicts.post(this.#id) : verdicts.user(this.#id)
    const id = bits === 0 ? 0n : idOf(this.#id)
    if (bits & verdict.gone) {
      sink.record('removed')
      sink.rule(isPost ? 'own' : 'profile')
      if (isPost) sink.removed(id)
      return true
    }
    if (bits & verdict.refetch) sink.refetch(id)
    if (bits & verdict.review) sink.review(id)
    if (isPost && verdicts.needsAuthors) {
      const isOfUser = (verdicts.user(this.#id) & verdict.gone) !== 0
      sink.unreachable(isOfUser ? 'list' : 'author')
    }
    sink.record('kept')
    return false
  }

  #splice(start: number, end: number): void {
    this.sink.splice(this.offset + start, this.offset + end, '')
  }
}
