// Every shape of ID file that people have: read right, or refused with words that help.
import { describe, expect, it } from '@jest/globals'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import type { IdsRequest } from '../../../src/check/prepare-ids.js'
import { prepare, tweetIds } from './support.js'

const a = '1200000000000000001'
const b = '1200000000000000002'
const c = '1200000000000000003'
const d = '1200000000000000004'
const manyIds = tweetIds(16_000)

interface Counts {
  ids: string[]
  duplicate?: number
  invalid?: number
}

type Case = [
  shape: string,
  content: string | Uint8Array,
  expected: Counts,
  request?: Partial<IdsRequest>
]

const users: Partial<IdsRequest> = { type: 'users' }
const skip: Partial<IdsRequest> = { onInvalid: 'skip' }

function utf16(text: string, order: 'le' | 'be'): Buffer {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
  return order === 'le' ? bytes : bytes.swap16()
}

function skippable(length: number): Buffer {
  const frame = Buffer.alloc(8 + length, 'x')
  frame.writeUInt32LE(0x184d2a53, 0)
  frame.writeUInt32LE(length, 4)
  return frame
}

const cases: Case[] = [
  // Plain text
  ['one a line', `${a}\n${b}\n`, { ids: [a, b] }],
  ['no final line end', `${a}\n${b}`, { ids: [a, b] }],
  ['CRLF', `${a}\r\n${b}\r\n`, { ids: [a, b] }],
  ['CR', `${a}\r${b}\r`, { ids: [a, b] }],
  ['mixed line ends', `${a}\r\n${b}\n${c}\r\n`, { ids: [a, b, c] }],
  ['UTF-8 mark', `\ufeff${a}\n${b}\n`, { ids: [a, b] }],
  ['blank lines', `\n\n${a}\n  \n\t\n${b}\n\n`, { ids: [a, b] }],
  ['space around', `  ${a}  \n\t${b}\t\r\n${c}\u00a0\n`, { ids: [a, b, c] }],
  ['CR, then LF', `${a}\r${b}\n${c}\n`, { ids: [a, b, c] }],
  ['quotes', `"${a}"\n'${b}'\n`, { ids: [a, b] }],
  [
    'digits that Excel and rtweet keep',
    `="${a}"\n'${b}\nx${c}\n`,
    { ids: [a, b, c] }
  ],
  [
    'the same in CSV',
    `tweet_id,n\n"=""${a}""",1\n="${b}",2\nx${c},3\n`,
    { ids: [a, b, c] }
  ],
  [
    'the same in CSV without a header',
    `x${a},hello\nx${b},you\n`,
    { ids: [a, b] }
  ],
  [
    'an ID and much space',
    `${a}${' '.repeat(300_000)}\n${b}\n`,
    { ids: [a, b] }
  ],
  [
    'IDs and as much space each',
    `${a}${' '.repeat(2000)}\n${b}${' '.repeat(2000)}\n`,
    { ids: [a, b] }
  ],
  ['duplicates', `${b}\n${a}\n${b}\n${b}\n`, { ids: [a, b], duplicate: 2 }],
  ['header', `tweet_id\n${a}\n`, { ids: [a] }],
  ['header in capitals', `\ufeffTweet ID\r\n${a}\r\n`, { ids: [a] }],
  ['header id_str', `"id_str"\n"${a}"\n`, { ids: [a] }],
  ['header of users', `user_id\n42\n`, { ids: ['42'] }, users],
  ['header author_id', `author_id\n42\n`, { ids: ['42'] }, users],
  [
    'header confirmed',
    `user_id\n${a}\n`,
    { ids: [a] },
    { columns: ['user_id'] }
  ],
  [
    'users of any length',
    `12\n403485611\n${a}\n`,
    { ids: ['12', '403485611', a] },
    users
  ],
  [
    'the largest ID',
    '9223372036854775807\n1\n',
    { ids: ['1', '9223372036854775807'] },
    users
  ],
  [
    'URLs',
    [
      `https://twitter.com/user/status/${a}?s=20`,
      `http://www.x.com/i/web/status/${b}/photo/1`,
      `mobile.twitter.com/user/statuses/${c}#x`
    ].join('\n'),
    { ids: [a, b, c] }
  ],
  ['URLs of users', 'https://x.com/i/user/42\n', { ids: ['42'] }, users],
  ['a list on one line', `${a}, ${b}, ${c}`, { ids: [a, b, c] }],
  ['a list of lines', `${a},${b},\n${c},\n`, { ids: [a, b, c] }],
  ['a list with semicolons', `${a};${b}\n${c}\n`, { ids: [a, b, c] }],
  ['a list with spaces', `${a} ${b} ${c}\n`, { ids: [a, b, c] }],
  [
    'a list of users',
    '12,403485611,7',
    { ids: ['7', '12', '403485611'] },
    users
  ],
  ['a list below a header', `tweet_id\n${a},${b},${c}\n`, { ids: [a, b, c] }],
  ['two below a header', `ids\n${a};${b}\n${c};${d}\n`, { ids: [a, b, c, d] }],
  ['a list behind its header', `id\t${a}\t${b}\n`, { ids: [a, b] }],
  [
    'a list of users below a header',
    'user_id\n12,403485611,7\n',
    { ids: ['7', '12', '403485611'] },
    users
  ],
  [
    'row numbers of users below a header are no list',
    '"user_id"\n"1",42\n"2",43\n',
    { ids: ['42', '43'] },
    users
  ],
  [
    'a list with a word in it',
    `${a},alice,${b},${c}\n`,
    { ids: [a, b, c], invalid: 1 },
    skip
  ],
  [
    'a list with a word in it, whatever the column',
    `${a},alice,${b},${c}\n`,
    { ids: [a, b, c], invalid: 1 },
    { ...skip, columns: ['1'] }
  ],
  [
    'a list that is longer than the sample, with a word in it',
    [...manyIds, 'alice', ...manyIds].join(','),
    { ids: manyIds, duplicate: manyIds.length, invalid: 1 },
    skip
  ],
  [
    'bad lines skipped',
    `${a}\nfoo\n0\n${b}\n`,
    { ids: [a, b], invalid: 2 },
    skip
  ],
  ['nothing', '', { ids: [] }],
  ['space only', ' \n\n', { ids: [] }],
  ['a header only', 'tweet_id\n', { ids: [] }],
  // Tables
  [
    'CSV with header',
    `id,text,author_id\n${a},"a, b\nc ""d""",42\n${b},x,43\n`,
    { ids: [a, b] }
  ],
  [
    'CSV for users',
    `id,text,author_id\n${a},"a, b\nc",42\n`,
    { ids: ['42'] },
    users
  ],
  ['CSV, column by name', `x,y\n1,${a}\n`, { ids: [a] }, { columns: ['y'] }],
  [
    'CSV, column by loose name',
    `x,My Post\n1,${a}\n`,
    { ids: [a] },
    { columns: ['my_post'] }
  ],
  [
    'a plain list, and a column for other files',
    `${a}\n${b}\n`,
    { ids: [a, b] },
    { columns: ['y'] }
  ],
  ['CSV, column by number', `x,y\n1,${a}\n`, { ids: [a] }, { columns: ['2'] }],
  [
    'CSV without header, by number',
    `1.5,${a}\n2.5,${b}\n`,
    { ids: [a, b] },
    { columns: ['2'] }
  ],
  ['CSV, score', `${a},0.125\n${b},-0.0062500000000000056\n`, { ids: [a, b] }],
  ['CSV of one row', `${a},42\n`, { ids: [a] }],
  [
    'CSV with blank rows',
    `tweet_id,x\n${a},1\n,,\n\n${b},2\n`,
    { ids: [a, b] }
  ],
  [
    'CSV with an empty cell',
    `tweet_id,x\n${a},1\n,2\n`,
    { ids: [a], invalid: 1 },
    skip
  ],
  [
    'CSV with short rows',
    `x,tweet_id\n1,${a}\n2\n`,
    { ids: [a], invalid: 1 },
    skip
  ],
  ['CSV, prefers tweet_id', `id,tweet_id\n1,${a}\n2,${b}\n`, { ids: [a, b] }],
  [
    'CSV, prefers id_str',
    `id,id_str,text\n1200000000000000000,${a},x\n`,
    { ids: [a] }
  ],
  ['CSV of URLs', `tweet_url,n\nhttps://x.com/u/status/${a},1\n`, { ids: [a] }],
  [
    'one column as CSV',
    `tweet_id\n"${a}"\n${b}\n`,
    { ids: [a, b] },
    { format: 'csv' }
  ],
  [
    'semicolons',
    `"user_id";"tweet_id";"text"\n"42";"${a}";"x; y"\n`,
    { ids: [a] }
  ],
  [
    'TSV with header',
    `tweet_id\tdate\ttime\tlang\n${a}\t2020-08-16\t00:00:00\ten\n`,
    { ids: [a] }
  ],
  ['TSV without header', `${a}\tFALSE\n${b}\tTRUE\n`, { ids: [a, b] }],
  [
    'TSV as pandas writes it, with a text of several lines',
    `id\ttext\n${a}\t"Happy\n2020\nall"\n${b}\ty\n`,
    { ids: [a, b] }
  ],
  [
    'TSV as pandas writes it, behind the sample',
    `id\ttext\n${manyIds.map(each => `${each}\tx\n`).join('')}${a}\t"Happy\n2020\nall"\n${b}\ty`,
    { ids: [a, b, ...manyIds].sort() }
  ],
  [
    'TSV as pandas writes it, text first',
    `text\tid\n"Happy\nnew ""year"""\t${a}\n"a\tb"\t${b}\n`,
    { ids: [a, b] }
  ],
  [
    'TSV that is quoted, with a text that has lines like rows',
    `"id"\t"text"\n"${a}"\t"x"\n"${b}"\t"l1\n${c}\tx"\n`,
    { ids: [a, b] }
  ],
  [
    'TSV with a stray quote before a text of several lines',
    `id\ttext\n${a}\t"stray\n${b}\t"Happy\n2020\nall"\n${c}\ty\n`,
    { ids: [a, b, c] }
  ],
  [
    'TSV with a stray quote in its last row',
    `id\ttext\n${a}\tx\n${b}\t"stray`,
    { ids: [a, b] }
  ],
  [
    'CR at the end of rows, LF in cells',
    `text\tid\tlikes\r"a\nb"\t${a}\t1\rx\t${b}\t2\r`,
    { ids: [a, b] }
  ],
  [
    'CR at the end of rows, LF in cells, commas',
    `id,text\r${a},"a\nb"\r${b},"c, d"\r`,
    { ids: [a, b] }
  ],
  [
    'CR at the end of some rows',
    `id,x\n${a},1\n${b},2\r${c},3\r${d},"4"\n`,
    { ids: [a, b, c, d] }
  ],
  [
    'CR in a text without quotes',
    `text,id,n\na\rb,${a},1\n"x, y",${b},z\r5\n`,
    { ids: [a, b] }
  ],
  [
    'TSV with a stray quote',
    `${a}\t"so\tx\n${b}\tno"\ty\n${c}\tno\tz\n`,
    { ids: [a, b, c] }
  ],
  ['rows as R writes them', `"1" ${a}\n"2" ${b}\n`, { ids: [a, b] }],
  [
    'R with a header',
    `"tweet_id" "n"\n"1" "${a}" 5\n"2" "${b}" 6\n`,
    { ids: [a, b] }
  ],
  [
    'write.csv of R',
    `"","tweet_id"\n"1","${a}"\n"2","${b}"\n`,
    { ids: [a, b] }
  ],
  // JSON
  ['JSON array of strings', `["${a}", "${b}"]`, { ids: [a, b] }],
  ['JSON array of numbers', `[${a}, ${b}]`, { ids: [a, b] }],
  ['JSON array over lines', `[\n  "${a}",\n  ${b}\n]\n`, { ids: [a, b] }],
  [
    'JSONL of v1.1',
    `{"id":1200000000000000000,"id_str":"${a}","user":{"id_str":"42"}}\n`,
    { ids: [a] }
  ],
  [
    'JSONL of v1.1, users',
    `{"id_str":"${a}","text":"x","user":{"id":41,"id_str":"42"}}\n`,
    { ids: ['42'] },
    users
  ],
  ['JSONL, bare number', `{"id":${a}}\n{"id":${b}}\n`, { ids: [a, b] }],
  [
    'embedded posts of v1.1',
    `{"id_str":"${a}","text":"x","retweeted_status":{"id_str":"${b}","text":"y","quoted_status":{"id_str":"${c}","text":"z"}},"in_reply_to_status_id_str":"5"}\n`,
    { ids: [a, b, c] }
  ],
  [
    'flattened v2',
    `{"id":"${a}","text":"x","author_id":"42","author":{"id":"42","username":"u"},"referenced_tweets":[{"type":"quoted","id":"${b}","text":"y","author_id":"43"},{"type":"replied_to","id":"${c}"}]}\n`,
    { ids: [a, b] }
  ],
  [
    'flattened v2, users',
    `{"id":"${a}","text":"x","author_id":"42","author":{"id":"42","username":"u"},"referenced_tweets":[{"type":"quoted","id":"${b}","text":"y","author_id":"43"},{"type":"replied_to","id":"${c}"}]}\n`,
    { ids: ['42', '43'] },
    users
  ],
  [
    'v2 pages',
    `{"data":[{"id":"${a}"},{"id":"${b}"}],"includes":{"tweets":[{"id":"${c}"}],"users":[{"id":"42"}]},"errors":[{"resource_id":"9"}],"__twarc":{"url":"x"}}\n{"meta":{"result_count":0}}\n`,
    { ids: [a, b, c] }
  ],
  [
    'v2 pages, users',
    `{"data":[{"id":"${a}","text":"x","author_id":"42"}],"includes":{"tweets":[{"id":"${b}","text":"y","author_id":"43"}],"users":[{"id":"42","username":"u"},{"id":"44","username":"v"}]}}\n`,
    { ids: ['42', '43', '44'], duplicate: 1 },
    users
  ],
  [
    'search pages of v1.1',
    `{"statuses":[{"id_str":"${a}","text":"x","retweeted_status":{"id_str":"${b}","text":"y"}},{"id_str":"${c}","text":"z"}],"search_metadata":{"count":2}}\n`,
    { ids: [a, b, c] }
  ],
  [
    'premium search pages, users',
    `{"results":[{"id_str":"${a}","text":"x","user":{"id_str":"42"}}],"next":"n"}\n`,
    { ids: ['42'] },
    users
  ],
  [
    'pages of users of v1.1',
    '{"users":[{"id":42,"id_str":"42","screen_name":"u"},{"id":43,"id_str":"43","screen_name":"v"}],"next_cursor":0}\n',
    { ids: ['42', '43'] },
    users
  ],
  [
    'posts in pages of users of v1.1',
    `{"users":[{"id_str":"42","screen_name":"u","status":{"id_str":"${a}","text":"x"}},{"id_str":"43","screen_name":"v"}]}\n`,
    { ids: [a] }
  ],
  [
    'a page of followers, cursors first',
    '{"next_cursor":0,"previous_cursor_str":"0","total_count":null,"ids":[42,43]}\n',
    { ids: ['42', '43'] },
    users
  ],
  [
    'pages of followers of v1.1',
    '{"ids":[42,"43"],"next_cursor":0,"next_cursor_str":"0"}\n',
    { ids: ['42', '43'] },
    users
  ],
  [
    'a post with lists that are called like pages',
    `{"id":"${a}","text":"x","results":[{"id":"5"}],"users":[{"id":"42","username":"u"}]}\n`,
    { ids: [a] }
  ],
  [
    'a user with a list of other IDs',
    '{"id":"42","username":"u","ids":[1,2]}\n',
    { ids: ['42'] },
    users
  ],
  [
    'a file with a mark behind another one',
    `\ufeff{"id":"${a}"}\n\ufeff{"id":"${b}"}\n`,
    { ids: [a, b] }
  ],
  [
    'v2 stream',
    `{"data":{"id":"${a}","text":"x"},"matching_rules":[{"id":"7"}]}\n`,
    { ids: [a] }
  ],
  [
    'records of users',
    `{"id":"42","username":"u","pinned_tweet_id":"${a}"}\n`,
    { ids: ['42'] },
    users
  ],
  [
    'notices among posts',
    `{"delete":{"status":{"id_str":"${c}"}}}\n{"id_str":"${a}","text":"x"}\n{"limit":{"track":5}}\n`,
    { ids: [a] }
  ],
  [
    'key path',
    `{"id":"${a}","user":{"id_str":"42"}}\n`,
    { ids: ['42'] },
    { columns: ['user.id_str'] }
  ],
  [
    'key path through arrays',
    `{"data":[{"id":"${a}"},{"id":"${b}"}]}\n`,
    { ids: [a, b] },
    { columns: ['data.id'] }
  ],
  [
    'key path from the records of a page',
    `{"data":[{"id":"${a}","author_id":"42"},{"id":"${b}","author_id":"43"}]}\n`,
    { ids: ['42', '43'] },
    { columns: ['author_id'] }
  ],
  [
    'key path beside the records of a page',
    `{"data":[{"id":"${a}"}],"includes":{"users":[{"id":"42"}]}}\n`,
    { ids: ['42'] },
    { columns: ['includes.users.id'] }
  ],
  [
    'key with a dot',
    `{"user.id":"42"}\n`,
    { ids: ['42'] },
    { columns: ['user.id'] }
  ],
  [
    'a document',
    `{\n "data": [\n  {"id": "${a}"},\n  {"id": "${b}"}\n ]\n}\n`,
    { ids: [a, b] }
  ],
  [
    'an array of posts',
    `[{"id_str":"${a}"},\n{"id_str":"${b}"}]`,
    { ids: [a, b] }
  ],
  [
    'the archive of an account',
    `[ {"tweet" : {"id_str" : "${a}", "id" : "${a}"}} ]`,
    { ids: [a] }
  ],
  [
    'the archive of an account as it comes',
    `\ufeffwindow.YTD.tweets.part0 = [ {\n  "tweet" : { "id_str" : "${a}" }\n}, {\n  "tweet" : { "id_str" : "${b}" }\n} ]`,
    { ids: [a, b] }
  ],
  [
    'the deleted posts of an archive',
    `window.YTD.deleted_tweets.part12=[{"tweet":{"id_str":"${a}"}}]`,
    { ids: [a] }
  ],
  ['escapes in an ID', `{"id":"\\u0031${a.slice(1)}"}\n`, { ids: [a] }],
  ['braces in a text', `{"text":"}{\\"][","id":"${a}"}\n`, { ids: [a] }],
  [
    'broken lines skipped',
    `{"id":"${a}"}\n{"id":"${b}","te\n{"id":\n{"id":"${c}"}\n{"id":"5"`,
    { ids: [a, c], invalid: 3 },
    skip
  ],
  [
    'a line cut behind a backslash',
    `{"id":"${b}","text":"x\\\n{"id":"${a}"}\n`,
    { ids: [a], invalid: 1 },
    skip
  ],
  [
    'a line cut behind a backslash, passed over',
    `{"x":{"y":"x\\\n{"id":"${a}"}\n`,
    { ids: [a], invalid: 1 },
    skip
  ],
  [
    'a broken first line skipped',
    `{"id":"${a}","te\n{"id":"${b}"}\n{"id":"${c}"}\n`,
    { ids: [b, c], invalid: 1 },
    skip
  ],
  // Compressed and encoded
  ['gzip', gzipSync(`${a}\n${b}\n`), { ids: [a, b] }],
  [
    'gzip of several members',
    Buffer.concat([gzipSync(`${a}\n`), gzipSync(`${b}\n`)]),
    { ids: [a, b] }
  ],
  [
    'gzip with padding',
    Buffer.concat([gzipSync(`${a}\n`), Buffer.alloc(512)]),
    { ids: [a] }
  ],
  ['gzip of CSV', gzipSync(`tweet_id,x\n${a},1\n`), { ids: [a] }],
  ['zstd', zstdCompressSync(`${a}\n${b}\n`), { ids: [a, b] }],
  [
    'zstd of several frames',
    Buffer.concat([
      zstdCompressSync(`${a}\n`),
      skippable(5),
      zstdCompressSync(''),
      zstdCompressSync(`${b}\n`),
      skippable(0)
    ]),
    { ids: [a, b] }
  ],
  [
    'zstd that starts with a skippable frame',
    Buffer.concat([skippable(300), zstdCompressSync(`${a}\n`)]),
    { ids: [a] }
  ],
  ['UTF-16 LE', utf16(`${a}\r\n${b}\r\n`, 'le'), { ids: [a, b] }],
  ['UTF-16 BE', utf16(`${a}\r\n${b}\r\n`, 'be'), { ids: [a, b] }],
  ['UTF-16 TSV', utf16(`tweet_id\ttext\r\n${a}\tü\r\n`, 'le'), { ids: [a] }],
  ['UTF-16 in gzip', gzipSync(utf16(`${a}\n`, 'le')), { ids: [a] }]
]

describe('read right', () => {
  it.each(cases)('%s', async (_, content, expected, request = {}) => {
    const { duplicate = 0, invalid = 0, ids } = expected
    const outcome = await prepare({ 'ids.txt': content }, request)
    expect(outcome.message).toBe('')
    expect(outcome.ids).toEqual(ids)
    expect(outcome.record).toMatchObject({
      read: ids.length + duplicate + invalid,
      submitted: ids.length,
      duplicate,
      invalid
    })
  })
})

const refusals: [
  shape: string,
  content: string | Uint8Array,
  message: RegExp,
  request?: Partial<IdsRequest>
][] = [
  [
    'scientific notation',
    `${a}\n1.25018E+18\n`,
    /1 × scientific notation.*line 2 of `ids\.txt`.*dtype=str/
  ],
  [
    'scientific notation in a table',
    `1.25018E+18,x\n1.25019E+18,y\n`,
    /2 × scientific notation/
  ],
  [
    'scientific notation with a decimal comma',
    '1,25018E+18\n1,25019E+18\n',
    /2 × scientific notation/
  ],
  [
    'the same below a header',
    `tweet_id\n${a}\n1,25018E+18\n1,25019E+18\n`,
    /2 × scientific notation/
  ],
  [
    'the same in a column that is named',
    'x,id\na,1,25018E+18\nb,1,25019E+18\n',
    /2 × scientific notation/,
    { columns: ['2'] }
  ],
  [
    'the same among users',
    '1,25018E+18,x\n2,5E+17,y\n',
    /2 × scientific notation/,
    { ...users, columns: ['1'] }
  ],
  [
    'commas between thousands',
    'user_id\n1,234,567\n2,345,678\n',
    /2 × digits with separators/,
    users
  ],
  [
    'commas between thousands, column named',
    '1,200,000,000,000,000,001\n',
    /1 × digits with separators/,
    { columns: ['1'] }
  ],
  [
    'more IDs than the header has columns',
    `user,tweet_id\nalice,${a},${b},${c}\nbob,${d}\n`,
    /1 × more cells than the header.*a row of its own/
  ],
  [
    'an ID beyond the header of each row',
    `id,text\n${a},x,${b}\n${c},y,${d}\n`,
    /one cell more than its header/
  ],
  [
    'IDs with the zeros of a decimal comma',
    `tweet_id\n${a},0\n${b},0\n`,
    /2 × more cells than the header/
  ],
  [
    'two IDs on a line of a column',
    `tweet_id\n${a}\n${b},${c}\n`,
    /1 × several values on one line.*Write one ID per line/
  ],
  [
    'two IDs on a line of a column, as CSV',
    `tweet_id\n${a}\n${b},${c}\n`,
    /1 × several values on one line.*a row of its own/,
    { format: 'csv' }
  ],
  [
    'a list in a cell',
    `user,tweet_ids\nalice,"${a},${b}"\nbob,${c}\n`,
    /1 × several values on one line.*a row of its own/
  ],
  [
    'a damaged ID in a list',
    `${a}, ${b}, 1.2E+18, ${c}\n`,
    /1 line or record holds no ID \(of 4 read\): 1 × scientific notation/
  ],
  [
    'a number behind a CR in a text without quotes',
    `id,text\n${a},happy\r2020\n${b},x\n`,
    /1 × several rows on one line.*CR alone/
  ],
  [
    'stray quotes, a text of rows between them',
    `id,text\n${a},"abc\n${b},def\n${c},"ghi"\n${d},x\n`,
    /starts on line 2 opens a quote that a later line closes in the middle/
  ],
  [
    'a text of several lines whose quotes are not doubled, in TSV',
    `id\ttext\n${a}\t"one\ntwo "three" four"\n${b}\tx\n`,
    /starts on line 2 opens a quote that a later line closes in the middle/
  ],
  [
    'a header that is not known',
    `foo\n${a}\n${b}\n`,
    /If line 1 is a header: `ids-column: foo`/
  ],
  [
    'a number as a header',
    `0\n${a}\n${b}\n`,
    /1 × zero.*If line 1 is a header: `ids-column: 0`/
  ],
  [
    'a column that text of another column does not have',
    `tweet_id\n${a}\n`,
    /no column `bar`.*1 “tweet_id”/,
    { columns: ['bar'] }
  ],
  ['float text', `${a}.0\n`, /decimal point/],
  ['screen names', `@example\n`, /screen name/],
  ['screen names for users', `example\n`, /screen name/, users],
  ['a sign', '-5\n', /sign in front/],
  ['zero', '0\n', /1 × zero/],
  ['leading zeros', '007\n', /leading zeros/],
  ['underscores', '1_000\n', /digits with separators/],
  ['digits of another script', '١٢٣\n', /digits of another script/],
  ['more than 19 digits', `${a}0\n`, /above 2\^63 - 1/],
  ['2^63', '9223372036854775808\n', /above 2\^63 - 1/],
  [
    'words',
    'hello world\nfoo\n',
    /2 lines or records hold no ID.*2 × not a number/
  ],
  ['a URL without an ID', 'https://x.com/user\n', /URL without an ID/],
  [
    'a URL of a post for users',
    `https://x.com/u/status/${a}\n`,
    /URL of a post/,
    users
  ],
  ['a header of the other type', `user_id\n42\n`, /type: users/],
  [
    'a nonsense header',
    `Column1,Column2,Column3\n${a},a,b\n`,
    /3 columns.*1 “Column1”, 2 “Column2”, 3 “Column3”.*ids-column: Column1/
  ],
  [
    'two ID columns without header',
    `${a},${b}\n${b},${c}\n`,
    /not certain.*ids-column: 1/
  ],
  ['no ID column', `x,y\n1,2\n`, /not certain/],
  [
    'a column that is not there',
    `x,y\n1,${a}\n`,
    /no column `z`.*1 “x”, 2 “y”.*ids-column: y/,
    { columns: ['z'] }
  ],
  [
    'a column number beyond',
    `x,y\n1,${a}\n`,
    /no column `3`/,
    { columns: ['3'] }
  ],
  [
    'a named column without header',
    `${a},0.5\n${b},0.6\n`,
    /no header/,
    { columns: ['id'] }
  ],
  ['users from a table of posts', `id,text\n${a},x\n`, /not certain/, users],
  [
    'a quote that is not closed',
    `id,text\n${a},"x\n${b},y\n`,
    /line 2 opens a quote that is never closed/
  ],
  [
    'a table as text',
    `${a},0.5\n${b},0.6\n`,
    /several values on one line.*ids-format: csv/,
    { format: 'text' }
  ],
  ['half an Excel formula', `="${a}\n`, /1 × not a number/],
  ['x before a short number', 'x12345\n', /1 × not a number/],
  [
    'two URLs in a cell',
    `n,tweet_url\n1,"https://x.com/a/status/${a}, https://x.com/a/status/${b}"\n`,
    /1 × several values on one line.*a row of its own/
  ],
  [
    'a page of users for posts',
    '{"users":[{"id_str":"42","screen_name":"u"}]}\n',
    /a user, not a post.*type: users/
  ],
  ['a page of followers for posts', '{"ids":[42]}\n', /a user, not a post/],
  [
    'an error of v2',
    '{"title":"Unauthorized","type":"about:blank","status":401,"detail":"Unauthorized"}',
    /an error that the API of X answered/
  ],
  [
    'an error of v1.1',
    '{"errors":[{"code":89,"message":"Invalid or expired token."}]}\n',
    /an error that the API of X answered/
  ],
  [
    'gzip in gzip',
    gzipSync(gzipSync(`${a}\n`)),
    /packed twice, with gzip inside.*gunzip -c 'ids\.txt' > ids\.gz/
  ],
  [
    'zstd in gzip',
    gzipSync(zstdCompressSync(`${a}\n`)),
    /packed twice, with zstd inside/
  ],
  ['JSON without posts', '{"foo":1}\n', /no post in it/],
  [
    'a user for a post',
    '{"id":"42","username":"u"}\n',
    /a user, not a post.*type: users/
  ],
  [
    'a post without its author',
    `{"id":"${a}","text":"x"}\n`,
    /no author in it/,
    users
  ],
  [
    'a key path that is not there',
    '{"id":"1"}\n',
    /column missing/,
    { columns: ['x.y'] }
  ],
  [
    'a document that is cut off',
    `{\n "data": [\n  {"id": "${a}"},\n`,
    /stops being JSON at line 4/
  ],
  ['an array that is cut off', `["${a}", "${b}"`, /stops being JSON/],
  ['text where JSON was promised', 'hello\n', /not JSON/, { format: 'jsonl' }],
  [
    'gzip that is cut off',
    gzipSync(tweetIds(1000).join('\n')).subarray(0, -9),
    /cut off/
  ],
  [
    'gzip that is damaged',
    Buffer.concat([gzipSync(`${a}\n`).subarray(0, -8), Buffer.alloc(8, 1)]),
    /damaged/
  ],
  [
    'gzip with something behind',
    Buffer.concat([gzipSync(`${a}\n`), Buffer.from('\0x')]),
    /damaged/
  ],
  [
    'zstd that is cut off',
    zstdCompressSync(tweetIds(1000).join('\n')).subarray(0, -9),
    /cut off/
  ],
  [
    'zstd with something behind',
    Buffer.concat([zstdCompressSync(`${a}\n`), Buffer.from('hello')]),
    /damaged/
  ],
  [
    'zip',
    Buffer.from('PK\u0003\u0004xxxx'),
    /zip archive.*unzip -o 'ids\.txt' -d unpacked/
  ],
  ['bzip2', Buffer.from('BZh91AY&SY'), /bzip2.*bunzip2/],
  ['xz', Buffer.from('\u00fd7zXZ\u0000', 'latin1'), /xz archive/],
  ['Parquet', Buffer.from('PAR1xxxx'), /Parquet/],
  [
    'tar in gzip',
    gzipSync(Buffer.from(`${'ids.txt'.padEnd(257, '\0')}ustar\0`)),
    /tar archive/
  ],
  ['an HTML page', '<!DOCTYPE html><html></html>', /HTML/],
  [
    'a Git LFS pointer',
    'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n',
    /Git LFS.*lfs: true/
  ],
  ['binary data', Buffer.alloc(100, 1), /binary data/],
  [
    'UTF-16 without its mark',
    Buffer.from(`${a}\n`, 'utf16le'),
    /UTF-16 without its mark/
  ]
]

describe('refused with words that help', () => {
  it.each(refusals)('%s', async (_, content, message, request = {}) => {
    const outcome = await prepare({ 'ids.txt': content }, request)
    expect(outcome.code).toBe('ids-invalid')
    expect(outcome.message).toMatch(message)
    expect(outcome.parts).toEqual([])
  })
})
