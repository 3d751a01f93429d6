// The words for posts and accounts, events and required actions, in one place for every page.
import type { JobType, RequiredAction } from '../domain.js'
import { count } from '../lib/text.js'

export interface Nouns {
  /** Heads a column of numbers. */
  title: string
  one: string
  many: string
  id: string
  ids: string
}

const nounsByType: Readonly<Record<JobType, Nouns>> = {
  tweets: {
    title: 'Posts',
    one: 'post',
    many: 'posts',
    id: 'post ID',
    ids: 'post IDs'
  },
  users: {
    title: 'Accounts',
    one: 'account',
    many: 'accounts',
    id: 'user ID',
    ids: 'user IDs'
  }
}

export function nounsOf(type: JobType): Nouns {
  return nounsByType[type]
}

/** `1 post`, `2,000 posts`. */
export function counted(n: number, nouns: Nouns): string {
  return `${count(n)} ${n === 1 ? nouns.one : nouns.many}`
}

/** `1 distinct post ID`, `2,000 distinct post IDs`. */
export function idsOf(n: number, nouns: Nouns): string {
  return `${count(n)} distinct ${n === 1 ? nouns.id : nouns.ids}`
}

export function wasWere(n: number): string {
  return n === 1 ? 'was' : 'were'
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
  /** Follows the title: what the owner of the data does. */
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
      tweets: 'the stored posts.',
      users: 'the stored profiles and all posts of these accounts.'
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
    title: 'Remove the location',
    how: {
      tweets: '(coordinates and place) from the stored posts.',
      users: '(coordinates and place) from all posts of these accounts.'
    }
  },
  refetch: {
    clause: {
      tweets: must('must be fetched again'),
      users: must('must be fetched again')
    },
    title: 'Fetch again',
    how: {
      tweets: 'and replace the stored copy: the post was edited.',
      users: 'and replace the stored copy.'
    }
  },
  review: {
    clause: {
      tweets: must('must be reviewed'),
      users: must('must be reviewed')
    },
    title: 'Review',
    how: {
      tweets: 'by hand: X gives a reason that this action does not know.',
      users: 'by hand: X gives a reason that this action does not know.'
    }
  }
}
