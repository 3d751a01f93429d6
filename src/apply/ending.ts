// How a run ends: its reports, its summary and its outputs, on every path.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asFailure, Failure } from '../lib/failure.js'
import { say } from '../lib/message.js'
import type { StepFolders } from '../lib/step-folders.js'
import { htmlDocument } from '../report/page/html.js'
import { fittingMarkdown } from '../report/page/markdown.js'
import type { Page } from '../report/page/model.js'
import { applyPage } from './page.js'
import { outputsOf } from './outputs.js'
import type { ApplyRecord } from './record.js'
import { applyReport } from './report.js'
import type { Dependencies } from './step.js'

/** Rows of the table of files, from many to none. */
const steps = [50, 20, 0]

/** A longer table is no longer read by people; apply-report.json holds the rest. */
const mostOnPage = 500

export async function reportEnding(
  record: ApplyRecord,
  folders: StepFolders,
  dependencies: Dependencies
): Promise<void> {
  const { log } = dependencies
  if (record.reportPath !== undefined)
    await writeReports(record, folders.report).catch((thrown: unknown) => {
      if (record.error)
        log.warning(`The reports were not written: ${String(thrown)}`)
      else {
        record.error = asFailure(thrown)
        record.status = 'failed'
      }
    })
  if (record.inputs?.summary !== false)
    try {
      dependencies.writeSummary(
        fittingMarkdown(pages(record), 'apply-report.html')
      )
    } catch (error) {
      log.warning(`The job summary was not written: ${String(error)}`)
    }
  if (record.error) dependencies.announce(record.error)
}

function* pages(record: ApplyRecord): Generator<Page> {
  for (const files of steps) yield applyPage(record, files)
}

async function writeReports(
  record: ApplyRecord,
  folder: string
): Promise<void> {
  await writeFile(join(folder, 'apply-report.json'), applyReport(record))
  await writeFile(
    join(folder, 'apply-report.html'),
    htmlDocument(applyPage(record, mostOnPage))
  )
}

export function writeOutputs(
  record: ApplyRecord,
  { setOutput }: Pick<Dependencies, 'setOutput'>
): void {
  for (const [name, value] of Object.entries(outputsOf(record)))
    if (value !== undefined) setOutput(name, value)
}

/** The runner ended the step by a signal. */
export function cancelled(signal: NodeJS.Signals): Failure {
  return new Failure('cancelled', {
    what: say`The step was cancelled (${signal}).`,
    why: say`Somebody cancelled the run, \`timeout-minutes\` was reached, a concurrency group has \`cancel-in-progress\`, or the runner was shut down.`,
    fix: say`Each file is the old one or the new one. Run the step again: it finishes what is left.`
  })
}
