// The tables of docs/limits.md, worked out again from the code that makes them true.
import { describe, expect, it } from '@jest/globals'
import { defaultBudget } from '../../src/ids/id-set.js'
import { inputTable, readInputs } from '../../src/check/inputs.js'
import { pauseBefore } from '../../src/lifecycle/pauses.js'
import { resultBytesPerId } from '../../src/results/room.js'
import { bytes, count } from '../../src/lib/text.js'
import { read } from './support/repository.js'

const { maxUploadSize, pollInterval } = readInputs({
  INPUT_IDS: 'data',
  'INPUT_DRY-RUN': 'true',
  GITHUB_REPOSITORY: 'octo/archive'
})
const bytesPerId = 20
const sizes = [1_000_000, 10_000_000, 80_000_000]
const minute = 60_000

describe('docs/limits.md', () => {
  it('says how large things get', () => {
    const rows = sizes.map(ids => {
      const parts = partsOf(ids)
      return [
        count(ids),
        size(ids * bytesPerId),
        String(parts),
        size(Math.min(ids * 8, defaultBudget)),
        size(ids * resultBytesPerId),
        time(parts * 30),
        time((ids / 1e6) * 60)
      ]
    })
    expect(tableOf('sizes')).toEqual(rows)
  })

  it('says how many requests are made', () => {
    const rows = [4, 22, 60].map(minutes => {
      const looks = looksFor(minutes * minute)
      const requests = sizes.map(ids => String(partsOf(ids) * (4 + looks)))
      return [time(minutes), String(looks), ...requests]
    })
    expect(tableOf('requests')).toEqual(rows)
  })

  // That a run makes these requests is seen where the recipe is played.
  it('says how many requests are made over many runs', () => {
    const rows = sizes.map(ids => {
      const parts = partsOf(ids)
      let requests = 3
      for (let finished = 1; finished < parts; finished++)
        requests += 4 + finished
      requests += 1 + parts
      return [ids, parts, parts + 1, requests].map(count)
    })
    expect(tableOf('many-runs')).toEqual(rows)
  })

  it('names the defaults as they are', () => {
    expect(read('docs/limits.md')).toContain(
      `\`${inputTable.timeout.default}\``
    )
    expect(pollInterval).toBe(30_000)
  })
})

function partsOf(ids: number): number {
  return Math.ceil(ids / Math.floor(maxUploadSize / bytesPerId))
}

/** Looks until a job that takes so long is seen complete, without jitter. */
function looksFor(took: number): number {
  let looks = 0
  let waited = 0
  while (waited < took) waited += pauseBefore(looks++, waited, pollInterval, 0)
  return looks
}

function size(n: number): string {
  return n < 1e9 ? `${Math.round(n / 1e6)} MB` : bytes(n)
}

function time(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60 ? `${minutes % 60} min` : ''
  return [hours ? `${hours} h` : '', rest].filter(Boolean).join(' ')
}

/** The cells of the table between `<!-- name -->` and its end, without its head. */
function tableOf(name: string): string[][] {
  const [, after = ''] = read('docs/limits.md').split(`<!-- ${name} -->`)
  const [table = ''] = after.split(`<!-- /${name} -->`)
  return table
    .trim()
    .split('\n')
    .slice(2)
    .map(row =>
      row
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim())
    )
}
