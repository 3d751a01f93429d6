// The ways a step can fail: a stable code, what happened, the likely cause and the fix.
import { explainErrno } from './errno.js'
import {
  joined,
  plain,
  say,
  type FailureText,
  type Message
} from './message.js'
import type { ErrorCode } from '../domain.js'

/** A failure that a user can read and act on. Everything else that is thrown is `internal`. */
export class Failure extends Error {
  override readonly name = 'Failure'

  constructor(
    readonly code: ErrorCode,
    readonly text: FailureText,
    options?: ErrorOptions
  ) {
    super(plain(joined([text.what, text.why, text.fix])), options)
  }
}

/** Turns whatever was thrown into a `Failure`; a stranger becomes `internal`. */
export function asFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown
  const known = systemFailure(thrown)
  if (known) return known
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return new Failure(
    'internal',
    {
      what: say`Something went wrong inside the action: ${message}`,
      why: say`This is a fault of the action, not of your workflow.`,
      fix: say`Run the job again with debug logging, and report it with the log.`
    },
    { cause: thrown }
  )
}

/** What the operating system refused, as a failure; undefined for every other error. */
export function systemFailure(error: unknown): Failure | undefined {
  const known = isErrnoException(error) ? explainErrno(error) : undefined
  return known && new Failure(known.code, known.text, { cause: error })
}

/**
 * Whether an error is one of Node's, with a `code` such as `ENOENT`. Judged by
 * its shape: an error of another realm, as in tests, is no `instanceof Error`.
 */
export function isErrnoException(
  error: unknown
): error is NodeJS.ErrnoException {
  return (
    typeof error === 'object' &&
    error !== null &&
    'message' in error &&
    'code' in error
  )
}

/** A timeout that came while something was waited for says what it was; the first word on it counts. */
export function explainTimeout(error: unknown, why: Message): unknown {
  const isBare = error instanceof Failure && error.cause === undefined
  return isBare && error.code === 'timeout'
    ? new Failure('timeout', { ...error.text, why }, { cause: error })
    : error
}
