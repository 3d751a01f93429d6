// Finds the files that an input names: paths and globs below a root, in a fixed order, each once, and none that leads out.
import type { Dirent } from 'node:fs'
import { lstat, opendir, realpath, stat } from 'node:fs/promises'
import {
  basename,
  isAbsolute,
  join,
  normalize,
  parse,
  relative,
  resolve,
  sep
} from 'node:path'
import { Failure } from '../lib/failure.js'
import { code, plain, say } from '../lib/message.js'
import { plural } from '../lib/text.js'
import { untilAborted } from '../lib/until-aborted.js'
import { Glob, wildcards, type GlobState } from './find/glob.js'
import { nothingFound } from './find/not-found.js'
import {
  reasons,
  type FindRequest,
  type LeftOut,
  type LeftOutKind,
  type Wanted
} from './find/request.js'

/** A file that holds IDs. */
export interface IdFile {
  path: string
  /** Relative to the root, with `/`, where it lies inside; as found otherwise. */
  name: string
  /** On disk. */
  bytes: number
}

export interface FoundFile extends IdFile {
  /** Without links on the way. */
  real: string
  /** Path, with `/`, below the fixed part of the pattern that found it. */
  below: string
}

/**
 * The files that the patterns select below the root, sorted by name. Hidden
 * ones only where a pattern names them.
 *
 * @throws Failure with the given code when there are none, `invalid-input` for a relative path, or a link met through
 *   one, that leads out of the root
 */
export async function findFiles(request: FindRequest): Promise<Found> {
  return untilAborted(
    () => search({ ...request, root: resolve(request.root) }),
    request.signal
  )
}

export interface Found {
  files: FoundFile[]
  leftOut: LeftOut
}

async function search(request: FindRequest): Promise<Found> {
  const all = new Search(request, await realpath(request.root))
  const given = request.patterns.map(each => each.trim()).filter(Boolean)
  const patterns = given.length > 0 ? given : ['**']
  const excludes = patterns.flatMap((pattern, at) =>
    pattern.startsWith('!')
      ? [{ at, glob: all.exclusion(pattern.slice(1).trim()) }]
      : []
  )
  for (const [at, pattern] of patterns.entries())
    if (!pattern.startsWith('!'))
      await all.select(
        pattern,
        excludes.filter(each => each.at > at).map(({ glob }) => glob)
      )
  if (all.found.size === 0)
    throw await nothingFound(patterns, request, all.leftOut)
  const files = [...all.found.values()]
  files.sort((a, b) => (a.name < b.name ? -1 : 1))
  return { files, leftOut: all.leftOut }
}

/** One sentence on what could not be read; undefined when that is nothing. */
export function leftOutWarning(leftOut: LeftOut): string | undefined {
  if (leftOut.size === 0) return undefined
  const kinds = [...leftOut].map(
    ([kind, { count, example }]) =>
      `${plural(count, reasons[kind][0], reasons[kind][1])}, such as ${plain([code(example, 120)])}`
  )
  const total = [...leftOut.values()].reduce((sum, { count }) => sum + count, 0)
  return `${plural(total, 'entry', 'entries')} that the patterns select ${total === 1 ? 'was' : 'were'} left out: ${kinds.join('; ')}.`
}

/** A pattern as names on an absolute path. */
interface Parsed {
  /** `/`, or the drive. */
  top: string
  /** Taken as they stand. */
  fixed: readonly string[]
  /** May hold wildcards. */
  names: readonly string[]
}

/** What is searched for, and where its search starts. */
interface Selection {
  include: Glob
  excludes: readonly Glob[]
  /** The fixed part of the pattern. */
  base: string
  /** Whether everything must stay inside the root. */
  isBound: boolean
}

/** A folder on the way down, and how far its path has come in each glob. */
interface Folder {
  path: string
  real: string
  state: GlobState
  excluded: readonly GlobState[]
}

/** So many files are looked at side by side. */
const batch = 32

class Search {
  readonly found = new Map<string, FoundFile>()
  readonly leftOut: LeftOut = new Map()

  constructor(
    private readonly request: FindRequest,
    private readonly realRoot: string
  ) {}

  exclusion(pattern: string): Glob {
    const { fixed, names } = this.#parse(pattern)
    return new Glob(fixed, names, true)
  }

  async select(pattern: string, excludes: readonly Glob[]): Promise<void> {
    this.request.signal.throwIfAborted()
    const { top, fixed, names } = this.#parse(pattern)
    const isBound = !isAbsolute(pattern)
    // A name that looks like a glob is meant as it stands where it is there.
    const whole = join(top, ...fixed, ...names)
    if (await isThere(whole)) {
      if ((await resolved(whole)) === undefined) {
        this.#leaveOut('dangling', whole)
        throw await nothingFound([pattern], this.request, this.leftOut)
      }
      const include = new Glob([...fixed, ...names], [], false)
      await this.#start({ include, excludes, base: whole, isBound })
      return
    }
    const wild = names.findIndex(name => wildcards.test(name))
    if (wild < 0) throw await nothingFound([pattern], this.request)
    const base = join(top, ...fixed, ...names.slice(0, wild))
    const include = new Glob(fixed, names, false)
    if (await isThere(base))
      await this.#start({ include, excludes, base, isBound })
  }

  #parse(pattern: string): Parsed {
    const path = normalize(pattern)
    const isBound = !isAbsolute(path)
    if (isBound && (path === '..' || path.startsWith(`..${sep}`)))
      throw leadsOut(pattern, this.request.wanted, 'leads there')
    const { root: top } = parse(isBound ? this.request.root : path)
    return {
      top,
      fixed: isBound ? namesOf(this.request.root) : [],
      names: namesOf(path)
    }
  }

  async #start(selection: Selection): Promise<void> {
    const { include, excludes, base } = selection
    const names = namesOf(base)
    const state = include.at(names)
    const excluded = excludes.map(exclude => exclude.at(names))
    if (isExcluded(excludes, excluded)) return
    const real = await this.#target(base, include.isMatch(state), selection)
    if (real === undefined) return
    const status = await stat(real)
    const folder = { path: base, real, state, excluded }
    if (status.isDirectory()) await this.#walk(selection, folder)
    else if (include.isMatch(state)) {
      if (!status.isFile())
        throw new Failure(this.request.wanted.code, {
          what: say`${code(base)} is neither a file nor a folder.`,
          fix: say`Name a regular file in the input ${{ code: this.request.wanted.input }}.`
        })
      this.#keep(selection, base, real, status.size)
    }
  }

  async #walk(selection: Selection, first: Folder): Promise<void> {
    const seen = new Set<string>()
    const waiting = [first]
    const files: { path: string; real: string }[] = []
    for (let folder = waiting.pop(); folder; folder = waiting.pop()) {
      this.request.signal.throwIfAborted()
      // Links can lead in circles. How far the path has come counts: another way in may select more.
      const { real, state, excluded } = folder
      const key = JSON.stringify([real, state, excluded])
      if (seen.has(key)) continue
      seen.add(key)
      const below: Folder[] = []
      for await (const entry of await opendir(folder.path, { bufferSize })) {
        const next = await this.#enter(selection, folder, entry)
        if (next === undefined) continue
        const isMatch = selection.include.isMatch(next.state)
        if (entry.isDirectory()) below.push(next)
        else if (entry.isSymbolicLink()) {
          const target = await this.#target(next.path, isMatch, selection)
          if (target === undefined) continue
          const status = await stat(target)
          if (status.isDirectory()) below.push({ ...next, real: target })
          else if (!isMatch) continue
          else if (status.isFile())
            files.push({ path: next.path, real: target })
          else this.#leaveOut('special', next.path)
        } else if (!isMatch) continue
        else if (entry.isFile()) files.push(next)
        else this.#leaveOut('special', next.path)
      }
      waiting.push(...below.sort(byPath).reverse())
    }
    for (let at = 0; at < files.length; at += batch) {
      this.request.signal.throwIfAborted()
      const some = files.slice(at, at + batch)
      const statuses = await Promise.all(some.map(({ path }) => stat(path)))
      for (const [index, { path, real }] of some.entries())
        this.#keep(selection, path, real, statuses[index]?.size ?? 0)
    }
  }

  /** An entry of a folder, if anything at or below it can be selected. */
  async #enter(
    { include, excludes }: Selection,
    folder: Folder,
    entry: Dirent
  ): Promise<Folder | undefined> {
    const { name } = entry
    const state = include.step(folder.state, name)
    if (state.length === 0) return undefined
    const excluded = excludes.map((exclude, at) =>
      exclude.step(folder.excluded[at] ?? [], name)
    )
    if (isExcluded(excludes, excluded)) return undefined
    const path = join(folder.path, name)
    // What is no UTF-8 is decoded to a name that nothing has.
    if (name.includes('\ufffd') && !(await isThere(path))) {
      if (include.isMatch(state) || entry.isDirectory())
        this.#leaveOut('unreadableName', path)
      return undefined
    }
    const real = folder.real === folder.path ? path : join(folder.real, name)
    return { path, real, state, excluded }
  }

  /** Where a path leads; undefined when nothing that could be selected is there. */
  async #target(
    path: string,
    isMatch: boolean,
    { isBound }: Selection
  ): Promise<string | undefined> {
    const real = await resolved(path)
    if (real === undefined) {
      if (isMatch) this.#leaveOut('dangling', path)
      return undefined
    }
    if (!isBound || isInside(real, this.realRoot)) return real
    if (!isMatch && !(await stat(real)).isDirectory()) return undefined
    throw leadsOut(
      this.#name(path),
      this.request.wanted,
      'is, or is reached through, a symbolic link that leads there'
    )
  }

  #keep({ base }: Selection, path: string, real: string, bytes: number): void {
    const name = this.#name(path)
    const known = this.found.get(real)
    if (known && known.name <= name) return
    const below = slashed(relative(base, path) || basename(path))
    this.found.set(real, { path, real, name, bytes, below })
  }

  #name(path: string): string {
    const { root } = this.request
    return isInside(path, root) ? slashed(relative(root, path)) : path
  }

  #leaveOut(kind: LeftOutKind, path: string): void {
    const known = this.leftOut.get(kind)
    if (known) known.count++
    else this.leftOut.set(kind, { count: 1, example: this.#name(path) })
  }
}

/** So many entries of a folder are read at a time: a larger number holds up everything else. */
const bufferSize = 1000

const byPath = (a: { path: string }, b: { path: string }): number =>
  a.path < b.path ? -1 : 1

function isExcluded(
  excludes: readonly Glob[],
  states: readonly GlobState[]
): boolean {
  return excludes.some((exclude, at) => exclude.isMatch(states[at] ?? []))
}

function namesOf(path: string): string[] {
  return path
    .slice(parse(path).root.length)
    .split(sep)
    .filter(name => name !== '' && name !== '.')
}

const slashed = (path: string): string =>
  sep === '/' ? path : path.replaceAll(sep, '/')

/** Errors of a path that leads nowhere. */
const nowhere = ['ENOENT', 'ENOTDIR', 'ELOOP', 'EINVAL', 'ENAMETOOLONG']

/** Whether anything is at a path, a link that leads nowhere too. */
async function isThere(path: string): Promise<boolean> {
  return (await unlessNowhere(lstat, path)) !== undefined
}

function resolved(path: string): Promise<string | undefined> {
  return unlessNowhere(each => realpath(each), path)
}

async function unlessNowhere<T>(
  look: (path: string) => Promise<T>,
  path: string
): Promise<T | undefined> {
  try {
    return await look(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (nowhere.includes(code ?? '') || path.includes('\0')) return undefined
    throw error
  }
}

/** Whether a path is a folder or lies below it. */
function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

function leadsOut(name: string, { input }: Wanted, how: string): Failure {
  return new Failure('invalid-input', {
    what: say`${code(name)} is outside the workspace: it ${how}.`,
    why: say`Relative paths of the input ${{ code: input }}, and every symbolic link met through them, must stay inside the workspace.`,
    fix: say`Copy the file into the workspace in an earlier step, or give its absolute path.`
  })
}
