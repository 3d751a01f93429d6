// What a green run does not prove: warned about where it concerns the data at hand.
import { readFile, stat } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import type { FoundFile } from '../content/find-files.js'
import { count, plural } from '../lib/text.js'
import { isSimulated, totalsOf } from './record.js'
import { gaps, type Gap } from './edits/edit.js'
import { warn, type Step } from './step.js'
import type { ListVerdicts } from './verdicts.js'

const gapWarnings: Record<Gap, (number: number) => string> = {
  author: number =>
    `${plural(number, 'post names', 'posts name')} no author, or only the ID of an original: where that author is on a list of users, it stays.`,
  original: number =>
    `${plural(number, 'retweet or quote names', 'retweets or quotes name')} no original that can be read: where that is gone, its content stays.`,
  includes: number =>
    `${plural(number, 'place or media object belongs', 'places and media belong')} to posts in other files, and stay.`,
  list: number =>
    `${plural(number, 'ID')} in lists that were read as lists of posts are on a list of users, and stay. If these are lists of users, give them a header \`user_id\`.`
}

export async function warnOf(
  step: Step,
  verdicts: ListVerdicts,
  files: readonly FoundFile[]
): Promise<void> {
  const { record } = step
  const { results } = record
  const totals = totalsOf(record)
  const tell = (sentence: string) => warn(step, sentence)
  if (isSimulated(record))
    tell(
      'The results are simulated: they are made up, and data edited by them is not in compliance.'
    )
  const types = new Set(results.map(({ type }) => type))
  if (types.size === 1)
    tell(
      types.has('tweets')
        ? 'Only posts were checked. Accounts that were removed as such are known only from a check with `type: users`.'
        : 'Only accounts were checked. Posts that were deleted one by one are known only from a check with `type: tweets`.'
    )
  const unchecked = results.reduce((sum, each) => sum + each.unchecked, 0)
  if (unchecked > 0)
    tell(
      `X refused ${plural(unchecked, 'ID')} of the check: nothing is known of ${unchecked === 1 ? 'it' : 'them'}.`
    )
  if (results.length > 0 && files.length > 0) {
    if (!verdicts.hasMet && record.files.every(file => !file.verified))
      tell(
        'THIS MAY BE THE WRONG DATA: the check read none of these files, and none of the listed IDs is in them.'
      )
    else if (totals.unverified > 0)
      tell(
        `${plural(totals.unverified, 'record')} are in files that the check did not read as they are: posts in them that were never checked stay.`
      )
  }
  if (totals.review > 0)
    tell(
      `${plural(totals.review, 'post')} must be reviewed: X gave a reason that asks for no known action. They stay; see \`review.txt\`.`
    )
  for (const gap of gaps) {
    const number = record.files.reduce(
      (sum, { unreachable }) => sum + unreachable[gap],
      0
    )
    if (number > 0) tell(gapWarnings[gap](number))
  }
  const emptied = record.files.filter(file => file.emptied).length
  if (emptied > 0)
    tell(
      `All records of ${plural(emptied, 'file')} go. The files stay, empty; the name of such a file may tell an account.`
    )
  const tracked = await trackedByGit(files)
  if (tracked > 0)
    tell(
      `Git tracks ${plural(tracked, 'of the files', 'of the files')}: its history, and Git LFS, keep what is taken out of them.`
    )
  if (record.inputs?.shard)
    step.dependencies.log.info(
      `This is shard ${count(record.inputs.shard.index)}: run the others, too.`
    )
}

/** How many of the files the index of a repository names. */
async function trackedByGit(files: readonly FoundFile[]): Promise<number> {
  const indexes = new Map<string, Promise<Buffer | undefined>>()
  const roots = new Map<string, Promise<string | undefined>>()
  let tracked = 0
  for (const { real } of files) {
    const folder = dirname(real)
    const root = await remembered(roots, folder, () => rootOf(folder))
    if (root === undefined) continue
    const index = await remembered(indexes, root, () => indexOf(root))
    if (index === undefined) continue
    const name = relative(root, real).split(sep).join('/')
    // Version 4 shortens names (gitformat-index(5)), so that each may be there.
    const isShortened = index.length > 8 && index.readUInt32BE(4) >= 4
    if (isShortened || index.includes(`${name}\0`)) tracked++
  }
  return tracked
}

function remembered<T>(
  known: Map<string, Promise<T>>,
  key: string,
  find: () => Promise<T>
): Promise<T> {
  const found = known.get(key) ?? find()
  known.set(key, found)
  return found
}

/** The folder with `.git` that holds a folder. */
async function rootOf(folder: string): Promise<string | undefined> {
  for (let at = folder; ; at = dirname(at)) {
    if (await stat(join(at, '.git')).catch(() => undefined)) return at
    if (dirname(at) === at) return undefined
  }
}

async function indexOf(root: string): Promise<Buffer | undefined> {
  const git = join(root, '.git')
  try {
    if ((await stat(git)).isDirectory())
      return await readFile(join(git, 'index'))
    // A worktree has a file that names its folder.
    const [, folder] = /^gitdir: (.+)$/m.exec(await readFile(git, 'utf8')) ?? []
    return folder === undefined
      ? undefined
      : await readFile(join(resolve(root, folder), 'index'))
  } catch {
    return undefined
  }
}
