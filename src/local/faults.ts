// Faults that a server of the rig plays on request, so that tests meet what a network can do.
import type { ServerResponse } from 'node:http'

/**
 * What goes wrong:
 * - `answer`: this answer instead of the real one, and nothing is done
 * - `reset`: the connection breaks before anything is done
 * - `lose`: all is done, and the connection breaks before the answer
 * - `hang`: no answer ever, and nothing is done
 * - `truncate`: all is done, and half of the answer's body arrives
 * - `corrupt`: all is done, and one byte of the answer's body is another
 */
export type Fault =
  | {
      kind: 'answer'
      status: number
      body?: unknown
      headers?: Record<string, string>
    }
  | { kind: 'reset' | 'lose' | 'hang' | 'truncate' | 'corrupt' }

/** Faults waiting for their requests, first in first out per operation. */
export class Faults<Operation extends string> {
  private readonly waiting: { operation: Operation; fault: Fault }[] = []

  add(operation: Operation, fault: Fault, times = 1): void {
    for (let i = 0; i < times; i++) this.waiting.push({ operation, fault })
  }

  take(operation: Operation): Fault | undefined {
    const at = this.waiting.findIndex(one => one.operation === operation)
    return at < 0 ? undefined : this.waiting.splice(at, 1)[0]?.fault
  }

  /** How many have not come up yet: a test that planned a fault asserts 0. */
  get left(): number {
    return this.waiting.length
  }
}

/** Ends the response's connection without another byte. */
export function breakConnection(response: ServerResponse): void {
  response.socket?.resetAndDestroy()
}
