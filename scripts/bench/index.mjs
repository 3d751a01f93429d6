// Runs the benchmarks on data of their own making: all of them, or those that the arguments name.
import { apply } from './apply.mjs'
import { formats } from './formats.mjs'
import { ids } from './ids.mjs'
import { results } from './results.mjs'
import { startUp } from './start-up.mjs'
import { wholeRun } from './whole-run.mjs'

const benchmarks = {
  ids,
  formats,
  results,
  apply,
  'start-up': startUp,
  'whole-run': wholeRun
}

const names = process.argv.slice(2)
const unknown = names.filter(name => !(name in benchmarks))
if (unknown.length > 0) {
  console.error(
    `No such benchmark: ${unknown.join(', ')}. There are: ${Object.keys(benchmarks).join(', ')}.`
  )
  process.exitCode = 2
} else
  for (const name of names.length > 0 ? names : Object.keys(benchmarks)) {
    await benchmarks[name]()
    console.log()
  }
