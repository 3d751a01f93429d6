// docs/recipes/data.md: what apply refuses, changed by the recipes with the engines themselves, down to the bytes on disk.
import { spawnSync } from 'node:child_process'
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { PGlite } from '@electric-sql/pglite'
import { DuckDBInstance } from '@duckdb/node-api'
import { beforeEach, describe, expect, it } from '@jest/globals'
import { temporaryFolders } from '../support/folders.js'
import { codeBlocks } from './support/markdown.js'
import { read } from './support/repository.js'
import { itWith, works } from './support/tools.js'

const gone = '1234567890123456782'
const located = '1234567890123456798'
const kept = '1234567890123456701'

/** Words that stand in one post only, so that they can be looked for in files. */
const rows = [
  { id: gone, text: 'zebrafinch', place: 'Oldenburg' },
  { id: located, text: 'kingfisher', place: 'Wilhelmshaven' },
  { id: kept, text: 'nightingale', place: 'Cuxhaven' }
]
const remaining = [
  { id: kept, text: 'nightingale', place: 'Cuxhaven' },
  { id: located, text: 'kingfisher', place: null }
]

/** The blocks of one section. */
const scripts = (section: string) =>
  codeBlocks(read('docs/recipes/data.md'))
    .filter(block => block.section[0] === section)
    .map(({ text }) => text)

const newFolder = temporaryFolders()
let folder: string

/** A folder with the lists; that of locations ends without a line end, and one ID is in no table. */
beforeEach(async () => {
  folder = await newFolder()
  mkdirSync(join(folder, 'lists'))
  writeFileSync(join(folder, 'lists/removed.txt'), `77\n${gone}\n`)
  writeFileSync(join(folder, 'lists/scrub-geo.txt'), located)
})

/** Which of the words stand somewhere in the files below a path. */
function wordsIn(path: string): string[] {
  const files = statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(entry => join(entry.parentPath, entry.name))
    : [path]
  const bytes = files.map(file => readFileSync(file))
  return rows
    .flatMap(({ text, place }) => [text, place])
    .filter(word => bytes.some(one => one.includes(word)))
}

const left = ['kingfisher', 'nightingale', 'Cuxhaven']

it('SQLite', () => {
  const path = join(folder, 'posts.db')
  const db = new DatabaseSync(path)
  db.exec(`PRAGMA journal_mode = WAL;
    CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, text TEXT, place TEXT);
    CREATE VIRTUAL TABLE posts_search USING fts5(text);`)
  for (const { id, text, place } of rows) {
    db.prepare('INSERT INTO posts VALUES (?, 1, ?, ?)').run(
      BigInt(id),
      text,
      place
    )
    db.prepare('INSERT INTO posts_search(rowid, text) VALUES (?, ?)').run(
      BigInt(id),
      text
    )
  }
  db.close()
  expect(wordsIn(path)).toContain('zebrafinch')

  const [script = ''] = scripts('SQLite')
  writeFileSync(join(folder, 'comply.mjs'), script)
  const { status, stderr } = spawnSync(
    process.execPath,
    ['comply.mjs', 'posts.db'],
    { cwd: folder, encoding: 'utf8' }
  )
  expect([
    status,
    stderr.replace(/^.*ExperimentalWarning.*\n.*\n/m, '')
  ]).toEqual([0, ''])

  const after = new DatabaseSync(path)
  expect(
    after
      .prepare(
        'SELECT CAST(id AS TEXT) AS id, text, place FROM posts ORDER BY id'
      )
      .all()
      .map(row => ({ ...row }))
  ).toEqual(remaining)
  expect(
    after.prepare(`SELECT count(*) AS n FROM posts_search('zebrafinch')`).get()
  ).toMatchObject({ n: 0 })
  after.close()
  expect(wordsIn(folder)).toEqual(left)
})

it('PostgreSQL', async () => {
  const data = join(folder, 'data')
  const db = await PGlite.create(data)
  await db.exec(
    `CREATE TABLE posts (id bigint PRIMARY KEY, author_id bigint, text text, place text)`
  )
  for (const { id, text, place } of rows)
    await db.query('INSERT INTO posts VALUES ($1, 1, $2, $3)', [
      id,
      text,
      place
    ])
  await db.exec('CHECKPOINT')
  expect(wordsIn(join(data, 'base'))).toContain('zebrafinch')

  const [change = '', purge = ''] = scripts('PostgreSQL')
  // The engine has no psql around it, which would send the file.
  for (const part of change.split(/^(?=\\copy)|(?<=^\\copy.*\n)/m)) {
    const [, table, file = ''] = /^\\copy (\w+) FROM '(.*)'/.exec(part) ?? []
    if (table === undefined) await db.exec(part)
    else
      await db.query(`COPY ${table} FROM '/dev/blob'`, [], {
        blob: new Blob([readFileSync(join(folder, file))])
      })
  }
  for (const statement of purge.split(';').filter(each => each.trim()))
    await db.exec(statement)

  const { rows: found } = await db.query(
    'SELECT id::text AS id, text, place FROM posts ORDER BY 1'
  )
  expect(found).toEqual(remaining)
  await db.close()
  expect(wordsIn(join(data, 'base'))).toEqual(left)
}, 60_000)

it.each(['BIGINT', 'VARCHAR'])('DuckDB (a column of %s)', async type => {
  const open = async (file: string) => {
    const instance = await DuckDBInstance.create(join(folder, file))
    return { instance, connection: await instance.connect() }
  }
  const old = await open('posts.duckdb')
  await old.connection.run(
    `CREATE TABLE posts (id ${type}, author_id BIGINT, text VARCHAR, place VARCHAR)`
  )
  for (const { id, text, place } of rows)
    await old.connection.run(
      `INSERT INTO posts VALUES ('${id}', 1, '${text}', '${place}')`
    )
  await old.connection.run(`INSERT INTO posts VALUES (NULL, 1, 'no ID', NULL)`)
  old.connection.closeSync()
  old.instance.closeSync()

  const [script = ''] = scripts('DuckDB')
  const shell = await DuckDBInstance.create(':memory:')
  const connection = await shell.connect()
  await connection.run(
    script.replaceAll(
      /'((?:lists\/)?[\w.-]+\.(?:txt|duckdb))'/g,
      (_, name: string) => `'${join(folder, name)}'`
    )
  )
  connection.closeSync()
  shell.closeSync()

  const fresh = await open('posts.new.duckdb')
  const reader = await fresh.connection.runAndReadAll(
    'SELECT id::VARCHAR AS id, text, place FROM posts ORDER BY id'
  )
  expect(reader.getRowObjectsJson()).toEqual([
    ...remaining,
    { id: null, text: 'no ID', place: null }
  ])
  fresh.connection.closeSync()
  fresh.instance.closeSync()
  expect(wordsIn(join(folder, 'posts.new.duckdb'))).not.toContain('zebrafinch')
})

const has = (module: string) => works('python3', '-c', `import ${module}`)
const python = (code: string, ...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync('python3', ['-', ...args], {
    cwd: folder,
    input: code,
    encoding: 'utf8'
  })
  expect([status, status === 0 ? '' : stderr]).toEqual([0, ''])
  return stdout
}
const table = `dict(id=[${rows.map(({ id }) => id).join(', ')}], text=${JSON.stringify(rows.map(({ text }) => text))}, place=${JSON.stringify(rows.map(({ place }) => place))})`

describe('in Python', () => {
  itWith('pyarrow', has('pyarrow'))(
    'Parquet',
    () => {
      python(`
import pyarrow as pa, pyarrow.parquet as pq
table = pa.table(${table}).replace_schema_metadata({'pandas': 'kept'})
with pq.ParquetWriter('posts.parquet', table.schema, compression='zstd') as writer:
    for n in range(3):
        writer.write_table(table.slice(n, 1))
`)
      const [script = ''] = scripts('Parquet')
      expect(python(script, 'posts.parquet')).toBe(
        'posts.parquet: 3 rows, 1 removed\n'
      )
      const shown = python(`
import json, pyarrow.parquet as pq
file = pq.ParquetFile('posts.parquet')
print(json.dumps([[{**row, 'id': str(row['id'])} for row in file.read().to_pylist()],
  file.num_row_groups, file.schema_arrow.metadata[b'pandas'].decode(),
  file.metadata.row_group(0).column(0).compression]))
`)
      expect(JSON.parse(shown)).toEqual([
        [...remaining].reverse(),
        2,
        'kept',
        'ZSTD'
      ])
      expect(readdirSync(folder).sort()).toEqual(['lists', 'posts.parquet'])
    },
    60_000
  )

  itWith('PySpark and pyarrow', has('pyspark, pyarrow'))(
    'Spark',
    () => {
      python(`
import pyarrow as pa, pyarrow.parquet as pq
pq.write_table(pa.table(${table}), 'posts.parquet')
`)
      const [script = ''] = scripts('Spark')
      expect(python(script, 'posts.parquet', 'new')).toBe('3 rows, 2 kept\n')
      const shown = python(`
import json, pyarrow.parquet as pq
print(json.dumps([{**row, 'id': str(row['id'])} for row in pq.read_table('new').sort_by('id').to_pylist()]))
`)
      expect(JSON.parse(shown)).toEqual(remaining)
    },
    300_000
  )
})
