// Cuts a stream of bytes into lines without ever holding more than a piece of one.
import { StringDecoder } from 'node:string_decoder'

/** What is kept of a line that goes on from chunk to chunk, so that memory holds; rows show as much of any line. */
export const longestLine = 1000

export class LineCutter {
  readonly #decoder = new StringDecoder('utf8')
  #rest = ''

  /** The lines that end in this chunk, without their `\n`; blank ones are left out. */
  push(chunk: Buffer): string[] {
    return this.#cut(this.#decoder.write(chunk))
  }

  /** The last line, where no `\n` ended it. */
  end(): string[] {
    return this.#cut(`${this.#decoder.end()}\n`)
  }

  #cut(text: string): string[] {
    const lines = (this.#rest + text).split('\n')
    this.#rest = (lines.pop() ?? '').slice(0, longestLine)
    return lines.filter(line => line !== '')
  }
}
