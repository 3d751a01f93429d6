// The job summary: the page of a run as Markdown, within what GitHub takes.
import type { RunRecord } from '../record.js'
import { markdown } from './markdown.js'
import type { Bounds } from './page.js'
import { story } from './story.js'

/** GitHub refuses summaries above 1 MiB; below that there is room for what masking may add. */
const mostBytes = 1_000_000

/** From all to hardly any; the report holds the rest. */
const steps: readonly Bounds[] = [
  { files: 200, parts: 200, words: 20 },
  { files: 20, parts: 20, words: 20 },
  { files: 0, parts: 0, words: 0 }
]

/** The summary of a run as GitHub Flavored Markdown, at most 1 MiB in bytes. */
export function summary(record: RunRecord): string {
  let drawn = ''
  for (const bounds of steps) {
    drawn = markdown(story(record, bounds))
    if (Buffer.byteLength(drawn) <= mostBytes) return drawn
  }
  return Buffer.from(drawn).subarray(0, mostBytes).toString()
}
