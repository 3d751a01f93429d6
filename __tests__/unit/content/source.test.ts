// Files as they are opened: pieces that end anywhere, a start that is held, and descriptors that are closed.
import { expect, it } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { openSource } from '../../../src/content/decode/source.js'
import { prepare } from './support.js'

const a = '1200000000000000001'
const b = '1200000000000000002'

it.each([1, 3, 38, 39, 41])(
  'a character of UTF-16 may be cut between two pieces: byte %d',
  async cut => {
    const text = Buffer.from(`\ufeff${a}\n${b}\n`, 'utf16le')
    const pieces = [text.subarray(0, cut), text.subarray(cut)]
    const { ids, record } = await prepare({
      'ids.txt.zst': Buffer.concat(pieces.map(each => zstdCompressSync(each)))
    })
    expect(ids).toEqual([a, b])
    expect(record).toMatchObject({ read: 2, invalid: 0 })
  }
)

const whereOpenFilesShow = existsSync('/proc/self/fd') ? it.each : it.skip.each
whereOpenFilesShow<[string, string | Uint8Array, string | undefined]>([
  ['is read', `${a}\n`, undefined],
  ['is refused', Buffer.alloc(9), 'ids-invalid'],
  ['is damaged', gzipSync(a).subarray(0, 20), 'ids-invalid']
])('a file is closed when it %s', async (_, content, expected) => {
  let open: string[] = []
  const { code } = await prepare(
    { 'ids.txt': content },
    {},
    {
      look: async directory => {
        const links = await readdir('/proc/self/fd')
        const paths = await Promise.all(
          links.map(link => readlink(`/proc/self/fd/${link}`).catch(() => ''))
        )
        open = paths.filter(path => path.includes(dirname(directory)))
      }
    }
  )
  expect({ code, open }).toEqual({ code: expected, open: [] })
})

it.each([
  ['plain', (text: Buffer) => text],
  ['in gzip', gzipSync],
  [
    'in UTF-16',
    (text: Buffer) => Buffer.from(`\ufeff${text.toString()}`, 'utf16le')
  ]
])('of a large file, %s, only the start is held at first', async (_, pack) => {
  const folder = await mkdtemp(join(tmpdir(), 'source-'))
  const text = Buffer.from(`${a}\n`.repeat(400_000))
  const path = join(folder, 'ids')
  await writeFile(path, pack(text))
  const source = await openSource({ path, name: 'ids', bytes: 0 })
  try {
    expect(source.isWhole).toBe(false)
    expect(source.sample.length).toBeGreaterThanOrEqual(1 << 18)
    expect(source.sample.length).toBeLessThan(1 << 21)
    const read: Buffer[] = []
    for await (const chunk of source.chunks()) read.push(Buffer.from(chunk))
    expect(Buffer.concat(read).equals(text)).toBe(true)
  } finally {
    await source.close()
    await rm(folder, { recursive: true })
  }
})

it.each([0, 1, (1 << 25) - 1, 1 << 25, (1 << 25) + 4321])(
  'the SHA-256 of a file of %d bytes is that of its bytes on disk',
  async size => {
    const folder = await mkdtemp(join(tmpdir(), 'source-'))
    const path = join(folder, 'ids')
    const bytes = Buffer.alloc(size, `${a}\n${b}\n`)
    await writeFile(path, bytes)
    const source = await openSource({ path, name: 'ids', bytes: 0 })
    try {
      for await (const chunk of source.chunks()) chunk.fill(0)
      expect(await source.sha256()).toBe(
        createHash('sha256').update(bytes).digest('hex')
      )
    } finally {
      await source.close()
      await rm(folder, { recursive: true })
    }
  }
)

const onPosix = process.platform === 'win32' ? it.skip : it

onPosix(
  'a pipe in the place of a file is refused, not waited for',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pipe-'))
    const path = join(folder, 'ids.txt')
    execFileSync('mkfifo', [path])
    try {
      await expect(
        openSource({ path, name: 'ids.txt', bytes: 0 })
      ).rejects.toMatchObject({ code: 'ids-invalid' })
    } finally {
      await rm(folder, { recursive: true })
    }
  }
)

it('asks whether it is still wanted before each file, an empty one too', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'empty-'))
  const path = join(folder, 'ids.txt')
  await writeFile(path, '')
  try {
    const over = AbortSignal.abort(new Error('over'))
    await expect(
      openSource({ path, name: 'ids.txt', bytes: 0 }, over)
    ).rejects.toThrow('over')
  } finally {
    await rm(folder, { recursive: true })
  }
})
