// Text from outside made fit to be shown, and how figures are written.
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { harmless } from '../../../src/lib/harmless.js'
import {
  bytes,
  count,
  duration,
  instant,
  plural,
  printable
} from '../../../src/lib/text.js'

describe('printable', () => {
  it.each([
    ['plain text', 'plain text'],
    ['::error::x', ':\\u003aerror:\\u003ax'],
    ['##[error]x', '#\\u0023[error]x'],
    ['a\nb\r\u001b[31m', 'a\\u000ab\\u000d\\u001b[31m'],
    ['\u202egnp.exe', '\\u202egnp.exe'],
    ['\u061c\u2060\u{e0041}', '\\u061c\\u2060\\ue0041']
  ])('shows %j as %j', (text, shown) => {
    expect(printable(text)).toBe(shown)
  })

  it('never lets a command through, and keeps to its length', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.integer({ min: 1, max: 40 }),
        (text, max) => {
          const shown = printable(`::${text}##[${text}`, max)
          expect(shown).not.toMatch(/::|##\[|[\u0000-\u001f]/)
          expect(Array.from(shown).length).toBeLessThanOrEqual(max)
        }
      )
    )
  })
})

describe('instant', () => {
  it.each([
    [Date.UTC(2026, 10, 21, 22, 44, 5, 999), '2026-11-21T22:44:05Z'],
    [8.64e15 + 1, 'a time out of reach'],
    [NaN, 'a time out of reach']
  ])('shows %d as %s', (ms, shown) => {
    expect(instant(ms)).toBe(shown)
  })
})

describe('harmless', () => {
  it('keeps line breaks, and takes the command from every line', () => {
    expect(harmless('one\n::set-output name=a::b\n  ::debug::c')).toBe(
      'one\n:\\u003aset-output name=a:\\u003ab\n  :\\u003adebug:\\u003ac'
    )
  })
})

describe('figures', () => {
  it.each([
    [count(1234567), '1,234,567'],
    [plural(1, 'part'), '1 part'],
    [plural(2000, 'part'), '2,000 parts'],
    [plural(2, 'entry', 'entries'), '2 entries'],
    [duration(0), '0 s'],
    [duration(59_400), '59 s'],
    [duration(60_000), '1 min'],
    [duration(725_000), '12 min 5 s'],
    [duration(7_200_000), '2 h'],
    [duration(12_000_000), '3 h 20 min'],
    [duration(7 * 24 * 3_600_000), '7 days'],
    [duration(49 * 3_600_000), '49 h'],
    [bytes(999), '999 bytes'],
    [bytes(1500), '1.5 kB'],
    [bytes(128e6), '128.0 MB'],
    [bytes(2.5e15), '2500.0 TB'],
    [instant(Date.UTC(2026, 10, 21, 22, 44, 0, 999)), '2026-11-21T22:44:00Z']
  ])('%s', (shown, expected) => {
    expect(shown).toBe(expected)
  })
})
