// What the first bytes of a file say of it: how it is compressed and encoded, and what stands in front of its JSON.
import { describe, expect, it } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { openSource } from '../../../src/content/decode/source.js'
import { prepare } from './support.js'

const a = '1200000000000000001'
const b = '1200000000000000002'

/** UTF-8 of these texts, each a piece of its own when it is read. */
const frames = (...texts: string[]) =>
  Buffer.concat(texts.map(text => zstdCompressSync(text)))

describe('the first bytes', () => {
  const packed = /^The compressed file `ids\.txt` is cut off/
  const binary = /^`ids\.txt` is binary data/
  const noId = /^1 line or record holds no ID/

  it.each<[string, string, RegExp]>([
    ['of gzip', '1f8b', packed],
    ['of gzip, one of them', '1f', binary],
    ['of gzip, the first', '1f31', binary],
    ['of gzip, the second', '318b', noId],
    ['of zstd', '28b52ffd', packed],
    ['of zstd, all but the first', '2eb52ffd', noId],
    ['of zstd, all but the second', '28312ffd', noId],
    ['of zstd, all but the third', '28b531fd', noId],
    ['of zstd, all but the last', '28b52f31', noId],
    ['of zstd, too few', '282f', noId],
    ['of the first skippable frame', '502a4d18', packed],
    ['of the last skippable frame', '5f2a4d18', packed],
    ['before those of skippable frames', '4f2a4d18', binary],
    ['behind those of skippable frames', '602a4d18', binary],
    ['of a skippable frame, all but the second', '50314d18', binary],
    ['of a skippable frame, all but the third', '502a3118', binary],
    ['of a skippable frame, all but the last', '502a4d31', noId],
    ['of a skippable frame, too few', '502a4d', noId],
    ['of zstd, the last of a skippable frame', '28b52f18', binary],
    ['of a skippable frame, the last of zstd', '502a4dfd', noId],
    ['of UTF-32', 'fffe000031000000', binary]
  ])('%s', async (_, hex, message) => {
    const outcome = await prepare({ 'ids.txt': Buffer.from(hex, 'hex') })
    expect(outcome.code).toBe('ids-invalid')
    expect(outcome.message).toMatch(message)
  })

  it.each([
    ['of UTF-16', 'fffe3100', ['1']],
    ['of UTF-16, a character of another script', 'fffe00310d003100', ['1']],
    ['of UTF-16 of the other order', 'feff0031', ['1']],
    ['of UTF-16 alone', 'fffe', []],
    ['of UTF-16 of the other order alone', 'feff', []],
    ['of UTF-16, the first alone', 'ff310a310a', ['1']],
    ['of UTF-16, the second alone', '31fe0a310a', ['1']],
    ['of UTF-16 of the other order, the first alone', 'fe310a310a', ['1']],
    ['of UTF-16 of the other order, the second alone', '31ff0a310a', ['1']],
    ['of a skippable frame of zstd', '512a4d1800000000', []]
  ])('%s', async (_, hex, ids) => {
    const bytes = Buffer.from(hex, 'hex')
    const outcome = await prepare(
      { 'ids.txt': bytes },
      { type: 'users', onInvalid: 'skip' }
    )
    expect(outcome.message).toBe('')
    expect(outcome.ids).toEqual(ids)
  })
})

describe('in front of JSON', () => {
  const archive = `[{"tweet":{"id_str":"${a}"}}]`

  it.each<[string, string | Uint8Array]>([
    ['a mark of UTF-8', `\ufeff${archive}`],
    [
      'what the archive of an account has',
      `window.YTD.tweets.part0 = ${archive}`
    ],
    ['the same without space', `window.YTD.tweets.part0=${archive}`],
    ['the same over lines', `window.YTD.tweets.part0\n=\n${archive}`],
    ['the same behind a mark', `\ufeffwindow.YTD.tweets.part0 = ${archive}`],
    [
      'the same in many parts',
      `window.YTD.deleted_tweets.part123456 = ${archive}`
    ],
    [
      'the same in pieces',
      frames('window.YTD.', 'tweets.part0 =', ` ${archive}`)
    ],
    ['a mark in pieces', frames('', '\ufeff', archive)]
  ])('%s', async (_, content) => {
    const { ids, message } = await prepare({ 'tweets.js': content })
    expect(message).toBe('')
    expect(ids).toEqual([a])
  })

  it.each([
    ['a word', `x window.YTD.tweets.part0 = ${archive}`],
    ['an archive of no part', `window.YTD.tweets.part = ${archive}`],
    ['another script', `window.tweets.part0 = ${archive}`]
  ])('no more than that, such as %s', async (_, content) => {
    const { code, ids } = await prepare({ 'tweets.js': content })
    expect(code).toBe('ids-invalid')
    expect(ids).toEqual([])
  })
})

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

it('half a character of UTF-16 at the end is no part of an ID', async () => {
  const text = Buffer.from(`\ufeff${a}\n${b}`, 'utf16le')
  const { ids, record } = await prepare(
    { 'ids.txt': Buffer.concat([text, Buffer.from('3')]) },
    { onInvalid: 'skip' }
  )
  expect(ids).toEqual([a])
  expect(record).toMatchObject({ read: 2, invalid: 1 })
})

describe('line ends', () => {
  it.each<[string, string, string[], string[]]>([
    ['of old Macs', `tweet_id,x\r${a},1\rfoo,2\r`, [a], ['3']],
    ['of old Macs, one', `${a}\rfoo`, [a], ['2']],
    ['of old Macs, fewer than others', `${a}\nfoo\n${b}\r`, [a, b], ['2']],
    [
      'of old Macs, as many as others',
      `x,tweet_id\n1\r,${a}\n2\r,foo`,
      [a],
      ['3']
    ],
    [
      'of old Macs, fewer than those in cells',
      `tweet_id,text\r${a},"1\n2\n3\n4"\rfoo,"1\n2\n3"\r`,
      [a],
      ['6']
    ],
    ['of Windows', `${a}\r\nfoo\r\n${b}\r\n`, [a, b], ['2']]
  ])('%s', async (_, content, ids, invalid) => {
    const outcome = await prepare({ 'ids.txt': content }, { onInvalid: 'skip' })
    expect(outcome.ids).toEqual(ids)
    const lines = outcome.warnings.flatMap(({ place }) => place?.line ?? [])
    expect(lines.map(String)).toEqual(invalid)
  })
})

it('a file of one row shows its column without a line end', async () => {
  const { ids, message, record } = await prepare({ 'ids.csv': `0.5,${a}` })
  expect(message).toBe('')
  expect(ids).toEqual([a])
  expect(record).toMatchObject({ read: 1, files: [{ column: '2' }] })
})

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
