// Reads inputs of an action by a table: what each may be, what it is when it is not given, and every problem at once.
import { Failure } from './failure.js'
import { code, joined, oneOf, say, type Message } from './message.js'

/** What of the environment the inputs depend on. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Turns the text of an input into its value; notes a problem where it is none. */
export type Parser<T> = (text: string, input: Given) => T

/** One row of a table of inputs. */
export interface InputRow<T> {
  /** Its place in the documents. */
  group: string
  /** As in the action's metadata file: GitHub Flavored Markdown on one line. */
  description: string
  /** What it is when it is not given; `${{ … }}` is filled in by the runner. */
  default?: string
  parse: Parser<T>
}

export type InputTable = Readonly<Record<string, InputRow<unknown>>>

type CamelCase<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name

/** The values that a table reads, by their names in camel case. */
export type ValuesOf<Table extends InputTable> = {
  [
    Name in keyof Table & string as CamelCase<Name>
  ]: Table[Name] extends InputRow<infer T> ? T : never
}

/** The inputs of a step as they were given, and the problems found with them. */
export class InputReader {
  readonly #problems: Message[] = []

  constructor(private readonly env: Environment) {}

  /** The value as it was given, not even trimmed. */
  raw(name: string): string {
    return this.env[`INPUT_${name.toUpperCase()}`] ?? ''
  }

  isGiven(name: string): boolean {
    return this.raw(name).trim() !== ''
  }

  /** The values of all inputs. An input given as an empty string is not given. */
  read<const Table extends InputTable>(table: Table): ValuesOf<Table> {
    const values = Object.entries(table).map(([name, row]) => {
      const fallback = row.default?.startsWith('${{') ? '' : row.default
      const text = this.raw(name).trim() || (fallback ?? '')
      return [camelCase(name), row.parse(text, new Given(this, name))]
    })
    return Object.fromEntries(values) as ValuesOf<Table>
  }

  /** Notes that a value is not what is allowed: `allowed` follows "must be". */
  wrong(name: string, value: string, allowed: Message): void {
    this.problem(
      name,
      say`must be ${allowed}, not ${value === '' ? 'empty' : code(value, 80)}`
    )
  }

  /** Notes a problem: `what` follows the name of the input. */
  problem(name: string, what: Message, fix?: Message): void {
    this.#problems.push(joined([say`${code(name)} ${what}.`, fix]))
  }

  /** @throws Failure `invalid-input` when there were problems */
  close(): void {
    const problems = this.#problems
    if (problems.length === 0) return
    throw new Failure('invalid-input', {
      what: joined(
        [
          problems.length === 1
            ? say`One input is invalid.`
            : say`${problems.length} inputs are invalid.`,
          ...problems.map(problem => say`- ${problem}`)
        ],
        '\n'
      ),
      fix: say`\nNothing was read or sent. Correct the \`with:\` block of this step and run it again.`
    })
  }
}

/** One input, for its parser. */
export class Given {
  constructor(
    private readonly reader: InputReader,
    readonly name: string
  ) {}

  /** Notes that `value` is not what is allowed: `allowed` follows "must be". */
  wrong(value: string, allowed: Message): void {
    this.reader.wrong(this.name, value, allowed)
  }

  problem(what: Message, fix?: Message): void {
    this.reader.problem(this.name, what, fix)
  }
}

function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}

export const text: Parser<string> = value => value

export const optionalText: Parser<string | undefined> = value =>
  value === '' ? undefined : value

/** The lines that hold something, trimmed. */
export const lines: Parser<readonly string[]> = value =>
  value
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')

export function choice<const T extends string>(
  first: T,
  ...others: readonly T[]
): Parser<T> {
  const allowed = [first, ...others]
  return (value, input) => {
    const found = allowed.find(word => word === value)
    if (found === undefined) input.wrong(value, oneOf(allowed))
    return found ?? first
  }
}

export const boolean: Parser<boolean> = (value, input) => {
  if (!/^(true|True|TRUE|false|False|FALSE)$/.test(value))
    input.wrong(value, oneOf(['true', 'false']))
  return value.toLowerCase() === 'true'
}

/** A whole number in a range; undefined when it is not given. */
export function integer(min: number, max: number): Parser<number | undefined> {
  return (value, input) => {
    if (value === '') return undefined
    const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN
    if (!(number >= min && number <= max))
      input.wrong(value, say`a whole number from ${min} to ${max}`)
    return number
  }
}

const seconds = { d: 86_400, h: 3600, m: 60, s: 1 } as const

/** Milliseconds. */
export const duration: Parser<number> = (value, input) => {
  if (value === '0') return 0
  const match =
    /^(?=\d)(?:(\d{1,5})d)?(?:(\d{1,5})h)?(?:(\d{1,6})m)?(?:(\d{1,8})s)?$/.exec(
      value
    )
  if (!match)
    input.wrong(
      value,
      say`a duration such as \`90s\`, \`10m\`, \`5h30m\`, \`2d\` or \`0\``
    )
  const amounts = match?.slice(1) ?? []
  return Object.values(seconds).reduce(
    (sum, unit, index) => sum + 1000 * unit * Number(amounts[index] ?? 0),
    0
  )
}

/** Bytes, of at least `min`. */
export function size(min: number): Parser<number> {
  const units = new Map([
    ['', 1],
    ['kB', 1e3],
    ['KB', 1e3],
    ['MB', 1e6],
    ['GB', 1e9]
  ])
  return (value, input) => {
    const [, digits, unit = ''] = /^(\d{1,12})(kB|KB|MB|GB)?$/.exec(value) ?? []
    const bytes = Number(digits ?? NaN) * (units.get(unit) ?? NaN)
    if (!(bytes >= min && Number.isSafeInteger(bytes)))
      input.wrong(
        value,
        say`a size in bytes, or such as \`128MB\` or \`1GB\`, of at least ${min} bytes`
      )
    return bytes
  }
}
