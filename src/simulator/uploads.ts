// Takes an upload: bytes to disk, lines to verdicts, in one pass and in constant memory.
import type { Upload } from './jobs.js'
import { LineCutter } from './lines.js'
import { ResultsWriter, type Results } from './results.js'
import { FileWriter } from './stored-file.js'
import type { RowsFor } from './verdicts.js'

export interface UploadOrder {
  /** Where the two files go, without their ending. */
  readonly path: string
  readonly rowsFor: RowsFor
  readonly blankLines: boolean
  /** Bytes. */
  readonly limit: number
  /** Alter one byte of the stored copy. */
  readonly damage: boolean
}

export class UploadTooLarge extends Error {}

/** Throws `UploadTooLarge`, and whatever breaks the request off; nothing is left on disk then. */
export async function receiveUpload(
  source: AsyncIterable<Buffer>,
  order: UploadOrder
): Promise<{ upload: Omit<Upload, 'at'>; results: Results }> {
  const file = await FileWriter.create(`${order.path}.ids`)
  const results = new ResultsWriter(`${order.path}.ndjson`)
  const cutter = new LineCutter()
  let bytes = 0
  let lines = 0
  const judge = (some: readonly string[]) => {
    lines += some.length
    for (const line of some)
      for (const row of order.rowsFor(line)) results.add(row)
  }
  try {
    for await (const chunk of source) {
      if (order.damage && bytes === 0) chunk[0] = (chunk[0] ?? 0) ^ 1
      bytes += chunk.length
      if (bytes > order.limit) throw new UploadTooLarge()
      await file.write(chunk)
      judge(cutter.push(chunk))
    }
    judge(cutter.end())
    return {
      upload: { ...(await file.close()), lines },
      results: await results.compose({ blankLines: order.blankLines })
    }
  } catch (error) {
    await file.discard()
    await results.discard()
    throw error
  }
}
