// One run at a time on a file: a lock beside it that names the process, so that a dead run's lock never blocks.
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import {
  link,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes
} from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { Failure, isErrnoException } from '../lib/failure.js'
import { code, say } from '../lib/message.js'

/** A lock of a process that can't be looked at counts for so long after its last sign of life. */
const freshFor = 10 * 60_000

/** How often a lock gives a sign of life. */
const refreshEvery = 2 * 60_000

/** What a lock says of its process. */
interface Holder {
  pid: number
  /** Ticks since boot, where the system tells. */
  start: string
  boot: string
  namespace: string
  host: string
}

/** Names of files beside a data file; hidden, so that no glob takes them for data. */
export function namesBeside(path: string): { lock: string; temp: string } {
  const digest = createHash('sha256').update(basename(path)).digest('hex')
  const name = join(dirname(path), `.apply-${digest.slice(0, 16)}`)
  return { lock: `${name}.lock`, temp: `${name}.tmp` }
}

/** The locks of a run. */
export class Locks {
  readonly #held = new Set<string>()
  /** Folders that hold nothing of dead runs any more. */
  readonly #tidied = new Set<string>()
  readonly #timer: NodeJS.Timeout
  readonly #self = JSON.stringify(self())

  constructor() {
    this.#timer = setInterval(() => void this.#refresh(), refreshEvery)
    this.#timer.unref()
  }

  /**
   * Locks a file, and removes what a dead run left beside it.
   *
   * @throws Failure `data-busy` when another run is at it; errors of the file system
   */
  async take(path: string, name: string): Promise<void> {
    const { lock, temp } = namesBeside(path)
    for (let attempt = 0; attempt < 5; attempt++) {
      if (await this.#create(lock)) {
        this.#held.add(lock)
        await rm(temp, { force: true })
        await this.#tidy(dirname(lock))
        return
      }
      if (!(await removeDead(lock))) throw busy(name, lock)
    }
    throw busy(name, lock)
  }

  async release(path: string): Promise<void> {
    const { lock } = namesBeside(path)
    if (this.#held.delete(lock)) await rm(lock, { force: true })
  }

  async releaseAll(): Promise<void> {
    clearInterval(this.#timer)
    for (const lock of this.#held)
      await rm(lock, { force: true }).catch(() => undefined)
    this.#held.clear()
  }

  async #create(lock: string): Promise<boolean> {
    // Made whole under a name of its own first: nobody ever reads half a lock.
    const own = `${lock}-${randomBytes(6).toString('hex')}`
    const handle = await open(own, 'wx', 0o644)
    try {
      await handle.writeFile(this.#self)
      await handle.close()
      await link(own, lock)
      return true
    } catch (error) {
      // Another run has the lock, or has tidied ours away.
      const errno = isErrnoException(error) ? error.code : undefined
      if (errno === 'EEXIST' || errno === 'ENOENT') return false
      throw error
    } finally {
      await rm(own, { force: true })
    }
  }

  /** Removes locks in the making of runs that were killed; a living run makes its own again. */
  async #tidy(folder: string): Promise<void> {
    if (this.#tidied.has(folder)) return
    this.#tidied.add(folder)
    for (const name of await readdir(folder))
      if (/^\.apply-[0-9a-f]{16}\.lock-[0-9a-f]{12}$/.test(name))
        await rm(join(folder, name), { force: true })
  }

  async #refresh(): Promise<void> {
    const now = new Date()
    for (const lock of this.#held)
      await utimes(lock, now, now).catch(() => undefined)
  }
}

/** Removes a lock whose run is dead; false when the run may live. */
async function removeDead(lock: string): Promise<boolean> {
  try {
    const before = await stat(lock)
    const holder = parse(await readFile(lock, 'utf8'))
    if (lives(holder, Date.now() - before.mtimeMs)) return false
    // Another run may have replaced it meanwhile: what was moved aside tells.
    const aside = `${lock}-${randomBytes(6).toString('hex')}`
    await rename(lock, aside)
    const isSame = (await stat(aside)).ino === before.ino
    if (!isSame) await link(aside, lock).catch(() => undefined)
    await rm(aside, { force: true })
    return isSame
  } catch (error) {
    if (isErrnoException(error) && error.code === 'ENOENT') return true
    throw error
  }
}

function lives(holder: Holder | undefined, age: number): boolean {
  const own = self()
  const isNear =
    holder?.boot === own.boot &&
    holder.namespace === own.namespace &&
    holder.host === own.host
  if (!isNear) return age < freshFor
  const start = startOf(holder.pid)
  return start !== undefined && start === holder.start
}

function parse(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder
  } catch {
    return undefined
  }
}

function self(): Holder {
  return {
    pid: process.pid,
    start: startOf(process.pid) ?? '',
    boot: tryRead(() =>
      readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    ),
    namespace: tryRead(() => readlinkSync('/proc/self/ns/pid')),
    host: hostname()
  }
}

function tryRead(read: () => string): string {
  try {
    return read()
  } catch {
    return ''
  }
}

/** When a process started; undefined when there is none. Where the system does not tell, any living process counts. */
function startOf(pid: number): string | undefined {
  const line = tryRead(() => readFileSync(`/proc/${pid}/stat`, 'latin1'))
  // The name in parentheses may hold anything; the 20th field behind it is the start (proc_pid_stat(5)).
  if (line !== '')
    return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  try {
    process.kill(pid, 0)
    return ''
  } catch (error) {
    return isErrnoException(error) && error.code === 'EPERM' ? '' : undefined
  }
}

function busy(name: string, lock: string): Failure {
  return new Failure('data-busy', {
    what: say`Another run is working on ${code(name, 200)}.`,
    why: say`Its lock is ${code(lock, 300)}.`,
    fix: say`Wait for that run to end. If there is none (it ran in a container or on a machine that is gone), remove that file, or wait ten minutes.`
  })
}
