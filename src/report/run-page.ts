// The page of a run of the check, for every way in which a run can end.
import { plural } from '../lib/text.js'
import { headline } from './headline.js'
import { failureNotice } from './page/failure-notice.js'
import { prose, text } from './page/inline-code.js'
import type { Inline, Notice, Page, Section, Text } from './page/model.js'
import { moment } from './page/numbers.js'
import { checkedAt, isSimulated, type RunRecord } from './record.js'
import { resumeAdvice } from './resume-advice.js'
import { citation } from './sections/citation.js'
import { idFiles, invalidLines } from './sections/files.js'
import { limits, provenance } from './sections/provenance.js'
import { byYear, events, whatToDo } from './sections/results.js'
import { warnings } from './sections/warnings.js'
import { idsOf, nounsOf } from './wording.js'

/** How much a page may list, so that it can be cut in steps. */
export interface Bounds {
  files: number
  parts: number
  /** Words of the service, reasons and findings. */
  words: number
}

export function runPage(record: RunRecord, bounds: Bounds): Page {
  const { severity, text: title } = headline(record)
  // Findings on files are real whatever answers afterwards.
  const simulated =
    isSimulated(record) && record.parts.some(({ jobId }) => jobId !== undefined)
  return {
    kind: 'Batch compliance report',
    severity,
    headline: simulated ? ['[Simulated] ', ...title] : title,
    subline: subline(record),
    ...(simulated ? { banner: simulationBanner } : {}),
    notices: [...failure(record), ...dryRun(record), ...resume(record)],
    sections: openFirst([
      ...whatToDo(record),
      ...warnings(record, bounds.words),
      ...invalidLines(record),
      ...events(record),
      ...limits(record),
      ...byYear(record),
      ...idFiles(record, bounds.files),
      ...citation(record),
      ...provenance(record, bounds.parts),
      purpose
    ])
  }
}

function openFirst(sections: readonly Section[]): Section[] {
  return [false, true].flatMap(isFolded =>
    sections.filter(({ folded = false }) => folded === isFolded)
  )
}

const simulationBanner: Notice = {
  severity: 'bad',
  title: 'Simulated results: made up, not from X',
  blocks: [
    text(
      'No post or account was checked. Do not act on these results. Remove ',
      { code: 'simulate: true' },
      ' for a real check.'
    )
  ]
}

/** X's use restriction of the compliance endpoints ("Batch compliance" introduction). */
const purpose: Section = {
  title: 'Permitted use',
  folded: true,
  blocks: [
    text(
      'X allows its batch compliance endpoints for one purpose only: to bring stored X content into line with its current state. Any other use of these results, such as watching who was suspended or who deleted a post, is prohibited.'
    )
  ]
}

/** Where the numbers come from, without those of the headline. */
function subline(record: RunRecord): Text {
  const { ids, inputs, parts, status } = record
  const at = checkedAt(record)
  const pieces: Inline[][] = []
  if (ids && ids.files.length > 0) {
    const isCounted = status === 'complete' || status === 'checked'
    const distinct = idsOf(ids.submitted, nounsOf(inputs?.type ?? 'tweets'))
    const files = plural(ids.files.length, 'ID file')
    pieces.push([isCounted ? files : `${distinct} from ${files}`])
  }
  const jobs = parts.filter(part => part.jobId !== undefined).length
  if (jobs > 0) pieces.push([plural(jobs, 'job')])
  if (at !== undefined && record.tally) pieces.push([`as of ${moment(at)}`])
  if (ids?.span) pieces.push([spanOf(ids.span)])
  if (record.artifact)
    pieces.push([
      'artifact ',
      { link: record.artifact.name, to: artifactPath(record) }
    ])
  return pieces.flatMap((piece, index) =>
    index === 0 ? piece : [' · ', ...piece]
  )
}

/** From which days the IDs are. */
function spanOf({ first, last }: { first: number; last: number }): string {
  const [from, to] = [first, last].map(ms => moment(ms).slice(0, 10))
  return from === to
    ? `IDs of ${from ?? ''}`
    : `IDs from ${from ?? ''} to ${to ?? ''}`
}

/**
 * The artifact's address relative to the page of the run
 * (`…/actions/runs/<run>`), which stays whole when the name of the repository
 * is masked as a secret.
 */
function artifactPath(record: RunRecord): string {
  const run = record.context.runId.replace(/\D/g, '')
  return `./${run}/artifacts/${record.artifact?.id ?? ''}`
}

function failure({ error, status }: RunRecord): Notice[] {
  if (!error) return []
  return [
    error.code === 'events-found'
      ? failureNotice(error, 'act', error.code)
      : failureNotice(
          error,
          'bad',
          status === 'failed' ? undefined : error.code
        )
  ]
}

function dryRun({ status, parts }: RunRecord): Notice[] {
  if (status !== 'checked') return []
  const jobs =
    parts.length > 1
      ? `: ${plural(parts.length, 'job')}, one after the other`
      : ''
  return [
    {
      severity: 'plain',
      blocks: [
        text(
          'Nothing was sent to X. To check these IDs, remove ',
          { code: 'dry-run: true' },
          `${jobs}.`
        )
      ]
    }
  ]
}

/** How a run that stopped on the way is resumed. */
function resume(record: RunRecord): Notice[] {
  const advice = resumeAdvice(record)
  if (!advice) return []
  return [
    {
      severity: 'wait',
      title: 'How to resume',
      blocks: [
        ...prose(advice),
        text(
          'X keeps the results of a job for 7 days after its creation. Nothing is published until all parts are in; until then an ID without a row is unchecked, not fine.'
        )
      ]
    }
  ]
}
