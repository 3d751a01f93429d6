// What the local runner takes for a workflow command, and what its log shows.
import { describe, expect, it } from '@jest/globals'
import { CommandReader, parseCommand } from '../../../src/local/commands.js'

describe('a line of output', () => {
  it.each([
    ['::error::broken', { name: 'error', properties: {}, data: 'broken' }],
    ['  ::error::broken', { name: 'error', properties: {}, data: 'broken' }],
    [
      '::warning file=a%2Cb.txt,line=3,title=A%3A B::50%25%0Agone',
      {
        name: 'warning',
        properties: { file: 'a,b.txt', line: '3', title: 'A: B' },
        data: '50%\ngone'
      }
    ],
    ['::debug::%250A', { name: 'debug', properties: {}, data: '%0A' }],
    [
      'text ##[error a=b%5D;c=d]boom',
      { name: 'error', properties: { a: 'b]', c: 'd' }, data: 'boom' }
    ]
  ])('%j is a command', (line, expected) => {
    expect(parseCommand(line)).toEqual(expected)
  })

  it.each(['', 'a::error::b', ':error::x', '::error', '##error]', '1;2'])(
    '%j is none',
    line => {
      expect(parseCommand(line)).toBeUndefined()
    }
  )
})

describe('the log', () => {
  const show = (lines: string[], debug = false, secrets: string[] = []) => {
    const reader = new CommandReader(debug, secrets)
    const shown = lines.map(line => reader.read(line))
    return { shown, heard: reader.heard() }
  }

  it('shows annotations by their words and hides the rest of the commands', () => {
    const { shown } = show([
      'plain',
      '::error::a',
      '::warning file=a.txt,line=3::b',
      '::notice::c',
      '::debug::d',
      '::group::Phase',
      '::endgroup::',
      '::unknown::stays'
    ])
    expect(shown).toEqual([
      'plain',
      'Error: a',
      'Warning: b (a.txt:3)',
      'Notice: c',
      undefined,
      '▼ Phase',
      undefined,
      '::unknown::stays'
    ])
  })

  it('shows debug lines with debug logging', () => {
    expect(show(['::debug::d'], true).shown).toEqual(['Debug: d'])
  })

  it('masks from the command on, every line of a secret, the longest first', () => {
    const { shown, heard } = show([
      'hush',
      '::add-mask::hush',
      '::add-mask::hush-hush',
      '::add-mask::one%0Atwo',
      'hush-hush, hush, one, two',
      '::error::hush'
    ])
    expect(shown).toEqual([
      'hush',
      undefined,
      undefined,
      undefined,
      '***, ***, ***, ***',
      'Error: ***'
    ])
    expect(heard.annotations).toEqual([{ level: 'error', message: '***' }])
    expect(heard.masks).toEqual(['hush', 'hush-hush', 'one\ntwo', 'one', 'two'])
  })

  it('masks the secrets of the workflow from the start', () => {
    expect(show(['a token'], false, ['token']).shown).toEqual(['a ***'])
  })

  it('keeps ten annotations of a level', () => {
    const { heard } = show([
      ...Array.from(
        { length: 12 },
        (_, i) => `::error file=f,line=${i}::e${i}`
      ),
      '::warning::w'
    ])
    expect(heard.annotations).toHaveLength(11)
    expect(heard.annotations[9]).toEqual({
      level: 'error',
      message: 'e9',
      file: 'f',
      line: 9
    })
    expect(heard.annotationsDropped).toBe(2)
  })

  it('obeys nothing between stop-commands and its token', () => {
    const { shown, heard } = show([
      '::stop-commands::abc',
      '::error::no',
      '::abc::',
      '::error::yes'
    ])
    expect(shown).toEqual([undefined, '::error::no', '::abc::', 'Error: yes'])
    expect(heard.annotations).toEqual([{ level: 'error', message: 'yes' }])
  })
})
