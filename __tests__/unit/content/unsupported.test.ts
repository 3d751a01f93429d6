// Files that are no ID files: each is called by its name, with the way to IDs.
import { describe, expect, it } from '@jest/globals'
import { gzipSync } from 'node:zlib'
import { prepare } from './support.js'

const bytes = (text: string) => Buffer.from(text, 'latin1')

const packed = (command: string) =>
  `Of compressed files, gzip and zstd are read as they are. Unpack it in an earlier step: \`${command}\`, and name the result in \`ids\`.`
const unzip = (file: string) =>
  `a zip archive. Of compressed files, gzip and zstd are read as they are. Unpack it in an earlier step: \`unzip -o ${file} -d unpacked\`, and set \`ids: unpacked/**/*\`.`
const workbook =
  'an Excel workbook. Format the ID column as Text, check that no digit was lost, and save as CSV UTF-8.'
const twice = (inner: string, command: string) =>
  `packed twice, with ${inner} inside. Unpack it once in an earlier step, such as \`${command}\`, and name the result in \`ids\`.`
const toExport =
  'Export the IDs as text, one per line, or as CSV with the IDs as text.'
const page =
  'an HTML or XML page, not a list of IDs. It looks like an error or login page that was saved as the file. Download the file again, and check the status of the download (`curl --fail`).'
const apiError =
  'an error that the API of X answered, not a list of IDs. The response was saved without a check of its status. Create the file again, and check the status of the request (`curl --fail`).'
const binary =
  'binary data. It may be one part of a split archive, or text in UTF-16 without its mark. Give plain text in UTF-8: join split parts (`cat ids.gz.part* > ids.gz`), or save the file as UTF-8.'

const zip = bytes('PK\u0003\u0004x')

describe('a file that holds no IDs', () => {
  it.each<[name: string, content: Uint8Array, message: string]>([
    ['ids.xlsx', zip, workbook],
    ['IDS.XLSM', zip, workbook],
    ['ids.xlsb', zip, workbook],
    ['ids.zip', zip, unzip("'ids.zip'")],
    ['my.xlsx.zip', zip, unzip("'my.xlsx.zip'")],
    ["it's.zip", zip, unzip(String.raw`'it'\''s.zip'`)],
    [
      'a.gz',
      gzipSync(gzipSync('1\n')),
      twice('gzip', "gunzip -c 'a.gz' > ids.gz")
    ],
    [
      'a.gz',
      gzipSync(bytes('(\u00b5/\u00fdx')),
      twice('zstd', "gunzip -c 'a.gz' > ids.zst")
    ],
    [
      'a.bz2',
      bytes('BZh9x'),
      `a bzip2 archive. ${packed("bunzip2 --keep 'a.bz2'")}`
    ],
    [
      'a.xz',
      bytes('\u00fd7zXZ\u0000x'),
      `an xz archive. ${packed("xz -dk 'a.xz'")}`
    ],
    [
      'a.7z',
      bytes('7z\u00bc\u00afx'),
      `a 7-Zip archive. ${packed("7z x 'a.7z'")}`
    ],
    ['a.rar', bytes('Rar!x'), `a RAR archive. ${packed("unrar x 'a.rar'")}`],
    ['a.Z', bytes('\u001f\u009dx'), `a .Z archive. ${packed("gunzip 'a.Z'")}`],
    [
      'a.lz4',
      bytes('\u0004"M\u0018x'),
      `an lz4 archive. ${packed("lz4 -d 'a.lz4'")}`
    ],
    [
      'a.tgz',
      gzipSync(bytes(`${'x'.repeat(257)}ustar\0`)),
      `a tar archive. ${packed("tar -xf 'a.tgz'")}`
    ],
    [
      'a.xls',
      bytes('\u00d0\u00cf\u0011\u00e0x'),
      `an old Excel workbook. ${toExport}`
    ],
    [
      'a.parquet',
      bytes('PAR1x'),
      `a Parquet file. Read it with \`pandas.read_parquet\`. ${toExport}`
    ],
    [
      'a.arrow',
      bytes('ARROW1x'),
      `an Arrow or Feather file. Read it with \`pandas.read_feather\`. ${toExport}`
    ],
    ['a.db', bytes('SQLite format 3\0'), `an SQLite database. ${toExport}`],
    ['a.h5', bytes('\u0089HDFx'), `an HDF5 file. ${toExport}`],
    ['a.rdata', gzipSync('RDX3\nX\n'), `an R data file. ${toExport}`],
    ['a.rdata', gzipSync('RDA3\nA\n'), `an R data file. ${toExport}`],
    ['a.rds', gzipSync('X\n\0\0\0\u0003'), `an R data file. ${toExport}`],
    ['a.pdf', bytes('%PDF-1.7'), `a PDF document. ${toExport}`],
    [
      'a.txt',
      bytes(
        'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n'
      ),
      'a Git LFS pointer, not the file itself. The repository keeps this file in Git LFS, and the checkout did not fetch it. Add `lfs: true` under `with:` of the `actions/checkout` step.'
    ],
    ['a.html', bytes('<!DOCTYPE html>'), page],
    ['a.html', bytes(' \n<html>'), page],
    ['a.html', bytes('<HEAD>'), page],
    ['a.html', bytes('<body>'), page],
    ['a.html', bytes('<!-- x -->'), page],
    ['a.xml', bytes('<?xml version="1.0"?><Error/>'), page],
    ['a.xml', bytes('<Error><Code>AccessDenied</Code></Error>'), page],
    [
      'a.json',
      bytes(
        '{"title":"Unauthorized","type":"about:blank","status":401,"detail":"Unauthorized"}'
      ),
      apiError
    ],
    [
      'a.json',
      bytes('\n{\n  "status": 503,\n  "title": "Service Unavailable"\n}\n'),
      apiError
    ],
    [
      'a.json',
      bytes('{"errors":[{"code":89,"message":"Invalid or expired token."}]}\n'),
      apiError
    ],
    [
      'a.json',
      bytes(
        '\n{ "errors" : [ {\n"message" : "Rate limit exceeded", "code" : 88 } ] }'
      ),
      apiError
    ],
    ['a.part01', bytes(`${'x'.repeat(88)}${'\u0001\u001c'.repeat(6)}`), binary]
  ])('%s, %#', async (name, content, message) => {
    const { code, message: said, ids } = await prepare({ [name]: content })
    expect(code).toBe('ids-invalid')
    expect(said).toBe(`\`${name}\` is ${message}`)
    expect(ids).toEqual([])
  })
})

describe('a file that looks like another kind, and holds IDs', () => {
  const a = '1200000000000000001'

  it.each<[what: string, content: string]>([
    ['a page below a header', `tweet_id,html\n${a},<html>\n`],
    [
      'a post whose title and status are its own',
      `{"id":"${a}","text":"x","title":"x","status":404}\n`
    ],
    [
      'a post of v1.1 with such fields',
      `{"id_str":"${a}","text":"x","title":"x","status":404}\n`
    ],
    [
      'a page of posts with errors',
      `{"data":[{"id":"${a}","text":"x"}],"errors":[{"message":"x","code":50}]}\n`
    ],
    [
      'a post behind an error',
      `{"errors":[{"message":"x","code":50}]}\n{"id":"${a}","text":"x"}\n`
    ],
    [
      'a table with a few control characters',
      `tweet_id,text\n${a},${'x'.repeat(80)}\u0001\u0002\u0003\n`
    ],
    [
      'a table with colours of a terminal',
      `tweet_id,text\n${a},${'\u001b[1m'.repeat(30)}\n`
    ],
    [
      'a table with the name of an archive in it',
      `tweet_id,kind\n${a},${'x'.repeat(200)}PK\n`
    ]
  ])('%s', async (_, content) => {
    const { ids } = await prepare({ 'ids.txt': content }, { onInvalid: 'skip' })
    expect(ids).toEqual([a])
  })
})
