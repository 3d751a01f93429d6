// Reads JSON.
import type { JobType } from '../inputs.js'
import type { Judge } from './judge.js'
import type { Reader } from './reader.js'
import type { JsonShape } from './recognise.js'

export class JsonReader implements Reader {
  readonly notices = 0
  constructor(
    _judge: Judge,
    _shape: JsonShape,
    _type: JobType,
    _file: string
  ) {}
  feed(): void {}
  end(): void {}
}
