// Writes the tables of inputs and outputs in README.md from action.yml; with --check it only tells whether they differ.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format } from 'prettier'
import { parse } from 'yaml'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const readme = resolve(root, 'README.md')

const action = parse(readFileSync(resolve(root, 'action.yml'), 'utf8'))
const before = readFileSync(readme, 'utf8')
const after = await format(
  replace(
    replace(before, 'inputs', inputsTable(action.inputs)),
    'outputs',
    outputsTable(action.outputs)
  ),
  {
    parser: 'markdown',
    ...JSON.parse(readFileSync(resolve(root, '.prettierrc.json'), 'utf8'))
  }
)
if (after === before) process.exitCode = 0
else if (process.argv.includes('--check')) {
  console.error(
    'The tables of README.md differ from action.yml. Run `npm run docs`.'
  )
  process.exitCode = 1
} else writeFileSync(readme, after)

function inputsTable(inputs) {
  const rows = Object.entries(inputs).map(
    ([name, { description, default: value }]) =>
      `| \`${name}\` | ${value === undefined ? '' : `\`${value}\``} | ${cell(description)} |`
  )
  return ['| input | default | meaning |', '| --- | --- | --- |', ...rows]
}

function outputsTable(outputs) {
  const rows = Object.entries(outputs).map(
    ([name, { description }]) => `| \`${name}\` | ${cell(description)} |`
  )
  return ['| output | meaning |', '| --- | --- |', ...rows]
}

function cell(text) {
  return text.trim().replaceAll('|', '\\|')
}

/** Replaces what stands between `<!-- NAME -->` and `<!-- /NAME -->`. */
function replace(text, name, lines) {
  const pattern = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*(<!-- /${name} -->)`)
  if (!pattern.test(text)) throw new Error(`README.md has no ${name} table`)
  return text.replace(pattern, (_, start, end) =>
    [start, ...lines, '', end].join('\n')
  )
}
