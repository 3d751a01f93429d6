// Unpacks an artifact for the developer. The reader refuses names that lead out of the folder.
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import yauzl from 'yauzl'

/** Unpacks a whole zip into a new folder. */
export async function unpackZip(
  path: string,
  directory: string
): Promise<void> {
  const zip = await yauzl.openPromise(path, { lazyEntries: true })
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue
    const target = join(directory, entry.fileName)
    await mkdir(dirname(target), { recursive: true })
    await pipeline(
      await zip.openReadStreamPromise(entry),
      createWriteStream(target)
    )
  }
}
