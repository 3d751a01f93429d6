// Checks what a request to the JSON endpoints says, and refuses it in the words of the service.
import { Refusal } from './answers.js'
import { jobFields } from './jobs.js'
import type { Problems } from './problems.js'
import { jobTypes, type JobType } from './types.js'

type Errors = Parameters<Problems['invalid']>[0][number][]

const fieldsParameter = 'compliance_job.fields'
const listedStatuses = ['created', 'in_progress', 'failed', 'complete']
const longestName = 64

/** The query of an operation, checked; `type` and `status` only where the operation lists jobs. */
export interface Query {
  readonly fields: readonly string[]
  readonly type: JobType | undefined
  readonly status: string | undefined
}

/** Throws `Refusal` with every problem that the query has. */
export function readQuery(
  query: URLSearchParams,
  also: readonly ('type' | 'status' | 'token')[],
  problems: Problems
): Query {
  const errors: Errors = []
  const known = [...also, fieldsParameter]
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name)
    if (!known.includes(name))
      errors.push({
        parameters: { [name]: values },
        message: `The query parameter [${name}] is not one of [${known.join(',')}]`
      })
    else if (values.length > 1)
      errors.push({
        parameters: { [name]: values },
        message: `Duplicate parameters are not allowed: ${name}`
      })
  }
  const oneOf = (name: string, value: string, allowed: readonly string[]) => {
    if (!allowed.includes(value))
      errors.push({
        parameters: { [name]: [value] },
        message: `The \`${name}\` query parameter value [${value}] is not one of [${allowed.join(',')}]`
      })
  }
  const fields = query.get(fieldsParameter)?.split(',')
  for (const field of fields ?? []) oneOf(fieldsParameter, field, jobFields)
  const type = query.get('type')
  if (also.includes('type')) {
    if (type === null)
      errors.push({
        parameters: { type: [] },
        message: 'The `type` query parameter can not be empty'
      })
    else oneOf('type', type, jobTypes)
  }
  const status = query.get('status')
  if (also.includes('status') && status !== null)
    oneOf('status', status, listedStatuses)
  if (errors.length > 0) throw new Refusal(problems.invalid(errors))
  return {
    fields: fields ?? jobFields,
    type: jobTypes.find(known => known === type),
    status: status ?? undefined
  }
}

/** Throws `Refusal` unless it is 1 to 19 digits. */
export function checkJobId(id: string, problems: Problems): void {
  if (/^[0-9]{1,19}$/.test(id)) return
  throw new Refusal(
    problems.invalid([
      {
        parameters: { id: [id] },
        message: `The \`id\` query parameter value [${id}] is not valid`
      }
    ])
  )
}

export interface CreateBody {
  readonly type: JobType
  readonly name: string | undefined
  readonly resumable: boolean
}

/** Throws `Refusal` with every problem that the body has. */
export function readCreateBody(
  contentType: string | undefined,
  text: string,
  resumableAllowed: boolean,
  problems: Problems
): CreateBody {
  const refuse = (...messages: string[]) =>
    new Refusal(
      problems.invalid(messages.map(message => ({ parameters: {}, message })))
    )
  if (!/^application\/json\s*(;|$)/i.test(contentType ?? ''))
    throw refuse(
      'Requests with bodies must have content-type of application/json.'
    )
  const body = parseObject(text)
  if (!body) throw refuse('The request body is not a valid JSON object.')
  const { type, name, resumable, ...others } = body
  const messages = Object.keys(others).map(
    key =>
      `$.${key}: is not defined in the schema and the schema does not allow additional properties`
  )
  const known = jobTypes.find(each => each === type)
  if (type === undefined) messages.push('$.type: is missing but it is required')
  else if (!known)
    messages.push(
      `$.type: does not have a value in the enumeration [${jobTypes.join(', ')}]`
    )
  if (name !== undefined && typeof name !== 'string')
    messages.push('$.name: a string is expected')
  else if (name !== undefined && Array.from(name).length > longestName)
    messages.push(`$.name: may only be ${longestName} characters long`)
  if (resumable !== undefined && typeof resumable !== 'boolean')
    messages.push('$.resumable: a boolean is expected')
  else if (resumable !== undefined && !resumableAllowed)
    messages.push('$.resumable: resumable uploads are not supported')
  if (messages.length > 0 || !known) throw refuse(...messages)
  return {
    type: known,
    name: typeof name === 'string' ? name : undefined,
    resumable: resumable === true
  }
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { ...value }
      : undefined
  } catch {
    return undefined
  }
}
