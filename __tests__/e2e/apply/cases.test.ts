// Worked cases: a file, the lists, and the exact bytes that the built action leaves.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  startApplyRig,
  writeResults,
  type ApplyRig,
  type ListsGiven
} from '../../support/apply.js'

interface Case {
  n: number
  name: string
  kind: string
  input: string
  expect?: string
  error: string | null
  tweets?: ListsGiven
  users?: ListsGiven
  counts?: {
    removed?: number
    embedded?: number
    geo?: number
    profile?: number
  }
}

const cases = JSON.parse(
  readFileSync('__tests__/fixtures/apply/cases.json', 'utf8')
) as Case[]

/** By what a case says of its error. */
const codes: readonly [RegExp, string][] = [
  [/column-unknown/, 'column-unknown'],
  [/not JSON/, 'data-invalid']
]

describe('apply, in place', () => {
  let rig: ApplyRig

  beforeAll(async () => {
    rig = await startApplyRig()
  })
  afterAll(() => rig.close())

  it.each(cases)('$n: $name', async each => {
    const { n, kind, input, tweets, users, counts } = each
    const path = `${n}/data.${kind === 'text' ? 'txt' : kind}`
    await rig.write(path, input)
    const results = join(rig.home, `results-${n}`)
    if (tweets)
      await writeResults(join(results, 'tweets'), {
        lists: tweets,
        idFiles: [input]
      })
    if (users)
      await writeResults(join(results, 'users'), {
        type: 'users',
        lists: users
      })
    const inputs = {
      data: path,
      results: `${results}/*`,
      mode: 'replace',
      'max-removed': '100%'
    }
    const run = await rig.run(inputs)
    if (each.error !== null) {
      const [, code] =
        codes.find(([words]) => words.test(each.error ?? '')) ?? []
      expect(run.outputs['error-code']).toBe(code)
      expect(String(await rig.read(path))).toBe(input)
      return
    }
    expect(run.log).not.toContain('::error')
    expect(String(await rig.read(path))).toBe(each.expect ?? '')
    const rules = run.report.files[0]?.by_rule ?? {}
    expect({
      removed: run.report.totals['removed'],
      embedded: rules['embedded'],
      geo: rules['location']
    }).toMatchObject({ ...counts })
    // A second run changes nothing.
    const again = await rig.run(inputs)
    expect(again.outputs['status']).toBe('unchanged')
    expect(String(await rig.read(path))).toBe(each.expect ?? '')
  })
})
