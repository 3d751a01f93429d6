// The scripts that apply the lists by hand, each run where its tool is installed.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { temporaryFolders } from '../support/folders.js'
import { codeBlocks } from './support/markdown.js'
import { read } from './support/repository.js'

const gone = '1234567890123456782'
const located = '1234567890123456798'
const kept = '12'

const table = [
  'id,text,place',
  `${gone},"a, b",Here`,
  `${located},"say ""hi""",Here`,
  `${kept},NA,There`,
  ''
].join('\n')
const remaining = [
  ['id', 'text', 'place'],
  [located, 'say ""hi""', ''],
  [kept, 'NA', 'There']
]

const scripts = codeBlocks(read('docs/recipes.md')).filter(
  ({ section }) => section[0] === 'Apply the lists by hand'
)
const script = (language: string) => {
  const found = scripts.find(block => block.language === language)
  if (!found) throw new Error(`There is no script in ${language}`)
  return found.text
}

const newFolder = temporaryFolders()

/** Runs a program on the script, in a folder with the lists, a file of IDs and a table of posts. */
async function apply(
  program: string,
  args: readonly string[],
  input?: string
): Promise<(path: string) => string> {
  const folder = await newFolder()
  mkdirSync(join(folder, 'lists'))
  writeFileSync(join(folder, 'lists', 'delete.txt'), `${gone}\n`)
  writeFileSync(join(folder, 'lists', 'scrub-geo.txt'), `${located}\n`)
  writeFileSync(join(folder, 'tweet-ids.txt'), `${located}\n${gone}\n${kept}\n`)
  writeFileSync(join(folder, 'posts.csv'), table)
  const { status, stderr } = spawnSync(program, args, {
    cwd: folder,
    input,
    encoding: 'utf8'
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return path => readFileSync(join(folder, path), 'utf8')
}

/** The cells of a table without quotes around them; writers differ in where they put them. */
function cells(csv: string): string[][] {
  const rows = csv.replaceAll('\r', '').trim().split('\n')
  return rows.map(row =>
    row.split(',').map(cell => cell.replace(/^"(.*)"$/, '$1'))
  )
}

function has(program: string, ...args: readonly string[]): boolean {
  return spawnSync(program, args).status === 0
}

const itWhere = (installed: boolean) => (installed ? it : it.skip)

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

  itWhere(has('comm', '--version'))('with comm', async () => {
    const result = await apply('sh', ['-e'], script('sh'))
    expect(result('kept-ids.txt')).toBe(`${kept}\n${located}\n`)
  })

  itWhere(has('Rscript', '--version'))('with R', async () => {
    const result = await apply('Rscript', ['-'], script('r'))
    expect(cells(result('posts.new.csv'))).toEqual(remaining)
  })

  itWhere(has('python3', '-c', 'import pandas'))('with pandas', async () => {
    const result = await apply('python3', ['-'], script('python'))
    expect(cells(result('posts.new.csv'))).toEqual(remaining)
  })

  itWhere(has('duckdb', '--version'))('with DuckDB', async () => {
    const result = await apply('duckdb', [], script('sql'))
    expect(cells(result('posts.new.csv'))).toEqual(remaining)
  })
})
