// The whole story of a run as a page, for every way in which a run can end.
import { resumeAdvice } from './resume-advice.js'
import type { Failure } from '../lib/failure.js'
import { checkedAt, isSimulated, type RunRecord } from './record.js'
import { count, plural } from '../lib/text.js'
import { headline } from './headline.js'
import type { Bounds, Inline, Notice, Page, Section, Text } from './page.js'
import { byYear, events, whatToDo } from './sections/results.js'
import { idFiles } from './sections/files.js'
import { limits, provenance } from './sections/provenance.js'
import { prose, text } from './inline-code.js'
import { counted, day, moment, nounsOf, share } from './wording.js'

export function story(record: RunRecord, bounds: Bounds): Page {
  const { tone, text: title } = headline(record)
  const simulated = isSimulated(record)
  return {
    tone,
    headline: simulated ? ['[Simulated] ', ...title] : title,
    lede: lede(record),
    ...(simulated ? { banner: simulationBanner } : {}),
    notices: [...failureNotice(record.error), ...goingOn(record)],
    sections: [
      ...whatToDo(record),
      ...events(record, bounds.words),
      ...byYear(record),
      ...idFiles(record, bounds),
      ...citation(record),
      ...limits(record),
      ...provenance(record, bounds.parts),
      purpose
    ]
  }
}

const simulationBanner: Notice = {
  tone: 'bad',
  title: 'Simulated run: these results are made up',
  blocks: [
    text(
      'The simulator inside the action answered instead of X. No post or account was checked, and nothing here may be acted on. Leave out ',
      { code: 'simulate: true' },
      ' for a real check.'
    )
  ]
}

/** X's use restriction of the compliance endpoints ("Batch compliance" introduction). */
const purpose: Section = {
  title: 'What this may be used for',
  blocks: [
    text(
      'X allows its batch compliance endpoints for one purpose only: to bring stored X content into line with its current state. Any other use of these results, such as watching who was suspended or deleted something, is prohibited.'
    )
  ]
}

function lede(record: RunRecord): Text {
  const { ids, inputs, parts } = record
  const nouns = nounsOf(inputs?.type ?? 'tweets')
  const at = checkedAt(record)
  const pieces: Inline[][] = []
  if (ids)
    pieces.push([
      `${count(ids.submitted)} distinct ${ids.submitted === 1 ? nouns.id : nouns.ids} from ${plural(ids.files.length, 'file')}`
    ])
  const jobs = parts.filter(part => part.jobId !== undefined).length
  if (jobs > 0) pieces.push([plural(jobs, 'job')])
  if (at !== undefined && record.tally) pieces.push([`as of ${moment(at)}`])
  if (record.artifact)
    pieces.push([
      'artifact ',
      { link: record.artifact.name, to: artifactPath(record) }
    ])
  return pieces.flatMap((piece, index) =>
    index === 0 ? piece : [' · ', ...piece]
  )
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

function failureNotice(failure: Failure | undefined): Notice[] {
  if (!failure) return []
  const { what, why, fix } = failure.text
  return [
    {
      tone: failure.code === 'events-found' ? 'act' : 'bad',
      title: failure.code,
      blocks: [
        ...prose(what),
        ...(why === undefined ? [] : prose(why, 'Cause: ')),
        ...prose(fix, 'Fix: ')
      ]
    }
  ]
}

/** How a run that stopped on the way goes on. */
function goingOn(record: RunRecord): Notice[] {
  const { status, parts } = record
  if (status === 'checked')
    return [
      {
        tone: 'plain',
        title: 'Nothing was sent to X',
        blocks: [
          text(
            'This was a dry run. Leave out ',
            { code: 'dry-run: true' },
            ` to submit these IDs${parts.length > 0 ? ` in ${plural(parts.length, 'job')}${parts.length > 1 ? ', one after the other' : ''}` : ''}.`
          )
        ]
      }
    ]
  const advice = resumeAdvice(record)
  if (!advice) return []
  return [
    {
      tone: 'wait',
      title: 'How to resume',
      blocks: [
        ...prose(advice),
        text(
          'X keeps the results of a job for 7 days from its creation. Nothing is published until all parts are in; until then an ID without a row is unchecked, not fine.'
        )
      ]
    }
  ]
}

/** A sentence fit to be cited: totals only, since X's policy may forbid to publish counts by reason. */
function citation(record: RunRecord): Section[] {
  const { ids, tally, inputs, status } = record
  const at = checkedAt(record)
  if (status !== 'complete' || !ids || !tally?.required || at === undefined)
    return []
  if (isSimulated(record)) return []
  const nouns = nounsOf(inputs?.type ?? 'tweets')
  const { delete: removed, 'scrub-geo': scrubbed } = tally.required
  const were = (n: number) => (n === 1 ? 'was' : 'were')
  return [
    {
      title: 'For a paper',
      blocks: [
        {
          kind: 'quote',
          text: [
            `On ${day(at)}, ${counted(ids.submitted, nouns)} ${were(ids.submitted)} checked through the X API v2 batch compliance endpoint: ${count(removed)} (${share(removed, ids.submitted)}) ${were(removed)} no longer available and ${were(removed)} removed from the data set, and ${count(scrubbed)} (${share(scrubbed, ids.submitted)}) had location information removed.`
          ]
        },
        text(
          'The sentence gives no counts by reason: X’s developer policy may forbid to publish them.'
        )
      ]
    }
  ]
}
