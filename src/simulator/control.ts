// The simulator's own paths under /simulator, for clients that are not in this process: clock, faults, jobs and requests.
import type { IncomingMessage } from 'node:http'
import { json, type ShortAnswer } from './answers.js'
import { parseDuration } from './durations.js'
import { parseFault } from './fault-syntax.js'
import { bearerOf } from './browsers.js'
import { jobSummaries } from './jobs.js'
import type { Service } from './service.js'

type Handler = (service: Service, query: URLSearchParams) => ShortAnswer

const handlers: Record<string, Handler> = {
  'GET /simulator/clock': ({ clock }) => json(timeOf(clock.now())),
  'POST /simulator/clock': ({ clock }, query) => {
    const ms = parseDuration(query.get('advance') ?? '')
    if (ms === undefined)
      return wrong('Give advance as a duration, such as ?advance=15m.')
    clock.advance(ms)
    return json(timeOf(clock.now()))
  },
  'POST /simulator/faults': ({ faults }, query) => {
    try {
      const added = query.getAll('fault').map(parseFault)
      if (added.length === 0)
        return wrong('Give a fault, such as ?fault=get:1=503.')
      for (const fault of added) faults.add(fault)
      return json({ added: added.length })
    } catch (error) {
      return wrong(error instanceof Error ? error.message : String(error))
    }
  },
  'GET /simulator/jobs': ({ jobs, clock }) =>
    json({ jobs: jobSummaries(jobs, clock.now()) }),
  'GET /simulator/requests': ({ log }) => json({ requests: log })
}

const timeOf = (now: number) => ({ now: new Date(now).toISOString() })
const wrong = (error: string) => json({ error }, 400)

/** Undefined for a path of the service. */
export function answerControl(
  service: Service,
  request: IncomingMessage,
  url: URL
): ShortAnswer | undefined {
  if (!/^\/simulator(\/|$)/.test(url.pathname)) return undefined
  if (bearerOf(request) !== service.token)
    return json({ error: 'The bearer token is needed here, too.' }, 401)
  const handler = handlers[`${request.method ?? ''} ${url.pathname}`]
  return handler
    ? handler(service, url.searchParams)
    : json({ error: 'No such path.', paths: Object.keys(handlers) }, 404)
}
