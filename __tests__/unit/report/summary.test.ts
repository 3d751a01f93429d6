// The job summary: what it says for every end of a run, and that nothing gets out of hand in it.
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { marked, type Token, type Tokens } from 'marked'
import { Failure } from '../../../src/lib/failure.js'
import { reportHtml } from '../../../src/report/report-html.js'
import { summary } from '../../../src/report/summary.js'
import { requiredActions, type RequiredAction } from '../../../src/domain.js'
import type { RunRecord } from '../../../src/report/record.js'
import {
  all,
  attacks,
  cancelled,
  checked,
  complete,
  failed,
  gated,
  hostile,
  huge,
  inOrder,
  inputs,
  jobsOnly,
  noEvents,
  one,
  simulated,
  submitted,
  timedOut,
  unborn,
  users
} from '../../docs/pages/records.js'

function headlineOf(record: RunRecord): string {
  return /^## (.*)$/m.exec(summary(record))?.[1] ?? ''
}

function withRequired(
  required: Partial<Record<RequiredAction, number>>,
  type: 'tweets' | 'users' = 'tweets'
): RunRecord {
  const all = requiredActions.map(action => [action, required[action] ?? 0])
  return {
    ...complete,
    inputs: { ...inputs, type },
    tally: {
      ...noEvents,
      required: Object.fromEntries(all) as Record<RequiredAction, number>
    }
  }
}

/** What a reader sees: the text of all tokens, markup gone. */
function readable(markdown: string): string {
  const walk = (tokens: readonly Token[]): string =>
    tokens
      .map(token => {
        if (token.type === 'html') return ''
        if ('tokens' in token) return walk(token.tokens ?? [])
        if (token.type === 'list') return walk((token as Tokens.List).items)
        return 'text' in token ? (token.text as string) : ''
      })
      .join('')
  return walk(marked.lexer(markdown))
}

describe('the headline', () => {
  it.each([
    [
      { delete: 1204, 'scrub-geo': 31 },
      'tweets',
      '1,204 of 20,000 posts must be deleted, 31 need their location removed'
    ],
    [
      { delete: 1, 'scrub-geo': 1 },
      'tweets',
      '1 of 20,000 posts must be deleted, 1 needs its location removed'
    ],
    [
      { 'scrub-geo': 2, refetch: 1, review: 3 },
      'tweets',
      '2 of 20,000 posts need their location removed, 1 must be fetched again, 3 must be reviewed'
    ],
    [{}, 'tweets', 'No action needed: 20,000 posts checked'],
    [
      { delete: 12, 'scrub-geo': 1 },
      'users',
      '12 of 20,000 accounts must be deleted with all their posts, 1 needs the location removed from its posts'
    ],
    [{}, 'users', 'No action needed: 20,000 accounts checked']
  ] as const)('says what to do for %p of %s', (required, type, headline) => {
    expect(headlineOf(withRequired(required, type))).toBe(headline)
  })

  it.each([
    ['one post', one, '1 of 1 post must be deleted'],
    [
      'an empty set',
      {
        ...inOrder,
        ids: { ...complete.ids, submitted: 0 },
        parts: []
      } as RunRecord,
      'No IDs were found: nothing was checked'
    ],
    [
      'a slot that is taken',
      { ...submitted, parts: [{ part: 1, ids: 5, digest: 'ab' }] },
      'Nothing submitted yet: another job of this type is running'
    ],
    [
      'jobs alone',
      jobsOnly,
      '1,247 events in the results of 1 job, 2 lines of the upload were refused'
    ],
    [
      'a simulated run',
      simulated,
      '&#91;Simulated&#93; 1,204 of 20,000 posts must be deleted, 31 need their location removed, 12 must be fetched again, 2 were not checked'
    ],
    ['time run out', timedOut, 'Not finished in time: 1 of 3 parts done'],
    ['a cancelled run', cancelled, 'Cancelled: 1 of 3 parts done'],
    ['a submitted job', submitted, 'Submitted to X: the job is not done yet'],
    [
      'a failure',
      failed,
      'The compliance check failed: <code>unauthorized</code>'
    ],
    [
      'a dry run with findings',
      checked,
      'Dry run: 20,000 distinct post IDs, with problems in the ID files'
    ]
  ])('fits %s', (_, record, headline) => {
    expect(headlineOf(record)).toBe(headline)
  })
})

describe('the summary', () => {
  it('holds counts, shares and lists by required action, without rows of zeros', () => {
    const drawn = summary(complete)
    for (const row of [
      '| **Delete** the stored posts. | 1,204 (6.0%) | <code>delete.txt</code> |',
      '| **No action needed** | **18,751 (93.8%)** |  |',
      '| <code>suspended</code> | 540 | The account was suspended |',
      '| **All events** | **1,247** |  |'
    ])
      expect(drawn).toContain(row)
    expect(drawn).not.toContain('review.txt')
    expect(summary(one)).not.toContain('<code>suspended</code>')
    expect(summary(one)).not.toContain('All events')
  })

  it('is short: folded but for what to do and what must be known', () => {
    const open = (record: RunRecord) =>
      summary(record)
        .replace(/<details>[^]*?<\/details>/g, '')
        .match(/^### .*/gm)
    expect(open(complete)).toEqual([
      '### What to do',
      '### Warnings',
      '### What this run does not prove'
    ])
    expect(open(inOrder)).toEqual(['### What this run does not prove'])
    expect(open(checked)).toEqual(['### Warnings'])
    expect(open(failed)).toBeNull()
    expect(open(timedOut)).toEqual([
      '### Warnings',
      '### Events so far',
      '### What this run does not prove'
    ])
  })

  it('says which submitted IDs were not checked, and never then that nothing is to do', () => {
    const refused = {
      ...complete,
      tally: { ...noEvents, refused: 2, unchecked: 2 }
    } as RunRecord
    expect(headlineOf(refused)).toBe('2 of 20,000 posts were not checked')
    expect(summary(refused)).toContain('invalid_id')
    const strange = {
      ...complete,
      tally: { ...noEvents, unsubmitted: 3 }
    } as RunRecord
    expect(headlineOf(strange)).toBe(
      '20,000 posts checked, but 3 IDs in the results were never submitted'
    )
    for (const record of [refused, strange])
      expect(headlineOf(record)).not.toContain('No action needed')
  })

  it('shows the first invalid lines, at most 20, and the report shows none', () => {
    const badLines = Array.from({ length: 30 }, (_, n) => ({
      file: 'ids.txt',
      line: n + 1,
      reason: 'no ID',
      shown: 'abc'
    }))
    const record = {
      ...checked,
      ids: { ...checked.ids, invalid: 30, badLines }
    } as RunRecord
    const rows = summary(record).match(/\| <code>ids\.txt<\/code> \| \d+ \|/g)
    expect(rows).toHaveLength(20)
    expect(summary(record)).toContain('<code>invalid.txt</code>')
    expect(reportHtml(record)).not.toContain('abc')
  })

  it('gives the share of affected posts by year, where there is more than one', () => {
    const years = (ofYear: object, status = 'complete') =>
      summary({
        ...complete,
        status,
        tally: { ...complete.tally, unchecked: 0, ofYear }
      } as RunRecord)
    const two = {
      2020: { checked: 400, affected: 40 },
      2021: { checked: 100, affected: 0 }
    }
    expect(years(two)).toContain('| 2020 | 400 | 40 | 10.0% |')
    expect(years(two)).toContain('| 2021 | 100 | 0 | 0% |')
    expect(years(two, 'timeout')).not.toContain('| 2020 |')
    expect(years({ 2020: two[2020] })).not.toContain('| 2020 |')
  })

  it('links the artifact relative to the page of the run', () => {
    expect(summary(complete)).toContain(
      '[<code>compliance-results-tweets</code>](./9552208295/artifacts/1609622746)'
    )
  })

  it('has a sentence to be cited, without counts by reason', () => {
    const quoted = /^> (On .*)$/m.exec(summary(complete))?.[1]
    expect(quoted).toBe(
      'On 21 November 2026, 19,998 posts were checked with the batch compliance endpoint of the X API v2: 1,204 (6.0%) were identified as no longer available, and 31 (0.2%) as stripped of location information by the author.'
    )
    for (const record of [simulated, timedOut, checked, failed, jobsOnly])
      expect(summary(record)).not.toContain('for a paper')
  })

  it('says what a run does not prove', () => {
    expect(summary(complete)).toContain('<code>type: users</code>')
    expect(summary(users)).toContain('<code>type: tweets</code>')
    expect(summary(complete)).toContain('as of 2026-11-21 22:45 UTC')
    expect(summary(timedOut)).toContain('The answer is not complete.')
    expect(summary(complete)).not.toContain('Embedded posts')
    expect(
      summary({ ...complete, inputs: { ...inputs, idsColumn: ['id_str'] } })
    ).toContain('Embedded posts')
  })

  it('states for which purpose alone X allows this', () => {
    for (const record of Object.values(all))
      for (const page of [summary(record), reportHtml(record)])
        expect(page).toContain('for one purpose only')
  })

  it('marks a simulated run at its very top', () => {
    expect(summary(simulated)).toMatch(
      /^> \[!CAUTION\]\n> \*\*Simulated results/
    )
    expect(reportHtml(simulated)).toMatch(
      /<body>\s*<aside class="banner bad"><p><strong>Simulated results/
    )
    // What is wrong with the files is wrong whatever answers afterwards.
    const refused = {
      ...failed,
      inputs: { ...inputs, simulate: true }
    } as RunRecord
    expect(summary(refused)).not.toMatch(/simulated/i)
    expect(summary(complete) + reportHtml(complete)).not.toMatch(/simulated/i)
  })

  it.each([
    [failed, ['revoked', 'bearer token into the secret']],
    [timedOut, ['Re-run jobs', '7 days', 'parts 2 and 3 are still missing']],
    [
      { ...jobsOnly, status: 'timeout' as const, parts: timedOut.parts },
      ['same <code>job-ids</code>']
    ],
    [submitted, ['<code>cycle: week</code>', 'nothing is submitted twice']],
    [checked, ['remove <code>dry-run: true</code>', 'scientific notation (7)']],
    [gated, ['events-found', '<code>fail-on</code>']],
    [unborn, ['- <code>timeout</code>: “5x” is no duration.']],
    [jobsOnly, ['not known which posts were checked']],
    [
      { ...jobsOnly, ids: complete.ids } as RunRecord,
      ['for other IDs than those of the ID files']
    ]
  ])('says what is next when it is not plain sailing (%#)', (record, texts) => {
    const drawn = summary(record)
    for (const text of texts) expect(drawn).toContain(text)
  })

  it('stays below 1 MiB in bytes, and is whole Markdown at every size', () => {
    const drawn = summary(huge)
    expect(Buffer.byteLength(drawn)).toBeLessThan(1 << 20)
    expect(drawn).toContain('19,950 more files are')
    const worst = '&'.repeat(2000)
    const endless = summary({
      ...huge,
      error: new Failure('internal', {
        what: [Array.from({ length: 3000 }, () => worst).join('\n')],
        fix: [worst]
      })
    })
    expect(Buffer.byteLength(endless)).toBeLessThan(1 << 20)
    expect(endless).toContain('Too long for a job summary')
    for (const text of [drawn, endless])
      expect((text.match(/^```/gm) ?? []).length % 2).toBe(0)
  })

  it('lets no text from outside become markup', () => {
    const plain = summary(gated)
    const drawn = summary(hostile)
    const kinds = (markdown: string) => {
      const found = new Set<string>()
      void marked.walkTokens(marked.lexer(markdown), token => {
        found.add(
          token.type === 'html' ? `html ${token.raw.trim()}` : token.type
        )
      })
      return found
    }
    const more = [...kinds(drawn)].filter(kind => !kinds(plain).has(kind))
    expect(more).toEqual([])
    const text = readable(drawn)
    for (const attack of attacks.slice(0, 3))
      expect(unescaped(text)).toContain(attack)
  })

  it.each([
    'www.example.com',
    'WWW.example.com',
    'http://example.com',
    'ftp://example.com',
    'someone@example.com'
  ])('makes no link of %s in a file name', name => {
    const file = complete.ids?.files[0]
    if (!complete.ids || !file) throw new Error('the sample has no file')
    const links = (files: readonly { name: string }[]) => {
      const drawn = summary({
        ...complete,
        ids: { ...complete.ids, files } as typeof complete.ids
      })
      return marked.parse(drawn, { async: false }).match(/<a /g)?.length
    }
    expect(links([{ ...file, name }])).toBe(links([file]))
  })

  it('shows any file name as just that name', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            ...Array.from('a1 |`*_<>&"\'[](){}\\#$~!@:/.=-')
          )
        }),
        name => {
          const file = complete.ids?.files[0]
          if (!complete.ids || !file) throw new Error('the sample has no file')
          const drawn = summary({
            ...complete,
            ids: { ...complete.ids, files: [{ ...file, name: `<${name}>` }] }
          })
          const row = drawn.split('\n').find(line => line.includes('15,200'))
          const tokens = marked.lexer(
            `| a | b | c | d | e | f |\n|-|-|-|-|-|-|\n${row ?? ''}`
          )
          const [table] = tokens
          const cell =
            table?.type === 'table'
              ? (table as { rows: { tokens: Token[] }[][] }).rows[0]?.[0]
              : undefined
          const types = (cell?.tokens ?? []).map(token => token.type)
          expect([types.at(0), types.at(-1)]).toEqual(['html', 'html'])
          expect(types.slice(1, -1).filter(type => type !== 'text')).toEqual([])
        }
      ),
      { numRuns: 1000 }
    )
  })
})

function unescaped(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) =>
    String.fromCharCode(Number(code))
  )
}
