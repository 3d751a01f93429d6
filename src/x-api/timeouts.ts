// Why a step ran out of time: what it waited for when its time was up.
import { Failure } from '../lib/failure.js'
import { say, type Message } from '../lib/message.js'
import { instant } from '../lib/text.js'
import type { Limit } from './limits.js'

/** A timeout that came while something was waited for says what it was; the first word on it counts. */
export function explainTimeout(error: unknown, why: Message): unknown {
  const isBare = error instanceof Failure && error.cause === undefined
  return isBare && error.code === 'timeout'
    ? new Failure('timeout', { ...error.text, why }, { cause: error })
    : error
}

/** A limit, as what was waited for. */
export function limitReason({ until, name }: Limit): Message {
  return say`X allowed no request before ${instant(until)}, because of ${name}.`
}
