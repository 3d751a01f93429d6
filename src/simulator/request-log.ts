// The simulator's own record of every request, for assertions.
import type { IncomingMessage } from 'node:http'
import type { Fault } from './faults.js'
import type { Operation, Origin } from './types.js'

export interface SimulatorRequest {
  /** Of the simulator's clock, in milliseconds since the epoch. */
  readonly time: number
  /** Undefined for a path that is none of the six operations. */
  readonly operation: Operation | undefined
  readonly method: string
  readonly path: string
  /** With the leading `?`, or empty. */
  readonly query: string
  readonly origin: Origin
  /** Whether an `Authorization` header came with it. */
  readonly authorization: boolean
  readonly contentType: string | undefined
  readonly contentLength: number | undefined
  readonly range: string | undefined
  readonly userAgent: string | undefined
  /** The job it spoke of, or made. */
  readonly jobId: string | undefined
  /** Undefined until it is answered, and when it never is. */
  readonly status: number | undefined
  /** Bytes of the request's body that were read, and of the answer's body that were sent. */
  readonly bytesReceived: number
  readonly bytesSent: number
  /** The kind of the fault that hit it. */
  readonly fault: Fault['kind'] | undefined
}

export type LogEntry = {
  -readonly [Key in keyof SimulatorRequest]: SimulatorRequest[Key]
}

const mostEntries = 10_000

/** Adds an entry; the oldest gives way, so that a simulator that runs for weeks does not grow. */
export function remember(log: LogEntry[], entry: LogEntry): void {
  if (log.push(entry) > mostEntries) log.shift()
}

export function logEntry(
  request: IncomingMessage,
  url: URL,
  at: Pick<LogEntry, 'time' | 'origin' | 'operation' | 'jobId'>
): LogEntry {
  const { headers } = request
  return {
    ...at,
    method: request.method ?? '',
    path: url.pathname,
    query: url.search,
    authorization: headers.authorization !== undefined,
    contentType: headers['content-type'],
    contentLength:
      headers['content-length'] === undefined
        ? undefined
        : Number(headers['content-length']),
    range: headers.range,
    userAgent: headers['user-agent'],
    status: undefined,
    bytesReceived: 0,
    bytesSent: 0,
    fault: undefined
  }
}
