// What a file is taken for, as the report tells it: its format, the column that is read, and so its IDs.
import { describe, expect, it } from '@jest/globals'
import type { IdsRequest } from '../../../src/check/prepare-ids.js'
import { prepare, tweetIds } from './support.js'

const a = '1200000000000000001'
const b = '1200000000000000002'
const c = '1200000000000000003'
const d = '1200000000000000004'
const manyIds = tweetIds(300)
const longIds = tweetIds(10_000)

const users: Partial<IdsRequest> = { type: 'users' }
const csv: Partial<IdsRequest> = { format: 'csv' }
const text: Partial<IdsRequest> = { format: 'text' }
const jsonl: Partial<IdsRequest> = { format: 'jsonl' }
const column = (name: string): Partial<IdsRequest> => ({ columns: [name] })

type Taken = [format: string, column: string | undefined]

const asText: Taken = ['text', undefined]
const asCsv = (name: string): Taken => ['csv', name]
const asJson: Taken = ['json', undefined]
const asJsonl: Taken = ['jsonl', undefined]

const cases: [
  what: string,
  content: string,
  taken: Taken,
  ids: string[],
  invalid: number,
  request?: Partial<IdsRequest>
][] = [
  // Text
  ['IDs', `${a}\n${b}\n`, asText, [a, b], 0],
  ['IDs, as CSV', `${a}\n${b}\n`, asCsv('1'), [a, b], 0, csv],
  ['IDs, first column', `${a}\n${b}\n`, asText, [a, b], 0, column('1')],
  ['IDs, a column x2', `${a}\n${b}\n`, asText, [a, b], 0, column('x2')],
  ['IDs, a column 2x', `${a}\n${b}\n`, asText, [a, b], 0, column('2x')],
  ['nothing', '', asText, [], 0],
  ['nothing, as CSV', '', asCsv('1'), [], 0, csv],
  ['space, as CSV', '\n \n', asCsv('1'), [], 0, csv],
  ['brackets, as text', `[${a}]\n${b}\n`, asText, [b], 1, text],
  ['quoted lines', `"${a}"\n"${b}"\n`, asText, [a, b], 0],
  [
    'a header and a column of its name',
    `x\n${a}\n`,
    asText,
    [a],
    0,
    column('x')
  ],
  ['a header, first column', `tweet_id\n${a}\n`, asText, [a], 0, column('1')],
  ['an unknown header, first column', `x\n${a}\n`, asText, [a], 1, column('1')],
  ['an unknown header, as text', `x\n${a}\n`, asText, [a], 1, text],
  ['tabs around a header and lines', `tweet_id\t\n\t${a}\n`, asText, [a], 0],
  ['a comma behind every ID', `${a},\n${b},\n`, asText, [a, b], 0],
  ['a comma in front of every ID', `,${a}\n,${b}\n`, asCsv('2'), [a, b], 0],
  ['thousands', 'x\n12,345\n1,234,567\n', asText, [], 3, users],
  ['thousands and a small ID', '7\n12,345\n', asText, ['7'], 1, users],
  ['exponents', '1,2E18\n1,25E+18\n', asText, [], 2],
  ['nothing, column named', '', asText, [], 0, column('x')],
  ['a number as a header', `0\n${a}\n`, asText, [a], 0, column('0')],
  [
    'a column, as text',
    `x\n${a}\n`,
    asText,
    [a],
    1,
    { ...text, columns: ['y'] }
  ],
  [
    'words and commas',
    'hello, you\n1,2\nhi, my, friend\nfoo, a, b, c\nx',
    asText,
    [],
    5
  ],
  ['ordinals', '1st, 2nd, 3rd\n4th, 5th\n6th, 7th, 8th, 9th\n', asText, [], 3],
  [
    'words and numbers',
    'posts of 2020\nfrom 5 people\nand 7 more of them\n',
    asText,
    [],
    3
  ],
  ['words and a number', 'hello you\nmy friend\n5 times\n', asText, [], 3],
  ['words between two IDs', `${a} foo ${b}\n`, asText, [], 1],
  // Lists
  [
    'a list that starts with one ID',
    `${a}\n${b},${c}\n${c},${d}\n`,
    asText,
    [a, b, c, d],
    0
  ],
  ['a list with space', `${a} ${b} ${c}`, asText, [a, b, c], 0],
  ['a list with quotes', `"${a}","${b}","${c}"\n`, asText, [a, b, c], 0],
  ['a list with gaps', `${a},,${b},\n${c}\n`, asText, [a, b, c], 0],
  [
    'a list of lines that end open',
    `${a},${b},\n${c},${d},\n`,
    asText,
    [a, b, c, d],
    0
  ],
  [
    'a list of URLs',
    `https://x.com/u/status/${a},https://x.com/u/status/${b}`,
    asText,
    [a, b],
    0
  ],
  ['two users', '12,34', asText, ['12', '34'], 0, users],
  ['a list behind its header', `tweet_ids,${a},${b}\n`, asText, [a, b], 0],
  [
    'a list below its header, pairs of users',
    'user_ids\n12,34\n56,7\n8\n',
    asText,
    ['7', '8', '12', '34', '56'],
    0,
    users
  ],
  ['the list of a few lines', `${a},${b}\n${c}\n`, asText, [a, b, c], 0],
  ['half a list of words', `${a},x,${b},y,${c}\n`, asText, [a, b, c], 2],
  [
    'a list of lines of any length',
    `${a},${b}\n${a},${b},${c}\n${a},${b},${c},${d}\n`,
    asText,
    [a, b, c, d],
    0
  ],
  [
    'such a list with gaps',
    `${a},,${b}\n${c},\n${d},,,,${b}\n`,
    asText,
    [a, b, c, d],
    0
  ],
  ['a list of small IDs', '12,34', asText, ['12', '34'], 0],
  [
    'a list of users with IDs of any length',
    `12,${a}\n`,
    asText,
    ['12', a],
    0,
    users
  ],
  [
    'a list of lines, one bad of ten',
    `${manyIds.slice(0, 6).join()},foo\n${manyIds.slice(6, 9).join()}\n`,
    asText,
    manyIds.slice(0, 9),
    1
  ],
  // Tables
  ['a row of an ID and a number', `${a},5\n`, asCsv('1'), [a], 0],
  ['a row of an ID and a word', `${a},x\n`, asCsv('1'), [a], 0],
  [
    'an ID in the header',
    `id,${a}\n${b},x\n`,
    asCsv('id'),
    [b],
    0,
    column('1')
  ],
  [
    'pairs of row number and ID below a header',
    `tweet_id\n1,${a}\n2,${b}\n`,
    asCsv('tweet_id'),
    [a, b],
    0
  ],
  [
    'semicolons and decimal commas',
    `${a};1,5\n${b};2,5\n`,
    asCsv('1'),
    [a, b],
    0
  ],
  [
    'semicolons and decimal commas below a header',
    `id;score\n${a};1,5\n${b};2,5\n`,
    asCsv('id'),
    [a, b],
    0
  ],
  [
    'tabs and commas',
    `${a}\thello, you\n${b}\thi, all\n`,
    asCsv('1'),
    [a, b],
    0
  ],
  [
    'commas and a semicolon in texts',
    `id,text\n${a},x; y\n${b},z\n`,
    asCsv('id'),
    [a, b],
    0
  ],
  [
    'a header of two lines',
    `n,"tweet\nid"\n1,${a}\n`,
    asCsv('tweet\nid'),
    [a],
    0
  ],
  [
    'a header of two lines, one column',
    `"tweet\nid"\n"${a}"\n`,
    asCsv('tweet\nid'),
    [a],
    0,
    csv
  ],
  [
    'a text with line ends in quotes, semicolons',
    `"x\ny\nz";${a}\n"u\nv";${b}\n`,
    asCsv('2'),
    [a, b],
    0
  ],
  [
    'quotes where the separator is stated',
    `sep=|\nx|tweet_id\n"a|b"|${a}\n`,
    asCsv('tweet_id'),
    [a],
    0
  ],
  ['one ID where the separator is stated', `sep=,\n${a}\n`, asCsv('1'), [a], 0],
  [
    'R with texts',
    `"tweet_id" "text"\n"1" "${a}" "hello you"\n"2" "${b}" "hi"\n`,
    asCsv('tweet_id'),
    [a, b],
    0
  ],
  [
    'R with as many names as columns',
    `"n" "tweet_id"\n1 ${a}\n2 ${b}\n`,
    asCsv('tweet_id'),
    [a, b],
    0
  ],
  [
    'words between spaces are no table',
    `hello you\nmy friend\n${a}\n`,
    asText,
    [a],
    2
  ],
  ['numbered lines', `1 ${a}\n2 ${b}\n`, asCsv('2'), [a, b], 0],
  [
    'a row of an ID of 15 digits and a number',
    '123456789012345,5\n',
    asCsv('1'),
    ['123456789012345'],
    0
  ],
  ['rows of which one ends open', `${a}\tx\n${b}\t\n`, asCsv('1'), [a, b], 0],
  ['rows of different lengths', `${a},${b},x\n${c},y\n`, asCsv('1'), [a, c], 0],
  [
    'small numbers behind large ones',
    '783214,123\n2244994,456\n',
    asCsv('1'),
    ['783214', '2244994'],
    0,
    { ...users, columns: ['1'] }
  ],
  [
    'pairs of row number and user below a header',
    `user_id\n1,${a}\n2,${b}\n`,
    asCsv('user_id'),
    [a, b],
    0,
    users
  ],
  [
    'pairs of row number and small ID below a header',
    'tweet_id\n1,42\n2,43\n',
    asCsv('tweet_id'),
    ['42', '43'],
    0
  ],
  [
    'TSV with tabs in quoted texts, one of which has lines like rows',
    `id\ttext\n${a}\t"x\ty"\n${b}\t"x\ty"\n${c}\t"x\ty"\n${d}\t"x\n5\ty"\n`,
    asCsv('id'),
    [a, b, c, d],
    0
  ],
  [
    'TSV of many rows with two stray quotes',
    manyIds
      .map(
        (id, n) =>
          `${id}\t${n === 150 ? '"so\tx' : n === 151 ? 'no"\ty' : 'u\tv'}\n`
      )
      .join(''),
    asCsv('1'),
    manyIds,
    0
  ],
  [
    'TSV whose first line is quoted in part, with two stray quotes',
    `"id"\t"text"\tn\n${a}\t"so\t1\n${b}\tno"\t2\n`,
    asCsv('id'),
    [a, b],
    0
  ],
  [
    'TSV behind a blank line, with quoted lines like rows',
    `\n"id"\t"n"\t"text"\n"${a}"\t"1"\t"x\n5\t2\ty"\n`,
    asCsv('id'),
    [a],
    0
  ],
  // JSON
  ['an array', `["${a}"]`, asJson, [a], 0],
  [
    'an array of many lines',
    `[\n${manyIds.map(id => `"${id}"`).join(',\n')}\n]`,
    asJson,
    manyIds,
    0
  ],
  ['a document', `{\n"data":\n[{"id":"${a}"}]}`, asJson, [a], 0],
  ['records', `{"id":"${a}"}\n{"id":"${b}"}\n`, asJsonl, [a, b], 0],
  ['one record', `{"id":"${a}"}`, asJsonl, [a], 0],
  ['records behind blank lines', `\n\n \n\t\n{"id":"${a}"}\n`, asJsonl, [a], 0],
  [
    'records between blank lines',
    `{"id":"${b}","te\n\n\n{"id":"${a}"}\n\n\n`,
    asJsonl,
    [a],
    1
  ],
  [
    'records behind a broken one',
    `{"id":"${c}","te\n{"id":"${a}"}\n`,
    asJsonl,
    [a],
    1
  ],
  [
    'records behind words, as promised',
    `hello\nyou\nall\n{"id":"${a}"}\n`,
    asJsonl,
    [a],
    3,
    jsonl
  ],
  [
    'a page on a line that is longer than the sample',
    `{"data":[${longIds.map(id => `{"id":"${id}"}`).join()}]}\n{"id":"5"}\n`,
    asJsonl,
    ['5', ...longIds],
    0
  ],
  ['nothing, as JSONL', '', asJsonl, [], 0, jsonl],
  [
    'a page and the author of its posts',
    `[ { "data" : [ {"id":"5","author_id":"${a}"} ] } ]`,
    ['json', 'author_id'],
    [a],
    0,
    column('author_id')
  ],
  [
    'close pages',
    `[{"statuses":[{"x":"${a}"}]}]`,
    ['json', 'x'],
    [a],
    0,
    column('x')
  ],
  [
    'pages over lines',
    `[\n\n{\n\n"results"\n\n:[{"x":"${a}"}]}]`,
    ['json', 'x'],
    [a],
    0,
    column('x')
  ],
  [
    'a page of users',
    `{"users":[{"x":"${a}"}]}`,
    ['jsonl', 'x'],
    [a],
    0,
    column('x')
  ],
  [
    'a page and a path beside its posts',
    `{"data":[{"id":"5"}],"meta":{"newest_id":"${a}"}}`,
    ['jsonl', 'meta.newest_id'],
    [a],
    0,
    column('meta.newest_id')
  ],
  [
    'a page and its errors',
    `{"data":[{"id":"5"}],"errors":[{"resource_id":"${a}"}]}`,
    ['jsonl', 'errors.resource_id'],
    [a],
    0,
    column('errors.resource_id')
  ],
  [
    'a page and its rules',
    `{"data":{"id":"5"},"matching_rules":[{"id":"${a}"}]}`,
    ['jsonl', 'matching_rules.id'],
    [a],
    0,
    column('matching_rules.id')
  ],
  [
    'records that hold the word for a page',
    `{"user":{"data":{"id":"${a}"}}}`,
    ['jsonl', 'user.data.id'],
    [a],
    0,
    column('user.data.id')
  ]
]

describe('a file', () => {
  it.each(cases)(
    '%s',
    async (_, content, taken, ids, invalid, request = {}) => {
      const outcome = await prepare(
        { 'ids.txt': content },
        { onInvalid: 'skip', ...request }
      )
      const file = outcome.record?.files[0]
      expect({
        message: outcome.message,
        taken: [file?.format, file?.column],
        ids: outcome.ids,
        invalid: outcome.record?.invalid
      }).toEqual({ message: '', taken, ids, invalid })
    }
  )
})

describe('a file that is not what it should be', () => {
  it.each<
    [
      what: string,
      content: string,
      message: string,
      request?: Partial<IdsRequest>
    ]
  >([
    ['a list, as CSV', `${a},${b},${c}\n`, 'not certain', csv],
    ['IDs and the second column', `${a}\n${b}\n`, 'no column `2`', column('2')],
    [
      'IDs and the twelfth column',
      `${a}\n${b}\n`,
      'no column `12`',
      column('12')
    ],
    ['an ID as a name', `${a}\n${b}\n`, 'no column', column(a)],
    [
      'a header of the other type',
      'user_id\n42\n',
      'The header of `ids.txt` is `user_id`: a column for `type: users`, while `type` is `tweets`. Set `type: users`, give a file of the other kind, or confirm the column: `ids-column: user_id`.'
    ],
    [
      'a header of the other type, users',
      `tweet_id\n${a}\n`,
      'The header of `ids.txt` is `tweet_id`: a column for `type: tweets`, while `type` is `users`. Set `type: tweets`, give a file of the other kind, or confirm the column: `ids-column: tweet_id`.',
      users
    ]
  ])('%s', async (_, content, message, request = {}) => {
    const outcome = await prepare({ 'ids.txt': content }, request)
    expect(outcome.code).toBe('ids-invalid')
    expect(outcome.message).toContain(message)
  })
})
