// Faults as one writes them on the command line: `operation[:occurrence]=kind[:argument]`.
import { parseDuration } from './durations.js'
import { plainKinds, type Fault } from './faults.js'
import { operations } from './types.js'

export const faultSyntax = `operation[:occurrence]=kind[:argument]
  operation   ${operations.join(', ')}, or job
  occurrence  3, 2-5, or * for all; left out: the next one
  kinds of a request
    ${plainKinds.join(', ')}
    delay:5s  html[:status]  429[:15m]  retry-after[:15m]  redirect:URL
    400 to 599, with :empty for no body
  kinds of a job
    stuck, fail[:text], expire, slow:10m, word:TEXT (an unknown status)`

/** Throws an `Error` that says what is wrong and what can be given. */
export function parseFault(text: string): Fault {
  const wrong = (what: string) =>
    new Error(`The fault "${text}" ${what}. A fault is ${faultSyntax}`)
  const match = /^([a-z]+)(?::([^=]+))?=([^:]+)(?::(.*))?$/.exec(text)
  if (!match) throw wrong('has not the right form')
  const [, name = '', occurrence, kind = '', argument] = match
  const operation = (['job', ...operations] as const).find(
    each => each === name
  )
  if (!operation) throw wrong(`names an unknown operation, "${name}"`)
  const aim = aimOf(occurrence)
  if (!aim) throw wrong(`has an occurrence of no known form, "${occurrence}"`)
  const harm =
    operation === 'job' ? jobHarm(kind, argument) : requestHarm(kind, argument)
  if (!harm)
    throw wrong(
      `has a kind that "${operation}" does not take in this form, "${kind}${argument === undefined ? '' : `:${argument}`}"`
    )
  return { operation, ...aim, ...harm } as Fault
}

function aimOf(
  text: string | undefined
): { occurrence?: number; times?: number } | undefined {
  if (text === undefined) return {}
  if (text === '*') return { occurrence: 1, times: Infinity }
  const match = /^([1-9]\d{0,5})(?:-([1-9]\d{0,5}))?$/.exec(text)
  if (!match) return undefined
  const first = Number(match[1])
  const last = Number(match[2] ?? first)
  return last < first
    ? undefined
    : { occurrence: first, times: last - first + 1 }
}

function requestHarm(kind: string, argument: string | undefined) {
  const ms = argument === undefined ? undefined : parseDuration(argument)
  const plain = plainKinds.find(each => each === kind)
  if (plain) return argument === undefined ? { kind: plain } : undefined
  switch (kind) {
    case 'delay':
      return ms === undefined ? undefined : { kind, ms }
    case 'redirect':
      return URL.canParse(argument ?? '')
        ? { kind, location: argument }
        : undefined
    case 'html': {
      const status = argument === undefined ? 200 : statusOf(argument)
      return status === undefined ? undefined : { kind, status }
    }
    case '429':
    case 'retry-after':
      if (kind === '429' && argument === 'empty') break
      if (argument !== undefined && ms === undefined) return undefined
      return {
        kind: 'rate-limited',
        retryAfter: kind === 'retry-after',
        ...(ms !== undefined && { ms })
      }
  }
  const status = statusOf(kind)
  if (status === undefined || status < 400) return undefined
  if (argument !== undefined && argument !== 'empty') return undefined
  return { kind: 'status', status, empty: argument === 'empty' }
}

function statusOf(text: string): number | undefined {
  return /^[2-5]\d\d$/.test(text) ? Number(text) : undefined
}

function jobHarm(kind: string, argument: string | undefined) {
  const ms = argument === undefined ? undefined : parseDuration(argument)
  switch (kind) {
    case 'stuck':
    case 'expire':
      return argument === undefined ? { kind } : undefined
    case 'fail':
      return { kind, ...(argument !== undefined && { error: argument }) }
    case 'slow':
      return ms === undefined ? undefined : { kind, ms }
    case 'word':
      return argument ? { kind, status: argument } : undefined
    default:
      return undefined
  }
}
