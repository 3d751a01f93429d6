// Writes what documents repeat: the tables of inputs and outputs in README.md from action.yml, and the commits of other
// actions from the workflows, which Dependabot renews. With --check it only tells whether they differ.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format } from 'prettier'
import { parse } from 'yaml'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

const action = parse(read('action.yml'))
const pins = pinsOf(
  readdirSync(resolve(root, '.github/workflows'))
    .map(name => read(`.github/workflows/${name}`))
    .join('\n')
)
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(resolve(root, 'docs'))
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/${name}`)
]

for (const path of documents) {
  const before = read(path)
  const after = path === 'README.md' ? await tables(before) : before
  update(path, before, pinned(after))
}

function read(path) {
  return readFileSync(resolve(root, path), 'utf8')
}

function update(path, before, after) {
  if (after === before) return
  if (process.argv.includes('--check')) {
    console.error(
      `${path} differs from action.yml or the workflows. Run \`npm run docs\`.`
    )
    process.exitCode = 1
  } else writeFileSync(resolve(root, path), after)
}

/** The commit and version of every action that the workflows use, by its name; they must agree. */
function pinsOf(workflows) {
  const found = new Map()
  for (const [, name, pin] of workflows.matchAll(/uses: ([\w./-]+)@(.*)$/gm)) {
    if ((found.get(name) ?? pin) !== pin)
      throw new Error(`The workflows pin ${name} to different commits`)
    found.set(name, pin)
  }
  return found
}

function pinned(text) {
  return text.replace(
    /(uses: ([\w./-]+)@)[0-9a-f]{40} # v.*$/gm,
    (line, start, name) => (pins.has(name) ? start + pins.get(name) : line)
  )
}

async function tables(text) {
  const inputs = replace(text, 'inputs', inputsTable(action.inputs))
  return format(replace(inputs, 'outputs', outputsTable(action.outputs)), {
    parser: 'markdown',
    ...JSON.parse(read('.prettierrc.json'))
  })
}

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
