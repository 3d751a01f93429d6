// A failure as a notice on a page.
import type { Failure } from '../../lib/failure.js'
import type { Severity } from '../../domain.js'
import { prose } from './inline-code.js'
import type { Notice } from './model.js'

/** What happened, the cause and the fix. Give a title where the headline does not name the code. */
export function failureNotice(
  { text: { what, why, fix } }: Failure,
  severity: Severity = 'bad',
  title?: string
): Notice {
  return {
    severity,
    ...(title === undefined ? {} : { title }),
    blocks: [
      ...prose(what),
      ...(why === undefined ? [] : prose(why, 'Cause: ')),
      ...prose(fix, 'Fix: ')
    ]
  }
}
