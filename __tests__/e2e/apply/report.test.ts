// apply-report.json is as its schema says, however a run ends, and its sums hold.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  startApplyRig,
  writeResults,
  type ApplyRig
} from '../../support/apply.js'

const schema = JSON.parse(
  readFileSync('docs/apply-report.schema.json', 'utf8')
) as object
const ajv = new Ajv2020({ allErrors: true, strict: false })
formats.default(ajv)
const validate = ajv.compile(schema)

describe('apply-report.json', () => {
  let rig: ApplyRig

  beforeAll(async () => {
    rig = await startApplyRig()
    await writeResults(join(rig.home, 'results'), {
      lists: { delete: ['1200000000000000002'] }
    })
    await rig.write(
      'a.csv',
      'id,text\n1200000000000000001,a\n1200000000000000002,b\n'
    )
    await rig.write('b.jsonl', '{"id":"1200000000000000003","te')
  })
  afterAll(() => rig.close())

  it.each([
    ['planned', { data: 'a.csv' }],
    ['failed', { data: 'a.csv', mode: 'replace' }],
    ['failed', { data: '*', mode: 'replace', 'max-removed': '100%' }],
    ['failed', { data: 'none', mode: 'replace' }],
    ['applied', { data: 'a.csv', mode: 'replace', 'max-removed': '50%' }],
    ['unchanged', { data: 'a.csv', mode: 'replace' }]
  ])('of a run that ends as %s: %j', async (status, inputs) => {
    const run = await rig.run({ ...inputs, results: join(rig.home, 'results') })
    expect(run.report.status).toBe(status)
    expect(validate(run.report) ? [] : validate.errors).toEqual([])
    for (const file of [run.report.totals, ...run.report.files])
      expect(file['read']).toBe(Number(file['removed']) + Number(file['kept']))
  })
})
