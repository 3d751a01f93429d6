// Answers that hold a stored file, whole or the range that was asked for.
import type { Answer } from './answers.js'
import type { StoredFile } from './stored-file.js'

type Range = { readonly start: number; readonly end: number } | 'unsatisfiable'

/** The one range of a `Range` header; undefined for none, or for a header that is to be ignored. */
export function parseRange(
  header: string | undefined,
  size: number
): Range | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!match) return undefined
  const [first, last] = [match[1] ?? '', match[2] ?? '']
  if (first === '' && last === '') return undefined
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end =
    first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (start >= size) return 'unsatisfiable'
  return start <= end ? { start, end } : undefined
}

/** 200, 206, or undefined where the range lies outside of the file. */
export function fileAnswer(
  file: StoredFile,
  range: string | undefined,
  headers: Answer['headers']
): Answer | undefined {
  const asked = parseRange(range, file.bytes)
  if (asked === 'unsatisfiable') return undefined
  const { start, end } = asked ?? { start: 0, end: file.bytes - 1 }
  return {
    status: asked ? 206 : 200,
    headers: {
      'content-type': 'application/octet-stream',
      'accept-ranges': 'bytes',
      ...headers,
      ...(asked && { 'content-range': `bytes ${start}-${end}/${file.bytes}` })
    },
    body: { path: file.path, start, length: end - start + 1 }
  }
}
