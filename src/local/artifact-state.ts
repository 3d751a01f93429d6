// What the embedded artifact service knows: workflow runs and artifacts.
import { randomBytes, randomUUID } from 'node:crypto'

export interface WorkflowRun {
  id: string
  backendId: string
}

export interface StoredArtifact<Run = WorkflowRun> {
  id: number
  name: string
  run: Run
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

const day = 24 * 60 * 60 * 1000

/** The state, with the rules of the real service: one name per run, only finalized artifacts are seen. */
export class ArtifactState {
  readonly runs = new Map<string, WorkflowRun>()
  artifacts: StoredArtifact[] = []
  protected nextId = 1000

  addRun(id: string): WorkflowRun {
    const run = { id, backendId: randomUUID() }
    this.runs.set(id, run)
    return run
  }

  /** A new artifact, not finalized; undefined when the run has one of that name. */
  create<Run extends WorkflowRun>(
    run: Run,
    name: string,
    about: {
      jobBackendId?: string
      mimeType: string
      expiresAt?: Date | undefined
      path: string
    }
  ): StoredArtifact<Run> | undefined {
    if (this.ofRun(run).some(one => one.name === name)) return undefined
    const createdAt = new Date()
    const artifact: StoredArtifact<Run> = {
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
}
