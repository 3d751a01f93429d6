// The log as an edge. Whatever is handed to it may hold text from outside: an implementation makes it harmless.

/** A line of a file in the workspace, for annotations. */
export interface Place {
  file: string
  line: number
}

export interface Log {
  /** A line for the reader of the log. */
  info(message: string): void
  /** An annotation (GitHub shows ten of a kind per step), at a line of a file if given. */
  warning(message: string, place?: Place): void
  /** Shown with debug logging only. */
  debug(message: string): void
  /** Masks a secret in everything that is printed from here on; each secret once. */
  mask(secret: string): void
  /** Folds what `body` logs under a title that names the phase. */
  group<T>(title: string, body: () => Promise<T>): Promise<T>
}
