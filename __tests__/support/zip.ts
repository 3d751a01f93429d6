// Zips read and made by libraries, hostile ones included.
import { buffer } from 'node:stream/consumers'
import yauzl from 'yauzl'
import yazl from 'yazl'

/** The entries of a zip by name, in order; folders are left out. */
export async function zipEntries(
  content: Buffer
): Promise<Record<string, Buffer>> {
  const zip = await yauzl.fromBufferPromise(content, { lazyEntries: true })
  const entries: Record<string, Buffer> = {}
  for await (const entry of zip.eachEntry())
    if (!entry.fileName.endsWith('/'))
      entries[entry.fileName] = await buffer(
        await zip.openReadStreamPromise(entry)
      )
  return entries
}

export interface ZipEntry {
  name: string
  content: string | Buffer
  /** Unix mode, such as 0o120777 for a symlink. */
  mode?: number
}

/**
 * A zip of these entries, with their names as they are: what a library would
 * refuse to write is written under a name of the same length and patched.
 */
export async function makeZip(entries: readonly ZipEntry[]): Promise<Buffer> {
  const zip = new yazl.ZipFile()
  const standIns = entries.map(({ name }, i) =>
    String(i).padStart(Buffer.byteLength(name), '~')
  )
  entries.forEach(({ content, mode = 0o100644 }, i) => {
    zip.addBuffer(Buffer.from(content), standIns[i] ?? '', {
      mode,
      compressionLevel: 6
    })
  })
  zip.end()
  const made = await buffer(zip.outputStream)
  entries.forEach(({ name }, i) => {
    patch(made, Buffer.from(standIns[i] ?? ''), Buffer.from(name))
  })
  return made
}

function patch(content: Buffer, from: Buffer, to: Buffer): void {
  for (let at = content.indexOf(from); at >= 0; at = content.indexOf(from, at))
    at += to.copy(content, at)
}
