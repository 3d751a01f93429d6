// `npm run apply`: runs the committed bundle of `apply` as a runner would, on files of this machine.
import { cp, mkdir, rm } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve } from 'node:path'
import { count, plural } from '../lib/text.js'
import { readActionMetadata } from './action-metadata.js'
import { startAction } from './runner.js'
import { parseOption, UsageError } from './start-arguments.js'
import { passOnSignals, type StartOptions } from './start.js'

/** Runs the command; resolves with the exit code, which is that of the step. */
export async function runApplyCommand(options: StartOptions): Promise<number> {
  const { args, env, cwd, root, print } = options
  const workspace = env['INIT_CWD'] ?? cwd
  const { inputs: defaults } = await readActionMetadata(join(root, 'apply'))
  try {
    const inputs = parseApplyArguments(args, workspace, defaults)
    if (inputs === undefined) {
      print(applyHelp(Object.keys(defaults)))
      return 0
    }
    return await apply(inputs, workspace, options)
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
  { root, print }: StartOptions
): Promise<number> {
  const out = join(root, 'out/apply')
  const temp = join(out, 'temp')
  await rm(out, { recursive: true, force: true })
  await mkdir(temp, { recursive: true })
  try {
    const running = await startAction({
      actionDirectory: join(root, 'apply'),
      inputs,
      workspace,
      temp,
      runId: String(Date.now()),
      repository: 'local/stored-posts',
      onLine: print
    })
    const stopListening = passOnSignals(running)
    const { outputs, code } = await running.result.finally(stopListening)
    const report = outputs['report-path']
    if (report !== undefined) await cp(report, out, { recursive: true })
    print(`\n${closingWords(outputs, code ?? 1)}`)
    const shown = relative(workspace, out)
    if (report !== undefined)
      print(`
  Report    ${join(shown, 'apply-report.html')}
  Data      ${join(shown, 'apply-report.json')}
  Lists     ${join(shown, 'removed.txt')}, refetch.txt and review.txt`)
    return code ?? 1
  } finally {
    await rm(temp, { recursive: true, force: true })
  }
}

function closingWords(
  outputs: Readonly<Record<string, string>>,
  code: number
): string {
  const status = outputs['status'] ?? 'no status'
  if (code !== 0)
    return `The step failed (${status}, ${outputs['error-code'] ?? 'no code'}). The line that starts with "Error:" says why and what to do.`
  const of = (name: string) => Number(outputs[name] ?? 0)
  const removed = count(of('records-removed'))
  const changed = count(of('records-changed'))
  const files = plural(of('files-changed'), 'file')
  const read = `${plural(of('records-read'), 'record')} in ${plural(of('files-read'), 'file')}`
  return status === 'planned'
    ? `This is a plan: nothing was written. Of ${read}, ${removed} would be removed and ${changed} changed, in ${files}.\nTo do it, add --mode=replace (not with simulated results), or --mode=copy --output-dir=FOLDER.`
    : `The step succeeded (${status}): of ${read}, ${removed} removed and ${changed} changed, in ${files}.`
}

function applyHelp(names: readonly string[]): string {
  return `Usage: npm run apply -- DATA … --results=FOLDER [--name=value …]

Brings stored posts into line with the results of a check. DATA is a path or
glob of data files. FOLDER holds report.json and the lists: the report-path of
a check, or its artifact, unpacked. Without --mode nothing is written.

--name=value sets an input of the action (see docs/apply.md):
  ${names.join(', ')}

It leaves apply-report.html, apply-report.json, removed.txt, refetch.txt and
review.txt in out/apply/.`
}
