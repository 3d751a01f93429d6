// The inputs of the action (contract table in action.yml), read and judged together.
import { artifactNameProblem } from '../artifacts/artifact-name.js'
import { idsFormats, type IdsFormat } from '../content/formats.js'
import { Failure } from '../lib/failure.js'
import { eventOutputs, type EventOutput, type JobType } from '../domain.js'
import { isSecure } from '../lib/secure-url.js'
import { printable } from '../lib/text.js'

/** All inputs, judged and in usable units. Durations are milliseconds, sizes are bytes. */
export interface Inputs {
  /** Paths and globs as written, one each; `!` excludes. */
  ids: readonly string[]
  type: JobType
  /** Empty under `simulate` and `dry-run`. */
  bearerToken: string
  idsFormat: IdsFormat
  idsColumn: string | undefined
  idsArtifact: string | undefined
  /** A run ID, `latest`, or undefined for this run. */
  idsArtifactRunId: string | undefined
  /** `owner/name` */
  idsArtifactRepository: string
  githubToken: string
  ifNoIdsFound: 'error' | 'warn'
  onInvalidIds: 'fail' | 'skip'
  onDamagedIds: 'fail' | 'warn'
  /** `run`, `day`, `week`, `month` or a word of the user's own. */
  cycle: string
  jobIds: readonly string[]
  onActiveJob: 'wait' | 'fail'
  wait: boolean
  pollInterval: number
  timeout: number
  onTimeout: 'fail' | 'continue'
  maxUploadSize: number
  simulate: boolean
  dryRun: boolean
  publish: 'full' | 'counts' | 'none'
  /** Resolved: the default filled in, `simulated-` in front where it applies. */
  artifactName: string
  overwrite: boolean
  /** Days; undefined for the repository's setting. */
  retentionDays: number | undefined
  compressionLevel: number
  resultsPath: string | undefined
  failOn: readonly EventOutput[]
  summary: boolean
  /** Origin of the API, without a trailing slash. */
  apiUrl: string
}

/** What of the environment the inputs depend on. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Defaults of action.yml, which also hold for an input given as an empty string. */
export const inputDefaults = {
  type: 'tweets',
  'ids-format': 'auto',
  'if-no-ids-found': 'error',
  'on-invalid-ids': 'fail',
  'on-damaged-ids': 'fail',
  cycle: 'run',
  'on-active-job': 'wait',
  wait: 'true',
  'poll-interval': '30s',
  timeout: '5h30m',
  'on-timeout': 'fail',
  'max-upload-size': '128MB',
  simulate: 'false',
  'dry-run': 'false',
  publish: 'full',
  overwrite: 'false',
  'compression-level': '6',
  summary: 'true',
  'api-url': 'https://api.x.com'
} as const satisfies Record<string, string>

/**
 * Reads all inputs from a runner's environment (`INPUT_<NAME>`).
 *
 * @throws Failure `invalid-input`, which names every problem at once
 */
export function readInputs(env: Environment): Inputs {
  const form = new Form(env)
  const type = form.choice('type', ['tweets', 'users'])
  const simulate = form.boolean('simulate')
  const dryRun = form.boolean('dry-run')
  const thisRepository = env['GITHUB_REPOSITORY'] ?? ''
  const inputs: Inputs = {
    ids: form.lines('ids'),
    type,
    bearerToken: simulate || dryRun ? '' : form.raw('bearer-token'),
    idsFormat: form.choice('ids-format', idsFormats),
    idsColumn: form.optional('ids-column'),
    idsArtifact: form.optional('ids-artifact'),
    idsArtifactRunId: form.optional('ids-artifact-run-id'),
    idsArtifactRepository:
      form.optional('ids-artifact-repository') ?? thisRepository,
    githubToken: form.text('github-token'),
    ifNoIdsFound: form.choice('if-no-ids-found', ['error', 'warn']),
    onInvalidIds: form.choice('on-invalid-ids', ['fail', 'skip']),
    onDamagedIds: form.choice('on-damaged-ids', ['fail', 'warn']),
    cycle: form.text('cycle'),
    jobIds: form.jobIds(),
    onActiveJob: form.choice('on-active-job', ['wait', 'fail']),
    wait: form.boolean('wait'),
    pollInterval: form.duration('poll-interval'),
    timeout: form.duration('timeout'),
    onTimeout: form.choice('on-timeout', ['fail', 'continue']),
    maxUploadSize: form.size('max-upload-size', bytesPerLine),
    simulate,
    dryRun,
    publish: form.choice('publish', ['full', 'counts', 'none']),
    artifactName:
      (simulate ? 'simulated-' : '') +
      (form.optional('artifact-name') ?? `compliance-results-${type}`),
    overwrite: form.boolean('overwrite'),
    retentionDays: form.integer('retention-days', 1, 400),
    compressionLevel: form.integer('compression-level', 0, 9) ?? 0,
    resultsPath: form.optional('results-path'),
    failOn: form.events('fail-on'),
    summary: form.boolean('summary'),
    apiUrl: form.origin('api-url')
  }
  judgeTogether(inputs, thisRepository, form)
  form.close()
  return inputs
}

/** A line of an upload: up to 19 digits and a line feed. */
const bytesPerLine = 20

/** The rules that concern more than the form of one value. */
function judgeTogether(
  inputs: Inputs,
  thisRepository: string,
  form: Form
): void {
  const { bearerToken, simulate, dryRun } = inputs
  if (!simulate && !dryRun) judgeToken(bearerToken, form)

  const hasFiles = inputs.ids.length > 0 || inputs.idsArtifact !== undefined
  if (!hasFiles && dryRun)
    form.problem('ids', '`dry-run` checks ID files, so it needs some', [
      'Write, for example, `ids: data/tweet-ids.txt`.'
    ])
  else if (!hasFiles && inputs.jobIds.length === 0 && !form.given('job-ids'))
    form.problem('ids', 'none of `ids`, `ids-artifact`, `job-ids` is given', [
      'Write, for example, `ids: data/tweet-ids.txt`.'
    ])
  for (const pattern of inputs.ids.filter(each => /^\d+$/.test(each)))
    form.problem('ids', `${quote(pattern)} is an ID, and a path is meant`, [
      'Put the IDs into a file, one a line, and name the file here;',
      `a file of that very name is written \`./${pattern}\`.`
    ])

  if (!isCycle(inputs.cycle))
    form.wrong(
      'cycle',
      inputs.cycle,
      '`run`, `day`, `week`, `month`, or a word of 1 to 20 letters, digits, dots and underscores that is not `r` and digits'
    )
  judgeArtifactSource(inputs, thisRepository, form)
  const nameProblem = artifactNameProblem(inputs.artifactName)
  if (nameProblem !== undefined)
    form.problem(
      'artifact-name',
      `${quote(form.text('artifact-name'))} ${nameProblem}`,
      ['Give a name of letters, digits, hyphens, dots and underscores.']
    )
}

function judgeToken(token: string, form: Form): void {
  const name = 'bearer-token'
  if (token.trim() === '')
    form.problem(name, 'it is empty', [
      'Either the secret is not set under this name, or it was not passed:',
      'workflows that forks or Dependabot start get no secrets.',
      'Write `bearer-token: ${{ secrets.X_BEARER_TOKEN }}` and set that secret, or try `simulate: true`.'
    ])
  else if (/^bearer\s/i.test(token))
    form.problem(name, 'it starts with `Bearer `', [
      'Store the token alone in the secret; the action adds that word.'
    ])
  else if (/\s/.test(token))
    form.problem(name, 'it holds white space (its value is not shown)', [
      'Store the token again, without spaces or line breaks around or in it.'
    ])
  else if (/[^\x21-\x7e]/.test(token))
    form.problem(name, 'it holds characters that no token has', [
      'Copy the token again from the developer console of X: some programs put invisible or typographic characters into what they copy.'
    ])
  else if (token.length < 20)
    form.problem(name, `it has only ${token.length} characters`, [
      'Store the whole app-only bearer token (at least 20 characters) in the secret.'
    ])
}

function judgeArtifactSource(
  inputs: Inputs,
  thisRepository: string,
  form: Form
): void {
  const { idsArtifactRunId: runId, idsArtifactRepository: repository } = inputs
  if (runId !== undefined && !/^(latest|[1-9]\d{0,18})$/.test(runId))
    form.wrong('ids-artifact-run-id', runId, 'a run ID (digits) or `latest`')
  if (repository !== '' && !/^[\w.-]+\/[\w.-]+$/.test(repository))
    form.wrong('ids-artifact-repository', repository, '`owner/name`')
  if (inputs.idsArtifact === undefined) return
  const nameProblem = artifactNameProblem(inputs.idsArtifact)
  if (nameProblem !== undefined)
    form.problem(
      'ids-artifact',
      `${quote(inputs.idsArtifact)} ${nameProblem}`,
      ['Write the name as the run that published it shows it.']
    )
  const elsewhere = repository.toLowerCase() !== thisRepository.toLowerCase()
  if (elsewhere && (runId === undefined || runId === 'latest'))
    form.problem(
      'ids-artifact-run-id',
      `another repository (${quote(repository)}) needs the ID of a run`,
      ['Write the number that stands in the URL of the run.']
    )
  if (runId !== undefined && inputs.githubToken === '')
    form.problem(
      'github-token',
      'it is empty, and reading artifacts of other runs needs it',
      [
        'Leave the input out to use the token of the job, and give the job the permission `actions: read`.'
      ]
    )
}

function isCycle(word: string): boolean {
  return /^[A-Za-z0-9._]{1,20}$/.test(word) && !/^r\d+$/.test(word)
}

/** The values as they were given, and the problems found with them. */
class Form {
  readonly #problems: string[] = []

  constructor(private readonly env: Environment) {}

  /** The value as it was given, not even trimmed. */
  raw(name: string): string {
    return this.env[`INPUT_${name.toUpperCase()}`] ?? ''
  }

  given(name: string): boolean {
    return this.raw(name).trim() !== ''
  }

  /** The trimmed value, or the default, or an empty string. */
  text(name: string): string {
    const defaults: Readonly<Record<string, string>> = inputDefaults
    return this.raw(name).trim() || (defaults[name] ?? '')
  }

  optional(name: string): string | undefined {
    return this.text(name) || undefined
  }

  lines(name: string): readonly string[] {
    return this.text(name)
      .split(/\r?\n/)
      .map(line => line.trim())
      .filter(Boolean)
  }

  choice<const T extends string>(name: string, allowed: readonly T[]): T {
    const text = this.text(name)
    const found = allowed.find(word => word === text)
    if (found === undefined) {
      const words = allowed.map(word => `\`${word}\``)
      this.wrong(
        name,
        text,
        `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`
      )
    }
    return found ?? first(allowed)
  }

  boolean(name: string): boolean {
    const text = this.text(name)
    if (!/^(true|True|TRUE|false|False|FALSE)$/.test(text))
      this.wrong(name, text, '`true` or `false`')
    return text.toLowerCase() === 'true'
  }

  integer(name: string, min: number, max: number): number | undefined {
    const text = this.text(name)
    if (text === '') return undefined
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN
    if (!(value >= min && value <= max))
      this.wrong(name, text, `a whole number from ${min} to ${max}`)
    return value
  }

  /** Milliseconds. */
  duration(name: string): number {
    const text = this.text(name)
    const match =
      /^(?=\d)(?:(\d{1,5})d)?(?:(\d{1,5})h)?(?:(\d{1,6})m)?(?:(\d{1,8})s)?$/.exec(
        text
      )
    if (text === '0') return 0
    if (!match) {
      this.wrong(
        name,
        text,
        'a duration such as `90s`, `10m`, `5h30m`, `2d`, or `0`'
      )
      return 0
    }
    const [days, hours, minutes, seconds] = match
      .slice(1)
      .map((digits: string | undefined) => Number(digits ?? 0))
    return (
      ((((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 +
        (seconds ?? 0)) *
      1000
    )
  }

  /** Bytes. */
  size(name: string, min: number): number {
    const text = this.text(name)
    const match = /^(\d{1,12})(kB|KB|MB|GB)?$/.exec(text)
    const units: Readonly<Record<string, number>> = {
      kB: 1e3,
      KB: 1e3,
      MB: 1e6,
      GB: 1e9
    }
    const value = match ? Number(match[1]) * (units[match[2] ?? ''] ?? 1) : NaN
    if (!(value >= min && Number.isSafeInteger(value)))
      this.wrong(
        name,
        text,
        `a size in bytes, or such as \`128MB\` or \`1GB\`, of at least ${min} bytes`
      )
    return value
  }

  events(name: string): readonly EventOutput[] {
    const words = this.text(name)
      .split(/[\s,]+/)
      .filter(Boolean)
    for (const word of words)
      if (word !== 'any' && !isEvent(word))
        this.wrong(
          name,
          word,
          `\`any\` or one of ${eventOutputs.map(event => `\`${event}\``).join(', ')}`
        )
    return words.includes('any')
      ? eventOutputs
      : eventOutputs.filter(event => words.includes(event))
  }

  /** Digits stay text: a JSON number of 19 digits would be rounded. */
  jobIds(): readonly string[] {
    const name = 'job-ids'
    const text = this.text(name)
    const array = /^\[([^,]*(?:,[^,]*\S[^,]*)*)\]$/.exec(text)
    const items = (array ? (array[1] ?? '').split(',') : text.split(/\n/))
      .map(item => item.trim())
      .map(item => (array ? item.replace(/^"(.*)"$/, '$1') : item))
      .filter(Boolean)
    const allowed =
      'a JSON array of job IDs, or one job ID a line, each of 1 to 19 digits and given once'
    if (array && items.length === 0)
      this.wrong(name, text, `${allowed}; an empty list names no job`)
    for (const [index, item] of items.entries())
      if (!/^\d{1,19}$/.test(item) || items.indexOf(item) !== index)
        this.wrong(name, item, allowed)
    return items
  }

  origin(name: string): string {
    const text = this.text(name)
    const url = URL.canParse(text) ? new URL(text) : undefined
    const bare =
      url &&
      `${url.pathname}${url.search}${url.hash}${url.username}${url.password}` ===
        '/'
    if (!url || !bare || !isSecure(url)) {
      this.wrong(
        name,
        text,
        'an origin such as `https://api.x.com`; https, except on loopback'
      )
      return ''
    }
    return url.origin
  }

  /** Notes that a value is not what is allowed. */
  wrong(name: string, value: string, allowed: string): void {
    this.problem(name, `${quote(value)} is not ${allowed}`, [])
  }

  problem(name: string, what: string, fix: readonly string[]): void {
    this.#problems.push([`\`${name}\`: ${what}.`, ...fix].join(' '))
  }

  /** @throws Failure `invalid-input` when there were problems */
  close(): void {
    const problems = this.#problems
    if (problems.length === 0) return
    throw new Failure('invalid-input', {
      what: [
        problems.length === 1
          ? 'An input cannot be used.'
          : `${problems.length} inputs cannot be used.`,
        ...problems.map(problem => `- ${problem}`)
      ].join('\n'),
      fix: '\nNothing was read or sent. Correct the `with:` block of this step and run it again.'
    })
  }
}

function isEvent(word: string): word is EventOutput {
  return eventOutputs.some(event => event === word)
}

function quote(value: string): string {
  return `\`${printable(value, 80).replaceAll('`', "'")}\``
}

function first<T>(list: readonly T[]): T {
  const [item] = list
  if (item === undefined) throw new RangeError('The list is empty')
  return item
}
