// Text as HTML that reads as just that text.
import { printable } from '../../lib/text.js'

export function escapeHtml(text: string): string {
  return printable(text, 1000).replace(
    /[&<>"'`]/g,
    c => `&#${c.charCodeAt(0)};`
  )
}
