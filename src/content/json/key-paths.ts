// Finds the values at key paths that a user names; arrays on the way are looked through.
import {
  escapedKey,
  firstKey,
  keyText,
  kinds,
  tokenWords,
  type JsonTokenizer
} from '../../kernel/json.js'
import { noticeKeys } from '../forms/forms.js'
import { isFirstMember } from '../forms/record.js'

/** Lists of records in a page: a path may start at their elements. */
const pageKeys = ['data', 'statuses', 'results', 'users']

interface Path {
  keys: readonly string[]
  /** A key that has dots itself. */
  dotted: string
}

/** The keys that the tokenizer must know to follow paths. */
export function pathKeys(paths: readonly string[]): readonly string[] {
  const keys = paths.flatMap(path => [path, ...path.split('.')])
  return [...new Set([...keys, ...pageKeys, ...noticeKeys])]
}

export interface PathValues {
  /** Tokens of the values. */
  values: readonly number[]
  /** Tokens of objects that hold nothing at any of the paths. */
  missing: readonly number[]
}

export class KeyPaths {
  /** Whether what was found follows from the shape of the record alone, as `JsonTokenizer.learn` asks. */
  isByShape = true
  readonly #paths: readonly Path[]
  readonly #keys: readonly string[]
  #tape: Uint32Array = new Uint32Array(0)
  #bytes: Buffer = Buffer.alloc(0)
  #values: number[] = []
  #missing: number[] = []

  constructor(paths: readonly string[]) {
    this.#paths = paths.map(path => ({ keys: path.split('.'), dotted: path }))
    this.#keys = pathKeys(paths)
  }

  /** Follows the paths in the record that the tokenizer found. */
  find(tokenizer: JsonTokenizer): PathValues {
    this.#tape = tokenizer.tape
    this.#bytes = tokenizer.bytes
    this.#values = []
    this.#missing = []
    this.isByShape = true
    for (const token of this.#records(0))
      if (!this.#follow(token)) this.#missing.push(token)
    return { values: this.#values, missing: this.#missing }
  }

  /** The objects that paths start at: the record, or the records of a page. */
  #records(token: number): number[] {
    const kind = this.#kind(token)
    if (kind === kinds.array)
      return this.#children(token).flatMap(child => this.#records(child))
    if (kind !== kinds.object) return [token]
    const members = this.#children(token)
    const [first] = members
    if (first !== undefined && this.#isNotice(token, first)) return []
    const starts = new Set(
      this.#paths.flatMap(({ keys, dotted }) => [keys[0] ?? '', dotted])
    )
    if (members.some(child => starts.has(this.#key(child) ?? '')))
      return [token]
    const page = members.filter(
      child =>
        pageKeys.includes(this.#key(child) ?? '') &&
        this.#kind(child) >= kinds.object &&
        this.#kind(child) <= kinds.array
    )
    return page.length > 0
      ? page.flatMap(child => this.#records(child))
      : [token]
  }

  #isNotice(token: number, first: number): boolean {
    if (!noticeKeys.includes(this.#key(first) ?? '')) return false
    this.isByShape = false
    const start = this.#tape[token * tokenWords + 1] ?? 0
    const keyStart = this.#tape[first * tokenWords + 3] ?? 0
    return isFirstMember(this.#bytes, start, keyStart)
  }

  /** Whether something stands at one of the paths. */
  #follow(token: number): boolean {
    const found = this.#paths.map(({ keys, dotted }) => {
      if (keys.length > 1 && this.#has(token, dotted))
        return this.#at(token, [dotted])
      return this.#at(token, keys)
    })
    return found.includes(true)
  }

  #at(token: number, keys: readonly string[]): boolean {
    const kind = this.#kind(token)
    if (kind === kinds.array) {
      // With one path, each element must have it.
      for (const child of this.#children(token))
        if (!this.#at(child, keys) && this.#paths.length === 1)
          this.#missing.push(child)
      return true
    }
    const [key, ...rest] = keys
    if (key === undefined) {
      if (kind === kinds.object) return false
      if (kind !== kinds.word || this.#paths.length === 1)
        this.#values.push(token)
      return true
    }
    if (kind !== kinds.object) return false
    // Of a key that comes twice the last counts, as for JSON.parse.
    const child = this.#children(token).findLast(
      each => this.#key(each) === key
    )
    return child !== undefined && this.#at(child, rest)
  }

  #has(token: number, key: string): boolean {
    return this.#children(token).some(child => this.#key(child) === key)
  }

  #children(token: number): number[] {
    const end = this.#tape[token * tokenWords + 4] ?? 0
    const children: number[] = []
    for (let child = token + 1; child < end;)
      child = (children.push(child), this.#tape[child * tokenWords + 4] ?? end)
    return children
  }

  #kind(token: number): number {
    return (this.#tape[token * tokenWords] ?? 0) & 0xf
  }

  #key(token: number): string | undefined {
    const number = (this.#tape[token * tokenWords] ?? 0) >>> 8
    if (number !== escapedKey) return this.#keys[number - firstKey]
    return keyText(
      this.#bytes,
      this.#tape[token * tokenWords + 3] ?? 0,
      this.#tape[token * tokenWords + 1] ?? 0
    )
  }
}
