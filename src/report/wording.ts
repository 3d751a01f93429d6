// The words for posts and accounts, events and required actions, in one place for every page.
import type { JobType, RequiredAction } from '../domain.js'
import { count } from '../lib/text.js'

export interface Nouns {
  one: string
  many: string
  id: string
  ids: string
}

const nounsByType: Readonly<Record<JobType, Nouns>> = {
  tweets: { one: 'post', many: 'posts', id: 'tweet ID', ids: 'tweet IDs' },
  users: { one: 'account', many: 'accounts', id: 'user ID', ids: 'user IDs' }
}

export function nounsOf(type: JobType): Nouns {
  return nounsByType[type]
}

/** `1 post`, `2,000 posts`. */
export function counted(n: number, nouns: Nouns): string {
  return `${count(n)} ${n === 1 ? nouns.one : nouns.many}`
}

/** In the order in which pages name them: what is lost first, what needs thought last. */
export const shownActions = [
  'delete',
  'scrub-geo',
  'refetch',
  'review'
] as const satisfies readonly RequiredAction[]

interface ActionWords {
  /** Follows a number of posts or accounts in the headline, for one and for many. */
  clause: Readonly<Record<JobType, readonly [one: string, many: string]>>
  /** A short order. */
  title: string
  /** What the owner of the data does. */
  how: Readonly<Record<JobType, string>>
}

const must = (what: string): readonly [string, string] => [what, what]

/**
 * What each required action means for stored data; from X's "Batch
 * compliance" and "Content compliance" (developer policy) pages.
 */
export const actionWords: Readonly<Record<RequiredAction, ActionWords>> = {
  delete: {
    clause: {
      tweets: must('must be deleted'),
      users: [
        'must be deleted with all its posts',
        'must be deleted with all their posts'
      ]
    },
    title: 'Delete',
    how: {
      tweets: 'Delete the stored posts.',
      users: 'Delete the stored accounts and all their posts.'
    }
  },
  'scrub-geo': {
    clause: {
      tweets: ['needs its location removed', 'need their location removed'],
      users: [
        'needs the location removed from its posts',
        'need the location removed from their posts'
      ]
    },
    title: 'Remove location',
    how: {
      tweets: 'Remove coordinates and place; keep the rest.',
      users: 'Remove coordinates and place from all their posts.'
    }
  },
  refetch: {
    clause: {
      tweets: must('must be fetched again'),
      users: must('must be fetched again')
    },
    title: 'Fetch again',
    how: {
      tweets: 'Look them up again; replace the stored copy.',
      users: 'Look them up again; replace the stored copy.'
    }
  },
  review: {
    clause: {
      tweets: must('must be reviewed'),
      users: must('must be reviewed')
    },
    title: 'Review',
    how: {
      tweets: 'Read their rows: X asks for no action that is known.',
      users: 'Read their rows: X asks for no action that is known.'
    }
  }
}

/** A share as people read it: never `0%` or `100%` unless it is exactly that. */
export function share(part: number, whole: number): string {
  if (whole === 0 || part === 0) return '0%'
  if (part === whole) return '100%'
  const percent = (part / whole) * 100
  if (percent < 0.1) return '<\u00a00.1%'
  if (percent > 99.9) return '>\u00a099.9%'
  return `${percent.toFixed(1)}%`
}

/** An instant for people: `2026-11-21 22:44 UTC`. */
export function moment(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** A day for a sentence: `21 November 2026` (UTC). */
export function day(ms: number): string {
  return new Date(ms).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC'
  })
}
