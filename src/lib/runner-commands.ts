// Log, outputs and summary as a runner takes them. `@actions/core` would bring two HTTP clients along, which take longer to load than all else.
import { randomUUID } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { environmentUnusable, isRegularFile } from './environment.js'
import { harmless } from './harmless.js'
import type { Environment } from './inputs.js'
import type { Log, Place } from './log.js'
import { code, say } from './message.js'
import { visible } from './text.js'

type Properties = Readonly<Record<string, string | number | undefined>>

/** A workflow command on a line of its own. */
function issue(
  name: string,
  message: string,
  properties: Properties = {}
): void {
  const given = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${escapeProperty(String(value))}`)
  const head = given.length > 0 ? `${name} ${given.join(',')}` : name
  process.stdout.write(`::${head}::${escapeData(message)}\n`)
}

// As actions/toolkit does (packages/core/src/command.ts).
const escapeData = (text: string): string =>
  text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A')

const escapeProperty = (text: string): string =>
  escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C')

/** Characters that a secret has at least. */
const shortestMask = 8

/** A log that writes workflow commands to standard output. */
export function runnerLog(): Log {
  const masked = new Set<string>()
  return {
    info: message => process.stdout.write(`${harmless(message)}\n`),
    warning: (message: string, place?: Place) =>
      issue(
        'warning',
        harmless(message),
        place && { file: visible(place.file), line: place.line }
      ),
    debug: message => issue('debug', harmless(message)),
    mask: secret => {
      // Short ones are found everywhere: GitHub drops job outputs that hold a masked value.
      if (secret.length < shortestMask || masked.has(secret)) return
      masked.add(secret)
      issue('add-mask', secret)
    },
    group: async (title, body) => {
      issue('group', harmless(title))
      try {
        return await body()
      } finally {
        issue('endgroup', '')
      }
    }
  }
}

export function issueError(message: string, title: string): void {
  issue('error', harmless(message), { title })
}

/** Without a runner there is nowhere for an output to go but the log. */
export function setOutput(env: Environment, name: string, value: string): void {
  const path = env['GITHUB_OUTPUT']
  if (!path) {
    process.stdout.write(`${name}: ${harmless(value)}\n`)
    return
  }
  const delimiter = `ghadelimiter_${randomUUID()}`
  append(
    'GITHUB_OUTPUT',
    path,
    `${name}<<${delimiter}\n${value}\n${delimiter}\n`
  )
}

export function writeSummary(env: Environment, markdown: string): void {
  const path = env['GITHUB_STEP_SUMMARY']
  if (path) append('GITHUB_STEP_SUMMARY', path, markdown)
}

/** What is no file is never written to: a pipe would be waited for without end. */
function append(name: string, path: string, text: string): void {
  if (!isRegularFile(path))
    throw environmentUnusable(
      say`${{ code: name }} is ${code(path, 200)}, which is no longer a regular file.`
    )
  appendFileSync(path, text)
}
