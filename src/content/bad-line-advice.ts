// What each reason for which a line holds no ID most likely comes from, and what to do about it.
import { code, say, type Message } from '../lib/message.js'
import type { InvalidReason } from './cell.js'
import { pythonNumbers, writeNull } from './json/json-records.js'
import { exportAgain } from './rounding-report.js'

/** Whole sentences. */
export interface Advice {
  why: Message
  fix: Message
}

export const adviceOn: Partial<Record<InvalidReason, Advice>> = {
  'scientific notation': {
    why: say`A spreadsheet or a program turned IDs into floating-point numbers, and their last digits are lost.`,
    fix: exportAgain
  },
  'decimal point': {
    why: say`A program held these IDs as floating-point numbers, and their last digits are lost.`,
    fix: exportAgain
  },
  'screen name, not an ID': {
    why: say`X takes numeric user IDs only.`,
    fix: say`Look the names up first (\`GET /2/users/by\`).`
  },
  'several values on one line': {
    why: say`A line is expected to hold one ID.`,
    fix: say`Write one ID per line. If the file is a table, \`ids-format: csv\` reads one column of it where commas, semicolons, tabs or bars separate the cells of most lines; a first line such as \`sep=~\` names another separator.`
  },
  'more cells than the header': {
    why: say`Behind the last column of the header stand more numbers: a list of IDs, or a number or text that contains the separator.`,
    fix: say`Give every ID a row of its own, and quote cells that hold the separator.`
  },
  'wrong number of cells': {
    why: say`A cell that holds the separator, a quote or a line end is not quoted, so the cells behind it moved.`,
    fix: say`Write the file again with a CSV library.`
  },
  'hash, not an ID': {
    why: say`These values are hashes, as X's transparency archives hold in place of the IDs of smaller accounts.`,
    fix: say`X takes IDs only; read a column that has them, or set \`on-invalid-ids: skip\`.`
  },
  'several rows on one line': {
    why: say`Some lines end by CR alone, outside of quotes.`,
    fix: say`Write the file again with line ends of one kind.`
  },
  'URL of a post, not a user ID': {
    why: say`These are addresses of posts.`,
    fix: say`For URLs of posts, set \`type: tweets\`.`
  },
  'URL of another site': {
    why: say`These addresses do not lead to x.com or twitter.com.`,
    fix: say`Give IDs, or addresses of posts such as \`https://x.com/i/status/ID\`.`
  },
  'seems cut off': {
    why: say`The last line has no line end, and its ID has fewer digits than those before it.`,
    fix: say`Get the whole file again; if the ID is right, end its line with a line feed.`
  },
  'NaN or Infinity': {
    why: pythonNumbers,
    fix: writeNull
  },
  'a user, not a post': {
    why: say`These are records of users.`,
    fix: say`For records of users, set \`type: users\`.`
  }
}

const asDigits: Advice = {
  why: say`An ID is digits alone, as X writes it.`,
  fix: say`Write the IDs again as text, without anything before, between or around their digits.`
}

const other: Advice = {
  why: say`These are no IDs: words, or numbers with something around them.`,
  fix: say`Give a file that holds IDs, one per line; in a table, name the column that holds them with \`ids-column\`.`
}

/** Where nothing else was read; a few such lines are best looked at. */
export const adviceOnAll: Partial<Record<InvalidReason, Advice>> = {
  'not a number': other,
  'no ID': {
    why: say`The lines are there, and what should be the ID is empty, or a word for nothing such as \`NA\`.`,
    fix: other.fix
  },
  zero: {
    why: say`A zero stands for nothing in most data.`,
    fix: other.fix
  },
  'URL without an ID': {
    why: say`These addresses lead to no single post, nor to an account by its ID.`,
    fix: say`Give IDs, or addresses of posts such as \`https://x.com/i/status/ID\`.`
  },
  'above 2^63 - 1': {
    why: say`IDs of X have at most 19 digits: these are numbers of something else.`,
    fix: other.fix
  },
  'leading zeros': asDigits,
  'sign in front': asDigits,
  'digits with separators': asDigits,
  'digits of another script': asDigits
}

/** Writes the numbers of one column, one a line. */
const listsToRows = String.raw`python3 -c "import csv, re; csv.field_size_limit(2**30); [print(i) for r in csv.DictReader(open('FILE')) for i in re.findall(r'\d+', r['COLUMN'] or '')]" > ids.txt`

export const adviceOnLists: Advice = {
  why: say`The table holds several values in one cell or line.`,
  fix: say`Give every ID a row of its own, for example in an earlier step: ${{ code: listsToRows }}`
}

/** Records of JSON lack the key of their ID. */
export function adviceOnKeys(columns: readonly string[]): Advice {
  return columns.length === 0
    ? {
        why: say`A record has no ID where records of X have one.`,
        fix: say`If these are records of another kind, set \`ids-column\` to the key path of their IDs, such as \`author_id\` or \`user.id_str\`.`
      }
    : {
        why: say`A record holds nothing at the key path that \`ids-column\` gives, ${code(columns.join(', '), 60)}.`,
        fix: say`Is it spelled as in the file, and does every record have it?`
      }
}
