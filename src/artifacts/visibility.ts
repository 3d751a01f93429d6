// Whether everybody can see this repository, and so its artifacts.
import * as z from 'zod/mini'
import { readEvent } from '../lib/environment.js'
import { githubRest } from './github-rest.js'
import type { Edges } from './dependencies.js'

const described = z.object({
  full_name: z.string(),
  private: z.optional(z.boolean()),
  visibility: z.optional(z.string())
})

/** What is asked for a warning only must not hold up a run, in ms. */
const patience = 5000

/**
 * From the payload of the event, else from the REST API: schedules carry no
 * repository. Undefined when neither tells; that never fails a run.
 */
export async function isPublic(
  edges: Edges,
  token: string,
  signal: AbortSignal
): Promise<boolean | undefined> {
  const { runner } = edges
  const payload = await readPayload(runner.eventPath)
  const told = z.object({ repository: described }).safeParse(payload)
  const same = told.data?.repository.full_name === runner.repository
  const fromEvent = same ? publicityOf(told.data?.repository) : undefined
  if (fromEvent !== undefined) return fromEvent
  try {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(patience)])
    const get = githubRest(edges, token, limited)
    const { status, body } = await get(`/repos/${runner.repository}`)
    return status === 200 ? publicityOf(body) : undefined
  } catch {
    signal.throwIfAborted()
    return undefined
  }
}

function publicityOf(repository: unknown): boolean | undefined {
  const { data } = described.safeParse(repository)
  if (data?.visibility !== undefined) return data.visibility === 'public'
  return data?.private === undefined ? undefined : !data.private
}

async function readPayload(path: string): Promise<unknown> {
  try {
    return JSON.parse((await readEvent(path)) ?? '')
  } catch {
    return undefined
  }
}
