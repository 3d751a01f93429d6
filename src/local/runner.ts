// Runs a JavaScript action as a GitHub runner does: its environment, its file commands, its log, its way to cancel.
import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, realpath, rm, writeFile } from 'node:fs/promises'
import { arch, platform } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { inputVariables, readActionMetadata } from './action-metadata.js'
import {
  CommandReader,
  type Annotation,
  type WorkflowCommand
} from './commands.js'
import { createFileCommands } from './file-commands.js'

export interface RunActionOptions {
  /** The folder with action.yml. */
  actionDirectory: string
  /** The script to run; default: `runs.main` of action.yml. Absolute or relative to the action's folder. */
  main?: string
  /** By name as in action.yml; what is left out gets its default. */
  inputs?: Readonly<Record<string, string>>
  /** The Node binary; default: the one that runs this. */
  node?: string
  /** Arguments for Node itself, before the script. */
  nodeArguments?: readonly string[]
  /** GITHUB_WORKSPACE and the folder that the action starts in. */
  workspace: string
  /** RUNNER_TEMP. */
  temp: string
  runId?: string
  attempt?: number
  /** `owner/name` */
  repository?: string
  /** What triggered the run, and its payload. */
  event?: { name: string; payload: unknown }
  /** The branch. */
  branch?: string
  /** What `${{ github.token }}` is. */
  githubToken?: string
  /** RUNNER_DEBUG=1. */
  debug?: boolean
  /** Variables over all others, such as those of an artifact service; undefined removes one. */
  environment?: Readonly<Record<string, string | undefined>>
  /** Masked from the first line on, as a runner does with `secrets.*`. */
  secrets?: readonly string[]
  /** Each line as the log shows it, the moment it comes. */
  onLine?: (line: string, action: RunningAction) => void
  /** How long a cancelled action has between the signals, in ms. */
  grace?: { interrupt: number; terminate: number }
}

export interface RunActionResult {
  /** 0 only for a success. Null when a signal ended the process. */
  code: number | null
  signal: NodeJS.Signals | null
  /** What only the runner sees: a process that ended well without a word, a malformed file command. */
  problems: readonly string[]
  outputs: Readonly<Record<string, string>>
  state: Readonly<Record<string, string>>
  env: Readonly<Record<string, string>>
  /** Masked, as it would be uploaded. */
  summary: string
  annotations: readonly Annotation[]
  annotationsDropped: number
  masks: readonly string[]
  commands: readonly WorkflowCommand[]
  /** What a reader of the log sees. */
  log: string
  /** Every line as it was printed, commands included. */
  rawLog: string
  durationMs: number
}

export interface RunningAction {
  readonly pid: number | undefined
  readonly result: Promise<RunActionResult>
  /** SIGINT, 7.5 s later SIGTERM, 2.5 s later SIGKILL, as the runner does. */
  cancel(): void
  kill(signal?: NodeJS.Signals): void
}

/** The pauses of the runner between SIGINT, SIGTERM and the kill (actions/runner, ProcessInvoker.cs). */
const runnerGrace = { interrupt: 7500, terminate: 2500 }

/** Starts an action; rejects when it can't be started at all. */
export async function startAction(
  options: RunActionOptions
): Promise<RunningAction> {
  const metadata = await readActionMetadata(options.actionDirectory)
  await mkdir(options.temp, { recursive: true })
  await mkdir(options.workspace, { recursive: true })
  const files = await createFileCommands(options.temp)
  const eventPath = join(options.temp, `event-${randomUUID()}.json`)
  const event = options.event ?? { name: 'workflow_dispatch', payload: {} }
  await writeFile(eventPath, JSON.stringify(event.payload))

  const given = options.inputs ?? {}
  const environment = {
    ...machineVariables(),
    ...runnerVariables(options, event.name, eventPath),
    ...files.environment,
    ...inputVariables(metadata.inputs, given, {
      'github.repository': repositoryOf(options),
      'github.token': options.githubToken ?? ''
    }),
    ...options.environment
  }
  const main = options.main ?? metadata.main
  const script = isAbsolute(main)
    ? main
    : resolve(options.actionDirectory, main)
  const workspace = await realpath(options.workspace)
  const started = performance.now()
  const child = spawn(
    options.node ?? process.execPath,
    [...(options.nodeArguments ?? []), script],
    {
      cwd: workspace,
      env: defined(environment),
      stdio: ['ignore', 'pipe', 'pipe'],
      // Ctrl-C in a terminal reaches every process of the group: this one is told by `cancel` alone.
      detached: platform() !== 'win32'
    }
  )

  const reader = new CommandReader(
    options.debug ?? false,
    options.secrets ?? []
  )
  const shown: string[] = []
  const raw: string[] = []
  const ladder = new CancelLadder(child, options.grace ?? runnerGrace)
  const hear = (line: string): void => {
    raw.push(line)
    const text = reader.read(line)
    if (text !== undefined) {
      shown.push(text)
      options.onLine?.(text, action)
    }
  }
  // A child of its own process group would outlive this process.
  const killAtExit = (): void => void child.kill('SIGKILL')
  process.once('exit', killAtExit)

  async function finish(): Promise<RunActionResult> {
    const [ended] = await Promise.all([
      ending(child),
      eachLine(child.stdout, hear),
      eachLine(child.stderr, hear)
    ])
    ladder.stop()
    process.removeListener('exit', killAtExit)
    const values = await files.read()
    await files.remove()
    await rm(eventPath, { force: true })
    const heard = reader.heard()
    const outputs = { ...heard.outputs, ...values.outputs }
    const problems = [...values.problems]
    if (ended.code === 0 && Object.keys(outputs).length === 0)
      problems.push('the action ended with code 0 and set no output')
    return {
      code: ended.code === 0 && problems.length > 0 ? 1 : ended.code,
      signal: ended.signal,
      problems,
      outputs,
      state: values.state,
      env: values.env,
      summary: reader.mask(values.summary),
      annotations: heard.annotations,
      annotationsDropped: heard.annotationsDropped,
      masks: heard.masks,
      commands: heard.commands,
      log: shown.join('\n'),
      rawLog: raw.join('\n'),
      durationMs: Math.round(performance.now() - started)
    }
  }

  const action: RunningAction = {
    pid: child.pid,
    result: finish(),
    cancel: () => ladder.start(),
    kill: (signal = 'SIGKILL') => child.kill(signal)
  }
  const unexpected = Object.keys(given).filter(
    name => !(name in metadata.inputs)
  )
  if (unexpected.length > 0)
    hear(
      `::warning::Unexpected input(s) '${unexpected.join("', '")}', valid inputs are ['${Object.keys(metadata.inputs).join("', '")}']`
    )
  return action
}

/** SIGINT, then SIGTERM, then SIGKILL, each only if the one before did not do. */
class CancelLadder {
  private timers: NodeJS.Timeout[] = []

  constructor(
    private readonly child: ChildProcess,
    private readonly grace: { interrupt: number; terminate: number }
  ) {}

  start(): void {
    const { exitCode, signalCode } = this.child
    const over = exitCode !== null || signalCode !== null
    if (over || this.timers.length > 0) return
    const { interrupt, terminate } = this.grace
    this.child.kill('SIGINT')
    this.timers = [
      setTimeout(() => this.child.kill('SIGTERM'), interrupt),
      setTimeout(() => this.child.kill('SIGKILL'), interrupt + terminate)
    ]
  }

  stop(): void {
    this.timers.forEach(clearTimeout)
  }
}

async function ending(
  child: ChildProcess
): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  const [code, signal] = (await once(child, 'exit')) as [
    number | null,
    NodeJS.Signals | null
  ]
  return { code, signal }
}

/** Hands over each line of a stream, the last one also without its end. */
async function eachLine(
  stream: Readable,
  hear: (line: string) => void
): Promise<void> {
  stream.setEncoding('utf8')
  let rest = ''
  for await (const chunk of stream as AsyncIterable<string>) {
    const lines = (rest + chunk).split(/\r?\n/)
    rest = lines.pop() ?? ''
    lines.forEach(hear)
  }
  if (rest !== '') hear(rest)
}

/** What any process needs of this machine, and nothing else of its environment. */
function machineVariables(): Record<string, string | undefined> {
  const names = [
    'PATH',
    'HOME',
    'TMPDIR',
    'SystemRoot',
    'SystemDrive',
    'USERPROFILE',
    'APPDATA',
    'LOCALAPPDATA',
    'PATHEXT',
    'TEMP',
    'TMP'
  ]
  return Object.fromEntries(names.map(name => [name, process.env[name]]))
}

function repositoryOf(options: RunActionOptions): string {
  return options.repository ?? 'octocat/stored-posts'
}

const runnerOs: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'macOS',
  win32: 'Windows'
}

/** The variables that GitHub documents for every step, with values of a plain run. */
function runnerVariables(
  options: RunActionOptions,
  eventName: string,
  eventPath: string
): Record<string, string | undefined> {
  const repository = repositoryOf(options)
  const branch = options.branch ?? 'main'
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: 'compliance',
    GITHUB_ACTION_REF: '',
    GITHUB_ACTION_REPOSITORY: '',
    GITHUB_ACTOR: 'octocat',
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_BASE_REF: '',
    GITHUB_EVENT_NAME: eventName,
    GITHUB_EVENT_PATH: eventPath,
    GITHUB_GRAPHQL_URL: 'https://api.github.com/graphql',
    GITHUB_HEAD_REF: '',
    GITHUB_JOB: 'compliance',
    GITHUB_REF: `refs/heads/${branch}`,
    GITHUB_REF_NAME: branch,
    GITHUB_REF_PROTECTED: 'false',
    GITHUB_REF_TYPE: 'branch',
    GITHUB_REPOSITORY: repository,
    GITHUB_REPOSITORY_OWNER: repository.split('/')[0],
    GITHUB_RETENTION_DAYS: '90',
    GITHUB_RUN_ATTEMPT: String(options.attempt ?? 1),
    GITHUB_RUN_ID: options.runId ?? '1',
    GITHUB_RUN_NUMBER: '1',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: '7638417db6d59f3c431d3e1f261cc637155684cd',
    GITHUB_TRIGGERING_ACTOR: 'octocat',
    GITHUB_WORKFLOW: 'Compliance',
    GITHUB_WORKFLOW_REF: `${repository}/.github/workflows/compliance.yml@refs/heads/${branch}`,
    GITHUB_WORKSPACE: options.workspace,
    NO_PROXY: '127.0.0.1,localhost',
    RUNNER_ARCH: arch().toUpperCase(),
    RUNNER_DEBUG: options.debug ? '1' : undefined,
    RUNNER_ENVIRONMENT: 'self-hosted',
    RUNNER_NAME: 'local',
    RUNNER_OS: runnerOs[platform()] ?? 'Linux',
    RUNNER_TEMP: options.temp,
    RUNNER_TOOL_CACHE: join(options.temp, 'tool-cache')
  }
}

function defined(
  variables: Readonly<Record<string, string | undefined>>
): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined)
  )
}
