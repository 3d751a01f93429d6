// report.html: the page of a run for readers outside GitHub, in one file that needs and runs nothing else.
import { htmlDocument } from './page/html.js'
import { runPage, type Bounds } from './run-page.js'
import { shareable } from './privacy.js'
import type { RunRecord } from './record.js'

/** A page that lists more than this is no longer read by people; report.json holds the rest. */
const bounds: Bounds = { files: 500, parts: 500, words: 100 }

/** The report of a run as one HTML page without script, network access or outside resources. */
export function reportHtml(record: RunRecord): string {
  return htmlDocument(runPage(shareable(record), bounds))
}
