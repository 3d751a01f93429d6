// What `npm start` says to a person: its help, and how a run went.
import { eventOutputs } from '../domain.js'
import { join } from 'node:path'
import type { RunActionResult } from './runner.js'

/** The text of `npm start -- --help`. */
export function startHelp(inputNames: readonly string[]): string {
  return `Usage: npm start -- [FILE …] [--name=value …]

Runs the action on this machine as a GitHub runner would, with an embedded
artifact service. FILE is a file of Tweet or user IDs; without one, the
examples are used. Nothing is sent to X unless --simulate=false is given: then
X_BEARER_TOKEN must be in the environment.

--name=value sets an input of the action (see README.md); --dry-run alone means
--dry-run=true, and so for every input that is true or false:
  ${inputNames.join(', ')}

It leaves out/report.html, out/outputs.json, out/summary.md, and each artifact
as out/artifacts/<name>.zip and unpacked in out/artifacts/<name>/.`
}

export interface Ending {
  result: RunActionResult
  simulated: boolean
  /** The folder with everything, as the caller would write it. */
  out: string
  /** Whether there is a report page. */
  report: boolean
  artifacts: readonly string[]
  /** What was read, as arguments of a shell. */
  ids: string
}

/** The last words of a run: what it did, the counts, where the files are, what to do next. */
export function closingWords(ending: Ending): string {
  const { result, simulated } = ending
  return [
    '',
    headline(result, simulated),
    ...counts(result.outputs),
    '',
    ...whereabouts(ending),
    '',
    ...nextSteps(ending)
  ].join('\n')
}

function headline(
  { code, outputs, durationMs }: RunActionResult,
  simulated: boolean
): string {
  const took = `${(durationMs / 1000).toFixed(1)} s`
  const status = outputs['status'] ?? 'no status'
  if (code !== 0)
    return outputs['error-code'] === 'events-found'
      ? `The step failed after ${took}, as \`fail-on\` asks: there were events of that kind.`
      : `The step failed after ${took} (${status}, ${outputs['error-code'] ?? 'no code'}). The line that starts with "Error:" says why and what to do.`
  return simulated && status !== 'checked'
    ? `The step succeeded in ${took} (${status}). Its results are made up: the built-in simulator answered instead of X, and nothing left this machine.`
    : `The step succeeded in ${took} (${status}).`
}

/** The counts, as far as the run got. */
function counts(outputs: Readonly<Record<string, string>>): string[] {
  const of = (name: string): string =>
    Number(outputs[name]).toLocaleString('en-US')
  const number = (name: string, noun: string): string =>
    `${of(name)} ${noun}${outputs[name] === '1' ? '' : 's'}`
  const list = (names: readonly string[]): string =>
    names
      .map(
        name => `${of(name)} ${name.replace('ids-', '').replaceAll('-', ' ')}`
      )
      .join(', ')
  const lines: [string, string][] = [
    [
      'ids-read',
      `${number('ids-read', 'ID')} read: ${of('ids-submitted')} distinct, ${list(['ids-duplicate', 'ids-invalid'])}`
    ],
    ['events', `${number('events', 'event')}: ${list(eventOutputs)}`],
    [
      'ids-affected',
      `${number('ids-affected', 'ID')} affected, ${of('ids-unaffected')} not: ${list(['ids-to-delete', 'ids-to-scrub-geo', 'ids-to-refetch', 'ids-to-review'])}`
    ]
  ]
  const known = lines.filter(([name]) => outputs[name] !== undefined)
  return known.length === 0 ? [] : ['', ...known.map(([, line]) => `  ${line}`)]
}

function whereabouts({ out, report, artifacts }: Ending): string[] {
  const lines = [
    `  Outputs   ${join(out, 'outputs.json')}`,
    `  Summary   ${join(out, 'summary.md')}`,
    ...artifacts.map(name => {
      const folder = join(out, 'artifacts', name)
      return `  Artifact  ${folder}.zip, unpacked in ${join(folder, '/')}`
    })
  ]
  return report ? [`  Report    ${join(out, 'report.html')}`, ...lines] : lines
}

function nextSteps({
  result,
  simulated,
  out,
  artifacts,
  ids
}: Ending): string[] {
  if (result.code !== 0) return ['All options: npm start -- --help']
  const [artifact] = artifacts
  const tryApply =
    artifact === undefined || result.outputs['status'] !== 'complete'
      ? []
      : [
          'To see what these results would take out of the files (nothing is written):',
          '',
          `  npm run apply -- ${ids} --results=${join(out, 'artifacts', artifact)}`,
          ''
        ]
  if (!simulated)
    return [
      ...tryApply,
      'Next: put the same step into a workflow; README.md shows how.'
    ]
  return [
    ...tryApply,
    'Next: the same with IDs of your own, and then with X itself, which needs the',
    'app-only bearer token of your app in the environment as X_BEARER_TOKEN:',
    '',
    '  npm start -- path/to/ids.txt',
    '  npm start -- path/to/ids.txt --simulate=false'
  ]
}
