// A compliance job as the service tells of it.
import { z } from 'zod'

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

const time = z.string().transform(Date.parse).refine(Number.isFinite)

const jobShape = z.looseObject({
  id: z.string().regex(/^[0-9]{1,19}$/),
  type: z.string().optional().catch(undefined),
  status: z.string(),
  name: z.string().optional().catch(undefined),
  created_at: time.optional().catch(undefined),
  upload_url: z.string().optional().catch(undefined),
  upload_expires_at: time.optional().catch(undefined),
  download_url: z.string().optional().catch(undefined),
  download_expires_at: time.optional().catch(undefined),
  error: z.string().optional().catch(undefined)
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
