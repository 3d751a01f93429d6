// Whether bytes that come in pieces are valid UTF-8.
import { isUtf8 } from 'node:buffer'

/** Bytes of a character that may go on in the next piece. */
const longest = 3

const none = new Uint8Array(0)

export class Utf8Check {
  isValid = true
  /** The start of a character at the end of the last piece. */
  #rest: Uint8Array = none

  feed(bytes: Uint8Array): void {
    if (!this.isValid) return
    let start = 0
    if (this.#rest.length > 0) {
      while (start < bytes.length && isContinued(bytes[start])) start++
      const character = Buffer.concat([this.#rest, bytes.subarray(0, start)])
      this.isValid = isUtf8(character)
      if (start === bytes.length && character.length <= longest) {
        this.#rest = this.isValid ? none : character
        this.isValid = true
        return
      }
    }
    let end = bytes.length
    while (end > start && bytes.length - end < longest) {
      if (!isContinued(bytes[end - 1])) break
      end--
    }
    // The first byte of a character says how long it is.
    if (end > start && (bytes[end - 1] ?? 0) >= 0xc0) end--
    else end = bytes.length
    const rest = bytes.slice(end)
    const isWhole = rest.length > 0 && isUtf8(rest)
    this.#rest = isWhole ? none : rest
    this.isValid &&= isUtf8(bytes.subarray(start, isWhole ? undefined : end))
  }

  end(): void {
    if (this.#rest.length > 0) this.isValid = false
  }
}

function isContinued(byte = 0): boolean {
  return (byte & 0xc0) === 0x80
}
