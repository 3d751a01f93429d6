// The process of a step: the signals of the runner, the one error that is announced, and the exit code.
import { inspect } from 'node:util'
import { asFailure, type Failure } from './failure.js'
import type { Log } from './log.js'
import { joined, plain } from './message.js'
import { issueError } from './runner-commands.js'

/** After SIGINT a runner waits 7.5 s before it sends SIGTERM, and 2.5 s more before it kills. */
const limitAfterCancel = 4000

/** What of a run's record says how it ended. */
export interface Ending {
  status: string
  error?: Failure
}

export interface StepOptions<Record extends Ending> {
  /** Of the annotation, in front of the error code. */
  title: string
  log: Log
  record: Record
  /** The failure by which a signal of the runner ends the step. */
  cancelled(signal: NodeJS.Signals): Failure
}

export class StepProcess<Record extends Ending> {
  readonly #options: StepOptions<Record>
  readonly #cancel = new AbortController()
  #isAnnounced = false
  #writeOutputs: () => void = () => undefined

  constructor(options: StepOptions<Record>) {
    this.#options = options
  }

  /** Aborts, with a `Failure` of code `cancelled`, when the runner ends the step. */
  get cancel(): AbortSignal {
    return this.#cancel.signal
  }

  /** Prints the one error of a failed step. */
  announce(failure: Failure): void {
    this.#isAnnounced = true
    const { title, log } = this.#options
    const { what, why, fix } = failure.text
    const lines = joined([what, joined([why, fix])], '\n')
    issueError(`${plain(lines)} (${failure.code})`, `${title}: ${failure.code}`)
    // A stranger's message says little; where it comes from says more.
    if (failure.code === 'internal') log.debug(inspect(failure.cause))
  }

  /**
   * Runs the step and ends the process.
   *
   * @param signals those by which a runner ends a step
   * @param early those that came before this was loaded
   */
  async run(
    body: () => Promise<void>,
    writeOutputs: () => void,
    signals: readonly NodeJS.Signals[],
    early: readonly NodeJS.Signals[]
  ): Promise<void> {
    this.#writeOutputs = writeOutputs
    const onSignal = (signal: NodeJS.Signals): void => {
      if (this.cancel.aborted) return
      const failure = this.#options.cancelled(signal)
      this.#cancel.abort(failure)
      setTimeout(() => {
        this.#abandon(failure)
      }, limitAfterCancel)
    }
    for (const signal of signals) process.on(signal, onSignal)
    early.forEach(onSignal)
    process.on('uncaughtException', error => {
      this.#abandon(asFailure(error))
    })
    // A process whose event loop drains would otherwise end in the middle of its work.
    process.on('beforeExit', () => {
      this.#abandon(asFailure(new Error('the process stopped before its end')))
    })
    await body()
    const { record } = this.#options
    process.stdout.write('', () => process.exit(record.error ? 1 : 0))
  }

  /** Ends at once, with what is known by now; for when the orderly way out is barred. */
  #abandon(failure: Failure): void {
    // What comes after the one error, such as of work that was given up, is its consequence.
    const isFirst = !this.#isAnnounced
    const { record } = this.#options
    if (isFirst) {
      record.error = failure
      record.status = failure.code === 'cancelled' ? 'cancelled' : 'failed'
    }
    try {
      this.#writeOutputs()
    } finally {
      if (isFirst) this.announce(failure)
      process.exit(1)
    }
  }
}
