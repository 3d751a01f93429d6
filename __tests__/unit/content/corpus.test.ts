// Every kind of ID file that people have: read right, or refused with the data that helps.
import { describe, expect, it } from '@jest/globals'
import { casesOf, corpusFiles, outcomeOf, rewrite } from './corpus.js'

const isUpdate = process.env['UPDATE_CORPUS'] === 'true'

describe.each(corpusFiles)('%s', file => {
  const cases = casesOf(file)

  if (isUpdate)
    it('is written anew', async () => {
      const outcomes: string[] = []
      for (const each of cases) outcomes.push(await outcomeOf(each))
      rewrite(file, outcomes)
    })
  else
    it.each(cases.map(each => [each.name, each] as const))(
      '%s',
      async (_, each) => {
        expect(await outcomeOf(each)).toBe(each.expected)
      }
    )
})
