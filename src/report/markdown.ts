// Draws a page as GitHub Flavored Markdown, with Mermaid for charts. Every text from outside is escaped here.
import type { Severity } from '../domain.js'
import { count, printable } from '../lib/text.js'
import type {
  Block,
  Chart,
  Notice,
  Page,
  Section,
  Table,
  Text
} from './page.js'

export function markdown(page: Page): string {
  return [
    ...(page.banner ? [notice(page.banner)] : []),
    `## ${inline(page.headline)}`,
    line(page.lede),
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

function notice({ tone, title, blocks }: Notice): string {
  const [first = '', ...others] = blocks.map(block)
  return [`[!${alerts[tone]}]`, `**${escape(title)}**<br>${first}`]
    .concat(others.flatMap(content => ['', ...content.split('\n')]))
    .map(row => `> ${row}`.trimEnd())
    .join('\n')
}

function section({ title, folded, blocks }: Section): string[] {
  const drawn = blocks.map(block)
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
      return chart(content)
    case 'strip':
      // The table beside it says the same; Mermaid has no such strip.
      return ''
  }
}

function table({ columns, rows, totals = [] }: Table): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
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

/** Labels are the action's own words and years, so nothing from outside gets into the diagram. */
function chart({ title, unit, layout, alone, bars }: Chart): string {
  const most = Math.max(...bars.map(bar => bar.value))
  const lying = layout === 'bars'
  const diagram = [
    '```mermaid',
    '---',
    'config:',
    '  xyChart:',
    `    height: ${lying ? 110 + bars.length * 36 : 300}`,
    '    titleFontSize: 16',
    ...(lying
      ? []
      : ['    showDataLabel: true', '    showDataLabelOutsideBar: true']),
    '  themeVariables:',
    '    xyChart:',
    '      backgroundColor: transparent',
    `      plotColorPalette: "${lying ? '#d1495b' : '#4f86c6'}"`,
    '---',
    `xychart-beta${lying ? ' horizontal' : ''}`,
    `    title "${title}"`,
    `    x-axis [${bars.map(bar => `"${bar.label}"`).join(', ')}]`,
    `    y-axis ${lying ? '' : `"${unit}" `}0 --> ${lying ? most : Math.ceil(most * 1.12)}`,
    `    bar [${bars.map(bar => bar.value).join(', ')}]`,
    '```'
  ].join('\n')
  if (!alone) return diagram
  const numbers = table({
    kind: 'table',
    caption: title,
    columns: [{ title: '' }, { title: unit, numeric: true }],
    rows: bars.map(bar => [[bar.label], [count(bar.value)]])
  })
  return `${diagram}\n\n<details><summary>As a table</summary>\n\n${numbers}\n\n</details>`
}

/** Text that starts a line: what would make it a list or a heading there is escaped. */
function line(text: Text): string {
  return inline(text).replace(
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
