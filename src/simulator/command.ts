// `npm run simulator`: the service alone, for any client, with the curl lines to try it.
import { parseArgs } from 'node:util'
import { parseDuration } from './durations.js'
import { faultSyntax, parseFault } from './fault-syntax.js'
import {
  startSimulator,
  type Simulator,
  type SimulatorOptions
} from './index.js'
import { usualRateLimits } from './rate-limits.js'
import type { SimulatorRequest } from './request-log.js'
import { operations, type Flow } from './types.js'

const help = `Usage: npm run simulator -- [options]

Runs a stand-in for the batch compliance endpoints of the X API v2 on 127.0.0.1. Its verdicts are made up.

  --port=8080               Port; left out, any free one
  --flow=current            current (byte-path URLs) or storage (signed URLs on a second origin)
  --token=TEXT              The bearer token that is accepted, at least 20 characters; left out, one is made up
  --api-key=TEXT            The App's key and secret that /oauth2/token takes; left out, they are made up
  --api-key-secret=TEXT
  --job-time=1900ms         Time that a job takes whatever its size
  --ids-per-second=10000    How fast its IDs are processed
  --fault=FAULT             What goes wrong; may be given several times (see below)
  --rate-limit=get:150      Requests per 15 minutes to token, create, list, get, cancel, upload or download; 0 for no limit; may be given several times
  --cancel=yes              yes or no: whether DELETE exists; the default is that of the flow
  --unknown-job=404         404, or 200 for an answer with errors and no data
  --max-upload-bytes=N      Largest upload; the default is that of the flow
  --directory=PATH          Where uploads and results are kept; left out, a temporary folder that is removed at the end
  --help                    This text

A fault is ${faultSyntax}`

const declared = {
  port: { type: 'string' },
  flow: { type: 'string' },
  token: { type: 'string' },
  'api-key': { type: 'string' },
  'api-key-secret': { type: 'string' },
  'job-time': { type: 'string' },
  'ids-per-second': { type: 'string' },
  fault: { type: 'string', multiple: true },
  'rate-limit': { type: 'string', multiple: true },
  cancel: { type: 'string' },
  'unknown-job': { type: 'string' },
  'max-upload-bytes': { type: 'string' },
  directory: { type: 'string' },
  help: { type: 'boolean' }
} as const

/**
 * Serves until SIGINT, SIGTERM or SIGBREAK, and resolves then. Arguments that are not understood, and a port that is
 * taken, are said on stderr and set `process.exitCode` to 1.
 */
export async function runSimulatorCommand(
  args: readonly string[],
  explorer: string
): Promise<void> {
  try {
    const options = readArguments(args)
    if (options === 'help') {
      console.log(help)
      return
    }
    const simulator = await startSimulator({
      ...options,
      explorer,
      onAnswer: logLine
    })
    console.log(greeting(simulator, options.flow ?? 'current'))
    await stopSignal()
    await simulator.close()
  } catch (error) {
    console.error(messageOf(error))
    process.exitCode = 1
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error && error.code === 'EADDRINUSE'
    ? 'The port is in use by another program: give another one with --port, or leave it out to get a free one.'
    : error.message
}

/** Throws an `Error` that names the argument, its value and what is allowed. */
export function readArguments(
  args: readonly string[]
): SimulatorOptions | 'help' {
  const { values } = parseArgs({ args: [...args], options: declared })
  if (values.help) return 'help'
  const options: {
    -readonly [Key in keyof SimulatorOptions]: SimulatorOptions[Key]
  } = {}
  const { port, token, directory } = values
  if (port !== undefined) options.port = count('port', port, 0, 65_535)
  if (values.flow !== undefined)
    options.flow = choice('flow', values.flow, ['current', 'storage'])
  if (token !== undefined) {
    if (!/^[!-~]{20,}$/.test(token))
      throw wrong('token', token, 'at least 20 characters without white space')
    options.token = token
  }
  const apiKey = values['api-key']
  const apiKeySecret = values['api-key-secret']
  if (apiKey !== undefined) options.apiKey = apiKey
  if (apiKeySecret !== undefined) options.apiKeySecret = apiKeySecret
  const jobTime = values['job-time'] ?? '1900ms'
  const base = parseDuration(jobTime)
  if (base === undefined)
    throw wrong('job-time', jobTime, 'a duration such as 1900ms, 90s or 5h30m')
  const speed = values['ids-per-second'] ?? '10000'
  options.processing = {
    base,
    perId: 1000 / count('ids-per-second', speed, 1, 1e9)
  }
  options.faults = (values.fault ?? []).map(parseFault)
  options.rateLimits = {
    ...usualRateLimits,
    ...Object.fromEntries((values['rate-limit'] ?? []).map(rateLimit))
  }
  if (values.cancel !== undefined)
    options.cancel = choice('cancel', values.cancel, ['yes', 'no']) === 'yes'
  const unknownJob = values['unknown-job']
  if (unknownJob !== undefined)
    options.missingJob =
      choice('unknown-job', unknownJob, ['404', '200']) === '404' ? 404 : 200
  const maxUpload = values['max-upload-bytes']
  if (maxUpload !== undefined)
    options.maxUploadBytes = count('max-upload-bytes', maxUpload, 1, 1e12)
  if (directory !== undefined) options.directory = directory
  return options
}

const wrong = (name: string, value: string, allowed: string) =>
  new Error(`--${name} is "${value}", but it must be ${allowed}.`)

function count(
  name: string,
  value: string,
  least: number,
  most: number
): number {
  const number = /^\d{1,13}$/.test(value) ? Number(value) : NaN
  if (number >= least && number <= most) return number
  throw wrong(name, value, `a whole number from ${least} to ${most}`)
}

function choice<Word extends string>(
  name: string,
  value: string,
  words: readonly Word[]
): Word {
  const word = words.find(each => each === value)
  if (word !== undefined) return word
  throw wrong(name, value, words.join(' or '))
}

function rateLimit(text: string): [string, number | undefined] {
  const [, operation, limit] = /^([a-z]+):(\d{1,9})$/.exec(text) ?? []
  if (!operations.some(each => each === operation) || !operation)
    throw wrong(
      'rate-limit',
      text,
      `an operation (${operations.join(', ')}), a colon and a number`
    )
  return [operation, Number(limit) === 0 ? undefined : Number(limit)]
}

function logLine(request: SimulatorRequest): void {
  const { time, method, path, status, bytesReceived, bytesSent, fault } =
    request
  const outcome = status ?? 'no answer'
  console.log(
    `${new Date(time).toISOString()} ${method} ${JSON.stringify(path).slice(1, -1)} ${outcome}, ${bytesReceived} bytes in, ${bytesSent} out${
      fault === undefined ? '' : `, fault: ${fault}`
    }`
  )
}

function stopSignal(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const)
      process.once(signal, () => resolve())
  })
}

/** The base URL, the token, and the four steps as lines that run in order in a POSIX shell. */
function greeting(
  { url, token, apiKey, apiKeySecret }: Simulator,
  flow: Flow
): string {
  const bearer = '-H "Authorization: Bearer $TOKEN"'
  const onUrls = flow === 'current' ? ` ${bearer}` : ''
  const field = (name: string) =>
    `$(printf '%s' "$JOB" | sed 's/.*"${name}":"\\([^"]*\\)".*/\\1/')`
  return `The simulated service runs at ${url} (${flow} flow). Its verdicts are made up.
Bearer token: ${token}
API key and secret: ${apiKey} ${apiKeySecret}
API explorer, to try it by clicking: ${url}/
OpenAPI description: ${url}/2/openapi.json
Stop it with Ctrl+C.

The four steps in another shell:

URL=${url}
TOKEN=${token}
# The same token for the App's key and secret: curl -sS -u '${apiKey}:${apiKeySecret}' -d grant_type=client_credentials "$URL/oauth2/token"

# 1. Create a job
JOB=$(curl -sS -X POST "$URL/2/compliance/jobs" ${bearer} -H 'Content-Type: application/json' -d '{"type":"tweets","name":"first-try"}')
ID=${field('id')}
UPLOAD_URL=${field('upload_url')}
DOWNLOAD_URL=${field('download_url')}

# 2. Upload IDs, one per line (their last two digits decide what is found)
printf '1265324480517361600\\n1265324480517361675\\n1265324480517361682\\n1265324480517361699\\n' > ids.txt
curl -sS -w '\\n' -X PUT "$UPLOAD_URL"${onUrls} -H 'Content-Type: text/plain' --data-binary @ids.txt

# 3. Wait until its status is complete
sleep 3
curl -sS -w '\\n' "$URL/2/compliance/jobs/$ID" ${bearer}

# 4. Download the results
curl -sS "$DOWNLOAD_URL"${onUrls}
`
}
