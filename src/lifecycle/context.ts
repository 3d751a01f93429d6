// What every step of the lifecycle works with: the dependencies, the settings, and the ledger of the parts.
import type { Clock } from '../lib/clock.js'
import type { Log } from '../lib/log.js'
import type { JobType } from '../domain.js'
import type { PartRecord } from './part-record.js'
import type { ComplianceService } from '../x-api/compliance-service.js'
import type { RowSink } from '../x-api/download.js'

/** What the lifecycle touches outside itself. */
export interface Dependencies {
  service: ComplianceService
  clock: Clock
  log: Log
  /** Ends every wait and transfer at once; its reason is a `Failure` of code `timeout` or `cancelled`. */
  signal: AbortSignal
  /** Told of all parts the moment that something is known of one. */
  report(parts: readonly PartRecord[]): void
  /** Where the results of a part go. */
  openRows(part: number): RowSink
  /** In [0, 1); spreads pauses. */
  jitter?: () => number
}

/** What all ways to the results have in common. */
export interface Settings {
  type: JobType
  /** False: do only what needs no waiting. */
  wait: boolean
  /** ms */
  pollInterval: number
  /** When the budget ends, in ms since the epoch. */
  deadline: number
  /** The whole budget, in ms. */
  timeout: number
}

export interface Phase extends Dependencies {
  settings: Settings
  ledger: Ledger
}

export function openPhase(
  settings: Settings,
  dependencies: Dependencies,
  parts: readonly PartRecord[]
): Phase {
  return { ...dependencies, settings, ledger: new Ledger(parts, dependencies) }
}

/** The records of all parts; every change is reported. */
class Ledger {
  private parts: readonly PartRecord[]

  constructor(
    private readonly given: readonly PartRecord[],
    private readonly dependencies: Dependencies
  ) {
    this.parts = given
    dependencies.report(given)
  }

  /** Takes back what was noted: the job of the part turned out to be of no use. */
  forget(part: number): void {
    this.parts = this.parts.map((record, index) =>
      record.part === part ? (this.given[index] ?? record) : record
    )
    this.dependencies.report(this.parts)
  }

  note(part: number, news: Partial<PartRecord>): void {
    this.parts = this.parts.map(record =>
      record.part === part ? { ...record, ...news } : record
    )
    this.dependencies.report(this.parts)
  }
}
