// Finds the ID files: paths and globs below a root, in a fixed order, each once, and none that leads out of the root.
import { code, joined, say, type Message } from '../lib/message.js'
import { realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, normalize, relative, sep } from 'node:path'
import { Failure, isErrnoException } from '../lib/failure.js'
import { plural, printable } from '../lib/text.js'

export interface IdFile {
  path: string
  /** Relative to the root, with `/`, where it lies inside; as found otherwise. */
  name: string
  bytes: number
}

/** Where the ID files come from. */
export type IdOrigin = 'workspace' | 'artifact'

/**
 * The files that `patterns` select below `root`, sorted by name. No pattern
 * selects every file.
 *
 * @throws Failure `ids-not-found`, or `invalid-input` for a path that leads out of the root.
 */
export async function gatherFiles(
  patterns: readonly string[],
  root: string,
  origin: IdOrigin = 'workspace'
): Promise<IdFile[]> {
  const given = patterns.map(pattern => pattern.trim()).filter(Boolean)
  const wanted = given.length > 0 ? given : ['**']
  const realRoot = await realpath(root)
  const found = new Map<string, IdFile>()
  for (const [at, pattern] of wanted.entries()) {
    if (pattern.startsWith('!')) continue
    const excludes = wanted.slice(at + 1).filter(later => later.startsWith('!'))
    for (const path of await matches(pattern, excludes, root, origin)) {
      const file = await look(path, root)
      if (file === undefined) continue
      const real = await realpath(path)
      if (!isAbsolute(pattern) && !isInside(real, realRoot))
        throw leadsOut(file.name, 'is a symbolic link that leads there')
      if (!found.has(real)) found.set(real, file)
    }
  }
  if (found.size === 0) throw nothingFound(wanted, origin)
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Paths of everything but folders that `pattern` selects. */
async function matches(
  pattern: string,
  excludes: readonly string[],
  root: string,
  origin: IdOrigin
): Promise<string[]> {
  const place = await namedPlace(pattern, root, origin)
  if (place?.isFile && excludes.length === 0) return [place.path]
  const include = place ? escape(place.path) : anchor(pattern, root)
  // Loaded when used: it takes as long to load as a million IDs to read.
  const { create } = await import('@actions/glob')
  const globber = await create(
    [
      include,
      ...excludes.map(exclude => `!${anchor(exclude.slice(1).trim(), root)}`)
    ].join('\n'),
    {
      matchDirectories: false,
      // It would leave out everything below a root that is hidden itself.
      excludeHiddenFiles: !/[\\/]\./.test(include)
    }
  )
  const named = place?.path ?? pattern
  try {
    const paths = await globber.glob()
    return paths.filter(path => isShown(path, named, root))
  } catch (error) {
    if (!isErrnoException(error)) throw error
    throw new Failure(
      'ids-not-found',
      {
        what: say`The files of ${code(pattern)} could not be listed: ${printable(error.message)}.`,
        fix: say`Check the permissions of the folders, and the symbolic links, on the way to them.`
      },
      { cause: error }
    )
  }
}

/** The file or folder that a pattern names as it stands; undefined for a glob that must be searched. */
async function namedPlace(
  pattern: string,
  root: string,
  origin: IdOrigin
): Promise<{ path: string; isFile: boolean } | undefined> {
  const path = isAbsolute(pattern)
    ? normalize(pattern)
    : join(root, wayInside(pattern))
  const status = await statIfThere(path)
  if (status?.isFile() || status?.isDirectory())
    return { path, isFile: status.isFile() }
  if (status !== undefined)
    throw new Failure('ids-not-found', {
      what: say`${code(pattern)} is neither a file nor a folder.`,
      fix: say`Name a regular file in the input \`ids\`.`
    })
  if (/[*?[]/.test(pattern)) return undefined
  if (/^[0-9,;\s]+$/.test(pattern))
    throw new Failure('invalid-input', {
      what: say`The input \`ids\` is ${code(pattern, 60)}, and there is no file of that name.`,
      why: say`The input takes paths of ID files, not the IDs themselves.`,
      fix: say`Write the IDs to a file, one a line, and give its path, such as \`ids: data/tweet-ids.txt\`.`
    })
  throw nothingFound([pattern], origin)
}

/** A relative pattern without the dots that lead nowhere. */
function wayInside(pattern: string): string {
  const path = normalize(pattern)
  if (path === '..' || path.startsWith(`..${sep}`))
    throw leadsOut(pattern, 'leads there')
  return path
}

/** The pattern with a root that is taken literally. */
function anchor(pattern: string, root: string): string {
  // The library refuses dots that lead nowhere.
  if (isAbsolute(pattern)) return normalize(pattern)
  const path = wayInside(pattern)
  return path === '.' ? escape(root) : `${escape(root)}${sep}${path}`
}

/** A path as a glob that matches nothing else. */
function escape(path: string): string {
  const slashed = sep === '\\' ? path : path.replaceAll('\\', '\\\\')
  return slashed.replace(/[*?[]/g, wild => `[${wild}]`)
}

/** Whether every hidden name on the way to `path` was named in the pattern. */
function isShown(path: string, pattern: string, root: string): boolean {
  const named = hiddenSegments(pattern, root)
  const globbed = named.some(segment => /[*?[]/.test(segment))
  return hiddenSegments(path, root).every(
    segment => globbed || named.includes(segment)
  )
}

/** The hidden names of a path, but for those on the way to the root. */
function hiddenSegments(path: string, root: string): string[] {
  const way = isAbsolute(path) ? relative(root, path) : path
  return way.split(/[\\/]/).filter(segment => /^\.[^.]/.test(segment))
}

async function look(path: string, root: string): Promise<IdFile | undefined> {
  const status = await statIfThere(path)
  if (!status?.isFile()) return undefined
  const name = isInside(path, root)
    ? relative(root, path).split(sep).join('/')
    : path
  return { path, name, bytes: status.size }
}

async function statIfThere(path: string) {
  try {
    return await stat(path)
  } catch (error) {
    if (
      isErrnoException(error) &&
      ['ENOENT', 'ENOTDIR', 'ELOOP', 'EINVAL', 'ENAMETOOLONG'].includes(
        error.code ?? ''
      )
    )
      return undefined
    throw error
  }
}

/** Whether a file lies below the root. */
function isInside(path: string, root: string): boolean {
  const way = relative(root, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

function leadsOut(name: string, how: string): Failure {
  return new Failure('invalid-input', {
    what: say`${code(name)} lies outside the workspace: it ${how}.`,
    why: say`Relative paths of the input \`ids\`, and every symbolic link met through them, must stay inside the workspace.`,
    fix: say`Copy the file into the workspace in an earlier step, or give its absolute path.`
  })
}

const whereToLook: Record<IdOrigin, { why: Message; fix: Message }> = {
  workspace: {
    why: say`The workspace is empty until \`actions/checkout\` has run, and paths are relative to its top folder; upper and lower case count.`,
    fix: say`Run \`actions/checkout\` in an earlier step of the same job, and check the spelling of the input \`ids\`. Hidden files must be named.`
  },
  artifact: {
    why: say`With \`ids-artifact\`, the input \`ids\` selects among the entries of the artifact; paths are relative to its top folder, and upper and lower case count.`,
    fix: say`Compare the input \`ids\` with the entries of the artifact, or leave it out to read all of them. Hidden files must be named.`
  }
}

function nothingFound(patterns: readonly string[], origin: IdOrigin): Failure {
  const shown = joined(
    patterns.slice(0, 5).map(pattern => [code(pattern, 120)]),
    ', '
  )
  return new Failure('ids-not-found', {
    what:
      patterns.length === 1
        ? say`No ID file was found for ${shown}.`
        : say`No ID file was found for any of ${plural(patterns.length, 'pattern')}: ${shown}.`,
    ...whereToLook[origin]
  })
}
