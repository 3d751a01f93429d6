// `npm start` and `npm run simulator` of the built bundle, with nothing installed, on every Node at hand.
import { eventOutputs } from '../../src/domain.js'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, readdir, readFile } from 'node:fs/promises'
import { delimiter, join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startSimulator, type Simulator } from '../../src/simulator/index.js'
import { temporaryFolders } from '../support/folders.js'
import { actionDist } from '../support/rig.js'

const folder = temporaryFolders()
let project: string

/** A clone as it is before anything is installed. */
beforeAll(async () => {
  project = await folder()
  await cp(actionDist, join(project, 'dist'), { recursive: true })
  for (const name of ['action.yml', 'package.json', 'examples'])
    await cp(resolve(name), join(project, name), { recursive: true })
})

/** The Node that runs the tests, and the machine's own where it is another. */
const nodes = [process.execPath, ...ownNode()]

function ownNode(): string[] {
  const path = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter(part => !part.includes('node_modules'))
    .join(delimiter)
  const { stdout, status } = spawnSync(
    'node',
    ['-p', 'JSON.stringify([process.execPath, process.version])'],
    { env: { ...process.env, PATH: path }, encoding: 'utf8' }
  )
  if (status !== 0) return []
  const [node, version] = JSON.parse(stdout) as [string, string]
  return version === process.version ? [] : [node]
}

interface Started {
  code: number | null
  text: string
  /** From the start, in ms. */
  took: number
  outputs: Record<string, string>
}

/** Runs `npm start -- <args>`, called from a folder below the project's. */
async function start(
  args: readonly string[],
  {
    node = process.execPath,
    from = '.',
    env = {},
    interruptOn
  }: {
    node?: string
    from?: string
    env?: Record<string, string>
    interruptOn?: RegExp
  } = {}
): Promise<Started> {
  const began = performance.now()
  const child = spawn(node, ['dist/local/index.js', 'start', ...args], {
    cwd: project,
    env: {
      INIT_CWD: join(project, from),
      SystemRoot: process.env['SystemRoot'],
      ...env
    },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  child.stdout.on('data', chunk => {
    if (interruptOn?.test(String(chunk))) child.kill('SIGINT')
  })
  const [said, [code]] = await Promise.all([
    text(child.stdout),
    once(child, 'exit') as Promise<[number | null]>
  ])
  const outputs = await readFile(join(project, 'out/outputs.json'), 'utf8')
  return {
    code,
    text: said,
    took: performance.now() - began,
    outputs: JSON.parse(outputs) as Record<string, string>
  }
}

const sum = (outputs: Record<string, string>, names: readonly string[]) =>
  names.reduce((total, name) => total + Number(outputs[name]), 0)

/** What is unpacked, and the rows in it. */
async function unpacked(name: string) {
  const directory = join(project, 'out/artifacts', name)
  const rows = await readFile(join(directory, 'results.ndjson'), 'utf8')
  return {
    files: (await readdir(directory)).sort(),
    rows: rows.split('\n').length - 1
  }
}

describe.each(nodes)('npm start on %s', node => {
  it('plays the whole job on the examples, and leaves everything in out/', async () => {
    const { code, text: said, took, outputs } = await start([], { node })
    const name = 'simulated-compliance-results-tweets'
    expect(code).toBe(0)
    expect(took).toBeLessThan(20_000)
    expect(outputs).toMatchObject({
      status: 'complete',
      'error-code': '',
      'ids-read': '1000',
      'ids-submitted': '1000',
      'artifact-name': name,
      simulated: 'true'
    })
    expect(sum(outputs, ['ids-affected', 'ids-unaffected'])).toBe(1000)
    expect(sum(outputs, eventOutputs)).toBe(Number(outputs['events']))
    const { files, rows } = await unpacked(name)
    expect(rows).toBe(sum(outputs, ['events', 'ids-refused']))
    expect(files).toEqual([
      'delete.txt',
      'refetch.txt',
      'report.html',
      'report.json',
      'results.ndjson',
      'review.txt',
      'scrub-geo.txt'
    ])
    expect(await readdir(join(project, 'out/artifacts'))).toContain(
      `${name}.zip`
    )
    expect(await readFile(join(project, 'out/summary.md'), 'utf8')).toMatch(
      /simulated/i
    )
    for (const words of ['1,000 IDs read', 'outputs.json', 'X_BEARER_TOKEN'])
      expect(said).toContain(words)
  })

  it('takes other files, from the folder that it is called from', async () => {
    const {
      code,
      outputs,
      text: said
    } = await start(['user-ids.txt', '--type=users', '--summary=false'], {
      node,
      from: 'examples'
    })
    expect(code).toBe(0)
    expect(outputs).toMatchObject({ 'ids-submitted': '100' })
    expect(said).toContain('\nuser-ids.txt:')
  })
})

describe('npm start', () => {
  it('takes flags that stand alone, and leaves nothing of an earlier run behind a mistake', async () => {
    const { outputs } = await start(['--dry-run'])
    expect(outputs).toMatchObject({ status: 'checked' })
    const page = join(project, 'out/report.html')
    expect(await readFile(page, 'utf8')).toMatch(/^<!doctype html>/i)
    await expect(start(['--dryrun'])).rejects.toThrow('ENOENT')
    await expect(readFile(page)).rejects.toThrow('ENOENT')
  })

  it('fails as the step does, and says why', async () => {
    await mkdir(join(project, 'empty'), { recursive: true })
    const {
      code,
      outputs,
      text: said
    } = await start(['missing.txt'], {
      from: 'empty'
    })
    expect(code).toBe(1)
    expect(outputs).toMatchObject({
      status: 'failed',
      'error-code': 'ids-not-found'
    })
    expect(said).toContain('Error: ')
  })

  const itWithSignals = process.platform === 'win32' ? it.skip : it
  itWithSignals('hands Ctrl-C on to the step', async () => {
    const { code, outputs, took } = await start(['--poll-interval=5m'], {
      interruptOn: /Next check at/
    })
    expect(code).toBe(1)
    expect(outputs).toMatchObject({
      status: 'cancelled',
      'error-code': 'cancelled'
    })
    expect(took).toBeLessThan(15_000)
  })
})

describe('npm start with a token', () => {
  let simulator: Simulator

  beforeAll(async () => {
    simulator = await startSimulator({ processing: { base: 50, perId: 0 } })
  })

  afterAll(() => simulator.close())

  it('runs against the API, and shows the token nowhere', async () => {
    const {
      code,
      outputs,
      text: said
    } = await start(
      ['--simulate=false', `--api-url=${simulator.url}`, '--poll-interval=1s'],
      { env: { X_BEARER_TOKEN: simulator.token } }
    )
    expect(code).toBe(0)
    expect(outputs).toMatchObject({
      status: 'complete',
      simulated: 'false',
      'artifact-name': 'compliance-results-tweets'
    })
    expect(simulator.jobs).toHaveLength(1)
    expect(said).not.toContain(simulator.token)
  })
})

it('npm run simulator serves until it is told to stop', async () => {
  const child = spawn(
    process.execPath,
    ['dist/local/index.js', 'simulator', '--port=0'],
    { cwd: project, stdio: ['ignore', 'pipe', 'inherit'] }
  )
  const ended = once(child, 'exit')
  const url = await new Promise<string>(found => {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(chunk)?.[0]
      if (address) found(address)
    })
  })
  const response = await fetch(`${url}/2/compliance/jobs?type=tweets`)
  expect(response.status).toBe(401)
  child.kill('SIGINT')
  await ended
})
