// A compliance job as the service tells of it.
import * as z from 'zod/mini'

/** A compliance job. Times are ms since the epoch. */
export interface Job {
  /** Digits; above 2^53, so never a number. */
  id: string
  /** Undefined where the service leaves it out. */
  type: string | undefined
  name: string | undefined
  /** The service's own word: `created`, `in_progress`, `complete`, `failed`, `expired` or one that is not known yet. */
  status: string
  createdAt: number
  uploadUrl: string | undefined
  uploadExpiresAt: number
  downloadUrl: string | undefined
  downloadExpiresAt: number
  /** Why it failed, where the service says so. */
  error: string | undefined
}

/** From creation, in every recorded job. */
const uploadWindow = 15 * 60_000
const downloadWindow = 7 * 24 * 3_600_000

/** What the service leaves out, or fills with something else. */
const maybe = <T extends z.ZodMiniType>(type: T) =>
  z.catch(z.optional(type), undefined)

const text = maybe(z.string())
const time = maybe(
  z.pipe(z.string(), z.pipe(z.transform(Date.parse), z.number()))
)

const jobShape = z.looseObject({
  id: z.string().check(z.regex(/^[0-9]{1,19}$/)),
  type: text,
  status: z.string(),
  name: text,
  created_at: time,
  upload_url: text,
  upload_expires_at: time,
  download_url: text,
  download_expires_at: time,
  error: text
})

/** The job that `value` describes; undefined when it describes none. */
export function readJob(value: unknown): Job | undefined {
  const { data } = jobShape.safeParse(value)
  if (data === undefined) return undefined
  const createdAt = data.created_at ?? timeOfId(data.id)
  return {
    id: data.id,
    type: data.type,
    name: data.name,
    status: data.status,
    createdAt,
    uploadUrl: data.upload_url,
    uploadExpiresAt: data.upload_expires_at ?? createdAt + uploadWindow,
    downloadUrl: data.download_url,
    downloadExpiresAt: data.download_expires_at ?? createdAt + downloadWindow,
    error: data.error
  }
}

/** Job IDs are Snowflake IDs: they hold the time of creation. */
function timeOfId(id: string): number {
  return Number((BigInt(id) >> 22n) + 1288834974657n)
}
