// Edits tables: records of gone posts go with their ends, cells of locations and of gone quoted posts are emptied.
import type { InvalidReason } from '../../content/cell.js'
import { cellsOf, type Span } from '../../content/tables/csv-dialect.js'
import { CsvRecords, type Row } from '../../content/tables/csv-records.js'
import { reasonOfRow, textAt } from '../../content/tables/row-checks.js'
import type { Editor, EditSink, Verdicts } from './edit.js'
import { RowEditor, type CsvTable } from './row-editor.js'

/** A row with more cells than this is none of posts. */
const mostCells = 1 << 16

export class CsvEditor extends CsvRecords implements Editor {
  readonly #rows: RowEditor

  constructor(
    table: CsvTable,
    verdicts: Verdicts,
    private readonly sink: EditSink
  ) {
    super(table.shape, table.file)
    this.#rows = new RowEditor(table, verdicts, sink)
  }

  protected override row({ bytes, start, next, quotes }: Row): void {
    const { delimiter } = this.shape
    const { cells, width } = cellsOf(bytes, { delimiter, quotes }, mostCells)
    const outcome = this.#edit(bytes, cells, width)
    const at = this.offset + start
    if (outcome === 'removed') this.sink.splice(at, this.offset + next, '')
    else
      for (const [from, to] of outcome) this.sink.splice(at + from, at + to, '')
    this.sink.record(
      outcome === 'removed'
        ? 'removed'
        : outcome.length > 0
          ? 'changed'
          : 'kept'
    )
  }

  protected override reject(reason: InvalidReason): void {
    this.sink.bad(this.line, reason)
    this.sink.record('kept')
  }

  /** What goes of a record: all of it, or cells. */
  #edit(
    record: Buffer,
    cells: readonly Span[],
    width: number
  ): 'removed' | Span[] {
    const [column] = this.shape.columns
    if (column === undefined) throw new Error('a table without a column')
    const cell = cells[column.index]
    const moved =
      width > mostCells
        ? 'wrong number of cells'
        : reasonOfRow(record, cell, width, column, this.shape)
    if (moved !== undefined) {
      this.sink.bad(this.line, moved)
      return []
    }
    // A list of versions may have any length.
    const text = (index: number) => textAt(record, cells[index], record.length)
    return this.#rows.edit({ line: this.line, cells, text }, column)
  }
}
