// CSV and JSONL against straightforward scripts: csv-parse, and readline with JSON.parse; and the memory that they take.
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
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

/** What is promised of each: times as fast, and bytes of peak memory. */
const fastEnough = 4
const mostMemory = 150_000_000

const files = [
  {
    name: 'posts.csv',
    kind: 'csv',
    what: 'CSV, quoted texts with line ends',
    records: 400_000,
    record: csvRecord,
    head: 'id,created_at,author_id,text,retweets\n'
  },
  {
    name: 'posts-v2.jsonl',
    kind: 'jsonl',
    what: 'JSONL, posts of v2',
    records: 1_000_000,
    record: postOfV2,
    head: ''
  },
  {
    name: 'posts-v1.jsonl',
    kind: 'jsonl',
    what: 'JSONL, posts of v1.1 with reposts',
    records: 200_000,
    record: postOfV1,
    head: ''
  }
]

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
      yield post.id_str ?? post.id
      if (post.retweeted_status) yield post.retweeted_status.id_str
    }
  }
}

/** Prints times and ratios; the straightforward script makes a Set of the IDs, and checks nothing. */
export async function formats() {
  const directory = await mkdtemp(join(tmpdir(), 'bench-formats-'))
  try {
    await bundlePrepare(directory)
    console.log(
      `Preparing posts against straightforward scripts; whole processes, medians of ${rounds}, in turn:`
    )
    for (const file of files) {
      const path = join(directory, file.name)
      const size = await writeRecords(path, file)
      const ours = []
      const theirs = []
      for (let round = 0; round < rounds; round++) {
        ours.push(timedPrepare(directory, path))
        theirs.push(timed(process.execPath, [script, file.kind, path]))
      }
      if (Number(theirs[0].stdout) !== ours[0].submitted)
        throw new Error(`${file.name}: the numbers of IDs differ`)
      report(file, size, ours, theirs)
      await rm(path)
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

function report({ kind, what, records }, size, ours, theirs) {
  const seconds = median(ours.map(each => each.seconds))
  const other = median(theirs.map(each => each.seconds))
  const memory = Math.max(...ours.map(each => each.memory))
  const parser = kind === 'csv' ? 'csv-parse' : 'JSON.parse'
  console.log(
    [
      `  ${what}: ${records / 1e6} M records, ${(size / 1e6).toFixed(0)} MB`,
      `    ${seconds.toFixed(2)} s, ${parser} ${other.toFixed(2)} s: ${(other / seconds).toFixed(1)} times as fast (goal: ${fastEnough})`,
      `    peak memory ${(memory / 1e6).toFixed(0)} MB: ${(memory / mostMemory).toFixed(2)} of ${mostMemory / 1e6} MB (goal: below 1)`
    ].join('\n')
  )
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

function postOfV2(n, random) {
  const id = idOf(n)
  const post = {
    id,
    text: `Some text of a post that says ${random()} things, with a link https://t.co/abcdefghij`,
    created_at: '2019-08-10T12:22:39.000Z',
    author_id: String(random()),
    conversation_id: id,
    lang: 'en',
    edit_history_tweet_ids: [id],
    public_metrics: {
      retweet_count: random() % 100,
      reply_count: 1,
      like_count: random() % 1000,
      quote_count: 0
    },
    ...(n % 3 === 0 && {
      referenced_tweets: [{ type: 'replied_to', id: idOf(n + 10_000_000) }]
    })
  }
  return `${JSON.stringify(post)}\n`
}

function postOfV1(n, random) {
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
  process.stdout.write(String(ids.size))
}
