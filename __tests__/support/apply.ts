// Runs the built `apply` as a runner does, on files and lists of a test.
import { createHash } from 'node:crypto'
import {
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rm,
  writeFile
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import {
  startAction,
  type RunActionOptions,
  type RunActionResult,
  type RunningAction
} from '../../src/local/runner.js'
import { actionDist } from './rig.js'

const actions = ['delete', 'scrub-geo', 'refetch', 'review'] as const

export type ListsGiven = Partial<
  Record<(typeof actions)[number], readonly string[]>
>

export interface ResultsGiven {
  type?: 'tweets' | 'users'
  lists?: ListsGiven
  checkedAt?: Date
  /** Content of the ID files that the check read. */
  idFiles?: readonly (string | Uint8Array)[]
  /** Over the report as it is made. */
  report?: (report: Record<string, unknown>) => void
}

export const sha256 = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex')

/** Writes a folder as a check leaves it under `report-path`. */
export async function writeResults(
  folder: string,
  given: ResultsGiven = {}
): Promise<string> {
  await mkdir(folder, { recursive: true })
  const { type = 'tweets', lists = {}, idFiles = [] } = given
  const records: Record<string, unknown> = {}
  for (const action of actions) {
    const ids = [...(lists[action] ?? [])].sort((a, b) =>
      BigInt(a) < BigInt(b) ? -1 : 1
    )
    const text = ids.map(id => `${id}\n`).join('')
    await writeFile(join(folder, `${action}.txt`), text)
    records[action] = { ids: ids.length, sha256: sha256(text) }
  }
  const checkedAt = given.checkedAt ?? new Date(Date.now() - 3_600_000)
  const report: Record<string, unknown> = {
    schema: 2,
    simulated: false,
    status: 'complete',
    error: null,
    run: { url: 'https://github.com/octocat/stored-posts/actions/runs/1' },
    settings: { type },
    outputs: {
      status: 'complete',
      'checked-at': checkedAt.toISOString(),
      parts: '1',
      'parts-complete': '1',
      'ids-unchecked': '0'
    },
    lists: records,
    id_files: { files: idFiles.map(content => ({ sha256: sha256(content) })) }
  }
  given.report?.(report)
  await writeFile(join(folder, 'report.json'), JSON.stringify(report))
  return folder
}

export interface ApplyRun extends RunActionResult {
  /** The parsed apply-report.json. */
  report: Report
  /** A file below `report-path`. */
  list(name: string): Promise<string>
}

export interface Report {
  status: string
  totals: Record<string, number>
  files: {
    name: string
    by_rule: Record<string, number>
    [key: string]: unknown
  }[]
  [key: string]: unknown
}

export interface ApplyRig {
  workspace: string
  /** Outside of the workspace, for results. */
  home: string
  write(path: string, content: string | Uint8Array): Promise<string>
  read(path: string): Promise<Buffer>
  start(
    inputs: Readonly<Record<string, string>>,
    options?: Partial<RunActionOptions>
  ): Promise<RunningAction>
  run(
    inputs: Readonly<Record<string, string>>,
    options?: Partial<RunActionOptions>
  ): Promise<ApplyRun>
  close(): Promise<void>
}

export async function startApplyRig(): Promise<ApplyRig> {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'apply-rig-')))
  const workspace = join(home, 'workspace')
  await mkdir(workspace)
  const start: ApplyRig['start'] = async (inputs, options = {}) =>
    startAction({
      actionDirectory: resolve('apply'),
      main: join(actionDist, 'apply/index.js'),
      workspace,
      temp: await mkdtemp(join(home, 'temp-')),
      ...options,
      inputs
    })
  return {
    workspace,
    home,
    start,
    write: async (path, content) => {
      const target = resolve(workspace, path)
      await mkdir(dirname(target), { recursive: true })
      await writeFile(target, content)
      return target
    },
    read: path => readFile(resolve(workspace, path)),
    run: async (inputs, options) => {
      const result = await (await start(inputs, options)).result
      const folder = result.outputs['report-path'] ?? ''
      const text = await readFile(
        join(folder, 'apply-report.json'),
        'utf8'
      ).catch(() => '{}')
      return {
        ...result,
        report: JSON.parse(text) as Report,
        list: name => readFile(join(folder, name), 'utf8')
      }
    },
    close: () => rm(home, { recursive: true, force: true })
  }
}
