// Where the results go: a file for them alone, that can be written.
import { mkdir, open, realpath, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { Failure, isErrnoException } from '../lib/failure.js'
import { code, say } from '../lib/message.js'
import type { Step } from './step.js'

type Place = Pick<Step, 'inputs' | 'folders'>

/** The absolute path of the results. */
export function resultsPathOf({ inputs, folders }: Place): string {
  return resolve(folders.workspace, inputs.resultsPath ?? folders.results)
}

/** @throws Failure `invalid-input` when the results cannot be put where they are wanted */
export async function checkResultsPath(step: Place): Promise<void> {
  const path = resultsPathOf(step)
  const found = await stat(path).catch(() => undefined)
  if (found && !found.isFile()) throw wrong(path, 'exists and is no file')
  if (step.inputs.dryRun) return
  const probe = `${path}.${process.pid}.probe`
  try {
    await mkdir(dirname(path), { recursive: true })
    await (await open(probe, 'w')).close()
    await rm(probe)
  } catch (error) {
    if (!isErrnoException(error) || error.code === 'ENOSPC') throw error
    throw wrong(path, `cannot be written (${error.code ?? ''})`)
  }
}

/** @throws Failure `invalid-input` when the path leads to one of the ID files, through links of folders too */
export async function checkNotAmong(
  step: Place,
  root: string,
  files: readonly { name: string }[]
): Promise<void> {
  const path = resultsPathOf(step)
  const folder = await realpath(dirname(path)).catch(() => undefined)
  if (folder === undefined) return
  const real = join(folder, basename(path))
  for (const { name } of files) {
    const file = resolve(root, name)
    if ((await realpath(file).catch(() => file)) === real)
      throw wrong(path, 'is one of the ID files')
  }
}

function wrong(path: string, because: string): Failure {
  return new Failure('invalid-input', {
    what: say`\`results-path\` is ${code(path, 200)}, which ${because}.`,
    fix: say`Name a file for the results alone, in a folder that can be written to, such as \`results.ndjson\`.`
  })
}
