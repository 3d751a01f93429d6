// The arguments of `npm start`: files, and the inputs of the action by name.
import { isAbsolute, join, relative, resolve } from 'node:path'

/** A mistake in the arguments, in words for the one who made it. */
export class UsageError extends Error {}

export interface StartArguments {
  help: boolean
  /** The inputs for the action, `ids` and `simulate` settled. */
  inputs: Record<string, string>
}

/** What `npm start` is called with and from where. */
export interface StartCall {
  args: readonly string[]
  /** The folder that files are relative to; it is the workspace, too. */
  calledFrom: string
  /** The project's own folder, with the examples. */
  root: string
  /** The names of the action's inputs. */
  inputNames: readonly string[]
}

/** Reads `FILE… [--name=value …]`. Throws `UsageError` for anything else. */
export function parseStartArguments(call: StartCall): StartArguments {
  const { args, calledFrom, root, inputNames } = call
  const options = args.filter(arg => arg.startsWith('-'))
  const files = args.filter(arg => !arg.startsWith('-') && arg !== '')
  if (options.includes('--help') || options.includes('-h'))
    return { help: true, inputs: {} }
  const given = Object.fromEntries(
    options.map(option => parseOption(option, inputNames))
  )
  const inputs: Record<string, string> = { simulate: 'true', ...given }
  if (files.length > 0 && inputs['ids'] !== undefined)
    throw new UsageError('Give files or --ids=…, not both.')
  const elsewhere = ['ids', 'ids-artifact', 'job-ids'].some(
    name => (inputs[name] ?? '') !== ''
  )
  if (files.length > 0)
    inputs['ids'] = files
      .map(file => inWorkspace(calledFrom, resolve(calledFrom, file)))
      .join('\n')
  else if (!elsewhere)
    inputs['ids'] = inWorkspace(calledFrom, exampleFor(root, inputs['type']))
  return { help: false, inputs }
}

function parseOption(
  option: string,
  inputNames: readonly string[]
): [string, string] {
  const match = /^--([^=]+)=(.*)$/s.exec(option)
  const name = match?.[1] ?? option.replace(/^-+/, '')
  if (!inputNames.includes(name))
    throw new UsageError(
      `There is no option --${name}. The inputs of the action are: ${inputNames.join(', ')}.`
    )
  if (match?.[2] === undefined)
    throw new UsageError(`Give a value to the option: --${name}=…`)
  return [name, match[2]]
}

const exampleFor = (root: string, type: string | undefined): string =>
  join(root, 'examples', type === 'users' ? 'user-ids.txt' : 'tweet-ids.txt')

/** Relative to the workspace where the file lies in it, so that the log names it briefly; absolute otherwise. */
function inWorkspace(workspace: string, file: string): string {
  const path = relative(workspace, file)
  if (path.startsWith('..') || isAbsolute(path)) return file
  // A pattern that starts like this would mean something else.
  return /^[!#~]/.test(path) ? `./${path}` : path
}
