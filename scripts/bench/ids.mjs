// Preparing shuffled IDs (reading, judging, deduplicating, sorting, hashing, writing parts) against `LC_ALL=C sort -u`.
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import {
  bundlePrepare,
  median,
  randomNumbers,
  timed,
  timedPrepare
} from './measure.mjs'

/** Millions of IDs, how often each is measured, whether in turn with `sort`; and what is promised: the ratio to `sort`, bytes of peak memory. */
const sizes = [
  { millions: 1, rounds: 7, withSort: true, mostMemory: 150e6 },
  { millions: 5, rounds: 3, withSort: true },
  { millions: 20, rounds: 1, withSort: true, mostRatio: 0.2 },
  { millions: 100, rounds: 1, withSort: false, mostMemory: 500e6 }
]
const duplicates = 0.05

/** Prints times, ratios, growth and peak memory. */
export async function ids() {
  const directory = await mkdtemp(join(tmpdir(), 'bench-ids-'))
  try {
    await bundlePrepare(directory)
    console.log(
      'Preparing shuffled IDs, 5 % of them twice; whole processes, medians, in turn:'
    )
    const results = []
    for (const size of sizes) {
      const result = await measure(directory, size)
      report(result, size)
      results.push(result)
    }
    const [first, last] = [results[0], results.at(-1)]
    const growth =
      Math.log(last.seconds / first.seconds) /
      Math.log(last.count / first.count)
    console.log(`  time grows as n^${growth.toFixed(2)}`)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

async function measure(directory, { millions, rounds, withSort }) {
  const count = millions * 1e6
  const file = join(directory, 'ids.txt')
  const sorted = join(directory, 'sorted.txt')
  await writeShuffled(file, count)
  const ours = []
  const theirs = []
  for (let round = 0; round < rounds; round++) {
    ours.push(timedPrepare(directory, file))
    if (!withSort) continue
    const env = { LC_ALL: 'C', TMPDIR: directory }
    theirs.push(timed('sort', ['-u', '-o', sorted, file], env).seconds)
  }
  if (withSort && (await countLines(sorted)) !== ours[0].submitted)
    throw new Error('sort and the action differ in the number of distinct IDs')
  return {
    count,
    seconds: median(ours.map(each => each.seconds)),
    alone: median(ours.map(each => each.alone)),
    sort: withSort ? median(theirs) : undefined,
    memory: Math.max(...ours.map(each => each.memory))
  }
}

function report(
  { seconds, alone, sort, memory },
  { millions, mostRatio, mostMemory }
) {
  const goal = limit => (limit ? ` (goal: ${limit} or less)` : '')
  const bySort =
    sort === undefined
      ? ''
      : `, sort -u ${sort.toFixed(2)} s: ratio ${(seconds / sort).toFixed(2)}${goal(mostRatio)}, without the start of Node ${(alone / sort).toFixed(2)}`
  const ofMemory = mostMemory
    ? `: ${(memory / mostMemory).toFixed(2)} of ${mostMemory / 1e6} MB (goal: below 1)`
    : ''
  console.log(
    `  ${millions} M: ${seconds.toFixed(2)} s${bySort}\n    peak memory ${(memory / 1e6).toFixed(0)} MB${ofMemory}`
  )
}

/** IDs as posts got them from 2011 to 2026, in no order. */
async function writeShuffled(path, count) {
  const random = randomNumbers(20_261_121)
  const ids = new BigUint64Array(count)
  const halves = new Uint32Array(ids.buffer)
  const distinct = Math.floor(count * (1 - duplicates))
  for (let i = 0; i < distinct; i++) {
    halves[2 * i] = random()
    halves[2 * i + 1] = 0x01000000 + (random() % 0x1a000000)
  }
  for (let i = distinct; i < count; i++) ids[i] = ids[random() % distinct]
  for (let i = count - 1; i > 0; i--) {
    const other = random() % (i + 1)
    const id = ids[i]
    ids[i] = ids[other]
    ids[other] = id
  }
  const file = createWriteStream(path)
  for (let i = 0; i < count; i += 100_000)
    if (!file.write(`${ids.subarray(i, i + 100_000).join('\n')}\n`))
      await new Promise(drained => file.once('drain', drained))
  file.end()
  await finished(file)
}

async function countLines(path) {
  let lines = 0
  for await (const bytes of createReadStream(path, { highWaterMark: 1 << 20 }))
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1))
      lines++
  return lines
}
