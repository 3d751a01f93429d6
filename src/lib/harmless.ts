// Lines of a log that a runner and a terminal take for nothing but text.
import { printable } from './text.js'

/** Longest line that is written; texts from outside are cut much earlier by whoever shows them. */
const lineLimit = 4000

/** Keeps line breaks, and takes from every line what a runner or a terminal would act on. */
export function harmless(message: string): string {
  return message
    .split('\n')
    .map(line => printable(line, lineLimit))
    .join('\n')
}
