// Recognises files that are no ID files at all, and says what to do with them.
import { code, joined, say, type Message } from '../lib/message.js'
import { Failure } from '../lib/failure.js'
import { printable } from '../lib/text.js'

interface Foreign {
  /** What the file is. */
  what: Message
  why?: Message
  fix: Message
}

/** What the bytes of a file are packed with already, as they are read. */
type Outer = 'none' | 'gzip' | 'zstd'

/** Packed content by its first bytes: what it is, the end of its name, and what unpacks a file that is named as for a shell. */
const archives: readonly (readonly [
  magic: string,
  what: string,
  extension: string,
  command: string
])[] = [
  // Content that was unpacked once.
  ['\u001f\u008b', 'gzip', 'gz', 'gunzip'],
  ['(\u00b5/\u00fd', 'zstd', 'zst', 'zstd -d'],
  ['BZh', 'bzip2', 'bz2', 'bunzip2 --keep'],
  ['\u00fd7zXZ\u0000', 'xz', 'xz', 'xz -dk'],
  ['7z\u00bc\u00af', '7-Zip', '7z', '7z x'],
  ['Rar!', 'RAR', 'rar', 'unrar x'],
  ['\u001f\u009d', '.Z', 'Z', 'gunzip'],
  ['\u0004"M\u0018', 'lz4', 'lz4', 'lz4 -d']
]

/** Bytes by which other kinds of files begin, and what to do with such a file, whose name is quoted for a shell. */
const kinds: readonly (readonly [
  magic: string,
  kind: (file: string, start: Buffer) => Foreign
])[] = [
  ['PK\u0003\u0004', zipped],
  ['\u00d0\u00cf\u0011\u00e0', () => exported('an old Excel workbook')],
  ['PAR1', () => exported('a Parquet file', 'pandas.read_parquet')],
  ['ARROW1', () => exported('an Arrow or Feather file', 'pandas.read_feather')],
  ['FEA1', () => exported('a Feather file', 'pandas.read_feather')],
  ['ORC', () => exported('an ORC file', 'pandas.read_orc')],
  ['Obj\u0001', () => exported('an Avro file', 'fastavro.reader')],
  ['\u0093NUMPY', numpy],
  // The same, once it was read as Latin-1 and written as UTF-8.
  ['\u00c2\u0093NUMPY', numpy],
  ['\u0080\u0002', pickle],
  ['\u0080\u0003', pickle],
  ['\u0080\u0004\u0095', pickle],
  ['\u0080\u0005\u0095', pickle],
  ['<stata_dta>', () => exported('a Stata file', 'pandas.read_stata')],
  ['$FL2', () => exported('an SPSS file', 'pandas.read_spss')],
  ['$FL3', () => exported('an SPSS file', 'pandas.read_spss')],
  [
    'WARC/',
    () => ({
      what: say`a WARC file, an archive of web pages`,
      fix: say`Take the bodies of the responses out of it first, such as with \`warcio extract\`, and name the JSON in \`ids\`.`
    })
  ],
  ['SQLite format 3', () => exported('an SQLite database')],
  ['\u0089HDF', () => exported('an HDF5 file')],
  ['RDX', () => exported('an R data file')],
  ['RDA', () => exported('an R data file')],
  ['X\n\u0000\u0000', () => exported('an R data file')],
  ['%PDF', () => exported('a PDF document')],
  [
    'version https://git-lfs.github.com/spec/',
    () => ({
      what: say`a Git LFS pointer, not the file itself`,
      why: say`The repository keeps this file in Git LFS, and the checkout did not fetch it.`,
      fix: say`Add \`lfs: true\` under \`with:\` of the \`actions/checkout\` step.`
    })
  ]
]

const packed = (what: string, command: string): Foreign => ({
  what: say`${what}`,
  why: say`Of compressed files, gzip and zstd are read as they are.`,
  fix: say`Unpack it in an earlier step: ${code(command)}, and name the result in \`ids\`.`
})

const unpackers = { none: 'cat', gzip: 'gunzip -c', zstd: 'zstd -dc' } as const

const twice = (inner: string, outer: Outer, into: string, file: string) => ({
  what: say`packed twice, with ${inner} inside`,
  fix: say`Unpack it once in an earlier step, such as ${code(`${unpackers[outer]} ${file} > ${into}`)}, and name the result in \`ids\`.`
})

/** What is packed in a way that is not read, or once too often. */
function archived(
  head: string,
  file: string,
  outer: Outer
): Foreign | undefined {
  const found = archives.find(([magic]) => head.startsWith(magic))
  if (found === undefined) return undefined
  const [, what, extension, command] = found
  if (outer !== 'none') return twice(what, outer, `ids.${extension}`, file)
  const article = /^(?:xz|lz4)/.test(what) ? 'an' : 'a'
  return packed(`${article} ${what} archive`, `${command} ${file}`)
}

const exported = (what: string, reader?: string): Foreign => ({
  what: say`${what}`,
  fix: say`${reader === undefined ? '' : say`Read it with ${code(reader)}. `}Export the IDs as text, one per line, or as CSV with the IDs as text.`
})

function numpy(): Foreign {
  return exported('a NumPy array', 'numpy.load')
}

function pickle(): Foreign {
  return exported('a Python pickle', 'pandas.read_pickle')
}

/** How many members of an archive are named. */
const namedMembers = 5

function zipped(file: string, start: Buffer): Foreign {
  if (/\.xls[xmb]'$/i.test(file))
    return {
      what: say`an Excel workbook`,
      fix: say`Format the ID column as Text, check that no digit was lost, and save as CSV UTF-8.`
    }
  const members = membersOf(start)
  const ofArchive = members.find(name => /(^|\/)data\/tweets?\.js$/.test(name))
  const pattern =
    ofArchive !== undefined
      ? 'unpacked/**/data/tweets*.js'
      : `unpacked/**/*${/\.[A-Za-z0-9]{1,8}$/.exec(members[0] ?? '')?.[0] ?? ''}`
  const shown = joined(
    members.slice(0, namedMembers).map(name => [code(name, 80)]),
    ', '
  )
  return {
    what: say`a zip archive`,
    why:
      members.length === 0
        ? say`Of compressed files, gzip and zstd are read as they are.`
        : say`It holds ${shown}${members.length > namedMembers ? ' and more' : ''}.`,
    fix: say`Unpack it in an earlier step: ${code(`unzip -o ${file} -d unpacked`)}, and set ${code(`ids: ${pattern}`)}.`
  }
}

/** Names of the members whose local headers are at hand; folders left out. */
function membersOf(start: Buffer): string[] {
  const names: string[] = []
  let at = start.indexOf('PK\u0003\u0004')
  while (at >= 0 && at + 30 < start.length && names.length <= namedMembers) {
    const length = start.readUInt16LE(at + 26)
    const name = start.toString('utf8', at + 30, at + 30 + length)
    const isWhole = length > 0 && at + 30 + length <= start.length
    if (isWhole && !name.endsWith('/')) names.push(name)
    at = start.indexOf('PK\u0003\u0004', at + 30)
  }
  return names
}

/**
 * @param start the first bytes of the content
 * @param outer what the content was packed with
 * @throws Failure `ids-invalid` when it is no ID file at all
 */
export function refuseForeign(
  start: Uint8Array,
  name: string,
  outer: Outer = 'none'
): void {
  const head = Buffer.from(start.subarray(0, 4096)).toString('latin1')
  const file = `'${printable(name, 200).replaceAll("'", String.raw`'\''`)}'`
  const foreign =
    archived(head, file, outer) ??
    kinds.find(([magic]) => head.startsWith(magic))?.[1](
      file,
      Buffer.from(start.buffer, start.byteOffset, start.length)
    ) ??
    byContent(head, file)
  if (foreign === undefined) return
  throw new Failure('ids-invalid', {
    what: say`${code(name)} is ${foreign.what}.`,
    why: foreign.why,
    fix: foreign.fix
  })
}

/** Whether JSON is a problem of v2, or errors of v1.1, and nothing else. */
function isApiError(text: string): boolean {
  const value = parsed(text)
  if (!isRecord(value)) return false
  const keys = Object.keys(value)
  const { title, status, errors } = value
  if (typeof title === 'string' && typeof status === 'number')
    return status >= 400 && !keys.some(key => /id(_str)?$/.test(key))
  return (
    keys.join() === 'errors' &&
    Array.isArray(errors) &&
    errors.length > 0 &&
    errors.every(
      error => isRecord(error) && 'message' in error && 'code' in error
    )
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function parsed(text: string): unknown {
  try {
    return /^\s*\{/.test(text) ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}

/** An `ObjectId(` or the like behind a key, outside of strings. */
const mongoShell =
  /^\s*[[{][^]*?"[\w$.]{1,100}"\s{0,10}:\s{0,10}(?:ObjectId|NumberLong|NumberInt|ISODate|Timestamp)\(/

/** Text that another program than one of JSON writes, by its start. The patterns have no repeats that meet. */
const notations: readonly (Foreign & { pattern: RegExp })[] = [
  {
    // [1] "1201234500000000101" "1201234500000000108"
    pattern: /^\s*(?:\[\[1\]\]\s+)?\[1\][ \t]+["\d]/,
    what: say`a vector as R prints it, not JSON`,
    why: say`The numbers in brackets are places in the vector, and no IDs.`,
    fix: say`Write the vector to a file with \`writeLines(as.character(ids), "ids.txt")\`, from IDs that are text: R rounds long numbers.`
  },
  {
    pattern: /^\s*(?:\/\/|\/\*|#|%)[^]{0,1000}?\n\s{0,9}[[{]/,
    what: say`JSON below a comment`,
    why: say`JSON has no comments.`,
    fix: say`Remove the lines above the first \`{\` or \`[\`, such as with \`sed 1d FILE > posts.json\` for one line.`
  },
  {
    pattern: /^HTTP\/[\d.]{1,5} \d{3}\b/,
    what: say`an HTTP response with its headers`,
    fix: say`Keep the body alone: leave out \`-i\` or \`--include\` of \`curl\`.`
  },
  {
    pattern:
      /^\s*(?:(?:(?:var|let|const)\s{1,9})?[\w$.]{1,80}\s{0,9}=\s{0,9}[[{(]|export default\b|[\w$.]{1,80}\(\s{0,9}[[{])/,
    what: say`JavaScript, not JSON`,
    fix: say`Keep only the value: remove what stands in front of the first \`{\` or \`[\`, and the \`)\` or \`;\` behind the last \`}\` or \`]\`.`
  },
  {
    pattern:
      /^(?:(?:--|\/\*)[^]{0,3000}?\n)?(?:SET |CREATE TABLE|INSERT INTO|COPY |PRAGMA )/,
    what: say`an SQL dump`,
    fix: say`Export the column of the IDs as CSV or text instead, such as with \`COPY (SELECT id FROM posts) TO STDOUT\`.`
  }
]

function byContent(head: string, file: string): Foreign | undefined {
  if (/^\s*[[({]{1,3}\s*u?'/.test(head))
    return {
      what: say`written in Python's notation, not as JSON`,
      why: say`A list or dict was printed (\`str\`, \`repr\`), which quotes with \`'\`.`,
      fix: say`Write it with \`json.dumps\`, one record a line, or write the IDs as text, one per line.`
    }
  if (mongoShell.test(head))
    return {
      what: say`written in the notation of the mongo shell, not as JSON`,
      why: say`\`ObjectId(…)\`, \`NumberLong(…)\` and \`ISODate(…)\` are no JSON.`,
      fix: say`Export with \`mongoexport\`, which writes JSON lines.`
    }
  const notation = notations.find(({ pattern }) => pattern.test(head))
  if (notation) return notation
  if (/^....[\u0001-\u0013]_id\u0000/s.test(head))
    return {
      what: say`a BSON dump of MongoDB`,
      fix: say`Convert it with ${code(`bsondump ${file}`)}, or export with \`mongoexport\`.`
    }
  if (/^[\u0071-\u0073][\u0001\u0002]\u0001\u0000/.test(head))
    return exported('a Stata file', 'pandas.read_stata')
  if (
    /^\s*<(?:\?xml|rss|feed|osm|posts|rows|dump)\b/i.test(head) &&
    !/^\s*<\?xml[^]{0,300}?<(?:!doctype html|html|error)/i.test(head)
  )
    return {
      what: say`XML, not a list of IDs`,
      fix: say`Take the IDs out of it and write them as text, one per line, or as CSV with the IDs as text.`
    }
  if (/^\s*<(!doctype|html|head|body|\?xml|!--|error)/i.test(head))
    return {
      what: say`an HTML or XML page, not a list of IDs`,
      why: say`It looks like an error or login page that was saved as the file.`,
      fix: say`Download the file again, and check the status of the download (\`curl --fail\`).`
    }
  if (isApiError(head))
    return {
      what: say`an error that the API of X answered, not a list of IDs`,
      why: say`The response was saved without a check of its status.`,
      fix: say`Create the file again, and check the status of the request (\`curl --fail\`).`
    }
  if (head.slice(257, 262) === 'ustar')
    return packed('a tar archive', `tar -xf ${file}`)
  const strange = head.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/g)
  if ((strange?.length ?? 0) > head.length / 10)
    return {
      what: say`binary data`,
      why: say`It may be one part of a split archive, or text in UTF-16 without its mark.`,
      fix: say`Give plain text in UTF-8: join split parts (\`cat ids.gz.part* > ids.gz\`), or save the file as UTF-8.`
    }
  return undefined
}
