// Turns messages and sentences into blocks of a page.
import type { Message, Piece } from '../../lib/message.js'
import type { Block, Inline, Text } from './model.js'

export function text(...pieces: Text): Block {
  return { kind: 'text', text: pieces }
}

/**
 * A message as blocks: lines that start with `- ` are a list. `label` goes in
 * front of the first.
 */
export function prose(message: Message, label?: string): Block[] {
  const blocks: Block[] = []
  let items: Text[] = []
  for (const line of linesOf(message)) {
    const [first] = line
    if (typeof first === 'string' && first.startsWith('- ')) {
      if (items.length === 0) blocks.push({ kind: 'list', items })
      items.push([first.slice(2), ...line.slice(1)])
    } else if (line.length > 0) {
      items = []
      blocks.push(text(...line))
    }
  }
  const [first, ...others] = blocks
  if (label === undefined || first?.kind !== 'text') return blocks
  return [text({ strong: label }, ...first.text), ...others]
}

/** The pieces of each line. */
function linesOf(message: Message): Inline[][] {
  let line: Inline[] = []
  const lines = [line]
  for (const piece of message) {
    if (typeof piece !== 'string') {
      line.push(inlineOf(piece))
      continue
    }
    const [first = '', ...others] = piece.split('\n')
    if (first !== '') line.push(first)
    for (const other of others) {
      line = other === '' ? [] : [other]
      lines.push(line)
    }
  }
  return lines
}

function inlineOf(piece: Exclude<Piece, string>): Inline {
  if ('quote' in piece) return `“${piece.quote}”`
  return 'code' in piece ? { code: piece.code } : piece
}

/** A line with what stands between backticks as code. */
export function inlines(line: string): Inline[] {
  return line
    .split('`')
    .map((piece, index) => (index % 2 === 1 ? { code: piece } : piece))
    .filter(piece => piece !== '')
}
