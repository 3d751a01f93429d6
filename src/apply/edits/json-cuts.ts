// Cuts in one JSON record, resolved to splices that leave it valid: an element or member goes with its comma.

export interface Cut {
  start: number
  end: number
  /** Bytes that take its place; undefined for an element or member that goes as a whole. */
  text?: string
}

export interface Splice {
  start: number
  end: number
  text: string
}

const comma = 0x2c
const quote = 0x22
const backslash = 0x5c

/**
 * An element or member goes with the comma and the space behind it, up to its
 * next sibling; the last one with those before it.
 *
 * @param bytes a record that is valid JSON
 * @param cuts none inside of another
 */
export function resolveCuts(bytes: Buffer, cuts: readonly Cut[]): Splice[] {
  const splices: Splice[] = []
  const sorted = [...cuts].sort((a, b) => a.start - b.start)
  for (const { start, end, text } of sorted) {
    if (text !== undefined) {
      splices.push({ start, end, text })
      continue
    }
    const next = spaceEnd(bytes, end)
    if (bytes[next] === comma) {
      splices.push({ start, end: spaceEnd(bytes, next + 1), text: '' })
      continue
    }
    // The last one: with all before it that goes too.
    let from = start
    for (
      let before = splices.at(-1);
      before?.end === from && before.text === '';
      before = splices.at(-1)
    ) {
      from = before.start
      splices.pop()
    }
    from = spaceStart(bytes, from)
    if (bytes[from - 1] === comma) from = spaceStart(bytes, from - 1)
    splices.push({ start: from, end, text: '' })
  }
  return splices
}

export interface Member {
  key: string
  start: number
  end: number
}

/** The members of the object at `start`, which is valid JSON. */
export function membersOf(bytes: Buffer, start: number): Member[] {
  const members: Member[] = []
  let at = spaceEnd(bytes, start + 1)
  while (bytes[at] === quote) {
    const keyEnd = stringEnd(bytes, at)
    const value = spaceEnd(bytes, spaceEnd(bytes, keyEnd) + 1)
    const end = valueEnd(bytes, value)
    const key = String(JSON.parse(bytes.toString('utf8', at, keyEnd)))
    members.push({ key, start: at, end })
    const next = spaceEnd(bytes, end)
    at = bytes[next] === comma ? spaceEnd(bytes, next + 1) : next
  }
  return members
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}

function spaceEnd(bytes: Buffer, at: number): number {
  while (isSpace(bytes[at])) at++
  return at
}

function spaceStart(bytes: Buffer, at: number): number {
  while (isSpace(bytes[at - 1])) at--
  return at
}

/** Behind the closing quote. */
function stringEnd(bytes: Buffer, start: number): number {
  for (let at = start + 1; at < bytes.length; at++) {
    if (bytes[at] === backslash) at++
    else if (bytes[at] === quote) return at + 1
  }
  return bytes.length
}

function valueEnd(bytes: Buffer, start: number): number {
  let depth = 0
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === quote) at = stringEnd(bytes, at) - 1
    else if (byte === 0x7b || byte === 0x5b) depth++
    else if (byte === 0x7d || byte === 0x5d) {
      if (depth === 0) return spaceStart(bytes, at)
      depth--
      if (depth === 0) return at + 1
    } else if (byte === comma && depth === 0) return spaceStart(bytes, at)
  }
  return bytes.length
}
