// Whether the results will fit on the disk is asked before a job exists.
import { tmpdir } from 'node:os'
import { expect, it } from '@jest/globals'
import { freeSpace } from '../../../src/lib/free-space.js'
import { resultBytesPerId, requireRoom } from '../../../src/results/room.js'
import { bytes } from '../../../src/lib/text.js'

const folder = tmpdir()

it('lets results pass that take half of what is free', async () => {
  const ids = Math.floor((await freeSpace(folder)) / resultBytesPerId / 2)
  await expect(requireRoom(ids, folder)).resolves.toBeUndefined()
})

it('refuses results that take twice of what is free, and says of both how much', async () => {
  const before = await freeSpace(folder)
  const ids = Math.ceil((2 * before) / resultBytesPerId)
  const refused = await requireRoom(ids, folder).catch(
    (error: unknown) => error
  )
  // Other tests write to the same disk.
  const free = [before, await freeSpace(folder)].map(bytes)
  expect(
    free.map(
      amount =>
        `The disk under RUNNER_TEMP has ${amount} free, and the results may need ${bytes(ids * resultBytesPerId)}. Free space in an earlier step, use a runner with a larger disk, or split the ID files over several runs. No job was created.`
    )
  ).toContain((refused as Error).message)
  expect(refused).toMatchObject({ code: 'disk-full' })
})
