// A whole run of 6 million IDs against a service that answers at once: the action, and a script with `twitter-api-v2`, which checks nothing.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream, statSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { finished } from 'node:stream/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const ids = 6_000_000
/** Every fifth has a row: of an old set, X finds more. */
const rowEvery = 5
const rounds = 3

/** What a user would write with the client, which knows X's host only. */
const script = `
import { readFile } from 'node:fs/promises'
import { Agent } from 'node:http'
import { TwitterApi } from 'twitter-api-v2'
const [path, url] = process.argv.slice(2)
const { v2 } = new TwitterApi('A'.repeat(30), { httpAgent: new Agent() })
v2._prefix = url + '/2/'
const ids = (await readFile(path, 'utf8')).trim().split('\\n')
const { data: job } = await v2.sendComplianceJob({ type: 'tweets', name: 'b', ids })
const { data: done } = await v2.complianceJob(job.id)
const counts = {}
for (const { reason } of await v2.complianceJobResult(done))
  counts[reason] = (counts[reason] ?? 0) + 1
console.log(counts)
`

/** Leaves what the process took at the path in BENCH_TOOK. */
const meter = `
import { readFileSync, writeFileSync } from 'node:fs'
process.on('exit', () => {
  const { user, system } = process.cpuUsage()
  const peak = process.platform === 'linux'
    ? Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1])
    : process.resourceUsage().maxRSS
  writeFileSync(process.env.BENCH_TOOK, JSON.stringify({ cpu: (user + system) / 1e6, peak: peak / 1000 }))
})
`

/** Prints the medians and their ratios. */
export async function wholeRun() {
  const directory = await mkdtemp(join(root, '.bench-whole-run-'))
  const server = createServer()
  try {
    await writeData(directory)
    await writeFile(join(directory, 'script.mjs'), script)
    await writeFile(join(directory, 'meter.mjs'), meter)
    server.on('request', service(join(directory, 'rows.ndjson')))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const url = `http://127.0.0.1:${server.address().port}`
    const path = join(directory, 'ids.txt')
    const commands = {
      action: [join(root, 'dist/index.js')],
      client: [join(directory, 'script.mjs'), path, url]
    }
    const took = { action: [], client: [] }
    for (let round = 0; round < rounds; round++)
      for (const [name, command] of Object.entries(commands))
        took[name].push(await run(directory, command, url))
    report(took)
  } finally {
    server.close()
    server.closeAllConnections()
    await rm(directory, { recursive: true, force: true })
  }
}

function report({ action, client }) {
  const of = (each, what) => median(each.map(one => one[what]))
  const line = (name, each) =>
    `  ${name.padEnd(40)}${of(each, 'wall').toFixed(1).padStart(6)} s ${of(each, 'cpu').toFixed(1).padStart(6)} s of CPU ${of(each, 'peak').toFixed(0).padStart(6)} MB`
  const ratio = what => (of(action, what) / of(client, what)).toFixed(2)
  console.log(
    [
      `A whole run of ${ids / 1e6} M IDs with ${ids / rowEvery / 1e6} M rows, median of ${rounds} in turn:`,
      line('the action', action),
      line('a script with twitter-api-v2', client),
      `  ratio: time ${ratio('wall')}, CPU ${ratio('cpu')}, memory ${ratio('peak')}`
    ].join('\n')
  )
}

function idOf(index) {
  // With a sequence number: IDs that doubles hold are taken for rounded ones.
  return (
    1_160_164_550_000_000_000n +
    BigInt(index) * 4_194_304n +
    BigInt(index % 997)
  )
}

async function writeData(directory) {
  const list = createWriteStream(join(directory, 'ids.txt'))
  const rows = createWriteStream(join(directory, 'rows.ndjson'))
  for (let index = 0; index < ids;) {
    let lines = ''
    let found = ''
    for (const end = index + 10_000; index < end; index++) {
      lines += `${idOf(index)}\n`
      if (index % rowEvery === 0)
        found += `{"id":"${idOf(index)}","action":"delete","created_at":"2019-08-10T12:22:39.022Z","reason":"deleted"}\n`
    }
    for (const [file, text] of [
      [list, lines],
      [rows, found]
    ])
      if (!file.write(text)) await once(file, 'drain')
  }
  list.end()
  rows.end()
  await Promise.all([finished(list), finished(rows)])
}

/** Every job is complete once something was uploaded to it. */
function service(path) {
  const jobs = new Map()
  const { size } = statSync(path)
  return async (request, response) => {
    const base = `http://${request.headers.host}/2/compliance/jobs`
    const [, id, end] =
      /\/jobs(?:\/(\d+)(?:\/(\w+))?)?(?:\?|$)/.exec(request.url) ?? []
    let body = ''
    for await (const chunk of request)
      if (request.method === 'POST') body += chunk
    if (end === 'download') {
      response.writeHead(200, {
        'content-type': 'application/octet-stream',
        'content-length': size
      })
      createReadStream(path).pipe(response)
      return
    }
    if (request.method === 'POST') {
      const key = String(1_967_000_000_000_000_000n + BigInt(jobs.size))
      jobs.set(key, {
        ...JSON.parse(body),
        id: key,
        status: 'created',
        created_at: new Date().toISOString(),
        upload_url: `${base}/${key}/upload?token=up-${key}`,
        download_url: `${base}/${key}/download?token=down-${key}`
      })
      return answer(response, { data: jobs.get(key) })
    }
    if (end === 'upload') jobs.get(id).status = 'complete'
    // An empty list: each run is to make its own job.
    answer(
      response,
      id ? { data: jobs.get(id) } : { meta: { result_count: 0 } }
    )
  }
}

function answer(response, value) {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(value))
}

async function run(directory, command, url) {
  const temporary = await mkdtemp(join(tmpdir(), 'bench-run-'))
  const took = join(temporary, 'took.json')
  const began = performance.now()
  const child = spawn(
    process.execPath,
    ['--import', pathToFileURL(join(directory, 'meter.mjs')).href, ...command],
    {
      cwd: directory,
      env: {
        PATH: process.env.PATH,
        BENCH_TOOK: took,
        GITHUB_WORKSPACE: directory,
        RUNNER_TEMP: temporary,
        INPUT_IDS: 'ids.txt',
        INPUT_PUBLISH: 'none',
        'INPUT_POLL-INTERVAL': '1s',
        'INPUT_BEARER-TOKEN': 'A'.repeat(30),
        'INPUT_API-URL': url
      },
      stdio: ['ignore', 'ignore', 'inherit']
    }
  )
  const [code] = await once(child, 'close')
  const wall = (performance.now() - began) / 1000
  if (code !== 0) throw new Error(`${command[0]} ended with ${code}`)
  const measured = JSON.parse(await readFile(took, 'utf8'))
  await rm(temporary, { recursive: true })
  return { wall, ...measured }
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await wholeRun()
