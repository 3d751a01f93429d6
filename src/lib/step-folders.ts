// The folders of a step under RUNNER_TEMP: their names are nobody else's, and nobody else may look into them.
import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { environmentUnusable } from './environment.js'
import { asFailure } from './failure.js'
import type { Environment } from './inputs.js'
import { plain, say } from './message.js'

export interface StepFolders {
  workspace: string
  /** Holds the others. */
  own: string
  /** Goes when the step ends. */
  work: string
  /** Stays: `report-path`. */
  report: string
}

/** The folders of a step that starts now. */
export function stepFolders(env: Environment): StepFolders {
  const name = `batch-compliance-${randomBytes(6).toString('hex')}`
  const own = resolve(env['RUNNER_TEMP'] ?? tmpdir(), name)
  return {
    workspace: resolve(env['GITHUB_WORKSPACE'] ?? process.cwd()),
    own,
    work: join(own, 'work'),
    report: join(own, 'report')
  }
}

/** @throws Failure `environment-unusable` that names RUNNER_TEMP, or `disk-full` */
export async function makeStepFolders({
  own,
  work,
  report
}: StepFolders): Promise<void> {
  try {
    // Nobody else may have made it, nor look into it.
    await mkdir(own, { mode: 0o700 })
    await mkdir(work)
    await mkdir(report)
  } catch (thrown) {
    const { code, text } = asFailure(thrown)
    if (code !== 'environment-unusable') throw thrown
    throw environmentUnusable(
      say`The folder for temporary files, \`RUNNER_TEMP\`, cannot be used: ${plain(text.what)}`,
      thrown
    )
  }
}
