// Counts bad lines by reason, shows the first ones, and writes all of them to a file.
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { code, say, type Message, type FailureText } from '../lib/message.js'
import { Failure } from '../lib/failure.js'
import type { Log } from '../lib/log.js'
import {
  bytes as inBytes,
  count,
  plural,
  printable,
  visible
} from '../lib/text.js'
import { yaml } from './tables/columns.js'
import {
  adviceOn,
  adviceOnAll,
  adviceOnKeys,
  adviceOnLists,
  type Advice
} from './bad-line-advice.js'
import { showCell, type BadLine, type InvalidReason } from './cell.js'
import type { Shape } from './recognise.js'

/** GitHub keeps ten annotations of a kind; others need room too. */
const annotated = 5
const logged = 50
/** In the summary. */
const listed = 20

/** The file of all bad lines ends here; its last line says how many more there are. */
const longestList = 256_000_000
const bufferLength = 1 << 16

export class BadLines {
  readonly #first: BadLine[] = []
  /** What may be a header that is not known. */
  #header: string | undefined
  /** Whether a table has cells that hold several values. */
  #hasLists = false
  /** Whether records of JSON lack the key of their ID. */
  #lacksKeys = false
  /** The first file that holds no record of a known form, and what is to be done with it. */
  #unknownForm: { file: string; why: Message; fix: Message } | undefined
  /** Bad records of such files. */
  #ofUnknownForm = 0
  /** Other columns, of a table whose ID column is mostly bad. */
  #whole: { file: string; columns: readonly string[] } | undefined
  readonly byReason = new Map<InvalidReason, number>()
  total = 0
  #file: number | undefined
  #buffer = ''
  #written = 0
  #leftOut = 0

  /**
   * @param columns the input `ids-column`
   * @param path of the file of all bad lines, which is made with the first; none for no such file
   */
  constructor(
    private readonly columns: readonly string[] = [],
    private readonly path?: string
  ) {}

  add(
    file: string,
    line: number,
    reason: InvalidReason,
    cell: string,
    format: Shape['format']
  ): void {
    if (line === 1 && format === 'text') this.#header = cell
    if (format === 'csv')
      this.#hasLists ||= reason === 'several values on one line'
    else this.#lacksKeys ||= reason === 'column missing'
    this.total++
    this.byReason.set(reason, (this.byReason.get(reason) ?? 0) + 1)
    const bad = { file, line, reason, shown: showCell(cell) }
    if (this.#first.length < logged) this.#first.push(bad)
    if (this.path !== undefined) this.#write(this.path, bad)
  }

  /** The first ones, for the summary. */
  get list(): readonly BadLine[] {
    return this.#first.slice(0, listed)
  }

  /** Ends the file of all bad lines. */
  close(): void {
    if (this.#file === undefined) return
    if (this.#leftOut > 0)
      this.#buffer += `${plural(this.#leftOut, 'more bad line is', 'more bad lines are')} left out: this file ends at ${inBytes(longestList)}.\n`
    writeSync(this.#file, this.#buffer)
    closeSync(this.#file)
    this.#file = undefined
  }

  /** Tab-separated: file, line, reason, start of the cell. */
  #write(path: string, { file, line, reason, shown }: BadLine): void {
    if (this.#written > longestList) {
      this.#leftOut++
      return
    }
    const text = `${visible(file)}\t${line}\t${reason}\t${shown}\n`
    this.#written += Buffer.byteLength(text)
    this.#buffer += text
    if (this.#file === undefined) {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
      this.#file = openSync(path, 'wx', 0o600)
    }
    if (this.#buffer.length < bufferLength) return
    writeSync(this.#file, this.#buffer)
    this.#buffer = ''
  }

  /** Notes the columns that hold IDs in a table whose ID column is mostly bad. */
  addWhole(file: string, columns: readonly string[]): void {
    if (columns.length > 0) this.#whole ??= { file, columns }
  }

  /** Notes that all records of a file are of no known form, with advice on it. */
  addUnknownForm(
    file: string,
    records: number,
    advice: { why: Message; fix: Message }
  ): void {
    this.#unknownForm ??= { file, ...advice }
    this.#ofUnknownForm += records
  }

  /** As annotations: the first lines, and the totals. */
  annotate(log: Log, isSkipped: boolean): void {
    if (this.total === 0) return
    for (const { file, line, reason, shown } of this.#first.slice(0, annotated))
      log.warning(`Line ${line}: ${reason}${shown ? `: ${shown}` : ''}`, {
        file,
        line
      })
    for (const { file, line, reason, shown } of this.#first.slice(annotated))
      log.info(
        `${printable(file)}: line ${line}: ${reason}${shown ? `: ${shown}` : ''}`
      )
    if (this.path !== undefined && this.total > annotated)
      log.info(
        `All ${count(this.total)} bad lines are listed in ${printable(this.path)}.`
      )
    const isOne = this.total === 1
    const skipped = isOne ? 'was skipped' : 'were skipped'
    const stops = isOne ? 'stops the step' : 'stop the step'
    log.warning(
      `${this.#counted()} and ${isSkipped ? skipped : stops}: ${this.#reasons()}.`
    )
  }

  failure(read: number): Failure {
    const unknown = this.#unknownForm
    const isOfForms = [...this.byReason.keys()].every(reason =>
      reasonsOfForm.has(reason)
    )
    if (unknown && isOfForms && this.#ofUnknownForm === this.total)
      return new Failure('ids-invalid', {
        what: say`${code(unknown.file)} holds ${plural(this.#ofUnknownForm, 'record')}, and no ID was found in any: ${this.#reasons()}.`,
        why: unknown.why,
        fix: unknown.fix
      })
    const first = this.#first[0]
    const detail =
      first?.reason === 'wrong number of cells' ? `: ${first.shown}` : ''
    const where = first
      ? say` The first is line ${count(first.line)} of ${code(first.file)}${detail}.`
      : say``
    const whole = this.#whole
    const header =
      this.#header === undefined || this.total > 1 || read === 1
        ? ''
        : say` If line 1 is a header: \`ids-column: ${yaml(this.#header)}\`.`
    const [[reason] = [], ...others] = this.#byFrequency()
    const only =
      reason !== undefined && others.length === 0 && this.total === read
        ? this.#forOneReason(reason, where)
        : undefined
    if (only) return new Failure('ids-invalid', only)
    return new Failure('ids-invalid', {
      what: say`${this.#counted()} (of ${count(read)} read): ${this.#reasons()}.${where}`,
      why: this.#likelyCause(),
      fix: say`${whole ? wholeColumns(whole) : ''}Correct the lines that the annotations show; or set \`on-invalid-ids: skip\` to leave such lines out.${header}`
    })
  }

  #counted(): string {
    return this.total === 1
      ? '1 line or record holds no ID'
      : `${plural(this.total, 'line')} or records hold no ID`
  }

  #reasons(): string {
    return this.#byFrequency()
      .map(([reason, times]) => `${count(times)} × ${reason}`)
      .join(', ')
  }

  #byFrequency(): [InvalidReason, number][] {
    return [...this.byReason].sort(([, a], [, b]) => b - a)
  }

  /** Where every line is bad for one reason: that reason once, and what to do. */
  #forOneReason(
    reason: InvalidReason,
    where: Message
  ): FailureText | undefined {
    const advice = this.#adviceOn(reason) ?? adviceOnAll[reason]
    if (advice === undefined) return undefined
    const all =
      this.total === 1
        ? say`The one line or record that was read holds no ID: ${reason}.`
        : say`None of the ${count(this.total)} lines or records holds an ID, all for one reason: ${reason}.`
    return {
      what: say`${all}${where}`,
      why: advice.why,
      fix: say`${this.#whole ? wholeColumns(this.#whole) : ''}${advice.fix}`
    }
  }

  /** The likely cause of the most frequent reason for which there is one. */
  #likelyCause(): Message | undefined {
    for (const [reason] of this.#byFrequency()) {
      const { why, fix } = this.#adviceOn(reason) ?? {}
      if (why === undefined || fix === undefined) continue
      return this.byReason.size > 1
        ? say`On ‘${reason}’: ${why} ${fix}`
        : say`${why} ${fix}`
    }
    return undefined
  }

  #adviceOn(reason: InvalidReason): Advice | undefined {
    if (reason === 'several values on one line' && this.#hasLists)
      return adviceOnLists
    if (reason === 'column missing' && this.#lacksKeys)
      return adviceOnKeys(this.columns)
    return adviceOn[reason]
  }
}

/** Reasons that a record of no known form is bad for. */
const reasonsOfForm: ReadonlySet<InvalidReason> = new Set<InvalidReason>([
  'no post in it',
  'no author in it',
  'row of a table, not a record'
])

function wholeColumns({
  file,
  columns: [first = '', ...others]
}: {
  file: string
  columns: readonly string[]
}): Message {
  const also =
    others.length > 0
      ? say` (so ${others.length > 1 ? 'do' : 'does'} ${code(others.join(', '), 100)})`
      : ''
  return say`The column ${code(first, 60)} of ${code(file)} holds intact IDs${also}: if they are the right ones, add \`ids-column: ${yaml(first)}\`. Otherwise: `
}
