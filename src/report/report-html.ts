// report.html: the page of a run for readers outside GitHub, in one file that needs and runs nothing else.
import { createHash } from 'node:crypto'
import type { RunRecord } from './record.js'
import { html } from './html.js'
import { shareable } from './privacy.js'
import { story } from './build-page.js'
import { css } from './style.js'
import { escapeHtml } from './html-text.js'

/** A page that lists more than this is no longer read by people; report.json holds the rest. */
const bounds = { files: 500, parts: 500, words: 100 }

/** The report of a run as one HTML page without script, network access or outside resources. */
export function reportHtml(record: RunRecord): string {
  const page = story(shareable(record), bounds)
  const hash = createHash('sha256').update(css).digest('base64')
  const title = page.headline
    .map(piece => (typeof piece === 'string' ? piece : Object.values(piece)[0]))
    .join('')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>${css}</style>
</head>
<body>
${html(page)}
</body>
</html>
`
}
