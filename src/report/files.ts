// The files of the artifact: the reports, and beside them what `publish` lets out.
import { copyFile, link, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunRecord } from './record.js'
import { reportHtml } from './report-html.js'
import { reportJson } from './report-json.js'

/** What stays on the runner: quoted lines, and IDs that nobody was asked about. */
const local: ReadonlySet<string> = new Set(['invalid.txt', 'ids.txt'])

const reports = ['report.json', 'report.html']

/** Writes both reports to the folder. */
export async function writeReports(
  record: RunRecord,
  folder: string
): Promise<void> {
  await writeFile(join(folder, 'report.json'), reportJson(record))
  await writeFile(join(folder, 'report.html'), reportHtml(record))
}

/** Gathers the files of the artifact from the folder `report` in one of their own, and returns their paths. */
export async function stageArtifact(
  { inputs, resultsPath }: RunRecord,
  report: string,
  directory: string
): Promise<readonly string[]> {
  await mkdir(directory, { recursive: true })
  const names =
    inputs?.publish === 'counts'
      ? reports
      : (await readdir(report)).filter(name => !local.has(name)).sort()
  const files = names.map(name => ({ name, path: join(report, name) }))
  if (inputs?.publish === 'full' && resultsPath !== undefined)
    files.unshift({ name: 'results.ndjson', path: resultsPath })
  return Promise.all(
    files.map(async ({ name, path }) => {
      const staged = join(directory, name)
      // A hard link costs no space, but only works within one disk.
      await link(path, staged).catch(() => copyFile(path, staged))
      return staged
    })
  )
}
