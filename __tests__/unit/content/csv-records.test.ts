// Records of CSV and its kin: where they end, which of them hold an ID, and what is said of the others, with their line.
import { describe, expect, it } from '@jest/globals'
import type { IdsRequest } from '../../../src/check/prepare-ids.js'
import { prepare, tweetIds } from './support.js'

const a = '1200000000000000001'
const b = '1200000000000000002'
const c = '1200000000000000003'
const d = '1200000000000000004'

const manyIds = tweetIds(300)
/** With it, these IDs are more than the sample. */
const filler = 'x'.repeat(1000)

const users: Partial<IdsRequest> = { type: 'users' }
const csv: Partial<IdsRequest> = { format: 'csv' }
const column = (name: string): Partial<IdsRequest> => ({ columns: [name] })

const cases: [
  what: string,
  content: string,
  ids: string[],
  bad: string[],
  request?: Partial<IdsRequest>
][] = [
  // Lines
  ['CRLF', `id,n\r\n${a},1\r\n${b},2\r\n`, [a, b], []],
  ['CRLF behind the ID', `n,id\r\n1,${a}\r\n2,${b}\r\n`, [a, b], []],
  [
    'CRLF and short rows',
    `n,id\r\n1,${a}\r\nfoo\r\n2,${b}\r\n`,
    [a, b],
    ['Line 3: column missing: foo']
  ],
  [
    'CRLF behind quotes of several lines',
    `id,text\r\n${a},"x\r\ny"\r\n${b},"z\n" \r\nfoo,"u"\r\n`,
    [a, b],
    ['Line 6: not a number: foo']
  ],
  [
    'blank lines of all kinds, in front and between',
    `\n,\n  ,  \n\nid,n\n"",""\n${a},1\n , \n\n\t\n"","",\n${b},2\nfoo,3\n`,
    [a, b],
    ['Line 13: not a number: foo']
  ],
  [
    'blank lines behind a quoted text',
    `id,text\n${a},"x\ny"\n\n\nfoo,z\n`,
    [a],
    ['Line 6: not a number: foo']
  ],
  [
    'a row of another kind of quotes',
    `id,n\n${a},1\n',2\n`,
    [a],
    ["Line 3: not a number: '"]
  ],
  [
    'the separator named in the middle',
    `${a}\nsep=;\n${b}\n`,
    [a, b],
    ['Line 2: not a number: sep=;'],
    { ...csv, columns: ['1'] }
  ],
  // Cells
  [
    'an empty cell',
    `id,n\n${a},1\n,2\n"",3\n`,
    [a],
    ['Line 3: no ID', 'Line 4: no ID']
  ],
  [
    'short rows, and rows behind them',
    `x,y,id\n1,2,${a}\nfoo\nbar,"a, b"\n1,2,${b}\n`,
    [a, b],
    [
      'Line 3: column missing: foo',
      'Line 4: wrong number of cells: 2 cells, not 3'
    ]
  ],
  [
    'a long row without the column',
    `x,id\n1,${a}\n${'y'.repeat(200)}\n2,${b}\n`,
    [a, b],
    [`Line 3: column missing: ${'y'.repeat(23)}…`]
  ],
  [
    'a small ID, and a number with a decimal comma behind',
    'user_id,x,y\n42,1,5e10\n7,3,4\n',
    ['7', '42'],
    [],
    users
  ],
  [
    'an ID, and such a number',
    `tweet_id,x,y\n${a},1,5E+17\n${b},3,4\n`,
    [a, b],
    []
  ],
  [
    'decimal commas in an ID that is not quoted',
    `tweet_id,x\n${a},z\n1,2E+18\n1,25E18\n`,
    [a],
    [
      'Line 3: scientific notation: 1,2E+18',
      'Line 4: scientific notation: 1,25E18'
    ]
  ],
  ...['7', '1E18', '1e+18', '"5"', ' 5 '].map(
    (cell): (typeof cases)[number] => [
      `the number ${cell} behind the last column`,
      `user,tweet_id\nalice,${a},hello,${cell}\nbob,${b}\n`,
      [b],
      [`Line 2: more cells than the header: alice,${a.slice(0, 17)}…`]
    ]
  ),
  ...['x7', '7x', '1E', 'E18', '1E+x', '1E+18x', '1.5', ''].map(
    (cell): (typeof cases)[number] => [
      `the text ${cell} behind the last column`,
      `user,tweet_id\nalice,${a},hello,${cell}\nbob,${b}\n`,
      [a, b],
      []
    ]
  ),
  [
    'a number behind the last column, by number',
    `user,tweet_id\nalice,${a},${c}\nbob,${b}\n`,
    [b],
    [`Line 2: more cells than the header: alice,${a.slice(0, 17)}…`],
    column('2')
  ],
  // Quotes
  [
    'space in front of quotes',
    `text, id\n "x, y", "${a}"\n  "u, v",  ${b}\n`,
    [a, b],
    []
  ],
  ['text behind quotes', `text,id\n"x" y,${a}\n"u"v,${b}\n`, [a, b], []],
  ['space behind quotes', `text,id\n"x\ny" ,${a}\n"u" ,${b}\n`, [a, b], []],
  ['doubled quotes', `text,id\n"""x"", y",${a}\n"","${b}"\n`, [a, b], []],
  ['quotes within a text', `text,id\n5" x,${a}\n6" y,${b}\n`, [a, b], []],
  ['no line end behind quotes', `text,id\n"x\ny","${a}"`, [a], []],
  [
    'rows with two spaces between cells, as R does not write them',
    `"a" "tweet_id"\n"1"  "${a}"\n`,
    [a],
    []
  ],
  // Quotes of TSV, behind the sample, in which no quote counts
  [
    'texts of several lines, and stray quotes',
    `id\ttext\n${manyIds.map(id => `${id}\t${filler}\n`).join('')}${a}\t"Happy\n2020\nall"\n${b}\t"stray\n${c}\t"x" y\n${d}\t"last`,
    [a, b, c, d, ...manyIds].sort(),
    []
  ],
  [
    'texts of several lines and tabs, in front of the ID',
    `text\tid\n${manyIds.map(id => `${filler}\t${id}\n`).join('')}"Happy\nnew"\t${a}\n"u\tv"\t${b}\n"x"\t${c}\n\nfoo\n`,
    [a, b, c, ...manyIds].sort(),
    ['Line 307: column missing: foo']
  ],
  // CR alone
  [
    'CR and quotes within texts',
    `id,text\n${a},say "x\r${b},y" z\n`,
    [a, b],
    []
  ],
  [
    'CR at the end of rows, the last cell empty',
    `id,n\n${a},1\n${b},\r${c},2\n`,
    [a, b, c],
    []
  ],
  ['CR twice', `id,n\n${a},1\r\r${b},2\r \r${c},3\n${d},4\n`, [a, b, c, d], []],
  ['CR in a text behind the ID', `id,text\n${a},x\rfoo,y\n`, [a], []],
  [
    'CR in a quoted text, and what looks like a row behind it',
    `id,text\n${a},"x\r5,6"\n${b}, "x\r7,8"\n`,
    [a, b],
    []
  ],
  [
    'CR at the end of quoted rows',
    `id,text\n"${a}","x"\r"${b}","y"\r"${c}","z"\n`,
    [a, b, c],
    []
  ],
  [
    'CR at the end of quoted rows, and in their texts',
    `text,id\n"x, y","${a}"\r"u\r5,6", "${b}"\r "v\rw",${c}\rz,"${d}"\n`,
    [a, b, c, d],
    []
  ],
  [
    'CR in front of a number',
    `id,text\n${a},happy\r2020\n${b},x\n`,
    [b],
    [`Line 2: several rows on one line: ${a},hap…`]
  ]
]

describe('records', () => {
  it.each(cases)('%s', async (_, content, ids, bad, request = {}) => {
    const outcome = await prepare(
      { 'ids.csv': content },
      { onInvalid: 'skip', ...request }
    )
    expect({
      message: outcome.message,
      ids: outcome.ids,
      bad: outcome.warnings
        .filter(({ place }) => place !== undefined)
        .map(({ message }) => message)
    }).toEqual({ message: '', ids, bad })
  })
})

describe('a quote', () => {
  const fix =
    'Write the file again with a CSV library, or keep only the column of the IDs.'

  it.each<[what: string, content: string, message: string]>([
    [
      'that is never closed',
      `id,text\n${a},x\n${b},"y\n${c},z\n`,
      `In \`ids.csv\`, the record that starts on line 3 opens a quote that is never closed. The file is cut off, or a quote inside a cell is not doubled; the rest of the file cannot be read. ${fix}`
    ],
    [
      'that a later line closes',
      `id,text\n${a},"x\n${b},y\n${c},"z"\n`,
      `In \`ids.csv\`, the record that starts on line 2 opens a quote that a later line closes in the middle of a cell. A quote inside a cell is not doubled; the rest of the file cannot be read. ${fix}`
    ],
    [
      'that is never closed in a large file',
      `id,text\n${a},"${'x'.repeat(17_000_000)}`,
      'In `ids.csv`, the record that starts on line 2 is longer than 16.0 MB. A quote that is never closed takes in all that follows; or the file is no CSV. Close the quote, or say what the file is with the input `ids-format`.'
    ]
  ])('%s', async (_, content, message) => {
    const outcome = await prepare({ 'ids.csv': content })
    expect(outcome.code).toBe('ids-invalid')
    expect(outcome.message).toBe(message)
  })
})
