// The run of the workflow that a step belongs to, from what the runner sets.
import type { Environment } from './inputs.js'
import { version } from './version.js'

export interface RunContext {
  /** `owner/name` */
  repository: string
  workflow: string
  sha: string
  runId: string
  runAttempt: number
  /** `https://github.com` or a server of that kind. */
  serverUrl: string
  /** Version of the action, from package.json. */
  actionVersion: string
}

export function runContext(env: Environment): RunContext {
  return {
    repository: env['GITHUB_REPOSITORY'] ?? '',
    workflow: env['GITHUB_WORKFLOW'] ?? '',
    sha: env['GITHUB_SHA'] ?? '',
    runId: env['GITHUB_RUN_ID'] ?? '0',
    runAttempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? '1'),
    serverUrl: env['GITHUB_SERVER_URL'] ?? 'https://github.com',
    actionVersion: version
  }
}
