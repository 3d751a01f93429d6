// What GitHub's client prints goes past our log. It repeats names and texts of the service, so it is made harmless on the way.
import { AsyncLocalStorage } from 'node:async_hooks'
import { EOL } from 'node:os'
import { printable } from '../lib/text.js'

const client = new AsyncLocalStorage<true>()

let guarded: typeof process.stdout.write | undefined

/** Runs a call of the client; what it prints, then and later, can't issue a workflow command by accident. */
export function withHarmlessOutput<T>(call: () => T): T {
  guard()
  return client.run(true, call)
}

function guard(): void {
  if (process.stdout.write === guarded) return
  const write = process.stdout.write.bind(process.stdout)
  guarded = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    const shown =
      client.getStore() && typeof chunk === 'string' ? harmless(chunk) : chunk
    return write(shown, ...(rest as []))
  }
  process.stdout.write = guarded
}

/** A command of the toolkit has its line to itself; everything else is text. */
function harmless(chunk: string): string {
  const line = chunk.replace(/\r?\n$/, '')
  const command = line.startsWith('::') && !/[\r\n]/.test(line)
  return command ? chunk : printable(line, 2000) + EOL
}
