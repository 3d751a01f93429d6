// What goes wrong with artifacts whatever is done with them, and how errors of the client are shown.
import { say, type Message } from '../lib/message.js'
import { Failure } from '../lib/failure.js'
import { printable } from '../lib/text.js'
import type { RunnerEnvironment } from './runner-environment.js'

/** Throws `artifact-unsupported` where the runner has no artifact service. */
export function requireArtifactService(runner: RunnerEnvironment): void {
  if (runner.artifacts === 'enterprise-server')
    throw unsupported(
      say`${printable(runner.serverUrl)} is a GitHub Enterprise Server, which has no artifact service of the kind that current actions use.`
    )
  if (runner.artifacts === 'no-token')
    throw unsupported(
      say`The runner gave this step no access to an artifact service (ACTIONS_RUNTIME_TOKEN and ACTIONS_RESULTS_URL are not both set).`
    )
}

export function unsupported(what: Message, cause?: unknown): Failure {
  return new Failure(
    'artifact-unsupported',
    {
      what,
      fix: say`Set \`publish: none\` and take the results from the output \`results-path\`, and leave \`ids-artifact\` empty.`
    },
    { cause }
  )
}

/** The first line of an error of the client, fit to be shown, without an end stop; the storage's may have none. */
export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const shown = printable(message.split('\n')[0] ?? '').replace(/\.$/, '')
  return shown === '' && error instanceof Error && 'statusCode' in error
    ? `the storage answered ${String(error.statusCode)}`
    : shown
}
