// Time from the start of the process to its first request, against a bundle that holds the same dependencies and does nothing else.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const rounds = 11

/** Loads every dependency of the bundle, then makes the same request. */
const nothingElse = `
import '@actions/artifact'
import 'yauzl'
import 'zod/mini'
import { HttpClient } from '@actions/http-client'
await new HttpClient().get(process.env['INPUT_API-URL'] + '/2/compliance/jobs')
process.exit(0)
`

/** The least that Node needs for the same request. */
const bareNode = `
import { get } from 'node:http'
get(process.env['INPUT_API-URL'] + '/2/compliance/jobs')
`

/** Prints the medians and their ratio. */
export async function startUp() {
  const directory = mkdtempSync(join(root, '.bench-start-up-'))
  const server = createServer()
  try {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const bundle = buildComparison(directory)
    const environment = stage(directory, server.address().port)
    const action = join(root, 'dist/index.js')
    const bare = join(directory, 'bare.mjs')
    writeFileSync(bare, bareNode)
    const times = new Map([action, bundle, bare].map(script => [script, []]))
    for (let round = 0; round < rounds; round++)
      for (const [script, measured] of times)
        measured.push(await firstRequest(server, script, environment))
    const [ours, theirs, least] = [...times.values()].map(median)
    console.log(
      [
        `Start to first request, median of ${rounds} in turn:`,
        `  the action (with one ID file read and judged)  ${ours.toFixed(0)} ms`,
        `  its dependencies alone, all loaded             ${theirs.toFixed(0)} ms`,
        `  Node alone, with \`node:http\`                   ${least.toFixed(0)} ms`,
        `  ratio to the dependencies                      ${(ours / theirs).toFixed(2)}`
      ].join('\n')
    )
  } finally {
    server.close()
    server.closeAllConnections()
    rmSync(directory, { recursive: true, force: true })
  }
}

function buildComparison(directory) {
  const entry = join(directory, 'index.mjs')
  writeFileSync(entry, nothingElse)
  const ncc = createRequire(import.meta.url).resolve(
    '@vercel/ncc/dist/ncc/cli.js'
  )
  const out = join(directory, 'bundle')
  const built = spawnSync(
    process.execPath,
    [ncc, 'build', entry, '--out', out],
    { cwd: root, encoding: 'utf8' }
  )
  if (built.status !== 0) throw new Error(built.stdout + built.stderr)
  return join(out, 'index.mjs')
}

/** What a runner gives a step that reads one small file and publishes nothing. */
function stage(directory, port) {
  writeFileSync(join(directory, 'ids.txt'), '1200000000000000001\n')
  return {
    PATH: process.env.PATH,
    GITHUB_WORKSPACE: directory,
    RUNNER_TEMP: directory,
    INPUT_IDS: 'ids.txt',
    INPUT_PUBLISH: 'none',
    'INPUT_BEARER-TOKEN': 'A'.repeat(30),
    'INPUT_API-URL': `http://127.0.0.1:${port}`
  }
}

/** ms */
async function firstRequest(server, script, env) {
  const began = performance.now()
  const child = spawn(process.execPath, [script], {
    cwd: env.GITHUB_WORKSPACE,
    env,
    stdio: 'ignore'
  })
  const arrived = once(server, 'request').then(([, response]) => {
    response.destroy()
    return performance.now() - began
  })
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${script} ended with code ${code} before its request`)
  })
  try {
    return await Promise.race([arrived, ended])
  } finally {
    ended.catch(() => undefined)
    child.kill('SIGKILL')
    await once(child, 'close').catch(() => undefined)
  }
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await startUp()
