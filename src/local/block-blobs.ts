// The storage behind the artifact service: block blobs as Azure keeps them, on disk.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Stages one block of the blob at `path`; blocks may come in any order. */
export async function putBlock(
  path: string,
  blockId: string,
  body: Readable
): Promise<void> {
  await mkdir(blocksOf(path), { recursive: true })
  await pipeline(body, createWriteStream(blockPath(path, blockId)))
}

/** Joins the named blocks to the blob; false when one of them was never put. */
export async function commitBlocks(
  path: string,
  blockListXml: string
): Promise<boolean> {
  const ids = Array.from(
    blockListXml.matchAll(/<Latest>([^<]*)<\/Latest>/g),
    match => match[1] ?? ''
  )
  await mkdir(dirname(path), { recursive: true })
  const parts = ids.map(id => blockPath(path, id))
  const present = await Promise.all(parts.map(exists))
  if (present.includes(false)) return false
  const partial = `${path}.partial`
  await pipeline(joined(parts), createWriteStream(partial))
  await rename(partial, path)
  await rm(blocksOf(path), { recursive: true, force: true })
  return true
}

/** Size and SHA-256 (hex) of a file. */
export async function measure(
  path: string
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return { bytes: (await stat(path)).size, sha256: hash.digest('hex') }
}

async function* joined(paths: readonly string[]): AsyncGenerator<Buffer> {
  for (const path of paths)
    yield* createReadStream(path) as AsyncIterable<Buffer>
}

const blocksOf = (path: string): string => `${path}.blocks`

function blockPath(path: string, blockId: string): string {
  const name = createHash('sha256').update(blockId).digest('hex')
  return `${blocksOf(path)}/${name}`
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false
  )
}
