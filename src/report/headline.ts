// The headline of a run: what to do, in one sentence.
import type { RunRecord } from './record.js'
import { count, plural } from '../lib/text.js'
import type { Severity } from '../domain.js'
import type { Text } from './page.js'
import { actionWords, counted, nounsOf, shownActions } from './wording.js'

export interface Headline {
  tone: Severity
  text: Text
}

export function headline(record: RunRecord): Headline {
  switch (record.status) {
    case 'complete':
      return completed(record)
    case 'checked':
      return checked(record)
    case 'submitted':
      return { tone: 'wait', text: [submitted(record)] }
    case 'timeout':
      return { tone: 'wait', text: ['Time ran out: ', progress(record)] }
    case 'cancelled':
      return { tone: 'bad', text: ['Cancelled: ', progress(record)] }
    case 'failed':
      return {
        tone: 'bad',
        text: [
          'The compliance check failed: ',
          { code: record.error?.code ?? 'internal' }
        ]
      }
  }
}

function completed(record: RunRecord): Headline {
  const { ids, tally, inputs } = record
  const type = inputs?.type ?? 'tweets'
  const nouns = nounsOf(type)
  if (ids?.submitted === 0 && record.parts.length === 0)
    return { tone: 'plain', text: ['No IDs were found: nothing was checked'] }
  const { required } = tally ?? {}
  if (!ids || !required) return jobsOnly(record)
  const present = shownActions.filter(action => required[action] > 0)
  if (present.length === 0)
    return {
      tone: 'good',
      text: [
        ids.submitted === 1
          ? `The ${nouns.one} is in order`
          : `All ${counted(ids.submitted, nouns)} are in order`
      ]
    }
  const clauses = present.map((action, index) => {
    const n = required[action]
    const [one, many] = actionWords[action].clause[type]
    const whole = index === 0 ? ` of ${counted(ids.submitted, nouns)}` : ''
    return `${count(n)}${whole} ${n === 1 ? one : many}`
  })
  return { tone: 'act', text: [clauses.join(', ')] }
}

/** Jobs collected without their ID files: there are rows, but nothing to hold them against. */
function jobsOnly(record: RunRecord): Headline {
  const jobs = plural(record.parts.length, 'job')
  const events = record.tally?.events ?? 0
  return events === 0
    ? { tone: 'good', text: [`No events in the results of ${jobs}`] }
    : {
        tone: 'act',
        text: [`${plural(events, 'event')} in the results of ${jobs}`]
      }
}

function checked(record: RunRecord): Headline {
  const { ids, inputs } = record
  const nouns = nounsOf(inputs?.type ?? 'tweets')
  const submitted = ids?.submitted ?? 0
  const healthy = !ids || (ids.invalid === 0 && ids.findings.length === 0)
  return {
    tone: healthy ? 'good' : 'act',
    text: [
      `Dry run: ${count(submitted)} distinct ${submitted === 1 ? nouns.id : nouns.ids}`,
      healthy ? ', ready to be checked' : ', with findings in the ID files'
    ]
  }
}

/** With `wait: false`; the slot may have been taken before anything could be submitted. */
function submitted(record: RunRecord): string {
  return record.parts.some(({ jobId }) => jobId !== undefined)
    ? `Submitted to X: ${progress(record)}`
    : 'Nothing submitted yet: another job of this type is active'
}

function progress({ parts }: RunRecord): string {
  if (parts.every(({ jobId }) => jobId === undefined))
    return 'before any job was created'
  const done = parts.filter(({ rows }) => rows).length
  if (parts.length > 1)
    return `${count(done)} of ${plural(parts.length, 'part')} done`
  return done === 1 ? 'the job is done' : 'the job is not done yet'
}
