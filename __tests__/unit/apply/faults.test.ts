// What `apply` does when the disk fails it: each file is the old one or the new one, and nothing else is left.
import { afterEach, expect, it } from '@jest/globals'
import { mkdir, open, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../../../src/apply/run.js'
import { openRecord } from '../../../src/apply/step.js'
import { writeResults } from '../../support/apply.js'
import {
  noSignal,
  quickClock,
  rememberingLog
} from '../../support/dependencies.js'
import { temporaryFolders } from '../../support/folders.js'

const newFolder = temporaryFolders()
const post = (n: number) => String(1_200_000_000_000_000_000n + BigInt(n))
const line = (n: number) => `{"id":"${post(n)}","text":"made up ${n}"}\n`
const data = Array.from({ length: 10 }, (_, n) => line(n + 1)).join('')
const result = data.replace(line(2), '')

/** What every open file inherits. */
const handle = await open(process.execPath)
const prototype = Object.getPrototypeOf(handle) as typeof handle
await handle.close()
type Write = (this: object, content: unknown, options: unknown) => Promise<void>
const write = Reflect.get(prototype, 'writeFile') as Write
const sync: unknown = Reflect.get(prototype, 'sync')

afterEach(() => {
  Object.assign(prototype, { writeFile: write, sync })
})

it.each<[string, () => object, string, readonly string[]]>([
  [
    'the disk is full',
    () => ({ writeFile: failingOnData('ENOSPC') }),
    'disk-full',
    [result, data]
  ],
  [
    'the disk reports an error',
    () => ({ writeFile: failingOnData('EIO') }),
    'environment-unusable',
    [result, data]
  ],
  [
    'the disk keeps other bytes',
    () => ({ writeFile: garbling() }),
    'verify-failed',
    [data, data]
  ],
  [
    'the disk keeps nothing for good',
    () => ({
      sync: () =>
        Promise.reject(
          Object.assign(new Error('EIO: made up'), { code: 'EIO' })
        )
    }),
    'environment-unusable',
    [data, data]
  ]
])('%s', async (_, fault, code, left) => {
  const home = await newFolder()
  const workspace = join(home, 'workspace')
  await mkdir(workspace)
  for (const name of ['a.jsonl', 'b.jsonl'])
    await writeFile(join(workspace, name), data)
  const results = await writeResults(join(home, 'results'), {
    lists: { delete: [post(2)] },
    checkedAt: new Date(Date.UTC(2026, 10, 21, 11))
  })
  const env = {
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: home,
    INPUT_DATA: '*.jsonl',
    INPUT_RESULTS: results,
    INPUT_MODE: 'replace'
  }
  const clock = quickClock(Date.UTC(2026, 10, 21, 12))
  const record = openRecord(env, clock)
  Object.assign(prototype, fault())
  await run(record, {
    env,
    clock,
    log: rememberingLog(),
    cancel: noSignal(),
    setOutput: () => undefined,
    writeSummary: () => undefined,
    announce: () => undefined
  })
  expect(record.error?.code).toBe(code)
  const names = await readdir(workspace)
  expect(names.sort()).toEqual(['a.jsonl', 'b.jsonl'])
  for (const [n, name] of names.entries())
    expect(await readFile(join(workspace, name), 'utf8')).toBe(left[n])
  expect(record.filesChanged).toBe(left.filter(each => each === result).length)
})

const isData = (content: unknown): content is Uint8Array =>
  content instanceof Uint8Array && Buffer.from(content).includes('made up')

/** The first data file can be written, the second one can't. */
function failingOnData(code: string): Write {
  let written = 0
  return function (content, options) {
    if (isData(content) && ++written > 1)
      return Promise.reject(
        Object.assign(new Error(`${code}: made up`), { code })
      )
    return write.call(this, content, options)
  }
}

function garbling(): Write {
  return function (content, options) {
    const kept = isData(content) ? Buffer.from(content) : content
    if (isData(kept)) kept[30] = 0x21
    return write.call(this, kept, options)
  }
}
