// Where the results go: a file for them alone, that can be written, and to which no link in the checkout leads.
import { randomBytes } from 'node:crypto'
import { lstat, mkdir, open, realpath, rm, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { asFailure, Failure, isErrnoException } from '../lib/failure.js'
import { code, plain, say, type Message } from '../lib/message.js'
import { requireRoom } from '../results/room.js'
import type { Step } from './step.js'

type Place = Pick<Step, 'inputs' | 'folders'>

/** The absolute path of the results. */
export function resultsPathOf({ inputs, folders }: Place): string {
  return resolve(folders.workspace, inputs.resultsPath ?? folders.results)
}

/** @throws Failure `invalid-input` when the results cannot be put where they are wanted */
export async function checkResultsPath(step: Place): Promise<void> {
  const path = resultsPathOf(step)
  const { workspace } = step.folders
  await refuseLinks(path, workspace)
  const folder = dirname(path)
  // A name that nobody can have put a link at.
  const probe = join(folder, `.probe-${randomBytes(8).toString('hex')}`)
  try {
    const found = await stat(path).catch(unlessMissing)
    if (found && !found.isFile()) throw wrong(path, say`exists and is no file`)
    if (step.inputs.dryRun) return
    await mkdir(folder, { recursive: true })
    await (await open(probe, 'wx')).close()
    await rm(probe)
  } catch (error) {
    const { code, text } = asFailure(error)
    if (code !== 'environment-unusable') throw error
    throw wrong(
      path,
      say`cannot be written: ${plain(text.what).replace(/\.$/, '')}`
    )
  }
}

function unlessMissing(error: unknown): undefined {
  if (isErrnoException(error) && error.code === 'ENOENT') return undefined
  throw error
}

/** A link in a checkout is its author's, who could have the results written over anything the runner may write to. */
async function refuseLinks(path: string, workspace: string): Promise<void> {
  const real = await realpath(workspace)
  const way = [workspace, real]
    .map(base => relative(base, path))
    .find(each => each.split(sep)[0] !== '..' && !isAbsolute(each))
  if (way === undefined) return
  let at = real
  for (const name of way.split(sep)) {
    at = join(at, name)
    const status = await lstat(at).catch(() => undefined)
    if (status?.isSymbolicLink())
      throw wrong(
        path,
        say`leads through the symbolic link ${code(relative(real, at), 200)} in the workspace`
      )
    if (status === undefined) return
  }
}

/** @throws Failure `disk-full` when the results might not fit on a disk of their own */
export async function requireRoomForResults(
  step: Place,
  ids: number
): Promise<void> {
  const folder = dirname(resultsPathOf(step))
  const [own, work] = await Promise.all([stat(folder), stat(step.folders.work)])
  if (own.dev !== work.dev)
    await requireRoom(ids, folder, say`of \`results-path\``)
}

/** @throws Failure `invalid-input` when the path leads to one of the ID files, through links too */
export async function checkNotAmong(
  step: Place,
  root: string,
  files: readonly { name: string }[]
): Promise<void> {
  const path = resultsPathOf(step)
  const found = await stat(path, { bigint: true }).catch(() => undefined)
  if (found === undefined) return
  for (const { name } of files) {
    const file = await stat(resolve(root, name), { bigint: true }).catch(
      () => undefined
    )
    if (file?.dev === found.dev && file.ino === found.ino)
      throw wrong(path, say`is one of the ID files`)
  }
}

function wrong(path: string, because: Message): Failure {
  return new Failure('invalid-input', {
    what: say`\`results-path\` is ${code(path, 200)}, which ${because}.`,
    fix: say`Name a file for the results alone, in a folder that can be written to, such as \`results.ndjson\`; a folder on another disk by its absolute path.`
  })
}
