// Situations of the check at X's and GitHub's services, for check.md: transfers, results and artifacts.
import { statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  fetchFailure,
  limitOf,
  restFailure
} from '../../src/artifacts/fetch.js'
import {
  allNamesTaken,
  nameTaken,
  publishFailure
} from '../../src/artifacts/publish.js'
import { unpack } from '../../src/artifacts/unpack.js'
import { publishBudget } from '../../src/check/publish.js'
import { IdCollector } from '../../src/ids/id-set.js'
import { refusal } from '../../src/lib/http/proxy.js'
import { tallyRows } from '../../src/results/tally.js'
import { requireRoom } from '../../src/results/room.js'
import {
  noSignal,
  quickClock,
  rememberingLog
} from '../support/dependencies.js'
import { temporaryFolders } from '../support/folders.js'
import { openRows } from '../support/rows.js'
import { makeZip } from '../support/zip.js'
import { client, jobAt, json, servers } from '../unit/x-api/support.js'
import type { Situation } from './document.js'

const newFolder = temporaryFolders()
const serve = servers()

const event = (id: number) =>
  `${JSON.stringify({ id: String(id), action: 'delete', created_at: '2019-10-29T17:02:47.000Z', reason: 'deleted' })}\n`
const refused = (id: number) =>
  `${JSON.stringify({ id: String(id), reason: 'invalid_id' })}\n`
const events = (from: number) =>
  Array.from({ length: 10 }, (_, n) => event(from + n)).join('')

/** Results that X gave for the submitted IDs, part by part. */
function tallied(
  situation: string,
  parts: readonly { first: bigint; last: bigint; rows: string }[]
): Situation {
  return [
    situation,
    async () => {
      const directory = await newFolder()
      const submitted = new IdCollector({ directory })
      const written = await Promise.all(
        parts.map(async ({ first, last, rows }, at) => {
          submitted.addAll(BigUint64Array.of(first, last))
          const range = parts.length > 1 ? { first, last } : undefined
          const part = openRows(directory, { part: at + 1, range })
          await part.restart()
          await part.write(Buffer.from(rows))
          await part.end()
          return part
        })
      )
      const { failure } = await tallyRows(
        {
          parts: written,
          resultsPath: join(directory, 'results.ndjson'),
          submitted: await submitted.finish(),
          mayHoldOthers: false,
          listsDirectory: await newFolder(),
          directory
        },
        { log: rememberingLog(), signal: noSignal() }
      )
      return failure
    }
  ]
}

/** A download of results that the server answers with `body`. */
function downloaded(
  situation: string,
  body: string,
  headers: Record<string, string> = {},
  mostBytes?: number
): Situation {
  return [
    situation,
    async () => {
      const { url } = await serve((_, response) => {
        response.writeHead(200, headers)
        response.end(body)
      })
      const rows = openRows(await newFolder(), { mostBytes })
      return client(url).service.download(
        jobAt({ download: `${url}/results` }),
        rows
      )
    }
  ]
}

export const ofResults: Situation[] = [
  tallied('Results that are about other IDs', [
    { first: 1n, last: 2n, rows: events(50) }
  ]),
  tallied('Results of a part that are about other IDs', [
    { first: 1n, last: 2n, rows: event(1) },
    { first: 3n, last: 40n, rows: events(50) }
  ]),
  tallied('Rows that stand in another part', [
    { first: 1n, last: 2n, rows: event(1) },
    { first: 3n, last: 40n, rows: event(3) + event(2) }
  ]),
  tallied('X refuses every ID', [
    { first: 1n, last: 2n, rows: refused(1) + refused(2) }
  ]),
  ...(
    [
      ['A row that is cut off', '{"id":"1","action'],
      ['A row without an ID', '{"action":"delete","reason":"deleted"}\n'],
      ['A page in place of rows', '<html>\n']
    ] as const
  ).map(([situation, rows]): Situation => [
    situation,
    async () => {
      const part = openRows(await newFolder())
      await part.restart()
      await part.write(Buffer.from(rows))
      await part.end()
    }
  ]),
  downloaded('Results that never match their checksum', event(1), {
    'x-goog-hash': 'md5=AAAAAAAAAAAAAAAAAAAAAA=='
  }),
  downloaded(
    'Results that are larger than any answer',
    event(1).repeat(9),
    {},
    100
  ),
  ['No room for the results', async () => requireRoom(1e13, await newFolder())],
  [
    'X creates another job than was asked for',
    async () => {
      const { url } = await serve((_, response) =>
        json(response, {
          data: { id: '7', type: 'users', status: 'created', name: 'x' }
        })
      )
      return client(url).service.create('tweets', 'compliance-1')
    }
  ],
  [
    'X answers a create with something else',
    async () => {
      const { url } = await serve((_, response) => json(response, { ok: 1 }))
      const outcome = await client(url).service.create('tweets', 'compliance-1')
      return outcome.kind === 'lost' && outcome.failure
    }
  ],
  ...[407, 403].map((status): Situation => [
    `A proxy answers ${status}`,
    () => refusal('http://proxy.lab:3128', 'api.x.com:443', status)
  ])
]

const asked = { name: 'tweet-ids', runId: '77', repository: 'lab/archive' }
const quota = new Error('Artifact storage quota has been hit.')
const broken = new Error('socket hang up')
const hidden = Object.assign(new Error('getaddrinfo ENOTFOUND'), {
  name: 'RestError'
})

/** The failure of unpacking an artifact. */
async function unpacked(
  zip: Buffer,
  change: (zip: Buffer, central: number) => Buffer | undefined
): Promise<unknown> {
  const directory = await newFolder()
  const path = join(await newFolder(), 'artifact.zip')
  const central = zip.indexOf(Buffer.from('504b0102', 'hex'))
  await writeFile(path, change(zip, central) ?? zip)
  return unpack(path, directory, noSignal())
}

const oneFile = () => makeZip([{ name: 'ids.txt', content: 'x' }])

/** The same entry so many times in the list of a zip. */
function repeated(zip: Buffer, central: number, times: number): Buffer {
  const record = zip.subarray(central, zip.length - 22)
  const end = Buffer.from(zip.subarray(zip.length - 22))
  end.writeUInt16LE(times & 0xffff, 8)
  end.writeUInt16LE(times & 0xffff, 10)
  end.writeUInt32LE(record.length * times, 12)
  return Buffer.concat([
    zip.subarray(0, central),
    ...Array<Buffer>(times).fill(record),
    end
  ])
}

export const ofArtifacts: Situation[] = [
  [
    'No artifact of that name',
    () =>
      fetchFailure(
        asked,
        Object.assign(new Error('x'), { name: 'ArtifactNotFoundError' })
      )
  ],
  ...[401, 403, 500].map((status): Situation => [
    `GitHub answers ${status} when asked for the run`,
    () => restFailure(asked, status)
  ]),
  ['The artifact cannot be fetched', () => fetchFailure(asked, broken)],
  [
    'The artifact is no sound zip',
    async () => unpacked(await oneFile(), zip => zip.subarray(0, 30))
  ],
  [
    'The artifact claims more than the disk has',
    async () => {
      const { bavail, bsize } = await statfs(await newFolder())
      const claim = 0xfffffff0
      return unpacked(await oneFile(), (zip, central) => {
        zip.writeUInt32LE(claim, central + 24)
        return repeated(zip, central, Math.ceil((bavail * bsize) / claim) + 1)
      })
    }
  ],
  [
    'The artifact unpacks to far more than it is',
    async () =>
      unpacked(await oneFile(), (zip, central) => {
        zip.writeUInt32LE(2_000_000_000, central + 24)
        return undefined
      })
  ],
  ...[4096, 0].map((bytes): Situation => [
    bytes > 0
      ? 'The download is longer than GitHub states'
      : 'The download, of unknown length, is longer than the disk has room',
    async () =>
      (await limitOf({ bytes }, { name: 'set', directory: '.' })).failure
  ]),
  ['The name is taken', () => nameTaken('compliance-results-tweets')],
  ['All names are taken', () => allNamesTaken('compliance-results-tweets')],
  ...[quota, broken, hidden].map((error): Situation => [
    `An upload ends with “${error.message}”`,
    () => publishFailure('compliance-results-tweets', error)
  ]),
  [
    'Publishing takes too long',
    async () => {
      const signal = publishBudget(
        { clock: quickClock(), cancel: noSignal() } as never,
        noSignal()
      )
      await new Promise(resolve => setImmediate(resolve))
      return signal.reason as unknown
    }
  ]
]
