// How far a run of several parts has come, and how far it will come.
import { duration } from '../lib/text.js'

/**
 * `Part 1 of 13 took 52 min; 12 to go ≈ 10 h 24 min, this run will manage about 5.`
 *
 * @param took what each finished part took, in ms
 * @param left ms that this run has left
 */
export function progressLine(
  took: readonly number[],
  part: number,
  of: number,
  left: number
): string {
  const last = took.at(-1) ?? 0
  const toGo = of - part
  const done = `Part ${part} of ${of} took ${duration(last)}`
  if (toGo === 0) return `${done}; that was the last.`
  const mean = took.reduce((sum, ms) => sum + ms, 0) / took.length
  const needed = mean * toGo
  const manageable = Math.floor(left / Math.max(mean, 1))
  const outlook =
    manageable < toGo
      ? `, this run will manage about ${manageable}; a later run of the same \`cycle\` resumes`
      : ''
  return `${done}; ${toGo} to go ≈ ${duration(needed)}${outlook}.`
}
