// What the log prints is text, whatever is in it: no command, no colour, no direction; and no mask that would eat the log.
import { beforeEach, describe, expect, it } from '@jest/globals'
import { runnerLog } from '../../../src/lib/runner-commands.js'
import { silenceOutput } from '../../support/output.js'

const output = silenceOutput()
const log = runnerLog()

/** A sequence of a terminal, a change of direction, and a command. */
const hostile = '\u001b[31m\u202eids\u0007\n::add-mask::ids'

beforeEach(() => output.clear())

describe('the log', () => {
  it.each<[string, (text: string) => unknown]>([
    ['a line', text => log.info(text)],
    ['an annotation', text => log.warning(text)],
    [
      'the file of an annotation',
      text => log.warning('x', { file: text, line: 1 })
    ],
    ['a debug line', text => log.debug(text)],
    ['a group', text => log.group(text, () => Promise.resolve())]
  ])('shows %s as text', async (_, print) => {
    await print(hostile)
    expect(output.text()).toContain('ids')
    expect(output.text()).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
    expect(output.text()).not.toMatch(/^::add-mask/m)
  })

  it('masks a secret once, and nothing that is too short to be one', () => {
    for (const secret of ['', '1', 'deleted', 'a-secret', 'a-secret'])
      log.mask(secret)
    expect(output.text().trim()).toBe('::add-mask::a-secret')
  })
})
