// Files that `apply` does not edit: what they are, and what does it instead.
import { refuseForeign } from '../content/unsupported.js'
import type { ErrorCode } from '../domain.js'
import { Failure } from '../lib/failure.js'
import { code, plain, say, type Message } from '../lib/message.js'

const recipes = say`Edit it with the program that owns it, by the lists under \`report-path\`: docs/recipes/data.md has a recipe for each.`

/** What can't be told by its first bytes, in the first 4 kB as Latin-1. */
const kinds: readonly (readonly [
  pattern: RegExp,
  what: string,
  fix?: Message
])[] = [
  [/^WARC\/\d/, 'a WARC file, whose records carry digests of their own'],
  [
    /^\{[^{}]{0,200}"_index"\s*:/,
    'a dump of an Elasticsearch index',
    say`Delete in the index itself: removing lines of a dump deletes nothing there. ${recipes}`
  ],
  [
    /^\s*\{[^{}]{0,400}"id"\s*:\s*"tag:search\.twitter\.com/,
    'a file of Activity Streams'
  ],
  [
    /^(--|\/\*|SET |CREATE TABLE|INSERT INTO|COPY |BEGIN|PRAGMA |DROP TABLE)/i,
    'an SQL dump'
  ]
]

/** @throws Failure `data-unknown` for content that is not edited by bytes */
export function refuseUneditable(
  ...[start, name, outer]: Parameters<typeof refuseForeign>
): void {
  const head = Buffer.from(start.subarray(0, 4096)).toString('latin1')
  const found = kinds.find(([pattern]) => pattern.test(head))
  if (found)
    throw new Failure('data-unknown', {
      what: say`${code(name, 200)} is ${found[1]}.`,
      fix: found[2] ?? recipes
    })
  try {
    refuseForeign(start, name, outer)
  } catch (error) {
    throw translated(error, 'data-unknown', adviceOn(error))
  }
}

/** What is to be done with a file that is none of X content, or packed in another way. */
function adviceOn(error: unknown): Message {
  if (!(error instanceof Failure)) return recipes
  const { what, fix } = error.text
  if (plain(what).includes('Git LFS')) return fix
  const [, command] =
    /an earlier step(?:: |, such as )(`[^`]+`)/.exec(plain(fix)) ?? []
  if (command === undefined) return recipes
  return say`Unpack it in an earlier step, such as ${{ code: command.slice(1, -1) }}, name the result in \`data\`, pack it again behind this step, and remove the old file.`
}

/** The failure of a reader of ID files as one of `apply`, whose advice is another. */
export function translated(
  error: unknown,
  to: ErrorCode,
  fix: Message
): unknown {
  return error instanceof Failure && error.code === 'ids-invalid'
    ? new Failure(
        to,
        { what: error.text.what, why: error.text.why, fix },
        { cause: error }
      )
    : error
}
