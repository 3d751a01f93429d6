// Writes what files repeat: inputs and outputs in the metadata files and documents from the tables in src/, the name of
// this repository from package.json, and the commits of other actions from the workflows, which Dependabot renews.
// With --check it only tells whether they differ.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { format } from 'prettier'
import { Scalar, stringify } from 'yaml'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

const { inputTable } = await load('src/check/inputs.ts')
const { outputTable } = await load('src/report/outputs.ts')
const apply = {
  ...(await load('src/apply/inputs.ts')),
  ...(await load('src/apply/outputs.ts'))
}
const { eventOutputs } = await load('src/domain.ts')
const { verdictRanges } = await load('src/simulator/verdicts.ts')
const pins = pinsOf(
  readdirSync(resolve(root, '.github/workflows'))
    .map(name => read(`.github/workflows/${name}`))
    .join('\n')
)
const [, repository] = /github\.com\/([\w.-]+\/[\w-]+)/.exec(
  JSON.parse(read('package.json')).repository.url
)
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(resolve(root, 'docs'), { recursive: true })
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/${name.replaceAll('\\', '/')}`)
]

const metadataFiles = [
  ['action.yml', { inputTable, outputTable }],
  ['apply/action.yml', apply]
]
for (const [path, tables] of metadataFiles) {
  const before = read(path)
  update(path, before, metadata(before, tables))
}

for (const path of documents) {
  const before = read(path)
  const after =
    path === 'README.md'
      ? await tables(before, { inputTable, outputTable })
      : path === 'docs/apply.md'
        ? await tables(before, apply)
        : path === 'docs/simulator.md'
          ? await withVerdicts(before)
          : before
  update(path, before, named(pinned(after)))
}

for (const path of [
  'CHANGELOG.md',
  '.github/CODEOWNERS',
  '.github/ISSUE_TEMPLATE/config.yml'
]) {
  const before = read(path)
  update(path, before, named(before))
}

const schemaPath = 'docs/report.schema.json'
const schema = read(schemaPath)
update(
  schemaPath,
  schema,
  await formatted(
    schema.replace(
      /("by_event": \{[^}]*?"required": )\[[^\]]*\]/,
      (_, start) => start + JSON.stringify(eventOutputs)
    ),
    'json'
  )
)

/** Imports a module of src/, which is TypeScript. */
async function load(path) {
  const folder = mkdtempSync(join(tmpdir(), 'docs-'))
  const outfile = join(folder, 'module.mjs')
  try {
    await build({
      entryPoints: [resolve(root, path)],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'error'
    })
    return await import(pathToFileURL(outfile).href)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The metadata file with its inputs and outputs as the tables say. */
function metadata(text, { inputTable, outputTable }) {
  const inputs = Object.entries(inputTable).map(([name, row]) => [
    name,
    { description: folded(row.description), default: row.default }
  ])
  const outputs = Object.entries(outputTable).map(([name, { description }]) => [
    name,
    { description: folded(description) }
  ])
  const written = stringify(
    {
      inputs: Object.fromEntries(inputs),
      outputs: Object.fromEntries(outputs)
    },
    { singleQuote: true, lineWidth: 80 }
  ).replace(/^outputs:/m, '\noutputs:')
  const [head] = text.split(/^inputs:$/m, 1)
  return `${head}${written}${text.slice(text.search(/^\nruns:$/m))}`
}

function folded(text) {
  const scalar = new Scalar(text)
  if (text.length > 60) scalar.type = Scalar.BLOCK_FOLDED
  return scalar
}

function read(path) {
  return readFileSync(resolve(root, path), 'utf8')
}

function update(path, before, after) {
  if (after === before) return
  if (process.argv.includes('--check')) {
    console.error(
      `${path} differs from the tables in src/ or the workflows. Run \`npm run docs\`.`
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

/** With the name of this repository as package.json says it. */
function named(text) {
  const [owner] = repository.split('/')
  return text
    .replace(
      /(uses: |--repo |github\.com\/|`)[\w.-]+\/batch-compliance-action(?![\w.-])/g,
      `$1${repository}`
    )
    .replace(/@[\w-]+(?=\/maintainers)/g, `@${owner}`)
}

async function tables(text, { inputTable, outputTable }) {
  const inputs = replace(text, 'inputs', inputLines(inputTable))
  return formatted(
    replace(inputs, 'outputs', outputLines(outputTable)),
    'markdown'
  )
}

function formatted(text, parser) {
  return format(text, { parser, ...JSON.parse(read('.prettierrc.json')) })
}

/** The table of what the simulator answers, by the last two digits of an ID. */
async function withVerdicts(text) {
  const columns = ['current', 'storage'].flatMap(flow =>
    ['tweets', 'users'].map(type => [`${flow}, \`${type}\``, flow, type])
  )
  const titles = columns.map(([title]) => title)
  const rows = []
  for (let digits = 0; digits < 100; digits++) {
    const cells = columns.map(([, flow, type]) => {
      const found = verdictRanges[flow][type].find(
        ({ from, to }) => digits >= from && digits <= to
      )
      return (found?.events ?? [])
        .map(({ action, reason }) => `\`${action}\` \`${reason}\``)
        .join(' and ')
    })
    if (cells.every(each => each === '')) continue
    const last = rows.at(-1)
    if (last?.to === digits - 1 && String(last.cells) === String(cells))
      last.to = digits
    else rows.push({ from: digits, to: digits, cells })
  }
  const lines = [
    `| last two digits | ${titles.join(' | ')} |`,
    `| --- | ${titles.map(() => '---').join(' | ')} |`,
    ...rows.map(
      ({ from, to, cells }) =>
        `| ${from === to ? from : `${from}–${to}`} | ${cells.join(' | ')} |`
    )
  ]
  return formatted(replace(text, 'verdicts', ['', ...lines]), 'markdown')
}

function inputLines(inputTable) {
  return grouped(inputTable, ['input', 'default', 'meaning'], (name, row) => [
    `\`${name}\``,
    row.default === undefined ? '' : `\`${row.default}\``,
    cell(row.description)
  ])
}

function outputLines(outputTable) {
  return grouped(outputTable, ['output', 'meaning'], (name, row) => [
    `\`${name}\``,
    cell(row.description)
  ])
}

/** A heading and a Markdown table for each group. */
function grouped(table, titles, cells) {
  const groups = new Map()
  for (const [name, row] of Object.entries(table))
    groups.set(row.group, [...(groups.get(row.group) ?? []), [name, row]])
  return [...groups].flatMap(([group, rows]) => [
    `**${group}**`,
    '',
    `| ${titles.join(' | ')} |`,
    `| ${titles.map(() => '---').join(' | ')} |`,
    ...rows.map(([name, row]) => `| ${cells(name, row).join(' | ')} |`),
    ''
  ])
}

function cell(text) {
  return text.trim().replaceAll('|', '\\|')
}

/** Replaces what stands between `<!-- NAME -->` and `<!-- /NAME -->`. */
function replace(text, name, lines) {
  const pattern = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*(<!-- /${name} -->)`)
  if (!pattern.test(text)) throw new Error(`There is no ${name} table`)
  return text.replace(pattern, (_, start, end) =>
    [start, ...lines, '', end].join('\n')
  )
}
