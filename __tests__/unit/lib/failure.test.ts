// Whatever is thrown becomes a failure with a code that a user can act on.
import { say } from '../../../src/lib/message.js'
import { describe, expect, it } from '@jest/globals'
import { asFailure, Failure } from '../../../src/lib/failure.js'

describe('asFailure', () => {
  it('keeps a failure as it is', () => {
    const failure = new Failure('ids-empty', {
      what: say`Empty.`,
      fix: say`Fill it.`
    })
    expect(asFailure(failure)).toBe(failure)
    expect(failure.message).toBe('Empty. Fill it.')
  })

  it.each([
    [new TypeError('x is not a function'), 'internal'],
    ['a string', 'internal'],
    [undefined, 'internal']
  ])('turns %p into %s', (thrown, code) => {
    const failure = asFailure(thrown)
    expect(failure.code).toBe(code)
    expect(failure.cause).toBe(thrown)
  })

  it('says that what it does not know is not the user’s fault', () => {
    expect(asFailure(new Error('boom')).message).toMatch(
      /inside the action: boom.*not of your workflow/
    )
  })
})
