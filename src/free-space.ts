// How much room a disk has.
import { statfs } from 'node:fs/promises'

/** Bytes that may still be written to the file system of a folder. */
export async function freeSpace(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory)
  return bavail * bsize
}
