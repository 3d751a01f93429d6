// The inputs of `apply`: one table, from which action.yml is made, too.
import { idsFormats } from '../content/formats.js'
import {
  boolean,
  choice,
  duration,
  InputReader,
  lines,
  optionalText,
  type Environment,
  type InputTable,
  type Parser,
  type ValuesOf
} from '../lib/inputs.js'
import { code, say } from '../lib/message.js'

/** A share as a number from 0 to 1. */
const share: Parser<number> = (value, input) => {
  const [, percent] = /^(\d{1,3}(?:\.\d{1,6})?)%$/.exec(value) ?? []
  const number = Number(percent ?? NaN)
  if (!(number <= 100)) input.wrong(value, say`a share such as \`25%\``)
  return number / 100
}

/** Which of how many; undefined for all. */
const shard: Parser<{ index: number; of: number } | undefined> = (
  value,
  input
) => {
  if (value === '') return undefined
  const [, index = '0', of = '0'] =
    /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(value) ?? []
  if (Number(index) < 1 || Number(index) > Number(of))
    input.wrong(value, say`\`i/n\` with i from 1 to n, such as \`1/8\``)
  return { index: Number(index), of: Number(of) }
}

/** The names or numbers of columns, by comma or line. */
const columns: Parser<readonly string[]> = value =>
  value
    .split(/[,\n]/)
    .map(name => name.trim())
    .filter(name => name !== '')

/** Every input, in the order of the documents. */
export const inputTable = {
  data: {
    group: 'Common',
    description:
      'Newline-separated paths or globs of data files; `!pattern` excludes. Relative ones must stay inside the workspace, absolute ones are read as given. Required.',
    parse: lines
  },
  results: {
    group: 'Common',
    description:
      'Newline-separated folders (paths or globs) that hold `report.json` and the lists of a check, such as its output `report-path` or an unpacked artifact. Several are joined. Required unless `remove-posts` or `remove-users` is given.',
    parse: lines
  },
  'remove-posts': {
    group: 'Common',
    description:
      'Files of post IDs that must go whatever X says: requests by X or by authors.',
    parse: lines
  },
  'remove-users': {
    group: 'Common',
    description:
      'Files of user IDs: all their posts and profiles must go, whatever X says.',
    parse: lines
  },
  mode: {
    group: 'Common',
    description:
      '`plan`: read, decide, report, and write nothing. `copy`: the whole result into `output-dir`. `replace`: each changed file in place.',
    default: 'plan',
    parse: choice('plan', 'copy', 'replace')
  },
  'output-dir': {
    group: 'Common',
    description: 'Folder for `mode: copy`; new or empty.',
    parse: optionalText
  },
  format: {
    group: 'Data files',
    description:
      '`auto`, `text`, `csv` (also TSV and semicolons) or `jsonl`; gzip and zstd are recognised by content.',
    default: 'auto',
    parse: choice(...idsFormats)
  },
  'id-column': {
    group: 'Data files',
    description:
      'CSV: header name or 1-based number of the column of post IDs. Default: by header.',
    parse: optionalText
  },
  'author-column': {
    group: 'Data files',
    description:
      "CSV: header name or 1-based number of the column of the authors' user IDs. Default: by header.",
    parse: optionalText
  },
  'geo-columns': {
    group: 'Data files',
    description:
      'CSV: header names or 1-based numbers of the columns of locations, by comma or line. Default: by header.',
    parse: columns
  },
  'on-bad-record': {
    group: 'Data files',
    description:
      '`fail` before anything is written, or `keep`: the bytes of a record that cannot be read stay, and it is counted and warned about.',
    default: 'fail',
    parse: choice('fail', 'keep')
  },
  shard: {
    group: 'Data files',
    description:
      '`i/n`: only the files whose path falls on i, for a matrix of n jobs.',
    parse: shard
  },
  'max-removed': {
    group: 'Safety',
    description:
      'Largest share of the records, over all files, that may be removed; above it nothing is written.',
    default: '25%',
    parse: share
  },
  'max-age': {
    group: 'Safety',
    description:
      'Results whose `checked-at` is older are refused; `0` switches this off.',
    default: '7d',
    parse: duration
  },
  summary: {
    group: 'Reports',
    description: 'Write the job summary.',
    default: 'true',
    parse: boolean
  }
} as const satisfies InputTable

export type Inputs = ValuesOf<typeof inputTable>

/**
 * Reads all inputs from a runner's environment (`INPUT_<NAME>`).
 *
 * @throws Failure `invalid-input`, which names every problem at once
 */
export function readInputs(env: Environment): Inputs {
  const reader = new InputReader(env)
  const inputs = reader.read(inputTable)
  if (inputs.data.length === 0)
    reader.problem(
      'data',
      say`is missing`,
      say`Write, for example, \`data: data/*.jsonl\`.`
    )
  for (const name of ['data', 'remove-posts', 'remove-users'] as const)
    for (const line of reader.raw(name).split('\n'))
      if (/^\s*\d+\s*$/.test(line))
        reader.problem(
          name,
          say`takes paths of files, and ${code(line.trim(), 80)} is an ID`,
          say`Put the IDs into a file, one per line, and name the file.`
        )
  const { results, removePosts, removeUsers, mode, outputDir } = inputs
  if (results.length + removePosts.length + removeUsers.length === 0)
    reader.problem(
      'results',
      say`is missing, and so are \`remove-posts\` and \`remove-users\``,
      say`Write, for example, \`results: \${{ steps.check.outputs.report-path }}\`.`
    )
  if (mode === 'copy' && outputDir === undefined)
    reader.problem(
      'output-dir',
      say`is missing, and \`mode: copy\` needs it`,
      say`Name a new folder for the result.`
    )
  if (mode !== 'copy' && outputDir !== undefined)
    reader.problem(
      'output-dir',
      say`has no effect with \`mode: ${mode}\``,
      say`Set \`mode: copy\`, or leave it out.`
    )
  reader.close()
  return inputs
}
