// The artifacts of GitHub as the action uses them: results go out, ID files come in.
import { systemClock, type Clock } from '../lib/clock.js'
import type { Log } from '../lib/log.js'
import type { ArtifactRecord } from './artifact-record.js'
import { fetchArtifact, type FetchRequest } from './fetch.js'
import { checkBeforehand, publish, type PublishRequest } from './publish.js'
import { runnerEnvironment } from './runner-environment.js'
import { isPublic } from './visibility.js'

/** Everything that is awaited here ends with the reason of its signal, at once, when that aborts. */
export interface ArtifactStore {
  /**
   * Finds out, before a job exists, what would stop `publish`.
   * Throws `artifact-unsupported` or `artifact-conflict`.
   */
  check(
    name: string,
    options: { overwrite: boolean; signal: AbortSignal }
  ): Promise<void>
  /**
   * Uploads files as a zip, under a numbered name when the name is taken.
   * Throws `artifact-conflict`, `artifact-quota`, `artifact-unsupported` or
   * `service-unavailable`.
   */
  publish(request: PublishRequest): Promise<ArtifactRecord>
  /**
   * Puts the files of an artifact into a folder.
   * Throws `artifact-not-found`, `artifact-unsupported`, `ids-invalid`,
   * `disk-full` or `service-unavailable`.
   */
  fetch(request: FetchRequest): Promise<void>
  /** Whether everybody can see this repository; undefined when that can't be found out. */
  isPublic(token: string, signal: AbortSignal): Promise<boolean | undefined>
}

/** The store of the runner that `env` describes. */
export function artifactStore({
  env,
  log,
  clock = systemClock
}: {
  env: NodeJS.ProcessEnv
  log: Log
  clock?: Clock
}): ArtifactStore {
  const edges = { runner: runnerEnvironment(env), log, clock }
  return {
    check: (name, options) => checkBeforehand(edges, { name, ...options }),
    publish: request => publish(edges, request),
    fetch: request => fetchArtifact(edges, request),
    isPublic: (token, signal) => isPublic(edges, token, signal)
  }
}
