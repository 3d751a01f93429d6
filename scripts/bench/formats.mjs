// CSV and JSONL against straightforward scripts: csv-parse, and JSON.parse for each line.
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse'
import {
  bundlePrepare,
  median,
  randomNumbers,
  timed,
  timedPrepare
} from './measure.mjs'

const script = fileURLToPath(import.meta.url)
const rounds = 3

const files = {
  csv: {
    name: 'posts.csv',
    records: 400_000,
    record: csvRecord,
    head: 'id,created_at,author_id,text,retweets\n'
  },
  jsonl: { name: 'posts.jsonl', records: 100_000, record: jsonRecord, head: '' }
}

const straightforward = {
  /** The IDs of a column. */
  async *csv(path) {
    const rows = createReadStream(path).pipe(parse({ columns: true }))
    for await (const row of rows) yield row.id
  },
  /** The IDs of records and of the posts in them. */
  async *jsonl(path) {
    const input = createReadStream(path)
    for await (const line of createInterface({ input })) {
      const post = JSON.parse(line)
      yield post.id_str
      if (post.retweeted_status) yield post.retweeted_status.id_str
    }
  }
}

/** Prints times and ratios; the straightforward script makes a Set, sorts it and writes it, and checks nothing. */
export async function formats() {
  const directory = await mkdtemp(join(tmpdir(), 'bench-formats-'))
  try {
    await bundlePrepare(directory)
    console.log(
      'Preparing posts against straightforward scripts; whole processes, medians, in turn:'
    )
    for (const [kind, file] of Object.entries(files)) {
      const path = join(directory, file.name)
      const size = await writeRecords(path, file)
      const ours = []
      const theirs = []
      for (let round = 0; round < rounds; round++) {
        ours.push(timedPrepare(directory, path))
        theirs.push(timed(process.execPath, [script, kind, path]))
      }
      if (Number(theirs[0].stdout) !== ours[0].submitted)
        throw new Error(`${kind}: the scripts differ in the number of IDs`)
      const seconds = median(ours.map(each => each.seconds))
      const other = median(theirs.map(each => each.seconds))
      console.log(
        `  ${kind.padEnd(6)}${(size / 1e6).toFixed(0)} MB  ${seconds.toFixed(2)} s   ${kind === 'csv' ? 'csv-parse' : 'JSON.parse'} ${other.toFixed(2)} s   ${(other / seconds).toFixed(1)} times as fast`
      )
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

function idOf(n) {
  return String(1_160_164_550_000_000_000n + BigInt(n) * 4_194_311n)
}

function csvRecord(n, random) {
  const text =
    n % 4 === 0
      ? '"Hello, world: ""quoted"",\nand a second line"'
      : 'Plain text of a post with some words in it'
  return `${idOf(n)},2019-08-10T12:22:39.000Z,${random()},${text},${random() % 100}\n`
}

function jsonRecord(n, random) {
  const post = (id, more = {}) => ({
    created_at: 'Sat Aug 10 12:22:39 +0000 2019',
    id: Number(id),
    id_str: id,
    full_text:
      'A text with an emoji \u{1f600}, a "quote" and a link https://t.co/abcdefghij '.repeat(
        3
      ),
    truncated: false,
    entities: {
      hashtags: [
        { text: 'one', indices: [0, 4] },
        { text: 'two', indices: [5, 9] }
      ],
      urls: [
        {
          url: 'https://t.co/abcdefghij',
          expanded_url: 'https://example.org/a/long/path?with=query',
          indices: [10, 33]
        }
      ],
      user_mentions: [
        {
          screen_name: 'example',
          name: 'Example',
          id: 42,
          id_str: '42',
          indices: [3, 11]
        }
      ]
    },
    user: {
      id: random(),
      id_str: String(random()),
      name: 'A name',
      screen_name: 'name',
      location: 'Somewhere',
      description:
        'A description of some length, as people write them about themselves.',
      followers_count: random() % 1000,
      profile_image_url_https:
        'https://pbs.twimg.com/profile_images/1/abc_normal.jpg'
    },
    retweet_count: random() % 100,
    lang: 'en',
    ...more
  })
  return `${JSON.stringify(post(idOf(n), n % 3 === 0 ? { retweeted_status: post(idOf(n + 10_000_000)) } : {}))}\n`
}

async function writeRecords(path, { records, record, head }) {
  const random = randomNumbers(7)
  const file = createWriteStream(path)
  file.write(head)
  for (let n = 0; n < records;) {
    let text = ''
    for (const end = n + 1000; n < end; n++) text += record(n, random)
    if (!file.write(text))
      await new Promise(drained => file.once('drain', drained))
  }
  file.end()
  await finished(file)
  return file.bytesWritten
}

if (process.argv[1] === script) {
  const [kind, path] = process.argv.slice(2)
  const ids = new Set()
  for await (const id of straightforward[kind](path)) ids.add(id)
  const sorted = [...ids].sort()
  await writeFile(`${path}.out`, sorted.map(id => `${id}\n`).join(''))
  process.stdout.write(String(ids.size))
}
