// The files through which a step hands values to its runner: outputs, state, environment, path and summary.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const variables = [
  'GITHUB_OUTPUT',
  'GITHUB_STATE',
  'GITHUB_ENV',
  'GITHUB_PATH',
  'GITHUB_STEP_SUMMARY'
] as const

type Variable = (typeof variables)[number]

export interface FileCommands {
  /** The variables that tell the step where the files are. */
  environment: Readonly<Record<Variable, string>>
  /** What the step has written so far; works after a kill as well. */
  read(): Promise<FileCommandValues>
  remove(): Promise<void>
}

export interface FileCommandValues {
  outputs: Record<string, string>
  state: Record<string, string>
  env: Record<string, string>
  summary: string
  /** What is malformed; the real runner fails the step over it. */
  problems: string[]
}

/** A step summary may have 1 MiB; a larger one is dropped by the runner. */
const summaryLimit = 1024 * 1024

/** Makes the empty files in a new folder below `parent`. */
export async function createFileCommands(
  parent: string
): Promise<FileCommands> {
  const folder = await mkdtemp(join(parent, 'file-commands-'))
  const path = (variable: Variable): string => join(folder, variable)
  await Promise.all(variables.map(name => writeFile(path(name), '')))
  const environment = Object.fromEntries(
    variables.map(name => [name, path(name)])
  ) as Record<Variable, string>

  return {
    environment,
    async read() {
      const text = (name: Variable): Promise<string> =>
        readFile(path(name), 'utf8')
      const outputs = parseKeyValues(await text('GITHUB_OUTPUT'))
      const state = parseKeyValues(await text('GITHUB_STATE'))
      const env = parseKeyValues(await text('GITHUB_ENV'))
      const summary = await text('GITHUB_STEP_SUMMARY')
      const tooLarge = Buffer.byteLength(summary) > summaryLimit
      return {
        outputs: outputs.values,
        state: state.values,
        env: env.values,
        summary: tooLarge ? '' : summary,
        problems: [
          ...outputs.problems,
          ...state.problems,
          ...env.problems,
          ...(tooLarge ? ['the step summary has more than 1 MiB'] : [])
        ]
      }
    },
    remove: () => rm(folder, { recursive: true, force: true })
  }
}

/** Reads `name=value` lines and `name<<DELIMITER … DELIMITER` blocks. */
export function parseKeyValues(text: string): {
  values: Record<string, string>
  problems: string[]
} {
  const values: Record<string, string> = {}
  const problems: string[] = []
  const lines = text.split(/\r?\n/)
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (line === '') continue
    const equals = line.indexOf('=')
    const block = line.indexOf('<<')
    if (block > 0 && (equals < 0 || block < equals)) {
      const delimiter = line.slice(block + 2)
      const end = lines.indexOf(delimiter, at + 1)
      if (end < 0) {
        problems.push(`no line ${delimiter} ends ${line}`)
        break
      }
      values[line.slice(0, block)] = lines.slice(at + 1, end).join('\n')
      at = end
    } else if (equals > 0) {
      values[line.slice(0, equals)] = line.slice(equals + 1)
    } else {
      problems.push(`a line that is neither name=value nor a block: ${line}`)
    }
  }
  return { values, problems }
}
