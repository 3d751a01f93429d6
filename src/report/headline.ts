// The headline of a run: what to do, in one sentence.
import type { Severity } from '../domain.js'
import { count, plural } from '../lib/text.js'
import type { Text } from './page/model.js'
import { uncheckedIds, type RunRecord } from './record.js'
import {
  actionWords,
  counted,
  idsOf,
  nounsOf,
  shownActions,
  wasWere
} from './wording.js'

export interface Headline {
  severity: Severity
  text: Text
}

export function headline(record: RunRecord): Headline {
  switch (record.status) {
    case 'complete':
      return completed(record)
    case 'checked':
      return checked(record)
    case 'submitted':
      return { severity: 'wait', text: [submitted(record)] }
    case 'timeout':
      return {
        severity: 'wait',
        text: ['Not finished in time: ', progress(record)]
      }
    case 'cancelled':
      return { severity: 'bad', text: ['Cancelled: ', progress(record)] }
    case 'failed':
      return {
        severity: 'bad',
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
  if (ids?.submitted === 0 && record.parts.length === 0)
    return {
      severity: 'plain',
      text: ['No IDs were found: nothing was checked']
    }
  const { required } = tally ?? {}
  if (!ids || !required) return jobsOnly(record)
  const whole = counted(ids.submitted, nounsOf(type))
  const unchecked = uncheckedIds(record)
  const clauses = shownActions
    .filter(action => required[action] > 0)
    .map(action => {
      const [one, many] = actionWords[action].clause[type]
      return { n: required[action], one, many }
    })
  if (unchecked > 0)
    clauses.push({
      n: unchecked,
      one: 'was not checked',
      many: 'were not checked'
    })
  const texts = clauses.map(
    ({ n, one, many }, index) =>
      `${count(n)}${index === 0 ? ` of ${whole}` : ''} ${n === 1 ? one : many}`
  )
  // Never "no action needed" then: the answer is not about these IDs alone.
  const strangers = tally?.unsubmitted ?? 0
  if (strangers > 0)
    texts.push(
      `${texts.length === 0 ? `${whole} checked, but ` : ''}${plural(strangers, 'ID')} in the results ${wasWere(strangers)} never submitted`
    )
  // Where nothing but these IDs was uploaded, such lines count as not checked.
  const refused = unchecked > 0 ? 0 : (tally?.refusedWithoutId ?? 0)
  if (refused > 0)
    texts.push(
      `${texts.length === 0 ? `${whole} checked, but ` : ''}${plural(refused, 'line')} of the upload ${wasWere(refused)} refused`
    )
  return texts.length > 0
    ? { severity: 'act', text: [texts.join(', ')] }
    : { severity: 'good', text: [`No action needed: ${whole} checked`] }
}

/** Jobs collected without their ID files: there are rows, but nothing to hold them against. */
function jobsOnly(record: RunRecord): Headline {
  const jobs = plural(record.parts.length, 'job')
  const { events = 0, refused = 0 } = record.tally ?? {}
  const found = events === 0 ? 'No events' : plural(events, 'event')
  const lines =
    refused === 0
      ? ''
      : `, ${plural(refused, 'line')} of the upload ${wasWere(refused)} refused`
  return {
    severity: events + refused === 0 ? 'plain' : 'act',
    text: [`${found} in the results of ${jobs}${lines}`]
  }
}

function checked(record: RunRecord): Headline {
  const { ids, inputs } = record
  const nouns = nounsOf(inputs?.type ?? 'tweets')
  const submitted = ids?.submitted ?? 0
  const sound = !ids || (ids.invalid === 0 && ids.findings.length === 0)
  return {
    severity: sound ? 'good' : 'act',
    text: [
      `Dry run: ${idsOf(submitted, nouns)}`,
      sound ? ', ready to be checked' : ', with problems in the ID files'
    ]
  }
}

/** With `wait: false`; another job may have been running before anything could be submitted. */
function submitted(record: RunRecord): string {
  return record.parts.some(({ jobId }) => jobId !== undefined)
    ? `Submitted to X: ${progress(record)}`
    : 'Nothing submitted yet: another job of this type is running'
}

function progress({ parts }: RunRecord): string {
  if (parts.every(({ jobId }) => jobId === undefined))
    return 'no job was created'
  const done = parts.filter(({ rows }) => rows).length
  if (parts.length > 1)
    return `${count(done)} of ${plural(parts.length, 'part')} done`
  return done === 1 ? 'the job is done' : 'the job is not done yet'
}
