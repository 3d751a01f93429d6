// What a search for files is asked for, and what it may leave out.
import type { ErrorCode } from '../../domain.js'
/** How the files and the input that names them are called in errors. */
export interface Wanted {
  input: string
  /** When nothing is found. */
  code: ErrorCode
  /** What the root is. */
  origin: 'workspace' | 'artifact'
}

export interface FindRequest {
  /** Paths and globs; `!` excludes from those before it. None selects every file. */
  patterns: readonly string[]
  root: string
  wanted: Wanted
  signal: AbortSignal
}

/** Why an entry is left out: for one of them, and for several. */
export const reasons = {
  dangling: [
    'link to a file that does not exist (content of git-annex or DVC that was not fetched?)',
    'links to files that do not exist (content of git-annex or DVC that was not fetched?)'
  ],
  special: ['pipe, socket or device', 'pipes, sockets or devices'],
  unreadableName: ['name that is not UTF-8', 'names that are not UTF-8']
} as const

/** What was selected but can't be read, with one example of each kind. */
export type LeftOut = Map<LeftOutKind, { count: number; example: string }>

export type LeftOutKind = keyof typeof reasons
