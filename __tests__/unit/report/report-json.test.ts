// report.json for every end of a run: the documented schema, and nothing that must not be in it.
import { code, quote, say } from '../../../src/lib/message.js'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { errorCodes } from '../../../src/domain.js'
import { Failure } from '../../../src/lib/failure.js'
import type { Inputs } from '../../../src/check/inputs.js'
import { outputsOf } from '../../../src/report/outputs.js'
import { eventOutputs, type Status } from '../../../src/domain.js'
import type { IdFileRecord } from '../../../src/content/file-record.js'
import type { PartRecord } from '../../../src/lifecycle/part-record.js'
import { reportHtml } from '../../../src/report/report-html.js'
import { reportJson } from '../../../src/report/report-json.js'
import { all, complete, inputs, unborn } from '../../docs/pages/records.js'

interface Report {
  error: { what: string } | null
  outputs: Record<string, unknown>
  results: {
    rows: number
    events: number
    refused: number
    by_event: Record<string, number>
    required_actions: Record<string, number>
    reasons: Record<string, number>
  }
}

function schemaOfTheDocs(): object {
  return JSON.parse(readFileSync('docs/report.schema.json', 'utf8')) as object
}

interface Schema {
  properties?: Record<string, Schema>
  items?: Schema
  enum?: unknown[]
  required?: string[]
}

/** The words that the schema lists at a place, which a path like `parts.origin` leads to. */
function wordsOfTheDocs(path: string): unknown[] {
  let place: Schema | undefined = schemaOfTheDocs()
  for (const key of path.split('.'))
    place = (place?.properties ?? place?.items?.properties)?.[key]
  return (place?.enum ?? place?.required ?? []).filter(word => word !== null)
}

/** The words of a type; the compiler sees to it that none is missing. */
function words<T extends string>(all: Record<T, true>): T[] {
  return Object.keys(all) as T[]
}

/** The schema, and closed: what is not documented is not there. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  const inner = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, closed(value)])
  )
  return 'properties' in inner
    ? { additionalProperties: false, ...inner }
    : inner
}

const ajv = new Ajv({
  strict: true,
  strictRequired: false,
  allowUnionTypes: true
})
addFormats.default(ajv)
const fits = ajv.compile(closed(schemaOfTheDocs()) as object)

describe('reportJson', () => {
  it.each(Object.entries(all))('is as documented (%s)', (_, record) => {
    fits(JSON.parse(reportJson(record)))
    expect(fits.errors ?? []).toEqual([])
  })

  it.each<[string, string[]]>([
    [
      'status',
      words<Status>({
        complete: true,
        submitted: true,
        checked: true,
        timeout: true,
        cancelled: true,
        failed: true
      })
    ],
    [
      'error.fault',
      [...new Set(Object.values(errorCodes).map(({ fault }) => fault))]
    ],
    ['settings.type', words<Inputs['type']>({ tweets: true, users: true })],
    [
      'settings.ids_format',
      words<Inputs['idsFormat']>({
        auto: true,
        text: true,
        csv: true,
        jsonl: true
      })
    ],
    [
      'settings.on_invalid_ids',
      words<Inputs['onInvalidIds']>({ fail: true, skip: true })
    ],
    [
      'settings.on_damaged_ids',
      words<Inputs['onDamagedIds']>({ fail: true, warn: true })
    ],
    [
      'settings.publish',
      words<Inputs['publish']>({ full: true, counts: true, none: true })
    ],
    ['results.by_event', [...eventOutputs]],
    [
      'parts.origin',
      words<NonNullable<PartRecord['origin']>>({
        created: true,
        adopted: true,
        given: true
      })
    ],
    [
      'id_files.files.format',
      words<IdFileRecord['format']>({
        text: true,
        csv: true,
        jsonl: true,
        json: true
      })
    ],
    [
      'id_files.files.compression',
      words<IdFileRecord['compression']>({ none: true, gzip: true, zstd: true })
    ]
  ])('has no word that the documents do not list under %s', (path, allowed) => {
    expect(wordsOfTheDocs(path).toSorted()).toEqual(allowed.toSorted())
  })

  it('holds every output under its name', () => {
    const { outputs } = JSON.parse(reportJson(complete)) as Report
    expect(Object.keys(outputs)).toEqual(Object.keys(outputsOf(complete)))
    expect(outputs).toMatchObject({
      status: 'complete',
      'job-ids': ['1460709876543210123'],
      'ids-to-delete': 1204,
      'ids-unaffected': 18_751,
      'ids-unchecked': 2,
      deleted: 412,
      'artifact-id': 1609622746,
      'checked-at': '2026-11-21T22:45:00.000Z',
      simulated: false,
      counts: { reasons: { bounced: 3 } }
    })
  })

  it('keeps the sums that the docs promise', () => {
    const { results, outputs } = JSON.parse(reportJson(complete)) as Report
    const sum = (counts: Record<string, number>) =>
      Object.values(counts).reduce((a, b) => a + b)
    expect(results.events + results.refused).toBe(results.rows)
    expect(sum(results.by_event)).toBe(results.events)
    expect(sum(results.reasons)).toBe(results.events)
    expect(sum(results.required_actions)).toBe(outputs['ids-affected'])
  })

  it('holds no secret', () => {
    for (const page of [reportJson(complete), reportHtml(complete)]) {
      expect(page).not.toContain(inputs.bearerToken)
      expect(page).not.toContain(inputs.githubToken)
    }
  })

  it.each([
    [
      'invalid-input',
      say`${code('1265324480517361664')} is an ID, a path is meant.`,
      '`[left out]` is an ID, a path is meant.'
    ],
    [
      'results-corrupt',
      say`It starts with ${quote('<html>1234567')}.`,
      'It starts with [left out].'
    ],
    [
      'internal',
      say`Cannot convert ${'1265324480517361664x'} to a BigInt.`,
      'Cannot convert [left out]x to a BigInt.'
    ],
    [
      'ids-invalid',
      say`If line 1 is a header: \`ids-column: ${'alice_private'}\`.`,
      'If line 1 is a header: `ids-column: [left out]`.'
    ],
    [
      'upload-refused',
      say`The upload to job ${'1460709876543210123'} was refused: ${quote('line 2 is 1265324480517361664')}.`,
      'The upload to job 1460709876543210123 was refused: “line 2 is [left out]”.'
    ]
  ] as const)(
    'leaves IDs and quoted lines out of the error (%s)',
    (errorCode, what, kept) => {
      const error = new Failure(errorCode, { what, fix: say`x` })
      const record = { ...unborn, error }
      expect((JSON.parse(reportJson(record)) as Report).error?.what).toBe(kept)
    }
  )

  it('leaves IDs out of the findings', () => {
    const { ids } = complete
    if (!ids) throw new Error('the sample has no IDs')
    const record = {
      ...complete,
      ids: { ...ids, findings: ['1265324480517361664 looks rounded.'] }
    }
    for (const page of [reportJson(record), reportHtml(record)])
      expect(page).not.toContain('1265324480517361664')
  })
})

it('holds no ID in the name of a file, a column or a job', () => {
  const id = '1300000000000000001'
  const [file] = complete.ids?.files ?? []
  const [part] = complete.parts
  if (!file || !part || !complete.ids) throw new Error('no such record')
  const ours = 'compliance-0123456789012345-r7000000001-1of1'
  const record = {
    ...complete,
    inputs: { ...inputs, idsColumn: [id] },
    ids: {
      ...complete.ids,
      files: [{ ...file, name: `users/${id}.csv`, column: id }]
    },
    parts: [
      { ...part, jobName: `of ${id}` },
      { ...part, jobName: ours }
    ]
  }
  for (const report of [reportJson(record), reportHtml(record)]) {
    expect(report).not.toContain(id)
    expect(report).toContain('users/[left out].csv')
  }
  expect(reportJson(record)).toContain(ours)
})
