// Draws a page as semantic HTML. Every text from outside is escaped here.
import { chartSvg, stripSvg } from './charts.js'
import { escapeHtml } from './html-text.js'
import type {
  Block,
  Notice,
  Page,
  Section,
  Strip,
  Table,
  Text
} from './page.js'
import { share } from './wording.js'
import { count } from '../lib/text.js'

export function html(page: Page): string {
  return [
    ...(page.banner ? [notice(page.banner, 'banner')] : []),
    `<header class="${page.tone}"><p class="kind">Batch compliance report</p><h1>${line(page.headline)}</h1><p class="lede">${line(page.lede)}</p></header>`,
    '<main>',
    ...page.notices.map(each => notice(each, 'notice')),
    ...page.sections.map(section),
    '</main>'
  ].join('\n')
}

function notice({ tone, title, blocks }: Notice, kind: string): string {
  return `<aside class="${kind} ${tone}"><p><strong>${escapeHtml(title)}</strong></p>${blocks.map(block).join('')}</aside>`
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
    case 'strip':
      return stripFigure(content)
  }
}

/** The strip with its slices spelled out as tiles. */
function stripFigure(strip: Strip): string {
  const whole = strip.slices.reduce((sum, slice) => sum + slice.value, 0)
  const tiles = strip.slices.map(
    ({ label, value, tone }) =>
      `<li class="${tone}"><b>${count(value)}</b><span>${escapeHtml(label)}</span><small>${escapeHtml(share(value, whole))}</small></li>`
  )
  return `<figure class="strip">${stripSvg(strip)}<figcaption><ul class="tiles">${tiles.join('')}</ul></figcaption></figure>`
}

function table({ caption, columns, rows, totals = [] }: Table): string {
  const cells = (row: readonly Text[]) =>
    `<tr>${row
      .map(
        (cell, index) =>
          `<td${columns[index]?.numeric === true ? ' class="n"' : ''}>${line(cell)}</td>`
      )
      .join('')}</tr>`
  const head = columns
    .map(
      column =>
        `<th scope="col"${column.numeric === true ? ' class="n"' : ''}>${escapeHtml(column.title)}</th>`
    )
    .join('')
  const foot =
    totals.length > 0 ? `<tfoot>${totals.map(cells).join('')}</tfoot>` : ''
  return `<div class="scroll${columns.length > 4 ? ' broad' : ''}" tabindex="0" role="region" aria-label="${escapeHtml(caption)}"><table><caption>${escapeHtml(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${rows.map(cells).join('')}</tbody>${foot}</table></div>`
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
