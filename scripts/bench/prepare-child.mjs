// Prepares one ID file, as a step with `dry-run` does, and prints what it took.
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { prepareIds } from '../../src/check/prepare-ids.ts'

const [directory, file] = process.argv.slice(2)
const work = await mkdtemp(join(directory, 'work-'))
const began = performance.now()
const { record } = await prepareIds(
  {
    patterns: [file],
    root: dirname(file),
    type: 'tweets',
    format: 'auto',
    columns: [],
    onInvalid: 'fail',
    onDamaged: 'fail',
    maxUploadSize: 128_000_000,
    directory: work
  },
  {
    log: { info() {}, debug() {}, mask() {}, warning: console.error },
    signal: new AbortController().signal,
    report() {}
  }
)
const alone = (performance.now() - began) / 1000
await rm(work, { recursive: true })
process.stdout.write(
  JSON.stringify({
    submitted: record.submitted,
    alone,
    memory: peakMemory()
  })
)

/** Bytes. On Linux `maxRSS` starts from that of the parent process. */
function peakMemory() {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024
  const status = readFileSync('/proc/self/status', 'utf8')
  return Number(/VmHWM:\s+(\d+)/.exec(status)[1]) * 1024
}
