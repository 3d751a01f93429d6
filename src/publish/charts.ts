// Draws charts as inline SVG that takes its colours from the style of the page.
import { count } from '../text.js'
import { escapeHtml } from './html-text.js'
import type { Chart, Block } from './page.js'

/** A chart as SVG; lengths are in user units, the picture scales with the page. */
export function chartSvg(chart: Chart): string {
  return chart.layout === 'bars' ? lyingBars(chart) : columns(chart)
}

const barRow = 34
const labelWidth = 130
const barWidth = 500
const numberWidth = 90

function lyingBars({ title, unit, bars }: Chart): string {
  const most = Math.max(...bars.map(bar => bar.value))
  const rows = bars.map((bar, index) => {
    const y = index * barRow
    const width = length(bar.value, most, barWidth)
    return `<text class="label" x="${labelWidth - 10}" y="${y + 22}" text-anchor="end">${escapeHtml(bar.label)}</text><rect class="bar ${bar.tone}" x="${labelWidth}" y="${y + 7}" width="${width}" height="${barRow - 12}" rx="3" data-value="${bar.value}"/><text class="number" x="${labelWidth + width + 8}" y="${y + 22}">${count(bar.value)}</text>`
  })
  return svg(
    labelWidth + barWidth + numberWidth,
    bars.length * barRow + 4,
    `${title}: ${bars.map(bar => `${bar.label} ${count(bar.value)}`).join(', ')} ${unit}`,
    rows.join('')
  )
}

const columnHeight = 180
const chartWidth = 720

function columns({ title, unit, bars }: Chart): string {
  const most = Math.max(...bars.map(bar => bar.value))
  const step = Math.min(chartWidth / bars.length, 90)
  const left = (chartWidth - step * bars.length) / 2
  const drawn = bars.map((bar, index) => {
    const height = length(bar.value, most, columnHeight)
    const x = left + index * step
    const middle = round(x + step / 2)
    const top = round(24 + columnHeight - height)
    return `<rect class="bar ${bar.tone}" x="${round(x + step * 0.15)}" y="${top}" width="${round(step * 0.7)}" height="${height}" rx="3" data-value="${bar.value}"/><text class="number" x="${middle}" y="${top - 7}" text-anchor="middle">${count(bar.value)}</text><text class="label" x="${middle}" y="${24 + columnHeight + 20}" text-anchor="middle">${escapeHtml(bar.label)}</text>`
  })
  return svg(
    chartWidth,
    24 + columnHeight + 30,
    `${title}: ${bars.map(bar => `${bar.label} ${count(bar.value)}`).join(', ')} ${unit}`,
    `<line class="axis" x1="0" x2="${chartWidth}" y1="${24 + columnHeight}" y2="${24 + columnHeight}"/>${drawn.join('')}`
  )
}

const stripWidth = 720
const stripHeight = 26

export function stripSvg(strip: Extract<Block, { kind: 'strip' }>): string {
  const slices = strip.slices.filter(slice => slice.value > 0)
  const whole = slices.reduce((sum, slice) => sum + slice.value, 0)
  let x = 0
  const drawn = slices.map(slice => {
    const width = length(slice.value, whole, stripWidth)
    const rect = `<rect class="bar ${slice.tone}" x="${round(x)}" y="0" width="${width}" height="${stripHeight}" data-value="${slice.value}"/>`
    x += width
    return rect
  })
  return svg(
    stripWidth,
    stripHeight,
    `${strip.title}: ${slices.map(slice => `${slice.label} ${count(slice.value)}`).join(', ')}`,
    drawn.join('')
  )
}

/** Something is never drawn as nothing. */
function length(value: number, most: number, full: number): number {
  if (value === 0) return 0
  return round(Math.max((value / most) * full, 2))
}

function round(n: number): number {
  return Math.round(n * 10) / 10
}

function svg(
  width: number,
  height: number,
  label: string,
  body: string
): string {
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(label)}">${body}</svg>`
}
