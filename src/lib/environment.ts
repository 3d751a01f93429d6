// What surrounds a step, looked at before anything is done: folders, command files and addresses that the runner gives.
import { constants, statSync } from 'node:fs'
import { access, readFile, stat } from 'node:fs/promises'
import { explainErrno } from './errno.js'
import { Failure, isErrnoException } from './failure.js'
import type { Environment } from './inputs.js'
import { code, joined, plain, say, type Message } from './message.js'

/** Whether a step runs on a runner, which sets all its variables, and not by hand. */
const onRunner = (env: Environment): boolean => env['GITHUB_ACTIONS'] === 'true'

/** What is wrong with a variable, as the rest of a sentence; undefined when nothing is. */
type Check = (
  value: string | undefined,
  env: Environment
) => Message | undefined | Promise<Message | undefined>

const checks: Readonly<Record<string, Check>> = {
  RUNNER_TEMP: (value, env) => {
    if (value === undefined ? onRunner(env) : value.trim() === '')
      return say`is not set, so there is no folder for temporary files`
    // One that is missing is not made: in a container it would be a path of the host, where no later step looks.
    return value === undefined
      ? undefined
      : folderProblem(value, constants.W_OK | constants.X_OK)
  },
  GITHUB_WORKSPACE: value =>
    value ? folderProblem(value, constants.R_OK | constants.X_OK) : undefined,
  GITHUB_OUTPUT: (value, env) => {
    if (value) return commandFileProblem(value)
    return onRunner(env)
      ? say`is not set, so outputs have nowhere to go`
      : undefined
  },
  GITHUB_STEP_SUMMARY: value => (value ? commandFileProblem(value) : undefined),
  GITHUB_EVENT_PATH: value => (value ? eventProblem(value) : undefined),
  GITHUB_SERVER_URL: urlProblem,
  GITHUB_API_URL: urlProblem,
  ACTIONS_RESULTS_URL: urlProblem,
  GITHUB_RUN_ID: value =>
    value === undefined || value === '' || /^\d{1,19}$/.test(value)
      ? undefined
      : say`is ${code(value, 60)}, which is not a number`,
  GITHUB_RUN_ATTEMPT: value =>
    value === undefined || value === '' || /^\d{1,9}$/.test(value)
      ? undefined
      : say`is ${code(value, 60)}, which is not a number`
}

/** @throws Failure `environment-unusable` that names every variable that can't be used */
export async function checkEnvironment(env: Environment): Promise<void> {
  const problems: Message[] = []
  for (const [name, check] of Object.entries(checks)) {
    const problem = await check(env[name], env)
    if (problem) problems.push(say`${{ code: name }} ${problem}.`)
  }
  if (problems.length > 0)
    throw environmentUnusable(
      problems.length === 1
        ? joined(problems)
        : say`${problems.length} variables of the runner cannot be used.\n${joined(
            problems.map(problem => say`- ${problem}`),
            '\n'
          )}`
    )
}

/** The failure for what the runner gives, or should give. */
export function environmentUnusable(what: Message, cause?: unknown): Failure {
  return new Failure(
    'environment-unusable',
    {
      what,
      why: say`The runner sets this up. In a container the usual causes are \`--user\`, a path of the host, and variables that are not passed on; on your own runner, a folder that another user made. No job was created.`,
      fix: say`Check it in a step before this one, in the same container: \`env | sort\`, \`ls -la "$RUNNER_TEMP"\`.`
    },
    { cause }
  )
}

/** What is wrong at a path, in the words of the operating system. */
function errnoProblem(path: string, error: unknown): Message {
  const known = isErrnoException(error) ? explainErrno(error) : undefined
  return known
    ? say`is unusable: ${plain(known.text.what).replace(/\.$/, '')}`
    : say`is ${code(path, 200)}, which cannot be used`
}

async function folderProblem(
  path: string,
  mode: number
): Promise<Message | undefined> {
  try {
    if (!(await stat(path)).isDirectory())
      return say`is ${code(path, 200)}, which is not a folder`
    await access(path, mode)
    return undefined
  } catch (error) {
    return errnoProblem(path, error)
  }
}

async function commandFileProblem(path: string): Promise<Message | undefined> {
  try {
    if (!(await stat(path)).isFile())
      return say`is ${code(path, 200)}, which is not a regular file`
    await access(path, constants.W_OK)
    return undefined
  } catch (error) {
    return errnoProblem(path, error)
  }
}

/** Whether a command file can be written to without waiting for anybody. */
export function isRegularFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}

/** Larger than any payload: GitHub's limit for webhooks is 25 MB. */
const mostBytes = 30_000_000

/** GitHub's own client parses the payload of the event and dies of one that is none; one that can't be read is done without. */
async function eventProblem(path: string): Promise<Message | undefined> {
  const text = await readEvent(path)
  if (text === undefined) return undefined
  if (text.trim() === '')
    return say`is ${code(path, 200)}, which is empty instead of holding the event`
  try {
    JSON.parse(text)
    return undefined
  } catch {
    return say`is ${code(path, 200)}, which is not JSON`
  }
}

/** The payload of the event as text; undefined when it can't be read. */
export async function readEvent(path: string): Promise<string | undefined> {
  try {
    const status = await stat(path)
    return status.isFile() && status.size <= mostBytes
      ? await readFile(path, 'utf8')
      : undefined
  } catch {
    return undefined
  }
}

function urlProblem(value: string | undefined): Message | undefined {
  if (value === undefined || value === '') return undefined
  const isUrl = URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
  return isUrl ? undefined : say`is ${code(value, 100)}, which is not a URL`
}
