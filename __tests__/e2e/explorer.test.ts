// The API explorer of the built simulator in a real browser: the four steps by clicking, and nothing from elsewhere.
import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser, Page } from 'puppeteer-core'
import { browserRuns, launchBrowser } from '../docs/pages/browser.js'
import { actionDist } from '../support/rig.js'

const describeHere = browserRuns ? describe : describe.skip

let browser: Browser
const running: ChildProcess[] = []
beforeAll(async () => {
  if (browserRuns) browser = await launchBrowser()
}, 60_000)
afterAll(async () => {
  running.forEach(child => child.kill())
  if (browserRuns) await browser.close()
})

/** Starts the command; gives its base URL. */
function startCommand(...args: string[]): Promise<string> {
  const child = spawn(process.execPath, [
    join(actionDist, 'local/index.js'),
    'simulator',
    '--job-time=0',
    '--ids-per-second=1000000',
    ...args
  ])
  running.push(child)
  return new Promise((resolve, reject) => {
    let printed = ''
    child.once('close', () => reject(new Error(printed)))
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)
      if (url) resolve(url[0])
    })
  })
}

/** Clicks, as a person would again, until what the click brings is there: a page that still loads hears nothing. */
async function clickUntil(
  page: Page,
  button: string,
  brings: string
): Promise<void> {
  await page.waitForSelector(button)
  for (let tries = 1; ; tries++) {
    await page.$eval(button, element => {
      ;(element as unknown as { click(): void }).click()
    })
    const came = await page
      .waitForSelector(brings, { timeout: 15_000 })
      .catch(() => undefined)
    if (came) return
    if (tries === 3) throw new Error(`nothing came of ${button}`)
  }
}

/** Opens an operation, executes it, and gives what is shown of its answer. */
async function execute(page: Page, operationId: string): Promise<string> {
  const block = `[id$="-${operationId}"]`
  const answer = `${block} .live-responses-table tbody tr.response`
  await clickUntil(
    page,
    `${block} .opblock-summary-control`,
    `${block} .execute`
  )
  await clickUntil(page, `${block} button.execute`, answer)
  return String(
    await page.evaluate(
      `document.querySelector(${JSON.stringify(answer)}).textContent`
    )
  )
}

describeHere('the explorer (left out where the browser does not run)', () => {
  it.each([
    [
      'current',
      'uploadComplianceJobSubmission',
      'downloadComplianceJobResults'
    ],
    ['storage', 'putSubmission', 'getDelivery']
  ])(
    'takes a person through the four steps of the %s flow',
    async (flow, upload, download) => {
      const url = await startCommand(`--flow=${flow}`)
      const page = await browser.newPage()
      const elsewhere: string[] = []
      const errors: string[] = []
      page.on('request', request => {
        const { protocol, hostname } = new URL(request.url())
        if (protocol !== 'data:' && hostname !== '127.0.0.1')
          elsewhere.push(request.url())
      })
      page.on('pageerror', error => errors.push(String(error)))
      await page.goto(`${url}/`)
      expect(await execute(page, 'createComplianceJobs')).toMatch(
        /^200.*"status": "created"/s
      )
      expect(await execute(page, upload)).toMatch(/^200/)
      expect(await execute(page, 'getComplianceJobsById')).toMatch(
        /^200.*"status": "complete"/s
      )
      expect(await execute(page, download)).toMatch(
        /^200.*1265324480517361675/s
      )
      expect(elsewhere).toEqual([])
      expect(errors).toEqual([])
      await page.close()
    },
    60_000
  )
})
