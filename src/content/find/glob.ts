// Globs, matched name by name on the way down a tree. Time grows with name times pattern at most: a regular expression
// of many stars would take ages over a hostile name (https://cwe.mitre.org/data/definitions/1333.html).

/** Whether a name on a path fits one segment of a pattern. */
interface Segment {
  /** `**`: any number of folders. */
  isDeep: boolean
  /** Whether it names what is hidden. */
  isHidden: boolean
  matches(name: string): boolean
}

/** How far a path has come in a glob: the segments that its next name may fit, ascending. */
export type GlobState = readonly number[]

/** Wildcards as in other actions: `*`, `?`, `[a-z]`, `[!a]` within a name, `**` over folders. */
export const wildcards = /[*?[]/

const ignoresCase = process.platform === 'win32'

const fold = (text: string): string => (ignoresCase ? text.toLowerCase() : text)

/** A segment that is taken as it stands. */
function literal(text: string): Segment {
  const folded = fold(text)
  return {
    isDeep: false,
    isHidden: text.startsWith('.'),
    matches: name => fold(name) === folded
  }
}

function segment(text: string): Segment {
  if (text === '**')
    return { isDeep: true, isHidden: false, matches: () => true }
  const tokens = tokensOf(Array.from(fold(text)))
  return {
    isDeep: false,
    isHidden: /^\\?\./.test(text),
    matches: name => matchTokens(tokens, Array.from(fold(name)))
  }
}

const star = 'star'
type Token = typeof star | ((character: string) => boolean)

function tokensOf(pattern: readonly string[]): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] ?? ''
    const close = character === '[' ? closing(pattern, at) : -1
    if (character === '*') tokens.push(star)
    else if (character === '?') tokens.push(() => true)
    else if (close > 0) {
      tokens.push(oneOf(pattern.slice(at + 1, close)))
      at = close
    } else {
      const isEscape = character === '\\' && at + 1 < pattern.length
      const meant = isEscape ? pattern[++at] : character
      tokens.push(given => given === meant)
    }
  }
  return tokens
}

/** Where the class that opens at `open` ends: its first character may be `]` itself. */
function closing(pattern: readonly string[], open: number): number {
  const isNegated = pattern[open + 1] === '!' || pattern[open + 1] === '^'
  return pattern.indexOf(']', open + (isNegated ? 3 : 2))
}

function oneOf(members: readonly string[]): (character: string) => boolean {
  const isNegated = members[0] === '!' || members[0] === '^'
  const ranges: [string, string][] = []
  for (let at = isNegated ? 1 : 0; at < members.length; at++) {
    const from = members[at] ?? ''
    const isRange = members[at + 1] === '-' && at + 2 < members.length
    ranges.push([from, isRange ? (members[at + 2] ?? '') : from])
    if (isRange) at += 2
  }
  return character =>
    ranges.some(([from, to]) => from <= character && character <= to) !==
    isNegated
}

/** Only the last star is ever tried again: what stands before it fits as early as can be. */
function matchTokens(
  tokens: readonly Token[],
  characters: readonly string[]
): boolean {
  let token = 0
  let lastStar = -1
  let retryAt = 0
  for (let at = 0; at < characters.length;) {
    const expected = tokens[token]
    if (expected === star) {
      lastStar = token++
      retryAt = at
    } else if (expected?.(characters[at] ?? '')) {
      token++
      at++
    } else if (lastStar >= 0) {
      token = lastStar + 1
      at = ++retryAt
    } else return false
  }
  return tokens.slice(token).every(rest => rest === star)
}

/** A pattern over the names of an absolute path. What matches a folder matches all below it. */
export class Glob {
  readonly #segments: readonly Segment[]

  /**
   * @param fixed names in front of the pattern, taken as they stand
   * @param pattern segments that may hold wildcards
   * @param meetsHidden whether wildcards match names that begin with a dot
   */
  constructor(
    fixed: readonly string[],
    pattern: readonly string[],
    private readonly meetsHidden: boolean
  ) {
    this.#segments = [...fixed.map(literal), ...pattern.map(segment)]
  }

  /** The state after these names; empty when nothing below them can match. */
  at(names: readonly string[]): GlobState {
    return names.reduce<GlobState>(
      (state, name) => this.step(state, name),
      this.#closure([0])
    )
  }

  step(state: GlobState, name: string): GlobState {
    const isHidden = name.startsWith('.') && !this.meetsHidden
    const next: number[] = []
    for (const at of state) {
      const expected = this.#segments[at]
      if (expected === undefined || expected.isDeep) {
        if (!isHidden) next.push(at)
      } else if ((expected.isHidden || !isHidden) && expected.matches(name))
        next.push(at + 1)
    }
    return this.#closure(next)
  }

  /** Whether a path in this state is selected, and all below it. */
  isMatch(state: GlobState): boolean {
    return state.at(-1) === this.#segments.length
  }

  /** `**` matches no folder, too. */
  #closure(positions: readonly number[]): GlobState {
    const all = new Set(positions)
    for (const at of all) if (this.#segments[at]?.isDeep) all.add(at + 1)
    return [...all].sort((a, b) => a - b)
  }
}
