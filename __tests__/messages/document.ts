// The failures of an action as a document: every text by its error code, held to a committed file.
import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
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

/**
 * Compares `__tests__/messages/<name>.md` with the texts of these situations;
 * with `UPDATE_MESSAGES=true` writes it anew.
 *
 * @param clean takes out of the texts what differs from run to run
 * @returns the error codes in it
 */
export async function expectDocument(
  name: string,
  situations: readonly Situation[],
  clean: (text: string) => string = text => text
): Promise<Set<ErrorCode>> {
  const sections = new Map<ErrorCode, string[]>()
  for (const situation of situations) {
    const { code, text } = await failureOf(situation)
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
  const document = `${[
    `# Failures of \`${name}\``,
    'Written by `UPDATE_MESSAGES=true npm run jest -- __tests__/messages`. Change the sentences in `src/`, the situations in the test beside this file.',
    ...codes.flatMap(code => [`## ${code}`, ...(sections.get(code) ?? [])])
  ].join('\n\n')}\n`
  const path = resolve('__tests__/messages', `${name}.md`)
  if (process.env['UPDATE_MESSAGES'] === 'true') await writeFile(path, document)
  expect(document).toBe(await readFile(path, 'utf8'))
  return new Set(codes)
}
