// Draws a page as one HTML document without script, network access or outside resources. Every text from outside is escaped here.
import { createHash } from 'node:crypto'
import { barSvg, chartSvg } from './charts.js'
import { escapeHtml } from './html-text.js'
import type {
  Block,
  Column,
  Notice,
  Page,
  Section,
  Table,
  Text
} from './model.js'
import { css } from './style.js'

/** The page as a whole document. */
export function htmlDocument(page: Page): string {
  const hash = createHash('sha256').update(css).digest('base64')
  const title = page.headline
    .map(piece => (typeof piece === 'string' ? piece : Object.values(piece)[0]))
    .join('')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>${css}</style>
</head>
<body>
${body(page)}
</body>
</html>
`
}

function body(page: Page): string {
  return [
    ...(page.banner ? [notice(page.banner, 'banner')] : []),
    `<header class="${page.severity}"><p class="kind">${escapeHtml(page.kind)}</p><h1>${line(page.headline)}</h1><p class="subline">${line(page.subline)}</p></header>`,
    '<main>',
    ...page.notices.map(each => notice(each, 'notice')),
    ...page.sections.map(section),
    '</main>'
  ].join('\n')
}

function notice({ severity, title, blocks }: Notice, kind: string): string {
  const head =
    title === undefined ? '' : `<p><strong>${escapeHtml(title)}</strong></p>`
  return `<aside class="${kind} ${severity}">${head}${blocks.map(block).join('')}</aside>`
}

function section({ title, folded, blocks }: Section): string {
  const drawn = blocks.map(block).join('\n')
  return folded === true
    ? `<section><details><summary><h2>${escapeHtml(title)}</h2></summary>\n${drawn}</details></section>`
    : `<section><h2>${escapeHtml(title)}</h2>\n${drawn}</section>`
}

function block(content: Block): string {
  switch (content.kind) {
    case 'text':
      return `<p>${line(content.text)}</p>`
    case 'list':
      return `<ul>${content.items.map(item => `<li>${line(item)}</li>`).join('')}</ul>`
    case 'quote':
      return `<blockquote><p>${line(content.text)}</p></blockquote>`
    case 'table':
      return table(content)
    case 'chart':
      return `<figure><figcaption>${escapeHtml(content.title)}</figcaption>${chartSvg(content)}</figure>`
  }
}

/** More columns than this become a list of names and values on a phone. */
const mostColumns = 4

function table({
  caption,
  columns,
  rows,
  totals = [],
  ...drawn
}: Table): string {
  // One bar alone has nothing to be compared with.
  const bars = rows.length > 1 ? drawn.bars : undefined
  const most = Math.max(...(bars ?? []).map(({ value }) => value), 0)
  const row = (cells: readonly Text[], index?: number) => {
    const tags = cells.map(
      (cell, at) =>
        `<td${classOf(columns[at])} data-title="${escapeHtml(columns[at]?.title ?? '')}">${line(cell)}</td>`
    )
    const bar = index === undefined ? undefined : bars?.[index]
    if (bars)
      tags.push(
        `<td class="b">${bar ? barSvg(bar.value, most, bar.severity) : ''}</td>`
      )
    return `<tr>${tags.join('')}</tr>`
  }
  const head = columns.map(
    column =>
      `<th scope="col"${classOf(column)}>${escapeHtml(column.title)}</th>`
  )
  if (bars) head.push('<td class="b"></td>')
  const foot =
    totals.length > 0
      ? `<tfoot>${totals.map(cells => row(cells)).join('')}</tfoot>`
      : ''
  return `<div class="scroll${columns.length > mostColumns ? ' broad' : ''}" tabindex="0" role="region" aria-label="${escapeHtml(caption)}"><table><caption>${escapeHtml(caption)}</caption><thead><tr>${head.join('')}</tr></thead><tbody>${rows.map(row).join('')}</tbody>${foot}</table></div>`
}

function classOf(column: Column | undefined): string {
  const names = [
    ...(column?.numeric === true ? ['n'] : []),
    ...(column?.minor === true ? ['minor'] : [])
  ]
  return names.length > 0 ? ` class="${names.join(' ')}"` : ''
}

function line(text: Text): string {
  return text
    .map(piece => {
      if (typeof piece === 'string') return escapeHtml(piece)
      if ('code' in piece) return `<code>${escapeHtml(piece.code)}</code>`
      if ('strong' in piece)
        return `<strong>${escapeHtml(piece.strong)}</strong>`
      return `<code>${escapeHtml(piece.link)}</code>`
    })
    .join('')
}
