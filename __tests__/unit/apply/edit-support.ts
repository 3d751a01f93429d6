// Runs an editor over a text that comes in pieces, and tells the whole outcome.
import {
  verdict,
  type EditSink,
  type Gap,
  type Rule,
  type Verdicts
} from '../../../src/apply/edits/edit.js'
import { IdSet, ListVerdicts } from '../../../src/apply/verdicts.js'
import { JsonEditor } from '../../../src/apply/edits/json-edits.js'

export interface Lists {
  posts?: Partial<Record<keyof typeof verdict, readonly string[]>>
  users?: Partial<Record<keyof typeof verdict, readonly string[]>>
}

export interface Edited {
  text: string
  records: { kept: number; changed: number; removed: number }
  rules: Partial<Record<Rule, number>>
  removed: string[]
  refetch: string[]
  review: string[]
  unreachable: Partial<Record<Gap, number>>
  bad: [line: number, reason: string][]
  unknown: number[]
}

export function verdictsOf({ posts = {}, users = {} }: Lists): Verdicts {
  const setsOf = (lists: Lists['posts'] = {}) =>
    Object.entries(lists).map(([name, ids]): [number, IdSet] => [
      verdict[name as keyof typeof verdict],
      new IdSet(BigUint64Array.from(ids, BigInt).sort())
    ])
  return new ListVerdicts(setsOf(posts), setsOf(users))
}

/** @param size of the pieces */
export function edit(
  content: string,
  lists: Lists,
  isLines: boolean | undefined,
  size = 1 << 20
): Edited {
  const bytes = Buffer.from(content)
  const edited: Edited = {
    text: '',
    records: { kept: 0, changed: 0, removed: 0 },
    rules: {},
    removed: [],
    refetch: [],
    review: [],
    unreachable: {},
    bad: [],
    unknown: []
  }
  const parts: string[] = []
  let at = 0
  const sink: EditSink = {
    splice: (start, end, text) => {
      if (start < at || end < start)
        throw new Error(`the splice ${start}-${end} is behind ${at}`)
      parts.push(bytes.toString('utf8', at, start), text)
      at = end
    },
    record: (outcome, records = 1) => {
      edited.records[outcome] += records
    },
    rule: rule => (edited.rules[rule] = (edited.rules[rule] ?? 0) + 1),
    removed: id => edited.removed.push(String(id)),
    refetch: id => edited.refetch.push(String(id)),
    review: id => edited.review.push(String(id)),
    unreachable: (gap, count = 1) =>
      (edited.unreachable[gap] = (edited.unreachable[gap] ?? 0) + count),
    bad: (line, reason) => edited.bad.push([line, reason]),
    unknown: line => edited.unknown.push(line)
  }
  const editor = new JsonEditor(verdictsOf(lists), sink, isLines, 'posts.json')
  for (let from = 0; from < bytes.length; from += size) {
    editor.feed(bytes.subarray(from, from + size))
  }
  editor.end()
  edited.text = parts.join('') + bytes.toString('utf8', at)
  return edited
}
