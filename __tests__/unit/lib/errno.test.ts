// What an error of the operating system means to a user: never a fault of the action, and always what to do.
import { expect, it } from '@jest/globals'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ErrorCode } from '../../../src/domain.js'
import { asFailure } from '../../../src/lib/failure.js'

it.each<[string, ErrorCode]>([
  ['EACCES', 'environment-unusable'],
  ['EPERM', 'environment-unusable'],
  ['EROFS', 'environment-unusable'],
  ['ENOENT', 'environment-unusable'],
  ['EMFILE', 'environment-unusable'],
  ['EIO', 'environment-unusable'],
  ['EAGAIN', 'environment-unusable'],
  ['EFBIG', 'environment-unusable'],
  ['ENAMETOOLONG', 'environment-unusable'],
  ['EDQUOT', 'disk-full'],
  ['ENOSPC', 'disk-full'],
  ['EPROTO', 'internal']
])('%s is %s', (errno, code) => {
  const error = Object.assign(new Error(`${errno}: as the system says`), {
    code: errno,
    path: '/data/posts'
  })
  const failure = asFailure(error)
  expect(failure.code).toBe(code)
  expect(failure.cause).toBe(error)
  expect(failure.message).toContain(errno)
  if (code !== 'internal') expect(failure.message).toContain('`/data/posts`')
})

it.each([
  ['nowhere/at/all', 'ENOENT'],
  ['x'.repeat(300), 'ENAMETOOLONG']
])('what the system really throws is known: %s', async (path, errno) => {
  const failure = await open(join(tmpdir(), path), 'r').then(
    () => undefined,
    (error: unknown) => asFailure(error)
  )
  expect(failure).toMatchObject({ code: 'environment-unusable' })
  expect(failure?.message).toContain(errno)
})
