// Summary and report in a real browser: they draw, they fit, and nothing that a file or the service says executes.
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, Page } from 'puppeteer-core'
import { reportHtml } from '../../../src/report/report-html.js'
import { summary } from '../../../src/report/summary.js'
import type { RunRecord } from '../../../src/report/record.js'
import { browserRuns, launchBrowser } from './browser.js'
import { githubPage } from './github.js'
import { root } from '../support/repository.js'
import { all, attacks, complete, hostile, simulated } from './records.js'
import { barRecords, situations, yearRecords } from './situations.js'

const inBrowser = browserRuns ? describe : describe.skip

if (!browserRuns)
  console.warn(
    `Summary and report are not drawn on ${process.platform}-${process.arch}: the browser of the tests is built for linux-x64.`
  )

interface Look {
  width?: number
  dark?: boolean
}

/** What went wrong while a page was shown, and what it tried to load. */
interface Shown {
  page: Page
  complaints: string[]
  requests: string[]
}

const phone = 390
/** Of the picture in README.md; in CSS pixels. */
const picture = { width: 940, mostHeight: 1200 }
/** The printable width of A4 with margins of 15 mm. */
const paper = Math.round(((210 - 30) / 25.4) * 96)

inBrowser('pages in a browser', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await launchBrowser()
  })

  afterAll(() => browser.close())

  async function show(html: string, look: Look = {}): Promise<Shown> {
    const page = await browser.newPage()
    const complaints: string[] = []
    const requests: string[] = []
    page.on('pageerror', error => complaints.push(String(error)))
    page.on('console', message => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('request', request => requests.push(request.url()))
    page.on('dialog', dialog => {
      complaints.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    await page.emulateMediaFeatures([
      {
        name: 'prefers-color-scheme',
        value: look.dark === true ? 'dark' : 'light'
      }
    ])
    await page.setViewport({ width: look.width ?? 1060, height: 900 })
    await page.setContent(html)
    return { page, complaints, requests }
  }

  async function showSummary(record: RunRecord, look?: Look): Promise<Shown> {
    return show(await githubPage(summary(record)), look)
  }

  async function textOf(page: Page): Promise<string> {
    // Folded parts hold text too.
    return (await page.evaluate('document.body.textContent')) as string
  }

  describe('the summary', () => {
    it.each(Object.entries(situations))(
      'can be read on a phone (%s)',
      async (_, record) => {
        const { page, complaints } = await showSummary(record, {
          width: phone
        })
        await page.evaluate(unfold)
        // Tables are narrow enough, unless file names are long.
        const seen: unknown = await page.evaluate(`({
          width: document.documentElement.scrollWidth,
          cut: [...document.querySelectorAll('table')].filter(table => table.scrollWidth > table.clientWidth).length
        })`)
        expect({ seen, complaints }).toEqual({
          seen: { width: phone, cut: 0 },
          complaints: []
        })
        await page.close()
      }
    )

    it.each([
      ['summary.png', false],
      ['summary-dark.png', true]
    ])('fits the picture of the README (%s)', async (name, dark) => {
      const { width, mostHeight } = picture
      const { page } = await showSummary(complete, { width, dark })
      const bottom = (await page.evaluate(
        'document.body.getBoundingClientRect().bottom'
      )) as number
      expect(bottom).toBeLessThan(mostHeight)
      if (process.env['DRAW']) {
        const height = Math.ceil(bottom)
        await page.setViewport({ width, height, deviceScaleFactor: 1.25 })
        await page.screenshot({
          path: join(root, 'docs/images', name)
        })
      }
      await page.close()
    })

    it('shows hostile texts as texts and executes none', async () => {
      const { page } = await showSummary(hostile)
      expect(await page.evaluate('window.executed')).toBeUndefined()
      expect(
        await page.evaluate(
          `document.body.querySelectorAll('img, iframe, h1, body > svg, [onerror], [onload], a[href^="javascript"]').length`
        )
      ).toBe(0)
      const text = await textOf(page)
      for (const attack of attacks.slice(0, 3)) expect(text).toContain(attack)
      expect(text).toContain('| a | [x](javascript:window.executed=4) |\\| b')
      expect(text).toContain('***bold*** _it_ ~~no~~ $x$ <!-- -->')
      await page.close()
    })
  })

  describe('the report', () => {
    it.each(Object.entries(all))(
      'is drawn whole, loads nothing and fits a phone (%s)',
      async (_, record) => {
        const { page, complaints, requests } = await show(reportHtml(record), {
          width: phone
        })
        const seen: unknown = await page.evaluate(`({
          executed: window.executed,
          headings: document.querySelectorAll('h1').length,
          width: document.documentElement.scrollWidth,
          styled: getComputedStyle(document.querySelector('section')).borderRadius !== '0px',
          active: document.querySelectorAll('script, iframe, img, object, link, form, [onerror], [onload]').length
        })`)
        expect({ seen, complaints, requests }).toEqual({
          seen: {
            executed: undefined,
            headings: 1,
            width: phone,
            styled: true,
            active: 0
          },
          complaints: [],
          requests: []
        })
        await page.close()
      }
    )

    it.each(barRecords)(
      'draws bars whose length is their value (%s)',
      async (_, record) => {
        const { page } = await show(reportHtml(record))
        await page.evaluate(unfold)
        for (const bars of (await page.evaluate(barsOfTables)) as Bar[][])
          expectProportional(bars, 'width', 120)
        await page.close()
      }
    )

    it.each(yearRecords)(
      'draws columns of years from 0 (%s)',
      async (_, record, years) => {
        const { page } = await show(reportHtml(record))
        await page.evaluate(unfold)
        const [bars = []] = (await page.evaluate(barsOfCharts)) as Bar[][]
        expect(bars).toHaveLength(years)
        if (years > 0) expectProportional(bars, 'height', 140)
        // All of them stand on the base line.
        for (const bar of bars) expect(bar.gap).toBeLessThan(1)
        await page.close()
      }
    )

    it.each(Object.entries(situations))(
      'shows its tables whole on a phone (%s)',
      async (_, record) => {
        const { page } = await show(reportHtml(record), { width: phone })
        await page.evaluate(unfold)
        const cut: unknown = await page.evaluate(
          `[...document.querySelectorAll('.scroll')].filter(box => box.scrollWidth > box.clientWidth).length`
        )
        expect(cut).toBe(0)
        await page.close()
      }
    )

    it.each(Object.entries(situations))(
      'is printed with no column cut off (%s)',
      async (_, record) => {
        const { page } = await show(reportHtml(record), { width: paper })
        await page.emulateMediaType('print')
        const seen: unknown = await page.evaluate(`({
          width: document.documentElement.scrollWidth,
          cut: [...document.querySelectorAll('.scroll, figure')].filter(box => box.scrollWidth > box.clientWidth).length,
          repeated: [...document.querySelectorAll('tfoot')].filter(foot => getComputedStyle(foot).display === 'table-footer-group').length
        })`)
        expect(seen).toEqual({ width: paper, cut: 0, repeated: 0 })
        await page.close()
      }
    )

    it('runs no script even where one gets in', async () => {
      const page = reportHtml(complete).replace(
        '</main>',
        '<script>window.executed = 1</script><img src="http://127.0.0.1:9/x" onerror="window.executed = 2"><p id="p" style="color: red">x</p></main>'
      )
      const shown = await show(page)
      expect(await shown.page.evaluate('window.executed')).toBeUndefined()
      expect(
        await shown.page.evaluate(
          `getComputedStyle(document.getElementById('p')).color`
        )
      ).not.toBe('rgb(255, 0, 0)')
      expect(shown.complaints.join()).toContain('Content Security Policy')
      await shown.page.close()
    })

    it('shows hostile texts as texts', async () => {
      const { page } = await show(reportHtml(hostile))
      const text = await textOf(page)
      for (const attack of attacks.slice(0, 3)) expect(text).toContain(attack)
      await page.close()
    })

    it('is dark where the reader likes it dark, with text that can be read', async () => {
      for (const dark of [false, true]) {
        const { page } = await show(reportHtml(simulated), { dark })
        const contrasts = (await page.evaluate(contrastsOfText)) as number[]
        const background = (await page.evaluate(
          'getComputedStyle(document.body).backgroundColor'
        )) as string
        expect(background).toBe(dark ? 'rgb(13, 17, 23)' : 'rgb(246, 248, 250)')
        expect(contrasts.length).toBeGreaterThan(50)
        // WCAG 2.2, 1.4.3
        expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(4.5)
        await page.close()
      }
    })
  })
})

interface Bar {
  value: number
  width: number
  height: number
  /** Between its foot and the base line. */
  gap: number
}

/** Opens what is folded. */
const unfold = `document.querySelectorAll('details').forEach(details => { details.open = true })`

const barOf = `bar => {
  const { width, height, bottom } = bar.getBoundingClientRect()
  const base = bar.ownerSVGElement.querySelector('.axis')?.getBoundingClientRect().top ?? bottom
  return { value: Number(bar.dataset.value), width, height, gap: Math.abs(base - bottom) }
}`
const barsOfTables = `[...document.querySelectorAll('table')].map(table => [...table.querySelectorAll('rect')].map(${barOf})).filter(bars => bars.length > 0)`
const barsOfCharts = `[...document.querySelectorAll('svg.columns')].map(svg => [...svg.querySelectorAll('rect')].map(${barOf}))`

/** The largest value has the full length, and every other its share of it, down to nothing. */
function expectProportional(
  bars: readonly Bar[],
  side: 'width' | 'height',
  full: number
): void {
  const largest = Math.max(...bars.map(bar => bar.value))
  for (const bar of bars)
    expect(Math.abs(bar[side] - (bar.value / largest) * full)).toBeLessThan(0.5)
}

/** The contrast of every element that holds text with what is behind it. */
const contrastsOfText = `(() => {
  const channels = color => color.match(/[\\d.]+/g).map(Number)
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(c => c / 255).map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    return 0.2126 * x + 0.7152 * y + 0.0722 * z
  }
  const behind = element => {
    const [r, g, b, a = 1] = channels(getComputedStyle(element).backgroundColor)
    return a === 1 ? [r, g, b] : behind(element.parentElement)
  }
  return [...document.body.querySelectorAll('*')]
    .filter(element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim() !== ''))
    .map(element => {
      const style = getComputedStyle(element)
      const text = luminance(channels(element instanceof SVGElement ? style.fill : style.color))
      const ground = luminance(behind(element))
      return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05)
    })
})()`
