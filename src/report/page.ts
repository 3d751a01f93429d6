// What a page about a run consists of, free of any markup: the summary and the report page draw the same pages.
import type { Severity } from '../domain.js'

/** A piece of a sentence. Strings are plain text; how they are escaped is the renderer's business. */
export type Inline =
  | string
  /** A word, name or number to be read letter by letter. */
  | { code: string }
  | { strong: string }
  | { link: string; to: string }

export type Text = readonly Inline[]

export interface Table {
  kind: 'table'
  /** Says what the table holds, for those who do not see the page. */
  caption: string
  columns: readonly { title: string; numeric?: boolean }[]
  rows: readonly (readonly Text[])[]
  /** Set off from the rows above, as sums are. */
  totals?: readonly (readonly Text[])[]
}

/** Bars of non-negative values, drawn in the given order. */
export interface Chart {
  kind: 'chart'
  title: string
  /** What the values count, such as `events`. */
  unit: string
  /** Upright columns suit a sequence such as years; lying bars suit words. */
  layout: 'bars' | 'columns'
  /** No table says the same: one is added where numbers in a drawing are hard to read. */
  alone: boolean
  bars: readonly { label: string; value: number; tone: Severity }[]
}

/** How a whole falls into parts, as one strip. */
export interface Strip {
  kind: 'strip'
  title: string
  slices: readonly { label: string; value: number; tone: Severity }[]
}

export type Block =
  | { kind: 'text'; text: Text }
  | { kind: 'list'; items: readonly Text[] }
  /** Words to be copied. */
  | { kind: 'quote'; text: Text }
  | Table
  | Chart
  | Strip

export interface Section {
  title: string
  /** Of interest to some readers only: closed until asked for. */
  folded?: boolean
  blocks: readonly Block[]
}

export interface Notice {
  tone: Severity
  title: string
  blocks: readonly Block[]
}

export interface Page {
  tone: Severity
  headline: Text
  /** One line under the headline. */
  lede: Text
  /** Above everything else: what must not be overlooked. */
  banner?: Notice
  notices: readonly Notice[]
  sections: readonly Section[]
}

/** How much a page may list, so that it can be cut in steps. */
export interface Bounds {
  files: number
  parts: number
  /** Words of the service, reasons and findings. */
  words: number
}
