// Draws charts as inline SVG that takes its colours from the style of the page. Lengths are proportional to values, from 0.
import type { Severity } from '../../domain.js'
import { escapeHtml } from './html-text.js'
import type { Chart } from './model.js'

const cell = { width: 120, height: 10 }

/** A bar for one row of a table; `most` is the largest value of its column. */
export function barSvg(
  value: number,
  most: number,
  severity: Severity
): string {
  const width = lengthOf(value, most, cell.width)
  return `<svg class="cell ${severity}" width="${cell.width}" height="${cell.height}" aria-hidden="true"><rect class="bar" width="${width}" height="${cell.height}" data-value="${value}"/></svg>`
}

const chart = { width: 480, height: 140, above: 20, below: 24 }
const column = { least: 44, most: 84, share: 0.66 }

/** Columns over a base line; the picture gets wider, and scrolls, where there are many. */
export function chartSvg({ title, columns }: Chart): string {
  const most = Math.max(...columns.map(({ value }) => value))
  const step = Math.min(
    Math.max(chart.width / columns.length, column.least),
    column.most
  )
  const base = chart.above + chart.height
  const width = round(step * columns.length)
  const drawn = columns.map(({ label, value, shown }, index) => {
    const height = lengthOf(value, most, chart.height)
    const middle = round((index + 0.5) * step)
    const left = round(middle - (step * column.share) / 2)
    const top = round(base - height)
    return [
      `<rect class="bar" x="${left}" y="${top}" width="${round(step * column.share)}" height="${height}" data-value="${value}"/>`,
      `<text class="number" x="${middle}" y="${top - 6}" text-anchor="middle">${escapeHtml(shown)}</text>`,
      `<text class="label" x="${middle}" y="${base + 18}" text-anchor="middle">${escapeHtml(label)}</text>`
    ].join('')
  })
  const height = base + chart.below
  const described = columns.map(({ label, shown }) => `${label} ${shown}`)
  return `<svg class="columns plain" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(`${title}: ${described.join(', ')}`)}">${drawn.join('')}<line class="axis" x1="0" x2="${width}" y1="${base}" y2="${base}"/></svg>`
}

function lengthOf(value: number, most: number, full: number): number {
  return most === 0 ? 0 : round((value / most) * full)
}

/** To a hundredth of a pixel: even 1 of 1,000 is drawn as what it is. */
function round(n: number): number {
  return Math.round(n * 100) / 100
}
