// What is known of the ID files after reading: each file, and all of them together.
import type { BadLine } from './cell.js'

/** One ID file (or entry of an artifact), as it was read. */
export interface IdFileRecord {
  /** Relative to the workspace where it lies inside, as given otherwise. */
  name: string
  /** Bytes on disk, before any decompression. */
  bytes: number
  /** Of the bytes on disk, hex. */
  sha256: string
  format: 'text' | 'csv' | 'jsonl' | 'json'
  compression: 'none' | 'gzip' | 'zstd'
  /** Header name, key path or 1-based number of the column that was read, where there is one. */
  column: string | undefined
  read: number
  invalid: number
}

/** When the first and the last of the distinct IDs were made, as they tell (ms since the epoch). */
export interface IdSpan {
  first: number
  last: number
  /** IDs that tell no time: posts from before November 2010, accounts from before 2016. */
  undated: number
}

/** The ID set as it was read. `read` = `submitted` + `duplicate` + `invalid`. */
export interface IdsRecord {
  read: number
  submitted: number
  duplicate: number
  invalid: number
  invalidByReason: Readonly<Record<string, number>>
  files: readonly IdFileRecord[]
  /** Sentences about damage in the files (damage, wrong type), ready to be shown. */
  findings: readonly string[]
  /** The first lines that hold no ID, to be shown to the owner of the files only. */
  badLines?: readonly BadLine[]
  /** Undefined where no ID tells a time. */
  span?: IdSpan
}
