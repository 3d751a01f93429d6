// Room for the results, before a job exists.
import { say, type Message } from '../lib/message.js'
import { requireSpace } from '../lib/free-space.js'
import { bytes } from '../lib/text.js'

/** A row of the results has about 110 bytes and exists twice while parts are joined; not every ID has one. */
export const resultBytesPerId = 160

/** @throws Failure `disk-full` when the results of so many IDs might not fit into the folder */
export async function requireRoom(
  ids: number,
  directory: string,
  where: Message = say`under RUNNER_TEMP`
): Promise<void> {
  const needed = ids * resultBytesPerId
  await requireSpace(needed, directory, free => ({
    what: say`The disk ${where} has ${free} free, and the results may need ${bytes(needed)}.`,
    fix: say`Free space in an earlier step, use a runner with a larger disk, or split the ID files over several runs. No job was created.`
  }))
}
