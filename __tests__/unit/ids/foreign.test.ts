// Files that are no ID files: each is called by its name, with the way to IDs.
import { describe, expect, it } from '@jest/globals'
import { prepare } from './support.js'

const bytes = (text: string) => Buffer.from(text, 'latin1')

describe('a file that holds no IDs', () => {
  it.each<[string, Buffer, RegExp]>([
    [
      'ids.xlsx',
      bytes('PK\u0003\u0004x'),
      /an Excel workbook.*save as CSV UTF-8/
    ],
    ['ids.zip', bytes('PK\u0003\u0004x'), /a zip archive.*unzip -p 'ids\.zip'/],
    [
      "it's.zip",
      bytes('PK\u0003\u0004x'),
      /`unzip -p 'it'\\''s\.zip' > ids\.txt`/
    ],
    ['ids.7z', bytes('7z\u00bc\u00afx'), /a 7-Zip archive.*7z x 'ids\.7z'/],
    ['ids.rar', bytes('Rar!x'), /a RAR archive.*unrar x 'ids\.rar'/],
    ['ids.Z', bytes('\u001f\u009dx'), /a \.Z archive.*gunzip 'ids\.Z'/],
    ['ids.lz4', bytes('\u0004"M\u0018x'), /an lz4 archive.*lz4 -d 'ids\.lz4'/],
    ['ids.xls', bytes('\u00d0\u00cf\u0011\u00e0x'), /an old Excel workbook/],
    ['ids.arrow', bytes('ARROW1x'), /an Arrow file/],
    ['ids.db', bytes('SQLite format 3\0'), /an SQLite database/],
    ['ids.h5', bytes('\u0089HDFx'), /an HDF5 file/],
    [
      'ids.xml',
      bytes('<?xml version="1.0"?><Error/>'),
      /an HTML or XML page.*curl --fail/
    ]
  ])('%s', async (name, content, message) => {
    const { code, message: said, ids } = await prepare({ [name]: content })
    expect(code).toBe('ids-invalid')
    expect(said).toMatch(message)
    expect(ids).toEqual([])
  })
})
