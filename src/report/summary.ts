// The job summary: the page of a run as Markdown, within what GitHub takes.
import type { RunRecord } from './record.js'
import { markdown } from './markdown.js'
import type { Bounds, Notice } from './page.js'
import { text } from './inline-code.js'
import { story } from './build-page.js'

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
  for (const bounds of steps) {
    const drawn = markdown(story(record, bounds))
    if (Buffer.byteLength(drawn) <= mostBytes) return drawn
  }
  const page = story(record, { files: 0, parts: 0, words: 0 })
  return markdown({ ...page, notices: [tooMuch], sections: [] })
}

const tooMuch: Notice = {
  tone: 'wait',
  title: 'Too much for a summary',
  blocks: [text('The rest stands in ', { code: 'report.html' }, '.')]
}
