// What the embedded artifact service knows: repositories, workflow runs and artifacts.
import { randomBytes, randomUUID } from 'node:crypto'

export interface Repository {
  id: number
  /** `owner/name` */
  name: string
  private: boolean
}

export interface WorkflowRun {
  id: string
  repository: Repository
  /** The same as `repository`, except for a pull request from a fork. */
  headRepository: Repository
  event: string
  branch: string
  status: string
  conclusion: string | null
  backendId: string
}

export interface StoredArtifact {
  id: number
  name: string
  run: WorkflowRun
  jobBackendId: string
  mimeType: string
  /** `name` with `.zip` for an archive, else the file's own name. */
  fileName: string
  /** Where the bytes are, once uploaded. */
  path: string
  bytes: number
  /** `sha256:<hex>`; undefined for artifacts of old clients. */
  digest: string | undefined
  createdAt: Date
  expiresAt: Date
  finalized: boolean
  /** The signature in the signed URLs of this artifact. */
  signature: string
}

export interface RunSeed {
  id?: string
  /** Default: the first repository. */
  repository?: string
  /** Another repository makes the run one of a fork. */
  headRepository?: string
  event?: string
  branch?: string
  status?: string
  conclusion?: string | null
}

const day = 24 * 60 * 60 * 1000

/** The state, with the rules of the real service: one name per run, only finalized artifacts are seen. */
export class ArtifactState {
  readonly repositories = new Map<string, Repository>()
  readonly runs = new Map<string, WorkflowRun>()
  artifacts: StoredArtifact[] = []
  private nextId = 1000

  addRepository(name: string, isPrivate = true): Repository {
    const known = this.repositories.get(name.toLowerCase())
    if (known) {
      known.private = isPrivate
      return known
    }
    const repository = { id: this.nextId++, name, private: isPrivate }
    this.repositories.set(name.toLowerCase(), repository)
    return repository
  }

  repository(name: string): Repository {
    return this.repositories.get(name.toLowerCase()) ?? this.addRepository(name)
  }

  addRun(seed: RunSeed, defaultRepository: string): WorkflowRun {
    const repository = this.repository(seed.repository ?? defaultRepository)
    const run: WorkflowRun = {
      id: seed.id ?? String(this.nextId++),
      repository,
      headRepository: seed.headRepository
        ? this.repository(seed.headRepository)
        : repository,
      event: seed.event ?? 'push',
      branch: seed.branch ?? 'main',
      status: seed.status ?? 'completed',
      conclusion: seed.conclusion === undefined ? 'success' : seed.conclusion,
      backendId: randomUUID()
    }
    this.runs.set(run.id, run)
    return run
  }

  /** A new artifact, not finalized; undefined when the run has one of that name. */
  create(
    run: WorkflowRun,
    name: string,
    about: {
      jobBackendId?: string
      mimeType: string
      expiresAt?: Date | undefined
      path: string
    }
  ): StoredArtifact | undefined {
    if (this.ofRun(run).some(one => one.name === name)) return undefined
    const createdAt = new Date()
    const artifact: StoredArtifact = {
      id: this.nextId++,
      name,
      run,
      jobBackendId: about.jobBackendId ?? randomUUID(),
      mimeType: about.mimeType,
      fileName: about.mimeType === 'application/zip' ? `${name}.zip` : name,
      path: about.path,
      bytes: 0,
      digest: undefined,
      createdAt,
      expiresAt: about.expiresAt ?? new Date(createdAt.getTime() + 90 * day),
      finalized: false,
      signature: randomBytes(32).toString('base64')
    }
    this.artifacts.push(artifact)
    return artifact
  }

  delete(artifact: StoredArtifact): void {
    this.artifacts = this.artifacts.filter(one => one !== artifact)
  }

  ofRun(run: WorkflowRun): StoredArtifact[] {
    return this.artifacts.filter(one => one.run === run)
  }

  /** Finalized artifacts of a repository, newest first, as the REST API lists them. */
  ofRepository(repository: Repository): StoredArtifact[] {
    return this.artifacts
      .filter(one => one.finalized && one.run.repository === repository)
      .sort(
        (a, b) => b.createdAt.getTime() - a.createdAt.getTime() || b.id - a.id
      )
  }
}
