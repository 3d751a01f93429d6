// What the tests need of a Markdown document: its code blocks, its headings and its links.
import { lexer, walkTokens, type Token } from 'marked'

export interface CodeBlock {
  /** `yaml`, `sh`, … as written after the fence. */
  language: string
  text: string
  /** The headings above it, outermost first, without the title. */
  section: readonly string[]
  /** 1-based line of the fence. */
  line: number
}

/** Every fenced code block, in order. */
export function codeBlocks(markdown: string): readonly CodeBlock[] {
  const section: string[] = []
  let line = 1
  return lexer(markdown).flatMap(token => {
    const start = line
    line += token.raw.split('\n').length - 1
    if (token.type === 'heading') {
      const { depth, text } = token as { depth: number; text: string }
      section.splice(Math.max(0, depth - 2), Infinity, text)
    }
    if (token.type !== 'code') return []
    const { lang, text } = token as { lang?: string; text: string }
    const language = lang?.split(' ')[0] ?? ''
    return [{ language, text, section: [...section], line: start }]
  })
}

/** The anchors that GitHub gives to the headings, and `id` and `name` of HTML in it. */
export function anchors(markdown: string): ReadonlySet<string> {
  const found = new Set<string>()
  const add = (slug: string) => {
    let name = slug
    for (let n = 1; found.has(name); n++) name = `${slug}-${n}`
    found.add(name)
  }
  for (const token of tokens(markdown)) {
    if (token.type === 'heading') add(slug(plainText(token)))
    if (token.type === 'html')
      for (const [, id = ''] of token.raw.matchAll(/\b(?:id|name)="([^"]+)"/g))
        found.add(id)
  }
  return found
}

/** Targets of all links and images, those of HTML too. */
export function links(markdown: string): readonly string[] {
  return tokens(markdown).flatMap(token => {
    if (token.type === 'link' || token.type === 'image')
      return [(token as { href: string }).href]
    if (token.type === 'html')
      return [...token.raw.matchAll(/\b(?:href|src|srcset)="([^"]+)"/g)].map(
        ([, target = '']) => target
      )
    return []
  })
}

/** What stands in code spans, outside of code blocks. */
export function codeSpans(markdown: string): readonly string[] {
  return tokens(markdown).flatMap(token =>
    token.type === 'codespan' ? [(token as { text: string }).text] : []
  )
}

/** Texts of all headings of a depth. */
export function headings(markdown: string, depth: number): readonly string[] {
  return tokens(markdown).flatMap(token =>
    token.type === 'heading' && (token as { depth: number }).depth === depth
      ? [plainText(token)]
      : []
  )
}

function tokens(markdown: string): readonly Token[] {
  const all: Token[] = []
  void walkTokens(lexer(markdown), token => void all.push(token))
  return all
}

function plainText(token: Token): string {
  const inner = (token as { tokens?: Token[] }).tokens
  return inner
    ? inner.map(plainText).join('')
    : ((token as { text?: string }).text ?? '')
}

/** GitHub's rule: lower case, punctuation dropped, spaces to hyphens. */
function slug(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-')
}
