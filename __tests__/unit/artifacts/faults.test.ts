// What errors of GitHub's artifact client mean, and where there is no artifact service at all.
import { say } from '../../../src/lib/message.js'
import { describe, expect, it } from '@jest/globals'
import { faultOf } from '../../../src/artifacts/client.js'
import {
  messageOf,
  requireArtifactService
} from '../../../src/artifacts/failures.js'
import { runnerEnvironment } from '../../../src/artifacts/runner-environment.js'
import { Failure } from '../../../src/lib/failure.js'

/** An error as the client throws it. */
function thrown(name: string, message: string, more: object = {}): Error {
  return Object.assign(new Error(message), { name, ...more })
}

describe('an error of the client', () => {
  it.each<[string, unknown]>([
    [
      'refused',
      new Failure('disk-full', { what: say`Full.`, fix: say`Free it.` })
    ],
    ['unsupported', thrown('GHESNotSupportedError', 'x')],
    [
      'unsupported',
      new Error('Unable to get the ACTIONS_RUNTIME_TOKEN env variable')
    ],
    [
      'unsupported',
      new Error('Unable to get the ACTIONS_RESULTS_URL env variable')
    ],
    [
      'unsupported',
      new Error('Failed to get backend IDs: The provided JWT token is invalid')
    ],
    ['not-found', thrown('ArtifactNotFoundError', 'x')],
    ['not-found', thrown('HttpError', 'x', { status: 404 })],
    ['not-found', new Error('Received non-retryable error: (404) x')],
    ['refused', thrown('HttpError', 'x', { status: 403 })],
    ['passing', thrown('HttpError', 'x', { status: 429 })],
    ['passing', thrown('HttpError', 'x', { status: 503 })],
    ['passing', thrown('HttpError', 'x')],
    ['quota', new Error('Artifact storage quota has been hit.')],
    [
      'conflict',
      new Error('Received non-retryable error: Failed request: (409) Conflict')
    ],
    [
      'refused',
      new Error('Received non-retryable error: Failed request: (400) x')
    ],
    ['refused', new Error('Failed to make request after 5 attempts: x')],
    ['passing', new Error('socket hang up')],
    ['passing', 'a word']
  ])('is %s: %s', (fault, error) => {
    expect(faultOf(error)).toBe(fault)
  })

  it('is shown by its first line, whatever was thrown', () => {
    expect(messageOf(new Error('It broke.\n    at x'))).toBe('It broke')
    expect(messageOf('a word')).toBe('a word')
    expect(messageOf(new Error(''))).toBe('')
    expect(messageOf(thrown('RestError', '', { statusCode: 403 }))).toBe(
      'the storage answered 403'
    )
  })
})

describe('the runner', () => {
  const here = {
    ACTIONS_RUNTIME_TOKEN: 't',
    ACTIONS_RESULTS_URL: 'https://r.example/'
  }

  it.each<[string, Record<string, string>, string | undefined]>([
    ['github.com', here, undefined],
    [
      'a tenant of GitHub',
      { ...here, GITHUB_SERVER_URL: 'https://lab.ghe.com' },
      undefined
    ],
    [
      'GitHub on this machine',
      { ...here, GITHUB_SERVER_URL: 'http://github.localhost' },
      undefined
    ],
    [
      'an Enterprise Server',
      { ...here, GITHUB_SERVER_URL: 'https://git.lab.example' },
      'Enterprise Server'
    ],
    ['no token', { ACTIONS_RESULTS_URL: 'https://r.example/' }, 'no access'],
    ['no address', { ACTIONS_RUNTIME_TOKEN: 't' }, 'no access']
  ])('of %s', (_, env, problem) => {
    const check = () => requireArtifactService(runnerEnvironment(env))
    if (problem === undefined) expect(check).not.toThrow()
    else
      expect(check).toThrow(
        expect.objectContaining({
          code: 'artifact-unsupported',
          message: expect.stringContaining(problem)
        })
      )
  })

  it('says which branch a run is for: that of a pull request where it is one', () => {
    const branch = (env: Record<string, string>) =>
      runnerEnvironment(env).branch
    expect(branch({ GITHUB_REF_NAME: 'main', GITHUB_HEAD_REF: '' })).toBe(
      'main'
    )
    expect(branch({ GITHUB_REF_NAME: '7/merge', GITHUB_HEAD_REF: 'dev' })).toBe(
      'dev'
    )
    expect(branch({})).toBe('')
  })

  it('may say nothing at all', () => {
    expect(runnerEnvironment({})).toEqual({
      repository: '',
      runId: '',
      runAttempt: 1,
      serverUrl: 'https://github.com',
      apiUrl: 'https://api.github.com',
      branch: '',
      eventPath: '',
      artifacts: 'no-token'
    })
  })
})
