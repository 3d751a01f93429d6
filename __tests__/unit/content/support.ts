// Prepares ID files in a folder of its own and tells the whole outcome.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Failure } from '../../../src/lib/failure.js'
import type { IdPart } from '../../../src/ids/parts.js'
import type { IdsRequest } from '../../../src/check/prepare-ids.js'
import { prepareIds } from '../../../src/check/prepare-ids.js'
import type { Place } from '../../../src/lib/log.js'
import type { IdsRecord } from '../../../src/content/file-record.js'

export interface Outcome {
  failure?: Failure
  code: string | undefined
  /** Of the failure. */
  message: string
  /** What was reported, on failures too. */
  record: IdsRecord | undefined
  /** All IDs, from the parts on disk. */
  ids: string[]
  parts: readonly IdPart[]
  infos: string[]
  warnings: { message: string; place: Place | undefined }[]
}

export type Files = Record<string, string | Uint8Array>

/** Files by name; the outcome of preparing those that `request` selects, all by default. */
export async function prepare(
  files: Files,
  request: Partial<IdsRequest> = {},
  edges: {
    /** Cancels the step, for this reason, when reading starts. */
    cancelled?: Error
    /** Looks at the temporary folder when all is over. */
    look?: (directory: string) => Promise<void>
  } = {}
): Promise<Outcome> {
  const base = await mkdtemp(join(tmpdir(), 'prepare-'))
  const root = join(base, 'workspace')
  const stop = new AbortController()
  const outcome: Outcome = {
    code: undefined,
    message: '',
    record: undefined,
    ids: [],
    parts: [],
    infos: [],
    warnings: []
  }
  try {
    await mkdir(root)
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(root, name)), { recursive: true })
      await writeFile(join(root, name), content)
    }
    const prepared = await prepareIds(
      {
        patterns: [],
        root,
        type: 'tweets',
        format: 'auto',
        columns: [],
        onInvalid: 'fail',
        onDamaged: 'fail',
        maxUploadSize: 128_000_000,
        directory: join(base, 'work'),
        ...request
      },
      {
        log: {
          info: message => {
            outcome.infos.push(message)
            if (edges.cancelled) stop.abort(edges.cancelled)
          },
          debug: () => undefined,
          mask: () => undefined,
          warning: (message, place) =>
            outcome.warnings.push({ message, place }),
          group: (_, body) => body()
        },
        signal: stop.signal,
        report: record => (outcome.record = record)
      }
    )
    outcome.parts = prepared.parts
    for (const { path } of prepared.parts)
      outcome.ids.push(...(await readFile(path, 'utf8')).trimEnd().split('\n'))
    await prepared.set.dispose()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    outcome.failure = error
    outcome.code = error.code
    outcome.message = error.message
  } finally {
    await edges.look?.(join(base, 'work'))
    await rm(base, { recursive: true, force: true })
  }
  return outcome
}

/** The n-th of many IDs that look like those of posts: 19 digits, no two alike. */
export function tweetId(n: number): string {
  const time = 286_000_000_000n + BigInt(n) * 7_919n
  const tail = (BigInt(n) * 2_654_435_761n + 12_345n) & 0x3f_ffffn
  return String((time << 22n) | tail)
}

export function tweetIds(count: number): string[] {
  return Array.from({ length: count }, (_, n) => tweetId(n))
}
