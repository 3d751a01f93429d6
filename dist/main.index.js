export const id = "main";
export const ids = ["main"];
export const modules = {

/***/ 56302:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./src/lib/clock.ts
// Time as an edge: tests hand in a clock of their own.

/** A timer of Node with a longer delay than this fires at once. */
const longestDelay = 2 ** 31 - 1;
/** The clock of the machine as it was when the process began, going on evenly: a clock that is set meanwhile must not end a wait, or make it last. */
const systemClock = {
    now: () => Math.round(performance.timeOrigin + performance.now()),
    sleep: async (ms, signal) => {
        const until = performance.now() + ms;
        try {
            for (let left = ms; left > 0; left = until - performance.now())
                await (0,promises_.setTimeout)(Math.min(left, longestDelay), undefined, { signal });
        }
        finally {
            signal.throwIfAborted();
        }
    }
};

// EXTERNAL MODULE: ./src/lib/message.ts
var message = __webpack_require__(16696);
// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./src/lib/failure.ts
var lib_failure = __webpack_require__(99209);
// EXTERNAL MODULE: ./src/lib/text.ts
var lib_text = __webpack_require__(79112);
;// CONCATENATED MODULE: ./src/lib/free-space.ts
// How much room a disk has.



/** Bytes that may still be written to the file system of a folder. */
async function freeSpace(directory) {
    const { bavail, bsize } = await (0,external_node_fs_promises_.statfs)(directory);
    return bavail * bsize;
}
/** @throws Failure `disk-full`, with what is told of the space that is free, when fewer bytes are than are needed */
async function requireSpace(needed, directory, tell) {
    const free = await freeSpace(directory);
    if (free < needed)
        throw new lib_failure/* Failure */.HR('disk-full', tell((0,lib_text/* bytes */.ee)(free)));
}

// EXTERNAL MODULE: external "node:diagnostics_channel"
var external_node_diagnostics_channel_ = __webpack_require__(53053);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./src/lib/errno.ts
var errno = __webpack_require__(93947);
;// CONCATENATED MODULE: ./src/lib/environment.ts
// What surrounds a step, looked at before anything is done: folders, command files and addresses that the runner gives.





/** Whether a step runs on a runner, which sets all its variables, and not by hand. */
const onRunner = (env) => env['GITHUB_ACTIONS'] === 'true';
const checks = {
    RUNNER_TEMP: (value, env) => {
        if (value === undefined ? onRunner(env) : value.trim() === '')
            return (0,message/* say */.cv) `is not set, so there is no folder for temporary files`;
        // One that is missing is not made: in a container it would be a path of the host, where no later step looks.
        return value === undefined
            ? undefined
            : folderProblem(value, external_node_fs_.constants.W_OK | external_node_fs_.constants.X_OK);
    },
    GITHUB_WORKSPACE: value => value ? folderProblem(value, external_node_fs_.constants.R_OK | external_node_fs_.constants.X_OK) : undefined,
    GITHUB_OUTPUT: (value, env) => {
        if (value)
            return commandFileProblem(value);
        return onRunner(env)
            ? (0,message/* say */.cv) `is not set, so outputs have nowhere to go`
            : undefined;
    },
    GITHUB_STEP_SUMMARY: value => (value ? commandFileProblem(value) : undefined),
    GITHUB_EVENT_PATH: value => (value ? eventProblem(value) : undefined),
    GITHUB_SERVER_URL: urlProblem,
    GITHUB_API_URL: urlProblem,
    ACTIONS_RESULTS_URL: urlProblem,
    GITHUB_RUN_ID: value => value === undefined || value === '' || /^\d{1,19}$/.test(value)
        ? undefined
        : (0,message/* say */.cv) `is ${(0,message/* code */.aY)(value, 60)}, which is not a number`,
    GITHUB_RUN_ATTEMPT: value => value === undefined || value === '' || /^\d{1,9}$/.test(value)
        ? undefined
        : (0,message/* say */.cv) `is ${(0,message/* code */.aY)(value, 60)}, which is not a number`
};
/** @throws Failure `environment-unusable` that names every variable that can't be used */
async function checkEnvironment(env) {
    const problems = [];
    for (const [name, check] of Object.entries(checks)) {
        const problem = await check(env[name], env);
        if (problem)
            problems.push((0,message/* say */.cv) `${{ code: name }} ${problem}.`);
    }
    if (problems.length > 0)
        throw environmentUnusable(problems.length === 1
            ? (0,message/* joined */.oR)(problems)
            : (0,message/* say */.cv) `${problems.length} variables of the runner cannot be used.\n${(0,message/* joined */.oR)(problems.map(problem => (0,message/* say */.cv) `- ${problem}`), '\n')}`);
}
/** The failure for what the runner gives, or should give. */
function environmentUnusable(what, cause) {
    return new lib_failure/* Failure */.HR('environment-unusable', {
        what,
        why: (0,message/* say */.cv) `The runner sets this up. In a container the usual causes are \`--user\`, a path of the host, and variables that are not passed on; on your own runner, a folder that another user made. No job was created.`,
        fix: (0,message/* say */.cv) `Check it in a step before this one, in the same container: \`env | sort\`, \`ls -la "$RUNNER_TEMP"\`.`
    }, { cause });
}
/** What is wrong at a path, in the words of the operating system. */
function errnoProblem(path, error) {
    const known = (0,lib_failure/* isErrnoException */.s$)(error) ? (0,errno/* explainErrno */.o)(error) : undefined;
    return known
        ? (0,message/* say */.cv) `is unusable: ${(0,message/* plain */.pj)(known.text.what).replace(/\.$/, '')}`
        : (0,message/* say */.cv) `is ${(0,message/* code */.aY)(path, 200)}, which cannot be used`;
}
async function folderProblem(path, mode) {
    try {
        if (!(await (0,external_node_fs_promises_.stat)(path)).isDirectory())
            return (0,message/* say */.cv) `is ${(0,message/* code */.aY)(path, 200)}, which is not a folder`;
        await (0,external_node_fs_promises_.access)(path, mode);
        return undefined;
    }
    catch (error) {
        return errnoProblem(path, error);
    }
}
async function commandFileProblem(path) {
    try {
        if (!(await (0,external_node_fs_promises_.stat)(path)).isFile())
            return (0,message/* say */.cv) `is ${(0,message/* code */.aY)(path, 200)}, which is not a regular file`;
        await (0,external_node_fs_promises_.access)(path, external_node_fs_.constants.W_OK);
        return undefined;
    }
    catch (error) {
        return errnoProblem(path, error);
    }
}
/** Whether a command file can be written to without waiting for anybody. */
function isRegularFile(path) {
    return (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false })?.isFile() === true;
}
/** Larger than any payload: GitHub's limit for webhooks is 25 MB. */
const mostBytes = 30_000_000;
/** GitHub's own client parses the payload of the event and dies of one that is none; one that can't be read is done without. */
async function eventProblem(path) {
    const text = await readEvent(path);
    if (text === undefined)
        return undefined;
    if (text.trim() === '')
        return (0,message/* say */.cv) `is ${(0,message/* code */.aY)(path, 200)}, which is empty instead of holding the event`;
    try {
        JSON.parse(text);
        return undefined;
    }
    catch {
        return (0,message/* say */.cv) `is ${(0,message/* code */.aY)(path, 200)}, which is not JSON`;
    }
}
/** The payload of the event as text; undefined when it can't be read. */
async function readEvent(path) {
    try {
        const status = await (0,external_node_fs_promises_.stat)(path);
        return status.isFile() && status.size <= mostBytes
            ? await (0,external_node_fs_promises_.readFile)(path, 'utf8')
            : undefined;
    }
    catch {
        return undefined;
    }
}
function urlProblem(value) {
    if (value === undefined || value === '')
        return undefined;
    const isUrl = URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
    return isUrl ? undefined : (0,message/* say */.cv) `is ${(0,message/* code */.aY)(value, 100)}, which is not a URL`;
}

// EXTERNAL MODULE: external "node:async_hooks"
var external_node_async_hooks_ = __webpack_require__(16698);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
;// CONCATENATED MODULE: ./src/artifacts/client-output.ts
// What GitHub's client prints goes past our log. It repeats names and texts of the service, so it is made harmless on the way.



/** A call of the client, and whether it still counts. */
const client = new external_node_async_hooks_.AsyncLocalStorage();
let guarded;
/**
 * Runs a call of the client; what it prints can't issue a workflow command by
 * accident, and what it prints after the call was given up goes nowhere: its
 * errors would stand beside ours.
 */
async function withHarmlessOutput(call) {
    guard();
    const state = { isOver: false };
    try {
        return await client.run(state, call);
    }
    finally {
        state.isOver = true;
    }
}
function guard() {
    if (process.stdout.write === guarded)
        return;
    const write = process.stdout.write.bind(process.stdout);
    guarded = (chunk, ...rest) => {
        const state = client.getStore();
        if (state?.isOver)
            return true;
        const shown = state && typeof chunk === 'string' ? harmless(chunk) : chunk;
        return write(shown, ...rest);
    };
    process.stdout.write = guarded;
}
/** A command of the toolkit has its line to itself; everything else is text. */
function harmless(chunk) {
    const line = chunk.replace(/\r?\n$/, '');
    const command = line.startsWith('::') && !/[\r\n]/.test(line);
    return (command ? (0,lib_text/* visible */.RK)(line) : (0,lib_text/* printable */.g$)(line, 2000)) + external_node_os_.EOL;
}

;// CONCATENATED MODULE: ./src/lib/http/retry.ts
// Trying again after faults that pass.
/**
 * Repeats `attempt` while `bear` bears what it throws.
 *
 * @param bear called after the `n`th fault in a row: waits until the next try, or throws to give up
 */
async function retry(attempt, bear) {
    for (let n = 1;; n++) {
        try {
            return await attempt();
        }
        catch (thrown) {
            await bear(thrown, n);
        }
    }
}

;// CONCATENATED MODULE: ./src/lib/until-aborted.ts
// Waiting that ends at once when a signal aborts, though the work itself can't be stopped.
/** The work's outcome, or a rejection with the reason of the signal if that comes first. */
async function untilAborted(work, signal) {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
        const abort = () => {
            reject(signal.reason);
        };
        signal.addEventListener('abort', abort, { once: true });
        work()
            .then(resolve, reject)
            .finally(() => {
            signal.removeEventListener('abort', abort);
        });
    });
}

;// CONCATENATED MODULE: ./src/artifacts/client.ts
// The artifact client of GitHub, with its traps handled: answers that break off, single faults, errors without a class.






/**
 * Loaded when first used: it is by far the largest part of the bundle.
 *
 * As it loads it parses the payload of the event (`@actions/github`,
 * `context.ts`), which it has no use for: one that it would die of is kept from it.
 */
async function artifactClient() {
    const path = process.env['GITHUB_EVENT_PATH'] ?? '';
    if (!isJson((await readEvent(path)) ?? ''))
        delete process.env['GITHUB_EVENT_PATH'];
    const { DefaultArtifactClient } = await __webpack_require__.e(/* import() */ "default-artifact-client").then(__webpack_require__.bind(__webpack_require__, 93327));
    return new DefaultArtifactClient();
}
function isJson(text) {
    try {
        JSON.parse(text);
        return true;
    }
    catch {
        return false;
    }
}
function faultOf(error) {
    if (error instanceof lib_failure/* Failure */.HR)
        return 'refused';
    const { name, message } = error instanceof Error ? error : new Error();
    if (name === 'GHESNotSupportedError')
        return 'unsupported';
    if (/ACTIONS_R\w+ env variable|backend IDs|invalid token/i.test(message))
        return 'unsupported';
    if (name === 'ArtifactNotFoundError')
        return 'not-found';
    if (error instanceof Error && name === 'HttpError' && 'status' in error)
        return faultOfStatus(Number(error.status));
    if (message.includes('quota has been hit'))
        return 'quota';
    if (message.includes('(409)'))
        return 'conflict';
    if (message.includes('(404)'))
        return 'not-found';
    return /non-retryable|after 5 /.test(message) ? 'refused' : 'passing';
}
function faultOfStatus(status) {
    if (status === 404)
        return 'not-found';
    return status < 500 && status !== 429 ? 'refused' : 'passing';
}
function phaseOf(error) {
    const { message } = error instanceof Error ? error : new Error();
    if (/^(Failed to )?CreateArtifact/.test(message))
        return 'create';
    return /^(Failed to )?FinalizeArtifact/.test(message) ? 'finalize' : 'store';
}
/** The status in the text of an error; undefined where there is none. */
function statusOf(error) {
    const { message } = error instanceof Error ? error : new Error();
    const [, status] = /\((\d{3})\)/.exec(message) ?? [];
    return status === undefined ? undefined : Number(status);
}
/** Whether the storage has answered at all. */
function hasAnswer(error) {
    return (error instanceof Error &&
        'statusCode' in error &&
        error.statusCode !== undefined);
}
/** Whether the storage of the bytes could not be reached, or fell silent. */
function isOutOfReach(error) {
    if (!(error instanceof Error) || hasAnswer(error))
        return false;
    return (/^(RestError|NetworkError)$/.test(error.name) ||
        error.message.includes('stalled'));
}
/** Pauses before the second and third try of a call, in ms. */
const pauses = [500, 3000];
/**
 * Calls the client, again after faults that pass: the client itself repeats
 * what answers with 429 or 5xx, but nothing after a broken connection.
 */
async function callWithRetries(call, clock, signal, limit) {
    return retry(() => callOnce(call, signal, limit), async (thrown, n) => {
        signal.throwIfAborted();
        const pause = pauses[n - 1];
        if (pause === undefined || faultOf(thrown) !== 'passing')
            throw thrown;
        await clock.sleep(pause, signal);
    });
}
/** How often the length of answers is looked at, in ms. */
const looks = 50;
/**
 * Calls the client once. Rejects at once when the signal aborts, when an
 * answer is longer than it may be, and when an answer of the artifact service
 * breaks off: the client would wait for the rest forever, with nothing left
 * that keeps the process alive. No answer goes on after that.
 */
async function callOnce(call, signal, limit) {
    const broken = new AbortController();
    /** Those that are coming in, and how to tell how much of each came. */
    const answers = new Map();
    const watch = (message) => {
        const { request, response } = message;
        const method = /\/twirp\/.*\/(\w+)$/.exec(request.path)?.[1];
        // Uploads (PUT) are repeated by the client itself.
        if (method === undefined && request.method !== 'GET')
            return;
        const { socket } = response;
        const before = socket.bytesRead;
        const length = () => socket.bytesRead - before;
        answers.set(response, length);
        response.once('close', () => {
            answers.delete(response);
            look(length);
            if (!response.complete)
                broken.abort(new Error(`Failed to ${method ?? 'download'}: the answer broke off`));
        });
    };
    const look = (length) => {
        if (limit && length() > limit.bytes)
            broken.abort(limit.failure);
    };
    const timer = setInterval(() => answers.forEach(look), looks);
    (0,external_node_diagnostics_channel_.subscribe)(responseChannel, watch);
    try {
        const result = await withHarmlessOutput(() => untilAborted(call, AbortSignal.any([signal, broken.signal])));
        broken.signal.throwIfAborted();
        return result;
    }
    finally {
        (0,external_node_diagnostics_channel_.unsubscribe)(responseChannel, watch);
        clearInterval(timer);
        for (const answer of answers.keys())
            if (!answer.complete)
                answer.destroy();
    }
}
/** Where Node tells of every response that its HTTP client begins to receive. */
const responseChannel = 'http.client.response.finish';

;// CONCATENATED MODULE: ./src/artifacts/failures.ts
// What goes wrong with artifacts whatever is done with them, and how errors of the client are shown.



/** Throws `artifact-unsupported` where the runner has no artifact service. */
function requireArtifactService(runner) {
    if (runner.artifacts === 'enterprise-server')
        throw unsupported((0,message/* say */.cv) `${(0,lib_text/* printable */.g$)(runner.serverUrl)} is a GitHub Enterprise Server, which has no artifact service of the kind that current actions use.`);
    if (runner.artifacts === 'no-token')
        throw unsupported((0,message/* say */.cv) `The runner gave this step no access to an artifact service (ACTIONS_RUNTIME_TOKEN and ACTIONS_RESULTS_URL are not both set).`);
}
function unsupported(what, cause) {
    return new lib_failure/* Failure */.HR('artifact-unsupported', {
        what,
        fix: (0,message/* say */.cv) `Set \`publish: none\` and take the results from the output \`results-path\`, and leave \`ids-artifact\` empty.`
    }, { cause });
}
/** The first line of an error of the client, fit to be shown, without an end stop; the storage's may have none. */
function messageOf(error) {
    const message = error instanceof Error ? error.message : String(error);
    const shown = (0,lib_text/* printable */.g$)(message.split('\n')[0] ?? '').replace(/\.$/, '');
    return shown === '' && error instanceof Error && 'statusCode' in error
        ? `the storage answered ${String(error.statusCode)}`
        : shown;
}

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./src/lib/http/transient-error.ts
// A single fault on the way to a server: nothing was decided, and another try may do.
class TransientError extends Error {
    name = 'TransientError';
    /** The request can't have had any effect: nothing of it was sent, or the server said that it is too early. */
    notProcessed;
    /** Most tries in a row after which it is believed to stay; fewer than usual where repeating is unlikely to help. */
    mostTries;
    constructor(message, options = {}) {
        super(message, options);
        this.notProcessed = options.notProcessed ?? false;
        this.mostTries = options.mostTries ?? Infinity;
    }
}
/** The single fault that was thrown; throws on what is none. */
function transient_error_transient(thrown) {
    if (thrown instanceof TransientError)
        return thrown;
    throw thrown;
}
/** Pause before try `n + 1` after `n` faults in a row, in ms; `jitter` in [0, 1) shortens it by up to a fifth. */
function pauseAfterFaults(n, jitter) {
    return Math.min(2 ** (n - 1), 30) * 1000 * (1 - jitter / 5);
}
/** How often a call is tried: over about a minute. */
const usualTries = 7;
/** How often a call is tried so that an outage of `patience` ms is survived. */
function triesWithin(patience) {
    return usualTries + Math.max(0, Math.ceil((patience - 60_000) / 30_000));
}

;// CONCATENATED MODULE: ./src/lib/http/body.ts



/** The decoder for a `content-encoding`; undefined when there is nothing to decode. */
function decoder(headers) {
    const encoding = headers['content-encoding']?.trim().toLowerCase();
    switch (encoding) {
        case undefined:
        case '':
        case 'identity':
            return undefined;
        case 'gzip':
        case 'x-gzip':
            return (0,external_node_zlib_.createGunzip)();
        case 'deflate':
            return (0,external_node_zlib_.createInflate)();
        case 'br':
            return (0,external_node_zlib_.createBrotliDecompress)();
        default:
            throw new TransientError('the answer is encoded in a way that was not asked for', { mostTries: 3 });
    }
}
/** Reads a whole body of at most `most` bytes, before and after decoding, as text. */
async function readText(answer, most) {
    const raw = await collect(answer.body, most);
    const decode = decoder(answer.headers);
    if (decode === undefined || raw.length === 0)
        return raw.toString();
    decode.end(raw);
    try {
        return (await collect(decode, most)).toString();
    }
    catch (error) {
        if (error instanceof TransientError)
            throw error;
        throw new TransientError('the answer cannot be decoded', { cause: error });
    }
}
async function collect(chunks, most) {
    const parts = [];
    let length = 0;
    for await (const chunk of chunks) {
        length += chunk.length;
        if (length > most)
            throw new TransientError(`the answer is longer than any should be (${(0,lib_text/* bytes */.ee)(most)})`, { mostTries: 2 });
        parts.push(chunk);
    }
    return Buffer.concat(parts);
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
var external_node_http_default = /*#__PURE__*/__webpack_require__.n(external_node_http_);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(44708);
var external_node_https_default = /*#__PURE__*/__webpack_require__.n(external_node_https_);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(41692);
var external_node_tls_default = /*#__PURE__*/__webpack_require__.n(external_node_tls_);
;// CONCATENATED MODULE: ./src/lib/http/connection-error.ts
// What the errors of a connection mean: that it may be tried again, or that no repetition changes it.



/** Errors by which a connection fails before anything was sent. */
const beforeSending = new Set([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'ENETUNREACH'
]);
/** How Node and OpenSSL call certificates that they don't trust (Node docs, "X509 certificate error codes"). */
const untrusted = /^(CERT_|CRL_|UNABLE_TO_(GET|VERIFY|DECRYPT|DECODE)_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF|INVALID_(CA|PURPOSE)|HOSTNAME_MISMATCH|ERR_TLS_CERT_)/;
/**
 * The error that a connection to `server` ended with, as what it means.
 *
 * @param nothingSent whatever the error is, the request itself was not sent
 */
function connectionError(error, server, nothingSent = false) {
    const { message, code = '' } = error;
    if (untrusted.test(code))
        return untrustedCertificate(error, server, code);
    const words = wordsFor(code) ?? (message || code);
    return new TransientError(nothingSent ? `${server}: ${words}` : words, {
        cause: error,
        notProcessed: nothingSent || beforeSending.has(code)
    });
}
function wordsFor(code) {
    if (code === 'ECONNRESET' || code === 'EPIPE')
        return 'the connection broke off';
    if (code === 'EPROTO' || code.startsWith('ERR_SSL_'))
        return `no encrypted connection could be made (${code})`;
    return undefined;
}
function untrustedCertificate(cause, server, code) {
    const what = (0,message/* say */.cv) `The TLS certificate of ${server} is not trusted (${code}).`;
    if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
        return new lib_failure/* Failure */.HR('service-unavailable', {
            what,
            why: (0,message/* say */.cv) `It is for another host name: another server answers at this address.`,
            fix: (0,message/* say */.cv) `Check the address, the DNS and any proxy of the runner.`
        }, { cause });
    if (/EXPIRED|NOT_YET_VALID/.test(code))
        return new lib_failure/* Failure */.HR('service-unavailable', {
            what,
            why: (0,message/* say */.cv) `It is not valid at this time; or the runner's clock is wrong.`,
            fix: (0,message/* say */.cv) `Check the clock of the runner, and whether a proxy replaces certificates.`
        }, { cause });
    return new lib_failure/* Failure */.HR('service-unavailable', {
        what,
        why: (0,message/* say */.cv) `A proxy or a firewall that inspects encrypted traffic signs with an authority of its own, which Node does not know.`,
        fix: (0,message/* say */.cv) `Give the step that authority's certificate: set the environment variable \`NODE_EXTRA_CA_CERTS\` to the path of its PEM file.`
    }, { cause });
}

// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/proxy.js
var lib_proxy = __webpack_require__(19783);
;// CONCATENATED MODULE: ./src/lib/http/proxy.ts
// The proxies that the environment names: their addresses in one form, and tunnels through them.







/** The variables that name proxies, in both cases. */
const variables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];
/**
 * Gives every proxy address in `env` a scheme: `host:port` would be understood
 * by some clients, and passed over in silence by others.
 *
 * @throws Failure `environment-unusable` for an address that is none
 */
function normalizeProxies(env) {
    for (const name of variables) {
        const value = env[name]?.trim() ?? '';
        if (value === '')
            continue;
        const address = value.includes('://') ? value : `http://${value}`;
        if (!isUsable(address))
            throw unusable(name);
        env[name] = address;
    }
}
function isUsable(address) {
    try {
        const { protocol, hostname, username, password } = new URL(address);
        decodeURIComponent(username + password);
        return /^https?:$/.test(protocol) && hostname !== '';
    }
    catch {
        return false;
    }
}
function unusable(name) {
    return new lib_failure/* Failure */.HR('environment-unusable', {
        what: (0,message/* say */.cv) `The proxy address in the environment variable ${name} cannot be used.`,
        why: (0,message/* say */.cv) `It is no URL of the form \`http://host:port\` or \`https://host:port\`. (It is not shown, as it may hold a password.)`,
        fix: (0,message/* say */.cv) `Correct the variable, or unset it. Special characters in a user name or password must be percent-encoded.`
    });
}
/** The proxy that requests to `url` go through; undefined for none. Respects `no_proxy`. */
function proxyFor(url) {
    const proxy = (0,lib_proxy/* getProxyUrl */.s)(url);
    return proxy === undefined || proxy.hostname === '' ? undefined : proxy;
}
/** The address of a proxy without its user name and password. */
function proxyName(proxy) {
    return `${proxy.protocol}//${proxy.host}`;
}
/**
 * A connection to `host:port` through a proxy (RFC 9110, 9.3.6).
 *
 * @param authority `host:port`
 * @throws Failure when the proxy refuses it; TransientError when it is out of reach
 */
async function tunnel(proxy, authority, signal) {
    const secure = proxy.protocol === 'https:';
    const { username, password } = proxy;
    const credentials = Buffer.from(`${username}:${password}`).toString('base64');
    return new Promise((resolve, reject) => {
        const fail = (error) => {
            reject(connectionError(error, `the proxy ${proxyName(proxy)}`, true));
        };
        const request = (secure ? (external_node_https_default()) : (external_node_http_default())).request({
            method: 'CONNECT',
            host: proxy.hostname.replace(/^\[|\]$/g, ''),
            port: proxy.port === '' ? (secure ? 443 : 80) : proxy.port,
            path: authority,
            headers: {
                host: authority,
                ...(username + password !== '' && {
                    'proxy-authorization': `Basic ${credentials}`
                })
            },
            agent: false,
            signal
        });
        request.once('connect', ({ statusCode = 0 }, socket, head) => {
            if (statusCode >= 200 && statusCode < 300 && head.length === 0) {
                resolve(socket);
                return;
            }
            socket.destroy();
            reject(refusal(proxyName(proxy), authority, statusCode));
        });
        request.once('upgrade', (_, socket) => socket.destroy());
        request.on('error', fail);
        request.once('close', () => fail(new Error('the connection broke off')));
        request.end();
    });
}
/** What a proxy means that opens no tunnel, by its status. */
function refusal(proxy, authority, status) {
    const what = (0,message/* say */.cv) `The proxy ${proxy} answered ${status} when asked to connect to ${authority}.`;
    if (status === 407)
        return new lib_failure/* Failure */.HR('service-unavailable', {
            what,
            why: (0,message/* say */.cv) `It requires a user name and a password, or does not accept those given.`,
            fix: (0,message/* say */.cv) `Put them into the proxy address of the environment, percent-encoded: \`http://user:password@host:port\`.`
        });
    if (status >= 400 && status < 500 && status !== 408 && status !== 429)
        return new lib_failure/* Failure */.HR('service-unavailable', {
            what,
            why: (0,message/* say */.cv) `It does not allow connections to that host.`,
            fix: (0,message/* say */.cv) `Allow the host in the proxy, or leave it out of the proxy with the environment variable \`no_proxy\`.`
        });
    return new TransientError(`the proxy ${proxy} answered ${status} when asked to connect to ${authority}`, { notProcessed: true, mostTries: 3 });
}

;// CONCATENATED MODULE: ./src/lib/http/exchange.ts
// One HTTP exchange over a connection of its own: deadlines, cancellation and honest ends. Nothing in it outlives its signal.









/** A body has to come faster, in bytes a ms over each four times the longest silence: a server that drips must not hold a run. */
const leastRate = 1;
/**
 * Sends a request and lets `read` take the answer; the connection ends with it.
 *
 * @throws TransientError when the connection breaks, drips or stays silent, on either way
 * @throws Failure when a proxy refuses or a certificate is not trusted
 */
async function exchange(request, read) {
    const { signal, silence, deadline } = request;
    signal.throwIfAborted();
    const end = new AbortController();
    const abort = () => end.abort(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    const stage = {};
    const watchdog = setTimeout(() => {
        const { proxy } = stage;
        const who = proxy ? `from the proxy ${proxyName(proxy)} ` : '';
        end.abort(tooSlow(`nothing came ${who}for`, silence));
    }, silence);
    const limit = deadline === undefined
        ? undefined
        : setTimeout(() => end.abort(tooSlow('the answer was not whole after', deadline)), deadline);
    const body = bodyOf(request, watchdog);
    if (body instanceof external_node_stream_.Readable)
        body.once('error', error => end.abort(error));
    try {
        return await untilAborted(async () => {
            const message = await exchange_open(request, body, end.signal, stage);
            watchdog.refresh();
            return read({
                status: message.statusCode ?? 0,
                headers: message.headers,
                endIsStated: endIsStated(message),
                body: whole(message, watchdog, request)
            });
        }, end.signal);
    }
    finally {
        clearTimeout(watchdog);
        clearTimeout(limit);
        signal.removeEventListener('abort', abort);
        end.abort();
        if (body instanceof external_node_stream_.Readable)
            body.destroy();
    }
}
function tooSlow(what, ms) {
    return new TransientError(`${what} ${Math.round(ms / 1000)} s`);
}
const changed = new Error('the server changed to another protocol (101)');
async function exchange_open({ method, url, headers }, body, signal, stage) {
    const secure = url.protocol === 'https:';
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
    const proxy = proxyFor(url);
    stage.proxy = proxy;
    const socket = proxy && (await tunnel(proxy, `${url.hostname}:${port}`, signal));
    stage.proxy = undefined;
    return new Promise((resolve, reject) => {
        const fail = (error) => {
            reject(connectionError(error, url.host));
        };
        const request = (secure ? (external_node_https_default()) : (external_node_http_default())).request({
            method,
            host,
            port,
            path: url.pathname + url.search,
            headers: { 'accept-encoding': 'identity', ...headers },
            signal,
            ...(socket
                ? { createConnection: () => (secure ? encrypt(socket, host) : socket) }
                : { agent: false })
        });
        request.once('response', message => {
            if (message.statusCode !== 101) {
                resolve(message);
                return;
            }
            fail(changed);
            request.destroy();
        });
        // Without this, a request that is answered by 101 would tell nothing at all.
        request.once('upgrade', (_, socket) => {
            fail(changed);
            socket.destroy();
        });
        request.once('close', () => fail(new Error('the connection broke off')));
        request.on('error', fail);
        if (body instanceof external_node_stream_.Readable)
            body.pipe(request);
        else
            request.end(body);
    });
}
function encrypt(socket, host) {
    const servername = (0,external_node_net_.isIP)(host) === 0 ? host : '';
    const secured = external_node_tls_default().connect({
        socket,
        host,
        servername,
        ALPNProtocols: ['http/1.1']
    });
    secured.once('close', () => socket.destroy());
    return secured;
}
function bodyOf({ body }, watchdog) {
    if (body === undefined || typeof body === 'string')
        return body;
    return external_node_stream_.Readable.from(touching(body, watchdog), { objectMode: false });
}
async function* touching(chunks, watchdog) {
    for await (const chunk of chunks) {
        watchdog.refresh();
        yield chunk;
    }
}
function endIsStated({ statusCode, headers }) {
    return (statusCode === 204 ||
        statusCode === 304 ||
        headers['content-length'] !== undefined ||
        /\bchunked\s*$/i.test(headers['transfer-encoding'] ?? ''));
}
async function* whole(message, watchdog, { url, silence }) {
    let bytes = 0;
    /** Time spent in waiting for the server; what the reader takes is not its fault. */
    let waited = 0;
    let asked = performance.now();
    try {
        for await (const chunk of message) {
            waited += performance.now() - asked;
            bytes += chunk.length;
            if (waited > 4 * silence) {
                if (bytes < waited * leastRate)
                    throw new Error(`less than ${leastRate} kB a second came`);
                waited = 0;
                bytes = 0;
            }
            watchdog.refresh();
            yield chunk;
            watchdog.refresh();
            asked = performance.now();
        }
    }
    catch (error) {
        throw connectionError(error, url.host);
    }
    if (!message.complete)
        throw new TransientError('the answer broke off');
}

;// CONCATENATED MODULE: ./src/lib/http/headers.ts
/** The whole number that a header is; undefined where it is something else. */
function wholeNumber(value) {
    return typeof value === 'string' && /^\d+$/.test(value)
        ? Number(value)
        : undefined;
}
/** Until when `retry-after` asks to wait, in ms since the epoch: seconds or an HTTP date (RFC 9110, 10.2.3); 0 where it asks for nothing. */
function retryAfter(headers, now) {
    const value = headers['retry-after'];
    const seconds = wholeNumber(value);
    const until = seconds === undefined ? Date.parse(value ?? '') : now + seconds * 1000;
    return Number.isFinite(until) ? until : 0;
}

;// CONCATENATED MODULE: ./src/artifacts/github-rest.ts








/** Larger answers are not read: the lists asked for here have at most 100 entries. */
const bodyLimit = 10_000_000;
/** Pauses before the tries after the first, in ms. */
const github_rest_pauses = [500, 2000];
const maxRedirects = 3;
/** Longest silence of the API, in ms. */
const silence = 30_000;
/** A reader that tries again after broken connections, 429 and 5xx, as late as it is told to. */
function githubRest({ runner, log, clock }, token, signal) {
    const headers = {
        accept: 'application/vnd.github+json',
        'user-agent': 'batch-compliance-action',
        'x-github-api-version': '2022-11-28',
        ...(token !== '' && { authorization: `Bearer ${token}` })
    };
    async function once(path) {
        let url = new URL(runner.apiUrl.replace(/\/$/, '') + path);
        for (let hop = 0; hop <= maxRedirects; hop++) {
            const { next, ...answer } = await ask(url);
            // A renamed repository redirects within the API.
            if (next?.origin !== url.origin)
                return answer;
            url = next;
        }
        throw new TransientError('the API redirects too many times');
    }
    async function ask(url) {
        return exchange({ method: 'GET', url, headers, signal, silence }, async (answer) => {
            const body = parsed(await readText(answer, bodyLimit));
            const wait = waitOf(answer.headers, clock.now());
            const { status } = answer;
            const { location } = answer.headers;
            const isRedirect = status >= 300 &&
                status < 400 &&
                location !== undefined &&
                URL.canParse(location, url.href);
            return isRedirect
                ? { status, body: undefined, wait, next: new URL(location, url) }
                : { status, body, wait };
        });
    }
    return path => retry(async () => {
        const answer = await once(path);
        if (isPassing(answer))
            throw new Busy(answer);
        return answer;
    }, async (thrown, n) => {
        const fault = transient_error_transient(thrown);
        const pause = github_rest_pauses[n - 1];
        if (pause === undefined)
            throw fault;
        const wait = fault instanceof Busy ? fault.answer.wait : 0;
        log.info(wait > pause
            ? `GitHub asks to wait ${(0,lib_text/* duration */.p0)(wait)} for the next request.`
            : `Temporary error while asking GitHub: ${(0,lib_text/* printable */.g$)(fault.message, 200)}. Trying again.`);
        await clock.sleep(Math.max(pause, wait), signal);
    }).catch((error) => {
        if (error instanceof Busy)
            return error.answer;
        throw (0,lib_failure/* explainTimeout */.jk)(error, (0,message/* say */.cv) `GitHub had not answered yet, at ${(0,message/* code */.aY)(runner.apiUrl, 200)}.`);
    });
}
/** An answer that the next request may not meet. */
class Busy extends TransientError {
    answer;
    constructor(answer) {
        super(`GitHub answered ${answer.status}`);
        this.answer = answer;
    }
}
/** GitHub says 403 or 429 when it is asked too often or too fast (GitHub docs, "Rate limits for the REST API"). */
function isPassing({ status, wait }) {
    return status === 429 || status >= 500 || (status === 403 && wait > 0);
}
/** `retry-after`, or the time until `x-ratelimit-reset` once nothing remains; in ms. */
function waitOf(headers, now) {
    const until = retryAfter(headers, now);
    if (until > 0)
        return Math.max(0, until - now);
    const reset = wholeNumber(headers['x-ratelimit-reset']);
    const isSpent = headers['x-ratelimit-remaining'] === '0';
    return isSpent && reset !== undefined ? Math.max(1, reset * 1000 - now) : 0;
}
function parsed(json) {
    try {
        return JSON.parse(json);
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./node_modules/zod/v4/mini/schemas.js + 5 modules
var schemas = __webpack_require__(28395);
;// CONCATENATED MODULE: ./src/artifacts/latest.ts
// The newest artifact of a name that may be trusted: what anybody could plant must not become input.

/** GitHub leaves out a field or sets it to null. */
const maybe = (type) => schemas/* pipe */.FsL(schemas/* nullish */.cl6(type), schemas/* transform */.pdi(value => value ?? undefined));
/** An artifact as the REST API lists it. */
const listedArtifact = schemas/* object */.Ikc({
    id: schemas/* number */.aig(),
    name: schemas/* string */.YjP(),
    expired: maybe(schemas/* boolean */.zMY()),
    digest: maybe(schemas/* string */.YjP()),
    size_in_bytes: maybe(schemas/* number */.aig()),
    created_at: maybe(schemas/* string */.YjP()),
    workflow_run: schemas/* nullish */.cl6(schemas/* object */.Ikc({
        id: schemas/* number */.aig(),
        repository_id: maybe(schemas/* number */.aig()),
        head_repository_id: maybe(schemas/* number */.aig()),
        head_branch: maybe(schemas/* string */.YjP())
    }))
});
const artifactList = schemas/* object */.Ikc({
    artifacts: schemas/* array */.YOg(listedArtifact)
});
const workflowRun = schemas/* object */.Ikc({
    event: schemas/* string */.YjP(),
    conclusion: maybe(schemas/* string */.YjP()),
    head_branch: maybe(schemas/* string */.YjP()),
    head_repository: schemas/* nullish */.cl6(schemas/* object */.Ikc({ full_name: schemas/* string */.YjP() }))
});
/** Nobody without write access to the repository can cause a run of these with code of their own. */
const trustedEvents = ['push', 'schedule', 'workflow_dispatch'];
/** Why an artifact of this run is not trusted; undefined when it is. */
function distrust(run, repository, branch) {
    const head = run.head_repository?.full_name.toLowerCase();
    if (head !== repository.toLowerCase())
        return 'it comes from a fork';
    if (!trustedEvents.includes(run.event))
        return `it was triggered by ${run.event}`;
    if (run.head_branch !== branch)
        return 'it ran on another branch';
    return run.conclusion === 'success' ? undefined : 'it did not succeed';
}
/** What can be told from the list alone, without a request for the run. */
function mayBeTrusted(artifact, branch) {
    const { expired, workflow_run: run } = artifact;
    if (expired || !run)
        return false;
    const { repository_id: base, head_repository_id: head } = run;
    const foreign = base !== undefined && head !== undefined && base !== head;
    return !foreign && (run.head_branch ?? branch) === branch;
}
/** The listing is read up to this many pages of 100, and as many runs are looked at. */
const maxPages = 10;
const maxRuns = 100;
/**
 * The newest unexpired artifact of that name from a successful run of this
 * repository, not of a fork, on the branch, by an event that needs write access.
 */
async function findLatest(get, wanted) {
    const { name, repository, branch } = wanted;
    const listed = await listAll(get, name, repository);
    if (!Array.isArray(listed))
        return { found: undefined, status: listed.status, reasons: [] };
    const candidates = listed
        .filter(one => one.name === name && mayBeTrusted(one, branch))
        .sort(newestFirst);
    const reasons = new Set();
    if (candidates.length < listed.length)
        reasons.add('others have expired, or come from forks or other branches');
    const verdicts = new Map();
    for (const candidate of candidates) {
        const runId = candidate.workflow_run?.id;
        if (runId === undefined)
            continue;
        if (!verdicts.has(runId)) {
            if (verdicts.size === maxRuns)
                break;
            const { body } = await get(`/repos/${repository}/actions/runs/${runId}`);
            const run = workflowRun.safeParse(body);
            verdicts.set(runId, run.success
                ? distrust(run.data, repository, branch)
                : 'it could not be read');
        }
        const reason = verdicts.get(runId);
        if (reason === undefined)
            return { found: candidate, runId: String(runId) };
        reasons.add(`run ${runId} does not count: ${reason}`);
    }
    return { found: undefined, status: 200, reasons: [...reasons] };
}
async function listAll(get, name, repository) {
    const all = [];
    for (let page = 1; page <= maxPages; page++) {
        const query = new URLSearchParams({
            name,
            per_page: '100',
            page: String(page)
        });
        const answer = await get(`/repos/${repository}/actions/artifacts?${query.toString()}`);
        const list = artifactList.safeParse(answer.body);
        if (answer.status !== 200 || !list.success)
            return { status: answer.status };
        all.push(...list.data.artifacts);
        if (list.data.artifacts.length < 100)
            break;
    }
    return all;
}
function newestFirst(a, b) {
    return (Date.parse(b.created_at ?? '') - Date.parse(a.created_at ?? '') ||
        b.id - a.id);
}

// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: ./node_modules/yauzl/index.js
var yauzl = __webpack_require__(20663);
;// CONCATENATED MODULE: ./src/artifacts/unpack.ts
// Unpacks a zip entry by entry: nothing lands outside the folder, nothing grows past the disk, nothing is taken damaged.












/** Left free on the disk, for the rest of the step. */
const reserve = 50_000_000;
/** ID files shrink to a third or a tenth; entries of a zip may share their bytes (https://www.bamsoftware.com/hacks/zipbomb/). */
const mostRatio = 200;
const fewBytes = 1e9;
/** Far below what systems take for a path, with room for the folder. */
const longestName = 200;
/** More files than any set of ID files has. */
const maxEntries = 100_000;
/** Whether a file begins as a zip does, an empty one included. */
async function isZip(path) {
    const file = await (0,external_node_fs_promises_.open)(path);
    try {
        const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
        return ['504b0304', '504b0506'].includes(buffer.toString('hex'));
    }
    finally {
        await file.close();
    }
}
/**
 * Unpacks every harmless entry into the folder, and tells which were left
 * out. Throws `disk-full` before the disk is, and `ids-invalid` when the zip is damaged.
 */
async function unpack(path, directory, signal) {
    try {
        await requireRoom(path, directory);
        return await unpackEntries(path, directory, signal);
    }
    catch (error) {
        signal.throwIfAborted();
        if (error instanceof lib_failure/* Failure */.HR || (0,lib_failure/* systemFailure */.oM)(error))
            throw error;
        throw new lib_failure/* Failure */.HR('ids-invalid', {
            what: (0,message/* say */.cv) `The artifact is a zip that cannot be read: ${messageOf(error)}.`,
            why: (0,message/* say */.cv) `It was damaged or cut off before it was uploaded.`,
            fix: (0,message/* say */.cv) `Create it again in the step that uploads it.`
        }, { cause: error });
    }
}
async function unpackEntries(path, directory, signal) {
    const zip = await openZip(path);
    const leftOut = [];
    try {
        for await (const entry of zip.eachEntry()) {
            const name = nameOf(entry);
            signal.throwIfAborted();
            const reason = whyLeftOut(entry, name);
            if (reason !== undefined)
                leftOut.push({ name: name.slice(0, 200), reason });
            else if (!name.endsWith('/')) {
                const written = await write(zip, entry, (0,external_node_path_.join)(directory, name), signal);
                if (!written)
                    leftOut.push({ name, reason: 'another entry has its place' });
            }
        }
    }
    finally {
        zip.close();
    }
    return leftOut;
}
/** What the entries claim to hold is what they may hold: the reader rejects an entry that is longer. */
async function requireRoom(path, directory) {
    const free = Math.max((await freeSpace(directory)) - reserve, 0);
    const zip = await openZip(path);
    let needed = 0;
    try {
        if (zip.entryCount > maxEntries)
            throw new lib_failure/* Failure */.HR('ids-invalid', {
                what: (0,message/* say */.cv) `The artifact holds ${(0,lib_text/* count */.U9)(zip.entryCount)} files; at most ${(0,lib_text/* count */.U9)(maxEntries)} are read.`,
                fix: (0,message/* say */.cv) `Join the ID files before they are uploaded.`
            });
        for await (const entry of zip.eachEntry())
            needed += entry.uncompressedSize;
        if (needed > free)
            throw new lib_failure/* Failure */.HR('disk-full', {
                what: (0,message/* say */.cv) `The artifact, unpacked, needs more than the ${(0,lib_text/* bytes */.ee)(free)} that the disk has free.`,
                fix: (0,message/* say */.cv) `Use a runner with a larger disk, or put fewer files into the artifact.`
            });
        if (needed > fewBytes + mostRatio * zip.fileSize)
            throw new lib_failure/* Failure */.HR('ids-invalid', {
                what: (0,message/* say */.cv) `The artifact unpacks to more than ${mostRatio} times its size.`,
                why: (0,message/* say */.cv) `ID files do not compress that well: it may be made to fill the disk.`,
                fix: (0,message/* say */.cv) `Check who created it, and create it again.`
            });
    }
    finally {
        zip.close();
    }
}
// Names are decoded here: the library would give up on the whole zip at the first hostile one.
const openZip = (path) => yauzl.openPromise(path, {
    lazyEntries: true,
    autoClose: false,
    decodeStrings: false
});
function nameOf(entry) {
    return yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
}
/** Why an entry must not be written, judged by its name and kind; undefined when it may. */
function whyLeftOut(entry, name) {
    // Unix keeps the kind of a file in the upper four bits of its mode.
    const kind = (entry.externalFileAttributes >>> 28) & 0xf;
    const [file, directory, unknown] = [0o10, 0o4, 0];
    if (![file, directory, unknown].includes(kind))
        return 'it is a link or a device, not a file';
    if (/[\u0000-\u001f":<>|*?\\]/.test(name))
        return 'its name has characters that GitHub does not allow in artifacts';
    if (name.length > longestName)
        return 'its name is too long';
    const parts = name.replace(/\/$/, '').split('/');
    if (name.startsWith('/') || parts.includes('..'))
        return 'its name points outside of the folder';
    if (parts.some(part => part === '' || part === '.'))
        return 'its name is not a plain path';
    return undefined;
}
/** Writes an entry where nothing is yet; false when something is. */
async function write(zip, entry, target, signal) {
    try {
        await (0,external_node_fs_promises_.mkdir)((0,external_node_path_.dirname)(target), { recursive: true });
        await (await (0,external_node_fs_promises_.open)(target, 'wx')).close();
    }
    catch (error) {
        const taken = ['EEXIST', 'ENOTDIR', 'EISDIR'];
        if ((0,lib_failure/* isErrnoException */.s$)(error) && taken.includes(error.code ?? ''))
            return false;
        throw error;
    }
    const content = await zip.openReadStreamPromise(entry);
    const check = new Crc32();
    await (0,external_node_stream_promises_.pipeline)(content, check, (0,external_node_fs_.createWriteStream)(target), { signal });
    if (check.value === entry.crc32)
        return true;
    await (0,external_node_fs_promises_.rm)(target);
    throw new Error('the checksum of an entry does not match');
}
/** Passes bytes on and keeps their CRC-32. */
class Crc32 extends external_node_stream_.Transform {
    value = 0;
    _transform(chunk, _, done) {
        this.value = (0,external_node_zlib_.crc32)(chunk, this.value);
        done(null, chunk);
    }
}

;// CONCATENATED MODULE: ./src/artifacts/fetch.ts
// Fetching an artifact: this run's, another run's, or the latest that may be trusted; checked and unpacked.











/** At most this many entries that were left out are named. */
const namesShown = 5;
/**
 * Puts the files of an artifact into the folder.
 * Throws `artifact-not-found`, `artifact-unsupported`, `ids-invalid`,
 * `disk-full` or `service-unavailable`.
 */
async function fetchArtifact(edges, request) {
    const { name, directory, signal } = request;
    const located = await locate(edges, request);
    const download = `${directory}.download`;
    await (0,external_node_fs_promises_.mkdir)(directory, { recursive: true });
    try {
        const file = await fetchFile(edges, request, located, download);
        const leftOut = (await isZip(file))
            ? await unpack(file, directory, signal)
            : await keep(file, directory, name);
        warnOfLeftOut(edges, name, leftOut);
        edges.log.info(`Read the artifact ${(0,lib_text/* printable */.g$)(name)} of run ${located.runId} (${(0,lib_text/* bytes */.ee)(located.bytes)}).`);
    }
    finally {
        await (0,external_node_fs_promises_.rm)(download, { recursive: true, force: true });
    }
}
async function locate(edges, request) {
    const { runner } = edges;
    const here = request.repository.toLowerCase() === runner.repository.toLowerCase();
    const thisRun = request.runId === undefined || request.runId === runner.runId;
    if (here && thisRun)
        return locateHere(edges, request);
    if (request.token === '')
        throw notFound(request, 'no `github-token` was given', {
            fix: (0,message/* say */.cv) `Leave \`github-token\` at its default, or give a token that may read the artifacts of that repository.`
        });
    const { runId = '', repository } = request;
    return runId === 'latest'
        ? locateLatest(edges, request)
        : locateInRun(edges, request, runId, repository);
}
/** This run's artifacts need the runner's own token only. */
async function locateHere({ runner, clock }, request) {
    requireArtifactService(runner);
    const client = await artifactClient();
    const get = () => client.getArtifact(request.name);
    try {
        const { artifact } = await callWithRetries(get, clock, request.signal);
        const { id, size, digest } = artifact;
        return { id, runId: runner.runId, bytes: size, digest, options: {} };
    }
    catch (error) {
        request.signal.throwIfAborted();
        throw fetchFailure(request, error);
    }
}
async function locateInRun(edges, request, runId, repository) {
    const query = new URLSearchParams({ name: request.name, per_page: '100' });
    const answer = await ask(edges, request, `/repos/${repository}/actions/runs/${runId}/artifacts?${query.toString()}`);
    const list = artifactList.safeParse(answer.body);
    if (answer.status !== 200 || !list.success)
        throw restFailure(request, answer.status);
    const found = list.data.artifacts
        .filter(one => one.name === request.name)
        .sort((a, b) => b.id - a.id);
    const valid = found.find(one => !one.expired);
    if (valid)
        return byRest(valid, runId, request);
    throw found.length > 0
        ? notFound(request, 'it has expired', {
            fix: (0,message/* say */.cv) `Run the workflow that creates it again, or raise its \`retention-days\`.`
        })
        : notFound(request, `run ${runId} of ${repository} has no artifact of that name`);
}
async function locateLatest(edges, request) {
    const { runner } = edges;
    const { name, token, signal } = request;
    const wanted = {
        name,
        repository: runner.repository,
        branch: runner.branch
    };
    const get = githubRest(edges, token, signal);
    const latest = await reaching(request, () => findLatest(get, wanted));
    if (latest.found)
        return byRest(latest.found, latest.runId, request);
    if (latest.status !== 200)
        throw restFailure(request, latest.status);
    const reasons = latest.reasons.slice(0, namesShown).map(one => (0,lib_text/* printable */.g$)(one));
    throw notFound(request, `no successful push, schedule or workflow_dispatch run of this repository on the branch ${(0,lib_text/* printable */.g$)(runner.branch)} has one that is not expired${reasons.length > 0 ? ` (${reasons.join('; ')})` : ''}`, {
        fix: (0,message/* say */.cv) `Run the workflow that creates it on that branch, or name the run in \`ids-artifact-run-id\`.`
    });
}
function byRest(artifact, runId, { token, repository }) {
    const [repositoryOwner = '', repositoryName = ''] = repository.split('/');
    const workflowRunId = Number(runId);
    return {
        id: artifact.id,
        runId,
        bytes: artifact.size_in_bytes ?? 0,
        digest: artifact.digest ?? undefined,
        options: {
            findBy: { token, workflowRunId, repositoryOwner, repositoryName }
        }
    };
}
/** Downloads the artifact as it is, and compares its digest; a damaged copy is fetched once more. */
async function fetchFile({ clock, log }, request, located, folder) {
    const client = await artifactClient();
    const { id, digest, options } = located;
    const limit = await limitOf(located, request);
    let copies = 0;
    const download = async () => {
        // A try that was given up may still write: each has a folder of its own.
        const path = (0,external_node_path_.join)(folder, String(++copies));
        await (0,external_node_fs_promises_.mkdir)(path, { recursive: true });
        await requireSpace(located.bytes, path, free => ({
            what: (0,message/* say */.cv) `The artifact has ${(0,lib_text/* bytes */.ee)(located.bytes)}, and the disk has ${free} free.`,
            fix: (0,message/* say */.cv) `Use a runner with a larger disk, or make the artifact smaller.`
        }));
        const { digestMismatch } = await client.downloadArtifact(id, {
            ...options,
            path,
            skipDecompress: true,
            ...(digest !== undefined && { expectedHash: digest })
        });
        const [file] = await (0,external_node_fs_promises_.readdir)(path);
        return digestMismatch || file === undefined ? undefined : (0,external_node_path_.join)(path, file);
    };
    for (const last of [false, true]) {
        try {
            const file = await callWithRetries(download, clock, request.signal, limit);
            if (file !== undefined)
                return file;
        }
        catch (error) {
            request.signal.throwIfAborted();
            throw fetchFailure(request, error);
        }
        if (!last)
            log.info('The download of the artifact is corrupt. Downloading it again.');
    }
    throw notFound(request, 'every download of it was corrupt', {
        why: (0,message/* say */.cv) `Its SHA-256 differs from the one that GitHub states.`,
        fix: (0,message/* say */.cv) `Run the job again. If it fails again, create the artifact again.`
    });
}
/** What the answer has beside the artifact, with room. */
const overhead = 1_000_000;
/** A download may be as long as GitHub says that it is, or else as the disk is free. */
async function limitOf(located, { name, directory }) {
    if (located.bytes > 0)
        return {
            bytes: located.bytes + overhead,
            failure: new lib_failure/* Failure */.HR('service-unavailable', {
                what: (0,message/* say */.cv) `The download of the artifact ${(0,message/* code */.aY)(name)} is longer than the ${(0,lib_text/* bytes */.ee)(located.bytes)} that GitHub states.`,
                why: (0,message/* say */.cv) `GitHub's artifact service, or a proxy before it, returns something else.`,
                fix: (0,message/* say */.cv) `See https://www.githubstatus.com and run the job again. No job was created.`
            })
        };
    const free = Math.max((await freeSpace(directory)) - reserve, 0);
    return {
        bytes: free,
        failure: new lib_failure/* Failure */.HR('disk-full', {
            what: (0,message/* say */.cv) `The download of the artifact ${(0,message/* code */.aY)(name)} is longer than the ${(0,lib_text/* bytes */.ee)(free)} that the disk has free.`,
            fix: (0,message/* say */.cv) `Use a runner with a larger disk, or make the artifact smaller.`
        })
    };
}
/** A single file keeps its own name; the client calls it `artifact` where the answer names none. */
async function keep(file, directory, artifactName) {
    const name = (0,external_node_path_.basename)(file);
    await (0,external_node_fs_promises_.rename)(file, (0,external_node_path_.join)(directory, name === 'artifact' ? artifactName : name));
    return [];
}
function warnOfLeftOut({ log }, artifact, leftOut) {
    if (leftOut.length === 0)
        return;
    const shown = leftOut
        .slice(0, namesShown)
        .map(({ name, reason }) => `${(0,lib_text/* printable */.g$)(name, 60)} (${reason})`);
    const more = leftOut.length - shown.length;
    log.warning(`${(0,lib_text/* plural */.LS)(leftOut.length, 'entry', 'entries')} of the artifact ${(0,lib_text/* printable */.g$)(artifact)} ${leftOut.length === 1 ? 'was' : 'were'} left out: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`);
}
/** Asks the REST API; an API out of reach is `service-unavailable`. */
async function ask(edges, request, path) {
    const { token, signal } = request;
    const get = githubRest(edges, token, signal);
    return reaching(request, () => get(path));
}
async function reaching(request, asked) {
    try {
        return await asked();
    }
    catch (error) {
        request.signal.throwIfAborted();
        throw outOfReach(request, error);
    }
}
/** What a failed fetch means. */
function fetchFailure(request, error) {
    if (error instanceof lib_failure/* Failure */.HR)
        return error;
    const system = (0,lib_failure/* systemFailure */.oM)(error);
    if (system)
        return system;
    const fault = faultOf(error);
    if (fault === 'unsupported')
        return unsupported((0,message/* say */.cv) `${messageOf(error)}`, error);
    if (fault === 'not-found')
        return notFound(request, `${ofRun(request)} has no artifact of that name`, {
            fix: (0,message/* say */.cv) `Check the name, and let the job that uploads it run before this one (\`needs\`). An artifact of another run needs \`ids-artifact-run-id\`.`
        });
    return outOfReach(request, error);
}
function ofRun({ runId, repository }) {
    return runId === undefined ? 'this run' : `run ${runId} of ${repository}`;
}
function outOfReach({ name }, error) {
    return new lib_failure/* Failure */.HR('service-unavailable', {
        what: (0,message/* say */.cv) `The artifact ${(0,message/* code */.aY)(name)} could not be fetched: ${messageOf(error)}.`,
        why: (0,message/* say */.cv) `GitHub's artifact service did not return it.`,
        fix: (0,message/* say */.cv) `See https://www.githubstatus.com and run the job again. No job was created.`
    }, { cause: error });
}
/** What a refusal of GitHub's REST API means. */
function restFailure(request, status) {
    const { repository } = request;
    if (status === 401)
        return notFound(request, 'GitHub does not accept the `github-token`', {
            fix: (0,message/* say */.cv) `Leave \`github-token\` at its default, or give one that is valid.`
        });
    if (status === 403 || status === 404)
        return notFound(request, `GitHub does not show ${ofRun(request)} to the github-token (status ${status})`, {
            why: (0,message/* say */.cv) `The token may lack the permission to read artifacts, or the repository ${repository} or the run does not exist.`,
            fix: (0,message/* say */.cv) `Add \`actions: read\` to the permissions of the job (with \`contents: read\`, if it checks out the repository); for another repository give a \`github-token\` that has it there.`
        });
    return outOfReach(request, new Error(`GitHub answered with ${status}`));
}
function notFound({ name }, because, text = {
    fix: (0,message/* say */.cv) `Check the name of the artifact and the run.`
}) {
    return new lib_failure/* Failure */.HR('artifact-not-found', {
        what: (0,message/* say */.cv) `The artifact ${(0,message/* code */.aY)(name)} cannot be read: ${because}.`,
        ...text
    });
}

;// CONCATENATED MODULE: ./src/artifacts/names.ts
// The names under which results are published when the wanted one is taken.
/** `name`, `name-2` … `name-10`: the names tried, in order, when one is taken. */
function namesToTry(name) {
    const numbers = [2, 3, 4, 5, 6, 7, 8, 9, 10];
    return [name, ...numbers.map(n => `${name}-${n}`)];
}

;// CONCATENATED MODULE: ./src/artifacts/publish.ts
// Publishing the results: found out beforehand what would stop it, and never lost to a name that is taken.






/** Longest wait for what is asked for an early warning only, in ms. */
const patience = 120_000;
/** How often an upload is tried when faults that pass come up. */
const uploadTries = 3;
/**
 * Finds out, before a job exists, what would stop the publishing after it.
 * Throws `artifact-unsupported` or `artifact-conflict`.
 */
async function checkBeforehand({ runner, log, clock }, { name, overwrite, signal }) {
    requireArtifactService(runner);
    if (overwrite || runner.runAttempt > 1)
        return;
    try {
        const client = await artifactClient();
        await callWithRetries(() => client.getArtifact(name), clock, AbortSignal.any([signal, AbortSignal.timeout(patience)]));
    }
    catch (error) {
        signal.throwIfAborted();
        const fault = faultOf(error);
        if (fault === 'unsupported')
            throw unsupported((0,message/* say */.cv) `${messageOf(error)}`, error);
        if (fault !== 'not-found')
            log.warning(`Whether an artifact named ${(0,lib_text/* printable */.g$)(name)} exists could not be determined (${messageOf(error)}). The step continues: the results stay at results-path in any case.`);
        return;
    }
    throw nameTaken(name);
}
/** The name is taken, before a job is created. */
function nameTaken(name) {
    return new lib_failure/* Failure */.HR('artifact-conflict', {
        what: (0,message/* say */.cv) `This run has an artifact named ${(0,message/* code */.aY)(name)} already, so the results could not be published under that name.`,
        why: (0,message/* say */.cv) `Another step or job of the run, such as another leg of a matrix, uses the same name.`,
        fix: (0,message/* say */.cv) `Give each its own \`artifact-name\`, or set \`overwrite: true\`. No job was created.`
    });
}
/**
 * Uploads the files as a zip. A name that turns out to be taken, or that an
 * upload of ours has used up without success, is no reason to lose the
 * results: `<name>-2` … `<name>-10` are tried, with a warning.
 * Throws `artifact-conflict`, `artifact-quota`, `artifact-unsupported` or
 * `service-unavailable`.
 */
async function publish(edges, request) {
    const { runner, log } = edges;
    const client = await artifactClient();
    if (request.overwrite)
        await remove(edges, client, request);
    const broken = [];
    for (const name of namesToTry(request.name)) {
        const outcome = await upload(edges, client, { ...request, name });
        if ('error' in outcome) {
            broken.push(outcome.error);
            if (broken.length === uploadTries)
                throw publishFailure(name, outcome.error);
        }
        if (!('id' in outcome))
            continue;
        if (name !== request.name)
            log.warning(broken.length > 0
                ? `An upload broke off (${messageOf(broken[0])}), and GitHub lets its name be used only once in a run: the results are published as ${(0,lib_text/* printable */.g$)(name)}.`
                : `This run has an artifact named ${(0,lib_text/* printable */.g$)(request.name)} already: the results are published as ${(0,lib_text/* printable */.g$)(name)}.`);
        const { serverUrl, repository, runId } = runner;
        return {
            ...outcome,
            name,
            url: `${serverUrl}/${repository}/actions/runs/${runId}/artifacts/${outcome.id}`
        };
    }
    throw allNamesTaken(request.name);
}
/** All names that may be tried are taken. */
function allNamesTaken(name) {
    return new lib_failure/* Failure */.HR('artifact-conflict', {
        what: (0,message/* say */.cv) `The names ${(0,message/* code */.aY)(name)} to \`${(0,lib_text/* printable */.g$)(name)}-10\` are all taken by artifacts of this run.`,
        fix: (0,message/* say */.cv) `Give each step its own \`artifact-name\`. The results are at \`results-path\`.`
    });
}
/** Deletes the artifact of that name, if there is one. */
async function remove({ log, clock }, client, { name, signal }) {
    try {
        await callWithRetries(() => client.deleteArtifact(name), clock, signal);
    }
    catch (error) {
        signal.throwIfAborted();
        if (faultOf(error) !== 'not-found')
            log.warning(`The artifact named ${(0,lib_text/* printable */.g$)(name)} could not be removed (${messageOf(error)}).`);
    }
}
/**
 * Uploads under exactly this name. What began an upload can't begin another
 * one (the service keeps the name), so only the creation is tried again.
 */
async function upload(edges, client, request) {
    const { name, directory, files, retentionDays, signal } = request;
    const options = {
        compressionLevel: request.compressionLevel,
        ...(retentionDays !== undefined && { retentionDays })
    };
    const lost = [];
    for (;;) {
        try {
            const { id, digest, size } = await callOnce(() => client.uploadArtifact(name, [...files], directory, options), signal);
            return { id: id ?? 0, digest: digest ?? '', bytes: size ?? 0 };
        }
        catch (error) {
            signal.throwIfAborted();
            const phase = phaseOf(error);
            const fault = faultOf(error);
            if (phase === 'create' && fault === 'conflict')
                return lost.length > 0 ? { error: lost[0] } : { taken: true };
            if (phase === 'finalize') {
                const stored = await find(edges, client, request);
                if (stored)
                    return stored;
            }
            if (!mayPass(error, phase))
                throw publishFailure(name, error);
            if (phase !== 'create')
                return { error };
            lost.push(error);
            if (lost.length === uploadTries)
                throw publishFailure(name, error);
            edges.log.info(`Creating the artifact failed (${messageOf(error)}). Trying again.`);
            await edges.clock.sleep(1000 * lost.length, signal);
        }
    }
}
/** Whether another upload may succeed where this one failed. */
function mayPass(error, phase) {
    // The client has tried for a while: a store that can't be reached now will not be for the next name.
    if (phase === 'store')
        return hasAnswer(error);
    // The service refuses to complete uploads at random (actions/upload-artifact#710).
    if (phase === 'finalize' && statusOf(error) === 403)
        return true;
    return faultOf(error) === 'passing';
}
/**
 * The artifact of this name, if it is complete: after a lost answer to the
 * request that completes the upload it is ours, as a name is unique in a run.
 */
async function find({ clock }, client, { name, signal }) {
    try {
        const { artifact } = await callWithRetries(() => client.getArtifact(name), clock, signal);
        const digest = artifact.digest?.replace(/^sha256:/, '') ?? '';
        return { id: artifact.id, digest, bytes: artifact.size };
    }
    catch {
        signal.throwIfAborted();
        return undefined;
    }
}
/** What a failed upload means. */
function publishFailure(name, error) {
    const fault = faultOf(error);
    if (fault === 'unsupported')
        return unsupported((0,message/* say */.cv) `${messageOf(error)}`, error);
    if (fault === 'quota')
        return new lib_failure/* Failure */.HR('artifact-quota', {
            what: (0,message/* say */.cv) `GitHub refused the artifact ${(0,message/* code */.aY)(name)}: the storage for artifacts is used up.`,
            why: (0,message/* say */.cv) `The quota is for the whole account, and GitHub updates it only every 6 to 12 hours.`,
            fix: (0,message/* say */.cv) `Delete old artifacts, shorten \`retention-days\`, set \`publish: counts\` or \`publish: none\`, or raise the spending limit. The results are at \`results-path\`.`
        }, { cause: error });
    return new lib_failure/* Failure */.HR('service-unavailable', {
        what: (0,message/* say */.cv) `The artifact ${(0,message/* code */.aY)(name)} could not be published: ${messageOf(error)}.`,
        why: isOutOfReach(error)
            ? (0,message/* say */.cv) `The runner cannot reach the storage behind GitHub's artifacts. A firewall or proxy may not allow \`*.blob.core.windows.net\`.`
            : (0,message/* say */.cv) `GitHub's artifact service did not accept it.`,
        fix: (0,message/* say */.cv) `See https://www.githubstatus.com and run the job again: finished compliance jobs of this run are used again. The results are at \`results-path\`.`
    }, { cause: error });
}

;// CONCATENATED MODULE: ./src/artifacts/runner-environment.ts
// What the runner says about this run, as far as artifacts need it.
/** Reads the variables of the runner. */
function runnerEnvironment(env) {
    const serverUrl = firstOf(env['GITHUB_SERVER_URL'], 'https://github.com');
    return {
        repository: env['GITHUB_REPOSITORY'] ?? '',
        runId: env['GITHUB_RUN_ID'] ?? '',
        runAttempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? '1'),
        serverUrl,
        apiUrl: firstOf(env['GITHUB_API_URL'], 'https://api.github.com'),
        branch: firstOf(env['GITHUB_HEAD_REF'], env['GITHUB_REF_NAME']),
        eventPath: env['GITHUB_EVENT_PATH'] ?? '',
        artifacts: !isGitHubDotCom(serverUrl)
            ? 'enterprise-server'
            : env['ACTIONS_RUNTIME_TOKEN'] && env['ACTIONS_RESULTS_URL']
                ? 'here'
                : 'no-token'
    };
}
/** The first that is set: the runner gives empty strings for what does not apply. */
function firstOf(...values) {
    return values.find(value => value !== undefined && value !== '') ?? '';
}
/** Only there does the service behind artifacts of version 4 and later exist (as @actions/artifact judges it). */
function isGitHubDotCom(serverUrl) {
    if (!URL.canParse(serverUrl))
        return false;
    const host = new URL(serverUrl).hostname.toLowerCase();
    return (host === 'github.com' ||
        host.endsWith('.ghe.com') ||
        host.endsWith('.localhost'));
}

;// CONCATENATED MODULE: ./src/artifacts/visibility.ts
// Whether everybody can see this repository, and so its artifacts.



const described = schemas/* object */.Ikc({
    full_name: schemas/* string */.YjP(),
    private: schemas/* optional */.lqM(schemas/* boolean */.zMY()),
    visibility: schemas/* optional */.lqM(schemas/* string */.YjP())
});
/** What is asked for a warning only must not hold up a run, in ms. */
const visibility_patience = 5000;
/**
 * From the payload of the event, else from the REST API: schedules carry no
 * repository. Undefined when neither tells; that never fails a run.
 */
async function isPublic(edges, token, signal) {
    const { runner } = edges;
    const payload = await readPayload(runner.eventPath);
    const told = schemas/* object */.Ikc({ repository: described }).safeParse(payload);
    const same = told.data?.repository.full_name === runner.repository;
    const fromEvent = same ? publicityOf(told.data?.repository) : undefined;
    if (fromEvent !== undefined)
        return fromEvent;
    try {
        const limited = AbortSignal.any([signal, AbortSignal.timeout(visibility_patience)]);
        const get = githubRest(edges, token, limited);
        const { status, body } = await get(`/repos/${runner.repository}`);
        return status === 200 ? publicityOf(body) : undefined;
    }
    catch {
        signal.throwIfAborted();
        return undefined;
    }
}
function publicityOf(repository) {
    const { data } = described.safeParse(repository);
    if (data?.visibility !== undefined)
        return data.visibility === 'public';
    return data?.private === undefined ? undefined : !data.private;
}
async function readPayload(path) {
    try {
        return JSON.parse((await readEvent(path)) ?? '');
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./src/artifacts/store.ts
// The artifacts of GitHub as the action uses them: results go out, ID files come in.





/** The store of the runner that `env` describes. */
function artifactStore({ env, log, clock = systemClock }) {
    const edges = { runner: runnerEnvironment(env), log, clock };
    return {
        check: (name, options) => checkBeforehand(edges, { name, ...options }),
        publish: request => publish(edges, request),
        fetch: request => fetchArtifact(edges, request),
        isPublic: (token, signal) => isPublic(edges, token, signal)
    };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./src/lib/harmless.ts
// Lines of a log that a runner and a terminal take for nothing but text.

/** Longest line that is written; texts from outside are cut much earlier by whoever shows them. */
const lineLimit = 4000;
/** Keeps line breaks, and takes from every line what a runner or a terminal would act on. */
function harmless_harmless(message) {
    return message
        .split('\n')
        .map(line => (0,lib_text/* printable */.g$)(line, lineLimit))
        .join('\n');
}

;// CONCATENATED MODULE: ./src/lib/runner-commands.ts
// Log, outputs and summary as a runner takes them. `@actions/core` would bring two HTTP clients along, which take longer to load than all else.






/** A workflow command on a line of its own. */
function issue(name, message, properties = {}) {
    const given = Object.entries(properties)
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
    const head = given.length > 0 ? `${name} ${given.join(',')}` : name;
    process.stdout.write(`::${head}::${escapeData(message)}\n`);
}
// As actions/toolkit does (packages/core/src/command.ts).
const escapeData = (text) => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
const escapeProperty = (text) => escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
/** Characters that a secret has at least. */
const shortestMask = 8;
/** A log that writes workflow commands to standard output. */
function runnerLog() {
    const masked = new Set();
    return {
        info: message => process.stdout.write(`${harmless_harmless(message)}\n`),
        warning: (message, place) => issue('warning', harmless_harmless(message), place && { file: (0,lib_text/* visible */.RK)(place.file), line: place.line }),
        debug: message => issue('debug', harmless_harmless(message)),
        mask: secret => {
            // Short ones are found everywhere: GitHub drops job outputs that hold a masked value.
            if (secret.length < shortestMask || masked.has(secret))
                return;
            masked.add(secret);
            issue('add-mask', secret);
        },
        group: async (title, body) => {
            issue('group', harmless_harmless(title));
            try {
                return await body();
            }
            finally {
                issue('endgroup', '');
            }
        }
    };
}
function issueError(message, title) {
    issue('error', harmless_harmless(message), { title });
}
/** Without a runner there is nowhere for an output to go but the log. */
function setOutput(env, name, value) {
    const path = env['GITHUB_OUTPUT'];
    if (!path) {
        process.stdout.write(`${name}: ${harmless_harmless(value)}\n`);
        return;
    }
    const delimiter = `ghadelimiter_${(0,external_node_crypto_.randomUUID)()}`;
    append('GITHUB_OUTPUT', path, `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
}
function writeSummary(env, markdown) {
    const path = env['GITHUB_STEP_SUMMARY'];
    if (path)
        append('GITHUB_STEP_SUMMARY', path, markdown);
}
/** What is no file is never written to: a pipe would be waited for without end. */
function append(name, path, text) {
    if (!isRegularFile(path))
        throw environmentUnusable((0,message/* say */.cv) `${{ code: name }} is ${(0,message/* code */.aY)(path, 200)}, which is no longer a regular file.`);
    (0,external_node_fs_.appendFileSync)(path, text);
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./src/lib/step-process.ts
// The process of a step: the signals of the runner, the one error that is announced, and the exit code.




/** After SIGINT a runner waits 7.5 s before it sends SIGTERM, and 2.5 s more before it kills. */
const limitAfterCancel = 4000;
class StepProcess {
    #options;
    #cancel = new AbortController();
    #isAnnounced = false;
    #writeOutputs = () => undefined;
    constructor(options) {
        this.#options = options;
    }
    /** Aborts, with a `Failure` of code `cancelled`, when the runner ends the step. */
    get cancel() {
        return this.#cancel.signal;
    }
    /** Prints the one error of a failed step. */
    announce(failure) {
        this.#isAnnounced = true;
        const { title, log } = this.#options;
        const { what, why, fix } = failure.text;
        const lines = (0,message/* joined */.oR)([what, (0,message/* joined */.oR)([why, fix])], '\n');
        issueError(`${(0,message/* plain */.pj)(lines)} (${failure.code})`, `${title}: ${failure.code}`);
        // A stranger's message says little; where it comes from says more.
        if (failure.code === 'internal')
            log.debug((0,external_node_util_.inspect)(failure.cause));
    }
    /**
     * Runs the step and ends the process.
     *
     * @param signals those by which a runner ends a step
     * @param early those that came before this was loaded
     */
    async run(body, writeOutputs, signals, early) {
        this.#writeOutputs = writeOutputs;
        const onSignal = (signal) => {
            if (this.cancel.aborted)
                return;
            const failure = this.#options.cancelled(signal);
            this.#cancel.abort(failure);
            setTimeout(() => {
                this.#abandon(failure);
            }, limitAfterCancel);
        };
        for (const signal of signals)
            process.on(signal, onSignal);
        early.forEach(onSignal);
        process.on('uncaughtException', error => {
            this.#abandon((0,lib_failure/* asFailure */.h_)(error));
        });
        // A process whose event loop drains would otherwise end in the middle of its work.
        process.on('beforeExit', () => {
            this.#abandon((0,lib_failure/* asFailure */.h_)(new Error('the process stopped before its end')));
        });
        await body();
        const { record } = this.#options;
        process.stdout.write('', () => process.exit(record.error ? 1 : 0));
    }
    /** Ends at once, with what is known by now; for when the orderly way out is barred. */
    #abandon(failure) {
        // What comes after the one error, such as of work that was given up, is its consequence.
        const isFirst = !this.#isAnnounced;
        const { record } = this.#options;
        if (isFirst) {
            record.error = failure;
            record.status = failure.code === 'cancelled' ? 'cancelled' : 'failed';
        }
        try {
            this.#writeOutputs();
        }
        finally {
            if (isFirst)
                this.announce(failure);
            process.exit(1);
        }
    }
}

;// CONCATENATED MODULE: ./src/lifecycle/interrupted.ts
// Where a run stood when it was ended from outside, by its budget or by the runner.



/** The failure, with the part and the job that its run stood at. */
function withStanding(failure, parts) {
    const { what, ...rest } = failure.text;
    return new lib_failure/* Failure */.HR(failure.code, { what: (0,message/* say */.cv) `${what} ${standing(parts)}`, ...rest }, { cause: failure });
}
function standing(parts) {
    if (parts.length === 0)
        return 'No job was created yet.';
    const current = parts.find(({ rows }) => !rows);
    if (!current)
        return 'All jobs were done.';
    const which = `Part ${current.part} of ${parts.length}`;
    const { jobId, completedAt } = current;
    if (jobId === undefined)
        return `${which} had no job yet.`;
    const state = stateOf(jobId, current);
    return completedAt === undefined
        ? `${which} was still running: ${state}.`
        : `The results of part ${current.part} of ${parts.length} were not downloaded yet: ${state}.`;
}
function stateOf(jobId, part) {
    const { jobName, createdAt, uploadedAt, completedAt } = part;
    const name = jobName === undefined ? '' : ` (${(0,lib_text/* printable */.g$)(jobName, 80)})`;
    const facts = [
        ['created', createdAt],
        ['uploaded', uploadedAt],
        ['complete', completedAt]
    ];
    const known = facts.flatMap(([word, at]) => at === undefined ? [] : [`${word} at ${(0,lib_text/* instant */.uR)(at)}`]);
    return [`job ${jobId}${name}`, ...known].join(', ');
}

;// CONCATENATED MODULE: ./src/report/page/html-text.ts
// Text as HTML that reads as just that text.

function escapeHtml(text) {
    return (0,lib_text/* printable */.g$)(text, 1000).replace(/[&<>"'`]/g, c => `&#${c.charCodeAt(0)};`);
}

;// CONCATENATED MODULE: ./src/report/page/charts.ts

const cell = { width: 120, height: 10 };
/** A bar for one row of a table; `most` is the largest value of its column. */
function barSvg(value, most, severity) {
    const width = lengthOf(value, most, cell.width);
    return `<svg class="cell ${severity}" width="${cell.width}" height="${cell.height}" aria-hidden="true"><rect class="bar" width="${width}" height="${cell.height}" data-value="${value}"/></svg>`;
}
const chart = { width: 480, height: 140, above: 20, below: 24 };
const column = { least: 44, most: 84, share: 0.66 };
/** Columns over a base line; the picture gets wider, and scrolls, where there are many. */
function chartSvg({ title, columns }) {
    const most = Math.max(...columns.map(({ value }) => value));
    const step = Math.min(Math.max(chart.width / columns.length, column.least), column.most);
    const base = chart.above + chart.height;
    const width = round(step * columns.length);
    const drawn = columns.map(({ label, value, shown }, index) => {
        const height = lengthOf(value, most, chart.height);
        const middle = round((index + 0.5) * step);
        const left = round(middle - (step * column.share) / 2);
        const top = round(base - height);
        return [
            `<rect class="bar" x="${left}" y="${top}" width="${round(step * column.share)}" height="${height}" data-value="${value}"/>`,
            `<text class="number" x="${middle}" y="${top - 6}" text-anchor="middle">${escapeHtml(shown)}</text>`,
            `<text class="label" x="${middle}" y="${base + 18}" text-anchor="middle">${escapeHtml(label)}</text>`
        ].join('');
    });
    const height = base + chart.below;
    const described = columns.map(({ label, shown }) => `${label} ${shown}`);
    return `<svg class="columns plain" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(`${title}: ${described.join(', ')}`)}">${drawn.join('')}<line class="axis" x1="0" x2="${width}" y1="${base}" y2="${base}"/></svg>`;
}
function lengthOf(value, most, full) {
    return most === 0 ? 0 : round((value / most) * full);
}
/** To a hundredth of a pixel: even 1 of 1,000 is drawn as what it is. */
function round(n) {
    return Math.round(n * 100) / 100;
}

;// CONCATENATED MODULE: ./src/report/page/style.ts
// The style of the report page: light and dark, phone and paper.
const css = `
:root {
  color-scheme: light dark;
  --page: #f6f8fa; --card: #fff; --text: #1f2328; --soft: #59636e; --line: #d1d9e0; --faint: #eff2f5;
  --good: #2da44e; --act: #bf8700; --wait: #0969da; --bad: #cf222e; --plain: #4f86c6;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0d1117; --card: #151b23; --text: #e6edf3; --soft: #9198a1; --line: #3d444d; --faint: #212830;
    --good: #3fb950; --act: #d29922; --wait: #4493f8; --bad: #f85149; --plain: #5a94d6;
  }
}
* { box-sizing: border-box; }
body { margin: 0; padding: 0 1rem 3rem; background: var(--page); color: var(--text); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Open Sans", "Helvetica Neue", Arial, sans-serif; overflow-wrap: break-word; }
header, main, .banner { max-width: 58rem; margin-inline: auto; }
header { padding: 2.5rem 0 1rem; }
.kind { margin: 0 0 .5rem; color: var(--soft); font-size: .8rem; font-weight: 600; letter-spacing: .08em; text-transform: uppercase; }
.kind::before { content: ""; display: inline-block; width: .7em; height: .7em; margin-right: .6em; border-radius: 50%; background: var(--severity); }
h1 { margin: 0 0 .75rem; font-size: clamp(1.5rem, 1.1rem + 2vw, 2.1rem); line-height: 1.2; letter-spacing: -.015em; text-wrap: balance; }
h2 { margin: 0 0 .9rem; font-size: 1.15rem; line-height: 1.3; }
.subline { margin: 0; color: var(--soft); }
section, aside { margin: 0 0 1rem; padding: 1.25rem 1.5rem; border: 1px solid var(--line); border-radius: .75rem; background: var(--card); }
section > :last-child, aside > :last-child, details > :last-child, blockquote > :last-child { margin-bottom: 0; }
aside { border-left: .35rem solid var(--severity); }
aside p, aside ul { margin: 0 0 .5rem; }
.banner { margin-top: 1rem; border: 0; background: #a40e26; color: #fff; }
.banner code { background: rgb(0 0 0 / 25%); }
.good { --severity: var(--good); } .act { --severity: var(--act); } .wait { --severity: var(--wait); } .bad { --severity: var(--bad); } .plain { --severity: var(--plain); } .soft { --severity: var(--soft); }
p, ul, figure, blockquote, .scroll { margin: 0 0 1rem; }
ul { padding-left: 1.25rem; }
li + li { margin-top: .35rem; }
code { padding: .12em .35em; border-radius: .3em; background: var(--faint); font: .86em/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; }
blockquote { padding: .75rem 1.1rem; border-left: .3rem solid var(--plain); border-radius: .3rem; background: var(--faint); }
summary { cursor: pointer; }
summary h2 { display: inline; }
details[open] > summary { margin-bottom: .9rem; }
.scroll { overflow-x: auto; }
.scroll:focus-visible { outline: 2px solid var(--wait); outline-offset: 3px; }
table { width: 100%; border-collapse: collapse; font-size: .925rem; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th, td { padding: .45rem .75rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: baseline; }
th:first-child, td:first-child { padding-left: 0; }
th:last-child, td:last-child { padding-right: 0; }
th { color: var(--soft); font-size: .82rem; font-weight: 600; white-space: nowrap; }
td code { overflow-wrap: break-word; }
.scroll:not(.broad) td:last-child > code:only-child { white-space: nowrap; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.b { width: 130px; }
tbody tr:last-child td { border-bottom-color: var(--line); }
tfoot td { border-bottom: 0; font-weight: 600; }
figure { overflow-x: auto; }
figcaption { color: var(--soft); font-size: .9rem; }
svg { display: block; }
svg.columns { margin-top: .5rem; font-size: 13px; }
svg text { fill: var(--text); font-variant-numeric: tabular-nums; }
svg .label { fill: var(--soft); }
.bar { fill: var(--severity); }
.axis { stroke: var(--line); stroke-width: 1; }
@media (max-width: 40rem) {
  header { padding-top: 1.5rem; }
  section, aside { padding: 1rem; border-radius: .6rem; }
  .b { display: none; }
  th, td { padding: .4rem .5rem; }
  .n { white-space: normal; }
  .scroll:not(.broad) .minor { display: none; }
  .broad thead { display: none; }
  .broad tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--line); }
  .broad td { display: block; position: relative; padding: .1rem 0 .1rem 7rem; border: 0; text-align: left; overflow-wrap: anywhere; }
  .broad td::before { content: attr(data-title); position: absolute; left: 0; color: var(--soft); font-size: .82rem; font-weight: 600; }
}
@media print {
  @page { margin: 15mm; }
  :root { color-scheme: light; --page: #fff; --card: #fff; --text: #000; --soft: #444; --line: #bbb; --faint: #f3f3f3; --good: #2da44e; --act: #bf8700; --wait: #0969da; --bad: #cf222e; --plain: #4f86c6; }
  body { padding: 0; font-size: 10pt; }
  header { padding-top: 0; }
  section { padding: 0; border: 0; }
  h1, h2, figcaption { break-after: avoid; }
  th, td { padding-block: .3rem; }
  tr, figure, blockquote, aside, li { break-inside: avoid; }
  .scroll, figure { overflow: visible; }
  tfoot { display: table-row-group; }
  tfoot tr { break-before: avoid; }
  .broad table { font-size: 7.5pt; }
  .broad th, .broad td { padding: .3rem .35rem; white-space: normal; }
  .broad code { overflow-wrap: anywhere; }
  .broad .n { white-space: nowrap; }
  svg.columns { max-width: 100%; height: auto; }
  summary { list-style: none; break-after: avoid; }
  details::details-content { display: block; content-visibility: visible; }
  .bar, .banner, aside, .kind::before, blockquote, code { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;

;// CONCATENATED MODULE: ./src/report/page/html.ts
// Draws a page as one HTML document without script, network access or outside resources. Every text from outside is escaped here.




/** The page as a whole document. */
function htmlDocument(page) {
    const hash = (0,external_node_crypto_.createHash)('sha256').update(css).digest('base64');
    const title = page.headline
        .map(piece => (typeof piece === 'string' ? piece : Object.values(piece)[0]))
        .join('');
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>${css}</style>
</head>
<body>
${body(page)}
</body>
</html>
`;
}
function body(page) {
    return [
        ...(page.banner ? [notice(page.banner, 'banner')] : []),
        `<header class="${page.severity}"><p class="kind">${escapeHtml(page.kind)}</p><h1>${line(page.headline)}</h1><p class="subline">${line(page.subline)}</p></header>`,
        '<main>',
        ...page.notices.map(each => notice(each, 'notice')),
        ...page.sections.map(section),
        '</main>'
    ].join('\n');
}
function notice({ severity, title, blocks }, kind) {
    const head = title === undefined ? '' : `<p><strong>${escapeHtml(title)}</strong></p>`;
    return `<aside class="${kind} ${severity}">${head}${blocks.map(block).join('')}</aside>`;
}
function section({ title, folded, blocks }) {
    const drawn = blocks.map(block).join('\n');
    return folded === true
        ? `<section><details><summary><h2>${escapeHtml(title)}</h2></summary>\n${drawn}</details></section>`
        : `<section><h2>${escapeHtml(title)}</h2>\n${drawn}</section>`;
}
function block(content) {
    switch (content.kind) {
        case 'text':
            return `<p>${line(content.text)}</p>`;
        case 'list':
            return `<ul>${content.items.map(item => `<li>${line(item)}</li>`).join('')}</ul>`;
        case 'quote':
            return `<blockquote><p>${line(content.text)}</p></blockquote>`;
        case 'table':
            return table(content);
        case 'chart':
            return `<figure><figcaption>${escapeHtml(content.title)}</figcaption>${chartSvg(content)}</figure>`;
    }
}
/** More columns than this become a list of names and values on a phone. */
const mostColumns = 4;
function table({ caption, columns, rows, totals = [], ...drawn }) {
    // One bar alone has nothing to be compared with.
    const bars = rows.length > 1 ? drawn.bars : undefined;
    const most = Math.max(...(bars ?? []).map(({ value }) => value), 0);
    const row = (cells, index) => {
        const tags = cells.map((cell, at) => `<td${classOf(columns[at])} data-title="${escapeHtml(columns[at]?.title ?? '')}">${line(cell)}</td>`);
        const bar = index === undefined ? undefined : bars?.[index];
        if (bars)
            tags.push(`<td class="b">${bar ? barSvg(bar.value, most, bar.severity) : ''}</td>`);
        return `<tr>${tags.join('')}</tr>`;
    };
    const head = columns.map(column => `<th scope="col"${classOf(column)}>${escapeHtml(column.title)}</th>`);
    if (bars)
        head.push('<td class="b"></td>');
    const foot = totals.length > 0
        ? `<tfoot>${totals.map(cells => row(cells)).join('')}</tfoot>`
        : '';
    return `<div class="scroll${columns.length > mostColumns ? ' broad' : ''}" tabindex="0" role="region" aria-label="${escapeHtml(caption)}"><table><caption>${escapeHtml(caption)}</caption><thead><tr>${head.join('')}</tr></thead><tbody>${rows.map(row).join('')}</tbody>${foot}</table></div>`;
}
function classOf(column) {
    const names = [
        ...(column?.numeric === true ? ['n'] : []),
        ...(column?.minor === true ? ['minor'] : [])
    ];
    return names.length > 0 ? ` class="${names.join(' ')}"` : '';
}
function line(text) {
    return text
        .map(piece => {
        if (typeof piece === 'string')
            return escapeHtml(piece);
        if ('code' in piece)
            return `<code>${escapeHtml(piece.code)}</code>`;
        if ('strong' in piece)
            return `<strong>${escapeHtml(piece.strong)}</strong>`;
        return `<code>${escapeHtml(piece.link)}</code>`;
    })
        .join('');
}

;// CONCATENATED MODULE: ./src/report/record.ts
/** When the oldest job used was created: the moment as of which the answer holds (ms). */
function checkedAt(record) {
    const created = record.parts.flatMap(part => part.createdAt ?? []);
    return created.length > 0
        ? created.reduce((a, b) => Math.min(a, b))
        : undefined;
}
function isSimulated(record) {
    return record.inputs?.simulate === true;
}
/** Distinct submitted IDs that the service refused, so that nothing is known about them. */
function uncheckedIds({ tally }) {
    return tally?.unchecked ?? 0;
}

;// CONCATENATED MODULE: ./src/report/wording.ts

const nounsByType = {
    tweets: {
        title: 'Posts',
        one: 'post',
        many: 'posts',
        id: 'post ID',
        ids: 'post IDs'
    },
    users: {
        title: 'Accounts',
        one: 'account',
        many: 'accounts',
        id: 'user ID',
        ids: 'user IDs'
    }
};
function nounsOf(type) {
    return nounsByType[type];
}
/** `1 post`, `2,000 posts`. */
function counted(n, nouns) {
    return `${(0,lib_text/* count */.U9)(n)} ${n === 1 ? nouns.one : nouns.many}`;
}
/** `1 distinct post ID`, `2,000 distinct post IDs`. */
function idsOf(n, nouns) {
    return `${(0,lib_text/* count */.U9)(n)} distinct ${n === 1 ? nouns.id : nouns.ids}`;
}
function wasWere(n) {
    return n === 1 ? 'was' : 'were';
}
/** In the order in which pages name them: what is lost first, what needs thought last. */
const shownActions = [
    'delete',
    'scrub-geo',
    'refetch',
    'review'
];
const must = (what) => [what, what];
/**
 * What each required action means for stored data; from X's "Batch
 * compliance" and "Content compliance" (developer policy) pages.
 */
const actionWords = {
    delete: {
        clause: {
            tweets: must('must be deleted'),
            users: [
                'must be deleted with all its posts',
                'must be deleted with all their posts'
            ]
        },
        title: 'Delete',
        how: {
            tweets: 'the stored posts.',
            users: 'the stored profiles and all posts of these accounts.'
        }
    },
    'scrub-geo': {
        clause: {
            tweets: ['needs its location removed', 'need their location removed'],
            users: [
                'needs the location removed from its posts',
                'need the location removed from their posts'
            ]
        },
        title: 'Remove the location',
        how: {
            tweets: '(coordinates and place) from the stored posts.',
            users: '(coordinates and place) from all posts of these accounts.'
        }
    },
    refetch: {
        clause: {
            tweets: must('must be fetched again'),
            users: must('must be fetched again')
        },
        title: 'Fetch again',
        how: {
            tweets: 'and replace the stored copy: the post was edited.',
            users: 'and replace the stored copy.'
        }
    },
    review: {
        clause: {
            tweets: must('must be reviewed'),
            users: must('must be reviewed')
        },
        title: 'Review',
        how: {
            tweets: 'by hand: X gives a reason that this action does not know.',
            users: 'by hand: X gives a reason that this action does not know.'
        }
    }
};

;// CONCATENATED MODULE: ./src/report/headline.ts



function headline(record) {
    switch (record.status) {
        case 'complete':
            return completed(record);
        case 'checked':
            return checked(record);
        case 'submitted':
            return { severity: 'wait', text: [submitted(record)] };
        case 'timeout':
            return {
                severity: 'wait',
                text: ['Not finished in time: ', progress(record)]
            };
        case 'cancelled':
            return { severity: 'bad', text: ['Cancelled: ', progress(record)] };
        case 'failed':
            return {
                severity: 'bad',
                text: [
                    'The compliance check failed: ',
                    { code: record.error?.code ?? 'internal' }
                ]
            };
    }
}
function completed(record) {
    const { ids, tally, inputs } = record;
    const type = inputs?.type ?? 'tweets';
    if (ids?.submitted === 0 && record.parts.length === 0)
        return {
            severity: 'plain',
            text: ['No IDs were found: nothing was checked']
        };
    const { required } = tally ?? {};
    if (!ids || !required)
        return jobsOnly(record);
    const whole = counted(ids.submitted, nounsOf(type));
    const unchecked = uncheckedIds(record);
    const clauses = shownActions
        .filter(action => required[action] > 0)
        .map(action => {
        const [one, many] = actionWords[action].clause[type];
        return { n: required[action], one, many };
    });
    if (unchecked > 0)
        clauses.push({
            n: unchecked,
            one: 'was not checked',
            many: 'were not checked'
        });
    const texts = clauses.map(({ n, one, many }, index) => `${(0,lib_text/* count */.U9)(n)}${index === 0 ? ` of ${whole}` : ''} ${n === 1 ? one : many}`);
    // Never "no action needed" then: the answer is not about these IDs alone.
    const strangers = tally?.unsubmitted ?? 0;
    if (strangers > 0)
        texts.push(`${texts.length === 0 ? `${whole} checked, but ` : ''}${(0,lib_text/* plural */.LS)(strangers, 'ID')} in the results ${wasWere(strangers)} never submitted`);
    // Where nothing but these IDs was uploaded, such lines count as not checked.
    const refused = unchecked > 0 ? 0 : (tally?.refusedWithoutId ?? 0);
    if (refused > 0)
        texts.push(`${texts.length === 0 ? `${whole} checked, but ` : ''}${(0,lib_text/* plural */.LS)(refused, 'line')} of the upload ${wasWere(refused)} refused`);
    return texts.length > 0
        ? { severity: 'act', text: [texts.join(', ')] }
        : { severity: 'good', text: [`No action needed: ${whole} checked`] };
}
/** Jobs collected without their ID files: there are rows, but nothing to hold them against. */
function jobsOnly(record) {
    const jobs = (0,lib_text/* plural */.LS)(record.parts.length, 'job');
    const { events = 0, refused = 0 } = record.tally ?? {};
    const found = events === 0 ? 'No events' : (0,lib_text/* plural */.LS)(events, 'event');
    const lines = refused === 0
        ? ''
        : `, ${(0,lib_text/* plural */.LS)(refused, 'line')} of the upload ${wasWere(refused)} refused`;
    return {
        severity: events + refused === 0 ? 'plain' : 'act',
        text: [`${found} in the results of ${jobs}${lines}`]
    };
}
function checked(record) {
    const { ids, inputs } = record;
    const nouns = nounsOf(inputs?.type ?? 'tweets');
    const submitted = ids?.submitted ?? 0;
    const sound = !ids || (ids.invalid === 0 && ids.findings.length === 0);
    return {
        severity: sound ? 'good' : 'act',
        text: [
            `Dry run: ${idsOf(submitted, nouns)}`,
            sound ? ', ready to be checked' : ', with problems in the ID files'
        ]
    };
}
/** With `wait: false`; another job may have been running before anything could be submitted. */
function submitted(record) {
    return record.parts.some(({ jobId }) => jobId !== undefined)
        ? `Submitted to X: ${progress(record)}`
        : 'Nothing submitted yet: another job of this type is running';
}
function progress({ parts }) {
    if (parts.every(({ jobId }) => jobId === undefined))
        return 'no job was created';
    const done = parts.filter(({ rows }) => rows).length;
    if (parts.length > 1)
        return `${(0,lib_text/* count */.U9)(done)} of ${(0,lib_text/* plural */.LS)(parts.length, 'part')} done`;
    return done === 1 ? 'the job is done' : 'the job is not done yet';
}

;// CONCATENATED MODULE: ./src/report/page/inline-code.ts
function inline_code_text(...pieces) {
    return { kind: 'text', text: pieces };
}
/**
 * A message as blocks: lines that start with `- ` are a list. `label` goes in
 * front of the first.
 */
function prose(message, label) {
    const blocks = [];
    let items = [];
    for (const line of linesOf(message)) {
        const [first] = line;
        if (typeof first === 'string' && first.startsWith('- ')) {
            if (items.length === 0)
                blocks.push({ kind: 'list', items });
            items.push([first.slice(2), ...line.slice(1)]);
        }
        else if (line.length > 0) {
            items = [];
            blocks.push(inline_code_text(...line));
        }
    }
    const [first, ...others] = blocks;
    if (label === undefined || first?.kind !== 'text')
        return blocks;
    return [inline_code_text({ strong: label }, ...first.text), ...others];
}
/** The pieces of each line. */
function linesOf(message) {
    let line = [];
    const lines = [line];
    for (const piece of message) {
        if (typeof piece !== 'string') {
            line.push(inlineOf(piece));
            continue;
        }
        const [first = '', ...others] = piece.split('\n');
        if (first !== '')
            line.push(first);
        for (const other of others) {
            line = other === '' ? [] : [other];
            lines.push(line);
        }
    }
    return lines;
}
function inlineOf(piece) {
    if ('quote' in piece)
        return `“${piece.quote}”`;
    return 'code' in piece ? { code: piece.code } : piece;
}
/** A line with what stands between backticks as code. */
function inlines(line) {
    return line
        .split('`')
        .map((piece, index) => (index % 2 === 1 ? { code: piece } : piece))
        .filter(piece => piece !== '');
}

;// CONCATENATED MODULE: ./src/report/page/failure-notice.ts

/** What happened, the cause and the fix. Give a title where the headline does not name the code. */
function failureNotice({ text: { what, why, fix } }, severity = 'bad', title) {
    return {
        severity,
        ...(title === undefined ? {} : { title }),
        blocks: [
            ...prose(what),
            ...(why === undefined ? [] : prose(why, 'Cause: ')),
            ...prose(fix, 'Fix: ')
        ]
    };
}

;// CONCATENATED MODULE: ./src/report/page/numbers.ts
// How numbers and times are written for people, on every page.
/** A share as people read it: never `0%` or `100%` unless it is exactly that. */
function share(part, whole) {
    if (whole === 0 || part === 0)
        return '0%';
    if (part === whole)
        return '100%';
    const percent = (part / whole) * 100;
    if (percent < 0.1)
        return '<\u00a00.1%';
    if (percent > 99.9)
        return '>\u00a099.9%';
    return `${percent.toFixed(1)}%`;
}
/** An instant: `2026-11-21 22:44 UTC`. */
function moment(ms) {
    return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
/** A day for a sentence: `21 November 2026` (UTC). */
function day(ms) {
    return new Date(ms).toLocaleDateString('en-GB', {
        day: 'numeric',
        month: 'long',
        year: 'numeric',
        timeZone: 'UTC'
    });
}

// EXTERNAL MODULE: ./src/domain.ts
var domain = __webpack_require__(89375);
;// CONCATENATED MODULE: ./src/report/outputs.ts
// The outputs of the action, read off the record of the run.


const eventRows = mapEvents(event => ({
    group: 'Events',
    description: domain/* eventKinds */.M[event].description
}));
/** Every output, in the order of the documents. */
const outputTable = {
    status: {
        group: 'Status',
        description: 'How the run ended: `complete`, `submitted`, `checked` (dry run), `timeout`, `cancelled` or `failed`.'
    },
    'error-code': {
        group: 'Status',
        description: 'Code of the failure; empty when the step succeeds.'
    },
    'job-ids': {
        group: 'Jobs',
        description: 'JSON array of the job IDs, in part order.'
    },
    'checked-at': {
        group: 'Jobs',
        description: 'When the oldest job was created: the answer holds as of that moment (ISO 8601).'
    },
    parts: { group: 'Jobs', description: 'Number of parts, each with one job.' },
    'parts-complete': {
        group: 'Jobs',
        description: 'Number of parts whose results were downloaded.'
    },
    requests: {
        group: 'Jobs',
        description: "Number of requests to the API's origin, uploads and downloads included. X may bill each."
    },
    'ids-read': {
        group: 'IDs',
        description: 'Number of IDs that were read, valid or not; each embedded post or author counts as one.'
    },
    'ids-submitted': {
        group: 'IDs',
        description: 'Number of distinct valid IDs.'
    },
    'ids-duplicate': {
        group: 'IDs',
        description: 'Number of IDs that had been read before.'
    },
    'ids-invalid': {
        group: 'IDs',
        description: 'Number of lines or records without a valid ID. `ids-read` = submitted + duplicate + invalid.'
    },
    'ids-refused': {
        group: 'IDs',
        description: 'Number of result rows by which X refused an ID (`invalid_id`).'
    },
    'ids-unchecked': {
        group: 'IDs',
        description: 'Number of distinct submitted IDs that X refused, so that they were not checked. A refusal that names no submitted ID counts as one. If X refuses all, the step fails as `ids-invalid`.'
    },
    'ids-affected': {
        group: 'IDs',
        description: 'Number of distinct submitted IDs with an event.'
    },
    'ids-unaffected': {
        group: 'IDs',
        description: 'Number of distinct submitted IDs with neither an event nor a refusal. `ids-submitted` = affected + unaffected + unchecked.'
    },
    'ids-to-delete': {
        group: 'What to do',
        description: 'Number of distinct submitted IDs to delete (`delete.txt`).'
    },
    'ids-to-scrub-geo': {
        group: 'What to do',
        description: 'Number of distinct submitted IDs whose location must be removed (`scrub-geo.txt`).'
    },
    'ids-to-refetch': {
        group: 'What to do',
        description: 'Number of distinct submitted IDs to fetch again, since they were edited (`refetch.txt`).'
    },
    'ids-to-review': {
        group: 'What to do',
        description: 'Number of distinct submitted IDs to review: X gives a reason that this action does not know (`review.txt`).'
    },
    events: {
        group: 'Events',
        description: 'Number of result rows that are events. Before `status` is `complete`, only those of the finished parts.'
    },
    ...eventRows,
    counts: {
        group: 'Events',
        description: 'Counts by the words that X uses, as JSON: `{"reasons": {…}, "actions": {…}}`.'
    },
    'results-path': {
        group: 'Files',
        description: 'Absolute path of the results in NDJSON.'
    },
    'report-path': {
        group: 'Files',
        description: 'Absolute path of a folder with `report.json`, `report.html` and the lists; give it to `apply`.'
    },
    'artifact-name': {
        group: 'Files',
        description: 'Name under which the artifact was published.'
    },
    'artifact-id': { group: 'Files', description: 'ID of the artifact.' },
    'artifact-url': { group: 'Files', description: 'URL of the artifact.' },
    'artifact-digest': {
        group: 'Files',
        description: 'SHA-256 of the artifact, in hexadecimal.'
    },
    simulated: {
        group: 'Status',
        description: 'Whether the results are simulated: `true` or `false`.'
    }
};
/** Every output that is known by now, by name, as the workflow gets it. */
function outputsOf(record) {
    return Object.fromEntries(Object.entries(outputValues(record)).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : asciiJson(value)
    ]));
}
/** Every output that is known by now, by name. Times are ISO 8601 in UTC. */
function outputValues(record) {
    const { inputs, ids, parts, tally, artifact } = record;
    const at = checkedAt(record);
    const partsKnown = parts.length > 0 || ids?.submitted === 0;
    const required = tally?.required;
    const affected = required && domain/* requiredActions */.nU.reduce((sum, act) => sum + required[act], 0);
    const known = {
        status: record.status,
        'error-code': record.error?.code ?? '',
        'job-ids': partsKnown ? jobIds(record) : undefined,
        'checked-at': at === undefined ? undefined : new Date(at).toISOString(),
        parts: partsKnown ? parts.length : undefined,
        'parts-complete': partsKnown
            ? parts.filter(part => part.rows).length
            : undefined,
        requests: record.requests,
        'ids-read': ids?.read,
        'ids-submitted': ids?.submitted,
        'ids-duplicate': ids?.duplicate,
        'ids-invalid': ids?.invalid,
        'ids-refused': tally?.refused,
        'ids-affected': affected,
        'ids-unchecked': tally?.unchecked,
        'ids-unaffected': ids && affected !== undefined
            ? ids.submitted - affected - (tally?.unchecked ?? 0)
            : undefined,
        'ids-to-delete': required?.delete,
        'ids-to-scrub-geo': required?.['scrub-geo'],
        'ids-to-refetch': required?.refetch,
        'ids-to-review': required?.review,
        events: tally?.events,
        ...mapEvents(event => tally?.byEvent[event]),
        counts: tally && { reasons: tally.reasons, actions: tally.actions },
        'results-path': record.resultsPath,
        'report-path': record.reportPath,
        'artifact-name': artifact?.name,
        'artifact-id': artifact?.id,
        'artifact-url': artifact?.url,
        'artifact-digest': artifact?.digest,
        simulated: inputs?.simulate
    };
    return Object.fromEntries(Object.entries(known).flatMap(([name, value]) => value === undefined ? [] : [[name, value]]));
}
/** IDs of the jobs that exist, in part order. */
function jobIds(record) {
    return record.parts.flatMap(part => part.jobId ?? []);
}
function mapEvents(valueOf) {
    return Object.fromEntries(domain/* eventOutputs */.tj.map(event => [event, valueOf(event)]));
}
/** JSON whose texts hold nothing but `[A-Za-z0-9_-]`, all else as `\\u` escapes: no shell or expression can trip over them. */
function asciiJson(value) {
    if (typeof value === 'string')
        return `"${value.replace(/[^A-Za-z0-9_-]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
    if (Array.isArray(value))
        return `[${value.map(asciiJson).join(',')}]`;
    if (typeof value !== 'object' || value === null)
        return JSON.stringify(value);
    const members = Object.entries(value).map(([name, member]) => `${asciiJson(name)}:${asciiJson(member)}`);
    return `{${members.join(',')}}`;
}

;// CONCATENATED MODULE: ./src/report/resume-advice.ts



/** Failures after which the jobs that exist are of no use. */
const deadEnds = [
    'invalid-input',
    'upload-refused',
    'upload-expired',
    'upload-corrupt',
    'job-failed',
    'job-expired',
    'job-not-found',
    'results-expired'
];
/** What to do to get the missing results; undefined when nothing is missing, or nothing can be resumed. */
function resumeAdvice(record) {
    const { status, error, parts, inputs } = record;
    const ids = jobIds(record);
    const isWhole = parts.every(({ rows }) => rows);
    if (status === 'complete' || ids.length === 0 || isWhole)
        return undefined;
    // The simulated service ends with the step.
    if (isSimulated(record))
        return undefined;
    if (error && deadEnds.includes(error.code))
        return undefined;
    if (inputs && inputs.jobIds.length > 0)
        return (0,message/* say */.cv) `To resume, run the workflow again with the same \`job-ids\`: it downloads what is complete by then.`;
    const cycle = inputs?.cycle ?? 'run';
    const again = cycle === 'run'
        ? (0,message/* say */.cv) `choose “Re-run jobs” on this workflow run`
        : (0,message/* say */.cv) `run the workflow again with ${(0,message/* code */.aY)(`cycle: ${cycle}`)} and the same ID files`;
    // Some parts of a set would be taken for the whole, and a job without its upload expires.
    const canDownload = parts.every(({ jobId, origin, uploadedAt }) => jobId !== undefined && (origin !== 'created' || uploadedAt !== undefined));
    const orDownload = canDownload
        ? (0,message/* say */.cv) `, or give ${(0,message/* code */.aY)(`job-ids: '${JSON.stringify(ids)}'`)}`
        : '';
    return (0,message/* say */.cv) `To resume, ${again}${orDownload}. The jobs are found at X by their names, and nothing is submitted twice.`;
}

;// CONCATENATED MODULE: ./src/report/sections/citation.ts
// A sentence fit to be cited: totals only, since X's policy may forbid publishing counts by reason.





function citation(record) {
    const { ids, tally, inputs, status } = record;
    const at = checkedAt(record);
    if (status !== 'complete' || !ids || !tally?.required || at === undefined)
        return [];
    const checked = ids.submitted - uncheckedIds(record);
    if (isSimulated(record) || checked === 0)
        return [];
    const nouns = nounsOf(inputs?.type ?? 'tweets');
    const { delete: toDelete, 'scrub-geo': toScrub } = tally.required;
    const part = (n) => `${(0,lib_text/* count */.U9)(n)} (${share(n, checked)})`;
    return [
        {
            title: 'Sentence for a paper',
            folded: true,
            blocks: [
                {
                    kind: 'quote',
                    text: [
                        `On ${day(at)}, ${counted(checked, nouns)} ${wasWere(checked)} checked with the batch compliance endpoint of the X API v2: ${part(toDelete)} ${wasWere(toDelete)} identified as no longer available, and ${part(toScrub)} as stripped of location information by the author.`
                    ]
                },
                inline_code_text('This run identified them; it removed nothing. The sentence has no counts by reason: X’s developer policy may forbid publishing them.')
            ]
        }
    ];
}

;// CONCATENATED MODULE: ./src/report/sections/files.ts


/** @param most how many files are listed */
function idFiles(record, most) {
    const { ids, inputs } = record;
    if (!ids || ids.files.length === 0)
        return [];
    const nouns = nounsOf(inputs?.type ?? 'tweets');
    const counts = [
        `${(0,lib_text/* count */.U9)(ids.read)} read`,
        ...(ids.duplicate > 0 ? [(0,lib_text/* plural */.LS)(ids.duplicate, 'duplicate')] : []),
        ...(ids.invalid > 0 ? [`${(0,lib_text/* count */.U9)(ids.invalid)} invalid`] : []),
        idsOf(ids.submitted, nouns)
    ];
    const blocks = [{ kind: 'text', text: [`${counts.join(' · ')}.`] }];
    const shown = ids.files.slice(0, most);
    if (shown.length > 0)
        blocks.push({
            kind: 'table',
            caption: 'ID files',
            columns: [
                { title: 'File' },
                { title: 'Format', minor: true },
                { title: 'Size', numeric: true, minor: true },
                { title: 'Read', numeric: true },
                { title: 'Invalid', numeric: true, minor: true },
                { title: 'SHA-256', minor: true }
            ],
            rows: shown.map(file => [
                [{ code: file.name }],
                formatOf(file),
                [(0,lib_text/* bytes */.ee)(file.bytes)],
                [(0,lib_text/* count */.U9)(file.read)],
                [(0,lib_text/* count */.U9)(file.invalid)],
                [{ code: file.sha256.slice(0, 12) }]
            ])
        });
    const left = ids.files.length - shown.length;
    if (left > 0)
        blocks.push({
            kind: 'text',
            text: [
                `${(0,lib_text/* plural */.LS)(left, 'more file is', 'more files are')} listed in `,
                { code: 'report.json' },
                '.'
            ]
        });
    return [{ title: 'ID files', folded: true, blocks }];
}
/** Lines that are shown; `invalid.txt` holds all. */
const mostLines = 20;
/** The first lines that hold no ID; what may be published leaves them out. */
function invalidLines({ ids }) {
    const lines = (ids?.badLines ?? []).slice(0, mostLines);
    if (!ids || lines.length === 0)
        return [];
    const more = ids.invalid > lines.length
        ? [`The first ${lines.length} of ${(0,lib_text/* count */.U9)(ids.invalid)}; all are in `]
        : ['Also in '];
    return [
        {
            title: 'Invalid lines',
            blocks: [
                {
                    kind: 'table',
                    caption: 'Invalid lines',
                    columns: [
                        { title: 'File' },
                        { title: 'Line', numeric: true },
                        { title: 'Problem' }
                    ],
                    rows: lines.map(({ file, line, reason, shown }) => [
                        [{ code: file }],
                        [(0,lib_text/* count */.U9)(line)],
                        shown === '' ? [reason] : [reason, ': ', { code: shown }]
                    ])
                },
                {
                    kind: 'text',
                    text: [
                        ...more,
                        { code: 'invalid.txt' },
                        ' in the folder that the output ',
                        { code: 'report-path' },
                        ' names.'
                    ]
                }
            ]
        }
    ];
}
function formatOf(file) {
    const packed = file.compression === 'none' ? '' : `, ${file.compression}`;
    return file.column === undefined
        ? [`${file.format}${packed}`]
        : [`${file.format}${packed}, column `, { code: file.column }];
}

;// CONCATENATED MODULE: ./src/report/sections/provenance.ts




function provenance(record, most) {
    const { context, parts } = record;
    const hasJobs = parts.some(({ jobId }) => jobId !== undefined);
    const shown = hasJobs ? parts.slice(0, most) : [];
    const blocks = [];
    if (shown.length > 0)
        blocks.push({
            kind: 'table',
            caption: 'Parts and their jobs',
            columns: [
                { title: 'Part' },
                { title: 'Job' },
                { title: 'IDs', numeric: true, minor: true },
                { title: 'Created' },
                { title: 'Uploaded', minor: true },
                { title: 'Completed', minor: true },
                { title: 'Downloaded', minor: true },
                { title: 'Verified by', minor: true },
                { title: 'Digest', minor: true }
            ],
            rows: shown.map(part => [
                [`${part.part}/${parts.length}`],
                jobOf(part),
                [part.ids === undefined ? '' : (0,lib_text/* count */.U9)(part.ids)],
                timeOf(part.createdAt),
                timeOf(part.uploadedAt),
                timeOf(part.completedAt),
                timeOf(part.downloadedAt),
                checksOf(part),
                part.digest === undefined ? [] : [{ code: part.digest.slice(0, 16) }]
            ])
        });
    const left = hasJobs ? parts.length - shown.length : 0;
    if (left > 0)
        blocks.push({
            kind: 'text',
            text: [
                `${(0,lib_text/* plural */.LS)(left, 'more part is', 'more parts are')} listed in `,
                { code: 'report.json' },
                '.'
            ]
        });
    const facts = [
        runOf(context),
        [`Started ${moment(record.startedAt)}.${requestsOf(record)}`],
        ['Made by batch-compliance-action ', { code: context.actionVersion }, '.']
    ];
    if (record.artifact)
        facts.push([
            'Artifact ',
            { code: record.artifact.name },
            ', SHA-256 ',
            { code: record.artifact.digest },
            '.'
        ]);
    if (shown.some(part => part.digest !== undefined))
        facts.push([
            'The digest of a part is the SHA-256 of its IDs, sorted, one per line. For a set of one part it is what this prints: ',
            { code: 'sort -n -u FILE | sha256sum' },
            '.'
        ]);
    return [
        {
            title: 'Run details',
            folded: true,
            blocks: [...blocks, { kind: 'list', items: facts }]
        }
    ];
}
/** Since when the answer may be out of date, and what else it does not say. */
function limits(record) {
    const { inputs, ids, parts, tally } = record;
    if (!tally && !parts.some(part => part.jobId !== undefined))
        return [];
    const type = inputs?.type ?? 'tweets';
    const nouns = nounsOf(type);
    const at = checkedAt(record);
    const items = [];
    if (parts.some(part => !part.rows))
        items.push([
            { strong: 'The answer is not complete.' },
            ' An ID without a row may be in a part that is missing.'
        ]);
    items.push(type === 'tweets'
        ? [
            { strong: 'Accounts.' },
            ' A job for posts does not report every post of an account that was deleted, deactivated, suspended or made private. Check the author IDs too, with ',
            { code: 'type: users' },
            '.'
        ]
        : [
            { strong: 'Single posts.' },
            ' A job for accounts does not report posts that an existing account deleted. Check the post IDs too, with ',
            { code: 'type: tweets' },
            '.'
        ], [
        { strong: 'Later changes.' },
        at === undefined
            ? ' What happens after the job was created is not in the answer.'
            : ` The answer holds as of ${moment(at)}. Posts that were stored, deleted or edited later are not covered.`
    ]);
    if (inputs && inputs.idsColumn.length > 0)
        items.push([
            { strong: 'Embedded posts.' },
            ' Only ',
            { code: inputs.idsColumn.join(', ') },
            ' was read: retweeted and quoted posts inside the records were not checked.'
        ]);
    if (tally && !tally.required && record.status === 'complete')
        items.push([
            ids
                ? `These jobs are for other IDs than those of the ID files. Which ${nouns.many} need no action is not known, and there are no lists.`
                : `Without the ID files of these jobs it is not known which ${nouns.many} were checked, and there are no lists.`
        ]);
    return [
        {
            title: 'What this run does not prove',
            blocks: [{ kind: 'list', items }]
        }
    ];
}
function runOf(context) {
    const { runId, runAttempt, workflow, repository, sha } = context;
    return [
        'Run ',
        { code: runId },
        `, attempt ${runAttempt}`,
        ...(workflow === '' ? [] : [', of workflow ', { code: workflow }]),
        ...(repository === '' ? [] : [' in ', { code: repository }]),
        ...(sha === '' ? [] : [' at commit ', { code: sha.slice(0, 12) }]),
        '.'
    ];
}
function requestsOf(record) {
    const { requests } = record;
    if (requests === 0)
        return '';
    const to = isSimulated(record) ? 'simulator' : 'API; X may bill each';
    return ` ${(0,lib_text/* plural */.LS)(requests, 'request')} to the ${to}.`;
}
function jobOf(part) {
    if (part.jobId === undefined)
        return ['–'];
    return [
        { code: part.jobId },
        part.origin === undefined ? '' : ` (${part.origin})`
    ];
}
function timeOf(ms) {
    return [ms === undefined ? '–' : moment(ms)];
}
function checksOf(part) {
    const checks = [
        ...(part.uploadChecks ?? []).map(check => `upload ${check}`),
        ...(part.downloadChecks ?? []).map(check => `download ${check}`)
    ];
    return [checks.length > 0 ? checks.join(', ') : '–'];
}

;// CONCATENATED MODULE: ./src/report/sections/results.ts
// What X said about the IDs: what to do, which events, and how the affected posts are spread over the years.






const listFiles = {
    delete: 'delete.txt',
    'scrub-geo': 'scrub-geo.txt',
    refetch: 'refetch.txt',
    review: 'review.txt'
};
const severities = {
    delete: 'bad',
    'scrub-geo': 'act',
    refetch: 'wait',
    review: 'act'
};
/** What to do with which IDs; empty where nothing is to do, and before everything is known. */
function whatToDo(record) {
    const { ids, tally, inputs } = record;
    const type = inputs?.type ?? 'tweets';
    if (!ids || !tally?.required)
        return [];
    const { required } = tally;
    const present = shownActions.filter(action => required[action] > 0);
    if (present.length === 0)
        return [];
    const affected = present.reduce((sum, action) => sum + required[action], 0);
    const fine = ids.submitted - affected - uncheckedIds(record);
    const shareOf = (n) => `${(0,lib_text/* count */.U9)(n)} (${share(n, ids.submitted)})`;
    const table = {
        kind: 'table',
        caption: 'IDs by required action',
        columns: [
            { title: 'Action' },
            { title: nounsOf(type).title, numeric: true },
            { title: 'List' }
        ],
        rows: present.map(action => [
            [
                { strong: actionWords[action].title },
                ` ${actionWords[action].how[type]}`
            ],
            [shareOf(required[action])],
            [{ code: listFiles[action] }]
        ]),
        totals: fine > 0 ? [[['No action needed'], [shareOf(fine)], []]] : [],
        bars: present.map(action => ({
            value: required[action],
            severity: severities[action]
        }))
    };
    return [
        {
            title: 'What to do',
            blocks: [
                table,
                inline_code_text('X asks you to do this as soon as reasonably possible, and within 24 hours of a request. The action ', { code: 'apply' }, ' does it in your files. ', ...whereTheLists(record))
            ]
        }
    ];
}
function whereTheLists(record) {
    const { artifact, inputs } = record;
    if (artifact && inputs?.publish === 'full')
        return ['The lists are in the artifact ', { code: artifact.name }, '.'];
    return [
        'The lists are in the folder that the output ',
        { code: 'report-path' },
        ' names, for later steps of this job.'
    ];
}
/** Result rows by event. */
function events(record) {
    const { tally, ids, inputs } = record;
    if (!tally || tally.events === 0)
        return [];
    const type = inputs?.type ?? 'tweets';
    const base = tally.required ? (ids?.submitted ?? 0) : tally.events;
    const present = domain/* eventOutputs */.tj.filter(event => tally.byEvent[event] > 0);
    const table = {
        kind: 'table',
        caption: 'Result rows by event',
        columns: [
            { title: 'Event' },
            { title: 'Rows', numeric: true },
            {
                title: tally.required ? 'Share of checked' : 'Share of rows',
                numeric: true,
                minor: true
            },
            { title: 'What happened' }
        ],
        rows: present.map(event => [
            [{ code: event }],
            [(0,lib_text/* count */.U9)(tally.byEvent[event])],
            [share(tally.byEvent[event], base)],
            [domain/* eventKinds */.M[event].meaning[type]]
        ]),
        totals: present.length > 1
            ? [
                [
                    ['All events'],
                    [(0,lib_text/* count */.U9)(tally.events)],
                    [share(tally.events, base)],
                    []
                ]
            ]
            : [],
        bars: present.map(event => ({
            value: tally.byEvent[event],
            severity: domain/* eventKinds */.M[event].severity
        }))
    };
    const missing = record.parts.filter(part => !part.rows);
    const blocks = missing.length > 0 ? [preliminary(missing)] : [];
    return [
        {
            title: missing.length > 0 ? 'Events so far' : 'Events by reason',
            folded: tally.required !== undefined,
            blocks: [...blocks, table]
        }
    ];
}
/** Named one by one up to here. */
const mostNamed = 20;
function preliminary(missing) {
    const named = missing.slice(0, mostNamed).map(({ part }) => String(part));
    if (missing.length > mostNamed)
        named.push(`${(0,lib_text/* count */.U9)(missing.length - mostNamed)} more`);
    const list = new Intl.ListFormat('en').format(named);
    return inline_code_text(`Preliminary: ${missing.length === 1 ? `part ${list} is` : `parts ${list} are`} still missing.`);
}
/** The share of checked posts that are affected, by the year that their IDs tell; not for one year alone. */
function byYear(record) {
    const { tally, status, inputs } = record;
    const years = Object.entries(tally?.ofYear ?? {});
    // Of which years the unchecked IDs are is not known.
    if (status !== 'complete' || uncheckedIds(record) > 0)
        return [];
    if (years.length < 2 || years.every(([, { affected }]) => affected === 0))
        return [];
    const { title } = nounsOf(inputs?.type ?? 'tweets');
    return [
        {
            title: 'Affected by year',
            folded: true,
            blocks: [
                {
                    kind: 'chart',
                    title: `${title} of each year that are affected, in percent of those checked`,
                    columns: years.map(([label, { checked, affected }]) => ({
                        label,
                        value: checked === 0 ? 0 : affected / checked,
                        shown: checked === 0 ? '–' : share(affected, checked)
                    }))
                },
                {
                    kind: 'table',
                    caption: 'Affected by year',
                    columns: [
                        { title: 'Year' },
                        { title: 'Checked', numeric: true },
                        { title: 'Affected', numeric: true },
                        { title: 'Share', numeric: true }
                    ],
                    rows: years.map(([year, { checked, affected }]) => [
                        [year],
                        [(0,lib_text/* count */.U9)(checked)],
                        [(0,lib_text/* count */.U9)(affected)],
                        [checked === 0 ? '–' : share(affected, checked)]
                    ])
                },
                inline_code_text('The year is that of the ID. IDs from before November 2010, and of accounts from before 2016, tell no year and are left out.')
            ]
        }
    ];
}

;// CONCATENATED MODULE: ./src/report/sections/warnings.ts
// What the reader must know beside the result: what was not checked, what is not known, and what looks wrong in the ID files.





/** @param most how many words of the service, reasons and findings are named */
function warnings(record, most) {
    const items = [...ofResults(record, most), ...ofFiles(record, most)];
    return items.length > 0
        ? [{ title: 'Warnings', blocks: [{ kind: 'list', items }] }]
        : [];
}
function ofResults(record, most) {
    const { tally } = record;
    if (!tally)
        return [];
    const items = [];
    const unchecked = uncheckedIds(record);
    if (unchecked > 0)
        items.push([
            {
                strong: `${(0,lib_text/* plural */.LS)(unchecked, 'ID')} ${wasWere(unchecked)} not checked.`
            },
            ` X refused ${unchecked === 1 ? 'it' : 'them'} as invalid (`,
            { code: 'invalid_id' },
            tally.unidentified > 0
                ? `). It does not name ${(0,lib_text/* count */.U9)(tally.unidentified)} of them.`
                : ').'
        ]);
    if (tally.unsubmitted > 0)
        items.push([
            {
                strong: `${(0,lib_text/* plural */.LS)(tally.unsubmitted, 'ID')} in the results ${wasWere(tally.unsubmitted)} never submitted.`
            },
            ' Their events are counted, but they are in no list.'
        ]);
    if (tally.byEvent.other > 0) {
        const unknown = Object.entries(tally.otherReasons);
        const shown = unknown
            .slice(0, most)
            .flatMap(([word, n], index) => [
            index === 0 ? ' ' : ', ',
            { code: word },
            ` (${(0,lib_text/* count */.U9)(n)})`
        ]);
        const left = unknown.length - most;
        items.push([
            {
                strong: `${(0,lib_text/* plural */.LS)(tally.byEvent.other, 'row has a reason', 'rows have a reason')} that this action does not know:`
            },
            ...shown,
            left > 0 ? ` and ${(0,lib_text/* plural */.LS)(left, 'more reason')}.` : '.'
        ]);
    }
    return items;
}
/** What the failure says already is left out. */
function ofFiles({ ids, error, status }, most) {
    if (!ids || error?.code === 'ids-damaged')
        return [];
    const items = [];
    if (ids.invalid > 0 && error?.code !== 'ids-invalid') {
        const reasons = Object.entries(ids.invalidByReason).slice(0, most);
        items.push([
            {
                strong: `${(0,lib_text/* plural */.LS)(ids.invalid, 'line holds', 'lines hold')} no ID`
            },
            ` (${share(ids.invalid, ids.read)} of what was read) and ${status === 'checked' ? (ids.invalid === 1 ? 'is' : 'are') : wasWere(ids.invalid)} left out`,
            reasons.length > 0 ? ': ' : '',
            reasons.map(([reason, n]) => `${reason} (${(0,lib_text/* count */.U9)(n)})`).join(', '),
            '.'
        ]);
    }
    return [...items, ...ids.findings.slice(0, most).map(inlines)];
}

;// CONCATENATED MODULE: ./src/report/run-page.ts
// The page of a run of the check, for every way in which a run can end.













function runPage(record, bounds) {
    const { severity, text: title } = headline(record);
    // Findings on files are real whatever answers afterwards.
    const simulated = isSimulated(record) && record.parts.some(({ jobId }) => jobId !== undefined);
    return {
        kind: 'Batch compliance report',
        severity,
        headline: simulated ? ['[Simulated] ', ...title] : title,
        subline: subline(record),
        ...(simulated ? { banner: simulationBanner } : {}),
        notices: [...failure(record), ...dryRun(record), ...resume(record)],
        sections: openFirst([
            ...whatToDo(record),
            ...warnings(record, bounds.words),
            ...invalidLines(record),
            ...events(record),
            ...limits(record),
            ...byYear(record),
            ...idFiles(record, bounds.files),
            ...citation(record),
            ...provenance(record, bounds.parts),
            purpose
        ])
    };
}
function openFirst(sections) {
    return [false, true].flatMap(isFolded => sections.filter(({ folded = false }) => folded === isFolded));
}
const simulationBanner = {
    severity: 'bad',
    title: 'Simulated results: made up, not from X',
    blocks: [
        inline_code_text('No post or account was checked. Do not act on these results. Remove ', { code: 'simulate: true' }, ' for a real check.')
    ]
};
/** X's use restriction of the compliance endpoints ("Batch compliance" introduction). */
const purpose = {
    title: 'Permitted use',
    folded: true,
    blocks: [
        inline_code_text('X allows its batch compliance endpoints for one purpose only: to bring stored X content into line with its current state. Any other use of these results, such as watching who was suspended or who deleted a post, is prohibited.')
    ]
};
/** Where the numbers come from, without those of the headline. */
function subline(record) {
    const { ids, inputs, parts, status } = record;
    const at = checkedAt(record);
    const pieces = [];
    if (ids && ids.files.length > 0) {
        const isCounted = status === 'complete' || status === 'checked';
        const distinct = idsOf(ids.submitted, nounsOf(inputs?.type ?? 'tweets'));
        const files = (0,lib_text/* plural */.LS)(ids.files.length, 'ID file');
        pieces.push([isCounted ? files : `${distinct} from ${files}`]);
    }
    const jobs = parts.filter(part => part.jobId !== undefined).length;
    if (jobs > 0)
        pieces.push([(0,lib_text/* plural */.LS)(jobs, 'job')]);
    if (at !== undefined && record.tally)
        pieces.push([`as of ${moment(at)}`]);
    if (ids?.span)
        pieces.push([spanOf(ids.span)]);
    if (record.artifact)
        pieces.push([
            'artifact ',
            { link: record.artifact.name, to: artifactPath(record) }
        ]);
    return pieces.flatMap((piece, index) => index === 0 ? piece : [' · ', ...piece]);
}
/** From which days the IDs are. */
function spanOf({ first, last }) {
    const [from, to] = [first, last].map(ms => moment(ms).slice(0, 10));
    return from === to
        ? `IDs of ${from ?? ''}`
        : `IDs from ${from ?? ''} to ${to ?? ''}`;
}
/**
 * The artifact's address relative to the page of the run
 * (`…/actions/runs/<run>`), which stays whole when the name of the repository
 * is masked as a secret.
 */
function artifactPath(record) {
    const run = record.context.runId.replace(/\D/g, '');
    return `./${run}/artifacts/${record.artifact?.id ?? ''}`;
}
function failure({ error, status }) {
    if (!error)
        return [];
    return [
        error.code === 'events-found'
            ? failureNotice(error, 'act', error.code)
            : failureNotice(error, 'bad', status === 'failed' ? undefined : error.code)
    ];
}
function dryRun({ status, parts }) {
    if (status !== 'checked')
        return [];
    const jobs = parts.length > 1
        ? `: ${(0,lib_text/* plural */.LS)(parts.length, 'job')}, one after the other`
        : '';
    return [
        {
            severity: 'plain',
            blocks: [
                inline_code_text('Nothing was sent to X. To check these IDs, remove ', { code: 'dry-run: true' }, `${jobs}.`)
            ]
        }
    ];
}
/** How a run that stopped on the way is resumed. */
function resume(record) {
    const advice = resumeAdvice(record);
    if (!advice)
        return [];
    return [
        {
            severity: 'wait',
            title: 'How to resume',
            blocks: [
                ...prose(advice),
                inline_code_text('X keeps the results of a job for 7 days after its creation. Nothing is published until all parts are in; until then an ID without a row is unchecked, not fine.')
            ]
        }
    ];
}

;// CONCATENATED MODULE: ./src/report/privacy.ts
// Keeps IDs and quoted lines out of reports, which are published and passed on.




/** The record with nothing in its sentences, and in the names of files, columns and jobs, that can be an ID or a quoted line. */
function shareable(record) {
    const { error, ids, inputs, parts } = record;
    return {
        ...record,
        ...(error && { error: shareableFailure(error) }),
        ...(inputs && {
            inputs: { ...inputs, idsColumn: inputs.idsColumn.map(lib_text/* withoutIds */.Li) }
        }),
        ...(ids && {
            ids: {
                ...ids,
                findings: ids.findings.map(lib_text/* withoutIds */.Li),
                badLines: [],
                files: ids.files.map(file => ({
                    ...file,
                    name: (0,lib_text/* withoutIds */.Li)(file.name),
                    column: withoutIdsIn(file.column)
                }))
            }
        }),
        parts: parts.map(part => part.jobName === undefined || ours.test(part.jobName)
            ? part
            : { ...part, jobName: (0,lib_text/* withoutIds */.Li)(part.jobName) })
    };
}
/** A name that this action gives: its digits are of a digest, a run and a count. */
const ours = /^compliance-[0-9a-f]{16}-[\w.]{1,20}-\d{1,9}of\d{1,9}$/;
const withoutIdsIn = (text) => text === undefined ? undefined : (0,lib_text/* withoutIds */.Li)(text);
function shareableFailure({ code, text }) {
    const clean = domain/* errorCodes */.fv[code].quotes ? message/* withoutQuotes */.Yg : message/* withoutQuotedIds */.Jt;
    return new lib_failure/* Failure */.HR(code, {
        what: clean(text.what),
        why: text.why && clean(text.why),
        fix: clean(text.fix)
    });
}

;// CONCATENATED MODULE: ./src/report/report-html.ts
// report.html: the page of a run for readers outside GitHub, in one file that needs and runs nothing else.



/** A page that lists more than this is no longer read by people; report.json holds the rest. */
const bounds = { files: 500, parts: 500, words: 100 };
/** The report of a run as one HTML page without script, network access or outside resources. */
function reportHtml(record) {
    return htmlDocument(runPage(shareable(record), bounds));
}

;// CONCATENATED MODULE: ./src/report/report-json.ts
// report.json: what an auditor needs to know about a run, in a documented, versioned schema (docs/report.schema.json).




/** Raised by one whenever a name or meaning in the file changes; new names alone do not raise it. */
const schemaVersion = 2;
/**
 * The report of a run as JSON text. It holds no tweet or user ID, no quoted
 * line of an ID file and no secret.
 */
function reportJson(run) {
    const record = shareable(run);
    const { context, inputs, ids, tally } = record;
    const report = {
        schema: schemaVersion,
        simulated: inputs?.simulate ?? false,
        status: record.status,
        error: record.error ? errorOf(record.error) : null,
        action: {
            name: 'batch-compliance-action',
            version: context.actionVersion
        },
        run: {
            repository: context.repository,
            workflow: context.workflow,
            commit: context.sha,
            id: context.runId,
            attempt: context.runAttempt,
            url: `${context.serverUrl}/${context.repository}/actions/runs/${context.runId}`,
            started_at: iso(record.startedAt)
        },
        settings: inputs
            ? {
                type: inputs.type,
                ids_format: inputs.idsFormat,
                ids_column: inputs.idsColumn.join(', ') || null,
                on_invalid_ids: inputs.onInvalidIds,
                on_damaged_ids: inputs.onDamagedIds,
                cycle: inputs.cycle,
                max_upload_size: inputs.maxUploadSize,
                dry_run: inputs.dryRun,
                publish: inputs.publish,
                fail_on: inputs.failOn,
                api_url: inputs.apiUrl
            }
            : null,
        outputs: outputValues(record),
        results: tally
            ? {
                rows: tally.rows,
                events: tally.events,
                refused: tally.refused,
                unsubmitted: tally.unsubmitted,
                by_event: tally.byEvent,
                refused_without_id: tally.refusedWithoutId,
                unchecked: tally.unchecked ?? null,
                required_actions: tally.required ?? null,
                reasons: tally.rawReasons,
                actions: tally.rawActions,
                by_year: tally.byYear
            }
            : null,
        lists: tally?.lists ?? null,
        parts: record.parts.map(partOf),
        id_files: ids
            ? {
                read: ids.read,
                submitted: ids.submitted,
                duplicate: ids.duplicate,
                invalid: ids.invalid,
                invalid_by_reason: ids.invalidByReason,
                span: ids.span
                    ? {
                        first: iso(ids.span.first),
                        last: iso(ids.span.last),
                        undated: ids.span.undated
                    }
                    : null,
                findings: ids.findings,
                files: ids.files.map(file => ({
                    name: file.name,
                    bytes: file.bytes,
                    sha256: file.sha256,
                    format: file.format,
                    compression: file.compression,
                    column: file.column ?? null,
                    read: file.read,
                    invalid: file.invalid
                }))
            }
            : null
    };
    return `${JSON.stringify(report, null, 2)}\n`;
}
function errorOf(failure) {
    const { what, why, fix } = failure.text;
    return {
        code: failure.code,
        fault: domain/* errorCodes */.fv[failure.code].fault,
        what: (0,message/* plain */.pj)(what),
        why: why ? (0,message/* plain */.pj)(why) : null,
        fix: (0,message/* plain */.pj)(fix)
    };
}
function partOf(part) {
    return {
        part: part.part,
        ids: part.ids ?? null,
        digest: part.digest ?? null,
        job_id: part.jobId ?? null,
        job_name: part.jobName ?? null,
        origin: part.origin ?? null,
        created_at: iso(part.createdAt),
        uploaded_at: iso(part.uploadedAt),
        completed_at: iso(part.completedAt),
        downloaded_at: iso(part.downloadedAt),
        result_bytes: part.rows?.bytes ?? null,
        upload_checks: part.uploadChecks ?? [],
        download_checks: part.downloadChecks ?? []
    };
}
function iso(ms) {
    return ms === undefined ? null : new Date(ms).toISOString();
}

;// CONCATENATED MODULE: ./src/report/files.ts
// The files of the artifact: the reports, and beside them what `publish` lets out.




/** What stays on the runner: quoted lines, and IDs that nobody was asked about. */
const local = new Set(['invalid.txt', 'ids.txt']);
const reports = ['report.json', 'report.html'];
/** Writes both reports to the folder. */
async function writeReports(record, folder) {
    await (0,external_node_fs_promises_.writeFile)((0,external_node_path_.join)(folder, 'report.json'), reportJson(record));
    await (0,external_node_fs_promises_.writeFile)((0,external_node_path_.join)(folder, 'report.html'), reportHtml(record));
}
/** Gathers the files of the artifact from the folder `report` in one of their own, and returns their paths. */
async function stageArtifact({ inputs, resultsPath }, report, directory) {
    await (0,external_node_fs_promises_.mkdir)(directory, { recursive: true });
    const names = inputs?.publish === 'counts'
        ? reports
        : (await (0,external_node_fs_promises_.readdir)(report)).filter(name => !local.has(name)).sort();
    const files = names.map(name => ({ name, path: (0,external_node_path_.join)(report, name) }));
    if (inputs?.publish === 'full' && resultsPath !== undefined)
        files.unshift({ name: 'results.ndjson', path: resultsPath });
    return Promise.all(files.map(async ({ name, path }) => {
        const staged = (0,external_node_path_.join)(directory, name);
        // A hard link costs no space, but only works within one disk.
        await (0,external_node_fs_promises_.link)(path, staged).catch(() => (0,external_node_fs_promises_.copyFile)(path, staged));
        return staged;
    }));
}

;// CONCATENATED MODULE: ./src/report/page/markdown.ts

/** GitHub refuses summaries above 1 MiB; below that there is room for what masking may add. */
const markdown_mostBytes = 1_000_000;
/**
 * The first of the pages that fits into a job summary, or the beginning of the
 * last one. `fullReport` is the name of the file that holds the rest.
 */
function fittingMarkdown(pages, fullReport) {
    let last;
    for (const page of pages) {
        const drawn = markdown(page);
        if (Buffer.byteLength(drawn) <= markdown_mostBytes)
            return drawn;
        last = page;
    }
    if (last === undefined)
        return '';
    const tooLong = {
        severity: 'wait',
        title: 'Too long for a job summary',
        blocks: [
            { kind: 'text', text: ['The rest is in ', { code: fullReport }, '.'] }
        ]
    };
    return markdown({ ...last, notices: [tooLong], sections: [] });
}
function markdown(page) {
    return [
        ...(page.banner ? [markdown_notice(page.banner)] : []),
        `## ${inline(page.headline)}`,
        markdown_line(page.subline),
        ...page.notices.map(markdown_notice),
        ...page.sections.flatMap(markdown_section)
    ]
        .filter(block => block !== '')
        .join('\n\n')
        .concat('\n');
}
const alerts = {
    good: 'TIP',
    act: 'WARNING',
    wait: 'IMPORTANT',
    bad: 'CAUTION',
    plain: 'NOTE',
    soft: 'NOTE'
};
function markdown_notice({ severity, title, blocks }) {
    const [first = '', ...others] = blocks.map(markdown_block);
    const head = title === undefined ? '' : `**${markdown_escape(title)}**<br>`;
    return [`[!${alerts[severity]}]`, ...`${head}${first}`.split('\n')]
        .concat(others.flatMap(content => ['', ...content.split('\n')]))
        .map(row => `> ${row}`.trimEnd())
        .join('\n');
}
function markdown_section({ title, folded, blocks }) {
    const drawn = blocks.map(markdown_block).filter(content => content !== '');
    return folded === true
        ? [
            `<details><summary><b>${markdown_escape(title)}</b></summary>`,
            ...drawn,
            '</details>'
        ]
        : [`### ${markdown_escape(title)}`, ...drawn];
}
function markdown_block(content) {
    switch (content.kind) {
        case 'text':
            return markdown_line(content.text);
        case 'list':
            return content.items.map(item => `- ${markdown_line(item)}`).join('\n');
        case 'quote':
            return `> ${markdown_line(content.text)}`;
        case 'table':
            return markdown_table(content);
        case 'chart':
            // Mermaid's axis does not start at 0; the table beside it says the same.
            return '';
    }
}
function markdown_table({ columns, rows, totals = [] }) {
    const row = (cells) => `| ${cells.filter((_, at) => columns[at]?.minor !== true).join(' | ')} |`;
    return [
        row(columns.map(column => markdown_escape(column.title))),
        row(columns.map(column => (column.numeric === true ? '---:' : ':---'))),
        ...rows.map(cells => row(cells.map(inline))),
        ...totals.map(cells => row(cells.map(cell => strong(inline(cell)))))
    ].join('\n');
}
function strong(drawn) {
    return drawn === '' ? '' : `**${drawn}**`;
}
/** Text that starts a line: what would make it a list, a heading or code there is escaped or left out. */
function markdown_line(text) {
    return inline(text)
        .trimStart()
        .replace(/^(\d*)([-+=.)])/, (_, digits, mark) => `${digits}&#${mark.charCodeAt(0)};`);
}
function inline(text) {
    return text
        .map(piece => {
        if (typeof piece === 'string')
            return markdown_escape(piece);
        if ('code' in piece)
            return `<code>${markdown_escape(piece.code)}</code>`;
        if ('strong' in piece)
            return (strong(markdown_escape(piece.strong.trimEnd())) +
                (piece.strong.endsWith(' ') ? ' ' : ''));
        return `[<code>${markdown_escape(piece.link)}</code>](${piece.to})`;
    })
        .join('');
}
/**
 * Text as Markdown that reads as just that text: whatever could start markup,
 * HTML, a table cell, a link or a mention becomes a character reference.
 * Underscores inside words start nothing and stay readable.
 */
function markdown_escape(text) {
    return (0,lib_text/* printable */.g$)(text, 1000).replace(/[&<>"'`*~[\]{}|\\!#@$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|:(?=\/)|(?<=www)\./gi, c => `&#${c.charCodeAt(0)};`);
}

;// CONCATENATED MODULE: ./src/report/summary.ts
// The job summary: the page of a run as Markdown, within what GitHub takes.


/** From all to hardly any; the report holds the rest. */
const steps = [
    { files: 50, parts: 50, words: 20 },
    { files: 20, parts: 20, words: 10 },
    { files: 0, parts: 0, words: 0 }
];
/** The summary of a run as GitHub Flavored Markdown, at most 1 MiB in bytes. */
function summary(record) {
    return fittingMarkdown(pages(record), 'report.html');
}
function* pages(record) {
    for (const bounds of steps)
        yield runPage(record, bounds);
}

;// CONCATENATED MODULE: ./src/check/ending.ts
// How a run ends: its status, its reports and outputs, and the advice on resuming it, on every path.







/** Settles how the run ended, other than well. */
function settle(record, failure, log) {
    const { code } = failure;
    if (code !== 'timeout' && code !== 'cancelled') {
        record.status = code === 'events-found' ? 'complete' : 'failed';
        record.error = failure;
        return;
    }
    const ended = withStanding(failure, record.parts);
    record.status = code;
    if (code === 'timeout' && record.inputs?.onTimeout === 'continue')
        log.warning(ended.message);
    else
        record.error = ended;
}
/** Writes reports and summary, and says in the log how it ended. */
async function reportEnding(record, folders, dependencies) {
    const { log } = dependencies;
    if (record.reportPath !== undefined)
        await writeReports(record, folders.report).catch((thrown) => {
            // What went wrong first is what the user must know.
            if (record.error)
                log.warning(`The reports were not written: ${String(thrown)}`);
            else
                settle(record, (0,lib_failure/* asFailure */.h_)(thrown), log);
        });
    if (record.inputs?.summary !== false)
        try {
            dependencies.writeSummary(summary(record));
        }
        catch (error) {
            log.warning(`The job summary was not written: ${String(error)}`);
        }
    const advice = resumeAdvice(record);
    if (advice)
        log.info((0,message/* plain */.pj)(advice));
    if (record.error)
        dependencies.announce(record.error);
}
/** The runner ended the step by a signal. */
function cancelled(signal, isSimulated) {
    return new lib_failure/* Failure */.HR('cancelled', {
        what: (0,message/* say */.cv) `The step was cancelled (${signal}).`,
        why: (0,message/* say */.cv) `Somebody cancelled the run, \`timeout-minutes\` was reached, a concurrency group has \`cancel-in-progress\`, or the runner was shut down.`,
        fix: isSimulated
            ? (0,message/* say */.cv) `The simulated service ended with the step; run it again from the start.`
            : (0,message/* say */.cv) `A submitted job continues at X. To download its results, run the workflow again: choose “Re-run jobs” on this run under \`cycle: run\`, or give its ID as \`job-ids\`.`
    });
}
/** Sets every output that is known. */
function writeOutputs(record, { setOutput }) {
    for (const [name, value] of Object.entries(outputsOf(record)))
        setOutput(name, value);
}

;// CONCATENATED MODULE: ./src/lib/http/verified-tls.ts
// A token goes only to a server that has proved who it is.


/** @throws Failure `environment-unusable` where Node has been told to trust every certificate */
function requireVerifiedTls(env) {
    if (env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0')
        return;
    throw new lib_failure/* Failure */.HR('environment-unusable', {
        what: (0,message/* say */.cv) `The environment variable \`NODE_TLS_REJECT_UNAUTHORIZED\` is 0: Node would give the token to any server that pretends to be X.`,
        why: (0,message/* say */.cv) `It switches off the check of certificates, usually because of a proxy that signs with an authority of its own.`,
        fix: (0,message/* say */.cv) `Remove it, and set \`NODE_EXTRA_CA_CERTS\` to the path of that authority's PEM file instead.`
    });
}

;// CONCATENATED MODULE: ./src/lib/step-folders.ts
// The folders of a step under RUNNER_TEMP: their names are nobody else's, and nobody else may look into them.







/** The folders of a step that starts now. */
function stepFolders(env) {
    const name = `batch-compliance-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`;
    const own = (0,external_node_path_.resolve)(env['RUNNER_TEMP'] ?? (0,external_node_os_.tmpdir)(), name);
    return {
        workspace: (0,external_node_path_.resolve)(env['GITHUB_WORKSPACE'] ?? process.cwd()),
        own,
        work: (0,external_node_path_.join)(own, 'work'),
        report: (0,external_node_path_.join)(own, 'report')
    };
}
/** @throws Failure `environment-unusable` that names RUNNER_TEMP, or `disk-full` */
async function makeStepFolders({ own, work, report }) {
    try {
        // Nobody else may have made it, nor look into it.
        await (0,external_node_fs_promises_.mkdir)(own, { mode: 0o700 });
        await (0,external_node_fs_promises_.mkdir)(work);
        await (0,external_node_fs_promises_.mkdir)(report);
    }
    catch (thrown) {
        const { code, text } = (0,lib_failure/* asFailure */.h_)(thrown);
        if (code !== 'environment-unusable')
            throw thrown;
        throw environmentUnusable((0,message/* say */.cv) `The folder for temporary files, \`RUNNER_TEMP\`, cannot be used: ${(0,message/* plain */.pj)(text.what)}`, thrown);
    }
}

;// CONCATENATED MODULE: ./src/results/room.ts
// Room for the results, before a job exists.



/** A row of the results has about 110 bytes and exists twice while parts are joined; not every ID has one. */
const resultBytesPerId = 160;
/** @throws Failure `disk-full` when the results of so many IDs might not fit into the folder */
async function room_requireRoom(ids, directory, where = (0,message/* say */.cv) `under RUNNER_TEMP`) {
    const needed = ids * resultBytesPerId;
    await requireSpace(needed, directory, free => ({
        what: (0,message/* say */.cv) `The disk ${where} has ${free} free, and the results may need ${(0,lib_text/* bytes */.ee)(needed)}.`,
        fix: (0,message/* say */.cv) `Free space in an earlier step, use a runner with a larger disk, or split the ID files over several runs. No job was created.`
    }));
}

;// CONCATENATED MODULE: ./src/lib/secure-url.ts
// Where anything may be sent to at all: what crosses a network must be encrypted, and a server elsewhere has no business with this machine.
/** Names and addresses of this machine, as URLs normalize them (RFC 6761, 6.3; RFC 1122, 3.2.1.3; RFC 4291, 2.5.3). */
const loopback = /^((.+\.)?localhost\.?|127(\.\d{1,3}){3}|0\.0\.0\.0|\[::1?\]|\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\])$/;
function isLoopback(url) {
    return loopback.test(url.hostname);
}
/** Whether what is sent to `url` can't be read on its way: https, or a server on this machine. */
function isSecure(url) {
    return (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)));
}

;// CONCATENATED MODULE: ./src/x-api/origin.ts
// Whom the token may be sent to, and what in a URL is secret.

/** The service answers under both; they count as one. */
const twins = ['https://api.x.com', 'https://api.twitter.com'];
/** Whether `url` belongs to the API at `apiUrl`: only there the token may go. */
function isApi(url, apiUrl) {
    const { origin } = new URL(apiUrl);
    return (url.origin === origin ||
        (twins.includes(origin) && twins.includes(url.origin)));
}
/** Whether the service at `apiUrl` may direct requests to `url`: encrypted ones, and to this machine only where it is on this machine itself. */
function isAllowed(url, apiUrl) {
    return isSecure(url) && (!isLoopback(url) || isLoopback(new URL(apiUrl)));
}
/** Names of the parameters that sign a URL, at X and at the usual storage services. */
const signing = /^(token|sig|.*signature)$/i;
/** The parts of a signed URL that would let a reader of the log use it, the URL itself first. */
function secretsOf(url) {
    if (!URL.canParse(url))
        return [url];
    const { search } = new URL(url);
    const values = search
        .slice(1)
        .split('&')
        .flatMap(pair => {
        const [name = '', value = ''] = pair.split(/=(.*)/s);
        const [meant] = new URLSearchParams(pair).values();
        return signing.test(name) ? [value, meant ?? ''] : [];
    });
    return [...new Set([url, ...values])].filter(secret => secret.length > 0);
}
/** The forms in which others may show a token: as it is, and without its percent-encoding, which tokens of X have. */
function formsOf(token) {
    try {
        return [...new Set([token, decodeURIComponent(token)])];
    }
    catch {
        return [token];
    }
}

;// CONCATENATED MODULE: ./src/x-api/credentials.ts
// The two ways to authenticate as an App: its bearer token, or the key and secret that fetch one.

/**
 * What asks for a bearer token (X docs, "OAuth 2.0 App-Only"): RFC 6749, 4.4,
 * with key and secret percent-encoded before they are joined.
 */
function basicAuthorization(key, secret) {
    const pair = `${encodeURIComponent(key)}:${encodeURIComponent(secret)}`;
    return `Basic ${Buffer.from(pair).toString('base64')}`;
}
/** Every text that would let a reader of the log act as the App. */
function secretsIn(credentials) {
    if ('bearerToken' in credentials)
        return formsOf(credentials.bearerToken);
    const { apiKey, apiKeySecret } = credentials;
    const [, basic = ''] = basicAuthorization(apiKey, apiKeySecret).split(' ');
    return [...formsOf(apiKeySecret), ...formsOf(apiKey), basic];
}

;// CONCATENATED MODULE: ./src/lifecycle/names.ts
// What a remote job is called, and what its name tells: the digest of a part, the cycle, the place among the parts.
const pattern = /^compliance-([0-9a-f]{16})-([A-Za-z0-9._]{1,24})-([1-9]\d{0,8})of([1-9]\d{0,8})$/;
/** Below the 64 characters that X allows. */
function formatJobName({ digest, cycle, part, of }) {
    return `compliance-${digest.slice(0, 16)}-${cycle}-${part}of${of}`;
}
/** What a name tells; undefined when it is none of ours. The digest decides; part numbers are for people. */
function parseJobName(name) {
    const [, digest, cycle, part, of] = pattern.exec(name ?? '') ?? [];
    return digest && cycle
        ? { digest, cycle, part: Number(part), of: Number(of) }
        : undefined;
}
/** The token of a workflow run, by which its jobs know each other's. */
function runToken(runId) {
    return `r${runId}`;
}
/** The cycle that `now` belongs to, in UTC; weeks are ISO weeks with their ISO year. */
function cycleToken(cycle, runId, now) {
    const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '');
    switch (cycle) {
        case 'run':
            return runToken(runId);
        case 'day':
            return `d${day}`;
        case 'week':
            return `w${isoWeek(now)}`;
        case 'month':
            return `m${day.slice(0, 6)}`;
        default:
            return cycle;
    }
}
const dayLength = 86_400_000;
/** ISO 8601: a week belongs to the year that its Thursday is in. */
function isoWeek(now) {
    const weekday = (new Date(now).getUTCDay() + 6) % 7;
    const thursday = now + (3 - weekday) * dayLength;
    const year = new Date(thursday).getUTCFullYear();
    const week = Math.floor((thursday - Date.UTC(year, 0, 1)) / dayLength / 7) + 1;
    return `${year}${String(week).padStart(2, '0')}`;
}

;// CONCATENATED MODULE: ./src/lifecycle/job-match.ts

/** @param digests of the parts that were read: SHA-256, hex */
function tieOf(parts, digests) {
    const read = digests.map(digest => digest.slice(0, 16));
    const used = parts.map(({ digest, jobName }) => digest?.slice(0, 16) ?? parseJobName(jobName)?.digest);
    const strange = used.some(digest => digest && !read.includes(digest));
    if (strange)
        return 'other';
    if (used.includes(undefined))
        return 'unknown';
    return read.every(digest => used.includes(digest)) ? 'same' : 'other';
}
/** How many parts of their sets are not among the jobs, as their names tell. */
function partsLeftOut(parts) {
    const seen = new Map();
    for (const { jobName } of parts) {
        const { part, of } = parseJobName(jobName) ?? { part: 1, of: 1 };
        seen.set(of, (seen.get(of) ?? new Set()).add(part));
    }
    return [...seen].reduce((sum, [of, { size }]) => sum + Math.max(0, of - size), 0);
}

;// CONCATENATED MODULE: ./src/kernel/binary.ts
// Made by `npm run build` from assembly/index.ts; not to be edited.
/** WebAssembly, in base64. */
const binary = 'AGFzbQEAAAABVg5gAX8AYAN/f38Bf2AEf39/fwF/YAAAYAJ/fwF/YAABf2ACf38AYAJ+fwF/YAV/f39/fwF/YAF/AX5gBX9/f39/AGAEf39/fwBgA39/fwBgA39/fgF/AyIhBwEEAggJAwACBAIFAQEECgYLAAYDAwAABQUDAAwBBgINBQMBAAAGjwI2fwFBAAt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAQt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALfwFBAAt/AUEAC38BQQALB90ELwdpZHNSZWFkAwELbGluZXNQYXNzZWQDAglyZWFkTGluZXMABARsb25nAwMFc2hvcnQDBAh0d29aZXJvcwMFCnRocmVlWmVyb3MDBgxleGFjdERvdWJsZXMDBwZzdXJ2ZXkAHgp3cml0ZUxpbmVzAB0Ec29ydAAfDGRyb3BSZXBlYXRlZAAgCmFkZFJvd1dvcmQACghyZWFkUm93cwAIDHJvd3NBcmVQbGFpbgMJCHJvd3NSZWFkAwgLc2V0Um93V29yZHMABwpqc29uQWRkS2V5ABwKanNvbkFycmF5cwMnDmpzb25BcnJheVN0YXJ0AyYGanNvbkF0Ax4JanNvbkJlZ2luABsHanNvbklkcwMtCmpzb25Jc09wZW4AGQxqc29uSXNSZWNvcmQAGAhqc29uSG9sZAAaCWpzb25MZWFybgAXC2pzb25MaW5lRW5kAyQJanNvbkxpbmVzAx8NanNvbkxpbmVTdGFydAMjCGpzb25Nb3ZlABYIanNvbk5leHQAFQpqc29uUGFzc2VkAysRanNvblBhc3NlZFJlY29yZHMDLA9qc29uUGFzdExpbmVFbmQDJQ5qc29uUmVjb3JkTGluZQMgD2pzb25SZWNvcmRTdGFydAMhCWpzb25SZXNldAAUDWpzb25TZXRGaWx0ZXIAEwxqc29uU2V0TGluZXMAEg1qc29uU2V0U2hhcGVzABELanNvblNldFRhcGUAEAlqc29uU2V0VXAADwpqc29uVG9rZW5zAyIKbmV4dFJlY29yZAANCHRva2VuaXplAAEGbWVtb3J5AgAIAQYKoEIhkwECAn8CfkIHIACnIgJBkM4AbiIDrSACIANBkM4AbGutQiCGhCIEQvbRAH5CFIhC/4CAgPAPgyIFIAQgBULkAH59QhCGhCIEQucAfkIKiEKPgLyA8IHAB4MiBSAEIAVCCn59QgiGhCIEekIDiCAAUBshACABIARCsODAgYOGjJgwhCAAQgOGiDcDACABQQhqIACnawvnEgEKfwJAAkADQEEAIQQDQCAAIAFJBEAgAC0AACIEQSBNBEAgBEEKRgRAIxEEQCMUBEAgACQeQQQPCyMTQQZGBEBBACQTQQAkHSAAQQFqJCQLCyMWRQRAIABBAWokKAsjH0EBaiQfBSAEQQlHIARBIEdxIARBDUdxDQULIABBAWohAAwCCwsLIAAgAU8NAgJAAkACQAJAAkACQCMTDgYAAAEBAgMECyMTQQFGIARB3QBGcQ0EIx1FIxRFIARBLEZxcQRAQQEkHSAAQQFqIQAMBgsjFgR/QQAFQQEjEUEBIARB2wBHIxQbGwsEQCAAJBYgACQhIx8kICMoJCMjJCQlQQAkJEEAJB0LIARB2wBGIARB+wBGcgRAIxRB6AdGBEAgACQeQQUPCwJ/IxFBAUEAIARB2wBGIgMjFBsbRQRAQQEkFSAAJCYjJ0EBaiQnIxRBAWokFCMOIxRBAWtBFGxqIgNBATYCACADQQE2AgQgA0EANgIIIANBADYCDCADIxk2AhAjGUEfbEEBaiQZQQEkE0EBDAELQQBBAkEBIAMbQQAjFyMUBH8jDiMUQQFrQRRsaigCAEEBRgVBAQsbIgUgACAAEANFDQAaIxQjFUYhBCADBH9BASMSQQEgBCAFGxsEf0EBBSMUBH8jDiMUQQFrQRRsaigCAEEBRgVBAAsEfyMOIxRBAWtBFGxqKAIEQQFGBUEACwsFIAMLIQQjFEEBaiQUIw4jFEEBa0EUbGoiBiADQQBHNgIAIAYgBEEARzYCBCAGIyI2AgggBiAFNgIMIAYjGTYCECMZQR9sQQFqJBlBAUEDIAMbJBNBAQtFBEAgACQeQQMPCyAAQQFqIQAMBgsgBEEiRgRAIAAgARACIQMFIARB4QBPBEACQCABIAAoAgAiA0Hu6rHjBkYgA0H05NWrBkZyBH9BBAVBBUEAIANB5sKxmwdGBH8gAC0ABEHlAEYFQQALGwsiBSAAaiIDS0EAIAUbBH8gAy0AACIGQSxGIAZBIE1yIAZB3QBGciAGQf0ARnIFQQALDQAgAkEAIAEgA0ZBACAFGxsNAEEAIQMgAkUgAEEGaiABS3ENACAAJB5BASEDCwUgACABIAIQDCEDCwsgA0UNByADQQFGBEAjHiAEQSJGIQEjEQR/Ix4tAABBCkYFQQALIQIkHkEEQQIgASACcRsPCyAEQSJGBH9BAwVBBUEEIARB4QBPGwshBSMSQQAjFyMUBH8jDiMUQQFrQRRsaigCAEEBRgVBAQsbIgZBAEcjEhsiBEUEQCMUIxVGIQQLIAQEfyAEBSMOIxRBAWtBFGxqIgQoAgBBAUYEfyAEKAIEQQFGBUEACwsEfyAFIAYgACADEAMFQQELRQRAIAAkHkEDDwsgAyEAAn8jFCMVRwRAQQUkE0EADAELQQVBBkEAIxEbIxQbJBNBAQsEQCAAJB5BAQ8LIAAgAUkEfyAALQAAQSxGBUEACwRAQQJBACMOIxRBAWtBFGxqKAIAQQFHGyQTIABBAWohAAsMBQsjE0EDRiAEQf0ARnENAyAEQSJHDQUjKiMZQf8HcUEGdGoiCCgCACIFRSAAIAVqIAFLcgR/QQAFIAAhBCAIQRBqIQcgBSEDA0ACQCAE/QAEACAH/QAEAP0k/WQiCUEBIAN0QQFrcUUhBiADQRBMDQBBACEGIAkNACAEQRBqIQQgB0EQaiEHIANBEGshAwwBCwsgBgsEf0EAJBogCCgCBCIDJBcgACMWayQYIANFBEAjDiMUQQFrQRRsakEBNgIECyAIKAIIJBkgACAFagVBAAsiAwRAIAMhAEEAJBMMBQsgACABEAIiBUUNBiAFQQFGBEAjHiMRBH8jHi0AAEEKRgVBAAshASQeQQRBAiABGw8LIxwEf0EBBQJ/IABBAWohBiMNIAUgAGtBAmsiBwR/IAdBJWwgBi0AAEEFbGogBiAHakEBay0AAEELbGpB/wdxBUEAC0EBdGovAQAhAwNAIAMEQCMNQYAQaiADQQR0aiIKKAIEIAdGBEAgByEDQQAhCAJAIAYiBCAKKAIIIglGDQAgBEEHcSAJQQdxRgRAA0AgBEEHcQRAQQAhCCADRQ0DIAQtAAAiCyAJLQAAIgxrIQggCyAMRw0DIANBAWshAyAEQQFqIQQgCUEBaiEJDAELCwNAIANBCE8EQCAEKQMAIAkpAwBRBEAgBEEIaiEEIAlBCGohCSADQQhrIQMMAgsLCwsDQCADIghBAWshAyAIBEAgBC0AACILIAktAAAiDGshCCALIAxHDQIgBEEBaiEEIAlBAWohCQwBCwtBACEICwVBASEICyAIRQRAIAooAgwMAwsgCigCACEDDAELC0EACwsiAyQXIAAjFmskGCADRQRAIw4jFEEBa0EUbGpBATYCBAsgACEDQQQkEyABIAUiAEsEfyAALQAAQTpGBUEACwRAIABBAWohAEEAJBMjF0EBRwRAIANBAWohBCAAIANrIgVBA2siBgR/IAZBJWwgBC0AAEEFbGogBCAGakEBay0AAEELbGpB/wdxBUEACyMZQR9saiEEIAVBME0EQCMqIxlB/wdxQQZ0aiIGIAU2AgAgBiMXNgIEIAYgBDYCCCAGQRBqIAMgBfwKAAALIAQkGQsLDAQLIARBOkcNBCAAQQFqIQBBACQTDAMLIARBLEYEQCAAQQFqIQBBAkEAIw4jFEEBa0EUbGooAgBBAUcbJBMMAwsMAQtBASMdIARBLEcbDQJBASQdIABBAWohAAwBCyMUBH8gBEHdAEH9ACMOIxRBAWtBFGxqKAIAQQFGG0cFQQELDQEgAEEBaiEAIw4jFEEBa0EUbGoiAygCCCEEIAMoAgwhBSADKAIAQQFGBH9BAAUjDiMUQQFrQRRsaigCBAshBiMOIxRBAWsiA0EUbGooAhAkGSADJBQCQCAERQ0AIxRBAEciAwRAIw4jFEEBa0EUbGooAgBBAUYhAwsjEkUgAwR/Iw4jFEEBa0EUbGooAgRBAUYFIAMLRSAFRSMiIARGcSMUIxVHcXFxBEAjIkEBayQiDAELIw8gBEEBa0EUbGoiAyADKAIAIAZBBXRyNgIAIAMgACMWazYCCCADIyI2AhALIxZFBEBBACQVQQZBACMRGyQTDAELAn8jFCMVRwRAQQUkE0EADAELQQVBBkEAIxEbIxQbJBNBAQtFDQALIAAkHkEBDwsgACQeQQIPCyAAJB5BAAuMAQIBewF/IAD9AAQBIgL9DCIiIiIiIiIiIiIiIiIiIiL9IyAC/QxcXFxcXFxcXFxcXFxcXFxc/SP9UCAC/QwgICAgICAgICAgICAgICAg/Sb9UP1kIgMEQCADaCAAQQFqaiIDIAFJBH8gAy0AAEEiRgVBAAsEQEEAJBxBACQaIANBAWoPCwsgACABEA4LnwEBAn8jIiMQRgRAQQAPCyMUQQBHIgQEQCMOIxRBAWtBFGxqKAIAQQFHIQQLIAQEQCMUIxVHIQQLIw8jIkEUbGoiBSAAIxxBACAAQQNGIgAbQQBHQQR0ciADIAJrQQJGIABxQQZ0ciABQQh0cjYCACAFIAIjFms2AgQgBSADIxZrNgIIIAUjGEEAIAQbNgIMIyJBAWokIiAFIyI2AhBBAQvPAQIEfwF+IARBA3QgAyIEaiEGA0AgBCAGSQRAAkAgABAFIglC////////////AFghByMAIABrQRNNIwAgAEtxBH8gAC0AAEEwRwVBAAsgB3FFDQAjACIHQQFqIAcgBy0AAEENRgR/IActAAFBCkYFQQALGyIILQAAIQcgASAITQR/QQEFIAcgAkH/AXFHIAdBCkdxCw0AIAVBAWogBSAHQQpGGyEFIAQgCTcDACAEQQhqIQQgCEEBaiEADAILCwsgBCADa0EDdiQBIAUkAiAAC6ADAQN+IAApAwBCsODAgYOGjJgwhSIBQvbs2bPnzp279gB8IAGEQoCBgoSIkKDAgH+DUARAIAFCCn4gAUIIiHwiAUL/gYCA8B+DQuSAgICAyNAHfiABQhCIQv+BgIDwH4NCgYCAgIDiCX58QiCIIQMgAEEIaiIAKQMAQrDgwIGDhoyYMIUiAUL27Nmz586du/YAfCABhEKAgYKEiJCgwIB/g1AEQCADQoDC1y9+IAFCCn4gAUIIiHwiAUL/gYCA8B+DQuSAgICAyNAHfiABQhCIQv+BgIDwH4NCgYCAgIDiCX58QiCIfCEDIABBCGoiACkDAEKw4MCBg4aMmDCFIQELCyAAIAFC9uzZs+fOnbv2AHwgAYRCgIGChIiQoMCAf4N6QgOIIgKnaiQAIANCCkIBIAJCAYOnG0LkAEIBIAJCAYhCAYOnG35CkM4AQgEgAkICiEIAUht+fiABQgcgAn1CA4aGQgiGIgFCCn4gAUIIiHwiAUL/gYCA8B+DQuSAgICAyNAHfiABQhCIQv+BgIDwH4NCgYCAgIDiCX58QiCIfAsGAEEAJBMLDgAgACQKQQAkC0EAJAwLWAECf0EBJAkgAiIEIANBBHRqIQUDQCAEIAVJIAAgAUlxBH8gAC0AAEH7AEYFQQALBEAgACAEEAkiAwRAIAMhACAEQRBqIQQMAgsLCyAEIAJrQQR2JAggAAv+CQMKfwF7AX4gAEEBaiELAkADQAJAA0AgCy0AAEEgRgRAIAtBAWohCwwBCwsgCy0AAEEiRw0CQQAhAyALQQFqIgspAwAiDUL///8Hg0LpyIkBUQRAQQEhAyALQQNqIQsFIA1C//////////8Ag0LyyoWb982bEVEEQEECIQMgC0EHaiELBSANQv//////////AINC4cbRy/bNmxFRBEBBBCEDIAtBB2ohCwUgDULj5JWLxq6Zst8AUQR/IAsoAgdB38LRkwJGBUEACwRAQQghAyALQQtqIQsFIA1C////////P4NC5eTJ+6bOCFENBgNAIAv9AAQAIgz9DCIiIiIiIiIiIiIiIiIiIiL9IyAM/QxcXFxcXFxcXFxcXFxcXFxc/SP9UCAM/QwgICAgICAgICAgICAgICAg/SX9UP1kIgJFBEAgC0EQaiELDAELCyALIAJoaiICQQFqQQAgAi0AAEEiRhsiC0UNBgsLCwsgAyAJcQ0CIAMgCXIhCQNAIAstAABBIEYEQCALQQFqIQsMAQsLIAstAABBOkcNAiALQQFqIQsDQCALLQAAQSBGBEAgC0EBaiELDAELCyALLQAAQSJHBEAgA0EBRgR/QQEFIAsoAgBB7uqx4wZHCw0DIAtBBGohCwUgA0EBRgRAIAtBAWogC0EYakEiIAFBARAEIQsjAQR/IAtBAWstAABBIkcFQQELDQQFIAtBAWoiAiELA0AgC/0ABAAiDP0MIiIiIiIiIiIiIiIiIiIiIv0jIAz9DFxcXFxcXFxcXFxcXFxcXFz9I/1QIAz9DCAgICAgICAgICAgICAgICD9Jf1Q/WQiBEUEQCALQRBqIQsMAQsLIAsgBGhqIgRBAWpBACAELQAAQSJGGyILRQ0EIAtBAWsgAmshBiADQQJGBEACf0EAIAZFIAZBEEtyDQAaIAL9AAQAIQxBASAGdEEBayEFIwshBEEAIQMDQCADIARJBEAjCiADQRhsaiICKAIQIAZGBH8gDCAC/QAEAP0j/WQgBXEgBUYFQQALBEAgAigCFAwDCyADQQFqIQMMAQsLQQALIghFDQUFIANBBEYEQAJ/QQAgBkUgBkEQS3INABogAv0ABAAhDEEBIAZ0QQFrIQUjDCEEQQAhAwNAIAMgBEkEQCMKIANBEGpBGGxqIgIoAhAgBkYEfyAMIAL9AAQA/SP9ZCAFcSAFRgVBAAsEQCACKAIUDAMLIANBAWohAwwBCwtBAAsiB0UNBgUgA0EIRgRAQQAhCgJAIAZBFEkgBkEoS3INAEH//wMhCiACIAZqIgRBAWstAABB2gBGIgMEfyADBSAEQQZrKAIAQavgwNEDRgR/IARBAmsvAQBBsOAARgVBAAsLBH8gAi0ABEEtRwVBAQsNAEEAIQUgAiEDA0AgAyACQQRqSQRAQQAhCiADLQAAQTBrIgRBCUsNAiAFQQpsIARqIQUgA0EBaiEDDAELCyAFQQAgBUGzEE0gBUHWD09xGyEKCyAKQf//A0YNBwsLCwsLA0AgCy0AAEEgRgRAIAtBAWohCwwBCwsgCy0AACECIAtBAWohCyACQf0ARg0AIAJBLEYNAQwCCwsgCUEBcUUNACALQQFqIAsgCy0AAEENRiIDGyICLQAAQQpHIAIgAGtBgCBLcg0AIAMEQEEAJAkLIAEgCDsBCCABIAc7AQogASAKOwEMIAJBAWoPC0EAC1QBAX8jDCMLIAAbIgRBEEYEQEEADwsjCkEQQQAgABsgBGpBGGxqIgQgASAC/AoAACAEIAI2AhAgBCADNgIUIAAEQCMMQQFqJAwFIwtBAWokCwtBAQuxBAIGfwF+AkAjMUUjIkGABEtyDQAjIiEAIw8jIkEUbGohASMPIQIDQCABIAJLBEAgAigCAEGx893xeWwgAEEFd3MhACACQRRqIQIMAQsLIy8gACIBQf8HcUECdGooAgAhAgNAIAIEQCACKAIEIAFGBEBBACEDAkAjIiACKAIIRw0AIAJBEGohBCMPIyJBFGxqIQUjDyEAA0AgACAFSQRAIAQoAgAgACgCAEcEf0EBBSAEKAIEIAAoAhBHCw0CIARBCGohBCAAQRRqIQAMAQsLQQEhAwsFQQAhAwsgAw0CIAIoAgAhAgwBCwtBACECCyACRQRAQQAPC0EBIxRBACM0GyMzIAIoAgwiACMtakkbBEBBAA8LIAJBEGojIkEDdGohAUEAIQIDQCAAIAJLBEAjDyABIAJBAnRqKAIAQRRsaiIDKAIAQQ9xQQNGIgQjFiADKAIEamohBSMWIAMoAghqIARrIQMgBRAFIQYjACADRwR/QQAFIAZC////////////AFghAyMAIAVrQRNNIwAgBUtxBH8gBS0AAEEwRwVBAAsgA3ELRQRAQQAPCyM0BEAjNCAGpyAGQiCIp3MiA0Gx893xeWwjNXYiBEEDdmotAAAgBEEHcXVBAXEEfyM0IANB65Svr3hsIzV2IgNBA3ZqLQAAIANBB3F1QQFxBUEACwRAQQAPCwUjMiMtIAJqQQN0aiAGNwMACyACQQFqIQIMAQsLIzRFBEAjLSAAaiQtC0EBC6cEAgJ/AX4gAEEBaiAAIAAtAABBLUYbIgMiBAJ/A0AgASADSwRAIAMpAwBCsODAgYOGjJgwhSIFQvbs2bPnzp279gB8IAWEQoCBgoSIkKDAgH+DIgVCAFIEQCABIAMgBXpCA4inaiIDIAEgA0kbDAMLIANBCGohAwwBCwsgAQsiA0kEfyADIARBAWpGIAQtAABBMEdyBUEACwRAIAEgA0sEfyADLQAAQS5GBUEACwR/IANBAWoiAwJ/A0AgASADSwRAIAMpAwBCsODAgYOGjJgwhSIFQvbs2bPnzp279gB8IAWEQoCBgoSIkKDAgH+DIgVCAFIEQCABIAMgBXpCA4inaiIDIAEgA0kbDAMLIANBCGohAwwBCwsgAQsiA0kFQQELIQQgASADSyAEcQR/IAMtAABBIHJB5QBGBUEACwR/IANBAWoiAyABSQR/IAMtAABBK0YEf0EBBSADLQAAQS1GCwVBAAsEQCADQQFqIQMLIAMCfwNAIAEgA0sEQCADKQMAQrDgwIGDhoyYMIUiBUL27Nmz586du/YAfCAFhEKAgYKEiJCgwIB/gyIFQgBSBEAgASADIAV6QgOIp2oiAyABIANJGwwDCyADQQhqIQMMAQsLIAELIgNJBSAECwR/IAEgA0sEfyADLQAAIgRBLEYgBEEgTXIgBEHdAEZyIARB/QBGcgUgAgsFQQALBEAgAw8LCyACRSABIANNcQRAQQAPCyAAJB5BAQtPAEEAJC1BACQrQQAkLANAIAAgASACEAEiAEEBRwRAIAAPCyMuBH9BAAUQCwsEQEEAJCJBACQWIyxBAWokLCMeIgAkKwwBBUEAJC4LCyAAC6sDAgR/AXsgAEEBaiECIxogAEYEQCMbIQIFQQAkHAtBACQaAkACQANAIAL9AAQAIgb9DCIiIiIiIiIiIiIiIiIiIiL9IyAG/QxcXFxcXFxcXFxcXFxcXFxc/SP9UCAG/QwgICAgICAgICAgICAgICAg/Sb9UP1kIgNFBEAgAkEQaiICIAFJDQEMAgsgAiADaGoiBCABTw0BIAQtAAAiAkEiRgRAIARBAWoPCyACQdwARwRAIAQkHkEBDwtBASQcIARBAWogAU8NAiAELQABIgJB9QBGBH8gBEEGaiABSw0DQQIhAgNAIAJBBkkEQCACIARqLQAAIgVBIHIhAyAFQTlNIAVBME9xBH9BAQUgA0HmAE0gA0HhAE9xC0UEQCACIARqJB5BAQ8LIAJBAWohAgwBCwsgBEEGagUgAkHcAEYgAkEiRnIgAkEvRnIgAkHiAEZyIAJB5gBGciACQe4ARnIgAkHyAEZyIAJB9ABGcgR/IARBAmoFIARBAWokHkEBDwsLIgIgAUkNAAsgACQaIAIkG0EADwsgACQaIAEkG0EADwsgACQaIAQkG0EACxwAIAAkDSABJCogAiQOIANBAEckESAEQQBHJBILCgAgACQPIAEkEAsVACAAJC8gACABaiQwIAIkMiADJDMLHgAgAEEARyQRIxRBASAAG0UjIkEAR3EEQEEGJBMLCw0AIAAkNEEgIAFrJDULIgBBACQiQQAkFkEAJBpBACQUQQAkGUEAJBVBACQdQQAkEwsKAEEAJCJBACQWC1kAIxYEQCMWIABqJBYjFiQhCyMaBEAjGiAAaiQaIxsgAGokGwsjKCAAaiQoIyMgAGokIyMmIABqJCYjJARAIyQgAGokJAsjJQRAIyUgAGokJQsjHiAAaiQeC5wCAQd/IAAjIksjIkGABEtyBEAPCyMxRSMwIyJBA3RBEGogAEECdGoiAyMxaklyBEAjL0EAQYAg/AsAIy9BgCBqJDELIzEhBiMiIQIjDyMiQRRsaiEBIw8hBwNAIAEgB0sEQCAHKAIAQbHz3fF5bCACQQV3cyECIAdBFGohBwwBCwsjLyACIgFB/wdxQQJ0aiEFIAZBEGohB0EAIQIDQCACIyJJBEAjDyACQRRsaiIEKAIAQQh2QQFGBEAPCyAHIAQoAgA2AgAgByAEKAIQNgIEIAdBCGohByACQQFqIQIMAQsLIAcjMiAAQQJ0/AoAACAGIAUoAgA2AgAgBiABNgIEIAYjIjYCCCAGIAA2AgwgBSAGNgIAIAMgBmokMQsHACMWQQBHCwcAIxRBAEcLBgBBASQuCwYAIAAkKAtsAQJ/IylBAWokKSMNQYAQaiMpQQR0aiIDIw0gAQR/IAFBJWwgAC0AAEEFbGogACABakEBay0AAEELbGpB/wdxBUEAC0EBdGoiBC8BADYCACADIAE2AgQgAyAANgIIIAMgAjYCDCAEIyk7AQAL5wICA34CfyAAIAFBA3RqIQEDQCAAIAFJBEAgACkDACIDQoDC1y+AIQQgAyAEQoDC1y9+fSEDIARQBH8gAyACEAAFIARCgMLXL4AiBVAEfyAEIAIQAAUgBSACEAAiAiAEIAVCgMLXL359pyIGQZDOAG4iB60gBiAHQZDOAGxrrUIghoQiBEL20QB+QhSIQv+AgIDwD4MiBSAEIAVC5AB+fUIQhoQiBELnAH5CCohCj4C8gPCBwAeDIgUgBCAFQgp+fUIIhoRCsODAgYOGjJgwhDcDACACQQhqCyICIAOnIgZBkM4AbiIHrSAGIAdBkM4AbGutQiCGhCIDQvbRAH5CFIhC/4CAgPAPgyIEIAMgBELkAH59QhCGhCIDQucAfkIKiEKPgLyA8IHAB4MiBCADIARCCn59QgiGhEKw4MCBg4aMmDCENwMAIAJBCGoLIgJBCjoAACACQQFqIQIgAEEIaiEADAELCyACC6YBAQF+QQAkB0EAJAZBACQFQQAkBEEAJAMgACABQQN0aiEBA0AgACABSQRAAkAgACkDACICQoCAmqbqr+MBVARAIAJCgMivoCVUBEAjBEEBaiQECwwBCyMDQQFqJAMgAkLkAIJQBEAjBUEBaiQFIAJC6AeCUARAIwZBAWokBgsLIAJC/wCDUCACQv8fg0IAUnEEQCMHQQFqJAcLCyAAQQhqIQAMAQsLC+EEAgN+BH8gACABQQN0aiEKQn8hBSAAIQEDQCABIApJBEAgASkDACIEIAVUBEAgBCEFCyAEIAYgBCAGVhshBiABQQhqIQEMAQsLQsAAIAYgBX15fSIEQhR9QgAgBEIUVhshBiADQYAgaiEHIANBAEGAwAD8CwAgACEBA0AgASAKSQRAIAMgASkDACAFfSAGiCIEp0H/B3FBAnRqIgggCCgCAEEBajYCACAHIARCCoinQf8HcUECdGoiCCAIKAIAQQFqNgIAIAFBCGohAQwBCwsgAyEBA0AgASADQYAgakkEQCABKAIAIAEgCTYCACAJaiEJIAFBBGohAQwBCwtBACEJIAchAQNAIAEgB0GAIGpJBEAgASgCACABIAk2AgAgCWohCSABQQRqIQEMAQsLIAAhAQNAIAEgCkkEQCADIAEpAwAiBCAFfSAGiKdB/wdxQQJ0aiIJKAIAIQggCSAIQQFqNgIAIAIgCEEDdGogBDcDACABQQhqIQEMAQsLIAIgCiAAa2ohCCAGQgp8IQYDQCACIAhJBEAgByACKQMAIgQgBX0gBoinQf8HcUECdGoiAygCACEBIAMgAUEBajYCACAAIAFBA3RqIAQ3AwAgAkEIaiECDAELCyAKIABrQQN2rUIDhiEFIABBCGohAgJ/A0AgAiAKSQRAIAIpAwAhBCACIQMDQCAAIANJBH8gA0EIaykDACAEVgVBAAsEQCADIANBCGsiAykDADcDAAwBCwsgAiADRwRAIAMgBDcDAEEAIAUgAiADa0EDdq19IgVCAFMNAxoLIAJBCGohAgwBCwtBAQsLUQIBfgJ/IAAgAUEDdGohBSAAIgEhBANAIAQgBUkEQCABIAQpAwAiAzcDACABQQhqIAEgAiADUhshASADIQIgBEEIaiEEDAELCyABIABrQQN2Cw==';

;// CONCATENATED MODULE: ./src/kernel/index.ts
// The WebAssembly kernel: the work that is done for every ID, in `assembly/`, compiled to `binary.ts` by `npm run build`.

const pageLength = 0x10000;
let compiled;
/** The kernel, with a memory of its own. */
class Kernel {
    run;
    #bytes;
    constructor() {
        compiled ??= new WebAssembly.Module(Buffer.from(binary, 'base64'));
        this.run = new WebAssembly.Instance(compiled).exports;
        this.#bytes = new Uint8Array(this.run.memory.buffer);
    }
    /** The memory, of at least `length` bytes; views on it that were given before may have lost it. */
    memory(length) {
        const missing = length - this.#bytes.length;
        if (missing > 0) {
            this.run.memory.grow(Math.ceil(missing / pageLength));
            this.#bytes = new Uint8Array(this.run.memory.buffer);
        }
        return this.#bytes;
    }
}
let shared;
/**
 * One kernel for all whose work is over when they return: `ids` are at the
 * start of its memory, with room for `room` bytes behind them.
 */
function kernelWith(ids, room) {
    shared ??= new Kernel();
    const memory = shared.memory(ids.byteLength + room);
    memory.set(bytesOf(ids));
    return { run: shared.run, memory };
}
/** The IDs as the kernel holds them: 8 bytes each, in the byte order of the machine. */
function bytesOf(ids) {
    return new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength);
}

;// CONCATENATED MODULE: ./src/ids/sort.ts
// Sorts IDs in place, and drops those that are there twice.

/** Two counts of 4 bytes for each of 1,024 digits. */
const sortRoom = 2 * 4 * 1024;
/**
 * Sorts ascending; 2^16 IDs at a time suit the cache best. IDs that are spread
 * like those of posts are sorted by the kernel; what is bunched in another way
 * is left to the engine's own sort, which is slower (docs/performance.md).
 */
function sortIds(ids) {
    bytesOf(ids).set(sorted(ids).bytes);
}
/** Sorts ascending and moves the distinct IDs other than `last` to the front. */
function sortDistinct(ids, last) {
    const { run, bytes } = sorted(ids);
    const distinct = ids.subarray(0, run.dropRepeated(0, ids.length, last));
    bytesOf(distinct).set(bytes.subarray(0, distinct.byteLength));
    return distinct;
}
/** The IDs in order, at the start of the memory of the kernel. */
function sorted(ids) {
    const length = ids.byteLength;
    const { run, memory } = kernelWith(ids, length + sortRoom);
    const bytes = memory.subarray(0, length);
    if (run.sort(0, ids.length, length, 2 * length) === 0)
        bytes.set(bytesOf(ids.sort()));
    return { run, bytes };
}

;// CONCATENATED MODULE: ./src/ids/runs.ts
// Sorted runs of IDs, in memory and on disk, and how they are merged into one ascending sequence of distinct IDs.



/** How many IDs are sorted at a time when runs are merged. */
const roundLength = 1 << 16;
const smallestWindow = 1 << 6;
/** How many IDs of a run on disk are read at a time. */
const readLength = 1 << 16;
/** A sorted run on disk: IDs of 8 bytes, in the byte order of the machine. */
class FileRun {
    #path;
    length = 0;
    constructor(path) {
        this.#path = path;
    }
    async write(chunks, beforeEach) {
        const file = await (0,external_node_fs_promises_.open)(this.#path, 'wx');
        try {
            for await (const chunk of chunks) {
                beforeEach();
                await file.writeFile(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
                this.length += chunk.length;
            }
        }
        finally {
            await file.close();
        }
    }
    async open(window) {
        const file = await (0,external_node_fs_promises_.open)(this.#path, 'r');
        return new FileRunReader(file, window);
    }
    remove() {
        return (0,external_node_fs_promises_.rm)(this.#path, { force: true });
    }
}
class MemoryRun {
    #ids;
    #length;
    #at = 0;
    constructor(ids, window) {
        this.#ids = ids;
        this.#length = window;
    }
    get window() {
        return this.#ids.subarray(this.#at, this.#at + this.#length);
    }
    get more() {
        return this.#at + this.#length < this.#ids.length;
    }
    take(count) {
        this.#at += count;
    }
}
class FileRunReader {
    #file;
    #window;
    #ids;
    #from = 0;
    #to = 0;
    #isAtEnd = false;
    constructor(file, window) {
        this.#file = file;
        this.#window = window;
        this.#ids = new BigUint64Array(Math.max(readLength, 2 * window));
    }
    get window() {
        return this.#ids.subarray(this.#from, Math.min(this.#to, this.#from + this.#window));
    }
    get more() {
        return !this.#isAtEnd || this.#from + this.#window < this.#to;
    }
    async take(count) {
        this.#from += count;
        if (this.#to - this.#from < this.#window)
            await this.#fill();
    }
    async #fill() {
        this.#ids.copyWithin(0, this.#from, this.#to);
        const bytes = new Uint8Array(this.#ids.buffer);
        let filled = 8 * (this.#to - this.#from);
        while (filled < bytes.length && !this.#isAtEnd) {
            const { bytesRead } = await this.#file.read(bytes, filled);
            this.#isAtEnd = bytesRead === 0;
            filled += bytesRead;
        }
        this.#from = 0;
        this.#to = filled / 8;
    }
    close() {
        return this.#file.close();
    }
}
function inMemory(ids) {
    return {
        length: ids.length,
        open: window => new MemoryRun(ids, window)
    };
}
/**
 * Merges sorted runs into distinct IDs, ascending, in chunks that are valid
 * until the next is asked for. A round takes from every run what lies below
 * the smallest end of a window and sorts that: sorting a slice that fits the
 * cache is faster than a heap in JavaScript (docs/performance.md).
 */
async function* mergeRuns(sorted) {
    const total = sorted.reduce((sum, { length }) => sum + length, 0);
    // Windows in proportion to the runs end at about the same ID.
    const windows = sorted.map(({ length }) => Math.max(smallestWindow, Math.ceil((roundLength * length) / total)));
    const buffer = new BigUint64Array(windows.reduce((sum, window) => sum + window, 0));
    const runs = [];
    try {
        for (const [at, run] of sorted.entries()) {
            const opened = await run.open(windows[at] ?? smallestWindow);
            runs.push(opened);
            await opened.take(0);
        }
        let last = 0n;
        for (;;) {
            const gathered = await gather(runs, buffer);
            if (gathered.length === 0)
                return;
            const chunk = sortDistinct(gathered, last);
            last = chunk.at(-1) ?? last;
            if (chunk.length > 0)
                yield chunk;
            await (0,promises_.setImmediate)();
        }
    }
    finally {
        for (const run of runs)
            await run.close?.();
    }
}
/** The next IDs of all runs, in `buffer`: all those up to the smallest end of a window. */
async function gather(runs, buffer) {
    const limit = smallestEnd(runs);
    let filled = 0;
    for (const run of runs) {
        const { window } = run;
        const count = limit === undefined ? window.length : countUpTo(window, limit);
        if (count === 0)
            continue;
        buffer.set(window.subarray(0, count), filled);
        filled += count;
        await run.take(count);
    }
    return buffer.subarray(0, filled);
}
function smallestEnd(runs) {
    let smallest;
    for (const run of runs) {
        if (!run.more)
            continue;
        const end = run.window.at(-1);
        if (end !== undefined && (smallest === undefined || end < smallest))
            smallest = end;
    }
    return smallest;
}
/** How many of the ascending `ids` are `limit` or below. */
function countUpTo(ids, limit) {
    let from = 0;
    let to = ids.length;
    while (from < to) {
        const middle = (from + to) >>> 1;
        if ((ids[middle] ?? 0n) <= limit)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

;// CONCATENATED MODULE: ./src/ids/id-set.ts
// The set of IDs: collected in blocks, sorted as runs in memory up to a budget and on disk past it, merged when read.



/** 256 MB: 32 million IDs in memory. */
const defaultBudget = 256 * 1024 * 1024;
const blockLength = 1 << 16;
let runFiles = 0;
/** Collects 64-bit IDs in memory up to a fixed budget, spills sorted runs to disk past it. */
class IdCollector {
    #options;
    #maxBlocks;
    #block = new Uint32Array(2 * blockLength);
    #at = 0;
    /** Full and sorted. */
    #blocks = [];
    #free = [];
    #files = [];
    #full = 0;
    constructor(options) {
        this.#options = options;
        const bytes = options.budget ?? defaultBudget;
        this.#maxBlocks = Math.max(2, Math.floor(bytes / (8 * blockLength)));
    }
    /** How many IDs were added, repeated ones included. */
    get added() {
        return this.#full * blockLength + this.#at / 2;
    }
    /** Adds the ID `high` × 2^32 + `low`, which is not 0. */
    add(high, low) {
        this.#block[this.#at] = low;
        this.#block[this.#at + 1] = high;
        this.#at += 2;
        if (this.#at === this.#block.length)
            this.#startNextBlock();
    }
    addAll(ids) {
        const halves = new Uint32Array(ids.buffer, ids.byteOffset, 2 * ids.length);
        for (let from = 0; from < halves.length;) {
            const some = halves.subarray(from, from + this.#block.length - this.#at);
            this.#block.set(some, this.#at);
            this.#at += some.length;
            from += some.length;
            if (this.#at === this.#block.length)
                this.#startNextBlock();
        }
    }
    /**
     * To be awaited after every few hundred thousand additions: writes a run to
     * disk when the budget is used up. Throws what sorting or writing threw.
     */
    async settle() {
        this.#options.signal?.throwIfAborted();
        if (this.#blocks.length >= this.#maxBlocks)
            await this.#spill();
    }
    /**
     * The set. `visit` gets every distinct ID, in ascending chunks, on the way,
     * which saves a pass over the set. Nothing can be added afterwards.
     */
    async finish(visit) {
        const set = this.#merge();
        for await (const chunk of set.chunks()) {
            this.#options.signal?.throwIfAborted();
            set.size += chunk.length;
            await visit?.(chunk);
        }
        return set;
    }
    /** The set, of which nobody needs to know how large it is: that takes a pass. Nothing can be added afterwards. */
    uncounted() {
        return this.#merge();
    }
    #merge() {
        if (this.#at > 0)
            this.#keep(new BigUint64Array(this.#block.buffer, 0, this.#at / 2));
        this.#block = new Uint32Array(0);
        this.#free = [];
        const set = new MergedIds(this.#blocks, this.#files);
        this.#blocks = [];
        return set;
    }
    /** Frees everything when the set is not wanted after all. */
    async dispose() {
        this.#blocks = [];
        await Promise.all(this.#files.map(file => file.remove()));
    }
    #startNextBlock() {
        this.#keep(new BigUint64Array(this.#block.buffer));
        this.#full++;
        const free = this.#free.pop();
        this.#block =
            free === undefined
                ? new Uint32Array(2 * blockLength)
                : new Uint32Array(free);
        this.#at = 0;
    }
    #keep(block) {
        sortIds(block);
        this.#blocks.push(block);
    }
    async #spill() {
        const blocks = this.#blocks;
        const path = (0,external_node_path_.join)(this.#options.directory, `run-${process.pid}-${++runFiles}.bin`);
        const file = new FileRun(path);
        this.#files.push(file);
        await file.write(mergeRuns(blocks.map(inMemory)), () => this.#options.signal?.throwIfAborted());
        this.#blocks = [];
        this.#free = blocks.map(block => block.buffer);
    }
}
class MergedIds {
    #blocks;
    #files;
    size = 0;
    constructor(blocks, files) {
        this.#blocks = blocks;
        this.#files = files;
    }
    chunks() {
        return mergeRuns([...this.#files, ...this.#blocks.map(inMemory)]);
    }
    async dispose() {
        const files = this.#files;
        this.#blocks = [];
        this.#files = [];
        await Promise.all(files.map(file => file.remove()));
    }
}

;// CONCATENATED MODULE: ./src/ids/decimal.ts
// Writes IDs as decimal lines, without making a string or a bigint of any of them.

/** Bytes of the longest line: 19 digits and a line feed. */
const longestLine = 20;
/** The kernel writes eight bytes at a time. */
const slack = 8;
/**
 * Writes the IDs as lines to `out` from `at`; returns the index behind the
 * last. `out` must have `longestLine` bytes for each.
 */
function writeLines(ids, out, at) {
    const start = ids.byteLength;
    const { run, memory } = kernelWith(ids, longestLine * ids.length + slack);
    const end = run.writeLines(0, ids.length, start);
    out.set(memory.subarray(start, end), at);
    return at + end - start;
}

;// CONCATENATED MODULE: ./src/ids/search.ts
/** The first place from `low` on whose ID is not below the limit; the length where there is none. */
function firstNotBelow(ids, limit, low = 0) {
    let high = ids.length;
    while (low < high) {
        const middle = (low + high) >>> 1;
        if ((ids[middle] ?? limit) < limit)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

;// CONCATENATED MODULE: ./src/results/id-years.ts
// How the submitted IDs, and those with an event, are spread over the years that their numbers tell.

/** Milliseconds of the epoch of snowflakes (https://github.com/twitter-archive/snowflake/tree/snowflake-2010). */
const epoch = 1288834974657n;
/** The first post with a snowflake, of November 2010. IDs below it, of posts and accounts alike, tell no time. */
const firstSnowflake = 29700859247n;
/** Counts IDs that ascend, from chunk to chunk too. */
class IdYears {
    #years = new Map();
    /** @param marks not 0 where the ID has an event */
    note(ids, marks) {
        let at = firstNotBelow(ids, firstSnowflake, 0);
        while (at < ids.length) {
            const year = yearOf(ids[at] ?? 0n);
            const end = firstNotBelow(ids, id_years_firstOf(year + 1), at);
            let affected = 0;
            for (let index = at; index < end; index++)
                if (marks[index] !== 0)
                    affected++;
            const sum = this.#years.get(year) ?? { checked: 0, affected: 0 };
            sum.checked += end - at;
            sum.affected += affected;
            this.#years.set(year, sum);
            at = end;
        }
    }
    /** By year, ascending; years between without an ID are there too. */
    get counts() {
        const years = [...this.#years.keys()];
        if (years.length === 0)
            return {};
        const first = Math.min(...years);
        const last = Math.max(...years);
        return Object.fromEntries(Array.from({ length: last - first + 1 }, (_, index) => {
            const none = { checked: 0, affected: 0 };
            return [
                String(first + index),
                this.#years.get(first + index) ?? none
            ];
        }));
    }
}
function yearOf(id) {
    return new Date(Number((id >> 22n) + epoch)).getUTCFullYear();
}
/** The first snowflake of a year. */
function id_years_firstOf(year) {
    return (BigInt(Date.UTC(year, 0)) - epoch) << 22n;
}

;// CONCATENATED MODULE: ./src/results/lists.ts
// Holds the IDs of the rows against the submitted ones, and writes a list for each required action.






/** Several rows of one ID: the most pressing action wins, so it is marked last. */
const fromLeastPressing = [...domain/* requiredActions */.nU].reverse();
/**
 * Writes `delete.txt`, `scrub-geo.txt`, `refetch.txt` and `review.txt`:
 * submitted IDs, ascending, one a line, LF. `visit` gets all submitted IDs on
 * the way, with marks that are 0 for those without an event.
 */
async function writeLists(submitted, asked, directory, visit) {
    const lists = await openLists(directory);
    const cursors = perAction(action => new Cursor(asked[action]));
    const required = perAction(() => 0);
    const years = new IdYears();
    let unsubmitted = 0;
    try {
        for await (const chunk of submitted.chunks()) {
            const marks = new Uint8Array(chunk.length);
            for (const action of fromLeastPressing)
                unsubmitted += await cursors[action].mark(chunk, marks, markOf(action));
            years.note(chunk, marks);
            visit?.(chunk, marks);
            for (const action of domain/* requiredActions */.nU)
                required[action] += await lists[action].write(chunk, marks, markOf(action));
        }
        for (const action of domain/* requiredActions */.nU)
            unsubmitted += await cursors[action].rest();
        const written = {
            delete: await lists.delete.finish(),
            review: await lists.review.finish(),
            refetch: await lists.refetch.finish(),
            'scrub-geo': await lists['scrub-geo'].finish()
        };
        return { required, lists: written, unsubmitted, ofYear: years.counts };
    }
    catch (error) {
        for (const action of domain/* requiredActions */.nU)
            await lists[action].abandon();
        throw error;
    }
    finally {
        for (const action of domain/* requiredActions */.nU)
            await cursors[action].close();
    }
}
/** Leaves no list behind. */
async function removeLists(directory) {
    for (const action of domain/* requiredActions */.nU)
        await (0,external_node_fs_promises_.rm)(listPath(directory, action), { force: true });
}
function listPath(directory, action) {
    return (0,external_node_path_.join)(directory, `${action}.txt`);
}
function perAction(make) {
    return {
        delete: make('delete'),
        review: make('review'),
        refetch: make('refetch'),
        'scrub-geo': make('scrub-geo')
    };
}
function markOf(action) {
    return domain/* requiredActions */.nU.indexOf(action) + 1;
}
const empty = new BigUint64Array(0);
/** Walks through a sorted set beside another one. */
class Cursor {
    #chunks;
    #chunk = empty;
    #at = 0;
    #done = false;
    constructor(ids) {
        this.#chunks = ids.chunks()[Symbol.asyncIterator]();
    }
    /**
     * Takes all IDs up to the last one of `chunk`, and puts `mark` where they
     * stand in it. Returns how many do not.
     */
    async mark(chunk, marks, mark) {
        let missing = 0;
        let place = 0;
        for (;;) {
            if (this.#at === this.#chunk.length && !(await this.#next()))
                break;
            const step = markChunk(this.#chunk, this.#at, chunk, place, marks, mark);
            missing += step.missing;
            place = step.place;
            this.#at = step.at;
            if (place === chunk.length)
                break;
        }
        return missing;
    }
    /** How many IDs are left. */
    async rest() {
        let left = this.#chunk.length - this.#at;
        while (await this.#next())
            left += this.#chunk.length;
        this.#at = this.#chunk.length;
        return left;
    }
    async close() {
        await this.#chunks.return?.();
    }
    async #next() {
        if (this.#done)
            return false;
        const next = await this.#chunks.next();
        this.#done = next.done === true;
        this.#chunk = next.done === true ? empty : next.value;
        this.#at = 0;
        return !this.#done;
    }
}
/** One stretch of the walk, within a chunk of each side; by halves of IDs, as a bigint for each would be made and thrown away. */
function markChunk(ids, from, chunk, fromPlace, marks, mark) {
    const wanted = halvesOf(ids);
    const submitted = halvesOf(chunk);
    let at = from;
    let place = fromPlace;
    let missing = 0;
    while (at < ids.length && place < chunk.length) {
        const high = (wanted[2 * at + 1] ?? 0) - (submitted[2 * place + 1] ?? 0);
        const difference = high === 0 ? (wanted[2 * at] ?? 0) - (submitted[2 * place] ?? 0) : high;
        if (difference > 0)
            place++;
        else {
            if (difference === 0)
                marks[place] = mark;
            else
                missing++;
            at++;
        }
    }
    return { at, place, missing };
}
/** The low and the high half of each ID. */
function halvesOf(ids) {
    return new Uint32Array(ids.buffer, ids.byteOffset, 2 * ids.length);
}
async function openLists(directory) {
    return {
        delete: await List.open(directory, 'delete'),
        review: await List.open(directory, 'review'),
        refetch: await List.open(directory, 'refetch'),
        'scrub-geo': await List.open(directory, 'scrub-geo')
    };
}
/** How many IDs are written at a time. */
const idsPerWrite = 1 << 12;
/** A list under a temporary name until it is whole. */
class List {
    file;
    path;
    #chunk = new BigUint64Array(idsPerWrite);
    #lines = new Uint8Array(longestLine * idsPerWrite);
    #sha256 = (0,external_node_crypto_.createHash)('sha256');
    #held = 0;
    #ids = 0;
    constructor(file, path) {
        this.file = file;
        this.path = path;
    }
    static async open(directory, action) {
        const path = listPath(directory, action);
        return new List(await (0,external_node_fs_promises_.open)(`${path}.tmp`, 'w', 0o600), path);
    }
    /** Adds the IDs of `chunk` that carry `mark`, and returns how many. */
    async write(chunk, marks, mark) {
        let written = 0;
        const halves = halvesOf(chunk);
        const into = halvesOf(this.#chunk);
        for (let at = marks.indexOf(mark); at !== -1; at = marks.indexOf(mark, at))
            // They often stand together.
            for (; marks[at] === mark; at++) {
                if (this.#held === idsPerWrite)
                    await this.#flush();
                into[2 * this.#held] = halves[2 * at] ?? 0;
                into[2 * this.#held + 1] = halves[2 * at + 1] ?? 0;
                this.#held++;
                written++;
            }
        return written;
    }
    async finish() {
        await this.#flush();
        await this.file.close();
        await (0,external_node_fs_promises_.rename)(`${this.path}.tmp`, this.path);
        return { ids: this.#ids, sha256: this.#sha256.digest('hex') };
    }
    async abandon() {
        await this.file.close().catch(() => undefined);
        await (0,external_node_fs_promises_.rm)(`${this.path}.tmp`, { force: true });
    }
    async #flush() {
        const end = writeLines(this.#chunk.subarray(0, this.#held), this.#lines, 0);
        this.#sha256.update(this.#lines.subarray(0, end));
        this.#ids += this.#held;
        await this.file.writeFile(this.#lines.subarray(0, end));
        this.#held = 0;
    }
}

;// CONCATENATED MODULE: ./src/results/overlap.ts
/** The number of distinct IDs of `few` that stand in `all`, and in none of `except`. */
async function overlap(few, all, except) {
    if (few.size === 0)
        return 0;
    const wanted = new Walk(all);
    const unwanted = except.map(each => new Walk(each));
    let found = 0;
    try {
        for await (const chunk of few.chunks())
            for (const id of chunk)
                if ((await wanted.has(id)) && !(await isIn(unwanted, id)))
                    found++;
        return found;
    }
    finally {
        for (const walk of [wanted, ...unwanted])
            await walk.close();
    }
}
async function isIn(walks, id) {
    let found = false;
    for (const walk of walks)
        found = (await walk.has(id)) || found;
    return found;
}
/** Asks a sorted set for ascending IDs. */
class Walk {
    #chunks;
    #chunk = new BigUint64Array(0);
    #at = 0;
    #isDone = false;
    constructor(set) {
        this.#chunks = set.chunks()[Symbol.asyncIterator]();
    }
    async has(id) {
        for (;;) {
            while (this.#at < this.#chunk.length) {
                const next = this.#chunk[this.#at] ?? 0n;
                if (next >= id)
                    return next === id;
                this.#at++;
            }
            if (this.#isDone || !(await this.#next()))
                return false;
        }
    }
    async close() {
        await this.#chunks.return?.();
    }
    async #next() {
        const next = await this.#chunks.next();
        this.#isDone = next.done === true;
        this.#chunk = next.done === true ? new BigUint64Array(0) : next.value;
        this.#at = 0;
        return !this.#isDone;
    }
}

// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __webpack_require__(4573);
;// CONCATENATED MODULE: ./src/content/id.ts
// What an ID is: 1 to 19 decimal digits, from 1 to 2^63 − 1, read from bytes as two 32-bit words.
/** Longest decimal form of an ID: 9223372036854775807. */
const maxDigits = 19;
const zero = 0x30;
const powersOfTen = Array.from({ length: 10 }, (_, n) => 10 ** n);
/**
 * Reads the ID whose digits start at `start` and end before `end` or before
 * the first byte that is no digit. Returns the index behind its last digit;
 * `start` when these digits are no ID, with `into` undefined in value.
 */
function scanId(bytes, start, end, into) {
    const middle = Math.min(start + 10, end);
    // Ten digits and nine: each is exact as a double, which the product is not.
    let front = 0;
    let at = start;
    for (; at < middle; at++) {
        const digit = (bytes[at] ?? 0) - zero;
        if (digit < 0 || digit > 9)
            break;
        front = front * 10 + digit;
    }
    if (bytes[start] === zero)
        return start;
    // Without any digit, this is `start` as well.
    if (at < middle || at === end) {
        into.high = Math.floor(front / 0x100000000);
        into.low = front - into.high * 0x100000000;
        return at;
    }
    const last = Math.min(start + maxDigits, end);
    let back = 0;
    for (; at < last; at++) {
        const digit = (bytes[at] ?? 0) - zero;
        if (digit < 0 || digit > 9)
            break;
        back = back * 10 + digit;
    }
    if (at < end && isDigit(bytes[at] ?? 0))
        return start;
    joinDecimal(front, back, at - middle, into);
    return into.high <= 0x7fffffff ? at : start;
}
/** Whether `bytes[start..end)` is an ID and nothing else; `into` is it then. */
function readId(bytes, start, end, into) {
    return start < end && scanId(bytes, start, end, into) === end;
}
function isDigit(byte) {
    return byte >= zero && byte <= zero + 9;
}
/** `front` (below 10^10) × 10^`digits` + `back` (`digits` ≤ 9 digits), in exact steps of 16 bits. */
function joinDecimal(front, back, digits, into) {
    const power = powersOfTen[digits] ?? 1;
    const frontTop = Math.floor(front / 0x10000);
    const top = frontTop * power;
    const rest = (front - frontTop * 0x10000) * power + back;
    const topTop = Math.floor(top / 0x10000);
    const sum = (top - topTop * 0x10000) * 0x10000 + rest;
    const carry = Math.floor(sum / 0x100000000);
    into.high = topTop + carry;
    into.low = sum - carry * 0x100000000;
}
/** Reads an ID from text such as the `id` of a result row; undefined when it is none. */
function idFromText(text) {
    if (!/^[1-9][0-9]{0,18}$/.test(text))
        return undefined;
    const id = BigInt(text);
    return id <= 0x7fffffffffffffffn ? id : undefined;
}
const reasons = [
    [/^(nan|na|null|none|nil|n\/a)?$/i, 'no ID'],
    [/^0+$/, 'zero'],
    [/^0[0-9]+$/, 'leading zeros'],
    [/^[0-9]+$/, 'above 2^63 - 1'],
    [/^[+-]?[0-9]+([.,][0-9]+)?e[+-]?[0-9]+$/i, 'scientific notation'],
    [/^[+\-\u2212][0-9]+$/, 'sign in front'],
    [/^[+-]?[0-9]*[.][0-9]*$/, 'decimal point'],
    [/^[0-9]+([_,.'\u2019\u00a0\u202f][0-9]{3})+$/, 'digits with separators'],
    [/^[0-9]+(_[0-9]+)+$/, 'digits with separators'],
    [/^[0-9]{5,}[,;|~&:^\s]/, 'several values on one line'],
    [/^\[\W{0,2}[0-9]{5,}/, 'several values on one line'],
    [/^[\p{Nd}]+$/u, 'digits of another script'],
    [/^@[A-Za-z0-9_]+$/, 'screen name, not an ID'],
    // Of 32 bytes in base64, as in X's transparency archives, or in hex.
    [
        /^(?=.*[0-9])(?=.*[A-Za-z])(?:[A-Za-z0-9+/_-]{43}=?|[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/,
        'hash, not an ID'
    ]
];
/** Why `text` (a cell without the space around it) is no ID. */
function reasonOf(text) {
    return reasons.find(([shape]) => shape.test(text))?.[1] ?? 'not a number';
}

;// CONCATENATED MODULE: ./src/kernel/json.ts
// JSON as tokens: a stream of bytes in any chunks is cut into records, each validated as a whole and laid out on a tape.

/** Kinds of tokens. */
const kinds = {
    object: 1,
    array: 2,
    string: 3,
    number: 4,
    word: 5
};
/** Number of a key that has an escape: its text is for the reader to decode. */
const escapedKey = 1;
/** The number of the first key of `TokenizerOptions.keys`. */
const firstKey = 2;
/**
 * 32-bit words of a token: kind | escaped << 4 | has keys of no number << 5 |
 * empty string << 6 | number of the key << 8; start; end; start of the key (0:
 * none); index of the token behind its contents.
 */
const tokenWords = 5;
/** A set of IDs that may hold more (Bloom, 1970): 2^`log` bits, at most 2^31, of which each ID sets two. */
class IdFilter {
    log;
    bits;
    constructor(log) {
        this.log = log;
        this.bits = new Uint8Array(1 << (log - 3));
    }
    add(high, low) {
        for (const factor of filterFactors) {
            const bit = Math.imul(low ^ high, factor) >>> (32 - this.log);
            this.bits[bit >>> 3] = (this.bits[bit >>> 3] ?? 0) | (1 << (bit & 7));
        }
    }
    /** Whether it may hold an ID. */
    has(high, low) {
        for (const factor of filterFactors) {
            const bit = Math.imul(low ^ high, factor) >>> (32 - this.log);
            if (((this.bits[bit >>> 3] ?? 0) & (1 << (bit & 7))) === 0)
                return false;
        }
        return true;
    }
}
/** As in the kernel. */
const filterFactors = (/* unused pure expression or super */ null && ([0x9e3779b1, 0x85ebca6b]));
/** Tokens of one record, at most: 20 bytes each. */
const mostTokens = 4_000_000;
/** The text of the key that starts at `start`; `end` is where its value starts. */
function keyText(bytes, start, end) {
    const raw = bytes.toString('utf8', start, end);
    return String(JSON.parse(raw.slice(0, raw.lastIndexOf('"') + 1)));
}
// The memory of the kernel: keys, guesses, levels, shapes, IDs, a filter, the tape, and behind it the bytes.
const keysAt = 1024;
const keysRoom = 64 * 1024;
const guessesAt = keysAt + keysRoom;
const levelsAt = guessesAt + 64 * 1024;
const shapesAt = levelsAt + 20 * 1024;
const shapesRoom = 512 * 1024;
const idsAt = shapesAt + shapesRoom;
const mostIds = 16 * 1024;
const filterAt = idsAt + 8 * mostIds;
/** Readable bytes that the kernel needs behind the last one. */
const margin = 32;
/** Bytes that are kept are moved to the front once this many before them are of no use. */
const json_fewBytes = 1 << 16;
/**
 * Cuts a stream of JSON into records: top-level values, or the elements of
 * top-level arrays. Everything that `JSON.parse` accepts is accepted, but for
 * nesting of more than 1,000 levels; nothing else is.
 *
 *     tokenizer.feed(chunk)
 *     while ((found = tokenizer.next()) !== 'more') …
 *     tokenizer.end() // and the same loop once more
 *
 * The record at hand is valid until `next` or `feed` is called.
 */
class JsonTokenizer {
    #kernel = new Kernel();
    #longestRecord;
    #onIds;
    #onPassed;
    /** Behind the filter. */
    #tapeAt;
    #memory;
    #tokens;
    #all;
    #tapeLimit = 4096;
    /** Addresses of the first byte that is kept, of the next to be read, and behind the last. */
    #first;
    #at;
    #end;
    #isLast = false;
    /** Bytes of the stream before the first that is kept. */
    #passed = 0;
    #isRecord = false;
    #skipsLine = false;
    constructor(options) {
        const { run } = this.#kernel;
        this.#longestRecord = options.longestRecord;
        this.#onIds = options.onIds ?? (() => undefined);
        this.#onPassed = options.onPassed ?? (() => undefined);
        const { filter } = options;
        this.#tapeAt = filterAt + 4 * Math.ceil((filter?.bits.length ?? 0) / 4);
        this.#first = this.#at = this.#end = this.#bytesAt();
        this.#memory = this.#kernel.memory(this.#end + json_fewBytes);
        this.#tokens = new Uint32Array(this.#memory.buffer, this.#tapeAt);
        this.#all = Buffer.from(this.#memory.buffer);
        run.jsonSetUp(keysAt, guessesAt, levelsAt, options.isLines, options.all ?? false);
        run.jsonSetTape(this.#tapeAt, this.#tapeLimit);
        run.jsonSetShapes(shapesAt, shapesRoom, idsAt, mostIds);
        if (filter) {
            this.#memory.set(filter.bits, filterAt);
            run.jsonSetFilter(filterAt, filter.log);
        }
        run.jsonBegin(this.#at);
        this.#addKeys(options.keys);
    }
    /** How many tokens the record has. */
    get count() {
        return this.#kernel.run.jsonTokens.value;
    }
    /** The tokens of the record: `tokenWords` words each. */
    get tape() {
        return this.#tokens;
    }
    /** All bytes at hand; the record starts at `start`, from where positions in tokens count. */
    get memory() {
        return this.#all;
    }
    get start() {
        return this.#kernel.run.jsonRecordStart.value;
    }
    /** The bytes from the first one of the record on; positions in tokens count from there. */
    get bytes() {
        const start = this.#kernel.run.jsonRecordStart.value;
        return Buffer.from(this.#memory.buffer, start, this.#at - start);
    }
    /** How many bytes the record has. */
    get length() {
        return this.#at - this.#kernel.run.jsonRecordStart.value;
    }
    /** Where the record starts in the stream, in bytes. */
    get offset() {
        return this.#placeOf(this.#kernel.run.jsonRecordStart.value);
    }
    /** Where the line of the record starts in the stream. */
    get lineStart() {
        return this.#placeOf(this.#kernel.run.jsonLineStart.value);
    }
    /** Where the line ends on which the bytes before this place end, behind its line feed; undefined until that was passed. */
    lineEndBehind(place) {
        const { jsonLineEnd, jsonPastLineEnd } = this.#kernel.run;
        return [jsonPastLineEnd.value, jsonLineEnd.value]
            .filter(address => address !== 0)
            .map(address => this.#placeOf(address))
            .find(end => end >= place);
    }
    /** Which top-level array the record is an element of, from 1 on; 0 for one that is itself at the top. */
    get array() {
        const { run } = this.#kernel;
        return run.jsonIsOpen() === 0 ? 0 : run.jsonArrays.value;
    }
    /** Where that array starts; to be asked for at its first record. */
    get arrayStart() {
        return this.#placeOf(this.#kernel.run.jsonArrayStart.value);
    }
    #placeOf(address) {
        return this.#passed + address - this.#first;
    }
    /** The line on which the record starts, or stopped being JSON; from 1 on. */
    get line() {
        const { jsonRecordLine, jsonLines } = this.#kernel.run;
        return (this.#isRecord ? jsonRecordLine : jsonLines).value + 1;
    }
    /** Whether more is needed in the midst of something. */
    get isOpen() {
        return this.#kernel.run.jsonIsOpen() !== 0 || this.#at < this.#end;
    }
    /** The start of what is at hand, for messages. */
    get excerpt() {
        return Buffer.from(this.#memory.buffer, this.#first, Math.min(100, this.#end - this.#first)).toString();
    }
    /** Where in the stream reading stopped. */
    get position() {
        return this.#placeOf(this.#at);
    }
    /** What follows, from where reading stopped. */
    get rest() {
        return this.#all.subarray(this.#at, Math.min(this.#at + 100, this.#end));
    }
    /** Whether records end with their lines, from here on. */
    set isLines(isLines) {
        this.#kernel.run.jsonSetLines(isLines);
    }
    /** Adds bytes, which are copied. */
    feed(chunk) {
        this.#keep();
        this.#compact();
        this.#grow(this.#end + chunk.length + margin);
        this.#memory.set(chunk, this.#end);
        this.#end += chunk.length;
    }
    /** No more bytes will come. */
    end() {
        this.#isLast = true;
    }
    /** Goes on to the end of the next record, or to where one is broken; passes over records of shapes that were learned. */
    next() {
        const { run } = this.#kernel;
        this.#keep();
        if (this.#skipsLine && !this.#skip())
            return 'more';
        for (;;) {
            const found = run.nextRecord(this.#at, this.#end, this.#isLast);
            this.#at = run.jsonAt.value;
            this.#handOn();
            if (found === 3 && this.#growTape())
                continue;
            this.#isRecord = found === 1;
            if (found !== 0)
                return founds[found] ?? 'invalid';
            return this.#end - this.#first > this.#longestRecord ? 'too-long' : 'more';
        }
    }
    /** Lets go of the records that were passed over, and hands on their IDs. */
    #handOn() {
        const { jsonPassed, jsonPassedRecords, jsonIds } = this.#kernel.run;
        if (jsonPassed.value === 0)
            return;
        this.#passed += jsonPassed.value - this.#first;
        this.#first = jsonPassed.value;
        this.#onPassed(jsonPassedRecords.value);
        if (jsonIds.value > 0)
            this.#onIds(new BigUint64Array(this.#memory.buffer, idsAt, jsonIds.value));
    }
    /**
     * Learns that the record at hand holds IDs in these tokens, as texts or as
     * numbers, and nothing else. From here on `next` passes over records of the
     * same shape (same kinds, flags and known keys of tokens, in the same
     * nesting), as long as each of these tokens is an ID, and gives the IDs to
     * `onIds`. What is told of a record must follow from its shape alone.
     * Records of many tokens, or with an escape in a key, are not learned.
     */
    learn(tokens) {
        if (tokens.length > 2 * mostIds)
            return;
        new Uint32Array(this.#memory.buffer, idsAt).set(tokens);
        this.#kernel.run.jsonLearn(tokens.length);
    }
    /** Has the next record given, whatever its shape. */
    hold() {
        this.#kernel.run.jsonHold();
    }
    /** Gives up what is broken, up to the end of its line. */
    skipLine() {
        this.#kernel.run.jsonReset();
        this.#skipsLine = true;
    }
    /** Passes bytes between records that are no JSON. */
    pass(length) {
        this.#kernel.run.jsonReset();
        this.#at += length;
    }
    #skip() {
        const at = this.#memory.subarray(0, this.#end).indexOf(0x0a, this.#at);
        this.#at = at < 0 ? this.#end : at;
        this.#skipsLine = at < 0;
        this.#keep();
        return at >= 0;
    }
    /** Lets go of what was read, but for a record that is not whole. */
    #keep() {
        const { run } = this.#kernel;
        if (this.#isRecord || run.jsonIsRecord() === 0) {
            this.#passed += this.#at - this.#first;
            this.#first = this.#at;
        }
        else {
            const start = run.jsonRecordStart.value;
            this.#passed += start - this.#first;
            this.#first = start;
        }
        if (this.#isRecord)
            run.jsonNext();
        this.#isRecord = false;
    }
    #compact() {
        const front = this.#bytesAt();
        const waste = this.#first - front;
        const kept = this.#end - this.#first;
        if (waste === 0 || (kept > json_fewBytes && waste < kept))
            return;
        this.#move(front);
    }
    #move(to) {
        const delta = to - this.#first;
        this.#memory.copyWithin(to, this.#first, this.#end);
        this.#first += delta;
        this.#at += delta;
        this.#end += delta;
        this.#kernel.run.jsonMove(delta);
    }
    #grow(length) {
        if (length <= this.#memory.length)
            return;
        const wanted = Math.ceil(Math.max(length, this.#memory.length * 1.25));
        this.#memory = this.#kernel.memory(wanted);
        this.#tokens = new Uint32Array(this.#memory.buffer, this.#tapeAt);
        this.#all = Buffer.from(this.#memory.buffer);
    }
    #growTape() {
        if (this.#tapeLimit >= mostTokens)
            return false;
        const added = Math.min(this.#tapeLimit, mostTokens - this.#tapeLimit);
        this.#tapeLimit += added;
        this.#keep();
        this.#grow(this.#end + 4 * tokenWords * added + margin);
        this.#move(this.#first + 4 * tokenWords * added);
        this.#kernel.run.jsonSetTape(this.#tapeAt, this.#tapeLimit);
        return true;
    }
    #bytesAt() {
        return this.#tapeAt + 4 * tokenWords * this.#tapeLimit;
    }
    #addKeys(keys) {
        // Texts stand behind the table: heads of 2 bytes, entries of 16.
        let at = keysAt + 2048 + 16 * (keys.length + 1);
        for (const [index, key] of keys.entries()) {
            const { written } = new TextEncoder().encodeInto(key, this.#memory.subarray(at, keysAt + keysRoom));
            this.#kernel.run.jsonAddKey(at, written, index + firstKey);
            at += written;
        }
    }
}
/** What the kernel returns, by number. */
const founds = [
    'more',
    'record',
    'invalid',
    'too-long',
    'line-cut',
    'too-deep'
];

;// CONCATENATED MODULE: ./src/kernel/rows.ts
// Result rows as X writes them, read in the kernel; a line of another form is handed out as it is.

/** 32-bit words of a row: the low and the high half of its ID; its reason and, above 16 bits, its action; its year. */
const rowWords = 4;
// The memory of the kernel: words, a word that is added, rows, and behind them the bytes.
const wordsAt = 1024;
const newWordAt = 2048;
const rowsAt = 4096;
const mostRows = 4096;
const bytesAt = rowsAt + 4 * rowWords * mostRows;
/** Readable bytes that the kernel needs behind the last one. */
const rows_margin = 32;
/** Longest text of a word, in bytes. */
const longestWord = 16;
/**
 * Cuts a stream of bytes into stretches of rows, and the lines between them.
 *
 *     scanner.feed(chunk)
 *     while ((found = scanner.next()) !== 'more') …
 *     scanner.end() // and the same loop once more
 *
 * What is at hand is valid until `next` or `feed` is called.
 */
class RowScanner {
    #kernel = new Kernel();
    #memory = this.#kernel.memory(bytesAt + rows_margin);
    #rows = this.#rowsView();
    #from = bytesAt;
    #at = bytesAt;
    /** Behind the last line feed. */
    #whole = bytesAt;
    #end = bytesAt;
    #isLast = false;
    #passed = 0;
    constructor() {
        this.#kernel.run.setRowWords(wordsAt);
    }
    /** The rows at hand, of `rowWords` words each. */
    get rows() {
        return this.#rows;
    }
    /** How many rows are at hand. */
    get count() {
        return this.#kernel.run.rowsRead.value;
    }
    /** The lines at hand. */
    get lines() {
        return Buffer.from(this.#memory.buffer, this.#from, this.#at - this.#from);
    }
    /** Whether a line feed alone ends each line of the stretch at hand. */
    get isPlain() {
        return this.#kernel.run.rowsArePlain.value !== 0;
    }
    /** The number of the last line at hand, from 1 on. */
    get line() {
        return this.#passed;
    }
    /** Bytes behind the last line feed, of a line that goes on. */
    get open() {
        return this.#end - this.#at;
    }
    /** Makes a word known, under a number of 1 to 65535; rows with others are handed out as lines. */
    addWord(field, text, number) {
        if (text.length > longestWord || !/^[\x20-\x7e]+$/.test(text))
            return;
        this.#memory.set(Buffer.from(text, 'latin1'), newWordAt);
        const { run } = this.#kernel;
        run.addRowWord(field === 'action', newWordAt, text.length, number);
    }
    /** Adds bytes, which are copied. */
    feed(chunk) {
        this.#memory.copyWithin(bytesAt, this.#at, this.#end);
        this.#end -= this.#at - bytesAt;
        this.#from = this.#at = bytesAt;
        const length = this.#end + chunk.length + rows_margin;
        if (length > this.#memory.length) {
            this.#memory = this.#kernel.memory(Math.ceil(1.5 * length));
            this.#rows = this.#rowsView();
        }
        this.#memory.set(chunk, this.#end);
        const feed = chunk.lastIndexOf(0x0a);
        if (feed >= 0)
            this.#whole = this.#end + feed + 1;
        else
            this.#whole = bytesAt;
        this.#end += chunk.length;
    }
    /** No more bytes will come. */
    end() {
        this.#isLast = true;
    }
    /** Goes on to the next stretch of rows, to a single other line, or to the end of what was fed. */
    next() {
        const { run } = this.#kernel;
        this.#from = this.#at;
        if (this.#at < this.#whole) {
            this.#at = run.readRows(this.#at, this.#whole, rowsAt, mostRows);
            if (this.#at > this.#from) {
                this.#passed += run.rowsRead.value;
                return 'rows';
            }
            this.#at = this.#memory.indexOf(0x0a, this.#from) + 1;
        }
        else if (this.#isLast)
            this.#at = this.#end;
        if (this.#at === this.#from)
            return 'more';
        this.#passed++;
        return 'line';
    }
    #rowsView() {
        return new Uint32Array(this.#memory.buffer, rowsAt, rowWords * mostRows);
    }
}

;// CONCATENATED MODULE: ./src/results/row-file.ts
// The file of the rows of one part: lines as they came, without blank ones, each ended by LF.

const bufferLength = 1 << 20;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
/** Writes one buffer while the other is filled. */
class RowFile {
    file;
    /** Bytes so far. */
    written = 0;
    #buffer = Buffer.allocUnsafe(bufferLength);
    #other = Buffer.allocUnsafe(bufferLength);
    #held = 0;
    #writing = Promise.resolve();
    /** Whether the last line is to be gone on with. */
    #isInLine = false;
    #isOpen = true;
    constructor(file) {
        this.file = file;
    }
    static async open(path) {
        return new RowFile(await (0,external_node_fs_promises_.open)(path, 'w', 0o600));
    }
    /**
     * Adds lines, which are copied. The promise, where there is one, is to be
     * awaited before the next ones.
     *
     * @param isPlain they are known to have no blank line and no CR, and to end with LF
     */
    add(lines, isPlain) {
        if (!isPlain || this.#isInLine)
            return this.#addEach(lines);
        return lines.length <= this.#room ? this.#copy(lines) : this.#add(lines);
    }
    /** Ends the last line, and closes the file when all is written. */
    async end() {
        if (this.#isInLine)
            await this.#add(Buffer.of(lineFeed));
        await this.#flush();
        await this.close();
    }
    async close() {
        if (!this.#isOpen)
            return;
        this.#isOpen = false;
        try {
            await this.#writing;
        }
        finally {
            await this.file.close();
        }
    }
    get #room() {
        return bufferLength - this.#held;
    }
    async #addEach(lines) {
        for (let at = 0; at < lines.length;) {
            const feed = lines.indexOf(lineFeed, at);
            const end = feed === -1 ? lines.length : feed;
            let last = end;
            while (last > at && lines[last - 1] === carriageReturn)
                last--;
            const line = lines.subarray(at, last);
            const isBlank = line.every(byte => byte <= 0x20);
            if (!isBlank || this.#isInLine)
                await this.#add(line);
            if (feed === -1)
                this.#isInLine ||= !isBlank;
            else {
                if (this.#isInLine || !isBlank)
                    await this.#add(lines.subarray(end, end + 1));
                this.#isInLine = false;
            }
            at = end + 1;
        }
    }
    async #add(bytes) {
        for (let at = 0; at < bytes.length;) {
            if (this.#room === 0)
                await this.#flush();
            const some = bytes.subarray(at, at + this.#room);
            await this.#copy(some);
            at += some.length;
        }
    }
    #copy(bytes) {
        this.#buffer.set(bytes, this.#held);
        this.#held += bytes.length;
        // A chunk of the network and a bit more must fit.
        return this.#room < bufferLength / 4 ? this.#flush() : undefined;
    }
    async #flush() {
        await this.#writing;
        const bytes = this.#buffer.subarray(0, this.#held);
        [this.#buffer, this.#other] = [this.#other, this.#buffer];
        this.#held = 0;
        this.written += bytes.length;
        this.#writing = this.file.writeFile(bytes);
        // A failure is seen where it is awaited, which may be later.
        this.#writing.catch(() => undefined);
    }
}

;// CONCATENATED MODULE: ./src/results/rules.ts
// What a row's reason and action mean: which event it is, and what its ID asks for.

const rules_kinds = domain/* eventKinds */.M;
/** The kind of each reason, and of each word that outweighs the reason where it is the action. */
const byReason = new Map();
const byAction = new Map();
for (const output of domain/* eventOutputs */.tj)
    for (const word of rules_kinds[output].reasons) {
        byReason.set(word, output);
        if (rules_kinds[output].inAction === true)
            byAction.set(word, output);
    }
/** All words with a rule of their own; every other is carried as `other`. */
const knownReasons = [
    ...byReason.keys(),
    domain/* refusedReason */.RV
];
const knownActions = [
    'delete',
    'rehydrate',
    ...byAction.keys()
];
/** The event output that counts a row. */
function eventOf(reason, action) {
    const known = byReason.get(reason);
    // A geo word in either place outweighs the other.
    return known !== undefined && rules_kinds[known].inAction === true
        ? known
        : (byAction.get(action) ?? known ?? 'other');
}
/** What a row asks the owner of the data to do with its ID. */
function requiredOf(reason, action) {
    const { requiredAction, outweighsAction } = rules_kinds[eventOf(reason, action)];
    if (requiredAction && outweighsAction === true)
        return requiredAction;
    if (action === 'rehydrate')
        return 'refetch';
    return action === 'delete' ? 'delete' : 'review';
}

;// CONCATENATED MODULE: ./src/results/word-counts.ts
// Words of the service by small numbers, counted; never more of them than a fixed number.

/** What rows without the field are counted under. */
const none = 'none';
/** What all words past the bounds are counted under. */
const rest = '…';
/** Distinct words that are told apart, and the length of each, so that a hostile service can't fill the memory. */
const word_counts_bounds = { words: 1000, characters: 256 };
/** Bounds of the output `counts`: its words in number and characters. */
const shown = { words: 100, characters: 64 };
/** The number of "no word". */
const absent = 0;
/** The number of every word past the bounds. */
const beyond = 1;
/** Gives every distinct word a small number, and counts by it. */
class Words {
    #texts = [none, rest];
    #counts = [];
    #numbers = new Map();
    /** Words as they came, by number. */
    #raw = [];
    /** @param known words with a rule, which keep their place whatever else comes */
    constructor(known) {
        for (const word of known)
            this.numberOf(word);
    }
    /** How many words have a number of their own. */
    get size() {
        return this.#numbers.size;
    }
    /** Counts all that another one has counted. */
    add(words) {
        for (const [number, n] of words.#counts.entries()) {
            if (!n)
                continue;
            const own = number > beyond ? this.numberOf(words.#raw[number] ?? '') : number;
            this.#counts[own] = (this.#counts[own] ?? 0) + n;
        }
    }
    /** The number of a word; all past the bounds share one. */
    numberOf(word) {
        return this.#numbers.get(word) ?? this.#add(word);
    }
    /** The word itself; empty when there is none or it is past the bounds. */
    textOf(number) {
        return number > beyond ? (this.#texts[number] ?? '') : '';
    }
    count(number, times = 1) {
        this.#counts[number] = (this.#counts[number] ?? 0) + times;
    }
    /** Counts the word that `words` has under this number. */
    countOf(words, number, times = 1) {
        this.count(number > beyond ? this.numberOf(words.textOf(number)) : number, times);
    }
    /** Counts by exact word, most frequent first. */
    exact() {
        return summed(this.#sorted());
    }
    /** Counts by word, within the bounds of the output `counts`. */
    shown() {
        const sorted = Object.entries(summed(this.#sorted().map(([word, n]) => [
            Array.from(word).slice(0, shown.characters).join(''),
            n
        ])));
        const words = sorted.filter(([word]) => word !== rest);
        const isAll = words.length <= shown.words;
        const kept = isAll ? words : words.slice(0, shown.words - 1);
        const left = total(sorted) - total(kept);
        return summed([...kept, ...(left > 0 ? [[rest, left]] : [])]);
    }
    #add(word) {
        const number = this.#texts.length;
        if (word.length > word_counts_bounds.characters || number >= word_counts_bounds.words)
            return beyond;
        // Words go into log, outputs and reports, where no ID may stand.
        this.#texts.push((0,lib_text/* withoutIds */.Li)(word));
        this.#raw[number] = word;
        this.#numbers.set(word, number);
        return number;
    }
    #sorted() {
        return this.#texts
            .map((text, number) => [
            text,
            this.#counts[number] ?? 0
        ])
            .filter(([, n]) => n > 0)
            .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    }
}
function total(entries) {
    return entries.reduce((sum, [, n]) => sum + n, 0);
}
/** Counts by name; a word of the service may be `none` or `…` too. */
function summed(entries) {
    const sums = new Map();
    for (const [name, n] of entries)
        sums.set(name, (sums.get(name) ?? 0) + n);
    return Object.fromEntries(sums);
}

;// CONCATENATED MODULE: ./src/results/year.ts
// The year of a date as rows hold it.
const minus = 0x2d;
const year_zero = 0x30;
const capitalZ = 0x5a;
/** The year of a row without a readable date. */
const unknownYear = 0;
/** The first post was written in 2006. */
const firstYear = 2006;
/** Keeps the number of years small. */
const lastYear = 2099;
/**
 * The year of a date such as `2019-08-10T12:22:39.022Z` or
 * `2019-03-02T03:37:59+00:00`, in UTC.
 */
function year_yearOf(bytes, start, end) {
    if (end - start < 20 || end - start > 40)
        return unknownYear;
    const isUtc = bytes[end - 1] === capitalZ ||
        bytes.toString('latin1', end - 6, end) === '+00:00';
    if (!isUtc || bytes[start + 4] !== minus)
        return inRange(new Date(bytes.toString('latin1', start, end)).getUTCFullYear());
    let year = 0;
    for (let at = start; at < start + 4; at++) {
        const digit = (bytes[at] ?? 0) - year_zero;
        if (digit < 0 || digit > 9)
            return unknownYear;
        year = year * 10 + digit;
    }
    return inRange(year);
}
function inRange(year) {
    return year >= firstYear && year <= lastYear ? year : unknownYear;
}

;// CONCATENATED MODULE: ./src/results/rows.ts
// The result rows of one job, in one pass: validated, counted and written while they are downloaded.














/** Real rows have about 110 bytes. */
const longestRow = 1 << 20;
/** The fields that a row is judged by; all others are carried. */
const fields = ['id', 'reason', 'action', 'error', 'created_at'];
const [idKey, reasonKey, actionKey, errorKey, createdKey] = [2, 3, 4, 5, 6];
/** IDs of one kind held in memory, in bytes; what is more goes to disk. */
const budget = 48 * 1024 * 1024;
/** The counts of the rows of one part. */
class PartCounts {
    reasons = new Words(knownReasons);
    actions = new Words(knownActions);
    otherReasons = new Words([]);
    byEvent = new Map();
    /** Events by year. */
    years = new Float64Array(lastYear + 1);
    rows = 0;
    events = 0;
    refused = 0;
    /** Refused lines that hold no ID at all. */
    refusedWithoutId = 0;
    /** IDs by what they are asked for; `elsewhere` are IDs out of the range of the part. */
    ids;
    constructor(directory, signal) {
        const collector = () => new IdCollector({ directory, budget, signal });
        this.ids = {
            delete: collector(),
            review: collector(),
            refetch: collector(),
            'scrub-geo': collector(),
            refused: collector(),
            elsewhere: collector()
        };
    }
    /** Adds up once all rows came. */
    sum(verdicts) {
        const { reasons, actions, otherReasons, byEvent } = this;
        for (const { event, isRefusal, reason, action, rows } of verdicts.flat()) {
            if (isRefusal)
                continue;
            this.events += rows;
            byEvent.set(event, (byEvent.get(event) ?? 0) + rows);
            reasons.count(reason, rows);
            actions.count(action, rows);
            if (event === 'other')
                otherReasons.countOf(reasons, reason, rows);
        }
    }
    async dispose() {
        for (const each of Object.values(this.ids))
            await each.dispose();
    }
}
/**
 * Takes the bytes of a job's results in any chunks. A row is an event with a
 * readable `id`, or a refusal of a line; anything else is `results-corrupt`.
 */
class PartRows {
    counts;
    #options;
    #range;
    #id = { high: 0, low: 0 };
    #verdicts = [];
    #scanner = new RowScanner();
    /** For lines that the scanner leaves. */
    #tokenizer = newTokenizer();
    #output;
    constructor(options) {
        this.#options = options;
        const { range } = options;
        this.#range = range && {
            first: u64Of(range.first),
            last: u64Of(range.last)
        };
        this.counts = new PartCounts(options.directory, options.signal);
        this.#addWords();
    }
    get part() {
        return this.#options.part;
    }
    get path() {
        return this.#options.path;
    }
    /** First and last ID, where they are known and the part is one of several. */
    get range() {
        return this.#options.range;
    }
    get mostBytes() {
        return this.#options.mostBytes;
    }
    get directory() {
        return this.#options.directory;
    }
    /** Bytes of the rows as they are kept. */
    get bytes() {
        return this.#output?.written ?? 0;
    }
    /** Starts from nothing: the copy before is dropped with its counts. */
    async restart() {
        await this.#output?.close();
        await this.counts.dispose();
        const { path, directory, signal } = this.#options;
        this.counts = new PartCounts(directory, signal);
        this.#verdicts = [];
        this.#scanner = new RowScanner();
        this.#tokenizer = newTokenizer();
        this.#addWords();
        this.#output = await RowFile.open(path);
    }
    /** @throws Failure `results-corrupt` at what is no row */
    async write(chunk) {
        if (!this.#output)
            await this.restart();
        this.#scanner.feed(chunk);
        await this.#read();
        for (const each of Object.values(this.counts.ids))
            await each.settle();
    }
    /** Takes the last row, and closes the file. Throws as `write`. */
    async end() {
        if (!this.#output)
            await this.restart();
        this.#scanner.end();
        await this.#read();
        await this.#output?.end();
        this.counts.sum(this.#verdicts);
    }
    /** Leaves nothing behind. */
    async discard() {
        await this.#output?.close();
        this.#output = undefined;
        await this.counts.dispose();
        await (0,external_node_fs_promises_.rm)(this.#options.path, { force: true });
    }
    #addWords() {
        const { reasons, actions } = this.counts;
        for (const word of knownReasons)
            this.#scanner.addWord('reason', word, reasons.numberOf(word));
        for (const word of knownActions)
            this.#scanner.addWord('action', word, actions.numberOf(word));
    }
    async #read() {
        for (;;) {
            const found = this.#scanner.next();
            if (found === 'more')
                break;
            const { lines, isPlain } = this.#scanner;
            if (found === 'rows')
                this.#takeRows();
            else
                this.#takeLine(lines);
            const writing = this.#output?.add(lines, found === 'rows' && isPlain);
            if (writing)
                await writing;
        }
        if (this.#scanner.open > longestRow)
            throw this.#tooLong(this.#scanner.line + 1);
    }
    /** Counts the rows that the scanner has read. */
    #takeRows() {
        const { rows, count } = this.#scanner;
        for (let at = 0; at < count * rowWords; at += rowWords) {
            this.#id.low = rows[at] ?? 0;
            this.#id.high = rows[at + 1] ?? 0;
            const words = rows[at + 2] ?? 0;
            this.#take(words & 0xffff, words >>> 16, true, false, rows[at + 3] ?? 0);
        }
    }
    /** Takes a line of another form. */
    #takeLine(line) {
        const text = line.subarray(0, line.length - Number(line.at(-1) === 0x0a));
        if (text.length > longestRow)
            throw this.#tooLong();
        const first = text.find(isNoBlank);
        if (first === undefined)
            return;
        const tokenizer = this.#tokenizer;
        tokenizer.feed(text);
        tokenizer.feed(Buffer.of(0x0a));
        const isRow = first === 0x7b && (0,external_node_buffer_.isUtf8)(text) && tokenizer.next() === 'record';
        if (!isRow)
            throw this.#notARow(text);
        this.#row(tokenizer.tape, tokenizer.bytes, 0, tokenizer.count);
        // Nothing else may stand on it, nor a comma.
        const last = text.findLast(isNoBlank);
        if (tokenizer.next() !== 'more' || last !== 0x7d)
            throw this.#notARow(text);
    }
    #row(tape, bytes, row, end) {
        let id = 0;
        let reason = 0;
        let action = 0;
        let error = 0;
        let created = 0;
        // Of a key that comes twice the last counts, as for `JSON.parse`.
        for (let token = row + 1; token < end; token = behind(tape, token)) {
            const key = keyOf(tape, bytes, token);
            if (key === idKey)
                id = token;
            else if (key === reasonKey)
                reason = token;
            else if (key === actionKey)
                action = token;
            else if (key === errorKey)
                error = token;
            else if (key === createdKey)
                created = token;
        }
        const hasId = id !== 0 && this.#readId(tape, bytes, id);
        const isRefusal = error !== 0 &&
            kindOf(tape, error) === kinds.string &&
            textOf(tape, bytes, error) === domain/* refusedReason */.RV;
        const year = created === 0 || kindOf(tape, created) !== kinds.string
            ? unknownYear
            : year_yearOf(bytes, startOf(tape, created) + 1, endOf(tape, created) - 1);
        const { reasons, actions } = this.counts;
        const isEvent = this.#take(this.#numberOf('reason', reasons, tape, bytes, reason), this.#numberOf('action', actions, tape, bytes, action), hasId, isRefusal, year);
        if (!isEvent && !hasId)
            this.#addRefused(id === 0 ? '' : (textOf(tape, bytes, id) ?? ''));
        if (isEvent && !hasId)
            throw this.#withoutId(bytes, id !== 0);
    }
    /** Counts a row, whose ID is at hand; tells whether it is an event. */
    #take(reason, action, hasId, isRefused, year) {
        const { counts } = this;
        const { high, low } = this.#id;
        const verdict = this.#verdicts[reason]?.[action] ?? this.#judge(reason, action);
        counts.rows++;
        if (hasId &&
            this.#range &&
            (isBefore(this.#id, this.#range.first) ||
                isBefore(this.#range.last, this.#id)))
            counts.ids.elsewhere.add(high, low);
        if (isRefused || verdict.isRefusal) {
            counts.refused++;
            if (hasId)
                counts.ids.refused.add(high, low);
            return false;
        }
        if (!hasId)
            return true;
        verdict.rows++;
        verdict.ids.add(high, low);
        counts.years[year] = (counts.years[year] ?? 0) + 1;
        return true;
    }
    /** The number of a word, mostly without making text of it; the scanner learns it. */
    #numberOf(field, words, tape, bytes, token) {
        const text = token === 0 ? undefined : textOf(tape, bytes, token);
        if (text === undefined)
            return absent;
        const { size } = words;
        const number = words.numberOf(text);
        if (words.size > size)
            this.#scanner.addWord(field, text, number);
        return number;
    }
    #judge(reason, action) {
        const { reasons, actions, ids } = this.counts;
        const words = [reasons.textOf(reason), actions.textOf(action)];
        const verdict = {
            event: eventOf(...words),
            isRefusal: words[0] === domain/* refusedReason */.RV,
            ids: ids[requiredOf(...words)],
            reason,
            action,
            rows: 0
        };
        const row = (this.#verdicts[reason] ??= []);
        row[action] = verdict;
        return verdict;
    }
    /** Whether a value is an ID and nothing else, as text or as a number. */
    #readId(tape, bytes, token) {
        const kind = kindOf(tape, token);
        const start = startOf(tape, token);
        const end = endOf(tape, token);
        if (kind === kinds.number)
            return readId(bytes, start, end, this.#id);
        if (kind !== kinds.string)
            return false;
        if (!isEscaped(tape, token))
            return readId(bytes, start + 1, end - 1, this.#id);
        const text = Buffer.from(textOf(tape, bytes, token) ?? '');
        return readId(text, 0, text.length, this.#id);
    }
    /** Takes every ID of a line of digits and what may part them: the upload had them in lines of their own, and a damaged line asked about none of them. */
    #addRefused(line) {
        const runs = /[a-z]/i.test(line) ? [] : (line.match(/\d+/g) ?? []);
        const ids = runs.filter(digits => {
            const text = Buffer.from(digits);
            const isId = readId(text, 0, text.length, this.#id);
            if (isId)
                this.counts.ids.refused.add(this.#id.high, this.#id.low);
            return isId;
        });
        if (ids.length === 0)
            this.counts.refusedWithoutId++;
    }
    #withoutId(row, hasField) {
        return this.#corrupt(hasField
            ? (0,message/* say */.cv) `has an \`id\` that is no ID: an ID is a text of 1 to 19 digits`
            : (0,message/* say */.cv) `has no \`id\`; it starts with ${beginning(row)}`);
    }
    #notARow(line) {
        const start = line.findIndex(isNoBlank);
        return this.#corrupt((0,message/* say */.cv) `is not one whole JSON object; it starts with ${beginning(line.subarray(start))}`);
    }
    #tooLong(line) {
        return this.#corrupt((0,message/* say */.cv) `is longer than ${(0,lib_text/* bytes */.ee)(longestRow)}`, line);
    }
    #corrupt(what, line = this.#scanner.line) {
        return new lib_failure/* Failure */.HR('results-corrupt', {
            what: (0,message/* say */.cv) `Row ${line} of the results of part ${this.#options.part} ${what}. A row is an event with an \`id\`, or a refusal (\`${domain/* refusedReason */.RV}\`).`,
            why: (0,message/* say */.cv) `X stored these results like this, or something between X and the runner changed them.`,
            fix: (0,message/* say */.cv) `Run the workflow again: the results are downloaded again. If it happens again, a new job is needed: use another \`cycle\`.`
        });
    }
}
/** What JSON does not pass over. */
function isNoBlank(byte) {
    return byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09;
}
function u64Of(id) {
    return { high: Number(id >> 32n), low: Number(id & 0xffffffffn) };
}
function isBefore(a, b) {
    return a.high < b.high || (a.high === b.high && a.low < b.low);
}
function newTokenizer() {
    return new JsonTokenizer({
        keys: fields,
        isLines: true,
        longestRecord: longestRow
    });
}
/** The number of a key, also where it has an escape. */
function keyOf(tape, bytes, token) {
    const key = (tape[token * tokenWords] ?? 0) >>> 8;
    if (key !== escapedKey)
        return key;
    const start = tape[token * tokenWords + 3] ?? 0;
    const name = keyText(bytes, start, startOf(tape, token));
    return fields.findIndex(field => field === name) + firstKey;
}
function kindOf(tape, token) {
    return (tape[token * tokenWords] ?? 0) & 0xf;
}
function isEscaped(tape, token) {
    return ((tape[token * tokenWords] ?? 0) & 0x10) !== 0;
}
function startOf(tape, token) {
    return tape[token * tokenWords + 1] ?? 0;
}
function endOf(tape, token) {
    return tape[token * tokenWords + 2] ?? 0;
}
function behind(tape, token) {
    return tape[token * tokenWords + 4] ?? token + 1;
}
/** The text of a value; of anything but a string its source, and undefined for `null`. */
function textOf(tape, bytes, token) {
    const raw = bytes.toString('utf8', startOf(tape, token), endOf(tape, token));
    if (kindOf(tape, token) === kinds.string)
        return isEscaped(tape, token) ? String(JSON.parse(raw)) : raw.slice(1, -1);
    return raw === 'null' ? undefined : raw;
}
/** Enough to tell an error page from a torn row; digits are hidden, for they may be an ID. */
function beginning(row) {
    const start = row.subarray(0, 32).toString('utf8').replace(/\d/g, '#');
    return (0,message/* quote */.hD)(start, 24);
}
/** The collectors that rows are sorted into. */
const kept = [
    ...domain/* requiredActions */.nU,
    'refused',
    'elsewhere'
];

;// CONCATENATED MODULE: ./src/results/tally.ts
// The counts of the results of all parts, their rows in one file, and a list for each required action.















/** Memory for the IDs of each kind, in bytes; what is more goes to disk. */
const tally_budget = 64 * 1024 * 1024;
/** Events for strangers alone that are another set's answer, and no accident. */
const manyStrangers = 10;
/**
 * Joins the rows of the parts at `resultsPath`, adds up their counts, and
 * writes the lists. Memory does not grow with the rows.
 */
async function tallyRows(request, edges) {
    const { parts, resultsPath, submitted, listsDirectory, directory } = request;
    const { log, signal } = edges;
    await joinRows(parts, resultsPath, signal);
    const sum = new Sum(directory, signal);
    try {
        for (const { counts } of parts)
            sum.add(counts);
        const matched = submitted && listsDirectory !== undefined
            ? await match(request, submitted, listsDirectory, await sum.finish(parts), signal)
            : undefined;
        const counts = sum.tally(matched);
        checkIdentities(counts, submitted);
        const failure = matched && submitted && refuse(counts, matched, submitted);
        if (failure?.code !== 'results-corrupt') {
            warn(counts, log);
            return { counts, failure };
        }
        // Of the submitted IDs, another set's answer tells nothing.
        if (listsDirectory !== undefined)
            await removeLists(listsDirectory);
        return { counts: sum.tally(undefined), failure };
    }
    finally {
        await sum.dispose();
    }
}
/** Puts the rows of all parts into one file, under its final name only when whole. */
async function joinRows(parts, resultsPath, signal) {
    const [only, ...others] = parts;
    if (only && others.length === 0) {
        signal.throwIfAborted();
        if (await isMoved(only.path, resultsPath))
            return;
    }
    // A name that nobody can have put a link at.
    const temporary = `${resultsPath}.${(0,external_node_crypto_.randomBytes)(8).toString('hex')}.tmp`;
    try {
        await (0,external_node_stream_promises_.pipeline)(async function* () {
            for (const { path } of parts)
                yield* (0,external_node_fs_.createReadStream)(path, { highWaterMark: 1 << 20 });
        }, (0,external_node_fs_.createWriteStream)(temporary, { flags: 'wx', mode: 0o600 }), { signal });
        await (0,external_node_fs_promises_.rename)(temporary, resultsPath);
    }
    catch (error) {
        await (0,external_node_fs_promises_.rm)(temporary, { force: true });
        signal.throwIfAborted();
        throw error;
    }
}
/** Moves a file; false when it would have to go to another disk. */
async function isMoved(from, to) {
    try {
        await (0,external_node_fs_promises_.rename)(from, to);
        return true;
    }
    catch (error) {
        if (error.code === 'EXDEV')
            return false;
        throw error;
    }
}
async function match({ parts, mayHoldOthers = false }, submitted, listsDirectory, sets, signal) {
    const affected = new AffectedParts(parts);
    try {
        const lists = await writeLists(submitted, sets, listsDirectory, (chunk, marks) => {
            signal.throwIfAborted();
            affected.visit(chunk, marks);
        });
        const events = domain/* requiredActions */.nU.map(action => sets[action]);
        const strangers = sets.refused.size - (await overlap(sets.refused, submitted, []));
        const named = await overlap(sets.refused, submitted, events);
        const unnamed = parts.reduce((sum, { counts }) => sum + counts.refusedWithoutId, mayHoldOthers ? -Infinity : strangers);
        const unidentified = Math.max(0, Math.min(unnamed, submitted.size - sum(lists.required) - named));
        return {
            ...lists,
            unsubmitted: lists.unsubmitted + strangers,
            unchecked: named + unidentified,
            unidentified,
            misplaced: await overlap(sets.elsewhere, submitted, []),
            strange: affected.others
                .filter(({ counts }) => counts.events >= manyStrangers)
                .map(({ part }) => part)
        };
    }
    finally {
        for (const kind of kept)
            await sets[kind].dispose();
    }
}
/** Finds the parts of a set that have no submitted ID with an event. */
class AffectedParts {
    #parts;
    #affected = new Set();
    #at = 0;
    constructor(parts) {
        this.#parts = parts.filter(({ range }) => range !== undefined);
    }
    /** Those without one, once all IDs were visited. */
    get others() {
        return this.#parts.filter(part => !this.#affected.has(part));
    }
    /** Takes the next submitted IDs, ascending; marks are 0 for those without an event. */
    visit(chunk, marks) {
        for (let index = 0; index < chunk.length; index++) {
            let part = this.#parts[this.#at];
            const last = chunk.at(-1) ?? 0n;
            if (!part?.range)
                return;
            if (this.#affected.has(part) && last <= part.range.last)
                return;
            if (marks[index] === 0)
                continue;
            const id = chunk[index] ?? 0n;
            while (part?.range && id > part.range.last)
                part = this.#parts[++this.#at];
            if (part)
                this.#affected.add(part);
        }
    }
}
/** The counts of all parts. */
class Sum {
    #reasons = new Words(knownReasons);
    #actions = new Words(knownActions);
    #otherReasons = new Words([]);
    #byEvent = Object.fromEntries(domain/* eventOutputs */.tj.map(event => [event, 0]));
    #byYear = new Map();
    #ids;
    #rows = 0;
    #events = 0;
    #refused = 0;
    #refusedWithoutId = 0;
    constructor(directory, signal) {
        const collector = () => new IdCollector({ directory, budget: tally_budget, signal });
        this.#ids = {
            ...perAction(collector),
            refused: collector(),
            elsewhere: collector()
        };
    }
    add(counts) {
        this.#rows += counts.rows;
        this.#events += counts.events;
        this.#refused += counts.refused;
        this.#refusedWithoutId += counts.refusedWithoutId;
        this.#reasons.add(counts.reasons);
        this.#actions.add(counts.actions);
        this.#otherReasons.add(counts.otherReasons);
        for (const [event, n] of counts.byEvent)
            this.#byEvent[event] += n;
        for (const [year, n] of counts.years.entries())
            if (n > 0)
                this.#byYear.set(year, (this.#byYear.get(year) ?? 0) + n);
    }
    /** The IDs of all parts. */
    async finish(parts) {
        const [only] = parts;
        if (only && parts.length === 1)
            return finished(only.counts.ids);
        for (const { counts } of parts)
            for (const kind of kept) {
                const set = await counts.ids[kind].finish(async (chunk) => {
                    this.#ids[kind].addAll(chunk);
                    await this.#ids[kind].settle();
                });
                await set.dispose();
            }
        return finished(this.#ids);
    }
    tally(matched) {
        return {
            rows: this.#rows,
            events: this.#events,
            refused: this.#refused,
            unsubmitted: matched?.unsubmitted ?? 0,
            refusedWithoutId: this.#refusedWithoutId,
            unchecked: matched?.unchecked,
            unidentified: matched?.unidentified ?? 0,
            ofYear: matched?.ofYear,
            byEvent: this.#byEvent,
            reasons: this.#reasons.shown(),
            actions: this.#actions.shown(),
            otherReasons: this.#otherReasons.shown(),
            rawReasons: this.#reasons.exact(),
            rawActions: this.#actions.exact(),
            required: matched?.required,
            lists: matched?.lists,
            byYear: this.#years()
        };
    }
    async dispose() {
        for (const kind of kept)
            await this.#ids[kind].dispose();
    }
    #years() {
        const years = [...this.#byYear].sort(([a], [b]) => a - b);
        return Object.fromEntries(years.map(([year, n]) => [
            year === unknownYear ? 'unknown' : String(year),
            n
        ]));
    }
}
async function finished(collectors) {
    return {
        ...perAction(action => collectors[action].uncounted()),
        refused: await collectors.refused.finish(),
        elsewhere: await collectors.elsewhere.finish()
    };
}
/** Why the rows can't be the answer to what was submitted. */
function refuse({ events, refused }, { required, strange, misplaced, unchecked }, submitted) {
    if (events >= manyStrangers && sum(required) === 0)
        return corrupt((0,message/* say */.cv) `All ${(0,lib_text/* count */.U9)(events)} events of the results belong to IDs that were never submitted: they are the answer to another set.`);
    const [strangePart] = strange;
    if (strangePart !== undefined)
        return corrupt((0,message/* say */.cv) `All events of the results of part ${strangePart} belong to IDs that are not of this part: they are the answer to another set.`);
    if (misplaced > 0)
        return corrupt((0,message/* say */.cv) `The results of a part hold ${(0,lib_text/* plural */.LS)(misplaced, 'ID')} of another part: they are the answer to another set.`);
    const isNothing = events === 0 && refused >= submitted.size;
    if (submitted.size === 0 || !(isNothing || unchecked === submitted.size))
        return undefined;
    return new lib_failure/* Failure */.HR('ids-invalid', {
        what: (0,message/* say */.cv) `X refused every ID (${(0,lib_text/* plural */.LS)(refused, 'row')} with \`${domain/* refusedReason */.RV}\`), so nothing was checked.`,
        why: (0,message/* say */.cv) `The IDs are not those of posts or accounts that X knows, or the upload was damaged on its way.`,
        fix: (0,message/* say */.cv) `Check that the ID files hold what \`type\` says, and run the workflow again.`
    });
}
function corrupt(what) {
    return new lib_failure/* Failure */.HR('results-corrupt', {
        what,
        why: (0,message/* say */.cv) `Anyone with the App's token can create jobs, and X finds jobs by their names; or X mixed up two answers.`,
        fix: (0,message/* say */.cv) `Run the workflow again with another \`cycle\`, so that a new job is created.`
    });
}
/**
 * Counts that do not add up are worse than none.
 *
 * @throws Error, which ends the run as `internal`
 */
function checkIdentities(tally, submitted) {
    const { rows, events, refused, required } = tally;
    const sums = {
        'events and refused rows': [events + refused, rows],
        'events by output': [sum(tally.byEvent), events],
        'events by reason': [sum(tally.reasons), events],
        'events by action': [sum(tally.actions), events],
        'events by exact reason': [sum(tally.rawReasons), events],
        'events by exact action': [sum(tally.rawActions), events],
        'events by year': [sum(tally.byYear), events]
    };
    for (const [name, [is, should]] of Object.entries(sums))
        if (is !== should)
            throw new Error(`the counts do not add up: ${name} are ${is} of ${should}`);
    const most = Math.min(submitted?.size ?? 0, events);
    if (required && sum(required) > most)
        throw new Error(`the counts do not add up: ${sum(required)} IDs affected of at most ${most}`);
}
function sum(counts) {
    return Object.values(counts).reduce((total, n) => total + n, 0);
}
/** Shown in a warning; the summary and the report show more. */
const wordsInWarning = 10;
function warn(tally, log) {
    warnOfWords('reason', tally.rawReasons, knownReasons, log);
    warnOfWords('action', tally.rawActions, knownActions, log);
    const { refused, unchecked, unidentified, unsubmitted } = tally;
    if (refused > 0)
        log.warning(`X refused ${(0,lib_text/* plural */.LS)(refused, 'line')} of the upload (${domain/* refusedReason */.RV})${unchecked === undefined ? '' : `: ${(0,lib_text/* plural */.LS)(unchecked, 'submitted ID was', 'submitted IDs were')} not checked`}${unidentified > 0 ? `, ${(0,lib_text/* count */.U9)(unidentified)} of which X does not name` : ''}.`);
    if (unsubmitted > 0)
        log.warning(`The results hold ${(0,lib_text/* plural */.LS)(unsubmitted, 'ID')} that ${unsubmitted === 1 ? 'was' : 'were'} never submitted. They are in no list.`);
}
function warnOfWords(field, counts, known, log) {
    const unknown = Object.entries(counts).filter(([word]) => !known.includes(word));
    if (unknown.length === 0)
        return;
    const named = unknown
        .slice(0, wordsInWarning)
        .map(([word, n]) => `${(0,lib_text/* printable */.g$)(word, 64)} (${(0,lib_text/* count */.U9)(n)})`)
        .join(', ');
    const more = unknown.length - wordsInWarning;
    log.warning(`The results use ${(0,lib_text/* plural */.LS)(unknown.length, `${field} word`)} that this action does not know: ${named}${more > 0 ? ` and ${(0,lib_text/* count */.U9)(more)} more` : ''}. These rows are counted and listed by what they ask for; those that ask for nothing known are in review.txt.`);
}

;// CONCATENATED MODULE: ./src/check/results-path.ts
// Where the results go: a file for them alone, that can be written, and to which no link in the checkout leads.






/** The absolute path of the results. */
function resultsPathOf({ inputs, folders }) {
    return (0,external_node_path_.resolve)(folders.workspace, inputs.resultsPath ?? folders.results);
}
/** @throws Failure `invalid-input` when the results cannot be put where they are wanted */
async function checkResultsPath(step) {
    const path = resultsPathOf(step);
    const { workspace } = step.folders;
    await refuseLinks(path, workspace);
    const folder = (0,external_node_path_.dirname)(path);
    // A name that nobody can have put a link at.
    const probe = (0,external_node_path_.join)(folder, `.probe-${(0,external_node_crypto_.randomBytes)(8).toString('hex')}`);
    try {
        const found = await (0,external_node_fs_promises_.stat)(path).catch(unlessMissing);
        if (found && !found.isFile())
            throw wrong(path, (0,message/* say */.cv) `exists and is no file`);
        if (step.inputs.dryRun)
            return;
        await (0,external_node_fs_promises_.mkdir)(folder, { recursive: true });
        await (await (0,external_node_fs_promises_.open)(probe, 'wx')).close();
        await (0,external_node_fs_promises_.rm)(probe);
    }
    catch (error) {
        const { code, text } = (0,lib_failure/* asFailure */.h_)(error);
        if (code !== 'environment-unusable')
            throw error;
        throw wrong(path, (0,message/* say */.cv) `cannot be written: ${(0,message/* plain */.pj)(text.what).replace(/\.$/, '')}`);
    }
}
function unlessMissing(error) {
    if ((0,lib_failure/* isErrnoException */.s$)(error) && error.code === 'ENOENT')
        return undefined;
    throw error;
}
/** A link in a checkout is its author's, who could have the results written over anything the runner may write to. */
async function refuseLinks(path, workspace) {
    const real = await (0,external_node_fs_promises_.realpath)(workspace);
    const way = [workspace, real]
        .map(base => (0,external_node_path_.relative)(base, path))
        .find(each => each.split(external_node_path_.sep)[0] !== '..' && !(0,external_node_path_.isAbsolute)(each));
    if (way === undefined)
        return;
    let at = real;
    for (const name of way.split(external_node_path_.sep)) {
        at = (0,external_node_path_.join)(at, name);
        const status = await (0,external_node_fs_promises_.lstat)(at).catch(() => undefined);
        if (status?.isSymbolicLink())
            throw wrong(path, (0,message/* say */.cv) `leads through the symbolic link ${(0,message/* code */.aY)((0,external_node_path_.relative)(real, at), 200)} in the workspace`);
        if (status === undefined)
            return;
    }
}
/** @throws Failure `disk-full` when the results might not fit on a disk of their own */
async function requireRoomForResults(step, ids) {
    const folder = (0,external_node_path_.dirname)(resultsPathOf(step));
    const [own, work] = await Promise.all([(0,external_node_fs_promises_.stat)(folder), (0,external_node_fs_promises_.stat)(step.folders.work)]);
    if (own.dev !== work.dev)
        await room_requireRoom(ids, folder, (0,message/* say */.cv) `of \`results-path\``);
}
/** @throws Failure `invalid-input` when the path leads to one of the ID files, through links too */
async function checkNotAmong(step, root, files) {
    const path = resultsPathOf(step);
    const found = await (0,external_node_fs_promises_.stat)(path, { bigint: true }).catch(() => undefined);
    if (found === undefined)
        return;
    for (const { name } of files) {
        const file = await (0,external_node_fs_promises_.stat)((0,external_node_path_.resolve)(root, name), { bigint: true }).catch(() => undefined);
        if (file?.dev === found.dev && file.ino === found.ino)
            throw wrong(path, (0,message/* say */.cv) `is one of the ID files`);
    }
}
function wrong(path, because) {
    return new lib_failure/* Failure */.HR('invalid-input', {
        what: (0,message/* say */.cv) `\`results-path\` is ${(0,message/* code */.aY)(path, 200)}, which ${because}.`,
        fix: (0,message/* say */.cv) `Name a file for the results alone, in a folder that can be written to, such as \`results.ndjson\`; a folder on another disk by its absolute path.`
    });
}

;// CONCATENATED MODULE: ./src/check/count-results.ts
// The phase that counts the result rows and writes the lists, as far as parts are complete.







/** Time for joining the finished parts after the step was cancelled, in ms; ten times this when its budget is spent. */
const grace = 2000;
/** Counts the rows of the finished parts; nothing when there are none. */
async function countResults(step, prepared) {
    const { inputs, record, folders, dependencies, signal } = step;
    const { log, cancel } = dependencies;
    const done = record.parts.flatMap(({ part, rows }) => {
        const opened = rows && step.rows.get(part);
        return opened ? [opened] : [];
    });
    const isEmptySet = prepared?.parts.length === 0 && record.parts.length === 0;
    if (done.length === 0 && !isEmptySet)
        return;
    const tie = prepared &&
        tieOf(record.parts, prepared.parts.map(({ sha256 }) => sha256));
    const whole = done.length === record.parts.length;
    if (whole && inputs.jobIds.length > 0)
        warnOfStrangeJobs(tie, partsLeftOut(record.parts), log);
    const submitted = whole && tie !== 'other' ? prepared?.set : undefined;
    const resultsPath = resultsPathOf(step);
    await (0,external_node_fs_promises_.mkdir)((0,external_node_path_.dirname)(resultsPath), { recursive: true });
    const { counts, failure } = await tallyRows({
        parts: done,
        resultsPath,
        submitted,
        mayHoldOthers: tie !== 'same',
        listsDirectory: submitted && folders.report,
        directory: folders.work
    }, {
        log,
        // Of a run that has ended already, a little is saved.
        signal: signal.aborted
            ? AbortSignal.timeout(cancel.aborted ? grace : 10 * grace)
            : signal
    });
    record.tally = counts;
    record.resultsPath = resultsPath;
    const { events, byEvent } = counts;
    const named = domain/* eventOutputs */.tj.map(name => `${(0,lib_text/* count */.U9)(byEvent[name])} ${name}`);
    log.info(`${(0,lib_text/* plural */.LS)(events, 'event')}: ${named.join(', ')}.`);
    if (failure)
        throw failure;
}
/** What the names of the jobs in `job-ids` tell about what their answer is not. */
function warnOfStrangeJobs(tie, leftOut, log) {
    if (tie === 'unknown')
        log.warning('The names of the jobs in `job-ids` do not tell which IDs they hold. IDs without a row count as unaffected, which is true only if these jobs contained all of them.');
    if (tie === 'other')
        log.warning('The jobs in `job-ids` are for other IDs than those of `ids`, or for other parts of them. Their rows are counted, but which of the IDs need no action is not known.');
    if (leftOut > 0)
        log.warning(`By their names, the jobs in \`job-ids\` are parts of larger sets: ${(0,lib_text/* plural */.LS)(leftOut, 'part is', 'parts are')} missing, and nothing is known about the IDs in them.`);
}

;// CONCATENATED MODULE: ./src/artifacts/artifact-name.ts
// What an artifact may be called.
const forbidden = ['"', ':', '<', '>', '|', '*', '?', '\r', '\n', '\\', '/'];
/**
 * What is wrong with an artifact's name, as the end of a sentence; undefined
 * when nothing is. The rules are those of actions/upload-artifact.
 */
function artifactNameProblem(name) {
    if (name.trim() === '')
        return 'is empty';
    const found = forbidden.find(character => name.includes(character));
    return found === undefined
        ? undefined
        : `contains ${JSON.stringify(found)}, which GitHub does not allow in the name of an artifact`;
}

;// CONCATENATED MODULE: ./src/content/formats.ts
// How a user can say what ID files are written in.
const idsFormats = ['auto', 'text', 'csv', 'jsonl'];

;// CONCATENATED MODULE: ./src/lib/inputs.ts
// Reads inputs of an action by a table: what each may be, what it is when it is not given, and every problem at once.


/** The inputs of a step as they were given, and the problems found with them. */
class InputReader {
    env;
    #problems = [];
    constructor(env) {
        this.env = env;
    }
    /** The value as it was given, not even trimmed. */
    raw(name) {
        return this.env[`INPUT_${name.toUpperCase()}`] ?? '';
    }
    isGiven(name) {
        return this.raw(name).trim() !== '';
    }
    /** The values of all inputs. An input given as an empty string is not given. */
    read(table) {
        const values = Object.entries(table).map(([name, row]) => {
            const fallback = row.default?.startsWith('${{') ? '' : row.default;
            const text = this.raw(name).trim() || (fallback ?? '');
            return [camelCase(name), row.parse(text, new Given(this, name))];
        });
        return Object.fromEntries(values);
    }
    /** Notes that a value is not what is allowed: `allowed` follows "must be". */
    wrong(name, value, allowed) {
        this.problem(name, (0,message/* say */.cv) `must be ${allowed}, not ${value === '' ? 'empty' : (0,message/* code */.aY)(value, 80)}`);
    }
    /** Notes a problem: `what` follows the name of the input. */
    problem(name, what, fix) {
        this.#problems.push((0,message/* joined */.oR)([(0,message/* say */.cv) `${(0,message/* code */.aY)(name)} ${what}.`, fix]));
    }
    /** @throws Failure `invalid-input` when there were problems */
    close() {
        const problems = this.#problems;
        if (problems.length === 0)
            return;
        throw new lib_failure/* Failure */.HR('invalid-input', {
            what: (0,message/* joined */.oR)([
                problems.length === 1
                    ? (0,message/* say */.cv) `One input is invalid.`
                    : (0,message/* say */.cv) `${problems.length} inputs are invalid.`,
                ...problems.map(problem => (0,message/* say */.cv) `- ${problem}`)
            ], '\n'),
            fix: (0,message/* say */.cv) `\nNothing was read or sent. Correct the \`with:\` block of this step and run it again.`
        });
    }
}
/** One input, for its parser. */
class Given {
    reader;
    name;
    constructor(reader, name) {
        this.reader = reader;
        this.name = name;
    }
    /** Notes that `value` is not what is allowed: `allowed` follows "must be". */
    wrong(value, allowed) {
        this.reader.wrong(this.name, value, allowed);
    }
    problem(what, fix) {
        this.reader.problem(this.name, what, fix);
    }
}
function camelCase(name) {
    return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}
const inputs_text = value => value;
const optionalText = value => value === '' ? undefined : value;
/** The lines that hold something, trimmed. */
const lines = value => value
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
function choice(first, ...others) {
    const allowed = [first, ...others];
    return (value, input) => {
        const found = allowed.find(word => word === value);
        if (found === undefined)
            input.wrong(value, (0,message/* oneOf */.yL)(allowed));
        return found ?? first;
    };
}
const inputs_boolean = (value, input) => {
    if (!/^(true|True|TRUE|false|False|FALSE)$/.test(value))
        input.wrong(value, (0,message/* oneOf */.yL)(['true', 'false']));
    return value.toLowerCase() === 'true';
};
/** A whole number in a range; undefined when it is not given. */
function integer(min, max) {
    return (value, input) => {
        if (value === '')
            return undefined;
        const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN;
        if (!(number >= min && number <= max))
            input.wrong(value, (0,message/* say */.cv) `a whole number from ${min} to ${max}`);
        return number;
    };
}
const seconds = { d: 86_400, h: 3600, m: 60, s: 1 };
/** Milliseconds. */
const duration = (value, input) => {
    if (value === '0')
        return 0;
    const match = /^(?=\d)(?:(\d{1,5})d)?(?:(\d{1,5})h)?(?:(\d{1,6})m)?(?:(\d{1,8})s)?$/.exec(value);
    if (!match)
        input.wrong(value, (0,message/* say */.cv) `a duration such as \`90s\`, \`10m\`, \`5h30m\`, \`2d\` or \`0\``);
    const amounts = match?.slice(1) ?? [];
    return Object.values(seconds).reduce((sum, unit, index) => sum + 1000 * unit * Number(amounts[index] ?? 0), 0);
};
/** Bytes, of at least `min`. */
function size(min) {
    const units = new Map([
        ['', 1],
        ['kB', 1e3],
        ['KB', 1e3],
        ['MB', 1e6],
        ['GB', 1e9]
    ]);
    return (value, input) => {
        const [, digits, unit = ''] = /^(\d{1,12})(kB|KB|MB|GB)?$/.exec(value) ?? [];
        const bytes = Number(digits ?? NaN) * (units.get(unit) ?? NaN);
        if (!(bytes >= min && Number.isSafeInteger(bytes)))
            input.wrong(value, (0,message/* say */.cv) `a size in bytes, or such as \`128MB\` or \`1GB\`, of at least ${min} bytes`);
        return bytes;
    };
}

;// CONCATENATED MODULE: ./src/check/inputs.ts
// The inputs of the check: one table, from which values, defaults, action.yml and README follow, and the rules between them.






/** A line of an upload: up to 19 digits and a line feed. */
const bytesPerLine = 20;
/** Event types to stop on; `any` stands for all. */
const inputs_events = (value, input) => {
    const words = value.split(/[\s,]/).filter(word => word !== '');
    for (const word of words)
        if (word !== 'any' && !(0,domain/* isEventOutput */.C3)(word))
            input.wrong(word, (0,message/* oneOf */.yL)(['any', ...domain/* eventOutputs */.tj]));
    return words.includes('any')
        ? domain/* eventOutputs */.tj
        : domain/* eventOutputs */.tj.filter(event => words.includes(event));
};
/** Digits stay text: a JSON number of 19 digits would be rounded. */
const inputs_jobIds = (value, input) => {
    const allowed = (0,message/* say */.cv) `a JSON array of job IDs, or one job ID per line, each of 1 to 19 digits and given once`;
    const isArray = value.startsWith('[');
    if (isArray && !value.endsWith(']')) {
        input.wrong(value, (0,message/* say */.cv) `${allowed}; the array has no closing bracket`);
        return [];
    }
    const items = (isArray ? value.slice(1, -1).split(',') : value.split('\n'))
        .map(item => item.trim())
        .map(item => (isArray ? unquoted(item) : item));
    const given = items.length === 1 && items[0] === '' ? [] : items;
    if (isArray && given.length === 0)
        input.wrong(value, (0,message/* say */.cv) `${allowed}; the list is empty`);
    const found = new Set();
    for (const item of given.filter(each => isArray || each !== '')) {
        if (/^\d{1,19}$/.test(item) && !found.has(item))
            found.add(item);
        else {
            input.wrong(item, allowed);
            break;
        }
    }
    return [...found];
};
function unquoted(item) {
    return item.length > 1 && item.startsWith('"') && item.endsWith('"')
        ? item.slice(1, -1)
        : item;
}
/** An origin without a trailing slash. */
const origin = (value, input) => {
    const url = URL.canParse(value) ? new URL(value) : undefined;
    const isBare = url?.pathname === '/' &&
        `${url.search}${url.hash}${url.username}${url.password}` === '';
    if (url && isBare && isSecure(url))
        return url.origin;
    input.wrong(value, (0,message/* say */.cv) `an origin such as \`https://api.x.com\`, with https except on loopback`);
    return '';
};
/** Every input, in the order of the documents. */
const inputTable = {
    ids: {
        group: 'Common',
        description: 'Paths or globs of ID files, one per line; `!pattern` excludes. These are paths, not the IDs themselves. Relative paths must stay inside the workspace, absolute paths are read as given. Hidden files are read only when named. Required unless `ids-artifact` or `job-ids` is given.',
        parse: lines
    },
    type: {
        group: 'Common',
        description: 'What the IDs are: `tweets` (post IDs) or `users` (account IDs).',
        default: 'tweets',
        parse: choice('tweets', 'users')
    },
    'bearer-token': {
        group: 'Common',
        description: 'App-only bearer token of the X API. Required unless `api-key` and `api-key-secret` are given, or `simulate` or `dry-run` is on.',
        parse: inputs_text
    },
    'api-key': {
        group: 'Common',
        description: "API key of the App, with `api-key-secret` instead of `bearer-token`: the step fetches the App's bearer token with them.",
        parse: inputs_text
    },
    'api-key-secret': {
        group: 'Common',
        description: 'API key secret of the App; only with `api-key`.',
        parse: inputs_text
    },
    simulate: {
        group: 'Common',
        description: 'Use the built-in simulator instead of X: no token, no cost, made-up results.',
        default: 'false',
        parse: inputs_boolean
    },
    'dry-run': {
        group: 'Common',
        description: 'Check the ID files and stop: no token, no request to X. `status` is then `checked`.',
        default: 'false',
        parse: inputs_boolean
    },
    'fail-on': {
        group: 'Common',
        description: 'Event outputs, such as `deleted suspended`, or `any`: the step fails, after publishing, when one of them occurred. It applies to complete runs only.',
        parse: inputs_events
    },
    'ids-format': {
        group: 'ID files',
        description: 'Format of the ID files: `auto`, `text`, `csv` (also TSV and semicolons) or `jsonl`. gzip and zstd are recognised in every format.',
        default: 'auto',
        parse: choice(...idsFormats)
    },
    'ids-column': {
        group: 'ID files',
        description: 'CSV: header name or 1-based number. JSONL: key path such as `author_id` or `user.id_str`. Several: one per line, each read. Default: CSV by header or content, according to `type`; JSONL every post (with `users`: every author) whose content the record holds.',
        parse: lines
    },
    'if-no-ids-found': {
        group: 'ID files',
        description: 'What to do when the files hold no ID: `error`, or `warn` and succeed with zero counts and no job.',
        default: 'error',
        parse: choice('error', 'warn')
    },
    'on-invalid-ids': {
        group: 'ID files',
        description: 'What to do with lines that hold no ID: `fail`, or `skip` them with a warning.',
        default: 'fail',
        parse: choice('fail', 'skip')
    },
    'on-damaged-ids': {
        group: 'ID files',
        description: 'What to do when so many IDs look rounded (by Excel or JavaScript) that it cannot be chance: `fail` or `warn`.',
        default: 'fail',
        parse: choice('fail', 'warn')
    },
    'ids-artifact': {
        group: 'ID files from artifacts',
        description: 'Name of an artifact to read ID files from. `ids` then selects files inside it; the default is all.',
        parse: optionalText
    },
    'ids-artifact-run-id': {
        group: 'ID files from artifacts',
        description: 'ID of the run that holds the artifact; the default is this run. `latest`: the newest unexpired artifact of that name from a successful `push`, `schedule` or `workflow_dispatch` run of this repository on the same branch.',
        parse: optionalText
    },
    'ids-artifact-repository': {
        group: 'ID files from artifacts',
        description: 'Repository of that run, as `owner/name`. Another repository needs a run ID.',
        default: '${{ github.repository }}',
        parse: inputs_text
    },
    'github-token': {
        group: 'ID files from artifacts',
        description: 'Token to read artifacts of other runs; it needs `actions: read`.',
        default: '${{ github.token }}',
        parse: inputs_text
    },
    cycle: {
        group: 'Jobs and waiting',
        description: 'Which earlier results may be reused: those of this workflow `run` (all its attempts and jobs), `day`, `week` or `month` (UTC, ISO week), or of a word of your own of up to 20 letters, digits, dots and underscores.',
        default: 'run',
        parse: inputs_text
    },
    'job-ids': {
        group: 'Jobs and waiting',
        description: 'Download the results of these existing jobs (JSON array or newline-separated) instead of creating new ones. Their type must be `type`.',
        parse: inputs_jobIds
    },
    'on-active-job': {
        group: 'Jobs and waiting',
        description: 'What to do when another job of this type is running: `wait` for it, or `fail`.',
        default: 'wait',
        parse: choice('wait', 'fail')
    },
    wait: {
        group: 'Jobs and waiting',
        description: '`false`: do not wait for X. Download finished parts, submit the next one, and stop with `status` = `submitted`, or `complete` when nothing is left.',
        default: 'true',
        parse: inputs_boolean
    },
    'poll-interval': {
        group: 'Jobs and waiting',
        description: 'Interval between status checks. Starts at a tenth of this and doubles up to it; for long jobs it grows to 10 % of the time waited.',
        default: '30s',
        parse: duration
    },
    timeout: {
        group: 'Jobs and waiting',
        description: 'Time limit of the whole step.',
        default: '5h30m',
        parse: duration
    },
    'on-timeout': {
        group: 'Jobs and waiting',
        description: 'What to do when the time is up: `fail`, or `continue` and succeed with `status` = `timeout`. A later run of the same `cycle` resumes the jobs.',
        default: 'fail',
        parse: choice('fail', 'continue')
    },
    'max-upload-size': {
        group: 'Jobs and waiting',
        description: 'Largest size of one upload. An ID takes 20 bytes; a larger set is split into parts that run one after the other.',
        default: '128MB',
        parse: size(bytesPerLine)
    },
    publish: {
        group: 'Publishing',
        description: 'What the artifact holds: `full`, `counts` (no IDs) or `none` (no artifact).',
        default: 'full',
        parse: choice('full', 'counts', 'none')
    },
    'artifact-name': {
        group: 'Publishing',
        description: 'Name of the artifact; the default is `compliance-results-<type>`. Simulated runs put `simulated-` in front.',
        parse: optionalText
    },
    overwrite: {
        group: 'Publishing',
        description: '`true`: replace an artifact of the same name in this run. `false`: if there is one, the first attempt of a run fails before a job is created.',
        default: 'false',
        parse: inputs_boolean
    },
    'retention-days': {
        group: 'Publishing',
        description: "Days to keep the artifact, 1 to 400; the default is the repository's setting.",
        parse: integer(1, 400)
    },
    'compression-level': {
        group: 'Publishing',
        description: 'Compression of the artifact, 0 (none) to 9 (smallest).',
        default: '6',
        parse: integer(0, 9)
    },
    'results-path': {
        group: 'Publishing',
        description: 'Path for the results in NDJSON; the default is a new file under `RUNNER_TEMP`.',
        parse: optionalText
    },
    summary: {
        group: 'Publishing',
        description: 'Whether to write the job summary.',
        default: 'true',
        parse: inputs_boolean
    },
    'api-url': {
        group: 'Advanced',
        description: 'Origin of the API, with https except on loopback.',
        default: 'https://api.x.com',
        parse: origin
    }
};
/**
 * Reads all inputs from a runner's environment (`INPUT_<NAME>`).
 *
 * @throws Failure `invalid-input`, which names every problem at once
 */
function readInputs(env) {
    const reader = new InputReader(env);
    const given = reader.read(inputTable);
    const { simulate, dryRun, type } = given;
    const isOffline = simulate || dryRun;
    const name = given.artifactName ?? `compliance-results-${type}`;
    const thisRepository = env['GITHUB_REPOSITORY'] ?? '';
    const inputs = {
        ...given,
        // Not trimmed: white space in a secret is a problem of its own.
        bearerToken: isOffline ? '' : reader.raw('bearer-token'),
        apiKey: isOffline ? '' : reader.raw('api-key'),
        apiKeySecret: isOffline ? '' : reader.raw('api-key-secret'),
        idsArtifactRepository: given.idsArtifactRepository || thisRepository,
        artifactName: simulate ? `simulated-${name}` : name,
        compressionLevel: given.compressionLevel ?? 0
    };
    checkTogether(inputs, thisRepository, reader);
    reader.close();
    return inputs;
}
/** How the step authenticates at X; undefined where it sends nothing there. */
function credentialsOf(inputs) {
    const { simulate, dryRun, bearerToken, apiKey, apiKeySecret } = inputs;
    if (simulate || dryRun)
        return undefined;
    return apiKey === '' ? { bearerToken } : { apiKey, apiKeySecret };
}
/** The rules that concern more than the form of one value. */
function checkTogether(inputs, thisRepository, reader) {
    const { simulate, dryRun } = inputs;
    if (!simulate && !dryRun)
        checkCredentials(inputs, reader);
    const example = (0,message/* say */.cv) `Write, for example, \`ids: data/tweet-ids.txt\`.`;
    const hasFiles = inputs.ids.length > 0 || inputs.idsArtifact !== undefined;
    if (!hasFiles && dryRun)
        reader.problem('ids', (0,message/* say */.cv) `is missing; \`dry-run\` needs ID files to check`, example);
    else if (!hasFiles && !reader.isGiven('job-ids'))
        reader.problem('ids', (0,message/* say */.cv) `is missing, and so are \`ids-artifact\` and \`job-ids\``, example);
    for (const pattern of inputs.ids.filter(each => /^\d+$/.test(each)))
        reader.problem('ids', (0,message/* say */.cv) `takes paths of ID files, and ${(0,message/* code */.aY)(pattern, 80)} is an ID`, (0,message/* say */.cv) `Put the IDs into a file, one per line, and give its path here; a file that is named like that is written ${(0,message/* code */.aY)(`./${pattern}`, 80)}.`);
    const meant = meantCycle(inputs.cycle);
    if (meant !== undefined)
        reader.problem('cycle', (0,message/* say */.cv) `is ${(0,message/* code */.aY)(inputs.cycle, 80)}, which is nearly the key word ${{ code: meant }} and would be a cycle of your own, which never ends`, inputs.cycle.toLowerCase() === 'hourly'
            ? (0,message/* say */.cv) `There is no cycle of an hour: write \`cycle: run\`, so that each run checks anew, or \`cycle: day\`.`
            : (0,message/* say */.cv) `Write ${{ code: `cycle: ${meant}` }}.`);
    else if (!isCycle(inputs.cycle))
        reader.wrong('cycle', inputs.cycle, (0,message/* say */.cv) `\`run\`, \`day\`, \`week\`, \`month\`, or a word of 1 to 20 letters, digits, dots and underscores that is not \`r\` and digits`);
    checkEffects(inputs, thisRepository, reader);
    checkArtifactSource(inputs, thisRepository, reader);
    const nameProblem = artifactNameProblem(inputs.artifactName);
    if (nameProblem !== undefined)
        reader.problem('artifact-name', (0,message/* say */.cv) `is ${(0,message/* code */.aY)(reader.raw('artifact-name'), 80)}, which ${nameProblem}`, (0,message/* say */.cv) `Give a name of letters, digits, hyphens, dots and underscores.`);
}
/** One of the two ways to authenticate, and it whole. */
function checkCredentials({ bearerToken, apiKey, apiKeySecret }, reader) {
    const [hasKey, hasSecret] = [apiKey, apiKeySecret].map(value => value.trim() !== '');
    if (!hasKey && !hasSecret) {
        checkToken(bearerToken, reader);
        return;
    }
    if (bearerToken.trim() !== '')
        reader.problem('bearer-token', (0,message/* say */.cv) `is given, and so is \`${hasKey ? 'api-key' : 'api-key-secret'}\``, (0,message/* say */.cv) `Give one of the two: the token, or the key and its secret.`);
    checkKey('api-key', apiKey, 'api-key-secret', reader);
    checkKey('api-key-secret', apiKeySecret, 'api-key', reader);
}
function checkKey(name, value, other, reader) {
    if (value.trim() === '')
        reader.problem(name, (0,message/* say */.cv) `is empty, though ${(0,message/* code */.aY)(other)} is given`, (0,message/* say */.cv) `Give both. Most likely ${secretNotPassed}`);
    else
        checkCharacters(name, value, reader);
}
const secretNotPassed = (0,message/* say */.cv) `the secret is not set under this name, or it was not passed: workflows started by forks or Dependabot get no secrets.`;
function checkToken(token, reader) {
    const name = 'bearer-token';
    if (token.trim() === '')
        reader.problem(name, (0,message/* say */.cv) `is empty`, (0,message/* say */.cv) `Most likely ${secretNotPassed} Write \`bearer-token: \${{ secrets.X_BEARER_TOKEN }}\` and set that secret, give \`api-key\` and \`api-key-secret\` instead, or try \`simulate: true\`.`);
    else if (/^["'“”]?bearer\s/i.test(token))
        reader.problem(name, (0,message/* say */.cv) `starts with \`Bearer \``, (0,message/* say */.cv) `Store only the token in the secret; the action adds that word.`);
    else if (checkCharacters(name, token, reader) && token.length < 20)
        reader.problem(name, (0,message/* say */.cv) `has only ${token.length} characters`, (0,message/* say */.cv) `Store the whole app-only bearer token (at least 20 characters) in the secret.`);
}
/** What secrets of X never hold, and what to do about it. */
const strangers = [
    {
        pattern: /\s/,
        what: (0,message/* say */.cv) `contains white space (its value is not shown)`,
        fix: (0,message/* say */.cv) `Store it again, without spaces or line breaks around or in it.`
    },
    {
        pattern: /["'`“”‘’]/,
        what: (0,message/* say */.cv) `contains quotation marks (its value is not shown)`,
        fix: (0,message/* say */.cv) `Store it again without the quotes: a secret is used exactly as it is stored.`
    },
    {
        pattern: /[^\x21-\x7e]/,
        what: (0,message/* say */.cv) `contains characters that no token has`,
        fix: (0,message/* say */.cv) `Copy it again from the developer console of X: some programs put invisible or typographic characters into what they copy.`
    }
];
/** Whether a secret has only characters that secrets of X have. */
function checkCharacters(name, value, reader) {
    const found = strangers.find(({ pattern }) => pattern.test(value));
    if (found)
        reader.problem(name, found.what, found.fix);
    return found === undefined;
}
const runForm = /^(latest|[1-9]\d{0,18})$/;
const repositoryForm = /^[\w.-]+\/[\w.-]+$/;
function checkArtifactSource(inputs, thisRepository, reader) {
    const { idsArtifactRunId: runId, idsArtifactRepository: repository } = inputs;
    if (runId !== undefined && !runForm.test(runId))
        reader.wrong('ids-artifact-run-id', runId, (0,message/* say */.cv) `a run ID (digits) or \`latest\``);
    if (repository !== '' && !repositoryForm.test(repository))
        reader.wrong('ids-artifact-repository', repository, (0,message/* say */.cv) `\`owner/name\``);
    if (inputs.idsArtifact === undefined)
        return;
    const nameProblem = artifactNameProblem(inputs.idsArtifact);
    if (nameProblem !== undefined)
        reader.problem('ids-artifact', (0,message/* say */.cv) `is ${(0,message/* code */.aY)(inputs.idsArtifact, 80)}, which ${nameProblem}`, (0,message/* say */.cv) `Write the name as shown by the run that published it.`);
    const elsewhere = repository.toLowerCase() !== thisRepository.toLowerCase();
    if (elsewhere && (runId === undefined || runId === 'latest'))
        reader.problem('ids-artifact-run-id', (0,message/* say */.cv) `must be the ID of a run for another repository (${(0,message/* code */.aY)(repository, 80)})`, (0,message/* say */.cv) `Write the number from the URL of the run.`);
    if (runId !== undefined && inputs.githubToken === '')
        reader.problem('github-token', (0,message/* say */.cv) `is empty, and reading artifacts of other runs needs it`, (0,message/* say */.cv) `Leave the input out to use the token of the job, and give the job the permission \`actions: read\`.`);
}
/** Inputs that would be passed over in silence. */
function checkEffects(inputs, thisRepository, reader) {
    const { idsArtifact, idsArtifactRepository: repository } = inputs;
    const isElsewhere = thisRepository !== '' &&
        repositoryForm.test(repository) &&
        repository.toLowerCase() !== thisRepository.toLowerCase();
    const names = (0,message/* say */.cv) `Name the artifact in \`ids-artifact\`, or remove this input.`;
    if (idsArtifact === undefined && runForm.test(inputs.idsArtifactRunId ?? ''))
        reader.problem('ids-artifact-run-id', (0,message/* say */.cv) `has no effect without \`ids-artifact\``, names);
    if (idsArtifact === undefined && isElsewhere)
        reader.problem('ids-artifact-repository', (0,message/* say */.cv) `has no effect without \`ids-artifact\``, names);
    if (inputs.dryRun && reader.isGiven('job-ids'))
        reader.problem('job-ids', (0,message/* say */.cv) `has no effect with \`dry-run\`, which asks X for nothing`, (0,message/* say */.cv) `Remove one of the two.`);
    if (inputs.idsFormat === 'text' && inputs.idsColumn.length > 0)
        reader.problem('ids-column', (0,message/* say */.cv) `has no effect with \`ids-format: text\`, which has no columns`, (0,message/* say */.cv) `Remove it, or set \`ids-format\` to \`csv\` or \`jsonl\`.`);
}
/** What people write for the key words of `cycle`. */
const nearCycles = {
    daily: 'day',
    days: 'day',
    today: 'day',
    everyday: 'day',
    hourly: 'day',
    weekly: 'week',
    weeks: 'week',
    wek: 'week',
    weeek: 'week',
    monthly: 'month',
    months: 'month',
    mont: 'month',
    moth: 'month',
    runs: 'run'
};
/** The key word that was meant by a word that is none, but nearly one. */
function meantCycle(word) {
    const lower = word.toLowerCase();
    const keys = ['run', 'day', 'week', 'month'];
    if (keys.includes(word))
        return undefined;
    return keys.includes(lower)
        ? lower
        : Object.hasOwn(nearCycles, lower)
            ? nearCycles[lower]
            : undefined;
}
function isCycle(word) {
    return /^[A-Za-z0-9._]{1,20}$/.test(word) && !/^r\d+$/.test(word);
}

;// CONCATENATED MODULE: ./src/check/fail-on.ts
// `fail-on`: turns events that a workflow wants to stop on into a failure, after everything is published.



/**
 * The failure `events-found` when an event named in `fail-on` occurred.
 * Complete runs only: a part that is not back yet could still hold one.
 */
function gate(record) {
    const { status, inputs, tally } = record;
    if (status !== 'complete' || !inputs || !tally)
        return undefined;
    const occurred = inputs.failOn.filter(event => tally.byEvent[event] > 0);
    if (occurred.length === 0)
        return undefined;
    const named = occurred
        .map(event => `${event} (${(0,lib_text/* count */.U9)(tally.byEvent[event])})`)
        .join(', ');
    return new lib_failure/* Failure */.HR('events-found', {
        what: (0,message/* say */.cv) `Events that \`fail-on\` names occurred: ${named}.`,
        why: (0,message/* say */.cv) `The check itself is complete${tally.unchecked ? `, but for ${(0,lib_text/* plural */.LS)(tally.unchecked, 'ID')} that X refused` : ''}, and its counts, lists and results are published.`,
        fix: (0,message/* say */.cv) `Act on the lists and remove these IDs from the ID files, or remove these events from \`fail-on\`.`
    });
}

;// CONCATENATED MODULE: ./src/check/publish.ts
// The phases that concern the artifact: what would stop it is found out first, and it is published last.






/** Finds out before any work whether the artifact can be published, and who could read it. */
async function checkArtifact(step) {
    const { inputs, dependencies, signal } = step;
    if (inputs.publish === 'none' || inputs.dryRun)
        return;
    const { artifacts, log } = dependencies;
    await artifacts
        .check(inputs.artifactName, { overwrite: inputs.overwrite, signal })
        .catch(explainWait);
    if (inputs.publish === 'full' &&
        (await artifacts.isPublic(inputs.githubToken, signal).catch(explainWait)))
        log.warning('This repository is public: everyone who is signed in to GitHub can download the artifact, which lists the IDs of removed posts or accounts. Use a private repository, or set `publish: counts` or `publish: none`.');
}
/** Says of a timeout that it was GitHub that was waited for. */
function explainWait(error) {
    throw (0,lib_failure/* explainTimeout */.jk)(error, (0,message/* say */.cv) `GitHub's artifact service, or the network between, is slow or does not answer.`);
}
/** Publishes the artifact, then applies `fail-on`; the report that is published knows the verdict. */
async function publish_publish({ inputs, record, folders, dependencies }) {
    const found = gate(record);
    if (found)
        record.error = found;
    const over = new AbortController();
    if (inputs.publish !== 'none')
        record.artifact = await dependencies.log
            .group('Publish the artifact', async () => {
            await writeReports(record, folders.report);
            const directory = (0,external_node_path_.join)(folders.work, 'artifact');
            return dependencies.artifacts.publish({
                name: inputs.artifactName,
                directory,
                files: await stageArtifact(record, folders.report, directory),
                retentionDays: inputs.retentionDays,
                compressionLevel: inputs.compressionLevel,
                overwrite: inputs.overwrite,
                signal: publishBudget(dependencies, over.signal)
            });
        })
            .finally(() => over.abort());
    if (found)
        throw found;
}
/** Publishing may take this long, beyond `timeout`, in ms. */
const longest = 5 * 60_000;
/** Aborts when the step is cancelled, or publishing takes too long; its clock stops with `over`. */
function publishBudget({ clock, cancel }, over) {
    const spent = new AbortController();
    clock.sleep(longest, AbortSignal.any([cancel, over])).then(() => spent.abort(new lib_failure/* Failure */.HR('service-unavailable', {
        what: (0,message/* say */.cv) `The artifact was not published within ${(0,lib_text/* duration */.p0)(longest)}.`,
        why: (0,message/* say */.cv) `GitHub's artifact service, or the network between, is slow or does not answer.`,
        fix: (0,message/* say */.cv) `See https://www.githubstatus.com and run the job again: finished compliance jobs of this run are used again. The results are at \`results-path\`.`
    })), () => spent.abort(cancel.reason));
    return spent.signal;
}

;// CONCATENATED MODULE: ./src/check/empty-set.ts
// What an empty set means: most often that the step which writes the files went wrong.


/** @throws Failure `ids-empty`, unless `onEmpty` makes a warning of it */
function refuseEmpty({ submitted, invalid }, onEmpty, log) {
    if (submitted > 0)
        return;
    const what = 'The ID files hold no ID.';
    if (onEmpty === 'warn') {
        log.warning(`${what} There is nothing to check.`);
        return;
    }
    throw new lib_failure/* Failure */.HR('ids-empty', {
        what: (0,message/* say */.cv) `${what}`,
        why: invalid > 0
            ? (0,message/* say */.cv) `All lines were skipped, since none holds an ID.`
            : (0,message/* say */.cv) `They are empty, or hold only a header or notices.`,
        fix: (0,message/* say */.cv) `Check the step that writes them. If an empty set is expected, set \`if-no-ids-found: warn\`.`
    });
}

;// CONCATENATED MODULE: ./src/content/rounding.ts
// Tells IDs that a spreadsheet or a program rounded from intact ones, by what chance does not explain.


/** IDs of fewer digits survive in a double, so rounding can't be seen in them. */
const longDigits = 16;
/** Excel: 100 % end in `000`, JavaScript: 93 %. */
const traces = [
    {
        what: 'end in 000',
        intact: 0.008,
        suspicious: 0.05,
        usual: '0.1 %',
        isSeen: id => id % 1000n === 0n
    },
    {
        what: 'end in 00',
        intact: 0.04,
        suspicious: 0.25,
        usual: '1 to 4 %',
        isSeen: id => id % 100n === 0n
    },
    {
        what: 'are numbers that a 64-bit float holds exactly',
        intact: 0.008,
        suspicious: 0.05,
        usual: 'less than 1 %',
        // The low 12 bits of an ID are its sequence number, and 0 says nothing.
        isSeen: id => (id & 0x7fn) === 0n && (id & 0xfffn) !== 0n
    }
];
/** Chance is ruled out where it would give as much in fewer than one of 10^9 sets. */
const leastSurprise = Math.log(1e9);
/** How many IDs of a file show how often an ID comes again. */
const sampled = 20_000;
/** What is known about the digits of many IDs. */
class RoundingStats {
    ids = 0;
    /** Of `longDigits` digits and more. */
    long = 0;
    #hits = traces.map(() => 0);
    /** Of the first IDs: those with each trace, and how many distinct ones. */
    #sampledHits = traces.map(() => 0);
    #distinctHits = traces.map(() => new Set());
    #sampled = 0;
    note(ids) {
        const { run } = kernelWith(ids, 0);
        run.survey(0, ids.length);
        this.ids += ids.length;
        this.long += run.long.value;
        const hits = [run.threeZeros, run.twoZeros, run.exactDoubles];
        for (const [at, { value }] of hits.entries())
            this.#hits[at] = (this.#hits[at] ?? 0) + value;
        if (this.#sampled < sampled)
            this.#sample(ids);
    }
    /** The same author or post may come many times, which is one fact only. */
    #sample(ids) {
        const some = ids.subarray(0, sampled - this.#sampled);
        this.#sampled += some.length;
        for (const id of some) {
            if (id < 1000000000000000n)
                continue;
            for (const [at, { isSeen }] of traces.entries()) {
                if (!isSeen(id))
                    continue;
                this.#sampledHits[at] = (this.#sampledHits[at] ?? 0) + 1;
                this.#distinctHits[at]?.add(id);
            }
        }
    }
    /** The evidence that these IDs were rounded; undefined when they look intact. */
    get damage() {
        for (const [at, trace] of traces.entries()) {
            const hits = this.#hits[at] ?? 0;
            const repeated = (this.#distinctHits[at]?.size ?? 0) /
                Math.max(1, this.#sampledHits[at] ?? 0);
            const isMuch = hits > trace.suspicious * this.long;
            if (isMuch &&
                surprise(hits * repeated, this.long * repeated, trace.intact) >
                    leastSurprise) {
                const share = ((100 * hits) / this.long).toFixed(1);
                return `${(0,lib_text/* count */.U9)(hits)} of ${(0,lib_text/* count */.U9)(this.long)} IDs with ${longDigits} digits or more (${share} %) ${trace.what}; of intact IDs ${trace.usual} do`;
            }
        }
        return undefined;
    }
}
/**
 * −ln of a bound on the probability that chance gives `hits` or more of `n`
 * where it gives each with probability `p` (Chernoff:
 * https://en.wikipedia.org/wiki/Chernoff_bound#Additive_form_(absolute_error)).
 */
function surprise(hits, n, p) {
    const q = hits / n;
    if (!(q > p))
        return 0;
    const rest = q < 1 ? (1 - q) * Math.log((1 - q) / (1 - p)) : 0;
    return n * (q * Math.log(q / p) + rest);
}

;// CONCATENATED MODULE: ./src/content/cell.ts



/** What of a cell is shown (contract: at most 24 characters). */
const shownLength = 24;
/** Longer cells are no IDs; only their start is looked at. */
const longestCell = 2048;
/** IDs that are accepted one by one go on together. */
const batchLength = 1 << 10;
/** How many IDs tell how long one is. */
const fewIds = 3;
const manyIds = 20;
/** Parses the cells of one file. */
class CellParser {
    rounding = new RoundingStats();
    id = { high: 0, low: 0 };
    invalid = 0;
    #batch = new BigUint64Array(batchLength);
    #batchWords = new Uint32Array(this.#batch.buffer);
    #held = 0;
    /** The last IDs, to know one that is cut off by. */
    #last = [];
    /** A letter before the digits of every cell. */
    prefix = '';
    #type;
    #set;
    #onInvalid;
    constructor(type, set, onInvalid) {
        this.#type = type;
        this.#set = set;
        this.#onInvalid = onInvalid;
    }
    /** Lines or records that held something, once all is read. */
    get read() {
        return this.rounding.ids + this.invalid;
    }
    /** Takes the ID in `id`. */
    accept() {
        this.#batchWords[2 * this.#held] = this.id.low;
        this.#batchWords[2 * this.#held + 1] = this.id.high;
        this.#held++;
        if (this.#held === this.#batch.length)
            this.flush();
    }
    /** Takes IDs, behind those that were accepted one by one. */
    acceptAll(ids) {
        this.flush();
        this.#handOn(ids);
    }
    /** Hands on the IDs that are held; to be called at the end, too. */
    flush() {
        if (this.#held === 0)
            return;
        const held = this.#batch.subarray(0, this.#held);
        this.#held = 0;
        this.#handOn(held);
    }
    /**
     * Parses the cell that a file ends with, without a line end behind it: an ID
     * that is shorter than those before it may be cut off.
     */
    parseLast(bytes, start, end, line) {
        this.flush();
        const text = Buffer.from(bytes.subarray(start, end)).toString().trim();
        const digits = /(?:^|\D)(\d{1,19})$/.exec(text.slice(-longestCell))?.[1];
        if (digits === undefined || !this.#isShorter(digits.length))
            return this.parse(bytes, start, end, line);
        this.reject(line, 'seems cut off', text);
        return true;
    }
    /** One digit less may be chance where only few IDs are known. */
    #isShorter(digits) {
        const last = this.#last;
        const least = Math.min(...last.map(id => String(id).length));
        if (last.length < fewIds || least < 15)
            return false;
        return digits < least - (last.length < manyIds ? 1 : 0);
    }
    #handOn(ids) {
        this.#last = [...this.#last, ...ids.subarray(-manyIds)].slice(-manyIds);
        this.#set.addAll(ids);
        this.rounding.note(ids);
    }
    /**
     * Parses `bytes[start..end)`, which may be the start of a cell that `continues`.
     * Space alone counts as nothing; returns whether there was more.
     */
    parse(bytes, start, end, line, continues = false) {
        let from = start;
        let to = end;
        while (from < to && isSpace(bytes[from]))
            from++;
        if (!continues)
            while (to > from && isSpace(bytes[to - 1]))
                to--;
        if (!continues && readId(bytes, from, to, this.id)) {
            this.accept();
            return true;
        }
        const isLong = continues || to - from > longestCell;
        const shown = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from)
            .subarray(0, longestCell)
            .toString();
        // The mark keeps the digits before a long space from being all there is.
        const text = trimCell(isLong ? `${shown}…` : shown);
        if (text === '')
            return false;
        const found = idIn(text, this.#type, this.prefix);
        if ('invalid' in found)
            this.reject(line, found.invalid, text);
        else
            this.#acceptText(found.id, line, text);
        return true;
    }
    reject(line, reason, text) {
        this.invalid++;
        this.#onInvalid(line, reason, text);
    }
    #acceptText(id, line, text) {
        const bytes = Buffer.from(id);
        if (readId(bytes, 0, bytes.length, this.id))
            this.accept();
        else
            this.reject(line, reasonOf(id), text);
    }
}
/** Space and the control characters that count as space. */
function isSpace(byte = 0) {
    return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}
function showCell(text) {
    return (0,lib_text/* printable */.g$)(text, shownLength);
}
/** Without the space and the quotes around it. */
function trimCell(text) {
    const trimmed = text.trim();
    const quote = trimmed[0];
    return (quote === '"' || quote === "'") &&
        trimmed.length > 1 &&
        trimmed.endsWith(quote)
        ? trimmed.slice(1, -1).trim()
        : trimmed;
}
const siteStart = /^https?:\/\/(?:www\.|mobile\.|m\.)?(?:twitter|x)\.com\//i;
const site = /^(?:https?:\/\/)?(?:www\.|mobile\.|m\.)?(?:twitter|x)\.com\/(.*)$/i;
/** `statuses/ID` is what the API wrote until 2012. */
const postPath = /^(?:#!\/)?(?:(?:[a-z0-9_]+|i\/web)\/status(?:es)?|statuses)\/([0-9]+)(?:[/?#].*)?$/i;
const userPath = /^(?:i\/user\/|intent\/user\?user_id=)([0-9]+)(?:[/?#&].*)?$/i;
/** Digits as Excel is told to keep them (`="1"`, `'1`), and as rtweet writes IDs (`x1`): exact as they are. */
const wrapped = /^(?:="{1,2}(?=\d+")|'|x(?=\d{16,19}$))(\d+)"{0,2}$/;
const cell_name = /^[A-Za-z_][A-Za-z0-9_]{0,14}$/;
/** Whether it is the address of something on the service, whatever it holds. */
function isSiteUrl(text) {
    return site.test(text);
}
/**
 * The digits of the ID that a trimmed cell holds, or why it holds none.
 *
 * @param prefix a letter that stands before the digits of every cell
 */
function idIn(text, type, prefix = '') {
    const path = site.exec(text)?.[1];
    if (path !== undefined) {
        const post = postPath.exec(path)?.[1];
        const user = userPath.exec(path)?.[1];
        if (/[\s,;|]https?:/.test(path))
            return { invalid: 'several values on one line' };
        if (type === 'users' && post !== undefined)
            return { invalid: 'URL of a post, not a user ID' };
        const id = type === 'users' ? user : post;
        return id === undefined ? { invalid: 'URL without an ID' } : { id };
    }
    const bare = prefix !== '' && text.startsWith(prefix) ? text.slice(1) : text;
    const digits = /^[0-9]+$/.test(bare) ? bare : wrapped.exec(text)?.[1];
    if (digits !== undefined)
        return { id: digits };
    if (/^https?:\/\//i.test(text) && !siteStart.test(text))
        return { invalid: 'URL of another site' };
    const reason = reasonOf(text);
    return {
        invalid: reason === 'not a number' && type === 'users' && cell_name.test(text)
            ? 'screen name, not an ID'
            : reason
    };
}

;// CONCATENATED MODULE: ./src/content/tables/column-evidence.ts

/** Looks at every cell of a column once. */
function evidenceOf(cells, type) {
    const filled = cells.filter(cell => cell !== '');
    const prefix = prefixOf(filled, type);
    const ids = filled.flatMap(cell => {
        const found = idIn(cell, type, prefix);
        return 'id' in found ? [found.id] : [];
    });
    const long = ids.filter(id => id.length >= longId).length;
    const rows = Math.max(1, cells.length);
    const numbers = distinctNumbers(filled);
    return {
        ids: ids.length / rows,
        long: long / rows,
        ruined: filled.filter(isRuined).length / rows,
        ofFilled: ids.length / Math.max(1, filled.length),
        longOfFilled: long / Math.max(1, filled.length),
        filled: filled.length / rows,
        distinct: new Set(ids).size,
        digits: ids.reduce((least, id) => Math.min(least, id.length), longId),
        isCounted: isCounted(cells),
        isDense: numbers !== undefined && isDense(numbers),
        isLabels: numbers !== undefined && isLabels(numbers, filled.length),
        isSmall: type === 'tweets' && ids.every(id => id.length < smallId),
        prefix
    };
}
/** Whether cells are the numbers of rows: three of them in a row are no chance. */
function isCounted(cells) {
    const [first = ''] = cells;
    const isStart = /^\d{1,11}$/.test(first);
    return (isStart &&
        (cells.length > 2 || /^[01]$/.test(first)) &&
        cells.every((cell, at) => cell === String(Number(first) + at)));
}
/** The distinct numbers that all cells are; undefined where one is none, or is large. */
function distinctNumbers(cells) {
    return cells.length > 0 && cells.every(cell => /^\d{1,7}$/.test(cell))
        ? [...new Set(cells.map(Number))]
        : undefined;
}
/** IDs of posts and accounts lie far apart, those of the first days too. */
function isDense(numbers) {
    const range = Math.max(...numbers) - Math.min(...numbers);
    return numbers.length >= 10 && range < 4 * numbers.length;
}
function isLabels(numbers, cells) {
    return cells >= 10 * numbers.length && numbers.every(each => each < 10_000);
}
/** Whether two cells hold one ID, which a program may have rounded in one of them. */
function isSameId(one, other, type) {
    const [a, b] = [idIn(one, type), idIn(other, type)];
    if (!('id' in a) || !('id' in b))
        return true;
    const difference = BigInt(a.id) - BigInt(b.id);
    // Excel keeps 15 digits; no program keeps fewer.
    return ((difference < 0n ? -difference : difference) * 10n ** 14n <= BigInt(b.id));
}
/** The letter that programs put before all IDs of a column, so that these stay text: `x` (R), `u` and `t` (TwiBot-22). */
function prefixOf(cells, type) {
    const letter = cells[0]?.[0] ?? '';
    const isKnown = type === 'users' ? /^[xu]$/ : /^[xt]$/;
    return cells.length > 1 &&
        isKnown.test(letter) &&
        cells.every(cell => /^[a-z][1-9]\d{0,18}$/.test(cell) && cell.startsWith(letter))
        ? letter
        : '';
}
const isId = (type) => (cell) => 'id' in idIn(cell, type);
/** Posts with fewer digits are of 2006; such numbers mostly count something. */
const smallId = 8;
/** Digits of numbers that are no counts, years or times. */
const longId = 12;
const isLongId = (type) => (cell) => {
    const found = idIn(cell, type);
    return 'id' in found && found.id.length >= longId;
};
/** Scientific notation, or many digits with a decimal point. */
function isRuined(cell) {
    return /^\d+([.,]\d+)?e\+?1\d$|^\d{15,19}\.\d+$/i.test(cell);
}

;// CONCATENATED MODULE: ./src/content/tables/column-names.ts
/**
 * Header names of ID columns, the surest first (text is never rounded); in
 * lower case, with `_` for space, dot, dash and slash.
 */
const idHeaders = {
    tweets: [
        'tweet_id_str',
        'tweet_id',
        'tweetid',
        'status_id_str',
        'status_id',
        'statusid',
        'post_id',
        'postid',
        'id_str',
        'id',
        'tweet_ids',
        'ids',
        'twitter_id',
        'tweet_url',
        'status_url',
        'post_url',
        'tweet_link',
        'permalink',
        'tweet',
        'url',
        'link'
    ],
    users: [
        'user_id_str',
        'user_id',
        'userid',
        'author_id_str',
        'author_id',
        'authorid',
        'account_id',
        'accountid',
        'from_user_id_str',
        'from_user_id',
        'user_ids',
        'id_str',
        'id',
        'ids',
        'twitter_id'
    ]
};
/** Names of what may hold anything: their cells must bear them out. */
const weakHeaders = new Set([
    'id',
    'id_str',
    'ids',
    'twitter_id',
    'permalink',
    'tweet',
    'url',
    'link'
]);
/** Columns of texts: where one stands, a plain `id` is that of a post. */
const textHeaders = [
    'text',
    'full_text',
    'tweet_text',
    'post_text',
    'content',
    'rawcontent',
    'body',
    'message',
    'tweet',
    'tweet_id',
    'status_id'
];
/** These stand in tables of users, and beside posts. */
const userHeaders = ['username', 'screen_name'];
const plainHeaders = ['id', 'id_str', 'ids'];
/** Whether a name says no more than that it is an ID. */
function isPlain(name) {
    return plainHeaders.includes(normal(name));
}
/** Columns of posts, beside their texts. */
const postHeaders = /^(retweet(ed|s)?(_?count)?|retweetcount|favorited|favorite_?count|like_?count|reply_?count|quote_?count|in_?reply_?to.*|quoted_.*|retweeted_.*|conversation_?id|is_quote.*|truncated|tweet_?id(_str)?|status_?id(_str)?)$/;
/** Columns of profiles; of two of them the table tells, unless it has columns of posts. */
const profileHeaders = /^(user_?)?(followers|following|friends|statuses|tweets|listed|favou?rites|media)(_?count)?$|^(bio|description|verified|protected|pinned_tweet_id|profile_image.*|screen_?name|username|location)$/;
/** Of what a table is, by the names of its columns; undefined where they do not tell. */
function kindOfTable(header) {
    const names = header.map(normal);
    const isOfPosts = names.some(name => textHeaders.includes(name) || postHeaders.test(name));
    if (isOfPosts)
        return 'tweets';
    const profile = names.filter(name => profileHeaders.test(name));
    const isCounted = profile.some(name => /^(user_?)?(followers|following|friends)/.test(name));
    return profile.length > 1 && isCounted ? 'users' : undefined;
}
/** Names of accounts. */
const namesUser = /user|author|account|profile|owner|person/;
/** Names of counts, times, and IDs of other things. */
const namesOther = /media|place|list|geo|woeid|time|date|count|hash|likes|retweets|favou?rite|followers|following|friends|score|hour|utc|engagement|created|_at$/;
/** Names of posts that are only referred to. */
const namesReference = /repl|quot|retweet|conversation|thread|parent|root|referenc|source|pinned/;
/** Whether a first cell is a header of `type`, of the other type, or no header that is known. */
function headerType(cell, type) {
    const name = normal(cell);
    if (idHeaders[type].includes(name))
        return 'this';
    const other = type === 'tweets' ? 'users' : 'tweets';
    return idHeaders[other].includes(name) ? 'other' : undefined;
}
/** A header name in lower case, with `_` for what separates words. */
function normal(name) {
    return name
        .trim()
        .toLowerCase()
        .replace(/^#\s*/, '')
        .replace(/[\s._/-]+/g, '_');
}
/** Beside `id_str`, `id` is the same as a number. */
function withoutStr(name) {
    return normal(name).replace(/_str$/, '');
}

;// CONCATENATED MODULE: ./src/content/tables/columns.ts
// Which column of a delimited file holds the IDs: by the name given, by the header, or by what the cells hold.







/** A column read by content must hold IDs in this share of the first rows. */
const idShare = 0.9;
/** Rows that a title above the header may take. */
const titleRows = 9;
/**
 * @param rows the first records of the file, blank ones left out
 * @param wanted names or numbers of columns; none for the one that is found
 * @throws Failure `ids-invalid` that lists the columns and shows the line to add, where it is not certain
 */
function findColumns(rows, type, wanted, file) {
    if (rows.length === 0)
        return nothing;
    const title = titleAbove(rows, type, wanted);
    const table = new Table(rows.slice(title), type, wanted, file);
    const columns = wanted.length > 0
        ? wanted.map(name => table.named(name))
        : [table.hasNames ? table.byHeader() : table.byContent()];
    return table.with(distinct(columns), title);
}
/** Of a table without rows. */
const nothing = {
    columns: [
        { index: 0, name: '1', isLast: false, isLong: false, digits: 1, prefix: '' }
    ],
    headerRows: 0,
    names: [],
    width: undefined,
    longColumns: [],
    unread: [],
    whole: []
};
/** Two names may be those of one column. */
function distinct(columns) {
    return columns.filter(({ index }, at) => columns.findIndex(each => each.index === index) === at);
}
/** How many rows stand above the header: a title, a date of export and the like. */
function titleAbove(rows, type, wanted) {
    const names = wanted.length > 0 ? wanted.map(normal) : idHeaders[type];
    const isNamed = (row) => row.some(cell => names.includes(normal(cell)));
    const [first = []] = rows;
    if (isNamed(first))
        return 0;
    const found = rows
        .slice(0, titleRows + 1)
        .findIndex(row => isNamed(row) && !row.some(isData));
    const header = rows[found] ?? [];
    const width = header.length;
    const body = rows.slice(found + 1);
    // Below the name of a column that holds IDs, other words are no header.
    const isSure = body.some(row => row.some((cell, at) => isLongId(type)(cell) && names.includes(normal(header[at] ?? ''))));
    const isTitle = (row) => (isSure || row.filter(cell => cell !== '').length < width) &&
        !row.some(cell => 'id' in idIn(cell, type) && cell.length >= 12);
    const alike = body.filter(row => row.length === width).length;
    return found > 0 &&
        rows.slice(0, found).every(isTitle) &&
        alike > 0 &&
        alike >= body.length / 2
        ? found
        : 0;
}
class Table {
    #type;
    #file;
    #body;
    #width;
    #header;
    /** Whether all rows have one cell more than the header. */
    #isWider;
    #evidence = [];
    hasHeader;
    /** Whether the header says more than numbers do. */
    hasNames;
    constructor(rows, type, wanted, file) {
        const [first = [], ...others] = rows;
        this.#type = type;
        this.#file = file;
        const isNumbered = isNumberHeader(first, others);
        this.hasHeader = isNumbered || isHeader(first, others, type, wanted);
        this.hasNames = this.hasHeader && !isNumbered;
        this.#header = this.hasHeader ? first : [];
        this.#body = this.hasHeader ? others : rows;
        this.#width = rows.reduce((most, row) => Math.max(most, row.length), 0);
        this.#isWider =
            this.hasHeader &&
                others.length > 0 &&
                others.every(row => row.length === first.length + 1);
    }
    /** The columns to be read, with all that reading them needs to know. */
    with(columns, title) {
        const isRead = (index) => columns.some(column => column.index === index);
        const isLong = (index) => this.#of(index).longOfFilled >= idShare;
        const all = [...Array(this.#width).keys()];
        const isWhole = (index) => !isRead(index) &&
            isLong(index) &&
            this.#of(index).filled > 0 &&
            this.#of(index).distinct > 1;
        const unread = all.filter(index => isWhole(index) &&
            this.#mayBeOfType(index) &&
            !columns.some(read => this.#holdsSame(index, read.index)));
        const nameOf = (index) => this.#column(index).name;
        const shift = this.#isWider ? this.#rowNames() : 0;
        return {
            columns: columns.map(column => ({
                ...column,
                isLong: isLong(column.index),
                digits: isLong(column.index) ? longId : this.#of(column.index).digits,
                prefix: this.#of(column.index).prefix
            })),
            headerRows: this.hasHeader ? title + 1 : 0,
            names: this.hasHeader
                ? [...Array(shift).fill(''), ...this.#header]
                : [],
            width: this.#rowWidth(),
            longColumns: all.filter(isLong),
            unread: unread.map(nameOf),
            whole: unread
                .filter(index => !namesReference.test(normal(this.#title(index))))
                .map(nameOf)
        };
    }
    /** Whether a column has no ID that another one lacks in the same row, such as addresses of the same posts. */
    #holdsSame(index, other) {
        const idOf = (cell = '') => {
            const found = idIn(cell, this.#type);
            return 'id' in found ? found.id : '';
        };
        return this.#body.every(row => {
            const id = idOf(row[index]);
            return id === '' || id === idOf(row[other]);
        });
    }
    /** Whether its name says nothing of another kind of ID. */
    #mayBeOfType(index) {
        const name = normal(this.#title(index));
        if (namesOther.test(name))
            return false;
        return this.#type === 'users' ? namesUser.test(name) : !namesUser.test(name);
    }
    /** 1 where R wrote row names without a header of their own. */
    #rowNames() {
        const endsOpen = this.#share(this.#width - 1, cell => cell === '') === 1;
        return endsOpen ? 0 : 1;
    }
    /** How many cells a row has; undefined where rows of many widths are usual. */
    #rowWidth() {
        const widths = new Map();
        for (const { length } of this.#body)
            widths.set(length, (widths.get(length) ?? 0) + 1);
        const ofHeader = this.#header.length;
        // A row of the width of the header shows that the header is right.
        if (this.hasHeader && (widths.has(ofHeader) || this.#body.length === 0))
            return ofHeader;
        const [commonest] = [...widths].sort(([, a], [, b]) => b - a);
        if (commonest === undefined)
            return undefined;
        const [width, rows] = commonest;
        return rows > this.#body.length / 2 ? width : undefined;
    }
    named(wanted) {
        const [index] = this.#twins(wanted);
        if (index !== undefined)
            return this.#headed(index);
        const number = /^[1-9][0-9]{0,4}$/.test(wanted) ? Number(wanted) : 0;
        if (number >= 1 && number <= this.#width)
            return this.#column(number - 1);
        throw this.#uncertain(!this.hasHeader && number === 0
            ? (0,message/* say */.cv) `${(0,message/* code */.aY)(this.#file)} has no header, so it has no column ${(0,message/* code */.aY)(wanted, 60)}.`
            : (0,message/* say */.cv) `${(0,message/* code */.aY)(this.#file)} has no column ${(0,message/* code */.aY)(wanted, 60)}.`);
    }
    byHeader() {
        const names = this.#header.map(normal);
        const shift = this.#isWider ? 1 : 0;
        const candidates = idHeaders[this.#type].flatMap(name => {
            const index = names.indexOf(name);
            return index < 0 ? [] : [{ name, index }];
        });
        const index = candidates.find(({ name, index }) => shift > 0 || !this.#isNone(name, index))?.index;
        if (index === undefined)
            return this.#onlyOne();
        if (this.#isOfUsers(names, index))
            throw this.#ofUsers(index);
        this.#refuseTwins(index);
        if (shift === 0) {
            this.#refuseDoubt(names[index] ?? '', index);
            this.#refuseRivals(index, candidates.map(({ index }) => index));
        }
        return this.#headed(index);
    }
    /** Whether what a column holds belies its name. */
    #isNone(name, index) {
        if (this.#type === 'users' && isPlain(name) && this.#isOfPosts())
            return true;
        if (!weakHeaders.has(name))
            return false;
        const { isCounted, isDense, isLabels, ofFilled, ruined, filled } = this.#of(index);
        const isElsewhere = this.#longOnes().some(other => other !== index) || this.#hasLists();
        return (isDense ||
            isLabels ||
            (isCounted && (isElsewhere || this.#body.length > 2)) ||
            (filled > 0 && ofFilled < 0.5 && ruined < 0.5 && !isPlain(name)) ||
            (filled > 0 && ofFilled < 0.5 && ruined < 0.5 && isElsewhere));
    }
    /** Whether a column with the name of IDs holds several in each cell, as those of FakeNewsNet. */
    #hasLists() {
        const isList = (cell) => /^\W{0,3}\d{5,19}\W{1,5}\d{5,19}/.test(cell);
        return this.#header.some((name, index) => idHeaders[this.#type].includes(normal(name)) &&
            this.#share(index, isList) > 0.3);
    }
    /** A named column that counts, or is of small numbers beside one of IDs, is not certain. */
    #refuseDoubt(name, index) {
        const { isCounted, isDense, longOfFilled, ruined, filled } = this.#of(index);
        const others = this.#longOnes().filter(other => other !== index);
        const isSmall = this.#type === 'tweets' &&
            weakHeaders.has(name) &&
            filled > 0 &&
            longOfFilled === 0 &&
            ruined === 0;
        if (isDense || (isCounted && (others.length > 0 || this.#body.length > 2)))
            throw this.#uncertain((0,message/* say */.cv) `The column ${(0,message/* code */.aY)(this.#header[index] ?? '', 60)} of ${(0,message/* code */.aY)(this.#file)} counts the rows and holds no IDs.`);
        if (isSmall && others.length > 0)
            throw this.#unknown();
    }
    /** Two columns whose names say that they hold the IDs, and that hold different ones: neither is certain. */
    #refuseRivals(index, candidates) {
        const nameOf = (at) => this.#header[at] ?? '';
        const own = withoutStr(nameOf(index));
        const rival = candidates.find(other => {
            if (withoutStr(nameOf(other)) === own)
                return false;
            const { ofFilled, longOfFilled, filled, distinct } = this.#of(other);
            const isWeak = weakHeaders.has(normal(nameOf(other)));
            return (!(isWeak && (this.#type === 'users' || !isPlain(nameOf(other)))) &&
                (this.#type === 'tweets' ? longOfFilled : ofFilled) >= idShare &&
                filled >= 0.5 &&
                (distinct > 1 || this.#body.length < 3) &&
                this.#body.some(row => !isSameId(row[index] ?? '', row[other] ?? '', this.#type)));
        });
        if (rival === undefined)
            return;
        const [one, two] = [index, rival].sort((a, b) => a - b).map(nameOf);
        throw this.#uncertain((0,message/* say */.cv) `${(0,message/* code */.aY)(this.#file)} has two columns for the ${this.#nouns()}, ${(0,message/* code */.aY)(one ?? '', 60)} and ${(0,message/* code */.aY)(two ?? '', 60)}, and they hold different ones.`, (0,message/* say */.cv) `Name the one to read, or both, one per line: \`ids-column\` takes several names.`);
    }
    /** Columns that hold long IDs of the type, by name and content. */
    #longOnes() {
        if (this.#type === 'users')
            return [];
        return [...Array(this.#width).keys()].filter(index => this.#of(index).longOfFilled >= idShare &&
            this.#of(index).filled >= 0.5 &&
            this.#mayBeOfType(index));
    }
    /** The one column that holds IDs of posts, where no name says so. */
    #onlyOne() {
        const [index, ...others] = this.#longOnes();
        const name = normal(this.#header[index ?? -1] ?? '');
        const isCertain = index !== undefined &&
            others.length === 0 &&
            !this.#isWider &&
            !namesReference.test(name) &&
            (this.#of(index).distinct > 1 || this.#body.length === 1);
        if (isCertain && /id|url|link|status|tweet|post/.test(name))
            return this.#headed(index);
        throw this.#unknown();
    }
    /** Whether the table is of posts, by the names of its columns, or by texts in one. */
    #isOfPosts() {
        const kind = kindOfTable(this.#header);
        if (kind !== undefined)
            return kind === 'tweets';
        return this.#header.some((name, index) => !/bio|desc|location|name/.test(normal(name)) &&
            this.#share(index, cell => cell.split(' ', 5).length > 4) > 0.5);
    }
    /** Whether a plain `id` is that of a user, in a table of users where posts are wanted. */
    #isOfUsers(names, index) {
        if (this.#type === 'users' || !isPlain(names[index] ?? ''))
            return false;
        if (kindOfTable(names) === 'users')
            return true;
        const isShort = (cell) => /^\d{1,10}$/.test(cell);
        return (names.some(name => userHeaders.includes(name)) &&
            !names.some(name => textHeaders.includes(name)) &&
            (names.includes('pinned_tweet_id') || this.#share(index, isShort) > 0.5));
    }
    #ofUsers(index) {
        return new lib_failure/* Failure */.HR('ids-invalid', {
            what: (0,message/* say */.cv) `${(0,message/* code */.aY)(this.#file)} is a table of users, while \`type\` is \`tweets\`.`,
            fix: (0,message/* say */.cv) `Set \`type: users\`, or give a table of posts. The column ${(0,message/* code */.aY)(this.#header[index] ?? '', 60)} holds the IDs of accounts.`
        });
    }
    byContent() {
        const found = this.#idColumns();
        const varied = found.filter(index => this.#of(index).distinct > 1);
        const [index, ...others] = varied.length > 0 ? varied : found;
        if (index === undefined || others.length > 0)
            throw this.#unknown();
        return this.#column(index);
    }
    /** The column below a cell of the header. */
    #headed(index) {
        this.#refuseTwins(index);
        const shift = this.#shift(index);
        if (shift !== undefined)
            return {
                ...this.#column(index + shift, this.#header[index]),
                isLast: index === this.#header.length - 1
            };
        throw this.#uncertain((0,message/* say */.cv) `All rows of ${(0,message/* code */.aY)(this.#file)} have one cell more than its header, and it is not certain which one is below ${(0,message/* code */.aY)(this.#header[index] ?? '', 60)}.`);
    }
    /** Two columns of one name, unless they hold the same. */
    #refuseTwins(index) {
        const name = this.#header[index] ?? '';
        const differs = this.#twins(name).some(twin => this.#body.some(row => row[twin] !== row[index]));
        if (differs)
            throw this.#uncertain((0,message/* say */.cv) `${(0,message/* code */.aY)(this.#file)} has more than one column ${(0,message/* code */.aY)(name, 60)}, and they hold different things.`);
    }
    /** The columns of that name. */
    #twins(name) {
        return [...this.#header.keys()].filter(at => normal(this.#header[at] ?? '') === normal(name));
    }
    /**
     * How many columns further right than its name the content stands: R writes
     * row names without a header of their own, other programs a separator at the
     * end, or text with separators and without quotes. Undefined when these can't
     * be told apart.
     */
    #shift(index) {
        if (!this.#isWider)
            return 0;
        const endsOpen = this.#share(this.#width - 1, cell => cell === '') === 1;
        const hasRowNumbers = this.#of(0).isCounted;
        if (hasRowNumbers && !endsOpen)
            return 1;
        const columns = [index, index + 1];
        const isLong = isLongId(this.#type);
        const test = this.#type === 'tweets' && columns.some(at => this.#of(at).long > 0)
            ? isLong
            : isId(this.#type);
        const [here, next] = columns.map(at => this.#share(at, cell => test(cell) || isRuined(cell)) > 0);
        // The cell beyond the header may be an ID, beside the one that is read.
        if (!next)
            return this.#of(this.#width - 1).long > 0 ? undefined : 0;
        return here && endsOpen && !hasRowNumbers ? 0 : undefined;
    }
    /** The columns that hold IDs of the type; row numbers are none. */
    #idColumns() {
        const columns = [...Array(this.#width).keys()];
        const full = columns.filter(index => !this.#isNumber(index) && this.#of(index).ids >= idShare);
        const long = full.filter(index => this.#of(index).long >= idShare);
        // IDs that were damaged are still the column; the reader says what is wrong.
        const ruined = columns.filter(index => this.#of(index).ruined >= 0.5);
        // Small numbers beside ruined IDs are hardly posts; for users, they may be the IDs.
        const inOrder = this.#type === 'tweets' ? [long, ruined, full] : [full, ruined];
        return inOrder.find(found => found.length > 0) ?? [];
    }
    #share(index, test) {
        const hits = this.#body.filter(row => test(row[index] ?? '')).length;
        return hits / Math.max(1, this.#body.length);
    }
    /** Looks at every cell of a column once. */
    #of(index) {
        const known = this.#evidence[index];
        if (known)
            return known;
        const evidence = evidenceOf(this.#body.map(row => row[index] ?? ''), this.#type);
        this.#evidence[index] = evidence;
        return evidence;
    }
    /** Whether its numbers count, rate or number something: no name says that they are IDs. */
    #isNumber(index) {
        const { isDense, isLabels, isSmall, isCounted } = this.#of(index);
        return (this.#body.length > 1 &&
            this.#width > 1 &&
            (isDense || isLabels || isSmall || (isCounted && index === 0)));
    }
    /** What the header calls it; nothing where it has no name for certain. */
    #title(index) {
        return this.#isWider ? '' : (this.#header[index] ?? '');
    }
    #column(index, name = this.#title(index)) {
        const isSure = name !== '' && this.#twins(name).length <= 1;
        // Rows that are wider than a header of several columns have row names.
        const last = this.#isWider && this.#header.length > 1
            ? this.#header.length
            : this.#header.length - 1;
        return {
            index,
            name: isSure ? name : String(index + 1),
            isLast: this.hasHeader && index >= last
        };
    }
    /** The column that is worth naming: following the advice gives the most IDs of the type. */
    #likeliest() {
        const holds = (index) => {
            const evidence = this.#of(index);
            const isConstant = evidence.distinct < Math.min(2, this.#body.length);
            return (evidence.ids >= 0.5 &&
                !isConstant &&
                !evidence.isCounted &&
                !evidence.isDense &&
                !evidence.isLabels &&
                !evidence.isSmall &&
                (this.#title(index) === '' || this.#mayBeOfType(index)));
        };
        const weight = (index) => {
            const { long, distinct } = this.#of(index);
            return [this.#type === 'tweets' ? long : 0, distinct];
        };
        const [best] = [...Array(this.#width).keys()]
            .filter(holds)
            .map(index => ({ index, weight: weight(index) }))
            .sort((a, b) => b.weight.reduce((sum, each, at) => sum || each - (a.weight[at] ?? 0), 0));
        return best?.index;
    }
    #nouns() {
        return this.#type === 'tweets' ? 'tweet IDs' : 'user IDs';
    }
    #unknown() {
        return this.#uncertain((0,message/* say */.cv) `${(0,message/* code */.aY)(this.#file)} has ${(0,lib_text/* plural */.LS)(this.#width, 'column')}, and it is not certain which one holds the ${this.#nouns()}.`);
    }
    #uncertain(what, fix) {
        const shown = [...Array(Math.min(30, this.#width)).keys()].map((index) => {
            const name = this.#title(index);
            if (name)
                return (0,message/* say */.cv) `${index + 1} ${(0,message/* quote */.hD)(name, 40)}`;
            const cell = this.#body.map(row => row[index]).find(Boolean);
            return cell === undefined
                ? (0,message/* say */.cv) `${index + 1} (empty)`
                : (0,message/* say */.cv) `${index + 1} (such as ${(0,message/* quote */.hD)(showCell(cell))})`;
        });
        const more = this.#width > 30 ? ', …' : '';
        return new lib_failure/* Failure */.HR('ids-invalid', {
            what,
            why: (0,message/* say */.cv) `Its columns are ${(0,message/* joined */.oR)(shown, ', ')}${more}.`,
            fix: fix ?? this.#advice()
        });
    }
    /** What to do, tried on the first rows. */
    #advice() {
        const other = this.#type === 'tweets' ? 'users' : 'tweets';
        const ofOther = this.#header.find(name => headerType(name, this.#type) === 'other');
        const best = this.#likeliest();
        if (best === undefined)
            return ofOther === undefined
                ? this.#noAdvice()
                : (0,message/* say */.cv) `Set \`type: ${other}\`, which a column ${(0,message/* code */.aY)(ofOther, 60)} is for, or give another table.`;
        const { name } = this.#column(best);
        const add = (0,message/* say */.cv) `the right one under \`with:\` of the step, for example: \`ids-column: ${yaml(name)}\``;
        return headerType(name, this.#type) === 'other'
            ? (0,message/* say */.cv) `Set \`type: ${other}\`, which a column ${(0,message/* code */.aY)(name, 60)} is for; or add ${add}`
            : (0,message/* say */.cv) `Add ${add}`;
    }
    #noAdvice() {
        return this.#body.length === 0
            ? (0,message/* say */.cv) `There is no row below that would show it: add the right one under \`with:\` of the step, as \`ids-column\`.`
            : (0,message/* say */.cv) `None of them holds ${this.#nouns()} in ${(0,lib_text/* firstOf */.Ku)(this.#body.length, 'row')}: give a table that has them.`;
    }
}
/**
 * Whether the first record is a header: no cell of it is data; or a cell is
 * the name of an ID column, below which IDs stand, though another is data.
 */
function isHeader(first, others, type, wanted) {
    if (!first.some(isData))
        return true;
    return first.some((cell, index) => {
        if (isData(cell))
            return false;
        const name = normal(cell);
        if (wanted.some(each => name === normal(each)))
            return true;
        return (idHeaders[type].includes(name) &&
            others.every(row => isHeld(row[index] ?? '', type)));
    });
}
/**
 * Whether the first record numbers the columns, as pandas does where they have
 * no names: small numbers alone, where the IDs below are long, or start with 0,
 * which is no ID.
 */
function isNumberHeader(first, others) {
    const numbers = first.filter(cell => cell !== '');
    if (others.length === 0 || !numbers.every(cell => /^\d{1,4}$/.test(cell)))
        return false;
    const isFromZero = numbers.length > 0 && numbers.every((cell, at) => cell === String(at));
    return first.some((cell, index) => {
        const shortest = isFromZero ? cell.length + 3 : longId;
        const longer = others.filter(row => {
            const other = row[index] ?? '';
            return other.length >= shortest && /^\d+$/.test(other);
        });
        return cell !== '' && longer.length >= idShare * others.length;
    });
}
function isHeld(cell, type) {
    return cell === '' || isRuined(cell) || isId(type)(cell);
}
/** Whether a cell can't be part of a header: a number, a URL, a name with `@`, or a word for nothing. */
function isData(cell) {
    return (/^[+-]?[\d.,]*\d(e[+-]?\d+)?$/i.test(cell) ||
        /^https?:\/\//i.test(cell) ||
        isSiteUrl(cell) ||
        'id' in idIn(cell, 'users') ||
        (cell !== '' && reasonOf(cell) !== 'not a number') ||
        /^[xut]\d{5,19}$/.test(cell) ||
        // No header has as many digits as an ID, whatever stands around them.
        /\d{15}/.test(cell.replace(/[\s.,']/g, '')));
}
/** A value as it stands in YAML, without the backtick that would end it in a sentence. */
function yaml(value) {
    return /^[A-Za-z0-9_][\w.-]*$/.test(value)
        ? value
        : JSON.stringify((0,lib_text/* printable */.g$)(value, 60)).replaceAll('`', '\\u0060');
}

;// CONCATENATED MODULE: ./src/content/json/json-records.ts




/** Bytes of one record: a page of v2 has about 100 kB, the largest X archives some MB. */
const longestRecord = 128 << 20;
class JsonRecords {
    tokenizer;
    #options;
    #isLines;
    /** Line feeds before a place in a record. */
    #counted = { record: -1, position: 0, feeds: 0 };
    constructor(options) {
        this.#options = options;
        this.#isLines = options.isLines;
        this.tokenizer = new JsonTokenizer({
            keys: options.keys,
            isLines: options.isLines ?? false,
            longestRecord,
            filter: options.filter,
            ...(options.onIds && { onIds: options.onIds }),
            ...(options.onPassed && { onPassed: options.onPassed })
        });
    }
    /** Whether every line is a record; undefined until the first one shows it. */
    get isLines() {
        return this.#isLines;
    }
    /** @throws Failure when what follows could not be read right */
    feed(chunk) {
        this.tokenizer.feed(chunk);
        this.#read();
    }
    /** @throws Failure as `feed` */
    end() {
        this.tokenizer.end();
        this.#read();
        if (this.tokenizer.isOpen)
            this.#broken('invalid');
    }
    /** The line of a place in the record; the cost is the way from the last one asked for. */
    lineOf(position) {
        const { line, bytes, offset } = this.tokenizer;
        if (this.#isLines)
            return line;
        const counted = this.#counted;
        if (offset !== counted.record)
            this.#counted = {
                record: offset,
                position,
                feeds: feedsIn(bytes, 0, position)
            };
        else {
            counted.feeds +=
                feedsIn(bytes, counted.position, position) -
                    feedsIn(bytes, position, counted.position);
            counted.position = position;
        }
        return line + this.#counted.feeds;
    }
    /** What can't be read as one record. */
    tooLong() {
        return new lib_failure/* Failure */.HR('ids-invalid', {
            what: (0,message/* say */.cv) `The record on line ${(0,lib_text/* count */.U9)(this.tokenizer.line)} of ${(0,message/* code */.aY)(this.#options.file)} is longer than ${(0,lib_text/* bytes */.ee)(longestRecord)}, or holds too many values.`,
            why: (0,message/* say */.cv) `Records are read one at a time, each as a whole.`,
            fix: (0,message/* say */.cv) `Write the posts one per line (JSONL), or as the elements of one array.`
        });
    }
    #read() {
        for (;;) {
            const found = this.tokenizer.next();
            if (found === 'more')
                return;
            if (found === 'record') {
                this.#learnLines();
                this.#options.onRecord();
            }
            else
                this.#broken(found);
        }
    }
    /** The first record shows whether each has a line of its own. */
    #learnLines() {
        if (this.#isLines !== undefined)
            return;
        this.#isLines = !this.tokenizer.bytes.includes(0x0a);
        this.tokenizer.isLines = this.#isLines;
    }
    /** Tells of a broken line and passes over it; a document ends there. */
    #broken(found) {
        const { tokenizer } = this;
        const { line, rest } = tokenizer;
        if (rest[0] === 0xef && rest[1] === 0xbb && rest[2] === 0xbf) {
            // Files with a mark of UTF-8 may have been joined.
            this.#options.onMark?.(tokenizer.position);
            tokenizer.pass(3);
            return;
        }
        if (found === 'invalid' &&
            this.#isLines === false &&
            /^;\s*$/.test(rest.toString())) {
            // The end of a script, such as those of an archive after formatting.
            tokenizer.pass(1);
            return;
        }
        if (found === 'too-long')
            throw this.tooLong();
        if (this.#isLines === undefined && tokenizer.bytes.includes(0x0a))
            this.#isLines = false;
        if (this.#isLines === false)
            throw this.#brokenDocument(line);
        this.#isLines = tokenizer.isLines = true;
        const [start = ''] = tokenizer.excerpt.trimStart().split('\n', 1);
        tokenizer.skipLine();
        this.#options.onBroken(line, found === 'too-deep'
            ? 'nested too deep'
            : isNoNumber(rest)
                ? 'NaN or Infinity'
                : 'not JSON', start);
    }
    #brokenDocument(line) {
        const { excerpt, rest } = this.tokenizer;
        if (isNoNumber(rest))
            return new lib_failure/* Failure */.HR('ids-invalid', {
                what: (0,message/* say */.cv) `${(0,message/* code */.aY)(this.#options.file)} stops being JSON at line ${(0,lib_text/* count */.U9)(line)}: it holds \`NaN\` or \`Infinity\`.`,
                why: pythonNumbers,
                fix: writeNull
            });
        const notation = notations.find(({ pattern }) => pattern.test(excerpt));
        if (notation)
            return new lib_failure/* Failure */.HR('ids-invalid', {
                what: (0,message/* say */.cv) `${(0,message/* code */.aY)(this.#options.file)} stops being JSON at line ${(0,lib_text/* count */.U9)(line)}: this is ${notation.name}.`,
                fix: notation.fix
            });
        return new lib_failure/* Failure */.HR('ids-invalid', {
            what: (0,message/* say */.cv) `${(0,message/* code */.aY)(this.#options.file)} stops being JSON at line ${(0,lib_text/* count */.U9)(line)}, so what follows could not be read.`,
            why: (0,message/* say */.cv) `The file is cut off or was edited by hand.`,
            fix: (0,message/* say */.cv) `Create the file again, or write one record per line (JSONL), so that one broken record does not hide the others.`
        });
    }
}
/** What looks like JSON, and is not. */
const notations = [
    {
        pattern: /(?:NumberLong|NumberInt|ObjectId|ISODate)\(/,
        name: 'the notation of the mongo shell',
        fix: (0,message/* say */.cv) `Export the collection as JSON, one document a line: \`mongoexport --db DB --collection POSTS --out posts.jsonl\`.`
    },
    {
        pattern: /^\s*[[{]\s*u?'|: (?:None|True|False)\b/,
        name: 'Python’s notation, not JSON',
        fix: (0,message/* say */.cv) `Write each record by \`json.dumps(record)\`, one per line, instead of \`str(record)\` or \`print\`.`
    }
];
const pythonNumbers = (0,message/* say */.cv) `Python's \`json.dumps\` writes these, and JSON has no such numbers.`;
const writeNull = (0,message/* say */.cv) `Write \`null\` in their place: \`to_json\` of pandas does, and \`json.dumps(record, allow_nan=False)\` tells where they are.`;
/** Whether reading stopped at a number that is none. */
function isNoNumber(rest) {
    return /^-?(?:NaN|Infinity)/.test(rest.toString('latin1', 0, 12));
}
function feedsIn(bytes, from, to) {
    if (from >= to)
        return 0;
    const part = bytes.subarray(from, to);
    let feeds = 0;
    for (let at = part.indexOf(0x0a); at >= 0; at = part.indexOf(0x0a, at + 1))
        feeds++;
    return feeds;
}

;// CONCATENATED MODULE: ./src/content/tables/csv-dialect.ts
// Where the cells of a delimited record end, and the first records of a file as text.

const lf = 0x0a;
const cr = 0x0d;
const space = 0x20;
const quote = 0x22;
/** What `endOfCell` returns for a quoted cell of several lines that goes on behind its closing quote. */
const strayQuote = -1;
/**
 * Index of the delimiter or line feed behind the cell that starts at `at`, or
 * the length of `bytes`; undefined when a quote is not closed in them. What
 * stands between a closing quote and the delimiter belongs to the cell, if the
 * quotes are on one line: else they are two stray ones, with rows between them.
 */
function endOfCell(bytes, at, { delimiter, quotes }) {
    let end = at;
    let close = at;
    if (quotes) {
        if (delimiter !== space)
            while (bytes[end] === space)
                end++;
        if (bytes[end] === quote) {
            const found = closingQuote(bytes, end);
            if (found === undefined)
                return undefined;
            close = found;
            end = found + 1;
        }
    }
    while (end < bytes.length && bytes[end] !== delimiter && bytes[end] !== lf)
        end++;
    return close > at && isStray(bytes, at, close, end) ? strayQuote : end;
}
/** Whether a cell that starts at `at` and is closed at `close` has several lines, and more before its `end`. */
function isStray(bytes, at, close, end) {
    return (bytes.subarray(at, close).includes(lf) &&
        bytes.subarray(close + 1, end).some(byte => byte !== space && byte !== cr));
}
/**
 * The delimiter that the first line names, as files made for Excel do
 * (`sep=;`); undefined when it is another line. `bytes` start with the file.
 */
function statedDelimiter(bytes) {
    const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
    const [, delimiter] = /^"?sep=([^\w\s"]|\t)"?(?:\r?\n|$)/i.exec(start) ?? [];
    return delimiter?.charCodeAt(0);
}
/** Index of the quote that closes the one at `open`; a doubled quote does not. */
function closingQuote(bytes, open) {
    let at = open + 1;
    for (;;) {
        const found = bytes.indexOf(quote, at);
        if (found < 0)
            return undefined;
        if (bytes[found + 1] !== quote)
            return found;
        at = found + 2;
    }
}
/**
 * Whether quotes count in the record whose first line is `bytes[start..end)`;
 * undefined when that can't be told before more is there.
 */
function quotesCount(bytes, start, end, dialect, isLast) {
    const { delimiter, quotes, lineWidth: width } = dialect;
    if (!quotes || width === undefined)
        return quotes;
    if (cellsIn(bytes, start, end, delimiter) !== width)
        return true;
    const next = end + 1;
    const found = bytes.indexOf(lf, next);
    if (found < 0 && !isLast)
        return undefined;
    const nextEnd = found < 0 ? bytes.length : found;
    return (next < bytes.length && cellsIn(bytes, next, nextEnd, delimiter) !== width);
}
function cellsIn(bytes, start, end, delimiter) {
    let cells = 1;
    for (let at = start; at < end; at++)
        if (bytes[at] === delimiter)
            cells++;
    return cells;
}
/** The first cells of a record, at most `limit`, and how many it has. */
function cellsOf(record, dialect, limit) {
    const cells = [];
    let width = 0;
    for (let at = 0; at <= record.length; width++) {
        const found = endOfCell(record, at, dialect);
        const end = found === undefined || found === strayQuote ? record.length : found;
        if (width < limit)
            cells.push([at, end]);
        at = end + 1;
    }
    return { cells, width };
}
/** The parts of a record between the CRs that are not quoted; behind one a cell starts. */
function* splitAtCr(record, { delimiter, quotes }) {
    let start = 0;
    let startsCell = quotes;
    for (let at = 0; at < record.length; at++) {
        const byte = record[at];
        if (startsCell && byte === quote)
            at = closingQuote(record, at) ?? record.length;
        else if (byte === cr) {
            yield [start, at];
            start = at + 1;
        }
        const isSpace = byte === space && startsCell;
        startsCell = quotes && (byte === delimiter || byte === cr || isSpace);
    }
    yield [start, record.length];
}
/** How many cells are looked at to find the format and the columns. */
const sampledCells = 50_000;
/**
 * The first records that hold something, at most `limit`, as trimmed cells. A
 * last record without its end counts only when the sample `isWhole`.
 */
function firstRecords(sample, dialect, isWhole, limit) {
    const records = [];
    let cells = [];
    let ofRecord = dialect;
    let at = statedDelimiter(sample) === undefined ? 0 : sample.indexOf(lf) + 1;
    let left = sampledCells;
    while (at < sample.length && records.length < limit && left > 0) {
        left--;
        if (cells.length === 0) {
            const found = sample.indexOf(lf, at);
            const lineEnd = found < 0 ? sample.length : found;
            const quotes = quotesCount(sample, at, lineEnd, dialect, isWhole) ?? false;
            ofRecord = { ...dialect, quotes };
        }
        const end = endOfCell(sample, at, ofRecord);
        if (end === undefined || end === strayQuote)
            break;
        if (end === sample.length && !isWhole)
            break;
        cells.push(trimCell(sample.toString('utf8', at, Math.min(end, at + 2048))));
        at = end + 1;
        if (end < sample.length && sample[end] !== lf)
            continue;
        if (cells.some(cell => cell !== ''))
            records.push(cells);
        cells = [];
    }
    // One line that goes on beyond the sample: its whole cells.
    if (records.length === 0 && cells.length > 0)
        records.push(cells);
    return records;
}

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(78474);
// EXTERNAL MODULE: external "node:worker_threads"
var external_node_worker_threads_ = __webpack_require__(75919);
;// CONCATENATED MODULE: ./src/content/decode/sha256.ts
// SHA-256 of a file that is being read: in a thread of its own where there is much to hash, beside the reading.



/** A thread takes some 20 ms to start, as long as 30 MB take to be hashed. */
const sha256_fewBytes = 1 << 25;
/** @param bytes about as many as will come */
function sha256Of(bytes) {
    return bytes < sha256_fewBytes ? new DirectHash() : new ThreadHash();
}
class DirectHash {
    #hash = (0,external_node_crypto_.createHash)('sha256');
    update(bytes) {
        this.#hash.update(bytes);
    }
    digest() {
        return Promise.resolve(this.#hash.digest('hex'));
    }
    close() {
        return Promise.resolve();
    }
}
const slots = 4;
const slotSize = 1 << 20;
/** Answers each message (a slot, and how many bytes of it), none of them left with the digest. */
const program = `
const { parentPort, workerData } = require('node:worker_threads')
const hash = require('node:crypto').createHash('sha256')
parentPort.on('message', ({ slot, length }) => {
  hash.update(new Uint8Array(workerData, slot * ${slotSize}, length))
  parentPort.postMessage(length > 0 ? '' : hash.digest('hex'))
})`;
class ThreadHash {
    #bytes = new SharedArrayBuffer(slots * slotSize);
    #worker = new external_node_worker_threads_.Worker(program, {
        eval: true,
        workerData: this.#bytes,
        env: {},
        execArgv: []
    });
    /** Messages so far, and how many of them are not answered. */
    #sent = 0;
    #open = 0;
    /** Of the last answer, where it was to the end. */
    #digest = '';
    #error;
    constructor() {
        this.#worker.on('message', (digest) => {
            this.#open--;
            this.#digest = digest;
        });
        this.#worker.on('error', (error) => {
            this.#error = error;
        });
    }
    async update(bytes) {
        for (let from = 0; from < bytes.length; from += slotSize)
            await this.#send(bytes.subarray(from, from + slotSize));
    }
    async digest() {
        await this.#send(new Uint8Array(0));
        await this.#wait(0);
        await this.close();
        return this.#digest;
    }
    async close() {
        await this.#worker.terminate();
    }
    /** Slots are used in turn, as answers come in turn. */
    async #send(bytes) {
        await this.#wait(slots - 1);
        const slot = this.#sent % slots;
        new Uint8Array(this.#bytes, slot * slotSize).set(bytes);
        this.#worker.postMessage({ slot, length: bytes.length });
        this.#sent++;
        this.#open++;
    }
    /** Until so many messages at most are not answered. */
    async #wait(most) {
        while (this.#open > most) {
            if (this.#error !== undefined)
                throw this.#error;
            await (0,external_node_events_.once)(this.#worker, 'message');
        }
    }
}

;// CONCATENATED MODULE: ./src/content/unsupported.ts
// Recognises files that are no ID files at all, and says what to do with them.



/** Packed content by its first bytes: what it is, the end of its name, and what unpacks a file that is named as for a shell. */
const archives = [
    // Content that was unpacked once.
    ['\u001f\u008b', 'gzip', 'gz', 'gunzip'],
    ['(\u00b5/\u00fd', 'zstd', 'zst', 'zstd -d'],
    ['BZh', 'bzip2', 'bz2', 'bunzip2 --keep'],
    ['\u00fd7zXZ\u0000', 'xz', 'xz', 'xz -dk'],
    ['7z\u00bc\u00af', '7-Zip', '7z', '7z x'],
    ['Rar!', 'RAR', 'rar', 'unrar x'],
    ['\u001f\u009d', '.Z', 'Z', 'gunzip'],
    ['\u0004"M\u0018', 'lz4', 'lz4', 'lz4 -d']
];
/** Bytes by which other kinds of files begin, and what to do with such a file, whose name is quoted for a shell. */
const unsupported_kinds = [
    ['PK\u0003\u0004', zipped],
    ['\u00d0\u00cf\u0011\u00e0', () => exported('an old Excel workbook')],
    ['PAR1', () => exported('a Parquet file', 'pandas.read_parquet')],
    ['ARROW1', () => exported('an Arrow or Feather file', 'pandas.read_feather')],
    ['FEA1', () => exported('a Feather file', 'pandas.read_feather')],
    ['ORC', () => exported('an ORC file', 'pandas.read_orc')],
    ['Obj\u0001', () => exported('an Avro file', 'fastavro.reader')],
    ['\u0093NUMPY', numpy],
    // The same, once it was read as Latin-1 and written as UTF-8.
    ['\u00c2\u0093NUMPY', numpy],
    ['\u0080\u0002', pickle],
    ['\u0080\u0003', pickle],
    ['\u0080\u0004\u0095', pickle],
    ['\u0080\u0005\u0095', pickle],
    ['<stata_dta>', () => exported('a Stata file', 'pandas.read_stata')],
    ['$FL2', () => exported('an SPSS file', 'pandas.read_spss')],
    ['$FL3', () => exported('an SPSS file', 'pandas.read_spss')],
    [
        'WARC/',
        () => ({
            what: (0,message/* say */.cv) `a WARC file, an archive of web pages`,
            fix: (0,message/* say */.cv) `Take the bodies of the responses out of it first, such as with \`warcio extract\`, and name the JSON in \`ids\`.`
        })
    ],
    ['SQLite format 3', () => exported('an SQLite database')],
    ['\u0089HDF', () => exported('an HDF5 file')],
    ['RDX', () => exported('an R data file')],
    ['RDA', () => exported('an R data file')],
    ['X\n\u0000\u0000', () => exported('an R data file')],
    ['%PDF', () => exported('a PDF document')],
    [
        'version https://git-lfs.github.com/spec/',
        () => ({
            what: (0,message/* say */.cv) `a Git LFS pointer, not the file itself`,
            why: (0,message/* say */.cv) `The repository keeps this file in Git LFS, and the checkout did not fetch it.`,
            fix: (0,message/* say */.cv) `Add \`lfs: true\` under \`with:\` of the \`actions/checkout\` step.`
        })
    ]
];
const packed = (what, command) => ({
    what: (0,message/* say */.cv) `${what}`,
    why: (0,message/* say */.cv) `Of compressed files, gzip and zstd are read as they are.`,
    fix: (0,message/* say */.cv) `Unpack it in an earlier step: ${(0,message/* code */.aY)(command)}, and name the result in \`ids\`.`
});
const unpackers = { none: 'cat', gzip: 'gunzip -c', zstd: 'zstd -dc' };
const twice = (inner, outer, into, file) => ({
    what: (0,message/* say */.cv) `packed twice, with ${inner} inside`,
    fix: (0,message/* say */.cv) `Unpack it once in an earlier step, such as ${(0,message/* code */.aY)(`${unpackers[outer]} ${file} > ${into}`)}, and name the result in \`ids\`.`
});
/** What is packed in a way that is not read, or once too often. */
function archived(head, file, outer) {
    const found = archives.find(([magic]) => head.startsWith(magic));
    if (found === undefined)
        return undefined;
    const [, what, extension, command] = found;
    if (outer !== 'none')
        return twice(what, outer, `ids.${extension}`, file);
    const article = /^(?:xz|lz4)/.test(what) ? 'an' : 'a';
    return packed(`${article} ${what} archive`, `${command} ${file}`);
}
const exported = (what, reader) => ({
    what: (0,message/* say */.cv) `${what}`,
    fix: (0,message/* say */.cv) `${reader === undefined ? '' : (0,message/* say */.cv) `Read it with ${(0,message/* code */.aY)(reader)}. `}Export the IDs as text, one per line, or as CSV with the IDs as text.`
});
function numpy() {
    return exported('a NumPy array', 'numpy.load');
}
function pickle() {
    return exported('a Python pickle', 'pandas.read_pickle');
}
/** How many members of an archive are named. */
const namedMembers = 5;
function zipped(file, start) {
    if (/\.xls[xmb]'$/i.test(file))
        return {
            what: (0,message/* say */.cv) `an Excel workbook`,
            fix: (0,message/* say */.cv) `Format the ID column as Text, check that no digit was lost, and save as CSV UTF-8.`
        };
    const members = membersOf(start);
    const ofArchive = members.find(name => /(^|\/)data\/tweets?\.js$/.test(name));
    const pattern = ofArchive !== undefined
        ? 'unpacked/**/data/tweets*.js'
        : `unpacked/**/*${/\.[A-Za-z0-9]{1,8}$/.exec(members[0] ?? '')?.[0] ?? ''}`;
    const shown = (0,message/* joined */.oR)(members.slice(0, namedMembers).map(name => [(0,message/* code */.aY)(name, 80)]), ', ');
    return {
        what: (0,message/* say */.cv) `a zip archive`,
        why: members.length === 0
            ? (0,message/* say */.cv) `Of compressed files, gzip and zstd are read as they are.`
            : (0,message/* say */.cv) `It holds ${shown}${members.length > namedMembers ? ' and more' : ''}.`,
        fix: (0,message/* say */.cv) `Unpack it in an earlier step: ${(0,message/* code */.aY)(`unzip -o ${file} -d unpacked`)}, and set ${(0,message/* code */.aY)(`ids: ${pattern}`)}.`
    };
}
/** Names of the members whose local headers are at hand; folders left out. */
function membersOf(start) {
    const names = [];
    let at = start.indexOf('PK\u0003\u0004');
    while (at >= 0 && at + 30 < start.length && names.length <= namedMembers) {
        const length = start.readUInt16LE(at + 26);
        const name = start.toString('utf8', at + 30, at + 30 + length);
        const isWhole = length > 0 && at + 30 + length <= start.length;
        if (isWhole && !name.endsWith('/'))
            names.push(name);
        at = start.indexOf('PK\u0003\u0004', at + 30);
    }
    return names;
}
/**
 * @param start the first bytes of the content
 * @param outer what the content was packed with
 * @throws Failure `ids-invalid` when it is no ID file at all
 */
function refuseForeign(start, name, outer = 'none') {
    const head = Buffer.from(start.subarray(0, 4096)).toString('latin1');
    const file = `'${(0,lib_text/* printable */.g$)(name, 200).replaceAll("'", String.raw `'\''`)}'`;
    const foreign = archived(head, file, outer) ??
        unsupported_kinds.find(([magic]) => head.startsWith(magic))?.[1](file, Buffer.from(start.buffer, start.byteOffset, start.length)) ??
        byContent(head, file);
    if (foreign === undefined)
        return;
    throw new lib_failure/* Failure */.HR('ids-invalid', {
        what: (0,message/* say */.cv) `${(0,message/* code */.aY)(name)} is ${foreign.what}.`,
        why: foreign.why,
        fix: foreign.fix
    });
}
/** Whether JSON is a problem of v2, or errors of v1.1, and nothing else. */
function isApiError(text) {
    const value = unsupported_parsed(text);
    if (!isRecord(value))
        return false;
    const keys = Object.keys(value);
    const { title, status, errors } = value;
    if (typeof title === 'string' && typeof status === 'number')
        return status >= 400 && !keys.some(key => /id(_str)?$/.test(key));
    return (keys.join() === 'errors' &&
        Array.isArray(errors) &&
        errors.length > 0 &&
        errors.every(error => isRecord(error) && 'message' in error && 'code' in error));
}
function isRecord(value) {
    return typeof value === 'object' && value !== null;
}
function unsupported_parsed(text) {
    try {
        return /^\s*\{/.test(text) ? JSON.parse(text) : undefined;
    }
    catch {
        return undefined;
    }
}
/** An `ObjectId(` or the like behind a key, outside of strings. */
const mongoShell = /^\s*[[{][^]*?"[\w$.]{1,100}"\s{0,10}:\s{0,10}(?:ObjectId|NumberLong|NumberInt|ISODate|Timestamp)\(/;
/** Text that another program than one of JSON writes, by its start. The patterns have no repeats that meet. */
const unsupported_notations = [
    {
        // [1] "1201234500000000101" "1201234500000000108"
        pattern: /^\s*(?:\[\[1\]\]\s+)?\[1\][ \t]+["\d]/,
        what: (0,message/* say */.cv) `a vector as R prints it, not JSON`,
        why: (0,message/* say */.cv) `The numbers in brackets are places in the vector, and no IDs.`,
        fix: (0,message/* say */.cv) `Write the vector to a file with \`writeLines(as.character(ids), "ids.txt")\`, from IDs that are text: R rounds long numbers.`
    },
    {
        pattern: /^\s*(?:\/\/|\/\*|#|%)[^]{0,1000}?\n\s{0,9}[[{]/,
        what: (0,message/* say */.cv) `JSON below a comment`,
        why: (0,message/* say */.cv) `JSON has no comments.`,
        fix: (0,message/* say */.cv) `Remove the lines above the first \`{\` or \`[\`, such as with \`sed 1d FILE > posts.json\` for one line.`
    },
    {
        pattern: /^HTTP\/[\d.]{1,5} \d{3}\b/,
        what: (0,message/* say */.cv) `an HTTP response with its headers`,
        fix: (0,message/* say */.cv) `Keep the body alone: leave out \`-i\` or \`--include\` of \`curl\`.`
    },
    {
        pattern: /^\s*(?:(?:(?:var|let|const)\s{1,9})?[\w$.]{1,80}\s{0,9}=\s{0,9}[[{(]|export default\b|[\w$.]{1,80}\(\s{0,9}[[{])/,
        what: (0,message/* say */.cv) `JavaScript, not JSON`,
        fix: (0,message/* say */.cv) `Keep only the value: remove what stands in front of the first \`{\` or \`[\`, and the \`)\` or \`;\` behind the last \`}\` or \`]\`.`
    },
    {
        pattern: /^(?:(?:--|\/\*)[^]{0,3000}?\n)?(?:SET |CREATE TABLE|INSERT INTO|COPY |PRAGMA )/,
        what: (0,message/* say */.cv) `an SQL dump`,
        fix: (0,message/* say */.cv) `Export the column of the IDs as CSV or text instead, such as with \`COPY (SELECT id FROM posts) TO STDOUT\`.`
    }
];
function byContent(head, file) {
    if (/^\s*[[({]{1,3}\s*u?'/.test(head))
        return {
            what: (0,message/* say */.cv) `written in Python's notation, not as JSON`,
            why: (0,message/* say */.cv) `A list or dict was printed (\`str\`, \`repr\`), which quotes with \`'\`.`,
            fix: (0,message/* say */.cv) `Write it with \`json.dumps\`, one record a line, or write the IDs as text, one per line.`
        };
    if (mongoShell.test(head))
        return {
            what: (0,message/* say */.cv) `written in the notation of the mongo shell, not as JSON`,
            why: (0,message/* say */.cv) `\`ObjectId(…)\`, \`NumberLong(…)\` and \`ISODate(…)\` are no JSON.`,
            fix: (0,message/* say */.cv) `Export with \`mongoexport\`, which writes JSON lines.`
        };
    const notation = unsupported_notations.find(({ pattern }) => pattern.test(head));
    if (notation)
        return notation;
    if (/^....[\u0001-\u0013]_id\u0000/s.test(head))
        return {
            what: (0,message/* say */.cv) `a BSON dump of MongoDB`,
            fix: (0,message/* say */.cv) `Convert it with ${(0,message/* code */.aY)(`bsondump ${file}`)}, or export with \`mongoexport\`.`
        };
    if (/^[\u0071-\u0073][\u0001\u0002]\u0001\u0000/.test(head))
        return exported('a Stata file', 'pandas.read_stata');
    if (/^\s*<(?:\?xml|rss|feed|osm|posts|rows|dump)\b/i.test(head) &&
        !/^\s*<\?xml[^]{0,300}?<(?:!doctype html|html|error)/i.test(head))
        return {
            what: (0,message/* say */.cv) `XML, not a list of IDs`,
            fix: (0,message/* say */.cv) `Take the IDs out of it and write them as text, one per line, or as CSV with the IDs as text.`
        };
    if (/^\s*<(!doctype|html|head|body|\?xml|!--|error)/i.test(head))
        return {
            what: (0,message/* say */.cv) `an HTML or XML page, not a list of IDs`,
            why: (0,message/* say */.cv) `It looks like an error or login page that was saved as the file.`,
            fix: (0,message/* say */.cv) `Download the file again, and check the status of the download (\`curl --fail\`).`
        };
    if (isApiError(head))
        return {
            what: (0,message/* say */.cv) `an error that the API of X answered, not a list of IDs`,
            why: (0,message/* say */.cv) `The response was saved without a check of its status.`,
            fix: (0,message/* say */.cv) `Create the file again, and check the status of the request (\`curl --fail\`).`
        };
    if (head.slice(257, 262) === 'ustar')
        return packed('a tar archive', `tar -xf ${file}`);
    const strange = head.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/g);
    if ((strange?.length ?? 0) > head.length / 10)
        return {
            what: (0,message/* say */.cv) `binary data`,
            why: (0,message/* say */.cv) `It may be one part of a split archive, or text in UTF-16 without its mark.`,
            fix: (0,message/* say */.cv) `Give plain text in UTF-8: join split parts (\`cat ids.gz.part* > ids.gz\`), or save the file as UTF-8.`
        };
    return undefined;
}

;// CONCATENATED MODULE: ./src/content/decode/source.ts
// The content of one ID file as UTF-8 bytes: read in chunks, hashed, decompressed and decoded on the way.





/** How much of a file is looked at to recognise its format. */
const sampleSize = 1 << 18;
/** How much is read at a time: as much as the file has, so that a folder of many small files takes no more memory than it must. */
const rawChunk = (size) => Math.min(1 << 20, Math.max(size, 1 << 12));
/** The mark of UTF-8, and what makes a script of the JSON in the archive of an account. */
const prefix = /^(?:\u00ef\u00bb\u00bf)?(?:(?:window\.YTD\.\w{1,40}\.part\d{1,6}|Grailbird\.data\.\w{1,40})\s{0,8}=)?/;
const prefixSize = 80;
/**
 * @throws Failure `ids-invalid` for what is no ID file, and for archives that are cut off or damaged
 */
async function openSource(file, signal, refuse = refuseForeign) {
    const raw = await openRaw(file, signal);
    try {
        const ahead = await lookAhead(raw.bytes, 1);
        const compression = compressionOf(ahead.start);
        const content = await decompress(ahead.all, compression, file.name);
        const first = await lookAhead(content, prefixSize);
        const decoded = withUnixLines(await lookAhead(decode(first), sampleSize));
        refuse(decoded.start, file.name, compression);
        return {
            compression,
            encoding: encodingOf(first.start),
            skipped: prefixLength(first.start),
            sample: decoded.start,
            isWhole: decoded.isWhole,
            chunks: () => decoded.all,
            sha256: raw.sha256,
            close: raw.close
        };
    }
    catch (error) {
        await raw.close();
        throw error;
    }
}
/** Opens a file whose compression is known, for a copy of its very bytes. */
async function openUnpacked(file, compression, signal) {
    const raw = await openRaw(file, signal);
    return {
        chunks: await decompress(raw.bytes, compression, file.name),
        sha256: raw.sha256,
        close: raw.close
    };
}
/** Windows has no such flag, whatever the types say. */
const nonBlocking = external_node_fs_promises_.constants.O_NONBLOCK ?? 0;
async function openRaw(file, signal) {
    // A folder of empty files gives no chunk at which this could be asked.
    signal?.throwIfAborted();
    // A pipe that took the place of the file would otherwise be waited for.
    const handle = await (0,external_node_fs_promises_.open)(file.path, external_node_fs_promises_.constants.O_RDONLY | nonBlocking);
    try {
        const stat = await handle.stat();
        if (!stat.isFile())
            throw new lib_failure/* Failure */.HR('ids-invalid', {
                what: (0,message/* say */.cv) `${(0,message/* code */.aY)(file.name)} is no longer a regular file.`,
                fix: (0,message/* say */.cv) `Do not let another step write it while this one reads it.`
            });
        const hash = sha256Of(stat.size);
        return {
            bytes: readRaw(handle, stat.size, hash, signal),
            sha256: () => hash.digest(),
            close: async () => {
                await hash.close();
                await handle.close();
            }
        };
    }
    catch (error) {
        await handle.close();
        throw error;
    }
}
/** Reads with one chunk ahead, into two buffers in turn. */
async function* readRaw(handle, size, hash, signal) {
    const length = rawChunk(size);
    let next = handle.read(new Uint8Array(length), 0, length);
    let spare = new Uint8Array(length);
    for (;;) {
        const { bytesRead, buffer } = await next;
        if (bytesRead === 0)
            return;
        next = handle.read(spare, 0, length);
        // Seen where it is awaited, unless nobody reads on.
        next.catch(() => undefined);
        spare = buffer;
        const bytes = buffer.subarray(0, bytesRead);
        signal?.throwIfAborted();
        await hash.update(bytes);
        yield bytes;
    }
}
async function lookAhead(bytes, count) {
    const rest = bytes[Symbol.asyncIterator]();
    const held = [];
    let length = 0;
    let isWhole = false;
    while (length < count && !isWhole) {
        // A chunk is valid until the next is asked for.
        held.push(...held.splice(-1).map(chunk => chunk.slice()));
        const next = await rest.next();
        isWhole = next.done === true;
        if (next.done === true)
            break;
        held.push(next.value);
        length += next.value.length;
    }
    async function* all() {
        yield* held;
        if (!isWhole)
            yield* { [Symbol.asyncIterator]: () => rest };
    }
    return { start: Buffer.concat(held), isWhole, all: all() };
}
/** By the magic numbers of RFC 1952 and RFC 8878 (of a frame, or of a skippable one). */
function compressionOf(start) {
    const [first, second, third, fourth] = start;
    if (first === 0x1f && second === 0x8b)
        return 'gzip';
    const isFrame = first === 0x28 && second === 0xb5 && third === 0x2f;
    const isSkippable = ((first ?? 0) & 0xf0) === 0x50 && second === 0x2a && third === 0x4d;
    return (isFrame && fourth === 0xfd) || (isSkippable && fourth === 0x18)
        ? 'zstd'
        : 'none';
}
/** Decoders are loaded when used. */
async function decompress(raw, compression, name) {
    if (compression === 'none')
        return raw;
    if (compression === 'gzip')
        return (await __webpack_require__.e(/* import() */ "gunzip").then(__webpack_require__.bind(__webpack_require__, 13951))).gunzip(raw, name);
    return (await __webpack_require__.e(/* import() */ "unzstd").then(__webpack_require__.bind(__webpack_require__, 58809))).unzstd(raw, name);
}
function encodingOf(start) {
    const [first, second] = start;
    if (first === 0xff && second === 0xfe)
        return 'utf-16le';
    return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
/** UTF-8 without a prefix, from UTF-8 or, by its mark, UTF-16. */
async function* decode(content) {
    const encoding = encodingOf(content.start);
    if (encoding !== 'utf-8') {
        const decoder = new TextDecoder(encoding);
        for await (const bytes of content.all)
            yield Buffer.from(decoder.decode(bytes, { stream: true }));
        yield Buffer.from(decoder.decode());
        return;
    }
    let skip = prefixLength(content.start);
    for await (const bytes of content.all) {
        yield bytes.subarray(skip);
        skip -= Math.min(skip, bytes.length);
    }
}
function prefixLength(content) {
    const start = Buffer.from(content.subarray(0, prefixSize)).toString('latin1');
    return prefix.exec(start)?.[0].length ?? 0;
}
const source_lf = 0x0a;
const source_cr = 0x0d;
/** Lines of the old Mac kind, CR alone, as LF; everything else as it is. */
function withUnixLines({ start, isWhole, all }) {
    if (!hasMacLines(start))
        return { start, isWhole, all };
    const unix = (bytes) => bytes.map(byte => (byte === source_cr ? source_lf : byte));
    async function* lines() {
        for await (const bytes of all)
            yield unix(bytes);
    }
    return { start: unix(start), isWhole, all: lines() };
}
/** Excel for Mac ends rows by CR, and lines within a quoted cell by LF. */
function hasMacLines(start) {
    if (!start.includes(source_cr))
        return false;
    const unquoted = Buffer.from(start)
        .toString('latin1')
        .replace(/"[^"]*"/g, '');
    const macEnds = unquoted.match(/\r(?!\n)/g)?.length ?? 0;
    const unixEnds = unquoted.match(/\n/g)?.length ?? 0;
    return macEnds > unixEnds;
}

;// CONCATENATED MODULE: ./src/content/rounding-report.ts
// Says what is wrong with files whose lines are right: IDs that were rounded, IDs of the other type.









/**
 * The failure for files whose IDs look rounded; undefined when all look intact.
 *
 * @param all of the distinct IDs
 */
async function damageFailure(read, all) {
    const [damaged, ...also] = read.filter(({ damage }) => damage !== undefined);
    const evidence = damaged?.damage?.evidence ?? all.damage;
    if (evidence === undefined)
        return undefined;
    const others = damaged?.damage ? await intactColumns(damaged.damage) : [];
    const column = damaged?.record.column;
    const place = damaged === undefined
        ? 'The ID files taken together'
        : `\`${(0,lib_text/* printable */.g$)(damaged.record.name)}\`${column === undefined ? '' : `, column \`${(0,lib_text/* printable */.g$)(column, 60)}\``}`;
    return new lib_failure/* Failure */.HR('ids-damaged', {
        what: (0,message/* say */.cv) `${place}: ${evidence}. These IDs were rounded.${alsoDamaged(also)}`,
        why: (0,message/* say */.cv) `Excel keeps 15 digits of a number, JavaScript and pandas (as float) about 16. The lost digits cannot be restored, and X would answer for other posts or accounts.`,
        fix: (0,message/* say */.cv) `${advice(others)} To continue anyway, set \`on-damaged-ids: warn\`.`
    });
}
/** How many more damaged files are named. */
const namedFiles = 10;
function alsoDamaged(files) {
    if (files.length === 0)
        return '';
    const names = files
        .slice(0, namedFiles)
        .map(({ record }) => `\`${(0,lib_text/* printable */.g$)(record.name)}\``);
    const more = files.length - names.length;
    if (more > 0)
        names.push((0,lib_text/* plural */.LS)(more, 'more file'));
    return ` So were IDs of ${names.join(', ')}.`;
}
/** How IDs are kept whole. */
const exportAgain = (0,message/* say */.cv) `Export the data again with the IDs as text: in Excel, import with Data > From Text/CSV and the column type Text; in pandas, \`dtype=str\`; in R, \`colClasses = "character"\`; in JavaScript, \`id_str\`.`;
function advice(others) {
    const [first] = others;
    if (first === undefined)
        return exportAgain;
    const names = (0,message/* joined */.oR)(others.map(name => [(0,message/* code */.aY)(name, 60)]), ', ');
    return (0,message/* say */.cv) `${others.length === 1 ? 'The column' : 'The columns'} ${names} of the same file ${others.length === 1 ? 'holds' : 'hold'} intact IDs: if they are the right ones, add \`ids-column: ${yaml(first)}\`. Otherwise: ${exportAgain}`;
}
const sampledRecords = 5000;
/** Other columns of the same file whose cells are long IDs that look intact. */
async function intactColumns({ file, shape }) {
    if (shape.format !== 'csv')
        return [];
    const source = await openSource(file);
    const records = firstRecords(Buffer.from(source.sample), shape, source.isWhole, sampledRecords);
    await source.close();
    const body = records.slice(shape.headerRows);
    const width = body.reduce((most, cells) => Math.max(most, cells.length), 0);
    return [...Array(width).keys()]
        .filter(index => !shape.columns.some(column => column.index === index))
        .filter(index => isIntact(body.map(cells => cells[index] ?? '')))
        .map(index => titleOf(shape, index));
}
function titleOf({ names }, index) {
    const name = names[index] ?? '';
    return name === '' ? String(index + 1) : name;
}
function isIntact(cells) {
    const rounding = new RoundingStats();
    rounding.note(BigUint64Array.from(cells.flatMap(cell => {
        const found = idIn(cell, 'tweets');
        return 'id' in found ? (idFromText(found.id) ?? []) : [];
    })));
    return rounding.long > 0.9 * cells.length && rounding.damage === undefined;
}
/** Sentences about damage in the files. */
function findingsOf(read, damage, ages) {
    const notices = read.reduce((sum, file) => sum + file.notices, 0);
    const [broken, ...others] = read.filter(({ isUtf8 }) => !isUtf8);
    return [
        damage && (0,message/* plain */.pj)((0,message/* joined */.oR)([damage.text.what, damage.text.why])),
        ages.wrongType,
        notices > 0
            ? `${(0,lib_text/* plural */.LS)(notices, 'record')} without content (delete notices, limits and the like) ${notices === 1 ? 'was' : 'were'} skipped.`
            : undefined,
        broken &&
            `${(0,lib_text/* printable */.g$)(broken.record.name)}${others.length > 0 ? ` and ${(0,lib_text/* plural */.LS)(others.length, 'more file')}` : ''} ${others.length > 0 ? 'are' : 'is'} not valid UTF-8, as JSON must be. IDs are digits and not concerned; texts in other encodings may be damaged.`
    ].filter(finding => finding !== undefined);
}

;// CONCATENATED MODULE: ./src/content/bad-line-advice.ts
// What each reason for which a line holds no ID most likely comes from, and what to do about it.



const adviceOn = {
    'scientific notation': {
        why: (0,message/* say */.cv) `A spreadsheet or a program turned IDs into floating-point numbers, and their last digits are lost.`,
        fix: exportAgain
    },
    'decimal point': {
        why: (0,message/* say */.cv) `A program held these IDs as floating-point numbers, and their last digits are lost.`,
        fix: exportAgain
    },
    'screen name, not an ID': {
        why: (0,message/* say */.cv) `X takes numeric user IDs only.`,
        fix: (0,message/* say */.cv) `Look the names up first (\`GET /2/users/by\`).`
    },
    'several values on one line': {
        why: (0,message/* say */.cv) `A line is expected to hold one ID.`,
        fix: (0,message/* say */.cv) `Write one ID per line. If the file is a table, \`ids-format: csv\` reads one column of it where commas, semicolons, tabs or bars separate the cells of most lines; a first line such as \`sep=~\` names another separator.`
    },
    'more cells than the header': {
        why: (0,message/* say */.cv) `Behind the last column of the header stand more numbers: a list of IDs, or a number or text that contains the separator.`,
        fix: (0,message/* say */.cv) `Give every ID a row of its own, and quote cells that hold the separator.`
    },
    'wrong number of cells': {
        why: (0,message/* say */.cv) `A cell that holds the separator, a quote or a line end is not quoted, so the cells behind it moved.`,
        fix: (0,message/* say */.cv) `Write the file again with a CSV library.`
    },
    'hash, not an ID': {
        why: (0,message/* say */.cv) `These values are hashes, as X's transparency archives hold in place of the IDs of smaller accounts.`,
        fix: (0,message/* say */.cv) `X takes IDs only; read a column that has them, or set \`on-invalid-ids: skip\`.`
    },
    'several rows on one line': {
        why: (0,message/* say */.cv) `Some lines end by CR alone, outside of quotes.`,
        fix: (0,message/* say */.cv) `Write the file again with line ends of one kind.`
    },
    'URL of a post, not a user ID': {
        why: (0,message/* say */.cv) `These are addresses of posts.`,
        fix: (0,message/* say */.cv) `For URLs of posts, set \`type: tweets\`.`
    },
    'URL of another site': {
        why: (0,message/* say */.cv) `These addresses do not lead to x.com or twitter.com.`,
        fix: (0,message/* say */.cv) `Give IDs, or addresses of posts such as \`https://x.com/i/status/ID\`.`
    },
    'seems cut off': {
        why: (0,message/* say */.cv) `The last line has no line end, and its ID has fewer digits than those before it.`,
        fix: (0,message/* say */.cv) `Get the whole file again; if the ID is right, end its line with a line feed.`
    },
    'NaN or Infinity': {
        why: pythonNumbers,
        fix: writeNull
    },
    'a user, not a post': {
        why: (0,message/* say */.cv) `These are records of users.`,
        fix: (0,message/* say */.cv) `For records of users, set \`type: users\`.`
    }
};
const asDigits = {
    why: (0,message/* say */.cv) `An ID is digits alone, as X writes it.`,
    fix: (0,message/* say */.cv) `Write the IDs again as text, without anything before, between or around their digits.`
};
const other = {
    why: (0,message/* say */.cv) `These are no IDs: words, or numbers with something around them.`,
    fix: (0,message/* say */.cv) `Give a file that holds IDs, one per line; in a table, name the column that holds them with \`ids-column\`.`
};
/** Where nothing else was read; a few such lines are best looked at. */
const adviceOnAll = {
    'not a number': other,
    'no ID': {
        why: (0,message/* say */.cv) `The lines are there, and what should be the ID is empty, or a word for nothing such as \`NA\`.`,
        fix: other.fix
    },
    zero: {
        why: (0,message/* say */.cv) `A zero stands for nothing in most data.`,
        fix: other.fix
    },
    'URL without an ID': {
        why: (0,message/* say */.cv) `These addresses lead to no single post, nor to an account by its ID.`,
        fix: (0,message/* say */.cv) `Give IDs, or addresses of posts such as \`https://x.com/i/status/ID\`.`
    },
    'above 2^63 - 1': {
        why: (0,message/* say */.cv) `IDs of X have at most 19 digits: these are numbers of something else.`,
        fix: other.fix
    },
    'leading zeros': asDigits,
    'sign in front': asDigits,
    'digits with separators': asDigits,
    'digits of another script': asDigits
};
/** Writes the numbers of one column, one a line. */
const listsToRows = String.raw `python3 -c "import csv, re; csv.field_size_limit(2**30); [print(i) for r in csv.DictReader(open('FILE')) for i in re.findall(r'\d+', r['COLUMN'] or '')]" > ids.txt`;
const adviceOnLists = {
    why: (0,message/* say */.cv) `The table holds several values in one cell or line.`,
    fix: (0,message/* say */.cv) `Give every ID a row of its own, for example in an earlier step: ${{ code: listsToRows }}`
};
/** Records of JSON lack the key of their ID. */
function adviceOnKeys(columns) {
    return columns.length === 0
        ? {
            why: (0,message/* say */.cv) `A record has no ID where records of X have one.`,
            fix: (0,message/* say */.cv) `If these are records of another kind, set \`ids-column\` to the key path of their IDs, such as \`author_id\` or \`user.id_str\`.`
        }
        : {
            why: (0,message/* say */.cv) `A record holds nothing at the key path that \`ids-column\` gives, ${(0,message/* code */.aY)(columns.join(', '), 60)}.`,
            fix: (0,message/* say */.cv) `Is it spelled as in the file, and does every record have it?`
        };
}

;// CONCATENATED MODULE: ./src/content/bad-lines.ts
// Counts bad lines by reason, shows the first ones, and writes all of them to a file.








/** GitHub keeps ten annotations of a kind; others need room too. */
const annotated = 5;
const logged = 50;
/** In the summary. */
const listed = 20;
/** The file of all bad lines ends here; its last line says how many more there are. */
const longestList = 256_000_000;
const bad_lines_bufferLength = 1 << 16;
class BadLines {
    columns;
    path;
    #first = [];
    /** What may be a header that is not known. */
    #header;
    /** Whether a table has cells that hold several values. */
    #hasLists = false;
    /** Whether records of JSON lack the key of their ID. */
    #lacksKeys = false;
    /** The first file that holds no record of a known form, and what is to be done with it. */
    #unknownForm;
    /** Bad records of such files. */
    #ofUnknownForm = 0;
    /** Other columns, of a table whose ID column is mostly bad. */
    #whole;
    byReason = new Map();
    total = 0;
    #file;
    #buffer = '';
    #written = 0;
    #leftOut = 0;
    /**
     * @param columns the input `ids-column`
     * @param path of the file of all bad lines, which is made with the first; none for no such file
     */
    constructor(columns = [], path) {
        this.columns = columns;
        this.path = path;
    }
    add(file, line, reason, cell, format) {
        if (line === 1 && format === 'text')
            this.#header = cell;
        if (format === 'csv')
            this.#hasLists ||= reason === 'several values on one line';
        else
            this.#lacksKeys ||= reason === 'column missing';
        this.total++;
        this.byReason.set(reason, (this.byReason.get(reason) ?? 0) + 1);
        const bad = { file, line, reason, shown: showCell(cell) };
        if (this.#first.length < logged)
            this.#first.push(bad);
        if (this.path !== undefined)
            this.#write(this.path, bad);
    }
    /** The first ones, for the summary. */
    get list() {
        return this.#first.slice(0, listed);
    }
    /** Ends the file of all bad lines. */
    close() {
        if (this.#file === undefined)
            return;
        if (this.#leftOut > 0)
            this.#buffer += `${(0,lib_text/* plural */.LS)(this.#leftOut, 'more bad line is', 'more bad lines are')} left out: this file ends at ${(0,lib_text/* bytes */.ee)(longestList)}.\n`;
        (0,external_node_fs_.writeSync)(this.#file, this.#buffer);
        (0,external_node_fs_.closeSync)(this.#file);
        this.#file = undefined;
    }
    /** Tab-separated: file, line, reason, start of the cell. */
    #write(path, { file, line, reason, shown }) {
        if (this.#written > longestList) {
            this.#leftOut++;
            return;
        }
        const text = `${(0,lib_text/* visible */.RK)(file)}\t${line}\t${reason}\t${shown}\n`;
        this.#written += Buffer.byteLength(text);
        this.#buffer += text;
        if (this.#file === undefined) {
            (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)(path), { recursive: true, mode: 0o700 });
            this.#file = (0,external_node_fs_.openSync)(path, 'wx', 0o600);
        }
        if (this.#buffer.length < bad_lines_bufferLength)
            return;
        (0,external_node_fs_.writeSync)(this.#file, this.#buffer);
        this.#buffer = '';
    }
    /** Notes the columns that hold IDs in a table whose ID column is mostly bad. */
    addWhole(file, columns) {
        if (columns.length > 0)
            this.#whole ??= { file, columns };
    }
    /** Notes that all records of a file are of no known form, with advice on it. */
    addUnknownForm(file, records, advice) {
        this.#unknownForm ??= { file, ...advice };
        this.#ofUnknownForm += records;
    }
    /** As annotations: the first lines, and the totals. */
    annotate(log, isSkipped) {
        if (this.total === 0)
            return;
        for (const { file, line, reason, shown } of this.#first.slice(0, annotated))
            log.warning(`Line ${line}: ${reason}${shown ? `: ${shown}` : ''}`, {
                file,
                line
            });
        for (const { file, line, reason, shown } of this.#first.slice(annotated))
            log.info(`${(0,lib_text/* printable */.g$)(file)}: line ${line}: ${reason}${shown ? `: ${shown}` : ''}`);
        if (this.path !== undefined && this.total > annotated)
            log.info(`All ${(0,lib_text/* count */.U9)(this.total)} bad lines are listed in ${(0,lib_text/* printable */.g$)(this.path)}.`);
        const isOne = this.total === 1;
        const skipped = isOne ? 'was skipped' : 'were skipped';
        const stops = isOne ? 'stops the step' : 'stop the step';
        log.warning(`${this.#counted()} and ${isSkipped ? skipped : stops}: ${this.#reasons()}.`);
    }
    failure(read) {
        const unknown = this.#unknownForm;
        const isOfForms = [...this.byReason.keys()].every(reason => reasonsOfForm.has(reason));
        if (unknown && isOfForms && this.#ofUnknownForm === this.total)
            return new lib_failure/* Failure */.HR('ids-invalid', {
                what: (0,message/* say */.cv) `${(0,message/* code */.aY)(unknown.file)} holds ${(0,lib_text/* plural */.LS)(this.#ofUnknownForm, 'record')}, and no ID was found in any: ${this.#reasons()}.`,
                why: unknown.why,
                fix: unknown.fix
            });
        const first = this.#first[0];
        const detail = first?.reason === 'wrong number of cells' ? `: ${first.shown}` : '';
        const where = first
            ? (0,message/* say */.cv) ` The first is line ${(0,lib_text/* count */.U9)(first.line)} of ${(0,message/* code */.aY)(first.file)}${detail}.`
            : (0,message/* say */.cv) ``;
        const whole = this.#whole;
        const header = this.#header === undefined || this.total > 1 || read === 1
            ? ''
            : (0,message/* say */.cv) ` If line 1 is a header: \`ids-column: ${yaml(this.#header)}\`.`;
        const [[reason] = [], ...others] = this.#byFrequency();
        const only = reason !== undefined && others.length === 0 && this.total === read
            ? this.#forOneReason(reason, where)
            : undefined;
        if (only)
            return new lib_failure/* Failure */.HR('ids-invalid', only);
        return new lib_failure/* Failure */.HR('ids-invalid', {
            what: (0,message/* say */.cv) `${this.#counted()} (of ${(0,lib_text/* count */.U9)(read)} read): ${this.#reasons()}.${where}`,
            why: this.#likelyCause(),
            fix: (0,message/* say */.cv) `${whole ? wholeColumns(whole) : ''}Correct the lines that the annotations show; or set \`on-invalid-ids: skip\` to leave such lines out.${header}`
        });
    }
    #counted() {
        return this.total === 1
            ? '1 line or record holds no ID'
            : `${(0,lib_text/* plural */.LS)(this.total, 'line')} or records hold no ID`;
    }
    #reasons() {
        return this.#byFrequency()
            .map(([reason, times]) => `${(0,lib_text/* count */.U9)(times)} × ${reason}`)
            .join(', ');
    }
    #byFrequency() {
        return [...this.byReason].sort(([, a], [, b]) => b - a);
    }
    /** Where every line is bad for one reason: that reason once, and what to do. */
    #forOneReason(reason, where) {
        const advice = this.#adviceOn(reason) ?? adviceOnAll[reason];
        if (advice === undefined)
            return undefined;
        const all = this.total === 1
            ? (0,message/* say */.cv) `The one line or record that was read holds no ID: ${reason}.`
            : (0,message/* say */.cv) `None of the ${(0,lib_text/* count */.U9)(this.total)} lines or records holds an ID, all for one reason: ${reason}.`;
        return {
            what: (0,message/* say */.cv) `${all}${where}`,
            why: advice.why,
            fix: (0,message/* say */.cv) `${this.#whole ? wholeColumns(this.#whole) : ''}${advice.fix}`
        };
    }
    /** The likely cause of the most frequent reason for which there is one. */
    #likelyCause() {
        for (const [reason] of this.#byFrequency()) {
            const { why, fix } = this.#adviceOn(reason) ?? {};
            if (why === undefined || fix === undefined)
                continue;
            return this.byReason.size > 1
                ? (0,message/* say */.cv) `On ‘${reason}’: ${why} ${fix}`
                : (0,message/* say */.cv) `${why} ${fix}`;
        }
        return undefined;
    }
    #adviceOn(reason) {
        if (reason === 'several values on one line' && this.#hasLists)
            return adviceOnLists;
        if (reason === 'column missing' && this.#lacksKeys)
            return adviceOnKeys(this.columns);
        return adviceOn[reason];
    }
}
/** Reasons that a record of no known form is bad for. */
const reasonsOfForm = new Set([
    'no post in it',
    'no author in it',
    'row of a table, not a record'
]);
function wholeColumns({ file, columns: [first = '', ...others] }) {
    const also = others.length > 0
        ? (0,message/* say */.cv) ` (so ${others.length > 1 ? 'do' : 'does'} ${(0,message/* code */.aY)(others.join(', '), 100)})`
        : '';
    return (0,message/* say */.cv) `The column ${(0,message/* code */.aY)(first, 60)} of ${(0,message/* code */.aY)(file)} holds intact IDs${also}: if they are the right ones, add \`ids-column: ${yaml(first)}\`. Otherwise: `;
}

;// CONCATENATED MODULE: ./src/content/find/glob.ts
// Globs, matched name by name on the way down a tree. Time grows with name times pattern at most: a regular expression
// of many stars would take ages over a hostile name (https://cwe.mitre.org/data/definitions/1333.html).
/** Wildcards as in other actions: `*`, `?`, `[a-z]`, `[!a]` within a name, `**` over folders. */
const wildcards = /[*?[]/;
const ignoresCase = process.platform === 'win32';
const fold = (text) => (ignoresCase ? text.toLowerCase() : text);
/** A segment that is taken as it stands. */
function literal(text) {
    const folded = fold(text);
    return {
        isDeep: false,
        isHidden: text.startsWith('.'),
        matches: name => fold(name) === folded
    };
}
function segment(text) {
    if (text === '**')
        return { isDeep: true, isHidden: false, matches: () => true };
    const tokens = tokensOf(Array.from(fold(text)));
    return {
        isDeep: false,
        isHidden: /^\\?\./.test(text),
        matches: name => matchTokens(tokens, Array.from(fold(name)))
    };
}
const star = 'star';
function tokensOf(pattern) {
    const tokens = [];
    for (let at = 0; at < pattern.length; at++) {
        const character = pattern[at] ?? '';
        const close = character === '[' ? closing(pattern, at) : -1;
        if (character === '*')
            tokens.push(star);
        else if (character === '?')
            tokens.push(() => true);
        else if (close > 0) {
            tokens.push(oneOf(pattern.slice(at + 1, close)));
            at = close;
        }
        else {
            const isEscape = character === '\\' && at + 1 < pattern.length;
            const meant = isEscape ? pattern[++at] : character;
            tokens.push(given => given === meant);
        }
    }
    return tokens;
}
/** Where the class that opens at `open` ends: its first character may be `]` itself. */
function closing(pattern, open) {
    const isNegated = pattern[open + 1] === '!' || pattern[open + 1] === '^';
    return pattern.indexOf(']', open + (isNegated ? 3 : 2));
}
function oneOf(members) {
    const isNegated = members[0] === '!' || members[0] === '^';
    const ranges = [];
    for (let at = isNegated ? 1 : 0; at < members.length; at++) {
        const from = members[at] ?? '';
        const isRange = members[at + 1] === '-' && at + 2 < members.length;
        ranges.push([from, isRange ? (members[at + 2] ?? '') : from]);
        if (isRange)
            at += 2;
    }
    return character => ranges.some(([from, to]) => from <= character && character <= to) !==
        isNegated;
}
/** Only the last star is ever tried again: what stands before it fits as early as can be. */
function matchTokens(tokens, characters) {
    let token = 0;
    let lastStar = -1;
    let retryAt = 0;
    for (let at = 0; at < characters.length;) {
        const expected = tokens[token];
        if (expected === star) {
            lastStar = token++;
            retryAt = at;
        }
        else if (expected?.(characters[at] ?? '')) {
            token++;
            at++;
        }
        else if (lastStar >= 0) {
            token = lastStar + 1;
            at = ++retryAt;
        }
        else
            return false;
    }
    return tokens.slice(token).every(rest => rest === star);
}
/** A pattern over the names of an absolute path. What matches a folder matches all below it. */
class Glob {
    meetsHidden;
    #segments;
    /**
     * @param fixed names in front of the pattern, taken as they stand
     * @param pattern segments that may hold wildcards
     * @param meetsHidden whether wildcards match names that begin with a dot
     */
    constructor(fixed, pattern, meetsHidden) {
        this.meetsHidden = meetsHidden;
        this.#segments = [...fixed.map(literal), ...pattern.map(segment)];
    }
    /** The state after these names; empty when nothing below them can match. */
    at(names) {
        return names.reduce((state, name) => this.step(state, name), this.#closure([0]));
    }
    step(state, name) {
        const isHidden = name.startsWith('.') && !this.meetsHidden;
        const next = [];
        for (const at of state) {
            const expected = this.#segments[at];
            if (expected === undefined || expected.isDeep) {
                if (!isHidden)
                    next.push(at);
            }
            else if ((expected.isHidden || !isHidden) && expected.matches(name))
                next.push(at + 1);
        }
        return this.#closure(next);
    }
    /** Whether a path in this state is selected, and all below it. */
    isMatch(state) {
        return state.at(-1) === this.#segments.length;
    }
    /** `**` matches no folder, too. */
    #closure(positions) {
        const all = new Set(positions);
        for (const at of all)
            if (this.#segments[at]?.isDeep)
                all.add(at + 1);
        return [...all].sort((a, b) => a - b);
    }
}

;// CONCATENATED MODULE: ./src/lib/nearest.ts
// The word that was probably meant.
/** Longer words are cut: the comparison takes the product of the lengths. */
const nearest_longest = 64;
/** The candidate that is most like the word; undefined when none is much like it. */
function nearest(word, candidates) {
    const most = Math.max(1, Math.floor(Math.min(word.length, nearest_longest) / 3));
    let best;
    let fewest = most + 1;
    for (const candidate of candidates) {
        const edits = distance(nearest_fold(word), nearest_fold(candidate));
        if (edits < fewest)
            [best, fewest] = [candidate, edits];
    }
    return best;
}
const nearest_fold = (word) => word.slice(0, nearest_longest).toLowerCase();
/** Insertions, deletions and substitutions that turn one word into the other (Levenshtein). */
function distance(from, to) {
    let row = Array.from({ length: to.length + 1 }, (_, at) => at);
    for (let i = 1; i <= from.length; i++) {
        const next = [i];
        for (let j = 1; j <= to.length; j++) {
            const changed = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
            next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
        }
        row = next;
    }
    return row[to.length] ?? 0;
}

;// CONCATENATED MODULE: ./src/content/find/not-found.ts
// Why an input selects no file, found out by a look at its value and at what is there.







/** The failure for patterns that select nothing. */
async function nothingFound(patterns, request, leftOut = new Map()) {
    const { wanted } = request;
    const [pattern = ''] = patterns.filter(each => !each.startsWith('!'));
    const input = { code: wanted.input };
    if (/^[0-9,;\s]+$/.test(pattern))
        return new lib_failure/* Failure */.HR('invalid-input', {
            what: (0,message/* say */.cv) `The input ${input} is ${(0,message/* code */.aY)(pattern, 60)}, and there is no file of that name.`,
            why: (0,message/* say */.cv) `The input takes paths of files, not IDs.`,
            fix: (0,message/* say */.cv) `Write the IDs to a file, one per line, and give its path, such as ${{ code: `${wanted.input}: data/tweet-ids.txt` }}.`
        });
    const shown = patterns.slice(0, 5).map(each => [(0,message/* code */.aY)(each, 120)]);
    const what = patterns.length === 1
        ? (0,message/* say */.cv) `No file was found for ${(0,message/* joined */.oR)(shown)}.`
        : (0,message/* say */.cv) `No file was found for any of ${(0,lib_text/* plural */.LS)(patterns.length, 'pattern')}: ${(0,message/* joined */.oR)(shown, ', ')}.`;
    const text = leftOutText(leftOut) ??
        spellingText(pattern, input) ??
        (await placeText(pattern, request));
    const checkout = (0,message/* say */.cv) `Files of the repository also need \`actions/checkout\` in an earlier step of this job.`;
    const fix = wanted.origin === 'workspace' && !(0,external_node_path_.isAbsolute)(pattern)
        ? (0,message/* joined */.oR)([text.fix, checkout])
        : text.fix;
    return new lib_failure/* Failure */.HR(wanted.code, { what, why: text.why, fix });
}
function leftOutText(leftOut) {
    const dangling = leftOut.get('dangling');
    if (dangling)
        return {
            why: (0,message/* say */.cv) `${(0,message/* code */.aY)(dangling.example, 120)} is a symbolic link, and its target does not exist. git-annex and DVC keep such links in place of content that was not fetched.`,
            fix: (0,message/* say */.cv) `Fetch the content in an earlier step (\`git annex get\`, \`dvc pull\`), or correct the link.`
        };
    const [other] = leftOut.values();
    return (other && {
        why: (0,message/* say */.cv) `What is selected is no regular file, or its name is not UTF-8: ${(0,message/* code */.aY)(other.example, 120)}.`,
        fix: (0,message/* say */.cv) `Name regular files.`
    });
}
/** Forms that people give paths in, and that are not how this input is read. */
const spellings = [
    [
        /^[a-z][a-z0-9+.-]*:\/\//i,
        (0,message/* say */.cv) `This is a URL. The input takes paths of files on the runner.`,
        (0,message/* say */.cv) `Download the file in an earlier step (\`curl --fail --output\`), and give its path.`
    ],
    [
        /^\[|^["']|["']$/,
        (0,message/* say */.cv) `Brackets and quotes are read as part of the path.`,
        (0,message/* say */.cv) `Write one path per line, without brackets and quotes.`
    ],
    [
        /^-\s/,
        (0,message/* say */.cv) `Inputs are text: the dash of a list is read as part of the path.`,
        (0,message/* say */.cv) `Write one path per line under \`|\`, without dashes.`
    ],
    [
        /\s#/,
        (0,message/* say */.cv) `A comment after a path is read as part of it.`,
        (0,message/* say */.cv) `Write the comment on a line of its own, outside of the value.`
    ],
    [
        /^~/,
        (0,message/* say */.cv) `The sign \`~\` is not replaced by the home folder.`,
        (0,message/* say */.cv) `Give the absolute path, or one relative to the workspace.`
    ],
    [
        /\$|%\w/,
        (0,message/* say */.cv) `Variables of a shell are not replaced in inputs.`,
        (0,message/* say */.cv) `Use an expression, such as \`\${{ env.NAME }}\`.`
    ],
    [
        /[,;]/,
        (0,message/* say */.cv) `A comma or semicolon is read as part of the path.`,
        (0,message/* say */.cv) `Write one path per line.`
    ],
    [
        /\{/,
        (0,message/* say */.cv) `Braces have no special meaning in patterns.`,
        (0,message/* say */.cv) `Write one pattern per line.`
    ]
];
function spellingText(pattern, input) {
    const found = spellings.find(([form]) => form.test(pattern));
    if (found)
        return { why: found[1], fix: found[2] };
    if (external_node_path_.sep === '/' && pattern.includes('\\'))
        return {
            why: (0,message/* say */.cv) `A backslash does not separate folders here.`,
            fix: (0,message/* say */.cv) `Write the path of the input ${input} with \`/\`.`
        };
    return undefined;
}
/** What stands where the pattern leads to. */
async function placeText(pattern, { root, wanted }) {
    const top = await look(root);
    if (wanted.origin === 'workspace' &&
        top.names.length === 0 &&
        !(0,external_node_path_.isAbsolute)(pattern))
        return {
            why: (0,message/* say */.cv) `The workspace is empty until \`actions/checkout\` has run in the same job.`,
            fix: (0,message/* say */.cv) `Check the repository out, or download the files, before this step.`
        };
    const host = hostPath(pattern, root);
    if (host !== undefined)
        return {
            why: (0,message/* say */.cv) `This is a path of the host, and the step runs in a container, where the workspace is ${(0,message/* code */.aY)(root, 120)}.`,
            fix: (0,message/* say */.cv) `Give the path relative to the workspace: ${(0,message/* code */.aY)(host, 120)}.`
        };
    const path = (0,external_node_path_.resolve)(root, pattern);
    const { folder, missing } = await deepest(path);
    const { names, isCut } = await look(folder);
    const place = folder === (0,external_node_path_.resolve)(root)
        ? (0,message/* say */.cv) `The ${wanted.origin}`
        : (0,message/* say */.cv) `The folder ${(0,message/* code */.aY)((0,external_node_path_.relative)(root, folder).startsWith('..') ? folder : (0,external_node_path_.relative)(root, folder), 120)}`;
    const isGlob = wildcards.test(missing);
    const near = isGlob ? undefined : nearest(missing, names);
    const listed = names.slice(0, 5).map(name => [(0,message/* code */.aY)(name, 60)]);
    const rest = names.length > listed.length || isCut ? (0,message/* say */.cv) ` and others` : [];
    const there = names.length === 0
        ? (0,message/* say */.cv) `${place} is empty.`
        : (0,message/* say */.cv) `${place} holds ${(0,message/* joined */.oR)(listed, ', ')}${rest}.`;
    return {
        why: near === undefined
            ? there
            : (0,message/* say */.cv) `${place} has no ${(0,message/* code */.aY)(missing, 120)}, but it holds ${(0,message/* code */.aY)(near, 120)}.`,
        fix: near === undefined
            ? (0,message/* say */.cv) `Compare the input ${{ code: wanted.input }} with that. Paths are case-sensitive, and hidden files must be named.`
            : (0,message/* say */.cv) `Did you mean ${(0,message/* code */.aY)((0,external_node_path_.join)((0,external_node_path_.relative)(root, folder), near), 120)}? Paths are case-sensitive.`
    };
}
/** Runners mount the workspace of a job in a container elsewhere than `${{ github.workspace }}` says (actions/runner#2058). */
function hostPath(pattern, root) {
    if (!/^\/(__w|github\/workspace)(\/|$)/.test(root))
        return undefined;
    const names = pattern.split('/');
    const at = names.findIndex(name => name === 'work' || name === '_work');
    const isHost = (0,external_node_path_.isAbsolute)(pattern) && names[1] !== '__w' && at > 0;
    return isHost ? names.slice(at + 3).join('/') || '.' : undefined;
}
/** At most so many names of a folder are looked at. */
const mostNames = 1000;
/** Names in a folder that are not hidden, sorted. */
async function look(folder) {
    const names = [];
    let isCut = false;
    try {
        for await (const { name } of await (0,external_node_fs_promises_.opendir)(folder)) {
            if (names.length === mostNames) {
                isCut = true;
                break;
            }
            if (!name.startsWith('.'))
                names.push(name);
        }
    }
    catch {
        // What can't be listed can't be told; the failure stays what it is.
    }
    return { names: names.sort(), isCut };
}
/** The deepest folder that is there on the way to a path, and the first name that is not. */
async function deepest(path) {
    let missing = (0,external_node_path_.basename)(path);
    let folder = (0,external_node_path_.dirname)(path);
    while (folder !== (0,external_node_path_.dirname)(folder)) {
        const status = await (0,external_node_fs_promises_.lstat)(folder).catch(() => undefined);
        if (status?.isDirectory())
            break;
        missing = (0,external_node_path_.basename)(folder);
        folder = (0,external_node_path_.dirname)(folder);
    }
    return { folder, missing };
}

;// CONCATENATED MODULE: ./src/content/find/request.ts
/** Why an entry is left out: for one of them, and for several. */
const request_reasons = {
    dangling: [
        'link to a file that does not exist (content of git-annex or DVC that was not fetched?)',
        'links to files that do not exist (content of git-annex or DVC that was not fetched?)'
    ],
    special: ['pipe, socket or device', 'pipes, sockets or devices'],
    unreadableName: ['name that is not UTF-8', 'names that are not UTF-8']
};

;// CONCATENATED MODULE: ./src/content/find-files.ts









/**
 * The files that the patterns select below the root, sorted by name. Hidden
 * ones only where a pattern names them.
 *
 * @throws Failure with the given code when there are none, `invalid-input` for a relative path, or a link met through
 *   one, that leads out of the root
 */
async function findFiles(request) {
    return untilAborted(() => search({ ...request, root: (0,external_node_path_.resolve)(request.root) }), request.signal);
}
async function search(request) {
    const all = new Search(request, await (0,external_node_fs_promises_.realpath)(request.root));
    const given = request.patterns.map(each => each.trim()).filter(Boolean);
    const patterns = given.length > 0 ? given : ['**'];
    const excludes = patterns.flatMap((pattern, at) => pattern.startsWith('!')
        ? [{ at, glob: all.exclusion(pattern.slice(1).trim()) }]
        : []);
    for (const [at, pattern] of patterns.entries())
        if (!pattern.startsWith('!'))
            await all.select(pattern, excludes.filter(each => each.at > at).map(({ glob }) => glob));
    if (all.found.size === 0)
        throw await nothingFound(patterns, request, all.leftOut);
    const files = [...all.found.values()];
    files.sort((a, b) => (a.name < b.name ? -1 : 1));
    return { files, leftOut: all.leftOut };
}
/** One sentence on what could not be read; undefined when that is nothing. */
function leftOutWarning(leftOut) {
    if (leftOut.size === 0)
        return undefined;
    const kinds = [...leftOut].map(([kind, { count, example }]) => `${(0,lib_text/* plural */.LS)(count, request_reasons[kind][0], request_reasons[kind][1])}, such as ${(0,message/* plain */.pj)([(0,message/* code */.aY)(example, 120)])}`);
    const total = [...leftOut.values()].reduce((sum, { count }) => sum + count, 0);
    return `${(0,lib_text/* plural */.LS)(total, 'entry', 'entries')} that the patterns select ${total === 1 ? 'was' : 'were'} left out: ${kinds.join('; ')}.`;
}
/** So many files are looked at side by side. */
const batch = 32;
class Search {
    request;
    realRoot;
    found = new Map();
    leftOut = new Map();
    constructor(request, realRoot) {
        this.request = request;
        this.realRoot = realRoot;
    }
    exclusion(pattern) {
        const { fixed, names } = this.#parse(pattern);
        return new Glob(fixed, names, true);
    }
    async select(pattern, excludes) {
        this.request.signal.throwIfAborted();
        const { top, fixed, names } = this.#parse(pattern);
        const isBound = !(0,external_node_path_.isAbsolute)(pattern);
        // A name that looks like a glob is meant as it stands where it is there.
        const whole = (0,external_node_path_.join)(top, ...fixed, ...names);
        if (await isThere(whole)) {
            if ((await resolved(whole)) === undefined) {
                this.#leaveOut('dangling', whole);
                throw await nothingFound([pattern], this.request, this.leftOut);
            }
            const include = new Glob([...fixed, ...names], [], false);
            await this.#start({ include, excludes, base: whole, isBound });
            return;
        }
        const wild = names.findIndex(name => wildcards.test(name));
        if (wild < 0)
            throw await nothingFound([pattern], this.request);
        const base = (0,external_node_path_.join)(top, ...fixed, ...names.slice(0, wild));
        const include = new Glob(fixed, names, false);
        if (await isThere(base))
            await this.#start({ include, excludes, base, isBound });
    }
    #parse(pattern) {
        const path = (0,external_node_path_.normalize)(pattern);
        const isBound = !(0,external_node_path_.isAbsolute)(path);
        if (isBound && (path === '..' || path.startsWith(`..${external_node_path_.sep}`)))
            throw leadsOut(pattern, this.request.wanted, 'leads there');
        const { root: top } = (0,external_node_path_.parse)(isBound ? this.request.root : path);
        return {
            top,
            fixed: isBound ? namesOf(this.request.root) : [],
            names: namesOf(path)
        };
    }
    async #start(selection) {
        const { include, excludes, base } = selection;
        const names = namesOf(base);
        const state = include.at(names);
        const excluded = excludes.map(exclude => exclude.at(names));
        if (isExcluded(excludes, excluded))
            return;
        const real = await this.#target(base, include.isMatch(state), selection);
        if (real === undefined)
            return;
        const status = await (0,external_node_fs_promises_.stat)(real);
        const folder = { path: base, real, state, excluded };
        if (status.isDirectory())
            await this.#walk(selection, folder);
        else if (include.isMatch(state)) {
            if (!status.isFile())
                throw new lib_failure/* Failure */.HR(this.request.wanted.code, {
                    what: (0,message/* say */.cv) `${(0,message/* code */.aY)(base)} is neither a file nor a folder.`,
                    fix: (0,message/* say */.cv) `Name a regular file in the input ${{ code: this.request.wanted.input }}.`
                });
            this.#keep(selection, base, real, status.size);
        }
    }
    async #walk(selection, first) {
        const seen = new Set();
        const waiting = [first];
        const files = [];
        for (let folder = waiting.pop(); folder; folder = waiting.pop()) {
            this.request.signal.throwIfAborted();
            // Links can lead in circles. How far the path has come counts: another way in may select more.
            const { real, state, excluded } = folder;
            const key = JSON.stringify([real, state, excluded]);
            if (seen.has(key))
                continue;
            seen.add(key);
            const below = [];
            for await (const entry of await (0,external_node_fs_promises_.opendir)(folder.path, { bufferSize })) {
                const next = await this.#enter(selection, folder, entry);
                if (next === undefined)
                    continue;
                const isMatch = selection.include.isMatch(next.state);
                if (entry.isDirectory())
                    below.push(next);
                else if (entry.isSymbolicLink()) {
                    const target = await this.#target(next.path, isMatch, selection);
                    if (target === undefined)
                        continue;
                    const status = await (0,external_node_fs_promises_.stat)(target);
                    if (status.isDirectory())
                        below.push({ ...next, real: target });
                    else if (!isMatch)
                        continue;
                    else if (status.isFile())
                        files.push({ path: next.path, real: target });
                    else
                        this.#leaveOut('special', next.path);
                }
                else if (!isMatch)
                    continue;
                else if (entry.isFile())
                    files.push(next);
                else
                    this.#leaveOut('special', next.path);
            }
            waiting.push(...below.sort(byPath).reverse());
        }
        for (let at = 0; at < files.length; at += batch) {
            this.request.signal.throwIfAborted();
            const some = files.slice(at, at + batch);
            const statuses = await Promise.all(some.map(({ path }) => (0,external_node_fs_promises_.stat)(path)));
            for (const [index, { path, real }] of some.entries())
                this.#keep(selection, path, real, statuses[index]?.size ?? 0);
        }
    }
    /** An entry of a folder, if anything at or below it can be selected. */
    async #enter({ include, excludes }, folder, entry) {
        const { name } = entry;
        const state = include.step(folder.state, name);
        if (state.length === 0)
            return undefined;
        const excluded = excludes.map((exclude, at) => exclude.step(folder.excluded[at] ?? [], name));
        if (isExcluded(excludes, excluded))
            return undefined;
        const path = (0,external_node_path_.join)(folder.path, name);
        // What is no UTF-8 is decoded to a name that nothing has.
        if (name.includes('\ufffd') && !(await isThere(path))) {
            if (include.isMatch(state) || entry.isDirectory())
                this.#leaveOut('unreadableName', path);
            return undefined;
        }
        const real = folder.real === folder.path ? path : (0,external_node_path_.join)(folder.real, name);
        return { path, real, state, excluded };
    }
    /** Where a path leads; undefined when nothing that could be selected is there. */
    async #target(path, isMatch, { isBound }) {
        const real = await resolved(path);
        if (real === undefined) {
            if (isMatch)
                this.#leaveOut('dangling', path);
            return undefined;
        }
        if (!isBound || isInside(real, this.realRoot))
            return real;
        if (!isMatch && !(await (0,external_node_fs_promises_.stat)(real)).isDirectory())
            return undefined;
        throw leadsOut(this.#name(path), this.request.wanted, 'is, or is reached through, a symbolic link that leads there');
    }
    #keep({ base }, path, real, bytes) {
        const name = this.#name(path);
        const known = this.found.get(real);
        if (known && known.name <= name)
            return;
        const below = slashed((0,external_node_path_.relative)(base, path) || (0,external_node_path_.basename)(path));
        this.found.set(real, { path, real, name, bytes, below });
    }
    #name(path) {
        const { root } = this.request;
        return isInside(path, root) ? slashed((0,external_node_path_.relative)(root, path)) : path;
    }
    #leaveOut(kind, path) {
        const known = this.leftOut.get(kind);
        if (known)
            known.count++;
        else
            this.leftOut.set(kind, { count: 1, example: this.#name(path) });
    }
}
/** So many entries of a folder are read at a time: a larger number holds up everything else. */
const bufferSize = 1000;
const byPath = (a, b) => a.path < b.path ? -1 : 1;
function isExcluded(excludes, states) {
    return excludes.some((exclude, at) => exclude.isMatch(states[at] ?? []));
}
function namesOf(path) {
    return path
        .slice((0,external_node_path_.parse)(path).root.length)
        .split(external_node_path_.sep)
        .filter(name => name !== '' && name !== '.');
}
const slashed = (path) => external_node_path_.sep === '/' ? path : path.replaceAll(external_node_path_.sep, '/');
/** Errors of a path that leads nowhere. */
const nowhere = ['ENOENT', 'ENOTDIR', 'ELOOP', 'EINVAL', 'ENAMETOOLONG'];
/** Whether anything is at a path, a link that leads nowhere too. */
async function isThere(path) {
    return (await unlessNowhere(external_node_fs_promises_.lstat, path)) !== undefined;
}
function resolved(path) {
    return unlessNowhere(each => (0,external_node_fs_promises_.realpath)(each), path);
}
async function unlessNowhere(look, path) {
    try {
        return await look(path);
    }
    catch (error) {
        const { code } = error;
        if (nowhere.includes(code ?? '') || path.includes('\0'))
            return undefined;
        throw error;
    }
}
/** Whether a path is a folder or lies below it. */
function isInside(path, folder) {
    const way = (0,external_node_path_.relative)(folder, path);
    return way !== '..' && !way.startsWith(`..${external_node_path_.sep}`) && !(0,external_node_path_.isAbsolute)(way);
}
function leadsOut(name, { input }, how) {
    return new lib_failure/* Failure */.HR('invalid-input', {
        what: (0,message/* say */.cv) `${(0,message/* code */.aY)(name)} is outside the workspace: it ${how}.`,
        why: (0,message/* say */.cv) `Relative paths of the input ${{ code: input }}, and every symbolic link met through them, must stay inside the workspace.`,
        fix: (0,message/* say */.cv) `Copy the file into the workspace in an earlier step, or give its absolute path.`
    });
}

;// CONCATENATED MODULE: ./src/ids/parts.ts
// Lays the set out on disk as the parts to upload: IDs ascending, one a line, hashed on the way.







const parts_bufferSize = 1 << 20;
/** @throws Failure `disk-full` when the parts of so many IDs might not fit into the folder */
async function parts_requireRoom(ids, directory) {
    const needed = ids * longestLine;
    await requireSpace(needed, directory, free => ({
        what: (0,message/* say */.cv) `The parts to upload need up to ${(0,lib_text/* bytes */.ee)(needed)}, and the disk has ${free} free.`,
        fix: (0,message/* say */.cv) `Free space in an earlier step, or use a runner with a larger disk.`
    }));
}
/** Writes parts of at most `idsPerPart` IDs each to `directory`. */
class PartWriter {
    #directory;
    #idsPerPart;
    #done = [];
    #open;
    constructor(directory, idsPerPart) {
        this.#directory = directory;
        this.#idsPerPart = Math.max(1, idsPerPart);
    }
    async write(ids) {
        for (let from = 0; from < ids.length;) {
            this.#open ??= await this.#start();
            const room = this.#idsPerPart - this.#open.ids;
            const some = ids.subarray(from, from + room);
            await this.#open.write(some);
            from += some.length;
            if (this.#open.ids === this.#idsPerPart)
                await this.#finish(this.#open);
        }
    }
    /** All parts, in order. */
    async end() {
        if (this.#open !== undefined)
            await this.#finish(this.#open);
        return this.#done.map(part => ({ ...part, of: this.#done.length }));
    }
    /** Removes what was written. */
    async dispose() {
        await this.#open?.discard();
        for (const { path } of this.#done)
            await (0,external_node_fs_promises_.rm)(path, { force: true });
    }
    async #start() {
        const part = this.#done.length + 1;
        const path = (0,external_node_path_.join)(this.#directory, `part-${part}.txt`);
        return new OpenPart(part, path, await (0,external_node_fs_promises_.open)(`${path}.partial`, 'wx'));
    }
    async #finish(part) {
        this.#done.push(await part.end());
        this.#open = undefined;
    }
}
/** A part that is being written, under a temporary name. */
class OpenPart {
    #part;
    #path;
    #file;
    #sha256 = (0,external_node_crypto_.createHash)('sha256');
    #buffer = new Uint8Array(parts_bufferSize);
    #spare = new Uint8Array(parts_bufferSize);
    #filled = 0;
    #bytes = 0;
    #writing = Promise.resolve();
    #first;
    #last = 0n;
    ids = 0;
    constructor(part, path, file) {
        this.#part = part;
        this.#path = path;
        this.#file = file;
    }
    async write(ids) {
        for (let from = 0; from < ids.length;) {
            const room = Math.floor((parts_bufferSize - this.#filled) / longestLine);
            const some = ids.subarray(from, from + room);
            this.#filled = writeLines(some, this.#buffer, this.#filled);
            from += some.length;
            if (from < ids.length)
                await this.#flush();
        }
        this.ids += ids.length;
        this.#first ??= ids[0];
        this.#last = ids.at(-1) ?? this.#last;
    }
    async end() {
        await this.#flush();
        await this.#writing;
        await this.#file.close();
        await (0,external_node_fs_promises_.rename)(`${this.#path}.partial`, this.#path);
        return {
            part: this.#part,
            ids: this.ids,
            bytes: this.#bytes,
            path: this.#path,
            sha256: this.#sha256.digest('hex'),
            first: this.#first ?? 0n,
            last: this.#last
        };
    }
    async discard() {
        await this.#writing.catch(() => undefined);
        await this.#file.close();
        await (0,external_node_fs_promises_.rm)(`${this.#path}.partial`, { force: true });
    }
    /** Starts writing the buffer; the other one, whose writing has ended, is filled next. */
    async #flush() {
        const bytes = this.#buffer.subarray(0, this.#filled);
        await this.#writing;
        this.#writing = this.#file.writeFile(bytes);
        // Seen where it is awaited.
        this.#writing.catch(() => undefined);
        this.#sha256.update(bytes);
        this.#bytes += bytes.length;
        [this.#buffer, this.#spare] = [this.#spare, this.#buffer];
        this.#filled = 0;
    }
}

;// CONCATENATED MODULE: ./src/content/id-ages.ts
// What the distinct IDs of a run tell by their size: from when they are, and whether they are of posts or of accounts.


/** Milliseconds of the epoch of snowflakes (https://github.com/twitter-archive/snowflake/tree/snowflake-2010). */
const id_ages_epoch = 1288834974657n;
/** The first snowflake of an instant. */
const snowflake = (ms) => (BigInt(ms) - id_ages_epoch) << 22n;
/** Posts have snowflakes since 2010-11-04 (the first one is 29700859247), accounts since the winter of 2015/16. */
const id_ages_firstSnowflake = {
    tweets: 29700859247n,
    users: snowflake(Date.UTC(2015, 10, 1))
};
const elevenDigits = 10000000000n;
const sixteenDigits = 1000000000000000n;
/** Real sets of posts had 0.5 % of ten digits or fewer; lists of accounts 41 to 93 % of 16 and more. */
const accountShare = 0.2;
const postShare = 0.05;
const longShare = 0.97;
/** Fewer IDs than these may be anything. */
const enough = 10;
const enoughLong = 30;
/** Counts of distinct IDs by their size. */
class IdAges {
    type;
    #ids = 0;
    #short = 0;
    #long = 0;
    /** No account has one of these, and no post before November 2010. */
    #postsOnly = 0;
    #undated = 0;
    #oldest;
    #newest;
    constructor(type) {
        this.type = type;
    }
    /** Takes IDs that ascend, from chunk to chunk too. */
    note(ids) {
        const short = firstNotBelow(ids, elevenDigits);
        const undated = firstNotBelow(ids, id_ages_firstSnowflake[this.type]);
        this.#ids += ids.length;
        this.#short += short;
        this.#long += ids.length - firstNotBelow(ids, sixteenDigits);
        this.#postsOnly += firstNotBelow(ids, id_ages_firstSnowflake.users) - short;
        this.#undated += undated;
        this.#oldest ??= ids[undated];
        if (undated < ids.length)
            this.#newest = ids.at(-1);
    }
    get span() {
        if (this.#oldest === undefined || this.#newest === undefined)
            return undefined;
        return {
            first: id_ages_timeOf(this.#oldest),
            last: id_ages_timeOf(this.#newest),
            undated: this.#undated
        };
    }
    /** `posts of 2011-03 to 2025-10`; undefined where no ID tells it. */
    get spanText() {
        const { span, type } = this;
        if (span === undefined)
            return undefined;
        const noun = type === 'tweets' ? 'posts' : 'accounts';
        const [from, to] = [month(span.first), month(span.last)];
        const time = from === to ? from : `${from} to ${to}`;
        const before = type === 'tweets' ? 'November 2010' : '2016';
        const older = span.undated > 0
            ? `, and ${(0,lib_text/* count */.U9)(span.undated)} from before ${before}`
            : '';
        return `${noun} of ${time}${older}`;
    }
    /** The evidence that the IDs are of the other type. */
    get wrongType() {
        const share = (n) => `${(0,lib_text/* count */.U9)(n)} of ${(0,lib_text/* plural */.LS)(this.#ids, 'distinct ID')} (${((100 * n) / this.#ids).toFixed(1)} %)`;
        if (this.type === 'tweets') {
            if (this.#ids > 0 && this.#short === this.#ids)
                return `No ID has more than ten digits (${(0,lib_text/* plural */.LS)(this.#ids, 'distinct ID')}): they look like user IDs, or posts from before November 2010, while \`type\` is \`tweets\`.`;
            return this.#ids >= enough && this.#short >= accountShare * this.#ids
                ? `${share(this.#short)} have ten digits or fewer, as accounts and posts from before November 2010 have: these may be user IDs, while \`type\` is \`tweets\`.`
                : undefined;
        }
        if (this.#ids >= enough && this.#postsOnly >= postShare * this.#ids)
            return `${share(this.#postsOnly)} are numbers that posts have and accounts do not: these may be tweet IDs, while \`type\` is \`users\`.`;
        return this.#ids >= enoughLong && this.#long >= longShare * this.#ids
            ? `${share(this.#long)} have 16 digits or more; of real lists of accounts 41 to 93 % have: these may be tweet IDs, while \`type\` is \`users\`.`
            : undefined;
    }
}
function id_ages_timeOf(id) {
    return Number((id >> 22n) + id_ages_epoch);
}
/** `2011-03`, UTC. */
function month(ms) {
    return new Date(ms).toISOString().slice(0, 7);
}

;// CONCATENATED MODULE: ./src/content/reader.ts
// What the readers of all formats have in common: chunks that end anywhere.
/** Reads one file, given in chunks, and brings every cell to a parser. */
class Reader {
    /** Records passed over because they hold no content by their nature. */
    notices = 0;
    /** Where the bytes that `read` is given start in all that was given. */
    offset = 0;
    /** What was given but is not whole yet. */
    #rest = Buffer.alloc(0);
    /** @throws Failure when the rest of the file could not be read right */
    feed(chunk) {
        let bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
        // Only the start of a chunk is copied to the rest of the one before.
        for (let step = 1 << 12; this.#rest.length > 0 && bytes.length > 0; step *= 4) {
            const joined = Buffer.concat([this.#rest, bytes.subarray(0, step)]);
            const used = this.#use(joined);
            const isBehind = used >= this.#rest.length;
            bytes = bytes.subarray(isBehind ? used - this.#rest.length : step);
            this.#rest = isBehind ? Buffer.alloc(0) : joined.subarray(used);
        }
        if (bytes.length > 0)
            this.#rest = Buffer.from(bytes.subarray(this.#use(bytes)));
    }
    #use(bytes) {
        const used = this.read(bytes, false);
        this.offset += used;
        return used;
    }
    /** @throws Failure as `feed` */
    end() {
        this.read(this.#rest, true);
    }
}

;// CONCATENATED MODULE: ./src/content/tables/row-checks.ts
// Tells rows whose cells have moved from good ones: the same for the check and for `apply`.

const row_checks_cr = 0x0d;
const row_checks_space = 0x20;
const row_checks_quote = 0x22;
/** Digits of numbers that are as long as IDs of today. */
const row_checks_longDigits = 12;
/** Why the cell of a row is not that of its column; undefined where it is. */
function reasonOfRow(record, cell, width, column, shape) {
    if (cell === undefined)
        return shape.width !== undefined && width !== shape.width && width > 1
            ? 'wrong number of cells'
            : 'column missing';
    return (reasonBehind(record, cell, column, shape.delimiter) ??
        reasonOfWidth(record, cell, width, column, shape));
}
/**
 * A row of another width than the table counts only where its cell is like
 * the others, and no other column of such numbers can have moved there. X's own
 * archive of before 2018 leaves last cells out, and quotes all others.
 */
function reasonOfWidth(record, cell, width, { index, isLong }, { width: expected, longColumns, delimiter }) {
    if (expected === undefined || width === expected)
        return undefined;
    const isMore = width > expected;
    if (isMore && endsOpen(record, width - expected, delimiter))
        return undefined;
    const isFirst = index === 0;
    const text = textAt(record, cell);
    const isQuoted = record[cell[0]] === row_checks_quote && /^\d{8,19}$/.test(text);
    const isAlike = isLong
        ? /\d{12}/.test(text)
        : // Nothing stands before the first cell that could move another there.
            isFirst && isMore;
    if (isFirst && isQuoted)
        return undefined;
    const mayHaveMoved = index > 0 &&
        longColumns.some(other => (isMore ? other < index : other > index));
    return isAlike && !mayHaveMoved ? undefined : 'wrong number of cells';
}
/** Whether the last `cells` cells of a record are empty. */
function endsOpen(record, cells, delimiter) {
    let left = cells;
    for (let at = record.length - 1; at >= 0 && left > 0; at--) {
        const byte = record[at];
        if (byte === delimiter)
            left--;
        else if (byte !== row_checks_cr && byte !== row_checks_space)
            return false;
    }
    return left === 0;
}
/** What is wrong with an ID because of the cells behind it. */
function reasonBehind(record, [start, end], { isLast }, delimiter) {
    if (end === record.length)
        return undefined;
    if (end - start > 2 && !isLast)
        return undefined;
    const text = record.toString('latin1', start, start + longestBehind);
    if (/^ ?\d,\d+e\+?\d/i.test(text))
        return 'scientific notation';
    const [, ...behind] = text.split(String.fromCharCode(delimiter));
    return isLast && behind.some(cell => isDigits(trimCell(cell)))
        ? 'more cells than the header'
        : undefined;
}
/** What is looked at behind a cell; a list of IDs shows in less. */
const longestBehind = 4096;
/** No cell of one ID or address is longer. */
const longestOfOne = 2048;
/**
 * A cell, trimmed; empty where there is none.
 *
 * @param most bytes of it that are looked at
 */
function textAt(row, cell, most = longestOfOne) {
    if (cell === undefined)
        return '';
    const [start, end] = cell;
    return trimCell(row.toString('utf8', start, Math.min(end, start + most)));
}
function isDigits(cell) {
    return /^\d+(e\+?\d+)?$/i.test(cell);
}

;// CONCATENATED MODULE: ./src/content/tables/swallowed-rows.ts
// Finds whole rows inside a quoted cell: a text that starts with a quote, in a file whose writer knows no quotes, takes in all rows up to the next text that ends with one.



const swallowed_rows_lf = 0x0a;
const swallowed_rows_cr = 0x0d;
const swallowed_rows_quote = 0x22;
/** Numbers of fewer digits are years, prices and the like. */
const fewestDigits = 5;
/**
 * The first line of a record, beside the one that holds its own ID, that looks
 * like a row without quotes: the cell of the ID column holds an ID with as many
 * digits as the others have. A quoted text may hold one by chance; where the
 * first line of the record and the last one look like rows as well, all of it
 * is rows. Small numbers count only where each line is as wide as the table,
 * digits without quotes not where the own ID has them, and addresses of posts,
 * which stand in texts, only where the own ID is one.
 */
function findSwallowed(record, shape, isHeader) {
    const feed = record.indexOf(swallowed_rows_lf);
    const firstCr = record.indexOf(swallowed_rows_cr);
    const firstEnd = feed < 0 || (firstCr >= 0 && firstCr < feed) ? firstCr : feed;
    if (firstEnd < 0 || !mayHoldRow(record, firstEnd, shape, isHeader))
        return undefined;
    const own = isHeader ? [] : startsOfIds(record, shape);
    const areQuoted = own.length > 0 && own.every(at => record[at] === swallowed_rows_quote);
    const areUrls = isHeader || own.some(at => isUrl(record, at));
    const expected = { shape, areQuoted, areUrls };
    const isSmall = shape.columns.every(({ digits }) => digits < fewestDigits);
    let found;
    let lines = 0;
    let isFirstRow = false;
    let isLastRow = false;
    let areAllRows = true;
    for (const [start, end] of swallowed_rows_linesOf(record)) {
        isLastRow = looksLikeRow(record.subarray(start, end), expected);
        areAllRows &&= isLastRow;
        if (lines === 0)
            isFirstRow = isLastRow;
        if (isLastRow && !own.some(at => at >= start && at <= end))
            found ??= { line: lines, shown: record.toString('utf8', start, end) };
        lines++;
    }
    if (found === undefined || (isSmall && !areAllRows))
        return undefined;
    return { ...found, lines, isCertain: isHeader || (isFirstRow && isLastRow) };
}
function* swallowed_rows_linesOf(record) {
    let start = 0;
    for (let at = 0; at < record.length; at++) {
        const byte = record[at];
        if (byte !== swallowed_rows_lf && byte !== swallowed_rows_cr)
            continue;
        yield [start, at];
        if (byte === swallowed_rows_cr && record[at + 1] === swallowed_rows_lf)
            at++;
        start = at + 1;
    }
    yield [start, record.length];
}
/** Where the IDs of a record start, cut by its quotes. */
function startsOfIds(record, shape) {
    const { cells } = cellsOf(record, { ...shape, quotes: true }, swallowed_rows_limitOf(shape));
    return shape.columns.flatMap(({ index }) => cells[index]?.[0] ?? []);
}
/** Whether a cell that starts there holds an address, with a quote before it or not. */
function isUrl(bytes, at) {
    return /^["\s]{0,9}(https?:|(www\.)?(twitter|x)\.com)/i.test(bytes.toString('latin1', at, at + 30));
}
function looksLikeRow(line, { shape, areQuoted, areUrls }) {
    const plain = { delimiter: shape.delimiter, quotes: false };
    const { cells, width } = cellsOf(line, plain, swallowed_rows_limitOf(shape));
    if (width < 2 && shape.width !== 1)
        return false;
    return shape.columns.some(({ index, digits, prefix }) => {
        const cell = cells[index];
        if (areQuoted && cell && line[cell[0]] !== swallowed_rows_quote)
            return false;
        if (!areUrls && cell && isUrl(line, cell[0]))
            return false;
        const found = digitsOf(textAt(line, cell), prefix);
        return ((found >= digits && digits >= fewestDigits) ||
            (found >= Math.min(digits, fewestDigits) && width === shape.width));
    });
}
/** Whether digits stand where they may be the ID of another row: not those of the own ID in front. Few texts have any. */
function mayHoldRow(record, firstEnd, { columns }, isHeader) {
    const isInFront = !isHeader && columns.every(({ index }) => index === 0);
    const fewest = Math.min(fewestDigits, ...columns.map(({ digits }) => digits));
    return hasDigits(record, isInFront ? firstEnd : 0, fewest);
}
/** Whether so many digits stand one behind the other, from a place on. */
function hasDigits(bytes, start, count) {
    let run = 0;
    for (let at = start; at < bytes.length; at++) {
        const byte = bytes[at] ?? 0;
        run = byte >= 0x30 && byte <= 0x39 ? run + 1 : 0;
        if (run >= count)
            return true;
    }
    return false;
}
function swallowed_rows_limitOf({ columns }) {
    return Math.max(...columns.map(({ index }) => index)) + 1;
}
/** Of the ID in a cell; 0 where there is none. */
function digitsOf(cell, prefix) {
    for (const type of ['tweets', 'users']) {
        const found = idIn(cell, type, prefix);
        if ('id' in found)
            return found.id.length;
    }
    return 0;
}

;// CONCATENATED MODULE: ./src/content/tables/csv-records.ts
// Walks the records of CSV, TSV and their kin (RFC 4180): the same ones for the check, which reads IDs, and for `apply`, which cuts rows out.








const csv_records_lf = 0x0a;
const csv_records_cr = 0x0d;
const csv_records_quote = 0x22;
const bom = Buffer.from('\ufeff');
/** A record is held in memory as a whole; no record of posts is near this. */
const csv_records_longestRecord = 16_000_000;
class CsvRecords extends Reader {
    /** Of the record at hand. */
    line = 1;
    shape;
    #file;
    #headerRows;
    #header = Buffer.alloc(0);
    /** Of the next quote, and CR, in the bytes at hand; beyond them when there is none. */
    #nextQuote = 0;
    #nextCr = 0;
    /** Whether a row has no quotes: then no program quotes all cells. */
    #hasBareRow = false;
    /** A quoted text with what looks like a row, which only such a program can have written. */
    #doubtful;
    constructor(shape, file) {
        super();
        this.shape = shape;
        this.#file = file;
        this.#headerRows = shape.headerRows;
    }
    /** Whether the row at hand ends the file without a line end. */
    endsOpen = false;
    read(bytes, isLast) {
        this.#nextQuote = this.#nextCr = -1;
        let at = 0;
        while (at < bytes.length) {
            const found = bytes.indexOf(csv_records_lf, at);
            if (found < 0 && !isLast)
                return this.#unfinished(bytes, at);
            const lineEnd = found < 0 ? bytes.length : found;
            this.endsOpen = found < 0;
            const quotes = this.#quoteFrom(bytes, at) <= lineEnd &&
                quotesCount(bytes, at, lineEnd, this.shape, isLast);
            const end = quotes ? this.#quotedEnd(bytes, at, isLast) : lineEnd;
            if (quotes === undefined || end === undefined)
                return this.#unfinished(bytes, at);
            if (quotes || !this.#isPlain(bytes, at, end))
                this.#record(bytes, at, end, quotes);
            this.line += quotes ? countLines(bytes, at, end + 1) : 1;
            at = end + 1;
        }
        return bytes.length;
    }
    #unfinished(bytes, at) {
        if (bytes.length - at > csv_records_longestRecord)
            throw this.#tooLong();
        return at;
    }
    #quoteFrom(bytes, at) {
        if (this.#nextQuote < at) {
            const found = bytes.indexOf(csv_records_quote, at);
            this.#nextQuote = found < 0 ? bytes.length + 1 : found;
        }
        return this.#nextQuote;
    }
    #crFrom(bytes, at) {
        if (this.#nextCr < at) {
            const found = bytes.indexOf(csv_records_cr, at);
            this.#nextCr = found < 0 ? bytes.length + 1 : found;
        }
        return this.#nextCr;
    }
    /** Index of the line feed that ends a record with quotes, or the length of `bytes`; undefined when it is not at hand. */
    #quotedEnd(bytes, start, isLast) {
        for (let at = start;;) {
            const end = endOfCell(bytes, at, this.shape);
            if (end === strayQuote)
                throw this.#broken('a later line closes in the middle of a cell', 'A');
            if (end === undefined && isLast)
                throw this.#broken('is never closed', 'The file is cut off, or a');
            if (end === undefined || (end === bytes.length && !isLast))
                return undefined;
            if (end === bytes.length || bytes[end] === csv_records_lf)
                return end;
            at = end + 1;
        }
    }
    #isPlain(bytes, start, end) {
        return (this.#headerRows === 0 &&
            this.#crFrom(bytes, start) >= end - 1 &&
            this.plainRow?.(bytes, start, end) === true &&
            this.#noteBareRow());
    }
    #record(bytes, start, end, quotes) {
        const next = Math.min(end + 1, bytes.length);
        if (this.#crFrom(bytes, start) >= end - 1)
            this.#row(bytes, start, end, next, quotes);
        else
            this.#recordWithCr(bytes, start, end, next, quotes);
    }
    /**
     * A record with CRs in it. Those outside of quotes end records, if all of
     * these have as many cells and an ID; they are text, if none adds an ID.
     */
    #recordWithCr(bytes, start, end, next, quotes) {
        const index = this.shape.columns[0]?.index ?? 0;
        const dialect = { ...this.shape, quotes };
        const whole = bytes.subarray(start, end);
        const idOf = (record) => {
            const { cells, width } = cellsOf(record, dialect, index + 1);
            return { id: textAt(record, cells[index]), width };
        };
        const known = idOf(whole).id;
        let width;
        let areRows = true;
        let isOne = true;
        for (const [from, to] of splitAtCr(whole, dialect)) {
            if (this.#isBlank(whole, from, to))
                continue;
            const found = idOf(whole.subarray(from, to));
            areRows &&= found.width === (width ??= found.width) && isDigits(found.id);
            isOne &&= !isDigits(found.id) || found.id === known;
        }
        if (areRows)
            for (const [from, to] of splitAtCr(whole, dialect))
                this.#row(bytes, start + from, start + to, start + to === end ? next : start + to + 1, quotes);
        else if (isOne)
            this.#row(bytes, start, end, next, quotes);
        else
            this.reject('several rows on one line', whole.toString('utf8', 0, 100));
    }
    /** Takes a record, unless it is of the header or holds nothing at all. */
    #row(bytes, start, end, next, quotes) {
        const stop = end > start && bytes[end - 1] === csv_records_cr ? end - 1 : end;
        if (this.#isBlank(bytes, start, stop))
            return;
        const record = bytes.subarray(start, stop);
        const isHeader = this.#headerRows > 0;
        if (quotes)
            this.#refuseSwallowed(record, isHeader);
        else if (!isHeader)
            this.#noteBareRow();
        if (isHeader)
            this.#passHeader(record);
        else if (!this.#isHeaderAgain(record))
            this.row({ bytes: record, start, next, quotes });
    }
    #passHeader(record) {
        this.#headerRows--;
        if (this.#headerRows === 0)
            this.#header = withoutMark(record);
    }
    /** As between files that were joined to one. */
    #isHeaderAgain(record) {
        const mayBe = Math.abs(record.length - this.#header.length) <= bom.length;
        return mayBe && withoutMark(record).equals(this.#header);
    }
    /** @throws Failure where quotes that were no quotes have taken rows in */
    #refuseSwallowed(record, isHeader) {
        const found = findSwallowed(record, this.shape, isHeader);
        if (found === undefined)
            return;
        const { line, lines, shown, isCertain } = found;
        const [first, last, inner] = [0, lines - 1, line].map(each => (0,lib_text/* count */.U9)(this.line + each));
        const failure = new lib_failure/* Failure */.HR('ids-invalid', {
            what: (0,message/* say */.cv) `In ${(0,message/* code */.aY)(this.#file)}, a quoted cell goes from line ${first ?? ''} to line ${last ?? ''}, and line ${inner ?? ''} within looks like a row of its own: ${(0,message/* quote */.hD)(showCell(shown))}.`,
            why: (0,message/* say */.cv) `Most likely, a cell starts with a quote that was not doubled, and a later cell ends with one: all rows between would be lost.`,
            fix: (0,message/* say */.cv) `Write the file again with a CSV library, or give a file with only the column of the IDs.`
        });
        if (isCertain || this.#hasBareRow)
            throw failure;
        this.#doubtful ??= failure;
    }
    #noteBareRow() {
        if (this.#doubtful)
            throw this.#doubtful;
        this.#hasBareRow = true;
        return true;
    }
    #isBlank(bytes, start, end) {
        const { delimiter } = this.shape;
        if (this.line === 1 && statedDelimiter(bytes.subarray(start, end)))
            return true;
        for (let at = start; at < end; at++) {
            const byte = bytes[at] ?? 0;
            if (byte > 0x20 && byte !== delimiter && byte !== csv_records_quote)
                return false;
        }
        return true;
    }
    #broken(how, why) {
        return new lib_failure/* Failure */.HR('ids-invalid', {
            what: (0,message/* say */.cv) `In ${(0,message/* code */.aY)(this.#file)}, the record that starts on line ${(0,lib_text/* count */.U9)(this.line)} opens a quote that ${how}.`,
            why: (0,message/* say */.cv) `${why} quote inside a cell is not doubled; the rest of the file cannot be read.`,
            fix: (0,message/* say */.cv) `Write the file again with a CSV library, or keep only the column of the IDs.`
        });
    }
    #tooLong() {
        return new lib_failure/* Failure */.HR('ids-invalid', {
            what: (0,message/* say */.cv) `In ${(0,message/* code */.aY)(this.#file)}, the record that starts on line ${(0,lib_text/* count */.U9)(this.line)} is longer than ${(0,lib_text/* bytes */.ee)(csv_records_longestRecord)}.`,
            why: (0,message/* say */.cv) `A quote that is never closed takes in all that follows; or the file is no CSV.`,
            fix: (0,message/* say */.cv) `Close the quote, or say what the file is with the input \`ids-format\`.`
        });
    }
}
/** A copy. */
function withoutMark(record) {
    const hasMark = record.subarray(0, bom.length).equals(bom);
    return Buffer.from(record.subarray(hasMark ? bom.length : 0));
}
function countLines(bytes, start, end) {
    let lines = 0;
    let at = bytes.indexOf(csv_records_lf, start);
    for (; at >= 0 && at < end; lines++)
        at = bytes.indexOf(csv_records_lf, at + 1);
    return lines;
}

;// CONCATENATED MODULE: ./src/content/tables/csv-reader.ts




const csv_reader_cr = 0x0d;
class CsvReader extends CsvRecords {
    #parser;
    #first;
    /** Whether one column is read. */
    #isSimple;
    /** Cells of a row that are looked at. */
    #reach;
    constructor(parser, shape, file) {
        super(shape, file);
        this.#parser = parser;
        this.#first = shape.columns[0] ?? noColumn;
        this.#isSimple = shape.columns.length === 1;
        this.#reach = Math.max(...shape.columns.map(({ index }) => index)) + 1;
    }
    /** Takes a record without quotes whose cell is an ID like the others, as nearly all are. */
    plainRow(bytes, start, end) {
        if (!this.#isSimple || this.endsOpen)
            return false;
        const { delimiter, width, longColumns } = this.shape;
        const { index, isLast, isLong } = this.#first;
        const stop = bytes[end - 1] === csv_reader_cr ? end - 1 : end;
        let at = start;
        for (let passed = 0; passed < index; passed++) {
            while (at < stop && bytes[at] !== delimiter)
                at++;
            if (at === stop)
                return false;
            at++;
        }
        const digitsEnd = scanId(bytes, at, stop, this.#parser.id);
        const digits = digitsEnd - at;
        // One digit may be the first of a number with a decimal comma.
        if (digits < 2)
            return false;
        if (digitsEnd < stop && (bytes[digitsEnd] !== delimiter || isLast))
            return false;
        const isAlike = isLong && digits >= row_checks_longDigits;
        const isSure = isAlike && (index === 0 || longColumns.length === 1);
        if (!isSure && width !== undefined) {
            let cells = index + 1;
            for (let next = digitsEnd; next < stop; next++)
                if (bytes[next] === delimiter)
                    cells++;
            if (cells !== width)
                return false;
        }
        this.#parser.accept();
        return true;
    }
    row({ bytes, quotes }) {
        const { columns, delimiter } = this.shape;
        const { cells, width } = cellsOf(bytes, { delimiter, quotes }, this.#reach);
        let filled = 0;
        for (const column of columns) {
            const cell = cells[column.index];
            const reason = reasonOfRow(bytes, cell, width, column, this.shape);
            if (reason !== undefined) {
                const shown = reason === 'wrong number of cells'
                    ? `${width} cells, not ${this.shape.width ?? ''}`
                    : bytes.toString('utf8', 0, 100);
                this.reject(reason, shown);
                filled++;
                // The cells of a broken row are counted once.
                break;
            }
            this.#parser.prefix = column.prefix;
            // Of several columns, programs fill those that have nothing with a word or a zero.
            if (!this.#isSimple && standsForNothing(bytes, cell))
                continue;
            if (cell === undefined)
                continue;
            const [start, end] = cell;
            const isFilled = this.endsOpen && end === bytes.length
                ? this.#parser.parseLast(bytes, start, end, this.line)
                : this.#parser.parse(bytes, start, end, this.line);
            if (isFilled)
                filled++;
        }
        if (filled === 0)
            this.reject('no ID', '');
    }
    reject(reason, shown) {
        this.#parser.reject(this.line, reason, shown);
    }
}
function standsForNothing(record, cell) {
    const reason = reasonOf(textAt(record, cell));
    return reason === 'no ID' || reason === 'zero';
}
/** Of a table without rows. */
const noColumn = {
    index: 0,
    name: '1',
    isLast: false,
    isLong: false,
    digits: 1,
    prefix: ''
};

;// CONCATENATED MODULE: ./src/content/forms/forms.ts
// The forms in which X content is stored as JSON, as data: what each key means, whatever tool wrote it.
// Where the facts come from: X's object models (docs.x.com), and the source of the tools named beside the keys.
const post = { scalar: { of: 'post' } };
/** Profiles have it, too: those of v1.1 until 2019, and of GraphQL. */
const weakPost = { scalar: { of: 'post', isWeak: true } };
const user = { scalar: { of: 'user' } };
const profile = { scalar: { of: 'user', profile: true } };
const forms_text = { scalar: { text: true } };
const neutral = { scalar: { neutral: true } };
/** Every key that has a meaning. Keys of other names are looked into for posts, and say nothing. */
const keyMeanings = {
    // The object's own ID
    id: { scalar: { id: 1 } },
    id_str: { scalar: { id: 2 } },
    status_id: { scalar: { id: 3, of: 'post' } },
    status_id_str: { scalar: { id: 4, of: 'post' } },
    statusId: { scalar: { id: 5, of: 'post' } },
    tweetid: { scalar: { id: 6, of: 'post' } },
    // X's archive of an account, likes
    tweetId: { scalar: { id: 7, of: 'post' } },
    tweet_id: { scalar: { id: 8, of: 'post' } },
    tweet_id_str: { scalar: { id: 9, of: 'post' } },
    // GraphQL; its `id` is another one, in base64
    rest_id: { scalar: { id: 10 } },
    // X's archive of an account: following, followers, blocks, mutes
    accountId: { scalar: { id: 11, of: 'user' } },
    // Text of a post, by tool
    text: forms_text,
    full_text: forms_text,
    fullText: forms_text,
    // snscrape, twscrape
    rawContent: forms_text,
    renderedContent: forms_text,
    content: forms_text,
    // Author of a post
    user_id: { scalar: { author: 3 } },
    user_id_str: { scalar: { author: 4 } },
    userId: { scalar: { author: 5 } },
    authorid: { scalar: { author: 6 } },
    authorId: { scalar: { author: 7 } },
    author_id: { scalar: { author: 8 }, of: 'post' },
    author_id_str: { scalar: { author: 9 }, of: 'post' },
    user: { container: 'author', of: 'post' },
    author: { container: 'author', of: 'post' },
    // 4CAT
    author_user: { container: 'author', of: 'post' },
    // GraphQL
    core: { container: 'author' },
    user_results: { container: 'envelope' },
    user_result: { container: 'envelope' },
    // Signs of a post
    conversation_id: post,
    conversation_id_str: post,
    conversationId: post,
    in_reply_to_status_id: post,
    in_reply_to_status_id_str: post,
    in_reply_to_user_id: post,
    in_reply_to_user_id_str: post,
    inReplyToTweetId: post,
    retweet_count: post,
    retweetCount: post,
    favorite_count: post,
    is_quote_status: post,
    reply_settings: post,
    possibly_sensitive: weakPost,
    lang: weakPost,
    truncated: post,
    // Signs of a user
    username: user,
    screen_name: user,
    userName: user,
    screenName: user,
    followers_count: profile,
    followersCount: profile,
    friends_count: profile,
    statuses_count: profile,
    pinned_tweet_id: user,
    profile_image_url: profile,
    profile_image_url_https: profile,
    profileImageUrl: profile,
    displayname: profile,
    // Posts in posts
    retweeted_status: { container: 'retweet', of: 'post' },
    retweetedTweet: { container: 'retweet', of: 'post' },
    retweeted_tweet: { container: 'retweet', of: 'post' },
    retweeted_status_result: { container: 'retweet', of: 'post' },
    quoted_status: { container: 'quote', of: 'post' },
    quotedTweet: { container: 'quote', of: 'post' },
    quoted_tweet: { container: 'quote', of: 'post' },
    quoted_status_result: { container: 'quote', of: 'post' },
    referenced_tweets: { container: 'references', of: 'post' },
    // The retweeted post by its ID alone: twint, rtweet, and v1.1 without embedded posts
    retweet_id: { scalar: { original: 1 } },
    retweet_status_id: { scalar: { original: 1 } },
    retweeted_status_id: { scalar: { original: 1 } },
    retweeted_status_id_str: { scalar: { original: 2 } },
    status: { container: 'post' },
    pinned_tweet: { container: 'post' },
    // Envelopes: GraphQL, and X's archive of an account
    result: { container: 'envelope' },
    tweet_results: { container: 'envelope' },
    tweetResult: { container: 'envelope' },
    tweet: { container: 'envelope' },
    like: { container: 'envelope' },
    following: { container: 'envelope' },
    follower: { container: 'envelope' },
    blocking: { container: 'envelope' },
    muting: { container: 'envelope' },
    legacy: { container: 'self' },
    // Pages of v1.1 and v2
    data: { container: 'records' },
    statuses: { container: 'records' },
    results: { container: 'records' },
    includes: { container: 'includes' },
    tweets: { container: 'posts' },
    users: { container: 'users' },
    media: { container: 'media' },
    polls: { container: 'polls' },
    places: { container: 'places' },
    attachments: { container: 'attachments' },
    // Profiles
    in_reply_to_user: { container: 'profile' },
    inReplyToUser: { container: 'profile' },
    mentions: { container: 'mentions' },
    user_mentions: { container: 'mentions' },
    // snscrape, twscrape: whole profiles
    mentionedUsers: { container: 'profile' },
    // Earlier and later versions of an edited post
    edit_history_tweet_ids: { container: 'edit-history', of: 'post' },
    edit_history: { container: 'edit-history', of: 'post' },
    edit_control: { container: 'edit-history', of: 'post' },
    edit_control_initial: { container: 'edit-history' },
    edit_tweet_ids: { container: 'edit-history' },
    edit_info: { container: 'edit-history', of: 'post' },
    initial: { container: 'edit-history' },
    edit: { container: 'edit-history' },
    editTweetIds: { container: 'edit-history' },
    // Where a post was made
    geo: { container: 'location' },
    coordinates: { container: 'location' },
    place: { container: 'location' },
    // By these posts refer to what lies in `includes`
    media_keys: neutral,
    media_key: neutral,
    poll_ids: neutral,
    place_id: neutral,
    type: { scalar: { relation: true } },
    __typename: neutral,
    $numberLong: neutral,
    $numberInt: neutral,
    matching_rules: neutral,
    errors: neutral,
    meta: neutral,
    __twarc: neutral,
    // Envelopes of pages
    ids: { container: 'ids' },
    previous_cursor: neutral,
    previous_cursor_str: neutral,
    next_cursor: neutral,
    next_cursor_str: neutral,
    total_count: neutral
};
/** Messages of streams, by the key that they consist of: they hold no content. */
const noticeKeys = [
    'delete',
    'limit',
    'scrub_geo',
    'status_withheld',
    'user_withheld',
    'disconnect',
    'warning',
    'event',
    'friends',
    'friends_str',
    'control',
    'sitestream'
];
/** Keys that posts of X alone have: beside one of these, a key of another service was added by somebody. */
const surePostKeys = [
    'id_str',
    'status_id',
    'status_id_str',
    'tweet_id',
    'tweet_id_str',
    'tweetid',
    'tweetId',
    'rest_id',
    'full_text',
    'rawContent',
    'edit_history_tweet_ids',
    'referenced_tweets',
    'quoted_status',
    'retweetedTweet',
    'quotedTweet',
    'retweet_count',
    'retweetCount',
    'is_quote_status',
    'reply_settings'
];
/** Keys that no post or account of X has, by whose records have them. */
const foreignKeys = {
    'direct messages': ['sender_id'],
    Mastodon: [
        'reblogs_count',
        'reblog',
        'spoiler_text',
        'in_reply_to_account_id',
        'acct',
        'uri'
    ],
    ActivityPub: ['attributedTo', '@context'],
    Bluesky: ['cid', 'did', '$type', 'indexedAt'],
    Reddit: ['subreddit', 'subreddit_id', 'link_id', 'selftext'],
    GitHub: ['node_id', 'html_url', 'repository_url', 'author_association'],
    'Facebook or CrowdTangle': [
        'permalink_url',
        'message_tags',
        'platformId',
        'postUrl'
    ],
    'Instagram or Threads': [
        'shortcode',
        'media_product_type',
        'taken_at',
        'taken_at_timestamp',
        'ownerUsername',
        'profile_pic_url',
        'pk'
    ],
    TikTok: [
        'authorMeta',
        'videoMeta',
        'diggCount',
        'digg_count',
        'aweme_id',
        'video_description',
        'uniqueId',
        'secUid'
    ],
    YouTube: ['etag', 'videoId', 'textDisplay', 'textOriginal'],
    'Telegram or VK': [
        'from_id',
        'peer_id',
        'text_entities',
        'date_unixtime',
        'fwd_from'
    ],
    Discord: [
        'guild_id',
        'channel_id',
        'mention_everyone',
        'timestampEdited',
        'discriminator'
    ],
    Slack: ['client_msg_id'],
    Weibo: ['reposts_count', 'attitudes_count', 'mblogid', 'idstr'],
    'Hacker News': ['kids', 'by'],
    'Stack Exchange': ['question_id', 'answer_id'],
    Tumblr: ['blog_name', 'reblog_key'],
    Disqus: ['raw_message']
};
/** Of these, one says what a record is whatever stands beside it: direct messages have `id_str`, too. */
const messageKeys = [
    'dm_conversation_id',
    'recipient_id',
    'recipient_screen_name',
    'message_create'
];
/** Keys of pictures, articles and the like, which are no posts of X where no text stands beside them. */
const untoldKeys = [
    'title',
    'body',
    'desc',
    'caption',
    'media_type',
    'media_url',
    'permalink'
];

;// CONCATENATED MODULE: ./src/content/forms/record.ts
// Finds the posts and profiles in one JSON record, by the table of forms: the one reader of both actions.


/** The keys that the tokenizer must know, in the order of their numbers. */
const formKeys = [
    ...Object.keys(keyMeanings),
    ...Object.values(foreignKeys).flat(),
    ...messageKeys,
    ...untoldKeys,
    'event_type',
    ...noticeKeys
];
/** No token. */
const record_none = -1;
/** An object of a record that means something. Tokens are given by their index. */
class Item {
    kind = 'nothing';
    place = 'record';
    /** The object. */
    token = record_none;
    /** The item that holds it; undefined for the record itself. */
    parent;
    /** The value of its own ID. */
    id = record_none;
    /** The value of the ID of its author, and the object that tells of the author. */
    author = record_none;
    authorItem;
    /** The value of the ID of the post that it retweets, where only that is given. */
    original = record_none;
    /** The `type` of a reference. */
    relation = record_none;
    hasText = false;
    /** It has keys that have no meaning. */
    hasOthers = false;
    idRank = 0;
    authorRank = 0;
    originalRank = 0;
    /** What its keys say that it is: bits of `signs`. */
    says = 0;
    /** The key of the object that tells of the author. */
    authorKey = 0;
    /** For the reader's user to note what it finds. */
    mark = 0;
    /** Objects and arrays with IDs of its versions, its locations (values of any kind), and all others that it holds directly. */
    history = [];
    locations = [];
    containers = [];
    /** It tells of a person, more than a mention does. */
    get isProfile() {
        return (this.says & signs.profile) !== 0;
    }
    /** Begins anew: items are used again from record to record. */
    reset(token, place, parent) {
        this.kind = 'nothing';
        this.place = place;
        this.token = token;
        this.parent = parent;
        this.authorItem = undefined;
        this.id = this.author = this.original = this.relation = record_none;
        this.idRank = this.authorRank = this.originalRank = this.mark = 0;
        this.hasText = this.hasOthers = false;
        this.says = this.authorKey = 0;
        // Setting the length costs more than asking for it.
        if (this.history.length > 0)
            this.history.length = 0;
        if (this.locations.length > 0)
            this.locations.length = 0;
        if (this.containers.length > 0)
            this.containers.length = 0;
    }
}
/** Items of one group, at most: what they cost is bounded. */
const mostItems = 100_000;
/**
 * Reads records, one after the other. A record comes in groups of items, so
 * that a page of any length costs no more than its longest element: the record
 * itself, or in front of it each element of its lists.
 */
class RecordReader {
    /** The items of the group at hand: from `first` on, those that hold others first; `count` is behind the last. */
    items = [];
    first = 0;
    count = 0;
    /** Values that stand where an object is expected, such as IDs in a list; the first `bareCount` are valid. */
    bare = [];
    /** The same of lists of user IDs alone. */
    userIds = [];
    /** Arrays that stand where an object is expected: rows of a table. */
    rows = [];
    /** Whether all that was found in the record follows from its shape alone, as `JsonTokenizer.learn` asks. */
    isByShape = true;
    #tape = new Uint32Array(0);
    /** Of which the record starts at `#base`. */
    #bytes = Buffer.alloc(0);
    #base = 0;
    #onGroup = () => undefined;
    /**
     * Reads the record that the tokenizer found; `onGroup` is to look at the
     * items of each group.
     *
     * @throws RangeError where an object holds more than can be looked at
     */
    read(tokenizer, onGroup) {
        this.#tape = tokenizer.tape;
        this.#bytes = tokenizer.memory;
        this.#base = tokenizer.start;
        this.#onGroup = onGroup;
        this.count = 0;
        this.isByShape = true;
        if (this.bare.length > 0)
            this.bare.length = 0;
        if (this.userIds.length > 0)
            this.userIds.length = 0;
        if (this.rows.length > 0)
            this.rows.length = 0;
        if (this.#isRowAt(0, 'record'))
            this.rows.push(0);
        else
            this.#list(0, 'record', undefined);
    }
    /** What `start` and `end` of tokens are positions in, from `base` on. */
    get memory() {
        return this.#bytes;
    }
    get base() {
        return this.#base;
    }
    kindOf(token) {
        return (this.#tape[token * tokenWords] ?? 0) & 0xf;
    }
    keyOf(token) {
        return (this.#tape[token * tokenWords] ?? 0) >>> 8;
    }
    startOf(token) {
        return this.#tape[token * tokenWords + 1] ?? 0;
    }
    endOf(token) {
        return this.#tape[token * tokenWords + 2] ?? 0;
    }
    /** Where the key of a member starts; 0 in arrays. */
    keyStartOf(token) {
        return this.#tape[token * tokenWords + 3] ?? 0;
    }
    /** The token behind the contents of this one. */
    behind(token) {
        return this.#tape[token * tokenWords + 4] ?? 0;
    }
    /** The meaning of the key of a member. */
    meaningOf(token) {
        return meanings[this.#keyNumber(token)];
    }
    /** The key of a member, where it is one of `formKeys`. */
    nameOf(token) {
        return formKeys[this.#keyNumber(token) - firstKey];
    }
    /** The text of a string or the digits of a number. */
    textOf(token) {
        const start = this.#base + this.startOf(token);
        const end = this.#base + this.endOf(token);
        const raw = this.#bytes.toString('utf8', start, end);
        return this.kindOf(token) === kinds.string ? String(JSON.parse(raw)) : raw;
    }
    /** Reads the elements of a list, or what stands in its place, each for itself. */
    #list(token, place, parent) {
        if (this.kindOf(token) !== kinds.array) {
            this.#group(token, place, parent);
            return;
        }
        const end = this.behind(token);
        for (let child = token + 1; child < end; child = this.behind(child))
            if (this.#isRowAt(child, place))
                this.rows.push(child);
            else
                this.#list(child, place, parent);
    }
    #group(token, place, parent) {
        const first = this.count;
        this.#value(token, place, parent);
        if (this.count === first)
            return;
        this.first = first;
        this.#onGroup();
        this.count = first;
    }
    #isRowAt(token, place) {
        const isArray = this.kindOf(token) === kinds.array;
        return isArray && record_isRecord(place) && this.#isRow(token);
    }
    /** Reads what stands in the place of an object. */
    #value(token, place, parent) {
        const kind = this.kindOf(token);
        if (kind === kinds.object)
            this.#object(token, place, parent);
        else if (kind === kinds.array) {
            if (this.#isRowAt(token, place))
                this.rows.push(token);
            else
                this.#array(token, place, parent);
        }
        else if (place === 'ids')
            this.userIds.push(token);
        else if (barePlaces.has(place))
            this.bare.push(token);
    }
    #array(token, place, parent) {
        const end = this.behind(token);
        for (let child = token + 1; child < end; child = this.behind(child))
            this.#value(child, place, parent);
    }
    /** Whether an array in place of a record holds values that are not all long enough to be IDs of posts. */
    #isRow(token) {
        this.isByShape = false;
        const end = this.behind(token);
        let values = 0;
        let long = 0;
        for (let child = token + 1; child < end; child = this.behind(child)) {
            const kind = this.kindOf(child);
            if (kind === kinds.object || kind === kinds.array)
                continue;
            values++;
            if (this.endOf(child) - this.startOf(child) >= 14)
                long++;
        }
        return values > 1 && long < values;
    }
    #object(token, place, parent) {
        if (this.count === mostItems)
            throw new RangeError('an object holds too many others');
        const item = (this.items[this.count] ??= new Item());
        item.reset(token, place, parent);
        this.count++;
        this.#scan(item, token);
        item.kind = this.#kindOfItem(item);
        const isNothing = item.kind === 'nothing';
        const isEmpty = item.containers.length === 0 || isForeign(item);
        if (isNothing && place === 'unknown' && isEmpty) {
            this.count--;
            return;
        }
        if (place === 'author' && item.kind === 'user') {
            let top = item;
            while (top.parent?.place === 'author')
                top = top.parent;
            const holder = top.parent;
            const key = this.#keyNumber(top.token);
            // Of a key that comes twice the last counts, and of two keys the same one in any order.
            if (holder?.kind === 'post' && key >= holder.authorKey) {
                holder.authorKey = key;
                holder.authorItem = item;
            }
        }
        const before = this.count;
        // What other services hold is not ours to guess at.
        if (item.kind === 'notice' || (isNothing && isForeign(item)))
            return;
        for (const container of item.containers)
            this.#container(container, item);
        if (!isNothing)
            return;
        for (let i = before; i < this.count; i++) {
            const inner = this.items[i];
            if (inner?.place !== place || inner.kind === 'nothing')
                continue;
            item.kind = 'envelope';
            return;
        }
    }
    #container(token, holder) {
        const meaning = this.meaningOf(token)?.container;
        const isInPage = holder.kind === 'page';
        if (meaning === undefined) {
            // What an object of no known form holds is not guessed at.
            if (holder.kind !== 'nothing' || !record_isRecord(holder.place))
                this.#value(token, 'unknown', holder);
        }
        else if (meaning === 'includes')
            this.#includes(token, holder);
        else if (meaning === 'envelope' && this.#holdsTexts(token))
            return;
        else if (meaning === 'envelope')
            this.#value(token, holder.kind === 'post' ? 'unknown' : holder.place, holder);
        else if (meaning === 'records' || meaning === 'users') {
            const place = meaning === 'users' ? meaning : 'unknown';
            if (isInPage)
                this.#list(token, 'item', holder);
            else
                this.#value(token, place, holder);
        }
        else if (meaning === 'posts' && isInPage)
            this.#list(token, meaning, holder);
        else if (meaning === 'ids') {
            if (isInPage)
                this.#value(token, 'ids', holder);
        }
        else if (!withoutPosts.has(meaning))
            this.#value(token, meaning, holder);
    }
    /** Reads what lies beside the records of a page. */
    #includes(token, holder) {
        if (this.kindOf(token) !== kinds.object)
            return;
        const end = this.behind(token);
        for (let child = token + 1; child < end; child = this.behind(child)) {
            if (!this.#isContainer(child))
                continue;
            const meaning = this.meaningOf(child)?.container;
            if (meaning === 'users' || meaning === 'posts')
                this.#list(child, meaning, holder);
        }
    }
    #isContainer(token) {
        const kind = this.kindOf(token);
        return kind === kinds.object || kind === kinds.array;
    }
    /** Takes the members of an object into its item. */
    #scan(item, token) {
        const tape = this.#tape;
        const at = token * tokenWords;
        if ((tape[at] ?? 0) & 0x20)
            item.hasOthers = true;
        const end = tape[at + 4] ?? 0;
        for (let child = token + 1; child < end;) {
            const word = tape[child * tokenWords] ?? 0;
            const known = word >>> 8;
            const key = known === escapedKey ? this.#keyNumber(child) : known;
            const kind = word & 0xf;
            if (kind === kinds.object || kind === kinds.array)
                this.#scanContainer(item, child, key);
            else
                this.#scanScalar(item, child, key, kind);
            child = tape[child * tokenWords + 4] ?? end;
        }
    }
    #scanContainer(item, child, key) {
        item.says |= signOf[key] ?? 0;
        const meaning = containers[key];
        if (meaning === 'self') {
            if (this.kindOf(child) === kinds.object)
                this.#scan(item, child);
        }
        else if (meaning === 'location')
            item.locations.push(child);
        else if (meaning === 'edit-history') {
            item.history.push(child);
            if (this.#holdsObject(child))
                item.containers.push(child);
        }
        else if (idRanks[key] || authorRanks[key])
            this.#scanMongo(item, child, key);
        else
            item.containers.push(child);
    }
    /** mongoexport writes 64-bit numbers as `{"$numberLong": "…"}`. */
    #scanMongo(item, child, key) {
        const inner = child + 1;
        if (inner < this.behind(child) && this.keyOf(inner) === numberLong)
            this.#scanScalar(item, inner, key, this.kindOf(inner));
    }
    #scanScalar(item, child, key, kind) {
        const sign = signOf[key] ?? 0;
        if (kind === kinds.word) {
            // `null` and the like say that the key is there.
            item.says |= sign & ~(signs.user | signs.profile);
            if (texts[key])
                item.says |= signs.post;
            return;
        }
        const idRank = idRanks[key] ?? 0;
        const authorRank = authorRanks[key] ?? 0;
        if (idRank > 0) {
            // Of a key that comes twice the last counts, as for JSON.parse.
            if (idRank >= item.idRank && !this.#isEmpty(child)) {
                item.idRank = idRank;
                item.id = child;
            }
        }
        else if (authorRank > 0) {
            if (authorRank >= item.authorRank && !this.#isEmpty(child)) {
                item.authorRank = authorRank;
                item.author = child;
            }
        }
        else if (originalRanks[key]) {
            const rank = originalRanks[key];
            if (rank >= item.originalRank && !this.#isNoId(child)) {
                item.originalRank = rank;
                item.original = child;
            }
        }
        else if (texts[key]) {
            item.says |= signs.post;
            if (kind === kinds.string)
                item.hasText = true;
        }
        else if (key === typeKey)
            item.relation = child;
        else if (key === eventKey) {
            this.isByShape = false;
            if (this.textOf(child) === 'MessageCreate')
                item.says |= signs.message;
        }
        else if (containers[key] === 'location' && !this.#isEmpty(child))
            item.locations.push(child);
        item.says |= sign;
    }
    /** Where the bytes of a value are, without quotes. */
    #insideOf(token) {
        const quote = this.kindOf(token) === kinds.string ? 1 : 0;
        return [
            this.#base + this.startOf(token) + quote,
            this.#base + this.endOf(token) - quote
        ];
    }
    /** Whether it is a list of texts that are no IDs, such as those of the posts of an account. */
    #holdsTexts(token) {
        const first = token + 1;
        return (this.kindOf(token) === kinds.array &&
            first < this.behind(token) &&
            this.kindOf(first) === kinds.string &&
            !this.#isDigits(first));
    }
    #holdsObject(token) {
        const end = this.behind(token);
        for (let child = token; child < end; child++)
            if (this.kindOf(child) === kinds.object)
                return true;
        return false;
    }
    /** Whether it is an empty string. */
    #isEmpty(token) {
        return ((this.#tape[token * tokenWords] ?? 0) & 0x40) !== 0;
    }
    /** Whether it is what tools write where there is no ID. */
    #isNoId(token) {
        if (this.textOf(token) === '0')
            this.isByShape = false;
        return this.#isEmpty(token) || this.textOf(token) === '0';
    }
    #kindOfItem(item) {
        const { place, hasText, says, hasOthers } = item;
        const hasId = item.id !== record_none;
        const saysUser = (says & (signs.user | signs.profile)) !== 0;
        const postSigns = saysUser ? signs.post : signs.post | signs.weakPost;
        const saysPost = (says & postSigns) !== 0;
        if (isForeign(item))
            return 'nothing';
        const expected = expectedAt[place];
        if (expected === 'post')
            return hasId ? 'post' : 'nothing';
        if (expected === 'reference') {
            if (!hasId)
                return 'nothing';
            return hasText || saysPost || hasOthers ? 'post' : 'reference';
        }
        if (expected === 'user') {
            if (hasId && hasText)
                return 'post';
            return hasId ? 'user' : 'nothing';
        }
        if (expected === 'anything')
            return hasId && hasText && this.#isDigits(item.id) ? 'post' : 'nothing';
        if (hasId && (hasText || saysPost))
            return 'post';
        if (hasId && saysUser)
            return 'user';
        if (this.#isNotice(item))
            return 'notice';
        if (!hasId && saysPost && hasText)
            return 'post';
        if (this.#isPage(item))
            return 'page';
        if (item.author !== record_none)
            return 'author';
        const isIdAlone = hasId && !hasOthers && item.containers.length === 0;
        return isIdAlone ? 'id' : 'nothing';
    }
    #isNotice(item) {
        const first = item.token + 1;
        const hasKey = item.place === 'record' &&
            first < this.behind(item.token) &&
            this.#keyNumber(first) >= firstNotice;
        if (!hasKey)
            return false;
        this.isByShape = false;
        return isFirstMember(this.#bytes, this.#base + this.startOf(item.token), this.#base + this.keyStartOf(first));
    }
    /** Whether it is the envelope of records: it has no ID itself. */
    #isPage(item) {
        if (item.place !== 'record')
            return false;
        const end = this.behind(item.token);
        let isEmptyPage = !item.hasOthers;
        for (let child = item.token + 1; child < end; child = this.behind(child)) {
            const key = this.#keyNumber(child);
            const container = this.#isContainer(child) ? containers[key] : undefined;
            if (container === 'ids' ? !item.hasOthers : pageContainers.has(container))
                return true;
            if (!emptyPageKeys.has(key))
                isEmptyPage = false;
        }
        return isEmptyPage && item.token + 1 < end;
    }
    #isDigits(token) {
        this.isByShape = false;
        const [start, end] = this.#insideOf(token);
        if (end - start > 19 || end === start)
            return false;
        for (let at = start; at < end; at++) {
            const byte = this.#bytes[at] ?? 0;
            if (byte < 0x30 || byte > 0x39)
                return false;
        }
        return true;
    }
    /** The number of a key, also where it has an escape. */
    #keyNumber(token) {
        const key = this.keyOf(token);
        if (key !== escapedKey)
            return key;
        const text = keyText(this.#bytes, this.#base + this.keyStartOf(token), this.#base + this.startOf(token));
        return numbers.get(text) ?? 0;
    }
}
/** The least rank of keys whose values are text. */
const textRank = 4;
/** What a key says of the object that it stands in. */
const signs = {
    post: 1,
    user: 2,
    /** That it tells of a person, more than a mention does. */
    profile: 4,
    surePost: 8,
    foreign: 16,
    message: 32,
    /** Of something else, unless a text stands beside it. */
    untold: 64,
    weakPost: 128
};
/** Whether an object is content of another service, or a message. */
function isForeign({ says, hasText }) {
    if ((says & (signs.foreign | signs.message | signs.untold)) === 0)
        return false;
    if ((says & signs.message) !== 0)
        return true;
    if ((says & signs.surePost) !== 0)
        return false;
    return (says & signs.foreign) !== 0 || !hasText;
}
const numbers = new Map(formKeys.map((key, index) => [key, index + firstKey]));
const firstNotice = numbers.get(noticeKeys[0] ?? '') ?? 0;
const numberLong = numbers.get('$numberLong') ?? 0;
const eventKey = numbers.get('event_type') ?? 0;
const typeKey = numbers.get('type') ?? 0;
/** The table of forms by number of key. */
const meanings = [undefined, undefined];
const containers = [undefined, undefined];
const record_size = firstKey + formKeys.length;
const idRanks = new Uint8Array(record_size);
const authorRanks = new Uint8Array(record_size);
const originalRanks = new Uint8Array(record_size);
const texts = new Uint8Array(record_size);
const signOf = new Uint8Array(record_size);
for (const [key, number] of numbers) {
    const meaning = keyMeanings[key];
    const scalar = meaning?.scalar ?? { neutral: true };
    const of = 'of' in scalar ? scalar.of : meaning?.of;
    meanings[number] = meaning;
    containers[number] = meaning?.container;
    idRanks[number] = 'id' in scalar ? scalar.id : 0;
    authorRanks[number] = 'author' in scalar ? scalar.author : 0;
    originalRanks[number] = 'original' in scalar ? scalar.original : 0;
    texts[number] = 'text' in scalar ? 1 : 0;
    signOf[number] =
        of === 'post'
            ? 'isWeak' in scalar
                ? signs.weakPost
                : signs.post
            : of !== 'user'
                ? 0
                : 'profile' in scalar
                    ? signs.user | signs.profile
                    : signs.user;
}
for (const [keys, sign] of [
    [surePostKeys, signs.surePost],
    [Object.values(foreignKeys).flat(), signs.foreign],
    [messageKeys, signs.message],
    [untoldKeys, signs.untold]
])
    for (const key of keys) {
        const number = numbers.get(key) ?? 0;
        signOf[number] = (signOf[number] ?? 0) | sign;
    }
/** What is expected in each place; where nothing is known of it, an ID and a text make a post. */
const expectedAt = {
    record: 'record',
    item: 'record',
    records: 'record',
    posts: 'post',
    retweet: 'post',
    quote: 'post',
    post: 'post',
    references: 'reference',
    author: 'user',
    users: 'user',
    profile: 'user',
    mentions: 'user',
    includes: 'anything',
    self: 'anything',
    envelope: 'anything',
    'edit-history': 'anything',
    location: 'anything',
    attachments: 'anything',
    media: 'anything',
    polls: 'anything',
    places: 'anything',
    ids: 'anything',
    unknown: 'anything'
};
/** Whatever these hold is part of a post, and no post. */
const withoutPosts = new Set([
    'attachments',
    'media',
    'polls',
    'places'
]);
/** In these a bare value stands for an object. */
const barePlaces = new Set([
    'record',
    'item',
    'posts',
    'users'
]);
const pageContainers = new Set(['records', 'includes', 'users', 'posts']);
/** A page that found nothing holds these alone. */
const emptyPageKeys = new Set(['errors', 'meta', '__twarc', 'matching_rules'].map(key => numbers.get(key)));
function record_isRecord(place) {
    return place === 'record' || place === 'item';
}
/** Whether nothing but space stands between the start of an object and a key. */
function isFirstMember(bytes, start, key) {
    return bytes.toString('latin1', start + 1, key).trim() === '';
}
/** The value of the ID of a post's author. */
function authorOf({ author, authorRank, authorItem }) {
    // A number may be rounded where the ID in the author's profile is not.
    return authorRank >= textRank ? author : (authorItem?.id ?? author);
}

;// CONCATENATED MODULE: ./src/content/json/key-paths.ts
// Finds the values at key paths that a user names; arrays on the way are looked through.



/** Lists of records in a page: a path may start at their elements. */
const pageKeys = ['data', 'statuses', 'results', 'users'];
/** The keys that the tokenizer must know to follow paths. */
function pathKeys(paths) {
    const keys = paths.flatMap(path => [path, ...path.split('.')]);
    return [...new Set([...keys, ...pageKeys, ...noticeKeys])];
}
class KeyPaths {
    /** Whether what was found follows from the shape of the record alone, as `JsonTokenizer.learn` asks. */
    isByShape = true;
    #paths;
    #keys;
    #tape = new Uint32Array(0);
    #bytes = Buffer.alloc(0);
    #values = [];
    #missing = [];
    constructor(paths) {
        this.#paths = paths.map(path => ({ keys: path.split('.'), dotted: path }));
        this.#keys = pathKeys(paths);
    }
    /** Follows the paths in the record that the tokenizer found. */
    find(tokenizer) {
        this.#tape = tokenizer.tape;
        this.#bytes = tokenizer.bytes;
        this.#values = [];
        this.#missing = [];
        this.isByShape = true;
        for (const token of this.#records(0))
            if (!this.#follow(token))
                this.#missing.push(token);
        return { values: this.#values, missing: this.#missing };
    }
    /** The objects that paths start at: the record, or the records of a page. */
    #records(token) {
        const kind = this.#kind(token);
        if (kind === kinds.array)
            return this.#children(token).flatMap(child => this.#records(child));
        if (kind !== kinds.object)
            return [token];
        const members = this.#children(token);
        const [first] = members;
        if (first !== undefined && this.#isNotice(token, first))
            return [];
        const starts = new Set(this.#paths.flatMap(({ keys, dotted }) => [keys[0] ?? '', dotted]));
        if (members.some(child => starts.has(this.#key(child) ?? '')))
            return [token];
        const page = members.filter(child => pageKeys.includes(this.#key(child) ?? '') &&
            this.#kind(child) >= kinds.object &&
            this.#kind(child) <= kinds.array);
        return page.length > 0
            ? page.flatMap(child => this.#records(child))
            : [token];
    }
    #isNotice(token, first) {
        if (!noticeKeys.includes(this.#key(first) ?? ''))
            return false;
        this.isByShape = false;
        const start = this.#tape[token * tokenWords + 1] ?? 0;
        const keyStart = this.#tape[first * tokenWords + 3] ?? 0;
        return isFirstMember(this.#bytes, start, keyStart);
    }
    /** Whether something stands at one of the paths. */
    #follow(token) {
        const found = this.#paths.map(({ keys, dotted }) => {
            if (keys.length > 1 && this.#has(token, dotted))
                return this.#at(token, [dotted]);
            return this.#at(token, keys);
        });
        return found.includes(true);
    }
    #at(token, keys) {
        const kind = this.#kind(token);
        if (kind === kinds.array) {
            // With one path, each element must have it.
            for (const child of this.#children(token))
                if (!this.#at(child, keys) && this.#paths.length === 1)
                    this.#missing.push(child);
            return true;
        }
        const [key, ...rest] = keys;
        if (key === undefined) {
            if (kind === kinds.object)
                return false;
            if (kind !== kinds.word || this.#paths.length === 1)
                this.#values.push(token);
            return true;
        }
        if (kind !== kinds.object)
            return false;
        // Of a key that comes twice the last counts, as for JSON.parse.
        const child = this.#children(token).findLast(each => this.#key(each) === key);
        return child !== undefined && this.#at(child, rest);
    }
    #has(token, key) {
        return this.#children(token).some(child => this.#key(child) === key);
    }
    #children(token) {
        const end = this.#tape[token * tokenWords + 4] ?? 0;
        const children = [];
        for (let child = token + 1; child < end;)
            child = (children.push(child), this.#tape[child * tokenWords + 4] ?? end);
        return children;
    }
    #kind(token) {
        return (this.#tape[token * tokenWords] ?? 0) & 0xf;
    }
    #key(token) {
        const number = (this.#tape[token * tokenWords] ?? 0) >>> 8;
        if (number !== escapedKey)
            return this.#keys[number - firstKey];
        return keyText(this.#bytes, this.#tape[token * tokenWords + 3] ?? 0, this.#tape[token * tokenWords + 1] ?? 0);
    }
}

;// CONCATENATED MODULE: ./src/content/json/survey.ts



const mostRecords = 200;
const mostPaths = 200;
const mostKeys = 2000;
const survey_deepest = 12;
/** Posts since November 2010 have 14 digits and more; shorter numbers are counts and times. */
const looksLikeId = {
    tweets: /^[1-9]\d{13,18}$/,
    users: /^[1-9]\d{4,18}$/
};
const nestedPost = /^\{[^]{0,4000}?\\"(?:id|id_str|tweet_id|rest_id)\\"\s{0,3}:\s{0,3}(?:\\")?\d{14,19}/;
/** Surveys the records of a sample, which may end within one. */
function survey(sample, type, isLines) {
    let tokenizer = tokenizerOf(sample, isLines);
    let found = tokenizer.next();
    if (found !== 'record') {
        tokenizer = tokenizerOf(survey_closed(sample), isLines);
        found = tokenizer.next();
    }
    const visitor = new Visitor(type);
    for (; found === 'record' && visitor.records < mostRecords;) {
        visitor.record(tokenizer);
        found = tokenizer.next();
    }
    return visitor;
}
/** How many objects of a sample hold nothing at a key path, as it is read. */
function missingAt(path, sample, isLines) {
    const tokenizer = new JsonTokenizer({
        keys: pathKeys([path]),
        isLines,
        longestRecord: sample.length,
        onIds: () => undefined
    });
    tokenizer.feed(sample);
    const paths = new KeyPaths([path]);
    let missing = 0;
    for (let left = mostRecords; left > 0 && tokenizer.next() === 'record'; left--)
        missing += paths.find(tokenizer).missing.length;
    return missing;
}
function tokenizerOf(bytes, isLines) {
    const tokenizer = new JsonTokenizer({
        keys: [],
        isLines,
        all: true,
        longestRecord: bytes.length,
        onIds: () => undefined
    });
    tokenizer.feed(bytes);
    return tokenizer;
}
/** A document that is cut off, ended behind its last whole element. */
function survey_closed(bytes) {
    const open = [];
    let end = 0;
    let closers = [];
    let isText = false;
    for (let at = 0; at < bytes.length; at++) {
        const byte = bytes[at] ?? 0;
        if (isText) {
            if (byte === 0x5c)
                at++;
            else if (byte === 0x22)
                isText = false;
        }
        else if (byte === 0x22)
            isText = true;
        else if (byte === 0x7b || byte === 0x5b)
            open.push(byte + 2);
        else if (byte === 0x7d || byte === 0x5d) {
            open.pop();
            end = at + 1;
            closers = open.slice(-1000);
        }
    }
    return Buffer.concat([
        bytes.subarray(0, end),
        Uint8Array.from(closers.reverse())
    ]);
}
class Visitor {
    records = 0;
    paths = new Map();
    keys = new Set();
    keyedBy;
    nestedAt;
    onlyKey;
    #counted = 0;
    #last = NaN;
    #others = new Set();
    #type;
    #tape = new Uint32Array(0);
    #bytes = Buffer.alloc(0);
    constructor(type) {
        this.#type = type;
    }
    record({ tape, bytes }) {
        this.records++;
        this.#tape = tape;
        this.#bytes = bytes;
        const members = this.#kind(0) === kinds.object ? this.#children(0) : [];
        const [first] = members;
        this.onlyKey =
            members.length === 1 && first !== undefined ? this.#key(first) : undefined;
        this.#visit(0, { path: '', jq: '', mapAt: undefined, depth: 0 });
    }
    get countsUp() {
        return this.records > 2 && this.#counted === this.records - 1;
    }
    #visit(token, way) {
        const kind = this.#kind(token);
        if (kind === kinds.object)
            this.#object(token, way);
        else if (kind === kinds.array) {
            if (way.depth === survey_deepest)
                return;
            for (const child of this.#children(token))
                this.#visit(child, {
                    ...way,
                    jq: `${way.jq === '' ? '.' : way.jq}[]`,
                    depth: way.depth + 1
                });
        }
        else
            this.#value(token, kind, way);
    }
    #object(token, { path, jq, mapAt, depth }) {
        if (depth === survey_deepest)
            return;
        const members = this.#children(token);
        const keys = members.map(member => this.#key(member));
        if (depth < 3 && this.keys.size < mostKeys)
            for (const key of keys)
                this.keys.add(key);
        const [firstKey = ''] = keys;
        if (keys.length > 0 && keys.every(key => this.#isId(key))) {
            this.keyedBy ??= { example: firstKey, jq: this.#keysAt(jq) };
            return;
        }
        const isMap = this.#isMap(members, keys, depth);
        const here = jq === '' ? '.' : jq;
        for (const [at, member] of members.entries()) {
            const key = keys[at] ?? '';
            const name = isMap ? '*' : key;
            const step = isMap ? `${here}[]` : jqMember(jq, key);
            this.#visit(member, {
                path: path === '' ? name : `${path}.${name}`,
                jq: step,
                mapAt: mapAt ?? (isMap ? step : undefined),
                depth: depth + 1
            });
        }
    }
    /** What gives the keys that are IDs, not those at one path of many alone. */
    #keysAt(jq) {
        if (jq === '')
            return 'keys[]';
        if (/^\.(\[\])+$/.test(jq))
            return `${jq} | keys[]`;
        const digits = looksLikeId[this.#type].source.replace('\\d', '[0-9]');
        return `.. | objects | keys[] | select(test("${digits}"))`;
    }
    /** Whether the keys of an object are data: all its values have one shape, under keys that are numbers or say nothing. */
    #isMap(members, keys, depth) {
        const [first] = members;
        if (first === undefined || members.length < 2)
            return false;
        const shape = this.#shapeOf(first);
        if (shape === '' || !members.every(each => this.#shapeOf(each) === shape))
            return false;
        if (keys.every(key => /^\d+$/.test(key)))
            return true;
        if (keys.some(key => /id|tweet|status|post|user|author|url|text/i.test(key)))
            return false;
        return depth === 0 || members.length > 2;
    }
    /** The shape of a container by what it begins with; `id` of an ID, and nothing of other values. */
    #shapeOf(token) {
        const kind = this.#kind(token);
        if (kind !== kinds.object && kind !== kinds.array)
            return this.#isId(this.#text(token, kind)) ? 'id' : '';
        const [first] = this.#children(token);
        if (first === undefined)
            return kind === kinds.object ? '{' : '[';
        return kind === kinds.object
            ? `{${this.#key(first)}`
            : `[${this.#shapeOf(first)}`;
    }
    #value(token, kind, { path, jq, mapAt }) {
        if (path === '' || kind === kinds.word)
            return;
        const text = this.#text(token, kind);
        if (path === 'id') {
            if (Number(text) === this.#last + 1)
                this.#counted++;
            this.#last = Number(text);
        }
        if (kind === kinds.string && nestedPost.test(text))
            this.nestedAt ??= { path, jq };
        if (this.#others.has(path))
            return;
        const id = this.#idIn(text);
        if (id === undefined) {
            // One value that is no ID, and the column is none.
            this.#others.add(path);
            this.paths.delete(path);
            return;
        }
        const seen = this.paths.get(path);
        if (seen) {
            seen.values++;
            seen.ids.add(id);
        }
        else if (this.paths.size < mostPaths)
            this.paths.set(path, {
                values: 1,
                ids: new Set([id]),
                example: text,
                jq,
                mapAt
            });
    }
    #idIn(text) {
        if (this.#isId(text))
            return text;
        if (!isSiteUrl(text))
            return undefined;
        const found = idIn(text, this.#type);
        return 'id' in found ? found.id : undefined;
    }
    #isId(text) {
        return looksLikeId[this.#type].test(text);
    }
    /** A value as it is written, but for the escapes of slashes. */
    #text(token, kind) {
        const at = token * tokenWords;
        const raw = this.#bytes.toString('latin1', this.#tape[at + 1], this.#tape[at + 2]);
        return kind === kinds.string
            ? raw
                .slice(1, -1)
                .replaceAll(String.raw `\/`, '/')
                .trim()
            : raw;
    }
    #kind(token) {
        return (this.#tape[token * tokenWords] ?? 0) & 0xf;
    }
    /** The key of a member as it is written. */
    #key(token) {
        const at = token * tokenWords;
        const raw = this.#bytes.toString('utf8', this.#tape[at + 3], this.#tape[at + 1]);
        return raw.slice(1, raw.lastIndexOf('"'));
    }
    #children(token) {
        const end = this.#tape[token * tokenWords + 4] ?? 0;
        const children = [];
        for (let child = token + 1; child < end;) {
            children.push(child);
            child = this.#tape[child * tokenWords + 4] ?? end;
        }
        return children;
    }
}
/** A member of what a filter of jq gives. */
function jqMember(jq, key) {
    return /^[A-Za-z_]\w*$/.test(key)
        ? `${jq}.${key}`
        : `${jq || '.'}["${key.replaceAll("'", String.raw `\u0027`)}"]`;
}

;// CONCATENATED MODULE: ./src/content/json/id-paths.ts




/** Of the records, to have an ID at a path that is worth naming. */
const wantedShare = 0.9;
/**
 * Layouts that hold IDs where no key path leads to each of them. The patterns
 * look at a bounded start, and have no repeats that meet.
 */
const knownLayouts = [
    {
        pattern: /"tag:search\.twitter\.com,2005:\d/,
        why: (0,message/* say */.cv) `These are Activity Streams (Gnip): each ID stands at the end of a text, such as \`tag:search.twitter.com,2005:ID\`.`,
        fix: (0,message/* say */.cv) `Write the IDs to a text file, one per line, and name it in \`ids\`: \`jq -r 'select(.id) | .id | split(":")[-1]' FILE > ids.txt\`.`
    },
    {
        pattern: /"(?:itemContent|tweet_results)"\s*:\s*\{/,
        why: (0,message/* say */.cv) `These are whole answers of X's website (GraphQL), in which posts stand between other things at many depths.`,
        fix: (0,message/* say */.cv) `Take the posts out, and name the result in \`ids\`: \`jq -c '.. | objects | select(.legacy.full_text?)' FILE > posts.jsonl\`.`
    },
    {
        pattern: /^\s*\{\s*"[^"]{1,60}"\s*:\s*\{\s*"0"\s*:/,
        why: (0,message/* say */.cv) `The file holds a table by columns, each with the numbers of its rows as keys, as \`to_json\` of pandas writes it.`,
        fix: (0,message/* say */.cv) `Write it by rows: \`df.to_json(FILE, orient='records', lines=True)\`, with the IDs as strings.`
    },
    {
        pattern: /^\s*\{\s*"columns"\s*:\s*\[/,
        why: (0,message/* say */.cv) `The file holds a table whose rows are arrays, as \`to_json(orient='split')\` of pandas writes it.`,
        fix: (0,message/* say */.cv) `Write it by rows: \`df.to_json(FILE, orient='records', lines=True)\`, with the IDs as strings.`
    },
    {
        pattern: /^\s*\[\s*(?:"[^"]{0,200}"|[\d.]{1,30})\s*,/,
        why: (0,message/* say */.cv) `The records are arrays: rows of a table, in which no key says what the IDs are.`,
        fix: (0,message/* say */.cv) `Write the column of the IDs to a text file, one per line, and name it in \`ids\`; where they stand first: \`jq -r '.[0]' FILE > ids.txt\`.`
    },
    {
        pattern: /^\s*\[\s*\[/,
        why: (0,message/* say */.cv) `The records are arrays: rows of a table, in which no key says what the IDs are.`,
        fix: (0,message/* say */.cv) `Write the column of the IDs to a text file, one per line, and name it in \`ids\`; where they stand first: \`jq -r '.[][0]' FILE > ids.txt\`.`
    }
];
/** IDs of anything else than posts and accounts, by the keys that lead to them. */
const otherIds = /(?:^|\.)(?:noteTweetId|noteId|sortIndex|entryId|conversationId|dmConversation|messageCreate|message_create|welcomeMessageCreate|twitterCircle|media|place|places|lists?|trends?)(?:\.|$)/;
/** Posts that another one only refers to come behind others. */
const isReference = /in_?reply|conversation|quoted|retweet|parent|pinned|root/i;
const id_paths_namesUser = /user|author|account|owner|profile|from|actor|twitter/i;
const isCount = /(?:^|_|[a-z](?=C))[Cc]ounts?$|[Cc]olou?r|[Dd]ate|[Tt]ime|[Oo]ffset|[Ii]ndex|[Ss]ince|_at$/;
const isIdKey = /(?:^|_|\.)u?ids?(?:_str)?$|Ids?$|id$/;
/** Members of X's archive of an account that are no lists of posts or accounts. */
const archiveKeys = new Set([
    'account',
    'ad',
    'ageInfo',
    'communityNote',
    'communityNoteRating',
    'connectedApplication',
    'contact',
    'deviceToken',
    'dmConversation',
    'ipAudit',
    'niDeviceResponse',
    'noteTweet',
    'p13nData',
    'phoneNumber',
    'profile',
    'savedSearch',
    'screenNameChange',
    'twitterCircle',
    'userListInfo',
    'verified'
]);
/**
 * What the start of a file of no known form tells about its IDs, and what to do.
 *
 * @param isWhole whether the sample is all of the content
 */
function adviceOnForm(sample, type, isLines, isWhole) {
    const noun = type === 'tweets' ? 'post' : 'account';
    const seen = survey(sample, type, isLines);
    const { records, keyedBy, onlyKey } = seen;
    if (keyedBy !== undefined)
        return {
            why: (0,message/* say */.cv) `The keys of the objects are the IDs, such as ${(0,message/* code */.aY)(keyedBy.example, 24)}; IDs are read from values.`,
            fix: (0,message/* say */.cv) `Write the keys to a text file, one per line, and name it in \`ids\`: ${(0,message/* code */.aY)(`jq -r '${keyedBy.jq}' FILE > ids.txt`, 120)}.`
        };
    const start = Buffer.from(sample.subarray(0, 1 << 12)).toString('latin1');
    const known = knownLayouts.find(({ pattern }) => pattern.test(start));
    if (known)
        return known;
    if (onlyKey !== undefined && archiveKeys.has(onlyKey))
        return {
            why: (0,message/* say */.cv) `This file of an archive of X (${(0,message/* code */.aY)(onlyKey, 40)}) holds no ${noun}s.`,
            fix: type === 'tweets'
                ? (0,message/* say */.cv) `Name \`data/tweets.js\` of the archive in \`ids\`, and \`data/tweets-part*.js\`, \`data/deleted-tweets.js\` and \`data/like.js\` where there are any.`
                : (0,message/* say */.cv) `Accounts are in \`data/following.js\`, \`data/follower.js\`, \`data/block.js\` and \`data/mute.js\` of the archive.`
        };
    const found = candidates(seen, type);
    const [best] = found;
    const [service, ...signs] = serviceOf(seen.keys, {
        isMessage: start.includes('"MessageCreate"'),
        hasIds: best !== undefined
    });
    if (service !== undefined)
        return {
            why: (0,message/* say */.cv) `These look like records of ${service}: they have keys such as ${(0,message/* code */.aY)(signs.join(', '), 100)}, which no ${noun} of X has.`,
            fix: (0,message/* say */.cv) `X can check posts and accounts of X alone: give a file of these.`
        };
    const why = (0,message/* say */.cv) `No record is ${noun === 'post' ? 'a post' : 'an account'} in a form that is known, and an \`id\` alone does not prove one: lists, places and media have IDs too.`;
    if (best === undefined || best[1].ids.size < Math.min(2, records))
        return {
            why: (0,message/* say */.cv) `${why} ${isWhole ? 'None of their values looks' : 'In the part that was looked at, no value looks'} like the ID of ${noun === 'post' ? 'a post' : 'an account'}.`,
            fix: (0,message/* say */.cv) `Give the ${noun === 'post' ? 'posts' : 'posts or accounts'} as the API or a known tool wrote them, or a list of their IDs.`
        };
    return {
        why: (0,message/* say */.cv) `${why} IDs are at these key paths: ${listOf(found, records)}.`,
        fix: fixFor(best, `${noun}s`, sample, isLines)
    };
}
function listOf(found, records) {
    return found
        .slice(0, 5)
        .flatMap(([path, seen], index) => [
        ...(index > 0 ? [', '] : []),
        (0,message/* code */.aY)(path, 100),
        ` (${(0,lib_text/* count */.U9)(seen.ids.size)} distinct in ${(0,lib_text/* firstOf */.Ku)(records, 'record')}, such as `,
        (0,message/* code */.aY)(seen.example, 24),
        ')'
    ]);
}
/** The way to the IDs at a path, which is tried first. */
function fixFor([path, { jq, mapAt }], what, sample, isLines) {
    if (mapAt !== undefined) {
        const rest = path.slice(path.lastIndexOf('*') + 1);
        return rest === ''
            ? (0,message/* say */.cv) `They stand below keys that change. If they are the IDs of the ${what}, write them to a text file, and name it in \`ids\`: ${(0,message/* code */.aY)(`jq -r '${jq}' FILE > ids.txt`, 120)}.`
            : (0,message/* say */.cv) `The records stand below keys that change: write them one behind the other, and name the result in \`ids\`: ${(0,message/* code */.aY)(`jq '${mapAt}' FILE > records.json`, 120)}.${isReference.test(path) ? [] : (0,message/* say */.cv) ` If no ${what} are found in it, add ${(0,message/* code */.aY)(`ids-column: ${rest.slice(1)}`, 120)}.`}`;
    }
    const missing = missingAt(path, sample, isLines);
    const alone = (0,message/* say */.cv) `If these are the IDs of the ${what}, add ${(0,message/* code */.aY)(`ids-column: ${path}`, 120)}`;
    return missing === 0
        ? (0,message/* say */.cv) `${alone}.`
        : (0,message/* say */.cv) `${alone}, and \`on-invalid-ids: skip\` for the objects that have none there (${(0,lib_text/* count */.U9)(missing)} in the part that was looked at).`;
}
/** The paths that may hold the IDs, the likeliest first. */
function candidates({ records, paths }, type) {
    return [...paths]
        .filter(([path, { ids }]) => ids.size > 0 && !otherIds.test(path))
        .filter(([path]) => type === 'tweets' || mayNameUser(path))
        .filter(([, { values }]) => values >= wantedShare * records)
        .sort(([a, { ids: one }], [b, { ids: other }]) => Number(isReference.test(a)) - Number(isReference.test(b)) ||
        other.size - one.size);
}
function mayNameUser(path) {
    const last = path.slice(path.lastIndexOf('.') + 1);
    if (isCount.test(last))
        return false;
    return id_paths_namesUser.test(last) || (id_paths_namesUser.test(path) && isIdKey.test(path));
}
/** Keys below which long IDs are no sign against the ID of the record itself. */
const embedded = /^(?:retweet|quoted|referenced|includes|data|user|author|entities|extended|in_reply|conversation|edit|pinned)/i;
/**
 * What speaks against IDs that are too short for posts of today, or that
 * count: other IDs in the same records. Undefined where nothing does.
 *
 * @param records those with such an ID, one behind the other
 */
function contradictionOf(records, type) {
    const seen = survey(records, type, false);
    const { nestedAt } = seen;
    // Accounts of the first years have short IDs, but none behind the other.
    if (type === 'users' && !seen.countsUp)
        return undefined;
    const found = candidates(seen, type).filter(([path, { ids }]) => !embedded.test(path) && ids.size > 0);
    if (nestedAt !== undefined)
        return {
            why: (0,message/* say */.cv) `Posts stand as JSON inside of texts, at ${(0,message/* code */.aY)(nestedAt.path, 100)}.`,
            fix: (0,message/* say */.cv) `Take them out, and name the result in \`ids\`: ${(0,message/* code */.aY)(`jq -r '${nestedAt.jq}' FILE > posts.jsonl`, 120)}.`
        };
    const [best] = found;
    if (best === undefined)
        return seen.countsUp
            ? {
                why: (0,message/* say */.cv) `They go up by one from record to record, as the numbers of rows do.`,
                fix: (0,message/* say */.cv) `Give the records with the IDs that X gave. If the short numbers are these, confirm them: \`ids-column: id\`.`
            }
            : undefined;
    return {
        why: (0,message/* say */.cv) `Such numbers count records; IDs stand at these key paths as well: ${listOf(found, seen.records)}.`,
        fix: (0,message/* say */.cv) `${fixFor(best, type === 'tweets' ? 'posts' : 'accounts', records, false)} If the short numbers are the IDs, confirm them: \`ids-column: id\`.`
    };
}
/** Whose records they are that have these keys, and the keys that say so; none where that is not known. */
function serviceOf(keys, { isMessage, hasIds }) {
    const found = [
        [
            'direct messages',
            isMessage ? [...messageKeys, 'event_type'] : messageKeys
        ],
        ...Object.entries(foreignKeys),
        ['pictures, articles or the like', hasIds ? [] : untoldKeys]
    ]
        .map(([service, all]) => [service, ...all.filter(key => keys.has(key))])
        .filter(each => each.length > 1)
        .sort((a, b) => b.length - a.length);
    return found[0] ?? [];
}

;// CONCATENATED MODULE: ./src/content/json/json-reader.ts






const mostDoubtful = 100;
const longestDoubtful = 1 << 16;
class JsonReader {
    /** Records passed over because they hold no content by their nature. */
    notices = 0;
    #parser;
    #type;
    #records;
    #record = new RecordReader();
    #paths;
    /** Objects that are not invalid beside others of their record: users beside posts, posts without author beside users. */
    #others = [];
    #mayHoldOthers = false;
    /** The tokens of the IDs of the record at hand, as long as it holds nothing else to tell. */
    #ids = [];
    #isIdsAlone = true;
    /** The first records whose own ID is shorter than those of posts are today, or of accounts that may count. */
    #doubtful = [];
    constructor(parser, shape, type, file) {
        this.#parser = parser;
        this.#type = type;
        const { paths, isLines } = shape;
        this.#paths = paths.length > 0 ? new KeyPaths(paths) : undefined;
        this.#records = new JsonRecords({
            keys: paths.length > 0 ? pathKeys(paths) : formKeys,
            isLines,
            file,
            onIds: ids => {
                parser.acceptAll(ids);
            },
            onRecord: () => {
                this.#read();
            },
            onBroken: (line, reason, start) => {
                parser.reject(line, reason, start);
            }
        });
    }
    /** @throws Failure when what follows could not be read right */
    feed(chunk) {
        this.#records.feed(chunk);
    }
    /** @throws Failure as `feed` */
    end() {
        this.#records.end();
    }
    #read() {
        if (this.#ids.length > 0)
            this.#ids.length = 0;
        this.#isIdsAlone = true;
        if (this.#paths !== undefined)
            this.#readPaths(this.#paths);
        else
            this.#readPosts();
        const { isByShape } = this.#paths ?? this.#record;
        // Reading may have found something else.
        if (isByShape && this.#isIdsAlone)
            this.#records.tokenizer.learn(this.#ids);
    }
    #readPosts() {
        const record = this.#record;
        const isPosts = this.#type === 'tweets';
        this.#others = [];
        this.#mayHoldOthers = false;
        try {
            record.read(this.#records.tokenizer, () => {
                this.#readGroup();
            });
        }
        catch (error) {
            if (error instanceof RangeError)
                throw this.#records.tooLong();
            throw error;
        }
        const { bare, userIds, rows } = record;
        for (const token of bare)
            this.#cell(token);
        for (const token of rows)
            this.#reject(token, 'row of a table, not a record');
        if (!isPosts)
            for (const token of userIds)
                this.#cell(token);
        else if (userIds.length > 0)
            this.#reject(0, 'a user, not a post');
        // `read` may have found one that others may stand beside.
        if (!this.#mayHoldOthers)
            for (const token of this.#others)
                this.#reject(token, isPosts ? 'a user, not a post' : 'no author in it');
    }
    /** Takes the IDs of a group of items. */
    #readGroup() {
        const { items, first, count } = this.#record;
        const isPosts = this.#type === 'tweets';
        const before = this.#others.length;
        let found = false;
        for (let i = first; i < count; i++) {
            const item = items[i];
            if (item && (isPosts ? this.#post(item) : this.#author(item)))
                found = true;
        }
        const root = items[first];
        if (root?.place !== 'record' || found || this.#others.length > before)
            return;
        if (root.kind === 'notice')
            this.notices++;
        else if (root.kind !== 'page')
            this.#reject(root.token, isPosts ? 'no post in it' : 'no author in it');
    }
    /** Takes the ID of a post; tells whether something was found, or missed. */
    #post(item) {
        const { kind, place } = item;
        if (kind === 'post' || kind === 'id') {
            if (item.id !== record_none) {
                this.#cell(item.id);
                if (record_isRecord(place))
                    this.#doubt(item, 14);
            }
            else
                this.#reject(item.token, 'no post in it');
            if (!record_isRecord(place))
                this.#mayHoldOthers = true;
            return true;
        }
        if (kind === 'user' && record_isRecord(place))
            this.#others.push(item.token);
        const isMissing = place === 'item' && (kind === 'nothing' || kind === 'author');
        if (isMissing)
            this.#reject(item.token, 'no post in it');
        return isMissing;
    }
    /** The same of an author, or of an account. */
    #author(item) {
        const { kind, place } = item;
        if (kind === 'post' || kind === 'author') {
            const token = authorOf(item);
            if (token === record_none)
                this.#others.push(item.token);
            else
                this.#cell(token);
            return token !== record_none;
        }
        if (kind === 'id') {
            this.#cell(item.id);
            return true;
        }
        if (kind === 'user') {
            // The author of a post is taken with the post.
            const isHeld = record_isRecord(place) ||
                place === 'users' ||
                (item.isProfile && place !== 'author');
            if (record_isRecord(place)) {
                this.#mayHoldOthers = true;
                this.#doubt(item, 8);
            }
            if (isHeld)
                this.#cell(item.id);
            return isHeld;
        }
        const isMissing = kind === 'nothing' && place === 'item';
        if (isMissing)
            this.#reject(item.token, 'no author in it');
        return isMissing;
    }
    /** What speaks against the short IDs of records; undefined where nothing does. */
    get contradiction() {
        return this.#doubtful.length > 0
            ? contradictionOf(Buffer.concat(this.#doubtful), this.#type)
            : undefined;
    }
    /** Keeps a record whose ID has fewer digits than these. */
    #doubt({ id, token }, digits) {
        const record = this.#record;
        if (record.endOf(id) - record.startOf(id) > digits + 1)
            return;
        if (this.#doubtful.length === mostDoubtful)
            return;
        // Each of these is looked at, whatever its shape.
        this.#isIdsAlone = false;
        const start = record.base + record.startOf(token);
        const end = record.base + record.endOf(token);
        if (end - start <= longestDoubtful)
            this.#doubtful.push(Buffer.from(record.memory.subarray(start, end)), Buffer.from('\n'));
    }
    #readPaths(paths) {
        const found = paths.find(this.#records.tokenizer);
        for (const token of found.values)
            this.#cell(token);
        for (const token of found.missing)
            this.#reject(token, 'column missing');
    }
    /** Brings the value of a token to the parser. */
    #cell(token) {
        const { memory, start: base, tape } = this.#records.tokenizer;
        const at = token * tokenWords;
        const word = tape[at] ?? 0;
        let start = base + (tape[at + 1] ?? 0);
        let end = base + (tape[at + 2] ?? 0);
        if ((word & 0xf) === kinds.string) {
            start++;
            end--;
        }
        const parser = this.#parser;
        // Lines are counted only where one is told of.
        if (readId(memory, start, end, parser.id)) {
            parser.accept();
            this.#ids.push(token);
            return;
        }
        this.#isIdsAlone = false;
        if (!this.#text(memory, start, end, (word & 0x10) !== 0))
            this.#reject(token, 'no ID');
    }
    #text(memory, start, end, isEscaped) {
        const line = this.#lineOf(start - this.#records.tokenizer.start);
        if (!isEscaped)
            return this.#parser.parse(memory, start, end, line);
        const raw = memory.toString('utf8', start - 1, end + 1);
        const text = Buffer.from(String(JSON.parse(raw)));
        return this.#parser.parse(text, 0, text.length, line);
    }
    #reject(token, reason) {
        this.#isIdsAlone = false;
        const start = this.#records.tokenizer.tape[token * tokenWords + 1] ?? 0;
        this.#parser.reject(this.#lineOf(start), reason, '');
    }
    #lineOf(position) {
        return this.#records.lineOf(position);
    }
}

;// CONCATENATED MODULE: ./src/content/text/plain-lines.ts
// Reads the lines of a text that are an ID and nothing else, which is nearly all of them in most files.

/** How many IDs are read at a time. */
const plain_lines_mostIds = 1 << 16;
/** The kernel looks so far ahead of the start of a line. */
const plain_lines_slack = 24;
let kernel;
/** Reads from a text in the memory of the kernel, until another one is begun. */
class PlainLines {
    #kernel;
    #separator;
    /** The text starts behind the IDs. */
    #start = 8 * plain_lines_mostIds;
    #end;
    #ids;
    /** `separator` is a byte that ends an ID beside a line end. */
    constructor(bytes, separator) {
        this.#kernel = kernel ??= new Kernel();
        this.#separator = separator;
        this.#end = this.#start + bytes.length;
        const memory = this.#kernel.memory(this.#end + plain_lines_slack);
        memory.set(bytes, this.#start);
        this.#ids = new BigUint64Array(memory.buffer, 0, plain_lines_mostIds);
    }
    /** Reads from the byte `at` on, up to the first line that is anything else, or has no end. */
    read(at) {
        const { run } = this.#kernel;
        const next = run.readLines(this.#start + at, this.#end, this.#separator, 0, plain_lines_mostIds);
        return {
            ids: this.#ids.subarray(0, run.idsRead.value),
            lines: run.linesPassed.value,
            next: next - this.#start
        };
    }
}

;// CONCATENATED MODULE: ./src/content/recognise.ts
// Recognises the format of an ID file, and where in it the IDs are, from the start of its content.










const tab = 0x09;
const recognise_lf = 0x0a;
const comma = 0x2c;
const semicolon = 0x3b;
const recognise_space = 0x20;
const pipe = 0x7c;
/** How many records are looked at. */
const rowLimit = 200;
/**
 * @param isWhole whether the sample is the whole content
 * @throws Failure `ids-invalid` where it is not certain which column holds the IDs
 */
function recognise(sample, isWhole, reading, file) {
    const { format, type, columns } = reading;
    if (format === 'auto' && encodedTwice.test(sample.toString('latin1', 0, 64)))
        throw new lib_failure/* Failure */.HR('ids-invalid', {
            what: (0,message/* say */.cv) `${(0,message/* code */.aY)(file)} holds a JSON string, and in it the text of another JSON.`,
            why: (0,message/* say */.cv) `A program encoded it twice, such as \`json.dumps\` of what is JSON already.`,
            fix: (0,message/* say */.cv) `Write it once, for example in an earlier step: \`jq -r . FILE > NEW\`.`
        });
    const first = sample.find(byte => byte > 0x20);
    const looksLikeJson = first === 0x7b || first === 0x5b;
    if (format === 'jsonl' || (format === 'auto' && looksLikeJson))
        return jsonShape(sample, isWhole, columns);
    if (format === 'auto' && columns.length === 0 && recognise_isPlain(sample))
        return {
            format: 'text',
            separator: undefined,
            hasHeader: false,
            prefix: ''
        };
    const delimited = findDialect(sample, isWhole);
    const list = delimited && listIn(delimited, type);
    const isStated = statedDelimiter(sample) !== undefined;
    if (list !== undefined && format !== 'csv' && !isStated)
        return list;
    if (format === 'text' || (format === 'auto' && delimited === undefined))
        return plainText(sample, reading, file);
    const { rows, dialect } = delimited ?? oneColumn(sample, isWhole);
    return {
        format: 'csv',
        delimiter: dialect.delimiter,
        quotes: dialect.quotes,
        ...(dialect.lineWidth !== undefined && { lineWidth: dialect.lineWidth }),
        ...findColumns(rows, type, columns, file)
    };
}
const encodedTwice = /^\s*"(?:\{|\[\{?)\\"/;
/** Whether the first lines are an ID each and nothing else, which needs no closer look. */
function recognise_isPlain(sample) {
    const { lines, next } = new PlainLines(sample, recognise_lf).read(0);
    return lines >= rowLimit || next === sample.length;
}
function jsonShape(sample, isWhole, paths) {
    const lines = sample.toString().split('\n');
    // The last one may go on beyond the sample.
    const whole = (isWhole ? lines : lines.slice(0, -1)).filter(line => line.trim() !== '');
    const start = sample.toString('utf8', 0, 256).trim();
    const [line] = whole;
    const isLines = start.startsWith('[')
        ? false
        : line === undefined
            ? undefined
            : !start.startsWith('{') ||
                recognise_isJson(line) ||
                whole.filter(recognise_isJson).length >= whole.length / 2;
    return {
        format: isLines === false ? 'json' : 'jsonl',
        isLines,
        paths
    };
}
function recognise_isJson(line) {
    try {
        JSON.parse(line);
        return true;
    }
    catch {
        return false;
    }
}
/** Nothing but the line end separates cells, so that a line of several values is seen as one. */
function oneColumn(sample, isWhole) {
    const dialect = { delimiter: recognise_lf, quotes: true };
    return { dialect, rows: firstRecords(sample, dialect, isWhole, rowLimit) };
}
/** Records of a table have as many cells as the others, at least this share of them. */
const tableShare = 0.5;
/** The dialect that cuts most records into the same number of cells, two or more. */
function findDialect(sample, isWhole) {
    const read = (delimiter, quotes) => {
        const dialect = { delimiter, quotes };
        return { dialect, rows: firstRecords(sample, dialect, isWhole, rowLimit) };
    };
    const stated = statedDelimiter(sample);
    if (stated !== undefined)
        return read(stated, true);
    const found = [
        readTabs(sample, isWhole),
        read(semicolon, true),
        read(comma, true),
        read(pipe, true)
    ]
        .filter(({ rows }) => !areNumberParts(rows))
        .map(each => ({ each, score: regularity(each.rows) }))
        .filter(({ score }) => score >= tableShare)
        // Tabs around one cell a line are space, and separate nothing.
        .filter(({ each }) => each.dialect.delimiter !== tab || isTable(each.rows))
        .reduce((best, next) => best !== undefined && best.score >= next.score ? best : next, undefined);
    if (found !== undefined)
        return found.each;
    const spaced = read(recognise_space, true);
    return isSpaced(spaced.rows) ? spaced : undefined;
}
/** Tab-separated files mostly know no quotes: one alone must not swallow lines. */
function readTabs(sample, isWhole) {
    const read = (dialect) => firstRecords(sample, dialect, isWhole, rowLimit);
    const plain = read({ delimiter: tab, quotes: false });
    const strict = { delimiter: tab, quotes: true };
    const quoted = read(strict);
    if (isQuotedLine(sample) && regularity(quoted) >= tableShare)
        return { dialect: strict, rows: quoted };
    const isPlain = regularity(plain) >= regularity(quoted);
    const width = commonWidth(isPlain ? plain : quoted);
    const lines = plain.filter(row => row.length === width).length;
    // Quotes that swallow rows leave fewer of them than there are lines like rows.
    if (!isPlain && quoted.length >= 0.9 * lines)
        return { dialect: strict, rows: quoted };
    const dialect = { ...strict, lineWidth: width };
    return { dialect, rows: read(dialect) };
}
/** Whether all cells of the first line are quoted, as by a program that knows quotes. */
function isQuotedLine(sample) {
    const [line = ''] = sample
        .toString('utf8', 0, 2048)
        .trimStart()
        .split(/\r?\n/, 1);
    return /^"[^"\t]*"(\t"[^"\t]*")+$/.test(line);
}
/** Whether what looks like cells are parts of numbers such as 1,234,567 or 1,2E+18. */
function areNumberParts(rows) {
    return rows
        .filter(row => row.length > 1)
        .every(row => /^\d{1,3}(,\d{3})+$|^\d,\d+e\+?\d+$/i.test(row.join(',')));
}
/** Share of the records that have the commonest number of cells, of two or more. */
function regularity(rows) {
    const several = rows.filter(row => row.length > 1);
    const width = commonWidth(rows);
    // Lists have lines of any length; they are told from tables later.
    const alike = several.every(row => row.every(isListCell))
        ? several
        : several.filter(row => row.length === width);
    return alike.length / Math.max(1, rows.length);
}
/** The commonest number of cells, of the records that have several. */
function commonWidth(rows) {
    const widths = new Map();
    for (const { length } of rows)
        if (length > 1)
            widths.set(length, (widths.get(length) ?? 0) + 1);
    const [width = 2] = [...widths]
        .sort(([, a], [, b]) => b - a)
        .map(([each]) => each);
    return width;
}
function isTable(rows) {
    return rows.some(row => row.filter(cell => cell !== '').length > 1);
}
/** Space separates cells in lists, and in tables as R writes them; elsewhere it is part of the text. */
function isSpaced(rows) {
    const body = rows.slice(1);
    const width = rows[1]?.length ?? 0;
    const isWritten = isTable(body) &&
        body.every(row => row.length === width) &&
        [width, width - 1].includes(rows[0]?.length ?? 0) &&
        body.every(row => row.some(isListCell));
    return (isWritten ||
        (rows.length === 1 && (rows[0] ?? []).every(isListCell) && isTable(rows)));
}
function isListCell(cell) {
    return cell === '' || /^[1-9][0-9]{0,18}$/.test(cell);
}
/** More of the cells of one line must be IDs than not, for it to be a list. */
const lineShare = 0.5;
/** The same for several lines, and for the IDs that look alike. */
const listShare = 0.9;
/**
 * IDs one behind the other, maybe behind or below a header: one line of them,
 * or lines of different lengths.
 */
function listIn({ dialect, rows }, type) {
    const [first = []] = rows;
    const hasHeader = headerType(first[0] ?? '', type) === 'this';
    const isAbove = hasHeader && first.length === 1;
    const lines = isAbove ? rows.slice(1) : rows;
    const cells = rows
        .flat()
        .slice(hasHeader ? 1 : 0)
        .filter(cell => cell !== '');
    const ids = cells.filter(cell => 'id' in idIn(cell, type));
    const share = ids.length / cells.length;
    if (!(lines.length === 1 ? share > lineShare : share >= listShare))
        return undefined;
    const long = ids.filter(cell => cell.length >= 15).length;
    if (hasHeader && !isAbove && (lines.length > 1 || long === 0))
        return undefined;
    // A post ID beside a small number is a row of a table.
    if (type === 'tweets' && long > 0 && long < listShare * ids.length)
        return undefined;
    const lengths = new Set(lines.map(row => row.length));
    const endsOpen = lines.every(row => row.at(-1) === '');
    // Below one header two cells may be the number of the row and an ID.
    const isRegular = isAbove
        ? lengths.has(2) && (type === 'users' || long === 0)
        : lines.length > 1 && !endsOpen;
    if (lengths.size === 1 && isRegular)
        return undefined;
    return {
        format: 'text',
        separator: dialect.delimiter,
        hasHeader,
        prefix: ''
    };
}
function plainText(sample, { type, format, columns }, file) {
    const lines = { delimiter: recognise_lf, quotes: false };
    const cells = firstRecords(sample, lines, true, rowLimit).map(([cell = '']) => cell);
    const [first = '', ...others] = cells;
    const prefix = prefixOf(cells, type);
    const bare = {
        format: 'text',
        separator: undefined,
        hasHeader: false,
        prefix
    };
    if (first === '' || prefix !== '')
        return bare;
    const headed = {
        ...bare,
        hasHeader: true,
        prefix: others.length > 0 ? prefixOf(others, type) : ''
    };
    const known = headerType(first, type);
    const [column] = columns;
    if (column !== undefined && format === 'auto' && !columns.includes('1')) {
        // A name is for the tables of a set; plain lists beside them have no columns.
        const isList = idFromText(first) !== undefined && !/^\d+$/.test(column);
        if (isList)
            return bare;
        if (!columns.includes(first) || idFromText(first) !== undefined)
            findColumns([[first]], type, columns, file);
        return headed;
    }
    if (known === 'this')
        return headed;
    if (known === 'other')
        throw otherType(first, type, file);
    return bare;
}
function otherType(header, type, file) {
    const other = type === 'tweets' ? 'users' : 'tweets';
    return new lib_failure/* Failure */.HR('ids-invalid', {
        what: (0,message/* say */.cv) `The header of ${(0,message/* code */.aY)(file)} is ${(0,message/* code */.aY)(header, 60)}: a column for \`type: ${other}\`, while \`type\` is ${(0,message/* code */.aY)(type)}.`,
        fix: (0,message/* say */.cv) `Set \`type: ${other}\`, give a file of the other kind, or confirm the column: \`ids-column: ${(0,lib_text/* printable */.g$)(header, 60)}\`.`
    });
}

;// CONCATENATED MODULE: ./src/content/decode/pieces.ts
// The content of a file in pieces that each take little time to read: nothing may hold up the event loop.

/** Pieces are never so small that the start of a long record is carried on too often. */
const smallest = 1 << 18;
const largest = 1 << 20;
/** Reading a piece should take between these, in ms. */
const pieces_short = 10;
const pieces_long = 40;
/**
 * The same bytes, in pieces that grow while they are read fast: a chunk full
 * of bad lines takes a hundred times as long as one of good ones. Others run
 * between two pieces.
 */
async function* evenPieces(chunks, signal) {
    let size = smallest;
    for await (const bytes of chunks)
        for (let at = 0; at < bytes.length;) {
            signal.throwIfAborted();
            const piece = bytes.subarray(at, at + size);
            at += piece.length;
            const started = performance.now();
            yield piece;
            const took = performance.now() - started;
            if (took > pieces_long)
                size = Math.max(size >> 1, smallest);
            else if (took < pieces_short)
                size = Math.min(size << 1, largest);
            await (0,promises_.setImmediate)();
        }
}

;// CONCATENATED MODULE: ./src/content/decode/utf8.ts
// Whether bytes that come in pieces are valid UTF-8.

/** Bytes of a character that may go on in the next piece. */
const utf8_longest = 3;
const utf8_none = new Uint8Array(0);
class Utf8Check {
    isValid = true;
    /** The start of a character at the end of the last piece. */
    #rest = utf8_none;
    feed(bytes) {
        if (!this.isValid)
            return;
        let start = 0;
        if (this.#rest.length > 0) {
            while (start < bytes.length && isContinued(bytes[start]))
                start++;
            const character = Buffer.concat([this.#rest, bytes.subarray(0, start)]);
            this.isValid = (0,external_node_buffer_.isUtf8)(character);
            if (start === bytes.length && character.length <= utf8_longest) {
                this.#rest = this.isValid ? utf8_none : character;
                this.isValid = true;
                return;
            }
        }
        let end = bytes.length;
        while (end > start && bytes.length - end < utf8_longest) {
            if (!isContinued(bytes[end - 1]))
                break;
            end--;
        }
        // The first byte of a character says how long it is.
        if (end > start && (bytes[end - 1] ?? 0) >= 0xc0)
            end--;
        else
            end = bytes.length;
        const rest = bytes.slice(end);
        const isWhole = rest.length > 0 && (0,external_node_buffer_.isUtf8)(rest);
        this.#rest = isWhole ? utf8_none : rest;
        this.isValid &&= (0,external_node_buffer_.isUtf8)(bytes.subarray(start, isWhole ? undefined : end));
    }
    end() {
        if (this.#rest.length > 0)
            this.isValid = false;
    }
}
function isContinued(byte = 0) {
    return (byte & 0xc0) === 0x80;
}

;// CONCATENATED MODULE: ./src/content/text/text-reader.ts
// Reads plain text: one ID a line, or a list of IDs on lines of any length.



const text_reader_lf = 0x0a;
const text_reader_cr = 0x0d;
/** A cell that goes on beyond this is no ID, wherever the pieces of the file end, and is not kept. */
const text_reader_longestCell = 1 << 16;
class TextReader extends Reader {
    #parser;
    #separator;
    #skipsCell;
    #line = 1;
    #isTooLong = false;
    constructor(parser, shape) {
        super();
        this.#parser = parser;
        parser.prefix = shape.prefix;
        this.#separator = shape.separator ?? text_reader_lf;
        this.#skipsCell = shape.hasHeader;
    }
    read(bytes, isLast) {
        const plainLines = new PlainLines(bytes, this.#separator);
        const end = bytes.length;
        let at = 0;
        while (at < end) {
            if (!this.#isTooLong && isSpace(bytes[at])) {
                if (bytes[at] === text_reader_lf)
                    this.#line++;
                at++;
                continue;
            }
            if (!this.#isTooLong && !this.#skipsCell) {
                const { ids, lines, next } = plainLines.read(at);
                this.#parser.acceptAll(ids);
                this.#line += lines;
                at = next;
                if (ids.length > 0)
                    continue;
            }
            let cellEnd = at;
            while (!this.#endsCell(bytes[cellEnd] ?? text_reader_lf))
                cellEnd++;
            if (cellEnd === end && !isLast)
                return this.#unfinished(bytes, at);
            if (this.#isTooLong)
                this.#isTooLong = false;
            else if (cellEnd === end && !this.#skipsCell)
                this.#parser.parseLast(bytes, at, cellEnd, this.#line);
            else
                this.#cell(bytes, at, cellEnd, cellEnd - at > text_reader_longestCell);
            if (bytes[cellEnd] === text_reader_lf)
                this.#line++;
            at = cellEnd + 1;
        }
        return end;
    }
    /** Where reading goes on when more is there; a cell that is too long for an ID is not kept. */
    #unfinished(bytes, at) {
        if (bytes.length - at <= text_reader_longestCell)
            return at;
        if (!this.#isTooLong)
            this.#cell(bytes, at, bytes.length, true);
        this.#isTooLong = true;
        return bytes.length;
    }
    #endsCell(byte) {
        return byte === text_reader_lf || byte === text_reader_cr || byte === this.#separator;
    }
    #cell(bytes, start, end, isTooLong) {
        if (this.#skipsCell)
            this.#skipsCell = false;
        else {
            const stop = Math.min(end, start + text_reader_longestCell);
            this.#parser.parse(bytes, start, stop, this.#line, isTooLong);
        }
    }
}

;// CONCATENATED MODULE: ./src/content/read-file.ts











/**
 * @throws Failure `ids-invalid` for a file that can't be read as what it is
 */
async function readIdFile(file, reading, set, badLines, signal) {
    const source = await openSource(file, signal);
    try {
        const shape = recognise(Buffer.from(source.sample), source.isWhole, reading, file.name);
        const parser = new CellParser(reading.type, set, (line, reason, cell) => badLines.add(file.name, line, reason, cell, shape.format));
        const reader = readerFor(shape, parser, reading, file);
        const utf8 = 'paths' in shape ? new Utf8Check() : undefined;
        for await (const bytes of evenPieces(source.chunks(), signal)) {
            utf8?.feed(bytes);
            reader.feed(bytes);
            await set.settle();
        }
        reader.end();
        utf8?.end();
        parser.flush();
        if (shape.format === 'csv' && parser.invalid > parser.read / 2)
            badLines.addWhole(file.name, shape.whole);
        const contradiction = 'contradiction' in reader ? reader.contradiction : undefined;
        if (contradiction !== undefined)
            throw new lib_failure/* Failure */.HR('ids-invalid', {
                what: (0,message/* say */.cv) `The records of ${(0,message/* code */.aY)(file.name)} have short numbers as their \`id\`, which are not those of ${reading.type === 'tweets' ? 'posts' : 'accounts'}.`,
                ...contradiction
            });
        if (isOfNoForm(shape, parser))
            badLines.addUnknownForm(file.name, parser.invalid, adviceOnForm(source.sample, reading.type, shape.format === 'jsonl', source.isWhole));
        const evidence = parser.rounding.damage;
        return {
            damage: evidence === undefined ? undefined : { evidence, file, shape },
            unread: shape.format === 'csv' ? shape.unread.slice(0, mostUnread) : [],
            notices: reader.notices,
            isUtf8: utf8?.isValid ?? true,
            record: {
                name: file.name,
                bytes: file.bytes,
                sha256: await source.sha256(),
                format: shape.format,
                compression: source.compression,
                column: columnOf(shape),
                read: parser.read,
                invalid: parser.invalid
            }
        };
    }
    finally {
        await source.close();
    }
}
/** So many columns that are not read are kept in mind of each file. */
const mostUnread = 20;
/** Whether none of its records is of a known form. */
function isOfNoForm(shape, parser) {
    const isByForm = 'paths' in shape && shape.paths.length === 0;
    return isByForm && parser.invalid > 0 && parser.read === parser.invalid;
}
function readerFor(shape, parser, { type }, file) {
    if (shape.format === 'text')
        return new TextReader(parser, shape);
    if (shape.format === 'csv')
        return new CsvReader(parser, shape, file.name);
    return new JsonReader(parser, shape, type, file.name);
}
function columnOf(shape) {
    if (shape.format === 'csv')
        return shape.columns.map(({ name }) => name).join(', ');
    return 'paths' in shape && shape.paths.length > 0
        ? shape.paths.join(', ')
        : undefined;
}

;// CONCATENATED MODULE: ./src/check/prepare-ids.ts
// From the input `ids` to parts on disk: find the files, read and parse every line, sort, cut, hash.











/**
 * Reads all ID files and lays their IDs out as parts. An empty set has no
 * parts; whether that is a failure is for the caller to say.
 *
 * @throws Failure `ids-not-found`, `ids-invalid`, `ids-damaged`, `invalid-input` or `disk-full`
 */
async function prepareIds(request, edges) {
    const { log, signal } = edges;
    const { files, leftOut } = await findFiles({
        patterns: request.patterns,
        root: request.root,
        wanted: {
            input: 'ids',
            code: 'ids-not-found',
            origin: request.origin ?? 'workspace'
        },
        signal
    });
    const warning = leftOutWarning(leftOut);
    if (warning !== undefined)
        log.warning(warning);
    log.info(`Reading ${(0,lib_text/* plural */.LS)(files.length, 'ID file')} (${(0,lib_text/* bytes */.ee)(files.reduce((sum, file) => sum + file.bytes, 0))}).`);
    await (0,external_node_fs_promises_.mkdir)(request.directory, { recursive: true });
    const set = new IdCollector({ directory: request.directory, signal });
    const parts = new PartWriter(request.directory, Math.floor(request.maxUploadSize / longestLine));
    const badLines = new BadLines(request.columns, request.invalidPath);
    const read = [];
    try {
        for (const file of files) {
            const result = await readIdFile(file, request, set, badLines, signal);
            if (files.length <= shownFiles)
                log.info(lineOf(result));
            read.push(result);
        }
        if (files.length > shownFiles)
            log.info(summaryOf(read));
        const isInvalid = badLines.total > 0 && request.onInvalid === 'fail';
        const isDamagedFile = request.onDamaged === 'fail' &&
            read.some(({ damage }) => damage !== undefined);
        const isRefused = isInvalid || isDamagedFile;
        if (!isRefused)
            await parts_requireRoom(set.added, request.directory);
        const all = new RoundingStats();
        const ages = new IdAges(request.type);
        const sorted = await set.finish(async (chunk) => {
            all.note(chunk);
            ages.note(chunk);
            if (!isRefused)
                await parts.write(chunk);
        });
        const damage = await damageFailure(read, all);
        const isDamaged = damage !== undefined && request.onDamaged === 'fail';
        const findings = findingsOf(read, damage, ages);
        const record = recordOf(read, badLines, sorted.size, ages.span, findings);
        edges.report(record);
        badLines.annotate(log, !isInvalid);
        if (isDamaged)
            throw damage;
        if (isInvalid)
            throw badLines.failure(record.read);
        describeSet(read, ages, log);
        for (const finding of findings)
            log.warning(finding);
        return { record, parts: await parts.end(), set: sorted };
    }
    catch (error) {
        await parts.dispose();
        await set.dispose();
        throw error;
    }
    finally {
        badLines.close();
    }
}
/** More files than these share one line of the log. */
const shownFiles = 20;
function lineOf({ record }) {
    const column = record.column === undefined ? '' : `, column ${record.column}`;
    return (0,lib_text/* printable */.g$)(`${record.name}: ${record.format}${column}${record.compression === 'none' ? '' : `, ${record.compression}`}, ${(0,lib_text/* count */.U9)(record.read)} read`);
}
function summaryOf(read) {
    const kinds = new Map();
    for (const { record } of read) {
        const { format, column, compression } = record;
        const kind = `${format}${column === undefined ? '' : `, column ${column}`}${compression === 'none' ? '' : `, ${compression}`}`;
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    const shown = [...kinds]
        .sort(([, a], [, b]) => b - a)
        .slice(0, 5)
        .map(([kind, files]) => `${(0,lib_text/* count */.U9)(files)} × ${kind}`);
    const more = kinds.size > shown.length ? '; …' : '';
    const records = read.reduce((sum, { record }) => sum + record.read, 0);
    return (0,lib_text/* printable */.g$)(`${(0,lib_text/* plural */.LS)(read.length, 'file')} (${shown.join('; ')}${more}): ${(0,lib_text/* count */.U9)(records)} read.`);
}
/** From when the IDs are, and what else the tables hold. */
function describeSet(read, ages, log) {
    const { spanText } = ages;
    if (spanText !== undefined)
        log.info(`By their IDs: ${spanText}.`);
    const names = new Set(read.flatMap(({ unread }) => unread));
    if (names.size > 0)
        log.info((0,lib_text/* printable */.g$)(`Not read, though they hold IDs of this type too: ${(0,lib_text/* plural */.LS)(names.size, 'column')} (${[...names].slice(0, 10).join(', ')}). Add each on a line of \`ids-column\`, below the one that is read, to check them as well.`));
}
function recordOf(read, badLines, submitted, span, findings) {
    const files = read.map(file => file.record);
    const total = files.reduce((sum, file) => sum + file.read, 0);
    return {
        read: total,
        submitted,
        duplicate: total - submitted - badLines.total,
        invalid: badLines.total,
        invalidByReason: Object.fromEntries(badLines.byReason),
        badLines: badLines.list,
        files,
        ...(span && { span }),
        findings
    };
}

;// CONCATENATED MODULE: ./src/check/read-ids.ts
// The phase that reads the ID files, of the workspace or of an artifact, and lays their IDs out as parts.








/** The IDs of the files; undefined when there are none (`job-ids` alone). */
async function readIds(step) {
    const { inputs, record, folders, dependencies, signal } = step;
    const { log } = dependencies;
    if (inputs.ids.length === 0 && inputs.idsArtifact === undefined)
        return undefined;
    return log.group('Read the ID files', async () => {
        const root = inputs.idsArtifact === undefined
            ? folders.workspace
            : await read_ids_fetchArtifact(step, inputs.idsArtifact);
        const prepared = await prepareIds({
            patterns: inputs.ids,
            root,
            origin: inputs.idsArtifact === undefined ? 'workspace' : 'artifact',
            type: inputs.type,
            format: inputs.idsFormat,
            columns: inputs.idsColumn,
            onInvalid: inputs.onInvalidIds,
            onDamaged: inputs.onDamagedIds,
            maxUploadSize: inputs.maxUploadSize,
            invalidPath: (0,external_node_path_.join)(folders.report, 'invalid.txt'),
            directory: folders.work
        }, {
            log,
            signal,
            report: ids => {
                record.ids = ids;
            }
        });
        const { read, submitted, duplicate, invalid } = prepared.record;
        log.info(`${(0,lib_text/* count */.U9)(read)} read: ${(0,lib_text/* plural */.LS)(submitted, `distinct ${inputs.type === 'tweets' ? 'tweet' : 'user'} ID`)}, ${(0,lib_text/* count */.U9)(duplicate)} duplicate, ${(0,lib_text/* count */.U9)(invalid)} invalid.`);
        record.ids = prepared.record;
        await checkNotAmong(step, root, record.ids.files);
        record.parts = prepared.parts.map(({ part, ids, sha256 }) => ({
            part,
            ids,
            digest: sha256
        }));
        if (inputs.dryRun)
            await keepIds(prepared, (0,external_node_path_.join)(folders.report, 'ids.txt'));
        refuseEmpty(prepared.record, inputs.ifNoIdsFound, log);
        return prepared;
    });
}
/** Leaves the distinct IDs, ascending, one a line. */
async function keepIds({ parts }, path) {
    const file = await (0,external_node_fs_promises_.open)(path, 'wx', 0o600);
    try {
        for (const part of parts)
            for await (const bytes of (0,external_node_fs_.createReadStream)(part.path))
                await file.writeFile(bytes);
    }
    finally {
        await file.close();
    }
}
async function read_ids_fetchArtifact(step, name) {
    const { inputs, folders, dependencies, signal } = step;
    const directory = (0,external_node_path_.join)(folders.work, 'ids-artifact');
    await dependencies.artifacts
        .fetch({
        name,
        runId: inputs.idsArtifactRunId,
        repository: inputs.idsArtifactRepository,
        token: inputs.githubToken,
        directory,
        signal
    })
        .catch(explainWait);
    return directory;
}

;// CONCATENATED MODULE: ./src/lifecycle/failures.ts
// The failures of jobs, in the words that a user reads.



/** `job 123 (compliance-…)` */
function failures_nameOf(job) {
    return job.name === undefined
        ? `job ${job.id}`
        : `job ${job.id} (${(0,lib_text/* printable */.g$)(job.name, 80)})`;
}
/** `job 123 (…), created 12 min ago at …` */
function withAge(job, now) {
    return `${failures_nameOf(job)}, status ${(0,lib_text/* printable */.g$)(job.status, 40)}, created ${(0,lib_text/* duration */.p0)(Math.max(now - job.createdAt, 0))} ago at ${(0,lib_text/* instant */.uR)(job.createdAt)}`;
}
const failures_day = 86_400_000;
/** Says that results are used which were there before, and warns when they are old. */
function reportReuse(job, now, log) {
    const age = now - job.createdAt;
    log.info(`Using the results of ${withAge(job, now)}.`);
    if (age > failures_day)
        log.warning(`The results of ${failures_nameOf(job)} are ${(0,lib_text/* duration */.p0)(age)} old: they tell what was so at ${(0,lib_text/* instant */.uR)(job.createdAt)}. For fresh ones, start a new run, or set a shorter \`cycle\`.`);
}
function howToCancel(id, url) {
    return `If nobody needs its results, cancel job ${id}: curl -X DELETE -H "Authorization: Bearer $X_BEARER_TOKEN" ${url(id)}`;
}
function jobActive(other, type, now, url) {
    return new lib_failure/* Failure */.HR('job-active', {
        what: other
            ? (0,message/* say */.cv) `Another ${type} job is active: ${withAge(other, now)}.`
            : (0,message/* say */.cv) `Another ${type} job is active (X answered 409), but X lists none.`,
        why: (0,message/* say */.cv) `X runs one job of a type at a time, and \`on-active-job\` is \`fail\`.`,
        fix: other
            ? (0,message/* say */.cv) `Wait for it, or set \`on-active-job: wait\`. ${howToCancel(other.id, url)}`
            : (0,message/* say */.cv) `Wait for it, or set \`on-active-job: wait\`.`
    });
}
/** The end of a run while another job held the slot: says which one, and, when time ran out, how to be rid of it. */
function endedInQueue(ended, other, now, url) {
    const what = other
        ? `Another job was running the whole time: ${withAge(other, now)}.`
        : 'Another job was running the whole time (409), though X lists none.';
    return new lib_failure/* Failure */.HR(ended.code, {
        ...ended.text,
        what: (0,message/* say */.cv) `${ended.text.what} ${what}`,
        fix: other && ended.code === 'timeout'
            ? (0,message/* say */.cv) `${ended.text.fix} ${howToCancel(other.id, url)}`
            : ended.text.fix
    }, { cause: ended });
}
function jobFailed(job) {
    return new lib_failure/* Failure */.HR('job-failed', {
        what: job.error === undefined
            ? (0,message/* say */.cv) `X reports that ${failures_nameOf(job)} failed, without a reason.`
            : (0,message/* say */.cv) `X reports that ${failures_nameOf(job)} failed: ${(0,message/* quote */.hD)((0,lib_text/* withoutIds */.Li)(job.error), 200)}.`,
        why: (0,message/* say */.cv) `It failed while it was processed, or somebody cancelled it.`,
        fix: (0,message/* say */.cv) `Run the workflow again: unless \`job-ids\` names this job, a new one is created.`
    });
}
function jobExpired(job) {
    return new lib_failure/* Failure */.HR('job-expired', {
        what: (0,message/* say */.cv) `X reports that ${failures_nameOf(job)} expired before it was complete.`,
        why: (0,message/* say */.cv) `Its upload did not come within 15 minutes, or X gave up on it.`,
        fix: (0,message/* say */.cv) `Run the workflow again: unless \`job-ids\` names this job, a new one is created.`
    });
}
function jobNotFound(id) {
    return new lib_failure/* Failure */.HR('job-not-found', {
        what: (0,message/* say */.cv) `X has no job ${id}.`,
        why: (0,message/* say */.cv) `Only the App that created a job can see it, and X keeps jobs for about a week.`,
        fix: (0,message/* say */.cv) `Check the job ID and the bearer token, or leave \`job-ids\` out to create new jobs.`
    });
}
function wrongType(job, type) {
    return new lib_failure/* Failure */.HR('invalid-input', {
        what: (0,message/* say */.cv) `Input \`type\` is ${(0,message/* code */.aY)(type)}, but ${failures_nameOf(job)} in \`job-ids\` is of type ${(0,message/* code */.aY)(job.type ?? '', 40)}.`,
        fix: (0,message/* say */.cv) `Give the type of the jobs; download the results of the two types in two steps.`
    });
}
function uploadRefused(job, status, why) {
    const tooLarge = status === 413;
    return new lib_failure/* Failure */.HR('upload-refused', {
        what: (0,message/* say */.cv) `The upload to ${failures_nameOf(job)} was refused: ${why}.`,
        why: tooLarge
            ? (0,message/* say */.cv) `The part is larger than X accepts.`
            : (0,message/* say */.cv) `The upload URL does not work; a new job failed in the same way, or this one could not be cancelled.`,
        fix: tooLarge
            ? (0,message/* say */.cv) `Set a smaller \`max-upload-size\`, such as \`64MB\`.`
            : (0,message/* say */.cv) `Run the workflow again later; X sometimes refuses uploads for hours.`
    });
}
function uploadExpired(job) {
    return new lib_failure/* Failure */.HR('upload-expired', {
        what: (0,message/* say */.cv) `The upload window of ${failures_nameOf(job)} closed before an upload was accepted.`,
        why: (0,message/* say */.cv) `The window is 15 minutes; the upload was too slow, or failed too often.`,
        fix: (0,message/* say */.cv) `Run the workflow again, with a smaller \`max-upload-size\` on a slow connection.`
    });
}
/** A job that goes on, or is complete, though the service accepted none of its uploads. */
function neverUploaded(job, refusal) {
    return new lib_failure/* Failure */.HR('upload-refused', {
        what: (0,message/* say */.cv) `X says that ${failures_nameOf(job)} is ${(0,message/* quote */.hD)(job.status, 40)}, but it accepted no upload to it. ${refusal.text.what}`,
        why: (0,message/* say */.cv) `That job did not run on your IDs, so its results are not used.`,
        fix: (0,message/* say */.cv) `Run the workflow again later; X sometimes refuses uploads for hours.`
    }, { cause: refusal });
}
function uploadCorrupt(job, what) {
    return new lib_failure/* Failure */.HR('upload-corrupt', {
        what: (0,message/* say */.cv) `What X stored for ${failures_nameOf(job)} is not what was uploaded: ${what} differs.`,
        why: (0,message/* say */.cv) `The upload was damaged between the runner and X.`,
        fix: (0,message/* say */.cv) `Do not use the results of that job. Once it has ended, run the workflow again with another \`cycle\`.`
    });
}
/** @param now as the service has it */
function resultsExpired(job, why, now) {
    const isOver = job.downloadExpiresAt <= now;
    return new lib_failure/* Failure */.HR('results-expired', {
        what: (0,message/* say */.cv) `The results of ${failures_nameOf(job)} cannot be downloaded: ${why}.`,
        why: isOver
            ? (0,message/* say */.cv) `X keeps results for 7 days after the creation of a job.`
            : (0,message/* say */.cv) `The job is complete and X keeps results for 7 days, but it does not hand out these: X has a problem, or something on the way to it.`,
        fix: (0,message/* say */.cv) `Run the workflow without that job, so that a new one is created.`
    });
}

;// CONCATENATED MODULE: ./src/lifecycle/downloading.ts

/** How often results are asked for that the service does not have, though the job is complete. */
const tries = 3;
/** Downloads the rows of a part; says why when the service does not have them (any more). */
async function downloadRows(part, job, phase) {
    const { service, clock, log, signal, ledger } = phase;
    const rows = phase.openRows(part);
    log.info(`Downloading the results of job ${job.id}.`);
    const began = clock.now();
    let current = job;
    for (let n = 1;; n++) {
        const outcome = await service.download(current, rows);
        if (outcome.kind === 'stored') {
            const now = clock.now();
            ledger.note(part, {
                downloadedAt: now,
                downloadChecks: outcome.checks,
                rows: { bytes: outcome.bytes }
            });
            log.info(`Downloaded ${(0,lib_text/* bytes */.ee)(outcome.bytes)} in ${(0,lib_text/* duration */.p0)(now - began)} (checked: ${outcome.checks.join(', ')}), ${(0,lib_text/* plural */.LS)(service.requests, 'request')} made.`);
            return {};
        }
        if (n === tries || current.downloadExpiresAt <= service.now())
            return { gone: outcome.why };
        log.info(`The results of job ${job.id} are not there: ${outcome.why}. Asking again.`);
        await clock.sleep(1000 * n, signal);
        current = (await service.get(job)) ?? current;
    }
}

;// CONCATENATED MODULE: ./src/lifecycle/decide.ts

/** The next step for a part. The digest decides; part numbers in names are for people. */
function decide(found, mine, now) {
    const ofPart = found.jobs.filter(job => parseJobName(job.name)?.digest === mine.digest);
    const usable = ofPart.filter(job => !mine.unusable.has(job.id));
    const running = newest(usable.filter(isRunning));
    if (running)
        return { do: 'adopt', job: running };
    const complete = newest(usable.filter(job => job.status === 'complete' &&
        job.downloadExpiresAt > now &&
        (mine.adopted.has(job.id) || cycleOf(job) === mine.cycle)));
    if (complete)
        return { do: 'download', job: complete };
    const created = newest(ofPart.filter(isCreated));
    if (created) {
        const open = created.uploadExpiresAt > now;
        const ours = mine.created.has(created.id) || cycleOf(created) === mine.run;
        if (ours && open && !mine.unusable.has(created.id))
            return { do: 'upload', job: created };
        if (ours && !mine.cancelled.has(created.id))
            return { do: 'cancel', job: created };
        if (!ours && open)
            return { do: 'watch', job: created };
    }
    const active = newest(found.jobs.filter(job => isActive(job, now)));
    if (active)
        return { do: 'queue', job: active };
    // A job whose window has closed may hold the slot until the service notices.
    if (found.conflict)
        return { do: 'queue', job: newest(found.jobs.filter(isCreated)) };
    return { do: 'create' };
}
/** Whether a job holds the slot of its type. A `created` one lets go of it when its window closes. */
function isActive(job, now) {
    return isRunning(job) || (isCreated(job) && job.uploadExpiresAt > now);
}
function isCreated(job) {
    return job.status === 'created';
}
/** `in_progress`, or a word that is not known: as long as a job has not ended, it goes on. */
function isRunning(job) {
    return !['created', 'complete', 'failed', 'expired'].includes(job.status);
}
function cycleOf(job) {
    return parseJobName(job.name)?.cycle;
}
function newest(jobs) {
    return jobs.toSorted((a, b) => b.createdAt - a.createdAt)[0];
}

;// CONCATENATED MODULE: ./src/lifecycle/uploading.ts
// Uploading a part to its job: never twice once it was accepted, whatever became of the answer.





/** How long a status may lag behind an upload of so many bytes: so long a job is watched before it is uploaded to again, in ms. */
const lagOf = (length) => 7000 + length / 10_000;
/** How long after its creation another step may still upload so many bytes to a job: then it is taken for abandoned. In ms. */
const leadOf = (length) => 30_000 + length / 1000;
/** How often one URL may refuse an upload. */
const refusalsBorne = 3;
/**
 * Uploads to a `created` job until that is accepted or useless.
 *
 * @param lead how long somebody else's upload to it may take to show, in ms; 0 for a job that only this step knows
 */
async function uploadTo(given, file, lead, phase) {
    const { service, clock, log } = phase;
    let job = given;
    const mayHaveIt = lead > 0;
    // A window that has only just opened lasts its full time, whatever the clocks say.
    const opened = mayHaveIt ? service.now() : job.createdAt;
    const closesAt = clock.now() + job.uploadExpiresAt - opened;
    if (mayHaveIt) {
        log.info(`The upload of ${failures_nameOf(job)} has not begun. Checking that no other step is uploading to it.`);
        const fate = await watch(job, lead, phase);
        if (fate.status !== 'created')
            return fateOf(fate, 'another');
        job = fate;
    }
    let refusals = 0;
    let arrived = false;
    let limited;
    for (let n = 1;; n++) {
        if (closesAt <= clock.now())
            return {
                kind: 'useless',
                failure: limited ?? uploadExpired(job),
                final: false
            };
        log.info(`Uploading ${(0,lib_text/* bytes */.ee)(file.bytes)} to job ${job.id}.`);
        const began = clock.now();
        const outcome = await service.upload(job, file);
        if (outcome.kind === 'stored') {
            log.info(`Uploaded in ${(0,lib_text/* duration */.p0)(clock.now() - began)}${uploading_checked(outcome.checks)}.`);
            return { kind: 'accepted', by: 'us', checks: outcome.checks };
        }
        if (outcome.kind === 'corrupt')
            return {
                kind: 'useless',
                failure: uploadCorrupt(job, outcome.what),
                final: false
            };
        if (outcome.kind === 'refused')
            refusals++;
        const failure = failureOf(job, outcome);
        log.info(`The upload was not accepted: ${(0,message/* plain */.pj)(failure.text.what)}`);
        // A limit is waited out as long as the window is open.
        limited = failure.code === 'rate-limited' ? failure : undefined;
        job = await watch(job, waitAfter(outcome, n, file, phase), phase).catch((error) => {
            throw (0,lib_failure/* explainTimeout */.jk)(error, failure.text.what);
        });
        arrived ||= outcome.kind === 'lost' && outcome.arrived && !outcome.answered;
        if (job.status !== 'created')
            // Nothing but an upload moves a job: without one, it does not hold our IDs, whatever it says.
            return arrived || mayHaveIt || isOver(job)
                ? fateOf(job, arrived ? 'us' : 'another', limited)
                : {
                    kind: 'useless',
                    failure: neverUploaded(job, failure),
                    final: false
                };
        const tooLarge = outcome.kind === 'refused' && outcome.status === 413;
        if (tooLarge || refusals === refusalsBorne)
            return { kind: 'useless', failure, final: tooLarge };
        if (n >= usualTries && !limited)
            throw failure;
    }
}
function failureOf(job, outcome) {
    return outcome.kind === 'lost'
        ? outcome.failure
        : uploadRefused(job, outcome.status, outcome.why);
}
function uploading_checked(checks) {
    return checks.length === 0 ? '' : ` (checked: ${checks.join(', ')})`;
}
function waitAfter(outcome, n, file, { jitter }) {
    const pause = pauseAfterFaults(n, (jitter ?? Math.random)());
    const arrived = outcome.kind === 'lost' && outcome.arrived;
    return arrived ? Math.max(pause, lagOf(file.bytes)) : pause;
}
/** What became of a job that is no longer `created`. */
function fateOf(job, by, limited) {
    return isOver(job)
        ? { kind: 'useless', failure: limited ?? uploadExpired(job), final: false }
        : { kind: 'accepted', by };
}
function isOver({ status }) {
    return status === 'expired' || status === 'failed';
}
/** Watches a job for `ms`, or until it is no longer `created`, and gives it as it is then. */
async function watch(job, ms, phase) {
    const { service, clock, signal } = phase;
    let last = job;
    for (let pause = 1000, left = ms; left > 0; pause *= 2) {
        const next = Math.min(pause, left);
        await clock.sleep(next, signal);
        left -= next;
        last = (await service.get(job)) ?? last;
        if (last.status !== 'created')
            break;
    }
    return last;
}

;// CONCATENATED MODULE: ./src/lifecycle/pauses.ts
// How long to wait before the next look at a job.
/** Shortest pause, whatever the interval. */
const shortest = 50;
/**
 * Pauses start at a tenth of `pollInterval` and double up to it; once ten times
 * it has passed, a pause is a tenth of the time waited. So a finished job is
 * noticed within the larger of `pollInterval` and a tenth of its duration, for
 * a number of requests that grows with the logarithm of the time.
 *
 * @param looks how often was looked so far, from 0
 * @param waited ms since the wait began
 * @param jitter in [0, 1): shortens a pause by up to a tenth, never lengthens it
 */
function pauseBefore(looks, waited, pollInterval, jitter) {
    const doubled = (pollInterval / 10) * 2 ** Math.min(looks, 10);
    const pause = Math.max(Math.min(doubled, pollInterval), waited / 10);
    return Math.max(Math.floor(pause * (1 - jitter / 10)), shortest);
}

;// CONCATENATED MODULE: ./src/x-api/limits.ts



/** X's limits, by the start of their headers (X docs, "Rate limits"): for 15 minutes, and for 24 hours. */
const families = [
    { prefix: 'x-rate-limit', name: 'its rate limit' },
    {
        prefix: 'x-app-limit-24hour',
        name: "its limit of the App's requests in 24 hours"
    },
    {
        prefix: 'x-user-limit-24hour',
        name: "its limit of the user's requests in 24 hours"
    }
];
/** No limit lasts longer; a header that says so is wrong. In ms. */
const longestLimit = 30 * 86_400_000;
/** How long a limit without a stated end is borne: X's window, and what clocks may differ. In ms. */
const limitWindow = 16 * 60_000;
class RateLimits {
    ofOperation = new Map();
    /** What `retry-after` asks for holds for a whole host: the API, or its storage. */
    ofHost = new Map();
    /** Takes note of an answer that came at `now`. */
    note(operation, status, headers, now) {
        const latest = now + longestLimit;
        const reached = limitIn(status, headers);
        this.ofOperation.set(operation, {
            ...reached,
            until: Math.min(reached.until, latest)
        });
        this.ofHost.set(hostOf(operation), {
            until: Math.min(retryAfter(headers, now), latest),
            name: 'the pause that it asks for (retry-after)'
        });
    }
    /** The limit that the next request of this kind has to wait for; undefined when nothing is known of one. */
    of(operation) {
        const limits = [
            this.ofOperation.get(operation),
            this.ofHost.get(hostOf(operation))
        ];
        return limits
            .filter(limit => limit !== undefined)
            .reduce(later, undefined);
    }
}
function later(a, b) {
    return a && a.until >= b.until ? a : b;
}
function hostOf(operation) {
    return operation === 'storage' ? 'storage' : 'api';
}
/** The last of the limits of which nothing remains. A 429 means one, whatever its headers say remains: then the first one that is stated. */
function limitIn(status, headers) {
    const stated = families.flatMap(({ prefix, name }) => {
        const reset = wholeNumber(headers[`${prefix}-reset`]);
        const remaining = wholeNumber(headers[`${prefix}-remaining`]);
        return reset === undefined
            ? []
            : [{ until: reset * 1000, name, spent: remaining === 0 }];
    });
    const spent = stated.filter(limit => limit.spent);
    const [first] = status === 429 ? stated : [];
    const reached = spent.length > 0 ? spent : first ? [first] : [];
    return reached.reduce(later, { until: 0, name: '' });
}
/** A limit, as what was waited for. */
function limitReason({ until, name }) {
    return (0,message/* say */.cv) `X allowed no request before ${(0,lib_text/* instant */.uR)(until)}, because of ${name}.`;
}

;// CONCATENATED MODULE: ./src/lifecycle/waiting.ts






/** Looks at something that the service decides, time and again: counts the looks and knows how long it lasts. */
class Wait {
    phase;
    operation;
    began;
    looks = 0;
    /** @param operation by which is looked: its limits are pauses, too */
    constructor(phase, operation) {
        this.phase = phase;
        this.operation = operation;
        this.began = phase.clock.now();
    }
    /**
     * Pauses before the next look, at most `longest` ms, and says so in one line.
     *
     * @param what is waited for; the time that it took is added, except at first
     * @param first said in its place before the first look
     */
    async pause(what, first, longest = Infinity) {
        const { clock, log, service, settings, signal, jitter } = this.phase;
        const now = clock.now();
        const waited = now - this.began;
        const usual = pauseBefore(this.looks, waited, settings.pollInterval, (jitter ?? Math.random)());
        const limit = service.limitOf(this.operation);
        const limited = limit ? limit.until - service.now() + 500 : 0;
        const looks = this.looks++;
        const { pause, isLast } = lastLook(Math.max(Math.min(usual, longest), limited), looks, settings, now);
        const reason = limit && limited > usual ? `, because of ${limit.name}` : '';
        const next = isLast
            ? `No further check before this step ends at ${(0,lib_text/* clockTime */.qo)(now + pause)}`
            : `Next check at ${(0,lib_text/* clockTime */.qo)(now + pause)}${reason}`;
        const state = looks === 0 ? first : `${what}: ${(0,lib_text/* duration */.p0)(waited)}`;
        log.info(`${state}. ${next}.`);
        await clock.sleep(pause, signal).catch((error) => {
            if (limit === undefined || reason === '')
                throw error;
            throw (0,lib_failure/* explainTimeout */.jk)(error, limitReason(limit));
        });
    }
}
/**
 * The pause, ended by the time for the last look. What is found then can still
 * be downloaded and published; what is found later could not.
 */
function lastLook(pause, looks, { deadline, timeout }, now) {
    const at = deadline - Math.min(60_000, timeout / 10);
    if (now >= at && looks > 0 && deadline > now)
        return { pause: deadline - now, isLast: true };
    const left = at - now;
    return { pause: left > 0 ? Math.min(pause, left) : pause, isLast: false };
}
/** An outage of this many poll intervals is borne while a job is processed. */
const waiting_patience = 20;
/** How often a job that must exist may be missing before that is believed. */
const missesBorne = 3;
/**
 * Waits until a job is complete; undefined when the service knows it no longer.
 *
 * @throws Failure `job-failed`, `job-expired`
 */
async function untilComplete(job, phase) {
    const { service, settings, log } = phase;
    const wait = new Wait(phase, 'get');
    const strange = new Set();
    const tries = triesWithin(settings.pollInterval * waiting_patience);
    for (let misses = 0;;) {
        await wait.pause('X is still working', `X is processing job ${job.id}`);
        const seen = await service.get(job, tries);
        if (seen === undefined) {
            if (++misses === missesBorne)
                return undefined;
            continue;
        }
        misses = 0;
        refuseDead(seen);
        if (seen.status === 'complete')
            return seen;
        if (isKnown(seen) || strange.has(seen.status))
            continue;
        strange.add(seen.status);
        log.warning(`Job ${job.id} has a status that this action does not know (${(0,lib_text/* printable */.g$)(seen.status, 40)}). The step keeps waiting.`);
    }
}
/** @throws Failure `job-failed` or `job-expired` for a job that will never be complete */
function refuseDead(job) {
    if (job.status === 'failed')
        throw jobFailed(job);
    if (job.status === 'expired')
        throw jobExpired(job);
}
function isKnown({ status }) {
    return status === 'created' || status === 'in_progress';
}

;// CONCATENATED MODULE: ./src/lifecycle/part-run.ts
// One part on its way: looks, lets `decide` say what is next, and does it, until its rows are there.









/** How long a new job may be missing from the list, in ms: a guess, for X states nothing. */
const listLag = 3000;
/** How often a job is asked for when the answers hold none, and the list shows none. */
const createsAnswered = 2;
/** How often a part may lose its job (refused, expired, results gone) and get a new one. */
const replacementsBorne = 1;
class PartRun {
    part;
    name;
    cycle;
    jobs;
    phase;
    mine = {
        created: new Set(),
        adopted: new Set(),
        unusable: new Set(),
        cancelled: new Set()
    };
    /** Whether its job had yet to be completed: only then does its time say something about other parts. */
    waited = false;
    conflict = false;
    replacements = 0;
    /** Set by a create whose answer was lost. */
    lost;
    /** Runs from the first look that finds the slot taken. */
    queue;
    constructor(part, name, cycle, 
    /** The jobs that were listed last: enough to download from, not to decide anything else. */
    jobs, phase) {
        this.part = part;
        this.name = name;
        this.cycle = cycle;
        this.jobs = jobs;
        this.phase = phase;
    }
    /** The service's list as it was seen last. */
    get listed() {
        return this.jobs;
    }
    /** Downloads the part if the last list is enough for that. */
    async downloadKnown() {
        const step = this.decide();
        return step.do === 'download' && (await this.download(step.job)) === 'done';
    }
    /** Brings the part to its end; false when that needs waiting, and `wait` is false. */
    async run() {
        try {
            if (await this.downloadKnown())
                return true;
            for (;;) {
                await this.look();
                const outcome = await this.act();
                if (outcome !== 'again')
                    return outcome === 'done';
            }
        }
        catch (error) {
            throw this.withQueueInfo(error);
        }
    }
    async look() {
        const { lost, phase } = this;
        this.jobs = await phase.service.list(phase.settings.type);
        if (!lost)
            return;
        // A job of this name that was not there before the create is ours.
        for (const { id, name } of this.jobs)
            if (name === this.name && !lost.before.has(id))
                this.mine.created.add(id);
    }
    decide() {
        const { part, cycle, jobs, conflict, mine } = this;
        const found = { jobs, conflict };
        const known = {
            ...mine,
            digest: part.sha256.slice(0, 16),
            cycle: cycle.token,
            run: cycle.run
        };
        return decide(found, known, this.phase.service.now());
    }
    async act() {
        const step = this.decide();
        if (step.do === 'queue' || step.do === 'watch')
            return this.waitInQueue(step);
        if (step.do !== 'create')
            this.queue = undefined;
        switch (step.do) {
            case 'download':
                return this.download(step.job);
            case 'adopt':
                return this.adopt(step.job);
            case 'upload':
                this.noteJob(step.job);
                return this.upload(step.job, this.leadFor(step.job));
            case 'cancel':
                await this.cancel(step.job);
                return 'again';
            case 'create':
                return this.lost?.mayLag ? this.recheckList(this.lost) : this.create();
        }
    }
    noteJob(job) {
        this.phase.ledger.note(this.part.part, {
            jobId: job.id,
            jobName: job.name ?? this.name,
            origin: this.mine.created.has(job.id) ? 'created' : 'adopted',
            createdAt: job.createdAt
        });
    }
    /** Waits while another job holds the slot. */
    async waitInQueue(step) {
        const { settings, service } = this.phase;
        const { job } = step;
        const now = service.now();
        if (step.do === 'queue' && this.cycle.onActiveJob === 'fail')
            throw jobActive(job, settings.type, now, id => service.jobUrl(id));
        if (!settings.wait) {
            this.phase.log.info(`Another ${settings.type} job is running; \`wait\` is false, so this part is left for a later run.`);
            return 'pending';
        }
        this.conflict = false;
        if (step.do === 'watch' && job)
            this.mine.adopted.add(job.id);
        this.queue = {
            wait: this.queue?.wait ?? new Wait(this.phase, 'list'),
            behind: job
        };
        const closesIn = job?.status === 'created' ? job.uploadExpiresAt - now + 1000 : 0;
        const other = job ? withAge(job, now) : 'one that X does not list';
        await this.queue.wait.pause(`Still waiting for the other ${settings.type} job (${other})`, `X runs one ${settings.type} job at a time; it is now running ${other}`, 
        // The service may take its time to notice that a window has closed.
        closesIn > 0 ? closesIn : Infinity);
        return 'again';
    }
    async adopt(job) {
        this.mine.adopted.add(job.id);
        this.noteJob(job);
        const { log, service } = this.phase;
        log.info(`Using ${withAge(job, service.now())}: it is for the same IDs.`);
        return this.waitFor(job);
    }
    async waitFor(job) {
        if (!this.phase.settings.wait)
            return 'pending';
        this.waited = true;
        const complete = await untilComplete(job, this.phase);
        if (complete)
            return this.download(complete);
        this.replaceJob(jobNotFound(job.id));
        return 'again';
    }
    /** Downloads the rows; when the service no longer has them, a new job is needed. */
    async download(job) {
        const { clock, service, ledger, log } = this.phase;
        this.noteJob(job);
        if (!this.waited)
            reportReuse(job, service.now(), log);
        ledger.note(this.part.part, { completedAt: clock.now() });
        const { gone } = await downloadRows(this.part.part, job, this.phase);
        if (gone === undefined)
            return 'done';
        const failure = resultsExpired(job, gone, service.now());
        // A job that has only just become complete: another would fare no better.
        if (this.waited)
            throw failure;
        this.mine.unusable.add(job.id);
        this.replaceJob(failure);
        return 'again';
    }
    /** Allows a new job in place of one that is of no use, once. */
    replaceJob(failure) {
        if (++this.replacements > replacementsBorne)
            throw failure;
        this.phase.ledger.forget(this.part.part);
        this.phase.log.warning(`${(0,message/* plain */.pj)(failure.text.what)} A new job is needed.`);
    }
    async create() {
        const { service, settings, log } = this.phase;
        const outcome = await service.create(settings.type, this.name);
        switch (outcome.kind) {
            case 'conflict':
                this.conflict = true;
                return 'again';
            case 'lost':
                return this.afterLost(outcome.failure);
            case 'created':
                this.queue = undefined;
                this.mine.created.add(outcome.job.id);
                this.noteJob(outcome.job);
                log.info(`Created job ${outcome.job.id} as ${(0,lib_text/* printable */.g$)(this.name, 80)}; its upload window closes at ${(0,lib_text/* instant */.uR)(outcome.job.uploadExpiresAt)}.`);
                return this.upload(outcome.job, 0);
        }
    }
    /** The list may lag behind a job whose creation was not answered. */
    async recheckList(lost) {
        const { clock, signal } = this.phase;
        lost.mayLag = false;
        await clock.sleep(listLag, signal);
        return 'again';
    }
    async afterLost(failure) {
        const { clock, log, signal, jitter } = this.phase;
        const times = (this.lost?.times ?? 0) + 1;
        // What was answered, though without a job, may have made one each time.
        const isAnswered = failure.code === 'request-refused';
        if (times === (isAnswered ? createsAnswered : usualTries))
            throw failure;
        log.info(`${(0,message/* plain */.pj)(failure.text.what)} Checking whether a job exists now.`);
        await clock.sleep(pauseAfterFaults(times, (jitter ?? Math.random)()), signal);
        const before = new Set(this.jobs.map(({ id }) => id));
        this.lost = { times, before, mayLag: true };
        return 'again';
    }
    /** How long a `created` job is watched: another step of this attempt may be uploading to it. */
    leadFor(job) {
        const { clock, service } = this.phase;
        const { bytes } = this.part;
        const began = service.now() - (clock.now() - this.cycle.startedAt);
        const isEarlier = this.cycle.attempt > 1 && job.createdAt < began;
        if (isEarlier || this.mine.created.has(job.id))
            return lagOf(bytes);
        const over = job.createdAt + leadOf(bytes) - service.now();
        return Math.max(over, lagOf(bytes));
    }
    async upload(job, lead) {
        const { clock, ledger } = this.phase;
        const result = await uploadTo(job, this.part, lead, this.phase);
        if (result.kind === 'accepted') {
            this.mine.adopted.add(job.id);
            if (result.by === 'us')
                ledger.note(this.part.part, {
                    uploadedAt: clock.now(),
                    ...(result.checks && { uploadChecks: result.checks })
                });
            return this.waitFor(job);
        }
        this.mine.unusable.add(job.id);
        const cancelled = await this.cancel(job);
        if (result.final || !cancelled)
            throw result.failure;
        this.replaceJob(result.failure);
        return 'again';
    }
    async cancel(job) {
        const { service, log } = this.phase;
        this.mine.cancelled.add(job.id);
        log.info(`Cancelling ${failures_nameOf(job)}: it cannot be used any more.`);
        if (await service.cancel(job.id))
            return true;
        // The answer that was lost may have been a yes.
        const seen = await service.get(job);
        return seen?.status === 'failed' || seen?.status === 'expired';
    }
    /** What ends a run in the queue names the job that held the slot. */
    withQueueInfo(error) {
        const { service } = this.phase;
        const isEnd = error instanceof lib_failure/* Failure */.HR &&
            (error.code === 'timeout' || error.code === 'cancelled');
        return this.queue && isEnd
            ? endedInQueue(error, this.queue.behind, service.now(), id => service.jobUrl(id))
            : error;
    }
}

;// CONCATENATED MODULE: ./src/lifecycle/context.ts
function openPhase(settings, dependencies, parts) {
    return { ...dependencies, settings, ledger: new Ledger(parts, dependencies) };
}
/** The records of all parts; every change is reported. */
class Ledger {
    given;
    dependencies;
    parts;
    constructor(given, dependencies) {
        this.given = given;
        this.dependencies = dependencies;
        this.parts = given;
        dependencies.report(given);
    }
    /** Takes back what was noted: the job of the part turned out to be of no use. */
    forget(part) {
        this.parts = this.parts.map((record, index) => record.part === part ? (this.given[index] ?? record) : record);
        this.dependencies.report(this.parts);
    }
    note(part, news) {
        this.parts = this.parts.map(record => record.part === part ? { ...record, ...news } : record);
        this.dependencies.report(this.parts);
    }
}

;// CONCATENATED MODULE: ./src/lifecycle/progress.ts
// How far a run of several parts has come, and how far it will come.

/**
 * `Part 1 of 13 took 52 min; 12 to go ≈ 10 h 24 min, this run will manage about 5.`
 *
 * @param took what each finished part took, in ms
 * @param left ms that this run has left
 */
function progressLine(took, part, of, left) {
    const last = took.at(-1) ?? 0;
    const toGo = of - part;
    const done = `Part ${part} of ${of} took ${(0,lib_text/* duration */.p0)(last)}`;
    if (toGo === 0)
        return `${done}; that was the last.`;
    const mean = took.reduce((sum, ms) => sum + ms, 0) / took.length;
    const needed = mean * toGo;
    const manageable = Math.floor(left / Math.max(mean, 1));
    const outlook = manageable < toGo
        ? `, this run will manage about ${manageable}; a later run of the same \`cycle\` resumes`
        : '';
    return `${done}; ${toGo} to go ≈ ${(0,lib_text/* duration */.p0)(needed)}${outlook}.`;
}

;// CONCATENATED MODULE: ./src/lifecycle/run-jobs.ts








/**
 * Runs the jobs of all parts, one after the other, and leaves their rows in
 * `directory`. What exists at the service is used, so that a run that was
 * ended at any moment is gone on with by the next.
 *
 * @returns `submitted` when `wait` is false and something is still to come
 * @throws Failure
 */
async function runJobs(request, dependencies) {
    const { parts, runId, runAttempt: attempt, onActiveJob } = request;
    const { clock, log } = dependencies;
    const phase = openPhase(request, dependencies, parts.map(({ part, ids, sha256 }) => ({ part, ids, digest: sha256 })));
    const token = cycleToken(request.cycle, runId, clock.now());
    const startedAt = clock.now();
    const cycle = { token, run: runToken(runId), attempt, startedAt, onActiveJob };
    const took = [];
    let listed = [];
    let pending = false;
    for (const part of parts) {
        const began = clock.now();
        const name = formatJobName({
            ...part,
            digest: part.sha256,
            cycle: token
        });
        const run = new PartRun(part, name, cycle, listed, phase);
        log.info(`Part ${part.part} of ${part.of}: ${(0,lib_text/* plural */.LS)(part.ids, 'ID')}.`);
        // Behind a part that is pending there is nothing to start, but there may be rows.
        const done = pending ? await run.downloadKnown() : await run.run();
        pending ||= !done;
        listed = run.listed;
        if (!run.waited || part.of === 1)
            continue;
        took.push(clock.now() - began);
        const left = request.deadline - clock.now();
        log.info(progressLine(took, part.part, part.of, left));
    }
    return pending ? 'submitted' : 'complete';
}
/**
 * Downloads the results of existing jobs, in the order given.
 *
 * @returns `submitted` when `wait` is false and a job is not complete
 * @throws Failure
 */
async function downloadJobs(request, dependencies) {
    const phase = openPhase(request, dependencies, request.jobIds.map((jobId, index) => given(jobId, index + 1)));
    const jobs = [];
    for (const [index, id] of request.jobIds.entries()) {
        const job = await dependencies.service.get({ id });
        if (!job)
            throw jobNotFound(id);
        if ((job.type ?? request.type) !== request.type)
            throw wrongType(job, request.type);
        jobs.push(job);
        phase.ledger.note(index + 1, {
            ...(job.name !== undefined && { jobName: job.name }),
            createdAt: job.createdAt
        });
    }
    let pending = false;
    for (const [index, job] of jobs.entries())
        pending = !(await downloadJob(index + 1, job, phase)) || pending;
    return pending ? 'submitted' : 'complete';
}
function given(jobId, part) {
    return { part, ids: undefined, digest: undefined, jobId, origin: 'given' };
}
async function downloadJob(part, job, phase) {
    const { clock, service, settings, log, ledger } = phase;
    refuseDead(job);
    const isComplete = job.status === 'complete';
    if (!isComplete && !settings.wait) {
        log.info(`\`wait\` is false, and ${failures_nameOf(job)} is not complete.`);
        return false;
    }
    const complete = isComplete ? job : await untilComplete(job, phase);
    if (complete === undefined)
        throw jobNotFound(job.id);
    ledger.note(part, { completedAt: clock.now() });
    const { gone } = await downloadRows(part, complete, phase);
    if (gone !== undefined)
        throw resultsExpired(complete, gone, service.now());
    return true;
}

;// CONCATENATED MODULE: ./src/lib/version.ts
// The version of the action, the same as in package.json (a test compares them).
const version = '1.0.0';

;// CONCATENATED MODULE: ./src/x-api/crc32c.ts
// CRC32C (Castagnoli), the checksum that Google Cloud Storage states for every object.
/** The polynomial, bits reversed (RFC 3720, appendix B.4). */
const polynomial = 0x82f63b78;
/** Bytes that are taken at once. */
const slices = 8;
/** One table after the other: that of `n` tells what a byte does when `n` bytes follow it ("slicing by eight", Kounavis and Berry 2005). */
const tables = new Int32Array(slices * 256);
for (let byte = 0; byte < 256; byte++) {
    let value = byte;
    for (let bit = 0; bit < 8; bit++)
        value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
    tables[byte] = value;
}
for (let at = 256; at < tables.length; at++) {
    const before = tables[at - 256] ?? 0;
    tables[at] = (tables[before & 0xff] ?? 0) ^ (before >>> 8);
}
/**
 * A running CRC32C. The library of the same name walks its input through an
 * iterator, at a small part of the speed.
 */
class Crc32c {
    state = ~0;
    update(bytes) {
        const t = tables;
        const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
        const whole = bytes.length - (bytes.length % slices);
        let state = this.state;
        for (let at = 0; at < whole; at += slices) {
            const low = state ^ view.getInt32(at, true);
            const high = view.getInt32(at + 4, true);
            state =
                (t[1792 + (low & 0xff)] ?? 0) ^
                    (t[1536 + ((low >>> 8) & 0xff)] ?? 0) ^
                    (t[1280 + ((low >>> 16) & 0xff)] ?? 0) ^
                    (t[1024 + (low >>> 24)] ?? 0) ^
                    (t[768 + (high & 0xff)] ?? 0) ^
                    (t[512 + ((high >>> 8) & 0xff)] ?? 0) ^
                    (t[256 + ((high >>> 16) & 0xff)] ?? 0) ^
                    (t[high >>> 24] ?? 0);
        }
        for (let at = whole; at < bytes.length; at++)
            state = (t[(state ^ (bytes[at] ?? 0)) & 0xff] ?? 0) ^ (state >>> 8);
        this.state = state;
        return this;
    }
    /** As `x-goog-hash` writes it: base64 of the four bytes, big-endian. */
    digest() {
        const bytes = Buffer.alloc(4);
        bytes.writeUInt32BE(~this.state >>> 0);
        return bytes.toString('base64');
    }
}

;// CONCATENATED MODULE: ./src/x-api/integrity.ts
// Hashes and lengths: what the service states about a stored object, compared with what we have.



/** Takes a fingerprint as bytes go by, with the hashes that are wanted. */
class Fingerprinter {
    /** Bytes so far. */
    length = 0;
    crc;
    hash;
    constructor(wanted) {
        this.crc = wanted.includes('crc32c') ? new Crc32c() : undefined;
        this.hash = wanted.includes('md5') ? (0,external_node_crypto_.createHash)('md5') : undefined;
    }
    update(chunk) {
        this.length += chunk.length;
        this.crc?.update(chunk);
        this.hash?.update(chunk);
    }
    /** May be asked once. */
    take() {
        return {
            length: this.length,
            ...(this.crc && { crc32c: this.crc.digest() }),
            ...(this.hash && { md5: this.hash.digest('base64') })
        };
    }
}
/** What the headers of Google Cloud Storage state about an object; no CRC-32C where there is an MD5, which Node computes and which tells more. */
function stated(headers) {
    const length = one(headers['x-goog-stored-content-length']);
    const hashes = one(headers['x-goog-hash']);
    const crc32c = /crc32c=([A-Za-z0-9+/=]+)/.exec(hashes ?? '')?.[1];
    const md5 = hashes === undefined
        ? md5OfEtag(headers.etag)
        : /md5=([A-Za-z0-9+/=]+)/.exec(hashes)?.[1];
    return {
        ...(length !== undefined && { length: Number(length) }),
        ...(crc32c !== undefined && md5 === undefined && { crc32c }),
        ...(md5 !== undefined && { md5 })
    };
}
/** Storage gives an object that was stored in one go its MD5 as entity tag; elsewhere a tag may only look like one. */
function md5OfEtag(etag) {
    const hex = /^"([0-9a-f]{32})"$/i.exec(etag ?? '')?.[1];
    return hex && Buffer.from(hex, 'hex').toString('base64');
}
function one(value) {
    return Array.isArray(value) ? value.join(',') : value;
}
/** The names of what was compared and agreed, or of the first that did not; what is not known of ours is left out. */
function compare(ours, theirs) {
    const agreed = [];
    for (const name of ['length', 'crc32c', 'md5']) {
        const claim = theirs[name];
        if (claim === undefined || ours[name] === undefined)
            continue;
        if (claim !== ours[name])
            return { differs: name };
        agreed.push(name);
    }
    return { agreed };
}
/** The CRC-32C of a file, for the rare storage that states nothing else. */
async function crc32cOf(path) {
    const crc = new Crc32c();
    const chunks = (0,external_node_fs_.createReadStream)(path);
    for await (const chunk of chunks)
        crc.update(chunk);
    return crc.digest();
}

;// CONCATENATED MODULE: ./src/x-api/problem.ts
// What the service says when it says no, and the failure that a user reads for it.




/** A refusal that another try may not meet: the service is busy, disturbed, or was asked too early. */
class TransientRefusal extends TransientError {
    refusal;
    constructor(refusal, options) {
        super(`X answered ${(0,message/* plain */.pj)(said(refusal))}`, options);
        this.refusal = refusal;
    }
}
/**
 * Reads a refusal off a body: problem+json (RFC 9457), X's `errors[]`, or the
 * XML of Google Cloud Storage. `clean` takes out of its words what nobody may read.
 */
function readRefusal(status, body, clean) {
    const json = parse(body);
    if (json === undefined) {
        const code = /<Code>([^<]{1,80})<\/Code>/.exec(body)?.[1] ?? '';
        const form = /^\s*<(!doctype html|html|head|body)\b/i.test(body.slice(0, 1000))
            ? 'html'
            : body.trim() === ''
                ? 'empty'
                : 'other';
        return {
            status,
            kind: code.toLowerCase(),
            detail: (0,lib_text/* printable */.g$)(clean(code)),
            form
        };
    }
    const [first] = Array.isArray(json['errors'])
        ? json['errors']
        : [];
    const error = problem_isRecord(first) ? first : {};
    const words = [
        json['type'],
        json['title'],
        json['reason'],
        error['type'],
        error['label']
    ];
    const detail = [
        json['detail'],
        error['detail'],
        error['message'],
        json['message'],
        json['title']
    ].find(text => typeof text === 'string' && text !== '');
    return {
        status,
        kind: words
            .filter(word => typeof word === 'string')
            .join(' ')
            .toLowerCase(),
        detail: typeof detail === 'string' ? (0,lib_text/* printable */.g$)(clean(detail), 200) : '',
        form: 'json'
    };
}
/** The JSON object that `body` is; undefined when it is none. */
function parse(body) {
    try {
        const value = JSON.parse(body);
        return problem_isRecord(value) ? value : undefined;
    }
    catch {
        return undefined;
    }
}
function problem_isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** `403, “Client Forbidden”` and the like, for a sentence. */
function said({ status, detail, form, target }) {
    if (form === 'html')
        return (0,message/* say */.cv) `${status} with an HTML page`;
    if (target !== undefined)
        return (0,message/* say */.cv) `${status} with the target ${(0,message/* quote */.hD)(target)}`;
    return detail === '' ? [String(status)] : (0,message/* say */.cv) `${status}, ${(0,message/* quote */.hD)(detail)}`;
}
/** Whether a 429 means the plan's cap, which no waiting for a reset lifts. */
function isUsageCap({ kind }) {
    return /usage-?cap/.test(kind);
}
/** What stands in an answer of status 200 without data, as the status that it would deserve (X docs, "Partial errors"). */
const problem_meanings = [
    [/usage-?cap|rate-?limit|too many requests/, 429],
    [
        /client-forbidden|unsupported-authentication|not-authorized|not-enrolled|forbidden/,
        403
    ],
    [/unauthorized/, 401],
    [/resource-not-found|not found/, 404]
];
/** The status that tells a refusal apart: its own, or, with a good one, that of the problem that came in place of data. */
function meaningOf({ status, kind }) {
    if (status >= 300)
        return status;
    return problem_meanings.find(([words]) => words.test(kind))?.[1] ?? status;
}
/** The failure that a final refusal of the API is. `doing` completes "while …". */
function problem_failureOf(refusal, doing) {
    const what = (0,message/* say */.cv) `X answered ${said(refusal)} while ${doing}.`;
    const status = meaningOf(refusal);
    const inBetween = refusal.form === 'html'
        ? (0,message/* say */.cv) `X's API never answers with an HTML page. A proxy, a firewall or a gateway between the runner and X did.`
        : undefined;
    switch (status) {
        case 401:
            return new lib_failure/* Failure */.HR('unauthorized', {
                what,
                why: inBetween ??
                    (0,message/* say */.cv) `The bearer token is wrong, revoked, or of another App than the job.`,
                fix: inBetween
                    ? reachX
                    : (0,message/* say */.cv) `Regenerate the App's bearer token in X's developer console and store it as the secret that \`bearer-token\` reads.`
            });
        case 402:
            return new lib_failure/* Failure */.HR('payment-required', {
                what,
                why: (0,message/* say */.cv) `The X developer account has no credits or no plan for this endpoint.`,
                fix: (0,message/* say */.cv) `Add credits or choose a plan in X's developer console, then run the workflow again.`
            });
        case 403:
            return inBetween
                ? new lib_failure/* Failure */.HR('forbidden', { what, why: inBetween, fix: reachX })
                : problem_forbidden(refusal, what);
        case 429:
            return isUsageCap(refusal)
                ? new lib_failure/* Failure */.HR('usage-capped', {
                    what,
                    why: (0,message/* say */.cv) `The usage cap of the X plan is reached; it is lifted when the period ends, not within minutes.`,
                    fix: (0,message/* say */.cv) `Raise the cap in X's developer console, or wait for the next period.`
                })
                : new lib_failure/* Failure */.HR('rate-limited', {
                    what,
                    why: (0,message/* say */.cv) `The limit was still reached after the step waited for its reset; something else may use the same App.`,
                    fix: (0,message/* say */.cv) `Run the workflow again later: it resumes the same job. Raise \`poll-interval\` if this repeats.`
                });
        case 301:
        case 302:
        case 303:
        case 307:
        case 308:
            return new lib_failure/* Failure */.HR('service-unavailable', {
                what,
                why: (0,message/* say */.cv) `The API is not at this address; the token is never sent along a redirect.`,
                fix: (0,message/* say */.cv) `Check \`api-url\`: if the target belongs to X, give its origin.`
            });
        case 404:
        case 405:
            return new lib_failure/* Failure */.HR('service-unavailable', {
                what,
                why: inBetween ??
                    (refusal.form === 'empty'
                        ? (0,message/* say */.cv) `X answers this way when the App's plan does not include the batch compliance endpoints. A server that is not X may do the same.`
                        : (0,message/* say */.cv) `The server does not have the batch compliance endpoints there.`),
                fix: refusal.form === 'empty'
                    ? (0,message/* say */.cv) `Check \`api-url\`, and the App's access level in X's developer console.`
                    : (0,message/* say */.cv) `Check \`api-url\`.`
            });
        default:
            return status >= 500
                ? unavailable(what)
                : new lib_failure/* Failure */.HR('request-refused', {
                    what,
                    why: inBetween ??
                        (0,message/* say */.cv) `X, or something between the runner and X, refuses this request. No other cause is known.`,
                    fix: (0,message/* say */.cv) `Read what the answer says. Run the workflow again later; if this repeats, report it with the log.`
                });
    }
}
const reachX = (0,message/* say */.cv) `Make sure that the runner can reach \`api-url\` directly, or allow it in the proxy or firewall.`;
/** The failure that keeps the App's bearer token from being fetched. A wrong pair of key and secret is refused by 403 with a label of its own (X docs, "OAuth 2.0 App-Only"). */
function tokenFailure(refusal, doing) {
    const { status, kind, form } = refusal;
    const what = (0,message/* say */.cv) `X answered ${said(refusal)} while ${doing}.`;
    if (form !== 'html' && (status === 401 || kind.includes('authenticity')))
        return new lib_failure/* Failure */.HR('unauthorized', {
            what,
            why: (0,message/* say */.cv) `\`api-key\` and \`api-key-secret\` are not the key and secret of one App, or were revoked.`,
            fix: (0,message/* say */.cv) `Copy both again from the App's keys and tokens in X's developer console. The client ID and client secret of OAuth 2.0, and access tokens of users, do not work here.`
        });
    if (form !== 'html' && status === 403)
        return new lib_failure/* Failure */.HR('forbidden', {
            what,
            why: (0,message/* say */.cv) `The App may not have a bearer token: it may be suspended, or its access does not include App-only authentication.`,
            fix: (0,message/* say */.cv) `Check the App in X's developer console.`
        });
    return problem_failureOf(refusal, doing);
}
function problem_forbidden({ kind }, what) {
    if (kind.includes('unsupported-authentication'))
        return new lib_failure/* Failure */.HR('forbidden', {
            what,
            why: (0,message/* say */.cv) `The token is a user token; the compliance endpoints take App-only bearer tokens.`,
            fix: (0,message/* say */.cv) `Use the App's bearer token (OAuth 2.0 App-Only) from X's developer console.`
        });
    if (kind.includes('client-not-enrolled'))
        return new lib_failure/* Failure */.HR('forbidden', {
            what,
            why: (0,message/* say */.cv) `The App is not attached to a Project, or its plan does not include the compliance endpoints.`,
            fix: (0,message/* say */.cv) `Attach the App to a Project with access to them in X's developer console, and use that App's bearer token.`
        });
    return new lib_failure/* Failure */.HR('forbidden', {
        what,
        why: (0,message/* say */.cv) `The App's access level may not include the compliance endpoints.`,
        fix: (0,message/* say */.cv) `Check the App's access level in X's developer console.`
    });
}
/** The service could not be reached, or did not answer as it should, for all the tries that were made. */
function unavailable(what, cause) {
    return new lib_failure/* Failure */.HR('service-unavailable', {
        what,
        why: (0,message/* say */.cv) `X, or the network between the runner and X, has a problem.`,
        fix: (0,message/* say */.cv) `Run the workflow again later: it resumes the jobs that exist. Check \`api-url\` and any proxy if this repeats.`
    }, { cause });
}

;// CONCATENATED MODULE: ./src/x-api/secrets.ts

/** Shorter ones are found in the middle of words: masked, they would take the log and job outputs away. */
const shortestSecret = 8;
/** More of a text of the service is never shown. */
const longestText = 2000;
class Secrets {
    log;
    masked = new Set();
    /** Of jobs that were only listed; there may be thousands. */
    known = new Set();
    /** @param masked what is masked already */
    constructor(log, masked) {
        this.log = log;
        masked
            .filter(secret => secret.length >= shortestSecret)
            .forEach(secret => this.masked.add(secret));
    }
    /** Keeps a token that was fetched out of all that is shown. */
    maskToken(token) {
        formsOf(token).forEach(form => this.mask(form));
    }
    /** Masks a signed URL, and what in it would let others use it, before it is used. */
    maskUrl(url) {
        secretsOf(url).forEach(secret => this.mask(secret));
    }
    /** Takes note of a signed URL that may not be used at all. */
    noteUrl(url) {
        secretsOf(url).forEach(secret => this.known.add(secret));
    }
    /** A new list of jobs takes the place of the last. */
    forgetNoted() {
        this.known.clear();
    }
    mask(secret) {
        if (secret.length < shortestSecret || this.masked.has(secret))
            return;
        this.masked.add(secret);
        this.log.mask(secret);
    }
    /** Takes out of a text of the service the secrets that it may repeat. */
    clean(text) {
        const isSecret = (word) => word.length >= shortestSecret && this.known.has(word);
        let rest = text.slice(0, longestText);
        for (const secret of this.masked)
            rest = rest.replaceAll(secret, '***');
        return rest
            .replace(/[^\s"'<>()]+/g, word => (isSecret(word) ? '***' : word))
            .replace(/[^\s"'<>()?&=]+=*/g, word => (isSecret(word) ? '***' : word));
    }
}

;// CONCATENATED MODULE: ./src/x-api/api-client.ts
// Requests to the service: who gets the token, which limits are obeyed, what is counted, and how faults are outlived.












const usualSilence = 15_000;
/** How often a break is outlived, though every answer brought a little more. */
const mostBreaks = 50;
/** Clocks that differ by less are taken for the same: dates are stated in whole seconds, and answers take time. */
const clockTolerance = 10_000;
/** Clocks do not differ by more than ten years: the date is wrong. */
const clockNonsense = 10 * 365 * 86_400_000;
/** Answers below are given in full; X's longest is a list of jobs. */
const longestAnswer = 16_000_000;
class ApiClient {
    options;
    /** Requests made to the API's origin so far. */
    requests = 0;
    limits = new RateLimits();
    secrets;
    /** Fetched once, where the App's key is given in its place. */
    token;
    /** By how much the service's clock is ahead of the runner's, in ms. */
    ahead = 0;
    constructor(options) {
        this.options = options;
        this.secrets = new Secrets(options.log, secretsIn(options.credentials));
    }
    /** Reads a refusal, without the secrets that it may repeat. */
    refusal(status, text, headers) {
        const refusal = readRefusal(status, text, words => this.secrets.clean(words));
        const { location } = headers ?? {};
        return status < 300 || status >= 400 || location === undefined
            ? refusal
            : {
                ...refusal,
                target: this.secrets.clean((0,lib_text/* printable */.g$)(withoutQuery(location), 200))
            };
    }
    /** The time as the service has it, in ms: the runner's, unless answers show that the clocks differ. */
    now() {
        return this.options.clock.now() + this.ahead;
    }
    noteTime({ date }) {
        const ahead = Date.parse(date ?? '') - this.options.clock.now();
        const size = Math.abs(ahead);
        this.ahead = size > clockTolerance && size < clockNonsense ? ahead : 0;
    }
    get silence() {
        return this.options.silence ?? usualSilence;
    }
    /** The limit that a request of this kind would have to wait for now. */
    limitOf(operation) {
        const limit = this.limits.of(operation);
        return limit && limit.until > this.now() ? limit : undefined;
    }
    get signal() {
        return this.options.signal;
    }
    isApi(url) {
        return isApi(url, this.options.apiUrl);
    }
    /** Whether the service may direct a request there. */
    isAllowed(url) {
        return isAllowed(url, this.options.apiUrl);
    }
    apiUrl(path) {
        return new URL(path, this.options.apiUrl);
    }
    /**
     * Sends one request, once the limits allow it, and follows redirects: the
     * token goes with it only where it stays at the API's origin.
     *
     * @throws TransientError
     */
    async send(call, read) {
        let { url } = call;
        // Once away from the API, never back with the token: the way there is not its own.
        let isTrusted = this.isApi(url);
        for (let hops = call.redirects ?? 0;; hops--) {
            const outcome = await this.hop(call, url, isTrusted, async (answer) => {
                const next = hops > 0 ? redirect(call.method, answer, url) : undefined;
                return next && this.isAllowed(next)
                    ? { next }
                    : { value: await read(answer, url) };
            });
            if (!('next' in outcome))
                return outcome.value;
            url = outcome.next;
            isTrusted &&= this.isApi(url);
            this.secrets.maskUrl(url.href);
        }
    }
    async hop(call, url, isTrusted, read) {
        const { signal, userAgent } = this.options;
        const authorization = isTrusted ? await this.authorization(call) : undefined;
        const api = this.isApi(url);
        const operation = api ? call.operation : 'storage';
        await this.untilAllowed(operation, call.doing);
        signal.throwIfAborted();
        if (api)
            this.requests++;
        return exchange({
            method: call.method,
            url,
            headers: {
                ...call.headers,
                'user-agent': userAgent,
                ...(authorization !== undefined && { authorization })
            },
            ...(call.body && { body: call.body() }),
            ...(call.deadline !== undefined && { deadline: call.deadline }),
            signal,
            silence: this.silence + (call.patience ?? 0)
        }, answer => {
            const { status, headers } = answer;
            if (api)
                this.noteTime(headers);
            this.limits.note(operation, status, headers, this.now());
            return read(answer);
        });
    }
    async authorization({ operation }) {
        const { credentials } = this.options;
        if (operation === 'token' && 'apiKey' in credentials)
            return basicAuthorization(credentials.apiKey, credentials.apiKeySecret);
        this.token ??=
            'bearerToken' in credentials
                ? Promise.resolve(credentials.bearerToken)
                : this.fetchToken();
        return `Bearer ${await this.token}`;
    }
    /** @throws Failure `unauthorized`, `forbidden` or whatever else keeps the token from us */
    async fetchToken() {
        const doing = 'fetching the bearer token of the App';
        const reply = await this.json({
            operation: 'token',
            doing,
            method: 'POST',
            url: this.apiUrl('/oauth2/token'),
            headers: {
                'content-type': 'application/x-www-form-urlencoded;charset=UTF-8'
            },
            body: () => 'grant_type=client_credentials'
        });
        const { access_token: token, token_type: type } = reply.json ?? {};
        const isToken = typeof token === 'string' && /^[\x21-\x7e]+$/.test(token);
        if (reply.status !== 200 || !isToken || !/^bearer$/i.test(String(type)))
            throw tokenFailure(reply.refusal, doing);
        this.secrets.maskToken(token);
        return token;
    }
    async untilAllowed(operation, doing) {
        const limit = this.limitOf(operation);
        if (limit)
            await this.waitFor(limit, [capital(doing)]);
    }
    /** Waits for a limit with one line in the log, which begins with what led to it. */
    async waitFor(limit, occasion) {
        const { clock, log, signal } = this.options;
        const { until, name } = limit;
        const wait = until - this.now();
        log.info((0,message/* plain */.pj)((0,message/* say */.cv) `${occasion}: X allows no further request of this kind before ${(0,lib_text/* instant */.uR)(until)}, because of ${name}. Waiting ${(0,lib_text/* duration */.p0)(wait)}.`));
        // A little later than allowed: resets are stated in whole seconds.
        await clock
            .sleep(wait + 250 + 750 * this.jitter(), signal)
            .catch((error) => {
            throw (0,lib_failure/* explainTimeout */.jk)(error, limitReason(limit));
        });
    }
    /**
     * Makes one try at a JSON request.
     *
     * @throws TransientError when another try may bring something else
     * @throws Failure when the plan's usage cap is reached
     */
    async tryJson(call) {
        // Packed answers carry a checksum, which tells a damaged one.
        const headers = { ...call.headers, 'accept-encoding': 'gzip' };
        const deadline = 4 * this.silence;
        return this.send({ ...call, headers, deadline }, async (answer) => {
            const { status } = answer;
            const text = await readText(answer, longestAnswer);
            const json = parse(text);
            const refusal = this.refusal(status, text, answer.headers);
            if (status >= 200 && status < 300 && json === undefined)
                throw new TransientError(refusal.form === 'html'
                    ? `an HTML page came in place of X's answer (status ${status}): something in between answers`
                    : `the answer is not JSON (status ${status})`);
            this.throwIfTransient(status, text, call.doing);
            return { status, text, json, refusal };
        });
    }
    /** Throws a `TransientError` for a status that means "try again", a `Failure` for the usage cap. */
    throwIfTransient(status, text, doing) {
        const early = status === 408 || status === 425 || status === 429;
        if (!early && (status < 500 || status === 501))
            return;
        const refusal = this.refusal(status, text);
        if (status === 429 && isUsageCap(refusal))
            throw problem_failureOf(refusal, doing);
        throw new TransientRefusal(refusal, { notProcessed: early });
    }
    /**
     * Makes a JSON request until there is a final answer.
     *
     * @param check throws a `TransientError` at an answer that another try may better
     */
    async json(call, tries = usualTries, check = () => undefined) {
        const attempt = async () => {
            const reply = await this.tryJson(call);
            await check(reply);
            return reply;
        };
        const reply = await this.persist(call, tries, attempt);
        if (!isDoubtful(reply))
            return reply;
        await this.options.clock.sleep(pauseAfterFaults(1, this.jitter()), this.options.signal);
        return this.persist(call, tries, attempt);
    }
    /** Repeats `attempt` while it ends in a `TransientError`, with growing pauses; limits are waited out. */
    persist({ doing, operation }, tries, attempt, { progress = () => 0, failure = gaveUp } = {}) {
        const { clock } = this.options;
        let last = (0,message/* say */.cv) `X had not answered yet, while ${doing}.`;
        let limitedSince;
        let inARow = 0;
        let reached = progress();
        return retry(attempt, async (thrown, n) => {
            const fault = transient_error_transient(thrown);
            inARow = progress() > reached ? 1 : inARow + 1;
            reached = progress();
            limitedSince = isLimit(fault) ? (limitedSince ?? clock.now()) : undefined;
            // A limit is borne for its whole window, though nothing says when that ends.
            const isBorne = limitedSince !== undefined && clock.now() - limitedSince < limitWindow;
            const isSpent = inARow >= Math.min(tries, fault.mostTries);
            if ((isSpent && !isBorne) || n - inARow > mostBreaks)
                throw failure(fault, doing, inARow);
            last = (0,message/* say */.cv) `The last answer while ${doing} was a fault: ${(0,lib_text/* printable */.g$)(fault.message, 200)}.`;
            await this.pauseAfter(fault, doing, inARow, operation);
        }).catch((error) => {
            throw (0,lib_failure/* explainTimeout */.jk)(error, last);
        });
    }
    /**
     * Waits before the next try, and says so in one line.
     *
     * @param operation where it is to be tried again: a limit that is known of it is the pause
     */
    async pauseAfter(fault, doing, n, operation) {
        const { clock, log, signal } = this.options;
        const often = n === 1 ? '' : ` (${n} errors in a row)`;
        const what = (0,message/* say */.cv) `Temporary error while ${doing}: ${(0,lib_text/* printable */.g$)(fault.message, 200)}${often}`;
        const limit = operation && this.limitOf(operation);
        if (limit)
            return this.waitFor(limit, what);
        const pause = pauseAfterFaults(n, this.jitter());
        log.info(`${(0,message/* plain */.pj)(what)}. Trying again in ${(0,lib_text/* duration */.p0)(Math.max(pause, 1000))}.`);
        await clock.sleep(pause, signal);
    }
    jitter() {
        return (this.options.jitter ?? Math.random)();
    }
}
function withoutQuery(url) {
    return url.replace(/[?#].*/s, '');
}
/** The first letter as a sentence begins. */
function capital(text) {
    return text.slice(0, 1).toUpperCase() + text.slice(1);
}
/** A refusal that may come from something before the service: worth one more try. */
function isDoubtful({ status, json }) {
    return status === 401 || (status >= 403 && json === undefined);
}
/** Whether a fault is a limit that is reached. */
function isLimit(fault) {
    return fault instanceof TransientRefusal && fault.refusal.status === 429;
}
/** The failure that a fault is once it has come `n` times in a row. */
function gaveUp(fault, doing, n) {
    if (isLimit(fault))
        return problem_failureOf(fault.refusal, doing);
    const often = n === 1 ? '' : ` ${(0,lib_text/* count */.U9)(n)} times in a row`;
    return unavailable((0,message/* say */.cv) `X failed${often} while ${doing}: ${(0,lib_text/* printable */.g$)(fault.message, 200)}.`, fault);
}
/** Where an answer sends us, where the method allows it. A body is sent again only when the status says so. */
function redirect(method, { status, headers }, from) {
    const followed = method === 'GET' ? [301, 302, 303, 307, 308] : [307, 308];
    if (!followed.includes(status))
        return undefined;
    const { location } = headers;
    if (location === undefined || !URL.canParse(location, from.href))
        return undefined;
    const url = new URL(location, from);
    return url;
}

;// CONCATENATED MODULE: ./src/x-api/download.ts
// The results of a job, fetched whole: resumed after a break, checked, and only then given their name.















/** How often results are fetched whole that turn out to be bad. */
const copies = 3;
const longestRefusal = 1_000_000;
/** Results that fit any disk. */
const littleBytes = 1_000_000;
/**
 * Downloads the results of a job into `rows`, in one pass: a copy that turns
 * out bad is dropped there and fetched again.
 *
 * @throws Failure `results-corrupt` when no copy was good
 */
async function download(client, job, rows) {
    if (job.downloadUrl === undefined || !URL.canParse(job.downloadUrl))
        return { kind: 'gone', why: 'the job has no download URL' };
    const url = new URL(job.downloadUrl);
    if (!client.isAllowed(url))
        return {
            kind: 'gone',
            why: 'its download URL is not https, or leads to this machine'
        };
    const doing = `downloading the results of job ${job.id}`;
    const copy = new PartialDownload(rows);
    try {
        for (let n = 1;; n++) {
            const outcome = await downloadCopy(client, job, url, doing, copy);
            if ('kind' in outcome) {
                await rows.discard();
                return outcome;
            }
            if ('checks' in outcome)
                return { kind: 'stored', bytes: rows.bytes, checks: outcome.checks };
            const { bad } = outcome;
            if (n === copies)
                throw bad instanceof lib_failure/* Failure */.HR ? bad : download_corrupt(job, copy.answers, bad);
            const fault = bad instanceof lib_failure/* Failure */.HR ? bad.message : bad;
            await client.pauseAfter(new TransientError(fault), doing, n);
        }
    }
    catch (error) {
        await rows.discard();
        throw error;
    }
    finally {
        await copy.discard();
    }
}
/** Downloads one copy; says what is bad about it, where something is. */
async function downloadCopy(client, job, url, doing, copy) {
    try {
        const gone = await downloadWhole(client, job, url, doing, copy);
        return gone ?? (await copy.finish(client.signal));
    }
    catch (error) {
        if (error instanceof lib_failure/* Failure */.HR &&
            error.code === 'results-corrupt' &&
            !copy.isGivenUp)
            return { bad: error };
        throw error;
    }
}
/** Downloads until the body has come to its end, going on where it broke. */
async function downloadWhole(client, job, url, doing, copy) {
    await copy.begin();
    const operation = client.isApi(url) ? 'download' : 'storage';
    return client.persist({ doing, operation }, usualTries, () => downloadOnce(client, url, doing, copy), {
        progress: () => copy.length,
        failure: (fault, doing, n) => copy.answers > 0 && !isLimit(fault)
            ? copy.giveUp(download_corrupt(job, copy.answers, fault.message))
            : gaveUp(fault, doing, n)
    });
}
async function downloadOnce(client, url, doing, copy) {
    return client.send({
        operation: 'download',
        doing,
        method: 'GET',
        url,
        headers: copy.continuation(),
        redirects: 5
    }, async (answer) => {
        const { status, headers } = answer;
        if (status === 200 || status === 206) {
            copy.answers++;
            if (isErrorPage(headers))
                throw strange('an error page came in place of the results');
            await copy.take(answer);
            return undefined;
        }
        const text = await readText(answer, longestRefusal);
        client.throwIfTransient(status, text, doing);
        if (status === 416) {
            if (copy.isWholeBy(headers))
                return undefined;
            await copy.begin();
            throw new TransientError('the rest of the results was refused');
        }
        if (status < 400)
            throw strange(`X answered ${status} in place of the results`);
        const refusal = client.refusal(status, text);
        if (status === 402)
            throw problem_failureOf(refusal, doing);
        return {
            kind: 'gone',
            why: `X answered ${(0,message/* plain */.pj)(said(refusal))}`
        };
    });
}
/** An answer that is none: few of them in a row are enough. */
function strange(message) {
    return new TransientError(message, { mostTries: copies });
}
function isErrorPage(headers) {
    return /\b(html|xml|problem\+json)\b/.test(headers['content-type'] ?? '');
}
/** A download in the making: what came over the wire so far, and what the service states about it. */
class PartialDownload {
    rows;
    /** Holds encoded bytes until all are there. */
    file;
    checksums = new Fingerprinter([]);
    headers = {};
    /** Bytes of the whole, where an answer states them. */
    total;
    /** Whether pieces came of a whole whose length is not known. */
    totalUnknown = false;
    /** MD5 of the copy before, when only an entity tag spoke against it, or nothing for it. */
    before;
    /** Whether something told where the body ends, and not the connection alone. */
    endIsStated = false;
    /** How often there were results, whole or not. */
    answers = 0;
    /** Whether no further copy will be fetched. */
    isGivenUp = false;
    path;
    constructor(rows) {
        this.rows = rows;
        this.path = (0,external_node_path_.join)(rows.directory, `encoded-${(0,external_node_crypto_.randomUUID)()}`);
    }
    get length() {
        return this.checksums.length;
    }
    giveUp(failure) {
        this.isGivenUp = true;
        return failure;
    }
    /** Starts from nothing. */
    async begin() {
        await this.file?.close();
        this.file = undefined;
        await this.rows.restart();
        this.checksums = new Fingerprinter([]);
        this.total = undefined;
        this.totalUnknown = false;
    }
    /** The headers that ask for what is missing. */
    continuation() {
        const { etag } = this.headers;
        const strong = etag !== undefined && !etag.startsWith('W/');
        return this.length === 0
            ? {}
            : {
                range: `bytes=${this.length}-`,
                ...(strong && { 'if-range': etag })
            };
    }
    /** Adds what comes; a whole answer, or one of another object, starts over. */
    async take(answer) {
        const { status, headers, body, endIsStated } = answer;
        const piece = status === 206 ? pieceOf(headers) : undefined;
        if (status === 206 && !(piece && this.continues(piece, headers))) {
            await this.begin();
            throw new TransientError('another range was sent than was requested');
        }
        if (status === 200 && this.length > 0)
            await this.begin();
        if (this.length === 0) {
            this.headers = headers;
            const { crc32c, md5 } = this.claims();
            this.checksums = new Fingerprinter([
                ...(crc32c === undefined ? [] : ['crc32c']),
                ...(md5 === undefined && endIsStated ? [] : ['md5'])
            ]);
        }
        this.total ??= piece ? piece.total : wholeNumber(headers['content-length']);
        this.endIsStated = endIsStated || piece !== undefined;
        // Not for little: what is not read at once is lost when the connection breaks.
        if ((this.total ?? 0) > littleBytes)
            await this.requireRoom();
        const isEncoded = decoder(this.headers) !== undefined;
        if (isEncoded)
            this.file ??= await (0,external_node_fs_promises_.open)(this.path, 'w', 0o600);
        for await (const chunk of body) {
            this.requireBound(this.length + chunk.length);
            if (this.file)
                await this.file.writeFile(chunk);
            else
                await this.rows.write(chunk);
            this.checksums.update(chunk);
        }
        await this.requireLength(piece);
    }
    /** @throws Failure `disk-full` when the stated length would not fit */
    async requireRoom() {
        const { total } = this;
        if (total === undefined)
            return;
        this.requireBound(total);
        await requireSpace(total - this.length, this.rows.directory, free => ({
            what: (0,message/* say */.cv) `The results have ${(0,lib_text/* bytes */.ee)(total)}, and the disk under RUNNER_TEMP has ${free} free.`,
            fix: (0,message/* say */.cv) `Use a runner with a larger disk, and download the results with \`job-ids\`.`
        }));
    }
    /** @throws Failure `results-corrupt` past what the submitted IDs can give */
    requireBound(length) {
        const { mostBytes } = this.rows;
        if (mostBytes === undefined || length <= mostBytes)
            return;
        throw new lib_failure/* Failure */.HR('results-corrupt', {
            what: (0,message/* say */.cv) `The results have more than ${(0,lib_text/* bytes */.ee)(mostBytes)}, which the submitted IDs cannot give.`,
            why: (0,message/* say */.cv) `X answered with the results of another set, or something between X and the runner changed them.`,
            fix: (0,message/* say */.cv) `Run the workflow again with another \`cycle\`, so that a new job is created.`
        });
    }
    /** A server may give less than it was asked for, and other than it says. */
    async requireLength(piece) {
        const stated = piece ? piece.end : this.total;
        if (this.length !== (stated ?? this.length)) {
            await this.begin();
            throw new TransientError('the results differ from their stated length');
        }
        this.totalUnknown = piece !== undefined && this.total === undefined;
        if (this.totalUnknown || this.length < (this.total ?? 0))
            throw new TransientError('only a part of the results was sent');
    }
    /** Whether a partial answer goes on where we are, with the same object. */
    continues(piece, headers) {
        if (piece.start !== this.length)
            return false;
        if (this.length === 0)
            return true;
        const { etag } = this.headers;
        return ((etag === undefined || headers.etag === etag) &&
            (piece.total ?? this.total) === (this.total ?? piece.total));
    }
    /** Whether the refusal of a range means that there is no more than we have. */
    isWholeBy(headers) {
        const [, total] = /^bytes \*\/(\d+)$/.exec(headers['content-range'] ?? '') ?? [];
        return this.totalUnknown && Number(total ?? this.length) === this.length;
    }
    /** Checks what came. */
    async finish(signal) {
        await this.file?.close();
        const checksums = this.checksums.take();
        const result = this.compare(checksums);
        if ('differs' in result)
            return { bad: `${result.differs} differs from what X states` };
        if (this.file && !(await this.decode(signal)))
            return { bad: 'the results cannot be decoded' };
        const vouched = result.agreed.some(name => name !== 'length');
        const unpacked = this.file !== undefined && this.length > 0;
        if (!this.endIsStated &&
            !vouched &&
            !unpacked &&
            !this.isRepeated(checksums))
            return { bad: 'nothing states where the results end' };
        await this.rows.end();
        const length = this.total === undefined ? [] : ['length'];
        return { checks: [...new Set([...length, ...result.agreed, 'rows'])] };
    }
    /** An entity tag that looks like an MD5 is believed once: two copies alike prove that it is none. */
    compare(checksums) {
        const result = compare(checksums, this.claims());
        const byTag = 'differs' in result && !('x-goog-hash' in this.headers);
        if (!byTag || result.differs !== 'md5')
            return result;
        return this.isRepeated(checksums) ? { agreed: [] } : result;
    }
    /** Whether the copy before was the same, byte for byte. */
    isRepeated({ md5 }) {
        const repeated = this.before === md5;
        this.before = md5;
        return repeated;
    }
    /** What storage states is about the stored bytes: it says nothing about a copy that it decompressed on the way. */
    claims() {
        const { headers } = this;
        const sent = headers['content-encoding'] ?? 'identity';
        const stored = headers['x-goog-stored-content-encoding'] ?? sent;
        return stored === sent ? stated(headers) : {};
    }
    /** Brings encoded bytes to the rows; false where they cannot be decoded. */
    async decode(signal) {
        const decode = decoder(this.headers);
        if (decode === undefined || this.length === 0)
            return true;
        const { rows } = this;
        let length = 0;
        const bound = (chunk) => {
            length += chunk.length;
            this.requireBound(length);
        };
        try {
            await (0,external_node_stream_promises_.pipeline)((0,external_node_fs_.createReadStream)(this.path), decode, async (chunks) => {
                for await (const chunk of chunks) {
                    bound(chunk);
                    await rows.write(chunk);
                }
            }, { signal });
            return true;
        }
        catch (error) {
            signal.throwIfAborted();
            if (error instanceof TransientError || isZlibError(error))
                return false;
            throw error;
        }
    }
    /** Leaves nothing behind that is not whole. */
    async discard() {
        await this.file?.close();
        await (0,external_node_fs_promises_.rm)(this.path, { force: true });
    }
}
function pieceOf(headers) {
    const [, start, last, total] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(headers['content-range'] ?? '') ?? [];
    return start === undefined || last === undefined
        ? undefined
        : { start: Number(start), end: Number(last) + 1, total: wholeNumber(total) };
}
function isZlibError(error) {
    const { code } = error;
    return code?.startsWith('Z_') === true || code?.startsWith('ERR_') === true;
}
function download_corrupt(job, answers, bad) {
    return new lib_failure/* Failure */.HR('results-corrupt', {
        what: (0,message/* say */.cv) `The results of job ${job.id} were incomplete or corrupt in each of ${(0,lib_text/* plural */.LS)(answers, 'download')}: ${(0,lib_text/* printable */.g$)(bad, 200)}.`,
        why: (0,message/* say */.cv) `They are corrupt at X, or something between X and the runner changes them.`,
        fix: (0,message/* say */.cv) `Run the workflow again: it downloads the results of the same job. X keeps them for 7 days after the creation of the job.`
    });
}

// EXTERNAL MODULE: ./node_modules/zod/v4/core/api.js + 2 modules
var api = __webpack_require__(62306);
;// CONCATENATED MODULE: ./src/x-api/job.ts
// A compliance job as the service tells of it.

/** From creation, in every recorded job. */
const uploadWindow = 15 * 60_000;
const downloadWindow = 7 * 24 * 3_600_000;
/** What the service leaves out, or fills with something else. */
const job_maybe = (type) => schemas/* catch */.MfU(schemas/* optional */.lqM(type), undefined);
const job_text = job_maybe(schemas/* string */.YjP());
const time = job_maybe(schemas/* pipe */.FsL(schemas/* string */.YjP(), schemas/* pipe */.FsL(schemas/* transform */.pdi(Date.parse), schemas/* number */.aig())));
const jobShape = schemas/* looseObject */._H3({
    id: schemas/* string */.YjP().check(api/* _regex */.Fk(/^[0-9]{1,19}$/)),
    type: job_text,
    status: schemas/* string */.YjP(),
    name: job_text,
    created_at: time,
    upload_url: job_text,
    upload_expires_at: time,
    download_url: job_text,
    download_expires_at: time,
    error: job_text
});
/** The job that `value` describes; undefined when it describes none. */
function readJob(value) {
    const { data } = jobShape.safeParse(value);
    if (data === undefined)
        return undefined;
    const createdAt = data.created_at ?? timeOfId(data.id);
    return {
        id: data.id,
        type: data.type,
        name: data.name,
        status: data.status,
        createdAt,
        uploadUrl: data.upload_url,
        uploadExpiresAt: data.upload_expires_at ?? createdAt + uploadWindow,
        downloadUrl: data.download_url,
        downloadExpiresAt: data.download_expires_at ?? createdAt + downloadWindow,
        error: data.error
    };
}
/** Job IDs are Snowflake IDs: they hold the time of creation. */
function timeOfId(id) {
    return Number((BigInt(id) >> 22n) + 1288834974657n);
}

;// CONCATENATED MODULE: ./src/x-api/upload.ts
// One try at uploading a part, in both flows: to a signed storage URL or to the API's own origin.









/** Storage signs the first (X docs, "Upload"); for byte paths the docs name the one, the OpenAPI description the other. */
const contentTypes = ['text/plain', 'application/octet-stream'];
/** Bytes a ms: slower than any runner; what the service may take for storing before it answers. */
const slowest = 2000;
const chunkSize = 256 * 1024;
const upload_longestAnswer = 1_000_000;
async function upload_upload(client, job, file) {
    if (job.uploadUrl === undefined || !URL.canParse(job.uploadUrl))
        return { kind: 'refused', status: 0, why: 'the job has no upload URL' };
    const url = new URL(job.uploadUrl);
    if (!client.isAllowed(url))
        return {
            kind: 'refused',
            status: 0,
            why: 'its upload URL is not https, or leads to this machine'
        };
    const [first, second] = contentTypes;
    const outcome = await tryUpload(client, job, url, file, first);
    const otherType = client.isApi(url) &&
        outcome.kind === 'refused' &&
        (outcome.status === 415 || outcome.status === 400);
    return otherType ? tryUpload(client, job, url, file, second) : outcome;
}
async function tryUpload(client, job, url, file, contentType) {
    const doing = `uploading to job ${job.id}`;
    // What the API stores, it says nothing about.
    const hashes = client.isApi(url) ? [] : ['md5'];
    let checksums = new Fingerprinter(hashes);
    let read = (0,external_node_crypto_.createHash)('sha256');
    let answered = false;
    async function* body() {
        // An earlier hop may still be reading: what it reads must not count here.
        const ownChecksums = (checksums = new Fingerprinter(hashes));
        const ownRead = (read = (0,external_node_crypto_.createHash)('sha256'));
        const chunks = (0,external_node_fs_.createReadStream)(file.path, {
            highWaterMark: chunkSize
        });
        for await (const chunk of chunks) {
            ownChecksums.update(chunk);
            ownRead.update(chunk);
            yield chunk;
        }
    }
    try {
        return await client.send({
            operation: 'upload',
            doing,
            method: 'PUT',
            url,
            headers: { 'content-type': contentType, 'content-length': file.bytes },
            body,
            redirects: 3,
            patience: file.bytes / slowest
        }, async (answer, from) => {
            const { status, headers } = answer;
            const text = await readText(answer, upload_longestAnswer).catch((error) => {
                // What counts is the status, unless it is good and the rest broken.
                if (error instanceof TransientError && status >= 300)
                    return '';
                throw error;
            });
            client.throwIfTransient(status, text, doing);
            if (status >= 300)
                return refused(client.refusal(status, text), doing);
            const api = client.isApi(from);
            const refusal = client.refusal(status, text);
            if (refusal.form === 'html') {
                answered = true;
                throw new TransientError(`not X, but something in between answered (${(0,message/* plain */.pj)(said(refusal))})`);
            }
            // Storage may say what it likes with a good status.
            if (api && text !== '') {
                const json = parse(text);
                if (json === undefined)
                    throw new TransientError('the answer to the upload is not X’s');
                if ('errors' in json && !('data' in json))
                    return refused(refusal, doing);
                const other = readJob(json['data']);
                answered = other !== undefined && other.id !== job.id;
                if (answered)
                    throw new TransientError('the answer is about another job');
            }
            if (checksums.length < file.bytes)
                throw new TransientError('the answer came before the upload was over');
            if (read.digest('hex') !== file.sha256)
                return { kind: 'corrupt', what: 'sha256' };
            const claims = api ? {} : stated(headers);
            const ours = {
                ...checksums.take(),
                ...('crc32c' in claims && { crc32c: await crc32cOf(file.path) })
            };
            const result = compare(ours, claims);
            return 'differs' in result
                ? { kind: 'corrupt', what: result.differs }
                : { kind: 'stored', checks: result.agreed };
        });
    }
    catch (error) {
        if (!(error instanceof TransientError))
            throw error;
        return {
            kind: 'lost',
            arrived: !error.notProcessed && checksums.length === file.bytes,
            answered,
            failure: gaveUp(error, doing, 1)
        };
    }
}
/** @throws Failure for what concerns the account, not this job */
function refused(refusal, doing) {
    const { status } = refusal;
    const ofAccount = status === 402 ||
        /client-not-enrolled|unsupported-authentication/.test(refusal.kind);
    if (ofAccount)
        throw problem_failureOf(refusal, doing);
    return {
        kind: 'refused',
        status,
        why: `X answered ${(0,message/* plain */.pj)(said(refusal))}`
    };
}

;// CONCATENATED MODULE: ./src/x-api/compliance-service.ts
// The compliance service as the lifecycle sees it: six calls, each with every outcome that its caller must tell apart.









/** So many jobs are read at once; between, a cancel is heard. */
const jobsAtOnce = 500;
const jobsPath = '/2/compliance/jobs';
/** How often a list is asked for that is whole, and not to be read. */
const triesToRead = 4;
/** How often a cancellation is tried; a job that stays expires by itself. */
const triesToCancel = 3;
function connect(options) {
    const client = new ApiClient(options);
    /** Reads a job; what its texts say is clean of secrets. */
    const read = (value) => {
        const found = readJob(value);
        if (found === undefined)
            return undefined;
        const { uploadUrl, downloadUrl } = found;
        if (uploadUrl !== undefined)
            client.secrets.noteUrl(uploadUrl);
        if (downloadUrl !== undefined)
            client.secrets.noteUrl(downloadUrl);
        return {
            ...found,
            name: found.name && client.secrets.clean(found.name),
            status: client.secrets.clean(found.status),
            error: found.error && client.secrets.clean(found.error)
        };
    };
    /** Masks what a job's URLs would let others do, before they are used. */
    const used = (job) => {
        if (job.uploadUrl !== undefined)
            client.secrets.maskUrl(job.uploadUrl);
        if (job.downloadUrl !== undefined)
            client.secrets.maskUrl(job.downloadUrl);
        return job;
    };
    /**
     * The jobs of a list. An empty one comes without `data`, or as `{}` (X's
     * answers of 2026 and 2021); but nothing that can't be read is taken for "no
     * jobs".
     */
    async function readList({ json = {}, refusal }) {
        const { data, meta, errors, ...rest } = json;
        const { result_count: count = 0 } = problem_isRecord(meta) ? meta : {};
        if (errors !== undefined && data === undefined)
            throw new TransientError(`X answered ${(0,message/* plain */.pj)(said(refusal))}, and no list`);
        const isEmpty = data === undefined && count === 0 && Object.keys(rest).length === 0;
        if (!isEmpty && !Array.isArray(data))
            throw new TransientError('the answer is no list of jobs', {
                mostTries: triesToRead
            });
        const entries = Array.isArray(data) ? data : [];
        const jobs = [];
        client.secrets.forgetNoted();
        for (const [index, entry] of entries.entries()) {
            const job = read(entry);
            if (job)
                jobs.push(job);
            if (index % jobsAtOnce !== jobsAtOnce - 1)
                continue;
            await (0,promises_.setImmediate)();
            client.signal.throwIfAborted();
        }
        if (jobs.length === 0 && entries.length > 0)
            throw new TransientError('the answer lists jobs that cannot be read', {
                mostTries: triesToRead
            });
        return jobs;
    }
    return {
        get requests() {
            return client.requests;
        },
        now: () => client.now(),
        limitOf: operation => client.limitOf(operation),
        jobUrl: id => client.apiUrl(`${jobsPath}/${id}`).href,
        async list(type) {
            const doing = `listing the ${type} jobs`;
            const call = {
                operation: 'list',
                doing,
                method: 'GET',
                url: client.apiUrl(`${jobsPath}?type=${type}`)
            };
            let jobs = [];
            const reply = await client.json(call, usualTries, async (reply) => {
                if (reply.status !== 200 || meaningOf(reply.refusal) >= 300)
                    return;
                jobs = await readList(reply);
            });
            if (reply.status !== 200 || meaningOf(reply.refusal) >= 300)
                throw problem_failureOf(reply.refusal, doing);
            return jobs.filter(job => (job.type ?? type) === type);
        },
        async create(type, name) {
            const doing = `creating the job ${name}`;
            const call = {
                operation: 'create',
                doing,
                method: 'POST',
                url: client.apiUrl(jobsPath),
                headers: { 'content-type': 'application/json' },
                body: () => JSON.stringify({ type, name })
            };
            const reply = await client.persist(call, usualTries, () => client.tryJson(call).catch((error) => {
                if (error instanceof TransientError && !error.notProcessed)
                    return gaveUp(error, doing, 1);
                throw error;
            }));
            if (reply instanceof lib_failure/* Failure */.HR)
                return { kind: 'lost', failure: reply };
            if (reply.status === 409)
                return { kind: 'conflict' };
            const created = read(reply.json?.['data']);
            if (reply.status >= 300 || (!created && meaningOf(reply.refusal) >= 300))
                throw problem_failureOf(reply.refusal, doing);
            if (!created)
                return { kind: 'lost', failure: otherAnswer(reply.refusal, doing) };
            // Asked again, it would make one more of them.
            if (!isAsked(created, { type, name }))
                throw otherJob(created, doing);
            return { kind: 'created', job: used(created) };
        },
        async get(asked, tries = usualTries) {
            const doing = `asking for the status of job ${asked.id}`;
            const call = {
                operation: 'get',
                doing,
                method: 'GET',
                url: client.apiUrl(`${jobsPath}/${asked.id}`)
            };
            const reply = await client.json(call, tries, ({ status, json = {} }) => {
                // What a 404 says, some endpoints of X say with 200 and no data.
                if (status !== 200 || !('data' in json))
                    return;
                const seen = read(json['data']);
                if (seen?.id !== asked.id || !isAsked(seen, asked))
                    throw new TransientError('the answer describes another job, or none');
            });
            const job = reply.status === 200 ? read(reply.json?.['data']) : undefined;
            if (job)
                return used(job);
            const meaning = meaningOf(reply.refusal);
            if (meaning < 300 || meaning === 400)
                return undefined;
            if (meaning === 404 && reply.refusal.form !== 'html')
                return undefined;
            throw problem_failureOf(reply.refusal, doing);
        },
        async cancel(id) {
            const doing = `cancelling job ${id}`;
            try {
                const reply = await client.json({
                    operation: 'cancel',
                    doing,
                    method: 'DELETE',
                    url: client.apiUrl(`${jobsPath}/${id}`)
                }, triesToCancel);
                return reply.status === 200;
            }
            catch (error) {
                if (error instanceof lib_failure/* Failure */.HR && error.code === 'service-unavailable')
                    return false;
                throw error;
            }
        },
        upload: (job, file) => upload_upload(client, used(job), file),
        download: (job, rows) => download(client, used(job), rows)
    };
}
/** Whether a job is the one that was meant, as far as it says what it is. */
function isAsked(job, { type, name }) {
    return ((job.type ?? type) === (type ?? job.type) &&
        (job.name ?? name) === (name ?? job.name));
}
/** A job that came of a create, and is not what was asked for. */
function otherJob({ id, type, name }, doing) {
    return new lib_failure/* Failure */.HR('request-refused', {
        what: (0,message/* say */.cv) `X answered with job ${id} of type ${(0,message/* quote */.hD)(type ?? 'unknown', 40)} and name ${(0,message/* quote */.hD)(name ?? '', 80)} while ${doing}.`,
        why: (0,message/* say */.cv) `X, or something on the way to it, does not do what was asked. That job was not used.`,
        fix: (0,message/* say */.cv) `Check \`api-url\` and any proxy. Run the workflow again later; if this repeats, report it with the log.`
    });
}
/** A good answer that is not about what was asked for. */
function otherAnswer(refusal, doing) {
    return new lib_failure/* Failure */.HR('request-refused', {
        what: (0,message/* say */.cv) `X answered ${said(refusal)} while ${doing}, but not with that job.`,
        why: (0,message/* say */.cv) `X, or something on the way to it, does not answer what was asked.`,
        fix: (0,message/* say */.cv) `Run the workflow again later; if this repeats, report it with the log.`
    });
}

;// CONCATENATED MODULE: ./src/check/run-jobs.ts
// The phase that gets every part its job, or downloads the results of jobs that exist.








/** Runs the jobs of the parts, or of `job-ids`, against X or the simulator. */
async function obtainResults(step, prepared) {
    const { inputs, record, folders, dependencies, signal } = step;
    if (prepared?.parts.length === 0 && inputs.jobIds.length === 0)
        return 'complete';
    const simulator = inputs.simulate
        ? await dependencies.startSimulator((0,external_node_path_.join)(folders.work, 'simulator'))
        : undefined;
    if (simulator)
        dependencies.log.warning('These results are simulated: the built-in simulator made them up, and nothing was sent to X.');
    reportStart(step, prepared);
    const service = connect({
        apiUrl: simulator?.url ?? inputs.apiUrl,
        credentials: simulator
            ? { bearerToken: simulator.token }
            : (credentialsOf(inputs) ?? { bearerToken: '' }),
        userAgent: `batch-compliance-action/${version}`,
        clock: dependencies.clock,
        log: dependencies.log,
        signal
    });
    const phase = {
        service,
        clock: dependencies.clock,
        log: dependencies.log,
        signal,
        report: (parts) => {
            const before = JSON.stringify(jobIds(record));
            record.parts = [...parts];
            record.requests = service.requests;
            const now = JSON.stringify(jobIds(record));
            if (now !== before)
                dependencies.setOutput('job-ids', now);
        },
        openRows: (part) => openRows(step, prepared, part)
    };
    const common = {
        type: inputs.type,
        wait: inputs.wait,
        pollInterval: inputs.pollInterval,
        deadline: record.startedAt + inputs.timeout,
        timeout: inputs.timeout
    };
    try {
        return inputs.jobIds.length > 0
            ? await downloadJobs({ ...common, jobIds: inputs.jobIds }, phase)
            : await runJobs({
                ...common,
                parts: prepared?.parts ?? [],
                cycle: inputs.cycle,
                runId: record.context.runId,
                runAttempt: record.context.runAttempt,
                onActiveJob: inputs.onActiveJob
            }, phase);
    }
    finally {
        record.requests = service.requests;
        await simulator?.close();
    }
}
/** Says what is going to be done, and once how long it may take. */
function reportStart({ inputs, record, dependencies }, prepared) {
    const { type, wait, timeout, simulate } = inputs;
    const things = type === 'tweets' ? 'post' : 'account';
    const work = inputs.jobIds.length > 0
        ? `downloading the results of ${(0,lib_text/* plural */.LS)(inputs.jobIds.length, 'job')}`
        : `checking ${(0,lib_text/* plural */.LS)(prepared?.set.size ?? 0, things)} in ${(0,lib_text/* plural */.LS)(prepared?.parts.length ?? 0, 'part')}`;
    dependencies.log.info(`batch-compliance-action ${version}: ${work} (type: ${type}).`);
    if (wait && !simulate)
        dependencies.log.info(`X takes from minutes to hours for a job. This step gives up at ${(0,lib_text/* instant */.uR)(record.startedAt + timeout)} (\`timeout\`: ${(0,lib_text/* duration */.p0)(timeout)}).`);
}
/**
 * Most bytes of results for an ID: a row has about 110, and X gives one event
 * an ID. There is room for more of both.
 */
const mostBytesPerId = 4000;
const mostBytesBeside = 1_000_000;
/** Where the results of a part go. */
function openRows({ inputs, folders, rows, signal }, prepared, part) {
    const own = inputs.jobIds.length > 0 ? undefined : prepared?.parts[part - 1];
    const opened = new PartRows({
        part,
        path: (0,external_node_path_.join)(folders.work, `part-${part}.ndjson`),
        directory: folders.work,
        range: own && own.of > 1 ? { first: own.first, last: own.last } : undefined,
        mostBytes: own && own.ids * mostBytesPerId + mostBytesBeside,
        signal
    });
    rows.set(part, opened);
    return opened;
}

;// CONCATENATED MODULE: ./src/lib/run-context.ts

function runContext(env) {
    return {
        repository: env['GITHUB_REPOSITORY'] ?? '',
        workflow: env['GITHUB_WORKFLOW'] ?? '',
        sha: env['GITHUB_SHA'] ?? '',
        runId: env['GITHUB_RUN_ID'] ?? '0',
        runAttempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? '1'),
        serverUrl: env['GITHUB_SERVER_URL'] ?? 'https://github.com',
        actionVersion: version
    };
}

;// CONCATENATED MODULE: ./src/check/step.ts
// What every phase of a run works with: its inputs, its record, its folders, what it touches outside, and its time.






/** The empty record of a run that starts now. */
function openRecord(env, clock) {
    return {
        startedAt: clock.now(),
        context: runContext(env),
        status: 'failed',
        parts: [],
        requests: 0
    };
}
/** The folders of a step that starts now. */
function foldersOf(env) {
    const folders = stepFolders(env);
    return { ...folders, results: (0,external_node_path_.join)(folders.own, 'results.ndjson') };
}
/**
 * A signal that aborts when the step is cancelled or its budget is spent; the
 * clock stops with `over`.
 *
 * @param waitsForX whether it is X that has not finished by then
 */
function step_budget({ timeout, onTimeout }, { clock, cancel }, over, waitsForX) {
    const spent = new AbortController();
    const goesOn = (0,message/* say */.cv) `, or set \`on-timeout: continue\` with a longer \`cycle\` and let scheduled runs resume`;
    clock.sleep(timeout, AbortSignal.any([cancel, over])).then(() => {
        const isX = waitsForX();
        spent.abort(new lib_failure/* Failure */.HR('timeout', {
            what: (0,message/* say */.cv) `${isX ? 'X' : 'The step'} did not finish within the \`timeout\` of ${(0,lib_text/* duration */.p0)(timeout)}.`,
            why: isX
                ? (0,message/* say */.cv) `Jobs take from minutes to hours, and X states no maximum.`
                : undefined,
            fix: (0,message/* say */.cv) `Run the workflow again: it resumes the jobs that exist. Or raise \`timeout\`${onTimeout === 'continue' ? '' : goesOn}.`
        }));
    }, () => spent.abort(cancel.reason));
    return spent.signal;
}

;// CONCATENATED MODULE: ./src/check/run.ts
// One run of the check, phase by phase: inputs, IDs, jobs, results, publication.
















/** Runs the action to its end, whatever that is: the record then says it all, and is written. */
async function run(record, dependencies) {
    const folders = foldersOf(dependencies.env);
    const over = new AbortController();
    try {
        await work(record, folders, dependencies, over.signal);
    }
    catch (thrown) {
        settle(record, (0,lib_failure/* asFailure */.h_)(thrown), dependencies.log);
    }
    finally {
        over.abort();
    }
    await reportEnding(record, folders, dependencies);
    try {
        writeOutputs(record, dependencies);
    }
    catch (thrown) {
        // One error is enough: what went wrong first.
        if (record.error === undefined) {
            const failure = (0,lib_failure/* asFailure */.h_)(thrown);
            settle(record, failure, dependencies.log);
            dependencies.announce(failure);
        }
    }
    await (0,external_node_fs_promises_.rm)(folders.work, { recursive: true, force: true }).catch((error) => dependencies.log.debug(`The working folder was not removed: ${String(error)}`));
}
async function work(record, folders, dependencies, over) {
    const inputs = readInputs(dependencies.env);
    record.inputs = inputs;
    const credentials = credentialsOf(inputs);
    const secrets = credentials ? secretsIn(credentials) : [];
    for (const secret of secrets)
        dependencies.log.mask(secret);
    await checkEnvironment(dependencies.env);
    await makeStepFolders(folders);
    record.reportPath = folders.report;
    normalizeProxies(dependencies.env);
    if (credentials)
        requireVerifiedTls(dependencies.env);
    const signal = step_budget(inputs, dependencies, over, () => {
        const current = record.parts.find(({ rows }) => !rows);
        return current !== undefined && current.completedAt === undefined;
    });
    const rows = new Map();
    const step = { inputs, record, folders, dependencies, rows, signal };
    await checkResultsPath(step);
    await checkArtifact(step);
    const prepared = await readIds(step);
    if (inputs.dryRun) {
        record.status = 'checked';
        return;
    }
    await room_requireRoom(prepared?.set.size ?? 0, folders.work);
    await requireRoomForResults(step, prepared?.set.size ?? 0);
    record.status = await runAndCount(step, prepared);
    if (record.status === 'complete')
        await publish_publish(step);
}
/** Runs the jobs and counts their rows, also those of the finished parts when something fails. */
async function runAndCount(step, prepared) {
    const { signal } = step;
    const { log } = step.dependencies;
    const outcome = await log
        .group('Run the jobs', () => obtainResults(step, prepared))
        .then(status => ({ status }), (thrown) => ({ thrown }));
    try {
        await log.group('Count the results', () => countResults(step, prepared));
    }
    catch (thrown) {
        if (!('thrown' in outcome)) {
            signal.throwIfAborted();
            throw thrown;
        }
        const why = signal.aborted ? 'no time was left.' : (0,lib_failure/* asFailure */.h_)(thrown).message;
        log.info(`The rows of the finished parts were not joined: ${why}`);
    }
    if ('thrown' in outcome)
        throw outcome.thrown;
    return outcome.status;
}

;// CONCATENATED MODULE: ./src/check/main.ts
// One step: what a run touches outside itself.







// What the step leaves is for its own user: 0700 and 0600.
process.umask(0o077);
const log = runnerLog();
const record = openRecord(process.env, systemClock);
const step = new StepProcess({
    title: 'batch-compliance-action',
    log,
    record,
    cancelled: signal => cancelled(signal, record.inputs?.simulate === true)
});
const dependencies = {
    env: process.env,
    clock: systemClock,
    log,
    cancel: step.cancel,
    setOutput: (name, value) => setOutput(process.env, name, value),
    writeSummary: markdown => {
        writeSummary(process.env, markdown);
    },
    announce: failure => {
        step.announce(failure);
    },
    artifacts: artifactStore({ env: process.env, log }),
    startSimulator: async (directory) => {
        const { startSimulator } = await __webpack_require__.e(/* import() */ "start-simulator").then(__webpack_require__.bind(__webpack_require__, 57324));
        return startSimulator({ directory });
    }
};
/** Runs the step and ends the process; see `StepProcess`. */
function main(signals, early) {
    return step.run(() => run(record, dependencies), () => {
        writeOutputs(record, dependencies);
    }, signals, early);
}


/***/ }),

/***/ 89375:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C3: () => (/* binding */ isEventOutput),
/* harmony export */   M: () => (/* binding */ eventKinds),
/* harmony export */   RV: () => (/* binding */ refusedReason),
/* harmony export */   fv: () => (/* binding */ errorCodes),
/* harmony export */   nU: () => (/* binding */ requiredActions),
/* harmony export */   tj: () => (/* binding */ eventOutputs)
/* harmony export */ });
// The words of the product: job types, statuses, events, required actions and error codes.
/** What the owner of the data must do with an affected ID, most pressing first. */
const requiredActions = [
    'delete',
    'review',
    'refetch',
    'scrub-geo'
];
/**
 * Every event, by its output. The words are those of X's "Batch compliance"
 * pages; `other` takes every word that is not here. The outputs sum to `events`.
 */
const eventKinds = {
    deleted: {
        reasons: ['deleted'],
        requiredAction: 'delete',
        meaning: { tweets: 'Deleted by the author', users: 'Deleted by the user' },
        severity: 'bad',
        simulated: { tweets: [82, 90], users: [82, 90] },
        description: 'Number of posts or accounts that were deleted.'
    },
    deactivated: {
        reasons: ['deactivated'],
        requiredAction: 'delete',
        meaning: {
            tweets: 'The account was deactivated',
            users: 'Deactivated by the user'
        },
        severity: 'bad',
        simulated: { tweets: [94, 94], users: [94, 94] },
        description: 'Number of posts of deactivated accounts, or of deactivated accounts.'
    },
    scrub_geo: {
        reasons: ['scrub_geo', 'geo_scrubbed'],
        inAction: true,
        requiredAction: 'scrub-geo',
        outweighsAction: true,
        meaning: {
            tweets: 'The author removed the location',
            users: 'The user removed the location from all posts'
        },
        severity: 'act',
        simulated: { tweets: [98, 99] },
        description: 'Number of posts whose location the author removed, or of accounts that removed it from all posts. `geo_scrubbed`, as reason or action, counts here.'
    },
    protected: {
        reasons: ['protected'],
        requiredAction: 'delete',
        meaning: {
            tweets: 'The account was made private',
            users: 'Made private by the user'
        },
        severity: 'bad',
        simulated: { tweets: [91, 93], users: [91, 93] },
        description: 'Number of posts of protected accounts, or of protected accounts.'
    },
    suspended: {
        reasons: ['suspended'],
        requiredAction: 'delete',
        meaning: { tweets: 'The account was suspended', users: 'Suspended by X' },
        severity: 'bad',
        simulated: { tweets: [70, 81], users: [70, 81] },
        description: 'Number of posts of suspended accounts, or of suspended accounts.'
    },
    tweet_edited: {
        reasons: ['tweet_edited'],
        requiredAction: 'refetch',
        outweighsAction: true,
        meaning: { tweets: 'Edited by the author', users: 'Edited' },
        severity: 'wait',
        simulated: { tweets: [95, 97] },
        description: 'Number of posts that were edited, to fetch again.'
    },
    other: {
        reasons: [],
        meaning: {
            tweets: 'A reason this action does not know',
            users: 'A reason this action does not know'
        },
        severity: 'act',
        description: 'Number of rows with a reason that this action does not know; look at them. The event outputs sum to `events`.'
    }
};
const eventOutputs = Object.keys(eventKinds).filter(isEventOutput);
function isEventOutput(word) {
    return Object.hasOwn(eventKinds, word);
}
/** The word by which the service refuses a line of the upload: no event. */
const refusedReason = 'invalid_id';
/**
 * Every `error-code` of the two actions: whose fault it is, and whether its text may
 * quote what stands in ID files or results, which no report may hold.
 */
const errorCodes = {
    'invalid-input': { fault: 'user', quotes: true },
    'ids-not-found': { fault: 'user', quotes: true },
    'ids-invalid': { fault: 'user', quotes: true },
    'ids-damaged': { fault: 'user', quotes: true },
    'ids-empty': { fault: 'user', quotes: true },
    unauthorized: { fault: 'user', quotes: false },
    forbidden: { fault: 'user', quotes: false },
    'payment-required': { fault: 'user', quotes: false },
    'rate-limited': { fault: 'service', quotes: false },
    'usage-capped': { fault: 'user', quotes: false },
    'job-active': { fault: 'user', quotes: false },
    'upload-refused': { fault: 'service', quotes: false },
    'upload-expired': { fault: 'service', quotes: false },
    'upload-corrupt': { fault: 'service', quotes: false },
    'job-failed': { fault: 'service', quotes: false },
    'job-expired': { fault: 'service', quotes: false },
    'job-not-found': { fault: 'user', quotes: false },
    'results-expired': { fault: 'user', quotes: false },
    'results-corrupt': { fault: 'service', quotes: true },
    'service-unavailable': { fault: 'service', quotes: false },
    'request-refused': { fault: 'service', quotes: false },
    timeout: { fault: 'service', quotes: false },
    cancelled: { fault: 'user', quotes: false },
    'disk-full': { fault: 'user', quotes: true },
    'artifact-not-found': { fault: 'user', quotes: false },
    'artifact-conflict': { fault: 'user', quotes: false },
    'artifact-quota': { fault: 'user', quotes: false },
    'artifact-unsupported': { fault: 'user', quotes: false },
    'environment-unusable': { fault: 'user', quotes: true },
    'events-found': { fault: 'user', quotes: false },
    // Those of `apply` alone.
    'data-not-found': { fault: 'user', quotes: true },
    'data-unknown': { fault: 'user', quotes: true },
    'data-invalid': { fault: 'user', quotes: true },
    'column-unknown': { fault: 'user', quotes: true },
    'results-not-found': { fault: 'user', quotes: true },
    'results-refused': { fault: 'user', quotes: true },
    'share-exceeded': { fault: 'user', quotes: false },
    'data-changed': { fault: 'user', quotes: true },
    'data-busy': { fault: 'user', quotes: true },
    'not-writable': { fault: 'user', quotes: true },
    'verify-failed': { fault: 'us', quotes: true },
    internal: { fault: 'us', quotes: true }
};


/***/ }),

/***/ 93947:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ explainErrno)
/* harmony export */ });
/* harmony import */ var _message_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16696);

const otherUser = (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `It belongs to another user: often a container of an earlier step wrote it as root, or this step runs in a container with \`--user\`.`;
const sameUser = (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `Let all steps run as the same user, or change owner and mode in an earlier step (\`sudo chown -R "$(id -u)" …\`).`;
const noFile = {
    what: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `cannot be read like a file`,
    why: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `It belongs to a device or to the system, as in \`/proc\`, \`/sys\` and \`/dev\`.`,
    fix: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `Name regular files only.`
};
const moreRoom = (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `Free space in an earlier step, or use a runner with a larger disk.`;
const meanings = {
    EACCES: {
        what: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `cannot be accessed: permission denied`,
        why: otherUser,
        fix: sameUser
    },
    EPERM: {
        what: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `cannot be changed: the operation is not permitted`,
        why: otherUser,
        fix: sameUser
    },
    EROFS: {
        what: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `is on a read-only file system`,
        why: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `The folder was mounted as read-only, often into a container.`,
        fix: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `Mount it as writable, or use another folder.`
    },
    ENOENT: {
        what: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `does not exist`,
        why: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `Another step removed it, or it is a path of the host that does not exist in the container of this step.`,
        fix: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `Check the folder in a step before this one (\`ls -la\`), in the same container.`
    },
    ENOTDIR: {
        what: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `leads through a file where a folder is expected`,
        fix: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `Check the path in a step before this one (\`ls -la\`).`
    },
    EISDIR: {
        what: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `is a folder, and a file is expected`,
        fix: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `Check the path in a step before this one (\`ls -la\`).`
    },
    EEXIST: {
        what: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `already exists`,
        why: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `Another process writes to the same folder.`,
        fix: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `Let nothing else write there while this step runs.`
    },
    ELOOP: {
        what: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `leads through symbolic links that form a loop`,
        fix: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `Correct the symbolic links on the way to it.`
    },
    EMFILE: {
        what: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `could not be opened: this process has too many files open`,
        fix: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `Raise the limit of open files (\`ulimit -n\`) of the runner to 1024 or more.`
    },
    ENFILE: {
        what: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `could not be opened: the machine has too many files open`,
        fix: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `Stop what else runs on the runner, or raise its limit (\`fs.file-max\`).`
    },
    EIO: {
        what: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `could not be read or written: the disk reported an error`,
        why: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `The disk, or the network share behind it, is faulty.`,
        fix: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `Run the job again on another runner.`
    },
    EAGAIN: noFile,
    ENODEV: noFile,
    ENXIO: noFile,
    ESTALE: {
        what: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `is on a network share that is no longer available`,
        fix: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `Check the mount, and run the job again.`
    },
    EBUSY: {
        what: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `is used by another process`,
        fix: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `Let nothing else use it while this step runs.`
    },
    ENOMEM: {
        what: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `could not be used: the machine has no memory left`,
        fix: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `Use a runner with more memory, or run fewer processes beside this step.`
    },
    ENAMETOOLONG: {
        what: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `is too long for a path`,
        fix: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `Use shorter names of folders and files.`
    },
    EFBIG: {
        what: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `would become larger than a file may be here`,
        why: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `A limit on the size of files (\`ulimit -f\`) or the file system sets this.`,
        fix: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `Raise the limit, or use another file system.`
    },
    EDQUOT: {
        what: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `could not be written: the disk quota is used up`,
        fix: moreRoom,
        code: 'disk-full'
    },
    ENOSPC: {
        what: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `could not be written: the disk is full`,
        fix: moreRoom,
        code: 'disk-full'
    }
};
/** What an error of Node's file system means; undefined for one that only a fault of ours can cause. */
function explainErrno(error) {
    const meaning = meanings[error.code ?? ''];
    if (meaning === undefined)
        return undefined;
    const subject = error.path === undefined
        ? (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `A file of this step`
        : [(0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)(error.path, 200)];
    const { what, why, fix, code: errorCode = 'environment-unusable' } = meaning;
    return {
        code: errorCode,
        text: { what: (0,_message_js__WEBPACK_IMPORTED_MODULE_0__/* .say */ .cv) `${subject} ${what} (${error.code ?? ''}).`, why, fix }
    };
}


/***/ }),

/***/ 99209:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HR: () => (/* binding */ Failure),
/* harmony export */   h_: () => (/* binding */ asFailure),
/* harmony export */   jk: () => (/* binding */ explainTimeout),
/* harmony export */   oM: () => (/* binding */ systemFailure),
/* harmony export */   s$: () => (/* binding */ isErrnoException)
/* harmony export */ });
/* harmony import */ var _errno_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(93947);
/* harmony import */ var _message_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16696);
// The ways a step can fail: a stable code, what happened, the likely cause and the fix.


/** A failure that a user can read and act on. Everything else that is thrown is `internal`. */
class Failure extends Error {
    code;
    text;
    name = 'Failure';
    constructor(code, text, options) {
        super((0,_message_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)((0,_message_js__WEBPACK_IMPORTED_MODULE_1__/* .joined */ .oR)([text.what, text.why, text.fix])), options);
        this.code = code;
        this.text = text;
    }
}
/** Turns whatever was thrown into a `Failure`; a stranger becomes `internal`. */
function asFailure(thrown) {
    if (thrown instanceof Failure)
        return thrown;
    const known = systemFailure(thrown);
    if (known)
        return known;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return new Failure('internal', {
        what: (0,_message_js__WEBPACK_IMPORTED_MODULE_1__/* .say */ .cv) `Something went wrong inside the action: ${message}`,
        why: (0,_message_js__WEBPACK_IMPORTED_MODULE_1__/* .say */ .cv) `This is a fault of the action, not of your workflow.`,
        fix: (0,_message_js__WEBPACK_IMPORTED_MODULE_1__/* .say */ .cv) `Run the job again with debug logging, and report it with the log.`
    }, { cause: thrown });
}
/** What the operating system refused, as a failure; undefined for every other error. */
function systemFailure(error) {
    const known = isErrnoException(error) ? (0,_errno_js__WEBPACK_IMPORTED_MODULE_0__/* .explainErrno */ .o)(error) : undefined;
    return known && new Failure(known.code, known.text, { cause: error });
}
/**
 * Whether an error is one of Node's, with a `code` such as `ENOENT`. Judged by
 * its shape: an error of another realm, as in tests, is no `instanceof Error`.
 */
function isErrnoException(error) {
    return (typeof error === 'object' &&
        error !== null &&
        'message' in error &&
        'code' in error);
}
/** A timeout that came while something was waited for says what it was; the first word on it counts. */
function explainTimeout(error, why) {
    const isBare = error instanceof Failure && error.cause === undefined;
    return isBare && error.code === 'timeout'
        ? new Failure('timeout', { ...error.text, why }, { cause: error })
        : error;
}


/***/ }),

/***/ 16696:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jt: () => (/* binding */ withoutQuotedIds),
/* harmony export */   Yg: () => (/* binding */ withoutQuotes),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   cv: () => (/* binding */ say),
/* harmony export */   hD: () => (/* binding */ quote),
/* harmony export */   oR: () => (/* binding */ joined),
/* harmony export */   pj: () => (/* binding */ plain),
/* harmony export */   yL: () => (/* binding */ oneOf)
/* harmony export */ });
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79112);
// Sentences as pieces, so that each place that shows them escapes, draws or leaves out what is not ours.

/** What stands for a quote that is left out. */
const leftOut = '[left out]';
/**
 * A message from a template. What stands between backticks in the template
 * itself is code, with the values in it; other values stay what they are,
 * whatever they hold.
 */
function say(template, ...values) {
    const pieces = [];
    /** Code that is open, and the same with its values left out. */
    let open;
    for (const [index, text] of template.entries()) {
        for (const [at, part] of text.split('`').entries()) {
            if (at > 0 && open !== undefined) {
                const { code, shared } = open;
                pieces.push(code === shared ? { code } : { code, shared });
                open = undefined;
            }
            else if (at > 0)
                open = { code: '', shared: '' };
            if (open !== undefined) {
                open.code += part;
                open.shared += part;
            }
            else if (part !== '')
                pieces.push(part);
        }
        const value = values[index] ?? '';
        if (open !== undefined) {
            const shown = typeof value === 'object' ? textOf(value) : String(value);
            open.code += shown.replaceAll('`', "'");
            if (value !== '')
                open.shared += leftOut;
        }
        else if (typeof value === 'number')
            pieces.push(String(value));
        else if (isMessage(value))
            pieces.push(...value);
        else if (value !== '')
            pieces.push(value);
    }
    return pieces;
}
function textOf(value) {
    return plain(isMessage(value) ? value : [value]);
}
function isMessage(value) {
    return Array.isArray(value);
}
/** A name or value as code, on one line of at most `max` characters. */
function code(text, max) {
    return { code: (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(text, max).replaceAll('`', "'") };
}
/** A text from outside in quotes, on one line of at most `max` characters. */
function quote(text, max) {
    return { quote: (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .printable */ .g$)(text, max).replace(/[“”]/g, '"') };
}
/** Messages one behind the other, with `separator` between them. */
function joined(messages, separator = ' ') {
    return messages
        .filter(message => message !== undefined)
        .flatMap((message, index) => index === 0 ? message : [separator, ...message]);
}
/** A list in a sentence: `a, b or c`. */
function oneOf(names, last = 'or') {
    return names.flatMap((name, index) => {
        const separator = index === 0 ? [] : [index === names.length - 1 ? ` ${last} ` : ', '];
        return [...separator, { code: name }];
    });
}
/** As text without markup: code in backticks, quotes in quotation marks. */
function plain(message) {
    return message
        .map(piece => {
        if (typeof piece === 'string')
            return piece;
        if ('code' in piece)
            return `\`${piece.code}\``;
        return 'quote' in piece ? `“${piece.quote}”` : piece.strong;
    })
        .join('');
}
/** The message without its quotes and without runs of digits that may be IDs. */
function withoutQuotes(message) {
    return message.map(piece => {
        if (typeof piece === 'string')
            return (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutIds */ .Li)(piece);
        if ('quote' in piece)
            return leftOut;
        return 'code' in piece
            ? { code: (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutIds */ .Li)(piece.shared ?? piece.code) }
            : piece;
    });
}
/** The message with no run of digits in its quotes that may be an ID. */
function withoutQuotedIds(message) {
    return message.map(piece => typeof piece === 'object' && 'quote' in piece
        ? { quote: (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutIds */ .Li)(piece.quote) }
        : piece);
}


/***/ }),

/***/ 79112:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ku: () => (/* binding */ firstOf),
/* harmony export */   LS: () => (/* binding */ plural),
/* harmony export */   Li: () => (/* binding */ withoutIds),
/* harmony export */   RK: () => (/* binding */ visible),
/* harmony export */   U9: () => (/* binding */ count),
/* harmony export */   ee: () => (/* binding */ bytes),
/* harmony export */   g$: () => (/* binding */ printable),
/* harmony export */   p0: () => (/* binding */ duration),
/* harmony export */   qo: () => (/* binding */ clockTime),
/* harmony export */   uR: () => (/* binding */ instant)
/* harmony export */ });
/* unused harmony export quoted */
// Text from outside made fit to be shown, and the few formats that every room writes the same way.
/** Controls, characters without a shape (bidirectional ones among them), and ends of lines. */
const unprintable = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
/**
 * One line of at most `max` characters, without control or bidirectional
 * characters and without the marks that start a workflow command.
 */
function printable(text, max = 400) {
    const shown = visible(text)
        .replaceAll('::', ':\\u003a')
        .replaceAll('##[', '#\\u0023[');
    const characters = Array.from(shown);
    return characters.length > max
        ? `${characters.slice(0, max - 1).join('')}…`
        : shown;
}
/** Control and bidirectional characters as `\uXXXX`. */
function visible(text) {
    return text.replace(unprintable, c => `\\u${hex4(c.codePointAt(0) ?? 0)}`);
}
/**
 * A text in quotes that it cannot close: reports leave out, or clean, what
 * stands between them.
 */
function quoted(text, max) {
    return `“${printable(text, max).replace(/[“”]/g, '"')}”`;
}
function hex4(code) {
    return code.toString(16).padStart(4, '0');
}
/** Without runs of digits that may be IDs; counts have separators and stay. */
function withoutIds(text) {
    return text.replace(/\d{5,}/g, '[left out]');
}
/** 1234567 → `1,234,567`. Without `Intl`, whose start takes longer than reading a million IDs. */
function count(n) {
    const digits = String(n);
    const first = digits.length % 3 || 3;
    const groups = [digits.slice(0, first)];
    for (let at = first; at < digits.length; at += 3)
        groups.push(digits.slice(at, at + 3));
    return groups.join(',');
}
/** `1 part`, `2 parts`. */
function plural(n, one, many = `${one}s`) {
    return `${count(n)} ${n === 1 ? one : many}`;
}
/** `the first row`, `the first 20 rows`. */
function firstOf(n, one) {
    return n === 1 ? `the first ${one}` : `the first ${plural(n, one)}`;
}
/** Milliseconds as `45 s`, `12 min 5 s` or `3 h 20 min`. */
function duration(ms) {
    const seconds = Math.round(ms / 1000);
    if (seconds < 60)
        return `${seconds} s`;
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60)
        return seconds % 60 === 0
            ? `${minutes} min`
            : `${minutes} min ${seconds % 60} s`;
    const hours = Math.floor(minutes / 60);
    if (hours >= 48 && minutes % (24 * 60) === 0)
        return `${hours / 24} days`;
    return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}
/** Bytes in decimal units, as GitHub shows them: `1.2 MB`. */
function bytes(n) {
    const units = ['kB', 'MB', 'GB', 'TB'];
    if (n < 1000)
        return plural(n, 'byte');
    let value = n;
    let unit = '';
    for (const next of units) {
        if (value < 1000)
            break;
        value /= 1000;
        unit = next;
    }
    return `${value.toFixed(1)} ${unit}`;
}
/** An instant as ISO 8601 in UTC with whole seconds: `2026-11-21T22:44:00Z`. */
function instant(ms) {
    const date = new Date(ms);
    // What a service states may lie beyond the years that a date can have.
    return Number.isNaN(date.getTime())
        ? 'a time out of reach'
        : date.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
/** The time of day in UTC, for a log: `19:34 UTC`. */
function clockTime(ms) {
    return `${instant(ms).slice(11, 16)} UTC`;
}


/***/ })

};
