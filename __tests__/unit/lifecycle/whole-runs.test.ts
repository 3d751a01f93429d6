// Whole runs of the lifecycle against the simulated service, in driven time.
import { say } from '../../../src/lib/message.js'
import { readdir } from 'node:fs/promises'
import { afterAll, describe, expect, it } from '@jest/globals'
import { Failure } from '../../../src/lib/failure.js'
import type { JobType } from '../../../src/domain.js'
import type { Part } from '../../../src/lifecycle/part-run.js'
import type { SimulatorOptions } from '../../../src/simulator/index.js'
import type {
  ComplianceService,
  JobReference
} from '../../../src/x-api/compliance-service.js'
import type { UploadOutcome } from '../../../src/x-api/upload.js'
import { temporaryFolders } from '../../support/folders.js'
import {
  type Bench,
  hour,
  ids,
  minute,
  nameFor,
  openBench,
  seen,
  start
} from './support.js'

const folder = temporaryFolders()
const closing: (() => Promise<void>)[] = []
afterAll(() => Promise.all(closing.map(close => close())))

const open = async (options?: SimulatorOptions) =>
  openBench(await folder(), closing, options)

/** One part of twenty IDs. */
async function onePart(bench: Bench): Promise<Part> {
  const [part] = await bench.parts(ids(20))
  if (!part) throw new Error('no part')
  return part
}

const requests = (bench: Bench, operation: string) =>
  seen(bench.simulator).filter(line => line.startsWith(operation))

describe.each(['current', 'storage'] as const)('in the %s flow', flow => {
  it('creates, uploads, waits and downloads', async () => {
    const bench = await open({ flow })
    const part = await onePart(bench)
    const outcome = await bench.run({ parts: [part] })
    expect(outcome.status).toBe('complete')
    const [job] = bench.simulator.jobs
    expect(job).toMatchObject({ name: nameFor(part), status: 'complete' })
    expect(job?.uploads).toHaveLength(1)
    expect(outcome.rows).toHaveLength(job?.rows ?? -1)
    expect(outcome.parts).toEqual([
      expect.objectContaining({
        part: 1,
        ids: 20,
        digest: part.sha256,
        jobId: job?.id,
        jobName: nameFor(part),
        origin: 'created',
        createdAt: start,
        uploadedAt: start,
        uploadChecks: flow === 'current' ? [] : ['length', 'md5'],
        downloadChecks:
          flow === 'current' ? ['length', 'rows'] : ['length', 'crc32c', 'rows']
      })
    ])
    const noticed = (outcome.parts[0]?.completedAt ?? 0) - start
    expect(noticed).toBeGreaterThanOrEqual(20 * minute)
    expect(noticed).toBeLessThanOrEqual(22 * minute)
  })

  it('sends the token to the API and nowhere else, and masks every signed URL once', async () => {
    const bench = await open({ flow })
    const outcome = await bench.run({ parts: [await onePart(bench)] })
    const byOrigin = bench.simulator.requests.map(
      ({ origin, authorization }) => [origin, authorization]
    )
    for (const [origin, authorization] of byOrigin)
      expect(authorization).toBe(origin === 'api')
    const ofApi = byOrigin.filter(([origin]) => origin === 'api')
    expect(outcome.requests).toBe(ofApi.length)
    const { masks, infos } = outcome.log
    expect(new Set(masks).size).toBe(masks.length)
    expect(masks.filter(mask => mask.startsWith('http'))).toHaveLength(2)
    for (const mask of masks)
      expect(infos.some(line => line.includes(mask))).toBe(false)
  })

  it('uploads as the docs name it, with its length', async () => {
    const bench = await open({ flow })
    const part = await onePart(bench)
    await bench.run({ parts: [part] })
    const [upload] = bench.simulator.requests.filter(
      ({ operation }) => operation === 'upload'
    )
    expect(upload).toMatchObject({
      contentType: 'text/plain',
      contentLength: part.bytes,
      bytesReceived: part.bytes,
      userAgent: 'batch-compliance-action/test'
    })
  })
})

describe('a set of several parts', () => {
  it('runs them one after the other and says how far it will come', async () => {
    const bench = await open()
    const parts = await bench.parts(ids(5), ids(6, 5000n), ids(7, 9000n))
    const outcome = await bench.run({ parts, deadline: start + hour })
    expect(outcome.status).toBe('complete')
    expect(outcome.parts.map(({ jobId }) => jobId)).toEqual(
      bench.simulator.jobs.map(({ id }) => id)
    )
    expect(requests(bench, 'create')).toEqual(Array(3).fill('create 200'))
    const progress = outcome.log.infos.filter(line => line.includes(' took '))
    expect(progress).toHaveLength(3)
    expect(progress[0]).toMatch(
      /^Part 1 of 3 took 2\d min.*; 2 to go ≈ 4\d min/
    )
    expect(progress[0]).toContain('this run will manage about 1;')
    expect(progress[2]).toMatch(/that was the last\.$/)
  })

  it('is gone on with by the next attempt when the budget ends between parts', async () => {
    const bench = await open()
    const parts = await bench.parts(ids(5), ids(6, 5000n), ids(7, 9000n))
    const first = await bench.run({ parts }, { timeout: 50 * minute })
    expect(first.failure?.code).toBe('timeout')
    expect(first.parts.map(({ rows }) => rows !== undefined)).toEqual([
      true,
      true,
      false
    ])
    const second = await bench.run({ parts })
    expect(second.status).toBe('complete')
    expect(bench.simulator.jobs).toHaveLength(3)
    expect(second.parts.map(({ origin }) => origin)).toEqual(
      Array(3).fill('adopted')
    )
    expect(second.rows).toEqual(expect.arrayContaining(first.rows))
    // What is only collected says nothing about what is to come.
    expect(second.log.infos.filter(line => line.includes(' took '))).toEqual([
      expect.stringMatching(/^Part 3 of 3 took .*; that was the last\.$/)
    ])
    const third = await bench.run({ parts })
    expect(third.status).toBe('complete')
    expect(third.requests).toBe(1 + parts.length)
  })

  it('is told of whole before anything is asked', async () => {
    const bench = await open({
      faults: [
        { operation: 'list', kind: 'status', status: 401, times: Infinity }
      ]
    })
    const parts = await bench.parts(ids(5), ids(6, 5000n))
    const outcome = await bench.run({ parts })
    expect(outcome.failure?.code).toBe('unauthorized')
    expect(outcome.parts).toEqual(
      parts.map(({ part, ids, sha256 }) => ({ part, ids, digest: sha256 }))
    )
  })
})

describe('what another run left behind', () => {
  it('adopts a job in progress of any cycle', async () => {
    const bench = await open()
    const part = await onePart(bench)
    const job = await bench.jobOfOther(nameFor(part, 'd20261119'), part)
    const outcome = await bench.run({ parts: [part] })
    expect(outcome.status).toBe('complete')
    expect(outcome.parts[0]).toMatchObject({
      jobId: job.id,
      jobName: nameFor(part, 'd20261119'),
      origin: 'adopted'
    })
    expect(bench.simulator.jobs).toHaveLength(1)
  })

  it('ignores a complete job of another cycle', async () => {
    const bench = await open()
    const part = await onePart(bench)
    await bench.run({ parts: [part], runId: '1000' })
    const outcome = await bench.run({ parts: [part] })
    expect(outcome.parts[0]?.origin).toBe('created')
    expect(bench.simulator.jobs).toHaveLength(2)
  })

  it('collects a complete job of this cycle without waiting', async () => {
    const bench = await open()
    const part = await onePart(bench)
    const cycle = 'week'
    const first = await bench.run({ parts: [part], cycle, runId: '1000' })
    bench.simulator.clock.advance(25 * hour)
    const second = await bench.run({ parts: [part], cycle })
    expect(second.rows).toEqual(first.rows)
    expect(second.took).toBe(0)
    expect(bench.simulator.jobs).toHaveLength(1)
    expect(second.log.warnings).toEqual([expect.stringMatching(/25 h .* old/)])
  })

  it('warns when an answer of this very run is older than a day', async () => {
    const bench = await open()
    const part = await onePart(bench)
    const { took } = await bench.run({ parts: [part] })
    bench.simulator.clock.advance(24 * hour - took)
    const dayOld = await bench.run({ parts: [part] })
    expect(dayOld.log.warnings).toEqual([])
    bench.simulator.clock.advance(1000)
    const again = await bench.run({ parts: [part] })
    expect(again.status).toBe('complete')
    expect(again.log.warnings).toEqual([
      expect.stringMatching(/are 24 h old.*2026-11-21T12:00:00Z/)
    ])
    expect(bench.simulator.jobs).toHaveLength(1)
  })

  it('makes a new job when the results of this cycle have expired', async () => {
    const bench = await open()
    const part = await onePart(bench)
    await bench.run({ parts: [part], cycle: 'audit' })
    bench.simulator.clock.advance(8 * 24 * hour)
    const again = await bench.run({ parts: [part], cycle: 'audit' })
    expect(again.status).toBe('complete')
    expect(bench.simulator.jobs).toHaveLength(2)
  })

  it('uploads to a job that an earlier attempt created', async () => {
    const bench = await open()
    const part = await onePart(bench)
    const job = await bench.jobOfOther(nameFor(part))
    const outcome = await bench.run({ parts: [part] })
    expect(outcome.status).toBe('complete')
    expect(outcome.parts[0]?.jobId).toBe(job.id)
    expect(bench.simulator.jobs[0]?.uploads).toHaveLength(1)
  })

  it('uploads once when two steps of a run start together with the same IDs', async () => {
    const bench = await open()
    const parts = await bench.parts(ids(20))
    const first = bench.run({ parts })
    // Driven time does not wait for a real upload: the second comes while the first has it under way.
    while (requests(bench, 'upload').length === 0)
      await new Promise(resolve => setImmediate(resolve))
    const both = await Promise.all([first, bench.run({ parts })])
    expect(both.map(({ status }) => status)).toEqual(['complete', 'complete'])
    expect(requests(bench, 'upload')).toEqual(['upload 200'])
    const uploaded = both.flatMap(({ parts }) => parts[0]?.uploadedAt ?? [])
    expect(uploaded).toHaveLength(1)
  })

  const refused: UploadOutcome = { kind: 'refused', status: 404, why: 'no' }
  const page: UploadOutcome = {
    kind: 'lost',
    arrived: true,
    answered: true,
    failure: new Failure('service-unavailable', {
      what: say`No.`,
      fix: say`Go.`
    })
  }

  it.each([
    ['complete', refused],
    ['in_progress', refused],
    ['a word of tomorrow', refused],
    ['complete', page]
  ])(
    'believes no job to be %s to which no upload was accepted',
    async (status, upload) => {
      const bench = await open()
      let uploads = 0
      const oddly = (
        service: ComplianceService
      ): Partial<ComplianceService> => ({
        upload: () => {
          uploads++
          return Promise.resolve(upload)
        },
        get: async asked => {
          const job = await service.get(asked)
          return job && uploads > 0 ? { ...job, status } : job
        }
      })
      const outcome = await bench.run(
        { parts: await bench.parts(ids(20)) },
        { oddly }
      )
      expect(outcome.failure?.code).toBe('upload-refused')
      expect(outcome.parts[0]?.uploadedAt).toBeUndefined()
      expect(outcome.rows).toEqual([])
    }
  )

  it('asks for no third job when two answers hold none', async () => {
    const bench = await open()
    const asked: string[] = []
    const oddly = (): Partial<ComplianceService> => ({
      create: (_, name) => {
        asked.push(name)
        const text = { what: say`No job.`, fix: say`Go.` }
        const failure = new Failure('request-refused', text)
        return Promise.resolve({ kind: 'lost', failure })
      }
    })
    const parts = await bench.parts(ids(20))
    const outcome = await bench.run({ parts }, { oddly })
    expect(outcome.failure?.code).toBe('request-refused')
    expect(asked).toHaveLength(2)
  })

  it('does not wait long for a job of an earlier attempt', async () => {
    const bench = await open()
    const part = await onePart(bench)
    await bench.jobOfOther(nameFor(part))
    bench.simulator.clock.advance(2000)
    const outcome = await bench.run({ parts: [part], runAttempt: 2 })
    expect(outcome.parts[0]?.uploadedAt).toBe(start + 9001)
  })

  it.each([
    { n: 20, after: 30_001 },
    { n: 50_000, after: 31_000 }
  ])(
    'takes the longer to make sure that it has none, the larger that would be ($n IDs)',
    async ({ n, after }) => {
      const bench = await open()
      const [part] = await bench.parts(ids(n))
      if (!part) throw new Error('no part')
      await bench.jobOfOther(nameFor(part))
      const outcome = await bench.run({ parts: [part] })
      expect(outcome.parts[0]?.uploadedAt).toBe(start + after)
    }
  )

  it('records that job though it can not be uploaded to', async () => {
    const bench = await open({
      faults: [
        { operation: 'upload', kind: 'status', status: 402, times: Infinity }
      ]
    })
    const part = await onePart(bench)
    const job = await bench.jobOfOther(nameFor(part))
    const outcome = await bench.run({ parts: [part] })
    expect(outcome.failure?.code).toBe('payment-required')
    expect(outcome.parts[0]).toMatchObject({ jobId: job.id, origin: 'adopted' })
  })

  it('makes a new job when that one expires while it is looked at', async () => {
    const bench = await open()
    const part = await onePart(bench)
    await bench.jobOfOther(nameFor(part))
    bench.simulator.clock.advance(15 * minute - 3000)
    const outcome = await bench.run({ parts: [part] })
    expect(outcome.status).toBe('complete')
    expect(bench.simulator.jobs.map(({ status }) => status)).toEqual([
      'expired',
      'complete'
    ])
    expect(requests(bench, 'upload')).toEqual(['upload 200'])
    expect(outcome.log.warnings).toEqual([
      expect.stringMatching(/The upload window of job \d+ .* closed/)
    ])
  })

  it('makes a new job when somebody cancels that one meanwhile', async () => {
    const bench = await open()
    const part = await onePart(bench)
    const job = await bench.jobOfOther(nameFor(part))
    const oddly = (service: ComplianceService) => ({
      get: async (asked: JobReference) => {
        if (asked.id === job.id) await bench.other.cancel(job.id)
        return service.get(asked)
      }
    })
    const outcome = await bench.run({ parts: [part] }, { oddly })
    expect(outcome.status).toBe('complete')
    expect(bench.simulator.jobs.map(({ status }) => status)).toEqual([
      'failed',
      'complete'
    ])
    expect(requests(bench, 'upload')).toEqual(['upload 200'])
  })

  it('does not upload to it again when that has its upload', async () => {
    const bench = await open()
    const part = await onePart(bench)
    const job = await bench.jobOfOther(nameFor(part))
    const listed = await bench.other.list('tweets')
    expect(listed[0]?.status).toBe('created')
    const outcome = bench.run({ parts: [part] })
    await bench.other.upload(job, part)
    expect((await outcome).status).toBe('complete')
    expect(bench.simulator.jobs[0]?.uploads).toHaveLength(1)
  })

  it('replaces a job of this run whose window is closed', async () => {
    const bench = await open()
    const part = await onePart(bench)
    await bench.jobOfOther(nameFor(part))
    bench.simulator.clock.advance(16 * minute)
    const outcome = await bench.run({ parts: [part] })
    expect(outcome.status).toBe('complete')
    expect(bench.simulator.jobs.map(({ status }) => status)).toEqual([
      'expired',
      'complete'
    ])
  })

  it('waits for another run that has yet to upload, and adopts its job', async () => {
    const bench = await open()
    const part = await onePart(bench)
    const job = await bench.jobOfOther(nameFor(part, 'r1000'))
    let looks = 0
    const clock = bench.simulator.clock
    const advance = clock.advance.bind(clock)
    clock.advance = ms => {
      advance(ms)
      if (++looks === 4) void bench.other.upload(job, part)
    }
    const outcome = await bench.run({ parts: [part] })
    expect(outcome.status).toBe('complete')
    expect(outcome.parts[0]).toMatchObject({ jobId: job.id, origin: 'adopted' })
    expect(bench.simulator.jobs).toHaveLength(1)
  })

  it('collects what it waited for, of whatever cycle, when that is done between two looks', async () => {
    const bench = await open({ processing: { base: 1000, perId: 0 } })
    const part = await onePart(bench)
    const job = await bench.jobOfOther(nameFor(part, 'r1000'))
    let looks = 0
    const oddly = (service: ComplianceService) => ({
      list: async (type: JobType) => {
        if (++looks === 3) {
          await bench.other.upload(job, part)
          bench.simulator.clock.advance(minute)
        }
        return service.list(type)
      }
    })
    const outcome = await bench.run({ parts: [part] }, { oddly })
    expect(outcome.status).toBe('complete')
    expect(outcome.parts[0]).toMatchObject({ jobId: job.id, origin: 'adopted' })
    expect(bench.simulator.jobs).toHaveLength(1)
  })

  it.each([
    { what: say`adopted`, cycle: 'audit', uploaded: true, first: 1 },
    { what: say`uploaded to`, cycle: 'r1001', uploaded: false, first: 5 }
  ])(
    'collects a job of another cycle that it $what, though it lost sight of it',
    async ({ cycle, uploaded, first }) => {
      const bench = await open({
        processing: { base: 10_000, perId: 0 },
        faults: [
          {
            operation: 'get',
            kind: 'status',
            status: 404,
            occurrence: first,
            times: 3
          }
        ]
      })
      const part = await onePart(bench)
      const name = nameFor(part, cycle)
      const job = await bench.jobOfOther(name, uploaded ? part : undefined)
      const outcome = await bench.run({ parts: [part], cycle: 'mine' })
      expect(outcome.status).toBe('complete')
      expect(outcome.parts[0]).toMatchObject({
        jobId: job.id,
        jobName: name,
        origin: 'adopted'
      })
      expect(bench.simulator.jobs).toHaveLength(1)
    }
  )

  it('does not take the job of another run for the one that its own lost create made', async () => {
    const bench = await open()
    const part = await onePart(bench)
    const failure = new Failure('service-unavailable', { what: [], fix: [] })
    let creates = 0
    const oddly = (service: ComplianceService) => ({
      create: async (type: JobType, name: string) => {
        if (++creates > 1) return service.create(type, name)
        await bench.jobOfOther(nameFor(part, 'r1000'))
        return { kind: 'lost', failure } as const
      }
    })
    const outcome = await bench.run({ parts: [part] }, { oddly })
    expect(outcome.status).toBe('complete')
    expect(
      bench.simulator.jobs.map(({ status, uploads }) => [
        status,
        uploads.length
      ])
    ).toEqual([
      ['expired', 0],
      ['complete', 1]
    ])
  })

  it('does not cancel the job of another run for one that its own lost create made', async () => {
    const bench = await open()
    const part = await onePart(bench)
    await bench.jobOfOther(nameFor(part, 'audit'))
    bench.simulator.clock.advance(16 * minute)
    const failure = new Failure('service-unavailable', { what: [], fix: [] })
    let creates = 0
    const oddly = (service: ComplianceService) => ({
      create: async (type: JobType, name: string) =>
        ++creates > 1
          ? service.create(type, name)
          : ({ kind: 'lost', failure } as const),
      // Late to tell that the window of that job has closed.
      list: async (type: JobType) =>
        (await service.list(type)).map(job =>
          job.status === 'expired' ? { ...job, status: 'created' } : job
        )
    })
    const outcome = await bench.run(
      { parts: [part], cycle: 'audit' },
      { oddly }
    )
    expect(outcome.status).toBe('complete')
    expect(requests(bench, 'cancel')).toEqual([])
    expect(bench.simulator.jobs.map(({ status }) => status)).toEqual([
      'expired',
      'complete'
    ])
  })

  it('is done with a job that it has cancelled, though the list is late to tell', async () => {
    const bench = await open({
      faults: [{ operation: 'upload', kind: 'status', status: 404, times: 3 }]
    })
    let late = 3
    const oddly = (service: ComplianceService) => ({
      list: async (type: JobType) =>
        (await service.list(type)).map(job =>
          job.status === 'failed' && late-- > 0
            ? { ...job, status: 'created' }
            : job
        )
    })
    const outcome = await bench.run(
      { parts: [await onePart(bench)] },
      { oddly }
    )
    expect(outcome.status).toBe('complete')
    expect(requests(bench, 'cancel')).toEqual(['cancel 200'])
    expect(requests(bench, 'upload')).toEqual([
      ...Array<string>(3).fill('upload 404'),
      'upload 200'
    ])
  })

  it.each(['wait', 'fail'] as const)(
    'waits until the window of another run closes, then makes a new job (`on-active-job: %s`)',
    async onActiveJob => {
      const bench = await open()
      const part = await onePart(bench)
      await bench.jobOfOther(nameFor(part, 'r1000'))
      const outcome = await bench.run({ parts: [part], onActiveJob })
      expect(outcome.status).toBe('complete')
      expect(bench.simulator.jobs.map(({ status }) => status)).toEqual([
        'expired',
        'complete'
      ])
      // Woken when the window closes, not a pause later.
      expect(outcome.parts[0]?.createdAt).toBe(start + 15 * minute + 1000)
    }
  )
})

describe('another job of this type is active', () => {
  it('waits for its slot', async () => {
    const bench = await open()
    const [mine, theirs] = await bench.parts(ids(5), ids(6, 5000n))
    if (!mine || !theirs) throw new Error('no parts')
    await bench.jobOfOther('nightly', theirs)
    const outcome = await bench.run({ parts: [mine] })
    expect(outcome.status).toBe('complete')
    expect(outcome.took).toBeGreaterThan(40 * minute)
    expect(bench.simulator.jobs).toHaveLength(2)
    expect(outcome.log.infos).toContainEqual(
      expect.stringMatching(/it is now running job \d+ \(nightly\)/)
    )
  })

  it('fails when it is told to, naming the job, its age and how to cancel it', async () => {
    const bench = await open()
    const [mine, theirs] = await bench.parts(ids(5), ids(6, 5000n))
    if (!mine || !theirs) throw new Error('no parts')
    const job = await bench.jobOfOther('nightly', theirs)
    bench.simulator.clock.advance(5 * minute)
    const outcome = await bench.run({ parts: [mine], onActiveJob: 'fail' })
    expect(outcome.failure?.code).toBe('job-active')
    expect(outcome.failure?.message).toContain(`job ${job.id} (nightly)`)
    expect(outcome.failure?.message).toContain('created 5 min ago')
    expect(outcome.failure?.message).toContain(
      `-X DELETE -H "Authorization: Bearer $X_BEARER_TOKEN" ${bench.simulator.url}/2/compliance/jobs/${job.id}`
    )
    expect(bench.simulator.jobs).toHaveLength(1)
  })

  it('names it too when the budget ends in the queue', async () => {
    const bench = await open()
    const [mine, theirs] = await bench.parts(ids(5), ids(6, 5000n))
    if (!mine || !theirs) throw new Error('no parts')
    const job = await bench.jobOfOther('nightly', theirs)
    const outcome = await bench.run({ parts: [mine] }, { timeout: 10 * minute })
    expect(outcome.failure?.code).toBe('timeout')
    expect(outcome.failure?.message).toContain(`job ${job.id} (nightly)`)
    expect(outcome.failure?.message).toContain('created 10 min ago')
    expect(outcome.failure?.message).toContain(
      `-X DELETE -H "Authorization: Bearer $X_BEARER_TOKEN" ${bench.simulator.url}/2/compliance/jobs/${job.id}`
    )
  })

  it('does not name it when the budget ends after its turn', async () => {
    const bench = await open({
      faults: [{ operation: 'job', kind: 'stuck', occurrence: 2 }]
    })
    const [mine, theirs] = await bench.parts(ids(5), ids(6, 5000n))
    if (!mine || !theirs) throw new Error('no parts')
    await bench.jobOfOther('nightly', theirs)
    const outcome = await bench.run({ parts: [mine] }, { timeout: hour })
    expect(bench.simulator.jobs).toHaveLength(2)
    expect(outcome.failure?.message).toBe('The budget is spent. Wait.')
  })

  it('does not name a job that it waited for, and then adopted, as another', async () => {
    const bench = await open({ faults: [{ operation: 'job', kind: 'stuck' }] })
    const part = await onePart(bench)
    const job = await bench.jobOfOther(nameFor(part, 'r1000'))
    let looks = 0
    const oddly = (service: ComplianceService) => ({
      list: async (type: JobType) => {
        if (++looks === 3) await bench.other.upload(job, part)
        return service.list(type)
      }
    })
    const outcome = await bench.run({ parts: [part] }, { oddly, timeout: hour })
    expect(outcome.parts[0]).toMatchObject({ jobId: job.id, origin: 'adopted' })
    expect(outcome.failure?.message).toBe('The budget is spent. Wait.')
  })

  it('says that it was cancelled, and which job held the slot, when that happens in the queue', async () => {
    const bench = await open()
    const [mine, theirs] = await bench.parts(ids(5), ids(6, 5000n))
    if (!mine || !theirs) throw new Error('no parts')
    await bench.jobOfOther('nightly', theirs)
    const controller = new AbortController()
    const cancelled = new Failure('cancelled', {
      what: say`Stopped.`,
      fix: say`Go.`
    })
    let looks = 0
    const oddly = (service: ComplianceService) => ({
      list: (type: JobType) => {
        if (++looks === 3) controller.abort(cancelled)
        return service.list(type)
      }
    })
    const outcome = await bench.run(
      { parts: [mine] },
      { oddly, signal: controller.signal }
    )
    expect(outcome.failure?.code).toBe('cancelled')
    expect(outcome.failure?.message).toMatch(
      /^Stopped\. Another job was running the whole time: job \d+ \(nightly\)/
    )
    expect(outcome.failure?.message).toMatch(/ Go\.$/)
  })

  it('asks ever less often when the service refuses a new job and lists none', async () => {
    const bench = await open({
      faults: [
        { operation: 'create', kind: 'status', status: 409, times: Infinity }
      ]
    })
    const outcome = await bench.run(
      { parts: [await onePart(bench)] },
      { timeout: 5 * hour }
    )
    expect(outcome.failure?.code).toBe('timeout')
    expect(outcome.failure?.message).toContain('X lists none')
    expect(requests(bench, 'create').length).toBeLessThan(60)
  })

  it('does not mind a job of the other type', async () => {
    const bench = await open()
    const part = await onePart(bench)
    await bench.other.create('users', 'nightly')
    const outcome = await bench.run({ parts: [part] })
    expect(outcome.status).toBe('complete')
  })
})

describe('without waiting', () => {
  it('submits a part, and collects it in a later run of the cycle', async () => {
    const bench = await open()
    const parts = await bench.parts(ids(5), ids(6, 5000n))
    const request = { parts, wait: false, cycle: 'audit' }
    const first = await bench.run(request)
    expect(first.status).toBe('submitted')
    expect(first.took).toBe(0)
    expect(first.parts.map(({ jobId }) => jobId !== undefined)).toEqual([
      true,
      false
    ])
    const tooEarly = await bench.run(request)
    expect(tooEarly.status).toBe('submitted')
    expect(bench.simulator.jobs).toHaveLength(1)
    bench.simulator.clock.advance(hour)
    const second = await bench.run(request)
    expect(second.status).toBe('submitted')
    expect(second.parts.map(({ rows }) => rows !== undefined)).toEqual([
      true,
      false
    ])
    bench.simulator.clock.advance(hour)
    const third = await bench.run(request)
    expect(third.status).toBe('complete')
    expect(bench.simulator.jobs).toHaveLength(2)
    expect(third.rows).toHaveLength(
      bench.simulator.jobs.reduce((sum, { rows }) => sum + (rows ?? 0), 0)
    )
  })

  it('collects finished parts behind one that is pending', async () => {
    const bench = await open()
    const parts = await bench.parts(ids(5), ids(6, 5000n))
    const [first, second] = parts
    if (!first || !second) throw new Error('no parts')
    await bench.jobOfOther(nameFor(second), second)
    bench.simulator.clock.advance(hour)
    const outcome = await bench.run({ parts, wait: false })
    expect(outcome.status).toBe('submitted')
    expect(outcome.parts.map(({ rows }) => rows !== undefined)).toEqual([
      false,
      true
    ])
  })

  it('names no job behind one that is pending whose results are gone', async () => {
    const bench = await open()
    const parts = await bench.parts(ids(5), ids(6, 5000n))
    const [first, second] = parts
    if (!first || !second) throw new Error('no parts')
    await bench.jobOfOther(nameFor(second), second)
    bench.simulator.clock.advance(hour)
    const outcome = await bench.run(
      { parts, wait: false },
      {
        oddly: () => ({
          download: () => Promise.resolve({ kind: 'gone', why: 'it is empty' })
        })
      }
    )
    expect(outcome.status).toBe('submitted')
    expect(outcome.parts.map(({ jobId }) => jobId !== undefined)).toEqual([
      true,
      false
    ])
    expect(outcome.log.warnings).toEqual([
      expect.stringContaining('it is empty. A new job is needed.')
    ])
    expect(bench.simulator.jobs).toHaveLength(2)
  })

  it("leaves another run's created job alone", async () => {
    const bench = await open()
    const part = await onePart(bench)
    await bench.jobOfOther(nameFor(part, 'r1000'))
    const outcome = await bench.run({ parts: [part], wait: false })
    expect(outcome.status).toBe('submitted')
    expect(outcome.took).toBe(0)
    expect(bench.simulator.jobs[0]?.uploads).toHaveLength(0)
  })

  it('does not wait for a slot either', async () => {
    const bench = await open()
    const [mine, theirs] = await bench.parts(ids(5), ids(6, 5000n))
    if (!mine || !theirs) throw new Error('no parts')
    await bench.jobOfOther('nightly', theirs)
    const outcome = await bench.run({ parts: [mine], wait: false })
    expect(outcome.status).toBe('submitted')
    expect(bench.simulator.jobs).toHaveLength(1)
  })
})

describe('collecting jobs by their IDs', () => {
  it('waits for them and joins their rows in the order given', async () => {
    const bench = await open()
    const [a, b] = await bench.parts(ids(5), ids(6, 5000n))
    if (!a || !b) throw new Error('no parts')
    const first = await bench.jobOfOther('a', a)
    bench.simulator.clock.advance(hour)
    const second = await bench.jobOfOther('b', b)
    const outcome = await bench.download([second.id, first.id])
    expect(outcome.status).toBe('complete')
    expect(outcome.parts).toEqual([
      expect.objectContaining({
        part: 1,
        jobId: second.id,
        jobName: 'b',
        origin: 'given',
        ids: undefined,
        digest: undefined
      }),
      expect.objectContaining({ part: 2, jobId: first.id })
    ])
    expect(requests(bench, 'create')).toHaveLength(2)
  })

  it('does what needs no waiting when it is not to wait', async () => {
    const bench = await open()
    const [a, b] = await bench.parts(ids(5), ids(6, 5000n))
    if (!a || !b) throw new Error('no parts')
    const first = await bench.jobOfOther('a', a)
    bench.simulator.clock.advance(hour)
    const second = await bench.jobOfOther('b', b)
    const outcome = await bench.download([second.id, first.id], { wait: false })
    expect(outcome.status).toBe('submitted')
    expect(outcome.parts.map(({ rows }) => rows !== undefined)).toEqual([
      false,
      true
    ])
  })

  it.each([404, 200] as const)(
    'says so when there is no such job (told by %i)',
    async missingJob => {
      const bench = await open({ missingJob })
      const outcome = await bench.download(['1967000000000000000'])
      expect(outcome.failure?.code).toBe('job-not-found')
      expect(outcome.failure?.message).toContain('1967000000000000000')
      expect(seen(bench.simulator)).toEqual([`get ${missingJob}`])
    }
  )

  it('refuses jobs of the other type before anything is fetched', async () => {
    const bench = await open()
    const users = await bench.other.create('users', 'a')
    if (users.kind !== 'created') throw new Error(users.kind)
    const outcome = await bench.download([users.job.id])
    expect(outcome.failure?.code).toBe('invalid-input')
    expect(outcome.failure?.message).toContain('of type `users`')
  })

  it.each([7, 8])(
    'tells at once when the results are no longer kept, after %i days',
    async days => {
      const bench = await open()
      const part = await onePart(bench)
      const job = await bench.jobOfOther('a', part)
      bench.simulator.clock.advance(days * 24 * hour)
      const outcome = await bench.download([job.id])
      expect(outcome.failure?.code).toBe('results-expired')
      expect(requests(bench, 'download')).toHaveLength(1)
      expect(outcome.took).toBe(0)
    }
  )

  it('waits for an upload by another hand, and tells when none comes', async () => {
    const bench = await open()
    const job = await bench.jobOfOther('a')
    const outcome = await bench.download([job.id])
    expect(outcome.failure?.code).toBe('job-expired')
    expect(outcome.took).toBeGreaterThanOrEqual(15 * minute)
    expect(outcome.log.warnings).toEqual([])
  })

  it.each([true, false])(
    'tells at once that a job has failed, to wait or not: %s',
    async wait => {
      const bench = await open()
      const job = await bench.jobOfOther('a')
      await bench.other.cancel(job.id)
      const outcome = await bench.download([job.id], { wait })
      expect(outcome.failure?.code).toBe('job-failed')
      expect(outcome.took).toBe(0)
    }
  )

  it('records what is known of a job, and when it was found complete', async () => {
    const bench = await open()
    const part = await onePart(bench)
    const job = await bench.jobOfOther('a', part)
    const oddly = (service: ComplianceService) => ({
      get: async (asked: JobReference) => {
        const found = await service.get(asked)
        return found && { ...found, name: undefined }
      }
    })
    bench.simulator.clock.advance(hour)
    const outcome = await bench.download([job.id], {}, { oddly })
    const [{ rows, ...record } = { rows: undefined }] = outcome.parts
    expect(rows?.bytes).toBeGreaterThan(0)
    expect(record).toStrictEqual({
      part: 1,
      ids: undefined,
      digest: undefined,
      jobId: job.id,
      origin: 'given',
      createdAt: start,
      completedAt: start + hour,
      downloadedAt: start + hour,
      downloadChecks: ['length', 'rows']
    })
  })
})

describe('how jobs end', () => {
  it('passes on why a job failed', async () => {
    const bench = await open({
      faults: [
        { operation: 'job', kind: 'fail', error: 'out of\nluck ::error::' }
      ]
    })
    const outcome = await bench.run({ parts: [await onePart(bench)] })
    expect(outcome.failure?.code).toBe('job-failed')
    expect(outcome.failure?.message).toContain('“out of\\u000aluck')
    expect(outcome.failure?.message).not.toContain('::error::')
  })

  it('says when it expired', async () => {
    const bench = await open({ faults: [{ operation: 'job', kind: 'expire' }] })
    const outcome = await bench.run({ parts: [await onePart(bench)] })
    expect(outcome.failure?.code).toBe('job-expired')
  })

  it('makes a new job in the next attempt of the run', async () => {
    const bench = await open({ faults: [{ operation: 'job', kind: 'fail' }] })
    const part = await onePart(bench)
    await bench.run({ parts: [part] })
    const again = await bench.run({ parts: [part] })
    expect(again.status).toBe('complete')
    expect(bench.simulator.jobs).toHaveLength(2)
  })

  it('goes on waiting through a status that it does not know, with one warning', async () => {
    const bench = await open({
      faults: [{ operation: 'job', kind: 'word', status: 'queued' }]
    })
    const outcome = await bench.run({ parts: [await onePart(bench)] })
    expect(outcome.status).toBe('complete')
    expect(outcome.log.warnings).toEqual([expect.stringContaining('queued')])
  })

  it('ends with the budget when a job never does, and can be gone on with', async () => {
    const bench = await open({ faults: [{ operation: 'job', kind: 'stuck' }] })
    const outcome = await bench.run(
      { parts: [await onePart(bench)] },
      { timeout: 5 * hour }
    )
    expect(outcome.failure?.code).toBe('timeout')
    expect(outcome.parts[0]?.jobId).toBe(bench.simulator.jobs[0]?.id)
    expect(outcome.took).toBe(5 * hour)
    expect(outcome.requests).toBeLessThan(60)
  })
})

describe.each([-2 * hour, 2 * hour])(
  'on a runner whose clock is %i ms ahead',
  ahead => {
    it('uploads to a job that an earlier attempt created', async () => {
      const bench = await open()
      const part = await onePart(bench)
      await bench.jobOfOther(nameFor(part))
      const outcome = await bench.run({ parts: [part] }, { ahead })
      expect(outcome.status).toBe('complete')
      expect(bench.simulator.jobs).toHaveLength(1)
    })

    it('waits for the right time where a window must close', async () => {
      const bench = await open()
      const part = await onePart(bench)
      await bench.jobOfOther(nameFor(part, 'r1000'))
      const outcome = await bench.run({ parts: [part] }, { ahead })
      expect(outcome.status).toBe('complete')
      expect(outcome.parts[0]?.createdAt).toBeGreaterThan(start + 15 * minute)
      expect(outcome.parts[0]?.createdAt).toBeLessThan(start + 16 * minute)
    })

    it('obeys the rate limits', async () => {
      const bench = await open({ rateLimits: { create: 1, list: 1, get: 1 } })
      const outcome = await bench.run(
        { parts: [await onePart(bench)] },
        { ahead }
      )
      expect(outcome.status).toBe('complete')
      expect(outcome.took).toBeLessThan(46 * minute)
      const early = bench.simulator.requests.filter(
        ({ status }) => status === 429
      )
      expect(early).toEqual([])
    })
  }
)

describe('when it is cancelled', () => {
  it('ends at once with the reason, and leaves no half-written rows', async () => {
    const bench = await open()
    const part = await onePart(bench)
    const controller = new AbortController()
    const outcome = await bench
      .run(
        { parts: [part] },
        {
          signal: controller.signal,
          report: ([record]) => {
            if (record?.completedAt !== undefined)
              controller.abort(new Error('stop'))
          }
        }
      )
      .catch((error: unknown) => error)
    expect(outcome).toEqual(new Error('stop'))
    const directory = part.path.replace(/upload-1\.txt$/, '')
    expect(await readdir(directory)).toEqual(['upload-1.txt'])
  })
})

describe('the last look', () => {
  it.each([
    { timeout: 5 * hour, before: minute },
    { timeout: 5 * minute, before: 30_000 }
  ])(
    'is $before ms before the end of a budget of $timeout ms',
    async ({ timeout, before }) => {
      const bench = await openBench(await folder(), closing, {
        processing: { base: 24 * hour, perId: 0 }
      })
      const looks: number[] = []
      const oddly = (service: ComplianceService) => ({
        get: (asked: JobReference) => {
          looks.push(bench.clock.now() - start)
          return service.get(asked)
        }
      })
      const outcome = await bench.run(
        {
          parts: await bench.parts(ids(20)),
          deadline: start + timeout,
          timeout
        },
        { oddly, timeout }
      )
      expect(outcome.failure?.code).toBe('timeout')
      expect(outcome.took).toBe(timeout)
      expect(looks.at(-1)).toBeGreaterThanOrEqual(timeout - before - 1000)
      expect(looks.at(-1)).toBeLessThanOrEqual(timeout - before)
      expect(outcome.log.infos.at(-1)).toMatch(/No further check/)
    }
  )
})
