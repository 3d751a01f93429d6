// `npm run apply`: runs the committed bundle of `apply` as a runner would, on files of this machine.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { isAbsolute, join, relative, resolve } from 'node:path'
import { readActionMetadata } from './action-metadata.js'
import { startAction } from './runner.js'
import { parseOption, UsageError } from './start-arguments.js'
import { passOnSignals, type StartOptions } from './start.js'

/** Runs the command; resolves with the exit code, which is that of the step. */
export async function runApplyCommand(options: StartOptions): Promise<number> {
  const { args, env, cwd, root, print } = options
  const workspace = env['INIT_CWD'] ?? cwd
  const actionDirectory = join(root, 'apply')
  const { inputs: defaults } = await readActionMetadata(actionDirectory)
  try {
    const inputs = parseApplyArguments(args, workspace, defaults)
    if (inputs === undefined) {
      print(applyHelp(Object.keys(defaults)))
      return 0
    }
    return await apply(inputs, workspace, actionDirectory, print)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    print(`${error.message}\nSee npm run apply -- --help`)
    return 2
  }
}

/** Inputs that hold paths. */
const pathInputs = ['data', 'results', 'remove-posts', 'remove-users']

/**
 * Reads `DATA… [--name=value …]`; undefined when help is asked for.
 *
 * @throws UsageError for anything else
 */
export function parseApplyArguments(
  args: readonly string[],
  workspace: string,
  defaults: Readonly<Record<string, string>>
): Record<string, string> | undefined {
  const options = args.filter(arg => arg.startsWith('-'))
  const data = args.filter(arg => !arg.startsWith('-') && arg !== '')
  if (options.includes('--help') || options.includes('-h')) return undefined
  const inputs: Record<string, string> = Object.fromEntries(
    options.map(option => parseOption(option, defaults))
  )
  if (data.length > 0 && inputs['data'] !== undefined)
    throw new UsageError('Give data files or --data=…, not both.')
  if (data.length > 0) inputs['data'] = data.join('\n')
  if ((inputs['data'] ?? '') === '')
    throw new UsageError(
      'Name the data files: npm run apply -- DATA… --results=FOLDER'
    )
  for (const name of pathInputs) {
    const value = inputs[name]
    if (value !== undefined)
      inputs[name] = value
        .split('\n')
        .map(line => reachable(line.trim(), workspace))
        .join('\n')
  }
  const output = inputs['output-dir']
  if (output !== undefined && output !== '')
    inputs['output-dir'] = reachable(output, workspace)
  return inputs
}

/** What lies outside of the workspace is named by its absolute path. */
function reachable(pattern: string, workspace: string): string {
  const mark = pattern.startsWith('!') ? '!' : ''
  const path = resolve(workspace, pattern.slice(mark.length))
  const way = relative(workspace, path)
  const isOutside = way.startsWith('..') || isAbsolute(way)
  return isOutside ? mark + path : pattern
}

async function apply(
  inputs: Record<string, string>,
  workspace: string,
  actionDirectory: string,
  print: (line: string) => void
): Promise<number> {
  const temp = await mkdtemp(join(tmpdir(), 'apply-'))
  const running = await startAction({
    actionDirectory,
    inputs,
    workspace,
    temp,
    runId: String(Date.now()),
    repository: 'local/stored-posts',
    onLine: print
  })
  const stopListening = passOnSignals(running)
  const result = await running.result.finally(stopListening)
  const report = result.outputs['report-path']
  print(closingWords(result.outputs, result.code ?? 1))
  if (report === undefined) await rm(temp, { recursive: true, force: true })
  else print(`\n  Report    ${join(report, 'apply-report.html')}`)
  return result.code ?? 1
}

function closingWords(
  outputs: Readonly<Record<string, string>>,
  code: number
): string {
  const status = outputs['status'] ?? 'no status'
  if (code !== 0)
    return `\nThe step failed (${status}, ${outputs['error-code'] ?? 'no code'}). The line that starts with "Error:" says why and what to do.`
  const counts = `${outputs['records-read'] ?? '0'} records read, ${outputs['records-removed'] ?? '0'} removed, ${outputs['records-changed'] ?? '0'} changed, in ${outputs['files-changed'] ?? '0'} of ${outputs['files-read'] ?? '0'} files`
  return status === 'planned'
    ? `\nThis is a plan: nothing was written. It would be: ${counts}.\nTo do it, add --mode=replace (not with simulated results), or --mode=copy --output-dir=FOLDER.`
    : `\nThe step succeeded (${status}): ${counts}.`
}

function applyHelp(names: readonly string[]): string {
  return `Usage: npm run apply -- DATA … --results=FOLDER [--name=value …]

Brings stored posts into line with the results of a check. DATA is a path or
glob of data files. FOLDER holds report.json and the lists: the report-path of
a check, or its artifact, unpacked. Without --mode nothing is written.

--name=value sets an input of the action (see docs/apply.md):
  ${names.join(', ')}`
}
