// What the columns of a table hold, by its header: authors, originals of retweets, content of quoted posts, locations.
import { normal } from '../../content/tables/columns.js'
import type { CsvShape } from '../../content/tables/csv-reader.js'
import { Failure } from '../../lib/failure.js'
import { code, say } from '../../lib/message.js'

/** Columns by index, from 0. */
export interface Roles {
  author: number | undefined
  /** Other columns that name the author, which must hold the same. */
  authorTwins: readonly number[]
  /** Other columns with the name of the ID column, which must hold the same. */
  twins: readonly number[]
  editHistory: number | undefined
  /** IDs of the posts that a row retweets. */
  retweeted: readonly Original[]
  /** IDs of the authors of the posts that a row retweets. */
  retweetedAuthors: readonly Original[]
  /** The post that a row quotes, whose content stands in cells of its own. */
  quoted: readonly Original[]
  quotedAuthors: readonly Original[]
  quotedCells: readonly number[]
  locations: readonly number[]
  /** Locations of the quoted post. */
  quotedLocations: readonly number[]
  /** Says whether a row is a retweet, where nothing names the original. */
  isRetweet: readonly Original[]
}

/** A column that counts where another one says so. */
export interface Original {
  column: number
  /** What the other column holds then. */
  where?: { column: number; is: RegExp }
}

const authors = [
  'author_id_str',
  'author_id',
  'authorid',
  'user_id_str',
  'user_id',
  'userid',
  'from_user_id_str',
  'from_user_id',
  'author.id',
  'user.id_str',
  'user.id'
].map(normal)

const locations = new Set(
  [
    'geo',
    'coordinates',
    'place',
    'country',
    'country_code',
    'geo_coords',
    'coords_coords',
    'bbox_coords',
    'long_lat',
    'lat',
    'lng',
    'geo_lat',
    'geo_lng',
    'tweet_coord'
  ].map(normal)
)

const isLocation = (name: string) =>
  locations.has(name) || /^(geo|place)_/.test(name)

const isQuotedCell = (name: string) =>
  /^(quoted|quote)_/.test(name) &&
  !/_id(_str)?$|_screen_name$/.test(name) &&
  !['quote_url', 'quote_count', 'quoted_url', 'quoted_count'].includes(name)

const retweetedType = /^(retweet|retweeted)$/i

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
  const names = header.map(normal)
  const hasHeader = shape.headerRows > 0
  const at = (...wanted: string[]): number[] =>
    wanted.map(name => names.indexOf(name)).filter(index => index >= 0)
  const where = (
    columns: readonly number[],
    type: readonly number[],
    is: RegExp
  ): Original[] =>
    type[0] === undefined
      ? []
      : columns.map(column => ({ column, where: { column: type[0] ?? 0, is } }))
  const plain = (columns: readonly number[]): Original[] =>
    columns.map(column => ({ column }))
  const named = (name: string, input: string): number => {
    const index = names.indexOf(normal(name))
    const number = /^[1-9]\d{0,4}$/.test(name) ? Number(name) : 0
    const width = hasHeader ? header.length : Infinity
    if (index >= 0 && hasHeader) return index
    if (number >= 1 && number <= width) return number - 1
    throw new Failure('column-unknown', {
      what: say`${code(file, 200)} has no column ${code(name, 60)}, which ${{ code: input }} names.`,
      fix: say`Name a column of its header, or its number from 1.`
    })
  }
  const tweetType = at('tweet_type')
  const sourceType = at('sourcetweet_type')
  const either = at('retweet_or_quote_id')
  const eitherUser = at('retweet_or_quote_user_id')
  const retweeted = [
    ...plain(
      at(
        'referenced_tweets_retweeted_id',
        'retweet_id',
        'retweet_status_id',
        'retweeted_status_id',
        'retweeted_id'
      )
    ),
    ...where(at('sourcetweet_id'), sourceType, retweetedType),
    ...where(either, tweetType, retweetedType)
  ]
  const retweetedAuthors = [
    ...plain(
      at(
        'retweeted_user_id',
        'retweet_user_id',
        'user_rt_id',
        'retweet_status_user_id'
      )
    ),
    ...where(at('sourcetweet_author_id'), sourceType, retweetedType),
    ...where(eitherUser, tweetType, retweetedType)
  ]
  const quotedType = /^(quote|quoted)$/i
  const quotedCells = [...names.keys()].filter(index =>
    isQuotedCell(names[index] ?? '')
  )
  const sourceText = at('sourcetweet_text')
  const own = hasHeader ? names : []
  const idColumn = shape.columns[0]?.index
  const ofAuthors = authors
    .flatMap(name => [...own.keys()].filter(index => own[index] === name))
    .filter(index => index !== idColumn)
  return {
    twins: [...own.keys()].filter(
      index =>
        idColumn !== undefined &&
        index !== idColumn &&
        own[index] === own[idColumn]
    ),
    author:
      choice.authorColumn === undefined
        ? ofAuthors[0]
        : named(choice.authorColumn, 'author-column'),
    authorTwins: choice.authorColumn === undefined ? ofAuthors.slice(1) : [],
    editHistory: at('edit_history_tweet_ids', 'edit_history.edit_tweet_ids')[0],
    retweeted,
    retweetedAuthors,
    quoted: [
      ...plain(
        at(
          'quoted_status_id',
          'quoted_status_id_str',
          'quote_id',
          'referenced_tweets_quoted_id'
        )
      ),
      ...where(at('sourcetweet_id'), sourceType, quotedType),
      ...where(either, tweetType, quotedType)
    ],
    quotedAuthors: [
      ...plain(at('quoted_user_id', 'quote_user_id')),
      ...where(at('sourcetweet_author_id'), sourceType, quotedType),
      ...where(eitherUser, tweetType, quotedType)
    ],
    quotedCells: [...quotedCells, ...sourceText],
    locations:
      choice.geoColumns.length > 0
        ? choice.geoColumns.map(name => named(name, 'geo-columns'))
        : [...own.keys()].filter(index => isLocation(own[index] ?? '')),
    quotedLocations: quotedCells.filter(index =>
      isLocation((names[index] ?? '').replace(/^quoted?_/, ''))
    ),
    isRetweet: [
      ...tweetType.map(column => ({
        column,
        where: { column, is: retweetedType }
      })),
      ...at('is_retweet', 'retweet').map(column => ({
        column,
        where: { column, is: /^(true|1|yes)$/i }
      }))
    ]
  }
}
