// Reads one ID file: opens it, recognises its format and brings every cell to the parser.
import type { BadLines } from './bad-lines.js'
import { CsvReader } from './tables/csv-reader.js'
import type { ReadFile } from './rounding-report.js'
import type { IdFile } from './find-files.js'
import type { IdCollector } from '../ids/id-set.js'
import { Failure } from '../lib/failure.js'
import { code, say } from '../lib/message.js'
import { adviceOnForm } from './json/id-paths.js'
import { JsonReader } from './json/json-reader.js'
import { CellParser } from './cell.js'
import type { Reader } from './reader.js'
import { recognise, type Reading, type Shape } from './recognise.js'
import { evenPieces } from './decode/pieces.js'
import { Utf8Check } from './decode/utf8.js'
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
    const parser = new CellParser(reading.type, set, (line, reason, cell) =>
      badLines.add(file.name, line, reason, cell, shape.format)
    )
    const reader = readerFor(shape, parser, reading, file)
    const utf8 = 'paths' in shape ? new Utf8Check() : undefined
    for await (const bytes of evenPieces(source.chunks(), signal)) {
      utf8?.feed(bytes)
      reader.feed(bytes)
      await set.settle()
    }
    reader.end()
    utf8?.end()
    parser.flush()
    if (shape.format === 'csv' && parser.invalid > parser.read / 2)
      badLines.addWhole(file.name, shape.whole)
    const contradiction =
      'contradiction' in reader ? reader.contradiction : undefined
    if (contradiction !== undefined)
      throw new Failure('ids-invalid', {
        what: say`The records of ${code(file.name)} have short numbers as their \`id\`, which are not those of ${reading.type === 'tweets' ? 'posts' : 'accounts'}.`,
        ...contradiction
      })
    if (isOfNoForm(shape, parser))
      badLines.addUnknownForm(
        file.name,
        parser.invalid,
        adviceOnForm(
          source.sample,
          reading.type,
          shape.format === 'jsonl',
          source.isWhole
        )
      )
    const evidence = parser.rounding.damage
    return {
      damage: evidence === undefined ? undefined : { evidence, file, shape },
      unread: shape.format === 'csv' ? shape.unread.slice(0, mostUnread) : [],
      notices: reader.notices,
      isUtf8: utf8?.isValid ?? true,
      record: {
        name: file.name,
        bytes: file.bytes,
        sha256: await source.sha256(),
        format: shape.format,
        compression: source.compression,
        column: columnOf(shape),
        read: parser.read,
        invalid: parser.invalid
      }
    }
  } finally {
    await source.close()
  }
}

/** So many columns that are not read are kept in mind of each file. */
const mostUnread = 20

/** Whether none of its records is of a known form. */
function isOfNoForm(shape: Shape, parser: CellParser): boolean {
  const isByForm = 'paths' in shape && shape.paths.length === 0
  return isByForm && parser.invalid > 0 && parser.read === parser.invalid
}

function readerFor(
  shape: Shape,
  parser: CellParser,
  { type }: Reading,
  file: IdFile
): Reader | JsonReader {
  if (shape.format === 'text') return new TextReader(parser, shape)
  if (shape.format === 'csv') return new CsvReader(parser, shape, file.name)
  return new JsonReader(parser, shape, type, file.name)
}

function columnOf(shape: Shape): string | undefined {
  if (shape.format === 'csv')
    return shape.columns.map(({ name }) => name).join(', ')
  return 'paths' in shape && shape.paths.length > 0
    ? shape.paths.join(', ')
    : undefined
}
