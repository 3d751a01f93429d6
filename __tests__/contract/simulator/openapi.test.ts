// The OpenAPI description: every answer fits it, and it fits the description that X publishes.
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { parseFault } from '../../../src/simulator/fault-syntax.js'
import type { Flow } from '../../../src/simulator/index.js'
import { serve } from '../../unit/simulator/client.js'
import { refusals } from '../../unit/simulator/refusals.js'
import { recordAnswers, type Answer } from './answers.js'
import { checker, resolve, type Description } from './description.js'

const ids = '1265324480517361675\n1265324480517361682\nabc\n'
const jobs = '/2/compliance/jobs'

/** Every kind of answer of a flow, and the description it gives of itself. */
async function everyAnswer(
  flow: Flow
): Promise<{ answers: Answer[]; description: Description }> {
  const served = await serve({ flow, cancel: true })
  const { simulator, ask, create, upload, get, download } = served
  const description = (
    await ask('GET', '/2/openapi.json', { bearer: false })
  ).json() as unknown as Description
  const record = recordAnswers()
  try {
    await ask('GET', `${jobs}?type=tweets`)
    const job = await create({ type: 'tweets', name: 'one' })
    const other = await create({ type: 'users' })
    await create({ type: 'users' }).catch(() => undefined)
    await ask('GET', `${jobs}?type=tweets&compliance_job.fields=id,status`)
    await download(job)
    await upload(job, ids, { headers: { 'content-type': 'text/html' } })
    await upload(job, ids)
    await get(job)
    simulator.clock.advance(60_000)
    await get(job)
    await download(job)
    await download(job, { headers: { range: 'bytes=0-9' } })
    await download(job, { headers: { range: 'bytes=9999999-' } })
    await ask('DELETE', `${jobs}/${other.id}`)
    await ask('DELETE', `${jobs}/${other.id}`)
    await ask('DELETE', `${jobs}/7`)
    await ask('GET', `${jobs}?type=users`)
    if (flow === 'storage') await create({ type: 'users', resumable: true })
    for (const fault of [
      'fail:Reason',
      'fail',
      'expire',
      'stuck',
      'word:queued'
    ]) {
      simulator.addFault(parseFault(`job=${fault}`))
      simulator.clock.advance(3_600_000)
      const failing = await create({ type: 'tweets' })
      await upload(failing, ids)
      simulator.clock.advance(60_000)
      await get(failing)
      await ask('DELETE', `${jobs}/${failing.id}`)
    }
    for (const fault of [
      '402',
      '429',
      'usage-capped',
      'not-enrolled',
      'user-context',
      '500',
      '502',
      '503',
      '504'
    ]) {
      for (const [operation, method, target] of [
        ['list', 'GET', `${jobs}?type=tweets`],
        ['get', 'GET', `${jobs}/${job.id}`],
        ['cancel', 'DELETE', `${jobs}/${job.id}`],
        ...(flow === 'current'
          ? [
              ['upload', 'PUT', job.upload_url],
              ['download', 'GET', job.download_url]
            ]
          : [])
      ] as const) {
        simulator.addFault(parseFault(`${operation}=${fault}`))
        await ask(method, target)
      }
    }
    simulator.clock.advance(8 * 86_400_000)
    await upload(job, ids)
    await download(job)
    await ask('GET', `${jobs}/7`)
    const described = refusals.filter(
      ([, method, path]) => method !== 'PATCH' && path.startsWith(jobs)
    )
    for (const [, method, path, request] of described)
      await ask(method, path, request)
    return { answers: record.answers, description }
  } finally {
    record.stop()
  }
}

describe.each(['current', 'storage'] as const)(
  'every answer of the %s flow',
  flow => {
    it('fits the description that the simulator gives', async () => {
      const { answers, description } = await everyAnswer(flow)
      const check = checker(description)
      expect(answers.flatMap(answer => check(answer) ?? [])).toEqual([])
      const seen = new Set(answers.map(({ status }) => status))
      expect([...seen].sort()).toEqual(
        flow === 'current'
          ? [
              200, 206, 400, 401, 402, 403, 404, 409, 415, 416, 429, 500, 502,
              503, 504
            ]
          : [
              200, 206, 400, 401, 402, 403, 404, 409, 416, 429, 500, 502, 503,
              504
            ]
      )
      const operations = new Set(
        answers.map(
          ({ method, path }) => `${method} ${path.replace(/\d{5,}/g, '')}`
        )
      )
      expect(operations.size).toBeGreaterThanOrEqual(6)
    })
  }
)

it('a wrong answer does not fit', async () => {
  const { answers, description } = await everyAnswer('current')
  const check = checker(description)
  const [list] = answers
  if (!list) throw new Error('No answer was recorded.')
  const body = Buffer.from('{"data":[],"meta":{"result_count":"0"}}')
  expect(check({ ...list, body })).toContain('must be')
  expect(check({ ...list, path: '/2/other' })).toContain('no such operation')
  expect(
    check({ ...list, headers: { 'content-type': 'text/html' } })
  ).toContain('content type')
})

/**
 * A copy of the description that X publishes, cut down to the compliance
 * endpoints, with the one of the storage flow under `x-legacy-2.145`.
 */
const reference = process.env['X_OPENAPI'] ?? ''
const describeReference = existsSync(reference) ? describe : describe.skip
const publishedIn = (flow: Flow) => {
  const both = JSON.parse(readFileSync(reference, 'utf8')) as Description & {
    'x-legacy-2.145': Description
  }
  return flow === 'current' ? both : both['x-legacy-2.145']
}

describeReference(
  'the description published by X (left out without a copy of it, whose path is in X_OPENAPI)',
  () => {
    describe.each(['current', 'storage'] as const)('in the %s flow', flow => {
      it('has the same operations, parameters and request bodies', async () => {
        const { ask } = await serve({ flow })
        const ours = (
          await ask('GET', '/2/openapi.json', { bearer: false })
        ).json() as unknown as Description
        const theirs = publishedIn(flow)
        const outlineOf = (description: Description) =>
          Object.entries(description.paths)
            .filter(([path]) => path.startsWith(jobs))
            .flatMap(([path, methods]) =>
              Object.entries(methods).map(([method, operation]) => ({
                call: `${method} ${path}`,
                operationId: operation.operationId,
                security: operation.security,
                parameters: operation.parameters
                  .map(parameter => resolve(description, parameter))
                  .filter(parameter => parameter['in'] !== 'header')
                  .map(parameter => outline(description, parameter))
                  .filter(
                    ({ name }) =>
                      flow === 'current' ||
                      method !== 'post' ||
                      name !== 'compliance_job.fields'
                  )
                  .sort((a, b) => (String(a.name) < String(b.name) ? -1 : 1)),
                success: Object.keys(operation.responses['200']?.content ?? {})
              }))
            )
            .sort((a, b) => (a.call < b.call ? -1 : 1))
        expect(outlineOf(ours)).toEqual(outlineOf(theirs))
        for (const [path, methods] of Object.entries(theirs.paths))
          for (const [method, { requestBody }] of Object.entries(methods))
            expect(
              Object.keys(
                ours.paths[path]?.[method]?.requestBody?.content ?? {}
              )
            ).toEqual(
              expect.arrayContaining(Object.keys(requestBody?.content ?? {}))
            )
      })

      it('accepts every answer of success', async () => {
        const { answers } = await everyAnswer(flow)
        const successes = answers.filter(
          ({ path, status, method }) =>
            path.startsWith(jobs) &&
            status === 200 &&
            (flow === 'current' || method !== 'DELETE')
        )
        expect(successes.length).toBeGreaterThan(10)
        const check = checker(publishedIn(flow))
        expect(
          successes
            .map(withoutUnknownStatus)
            .flatMap(answer => check(answer) ?? [])
        ).toEqual([])
      })
    })

    // Only the current one: the older one knows no kind of resource for jobs.
    it('accepts every problem whose type it knows', async () => {
      const { answers } = await everyAnswer('current')
      const theirs = publishedIn('current')
      const ajv = new Ajv({ strict: false })
      addFormats.default(ajv)
      ajv.addSchema(theirs, 'theirs')
      const known = answers
        .filter(({ headers }) =>
          String(headers['content-type']).includes('problem')
        )
        .map(({ body }) => JSON.parse(body.toString()) as { type: string })
        .filter(({ type }) => problemName(type) in theirs.components.schemas)
      expect(new Set(known.map(({ type }) => type)).size).toBe(3)
      for (const problem of known) {
        const validate = ajv.compile({
          $ref: `theirs#/components/schemas/${problemName(problem.type)}`
        })
        validate(problem)
        expect([problem, validate.errors]).toEqual([problem, null])
      }
    })
  }
)

/** `…/problems/resource-not-found` is described by `ResourceNotFoundProblem`. */
const problemName = (type: string) =>
  `${type
    .replace(/.*\//, '')
    .replace(/(?:^|-)(\w)/g, (_, letter: string) =>
      letter.toUpperCase()
    )}Problem`

/** The word that a fault puts in is in no list of words. */
const withoutUnknownStatus = (answer: Answer): Answer => ({
  ...answer,
  body: Buffer.from(answer.body.toString().replace('"queued"', '"created"'))
})

function outline(description: Description, parameter: Record<string, unknown>) {
  const schema = resolve(
    description,
    parameter['schema'] as Record<string, unknown>
  )
  const items = schema['items'] as Record<string, unknown> | undefined
  return {
    name: parameter['name'],
    in: parameter['in'],
    required: parameter['required'],
    type: schema['type'],
    pattern: schema['pattern'],
    words: [...((schema['enum'] ?? items?.['enum'] ?? []) as string[])].sort()
  }
}
