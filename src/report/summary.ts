// The job summary: the page of a run as Markdown, within what GitHub takes.
import { fittingMarkdown } from './page/markdown.js'
import type { Page } from './page/model.js'
import type { RunRecord } from './record.js'
import { runPage, type Bounds } from './run-page.js'

/** From all to hardly any; the report holds the rest. */
const steps: readonly Bounds[] = [
  { files: 50, parts: 50, words: 20 },
  { files: 20, parts: 20, words: 10 },
  { files: 0, parts: 0, words: 0 }
]

/** The summary of a run as GitHub Flavored Markdown, at most 1 MiB in bytes. */
export function summary(record: RunRecord): string {
  return fittingMarkdown(pages(record), 'report.html')
}

function* pages(record: RunRecord): Generator<Page> {
  for (const bounds of steps) yield runPage(record, bounds)
}
