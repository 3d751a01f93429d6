// The artifact as it was published.

/** The artifact as it was published. */
export interface ArtifactRecord {
  name: string
  id: number
  url: string
  /** SHA-256 of the zip, bare hex. */
  digest: string
  bytes: number
}
