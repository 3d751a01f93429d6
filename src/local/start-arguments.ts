// The arguments of `npm start`: files, and the inputs of the action by name.
import { isAbsolute, join, relative, resolve } from 'node:path'
import { nearest } from '../lib/nearest.js'

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
  /** The action's inputs, and their defaults. */
  defaults: Readonly<Record<string, string>>
}

/** Reads `FILE… [--name=value …]`; `--name` alone means `true`. Throws `UsageError` for anything else. */
export function parseStartArguments(call: StartCall): StartArguments {
  const { args, calledFrom, root, defaults } = call
  const options = args.filter(arg => arg.startsWith('-'))
  const files = args.filter(arg => !arg.startsWith('-') && arg !== '')
  if (options.includes('--help') || options.includes('-h'))
    return { help: true, inputs: {} }
  const given = Object.fromEntries(
    options.map(option => parseOption(option, defaults))
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

/** @throws UsageError for what is no input, or lacks a value */
export function parseOption(
  option: string,
  defaults: Readonly<Record<string, string>>
): [string, string] {
  const names = Object.keys(defaults)
  const match = /^--([^=]+)(?:=(.*))?$/s.exec(option)
  const name = match?.[1] ?? option.replace(/^-+/, '')
  if (!match || !names.includes(name)) {
    const meant = nearest(name, names)
    throw new UsageError(
      `There is no option ${option.split('=', 1).join('')}. ${
        meant === undefined
          ? `The inputs of the action are: ${names.join(', ')}.`
          : `Did you mean --${meant}?`
      }`
    )
  }
  if (match[2] !== undefined) return [name, match[2]]
  if (/^(true|false)$/.test(defaults[name] ?? '')) return [name, 'true']
  throw new UsageError(`Give a value to the option: --${name}=…`)
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
