// What the embedded artifact service refuses, in the words of the real one: what a broken client would meet.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createHash } from 'node:crypto'
import { temporaryFolders } from '../../support/folders.js'
import { type Github, startGithub } from '../../support/github.js'

const folder = temporaryFolders()
const runId = '77'
let service: Github
let token: string
let backendId: string

beforeAll(async () => {
  service = await startGithub({ directory: await folder() })
  token = service.environment(runId)['ACTIONS_RUNTIME_TOKEN'] ?? ''
  backendId = service.state.runs.get(runId)?.backendId ?? ''
})

afterAll(() => service.close())

async function call(
  method: string,
  body: object,
  headers: Record<string, string> = {}
) {
  const answer = await fetch(
    `${service.url}/twirp/github.actions.results.api.v1.ArtifactService/${method}`,
    {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...headers
      },
      body: JSON.stringify({ workflow_run_backend_id: backendId, ...body })
    }
  )
  return {
    status: answer.status,
    body: (await answer.json()) as Record<string, unknown>
  }
}

async function rest(
  path: string,
  method = 'GET',
  bearer = service.githubToken
) {
  const answer = await fetch(`${service.url}/api${path}`, {
    method,
    redirect: 'manual',
    headers: { authorization: `token ${bearer}` }
  })
  return { status: answer.status, body: await answer.text() }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Uploads `content` up to, and without, the request that completes it. */
async function begin(name: string, content: string): Promise<void> {
  const { body } = await call('CreateArtifact', {
    name,
    mime_type: 'application/zip'
  })
  const url = String(body['signed_upload_url'])
  await fetch(`${url}&comp=block&blockid=MQ%3D%3D`, {
    method: 'PUT',
    body: content
  })
  const list = await fetch(`${url}&comp=blocklist`, {
    method: 'PUT',
    body: '<BlockList><Latest>MQ==</Latest></BlockList>'
  })
  expect(list.status).toBe(201)
}

describe('the calls of the client', () => {
  it.each<[string, string, object, Record<string, string>, number, string]>([
    [
      'a token that is not known',
      'ListArtifacts',
      {},
      { authorization: 'Bearer x' },
      401,
      'unauthenticated'
    ],
    [
      'no token',
      'ListArtifacts',
      {},
      { authorization: '' },
      401,
      'unauthenticated'
    ],
    [
      'another type than JSON',
      'ListArtifacts',
      {},
      { 'content-type': 'text/plain' },
      415,
      'malformed'
    ],
    [
      'another run',
      'ListArtifacts',
      { workflow_run_backend_id: 'x' },
      {},
      403,
      'permission_denied'
    ],
    [
      'a type that is none',
      'CreateArtifact',
      { name: 'x', mime_type: 'zip' },
      {},
      400,
      'invalid_argument'
    ],
    [
      'an upload that was never begun',
      'FinalizeArtifact',
      { name: 'x' },
      {},
      404,
      'not_found'
    ],
    [
      'the address of what is not there',
      'GetSignedArtifactURL',
      { name: 'x' },
      {},
      404,
      'not_found'
    ],
    [
      'a deletion of what is not there',
      'DeleteArtifact',
      { name: 'x' },
      {},
      404,
      'not_found'
    ]
  ])('refuse %s', async (_, method, body, headers, status, code) => {
    expect(await call(method, body, headers)).toMatchObject({
      status,
      body: { code }
    })
  })

  it('complete an upload only with its true size and hash', async () => {
    await begin('mine', 'content')
    const hash = `sha256:${sha256('content')}`
    for (const wrong of [
      { size: '6', hash },
      { size: '7', hash: 'sha256:0' },
      { hash }
    ])
      expect(
        await call('FinalizeArtifact', { name: 'mine', ...wrong })
      ).toMatchObject({ status: 400 })
    expect(
      await call('FinalizeArtifact', { name: 'mine', size: '7', hash })
    ).toMatchObject({ status: 200, body: { ok: true } })
  })

  it('list by name and by ID', async () => {
    const run = service.state.runs.get(runId)
    if (!run) throw new Error('the run is not known')
    const { id } = await service.addArtifact({
      name: 'listed',
      run,
      content: 'x',
      zip: false,
      digest: null
    })
    const found = async (filter: object) => {
      const { body } = await call('ListArtifacts', filter)
      return (body['artifacts'] as { name: string }[]).map(({ name }) => name)
    }
    expect(await found({ name_filter: 'listed' })).toEqual(['listed'])
    expect(await found({ id_filter: id })).toEqual(['listed'])
    expect(await found({ id_filter: '1' })).toEqual([])
    await expect(
      service.addArtifact({ name: 'listed', run, content: 'x', zip: false })
    ).rejects.toThrow('exists already')
  })
})

describe('the storage', () => {
  it('refuses a signature that is wrong, and a token beside one that is right', async () => {
    const { body } = await call('CreateArtifact', {
      name: 'stored',
      mime_type: 'application/zip'
    })
    const url = String(body['signed_upload_url'])
    const status = async (address: string, headers = {}) =>
      (await fetch(address, { headers })).status
    expect(await status(url.replace(/sig=[^&]*/, 'sig=x'))).toBe(403)
    expect(await status(url, { authorization: `Bearer ${token}` })).toBe(403)
    expect(await status(`${service.url}/storage/artifacts/1?sig=x`)).toBe(403)
  })

  it('refuses a list of blocks that were never put', async () => {
    const { body } = await call('CreateArtifact', {
      name: 'blocks',
      mime_type: 'application/zip'
    })
    const answer = await fetch(
      `${String(body['signed_upload_url'])}&comp=blocklist`,
      {
        method: 'PUT',
        body: '<BlockList><Latest>bm9uZQ==</Latest></BlockList>'
      }
    )
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('InvalidBlockList')
  })
})

describe('the REST API', () => {
  const repository = '/repos/octocat/stored-posts'

  it.each([
    ['a token that is not known', repository, 'GET', 401],
    ['another repository', '/repos/octocat/other', 'GET', 404],
    ['an address that is none', '/user', 'GET', 404],
    ['a run that is not there', `${repository}/actions/runs/1`, 'GET', 404],
    [
      'artifacts of a run that is not there',
      `${repository}/actions/runs/1/artifacts`,
      'GET',
      404
    ],
    [
      'an artifact that is not there',
      `${repository}/actions/artifacts/1/zip`,
      'GET',
      404
    ],
    [
      'a deletion by a token that only reads',
      `${repository}/actions/artifacts/1`,
      'DELETE',
      403
    ]
  ])('refuses %s', async (what, path, method, status) => {
    const bearer = what.startsWith('a token') ? 'x' : service.githubToken
    expect(await rest(path, method, bearer)).toMatchObject({ status })
  })

  it('gives out no artifact that has expired, and deletes one for a token that writes', async () => {
    const run = service.addRun()
    const { id } = await service.addArtifact({
      name: 'old',
      run,
      content: 'x',
      zip: true,
      expired: true
    })
    const path = `${repository}/actions/artifacts/${id}`
    expect((await rest(`${path}/zip`)).status).toBe(410)
    service.actionsPermission = 'write'
    expect((await rest(path, 'DELETE')).status).toBe(204)
    expect((await rest(path, 'DELETE')).status).toBe(404)
    expect((await rest(`${path}/zip`)).status).toBe(404)
  })
})
