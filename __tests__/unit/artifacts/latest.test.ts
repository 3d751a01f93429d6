// Which artifact is "the latest" of a name: what GitHub leaves out of its lists, and what is said when none is trusted.
import { describe, expect, it } from '@jest/globals'
import { findLatest } from '../../../src/artifacts/latest.js'

const repository = 'lab/archive'
const wanted = { name: 'ids', repository, branch: 'main' }

interface Listed {
  id: number
  name?: string
  expired?: boolean | null
  created_at?: string | null
  workflow_run?: {
    id: number
    head_branch?: string | null
    repository_id?: number
    head_repository_id?: number
  } | null
}

const trusted = {
  event: 'push',
  conclusion: 'success',
  head_branch: 'main',
  head_repository: { full_name: 'Lab/Archive' }
}

/** An API that lists these artifacts, and gives these runs by their ID. */
function api(artifacts: readonly Listed[], runs: Record<string, unknown> = {}) {
  const asked: string[] = []
  return {
    asked,
    get: (path: string) => {
      asked.push(path)
      const [, id] = /\/runs\/(\d+)$/.exec(path) ?? []
      const from = 100 * (Number(/[?&]page=(\d+)/.exec(path)?.[1] ?? '1') - 1)
      const page = artifacts.slice(from, from + 100)
      const body =
        id === undefined
          ? { artifacts: page.map(one => ({ name: 'ids', ...one })) }
          : (runs[id] ?? trusted)
      return Promise.resolve({
        status: 200,
        body,
        wait: 0,
        remaining: undefined
      })
    }
  }
}

describe('the latest artifact', () => {
  it('is the newest by its time, then by its ID', async () => {
    const { get } = api([
      { id: 1, created_at: '2026-11-20T00:00:00Z', workflow_run: { id: 11 } },
      { id: 2, created_at: '2026-11-21T00:00:00Z', workflow_run: { id: 12 } },
      { id: 3, created_at: '2026-11-21T00:00:00Z', workflow_run: { id: 13 } }
    ])
    expect(await findLatest(get, wanted)).toMatchObject({
      found: { id: 3 },
      runId: '13'
    })
  })

  it('may be listed without branch, times and repositories: its run is asked', async () => {
    const { get, asked } = api([
      { id: 1, created_at: null, workflow_run: { id: 11, head_branch: null } }
    ])
    expect(await findLatest(get, wanted)).toMatchObject({ runId: '11' })
    expect(asked.at(-1)).toBe('/repos/lab/archive/actions/runs/11')
  })

  it.each<[string, unknown, string]>([
    [
      'of a fork',
      { ...trusted, head_repository: { full_name: 'eve/archive' } },
      'it comes from a fork'
    ],
    [
      'of a repository that is gone',
      { ...trusted, head_repository: null },
      'it comes from a fork'
    ],
    [
      'of a pull request',
      { ...trusted, event: 'pull_request' },
      'it was triggered by pull_request'
    ],
    [
      'of another branch',
      { ...trusted, head_branch: 'dev' },
      'it ran on another branch'
    ],
    [
      'that failed',
      { ...trusted, conclusion: 'failure' },
      'it did not succeed'
    ],
    [
      'that is still going on',
      { ...trusted, conclusion: null },
      'it did not succeed'
    ],
    [
      'that can not be looked up',
      { message: 'Not Found' },
      'it could not be read'
    ]
  ])('is none of a run %s', async (_, run, reason) => {
    const { get } = api([{ id: 1, workflow_run: { id: 11 } }], { 11: run })
    expect(await findLatest(get, wanted)).toEqual({
      found: undefined,
      status: 200,
      reasons: [`run 11 does not count: ${reason}`]
    })
  })

  it.each<[string, Listed]>([
    ['has expired', { id: 1, expired: true, workflow_run: { id: 11 } }],
    ['has no run', { id: 1, workflow_run: null }],
    [
      'is of another branch',
      { id: 1, workflow_run: { id: 11, head_branch: 'dev' } }
    ],
    [
      'comes from a fork',
      {
        id: 1,
        workflow_run: { id: 11, repository_id: 1, head_repository_id: 2 }
      }
    ]
  ])('is none that %s, and no run is asked', async (_, artifact) => {
    const { get, asked } = api([artifact])
    expect(await findLatest(get, wanted)).toEqual({
      found: undefined,
      status: 200,
      reasons: ['others have expired, or come from forks or other branches']
    })
    expect(asked).toHaveLength(1)
  })

  it('is none of another name, whatever the filter of the API does', async () => {
    const { get } = api([{ id: 1, name: 'ids-2', workflow_run: { id: 11 } }])
    expect(await findLatest(get, wanted)).toMatchObject({ found: undefined })
  })

  it('is looked for in many pages, but a run is asked once and not without end', async () => {
    const failed = { ...trusted, conclusion: 'failure' }
    const twice = Array.from({ length: 240 }, (_, n) => ({
      id: n + 1,
      workflow_run: { id: 1000 + (n >> 1) }
    }))
    const runs = Object.fromEntries(
      twice.map(({ workflow_run: { id } }) => [id, failed])
    )
    const { get, asked } = api(twice, runs)
    expect(await findLatest(get, wanted)).toMatchObject({ found: undefined })
    expect(asked.filter(path => path.includes('page='))).toHaveLength(3)
    expect(asked.filter(path => /runs\/\d+$/.test(path))).toHaveLength(100)
  })

  it.each([
    [404, { message: 'Not Found' }],
    [200, { something: 'else' }]
  ])(
    'can not be told from an answer %i that is no list',
    async (status, body) => {
      const get = () =>
        Promise.resolve({ status, body, wait: 0, remaining: undefined })
      expect(await findLatest(get, wanted)).toEqual({
        found: undefined,
        status,
        reasons: []
      })
    }
  )
})
