// The newest artifact of a name that may be trusted: what anybody could plant must not become input.
import * as z from 'zod/mini'
import type { RestGet } from './github-rest.js'

/** GitHub leaves out a field or sets it to null. */
const maybe = <T extends z.ZodMiniType>(type: T) =>
  z.pipe(
    z.nullish(type),
    z.transform(value => value ?? undefined)
  )

/** An artifact as the REST API lists it. */
const listedArtifact = z.object({
  id: z.number(),
  name: z.string(),
  expired: maybe(z.boolean()),
  digest: maybe(z.string()),
  size_in_bytes: maybe(z.number()),
  created_at: maybe(z.string()),
  workflow_run: z.nullish(
    z.object({
      id: z.number(),
      repository_id: maybe(z.number()),
      head_repository_id: maybe(z.number()),
      head_branch: maybe(z.string())
    })
  )
})

export type ListedArtifact = z.infer<typeof listedArtifact>

export const artifactList = z.object({
  artifacts: z.array(listedArtifact)
})

const workflowRun = z.object({
  event: z.string(),
  conclusion: maybe(z.string()),
  head_branch: maybe(z.string()),
  head_repository: z.nullish(z.object({ full_name: z.string() }))
})

type WorkflowRun = z.infer<typeof workflowRun>

/** Nobody without write access to the repository can cause a run of these with code of their own. */
const trustedEvents = ['push', 'schedule', 'workflow_dispatch']

/** Why an artifact of this run is not trusted; undefined when it is. */
function distrust(
  run: WorkflowRun,
  repository: string,
  branch: string
): string | undefined {
  const head = run.head_repository?.full_name.toLowerCase()
  if (head !== repository.toLowerCase()) return 'it comes from a fork'
  if (!trustedEvents.includes(run.event))
    return `it was triggered by ${run.event}`
  if (run.head_branch !== branch) return 'it ran on another branch'
  return run.conclusion === 'success' ? undefined : 'it did not succeed'
}

/** What can be told from the list alone, without a request for the run. */
function mayBeTrusted(artifact: ListedArtifact, branch: string): boolean {
  const { expired, workflow_run: run } = artifact
  if (expired || !run) return false
  const { repository_id: base, head_repository_id: head } = run
  const foreign = base !== undefined && head !== undefined && base !== head
  return !foreign && (run.head_branch ?? branch) === branch
}

/** The listing is read up to this many pages of 100, and as many runs are looked at. */
const maxPages = 10
const maxRuns = 100

export type Latest =
  | { found: ListedArtifact; runId: string }
  /** `status` of the answer that was no list; 200 when nothing was trusted. */
  | { found: undefined; status: number; reasons: readonly string[] }

/**
 * The newest unexpired artifact of that name from a successful run of this
 * repository, not of a fork, on the branch, by an event that needs write access.
 */
export async function findLatest(
  get: RestGet,
  wanted: { name: string; repository: string; branch: string }
): Promise<Latest> {
  const { name, repository, branch } = wanted
  const listed = await listAll(get, name, repository)
  if (!Array.isArray(listed))
    return { found: undefined, status: listed.status, reasons: [] }
  const candidates = listed
    .filter(one => one.name === name && mayBeTrusted(one, branch))
    .sort(newestFirst)
  const reasons = new Set<string>()
  if (candidates.length < listed.length)
    reasons.add('others have expired, or come from forks or other branches')
  const verdicts = new Map<number, string | undefined>()
  for (const candidate of candidates) {
    const runId = candidate.workflow_run?.id
    if (runId === undefined) continue
    if (!verdicts.has(runId)) {
      if (verdicts.size === maxRuns) break
      const { body } = await get(`/repos/${repository}/actions/runs/${runId}`)
      const run = workflowRun.safeParse(body)
      verdicts.set(
        runId,
        run.success
          ? distrust(run.data, repository, branch)
          : 'it could not be read'
      )
    }
    const reason = verdicts.get(runId)
    if (reason === undefined) return { found: candidate, runId: String(runId) }
    reasons.add(`run ${runId} does not count: ${reason}`)
  }
  return { found: undefined, status: 200, reasons: [...reasons] }
}

async function listAll(
  get: RestGet,
  name: string,
  repository: string
): Promise<ListedArtifact[] | { status: number }> {
  const all: ListedArtifact[] = []
  for (let page = 1; page <= maxPages; page++) {
    const query = new URLSearchParams({
      name,
      per_page: '100',
      page: String(page)
    })
    const answer = await get(
      `/repos/${repository}/actions/artifacts?${query.toString()}`
    )
    const list = artifactList.safeParse(answer.body)
    if (answer.status !== 200 || !list.success) return { status: answer.status }
    all.push(...list.data.artifacts)
    if (list.data.artifacts.length < 100) break
  }
  return all
}

function newestFirst(a: ListedArtifact, b: ListedArtifact): number {
  return (
    Date.parse(b.created_at ?? '') - Date.parse(a.created_at ?? '') ||
    b.id - a.id
  )
}
