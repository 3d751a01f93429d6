// The edits of a file come back as they were written down, however many they are.
import { expect, it } from '@jest/globals'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EditLog } from '../../../src/apply/edit-log.js'

it.each([0, 1, 100, 20_000])('gives back %d edits, shifted', async number => {
  const folder = await mkdtemp(join(tmpdir(), 'edit-log-'))
  const log = new EditLog(join(folder, 'edits'))
  const edits = Array.from({ length: number }, (_, n) => ({
    start: 2 ** 40 * n,
    end: 2 ** 40 * n + 7,
    text: n % 3 === 0 ? '' : `{"é":${n}}`
  }))
  for (const { start, end, text } of edits) log.add(start, end, text)
  log.shift = 3
  log.close()
  const expected = edits.map(({ start, end, text }) => ({
    start: start + 3,
    end: end + 3,
    text
  }))
  expect([...log.read()]).toEqual(expected)
  // The pass that writes may come more than once.
  expect([...log.read()]).toEqual(expected)
  log.dispose()
  await rm(folder, { recursive: true })
})
