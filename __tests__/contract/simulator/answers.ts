// Records every answer that this process serves, whichever client asked.
import { ServerResponse, type OutgoingHttpHeaders } from 'node:http'
import { gunzipSync } from 'node:zlib'

export interface Answer {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly headers: OutgoingHttpHeaders
  readonly body: Buffer
}

/** Keeps what servers of this process send piece by piece, until it is stopped. */
export function recordAnswers(): { answers: Answer[]; stop: () => void } {
  const answers: Answer[] = []
  const headers = new WeakMap<ServerResponse, OutgoingHttpHeaders>()
  const bodies = new WeakMap<ServerResponse, Buffer[]>()
  const undo: (() => void)[] = []
  const spy = (
    name: 'writeHead' | 'write' | 'end',
    see: (response: ServerResponse, args: unknown[]) => void
  ) => {
    const { prototype } = ServerResponse
    const original = Reflect.get(prototype, name) as () => unknown
    Reflect.set(
      prototype,
      name,
      function (this: ServerResponse, ...args: unknown[]) {
        see(this, args)
        return Reflect.apply(original, this, args) as unknown
      }
    )
    undo.push(() => Reflect.set(prototype, name, original))
  }
  spy('writeHead', (response, args) =>
    headers.set(response, args.at(-1) as OutgoingHttpHeaders)
  )
  spy('write', (response, [chunk]) =>
    bodies.set(response, [
      ...(bodies.get(response) ?? []),
      Buffer.from(chunk as Buffer)
    ])
  )
  spy('end', response => {
    const sent = headers.get(response) ?? {}
    const body = Buffer.concat(bodies.get(response) ?? [])
    answers.push({
      method: response.req.method ?? '',
      path: (response.req.url ?? '').replace(/\?.*/, ''),
      status: response.statusCode,
      headers: sent,
      body: sent['content-encoding'] === 'gzip' ? gunzipSync(body) : body
    })
  })
  return { answers, stop: () => undo.forEach(each => each()) }
}
