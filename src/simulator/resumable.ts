// Resumable uploads of the storage flow: a session that takes the file in pieces and says how far it got.
import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { appendFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { empty, Refusal, xml, type Answer } from './answers.js'
import {
  acceptUpload,
  type Call,
  type Service,
  type Session
} from './service.js'
import { statusAt, type Job, type Upload } from './jobs.js'

/** Pieces are multiples of this many bytes, but for the last. */
const granule = 262_144
const sessionLife = 604_800_000

/** 201 with the session's URL in `location`. */
export async function startSession(
  service: Service,
  { url, now }: Call,
  job: Job
): Promise<Answer> {
  const id = randomBytes(48).toString('base64url')
  const path = join(service.directory, `${job.id}-${id.slice(0, 12)}.session`)
  await writeFile(path, '')
  service.sessions.set(id, {
    job,
    path,
    expiresAt: now + sessionLife,
    stored: 0,
    done: undefined
  })
  const query = new URLSearchParams(url.searchParams)
  query.set('upload_id', id)
  return empty(201, {
    location: `${service.origins.storage}${url.pathname}?${query.toString()}`,
    'content-type': 'text/html; charset=UTF-8'
  })
}

/** Takes the next piece, or says how far the session got. Throws `Refusal`, and what breaks the request off. */
export async function continueSession(
  service: Service,
  call: Call,
  id: string
): Promise<Upload | Answer> {
  const session = service.sessions.get(id)
  if (!session || call.now >= session.expiresAt)
    throw new Refusal(
      xml(404, 'NoSuchUpload', 'The requested upload was not found.')
    )
  if (call.request.method === 'DELETE') {
    service.sessions.delete(id)
    await rm(session.path, { force: true })
    return empty(499)
  }
  if (session.done) return session.done
  const piece = pieceOf(call, session)
  if (piece.first !== undefined) await take(call, session, piece.first)
  if (session.stored !== piece.total) return progress(session)
  session.done = await acceptUpload(
    service,
    { body: createReadStream(session.path), fault: call.fault },
    session.job,
    () => statusAt(session.job, call.now) === 'created'
  )
  await rm(session.path, { force: true })
  return session.done
}

interface Piece {
  /** Undefined where the request only asks how far it got. */
  readonly first: number | undefined
  /** Undefined while the size is not known. */
  readonly total: number | undefined
}

function pieceOf({ request, entry }: Call, session: Session): Piece {
  const header = request.headers['content-range']
  if (header === undefined) return { first: 0, total: entry.contentLength }
  const match = /^bytes (?:\*|(\d+)-(\d+))\/(\*|\d+)$/.exec(header)
  const [first, last, total] = [match?.[1], match?.[2], match?.[3]].map(text =>
    text === undefined || text === '*' ? undefined : Number(text)
  )
  const length = (last ?? 0) - (first ?? 0) + 1
  const whole = last !== undefined && last + 1 === total
  if (
    !match ||
    (first !== undefined &&
      (first !== session.stored ||
        length !== entry.contentLength ||
        (!whole && length % granule !== 0)))
  )
    throw new Refusal(
      xml(
        400,
        'InvalidArgument',
        'Invalid argument.',
        `The Content-Range does not fit: ${session.stored} bytes are stored, and all pieces but the last are multiples of ${granule} bytes.`
      )
    )
  return { first, total }
}

/** Stores what arrives; what a broken request leaves is cut to whole granules. */
async function take(
  { body }: Call,
  session: Session,
  first: number
): Promise<void> {
  session.stored = first
  await truncate(session.path, first)
  try {
    for await (const chunk of body) {
      await appendFile(session.path, chunk)
      session.stored += chunk.length
    }
  } catch (error) {
    session.stored -= session.stored % granule
    await truncate(session.path, session.stored)
    throw error
  }
}

const progress = ({ stored }: Session) =>
  empty(308, stored > 0 ? { range: `bytes=0-${stored - 1}` } : {})
