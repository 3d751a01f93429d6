// Annotations and outputs as an action may write them on its lines.
import { describe, expect, it } from '@jest/globals'
import { CommandReader } from '../../../src/local/commands.js'

function read(...lines: string[]) {
  const reader = new CommandReader(false, [])
  const shown = lines.map(line => reader.read(line))
  return { shown, heard: reader.heard() }
}

describe('an annotation', () => {
  it('keeps title, file and line, and does without them', () => {
    const { shown, heard } = read(
      '::error title=Bad,file=a.txt,line=3::here',
      '::error file=a.txt::there',
      '::error nonsense::everywhere'
    )
    expect(shown).toEqual([
      'Error: here (a.txt:3)',
      'Error: there (a.txt)',
      'Error: everywhere'
    ])
    expect(heard.annotations).toEqual([
      { level: 'error', message: 'here', title: 'Bad', file: 'a.txt', line: 3 },
      { level: 'error', message: 'there', file: 'a.txt' },
      { level: 'error', message: 'everywhere' }
    ])
  })
})

describe('an output of the old form', () => {
  it('is an output, and not shown', () => {
    const { shown, heard } = read('::set-output name=a::1')
    expect(shown).toEqual([undefined])
    expect(heard).toMatchObject({ outputs: { a: '1' } })
  })
})
