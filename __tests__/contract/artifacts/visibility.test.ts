// Whether the repository is public: from the event, else from the REST API, else unknown.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals'
import { artifactStore } from '../../../src/artifacts/store.js'
import {
  noSignal,
  quickClock,
  rememberingLog
} from '../../support/dependencies.js'
import { temporaryFolders } from '../../support/folders.js'
import { type Fault, type Github, startGithub } from '../../support/github.js'

const folder = temporaryFolders()
const name = 'octocat/stored-posts'
let service: Github

beforeAll(async () => {
  service = await startGithub({ directory: await folder() })
})

beforeEach(() => {
  service.state.addRepository(name, true)
  service.requests.length = 0
})

afterAll(() => service.close())

async function isPublic(payload: unknown, signal = noSignal(), token?: string) {
  const path = join(await folder(), 'event.json')
  await writeFile(path, payload === undefined ? '' : JSON.stringify(payload))
  const store = artifactStore({
    env: {
      GITHUB_REPOSITORY: name,
      GITHUB_API_URL: `${service.url}/api`,
      GITHUB_EVENT_PATH: path
    },
    log: rememberingLog(),
    clock: quickClock()
  })
  return store.isPublic(token ?? service.githubToken, signal)
}

it.each([
  [{ private: false, visibility: 'public' }, true],
  [{ private: true, visibility: 'private' }, false],
  [{ private: true, visibility: 'internal' }, false],
  [{ private: false }, true],
  [{ private: true }, false]
])('the event tells: %j', async (told, expected) => {
  const payload = { repository: { full_name: name, ...told } }
  expect(await isPublic(payload)).toBe(expected)
  expect(service.requests).toEqual([])
})

it.each([
  ['no repository', { schedule: '0 0 * * *' }],
  ['another repository', { repository: { full_name: 'a/b', private: true } }],
  ['a repository without a word on it', { repository: { full_name: name } }],
  ['nothing', undefined],
  ['something else', [1]]
])('the API tells when the event holds %s', async (_, payload) => {
  expect(await isPublic(payload)).toBe(false)
  service.state.addRepository(name, false)
  expect(await isPublic(payload)).toBe(true)
})

it.each<Fault>([{ kind: 'reset' }, { kind: 'truncate' }])(
  'a single fault is survived (%j)',
  async fault => {
    service.state.addRepository(name, false)
    service.faults.add('rest-repository', fault)
    expect(await isPublic({})).toBe(true)
  }
)

it('stays unknown without access, or without an API', async () => {
  expect(await isPublic({}, noSignal(), 'wrong')).toBeUndefined()
  service.faults.add('rest-repository', { kind: 'reset' }, 3)
  expect(await isPublic({})).toBeUndefined()
})

it('ends at once when the step is cancelled', async () => {
  const controller = new AbortController()
  const reason = new Error('cancelled')
  service.faults.add('rest-repository', { kind: 'hang' })
  const asked = isPublic({}, controller.signal)
  const poll = setInterval(() => {
    if (service.requests.length > 0) controller.abort(reason)
  }, 5)
  await expect(asked).rejects.toBe(reason)
  clearInterval(poll)
})
