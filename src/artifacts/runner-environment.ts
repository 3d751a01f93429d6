// What the runner says about this run, as far as artifacts need it.

export interface RunnerEnvironment {
  /** `owner/name` */
  repository: string
  runId: string
  runAttempt: number
  serverUrl: string
  apiUrl: string
  /** The branch that the workflow runs for: of the pull request where it is one. */
  branch: string
  /** Path of the payload of the event; '' when there is none. */
  eventPath: string
  /** Whether there is an artifact service to talk to. */
  artifacts: 'here' | 'enterprise-server' | 'no-token'
}

/** Reads the variables of the runner. */
export function runnerEnvironment(env: NodeJS.ProcessEnv): RunnerEnvironment {
  const serverUrl = firstOf(env['GITHUB_SERVER_URL'], 'https://github.com')
  return {
    repository: env['GITHUB_REPOSITORY'] ?? '',
    runId: env['GITHUB_RUN_ID'] ?? '',
    runAttempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? '1'),
    serverUrl,
    apiUrl: firstOf(env['GITHUB_API_URL'], 'https://api.github.com'),
    branch: firstOf(env['GITHUB_HEAD_REF'], env['GITHUB_REF_NAME']),
    eventPath: env['GITHUB_EVENT_PATH'] ?? '',
    artifacts: !isGitHubDotCom(serverUrl)
      ? 'enterprise-server'
      : env['ACTIONS_RUNTIME_TOKEN'] && env['ACTIONS_RESULTS_URL']
        ? 'here'
        : 'no-token'
  }
}

/** The first that is set: the runner gives empty strings for what does not apply. */
function firstOf(...values: (string | undefined)[]): string {
  return values.find(value => value !== undefined && value !== '') ?? ''
}

/** Only there does the service behind artifacts of version 4 and later exist (as @actions/artifact judges it). */
function isGitHubDotCom(serverUrl: string): boolean {
  if (!URL.canParse(serverUrl)) return false
  const host = new URL(serverUrl).hostname.toLowerCase()
  return (
    host === 'github.com' ||
    host.endsWith('.ghe.com') ||
    host.endsWith('.localhost')
  )
}
