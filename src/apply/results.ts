// Loads the results of checks, and refuses all that can't be trusted to be whole, true and fresh.
import { createHash } from 'node:crypto'
import { readFile, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { BadLines } from '../content/bad-lines.js'
import { findFiles, type FoundFile } from '../content/find-files.js'
import { readIdFile } from '../content/read-file.js'
import {
  requiredActions,
  type JobType,
  type RequiredAction
} from '../domain.js'
import { Failure } from '../lib/failure.js'
import { code, say, type Message } from '../lib/message.js'
import { duration, instant } from '../lib/text.js'
import type { IdCollector } from '../ids/id-set.js'
import { verdict } from './edits/edit.js'
import type { Inputs } from './inputs.js'
import type { ResultsRecord } from './record.js'
import { ListVerdicts, VerdictSets } from './verdicts.js'

/** The report of a check that this version reads. */
const knownSchema = 2

/** Clocks differ by less; what lies further ahead is of the future. */
const futureBegins = 10 * 60_000

/** A report names each ID file; this is a million of them. */
const longestReport = 500_000_000

const bits: Record<RequiredAction, number> = {
  delete: verdict.gone,
  'scrub-geo': verdict.geo,
  refetch: verdict.refetch,
  review: verdict.review
}

export interface ResultsRequest {
  inputs: Inputs
  workspace: string
  /** Folder for what does not fit in memory. */
  directory: string
  now: number
  signal: AbortSignal
}

export interface LoadedResults {
  results: ResultsRecord[]
  verdicts: ListVerdicts
  /** Real paths of the files that were read, by the input that named them. */
  sources: ReadonlyMap<string, string>
}

/** @throws Failure `results-not-found`, `results-refused`, `data-not-found` or `data-invalid` */
export async function loadResults(
  request: ResultsRequest
): Promise<LoadedResults> {
  const { inputs, workspace, directory, signal } = request
  const sets = {
    tweets: new VerdictSets(directory, signal),
    users: new VerdictSets(directory, signal)
  }
  const results: ResultsRecord[] = []
  const sources = new Map<string, string>()
  for (const folder of await resultFolders(inputs.results, workspace, signal)) {
    const real = await realpath(folder)
    for (const name of ['report.json', ...requiredActions.map(listName)])
      sources.set(join(real, name), 'results')
    const record = await loadReport(folder, request)
    for (const action of requiredActions)
      await loadList(
        folder,
        action,
        record,
        sets[record.type].collector(bits[action]),
        signal
      )
    results.push(record)
  }
  for (const [input, type] of [
    ['remove-posts', 'tweets'],
    ['remove-users', 'users']
  ] as const)
    for (const file of await loadRemovals(input, type, sets[type], request))
      sources.set(file.real, input)
  const verdicts = new ListVerdicts(
    await sets.tweets.finish(),
    await sets.users.finish()
  )
  return { results, verdicts, sources }
}

/** The folders that the patterns select. */
async function resultFolders(
  patterns: readonly string[],
  workspace: string,
  signal: AbortSignal
): Promise<string[]> {
  if (patterns.length === 0) return []
  const folders = new Map<string, Set<string>>()
  for (const pattern of patterns) {
    const folder = pattern
      .replace(/(?<![/\\])[/\\]+$/, '')
      .replace(/[/\\]report\.json$/, '')
    const { files } = await findInFolder(folder, workspace, signal)
    for (const { path } of files) {
      const names = folders.get(dirname(path)) ?? new Set()
      folders.set(dirname(path), names.add(basename(path)))
    }
  }
  for (const [folder, names] of folders)
    if (!names.has('report.json')) throw notFound(folder)
  return [...folders.keys()].sort()
}

async function findInFolder(
  folder: string,
  workspace: string,
  signal: AbortSignal
): Promise<{ files: FoundFile[] }> {
  try {
    return await findFiles({
      patterns: [`${folder}/*`],
      root: workspace,
      wanted: {
        input: 'results',
        code: 'results-not-found',
        origin: 'workspace'
      },
      signal
    })
  } catch (error) {
    if (error instanceof Failure && error.code === 'results-not-found')
      throw notFound(folder)
    throw error
  }
}

function notFound(folder: string): Failure {
  return new Failure('results-not-found', {
    what: say`${code(folder, 200)} holds no \`report.json\`.`,
    why: say`\`results\` names folders: the output \`report-path\` of a check, or where an artifact of one was unpacked. \`actions/download-artifact\` makes a folder for each artifact unless one is named.`,
    fix: say`Name the folder that holds \`report.json\`, such as \`results: \${{ steps.check.outputs.report-path }}\` or \`results: results/*\`.`
  })
}

function refused(folder: string, what: Message, fix: Message): Failure {
  return new Failure('results-refused', {
    what: say`The results in ${code(folder, 200)} are refused: ${what}.`,
    fix
  })
}

const checkAgain = say`Run the check again, and give the results of a run whose \`status\` is \`complete\`.`

type Fields = Readonly<Record<string, unknown>>

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {}

const isDigest = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0

async function loadReport(
  folder: string,
  { inputs, now }: ResultsRequest
): Promise<ResultsRecord> {
  const refuse = (what: Message, fix = checkAgain): never => {
    throw refused(folder, what, fix)
  }
  const path = join(folder, 'report.json')
  if ((await stat(path)).size > longestReport)
    refuse(say`\`report.json\` is too large to be a report`)
  const bytes = await readFile(path)
  const report = fieldsOf(parse(bytes.toString()))
  const settings = fieldsOf(report['settings'])
  const outputs = fieldsOf(report['outputs'])
  const run = fieldsOf(report['run'])
  const { schema, status, simulated } = report
  const type = settings['type']
  if (!isCount(schema)) refuse(say`\`report.json\` is no report of a check`)
  if (schema !== knownSchema)
    refuse(
      say`they are of schema ${String(schema)}, and this version reads schema ${knownSchema}`,
      say`Use the same version of both actions, and run the check again.`
    )
  if (type !== 'tweets' && type !== 'users')
    return refuse(
      say`\`report.json\` does not say whether the IDs are of posts or of users`
    )
  if (status !== 'complete')
    refuse(
      say`the check did not finish: its status is ${code(String(status), 40)}`
    )
  if (simulated === true && inputs.mode === 'replace')
    refuse(
      say`they are simulated, so their verdicts are made up`,
      say`Run the check against X; or use \`mode: plan\` or \`mode: copy\`, which take them.`
    )
  if (outputs['parts'] !== outputs['parts-complete'])
    refuse(say`some parts are missing`)
  const lists = Object.fromEntries(
    requiredActions.map(action => {
      const list = fieldsOf(fieldsOf(report['lists'])[action])
      const { ids, sha256 } = list
      if (!isCount(ids) || !isDigest(sha256))
        return refuse(say`\`report.json\` has no entry for \`${action}.txt\``)
      return [action, { ids, sha256 }]
    })
  ) as ResultsRecord['lists']
  const checkedAt = Date.parse(String(outputs['checked-at']))
  if (Number.isNaN(checkedAt))
    refuse(say`\`report.json\` does not say when X was asked`)
  if (checkedAt > now + futureBegins)
    refuse(
      say`they are of ${instant(checkedAt)}, which is in the future`,
      say`Correct the clock of this machine, or run the check again.`
    )
  if (inputs.maxAge > 0 && now - checkedAt > inputs.maxAge)
    refuse(
      say`they are of ${instant(checkedAt)}, older than the \`max-age\` of ${duration(inputs.maxAge)}`,
      say`Run the check again: posts were removed since. Or raise \`max-age\`, if you know that they are right.`
    )
  const idFiles = fieldsOf(report['id_files'])['files']
  return {
    type,
    checkedAt,
    simulated: simulated === true,
    run: typeof run['url'] === 'string' ? run['url'] : '',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    lists,
    unchecked: Number(outputs['ids-unchecked'] ?? 0) || 0,
    idFiles: new Set(
      (Array.isArray(idFiles) ? idFiles : [])
        .map(file => fieldsOf(file)['sha256'])
        .filter(isDigest)
    )
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const listName = (action: RequiredAction) => `${action}.txt`

/** Reads a list, and holds it against its count and SHA-256 in the report. */
async function loadList(
  folder: string,
  action: RequiredAction,
  { type, lists }: ResultsRecord,
  set: IdCollector,
  signal: AbortSignal
): Promise<void> {
  const name = listName(action)
  const path = join(folder, name)
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile())
    throw refused(
      folder,
      say`${code(name)} is missing`,
      say`Publish with \`publish: full\`, and take the folder as it was published.`
    )
  const badLines = new BadLines()
  const { record } = await readIdFile(
    { path, name, bytes: found.size },
    { type, format: 'text', columns: [] },
    set,
    badLines,
    signal
  ).catch((error: unknown) => {
    if (error instanceof Failure && error.code === 'ids-invalid')
      throw differs(folder, name)
    throw error
  })
  const { ids, sha256 } = lists[action]
  if (record.sha256 !== sha256 || record.read !== ids || record.invalid > 0)
    throw differs(folder, name)
}

function differs(folder: string, name: string): Failure {
  return refused(
    folder,
    say`${code(name)} differs from its count or SHA-256 in \`report.json\``,
    say`Use the folder as the check left it. To remove more posts, name them with \`remove-posts\`; edited lists are not used.`
  )
}

/** Reads the files of what must go whatever X says. */
async function loadRemovals(
  input: 'remove-posts' | 'remove-users',
  type: JobType,
  sets: VerdictSets,
  { inputs, workspace, signal }: ResultsRequest
): Promise<readonly FoundFile[]> {
  const patterns =
    input === 'remove-posts' ? inputs.removePosts : inputs.removeUsers
  if (patterns.length === 0) return []
  const { files } = await findFiles({
    patterns,
    root: workspace,
    wanted: { input, code: 'data-not-found', origin: 'workspace' },
    signal
  })
  const set = sets.collector(verdict.gone)
  for (const file of files) {
    const badLines = new BadLines()
    const { record } = await readIdFile(
      file,
      { type, format: 'auto', columns: [] },
      set,
      badLines,
      signal
    ).catch((error: unknown) => {
      if (error instanceof Failure && error.code === 'ids-invalid')
        throw new Failure('data-invalid', {
          what: error.text.what,
          fix: say`Give \`${input}\` plain text with one ID per line.`
        })
      throw error
    })
    if (record.invalid > 0)
      throw new Failure('data-invalid', {
        what: say`${code(file.name, 200)}, which \`${input}\` names, holds lines without an ID: ${record.invalid} of ${record.read}.`,
        why: say`A skipped line would keep a post that must go.`,
        fix: say`Correct the file: one ID per line.`
      })
  }
  return files
}
