// What action.yml says of an action, as far as a runner needs it.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'

export interface ActionMetadata {
  name: string
  /** Every input with its default as written, expressions included; '' without one. */
  inputs: Readonly<Record<string, string>>
  outputs: readonly string[]
  /** `node24` */
  using: string
  /** Path of the script, relative to the action's folder. */
  main: string
}

/** Reads `action.yml` in the folder; throws when it is no JavaScript action. */
export async function readActionMetadata(
  directory: string
): Promise<ActionMetadata> {
  const path = join(directory, 'action.yml')
  const metadata = record(parse(await readFile(path, 'utf8')))
  const runs = record(metadata['runs'])
  const using = text(runs['using'])
  const main = text(runs['main'])
  if (!/^node\d+$/.test(using) || main === '')
    throw new Error(`${path} describes no JavaScript action`)
  return {
    name: text(metadata['name']),
    inputs: Object.fromEntries(
      Object.entries(record(metadata['inputs'])).map(([name, input]) => [
        name,
        text(record(input)['default'])
      ])
    ),
    outputs: Object.keys(record(metadata['outputs'])),
    using,
    main
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {}
}

function text(value: unknown): string {
  return typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean'
    ? String(value)
    : ''
}

/**
 * The `INPUT_*` variables for an action: its defaults, the given inputs over
 * them, and the expressions that action.yml may use in defaults evaluated.
 * Throws for an expression that is not among `expressions`.
 */
export function inputVariables(
  defaults: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>>,
  expressions: Readonly<Record<string, string>>
): Record<string, string> {
  const evaluated = Object.entries(defaults).map(
    ([name, value]) => [name, evaluate(value, expressions)] as const
  )
  return Object.fromEntries(
    [...evaluated, ...Object.entries(given)].map(([name, value]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      value
    ])
  )
}

function evaluate(
  value: string,
  expressions: Readonly<Record<string, string>>
): string {
  return value.replaceAll(/\$\{\{([^{}]*)\}\}/g, (_, between: string) => {
    const expression = between.trim()
    const result = expressions[expression]
    if (result === undefined)
      throw new Error(`the expression ${expression} is not known here`)
    return result
  })
}
