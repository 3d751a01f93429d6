// Why an input selects no file, found out by a look at its value and at what is there.
import { lstat, opendir } from 'node:fs/promises'
import {
  basename,
  dirname,
  isAbsolute,
  join,
  relative,
  resolve,
  sep
} from 'node:path'
import { Failure } from '../../lib/failure.js'
import {
  code,
  joined,
  say,
  type Message,
  type FailureText
} from '../../lib/message.js'
import { nearest } from '../../lib/nearest.js'
import { plural } from '../../lib/text.js'
import type { FindRequest, LeftOut } from './request.js'
import { wildcards } from './glob.js'

type Text = Omit<FailureText, 'what'>

/** The failure for patterns that select nothing. */
export async function nothingFound(
  patterns: readonly string[],
  request: FindRequest,
  leftOut: LeftOut = new Map()
): Promise<Failure> {
  const { wanted } = request
  const [pattern = ''] = patterns.filter(each => !each.startsWith('!'))
  const input = { code: wanted.input }
  if (/^[0-9,;\s]+$/.test(pattern))
    return new Failure('invalid-input', {
      what: say`The input ${input} is ${code(pattern, 60)}, and there is no file of that name.`,
      why: say`The input takes paths of files, not IDs.`,
      fix: say`Write the IDs to a file, one per line, and give its path, such as ${{ code: `${wanted.input}: data/tweet-ids.txt` }}.`
    })
  const shown = patterns.slice(0, 5).map(each => [code(each, 120)])
  const what =
    patterns.length === 1
      ? say`No file was found for ${joined(shown)}.`
      : say`No file was found for any of ${plural(patterns.length, 'pattern')}: ${joined(shown, ', ')}.`
  const text =
    leftOutText(leftOut) ??
    spellingText(pattern, input) ??
    (await placeText(pattern, request))
  const checkout = say`Files of the repository also need \`actions/checkout\` in an earlier step of this job.`
  const fix =
    wanted.origin === 'workspace' && !isAbsolute(pattern)
      ? joined([text.fix, checkout])
      : text.fix
  return new Failure(wanted.code, { what, why: text.why, fix })
}

function leftOutText(leftOut: LeftOut): Text | undefined {
  const dangling = leftOut.get('dangling')
  if (dangling)
    return {
      why: say`${code(dangling.example, 120)} is a symbolic link, and its target does not exist. git-annex and DVC keep such links in place of content that was not fetched.`,
      fix: say`Fetch the content in an earlier step (\`git annex get\`, \`dvc pull\`), or correct the link.`
    }
  const [other] = leftOut.values()
  return (
    other && {
      why: say`What is selected is no regular file, or its name is not UTF-8: ${code(other.example, 120)}.`,
      fix: say`Name regular files.`
    }
  )
}

/** Forms that people give paths in, and that are not how this input is read. */
const spellings: readonly (readonly [RegExp, Message, Message])[] = [
  [
    /^[a-z][a-z0-9+.-]*:\/\//i,
    say`This is a URL. The input takes paths of files on the runner.`,
    say`Download the file in an earlier step (\`curl --fail --output\`), and give its path.`
  ],
  [
    /^\[|^["']|["']$/,
    say`Brackets and quotes are read as part of the path.`,
    say`Write one path per line, without brackets and quotes.`
  ],
  [
    /^-\s/,
    say`Inputs are text: the dash of a list is read as part of the path.`,
    say`Write one path per line under \`|\`, without dashes.`
  ],
  [
    /\s#/,
    say`A comment after a path is read as part of it.`,
    say`Write the comment on a line of its own, outside of the value.`
  ],
  [
    /^~/,
    say`The sign \`~\` is not replaced by the home folder.`,
    say`Give the absolute path, or one relative to the workspace.`
  ],
  [
    /\$|%\w/,
    say`Variables of a shell are not replaced in inputs.`,
    say`Use an expression, such as \`\${{ env.NAME }}\`.`
  ],
  [
    /[,;]/,
    say`A comma or semicolon is read as part of the path.`,
    say`Write one path per line.`
  ],
  [
    /\{/,
    say`Braces have no special meaning in patterns.`,
    say`Write one pattern per line.`
  ]
]

function spellingText(
  pattern: string,
  input: { code: string }
): Text | undefined {
  const found = spellings.find(([form]) => form.test(pattern))
  if (found) return { why: found[1], fix: found[2] }
  if (sep === '/' && pattern.includes('\\'))
    return {
      why: say`A backslash does not separate folders here.`,
      fix: say`Write the path of the input ${input} with \`/\`.`
    }
  return undefined
}

/** What stands where the pattern leads to. */
async function placeText(
  pattern: string,
  { root, wanted }: FindRequest
): Promise<Text> {
  const top = await look(root)
  if (
    wanted.origin === 'workspace' &&
    top.names.length === 0 &&
    !isAbsolute(pattern)
  )
    return {
      why: say`The workspace is empty until \`actions/checkout\` has run in the same job.`,
      fix: say`Check the repository out, or download the files, before this step.`
    }
  const host = hostPath(pattern, root)
  if (host !== undefined)
    return {
      why: say`This is a path of the host, and the step runs in a container, where the workspace is ${code(root, 120)}.`,
      fix: say`Give the path relative to the workspace: ${code(host, 120)}.`
    }
  const path = resolve(root, pattern)
  const { folder, missing } = await deepest(path)
  const { names, isCut } = await look(folder)
  const place =
    folder === resolve(root)
      ? say`The ${wanted.origin}`
      : say`The folder ${code(relative(root, folder).startsWith('..') ? folder : relative(root, folder), 120)}`
  const isGlob = wildcards.test(missing)
  const near = isGlob ? undefined : nearest(missing, names)
  const listed = names.slice(0, 5).map(name => [code(name, 60)])
  const rest = names.length > listed.length || isCut ? say` and others` : []
  const there =
    names.length === 0
      ? say`${place} is empty.`
      : say`${place} holds ${joined(listed, ', ')}${rest}.`
  return {
    why:
      near === undefined
        ? there
        : say`${place} has no ${code(missing, 120)}, but it holds ${code(near, 120)}.`,
    fix:
      near === undefined
        ? say`Compare the input ${{ code: wanted.input }} with that. Paths are case-sensitive, and hidden files must be named.`
        : say`Did you mean ${code(join(relative(root, folder), near), 120)}? Paths are case-sensitive.`
  }
}

/** Runners mount the workspace of a job in a container elsewhere than `${{ github.workspace }}` says (actions/runner#2058). */
export function hostPath(pattern: string, root: string): string | undefined {
  if (!/^\/(__w|github\/workspace)(\/|$)/.test(root)) return undefined
  const names = pattern.split('/')
  const at = names.findIndex(name => name === 'work' || name === '_work')
  const isHost = isAbsolute(pattern) && names[1] !== '__w' && at > 0
  return isHost ? names.slice(at + 3).join('/') || '.' : undefined
}

/** At most so many names of a folder are looked at. */
const mostNames = 1000

/** Names in a folder that are not hidden, sorted. */
async function look(
  folder: string
): Promise<{ names: string[]; isCut: boolean }> {
  const names: string[] = []
  let isCut = false
  try {
    for await (const { name } of await opendir(folder)) {
      if (names.length === mostNames) {
        isCut = true
        break
      }
      if (!name.startsWith('.')) names.push(name)
    }
  } catch {
    // What can't be listed can't be told; the failure stays what it is.
  }
  return { names: names.sort(), isCut }
}

/** The deepest folder that is there on the way to a path, and the first name that is not. */
async function deepest(
  path: string
): Promise<{ folder: string; missing: string }> {
  let missing = basename(path)
  let folder = dirname(path)
  while (folder !== dirname(folder)) {
    const status = await lstat(folder).catch(() => undefined)
    if (status?.isDirectory()) break
    missing = basename(folder)
    folder = dirname(folder)
  }
  return { folder, missing }
}
