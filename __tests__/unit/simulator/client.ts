// A small client for the simulator's tests: plain requests, with or without the token.
import { afterEach } from '@jest/globals'
import {
  drivenClock,
  startSimulator,
  type Simulator,
  type SimulatorOptions
} from '../../../src/simulator/index.js'

const running: Simulator[] = []
afterEach(async () => {
  for (const simulator of running.splice(0)) await simulator.close()
})

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The body as JSON; throws where it is none. */
  readonly json: () => Body
}

export interface Body {
  readonly data?: unknown
  readonly [key: string]: unknown
}

export interface JobBody {
  readonly id: string
  readonly status: string
  readonly upload_url: string
  readonly download_url: string
  readonly [key: string]: unknown
}

export interface Ask {
  readonly headers?: Record<string, string>
  readonly body?: string | Buffer
  /** Whether the token goes along; default true. */
  readonly bearer?: boolean
}

/** Starts a simulator with a driven clock; it is closed after the test. */
export async function serve(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({ clock: drivenClock(), ...options })
  running.push(simulator)
  const storage = options.flow === 'storage'

  /** `target` is a whole URL, or a path of the API. */
  const ask = async (
    method: string,
    target: string,
    { headers = {}, body, bearer = true }: Ask = {}
  ): Promise<Reply> => {
    const response = await fetch(
      target.startsWith('http') ? target : simulator.url + target,
      {
        method,
        redirect: 'manual',
        headers: {
          ...(bearer && { authorization: `Bearer ${simulator.token}` }),
          ...headers
        },
        ...(body !== undefined && { body })
      }
    )
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: () => JSON.parse(text) as Body
    }
  }
  const create = async (body: unknown = { type: 'tweets' }) => {
    const reply = await ask('POST', '/2/compliance/jobs', {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body)
    })
    return reply.json().data as JobBody
  }
  const upload = (job: JobBody, text: string | Buffer, more: Ask = {}) =>
    ask('PUT', job.upload_url, {
      bearer: !storage,
      body: text,
      ...more,
      headers: { 'content-type': 'text/plain', ...more.headers }
    })
  const get = async (job: JobBody) =>
    (await ask('GET', `/2/compliance/jobs/${job.id}`)).json().data as JobBody
  const download = (job: JobBody, more: Ask = {}) =>
    ask('GET', job.download_url, { bearer: !storage, ...more })

  /** A job from create to download; its result file. */
  const run = async (text: string, body?: unknown) => {
    const job = await create(body)
    await upload(job, text)
    simulator.clock.advance(3_600_000)
    return (await download(job)).text
  }
  return { simulator, ask, create, upload, get, download, run }
}

/** The objects of a result file. */
export const rowsOf = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as Record<string, unknown>)
