// Recognises files that are no ID files at all, and says what to do with them.
import { code, say, type Message } from '../lib/message.js'
import { Failure } from '../lib/failure.js'
import { printable } from '../lib/text.js'

interface Foreign {
  /** What the file is. */
  what: Message
  why?: Message
  fix: Message
}

/** Bytes by which a kind of file begins, and what to do with such a file, whose name is quoted for a shell. */
const kinds: readonly (readonly [
  magic: string,
  kind: (file: string) => Foreign
])[] = [
  [
    'PK\u0003\u0004',
    file =>
      /\.xls[xmb]'$/i.test(file)
        ? {
            what: say`an Excel workbook`,
            fix: say`Format the ID column as Text, check that no digit was lost, and save as CSV UTF-8.`
          }
        : {
            what: say`a zip archive`,
            fix: say`Unpack it in an earlier step: ${code(`unzip -p ${file} > ids.txt`)}, and name the result in \`ids\`.`
          }
  ],
  // Content that was unpacked once.
  ['\u001f\u008b', file => twice('gzip', `gunzip -c ${file} > ids.gz`)],
  ['(\u00b5/\u00fd', file => twice('zstd', `gunzip -c ${file} > ids.zst`)],
  ['BZh', file => packed('a bzip2 archive', `bunzip2 --keep ${file}`)],
  ['\u00fd7zXZ\u0000', file => packed('an xz archive', `xz -dk ${file}`)],
  ['7z\u00bc\u00af', file => packed('a 7-Zip archive', `7z x ${file}`)],
  ['Rar!', file => packed('a RAR archive', `unrar x ${file}`)],
  ['\u001f\u009d', file => packed('a .Z archive', `gunzip ${file}`)],
  ['\u0004"M\u0018', file => packed('an lz4 archive', `lz4 -d ${file}`)],
  ['\u00d0\u00cf\u0011\u00e0', () => exported('an old Excel workbook')],
  ['PAR1', () => exported('a Parquet file')],
  ['ARROW1', () => exported('an Arrow file')],
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

const twice = (inner: string, command: string): Foreign => ({
  what: say`packed twice, with ${inner} inside`,
  fix: say`Unpack it once in an earlier step, such as ${code(command)}, and name the result in \`ids\`.`
})

const exported = (what: string): Foreign => ({
  what: say`${what}`,
  fix: say`Export the IDs as text, one a line, or as CSV with the IDs as text.`
})

/**
 * @param start the first bytes of the content
 * @throws Failure `ids-invalid` when it is no ID file at all
 */
export function refuseForeign(start: Uint8Array, name: string): void {
  const head = Buffer.from(start.subarray(0, 4096)).toString('latin1')
  const file = `'${printable(name, 200).replaceAll("'", String.raw`'\''`)}'`
  const foreign =
    kinds.find(([magic]) => head.startsWith(magic))?.[1](file) ??
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

function byContent(head: string, file: string): Foreign | undefined {
  if (/^\s*<(!doctype|html|head|body|\?xml|!--|error)/i.test(head))
    return {
      what: say`an HTML or XML page, not a list of IDs`,
      why: say`It looks like an error or login page that was saved as the file.`,
      fix: say`Download the file again, and check the status of the download (\`curl --fail\`).`
    }
  if (isApiError(head))
    return {
      what: say`an error that the API of X answered, not a list of IDs`,
      why: say`The answer was saved without a look at its status.`,
      fix: say`Make the file again, and check the status of the request (\`curl --fail\`).`
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
