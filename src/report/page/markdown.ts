// Draws a page as GitHub Flavored Markdown. Every text from outside is escaped here.
import type { Severity } from '../../domain.js'
import { printable } from '../../lib/text.js'
import type { Block, Notice, Page, Section, Table, Text } from './model.js'

/** GitHub refuses summaries above 1 MiB; below that there is room for what masking may add. */
const mostBytes = 1_000_000

/**
 * The first of the pages that fits into a job summary, or the beginning of the
 * last one. `fullReport` is the name of the file that holds the rest.
 */
export function fittingMarkdown(
  pages: Iterable<Page>,
  fullReport: string
): string {
  let last: Page | undefined
  for (const page of pages) {
    const drawn = markdown(page)
    if (Buffer.byteLength(drawn) <= mostBytes) return drawn
    last = page
  }
  if (last === undefined) return ''
  const tooLong: Notice = {
    severity: 'wait',
    title: 'Too long for a job summary',
    blocks: [
      { kind: 'text', text: ['The rest is in ', { code: fullReport }, '.'] }
    ]
  }
  return markdown({ ...last, notices: [tooLong], sections: [] })
}

export function markdown(page: Page): string {
  return [
    ...(page.banner ? [notice(page.banner)] : []),
    `## ${inline(page.headline)}`,
    line(page.subline),
    ...page.notices.map(notice),
    ...page.sections.flatMap(section)
  ]
    .filter(block => block !== '')
    .join('\n\n')
    .concat('\n')
}

const alerts: Readonly<Record<Severity, string>> = {
  good: 'TIP',
  act: 'WARNING',
  wait: 'IMPORTANT',
  bad: 'CAUTION',
  plain: 'NOTE',
  soft: 'NOTE'
}

function notice({ severity, title, blocks }: Notice): string {
  const [first = '', ...others] = blocks.map(block)
  const head = title === undefined ? '' : `**${escape(title)}**<br>`
  return [`[!${alerts[severity]}]`, ...`${head}${first}`.split('\n')]
    .concat(others.flatMap(content => ['', ...content.split('\n')]))
    .map(row => `> ${row}`.trimEnd())
    .join('\n')
}

function section({ title, folded, blocks }: Section): string[] {
  const drawn = blocks.map(block).filter(content => content !== '')
  return folded === true
    ? [
        `<details><summary><b>${escape(title)}</b></summary>`,
        ...drawn,
        '</details>'
      ]
    : [`### ${escape(title)}`, ...drawn]
}

function block(content: Block): string {
  switch (content.kind) {
    case 'text':
      return line(content.text)
    case 'list':
      return content.items.map(item => `- ${line(item)}`).join('\n')
    case 'quote':
      return `> ${line(content.text)}`
    case 'table':
      return table(content)
    case 'chart':
      // Mermaid's axis does not start at 0; the table beside it says the same.
      return ''
  }
}

function table({ columns, rows, totals = [] }: Table): string {
  const row = (cells: readonly string[]) =>
    `| ${cells.filter((_, at) => columns[at]?.minor !== true).join(' | ')} |`
  return [
    row(columns.map(column => escape(column.title))),
    row(columns.map(column => (column.numeric === true ? '---:' : ':---'))),
    ...rows.map(cells => row(cells.map(inline))),
    ...totals.map(cells => row(cells.map(cell => strong(inline(cell)))))
  ].join('\n')
}

function strong(drawn: string): string {
  return drawn === '' ? '' : `**${drawn}**`
}

/** Text that starts a line: what would make it a list, a heading or code there is escaped or left out. */
function line(text: Text): string {
  return inline(text)
    .trimStart()
    .replace(
      /^(\d*)([-+=.)])/,
      (_, digits: string, mark: string) => `${digits}&#${mark.charCodeAt(0)};`
    )
}

function inline(text: Text): string {
  return text
    .map(piece => {
      if (typeof piece === 'string') return escape(piece)
      if ('code' in piece) return `<code>${escape(piece.code)}</code>`
      if ('strong' in piece)
        return (
          strong(escape(piece.strong.trimEnd())) +
          (piece.strong.endsWith(' ') ? ' ' : '')
        )
      return `[<code>${escape(piece.link)}</code>](${piece.to})`
    })
    .join('')
}

/**
 * Text as Markdown that reads as just that text: whatever could start markup,
 * HTML, a table cell, a link or a mention becomes a character reference.
 * Underscores inside words start nothing and stay readable.
 */
function escape(text: string): string {
  return printable(text, 1000).replace(
    /[&<>"'`*~[\]{}|\\!#@$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|:(?=\/)|(?<=www)\./gi,
    c => `&#${c.charCodeAt(0)};`
  )
}
