// The inputs of the check: one table, from which values, defaults, action.yml and README follow, and the rules between them.
import { artifactNameProblem } from '../artifacts/artifact-name.js'
import { idsFormats } from '../content/formats.js'
import { eventOutputs, isEventOutput, type EventOutput } from '../domain.js'
import {
  boolean,
  choice,
  duration,
  InputReader,
  integer,
  lines,
  optionalText,
  size,
  text,
  type Environment,
  type InputTable,
  type Parser,
  type ValuesOf
} from '../lib/inputs.js'
import { code, oneOf, say } from '../lib/message.js'
import { isSecure } from '../lib/secure-url.js'
import type { Credentials } from '../x-api/credentials.js'

/** A line of an upload: up to 19 digits and a line feed. */
const bytesPerLine = 20

/** Event types to stop on; `any` stands for all. */
const events: Parser<readonly EventOutput[]> = (value, input) => {
  const words = value.split(/[\s,]/).filter(word => word !== '')
  for (const word of words)
    if (word !== 'any' && !isEventOutput(word))
      input.wrong(word, oneOf(['any', ...eventOutputs]))
  return words.includes('any')
    ? eventOutputs
    : eventOutputs.filter(event => words.includes(event))
}

/** Digits stay text: a JSON number of 19 digits would be rounded. */
const jobIds: Parser<readonly string[]> = (value, input) => {
  const allowed = say`a JSON array of job IDs, or one job ID per line, each of 1 to 19 digits and given once`
  const isArray = value.startsWith('[')
  if (isArray && !value.endsWith(']')) {
    input.wrong(value, say`${allowed}; the array has no closing bracket`)
    return []
  }
  const items = (isArray ? value.slice(1, -1).split(',') : value.split('\n'))
    .map(item => item.trim())
    .map(item => (isArray ? unquoted(item) : item))
  const given = items.length === 1 && items[0] === '' ? [] : items
  if (isArray && given.length === 0)
    input.wrong(value, say`${allowed}; the list is empty`)
  const found = new Set<string>()
  for (const item of given.filter(each => isArray || each !== '')) {
    if (/^\d{1,19}$/.test(item) && !found.has(item)) found.add(item)
    else {
      input.wrong(item, allowed)
      break
    }
  }
  return [...found]
}

function unquoted(item: string): string {
  return item.length > 1 && item.startsWith('"') && item.endsWith('"')
    ? item.slice(1, -1)
    : item
}

/** An origin without a trailing slash. */
const origin: Parser<string> = (value, input) => {
  const url = URL.canParse(value) ? new URL(value) : undefined
  const isBare =
    url?.pathname === '/' &&
    `${url.search}${url.hash}${url.username}${url.password}` === ''
  if (url && isBare && isSecure(url)) return url.origin
  input.wrong(
    value,
    say`an origin such as \`https://api.x.com\`, with https except on loopback`
  )
  return ''
}

/** Every input, in the order of the documents. */
export const inputTable = {
  ids: {
    group: 'Common',
    description:
      'Paths or globs of ID files, one per line; `!pattern` excludes. These are paths, not the IDs themselves. Relative paths must stay inside the workspace, absolute paths are read as given. Hidden files are read only when named. Required unless `ids-artifact` or `job-ids` is given.',
    parse: lines
  },
  type: {
    group: 'Common',
    description:
      'What the IDs are: `tweets` (post IDs) or `users` (account IDs).',
    default: 'tweets',
    parse: choice('tweets', 'users')
  },
  'bearer-token': {
    group: 'Common',
    description:
      'App-only bearer token of the X API. Required unless `api-key` and `api-key-secret` are given, or `simulate` or `dry-run` is on.',
    parse: text
  },
  'api-key': {
    group: 'Common',
    description:
      "API key of the App, with `api-key-secret` instead of `bearer-token`: the step fetches the App's bearer token with them.",
    parse: text
  },
  'api-key-secret': {
    group: 'Common',
    description: 'API key secret of the App; only with `api-key`.',
    parse: text
  },
  simulate: {
    group: 'Common',
    description:
      'Use the built-in simulator instead of X: no token, no cost, made-up results.',
    default: 'false',
    parse: boolean
  },
  'dry-run': {
    group: 'Common',
    description:
      'Check the ID files and stop: no token, no request to X. `status` is then `checked`.',
    default: 'false',
    parse: boolean
  },
  'fail-on': {
    group: 'Common',
    description:
      'Event outputs, such as `deleted suspended`, or `any`: the step fails, after publishing, when one of them occurred. It applies to complete runs only.',
    parse: events
  },
  'ids-format': {
    group: 'ID files',
    description:
      'Format of the ID files: `auto`, `text`, `csv` (also TSV and semicolons) or `jsonl`. gzip and zstd are recognised in every format.',
    default: 'auto',
    parse: choice(...idsFormats)
  },
  'ids-column': {
    group: 'ID files',
    description:
      'CSV: header name or 1-based number. JSONL: key path such as `author_id` or `user.id_str`. Several: one per line, each read. Default: CSV by header or content, according to `type`; JSONL every post (with `users`: every author) whose content the record holds.',
    parse: lines
  },
  'if-no-ids-found': {
    group: 'ID files',
    description:
      'What to do when the files hold no ID: `error`, or `warn` and succeed with zero counts and no job.',
    default: 'error',
    parse: choice('error', 'warn')
  },
  'on-invalid-ids': {
    group: 'ID files',
    description:
      'What to do with lines that hold no ID: `fail`, or `skip` them with a warning.',
    default: 'fail',
    parse: choice('fail', 'skip')
  },
  'on-damaged-ids': {
    group: 'ID files',
    description:
      'What to do when so many IDs look rounded (by Excel or JavaScript) that it cannot be chance: `fail` or `warn`.',
    default: 'fail',
    parse: choice('fail', 'warn')
  },
  'ids-artifact': {
    group: 'ID files from artifacts',
    description:
      'Name of an artifact to read ID files from. `ids` then selects files inside it; the default is all.',
    parse: optionalText
  },
  'ids-artifact-run-id': {
    group: 'ID files from artifacts',
    description:
      'ID of the run that holds the artifact; the default is this run. `latest`: the newest unexpired artifact of that name from a successful `push`, `schedule` or `workflow_dispatch` run of this repository on the same branch.',
    parse: optionalText
  },
  'ids-artifact-repository': {
    group: 'ID files from artifacts',
    description:
      'Repository of that run, as `owner/name`. Another repository needs a run ID.',
    default: '${{ github.repository }}',
    parse: text
  },
  'github-token': {
    group: 'ID files from artifacts',
    description:
      'Token to read artifacts of other runs; it needs `actions: read`.',
    default: '${{ github.token }}',
    parse: text
  },
  cycle: {
    group: 'Jobs and waiting',
    description:
      'Which earlier results may be reused: those of this workflow `run` (all its attempts and jobs), `day`, `week` or `month` (UTC, ISO week), or of a word of your own of up to 20 letters, digits, dots and underscores.',
    default: 'run',
    parse: text
  },
  'job-ids': {
    group: 'Jobs and waiting',
    description:
      'Download the results of these existing jobs (JSON array or newline-separated) instead of creating new ones. Their type must be `type`.',
    parse: jobIds
  },
  'on-active-job': {
    group: 'Jobs and waiting',
    description:
      'What to do when another job of this type is running: `wait` for it, or `fail`.',
    default: 'wait',
    parse: choice('wait', 'fail')
  },
  wait: {
    group: 'Jobs and waiting',
    description:
      '`false`: do not wait for X. Download finished parts, submit the next one, and stop with `status` = `submitted`, or `complete` when nothing is left.',
    default: 'true',
    parse: boolean
  },
  'poll-interval': {
    group: 'Jobs and waiting',
    description:
      'Interval between status checks. Starts at a tenth of this and doubles up to it; for long jobs it grows to 10 % of the time waited.',
    default: '30s',
    parse: duration
  },
  timeout: {
    group: 'Jobs and waiting',
    description: 'Time limit of the whole step.',
    default: '5h30m',
    parse: duration
  },
  'on-timeout': {
    group: 'Jobs and waiting',
    description:
      'What to do when the time is up: `fail`, or `continue` and succeed with `status` = `timeout`. A later run of the same `cycle` resumes the jobs.',
    default: 'fail',
    parse: choice('fail', 'continue')
  },
  'max-upload-size': {
    group: 'Jobs and waiting',
    description:
      'Largest size of one upload. An ID takes 20 bytes; a larger set is split into parts that run one after the other.',
    default: '128MB',
    parse: size(bytesPerLine)
  },
  publish: {
    group: 'Publishing',
    description:
      'What the artifact holds: `full`, `counts` (no IDs) or `none` (no artifact).',
    default: 'full',
    parse: choice('full', 'counts', 'none')
  },
  'artifact-name': {
    group: 'Publishing',
    description:
      'Name of the artifact; the default is `compliance-results-<type>`. Simulated runs put `simulated-` in front.',
    parse: optionalText
  },
  overwrite: {
    group: 'Publishing',
    description:
      '`true`: replace an artifact of the same name in this run. `false`: if there is one, the first attempt of a run fails before a job is created.',
    default: 'false',
    parse: boolean
  },
  'retention-days': {
    group: 'Publishing',
    description:
      "Days to keep the artifact, 1 to 400; the default is the repository's setting.",
    parse: integer(1, 400)
  },
  'compression-level': {
    group: 'Publishing',
    description: 'Compression of the artifact, 0 (none) to 9 (smallest).',
    default: '6',
    parse: integer(0, 9)
  },
  'results-path': {
    group: 'Publishing',
    description:
      'Path for the results in NDJSON; the default is a new file under `RUNNER_TEMP`.',
    parse: optionalText
  },
  summary: {
    group: 'Publishing',
    description: 'Whether to write the job summary.',
    default: 'true',
    parse: boolean
  },
  'api-url': {
    group: 'Advanced',
    description: 'Origin of the API, with https except on loopback.',
    default: 'https://api.x.com',
    parse: origin
  }
} as const satisfies InputTable

type Given = ValuesOf<typeof inputTable>

/** All inputs, validated and in usable units: durations are milliseconds, sizes are bytes. */
export type Inputs = Omit<Given, 'artifactName' | 'compressionLevel'> & {
  /** The default filled in, `simulated-` in front where it applies. */
  artifactName: string
  compressionLevel: number
}

/**
 * Reads all inputs from a runner's environment (`INPUT_<NAME>`).
 *
 * @throws Failure `invalid-input`, which names every problem at once
 */
export function readInputs(env: Environment): Inputs {
  const reader = new InputReader(env)
  const given = reader.read(inputTable)
  const { simulate, dryRun, type } = given
  const isOffline = simulate || dryRun
  const name = given.artifactName ?? `compliance-results-${type}`
  const thisRepository = env['GITHUB_REPOSITORY'] ?? ''
  const inputs: Inputs = {
    ...given,
    // Not trimmed: white space in a secret is a problem of its own.
    bearerToken: isOffline ? '' : reader.raw('bearer-token'),
    apiKey: isOffline ? '' : reader.raw('api-key'),
    apiKeySecret: isOffline ? '' : reader.raw('api-key-secret'),
    idsArtifactRepository: given.idsArtifactRepository || thisRepository,
    artifactName: simulate ? `simulated-${name}` : name,
    compressionLevel: given.compressionLevel ?? 0
  }
  checkTogether(inputs, thisRepository, reader)
  reader.close()
  return inputs
}

/** How the step authenticates at X; undefined where it sends nothing there. */
export function credentialsOf(inputs: Inputs): Credentials | undefined {
  const { simulate, dryRun, bearerToken, apiKey, apiKeySecret } = inputs
  if (simulate || dryRun) return undefined
  return apiKey === '' ? { bearerToken } : { apiKey, apiKeySecret }
}

/** The rules that concern more than the form of one value. */
function checkTogether(
  inputs: Inputs,
  thisRepository: string,
  reader: InputReader
): void {
  const { simulate, dryRun } = inputs
  if (!simulate && !dryRun) checkCredentials(inputs, reader)

  const example = say`Write, for example, \`ids: data/tweet-ids.txt\`.`
  const hasFiles = inputs.ids.length > 0 || inputs.idsArtifact !== undefined
  if (!hasFiles && dryRun)
    reader.problem(
      'ids',
      say`is missing; \`dry-run\` needs ID files to check`,
      example
    )
  else if (!hasFiles && !reader.isGiven('job-ids'))
    reader.problem(
      'ids',
      say`is missing, and so are \`ids-artifact\` and \`job-ids\``,
      example
    )
  for (const pattern of inputs.ids.filter(each => /^\d+$/.test(each)))
    reader.problem(
      'ids',
      say`takes paths of ID files, and ${code(pattern, 80)} is an ID`,
      say`Put the IDs into a file, one per line, and give its path here; a file that is named like that is written ${code(`./${pattern}`, 80)}.`
    )

  const meant = meantCycle(inputs.cycle)
  if (meant !== undefined)
    reader.problem(
      'cycle',
      say`is ${code(inputs.cycle, 80)}, which is nearly the key word ${{ code: meant }} and would be a cycle of your own, which never ends`,
      inputs.cycle.toLowerCase() === 'hourly'
        ? say`There is no cycle of an hour: write \`cycle: run\`, so that each run checks anew, or \`cycle: day\`.`
        : say`Write ${{ code: `cycle: ${meant}` }}.`
    )
  else if (!isCycle(inputs.cycle))
    reader.wrong(
      'cycle',
      inputs.cycle,
      say`\`run\`, \`day\`, \`week\`, \`month\`, or a word of 1 to 20 letters, digits, dots and underscores that is not \`r\` and digits`
    )
  checkEffects(inputs, thisRepository, reader)
  checkArtifactSource(inputs, thisRepository, reader)
  const nameProblem = artifactNameProblem(inputs.artifactName)
  if (nameProblem !== undefined)
    reader.problem(
      'artifact-name',
      say`is ${code(reader.raw('artifact-name'), 80)}, which ${nameProblem}`,
      say`Give a name of letters, digits, hyphens, dots and underscores.`
    )
}

/** One of the two ways to authenticate, and it whole. */
function checkCredentials(
  { bearerToken, apiKey, apiKeySecret }: Inputs,
  reader: InputReader
): void {
  const [hasKey, hasSecret] = [apiKey, apiKeySecret].map(
    value => value.trim() !== ''
  )
  if (!hasKey && !hasSecret) {
    checkToken(bearerToken, reader)
    return
  }
  if (bearerToken.trim() !== '')
    reader.problem(
      'bearer-token',
      say`is given, and so is \`${hasKey ? 'api-key' : 'api-key-secret'}\``,
      say`Give one of the two: the token, or the key and its secret.`
    )
  checkKey('api-key', apiKey, 'api-key-secret', reader)
  checkKey('api-key-secret', apiKeySecret, 'api-key', reader)
}

function checkKey(
  name: string,
  value: string,
  other: string,
  reader: InputReader
): void {
  if (value.trim() === '')
    reader.problem(
      name,
      say`is empty, though ${code(other)} is given`,
      say`Give both. Most likely ${secretNotPassed}`
    )
  else checkCharacters(name, value, reader)
}

const secretNotPassed = say`the secret is not set under this name, or it was not passed: workflows started by forks or Dependabot get no secrets.`

function checkToken(token: string, reader: InputReader): void {
  const name = 'bearer-token'
  if (token.trim() === '')
    reader.problem(
      name,
      say`is empty`,
      say`Most likely ${secretNotPassed} Write \`bearer-token: \${{ secrets.X_BEARER_TOKEN }}\` and set that secret, give \`api-key\` and \`api-key-secret\` instead, or try \`simulate: true\`.`
    )
  else if (/^["'“”]?bearer\s/i.test(token))
    reader.problem(
      name,
      say`starts with \`Bearer \``,
      say`Store only the token in the secret; the action adds that word.`
    )
  else if (checkCharacters(name, token, reader) && token.length < 20)
    reader.problem(
      name,
      say`has only ${token.length} characters`,
      say`Store the whole app-only bearer token (at least 20 characters) in the secret.`
    )
}

/** What secrets of X never hold, and what to do about it. */
const strangers = [
  {
    pattern: /\s/,
    what: say`contains white space (its value is not shown)`,
    fix: say`Store it again, without spaces or line breaks around or in it.`
  },
  {
    pattern: /["'`“”‘’]/,
    what: say`contains quotation marks (its value is not shown)`,
    fix: say`Store it again without the quotes: a secret is used exactly as it is stored.`
  },
  {
    pattern: /[^\x21-\x7e]/,
    what: say`contains characters that no token has`,
    fix: say`Copy it again from the developer console of X: some programs put invisible or typographic characters into what they copy.`
  }
] as const

/** Whether a secret has only characters that secrets of X have. */
function checkCharacters(
  name: string,
  value: string,
  reader: InputReader
): boolean {
  const found = strangers.find(({ pattern }) => pattern.test(value))
  if (found) reader.problem(name, found.what, found.fix)
  return found === undefined
}

const runForm = /^(latest|[1-9]\d{0,18})$/
const repositoryForm = /^[\w.-]+\/[\w.-]+$/

function checkArtifactSource(
  inputs: Inputs,
  thisRepository: string,
  reader: InputReader
): void {
  const { idsArtifactRunId: runId, idsArtifactRepository: repository } = inputs
  if (runId !== undefined && !runForm.test(runId))
    reader.wrong(
      'ids-artifact-run-id',
      runId,
      say`a run ID (digits) or \`latest\``
    )
  if (repository !== '' && !repositoryForm.test(repository))
    reader.wrong('ids-artifact-repository', repository, say`\`owner/name\``)
  if (inputs.idsArtifact === undefined) return
  const nameProblem = artifactNameProblem(inputs.idsArtifact)
  if (nameProblem !== undefined)
    reader.problem(
      'ids-artifact',
      say`is ${code(inputs.idsArtifact, 80)}, which ${nameProblem}`,
      say`Write the name as shown by the run that published it.`
    )
  const elsewhere = repository.toLowerCase() !== thisRepository.toLowerCase()
  if (elsewhere && (runId === undefined || runId === 'latest'))
    reader.problem(
      'ids-artifact-run-id',
      say`must be the ID of a run for another repository (${code(repository, 80)})`,
      say`Write the number from the URL of the run.`
    )
  if (runId !== undefined && inputs.githubToken === '')
    reader.problem(
      'github-token',
      say`is empty, and reading artifacts of other runs needs it`,
      say`Leave the input out to use the token of the job, and give the job the permission \`actions: read\`.`
    )
}

/** Inputs that would be passed over in silence. */
function checkEffects(
  inputs: Inputs,
  thisRepository: string,
  reader: InputReader
): void {
  const { idsArtifact, idsArtifactRepository: repository } = inputs
  const isElsewhere =
    thisRepository !== '' &&
    repositoryForm.test(repository) &&
    repository.toLowerCase() !== thisRepository.toLowerCase()
  const names = say`Name the artifact in \`ids-artifact\`, or remove this input.`
  if (idsArtifact === undefined && runForm.test(inputs.idsArtifactRunId ?? ''))
    reader.problem(
      'ids-artifact-run-id',
      say`has no effect without \`ids-artifact\``,
      names
    )
  if (idsArtifact === undefined && isElsewhere)
    reader.problem(
      'ids-artifact-repository',
      say`has no effect without \`ids-artifact\``,
      names
    )
  if (inputs.dryRun && reader.isGiven('job-ids'))
    reader.problem(
      'job-ids',
      say`has no effect with \`dry-run\`, which asks X for nothing`,
      say`Remove one of the two.`
    )
  if (inputs.idsFormat === 'text' && inputs.idsColumn.length > 0)
    reader.problem(
      'ids-column',
      say`has no effect with \`ids-format: text\`, which has no columns`,
      say`Remove it, or set \`ids-format\` to \`csv\` or \`jsonl\`.`
    )
}

/** What people write for the key words of `cycle`. */
const nearCycles: Readonly<Record<string, string>> = {
  daily: 'day',
  days: 'day',
  today: 'day',
  everyday: 'day',
  hourly: 'day',
  weekly: 'week',
  weeks: 'week',
  wek: 'week',
  weeek: 'week',
  monthly: 'month',
  months: 'month',
  mont: 'month',
  moth: 'month',
  runs: 'run'
}

/** The key word that was meant by a word that is none, but nearly one. */
function meantCycle(word: string): string | undefined {
  const lower = word.toLowerCase()
  const keys = ['run', 'day', 'week', 'month']
  if (keys.includes(word)) return undefined
  return keys.includes(lower)
    ? lower
    : Object.hasOwn(nearCycles, lower)
      ? nearCycles[lower]
      : undefined
}

function isCycle(word: string): boolean {
  return /^[A-Za-z0-9._]{1,20}$/.test(word) && !/^r\d+$/.test(word)
}
