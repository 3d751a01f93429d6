export const id = "start-simulator";
export const ids = ["start-simulator"];
export const modules = {

/***/ 57324:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  startSimulator: () => (/* binding */ startSimulator)
});

// UNUSED EXPORTS: drivenClock, runningClock

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./src/simulator/clock.ts
// The simulator's time: it runs with the machine's, or stands still until it is driven.
/** Runs with the machine's clock, ahead of it by what it was advanced. */
function runningClock() {
    let ahead = 0;
    return {
        now: () => Date.now() + ahead,
        advance: ms => {
            ahead += ms;
        }
    };
}
/** Stands still at `start` (milliseconds since the epoch) until it is advanced. */
function drivenClock(start = Date.UTC(2026, 9, 1, 12)) {
    let time = start;
    return {
        now: () => time,
        advance: ms => {
            time += ms;
        }
    };
}

// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./src/simulator/answers.ts
// What the service answers: JSON, problem bodies, XML errors and files, as values that are sent later.
/** Thrown where a request is refused; carries what to answer. */
class Refusal extends Error {
    answer;
    constructor(answer) {
        super(`refused with ${answer.status}`);
        this.answer = answer;
    }
}
function json(value, status = 200) {
    return {
        status,
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: Buffer.from(JSON.stringify(value))
    };
}
/** An RFC 7807 body. */
function problem(status, members, headers = {}) {
    return {
        status,
        headers: { 'content-type': 'application/problem+json', ...headers },
        body: Buffer.from(JSON.stringify(members))
    };
}
/** An error of the storage origin. */
function xml(status, code, message, details) {
    const element = (name, text) => `<${name}>${text}</${name}>`;
    return {
        status,
        headers: { 'content-type': 'application/xml; charset=UTF-8' },
        body: Buffer.from(`<?xml version='1.0' encoding='UTF-8'?><Error>${element('Code', code)}${element('Message', message)}${details === undefined ? '' : element('Details', details)}</Error>`)
    };
}
function html(status) {
    return {
        status,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        body: Buffer.from('<!DOCTYPE html><html><head><title>X</title></head><body><h1>Something went wrong</h1></body></html>\n')
    };
}
function empty(status, headers = {}) {
    return { status, headers, body: Buffer.alloc(0) };
}

;// CONCATENATED MODULE: ./src/simulator/browsers.ts

/** The token of an `Authorization: Bearer` header. */
const bearerOf = ({ headers }) => /^bearer (.*)$/i.exec(headers.authorization ?? '')?.[1];
const loopback = ['127.0.0.1', 'localhost', '[::1]'];
/**
 * The refusal of a request that another site makes: by a name of its own that leads here (DNS rebinding), told by
 * `Host`, or from its own pages, told by `Origin`. Undefined for all others.
 */
function foreignPage({ origins }, { headers }) {
    const { host = '', origin } = headers;
    if (!loopback.includes(host.replace(/:\d+$/, '').toLowerCase()))
        return refused('The simulator answers to 127.0.0.1 and localhost only; the Host header names another machine.');
    if (origin !== undefined && ![`http://${host}`, origins.api].includes(origin))
        return refused('The simulator answers no pages of other sites; the Origin header names one.');
    return undefined;
}
const refused = (error) => json({ error }, 403);
/** What a browser asks the storage before the explorer, which is at the API's origin, may send an upload. */
function preflight({ method, headers }) {
    return method === 'OPTIONS' && headers.origin !== undefined
        ? {
            ...empty(204, {
                'access-control-allow-methods': 'GET, PUT',
                'access-control-allow-headers': 'content-type, range'
            }),
            body: Buffer.alloc(0)
        }
        : undefined;
}

;// CONCATENATED MODULE: ./src/simulator/durations.ts
// Durations as people write them.
const units = {
    ms: 1,
    s: 1000,
    m: 60_000,
    h: 3_600_000,
    d: 86_400_000
};
/** Milliseconds of `250ms`, `90s`, `5h30m` or `0`; undefined for anything else. */
function parseDuration(text) {
    if (text === '0')
        return 0;
    if (!/^(\d{1,15}(ms|s|m|h|d))+$/.test(text))
        return undefined;
    return [...text.matchAll(/(\d{1,15})(ms|s|m|h|d)/g)].reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0), 0);
}

;// CONCATENATED MODULE: ./src/simulator/faults.ts
const plainKinds = [
    'reset',
    'hang',
    'lost',
    'truncate',
    'corrupt',
    'usage-capped',
    'not-enrolled',
    'user-context'
];
/** Holds the faults, counts occurrences, and hands out the first fault that hits each. */
class FaultPlan {
    #counts = new Map();
    #armed = [];
    add(fault) {
        const first = fault.occurrence ?? (this.#counts.get(fault.operation) ?? 0) + 1;
        this.#armed.push({ fault, first, last: first + (fault.times ?? 1) - 1 });
    }
    /** Counts one more request of this operation. */
    forRequest(operation) {
        const fault = this.#next(operation);
        return fault?.operation === 'job' ? undefined : fault;
    }
    /** Counts one more created job. */
    forJob() {
        const fault = this.#next('job');
        return fault?.operation === 'job' ? fault : undefined;
    }
    #next(operation) {
        const count = (this.#counts.get(operation) ?? 0) + 1;
        this.#counts.set(operation, count);
        return this.#armed.find(({ fault, first, last }) => fault.operation === operation && count >= first && count <= last)?.fault;
    }
}

;// CONCATENATED MODULE: ./src/simulator/types.ts
const jobTypes = ['tweets', 'users'];
const operations = [
    'token',
    'create',
    'list',
    'get',
    'cancel',
    'upload',
    'download'
];
const limits = {
    uploadWindow: 900_000,
    downloadWindow: 604_800_000,
    rateLimitWindow: 900_000
};

;// CONCATENATED MODULE: ./src/simulator/fault-syntax.ts
// Faults as one writes them on the command line: `operation[:occurrence]=kind[:argument]`.



const faultSyntax = `operation[:occurrence]=kind[:argument]
  operation   ${operations.join(', ')}, or job
  occurrence  3, 2-5, or * for all; left out: the next one
  kinds of a request
    ${plainKinds.join(', ')}
    delay:5s  html[:status]  429[:15m]  retry-after[:15m]  redirect:URL
    400 to 599, with :empty for no body
  kinds of a job
    stuck, fail[:text], expire, slow:10m, word:TEXT (an unknown status)`;
/** Throws an `Error` that says what is wrong and what can be given. */
function parseFault(text) {
    const wrong = (what) => new Error(`The fault "${text}" ${what}. A fault is ${faultSyntax}`);
    const match = /^([a-z]+)(?::([^=]+))?=([^:]+)(?::(.*))?$/.exec(text);
    if (!match)
        throw wrong('has not the right form');
    const [, name = '', occurrence, kind = '', argument] = match;
    const operation = ['job', ...operations].find(each => each === name);
    if (!operation)
        throw wrong(`names an unknown operation, "${name}"`);
    const aim = aimOf(occurrence);
    if (!aim)
        throw wrong(`has an occurrence of no known form, "${occurrence}"`);
    const harm = operation === 'job' ? jobHarm(kind, argument) : requestHarm(kind, argument);
    if (!harm)
        throw wrong(`has a kind that "${operation}" does not take in this form, "${kind}${argument === undefined ? '' : `:${argument}`}"`);
    return { operation, ...aim, ...harm };
}
function aimOf(text) {
    if (text === undefined)
        return {};
    if (text === '*')
        return { occurrence: 1, times: Infinity };
    const match = /^([1-9]\d{0,5})(?:-([1-9]\d{0,5}))?$/.exec(text);
    if (!match)
        return undefined;
    const first = Number(match[1]);
    const last = Number(match[2] ?? first);
    return last < first
        ? undefined
        : { occurrence: first, times: last - first + 1 };
}
function requestHarm(kind, argument) {
    const ms = argument === undefined ? undefined : parseDuration(argument);
    const plain = plainKinds.find(each => each === kind);
    if (plain)
        return argument === undefined ? { kind: plain } : undefined;
    switch (kind) {
        case 'delay':
            return ms === undefined ? undefined : { kind, ms };
        case 'redirect':
            return URL.canParse(argument ?? '')
                ? { kind, location: argument }
                : undefined;
        case 'html': {
            const status = argument === undefined ? 200 : statusOf(argument);
            return status === undefined ? undefined : { kind, status };
        }
        case '429':
        case 'retry-after':
            if (kind === '429' && argument === 'empty')
                break;
            if (argument !== undefined && ms === undefined)
                return undefined;
            return {
                kind: 'rate-limited',
                retryAfter: kind === 'retry-after',
                ...(ms !== undefined && { ms })
            };
    }
    const status = statusOf(kind);
    if (status === undefined || status < 400)
        return undefined;
    if (argument !== undefined && argument !== 'empty')
        return undefined;
    return { kind: 'status', status, empty: argument === 'empty' };
}
function statusOf(text) {
    return /^[2-5]\d\d$/.test(text) ? Number(text) : undefined;
}
function jobHarm(kind, argument) {
    const ms = argument === undefined ? undefined : parseDuration(argument);
    switch (kind) {
        case 'stuck':
        case 'expire':
            return argument === undefined ? { kind } : undefined;
        case 'fail':
            return { kind, ...(argument !== undefined && { error: argument }) };
        case 'slow':
            return ms === undefined ? undefined : { kind, ms };
        case 'word':
            return argument ? { kind, status: argument } : undefined;
        default:
            return undefined;
    }
}

;// CONCATENATED MODULE: ./src/simulator/snowflake.ts
// Snowflake IDs: a number that carries the millisecond of its making.

const epoch = 1_288_834_974_657;
const timeShift = 22n;
/** Milliseconds since the epoch at which this Snowflake ID was made. */
function timeOfSnowflake(id) {
    return Number(id >> timeShift) + epoch;
}
/** Makes Snowflake IDs; each is larger than the one before it, and odd, so that no JavaScript number can hold it. */
function snowflakes() {
    let last = 1n;
    return now => {
        const machine = BigInt((0,external_node_crypto_.randomInt)(2 ** 21)) * 2n + 1n;
        const id = (BigInt(now - epoch) << timeShift) + machine;
        last = id > last ? id : last + 2n;
        return last.toString();
    };
}

;// CONCATENATED MODULE: ./src/simulator/jobs.ts
// The jobs that the service holds: their life in time, and how one is shown.



const uploadExpiry = (job) => job.createdAt + limits.uploadWindow;
const downloadExpiry = (job) => job.createdAt + limits.downloadWindow;
/** Where the job stands at this time. */
function statusAt(job, now) {
    if (job.cancelled)
        return 'failed';
    if (!job.work)
        return now < uploadExpiry(job) ? 'created' : 'expired';
    if (job.fault?.kind === 'stuck' || now < job.work.finishesAt)
        return 'in_progress';
    if (job.fault?.kind === 'fail')
        return 'failed';
    if (job.fault?.kind === 'expire')
        return 'expired';
    return 'complete';
}
const isActive = (job, now) => ['created', 'in_progress'].includes(statusAt(job, now));
class JobStore {
    #jobs = [];
    #nextId = snowflakes();
    /** In order of creation. */
    get all() {
        return this.#jobs;
    }
    add(job, now) {
        const added = {
            ...job,
            id: this.#nextId(now),
            createdAt: now - (now % 1000),
            uploadSecret: secret(),
            downloadSecret: secret(),
            uploads: [],
            work: undefined,
            cancelled: false
        };
        this.#jobs.push(added);
        return added;
    }
    find(id) {
        return this.#jobs.find(job => job.id === id);
    }
    active(type, now) {
        return this.#jobs.find(job => job.type === type && isActive(job, now));
    }
    /** Newest first; a job leaves the list with the end of its download. */
    recent(type, now) {
        return this.#jobs
            .filter(job => job.type === type && now < downloadExpiry(job))
            .reverse();
    }
}
const jobSummaries = (jobs, now) => jobs.all.map(job => ({
    id: job.id,
    type: job.type,
    name: job.name,
    status: statusAt(job, now),
    createdAt: job.createdAt,
    uploads: job.uploads,
    rows: job.work?.results.rows
}));
const secret = () => (0,external_node_crypto_.randomBytes)(48).toString('base64url');
/** The fields of a job object. */
const jobFields = [
    'created_at',
    'download_expires_at',
    'download_url',
    'id',
    'name',
    'resumable',
    'status',
    'type',
    'upload_expires_at',
    'upload_url'
];
/** Fields that are shown whatever is chosen: the storage flow's contract (2.145) requires all but two. */
const alwaysShown = {
    current: ['id', 'error'],
    storage: [
        ...jobFields.filter(field => field !== 'name' && field !== 'resumable'),
        'error'
    ]
};
/** The job as the service shows it: chosen fields only, and in another order of keys each time. */
function jobView(job, now, urls, fields, flow) {
    const status = statusAt(job, now);
    const view = {
        id: job.id,
        type: job.type,
        ...(job.name !== undefined && { name: job.name }),
        resumable: job.resumable,
        status: status === 'in_progress' && job.fault?.kind === 'word'
            ? job.fault.status
            : status,
        created_at: new Date(job.createdAt).toISOString(),
        upload_url: urls.upload_url,
        upload_expires_at: new Date(uploadExpiry(job)).toISOString(),
        download_url: urls.download_url,
        download_expires_at: new Date(downloadExpiry(job)).toISOString(),
        ...(status === 'failed' &&
            job.fault?.kind === 'fail' &&
            job.fault.error !== undefined && { error: job.fault.error })
    };
    return Object.fromEntries(Object.entries(view)
        .filter(([key]) => alwaysShown[flow].includes(key) || fields.includes(key))
        .map(entry => ({ entry, place: Math.random() }))
        .sort((a, b) => a.place - b.place)
        .map(({ entry }) => entry));
}

;// CONCATENATED MODULE: ./src/simulator/control.ts





const handlers = {
    'GET /simulator/clock': ({ clock }) => json(timeOf(clock.now())),
    'POST /simulator/clock': ({ clock }, query) => {
        const ms = parseDuration(query.get('advance') ?? '');
        if (ms === undefined)
            return wrong('Give advance as a duration, such as ?advance=15m.');
        clock.advance(ms);
        return json(timeOf(clock.now()));
    },
    'POST /simulator/faults': ({ faults }, query) => {
        try {
            const added = query.getAll('fault').map(parseFault);
            if (added.length === 0)
                return wrong('Give a fault, such as ?fault=get:1=503.');
            for (const fault of added)
                faults.add(fault);
            return json({ added: added.length });
        }
        catch (error) {
            return wrong(error instanceof Error ? error.message : String(error));
        }
    },
    'GET /simulator/jobs': ({ jobs, clock }) => json({ jobs: jobSummaries(jobs, clock.now()) }),
    'GET /simulator/requests': ({ log }) => json({ requests: log })
};
const timeOf = (now) => ({ now: new Date(now).toISOString() });
const wrong = (error) => json({ error }, 400);
/** Undefined for a path of the service. */
function answerControl(service, request, url) {
    if (!/^\/simulator(\/|$)/.test(url.pathname))
        return undefined;
    if (bearerOf(request) !== service.token)
        return json({ error: 'The bearer token is needed here, too.' }, 401);
    const handler = handlers[`${request.method ?? ''} ${url.pathname}`];
    return handler
        ? handler(service, url.searchParams)
        : json({ error: 'No such path.', paths: Object.keys(handlers) }, 404);
}

;// CONCATENATED MODULE: ./src/simulator/explorer.ts
// The API explorer at `/`: the page that lies in the folder given, with the token filled in.



/** Every file of the page by its path. */
const files = {
    '/': { name: 'index.html', type: 'text/html; charset=utf-8' },
    '/explorer/start.js': { name: 'start.js', type: 'text/javascript' },
    '/explorer/swagger-ui-bundle.js': {
        name: 'swagger-ui-bundle.js',
        type: 'text/javascript'
    },
    '/explorer/swagger-ui.css': { name: 'swagger-ui.css', type: 'text/css' }
};
/** Undefined for a path that is not the explorer's. Rejects when its files can't be read. */
async function answerExplorer({ explorer, token, origins }, path) {
    if (explorer === undefined)
        return undefined;
    if (path === '/explorer/settings.json')
        return json({ token });
    const file = Object.hasOwn(files, path) ? files[path] : undefined;
    if (!file)
        return undefined;
    return {
        status: 200,
        headers: {
            'content-type': file.type,
            'content-security-policy': [
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self' 'unsafe-inline'",
                "img-src 'self' data:",
                `connect-src 'self' ${origins.storage}`,
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors 'none'"
            ].join('; '),
            'x-content-type-options': 'nosniff'
        },
        body: await (0,promises_.readFile)((0,external_node_path_.join)(explorer, file.name))
    };
}

;// CONCATENATED MODULE: ./src/simulator/openapi.ts
// The OpenAPI 3 description of what the simulator serves, for explorers, client generators and tests.


const ref = (kind, name) => ({
    $ref: `#/components/${kind}/${name}`
});
const content = (type, schema) => ({
    content: { [type]: { schema } }
});
const answer = (description, type, schema) => ({
    description,
    ...content(type, schema)
});
const openapi_problem = (description) => answer(description, 'application/problem+json', ref('schemas', 'Problem'));
/** One post in order, and three that are not (their last two digits decide). */
const idFile = {
    type: 'string',
    example: ['00', '75', '82', '99']
        .map(digits => `12653244805173616${digits}\n`)
        .join('')
};
const binary = { type: 'string', format: 'binary' };
const fields = ref('parameters', 'ComplianceJobFieldsParameter');
const id = ref('parameters', 'JobId');
const security = [{ BearerToken: [] }];
const ok = 'The request has succeeded.';
const common = {
    '400': openapi_problem('The request is malformed.'),
    '401': openapi_problem('The bearer token, or the token of a byte path, is unusable.'),
    '402': openapi_problem('The App has no credits left.'),
    '403': openapi_problem('The App is not enrolled, the kind of authentication is not supported, or the token of a byte path has expired or is for something else.'),
    '429': openapi_problem('A rate limit or the usage cap is reached.'),
    default: openapi_problem('The request has failed.')
};
const notFound = { '404': openapi_problem('There is no such job, or no results yet.') };
const conflict = (description) => ({ '409': openapi_problem(description) });
const one = (name) => ({
    '200': answer(ok, 'application/json', ref('schemas', name))
});
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
                '403': answer('Key and secret are not those of an App, or the grant type is missing.', 'application/json', ref('schemas', 'TokenErrors')),
                default: openapi_problem('The request has failed.')
            }
        }
    }
};
const jobPaths = (cancel) => ({
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
                ...content('application/json', ref('schemas', 'CreateComplianceJobsRequest'))
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
});
const range = {
    name: 'Range',
    in: 'header',
    required: false,
    description: 'A part of the results, such as bytes=0-1023.',
    schema: { type: 'string' }
};
const results = {
    '200': answer(ok, 'application/octet-stream', binary),
    '206': answer('The range asked for.', 'application/octet-stream', binary)
};
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
                '413': openapi_problem('The upload is larger than 128 MB.'),
                '415': openapi_problem('The content type is not accepted.')
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
                '416': openapi_problem('The range lies outside of the results.')
            }
        }
    }
};
const storageError = (description) => answer(description, 'application/xml', { type: 'string' });
const storageErrors = {
    '400': storageError('The URL has expired, or an Authorization header came with it.'),
    '403': storageError('The signature does not match.'),
    default: storageError('The request has failed.')
};
const pathParameter = (name) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' }
});
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
}));
const storagePaths = (origin) => ({
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
});
const dateTime = { type: 'string', format: 'date-time' };
const uri = { type: 'string', format: 'uri' };
const wrapped = {
    type: 'object',
    properties: {
        data: ref('schemas', 'ComplianceJob'),
        errors: { type: 'array', items: ref('schemas', 'Problem') }
    }
};
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
                description: 'Whether to enable the upload URL with support for resumable uploads; refused where uploads go to a byte path.'
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
};
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
};
/** The description of one flow, with its servers. */
function openApi(flow, origins, cancel) {
    return {
        openapi: '3.0.3',
        info: {
            title: 'Batch compliance of the X API v2, simulated',
            version: '1.0.0',
            description: 'A stand-in for the batch compliance endpoints of the X API v2. Its verdicts are made up.'
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
    };
}

;// CONCATENATED MODULE: ./src/simulator/files.ts
/** The one range of a `Range` header; undefined for none, or for a header that is to be ignored. */
function parseRange(header, size) {
    const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
    if (!match)
        return undefined;
    const [first, last] = [match[1] ?? '', match[2] ?? ''];
    if (first === '' && last === '')
        return undefined;
    const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
    const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
    if (start >= size)
        return 'unsatisfiable';
    return start <= end ? { start, end } : undefined;
}
/** 200, 206, or undefined where the range lies outside of the file. */
function fileAnswer(file, range, headers) {
    const asked = parseRange(range, file.bytes);
    if (asked === 'unsatisfiable')
        return undefined;
    const { start, end } = asked ?? { start: 0, end: file.bytes - 1 };
    return {
        status: asked ? 206 : 200,
        headers: {
            'content-type': 'application/octet-stream',
            'accept-ranges': 'bytes',
            ...headers,
            ...(asked && { 'content-range': `bytes ${start}-${end}/${file.bytes}` })
        },
        body: { path: file.path, start, length: end - start + 1 }
    };
}

;// CONCATENATED MODULE: ./src/simulator/parameters.ts
// Checks what a request to the JSON endpoints says, and refuses it in the words of the service.



const fieldsParameter = 'compliance_job.fields';
const listedStatuses = ['created', 'in_progress', 'failed', 'complete'];
const longestName = 64;
/** Throws `Refusal` with every problem that the query has. */
function readQuery(query, also, problems) {
    const errors = [];
    const known = [...also, fieldsParameter];
    for (const name of new Set(query.keys())) {
        const values = query.getAll(name);
        if (!known.includes(name))
            errors.push({
                parameters: { [name]: values },
                message: `The query parameter [${name}] is not one of [${known.join(',')}]`
            });
        else if (values.length > 1)
            errors.push({
                parameters: { [name]: values },
                message: `Duplicate parameters are not allowed: ${name}`
            });
    }
    const oneOf = (name, value, allowed) => {
        if (!allowed.includes(value))
            errors.push({
                parameters: { [name]: [value] },
                message: `The \`${name}\` query parameter value [${value}] is not one of [${allowed.join(',')}]`
            });
    };
    const fields = query.get(fieldsParameter)?.split(',');
    for (const field of fields ?? [])
        oneOf(fieldsParameter, field, jobFields);
    const type = query.get('type');
    if (also.includes('type')) {
        if (type === null)
            errors.push({
                parameters: { type: [] },
                message: 'The `type` query parameter can not be empty'
            });
        else
            oneOf('type', type, jobTypes);
    }
    const status = query.get('status');
    if (also.includes('status') && status !== null)
        oneOf('status', status, listedStatuses);
    if (errors.length > 0)
        throw new Refusal(problems.invalid(errors));
    return {
        fields: fields ?? jobFields,
        type: jobTypes.find(known => known === type),
        status: status ?? undefined
    };
}
/** Throws `Refusal` unless it is 1 to 19 digits. */
function checkJobId(id, problems) {
    if (/^[0-9]{1,19}$/.test(id))
        return;
    throw new Refusal(problems.invalid([
        {
            parameters: { id: [id] },
            message: `The \`id\` query parameter value [${id}] is not valid`
        }
    ]));
}
/** Throws `Refusal` with every problem that the body has. */
function readCreateBody(contentType, text, resumableAllowed, problems) {
    const refuse = (...messages) => new Refusal(problems.invalid(messages.map(message => ({ parameters: {}, message }))));
    if (!/^application\/json\s*(;|$)/i.test(contentType ?? ''))
        throw refuse('Requests with bodies must have content-type of application/json.');
    const body = parseObject(text);
    if (!body)
        throw refuse('The request body is not a valid JSON object.');
    const { type, name, resumable, ...others } = body;
    const messages = Object.keys(others).map(key => `$.${key}: is not defined in the schema and the schema does not allow additional properties`);
    const known = jobTypes.find(each => each === type);
    if (type === undefined)
        messages.push('$.type: is missing but it is required');
    else if (!known)
        messages.push(`$.type: does not have a value in the enumeration [${jobTypes.join(', ')}]`);
    if (name !== undefined && typeof name !== 'string')
        messages.push('$.name: a string is expected');
    else if (name !== undefined && Array.from(name).length > longestName)
        messages.push(`$.name: may only be ${longestName} characters long`);
    if (resumable !== undefined && typeof resumable !== 'boolean')
        messages.push('$.resumable: a boolean is expected');
    else if (resumable !== undefined && !resumableAllowed)
        messages.push('$.resumable: resumable uploads are not supported');
    if (messages.length > 0 || !known)
        throw refuse(...messages);
    return {
        type: known,
        name: typeof name === 'string' ? name : undefined,
        resumable: resumable === true
    };
}
function parseObject(text) {
    try {
        const value = JSON.parse(text);
        return typeof value === 'object' && value !== null && !Array.isArray(value)
            ? { ...value }
            : undefined;
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: external "node:string_decoder"
var external_node_string_decoder_ = __webpack_require__(46193);
;// CONCATENATED MODULE: ./src/simulator/lines.ts
// Cuts a stream of bytes into lines without ever holding more than a piece of one.

/** What is kept of a line that goes on from chunk to chunk, so that memory holds; rows show as much of any line. */
const longestLine = 1000;
class LineCutter {
    #decoder = new external_node_string_decoder_.StringDecoder('utf8');
    #rest = '';
    /** The lines that end in this chunk, without their `\n`; blank ones are left out. */
    push(chunk) {
        return this.#cut(this.#decoder.write(chunk));
    }
    /** The last line, where no `\n` ended it. */
    end() {
        return this.#cut(`${this.#decoder.end()}\n`);
    }
    #cut(text) {
        const lines = (this.#rest + text).split('\n');
        this.#rest = (lines.pop() ?? '').slice(0, longestLine);
        return lines.filter(line => line !== '');
    }
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
;// CONCATENATED MODULE: ./src/simulator/crc32c.ts
// CRC32C over a stream: measured at 290 MB/s, where the library for JavaScript does 34.
const table = Int32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1)
        value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
    return value;
});
class Crc32c {
    #sum = -1;
    update(bytes) {
        let sum = this.#sum;
        for (const byte of bytes)
            sum = (sum >>> 8) ^ (table[(sum ^ byte) & 255] ?? 0);
        this.#sum = sum;
    }
    /** Unsigned. */
    digest() {
        return (this.#sum ^ -1) >>> 0;
    }
}

;// CONCATENATED MODULE: ./src/simulator/stored-file.ts
// A file of the storage: its size and the hashes that the storage states for it.



/** Writes a file piece by piece and hashes it on the way. */
class FileWriter {
    path;
    handle;
    #md5 = (0,external_node_crypto_.createHash)('md5');
    #crc32c = new Crc32c();
    #bytes = 0;
    constructor(path, handle) {
        this.path = path;
        this.handle = handle;
    }
    static async create(path) {
        return new FileWriter(path, await (0,promises_.open)(path, 'w'));
    }
    async write(chunk) {
        this.#md5.update(chunk);
        this.#crc32c.update(chunk);
        this.#bytes += chunk.length;
        await this.handle.appendFile(chunk);
    }
    /** Closes and removes the file. */
    async discard() {
        await this.handle.close();
        await (0,promises_.rm)(this.path, { force: true });
    }
    async close() {
        await this.handle.close();
        const sum = Buffer.alloc(4);
        sum.writeUInt32BE(this.#crc32c.digest());
        return {
            path: this.path,
            bytes: this.#bytes,
            md5: this.#md5.digest('hex'),
            crc32c: sum.toString('base64')
        };
    }
}

;// CONCATENATED MODULE: ./src/simulator/results.ts
// The result file: rows spread over shards by their text, each shard's repeats dropped, then composed into one file.



/** So many that a shard of the largest upload, which is read whole, stays small. */
const shardCount = 250;
const bufferSize = 16_384;
/** Takes rows in any number; memory holds one shard's distinct rows at most. */
class ResultsWriter {
    path;
    #shards;
    #first;
    /** `path` is where the composed file will lie; shards lie beside it. */
    constructor(path) {
        this.path = path;
        this.#shards = Array.from({ length: shardCount }, (_, index) => ({
            path: `${path}.${index}`,
            buffer: Buffer.alloc(0),
            used: 0,
            spilled: false,
            last: undefined
        }));
    }
    add(row) {
        this.#first ??= row;
        const shard = this.#shards[shardOf(row)];
        if (!shard || shard.last === row)
            return;
        shard.last = row;
        const size = Buffer.byteLength(row) + 1;
        if (shard.used + size > shard.buffer.length) {
            spill(shard);
            if (size > shard.buffer.length)
                shard.buffer = Buffer.allocUnsafe(Math.max(bufferSize, size));
        }
        shard.used += shard.buffer.write(row, shard.used);
        shard.used += shard.buffer.write('\n', shard.used);
    }
    /**
     * Writes the file. The first row added comes last, so that even a few rows are never in the order of the upload.
     * With `blankLines`, an empty line follows the second row, as recorded, and every 1,000th.
     */
    async compose(options) {
        const writer = await FileWriter.create(this.path);
        let count = 0;
        const write = (rows) => {
            const lines = rows.map(row => {
                count += 1;
                const blank = options.blankLines && (count === 2 || count % 1000 === 0);
                return blank ? `${row}\n\n` : `${row}\n`;
            });
            return writer.write(Buffer.from(lines.join('')));
        };
        for (const shard of this.#shards) {
            if (shard.last === undefined)
                continue;
            const rows = await rowsOf(shard);
            await write(rows.filter(row => row !== this.#first));
            await remove(shard);
        }
        if (this.#first !== undefined)
            await write([this.#first]);
        return { ...(await writer.close()), rows: count };
    }
    /** Removes what lies on disk. */
    async discard() {
        for (const shard of this.#shards)
            await remove(shard);
        await (0,promises_.rm)(this.path, { force: true });
    }
}
/** Synchronous, so that one buffer is used again and again. */
function spill(shard) {
    if (shard.used === 0)
        return;
    (0,external_node_fs_.appendFileSync)(shard.path, shard.buffer.subarray(0, shard.used));
    shard.used = 0;
    shard.spilled = true;
}
async function rowsOf(shard) {
    const spilled = shard.spilled ? await (0,promises_.readFile)(shard.path, 'utf8') : '';
    const text = spilled + shard.buffer.toString('utf8', 0, shard.used);
    return [...new Set(text.split('\n'))].filter(Boolean);
}
async function remove({ path, spilled }) {
    if (spilled)
        await (0,promises_.rm)(path, { force: true });
}
/** FNV-1a over the row's first characters, which hold its ID. */
function shardOf(row) {
    let hash = 0x811c9dc5;
    for (let index = 0; index < row.length && index < 32; index += 1)
        hash = Math.imul(hash ^ row.charCodeAt(index), 0x01000193);
    return (hash >>> 0) % shardCount;
}

;// CONCATENATED MODULE: ./src/simulator/uploads.ts



class UploadTooLarge extends Error {
}
/** Throws `UploadTooLarge`, and whatever breaks the request off; nothing is left on disk then. */
async function receiveUpload(source, order) {
    const file = await FileWriter.create(`${order.path}.ids`);
    const results = new ResultsWriter(`${order.path}.ndjson`);
    const cutter = new LineCutter();
    let bytes = 0;
    let lines = 0;
    const judge = (some) => {
        lines += some.length;
        for (const line of some)
            for (const row of order.rowsFor(line))
                results.add(row);
    };
    try {
        for await (const chunk of source) {
            if (order.damage && bytes === 0)
                chunk[0] = (chunk[0] ?? 0) ^ 1;
            bytes += chunk.length;
            if (bytes > order.limit)
                throw new UploadTooLarge();
            await file.write(chunk);
            judge(cutter.push(chunk));
        }
        judge(cutter.end());
        return {
            upload: { ...(await file.close()), lines },
            results: await results.compose({ blankLines: order.blankLines })
        };
    }
    catch (error) {
        await file.discard();
        await results.discard();
        throw error;
    }
}

;// CONCATENATED MODULE: ./src/simulator/service.ts
// What the parts of the simulated service share: its settings, jobs, clock, limits and storage.



/**
 * Takes the call's body as an upload of the job, and starts the processing when `mayStart` says so once all is there.
 * Throws `UploadTooLarge`, what `mayStart` throws, and what breaks the request off.
 */
async function acceptUpload(service, call, job, mayStart) {
    const received = await receiveUpload(call.body, {
        path: (0,external_node_path_.join)(service.directory, `${job.id}-${(0,external_node_crypto_.randomUUID)()}`),
        rowsFor: service.rowsFor(job),
        blankLines: service.flow === 'storage',
        limit: service.maxUploadBytes,
        damage: service.flow === 'storage' && call.fault?.kind === 'corrupt'
    });
    const now = service.clock.now();
    const starts = mayStart();
    const upload = { ...received.upload, at: now };
    job.uploads.push(upload);
    if (starts) {
        const { base, perId } = service.processing;
        const slow = job.fault?.kind === 'slow' ? job.fault.ms : 0;
        job.work = {
            finishesAt: now + base + Math.ceil(perId * upload.lines) + slow,
            results: received.results
        };
    }
    return upload;
}

;// CONCATENATED MODULE: ./src/simulator/api.ts
// The API's origin: the six operations, and the two byte paths of the current flow.







const methods = {
    '': { GET: 'list', POST: 'create' },
    job: { GET: 'get', DELETE: 'cancel' },
    upload: { PUT: 'upload' },
    download: { GET: 'download' }
};
function routeApi(service, method, path) {
    if (path === '/oauth2/token')
        return {
            operation: method === 'POST' ? 'token' : undefined,
            jobId: undefined,
            pathKnown: true
        };
    const match = /^\/2\/compliance\/jobs(?:\/([^/]+)(?:\/(upload|download))?)?$/.exec(path);
    const bytes = match?.[2];
    if (!match || (bytes && service.flow === 'storage'))
        return { operation: undefined, jobId: undefined, pathKnown: false };
    const jobId = match[1];
    const operation = methods[bytes ?? (jobId ? 'job' : '')]?.[method];
    return {
        operation: operation === 'cancel' && !service.cancel ? undefined : operation,
        jobId,
        pathKnown: true
    };
}
/** Throws `Refusal`, and what breaks the request off. */
async function answerApi(service, call, { operation, jobId = '', pathKnown }) {
    const { problems } = service;
    if (operation !== 'token')
        authorize(service, call);
    if (!operation)
        return problems.plain(pathKnown ? 405 : 404);
    const rate = service.rates.take(operation, call.now);
    call.headers = rate.headers;
    if (rate.exceeded)
        return problems.plain(429);
    switch (operation) {
        case 'token':
            return bearerToken(service, call);
        case 'list':
            return list(service, call);
        case 'create':
            return create(service, call);
        case 'get':
            return get(service, call, jobId);
        case 'cancel':
            return cancel(service, call, jobId);
        case 'upload':
            return upload(service, call, jobId);
        case 'download':
            return download(service, call, jobId);
    }
}
/** App-only bearer tokens alone are accepted. */
function authorize({ token, problems }, { request }) {
    const { authorization = '' } = request.headers;
    if (authorization.startsWith('OAuth '))
        throw new Refusal(problems.userContext());
    if (bearerOf(request) !== token)
        throw new Refusal(problems.plain(401));
}
/**
 * The App's bearer token for its key and secret. Answers and errors as X documents them: "OAuth 2.0 Bearer Token
 * (App-only)", https://docs.x.com/fundamentals/authentication/oauth-2-0/application-only
 */
async function bearerToken(service, call) {
    const { authorization = '', 'content-type': type = '' } = call.request.headers;
    const [, basic = ''] = /^basic (.*)$/i.exec(authorization) ?? [];
    const form = new URLSearchParams(await readText(call));
    if (Buffer.from(basic, 'base64').toString() !== basicCredentials(service))
        return tokenError(99, 'authenticity_token_error', 'Unable to verify your credentials');
    const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(type);
    if (!isForm || form.get('grant_type') !== 'client_credentials')
        return tokenError(170, 'forbidden_missing_parameter', 'Missing required parameter: grant_type');
    return json({ token_type: 'bearer', access_token: service.token });
}
const basicCredentials = ({ apiKey, apiKeySecret }) => [apiKey, apiKeySecret].map(encodeURIComponent).join(':');
const tokenError = (code, label, message) => json({ errors: [{ code, message, label }] }, 403);
function list(service, { url, now }) {
    const query = readQuery(url.searchParams, ['type', 'status'], service.problems);
    const jobs = (query.type ? service.jobs.recent(query.type, now) : []).filter(job => query.status === undefined || statusAt(job, now) === query.status);
    return json({
        ...(jobs.length > 0 && {
            data: jobs.map(job => view(service, job, query.fields))
        }),
        ...(service.flow === 'current' && { meta: { result_count: jobs.length } })
    });
}
async function create(service, call) {
    const { fields } = readQuery(call.url.searchParams, [], service.problems);
    const body = readCreateBody(call.request.headers['content-type'], await readText(call), service.flow === 'storage', service.problems);
    if (service.jobs.active(body.type, call.now))
        throw new Refusal(service.problems.conflict('You cannot create a new job if one is already in progress.'));
    const job = service.jobs.add({ ...body, fault: service.faults.forJob() }, call.now);
    call.entry.jobId = job.id;
    return json({ data: view(service, job, fields) });
}
function get(service, { url }, id) {
    checkJobId(id, service.problems);
    const { fields } = readQuery(url.searchParams, [], service.problems);
    return json({ data: view(service, findJob(service, id), fields) });
}
function cancel(service, { url, now }, id) {
    checkJobId(id, service.problems);
    const { fields } = readQuery(url.searchParams, [], service.problems);
    const job = findJob(service, id);
    if (!isActive(job, now))
        throw new Refusal(service.problems.conflict(`Compliance job [${id}] has finished and cannot be cancelled.`));
    job.cancelled = true;
    return json({ data: view(service, job, fields) });
}
async function upload(service, call, id) {
    const { problems } = service;
    const { fields } = readQuery(call.url.searchParams, ['token'], problems);
    const job = jobOfToken(service, call, id, 'upload');
    const type = call.request.headers['content-type'] ?? '';
    if (!/^(text\/plain|application\/octet-stream)\s*(;|$)/i.test(type))
        throw new Refusal(problems.unsupportedMediaType(type));
    const awaited = () => {
        if (statusAt(job, call.now) === 'created')
            return true;
        throw new Refusal(problems.conflict(`Compliance job [${id}] does not await an upload.`));
    };
    awaited();
    if ((call.entry.contentLength ?? 0) > service.maxUploadBytes)
        throw new Refusal(problems.tooLarge(service.maxUploadBytes));
    try {
        await acceptUpload(service, call, job, awaited);
    }
    catch (error) {
        if (error instanceof UploadTooLarge)
            throw new Refusal(problems.tooLarge(service.maxUploadBytes));
        throw error;
    }
    return json({ data: view(service, job, fields) });
}
function download(service, call, id) {
    const { problems } = service;
    readQuery(call.url.searchParams, ['token'], problems);
    const job = jobOfToken(service, call, id, 'download');
    if (!job.work || statusAt(job, call.now) !== 'complete')
        throw new Refusal(problems.resultsNotReady(id));
    const answer = fileAnswer(job.work.results, call.request.headers.range, {});
    return answer ?? problems.plain(416);
}
/** The job that the URL's token opens. */
function jobOfToken({ jobs, problems }, { url, now }, id, purpose) {
    checkJobId(id, problems);
    const token = url.searchParams.get('token') ?? '';
    const owner = jobs.all.find(job => [job.uploadSecret, job.downloadSecret].includes(token));
    if (!owner)
        throw new Refusal(problems.plain(401));
    const upload = purpose === 'upload';
    const secret = upload ? owner.uploadSecret : owner.downloadSecret;
    if (owner.id !== id || token !== secret)
        throw new Refusal(problems.tokenRefused('The token is not valid for this operation.'));
    if (now >= (upload ? uploadExpiry : downloadExpiry)(owner))
        throw new Refusal(problems.tokenRefused('The token has expired.'));
    return owner;
}
function findJob(service, id) {
    const job = service.jobs.find(id);
    if (job)
        return job;
    throw new Refusal(service.problems.jobNotFound(id, service.missingJob));
}
const view = (service, job, fields) => jobView(job, service.clock.now(), service.urlsOf(job), fields, service.flow);
const longestBody = 65_536;
async function readText({ body, entry }) {
    const chunks = [];
    for await (const chunk of body)
        if (entry.bytesReceived <= longestBody)
            chunks.push(chunk);
    return Buffer.concat(chunks).toString();
}

;// CONCATENATED MODULE: ./src/simulator/rate-limits.ts
// Rate limits: one bucket an endpoint, each with a window of 15 minutes from its first request.

/** Of the paid plans, and of every recording. */
const usualRateLimits = { create: 150, list: 150, get: 150 };
class RateBuckets {
    perWindow;
    #buckets = new Map();
    constructor(perWindow) {
        this.perWindow = perWindow;
    }
    /** Takes one request out of the operation's bucket. */
    take(operation, now) {
        const limit = this.perWindow[operation];
        if (limit === undefined)
            return { exceeded: false, headers: {} };
        const open = this.#buckets.get(operation);
        const bucket = open && now < open.resetAt
            ? open
            : { used: 0, resetAt: now + limits.rateLimitWindow };
        bucket.used += 1;
        this.#buckets.set(operation, bucket);
        return {
            exceeded: bucket.used > limit,
            headers: rateHeaders(limit, Math.max(0, limit - bucket.used), bucket.resetAt)
        };
    }
}
/** `resetAt` in milliseconds; the header holds whole seconds, rounded up. */
function rateHeaders(limit, remaining, resetAt) {
    return {
        'x-rate-limit-limit': `${limit}`,
        'x-rate-limit-remaining': `${remaining}`,
        'x-rate-limit-reset': `${Math.ceil(resetAt / 1000)}`
    };
}

;// CONCATENATED MODULE: ./src/simulator/request-log.ts
const mostEntries = 10_000;
/** Adds an entry; the oldest gives way, so that a simulator that runs for weeks does not grow. */
function remember(log, entry) {
    if (log.push(entry) > mostEntries)
        log.shift();
}
function logEntry(request, url, at) {
    const { headers } = request;
    return {
        ...at,
        method: request.method ?? '',
        path: url.pathname,
        query: url.search,
        authorization: headers.authorization !== undefined,
        contentType: headers['content-type'],
        contentLength: headers['content-length'] === undefined
            ? undefined
            : Number(headers['content-length']),
        range: headers.range,
        userAgent: headers['user-agent'],
        status: undefined,
        bytesReceived: 0,
        bytesSent: 0,
        fault: undefined
    };
}

;// CONCATENATED MODULE: ./src/simulator/resumable.ts
// Resumable uploads of the storage flow: a session that takes the file in pieces and says how far it got.







/** Pieces are multiples of this many bytes, but for the last. */
const granule = 262_144;
const sessionLife = 604_800_000;
/** 201 with the session's URL in `location`. */
async function startSession(service, { url, now }, job) {
    const id = (0,external_node_crypto_.randomBytes)(48).toString('base64url');
    const path = (0,external_node_path_.join)(service.directory, `${job.id}-${id.slice(0, 12)}.session`);
    await (0,promises_.writeFile)(path, '');
    service.sessions.set(id, {
        job,
        path,
        expiresAt: now + sessionLife,
        stored: 0,
        done: undefined
    });
    const query = new URLSearchParams(url.searchParams);
    query.set('upload_id', id);
    return empty(201, {
        location: `${service.origins.storage}${url.pathname}?${query.toString()}`,
        'content-type': 'text/html; charset=UTF-8'
    });
}
/** Takes the next piece, or says how far the session got. Throws `Refusal`, and what breaks the request off. */
async function continueSession(service, call, id) {
    const session = service.sessions.get(id);
    if (!session || call.now >= session.expiresAt)
        throw new Refusal(xml(404, 'NoSuchUpload', 'The requested upload was not found.'));
    if (call.request.method === 'DELETE') {
        service.sessions.delete(id);
        await (0,promises_.rm)(session.path, { force: true });
        return empty(499);
    }
    if (session.done)
        return session.done;
    const piece = pieceOf(call, session);
    if (piece.first !== undefined)
        await take(call, session, piece.first);
    if (session.stored !== piece.total)
        return progress(session);
    session.done = await acceptUpload(service, { body: (0,external_node_fs_.createReadStream)(session.path), fault: call.fault }, session.job, () => statusAt(session.job, call.now) === 'created');
    await (0,promises_.rm)(session.path, { force: true });
    return session.done;
}
function pieceOf({ request, entry }, session) {
    const header = request.headers['content-range'];
    if (header === undefined)
        return { first: 0, total: entry.contentLength };
    const match = /^bytes (?:\*|(\d+)-(\d+))\/(\*|\d+)$/.exec(header);
    const [first, last, total] = [match?.[1], match?.[2], match?.[3]].map(text => text === undefined || text === '*' ? undefined : Number(text));
    const length = (last ?? 0) - (first ?? 0) + 1;
    const whole = last !== undefined && last + 1 === total;
    if (!match ||
        (first !== undefined &&
            (first !== session.stored ||
                length !== entry.contentLength ||
                (!whole && length % granule !== 0))))
        throw new Refusal(xml(400, 'InvalidArgument', 'Invalid argument.', `The Content-Range does not fit: ${session.stored} bytes are stored, and all pieces but the last are multiples of ${granule} bytes.`));
    return { first, total };
}
/** Stores what arrives; what a broken request leaves is cut to whole granules. */
async function take({ body }, session, first) {
    session.stored = first;
    await (0,promises_.truncate)(session.path, first);
    try {
        for await (const chunk of body) {
            await (0,promises_.appendFile)(session.path, chunk);
            session.stored += chunk.length;
        }
    }
    catch (error) {
        session.stored -= session.stored % granule;
        await (0,promises_.truncate)(session.path, session.stored);
        throw error;
    }
}
const progress = ({ stored }) => empty(308, stored > 0 ? { range: `bytes=0-${stored - 1}` } : {});

;// CONCATENATED MODULE: ./src/simulator/storage.ts
// The storage origin of the storage flow: signed URLs, XML errors and hash headers, as Google Cloud Storage has them.







function routeStorage(method, path) {
    const match = /^\/[^/]+\/(\d+)\/(submission|delivery)\/[^/]+$/.exec(path);
    const upload = match?.[2] === 'submission' && ['PUT', 'POST', 'DELETE'].includes(method);
    const download = match?.[2] === 'delivery' && method === 'GET';
    return {
        operation: upload ? 'upload' : download ? 'download' : undefined,
        jobId: match?.[1]
    };
}
/** Throws `Refusal`, and what breaks the request off. */
async function answerStorage(service, call, { operation, jobId }) {
    call.headers = {
        server: 'UploadServer',
        'x-guploader-uploadid': (0,external_node_crypto_.randomBytes)(48).toString('base64url')
    };
    const job = service.jobs.all.find(({ id }) => id === jobId);
    const session = call.url.searchParams.get('upload_id');
    if (operation === 'upload' && session !== null)
        return stored(service, await continueSession(service, call, session));
    if (!call.url.searchParams.has('X-Goog-Signature'))
        throw new Refusal(anonymous());
    if (!job || !operation || !isSigned(service, call, job, operation))
        throw new Refusal(mismatch());
    refuseSecondCredential(call);
    refuseAfter((operation === 'upload' ? uploadExpiry : downloadExpiry)(job), call.now);
    if (operation === 'download')
        return storage_download(call, job);
    return job.resumable
        ? startSession(service, call, job)
        : stored(service, await storage_upload(service, call, job));
}
const anonymous = () => xml(403, 'AccessDenied', 'Access denied.', 'Anonymous caller does not have storage.objects access to the Google Cloud Storage object.');
const mismatch = () => xml(403, 'SignatureDoesNotMatch', 'Access denied.', 'The request signature we calculated does not match the signature you provided. Check your Google secret key and signing method.');
/** A signature holds for one method, one object, its query and the headers that it names. */
function isSigned(service, { request, url }, job, operation) {
    const urls = service.urlsOf(job);
    const upload = operation === 'upload';
    const signed = new URL(upload ? urls.upload_url : urls.download_url);
    const { method, headers } = request;
    return (signed.pathname === url.pathname &&
        sortedQuery(signed) === sortedQuery(url) &&
        (!upload || headers['content-type'] === 'text/plain') &&
        (!upload || method === (job.resumable ? 'POST' : 'PUT')) &&
        (!upload || !job.resumable || headers['x-goog-resumable'] === 'start'));
}
function sortedQuery(url) {
    const query = new URLSearchParams(url.searchParams);
    query.sort();
    return query.toString();
}
function refuseSecondCredential({ request }) {
    if (request.headers.authorization === undefined)
        return;
    throw new Refusal(xml(400, 'InvalidArgument', 'Invalid argument.', 'Only one form of authentication may be given: the signature of the URL or an Authorization header.'));
}
function refuseAfter(expiry, now) {
    if (now < expiry)
        return;
    const time = new Date(expiry).toISOString().slice(0, 19);
    throw new Refusal(xml(400, 'ExpiredToken', 'Invalid argument.', `The provided token has expired. Request signature expired at: ${time}+00:00`));
}
/** An object can be written again while its URL holds; processing starts anew unless it has finished. */
async function storage_upload(service, call, job) {
    try {
        return await acceptUpload(service, call, job, () => ['created', 'in_progress'].includes(statusAt(job, call.now)));
    }
    catch (error) {
        if (error instanceof UploadTooLarge)
            throw new Refusal(xml(400, 'EntityTooLarge', 'Your proposed upload is larger than the maximum object size allowed.'));
        throw error;
    }
}
const stored = (service, result) => 'status' in result
    ? result
    : empty(200, uploadHeaders(result, service.clock.now()));
function uploadHeaders({ md5, crc32c, bytes }, now) {
    return {
        'content-type': 'text/html; charset=UTF-8',
        etag: `"${md5}"`,
        'x-goog-generation': `${now}000`,
        'x-goog-metageneration': '1',
        'x-goog-hash': [
            `crc32c=${crc32c}`,
            `md5=${Buffer.from(md5, 'hex').toString('base64')}`
        ],
        'x-goog-stored-content-length': `${bytes}`,
        vary: 'Origin'
    };
}
const twoWeeks = 14 * 86_400_000;
function storage_download({ request, now }, job) {
    if (!job.work || statusAt(job, now) !== 'complete')
        throw new Refusal(xml(404, 'NoSuchKey', 'The specified key does not exist.'));
    const { finishesAt, results } = job.work;
    const answer = fileAnswer(results, request.headers.range, {
        'cache-control': 'private, max-age=0',
        etag: `"${Buffer.from(`${results.crc32c}${job.id}`).toString('base64url')}"`,
        'last-modified': new Date(finishesAt).toUTCString(),
        'x-goog-component-count': '20',
        'x-goog-expiration': new Date(finishesAt + twoWeeks).toUTCString(),
        'x-goog-hash': `crc32c=${results.crc32c}`,
        'x-goog-stored-content-encoding': 'identity',
        'x-goog-stored-content-length': `${results.bytes}`
    });
    return (answer ??
        xml(416, 'InvalidRange', 'The requested range cannot be satisfied.'));
}

;// CONCATENATED MODULE: ./src/simulator/exchange.ts
// One request and its answer: the log, the faults, and how an answer goes out.













/** Answers one request of this origin and gives its log entry, if it has one. Throws when a stored file can't be read. */
async function exchange(service, origin, request, response) {
    const { method = '' } = request;
    const url = urlOf(request);
    const now = service.clock.now();
    const foreign = foreignPage(service, request);
    // The explorer's page is at the API's origin.
    if (request.headers.origin !== undefined && origin === 'storage' && !foreign)
        response.setHeader('access-control-allow-origin', service.origins.api);
    const aside = foreign ??
        (origin === 'api'
            ? await answerAside(service, request, url)
            : preflight(request));
    if (aside) {
        response.writeHead(aside.status, aside.headers).end(aside.body);
        return undefined;
    }
    const route = origin === 'api'
        ? routeApi(service, method, url.pathname)
        : { ...routeStorage(method, url.pathname), pathKnown: true };
    const { operation, jobId } = route;
    const entry = logEntry(request, url, { time: now, origin, operation, jobId });
    remember(service.log, entry);
    const fault = operation && service.faults.forRequest(operation);
    entry.fault = fault?.kind;
    const body = counted(request, entry);
    const call = { request, url, entry, body, now, fault, headers: {} };
    if (fault?.kind === 'hang')
        return entry;
    if (fault?.kind === 'reset') {
        exchange_reset(response);
        return entry;
    }
    if (fault?.kind === 'delay')
        await (0,external_node_timers_promises_.setTimeout)(fault.ms, undefined, { ref: false });
    const answer = (fault && faultAnswer(service, origin, fault, now)) ??
        (await answerOf(service, () => origin === 'api'
            ? answerApi(service, call, route)
            : answerStorage(service, call, route)));
    if (fault?.kind === 'lost')
        exchange_reset(response);
    else if (!request.readableAborted)
        await send(call, response, answer, origin);
    return entry;
}
/** The answer, be it a refusal or a failure of the simulator itself. */
async function answerOf({ problems }, work) {
    try {
        return await work();
    }
    catch (error) {
        return error instanceof Refusal
            ? error.answer
            : problems.internal(error instanceof Error ? error.message : '');
    }
}
/** The path and query of a request line, whatever it holds. */
function urlOf({ url = '/' }) {
    const base = 'http://simulator';
    const text = url.startsWith('/') ? base + url : url;
    return new URL(URL.canParse(text) ? text : base);
}
/** What is the simulator's and not the service's: not logged, and no fault hits it. */
async function answerAside(service, request, url) {
    const { method = '' } = request;
    if (method === 'GET' && url.pathname === '/2/openapi.json')
        return json(openApi(service.flow, service.origins, service.cancel));
    return (answerControl(service, request, url) ??
        (method === 'GET' ? await answerExplorer(service, url.pathname) : undefined));
}
/** Leaves the connection open when its reader stops early, so that a refusal can still be sent. */
async function* counted(request, entry) {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
        const bytes = chunk;
        entry.bytesReceived += bytes.length;
        yield bytes;
    }
}
/** What a fault answers in the service's place; undefined where the service answers itself. */
function faultAnswer({ problems }, origin, fault, now) {
    switch (fault.kind) {
        case 'html':
            return html(fault.status ?? 200);
        case 'status':
            if (fault.empty)
                return empty(fault.status);
            if (origin === 'storage')
                return xml(fault.status, 'InternalError', 'We encountered an error.');
            return fault.status === 402
                ? problems.paymentRequired()
                : problems.plain(fault.status);
        case 'rate-limited': {
            const resetAt = now + (fault.ms ?? limits.rateLimitWindow);
            return problems.plain(429, fault.retryAfter
                ? { 'retry-after': `${Math.ceil((resetAt - now) / 1000)}` }
                : rateHeaders(150, 0, resetAt));
        }
        case 'usage-capped':
            return problems.usageCapped();
        case 'not-enrolled':
            return problems.notEnrolled();
        case 'user-context':
            return problems.userContext();
        case 'redirect':
            return empty(307, { location: fault.location });
        case 'reset':
        case 'hang':
        case 'delay':
        case 'lost':
        case 'truncate':
        case 'corrupt':
            return undefined;
    }
}
function exchange_reset(response) {
    response.socket?.resetAndDestroy();
}
/** Recorded on every JSON answer of the API. */
const apiHeaders = {
    'api-version': '2.168',
    'cache-control': 'no-cache, no-store, max-age=0',
    'content-disposition': 'attachment; filename=json.json',
    server: 'tsa_o',
    'strict-transport-security': 'max-age=631138519',
    'x-access-level': 'read',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'SAMEORIGIN',
    'x-xss-protection': '0'
};
async function send({ request, entry, fault, now, headers }, response, given, origin) {
    const answer = origin === 'api' ? compressed(given, request) : given;
    const { length } = answer.body;
    entry.status = answer.status;
    response.writeHead(answer.status, {
        date: new Date(now).toUTCString(),
        ...(origin === 'api' && !isFile(answer.body) && apiHeaders),
        ...headers,
        ...answer.headers,
        'content-length': length
    });
    const harm = fault?.kind;
    const end = harm === 'truncate' ? Math.floor(length / 2) : length;
    const damaged = harm === 'corrupt' && entry.operation !== 'upload'
        ? Math.floor(length / 2)
        : -1;
    for await (const chunk of chunksOf(answer.body)) {
        const piece = chunk.subarray(0, end - entry.bytesSent);
        const at = damaged - entry.bytesSent;
        if (at >= 0 && at < piece.length)
            piece[at] = (piece[at] ?? 0) ^ 1;
        if (piece.length > 0 && !(await write(response, piece)))
            return;
        entry.bytesSent += piece.length;
    }
    if (harm === 'truncate') {
        response.socket?.end();
        return;
    }
    response.flushHeaders();
    await drained(request);
    response.end();
}
/** Many clients read an answer only after they have sent all, and Node would cut them off. */
async function drained(request) {
    if (request.complete || request.closed)
        return;
    await new Promise(resolve => request.once('close', resolve).resume());
}
/** JSON goes out packed to whoever takes that, as recorded. */
function compressed(answer, request) {
    const accepted = request.headers['accept-encoding'] ?? '';
    if (isFile(answer.body) || answer.body.length === 0)
        return answer;
    if (!/\bgzip\b/.test(accepted))
        return answer;
    return {
        ...answer,
        headers: { ...answer.headers, 'content-encoding': 'gzip' },
        body: (0,external_node_zlib_.gzipSync)(answer.body)
    };
}
const isFile = (body) => 'path' in body;
/** One buffer for all of a file: each chunk is handed on before the next is read. */
async function* chunksOf(body) {
    if (!isFile(body)) {
        yield Buffer.from(body);
        return;
    }
    const handle = await (0,promises_.open)(body.path);
    try {
        const buffer = Buffer.allocUnsafe(65_536);
        for (let sent = 0; sent < body.length;) {
            const length = Math.min(buffer.length, body.length - sent);
            const position = body.start + sent;
            const { bytesRead } = await handle.read(buffer, 0, length, position);
            if (bytesRead === 0)
                throw new Error('The stored file is too short.');
            yield buffer.subarray(0, bytesRead);
            sent += bytesRead;
        }
    }
    finally {
        await handle.close();
    }
}
/** Waits until the bytes are handed on; false when the other side has gone. */
function write(response, chunk) {
    return new Promise(resolve => {
        if (response.destroyed)
            resolve(false);
        else
            response.write(chunk, error => resolve(!error));
    });
}

;// CONCATENATED MODULE: ./src/simulator/problems.ts
// The problem bodies of the API, as recorded, documented or rebuilt for each status (docs/simulator.md says which).

/** The types of problems began with the old host until the storage flow ended. */
const bases = {
    current: 'https://api.x.com/2/problems/',
    storage: 'https://api.twitter.com/2/problems/'
};
/** Texts for statuses that carry nothing but their name. */
const titles = {
    401: 'Unauthorized',
    404: 'Not Found',
    405: 'Method Not Allowed',
    429: 'Too Many Requests',
    500: 'Internal Server Error',
    502: 'Bad Gateway',
    503: 'Service Unavailable',
    504: 'Gateway Timeout'
};
function problemsOf(flow) {
    const base = bases[flow];
    const typed = (status, kind, title, detail, more = {}) => problem(status, { ...more, title, detail, type: base + kind, status });
    return {
        /** A status with its name only, as X gives 401 and 429. */
        plain(status, headers = {}) {
            const title = titles[status] ?? 'Error';
            return problem(status, { title, type: 'about:blank', status, detail: title }, headers);
        },
        /** Each error is a message and the parameters it speaks of. */
        invalid(errors) {
            return problem(400, {
                errors,
                title: 'Invalid Request',
                detail: 'One or more parameters to your request was invalid.',
                type: `${base}invalid-request`
            });
        },
        paymentRequired() {
            return typed(402, 'credits-depleted', 'Payment Required', 'Your App has no credits left. Add credits in the developer console.');
        },
        notEnrolled() {
            return problem(403, {
                client_id: '12345678',
                detail: 'When authenticating requests to the X API v2 endpoints, you must use keys and tokens from a developer App that is attached to a Project. You can create a project via the developer portal.',
                reason: 'client-not-enrolled',
                registration_url: 'https://developer.x.com/en/docs/projects/overview',
                required_enrollment: 'Appropriate Level of API Access',
                title: 'Client Forbidden',
                type: `${base}client-forbidden`
            });
        },
        userContext() {
            return typed(403, 'unsupported-authentication', 'Unsupported Authentication', 'Authenticating with OAuth 1.0a User Context is forbidden for this endpoint.  Supported authentication types are [OAuth 2.0 Application-Only].');
        },
        /** A byte-path token that was valid once, or for something else. */
        tokenRefused(detail) {
            return typed(403, 'not-authorized-for-resource', 'Forbidden', detail, {
                resource_type: 'compliance_job'
            });
        },
        jobNotFound(id, status) {
            const members = {
                value: id,
                detail: `Could not find compliance job with id: [${id}].`,
                title: 'Not Found Error',
                resource_type: 'compliance_job',
                parameter: 'id',
                resource_id: id,
                type: `${base}resource-not-found`
            };
            return status === 200
                ? json({ errors: [members] })
                : problem(404, { ...members, status, errors: [members] });
        },
        resultsNotReady(id) {
            return typed(404, 'resource-not-found', 'Not Found Error', `The results of compliance job [${id}] are not available.`, {
                value: id,
                parameter: 'id',
                resource_id: id,
                resource_type: 'compliance_job'
            });
        },
        conflict(detail) {
            return typed(409, 'conflict', 'Conflict', detail);
        },
        tooLarge(limit) {
            return typed(413, 'payload-too-large', 'Payload Too Large', `The upload exceeds the limit of ${limit} bytes.`);
        },
        unsupportedMediaType(given) {
            return typed(415, 'unsupported-media-type', 'Unsupported Media Type', `The content type [${given}] is not one of [text/plain,application/octet-stream].`);
        },
        /** The simulator's own failure, such as a full disk. */
        internal(detail) {
            return typed(500, 'internal-error', 'Internal Error', detail);
        },
        usageCapped() {
            return typed(429, 'usage-capped', 'UsageCapExceeded', 'Usage cap exceeded: Monthly product cap', { period: 'Monthly', scope: 'Product' });
        }
    };
}

;// CONCATENATED MODULE: ./src/simulator/signed-urls.ts

const buckets = {
    tweets: 'twttr-tweet-compliance',
    users: 'twttr-user-compliance'
};
const owner = '1202726487847104512';
const account = 'complianceapi-public-svc-acct@twttr-compliance-public-prod.iam.gserviceaccount.com';
/** The two URLs of a job on the storage origin. A resumable upload signs two more headers. */
function signedUrls(origin, job) {
    const date = new Date(job.createdAt).toISOString().replace(/[-:]|\.\d+/g, '');
    const url = (folder, seconds, headers, secret) => {
        const query = new URLSearchParams({
            'X-Goog-Algorithm': 'GOOG4-RSA-SHA256',
            'X-Goog-Credential': `${account}/${date.slice(0, 8)}/auto/storage/goog4_request`,
            'X-Goog-Date': date,
            'X-Goog-Expires': `${seconds}`,
            'X-Goog-SignedHeaders': headers,
            'X-Goog-Signature': Buffer.from(secret, 'base64url').toString('hex')
        });
        return `${origin}/${buckets[job.type]}/${job.id}/${folder}/${owner}_${job.id}?${query.toString()}`;
    };
    return {
        upload_url: url('submission', limits.uploadWindow / 1000, job.resumable
            ? 'content-length;content-type;host;x-goog-resumable'
            : 'content-type;host', job.uploadSecret),
        download_url: url('delivery', limits.downloadWindow / 1000, 'host', job.downloadSecret)
    };
}

// EXTERNAL MODULE: ./src/domain.ts
var domain = __webpack_require__(89375);
;// CONCATENATED MODULE: ./src/simulator/verdicts.ts
// The made-up verdicts: which result rows an ID gets, by its last two digits.



const verdicts_range = (from, to, ...events) => ({
    from,
    to,
    events
});
const deletion = (reason) => ({ action: 'delete', reason });
/** What the service tells to do, by what is then required. */
const actionOf = {
    delete: 'delete',
    review: 'review',
    refetch: 'rehydrate',
    'scrub-geo': 'scrub_geo'
};
/** The endings of every event that has some, in order; each in its newest word. */
function rangesOf(type) {
    return Object.values(domain/* eventKinds */.M)
        .flatMap(({ simulated, requiredAction, reasons }) => {
        const endings = simulated?.[type];
        const reason = reasons.at(-1);
        return endings && reason !== undefined && requiredAction
            ? [verdicts_range(...endings, { action: actionOf[requiredAction], reason })]
            : [];
    })
        .sort((a, b) => a.from - b.from);
}
/** What both flows tell alike. */
const shared = rangesOf('users');
/** The whole rule: docs/simulator.md shows it as a table. Of the storage flow only `delete` was ever recorded. */
const verdictRanges = {
    current: { tweets: rangesOf('tweets'), users: shared },
    storage: {
        tweets: [
            ...shared,
            verdicts_range(95, 95, deletion('bounced')),
            verdicts_range(96, 97, deletion('scrub_geo')),
            verdicts_range(98, 98, deletion('geo_scrubbed')),
            verdicts_range(99, 99, deletion('deleted'), deletion('suspended'))
        ],
        users: [
            ...shared,
            verdicts_range(99, 99, deletion('deleted'), deletion('suspended'))
        ]
    }
};
const none = [];
const validId = /^[1-9][0-9]{0,18}$/;
/**
 * The rows of one job. A line that is not 1 to 19 digits gets an `invalid_id` row; dates follow from the ID
 * and never lie after `createdAt`, the time of the job in milliseconds.
 */
function rowsByRule(flow, type, createdAt) {
    const byDigits = Array.from({ length: 100 }, (_, digits) => verdictRanges[flow][type].find(({ from, to }) => digits >= from && digits <= to)?.events);
    return line => {
        if (!validId.test(line))
            return [invalidRow(line)];
        const events = byDigits[Number(line.slice(-2))];
        if (!events)
            return none;
        const dates = datesOf(BigInt(line), type, createdAt);
        return events.map(event => row(line, event, dates, flow, type));
    };
}
/** Pure ASCII: some line readers split at U+2028 and its like. */
function invalidRow(line) {
    return JSON.stringify({
        id: line.slice(0, longestLine),
        error: 'invalid_id'
    }).replace(/[\u007f-\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
/** Put together by hand, as no part of it needs escapes and there may be millions. */
function row(id, { action, reason }, { created, redacted }, flow, type) {
    const dated = reason === 'deleted' || reason === 'tweet_edited';
    const date = dated ? `"${dateText(redacted, flow, type)}"` : 'null';
    const redaction = dated || flow === 'current' ? `,"redacted_at":${date}` : '';
    const deletion = reason === 'deleted' && flow === 'current' ? `,"deleted_at":${date}` : '';
    return `{"id":"${id}","action":"${action}","created_at":"${dateText(created, flow, type)}"${redaction}${deletion},"reason":"${reason}"}`;
}
/** The recorded users files have whole seconds with an offset, all others milliseconds with a Z. */
function dateText(time, flow, type) {
    const text = new Date(time).toISOString();
    return flow === 'storage' && type === 'users'
        ? `${text.slice(0, 19)}+00:00`
        : text;
}
const serviceStart = Date.UTC(2006, 2, 21);
const day = 86_400_000;
/** Sequential IDs came before Snowflakes: how many there were, and when they ended. */
const sequential = {
    tweets: { count: 29700000000n, end: Date.UTC(2010, 10, 4) },
    users: { count: 5000000000n, end: Date.UTC(2015, 10, 1) }
};
function datesOf(id, type, createdAt) {
    const { count, end } = sequential[type];
    const made = id < count
        ? serviceStart +
            (Number((id * 1000000n) / count) / 1_000_000) * (end - serviceStart)
        : timeOfSnowflake(id);
    const created = Math.min(Math.floor(made), createdAt);
    const later = created + (1 + Number(id % 700n)) * day;
    const redacted = later <= createdAt ? later : Math.floor((created + createdAt) / 2);
    return { created, redacted };
}

;// CONCATENATED MODULE: ./src/simulator/index.ts
// The service simulator: starts the origins of one flow on loopback, and closes them without a trace.














/** Starts the service on 127.0.0.1. Rejects when the port is taken. */
async function startSimulator(options = {}) {
    const { flow = 'current', clock = runningClock() } = options;
    const token = options.token ?? madeUpToken();
    const apiKey = options.apiKey ?? madeUp(13);
    const apiKeySecret = options.apiKeySecret ?? madeUp(25);
    const directory = options.directory ?? (await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'x-simulator-')));
    await (0,promises_.mkdir)(directory, { recursive: true });
    const faults = new FaultPlan();
    for (const fault of options.faults ?? [])
        faults.add(fault);
    const jobs = new JobStore();
    const log = [];
    const origins = { api: '', storage: '' };
    const service = {
        flow,
        token,
        apiKey,
        apiKeySecret,
        explorer: options.explorer,
        processing: options.processing ?? { base: 1900, perId: 0.1 },
        maxUploadBytes: options.maxUploadBytes ??
            (flow === 'current' ? 128_000_000 : 1_000_000_000),
        cancel: options.cancel ?? flow === 'current',
        missingJob: options.missingJob ?? 404,
        clock,
        jobs,
        faults,
        problems: problemsOf(flow),
        rates: new RateBuckets(options.rateLimits ?? usualRateLimits),
        directory,
        log,
        rowsFor: job => options.rowsFor ?? rowsByRule(flow, job.type, job.createdAt),
        urlsOf: job => flow === 'current'
            ? bytePathUrls(origins.api, job)
            : signedUrls(origins.storage, job),
        origins,
        sessions: new Map()
    };
    const serve = (origin) => (0,external_node_http_.createServer)((request, response) => {
        exchange(service, origin, request, response).then(entry => entry && options.onAnswer?.(entry), () => response.destroy());
    });
    const api = serve('api');
    const storage = flow === 'storage' ? serve('storage') : undefined;
    const servers = storage ? [api, storage] : [api];
    const remove = async () => {
        if (options.directory === undefined)
            await (0,promises_.rm)(directory, { recursive: true, force: true, maxRetries: 5 });
    };
    try {
        origins.api = await listen(api, options.port ?? 0);
        origins.storage = storage ? await listen(storage, 0) : origins.api;
    }
    catch (error) {
        await remove();
        throw error;
    }
    return {
        url: origins.api,
        storageUrl: origins.storage,
        token,
        apiKey,
        apiKeySecret,
        clock,
        requests: log,
        get jobs() {
            return jobSummaries(jobs, clock.now());
        },
        addFault: fault => faults.add(fault),
        close: async () => {
            await Promise.all(servers.map(simulator_close));
            await remove();
        }
    };
}
function bytePathUrls(origin, job) {
    const base = `${origin}/2/compliance/jobs/${job.id}`;
    return {
        upload_url: `${base}/upload?token=${job.uploadSecret}`,
        download_url: `${base}/download?token=${job.downloadSecret}`
    };
}
const madeUp = (bytes) => (0,external_node_crypto_.randomBytes)(bytes).toString('hex');
/** In the form of a real one, so that it meets every check of form. */
const madeUpToken = () => `AAAAAAAAAAAAAAAAAAAAA${madeUp(30)}`;
function listen(server, port) {
    server.requestTimeout = 0;
    return new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', () => {
            const { port: given } = server.address();
            resolve(`http://127.0.0.1:${given}`);
        });
    });
}
function simulator_close(server) {
    return new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
    });
}


/***/ })

};
