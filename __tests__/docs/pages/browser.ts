// A real browser for tests, out of an npm package; it is kept off the network.
import chromium from '@sparticuz/chromium'
import puppeteer, { type Browser } from 'puppeteer-core'

/** Whether that browser runs on this machine; it is built for Linux on x64 only. */
export const browserRuns =
  process.platform === 'linux' && process.arch === 'x64'

export async function launchBrowser(): Promise<Browser> {
  return puppeteer.launch({
    executablePath: await chromium.executablePath(),
    headless: 'shell',
    args: [
      ...chromium.args,
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-domain-reliability',
      '--disable-sync',
      '--no-default-browser-check',
      '--no-first-run',
      '--no-pings',
      '--proxy-server=127.0.0.1:9'
    ]
  })
}
