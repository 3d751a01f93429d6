// Sentences as pieces, so that each place that shows them escapes, draws or leaves out what is not ours.
import { printable, withoutIds } from './text.js'

/** What stands for a quote that is left out. */
const leftOut = '[left out]'

/** A piece of a sentence. */
export type Piece =
  | string
  /** An input, a command or a name, to be read letter by letter. */
  | {
      code: string
      /** The same without the values that only the owner of the files may see. */
      shared?: string
    }
  /** What stands in a file or comes from the service; reports may have to leave it out. */
  | { quote: string }
  | { strong: string }

/** One or more whole sentences. `\n` ends a line; lines that start with `- ` are a list. */
export type Message = readonly Piece[]

/** What a failure says, beside its code. Each text is one or more whole sentences. */
export interface FailureText {
  /** What happened. */
  what: Message
  /** The likely cause; left out where `what` already is the cause. */
  why?: Message | undefined
  /** What the reader can do. */
  fix: Message
}

/**
 * A message from a template. What stands between backticks in the template
 * itself is code, with the values in it; other values stay what they are,
 * whatever they hold.
 */
export function say(
  template: TemplateStringsArray,
  ...values: readonly (string | number | Exclude<Piece, string> | Message)[]
): Message {
  const pieces: Piece[] = []
  /** Code that is open, and the same with its values left out. */
  let open: { code: string; shared: string } | undefined
  for (const [index, text] of template.entries()) {
    for (const [at, part] of text.split('`').entries()) {
      if (at > 0 && open !== undefined) {
        const { code, shared } = open
        pieces.push(code === shared ? { code } : { code, shared })
        open = undefined
      } else if (at > 0) open = { code: '', shared: '' }
      if (open !== undefined) {
        open.code += part
        open.shared += part
      } else if (part !== '') pieces.push(part)
    }
    const value = values[index] ?? ''
    if (open !== undefined) {
      const shown = typeof value === 'object' ? textOf(value) : String(value)
      open.code += shown.replaceAll('`', "'")
      if (value !== '') open.shared += leftOut
    } else if (typeof value === 'number') pieces.push(String(value))
    else if (isMessage(value)) pieces.push(...value)
    else if (value !== '') pieces.push(value)
  }
  return pieces
}

function textOf(value: Exclude<Piece, string> | Message): string {
  return plain(isMessage(value) ? value : [value])
}

function isMessage(value: Piece | Message): value is Message {
  return Array.isArray(value)
}

/** A name or value as code, on one line of at most `max` characters. */
export function code(text: string, max?: number): { code: string } {
  return { code: printable(text, max).replaceAll('`', "'") }
}

/** A text from outside in quotes, on one line of at most `max` characters. */
export function quote(text: string, max?: number): { quote: string } {
  return { quote: printable(text, max).replace(/[“”]/g, '"') }
}

/** Messages one behind the other, with `separator` between them. */
export function joined(
  messages: readonly (Message | undefined)[],
  separator = ' '
): Message {
  return messages
    .filter(message => message !== undefined)
    .flatMap((message, index) =>
      index === 0 ? message : [separator, ...message]
    )
}

/** A list in a sentence: `a, b or c`. */
export function oneOf(names: readonly string[], last = 'or'): Message {
  return names.flatMap((name, index) => {
    const separator =
      index === 0 ? [] : [index === names.length - 1 ? ` ${last} ` : ', ']
    return [...separator, { code: name }]
  })
}

/** As text without markup: code in backticks, quotes in quotation marks. */
export function plain(message: Message): string {
  return message
    .map(piece => {
      if (typeof piece === 'string') return piece
      if ('code' in piece) return `\`${piece.code}\``
      return 'quote' in piece ? `“${piece.quote}”` : piece.strong
    })
    .join('')
}

/** The message without its quotes and without runs of digits that may be IDs. */
export function withoutQuotes(message: Message): Message {
  return message.map(piece => {
    if (typeof piece === 'string') return withoutIds(piece)
    if ('quote' in piece) return leftOut
    return 'code' in piece
      ? { code: withoutIds(piece.shared ?? piece.code) }
      : piece
  })
}

/** The message with no run of digits in its quotes that may be an ID. */
export function withoutQuotedIds(message: Message): Message {
  return message.map(piece =>
    typeof piece === 'object' && 'quote' in piece
      ? { quote: withoutIds(piece.quote) }
      : piece
  )
}
