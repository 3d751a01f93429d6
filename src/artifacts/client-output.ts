// What GitHub's client prints goes past our log. It repeats names and texts of the service, so it is made harmless on the way.
import { AsyncLocalStorage } from 'node:async_hooks'
import { EOL } from 'node:os'
import { printable, visible } from '../lib/text.js'

/** A call of the client, and whether it still counts. */
const client = new AsyncLocalStorage<{ isOver: boolean }>()

let guarded: typeof process.stdout.write | undefined

/**
 * Runs a call of the client; what it prints can't issue a workflow command by
 * accident, and what it prints after the call was given up goes nowhere: its
 * errors would stand beside ours.
 */
export async function withHarmlessOutput<T>(
  call: () => Promise<T>
): Promise<T> {
  guard()
  const state = { isOver: false }
  try {
    return await client.run(state, call)
  } finally {
    state.isOver = true
  }
}

function guard(): void {
  if (process.stdout.write === guarded) return
  const write = process.stdout.write.bind(process.stdout)
  guarded = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    const state = client.getStore()
    if (state?.isOver) return true
    const shown = state && typeof chunk === 'string' ? harmless(chunk) : chunk
    return write(shown, ...(rest as []))
  }
  process.stdout.write = guarded
}

/** A command of the toolkit has its line to itself; everything else is text. */
function harmless(chunk: string): string {
  const line = chunk.replace(/\r?\n$/, '')
  const command = line.startsWith('::') && !/[\r\n]/.test(line)
  return (command ? visible(line) : printable(line, 2000)) + EOL
}
