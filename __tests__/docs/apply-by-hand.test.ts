// The scripts that apply the lists by hand, each run where its tool is installed.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { temporaryFolders } from '../support/folders.js'
import { codeBlocks } from './support/markdown.js'
import { read } from './support/repository.js'
import { itWith, works } from './support/tools.js'

const gone = '1234567890123456782'
const located = '1234567890123456798'
const kept = '12'

const table = [
  'id,Text of post,place',
  `${gone},"a, b",Here`,
  `${located},"say ""hi""",Here`,
  `${kept},NA,There`,
  ''
].join('\n')
const remaining = [
  ['id', 'Text of post', 'place'],
  [located, 'say ""hi""', ''],
  [kept, 'NA', 'There']
]

const scripts = codeBlocks(read('docs/recipes.md')).filter(
  ({ section }) => section[0] === 'Apply the lists by hand'
)
const script = (language: string, tool = '') => {
  const found = scripts.find(
    block => block.language === language && block.text.includes(tool)
  )
  if (!found) throw new Error(`There is no script in ${language}`)
  return found.text
}

const newFolder = temporaryFolders()

interface Stage {
  input?: string
  /** What ends the lines of the files that the user has; the lists end theirs with LF. */
  lineEnd?: string
  ids?: readonly string[]
}

/** Runs a program in a folder with the lists, a file of IDs and a table of posts. */
async function apply(
  program: string,
  args: readonly string[],
  { input, lineEnd = '\n', ids = [located, gone, kept] }: Stage = {}
): Promise<(path: string) => string> {
  const folder = await newFolder()
  mkdirSync(join(folder, 'lists'))
  writeFileSync(join(folder, 'lists', 'delete.txt'), `${gone}\n`)
  writeFileSync(join(folder, 'lists', 'scrub-geo.txt'), `${located}\n`)
  const lines = ids.map(id => `${id}${lineEnd}`).join('')
  writeFileSync(join(folder, 'tweet-ids.txt'), lines)
  writeFileSync(join(folder, 'posts.csv'), table.replaceAll('\n', lineEnd))
  const { status, stderr, error } = spawnSync(program, args, {
    cwd: folder,
    input,
    encoding: 'utf8'
  })
  expect({ status, stderr, error }).toEqual({ status: 0, stderr: '' })
  return path => readFileSync(join(folder, path), 'utf8')
}

/** The cells of a table without quotes around them; writers differ in where they put them. */
function cells(csv: string): string[][] {
  const rows = csv.replaceAll('\r', '').trim().split('\n')
  return rows.map(row =>
    row.split(',').map(cell => cell.replace(/^"(.*)"$/, '$1'))
  )
}

/** The script around that of PostgreSQL: a table of the session alone, from and to CSV. */
const inPostgres = (script: string) =>
  [
    'CREATE TEMPORARY TABLE posts (id bigint, "Text of post" text, place text);',
    "\\copy posts FROM 'posts.csv' CSV HEADER",
    script,
    "\\copy (SELECT * FROM posts ORDER BY id DESC) TO 'posts.new.csv' CSV HEADER"
  ].join('\n')
const psql = ['-X', '-q', '-v', 'ON_ERROR_STOP=1']

// Windows has programs of these names that are others.
const unix = process.platform !== 'win32'
const tools = {
  comm: unix && works('comm', '/dev/null', '/dev/null'),
  awk: unix && works('awk', 'BEGIN { exit 0 }'),
  R: works('Rscript', '--version'),
  pandas: works('python3', '-c', 'import pandas'),
  DuckDB: works('duckdb', '--version'),
  PostgreSQL: works('psql', ...psql, '-c', 'SELECT 1')
}

describe('Apply the lists by hand', () => {
  it('has a script for each tool', () => {
    expect(scripts.map(({ language }) => language)).toEqual([
      'sh',
      'r',
      'python',
      'sql',
      'sql'
    ])
  })

  describe.each([
    ['LF', '\n'],
    ['CRLF', '\r\n']
  ])('from files with %s', (_name, lineEnd) => {
    itWith('comm', tools.comm)('with comm', async () => {
      const result = await apply('sh', ['-e', '-c', script('sh')], { lineEnd })
      expect(result('kept-ids.txt')).toBe(`${kept}\n${located}\n`)
    })

    itWith('R', tools.R)('with R', async () => {
      const input = script('r')
      const result = await apply('Rscript', ['-'], { input, lineEnd })
      expect(cells(result('posts.new.csv'))).toEqual(remaining)
    })

    itWith('pandas', tools.pandas)('with pandas', async () => {
      const input = script('python')
      const result = await apply('python3', ['-'], { input, lineEnd })
      expect(cells(result('posts.new.csv'))).toEqual(remaining)
    })

    itWith('DuckDB', tools.DuckDB)('with DuckDB', async () => {
      const input = script('sql', 'read_csv')
      const result = await apply('duckdb', [], { input, lineEnd })
      expect(cells(result('posts.new.csv'))).toEqual(remaining)
    })

    itWith('PostgreSQL server', tools.PostgreSQL)(
      'with PostgreSQL',
      async () => {
        const input = inPostgres(script('sql', '\\copy'))
        const result = await apply('psql', psql, { input, lineEnd })
        expect(cells(result('posts.new.csv'))).toEqual(remaining)
      }
    )
  })

  itWith('comm', tools.comm)('with comm, when every ID goes', async () => {
    const result = await apply('sh', ['-e', '-c', script('sh')], {
      ids: [gone]
    })
    expect(result('kept-ids.txt')).toBe('')
  })
})
