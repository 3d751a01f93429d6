// The failures of an action as a document: every text by its error code, held to a committed file.
import { readdirSync, readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect } from '@jest/globals'
import { errorCodes, type ErrorCode } from '../../src/domain.js'
import { Failure } from '../../src/lib/failure.js'
import { plain } from '../../src/lib/message.js'

/** What a user did or met, and what makes the action fail on it. */
export type Situation = readonly [situation: string, fail: () => unknown]

/** What `fail` returns or throws, which must be a failure. */
async function failureOf([situation, fail]: Situation): Promise<Failure> {
  const outcome = await Promise.resolve()
    .then(fail)
    .catch((error: unknown) => error)
  if (outcome instanceof Failure) return outcome
  throw new Error(`no failure: ${situation}`, { cause: outcome })
}

export interface DocumentOptions {
  /** Parts of `src/` whose failures the document must hold. */
  folders: readonly string[]
  /** How many failures of a file are of no text of their own, or are shown elsewhere. */
  elsewhere: Readonly<Record<string, number>>
  /** Takes out of the texts what differs from run to run. */
  clean?: (text: string) => string
}

/**
 * Compares `__tests__/messages/<name>.md` with the texts of these situations;
 * with `UPDATE_MESSAGES=true` writes it anew. Every `new Failure(` of the
 * folders must have made one of them.
 */
export async function expectDocument(
  name: string,
  situations: readonly Situation[],
  { folders, elsewhere, clean = text => text }: DocumentOptions
): Promise<void> {
  const sections = new Map<ErrorCode, string[]>()
  const sites = new Set<string>()
  for (const situation of situations) {
    const failure = await failureOf(situation)
    const { code, text } = failure
    sites.add(/src\/[\w/.-]+\.ts:\d+/.exec(failure.stack ?? '')?.[0] ?? '')
    const section = sections.get(code) ?? []
    sections.set(code, section)
    section.push(
      `### ${situation[0]}`,
      clean(plain(text.what)),
      ...(text.why ? [`**Cause:** ${clean(plain(text.why))}`] : []),
      `**Fix:** ${clean(plain(text.fix)).trim()}`
    )
  }
  const codes = (Object.keys(errorCodes) as ErrorCode[]).filter(code =>
    sections.has(code)
  )
  await expectFile(
    name,
    `Failures of \`${name}\``,
    codes.flatMap(code => [`## ${code}`, ...(sections.get(code) ?? [])])
  )
  expect(missing(folders, sites)).toEqual(elsewhere)
}

/** Compares `__tests__/messages/<name>.md` with these blocks of text, or writes it anew. */
export async function expectFile(
  name: string,
  title: string,
  blocks: readonly string[]
): Promise<void> {
  const document = `${[
    `# ${title}`,
    'Written by `UPDATE_MESSAGES=true npm run jest -- __tests__/messages`. Change the sentences in `src/`, the situations in the test beside this file.',
    ...blocks
  ].join('\n\n')}\n`
  const path = resolve('__tests__/messages', `${name}.md`)
  if (process.env['UPDATE_MESSAGES'] === 'true') await writeFile(path, document)
  expect(document).toBe(await readFile(path, 'utf8'))
}

/** How many `new Failure(` of each file have made no failure. */
function missing(
  folders: readonly string[],
  sites: ReadonlySet<string>
): Record<string, number> {
  const found: Record<string, number> = {}
  for (const folder of folders)
    for (const entry of readdirSync(join('src', folder), {
      recursive: true,
      withFileTypes: true
    })) {
      if (!entry.name.endsWith('.ts')) continue
      const path = join(entry.parentPath, entry.name)
      const lines = readFileSync(path, 'utf8').split('\n')
      const count = lines.filter(
        (line, at) =>
          line.includes('new Failure(') && !sites.has(`${path}:${at + 1}`)
      ).length
      if (count > 0) found[path] = count
    }
  return found
}
