// Draws charts as inline SVG that takes its colours from the style of the page.
import { count } from '../lib/text.js'
import { escapeHtml } from './html-text.js'
import type { Chart, Strip } from './page.js'

/** A chart as SVG; lengths are in user units, the picture scales with the page. */
export function chartSvg(chart: Chart): string {
  return chart.layout === 'bars' ? lyingBars(chart) : columns(chart)
}

/** Narrow, so that text stays readable when the picture shrinks to a phone. */
const chartWidth = 440

const lying = { row: 28, thickness: 17, labels: 104, numbers: 64 }

function lyingBars({ title, unit, bars }: Chart): string {
  const most = Math.max(...bars.map(bar => bar.value))
  const full = chartWidth - lying.labels - lying.numbers
  const rows = bars.map((bar, index) => {
    const top = index * lying.row + (lying.row - lying.thickness) / 2
    const text = top + lying.thickness / 2 + 4.5
    const width = length(bar.value, most, full)
    return [
      `<text class="label" x="${lying.labels - 10}" y="${text}" text-anchor="end">${escapeHtml(bar.label)}</text>`,
      `<rect class="bar ${bar.tone}" x="${lying.labels}" y="${top}" width="${width}" height="${lying.thickness}" rx="3" data-value="${bar.value}"/>`,
      `<text class="number" x="${lying.labels + width + 8}" y="${text}">${count(bar.value)}</text>`
    ].join('')
  })
  return svg(
    chartWidth,
    bars.length * lying.row,
    described(title, bars, unit),
    rows.join('')
  )
}

const upright = { height: 150, above: 22, below: 24, least: 44, most: 72 }

function columns({ title, unit, bars }: Chart): string {
  const most = Math.max(...bars.map(bar => bar.value))
  const step = Math.min(
    Math.max(chartWidth / bars.length, upright.least),
    upright.most
  )
  const base = upright.above + upright.height
  const width = Math.max(round(step * bars.length), chartWidth)
  const drawn = bars.map((bar, index) => {
    const height = length(bar.value, most, upright.height)
    const middle = round((index + 0.5) * step)
    const top = round(base - height)
    return [
      `<rect class="bar ${bar.tone}" x="${round(middle - step * 0.34)}" y="${top}" width="${round(step * 0.68)}" height="${height}" rx="3" data-value="${bar.value}"/>`,
      `<text class="number" x="${middle}" y="${top - 6}" text-anchor="middle">${short(bar.value)}</text>`,
      `<text class="label" x="${middle}" y="${base + 18}" text-anchor="middle">${escapeHtml(bar.label)}</text>`
    ].join('')
  })
  return svg(
    width,
    base + upright.below,
    described(title, bars, unit),
    `${drawn.join('')}<line class="axis" x1="0" x2="${width}" y1="${base}" y2="${base}"/>`
  )
}

const strip = { width: 1000, height: 22, gap: 2 }

/** A whole and its parts; tiny ones are drawn a little too wide, so that they are seen. */
export function stripSvg({ title, slices }: Strip): string {
  const present = slices.filter(slice => slice.value > 0)
  const whole = present.reduce((sum, slice) => sum + slice.value, 0)
  const full = strip.width - strip.gap * (present.length - 1)
  const widths = present.map(slice => Math.max(6, (slice.value / whole) * full))
  const excess = widths.reduce((sum, width) => sum + width, 0) - full
  const widest = widths.indexOf(Math.max(...widths))
  let x = 0
  const drawn = present.map((slice, index) => {
    const width = (widths[index] ?? 0) - (index === widest ? excess : 0)
    const rect = `<rect class="bar ${slice.tone}" x="${round(x)}" y="0" width="${round(width)}" height="${strip.height}" data-value="${slice.value}"/>`
    x += width + strip.gap
    return rect
  })
  return svg(
    strip.width,
    strip.height,
    described(title, slices, ''),
    drawn.join(''),
    ' preserveAspectRatio="none"'
  )
}

/** Something is never drawn as nothing. */
function length(value: number, most: number, full: number): number {
  return value === 0 ? 0 : round(Math.max((value / most) * full, 2))
}

function round(n: number): number {
  return Math.round(n * 10) / 10
}

/** 1234567 → `1.2M`, where there is little room. */
function short(n: number): string {
  return n < 10_000
    ? count(n)
    : n.toLocaleString('en-US', {
        notation: 'compact',
        maximumSignificantDigits: 3
      })
}

function described(
  title: string,
  values: readonly { label: string; value: number }[],
  unit: string
): string {
  const numbers = values.map(({ label, value }) => `${label} ${count(value)}`)
  return `${title}: ${numbers.join(', ')} ${unit}`.trimEnd()
}

function svg(
  width: number,
  height: number,
  label: string,
  body: string,
  more = ''
): string {
  const wide = width > chartWidth && more === '' ? ' class="wide"' : ''
  return `<svg${wide} width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(label)}"${more}>${body}</svg>`
}
