// Requests that the API's origin refuses in the current flow, each with the answer.
import type { Ask } from './client.js'

export const jobs = '/2/compliance/jobs'
const jsonType = { 'content-type': 'application/json' }
export const post = (
  body: unknown,
  headers: Record<string, string> = jsonType
) => ({ headers, body: JSON.stringify(body) }) satisfies Ask
const invalid = (message: string) => ({
  title: 'Invalid Request',
  type: 'https://api.x.com/2/problems/invalid-request',
  errors: [{ message }]
})
export const plain = (status: number, title: string) => ({
  title,
  type: 'about:blank',
  status,
  detail: title
})

/** What is sent; method, path and rest of the request; status and part of the body of the answer. */
export const refusals: [string, string, string, Ask, number, unknown][] = [
  [
    'no token',
    'GET',
    `${jobs}?type=tweets`,
    { bearer: false },
    401,
    plain(401, 'Unauthorized')
  ],
  [
    'another token',
    'POST',
    jobs,
    {
      ...post({ type: 'tweets' }),
      bearer: false,
      headers: { authorization: 'Bearer other' }
    },
    401,
    plain(401, 'Unauthorized')
  ],
  [
    'the token without its scheme',
    'GET',
    `${jobs}?type=tweets`,
    { bearer: false, headers: { authorization: 'a-token-for-the-refusals' } },
    401,
    plain(401, 'Unauthorized')
  ],
  [
    'a signature of a user',
    'GET',
    `${jobs}?type=tweets`,
    { bearer: false, headers: { authorization: 'OAuth oauth_token="1"' } },
    403,
    {
      title: 'Unsupported Authentication',
      type: 'https://api.x.com/2/problems/unsupported-authentication'
    }
  ],
  [
    'no type in a list',
    'GET',
    jobs,
    {},
    400,
    invalid('The `type` query parameter can not be empty')
  ],
  [
    'an unknown type in a list',
    'GET',
    `${jobs}?type=posts`,
    {},
    400,
    invalid(
      'The `type` query parameter value [posts] is not one of [tweets,users]'
    )
  ],
  [
    'the status expired in a list',
    'GET',
    `${jobs}?type=tweets&status=expired`,
    {},
    400,
    invalid(
      'The `status` query parameter value [expired] is not one of [created,in_progress,failed,complete]'
    )
  ],
  [
    'a parameter given twice',
    'GET',
    `${jobs}?type=tweets&type=users`,
    {},
    400,
    invalid('Duplicate parameters are not allowed: type')
  ],
  [
    'a parameter that does not exist',
    'GET',
    `${jobs}?type=tweets&max_results=5`,
    {},
    400,
    invalid(
      'The query parameter [max_results] is not one of [type,status,compliance_job.fields]'
    )
  ],
  [
    'a field that does not exist',
    'GET',
    `${jobs}?type=tweets&compliance_job.fields=id,error`,
    {},
    400,
    { errors: [{ parameters: { 'compliance_job.fields': ['error'] } }] }
  ],
  [
    'an ID that is none',
    'GET',
    `${jobs}/12x`,
    {},
    400,
    invalid('The `id` query parameter value [12x] is not valid')
  ],
  [
    'a job that does not exist',
    'GET',
    `${jobs}/1372966999991541762`,
    {},
    404,
    {
      title: 'Not Found Error',
      type: 'https://api.x.com/2/problems/resource-not-found',
      status: 404,
      resource_type: 'compliance_job',
      resource_id: '1372966999991541762',
      detail: 'Could not find compliance job with id: [1372966999991541762].'
    }
  ],
  [
    'cancelling a job that does not exist',
    'DELETE',
    `${jobs}/1372966999991541762`,
    {},
    404,
    { title: 'Not Found Error' }
  ],
  [
    'a path that does not exist',
    'GET',
    '/2/compliance',
    {},
    404,
    plain(404, 'Not Found')
  ],
  [
    'a method that does not exist',
    'PATCH',
    jobs,
    {},
    405,
    plain(405, 'Method Not Allowed')
  ],
  [
    'a body that is no JSON by its type',
    'POST',
    jobs,
    post({ type: 'tweets' }, { 'content-type': 'text/plain' }),
    400,
    invalid('Requests with bodies must have content-type of application/json.')
  ],
  [
    'a body that is no JSON',
    'POST',
    jobs,
    { headers: jsonType, body: '{"type":' },
    400,
    invalid('The request body is not a valid JSON object.')
  ],
  [
    'a body without type',
    'POST',
    jobs,
    post({}),
    400,
    invalid('$.type: is missing but it is required')
  ],
  [
    'a body with an unknown type',
    'POST',
    jobs,
    post({ type: 'posts' }),
    400,
    invalid('$.type: does not have a value in the enumeration [tweets, users]')
  ],
  [
    'a name of 65 characters',
    'POST',
    jobs,
    post({ type: 'tweets', name: 'n'.repeat(65) }),
    400,
    invalid('$.name: may only be 64 characters long')
  ],
  [
    'an extra property',
    'POST',
    jobs,
    post({ type: 'tweets', color: 'red' }),
    400,
    invalid(
      '$.color: is not defined in the schema and the schema does not allow additional properties'
    )
  ],
  [
    'a resumable upload to a byte path',
    'POST',
    jobs,
    post({ type: 'tweets', resumable: true }),
    400,
    invalid('$.resumable: resumable uploads are not supported')
  ]
]
