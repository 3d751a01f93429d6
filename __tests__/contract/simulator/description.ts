// Checks answers against an OpenAPI 3.0 description.
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import type { Answer } from './answers.js'

type Node = Record<string, unknown>

export interface Description {
  readonly paths: Record<string, Record<string, OperationObject>>
  readonly components: {
    readonly schemas: Record<string, Node>
    readonly parameters: Record<string, Node>
  }
}

export interface OperationObject {
  readonly operationId: string
  readonly security: unknown
  readonly parameters: Node[]
  readonly requestBody?: { readonly content: Record<string, unknown> }
  readonly responses: Record<
    string,
    { readonly content?: Record<string, unknown> }
  >
}

/** What `$ref` points to, or the node itself. */
export function resolve(description: Description, node: Node): Node {
  const { $ref } = node
  if (typeof $ref !== 'string') return node
  return $ref
    .slice(2)
    .split('/')
    .reduce<unknown>((found, key) => (found as Node)[key], description) as Node
}

/** A function that says what is wrong with an answer; undefined when nothing is. */
export function checker(
  description: Description
): (answer: Answer) => string | undefined {
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema(description, 'description')
  const escape = (text: string) =>
    encodeURIComponent(text.replaceAll('~', '~0').replaceAll('/', '~1'))

  return ({ method, path, status, headers, body }) => {
    const told = `${method} ${path} ${status}`
    const template = Object.keys(description.paths).find(each =>
      new RegExp(`^${each.replace(/\{\w+\}/g, '[^/]+')}$`).test(path)
    )
    const verb = method.toLowerCase()
    const operation = description.paths[template ?? '']?.[verb]
    if (!template || !operation) return `${told}: no such operation`
    const code = `${status}` in operation.responses ? `${status}` : 'default'
    const { content } = operation.responses[code] ?? {}
    const type = String(headers['content-type']).replace(/;.*/, '')
    if (!content) return undefined
    if (!(type in content)) return `${told}: content type ${type}`
    if (!type.endsWith('json')) return undefined
    const validate = ajv.compile({
      $ref: `description#/${['paths', template, verb, 'responses', code, 'content', type, 'schema'].map(escape).join('/')}`
    })
    return validate(JSON.parse(body.toString()))
      ? undefined
      : `${told}: ${ajv.errorsText(validate.errors)} in ${body.toString()}`
  }
}
