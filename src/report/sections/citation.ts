// A sentence fit to be cited: totals only, since X's policy may forbid publishing counts by reason.
import { count } from '../../lib/text.js'
import { text } from '../page/inline-code.js'
import type { Section } from '../page/model.js'
import { day, share } from '../page/numbers.js'
import {
  checkedAt,
  isSimulated,
  uncheckedIds,
  type RunRecord
} from '../record.js'
import { counted, nounsOf, wasWere } from '../wording.js'

export function citation(record: RunRecord): Section[] {
  const { ids, tally, inputs, status } = record
  const at = checkedAt(record)
  if (status !== 'complete' || !ids || !tally?.required || at === undefined)
    return []
  const checked = ids.submitted - uncheckedIds(record)
  if (isSimulated(record) || checked === 0) return []
  const nouns = nounsOf(inputs?.type ?? 'tweets')
  const { delete: toDelete, 'scrub-geo': toScrub } = tally.required
  const part = (n: number) => `${count(n)} (${share(n, checked)})`
  return [
    {
      title: 'Sentence for a paper',
      folded: true,
      blocks: [
        {
          kind: 'quote',
          text: [
            `On ${day(at)}, ${counted(checked, nouns)} ${wasWere(checked)} checked with the batch compliance endpoint of the X API v2: ${part(toDelete)} ${wasWere(toDelete)} identified as no longer available, and ${part(toScrub)} as stripped of location information by the author.`
          ]
        },
        text(
          'This run identified them; it removed nothing. The sentence has no counts by reason: X’s developer policy may forbid publishing them.'
        )
      ]
    }
  ]
}
