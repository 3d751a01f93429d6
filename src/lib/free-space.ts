// How much room a disk has.
import { statfs } from 'node:fs/promises'
import { Failure } from './failure.js'
import type { FailureText } from './message.js'
import { bytes } from './text.js'

/** Bytes that may still be written to the file system of a folder. */
export async function freeSpace(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory)
  return bavail * bsize
}

/** @throws Failure `disk-full`, with what is told of the space that is free, when fewer bytes are than are needed */
export async function requireSpace(
  needed: number,
  directory: string,
  tell: (free: string) => FailureText
): Promise<void> {
  const free = await freeSpace(directory)
  if (free < needed) throw new Failure('disk-full', tell(bytes(free)))
}
