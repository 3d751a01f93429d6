// Answers that no second try would change: what the user is told about each.
import { describe, expect, it } from '@jest/globals'
import type { ErrorCode } from '../../../src/domain.js'
import { failureOf } from '../../../src/x-api/problem.js'

describe('a final answer', () => {
  it.each<[number, string, ErrorCode, RegExp]>([
    [401, '', 'unauthorized', /bearer token/],
    [402, '', 'payment-required', /credits/],
    [403, '', 'forbidden', /./],
    [429, '', 'rate-limited', /later/],
    [429, 'usage-capped', 'usage-capped', /next period/],
    [301, '', 'service-unavailable', /api-url/],
    [308, '', 'service-unavailable', /api-url/],
    [404, '', 'service-unavailable', /api-url/],
    [405, '', 'service-unavailable', /api-url/],
    [500, '', 'service-unavailable', /again/],
    [400, '', 'internal', /fault of the action/],
    [422, '', 'internal', /fault of the action/]
  ])('%i %s is %s', (status, kind, code, fix) => {
    const failure = failureOf({ status, kind, detail: 'why' }, 'asking')
    expect(failure.code).toBe(code)
    expect(failure.message).toContain(
      `X answered ${status}, “why” while asking.`
    )
    expect(failure.message).toMatch(fix)
  })
})
