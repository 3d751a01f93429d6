// Workflow commands as the runner reads them from a step's output: what is a command, what is masked, what is shown.

/** One command, with its values unescaped. */
export interface WorkflowCommand {
  name: string
  properties: Readonly<Record<string, string>>
  data: string
}

export type AnnotationLevel = 'error' | 'warning' | 'notice'

export interface Annotation {
  level: AnnotationLevel
  message: string
  title?: string
  file?: string
  line?: number
}

/** The runner keeps ten annotations of a kind per step; the rest stay in the log only. */
const annotationsPerLevel = 10

const known = new Set([
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning'
])

/**
 * The command in a line, if it holds one: `::name key=value,…::data` at its
 * start, or the older `##[name key=value;…]data` anywhere in it.
 */
export function parseCommand(line: string): WorkflowCommand | undefined {
  return parseCurrent(line) ?? parseOlder(line)
}

function parseCurrent(line: string): WorkflowCommand | undefined {
  const text = line.trimStart()
  const end = text.indexOf('::', 2)
  if (!text.startsWith('::') || end < 0) return undefined
  return command(text.slice(2, end), ',', text.slice(end + 2), unescapeCurrent)
}

function parseOlder(line: string): WorkflowCommand | undefined {
  const start = line.indexOf('##[')
  const end = line.indexOf(']', start)
  if (start < 0 || end < 0) return undefined
  const head = line.slice(start + 3, end)
  return command(head, ';', line.slice(end + 1), unescapeOlder)
}

function command(
  head: string,
  separator: string,
  data: string,
  unescape: (text: string) => string
): WorkflowCommand {
  const space = head.indexOf(' ')
  const name = space < 0 ? head : head.slice(0, space)
  const pairs = space < 0 ? [] : head.slice(space + 1).split(separator)
  const properties = Object.fromEntries(
    pairs.flatMap(pair => {
      const equals = pair.indexOf('=')
      if (equals < 0) return []
      const key = pair.slice(0, equals).trim()
      return [[key, unescape(pair.slice(equals + 1))]]
    })
  )
  return { name, properties, data: unescape(data) }
}

const unescapeCurrent = (text: string): string =>
  text
    .replaceAll(/%3A/gi, ':')
    .replaceAll(/%2C/gi, ',')
    .replaceAll(/%0D/gi, '\r')
    .replaceAll(/%0A/gi, '\n')
    .replaceAll('%25', '%')

const unescapeOlder = (text: string): string =>
  unescapeCurrent(text).replaceAll(/%3B/gi, ';').replaceAll(/%5D/gi, ']')

/** What a step said through its output, as the runner understood it. */
export interface Heard {
  /** Every command that was obeyed, in order. */
  commands: readonly WorkflowCommand[]
  /** At most ten of a level. */
  annotations: readonly Annotation[]
  /** Annotations past the tenth of their level. */
  annotationsDropped: number
  masks: readonly string[]
  /** Outputs given by the old command `set-output`. */
  outputs: Readonly<Record<string, string>>
}

/** Follows the output of a step line by line. */
export class CommandReader {
  private readonly commands: WorkflowCommand[] = []
  private readonly annotations: Annotation[] = []
  private readonly masks = new Set<string>()
  private readonly outputs: Record<string, string> = {}
  private dropped = 0
  private resumeToken: string | undefined

  /** @param secrets masked from the start, as the runner does with `secrets.*`. */
  constructor(
    private readonly debug: boolean,
    private readonly secrets: readonly string[]
  ) {}

  /** The line as the log shows it; undefined when it is not shown. */
  read(line: string): string | undefined {
    if (this.resumeToken !== undefined) {
      if (line.trim() === `::${this.resumeToken}::`)
        this.resumeToken = undefined
      return this.mask(line)
    }
    const heard = parseCommand(line)
    if (!heard || !known.has(heard.name)) return this.mask(line)
    this.commands.push(heard)
    return this.obey(heard)
  }

  private obey({
    name,
    properties,
    data
  }: WorkflowCommand): string | undefined {
    switch (name) {
      case 'add-mask':
        for (const secret of [data, ...data.split(/\r?\n/)])
          if (secret.trim() !== '') this.masks.add(secret)
        return undefined
      case 'stop-commands':
        this.resumeToken = data
        return undefined
      case 'debug':
        return this.debug ? this.mask(`Debug: ${data}`) : undefined
      case 'group':
        return this.mask(`▼ ${data}`)
      case 'error':
      case 'warning':
      case 'notice':
        return this.annotate(name, properties, data)
      case 'set-output':
        this.outputs[properties['name'] ?? ''] = data
        return undefined
      default:
        return undefined
    }
  }

  private annotate(
    level: AnnotationLevel,
    { title, file, line }: Readonly<Record<string, string>>,
    data: string
  ): string {
    const of = this.annotations.filter(one => one.level === level)
    if (of.length >= annotationsPerLevel) this.dropped++
    else
      this.annotations.push({
        level,
        message: this.mask(data),
        ...(title && { title: this.mask(title) }),
        ...(file && { file: this.mask(file) }),
        ...(line && { line: Number(line) })
      })
    const word = `${level.charAt(0).toUpperCase()}${level.slice(1)}`
    const place = file ? ` (${file}${line ? `:${line}` : ''})` : ''
    return this.mask(`${word}: ${data}${place}`)
  }

  /** The text with every secret known so far replaced. */
  mask(text: string): string {
    const secrets = [...this.secrets, ...this.masks]
      .filter(secret => secret !== '')
      .sort((a, b) => b.length - a.length)
    return secrets.reduce((shown, secret) => {
      return shown.replaceAll(secret, '***')
    }, text)
  }

  heard(): Heard {
    return {
      commands: [...this.commands],
      annotations: [...this.annotations],
      annotationsDropped: this.dropped,
      masks: [...this.masks],
      outputs: { ...this.outputs }
    }
  }
}
