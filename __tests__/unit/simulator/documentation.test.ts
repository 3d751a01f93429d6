// docs/simulator.md: its options and faults exist, and its curl lines run.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { readArguments } from '../../../src/simulator/command.js'
import { parseFault } from '../../../src/simulator/fault-syntax.js'
import { serve } from './client.js'

let page: string
beforeAll(async () => {
  page = await readFile('docs/simulator.md', 'utf8')
})

const section = (title: string) =>
  page.split('\n## ').find(part => part.startsWith(`${title}\n`)) ?? ''

/** The cells of the first table of a section, without its head. */
const table = (title: string) =>
  section(title)
    .split('\n')
    .filter(line => line.startsWith('|'))
    .slice(2)
    .map(line =>
      line
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim())
    )

it('names options that exist', () => {
  const values: Record<string, string> = {
    port: '8080',
    flow: 'storage',
    token: 'a-token-for-the-simulator',
    'api-key': 'a-key',
    'api-key-secret': 'a-secret',
    'job-time': '1900ms',
    'ids-per-second': '10000',
    fault: 'get=503',
    'rate-limit': 'get:5',
    cancel: 'yes',
    'unknown-job': '404',
    'max-upload-bytes': '1000',
    directory: 'kept'
  }
  const named = table('Start it')
    .flatMap(([cell = '']) => cell.split(', '))
    .map(name => name.slice(3, -1))
  expect(named).toEqual(Object.keys(values))
  for (const name of named)
    expect(() =>
      readArguments([`--${name}=${values[name] ?? ''}`])
    ).not.toThrow()
})

it('names faults that exist', () => {
  const named = table('Faults')
    .flatMap(([cell = '']) => cell.split(/, | … /))
    .map(cell => cell.slice(1, -1))
  expect(named.length).toBeGreaterThan(18)
  for (const kind of named) {
    const text = kind.replace('URL', 'http://127.0.0.1/')
    const fault = text.startsWith('job=') ? text : `get=${text}`
    expect(() => parseFault(fault)).not.toThrow()
  }
})

const curl =
  process.platform !== 'win32' && spawnSync('curl', ['--version']).status === 0
const describeCurl = curl ? describe : describe.skip

describeCurl('the curl lines (left out where sh or curl is absent)', () => {
  it('run in order', async () => {
    const { simulator } = await serve({
      token: 'a-token-for-the-simulator',
      apiKey: 'a-key',
      apiKeySecret: 'a-secret',
      processing: { base: 0, perId: 0 }
    })
    const folder = await mkdtemp(join(tmpdir(), 'simulator-docs-'))
    const lines = [
      ...section('The four steps with curl').matchAll(/```sh\n([^]*?)```/g),
      ...section('Time').matchAll(/```sh\n([^]*?)```/g),
      ...section('Faults').matchAll(/```sh\n([^]*?)```/g)
    ]
      .map(([, block]) => block)
      .join('\n')
      .replace('http://127.0.0.1:8080', simulator.url)
      .replace('sleep 3', '')
    const shell = spawn('sh', ['-e', '-c', lines], { cwd: folder })
    let printed = ''
    shell.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
    expect(await new Promise(resolve => shell.once('close', resolve))).toBe(0)
    await rm(folder, { recursive: true })
    expect(printed).toContain('"reason":"suspended"')
    expect(printed).toContain('"reason":"deleted"')
    expect(
      simulator.requests.map(({ operation, status }) => [operation, status])
    ).toEqual([
      ['create', 200],
      ['upload', 200],
      ['get', 200],
      ['download', 200],
      ['list', 200],
      ['cancel', 409],
      ['token', 200]
    ])
    expect(printed).toContain('{"added":1}')
    expect(simulator.clock.now()).toBe(Date.UTC(2026, 9, 8, 12, 15))
  })
})
