// SHA-256 of a file that is being read: in a thread of its own where there is much to hash, beside the reading.
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export interface Sha256 {
  /** Takes bytes; they may be used again once this is over. */
  update(bytes: Uint8Array): Promise<void> | undefined
  /** Hex, of all that was taken; once. */
  digest(): Promise<string>
  /** Ends what is not over yet. */
  close(): Promise<void>
}

/** A thread takes some 20 ms to start, as long as 30 MB take to be hashed. */
const fewBytes = 1 << 25

/** @param bytes about as many as will come */
export function sha256Of(bytes: number): Sha256 {
  return bytes < fewBytes ? new DirectHash() : new ThreadHash()
}

class DirectHash implements Sha256 {
  readonly #hash = createHash('sha256')

  update(bytes: Uint8Array): undefined {
    this.#hash.update(bytes)
  }

  digest(): Promise<string> {
    return Promise.resolve(this.#hash.digest('hex'))
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}

const slots = 4
const slotSize = 1 << 20

/** Answers each message (a slot, and how many bytes of it), none of them left with the digest. */
const program = `
const { parentPort, workerData } = require('node:worker_threads')
const hash = require('node:crypto').createHash('sha256')
parentPort.on('message', ({ slot, length }) => {
  hash.update(new Uint8Array(workerData, slot * ${slotSize}, length))
  parentPort.postMessage(length > 0 ? '' : hash.digest('hex'))
})`

class ThreadHash implements Sha256 {
  readonly #bytes = new SharedArrayBuffer(slots * slotSize)
  readonly #worker = new Worker(program, {
    eval: true,
    workerData: this.#bytes,
    env: {},
    execArgv: []
  })
  /** Messages so far, and how many of them are not answered. */
  #sent = 0
  #open = 0
  /** Of the last answer, where it was to the end. */
  #digest = ''
  #error: Error | undefined

  constructor() {
    this.#worker.on('message', (digest: string) => {
      this.#open--
      this.#digest = digest
    })
    this.#worker.on('error', (error: Error) => {
      this.#error = error
    })
  }

  async update(bytes: Uint8Array): Promise<void> {
    for (let from = 0; from < bytes.length; from += slotSize)
      await this.#send(bytes.subarray(from, from + slotSize))
  }

  async digest(): Promise<string> {
    await this.#send(new Uint8Array(0))
    await this.#wait(0)
    await this.close()
    return this.#digest
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }

  /** Slots are used in turn, as answers come in turn. */
  async #send(bytes: Uint8Array): Promise<void> {
    await this.#wait(slots - 1)
    const slot = this.#sent % slots
    new Uint8Array(this.#bytes, slot * slotSize).set(bytes)
    this.#worker.postMessage({ slot, length: bytes.length })
    this.#sent++
    this.#open++
  }

  /** Until so many messages at most are not answered. */
  async #wait(most: number): Promise<void> {
    while (this.#open > most) {
      if (this.#error !== undefined) throw this.#error
      await once(this.#worker, 'message')
    }
  }
}
