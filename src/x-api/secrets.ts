// What nobody may read: the token, and the signed URLs of the jobs that were seen. Masked in the log, taken out of texts that go into files.
import type { Log } from '../lib/log.js'
import { formsOf, secretsOf } from './origin.js'

/** Shorter ones are found in the middle of words: masked, they would take the log and job outputs away. */
const shortestSecret = 8

/** More of a text of the service is never shown. */
const longestText = 2000

export class Secrets {
  private readonly masked = new Set<string>()
  /** Of jobs that were only listed; there may be thousands. */
  private readonly known = new Set<string>()

  /** @param masked what is masked already */
  constructor(
    private readonly log: Log,
    masked: readonly string[]
  ) {
    masked
      .filter(secret => secret.length >= shortestSecret)
      .forEach(secret => this.masked.add(secret))
  }

  /** Keeps a token that was fetched out of all that is shown. */
  maskToken(token: string): void {
    formsOf(token).forEach(form => this.mask(form))
  }

  /** Masks a signed URL, and what in it would let others use it, before it is used. */
  maskUrl(url: string): void {
    secretsOf(url).forEach(secret => this.mask(secret))
  }

  /** Takes note of a signed URL that may not be used at all. */
  noteUrl(url: string): void {
    secretsOf(url).forEach(secret => this.known.add(secret))
  }

  /** A new list of jobs takes the place of the last. */
  forgetNoted(): void {
    this.known.clear()
  }

  private mask(secret: string): void {
    if (secret.length < shortestSecret || this.masked.has(secret)) return
    this.masked.add(secret)
    this.log.mask(secret)
  }

  /** Takes out of a text of the service the secrets that it may repeat. */
  clean(text: string): string {
    const isSecret = (word: string) =>
      word.length >= shortestSecret && this.known.has(word)
    let rest = text.slice(0, longestText)
    for (const secret of this.masked) rest = rest.replaceAll(secret, '***')
    return rest
      .replace(/[^\s"'<>()]+/g, word => (isSecret(word) ? '***' : word))
      .replace(/[^\s"'<>()?&=]+=*/g, word => (isSecret(word) ? '***' : word))
  }
}
