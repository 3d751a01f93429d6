// Counting the result rows, against `wc -l` and against a script that parses each line with JSON.parse.
import { spawnSync } from 'node:child_process'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const script = fileURLToPath(import.meta.url)
const root = resolve(dirname(script), '../..')
const rows = 5_000_000
const rounds = 3

const reasons = ['deleted', 'suspended', 'protected', 'deactivated']

const signal = new AbortController().signal
const log = { info() {}, warning: console.warn, debug() {}, mask() {} }

/** Prints the medians and their ratios. */
export async function results() {
  const directory = await mkdtemp(join(tmpdir(), 'bench-results-'))
  try {
    await writeRows(join(directory, 'rows.ndjson'))
    await build({
      stdin: {
        contents: ['results/rows', 'results/tally', 'ids/id-set']
          .map(name => `export * from './${name}.js'`)
          .join('\n'),
        resolveDir: join(root, 'src')
      },
      outfile: join(directory, 'results.mjs'),
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'error'
    })
    const seconds = { wc: [], parse: [], tally: [], lists: [] }
    for (let round = 0; round < rounds; round++)
      for (const [name, times] of Object.entries(seconds))
        times.push(name === 'wc' ? wc(directory) : inChild(name, directory))
    report(seconds)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

function report(seconds) {
  const [wc, parse, tally, lists] = Object.values(seconds).map(median)
  const line = (what, time) =>
    `  ${what.padEnd(48)}${(rows / time / 1e6).toFixed(2).padStart(6)} M rows/s`
  console.log(
    [
      `Counting ${rows / 1e6} M result rows of about 150 bytes, median of ${rounds} in turn:`,
      line('wc -l', wc),
      line('JSON.parse for each line of readline', parse),
      line('the action: rows checked, counted and joined', tally),
      line('the same, with the four lists', lists),
      `  times as fast as JSON.parse                     ${(parse / tally).toFixed(1)}, with lists ${(parse / lists).toFixed(1)}`,
      `  the same by CPU                                 ${(median(cpus.parse) / median(cpus.tally)).toFixed(1)}, with lists ${(median(cpus.parse) / median(cpus.lists)).toFixed(1)}`,
      `  peak memory in MB                               ${peaks.tally.toFixed(0)}, with lists ${peaks.lists.toFixed(0)}; JSON.parse ${peaks.parse.toFixed(0)}`,
      `  times as slow as wc -l                          ${(tally / wc).toFixed(1)}, with lists ${(lists / wc).toFixed(1)}`
    ].join('\n')
  )
}

function idOf(row) {
  return 1_160_164_550_000_000_000n + BigInt(row) * 4_194_304n
}

/** Rows as X writes them: a third with a date of redaction, an empty line now and then. */
async function writeRows(path) {
  const file = createWriteStream(path)
  for (let row = 0; row < rows;) {
    let text = ''
    for (const end = row + 10_000; row < end; row++) {
      const redacted =
        row % 3 === 0 ? '"redacted_at":"2020-07-29T17:02:47.000Z",' : ''
      text += `{"id":"${idOf(row)}","action":"delete","created_at":"201${row % 10}-08-10T12:22:39.022Z",${redacted}"reason":"${reasons[(row % 7) % 4]}"}\n`
    }
    if (!file.write(`${text}\n`))
      await new Promise(drained => file.once('drain', drained))
  }
  file.end()
  await finished(file)
}

function wc(directory) {
  const began = performance.now()
  spawnSync('wc', ['-l', join(directory, 'rows.ndjson')])
  return (performance.now() - began) / 1000
}

/** Seconds of the work alone, in a process of its own. */
function inChild(what, directory) {
  const child = spawnSync(process.execPath, [script, what, directory], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit']
  })
  if (child.status !== 0) throw new Error(`${what} failed`)
  const [seconds, megabytes, cpu] = child.stdout.split(' ').map(Number)
  peaks[what] = Math.max(peaks[what] ?? 0, megabytes)
  ;(cpus[what] ??= []).push(cpu)
  return seconds
}

/** Peak memory by work, in MB. */
const peaks = {}

/** Seconds of CPU by work, which other processes disturb less than the time. */
const cpus = {}

const works = { parse: parseEach, tally, lists: tally }

async function parseEach(directory) {
  const counts = {}
  const input = createReadStream(join(directory, 'rows.ndjson'))
  for await (const line of createInterface({ input }))
    if (line !== '') {
      const { reason } = JSON.parse(line)
      counts[reason] = (counts[reason] ?? 0) + 1
    }
  return Object.values(counts).reduce((a, b) => a + b)
}

async function tally(directory, submitted) {
  const { PartRows, tallyRows } = await load(directory)
  const part = new PartRows({
    part: 1,
    path: join(directory, 'part-1.ndjson'),
    directory,
    range: undefined,
    mostBytes: undefined,
    signal
  })
  // As a download brings them.
  for await (const chunk of createReadStream(join(directory, 'rows.ndjson')))
    await part.write(chunk)
  await part.end()
  const { counts } = await tallyRows(
    {
      parts: [part],
      resultsPath: join(directory, 'joined.ndjson'),
      submitted,
      listsDirectory: submitted && directory,
      directory
    },
    { log, signal }
  )
  return counts.events
}

async function submittedSet(directory) {
  const { IdCollector } = await load(directory)
  const collector = new IdCollector({ directory })
  const chunk = new BigUint64Array(10_000)
  for (let row = 0; row < rows; row += chunk.length) {
    for (const index of chunk.keys()) chunk[index] = idOf(row + index)
    collector.addAll(chunk)
  }
  return collector.finish()
}

function load(directory) {
  return import(pathToFileURL(join(directory, 'results.mjs')).href)
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}

if (process.argv[1] === script) {
  const [what, directory] = process.argv.slice(2)
  if (what === undefined) await results()
  else {
    const set = what === 'lists' ? await submittedSet(directory) : undefined
    const before = process.cpuUsage()
    const began = performance.now()
    const counted = await works[what](directory, set)
    if (counted !== rows) throw new Error(`${counted} of ${rows} rows counted`)
    const seconds = (performance.now() - began) / 1000
    const { user, system } = process.cpuUsage(before)
    const { maxRSS } = process.resourceUsage()
    const cpu = (user + system) / 1e6
    process.stdout.write(`${seconds} ${maxRSS / 1000} ${cpu}`)
  }
}
