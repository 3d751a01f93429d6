// Reads one ID file: opens it, recognises its format and brings every cell to the judge.
import { setImmediate as breathe } from 'node:timers/promises'
import type { BadLines } from './bad-lines.js'
import { CsvReader } from './tables/csv-reader.js'
import type { ReadFile } from './rounding-report.js'
import type { IdFile } from './find-files.js'
import type { IdCollector } from '../ids/id-set.js'
import { adviceOnForm } from './json/id-paths.js'
import { JsonReader } from './json/json-reader.js'
import { Judge } from './cell.js'
import type { Reader } from './reader.js'
import { recognise, type Reading, type Shape } from './recognise.js'
import { openSource } from './decode/source.js'
import { TextReader } from './text/text-reader.js'

/**
 * @throws Failure `ids-invalid` for a file that can't be read as what it is
 */
export async function readIdFile(
  file: IdFile,
  reading: Reading,
  set: IdCollector,
  badLines: BadLines,
  signal: AbortSignal
): Promise<ReadFile> {
  const source = await openSource(file, signal)
  try {
    const shape = recognise(
      Buffer.from(source.sample),
      source.isWhole,
      reading,
      file.name
    )
    const judge = new Judge(reading.type, set, (line, reason, cell) =>
      badLines.add(file.name, line, reason, cell, shape.format)
    )
    const reader = readerFor(shape, judge, reading, file)
    for await (const bytes of source.chunks()) {
      signal.throwIfAborted()
      reader.feed(bytes)
      await set.settle()
      await breathe()
    }
    reader.end()
    judge.flush()
    if (shape.format === 'csv' && judge.invalid > judge.read / 2)
      badLines.addWhole(file.name, shape.whole)
    if (isOfNoForm(shape, judge))
      badLines.addUnknownForm(
        file.name,
        judge.invalid,
        adviceOnForm(source.sample, reading.type, shape.format === 'jsonl')
      )
    return {
      file,
      shape,
      rounding: judge.rounding,
      notices: reader.notices,
      record: {
        name: file.name,
        bytes: file.bytes,
        sha256: source.sha256(),
        format: shape.format,
        compression: source.compression,
        column: columnOf(shape),
        read: judge.read,
        invalid: judge.invalid
      }
    }
  } finally {
    await source.close()
  }
}

/** Whether none of its records is of a known form. */
function isOfNoForm(shape: Shape, judge: Judge): boolean {
  const isByForm = 'paths' in shape && shape.paths.length === 0
  return isByForm && judge.invalid > 0 && judge.read === judge.invalid
}

function readerFor(
  shape: Shape,
  judge: Judge,
  { type }: Reading,
  file: IdFile
): Reader | JsonReader {
  if (shape.format === 'text') return new TextReader(judge, shape)
  if (shape.format === 'csv') return new CsvReader(judge, shape, file.name)
  return new JsonReader(judge, shape, type, file.name)
}

function columnOf(shape: Shape): string | undefined {
  if (shape.format === 'csv')
    return shape.columns.map(({ name }) => name).join(', ')
  return 'paths' in shape && shape.paths.length > 0
    ? shape.paths.join(', ')
    : undefined
}
