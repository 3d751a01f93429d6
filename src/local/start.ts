// `npm start`: runs the committed bundle as a runner would, and lays out what it leaves where people find it.
import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { readActionMetadata } from './action-metadata.js'
import {
  startArtifactService,
  type ArtifactService
} from './artifact-service.js'
import { startAction, type RunActionResult } from './runner.js'
import { parseStartArguments, UsageError } from './start-arguments.js'
import { closingWords, startHelp } from './start-words.js'
import { unpackZip } from './unpack-zip.js'

export interface StartOptions {
  args: readonly string[]
  /** The environment of the caller; only X_BEARER_TOKEN, INIT_CWD and proxy settings are read. */
  env: NodeJS.ProcessEnv
  cwd: string
  /** The project's folder: action.yml, dist/ and examples/ are there, and out/ is made there. */
  root: string
  print: (line: string) => void
}

const repository = 'local/stored-posts'

/** Runs the command; resolves with the exit code. */
export async function runStartCommand(options: StartOptions): Promise<number> {
  const { args, env, cwd, root, print } = options
  const workspace = env['INIT_CWD'] ?? cwd
  const { inputs: defaults } = await readActionMetadata(root)
  try {
    const call = { args, calledFrom: workspace, root, defaults }
    const { help, inputs } = parseStartArguments(call)
    if (help) {
      print(startHelp(Object.keys(defaults)))
      return 0
    }
    requireToken(inputs, env)
    return await start(options, workspace, inputs)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    // What an earlier start left would pass for the outcome of this one.
    await emptyOut(join(root, 'out'))
    print(`${error.message}\nSee npm start -- --help`)
    return 2
  }
}

const reportName = 'report.html'

/** Puts the report page where people find it; a run that failed early has none. */
async function copyReport(
  folder: string | undefined,
  target: string
): Promise<void> {
  const page = folder && join(folder, reportName)
  if (page && existsSync(page)) await copyFile(page, target)
}

const isOn = (value: string | undefined): boolean => /^true$/i.test(value ?? '')

/** Takes the token from the environment, for runs that use it. */
function requireToken(
  inputs: Record<string, string>,
  env: NodeJS.ProcessEnv
): void {
  if (isOn(inputs['simulate']) || isOn(inputs['dry-run'])) return
  inputs['bearer-token'] ??= env['X_BEARER_TOKEN'] ?? ''
  if (inputs['bearer-token'] === '')
    throw new UsageError(
      'With --simulate=false the IDs go to X, which needs the app-only bearer token of an app: put it into the environment as X_BEARER_TOKEN.'
    )
}

async function start(
  { env, root, print }: StartOptions,
  workspace: string,
  inputs: Record<string, string>
): Promise<number> {
  const out = join(root, 'out')
  await emptyOut(out)
  const blobs = await mkdtemp(join(tmpdir(), 'local-artifacts-'))
  const artifacts = await startArtifactService({ directory: blobs })
  try {
    // As unlikely to come twice as GitHub's own.
    const runId = String(Date.now())
    const access = artifacts.environment(runId)
    const running = await startAction({
      actionDirectory: root,
      inputs,
      workspace,
      temp: join(out, 'temp'),
      runId,
      repository,
      event: {
        name: 'workflow_dispatch',
        payload: {
          repository: {
            full_name: repository,
            private: true,
            visibility: 'private'
          }
        }
      },
      githubToken: artifacts.githubToken,
      environment: {
        ...(isOn(inputs['simulate']) ? {} : networkSettings(env)),
        ...access
      },
      secrets: [
        artifacts.githubToken,
        access['ACTIONS_RUNTIME_TOKEN'] ?? '',
        inputs['bearer-token'] ?? ''
      ],
      onLine: print
    })
    const stopListening = passOnSignals(running)
    const result = await running.result.finally(stopListening)
    const names = await layOut(out, result, artifacts, runId)
    result.problems.forEach(problem => print(`Problem: ${problem}.`))
    print(
      closingWords({
        result,
        simulated: isOn(inputs['simulate']),
        out: relative(workspace, out),
        report: existsSync(join(out, reportName)),
        artifacts: names,
        ids: shellWords(inputs['ids'] ?? '')
      })
    )
    return result.code ?? 1
  } finally {
    await artifacts.close()
    await rm(blobs, { recursive: true, force: true })
  }
}

/** Removes what an earlier start left; other files in the folder stay. */
async function emptyOut(out: string): Promise<void> {
  await mkdir(out, { recursive: true })
  for (const name of [
    'outputs.json',
    'summary.md',
    reportName,
    'artifacts',
    'temp'
  ])
    await rm(join(out, name), { recursive: true, force: true })
}

/** What a network may need on the way to X. */
function networkSettings(env: NodeJS.ProcessEnv): Record<string, string> {
  const names = /^(https?_proxy|node_extra_ca_certs|ssl_cert_(file|dir))$/i
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      names.test(name) && value !== undefined ? [[name, value]] : []
    )
  )
}

/** The lines of an input as arguments for a shell. */
function shellWords(value: string): string {
  return value
    .split('\n')
    .filter(line => line !== '')
    .map(line =>
      /^[\w./@%+=:-]+$/.test(line)
        ? line
        : `'${line.replaceAll("'", String.raw`'\''`)}'`
    )
    .join(' ')
}

/** Ctrl-C cancels the action as a runner does; a second one kills it. */
export function passOnSignals(action: {
  cancel(): void
  kill(): void
}): () => void {
  let asked = false
  const cancel = (): void => {
    if (asked) action.kill()
    else action.cancel()
    asked = true
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  signals.forEach(signal => process.on(signal, cancel))
  return () => signals.forEach(signal => process.removeListener(signal, cancel))
}

/** Writes outputs, summary, report and artifacts below `out`; gives the artifacts' names. */
async function layOut(
  out: string,
  { outputs, summary }: RunActionResult,
  service: ArtifactService,
  runId: string
): Promise<string[]> {
  await writeFile(
    join(out, 'outputs.json'),
    `${JSON.stringify(outputs, null, 2)}\n`
  )
  await writeFile(join(out, 'summary.md'), summary)
  await copyReport(outputs['report-path'], join(out, reportName))
  const folder = join(out, 'artifacts')
  await mkdir(folder, { recursive: true })
  const stored = service.artifactsOf(runId)
  for (const { name, path } of stored) {
    const zip = join(folder, `${name}.zip`)
    await copyFile(path, zip)
    await unpackZip(zip, join(folder, name))
  }
  return stored.map(artifact => artifact.name)
}
