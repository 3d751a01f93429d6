// What the reader must know beside the result: what was not checked, what is not known, and what looks wrong in the ID files.
import { count, plural } from '../../lib/text.js'
import { inlines } from '../page/inline-code.js'
import type { Section, Text } from '../page/model.js'
import { share } from '../page/numbers.js'
import { uncheckedIds, type RunRecord } from '../record.js'
import { wasWere } from '../wording.js'

/** @param most how many words of the service, reasons and findings are named */
export function warnings(record: RunRecord, most: number): Section[] {
  const items = [...ofResults(record, most), ...ofFiles(record, most)]
  return items.length > 0
    ? [{ title: 'Warnings', blocks: [{ kind: 'list', items }] }]
    : []
}

function ofResults(record: RunRecord, most: number): Text[] {
  const { tally } = record
  if (!tally) return []
  const items: Text[] = []
  const unchecked = uncheckedIds(record)
  if (unchecked > 0)
    items.push([
      {
        strong: `${plural(unchecked, 'ID')} ${wasWere(unchecked)} not checked.`
      },
      ` X refused ${unchecked === 1 ? 'it' : 'them'} as invalid (`,
      { code: 'invalid_id' },
      tally.unidentified > 0
        ? `). It does not name ${count(tally.unidentified)} of them.`
        : ').'
    ])
  if (tally.unsubmitted > 0)
    items.push([
      {
        strong: `${plural(tally.unsubmitted, 'ID')} in the results ${wasWere(tally.unsubmitted)} never submitted.`
      },
      ' Their events are counted, but they are in no list.'
    ])
  if (tally.byEvent.other > 0) {
    const unknown = Object.entries(tally.otherReasons)
    const shown = unknown
      .slice(0, most)
      .flatMap(([word, n], index) => [
        index === 0 ? ' ' : ', ',
        { code: word },
        ` (${count(n)})`
      ])
    const left = unknown.length - most
    items.push([
      {
        strong: `${plural(tally.byEvent.other, 'row has a reason', 'rows have a reason')} that this action does not know:`
      },
      ...shown,
      left > 0 ? ` and ${plural(left, 'more reason')}.` : '.'
    ])
  }
  return items
}

/** What the failure says already is left out. */
function ofFiles({ ids, error, status }: RunRecord, most: number): Text[] {
  if (!ids || error?.code === 'ids-damaged') return []
  const items: Text[] = []
  if (ids.invalid > 0 && error?.code !== 'ids-invalid') {
    const reasons = Object.entries(ids.invalidByReason).slice(0, most)
    items.push([
      {
        strong: `${plural(ids.invalid, 'line holds', 'lines hold')} no ID`
      },
      ` (${share(ids.invalid, ids.read)} of what was read) and ${status === 'checked' ? (ids.invalid === 1 ? 'is' : 'are') : wasWere(ids.invalid)} left out`,
      reasons.length > 0 ? ': ' : '',
      reasons.map(([reason, n]) => `${reason} (${count(n)})`).join(', '),
      '.'
    ])
  }
  return [...items, ...ids.findings.slice(0, most).map(inlines)]
}
