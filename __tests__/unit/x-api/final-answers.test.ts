// Answers that no second try would change: what the user is told about each.
import { describe, expect, it } from '@jest/globals'
import type { ErrorCode } from '../../../src/domain.js'
import { failureOf, readRefusal } from '../../../src/x-api/problem.js'

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
    [400, '', 'request-refused', /what the answer says/],
    [422, '', 'request-refused', /what the answer says/],
    [451, '', 'request-refused', /what the answer says/]
  ])('%i %s is %s', (status, kind, code, fix) => {
    const failure = failureOf(
      { status, kind, detail: 'why', form: 'json' },
      'asking'
    )
    expect(failure.code).toBe(code)
    expect(failure.message).toContain(
      `X answered ${status}, “why” while asking.`
    )
    expect(failure.message).toMatch(fix)
  })
})

describe('what came', () => {
  it.each<[string, number, string, ErrorCode, RegExp]>([
    ['a page', 403, '<!DOCTYPE html><html>blocked', 'forbidden', /firewall/],
    ['a page', 401, '<html>', 'unauthorized', /firewall/],
    ['a page', 404, ' <html>', 'service-unavailable', /firewall/],
    ['a page', 418, '<html>', 'request-refused', /firewall/],
    ['nothing', 404, '', 'service-unavailable', /access level/],
    ['nothing', 418, '', 'request-refused', /./],
    ['JSON', 404, '{}', 'service-unavailable', /api-url/]
  ])('%s with %i tells the cause', (_, status, body, code, text) => {
    const refusal = readRefusal(status, body, words => words)
    const failure = failureOf(refusal, 'asking')
    expect(failure.code).toBe(code)
    expect(failure.message).toMatch(text)
  })

  it('with a redirect names its target', () => {
    const target = 'https://api.example/2/compliance/jobs'
    const refusal = { ...readRefusal(308, '', words => words), target }
    expect(failureOf(refusal, 'asking').message).toContain(target)
  })
})
