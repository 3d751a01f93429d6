// What a page consists of, free of any markup: job summaries and report pages of both actions draw the same pages.
import type { Severity } from '../../domain.js'

/** A piece of a sentence. Strings are plain text; how they are escaped is the renderer's business. */
export type Inline =
  | string
  /** A word, name or number to be read letter by letter. */
  | { code: string }
  | { strong: string }
  | { link: string; to: string }

export type Text = readonly Inline[]

export interface Column {
  title: string
  numeric?: boolean
  /** Drawn only where there is room: on the report page, not in a summary. */
  minor?: boolean
}

export interface Table {
  kind: 'table'
  /** Says what the table holds, for those who do not see the page. */
  caption: string
  columns: readonly Column[]
  rows: readonly (readonly Text[])[]
  /** Set off from the rows above, as sums are. */
  totals?: readonly (readonly Text[])[]
  /** One value a row: the report page draws a bar of that length beside it. */
  bars?: readonly { value: number; severity: Severity }[]
}

/**
 * Upright columns for a sequence such as years, from a base line of 0. Drawn on
 * the report page only: in a summary, a table says the same.
 */
export interface Chart {
  kind: 'chart'
  title: string
  /** Non-negative values, and how each is written above its column. */
  columns: readonly { label: string; value: number; shown: string }[]
}

export type Block =
  | { kind: 'text'; text: Text }
  | { kind: 'list'; items: readonly Text[] }
  /** Words to be copied. */
  | { kind: 'quote'; text: Text }
  | Table
  | Chart

export interface Section {
  title: string
  /** Of interest to some readers only: closed until asked for. */
  folded?: boolean
  blocks: readonly Block[]
}

export interface Notice {
  severity: Severity
  title?: string
  blocks: readonly Block[]
}

export interface Page {
  /** What kind of page it is, such as `Batch compliance report`. */
  kind: string
  severity: Severity
  headline: Text
  /** One line under the headline. */
  subline: Text
  /** Above everything else: what must not be overlooked. */
  banner?: Notice
  notices: readonly Notice[]
  sections: readonly Section[]
}
