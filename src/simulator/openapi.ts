// The OpenAPI 3 description of what the simulator serves, for explorers, client generators and tests.
import { jobFields } from './jobs.js'
import { jobTypes, type Flow } from './types.js'

const ref = (kind: string, name: string) => ({
  $ref: `#/components/${kind}/${name}`
})
const content = (type: string, schema: unknown) => ({
  content: { [type]: { schema } }
})
const answer = (description: string, type: string, schema: unknown) => ({
  description,
  ...content(type, schema)
})
const problem = (description: string) =>
  answer(description, 'application/problem+json', ref('schemas', 'Problem'))

/** One post in order, and three that are not (their last two digits decide). */
const idFile = {
  type: 'string',
  example: ['00', '75', '82', '99']
    .map(digits => `12653244805173616${digits}\n`)
    .join('')
}
const binary = { type: 'string', format: 'binary' }
const fields = ref('parameters', 'ComplianceJobFieldsParameter')
const id = ref('parameters', 'JobId')
const security = [{ BearerToken: [] }]
const ok = 'The request has succeeded.'

const common = {
  '400': problem('The request is malformed.'),
  '401': problem('The bearer token, or the token of a byte path, is unusable.'),
  '402': problem('The App has no credits left.'),
  '403': problem(
    'The App is not enrolled, the kind of authentication is not supported, or the token of a byte path has expired or is for something else.'
  ),
  '429': problem('A rate limit or the usage cap is reached.'),
  default: problem('The request has failed.')
}
const notFound = { '404': problem('There is no such job, or no results yet.') }
const conflict = (description: string) => ({ '409': problem(description) })

const one = (name: string) => ({
  '200': answer(ok, 'application/json', ref('schemas', name))
})

const tokenPath = {
  '/oauth2/token': {
    post: {
      operationId: 'createBearerToken',
      summary: "Get the App's bearer token for its key and secret",
      tags: ['Authentication'],
      security: [{ ApiKeyAndSecret: [] }],
      requestBody: {
        required: true,
        ...content('application/x-www-form-urlencoded', {
          type: 'object',
          required: ['grant_type'],
          properties: {
            grant_type: { type: 'string', enum: ['client_credentials'] }
          }
        })
      },
      responses: {
        ...one('BearerTokenResponse'),
        '403': answer(
          'Key and secret are not those of an App, or the grant type is missing.',
          'application/json',
          ref('schemas', 'TokenErrors')
        ),
        default: problem('The request has failed.')
      }
    }
  }
}

const jobPaths = (cancel: boolean) => ({
  '/2/compliance/jobs': {
    get: {
      operationId: 'getComplianceJobs',
      summary: 'Get Compliance Jobs',
      tags: ['Compliance'],
      security,
      parameters: [
        {
          name: 'type',
          in: 'query',
          required: true,
          schema: { type: 'string', enum: jobTypes }
        },
        {
          name: 'status',
          in: 'query',
          required: false,
          schema: {
            type: 'string',
            enum: ['created', 'in_progress', 'failed', 'complete']
          }
        },
        fields
      ],
      responses: { ...one('GetComplianceJobsResponse'), ...common }
    },
    post: {
      operationId: 'createComplianceJobs',
      summary: 'Create Compliance Job',
      tags: ['Compliance'],
      security,
      parameters: [fields],
      requestBody: {
        required: true,
        ...content(
          'application/json',
          ref('schemas', 'CreateComplianceJobsRequest')
        )
      },
      responses: {
        ...one('CreateComplianceJobsResponse'),
        ...common,
        ...conflict('A job of this type is already active.')
      }
    }
  },
  '/2/compliance/jobs/{id}': {
    get: {
      operationId: 'getComplianceJobsById',
      summary: 'Get Compliance Job by ID',
      tags: ['Compliance'],
      security,
      parameters: [id, fields],
      responses: {
        ...one('GetComplianceJobsByIdResponse'),
        ...common,
        ...notFound
      }
    },
    ...(cancel && {
      delete: {
        operationId: 'deleteComplianceJobsById',
        summary: 'Cancel Compliance Job',
        tags: ['Compliance'],
        security,
        parameters: [id, fields],
        responses: {
          ...one('DeleteComplianceJobsByIdResponse'),
          ...common,
          ...notFound,
          ...conflict('The job has finished.')
        }
      }
    })
  }
})

const range = {
  name: 'Range',
  in: 'header',
  required: false,
  description: 'A part of the results, such as bytes=0-1023.',
  schema: { type: 'string' }
}
const results = {
  '200': answer(ok, 'application/octet-stream', binary),
  '206': answer('The range asked for.', 'application/octet-stream', binary)
}

const bytePaths = {
  '/2/compliance/jobs/{id}/upload': {
    put: {
      operationId: 'uploadComplianceJobSubmission',
      summary: 'Upload Compliance Job Submission',
      tags: ['Compliance'],
      security,
      parameters: [id, ref('parameters', 'UrlToken'), fields],
      requestBody: {
        required: true,
        content: {
          'text/plain': { schema: idFile },
          'application/octet-stream': { schema: binary }
        }
      },
      responses: {
        ...one('UploadComplianceJobSubmissionResponse'),
        ...common,
        ...conflict('The job does not await an upload.'),
        '413': problem('The upload is larger than 128 MB.'),
        '415': problem('The content type is not accepted.')
      }
    }
  },
  '/2/compliance/jobs/{id}/download': {
    get: {
      operationId: 'downloadComplianceJobResults',
      summary: 'Download Compliance Job Results',
      tags: ['Compliance'],
      security,
      parameters: [id, ref('parameters', 'UrlToken'), fields, range],
      responses: {
        ...results,
        ...common,
        ...notFound,
        '416': problem('The range lies outside of the results.')
      }
    }
  }
}

const storageError = (description: string) =>
  answer(description, 'application/xml', { type: 'string' })
const storageErrors = {
  '400': storageError(
    'The URL has expired, or an Authorization header came with it.'
  ),
  '403': storageError('The signature does not match.'),
  default: storageError('The request has failed.')
}
const pathParameter = (name: string) => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string' }
})
const signature = [
  'Algorithm',
  'Credential',
  'Date',
  'Expires',
  'SignedHeaders',
  'Signature'
].map(name => ({
  name: `X-Goog-${name}`,
  in: 'query',
  required: true,
  schema: { type: 'string' }
}))

const storagePaths = (origin: string) => ({
  '/{bucket}/{id}/submission/{object}': {
    servers: [{ url: origin, description: 'The storage' }],
    put: {
      operationId: 'putSubmission',
      summary: 'Upload to the signed URL of a job',
      tags: ['Storage'],
      security: [],
      parameters: [
        pathParameter('bucket'),
        id,
        pathParameter('object'),
        ...signature
      ],
      requestBody: {
        required: true,
        ...content('text/plain', idFile)
      },
      responses: { '200': { description: ok }, ...storageErrors }
    }
  },
  '/{bucket}/{id}/delivery/{object}': {
    servers: [{ url: origin, description: 'The storage' }],
    get: {
      operationId: 'getDelivery',
      summary: 'Download from the signed URL of a job',
      tags: ['Storage'],
      security: [],
      parameters: [
        pathParameter('bucket'),
        id,
        pathParameter('object'),
        range,
        ...signature
      ],
      responses: {
        ...results,
        ...storageErrors,
        '404': storageError('There are no results yet.')
      }
    }
  }
})

const dateTime = { type: 'string', format: 'date-time' }
const uri = { type: 'string', format: 'uri' }
const wrapped = {
  type: 'object',
  properties: {
    data: ref('schemas', 'ComplianceJob'),
    errors: { type: 'array', items: ref('schemas', 'Problem') }
  }
}

const schemas = {
  ComplianceJob: {
    type: 'object',
    required: ['id'],
    properties: {
      created_at: dateTime,
      download_expires_at: dateTime,
      download_url: uri,
      id: { type: 'string', pattern: '^[0-9]{1,19}$' },
      name: { type: 'string', maxLength: 64 },
      resumable: { type: 'boolean' },
      status: {
        type: 'string',
        description: 'created, in_progress, complete, failed or expired'
      },
      type: { type: 'string', enum: jobTypes },
      upload_expires_at: dateTime,
      upload_url: uri,
      error: {
        type: 'string',
        description: 'Why the job failed; only where the service says so.'
      }
    },
    additionalProperties: false
  },
  CreateComplianceJobsRequest: {
    type: 'object',
    example: { type: 'tweets', name: 'first-try' },
    required: ['type'],
    properties: {
      name: {
        type: 'string',
        description: 'A user-provided name for this job.',
        maxLength: 64
      },
      resumable: {
        type: 'boolean',
        description:
          'Whether to enable the upload URL with support for resumable uploads; refused where uploads go to a byte path.'
      },
      type: { type: 'string', enum: jobTypes }
    },
    additionalProperties: false
  },
  CreateComplianceJobsResponse: wrapped,
  GetComplianceJobsByIdResponse: wrapped,
  DeleteComplianceJobsByIdResponse: wrapped,
  UploadComplianceJobSubmissionResponse: wrapped,
  GetComplianceJobsResponse: {
    type: 'object',
    properties: {
      data: {
        type: 'array',
        minItems: 1,
        items: ref('schemas', 'ComplianceJob')
      },
      errors: { type: 'array', items: ref('schemas', 'Problem') },
      meta: {
        type: 'object',
        properties: {
          result_count: {
            type: 'integer',
            description: 'Number of items in the data array.',
            format: 'int32'
          }
        }
      }
    }
  },
  BearerTokenResponse: {
    type: 'object',
    required: ['token_type', 'access_token'],
    properties: {
      token_type: { type: 'string', enum: ['bearer'] },
      access_token: { type: 'string' }
    },
    additionalProperties: false
  },
  TokenErrors: {
    type: 'object',
    required: ['errors'],
    properties: {
      errors: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            code: { type: 'integer' },
            message: { type: 'string' },
            label: { type: 'string' }
          }
        }
      }
    }
  },
  Problem: {
    type: 'object',
    description: 'RFC 7807',
    required: ['type', 'title', 'detail'],
    properties: {
      type: uri,
      title: { type: 'string' },
      detail: { type: 'string' },
      status: { type: 'integer' },
      parameter: { type: 'string' },
      value: { type: 'string' },
      resource_type: { type: 'string' },
      resource_id: { type: 'string' },
      reason: { type: 'string' },
      errors: { type: 'array', items: { type: 'object' } }
    }
  }
}

const parameters = {
  JobId: {
    name: 'id',
    in: 'path',
    required: true,
    schema: { type: 'string', pattern: '^[0-9]{1,19}$' }
  },
  UrlToken: {
    name: 'token',
    in: 'query',
    description: "The token of the job's upload_url or download_url.",
    required: true,
    schema: { type: 'string' }
  },
  ComplianceJobFieldsParameter: {
    name: 'compliance_job.fields',
    in: 'query',
    description: 'A comma separated list of ComplianceJob fields to display.',
    required: false,
    explode: false,
    style: 'form',
    schema: {
      type: 'array',
      minItems: 1,
      uniqueItems: true,
      items: { type: 'string', enum: jobFields }
    }
  }
}

/** The description of one flow, with its servers. */
export function openApi(
  flow: Flow,
  origins: { readonly api: string; readonly storage: string },
  cancel: boolean
) {
  return {
    openapi: '3.0.3',
    info: {
      title: 'Batch compliance of the X API v2, simulated',
      version: '1.0.0',
      description:
        'A stand-in for the batch compliance endpoints of the X API v2. Its verdicts are made up.'
    },
    servers: [{ url: origins.api, description: 'The simulator' }],
    tags: [
      { name: 'Compliance' },
      ...(flow === 'storage' ? [{ name: 'Storage' }] : []),
      { name: 'Authentication' }
    ],
    paths: {
      ...jobPaths(cancel),
      ...(flow === 'current' ? bytePaths : storagePaths(origins.storage)),
      ...tokenPath
    },
    components: {
      securitySchemes: {
        BearerToken: { type: 'http', scheme: 'bearer' },
        ApiKeyAndSecret: { type: 'http', scheme: 'basic' }
      },
      parameters,
      schemas
    }
  }
}
