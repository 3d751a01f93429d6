// What the arguments of `npm start` make of the action's inputs.
import { join, resolve, sep } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import {
  parseStartArguments,
  UsageError
} from '../../../src/local/start-arguments.js'

const root = resolve('/project')
const defaults = {
  ids: '',
  type: 'tweets',
  'ids-artifact': '',
  'job-ids': '',
  simulate: 'false',
  wait: 'true',
  'dry-run': 'false',
  cycle: 'run'
}

const parse = (args: string[], calledFrom = root) =>
  parseStartArguments({ args, calledFrom, root, defaults }).inputs

describe('without a file', () => {
  it('the examples are used, simulated', () => {
    expect(parse([])).toEqual({
      simulate: 'true',
      ids: join('examples', 'tweet-ids.txt')
    })
  })

  it('the examples fit the type', () => {
    expect(parse(['--type=users'])).toMatchObject({
      ids: join('examples', 'user-ids.txt')
    })
  })

  it('the examples are absolute when called from elsewhere', () => {
    expect(parse([], resolve('/elsewhere'))).toMatchObject({
      ids: join(root, 'examples', 'tweet-ids.txt')
    })
  })

  it.each(['--ids=a.txt', '--ids-artifact=x', '--job-ids=1'])(
    '%s stands for itself',
    option => {
      const [name = '', value] = option.slice(2).split('=')
      expect(parse([option])).toEqual({ simulate: 'true', [name]: value })
    }
  )
})

describe('with files', () => {
  const from = resolve('/project/data')
  it.each([
    [['a.txt'], ['a.txt']],
    [
      ['a.txt', `sub${sep}b.txt`],
      ['a.txt', join('sub', 'b.txt')]
    ],
    [[`..${sep}c.txt`], [join(root, 'c.txt')]],
    [[resolve('/d.txt')], [resolve('/d.txt')]],
    [[join(from, 'e.txt')], ['e.txt']],
    [['!f.txt'], ['./!f.txt']]
  ])('%j become %j', (files, ids) => {
    expect(parse(files, from)).toEqual({
      simulate: 'true',
      ids: ids.join('\n')
    })
  })

  it('inputs may stand anywhere, and hold anything', () => {
    expect(parse(['--cycle=a=b', 'a.txt', '--simulate=false'])).toEqual({
      cycle: 'a=b',
      simulate: 'false',
      ids: 'a.txt'
    })
  })
})

it.each([
  [['--bogus=1'], 'There is no option --bogus'],
  [['--Type=users'], 'Did you mean --type?'],
  [['--dryrun'], 'Did you mean --dry-run?'],
  [['-wait'], 'Did you mean --wait?'],
  [['-x'], 'There is no option -x'],
  [['--cycle'], '--cycle=…'],
  [['a.txt', '--ids=b.txt'], 'not both']
])('%j is a mistake', (args, words) => {
  expect(() => parse(args)).toThrow(UsageError)
  expect(() => parse(args)).toThrow(words)
})

it('flags may stand alone where the input is true or false', () => {
  expect(parse(['--dry-run', 'a.txt', '--wait'])).toMatchObject({
    'dry-run': 'true',
    wait: 'true',
    ids: 'a.txt'
  })
})

it.each(['--help', '-h'])('%s asks for help', option => {
  const call = { args: ['a.txt', option], calledFrom: root, root, defaults }
  expect(parseStartArguments(call).help).toBe(true)
})
