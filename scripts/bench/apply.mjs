// Times the built `apply` on JSON Lines against the script that people write: readline, JSON.parse, drop, stringify.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  closeSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const posts = 250_000

const script = `
import { createReadStream, createWriteStream, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
const [data, list, result] = process.argv.slice(2)
const gone = new Set(readFileSync(list, 'utf8').split('\\n'))
const out = createWriteStream(result)
for await (const line of createInterface({ input: createReadStream(data) })) {
  const post = JSON.parse(line)
  if (gone.has(post.id_str)) continue
  if (!out.write(JSON.stringify(post) + '\\n'))
    await new Promise(go => out.once('drain', go))
}
out.end()
`

export async function apply() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-apply-'))
  try {
    const data = join(folder, 'data.jsonl')
    const gone = writePosts(data)
    const results = writeResults(join(folder, 'results'), gone)
    const megabytes = statSync(data).size / 1e6
    writeFileSync(join(folder, 'script.mjs'), script)
    const seconds = {
      script: time(folder, [
        join(folder, 'script.mjs'),
        data,
        join(results, 'delete.txt'),
        join(folder, 'result.jsonl')
      ]),
      plan: time(folder, [resolve('dist/apply/index.js')], {
        INPUT_DATA: data,
        INPUT_RESULTS: results
      })
    }
    const copy = join(folder, 'copy.jsonl')
    copyFileSync(data, copy)
    seconds.replace = time(folder, [resolve('dist/apply/index.js')], {
      INPUT_DATA: copy,
      INPUT_RESULTS: results,
      INPUT_MODE: 'replace'
    })
    console.log(`apply: ${posts} posts of v1.1, ${megabytes.toFixed(0)} MB`)
    for (const [name, took] of Object.entries(seconds))
      console.log(
        `  ${name.padEnd(8)} ${took.toFixed(2)} s, ${(megabytes / took).toFixed(0)} MB/s, ${(seconds.script / took).toFixed(1)} × the script`
      )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Seconds that a process takes, start and all. */
function time(folder, args, env = {}) {
  const start = performance.now()
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    env: { ...process.env, RUNNER_TEMP: folder, ...env },
    encoding: 'utf8'
  })
  if (status !== 0) throw new Error(stdout + stderr)
  return (performance.now() - start) / 1000
}

function writePosts(path) {
  const file = openSync(path, 'w')
  const gone = []
  for (let n = 0; n < posts; n++) {
    const id = String(1_200_000_000_000_000_000n + BigInt(n) * 977n)
    if (n % 20 === 3) gone.push(id)
    writeSync(file, `${JSON.stringify(post(id, n))}\n`)
  }
  closeSync(file)
  return gone
}

function post(id, n) {
  return {
    created_at: 'Fri Nov 22 00:00:00 +0000 2019',
    id_str: id,
    full_text: `made up text of some length ${n} `.repeat(4),
    truncated: false,
    entities: { hashtags: [], symbols: [], user_mentions: [], urls: [] },
    user: {
      id_str: String(42 + (n % 500)),
      name: 'Some One',
      screen_name: 'someone',
      location: 'Mainz, Germany',
      description: 'made up profile '.repeat(5),
      followers_count: 7,
      statuses_count: 100
    },
    geo: null,
    coordinates: null,
    place: null,
    retweet_count: 0,
    favorite_count: 0,
    lang: 'en'
  }
}

function writeResults(folder, gone) {
  mkdirSync(folder)
  const lists = {}
  for (const name of ['delete', 'scrub-geo', 'refetch', 'review']) {
    const ids = name === 'delete' ? gone : []
    const text = ids.map(id => `${id}\n`).join('')
    writeFileSync(join(folder, `${name}.txt`), text)
    const sha256 = createHash('sha256').update(text).digest('hex')
    lists[name] = { ids: ids.length, sha256 }
  }
  writeFileSync(
    join(folder, 'report.json'),
    JSON.stringify({
      schema: 2,
      simulated: false,
      status: 'complete',
      settings: { type: 'tweets' },
      outputs: {
        'checked-at': new Date().toISOString(),
        parts: '1',
        'parts-complete': '1'
      },
      lists
    })
  )
  return folder
}
