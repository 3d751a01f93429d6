// The whole stage for a run of the built action: simulator, artifact service, and a child process as a runner starts it.
import {
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rm,
  writeFile
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import {
  startAction,
  type RunActionOptions,
  type RunActionResult,
  type RunningAction
} from '../../src/local/runner.js'
import {
  startSimulator,
  type Simulator,
  type SimulatorOptions,
  type SimulatorRequest
} from '../../src/simulator/index.js'
import { filesBelow } from './folders.js'
import { zipEntries } from './zip.js'
import { type Github, startGithub } from './github.js'

export const repository = 'octocat/stored-posts'

/** The folder of the bundle under test. */
export const actionDist = resolve(process.env['ACTION_DIST'] ?? 'dist')

export interface RigRun extends RunActionResult {
  runId: string
  /** RUNNER_TEMP, as the step left it. */
  temp: string
  /** What the simulator was asked during this run. */
  requests: readonly SimulatorRequest[]
  /** Names of the artifacts of this workflow run, oldest first. */
  artifactNames: readonly string[]
  /** The entries of an artifact of this workflow run, by path; of the newest one when no name is given. */
  entries(artifactName?: string): Promise<Record<string, Buffer>>
  /** Files below RUNNER_TEMP and the workspace that hold the text, by path. */
  filesWith(text: string): Promise<string[]>
}

export interface Rig {
  simulator: Simulator
  artifacts: Github
  workspace: string
  /** Puts a file into the workspace; gives its absolute path. */
  write(path: string, content: string | Uint8Array): Promise<string>
  /**
   * Runs the action to its end. Each call is a workflow run of its own unless
   * `runId` is given; every run has its own RUNNER_TEMP.
   */
  run(
    inputs?: Readonly<Record<string, string>>,
    options?: Partial<RunActionOptions>
  ): Promise<RigRun>
  close(): Promise<void>
}

export interface RigOptions extends SimulatorOptions {
  /** Inputs for every run, under those of the run itself. */
  inputs?: Readonly<Record<string, string>>
}

let nextRunId = 7_000_000_001

/** Starts the stage. Jobs take 50 ms and the action polls fast, so that a run takes a second or two. */
export async function startRig(options: RigOptions = {}): Promise<Rig> {
  const { inputs: common, ...simulatorOptions } = options
  const home = await realpath(await mkdtemp(join(tmpdir(), 'compliance-rig-')))
  const workspace = join(home, 'workspace')
  await mkdir(workspace)
  const simulator = await startSimulator({
    processing: { base: 50, perId: 0 },
    ...simulatorOptions
  })
  const artifacts = await startGithub({
    directory: join(home, 'blobs'),
    repository
  })
  const running = new Set<RunningAction>()

  async function run(
    inputs: Readonly<Record<string, string>> = {},
    runOptions: Partial<RunActionOptions> = {}
  ): Promise<RigRun> {
    const runId = runOptions.runId ?? String(nextRunId++)
    const temp = await mkdtemp(join(home, 'temp-'))
    const seen = simulator.requests.length
    const { environment, ...rest } = runOptions
    const action = await startAction({
      actionDirectory: resolve('.'),
      main: join(actionDist, 'index.js'),
      workspace,
      temp,
      repository,
      githubToken: artifacts.githubToken,
      runId,
      ...rest,
      inputs: rest.actionDirectory
        ? inputs
        : {
            'api-url': simulator.url,
            'bearer-token': simulator.token,
            'poll-interval': '1s',
            timeout: '50s',
            ...common,
            ...inputs
          },
      environment: { ...artifacts.environment(runId), ...environment }
    })
    running.add(action)
    const result = await action.result
    running.delete(action)
    const stored = artifacts.artifactsOf(runId)
    return {
      ...result,
      runId,
      temp,
      requests: simulator.requests.slice(seen),
      artifactNames: stored.map(({ name }) => name),
      entries: async name => {
        const found = name
          ? stored.find(one => one.name === name)
          : stored.at(-1)
        if (!found) throw new Error(`the run has no artifact ${name ?? ''}`)
        return zipEntries(await readFile(found.path))
      },
      filesWith: async text => [
        ...(await filesWith(temp, text)),
        ...(await filesWith(workspace, text))
      ]
    }
  }

  return {
    simulator,
    artifacts,
    workspace,
    run,
    write: async (path, content) => {
      const target = join(workspace, path)
      await mkdir(dirname(target), { recursive: true })
      await writeFile(target, content)
      return target
    },
    close: async () => {
      running.forEach(action => action.kill())
      await simulator.close()
      await artifacts.close()
      await rm(home, { recursive: true, force: true })
    }
  }
}

async function filesWith(folder: string, text: string): Promise<string[]> {
  const files = await filesBelow(folder)
  return Object.entries(files)
    .filter(([, content]) => content.includes(text))
    .map(([name]) => join(folder, name))
}

/** `count` distinct tweet IDs of one day in 2020, ascending, one a line. */
export function someIds(count: number): string {
  const first = 1_300_000_000_000_000_000n
  const lines = Array.from(
    { length: count },
    (_, i) => `${first + BigInt(i) * 4_194_304n}\n`
  )
  return lines.join('')
}
