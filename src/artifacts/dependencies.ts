// What the artifact store touches outside itself.
import type { Clock } from '../lib/clock.js'
import type { Log } from '../lib/log.js'
import type { RunnerEnvironment } from './runner-environment.js'

export interface Edges {
  runner: RunnerEnvironment
  log: Log
  clock: Clock
}
