// Small files of the kinds that people publish: each is read whole, or refused with what leads on.
import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import type { JobType } from '../../../src/domain.js'
import { prepare, type Outcome } from './support.js'

/** One right end: the IDs, or a code with words of the message and the line that is shown. */
interface Ending {
  ids?: string[]
  /** A pattern that one of the warnings fits. */
  warns?: string
  code?: string
  says?: string[]
  line?: number
}

interface Case {
  name: string
  type: JobType
  files: Record<string, string>
  oneOf: Ending[]
}

const cases = JSON.parse(
  readFileSync('__tests__/fixtures/content/cases.json', 'utf8')
) as Case[]

function sorted(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
}

/** What an outcome shows of an ending, to be compared with it. */
function shown(outcome: Outcome, ending: Ending): Ending {
  const { code, ids, message, warnings, record } = outcome
  const told = [
    ...warnings.map(warning => warning.message),
    ...(record?.findings ?? [])
  ]
  const { warns, says, line } = ending
  return {
    ...(code === undefined ? { ids } : { code }),
    ...(warns !== undefined &&
      told.some(text => new RegExp(warns).test(text)) && { warns }),
    ...(says && { says: says.filter(word => new RegExp(word).test(message)) }),
    ...(line !== undefined &&
      warnings.some(({ place }) => place?.line === line) && { line })
  }
}

describe('a file', () => {
  it.each(cases.map(each => [each.name, each] as const))(
    '%s',
    async (_, { files, type, oneOf }) => {
      const outcome = await prepare(files, {
        patterns: Object.keys(files),
        type
      })
      const endings = oneOf.map(({ ids, ...rest }) =>
        ids ? { ids: sorted(ids), ...rest } : rest
      )
      const isRefused = outcome.code !== undefined
      const ending =
        endings.find(each => (each.code !== undefined) === isRefused) ??
        endings[0] ??
        {}
      expect(shown(outcome, ending)).toEqual(ending)
    }
  )
})
