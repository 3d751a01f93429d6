// What a user may write into `with:`, and what is said about the rest.
import { eventOutputs } from '../../../src/domain.js'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { plain } from '../../../src/lib/message.js'
import { Failure } from '../../../src/lib/failure.js'
import {
  credentialsOf,
  inputTable,
  readInputs,
  type Inputs
} from '../../../src/check/inputs.js'

const token = 'AAAAAAAAAAAAAAAAAAAAAAAA%3D'

/** The environment of a step with these inputs. */
function env(inputs: Record<string, string>): Record<string, string> {
  const named = Object.entries(inputs).map(([name, value]) => [
    `INPUT_${name.toUpperCase()}`,
    value
  ])
  return {
    GITHUB_REPOSITORY: 'lab/archive',
    ...(Object.fromEntries(named) as Record<string, string>)
  }
}

function read(inputs: Record<string, string>): Inputs {
  return readInputs(env({ ids: 'ids.txt', 'bearer-token': token, ...inputs }))
}

/** The text of the failure for these inputs. */
function refusal(inputs: Record<string, string>): string {
  try {
    read(inputs)
  } catch (error) {
    if (error instanceof Failure && error.code === 'invalid-input')
      return plain(error.text.what)
    throw error
  }
  throw new Error('the inputs were accepted')
}

describe('readInputs', () => {
  it('fills in the defaults of action.yml, also for empty strings', () => {
    const action = parse(readFileSync('action.yml', 'utf8')) as {
      inputs: Record<string, { default?: string }>
    }
    expect(Object.keys(action.inputs)).toEqual(Object.keys(inputTable))
    const defaults = Object.entries(action.inputs).flatMap(([name, input]) =>
      input.default === undefined || input.default.startsWith('${{')
        ? []
        : [[name, input.default] as const]
    )
    const blank = defaults.map(([name]) => [name, ' '])
    expect(read(Object.fromEntries(blank) as Record<string, string>)).toEqual(
      read(Object.fromEntries(defaults))
    )
    expect(read({})).toMatchObject({
      type: 'tweets',
      pollInterval: 30_000,
      timeout: 19_800_000,
      maxUploadSize: 128_000_000,
      artifactName: 'compliance-results-tweets',
      idsArtifactRepository: 'lab/archive',
      retentionDays: undefined,
      compressionLevel: 6,
      apiUrl: 'https://api.x.com'
    })
  })

  it.each<[string, string, keyof Inputs, unknown]>([
    [
      'ids',
      'a.txt\r\n  b/*.csv \n\n!b/x.csv',
      'ids',
      ['a.txt', 'b/*.csv', '!b/x.csv']
    ],
    ['type', 'users', 'artifactName', 'compliance-results-users'],
    ['simulate', 'true', 'artifactName', 'simulated-compliance-results-tweets'],
    ['poll-interval', '90s', 'pollInterval', 90_000],
    ['timeout', '2d', 'timeout', 172_800_000],
    ['timeout', '5h30m', 'timeout', 19_800_000],
    ['timeout', '0', 'timeout', 0],
    ['max-upload-size', '1GB', 'maxUploadSize', 1e9],
    ['max-upload-size', '40', 'maxUploadSize', 40],
    ['wait', 'False', 'wait', false],
    ['cycle', 'my.cycle_7', 'cycle', 'my.cycle_7'],
    ['cycle', 'r2d2', 'cycle', 'r2d2'],
    [
      'job-ids',
      '["1372966999991541762", "2"]',
      'jobIds',
      ['1372966999991541762', '2']
    ],
    ['job-ids', '[1372966999991541763]', 'jobIds', ['1372966999991541763']],
    ['job-ids', '1\n2\n', 'jobIds', ['1', '2']],
    [
      'fail-on',
      'deleted, scrub_geo\nother',
      'failOn',
      ['deleted', 'scrub_geo', 'other']
    ],
    ['fail-on', 'any', 'failOn', eventOutputs],
    ['retention-days', '400', 'retentionDays', 400],
    ['compression-level', '0', 'compressionLevel', 0],
    ['api-url', 'http://127.0.0.1:8080', 'apiUrl', 'http://127.0.0.1:8080'],
    ['api-url', 'http://[::1]:8080/', 'apiUrl', 'http://[::1]:8080'],
    ['api-url', 'https://API.x.com/', 'apiUrl', 'https://api.x.com']
  ])('reads %s: %j', (name, value, key, expected) => {
    expect(read({ [name]: value })[key]).toEqual(expected)
  })

  it.each<[string, string]>([
    ['type', 'tweet'],
    ['ids', '1200000000000000001'],
    ['ids-format', 'xml'],
    ['wait', 'yes'],
    ['poll-interval', '5x'],
    ['poll-interval', '-1'],
    ['poll-interval', 'NaN'],
    ['poll-interval', '30'],
    ['poll-interval', '1.5h'],
    ['timeout', '10m5h'],
    ['max-upload-size', '19'],
    ['max-upload-size', '1e9'],
    ['max-upload-size', '128 MiB'],
    ['retention-days', '0'],
    ['retention-days', '401'],
    ['retention-days', '7.0'],
    ['compression-level', '10'],
    ['cycle', 'r123'],
    ['cycle', 'every week'],
    ['cycle', 'x'.repeat(21)],
    ['job-ids', '[]'],
    ['job-ids', '["1", "1"]'],
    ['job-ids', '12345678901234567890'],
    ['job-ids', '{"a": 1}'],
    ['fail-on', 'geo_scrubbed'],
    ['fail-on', 'deleted and protected'],
    ['artifact-name', 'a/b'],
    ['ids-artifact', 'a:b'],
    ['api-url', 'http://api.x.com'],
    ['api-url', 'https://api.x.com/2'],
    ['api-url', 'https://user@api.x.com'],
    ['api-url', 'http://127.0.0.1.example.org'],
    ['api-url', 'x'],
    ['bearer-token', ''],
    ['bearer-token', 'Bearer AAAAAAAAAAAAAAAAAAAAAAAA'],
    ['bearer-token', `${token}\n`],
    ['bearer-token', 'short'],
    ['bearer-token', `${token}\u200b`],
    ['bearer-token', `“${token}”`],
    ['bearer-token', `"${token}"`],
    ['bearer-token', `'${token}'`],
    ['ids-artifact-run-id', 'newest'],
    ['ids-artifact-repository', 'lab']
  ])('refuses %s: %j, names it and says what is allowed', (name, value) => {
    const text = refusal({ [name]: value })
    expect(text).toMatch(/^One input is invalid\.\n- /)
    expect(text).toContain(`- \`${name}\` `)
  })

  it('reports every problem in one failure', () => {
    const text = refusal({
      type: 'x',
      timeout: '5x',
      cycle: '!',
      'bearer-token': ''
    })
    expect(text).toMatch(/^4 inputs are invalid\./)
    for (const name of ['type', 'timeout', 'cycle', 'bearer-token'])
      expect(text).toContain(`- \`${name}\` `)
  })

  it('never shows the token, and makes the values it shows harmless', () => {
    expect(
      refusal({ 'bearer-token': 'hush hush hush hush hush' })
    ).not.toContain('hush')
    expect(refusal({ type: '::error::`x`\u0007' })).not.toMatch(
      /::error|\u0007/
    )
  })

  it('quotes a name as it was given, though simulated ones get a word in front', () => {
    expect(refusal({ 'artifact-name': 'a/b', simulate: 'true' })).toContain(
      '`a/b`'
    )
  })

  it('asks for an ID source, unless jobs are only collected', () => {
    expect(refusal({ ids: '' })).toContain('`ids` is missing')
    expect(refusal({ ids: '', 'job-ids': '5', 'dry-run': 'true' })).toContain(
      '`dry-run` needs ID files to check'
    )
    expect(read({ ids: '', 'job-ids': '5' }).jobIds).toEqual(['5'])
    expect(read({ ids: '', 'ids-artifact': 'set' }).idsArtifact).toBe('set')
  })

  it('needs a run ID for an artifact of another repository, and a token for other runs', () => {
    const source = { 'ids-artifact': 'set', 'github-token': 'ghs_1' }
    const elsewhere = { ...source, 'ids-artifact-repository': 'lab/other' }
    expect(refusal(elsewhere)).toContain('must be the ID of a run')
    expect(
      refusal({ ...elsewhere, 'ids-artifact-run-id': 'latest' })
    ).toContain('must be the ID of a run')
    expect(
      read({ ...elsewhere, 'ids-artifact-run-id': '77' }).idsArtifactRunId
    ).toBe('77')
    expect(
      refusal({ ...source, 'ids-artifact-run-id': '77', 'github-token': '' })
    ).toContain('`github-token`')
  })

  describe('takes one way to authenticate', () => {
    const key = { 'api-key': 'abcdefghij', 'api-key-secret': 'klmnopqrst' }

    it('the key of an App with its secret, or a token', () => {
      const inputs = read({ 'bearer-token': '', ...key })
      expect(credentialsOf(inputs)).toEqual({
        apiKey: 'abcdefghij',
        apiKeySecret: 'klmnopqrst'
      })
      expect(credentialsOf(read({}))).toEqual({ bearerToken: token })
    })

    it.each<[string, Record<string, string>, string]>([
      ['both', { 'bearer-token': token, ...key }, '`bearer-token` is given'],
      [
        'no secret',
        { ...key, 'api-key-secret': '' },
        '`api-key-secret` is empty'
      ],
      ['no key', { ...key, 'api-key': ' ' }, '`api-key` is empty'],
      ['a key in quotes', { ...key, 'api-key': '"abc"' }, 'quotation marks'],
      ['nothing', {}, '`bearer-token` is empty']
    ])('and not %s', (_, given, text) => {
      const told = refusal({ 'bearer-token': '', ...given })
      expect(told).toContain(text)
      expect(told).not.toContain('klmnopqrst')
      expect(told).toContain('One input')
    })

    it.each(['simulate', 'dry-run'])('and none with %s', name => {
      const inputs = read({ [name]: 'true', 'bearer-token': '', ...key })
      expect(credentialsOf(inputs)).toBeUndefined()
      expect(JSON.stringify(inputs)).not.toContain('klmnopqrst')
    })
  })

  it.each(['simulate', 'dry-run'])(
    'neither needs nor keeps a token under %s',
    name => {
      expect(read({ [name]: 'true', 'bearer-token': '' }).bearerToken).toBe('')
      expect(read({ [name]: 'true' }).bearerToken).toBe('')
    }
  )
})

describe('what would be understood otherwise than it is meant', () => {
  it.each([
    ['daily', 'cycle: day'],
    ['Day', 'cycle: day'],
    ['today', 'cycle: day'],
    ['weekly', 'cycle: week'],
    ['MONTH', 'cycle: month'],
    ['hourly', 'cycle: run']
  ])('cycle: %s is refused with the right word', (cycle, right) => {
    expect(refusal({ cycle })).toContain(right)
  })

  it.each(['may', 'week47', 'run.2', 'dataset', 'constructor'])(
    'cycle: %s is a word of your own',
    cycle => expect(read({ cycle }).cycle).toBe(cycle)
  )

  it.each<[string, Record<string, string>]>([
    ['ids-artifact-run-id', { 'ids-artifact-run-id': '7' }],
    ['ids-artifact-repository', { 'ids-artifact-repository': 'a/b' }],
    ['job-ids', { 'job-ids': '7', 'dry-run': 'true' }],
    ['ids-column', { 'ids-column': 'id', 'ids-format': 'text' }]
  ])('%s without effect is said', (name, inputs) => {
    expect(refusal(inputs)).toMatch(new RegExp(`\`${name}\` has no effect`))
  })
})
