// What the columns of a table hold, by its header: authors, other posts that a row shows, locations.
import { normal } from '../../content/tables/column-names.js'
import type { CsvShape } from '../../content/tables/csv-records.js'
import { Failure } from '../../lib/failure.js'
import { code, say } from '../../lib/message.js'

/** Columns by index, from 0. */
export interface Roles {
  author: number | undefined
  /** Other columns that name the author, which must hold the same. */
  authorTwins: readonly number[]
  /** Other columns with the name of the ID column, which must hold the same. */
  twins: readonly number[]
  /** IDs of the versions of the post. */
  history: readonly number[]
  /** The posts that a row retweets or quotes. */
  references: readonly Reference[]
  /** Content of the quoted post. */
  quotedCells: readonly number[]
  locations: readonly number[]
  /** Locations of the post that a row retweets or quotes. */
  locationsOf: Readonly<Record<Relation, readonly number[]>>
  /** These say whether a row is a retweet. */
  isRetweet: readonly number[]
}

export type Relation = 'retweeted' | 'quoted'

/** Columns that name another post, and its author. */
export interface Reference {
  /** What the row is to that post; or the column that says so. */
  relation: Relation | { column: number }
  posts: readonly number[]
  authors: readonly number[]
}

// Names are as `normal` writes them: twarc-csv, twarc1 json2csv, rtweet, academictwitteR, Hydrator,
// twint, DMI-TCAT, and v1.1 as pandas.json_normalize flattens it.

const authors = [
  'author_id_str',
  'author_id',
  'authorid',
  'user_id_str',
  'user_id',
  'userid',
  'from_user_id_str',
  'from_user_id'
]

const histories = ['edit_history_tweet_ids', 'edit_history_edit_tweet_ids']

const references: readonly {
  relation: Relation | { named: string }
  posts: readonly string[]
  authors: readonly string[]
}[] = [
  {
    relation: 'retweeted',
    posts: [
      'referenced_tweets_retweeted_id',
      'retweet_id',
      'retweet_status_id',
      'retweeted_status_id',
      'retweeted_status_id_str',
      'retweeted_tweet_id',
      'retweeted_id'
    ],
    authors: [
      'retweeted_user_id',
      'retweet_user_id',
      'user_rt_id',
      'retweet_status_user_id',
      'retweeted_status_user_id',
      'retweeted_status_user_id_str'
    ]
  },
  {
    relation: 'quoted',
    posts: [
      'quoted_status_id',
      'quoted_status_id_str',
      'quoted_tweet_id',
      'quote_id',
      'referenced_tweets_quoted_id'
    ],
    authors: [
      'quoted_user_id',
      'quote_user_id',
      'quoted_status_user_id',
      'quoted_status_user_id_str'
    ]
  },
  {
    relation: { named: 'sourcetweet_type' },
    posts: ['sourcetweet_id'],
    authors: ['sourcetweet_author_id']
  },
  {
    relation: { named: 'tweet_type' },
    posts: ['retweet_or_quote_id'],
    authors: ['retweet_or_quote_user_id']
  }
]

const retweetFlags = ['tweet_type', 'is_retweet', 'retweet']

const location =
  /^(?:geo|place|coordinates|country|country_code|coords_coords|bbox_coords|long_lat|lat|lng|tweet_coord|(?:geo|place|coordinates)_(?!enabled$).*)$/

/** Columns of the other post, and what they hold of it. */
const parts: Record<Relation, RegExp> = {
  retweeted: /^retweet(?:ed)?_(?:status_)?(.*)$/,
  quoted: /^quoted?_(?:status_)?(.*)$/
}

/** What names a quoted post or its author, and holds nothing of it. */
const nameOfQuoted =
  /^(?:url|count|permalink.*|(?:.*_)?(?:id|id_str|screen_name))$/

function isQuotedCell(name: string): boolean {
  const part = parts.quoted.exec(name)?.[1]
  return part === undefined
    ? name === 'sourcetweet_text'
    : !nameOfQuoted.test(part)
}

export interface ColumnChoice {
  authorColumn: string | undefined
  geoColumns: readonly string[]
}

/** @throws Failure `column-unknown` for a name that no column has */
export function rolesOf(
  header: readonly string[],
  shape: CsvShape,
  choice: ColumnChoice,
  file: string
): Roles {
  const hasHeader = shape.headerRows > 0
  const names = hasHeader ? header.map(normal) : []
  const where = (matches: (name: string) => boolean): number[] =>
    names.flatMap((name, index) => (matches(name) ? [index] : []))
  /** In the order of the names wanted. */
  const at = (wanted: readonly string[]): number[] =>
    wanted.flatMap(each => where(name => name === each))
  const locationsOf = (part: RegExp): number[] =>
    where(name => location.test(part.exec(name)?.[1] ?? ''))
  const chosen = (name: string, input: string): number => {
    const index = names.indexOf(normal(name))
    const number = /^[1-9]\d{0,4}$/.test(name) ? Number(name) : 0
    if (index >= 0) return index
    if (number >= 1 && number <= (hasHeader ? header.length : Infinity))
      return number - 1
    throw new Failure('column-unknown', {
      what: say`${code(file, 200)} has no column ${code(name, 60)}, which ${{ code: input }} names.`,
      fix: say`Name a column of its header, or its number from 1.`
    })
  }
  const idColumn = shape.columns[0]?.index
  const isOther = (index: number) => index !== idColumn
  const ofAuthors = at(authors).filter(isOther)
  const { authorColumn, geoColumns } = choice
  return {
    twins:
      idColumn === undefined
        ? []
        : where(name => name === names[idColumn]).filter(isOther),
    author:
      authorColumn === undefined
        ? ofAuthors[0]
        : chosen(authorColumn, 'author-column'),
    authorTwins: authorColumn === undefined ? ofAuthors.slice(1) : [],
    history: at(histories),
    references: references.flatMap(({ relation, posts, authors: users }) => {
      const by =
        typeof relation === 'string'
          ? relation
          : at([relation.named]).map(column => ({ column }))[0]
      const found = { posts: at(posts).filter(isOther), authors: at(users) }
      return by === undefined || found.posts.length + found.authors.length === 0
        ? []
        : [{ relation: by, ...found }]
    }),
    quotedCells: where(isQuotedCell),
    locations:
      geoColumns.length > 0
        ? geoColumns.map(name => chosen(name, 'geo-columns'))
        : where(name => location.test(name)),
    locationsOf: {
      quoted: locationsOf(parts.quoted),
      retweeted: locationsOf(parts.retweeted)
    },
    isRetweet: at(retweetFlags)
  }
}
