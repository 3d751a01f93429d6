// The command: its arguments, what it prints, that its curl lines run as printed, and how it ends.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { build } from 'esbuild'
import { readArguments } from '../../../src/simulator/command.js'
import { rowsOf } from './client.js'

describe('the arguments', () => {
  it('have defaults', () => {
    expect(readArguments([])).toEqual({
      processing: { base: 1900, perId: 0.1 },
      faults: [],
      rateLimits: { create: 150, list: 150, get: 150 }
    })
  })

  it('are all understood, with and without an equals sign', () => {
    expect(
      readArguments([
        '--port',
        '8080',
        '--flow=storage',
        '--token=abcdefghijklmnopqrst',
        '--job-time=2m',
        '--ids-per-second=1000',
        '--fault=get:1=503',
        '--fault',
        'job=stuck',
        '--rate-limit=list:5',
        '--rate-limit=get:0',
        '--cancel=yes',
        '--unknown-job=200',
        '--max-upload-bytes=1000',
        '--directory=kept'
      ])
    ).toEqual({
      port: 8080,
      flow: 'storage',
      token: 'abcdefghijklmnopqrst',
      processing: { base: 120_000, perId: 1 },
      faults: [
        {
          operation: 'get',
          occurrence: 1,
          times: 1,
          kind: 'status',
          status: 503,
          empty: false
        },
        { operation: 'job', kind: 'stuck' }
      ],
      rateLimits: { create: 150, list: 5, get: undefined },
      cancel: true,
      missingJob: 200,
      maxUploadBytes: 1000,
      directory: 'kept'
    })
  })

  it.each([
    [['--prot=1'], '--prot'],
    [['8080'], '8080'],
    [['--port=70000'], '--port is "70000", but it must be a whole number'],
    [['--port=8e3'], '--port is "8e3"'],
    [['--flow=gcs'], '--flow is "gcs", but it must be current or storage.'],
    [['--token=short'], 'at least 20 characters'],
    [['--job-time=5'], '--job-time is "5", but it must be a duration'],
    [['--ids-per-second=0'], '--ids-per-second is "0"'],
    [['--fault=nonsense'], 'The fault "nonsense"'],
    [['--rate-limit=poll:5'], '--rate-limit is "poll:5"'],
    [['--cancel=maybe'], '--cancel is "maybe"'],
    [['--unknown-job=500'], '--unknown-job is "500"'],
    [['--max-upload-bytes=1GB'], '--max-upload-bytes is "1GB"']
  ])('%j are refused', (args, message) => {
    expect(() => readArguments(args)).toThrow(message)
  })
})

describe('the running command', () => {
  let folder: string
  let script: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'simulator-command-'))
    script = join(folder, 'command.cjs')
    await build({
      stdin: {
        contents: `import { runSimulatorCommand } from './src/simulator/command.ts'
          void runSimulatorCommand(process.argv.slice(2))`,
        resolveDir: process.cwd()
      },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      outfile: script
    })
  })
  afterAll(() => rm(folder, { recursive: true }))

  /** Runs it until it has printed its last curl line. */
  const start = async (...args: string[]) => {
    const child = spawn(process.execPath, [script, ...args])
    let printed = ''
    const ended = new Promise<number | null>(resolve =>
      child.once('close', resolve)
    )
    await new Promise<void>(resolve => {
      child.stdout.on('data', (chunk: Buffer) => {
        printed += chunk.toString()
        if (/# 4[^]*curl[^\n]*\n/.test(printed)) resolve()
      })
    })
    return { child, ended, output: () => printed }
  }
  const once = (...args: string[]) =>
    spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' })

  it('explains itself', () => {
    const { status, stdout } = once('--help')
    expect(status).toBe(0)
    expect(stdout).toContain('--fault=FAULT')
    expect(stdout).toContain('operation[:occurrence]=kind[:argument]')
  })

  it('says what is wrong and ends with 1', async () => {
    const unknown = once('--flow=other')
    expect(unknown.status).toBe(1)
    expect(unknown.stderr).toBe(
      '--flow is "other", but it must be current or storage.\n'
    )
    const { child, ended, output } = await start()
    const port = /127\.0\.0\.1:(\d+)/.exec(output())?.[1] ?? ''
    const taken = once('--port', port)
    expect([taken.status, taken.stderr]).toEqual([
      1,
      expect.stringContaining('The port is in use')
    ])
    child.kill('SIGTERM')
    await ended
  })

  const shell = process.platform !== 'win32' && hasCurl()
  const withCurl = shell ? it : it.skip
  withCurl.each(['current', 'storage'])(
    'prints curl lines that run in order in the %s flow (left out where sh or curl is absent)',
    async flow => {
      const { child, ended, output } = await start(
        `--flow=${flow}`,
        '--job-time=0'
      )
      const lines = output()
        .slice(output().indexOf('\nURL='))
        .replace('sleep 3', 'sleep 0')
      const run = spawn('sh', ['-e', '-c', lines], { cwd: folder })
      let results = ''
      run.stdout.on('data', (chunk: Buffer) => (results += chunk.toString()))
      expect(await new Promise(resolve => run.once('close', resolve))).toBe(0)
      const found = rowsOf(results)
      expect(found).toContainEqual(
        expect.objectContaining({
          data: expect.objectContaining({ status: 'complete' }) as unknown
        })
      )
      const reasons = found.flatMap(({ reason }) => (reason ? [reason] : []))
      expect(reasons).toEqual(expect.arrayContaining(['suspended', 'deleted']))
      child.kill('SIGINT')
      expect(await ended).toBe(0)
      expect(output()).toMatch(/Z PUT \S+ 200, 80 bytes in/)
      expect(output()).not.toMatch(/(token|Signature)=.*bytes in/)
    }
  )
})

function hasCurl(): boolean {
  return spawnSync('curl', ['--version']).status === 0
}
