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

/** Millions of IDs, and how often each is measured, in turn with `sort`. */
const sizes = [
  [1, 7],
  [5, 3],
  [20, 1]
]
const duplicates = 0.05

/** Prints times, ratios, growth and peak memory. `BENCH_IDS=100` measures 100 million instead, without `sort`. */
export async function ids() {
  const directory = await mkdtemp(join(tmpdir(), 'bench-ids-'))
  try {
    await bundlePrepare(directory)
    const only = Number(process.env.BENCH_IDS ?? 0)
    const results = []
    for (const [millions, rounds] of only > 0 ? [[only, 1]] : sizes)
      results.push(await measure(directory, millions * 1e6, rounds, only === 0))
    report(results)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

async function measure(directory, count, rounds, withSort) {
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

function report(results) {
  console.log(
    'Preparing shuffled IDs, 5 % of them twice; whole processes, medians, in turn:'
  )
  for (const { count, seconds, alone, sort, memory } of results) {
    const perId = (memory - 150e6) / count
    console.log(
      [
        `  ${count / 1e6} M`.padEnd(8),
        `${seconds.toFixed(2)} s`.padStart(9),
        sort === undefined
          ? ''
          : `   sort -u ${sort.toFixed(2)} s   ratio ${(seconds / sort).toFixed(2)}, without the start of Node ${(alone / sort).toFixed(2)}`,
        `   peak memory ${(memory / 1e6).toFixed(0)} MB`,
        ` = 150 MB ${perId < 0 ? '-' : '+'} ${Math.abs(perId).toFixed(1)} bytes an ID`
      ].join('')
    )
  }
  const [first, last] = [results[0], results.at(-1)]
  if (first !== last)
    console.log(
      `  time grows as n^${(Math.log(last.seconds / first.seconds) / Math.log(last.count / first.count)).toFixed(2)}`
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
