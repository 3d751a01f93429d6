// Which files a run works on, and where a copy puts them.
import { createHash } from 'node:crypto'
import { lstat, readdir, realpath } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import {
  findFiles,
  leftOutWarning,
  type FoundFile
} from '../content/find-files.js'
import { Glob } from '../content/find/glob.js'
import { Failure, isErrnoException } from '../lib/failure.js'
import { code, say, type Message } from '../lib/message.js'
import { count, plural } from '../lib/text.js'
import type { Inputs } from './inputs.js'
import { warn, type Step } from './step.js'

/**
 * @param sources real paths of what says what must go, by the input that named them
 * @throws Failure `data-not-found` or `invalid-input`
 */
export async function findData(
  step: Step,
  sources: ReadonlyMap<string, string>
): Promise<FoundFile[]> {
  const { inputs, folders, dependencies } = step
  const { files, leftOut } = await findFiles({
    patterns: inputs.data,
    root: folders.workspace,
    wanted: { input: 'data', code: 'data-not-found', origin: 'workspace' },
    signal: dependencies.cancel
  })
  const warning = leftOutWarning(leftOut)
  if (warning !== undefined) warn(step, warning)
  for (const { name, real } of files) {
    const input = sources.get(real)
    if (input !== undefined)
      throw new Failure('invalid-input', {
        what: say`\`data\` selects ${code(name, 200)}, which ${{ code: input }} names.`,
        why: say`The lists of what must go would lose what they hold.`,
        fix: say`Exclude it with a \`!\` pattern behind the others.`
      })
  }
  const { shard } = inputs
  if (shard === undefined) return files
  const own = files.filter(
    ({ below }) => shardOf(below, shard.of) === shard.index
  )
  dependencies.log.info(
    `Shard ${shard.index} of ${shard.of}: ${count(own.length)} of ${plural(files.length, 'file')}.`
  )
  return own
}

/** Which shard, from 1, a path below the fixed part of its pattern falls on. */
export function shardOf(below: string, of: number): number {
  const digest = createHash('sha256').update(below).digest()
  return Number(digest.readBigUInt64BE() % BigInt(of)) + 1
}

/**
 * The folder that a copy is written to.
 *
 * @throws Failure `invalid-input` when it can't be used
 */
export async function outputFolder(
  { inputs, folders }: Step,
  files: readonly FoundFile[]
): Promise<string> {
  const given = inputs.outputDir ?? ''
  const folder = resolve(folders.workspace, given)
  if (!isAbsolute(given)) {
    if (!isInside(folder, folders.workspace) || folder === folders.workspace)
      throw wrong(given, say`is outside the workspace`)
    const real = await realpath(await existing(folder))
    if (!isInside(real, await realpath(folders.workspace)))
      throw wrong(given, say`leads out of the workspace through a link`)
  }
  if (!(await isNewOrEmpty(folder)))
    throw wrong(given, say`is neither new nor an empty folder`)
  const names = new Map<string, string>()
  for (const { below, name } of files) {
    const other = names.get(below)
    if (other !== undefined)
      throw new Failure('invalid-input', {
        what: say`${code(other, 200)} and ${code(name, 200)} would have the same name in \`output-dir\`.`,
        why: say`A copy keeps the path below the fixed part of each pattern.`,
        fix: say`Give one pattern that holds both folders, or copy them in two steps.`
      })
    names.set(below, name)
    const target = join(folder, ...below.split('/'))
    if (inputs.data.some(each => reads(each, target, folders.workspace)))
      throw wrong(given, say`is in a folder that \`data\` reads`)
  }
  return folder
}

/** Whether a pattern would select a file. */
function reads(pattern: string, path: string, workspace: string): boolean {
  if (pattern.startsWith('!')) return false
  const names = namesOf(resolve(workspace, pattern))
  const glob = new Glob([], names, false)
  if (glob.isMatch(glob.at(namesOf(path)))) return true
  const literal = new Glob(names, [], false)
  return literal.isMatch(literal.at(namesOf(path)))
}

const namesOf = (path: string) => path.split(sep).filter(name => name !== '')

/** The path, or the nearest folder above it that is there. */
async function existing(path: string): Promise<string> {
  const found = await lstat(path).catch(() => undefined)
  return found ? path : existing(dirname(path))
}

async function isNewOrEmpty(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0
  } catch (error) {
    return isErrnoException(error) && error.code === 'ENOENT'
  }
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way.split(sep)[0] !== '..' && !isAbsolute(way)
}

function wrong(given: Inputs['outputDir'], because: Message): Failure {
  return new Failure('invalid-input', {
    what: say`\`output-dir\` is ${code(given ?? '', 200)}, which ${because}.`,
    fix: say`Name a new folder that no \`data\` pattern reads; one outside the workspace by its absolute path.`
  })
}
