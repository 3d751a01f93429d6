// The corpus of ID files in `__tests__/fixtures/content/*.txt`: three lines a case, its name, the file and what comes of it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import type { IdsRequest } from '../../../src/check/prepare-ids.js'
import type { BadLine } from '../../../src/content/cell.js'
import type { Failure } from '../../../src/lib/failure.js'
import type { Message } from '../../../src/lib/message.js'
import { prepare, type Outcome } from './support.js'

const folder = '__tests__/fixtures/content'

export interface Case {
  name: string
  file: string
  content: Buffer
  request: Partial<IdsRequest>
  /** The third line. */
  expected: string
}

/** `{a}` to `{i}` are IDs, `{text*9}` repeats, `¦` is where a piece ends. */
const letters = 'abcdefghi'
const idOf = (letter: string) =>
  `120000000000000000${letters.indexOf(letter) + 1}`

/** The text that a line of the corpus stands for. */
function unescaped(line: string): string {
  return line
    .replace(/\\(?:u([0-9a-f]{4})|(.))/g, (_, hex?: string, one = '') =>
      hex === undefined
        ? ({ n: '\n', r: '\r', t: '\t' }[one as string] ?? (one as string))
        : String.fromCharCode(parseInt(hex, 16))
    )
    .replace('{nothing}', '')
    .replace(/\{([a-i])\}/g, (_, letter: string) => idOf(letter))
    .replace(/\{([^{}*]+)\*(\d+)\}/g, (_, text: string, times: string) =>
      text.repeat(Number(times))
    )
}

const encodings: Record<string, (text: string) => Buffer> = {
  utf16le: text => Buffer.from(text, 'utf16le'),
  utf16be: text => Buffer.from(text, 'utf16le').swap16(),
  latin1: text => Buffer.from(text, 'latin1'),
  // A frame comes as a piece of its own.
  pieces: text =>
    Buffer.concat(text.split('¦').map(piece => zstdCompressSync(piece)))
}
const packing: Record<string, (bytes: Buffer) => Buffer> = {
  gzip: bytes => gzipSync(bytes),
  zstd: bytes => zstdCompressSync(bytes)
}

/**
 * A case from its lines. Behind the name in brackets may stand: `users`,
 * `as <format>`, `column <name>`, a packing, an encoding, the name of the file.
 */
function caseOf(title: string, line: string, expected: string): Case {
  const [, name = title, list = ''] = /^(.*?)(?: \[(.*)\])?$/.exec(title) ?? []
  const request: Partial<IdsRequest> = {}
  const columns: string[] = []
  const packed: ((bytes: Buffer) => Buffer)[] = []
  let encode = (text: string): Buffer => Buffer.from(text)
  let file = 'ids.txt'
  for (const option of list === '' ? [] : list.split(', ')) {
    const [word = '', ...rest] = option.split(' ')
    const value = rest.join(' ')
    if (option === 'users') request.type = 'users'
    else if (word === 'as') request.format = value as IdsRequest['format']
    else if (word === 'column') columns.push(unescaped(value))
    else if (packing[option]) packed.unshift(packing[option])
    else if (encodings[option]) encode = encodings[option]
    else file = option
  }
  const content = packed.reduce(
    (bytes, pack) => pack(bytes),
    encode(unescaped(line))
  )
  return { name, file, content, request: { ...request, columns }, expected }
}

/** Every case of a file of the corpus. */
export function casesOf(name: string): Case[] {
  const lines = readFileSync(join(folder, name), 'utf8').split('\n')
  return lines.flatMap((line, at) =>
    line.startsWith('  ') && !line.startsWith('  →')
      ? caseOf(lines[at - 1] ?? '', line.slice(2), lines[at + 1] ?? '')
      : []
  )
}

export const corpusFiles = readdirSync(folder).filter(name =>
  name.endsWith('.txt')
)

/** The third line of a case, by what came of it. */
export async function outcomeOf(each: Case): Promise<string> {
  const read = (onInvalid: 'skip' | 'fail') =>
    prepare({ [each.file]: each.content }, { ...each.request, onInvalid })
  const outcome = await read('skip')
  if (outcome.failure) return `  → ${dataOf(outcome.failure)}`
  const { failure } = await read('fail')
  return `  → ${readingOf(outcome)}${failure ? adviceOf(failure) : ''}`
}

/** The data in a message: code, quotes and numbers, in their order. */
function dataIn(message: Message): string[] {
  return message.flatMap(piece => {
    if (typeof piece === 'string') return piece.match(/\d[\d,.]*\b/g) ?? []
    if ('code' in piece) return `\`${piece.code}\``
    return 'quote' in piece ? `“${piece.quote}”` : piece.strong
  })
}

function dataOf({ code, text }: Failure): string {
  const { what, why = [], fix } = text
  return shortened([code, ...[what, why, fix].flatMap(dataIn)].join(' '))
}

/** What is advised on invalid lines, beside leaving them out. */
function adviceOf({ text }: Failure): string {
  const data = dataIn([...(text.why ?? []), ...text.fix])
    .filter(each => each !== '`on-invalid-ids: skip`')
    .join(' ')
  return data && shortened(`; advice ${data}`)
}

/** Of a file that was read: format, column, IDs, what was left out, and what was found. */
function readingOf({ ids, record }: Outcome): string {
  const file = record?.files[0]
  const { duplicate = 0, badLines = [], findings = [] } = record ?? {}
  const { format = '', compression = 'none', column } = file ?? {}
  const shown = ids.length > 6 ? [ids[0], `… ${ids.length} …`, ids.at(-1)] : ids
  return shortened(
    [
      [
        ...(compression === 'none' ? [] : [compression]),
        column === undefined ? format : `${format} ${JSON.stringify(column)}`
      ].join(' ') + `: ${shown.join(' ') || 'no ID'}`,
      ...(duplicate > 0 ? [`${duplicate} duplicate`] : []),
      ...linesOf(badLines),
      ...(findings.length > 0 ? [`findings ${findings.length}`] : [])
    ].join('; ')
  )
}

/** Invalid lines, those that follow each other with one reason and text as one. */
function linesOf(lines: readonly BadLine[]): string[] {
  const groups: { why: string; lines: number[] }[] = []
  for (const { line, reason, shown } of lines) {
    const why = shown === '' ? reason : `${reason} “${shown}”`
    if (groups.at(-1)?.why === why) groups.at(-1)?.lines.push(line)
    else groups.push({ why, lines: [line] })
  }
  return groups.map(({ why, lines: at }) => {
    const [first = 0] = at
    const last = at.at(-1) ?? first
    const times = at.length > 1 && last === first ? ` ×${at.length}` : ''
    return `line ${first}${last > first ? `–${last}` : ''}${times} ${why}`
  })
}

function shortened(line: string): string {
  return line.replace(/120000000000000000([1-9])(?!\d)/g, (_, digit: string) =>
    letters.charAt(Number(digit) - 1)
  )
}

/** Writes what came of the cases of a file into it. */
export function rewrite(name: string, outcomes: readonly string[]): void {
  const path = join(folder, name)
  let at = 0
  const lines = readFileSync(path, 'utf8').split('\n')
  const written = lines.map(line =>
    line.startsWith('  →') ? (outcomes[at++] ?? line) : line
  )
  writeFileSync(path, written.join('\n'))
}
