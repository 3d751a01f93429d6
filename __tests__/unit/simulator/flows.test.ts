// Both flows from create to download, and what the service says at each step.
import { afterEach, describe, expect, it } from '@jest/globals'
import {
  drivenClock,
  startSimulator,
  type Simulator,
  type SimulatorOptions
} from '../../../src/simulator/index.js'

let simulator: Simulator

afterEach(() => simulator.close())

const start = async (options: SimulatorOptions = {}) => {
  simulator = await startSimulator({ clock: drivenClock(), ...options })
  return simulator
}

interface JobBody {
  id: string
  status: string
  upload_url: string
  download_url: string
}

const bearer = () => ({ authorization: `Bearer ${simulator.token}` })

async function create(body: unknown): Promise<JobBody> {
  const response = await fetch(`${simulator.url}/2/compliance/jobs`, {
    method: 'POST',
    headers: { ...bearer(), 'content-type': 'application/json' },
    body: JSON.stringify(body)
  })
  return ((await response.json()) as { data: JobBody }).data
}

describe('a whole job', () => {
  it.each(['current', 'storage'] as const)(
    'runs from create to download in the %s flow',
    async flow => {
      await start({ flow })
      const headers = flow === 'current' ? bearer() : {}
      const job = await create({ type: 'tweets', name: 'daily' })
      expect(job.status).toBe('created')

      const upload = await fetch(job.upload_url, {
        method: 'PUT',
        headers: { ...headers, 'content-type': 'text/plain' },
        body: Buffer.from('1265324480517361600\n1265324480517361682\nabc\n')
      })
      expect(upload.status).toBe(200)
      expect(simulator.jobs).toMatchObject([
        { id: job.id, status: 'in_progress', name: 'daily' }
      ])

      simulator.clock.advance(10_000)
      const download = await fetch(job.download_url, { headers })
      const rows = (await download.text()).split('\n').filter(Boolean)
      expect(rows.map(row => JSON.parse(row) as unknown)).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            id: '1265324480517361682',
            action: 'delete',
            reason: 'deleted'
          }),
          { id: 'abc', error: 'invalid_id' }
        ])
      )
      expect(rows).toHaveLength(2)
      expect(
        simulator.requests.map(({ operation, status, authorization }) => ({
          operation,
          status,
          authorization
        }))
      ).toEqual([
        { operation: 'create', status: 200, authorization: true },
        {
          operation: 'upload',
          status: 200,
          authorization: flow === 'current'
        },
        {
          operation: 'download',
          status: 200,
          authorization: flow === 'current'
        }
      ])
    }
  )

  it('is cancelled and frees the slot of its type', async () => {
    await start()
    const first = await create({ type: 'users' })
    const response = await fetch(
      `${simulator.url}/2/compliance/jobs/${first.id}`,
      { method: 'DELETE', headers: bearer() }
    )
    expect(await response.json()).toMatchObject({
      data: { id: first.id, status: 'failed' }
    })
    const second = await create({ type: 'users' })
    expect(second.status).toBe('created')
    const list = await fetch(`${simulator.url}/2/compliance/jobs?type=users`, {
      headers: bearer()
    })
    expect(await list.json()).toMatchObject({
      data: [{ id: second.id }, { id: first.id }],
      meta: { result_count: 2 }
    })
  })
})
