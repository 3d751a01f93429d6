// What the service answers: JSON, problem bodies, XML errors and files, as values that are sent later.

/** A piece of a file on disk. */
export interface FilePiece {
  readonly path: string
  readonly start: number
  readonly length: number
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly body: Buffer | FilePiece
}

/** An answer that is all there. */
export type ShortAnswer = Answer & { readonly body: Buffer }

/** Thrown where a request is refused; carries what to answer. */
export class Refusal extends Error {
  constructor(readonly answer: Answer) {
    super(`refused with ${answer.status}`)
  }
}

export function json(value: unknown, status = 200): ShortAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: Buffer.from(JSON.stringify(value))
  }
}

/** An RFC 7807 body. */
export function problem(
  status: number,
  members: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {}
): Answer {
  return {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
    body: Buffer.from(JSON.stringify(members))
  }
}

/** An error of the storage origin. */
export function xml(
  status: number,
  code: string,
  message: string,
  details?: string
): Answer {
  const element = (name: string, text: string) => `<${name}>${text}</${name}>`
  return {
    status,
    headers: { 'content-type': 'application/xml; charset=UTF-8' },
    body: Buffer.from(
      `<?xml version='1.0' encoding='UTF-8'?><Error>${element('Code', code)}${element('Message', message)}${
        details === undefined ? '' : element('Details', details)
      }</Error>`
    )
  }
}

export function html(status: number): Answer {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: Buffer.from(
      '<!DOCTYPE html><html><head><title>X</title></head><body><h1>Something went wrong</h1></body></html>\n'
    )
  }
}

export function empty(status: number, headers: Answer['headers'] = {}): Answer {
  return { status, headers, body: Buffer.alloc(0) }
}
