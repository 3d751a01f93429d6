// Turns sentences into blocks of a page.
import type { Block, Inline, Text } from './page.js'

export function text(...pieces: Text): Block {
  return { kind: 'text', text: pieces }
}

/**
 * The text of a failure as blocks: lines that start with `- ` are a list, and
 * what stands between backticks is code. `label` goes in front of the first.
 */
export function prose(sentences: string, label?: string): Block[] {
  const blocks: Block[] = []
  let items: Text[] = []
  for (const line of sentences.split('\n').map(each => each.trim())) {
    if (line.startsWith('- ')) {
      if (items.length === 0) blocks.push({ kind: 'list', items })
      items.push(inlines(line.slice(2)))
    } else if (line !== '') {
      items = []
      blocks.push(text(...inlines(line)))
    }
  }
  const [first, ...others] = blocks
  if (label === undefined || first?.kind !== 'text') return blocks
  return [text({ strong: label }, ...first.text), ...others]
}

/** A line with what stands between backticks as code. */
export function inlines(line: string): Inline[] {
  return line
    .split('`')
    .map((piece, index) => (index % 2 === 1 ? { code: piece } : piece))
    .filter(piece => piece !== '')
}
