export const id = "main";
export const ids = ["main"];
export const modules = {

/***/ 767:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(500);
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

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(24);
// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(455);
// EXTERNAL MODULE: ./src/lib/errno.ts
var errno = __webpack_require__(947);
// EXTERNAL MODULE: ./src/lib/failure.ts
var lib_failure = __webpack_require__(209);
// EXTERNAL MODULE: ./src/lib/message.ts
var message = __webpack_require__(696);
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

// EXTERNAL MODULE: ./src/lib/text.ts
var lib_text = __webpack_require__(112);
;// CONCATENATED MODULE: ./src/lib/harmless.ts
// Lines of a log that a runner and a terminal take for nothing but text.

/** Longest line that is written; texts from outside are cut much earlier by whoever shows them. */
const lineLimit = 4000;
/** Keeps line breaks, and takes from every line what a runner or a terminal would act on. */
function harmless(message) {
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
        info: message => process.stdout.write(`${harmless(message)}\n`),
        warning: (message, place) => issue('warning', harmless(message), place && { file: (0,lib_text/* visible */.RK)(place.file), line: place.line }),
        debug: message => issue('debug', harmless(message)),
        mask: secret => {
            // Short ones are found everywhere: GitHub drops job outputs that hold a masked value.
            if (secret.length < shortestMask || masked.has(secret))
                return;
            masked.add(secret);
            issue('add-mask', secret);
        },
        group: async (title, body) => {
            issue('group', harmless(title));
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
    issue('error', harmless(message), { title });
}
/** Without a runner there is nowhere for an output to go but the log. */
function setOutput(env, name, value) {
    const path = env['GITHUB_OUTPUT'];
    if (!path) {
        process.stdout.write(`${name}: ${harmless(value)}\n`);
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
var external_node_util_ = __webpack_require__(975);
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

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(760);
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

;// CONCATENATED MODULE: ./src/apply/edits/edit.ts
/** Bits of a verdict. */
const verdict = { gone: 1, geo: 2, refetch: 4, review: 8 };
/** Why something was taken out. */
const rules = [
    'own',
    'edit_history',
    'author',
    'retweet',
    'embedded',
    'location',
    'profile'
];
/** Why something can't be checked. */
const gaps = ['author', 'original', 'includes', 'list'];
/** The ID as a bigint. */
function idOf({ high, low }) {
    return (BigInt(high) << 32n) | BigInt(low);
}

;// CONCATENATED MODULE: ./src/apply/record.ts

/** How much of a file nothing tells the verdict of. */
function unreachableOf({ unreachable }) {
    return gaps.reduce((sum, gap) => sum + unreachable[gap], 0);
}
/** Sums over the files. */
function totalsOf(record) {
    const { files } = record;
    const sum = (of) => files.reduce((total, file) => total + of(file), 0);
    const read = sum(file => file.read);
    const removed = sum(file => file.removed);
    return {
        files: files.length,
        filesChanged: record.filesChanged,
        read,
        removed,
        kept: read - removed,
        changed: sum(file => file.changed),
        bad: sum(file => file.bad),
        unverified: sum(file => (file.verified ? 0 : file.read)),
        unreachable: sum(unreachableOf),
        refetch: record.refetch,
        review: record.review
    };
}
/** The moment as of which the oldest results used hold (ms). */
function checkedAt({ results }) {
    return results.length > 0
        ? Math.min(...results.map(each => each.checkedAt))
        : undefined;
}
function isSimulated({ results }) {
    return results.some(each => each.simulated);
}

;// CONCATENATED MODULE: ./src/domain.ts
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

;// CONCATENATED MODULE: ./src/apply/report.ts
// apply-report.json: what an auditor needs to know about a run, in a documented, versioned schema (docs/apply-report.schema.json).





/** Raised by one whenever a name or meaning in the file changes; new names alone do not raise it. */
const schemaVersion = 1;
/** The report of a run as JSON text. It holds no ID and no line of a data file. */
function applyReport(record) {
    const { context, inputs, appliedAt } = record;
    const at = checkedAt(record);
    const totals = totalsOf(record);
    const report = {
        schema: schemaVersion,
        simulated: isSimulated(record),
        status: record.status,
        error: record.error ? errorOf(shareable(record.error)) : null,
        action: {
            name: 'batch-compliance-action/apply',
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
        mode: inputs?.mode ?? null,
        settings: inputs
            ? {
                format: inputs.format,
                id_column: cleared(inputs.idColumn),
                author_column: cleared(inputs.authorColumn),
                geo_columns: inputs.geoColumns.map(lib_text/* withoutIds */.Li),
                max_removed: inputs.maxRemoved,
                max_age_seconds: inputs.maxAge / 1000,
                on_bad_record: inputs.onBadRecord,
                shard: inputs.shard
                    ? `${inputs.shard.index}/${inputs.shard.of}`
                    : null,
                remove_posts: inputs.removePosts.length > 0,
                remove_users: inputs.removeUsers.length > 0
            }
            : null,
        results: record.results.map(resultsOf),
        applied_at: iso(appliedAt),
        lag_seconds: appliedAt === undefined || at === undefined
            ? null
            : Math.round((appliedAt - at) / 1000),
        totals: {
            files: totals.files,
            files_changed: totals.filesChanged,
            read: totals.read,
            removed: totals.removed,
            kept: totals.kept,
            changed: totals.changed,
            bad: totals.bad,
            unverified: totals.unverified,
            unreachable: totals.unreachable,
            refetch: totals.refetch,
            review: totals.review
        },
        warnings: record.warnings.map(lib_text/* withoutIds */.Li),
        files: record.files.map(fileOf)
    };
    return `${JSON.stringify(report, null, 2)}\n`;
}
function fileOf(file) {
    return {
        name: (0,lib_text/* withoutIds */.Li)(file.name),
        format: file.format ?? null,
        compression: file.compression,
        verified: file.verified,
        bytes_before: file.bytesBefore,
        bytes_after: file.bytesAfter ?? null,
        sha256_before: file.sha256Before ?? null,
        sha256_after: file.sha256After ?? null,
        read: file.read,
        removed: file.removed,
        kept: file.read - file.removed,
        changed: file.changed,
        by_rule: file.byRule,
        bad: file.bad,
        unreachable: unreachableOf(file),
        emptied: file.emptied
    };
}
function resultsOf({ type, checkedAt: at, run, sha256, lists }) {
    return { type, checked_at: iso(at), run, sha256, lists };
}
/** A failure without what it quotes of files. */
function shareable({ code, text }) {
    return new lib_failure/* Failure */.HR(code, {
        what: (0,message/* withoutQuotes */.Yg)(text.what),
        why: text.why && (0,message/* withoutQuotes */.Yg)(text.why),
        fix: (0,message/* withoutQuotes */.Yg)(text.fix)
    });
}
function errorOf({ code, text }) {
    return {
        code,
        fault: errorCodes[code].fault,
        what: (0,message/* plain */.pj)(text.what),
        why: text.why ? (0,message/* plain */.pj)(text.why) : null,
        fix: (0,message/* plain */.pj)(text.fix)
    };
}
const cleared = (text) => text === undefined ? null : (0,lib_text/* withoutIds */.Li)(text);
function iso(ms) {
    return ms === undefined ? null : new Date(ms).toISOString();
}

;// CONCATENATED MODULE: ./src/apply/page.ts







const ruleWords = {
    own: 'Records of posts that are gone',
    edit_history: 'Records of posts of which an older version is gone',
    author: 'Records of posts whose author is gone',
    retweet: 'Records that are retweets of gone posts',
    embedded: 'Gone posts embedded in records that stay',
    location: 'Locations of posts that stay',
    profile: 'Profiles of gone accounts'
};
/** @param mostFiles rows of the table of files */
function applyPage(record, mostFiles) {
    const [severity, headline] = withReview(record, headlineOf(record));
    const simulated = isSimulated(record);
    return {
        kind: 'Compliance: stored data',
        severity,
        headline: simulated ? ['[Simulated] ', ...headline] : headline,
        subline: subline(record),
        ...(simulated
            ? {
                banner: {
                    severity: 'bad',
                    title: 'Simulated results: made up, not from X',
                    blocks: [inline_code_text('Data edited by them is not in compliance.')]
                }
            }
            : {}),
        notices: [
            ...(record.error ? [failureNotice(shareable(record.error))] : []),
            ...(record.warnings.length > 0
                ? [
                    {
                        severity: 'act',
                        title: 'Before you rely on this',
                        blocks: [
                            {
                                kind: 'list',
                                items: record.warnings.map(each => inlines((0,lib_text/* withoutIds */.Li)(each)))
                            }
                        ]
                    }
                ]
                : [])
        ],
        sections: [
            ...byRule(record),
            ...files(record, mostFiles),
            beyond,
            ...provenance(record)
        ]
    };
}
/** Posts to review are never called compliant. */
function withReview({ review }, [severity, headline]) {
    return review === 0 || severity === 'bad'
        ? [severity, headline]
        : ['act', [...headline, `; ${(0,lib_text/* plural */.LS)(review, 'post')} to review`]];
}
function headlineOf(record) {
    const { read, removed, changed, filesChanged } = totalsOf(record);
    const what = `${(0,lib_text/* count */.U9)(removed)} of ${(0,lib_text/* plural */.LS)(read, 'record')} removed, ${(0,lib_text/* count */.U9)(changed)} changed`;
    const where = (0,lib_text/* plural */.LS)(filesChanged, 'file');
    switch (record.status) {
        case 'planned':
            return filesChanged === 0
                ? ['good', ['Plan: nothing to do']]
                : [
                    'act',
                    [
                        `Plan: ${(0,lib_text/* count */.U9)(removed)} of ${(0,lib_text/* plural */.LS)(read, 'record')} to remove, ${(0,lib_text/* count */.U9)(changed)} to change, in ${where}`
                    ]
                ];
        case 'applied':
            return ['good', [`${what}, in ${where}`]];
        case 'unchanged':
            return [
                record.warnings.length === 0 ? 'good' : 'act',
                ['Nothing to do: no file needed a change']
            ];
        case 'cancelled':
            return ['bad', [`Cancelled: ${where} changed until then`]];
        case 'failed':
            return [
                'bad',
                [
                    filesChanged === 0
                        ? 'Nothing was changed: '
                        : `${where} changed, then the step failed: `,
                    { code: record.error?.code ?? 'internal' }
                ]
            ];
    }
}
function subline(record) {
    const { inputs, appliedAt } = record;
    const at = checkedAt(record);
    const pieces = [
        ...(record.files.length > 0
            ? [(0,lib_text/* plural */.LS)(record.files.length, 'data file')]
            : []),
        ...(at === undefined ? [] : [`checked ${moment(at)}`]),
        ...(appliedAt === undefined ? [] : [`applied ${moment(appliedAt)}`]),
        ...(appliedAt === undefined || at === undefined
            ? []
            : [`${(0,lib_text/* duration */.p0)(Math.max(0, appliedAt - at))} after the check`]),
        ...(inputs?.shard
            ? [`shard ${inputs.shard.index} of ${inputs.shard.of}`]
            : [])
    ];
    return [pieces.join(' · ')];
}
function byRule({ files: all, status }) {
    const rows = rules.flatMap(rule => {
        const found = all.reduce((sum, { byRule: counts }) => sum + counts[rule], 0);
        return found === 0 ? [] : [[[ruleWords[rule]], [(0,lib_text/* count */.U9)(found)]]];
    });
    if (rows.length === 0)
        return [];
    const isDone = status === 'applied';
    const title = isDone ? 'What was removed' : 'What has to be removed';
    return [
        {
            title,
            blocks: [
                {
                    kind: 'table',
                    caption: title,
                    columns: [{ title: 'What' }, { title: 'How many', numeric: true }],
                    rows
                }
            ]
        }
    ];
}
/** The files with most to do first. */
function files({ files: all, status }, most) {
    if (all.length === 0 || most === 0)
        return [];
    const isDone = status === 'applied' || status === 'unchanged';
    const shown = [...all]
        .sort((a, b) => b.removed + b.changed - a.removed - a.changed)
        .slice(0, most);
    const blocks = [
        {
            kind: 'table',
            caption: 'Data files',
            columns: [
                { title: 'File' },
                { title: 'Format' },
                { title: 'Records', numeric: true },
                { title: isDone ? 'Removed' : 'To remove', numeric: true },
                { title: isDone ? 'Changed' : 'To change', numeric: true },
                { title: 'Verified' },
                { title: 'Size', numeric: true, minor: true }
            ],
            rows: shown.map(rowOf)
        }
    ];
    if (shown.length < all.length)
        blocks.push(inline_code_text(`${(0,lib_text/* plural */.LS)(all.length - shown.length, 'more file is', 'more files are')} listed in `, { code: 'apply-report.json' }, '.'));
    return [{ title: 'Data files', blocks }];
}
function rowOf(file) {
    const { read, removed, changed, bytesBefore, bytesAfter } = file;
    const packed = file.compression === 'none' ? '' : `, ${file.compression}`;
    const after = bytesAfter === undefined || bytesAfter === bytesBefore
        ? ''
        : ` → ${(0,lib_text/* bytes */.ee)(bytesAfter)}`;
    return [
        [{ code: (0,lib_text/* withoutIds */.Li)(file.name) }, ...(file.emptied ? [' (emptied)'] : [])],
        [`${file.format ?? 'not read'}${packed}`],
        [(0,lib_text/* count */.U9)(read)],
        [removed === 0 ? '0' : `${(0,lib_text/* count */.U9)(removed)} (${share(removed, read)})`],
        [(0,lib_text/* count */.U9)(changed)],
        [file.verified ? 'yes' : 'no'],
        [`${(0,lib_text/* bytes */.ee)(bytesBefore)}${after}`]
    ];
}
const beyond = {
    title: 'What this does not reach',
    folded: true,
    blocks: [
        {
            kind: 'list',
            items: [
                [
                    'The history of a Git repository, and Git LFS: earlier commits keep what was taken out.'
                ],
                ['Backups, snapshots, and older versions of objects in a bucket.'],
                [
                    'Databases, search indexes, Parquet and other files that are not edited: give them ',
                    { code: 'removed.txt' },
                    '.'
                ],
                [
                    'Media files, whose names hold the ID of their post: ',
                    { code: 'removed.txt' },
                    ' names these posts.'
                ],
                ['Copies that others made.']
            ]
        }
    ]
};
function provenance({ results, context }) {
    const rows = results.map(each => [
        [each.type],
        [moment(each.checkedAt)],
        [(0,lib_text/* count */.U9)(each.lists.delete.ids)],
        [(0,lib_text/* count */.U9)(each.lists['scrub-geo'].ids)],
        [(0,lib_text/* count */.U9)(each.lists.refetch.ids)],
        [(0,lib_text/* count */.U9)(each.lists.review.ids)]
    ]);
    return [
        {
            title: 'Run details',
            folded: true,
            blocks: [
                ...(rows.length === 0
                    ? []
                    : [
                        {
                            kind: 'table',
                            caption: 'Results used',
                            columns: [
                                { title: 'Results' },
                                { title: 'Checked' },
                                { title: 'Delete', numeric: true },
                                { title: 'Scrub location', numeric: true },
                                { title: 'Fetch again', numeric: true },
                                { title: 'Review', numeric: true }
                            ],
                            rows
                        }
                    ]),
                inline_code_text(`batch-compliance-action ${context.actionVersion}`)
            ]
        }
    ];
}

;// CONCATENATED MODULE: ./src/apply/outputs.ts
// The outputs of `apply`, read off the record of the run.


/** Every output, in the order of the documents. */
const outputTable = {
    status: {
        group: 'Status',
        description: '`planned`, `applied`, `unchanged`, `failed` or `cancelled`.'
    },
    'error-code': {
        group: 'Status',
        description: 'Stable code of the failure, empty when the step succeeds.'
    },
    'checked-at': {
        group: 'Status',
        description: '`checked-at` of the oldest results used.'
    },
    'applied-at': {
        group: 'Status',
        description: 'When the last file was written; empty for `planned` and `unchanged`.'
    },
    'files-read': { group: 'Counts', description: 'Data files read.' },
    'files-changed': {
        group: 'Counts',
        description: 'Data files changed, or that would be with `mode: plan`.'
    },
    'records-read': {
        group: 'Counts',
        description: 'Records read: lines, rows, elements of `data` or of an array. Embedded posts and profiles are no records.'
    },
    'records-removed': { group: 'Counts', description: 'Records removed.' },
    'records-changed': {
        group: 'Counts',
        description: 'Records that stay, without something they held.'
    },
    'ids-refetch': {
        group: 'Counts',
        description: 'Distinct posts in the data to fetch again.'
    },
    'ids-review': {
        group: 'Counts',
        description: 'Distinct posts in the data to review.'
    },
    unverified: {
        group: 'Counts',
        description: 'Records in files that the check did not read as they are.'
    },
    'report-path': {
        group: 'Files',
        description: 'Absolute path of a folder with `apply-report.json`, `apply-report.html`, `removed.txt`, `refetch.txt` and `review.txt`.'
    }
};
/** Undefined for what is not known. */
function outputsOf(record) {
    const totals = totalsOf(record);
    const at = checkedAt(record);
    return {
        status: record.status,
        'error-code': record.error?.code ?? '',
        'checked-at': at === undefined ? '' : (0,lib_text/* instant */.uR)(at),
        'applied-at': record.appliedAt === undefined ? '' : (0,lib_text/* instant */.uR)(record.appliedAt),
        'files-read': String(totals.files),
        'files-changed': String(totals.filesChanged),
        'records-read': String(totals.read),
        'records-removed': String(totals.removed),
        'records-changed': String(totals.changed),
        'ids-refetch': String(totals.refetch),
        'ids-review': String(totals.review),
        unverified: String(totals.unverified),
        'report-path': record.reportPath
    };
}

;// CONCATENATED MODULE: ./src/apply/ending.ts
// How a run ends: its reports, its summary and its outputs, on every path.









/** Rows of the table of files, from many to none. */
const steps = [50, 20, 0];
/** A longer table is no longer read by people; apply-report.json holds the rest. */
const mostOnPage = 500;
async function reportEnding(record, folders, dependencies) {
    const { log } = dependencies;
    if (record.reportPath !== undefined)
        await writeReports(record, folders.report).catch((thrown) => {
            if (record.error)
                log.warning(`The reports were not written: ${String(thrown)}`);
            else {
                record.error = (0,lib_failure/* asFailure */.h_)(thrown);
                record.status = 'failed';
            }
        });
    if (record.inputs?.summary !== false)
        try {
            dependencies.writeSummary(fittingMarkdown(pages(record), 'apply-report.html'));
        }
        catch (error) {
            log.warning(`The job summary was not written: ${String(error)}`);
        }
    if (record.error)
        dependencies.announce(record.error);
}
function* pages(record) {
    for (const files of steps)
        yield applyPage(record, files);
}
async function writeReports(record, folder) {
    await (0,external_node_fs_promises_.writeFile)((0,external_node_path_.join)(folder, 'apply-report.json'), applyReport(record));
    await (0,external_node_fs_promises_.writeFile)((0,external_node_path_.join)(folder, 'apply-report.html'), htmlDocument(applyPage(record, mostOnPage)));
}
function writeOutputs(record, { setOutput }) {
    for (const [name, value] of Object.entries(outputsOf(record)))
        if (value !== undefined)
            setOutput(name, value);
}
/** The runner ended the step by a signal. */
function cancelled(signal) {
    return new lib_failure/* Failure */.HR('cancelled', {
        what: (0,message/* say */.cv) `The step was cancelled (${signal}).`,
        why: (0,message/* say */.cv) `Somebody cancelled the run, \`timeout-minutes\` was reached, a concurrency group has \`cancel-in-progress\`, or the runner was shut down.`,
        fix: (0,message/* say */.cv) `Each file is the old one or the new one. Run the step again: it finishes what is left.`
    });
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(161);
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

;// CONCATENATED MODULE: ./src/apply/evidence.ts
// Takes down what becomes of the records of one file, and the IDs that the three lists will hold.





const listNames = ['removed', 'refetch', 'review'];
/** 4 million IDs of each list in memory, more on disk. */
const budget = 32_000_000;
/** The IDs of `removed.txt`, `refetch.txt` and `review.txt`. */
class Lists {
    #lists;
    constructor(directory, signal) {
        const make = () => new IdCollector({ directory, budget, signal });
        this.#lists = { removed: make(), refetch: make(), review: make() };
    }
    add(name, id) {
        this.#lists[name].add(Number(id >> 32n), Number(id & 0xffffffffn));
    }
    async settle() {
        for (const name of listNames)
            await this.#lists[name].settle();
    }
    /** Writes the lists, ascending, one ID a line; gives how many IDs each holds. */
    async write(folder) {
        const sizes = { removed: 0, refetch: 0, review: 0 };
        for (const name of listNames) {
            const file = await (0,external_node_fs_promises_.open)((0,external_node_path_.join)(folder, `${name}.txt`), 'w', 0o600);
            let lines = new Uint8Array(0);
            try {
                const set = await this.#lists[name].finish(async (chunk) => {
                    if (lines.length < chunk.length * longestLine)
                        lines = new Uint8Array(chunk.length * longestLine);
                    const end = writeLines(chunk, lines, 0);
                    await file.writeFile(lines.subarray(0, end));
                });
                sizes[name] = set.size;
                await set.dispose();
            }
            finally {
                await file.close();
            }
        }
        return sizes;
    }
}
/** So many of a file are kept to be shown. */
const mostShown = 5;
/** Counts into the record of a file, and writes its edits down. */
class FileSink {
    file;
    edits;
    lists;
    shown = [];
    /** The first record of no known form. */
    unknownLine;
    unknowns = 0;
    constructor(file, edits, lists) {
        this.file = file;
        this.edits = edits;
        this.lists = lists;
    }
    splice(start, end, text) {
        this.edits.add(start, end, text);
    }
    record(outcome, records = 1) {
        this.file.read += records;
        if (outcome !== 'kept')
            this.file[outcome] += records;
    }
    rule(rule) {
        this.file.byRule[rule]++;
    }
    removed(id) {
        this.lists.add('removed', id);
    }
    refetch(id) {
        this.lists.add('refetch', id);
    }
    review(id) {
        this.lists.add('review', id);
    }
    unreachable(gap, count = 1) {
        this.file.unreachable[gap] += count;
    }
    bad(line, reason) {
        this.file.bad++;
        if (this.shown.length < mostShown)
            this.shown.push({ file: this.file.name, line, reason });
    }
    unknown(line) {
        this.unknowns++;
        this.unknownLine ??= line;
    }
}
/** Only counts the edits that a result would still need. */
function verifyingSink() {
    const ignore = () => undefined;
    const sink = {
        edits: 0,
        splice: () => {
            sink.edits++;
        },
        record: ignore,
        rule: ignore,
        removed: ignore,
        refetch: ignore,
        review: ignore,
        unreachable: ignore,
        bad: ignore,
        unknown: ignore
    };
    return sink;
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
const longest = 64;
/** The candidate that is most like the word; undefined when none is much like it. */
function nearest(word, candidates) {
    const most = Math.max(1, Math.floor(Math.min(word.length, longest) / 3));
    let best;
    let fewest = most + 1;
    for (const candidate of candidates) {
        const edits = distance(nearest_fold(word), nearest_fold(candidate));
        if (edits < fewest)
            [best, fewest] = [candidate, edits];
    }
    return best;
}
const nearest_fold = (word) => word.slice(0, longest).toLowerCase();
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
const reasons = {
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
    const kinds = [...leftOut].map(([kind, { count, example }]) => `${(0,lib_text/* plural */.LS)(count, reasons[kind][0], reasons[kind][1])}, such as ${(0,message/* plain */.pj)([(0,message/* code */.aY)(example, 120)])}`);
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

;// CONCATENATED MODULE: ./src/lib/version.ts
// The version of the action, the same as in package.json (a test compares them).
const version = '1.0.0';

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

;// CONCATENATED MODULE: ./src/apply/step.ts

/** Logs a warning, and keeps it for the reports. */
function warn({ record, dependencies }, sentence) {
    record.warnings.push(sentence);
    dependencies.log.warning(sentence);
}
/** The empty record of a run that starts now. */
function openRecord(env, clock) {
    return {
        startedAt: clock.now(),
        context: runContext(env),
        status: 'failed',
        results: [],
        files: [],
        filesChanged: 0,
        refetch: 0,
        review: 0,
        warnings: []
    };
}

;// CONCATENATED MODULE: ./src/apply/find-data.ts
// Which files a run works on, and where a copy puts them.









/**
 * @param sources real paths of what says what must go, by the input that named them
 * @throws Failure `data-not-found` or `invalid-input`
 */
async function findData(step, sources) {
    const { inputs, folders, dependencies } = step;
    const { files, leftOut } = await findFiles({
        patterns: inputs.data,
        root: folders.workspace,
        wanted: { input: 'data', code: 'data-not-found', origin: 'workspace' },
        signal: dependencies.cancel
    });
    const warning = leftOutWarning(leftOut);
    if (warning !== undefined)
        warn(step, warning);
    for (const { name, real } of files) {
        const input = sources.get(real);
        if (input !== undefined)
            throw new lib_failure/* Failure */.HR('invalid-input', {
                what: (0,message/* say */.cv) `\`data\` selects ${(0,message/* code */.aY)(name, 200)}, which ${{ code: input }} names.`,
                why: (0,message/* say */.cv) `The lists of what must go would lose what they hold.`,
                fix: (0,message/* say */.cv) `Exclude it with a \`!\` pattern behind the others.`
            });
    }
    const { shard } = inputs;
    if (shard === undefined)
        return files;
    const own = files.filter(({ below }) => shardOf(below, shard.of) === shard.index);
    dependencies.log.info(`Shard ${shard.index} of ${shard.of}: ${(0,lib_text/* count */.U9)(own.length)} of ${(0,lib_text/* plural */.LS)(files.length, 'file')}.`);
    return own;
}
/** Which shard, from 1, a path below the fixed part of its pattern falls on. */
function shardOf(below, of) {
    const digest = (0,external_node_crypto_.createHash)('sha256').update(below).digest();
    return Number(digest.readBigUInt64BE() % BigInt(of)) + 1;
}
/**
 * The folder that a copy is written to.
 *
 * @throws Failure `invalid-input` when it can't be used
 */
async function outputFolder({ inputs, folders }, files) {
    const given = inputs.outputDir ?? '';
    const folder = (0,external_node_path_.resolve)(folders.workspace, given);
    if (!(0,external_node_path_.isAbsolute)(given)) {
        if (!find_data_isInside(folder, folders.workspace) || folder === folders.workspace)
            throw wrong(given, (0,message/* say */.cv) `is outside the workspace`);
        const real = await (0,external_node_fs_promises_.realpath)(await existing(folder));
        if (!find_data_isInside(real, await (0,external_node_fs_promises_.realpath)(folders.workspace)))
            throw wrong(given, (0,message/* say */.cv) `leads out of the workspace through a link`);
    }
    if (!(await isNewOrEmpty(folder)))
        throw wrong(given, (0,message/* say */.cv) `is neither new nor an empty folder`);
    const names = new Map();
    for (const { below, name } of files) {
        const other = names.get(below);
        if (other !== undefined)
            throw new lib_failure/* Failure */.HR('invalid-input', {
                what: (0,message/* say */.cv) `${(0,message/* code */.aY)(other, 200)} and ${(0,message/* code */.aY)(name, 200)} would have the same name in \`output-dir\`.`,
                why: (0,message/* say */.cv) `A copy keeps the path below the fixed part of each pattern.`,
                fix: (0,message/* say */.cv) `Give one pattern that holds both folders, or copy them in two steps.`
            });
        names.set(below, name);
        const target = (0,external_node_path_.join)(folder, ...below.split('/'));
        if (inputs.data.some(each => reads(each, target, folders.workspace)))
            throw wrong(given, (0,message/* say */.cv) `is in a folder that \`data\` reads`);
    }
    return folder;
}
/** Whether a pattern would select a file. */
function reads(pattern, path, workspace) {
    if (pattern.startsWith('!'))
        return false;
    const names = find_data_namesOf((0,external_node_path_.resolve)(workspace, pattern));
    const glob = new Glob([], names, false);
    if (glob.isMatch(glob.at(find_data_namesOf(path))))
        return true;
    const literal = new Glob(names, [], false);
    return literal.isMatch(literal.at(find_data_namesOf(path)));
}
const find_data_namesOf = (path) => path.split(external_node_path_.sep).filter(name => name !== '');
/** The path, or the nearest folder above it that is there. */
async function existing(path) {
    const found = await (0,external_node_fs_promises_.lstat)(path).catch(() => undefined);
    return found ? path : existing((0,external_node_path_.dirname)(path));
}
async function isNewOrEmpty(folder) {
    try {
        return (await (0,external_node_fs_promises_.readdir)(folder)).length === 0;
    }
    catch (error) {
        return (0,lib_failure/* isErrnoException */.s$)(error) && error.code === 'ENOENT';
    }
}
function find_data_isInside(path, folder) {
    const way = (0,external_node_path_.relative)(folder, path);
    return way.split(external_node_path_.sep)[0] !== '..' && !(0,external_node_path_.isAbsolute)(way);
}
function wrong(given, because) {
    return new lib_failure/* Failure */.HR('invalid-input', {
        what: (0,message/* say */.cv) `\`output-dir\` is ${(0,message/* code */.aY)(given ?? '', 200)}, which ${because}.`,
        fix: (0,message/* say */.cv) `Name a new folder that no \`data\` pattern reads; one outside the workspace by its absolute path.`
    });
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
            input.wrong(value, say `a whole number from ${min} to ${max}`);
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
            input.wrong(value, say `a size in bytes, or such as \`128MB\` or \`1GB\`, of at least ${min} bytes`);
        return bytes;
    };
}

;// CONCATENATED MODULE: ./src/apply/inputs.ts
// The inputs of `apply`: one table, from which action.yml is made, too.



/** A share as a number from 0 to 1. */
const inputs_share = (value, input) => {
    const [, percent] = /^(\d{1,3}(?:\.\d{1,6})?)%$/.exec(value) ?? [];
    const number = Number(percent ?? NaN);
    if (!(number <= 100))
        input.wrong(value, (0,message/* say */.cv) `a share such as \`25%\``);
    return number / 100;
};
/** Which of how many; undefined for all. */
const shard = (value, input) => {
    if (value === '')
        return undefined;
    const [, index = '0', of = '0'] = /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(value) ?? [];
    if (Number(index) < 1 || Number(index) > Number(of))
        input.wrong(value, (0,message/* say */.cv) `\`i/n\` with i from 1 to n, such as \`1/8\``);
    return { index: Number(index), of: Number(of) };
};
/** The names or numbers of columns, by comma or line. */
const columns = value => value
    .split(/[,\n]/)
    .map(name => name.trim())
    .filter(name => name !== '');
/** Every input, in the order of the documents. */
const inputTable = {
    data: {
        group: 'Common',
        description: 'Newline-separated paths or globs of data files; `!pattern` excludes. Relative ones must stay inside the workspace, absolute ones are read as given. Required.',
        parse: lines
    },
    results: {
        group: 'Common',
        description: 'Newline-separated folders (paths or globs) that hold `report.json` and the lists of a check, such as its output `report-path` or an unpacked artifact. Several are joined. Required unless `remove-posts` or `remove-users` is given.',
        parse: lines
    },
    'remove-posts': {
        group: 'Common',
        description: 'Files of post IDs that must go whatever X says: requests by X or by authors.',
        parse: lines
    },
    'remove-users': {
        group: 'Common',
        description: 'Files of user IDs: all their posts and profiles must go, whatever X says.',
        parse: lines
    },
    mode: {
        group: 'Common',
        description: '`plan`: read, decide, report, and write nothing. `copy`: the whole result into `output-dir`. `replace`: each changed file in place.',
        default: 'plan',
        parse: choice('plan', 'copy', 'replace')
    },
    'output-dir': {
        group: 'Common',
        description: 'Folder for `mode: copy`; new or empty.',
        parse: optionalText
    },
    format: {
        group: 'Data files',
        description: '`auto`, `text`, `csv` (also TSV and semicolons) or `jsonl`; gzip and zstd are recognised by content.',
        default: 'auto',
        parse: choice(...idsFormats)
    },
    'id-column': {
        group: 'Data files',
        description: 'CSV: header name or 1-based number of the column of post IDs. Default: by header.',
        parse: optionalText
    },
    'author-column': {
        group: 'Data files',
        description: "CSV: header name or 1-based number of the column of the authors' user IDs. Default: by header.",
        parse: optionalText
    },
    'geo-columns': {
        group: 'Data files',
        description: 'CSV: header names or 1-based numbers of the columns of locations, by comma or line. Default: by header.',
        parse: columns
    },
    'on-bad-record': {
        group: 'Data files',
        description: '`fail` before anything is written, or `keep`: the bytes of a record that cannot be read stay, and it is counted and warned about.',
        default: 'fail',
        parse: choice('fail', 'keep')
    },
    shard: {
        group: 'Data files',
        description: '`i/n`: only the files whose path falls on i, for a matrix of n jobs.',
        parse: shard
    },
    'max-removed': {
        group: 'Safety',
        description: 'Largest share of the records, over all files, that may be removed; above it nothing is written.',
        default: '25%',
        parse: inputs_share
    },
    'max-age': {
        group: 'Safety',
        description: 'Results whose `checked-at` is older are refused; `0` switches this off.',
        default: '7d',
        parse: duration
    },
    summary: {
        group: 'Reports',
        description: 'Write the job summary.',
        default: 'true',
        parse: inputs_boolean
    }
};
/**
 * Reads all inputs from a runner's environment (`INPUT_<NAME>`).
 *
 * @throws Failure `invalid-input`, which names every problem at once
 */
function readInputs(env) {
    const reader = new InputReader(env);
    const inputs = reader.read(inputTable);
    if (inputs.data.length === 0)
        reader.problem('data', (0,message/* say */.cv) `is missing`, (0,message/* say */.cv) `Write, for example, \`data: data/*.jsonl\`.`);
    for (const name of ['data', 'remove-posts', 'remove-users'])
        for (const line of reader.raw(name).split('\n'))
            if (/^\s*\d+\s*$/.test(line))
                reader.problem(name, (0,message/* say */.cv) `takes paths of files, and ${(0,message/* code */.aY)(line.trim(), 80)} is an ID`, (0,message/* say */.cv) `Put the IDs into a file, one per line, and name the file.`);
    const { results, removePosts, removeUsers, mode, outputDir } = inputs;
    if (results.length + removePosts.length + removeUsers.length === 0)
        reader.problem('results', (0,message/* say */.cv) `is missing, and so are \`remove-posts\` and \`remove-users\``, (0,message/* say */.cv) `Write, for example, \`results: \${{ steps.check.outputs.report-path }}\`.`);
    if (mode === 'copy' && outputDir === undefined)
        reader.problem('output-dir', (0,message/* say */.cv) `is missing, and \`mode: copy\` needs it`, (0,message/* say */.cv) `Name a new folder for the result.`);
    if (mode !== 'copy' && outputDir !== undefined)
        reader.problem('output-dir', (0,message/* say */.cv) `has no effect with \`mode: ${mode}\``, (0,message/* say */.cv) `Set \`mode: copy\`, or leave it out.`);
    reader.close();
    return inputs;
}

;// CONCATENATED MODULE: ./src/apply/edit-log.ts
// The edits of one file on disk, between the pass that scans and the one that writes: memory does not grow with them.

/** start and end as doubles (offsets are below 2^53), and the length of the text. */
const head = 8 + 8 + 4;
const edit_log_bufferSize = 1 << 16;
class EditLog {
    path;
    #buffer = Buffer.alloc(edit_log_bufferSize);
    #used = 0;
    #file;
    #isOnDisk = false;
    /** What is added to the offsets of all edits when they are read. */
    shift = 0;
    /** How many edits it holds. */
    size = 0;
    /** Bytes that the edits add, less those that they take out. */
    growth = 0;
    constructor(path) {
        this.path = path;
    }
    add(start, end, text) {
        const bytes = Buffer.from(text);
        if (this.#used + head + bytes.length > edit_log_bufferSize)
            this.#flush();
        const at = this.#used;
        this.#buffer.writeDoubleLE(start, at);
        this.#buffer.writeDoubleLE(end, at + 8);
        this.#buffer.writeUInt32LE(bytes.length, at + 16);
        if (bytes.length > edit_log_bufferSize - head)
            throw new Error('the text of an edit is longer than any that is made');
        bytes.copy(this.#buffer, at + head);
        this.#used = at + head + bytes.length;
        this.size++;
        this.growth += bytes.length - (end - start);
    }
    close() {
        if (this.#file === undefined)
            return;
        this.#flush();
        (0,external_node_fs_.closeSync)(this.#file);
        this.#file = undefined;
    }
    /** All edits, ascending; to be called once they are all there. */
    *read() {
        const { shift } = this;
        for (const { start, end, text } of this.#all())
            yield { start: start + shift, end: end + shift, text };
    }
    *#all() {
        if (this.size === 0)
            return;
        if (!this.#isOnDisk) {
            yield* editsIn(this.#buffer.subarray(0, this.#used)).edits;
            return;
        }
        this.close();
        const file = (0,external_node_fs_.openSync)(this.path, 'r');
        try {
            const buffer = Buffer.alloc(2 * edit_log_bufferSize);
            let held = 0;
            for (;;) {
                const read = (0,external_node_fs_.readSync)(file, buffer, held, buffer.length - held, null);
                const { edits, used } = editsIn(buffer.subarray(0, held + read));
                yield* edits;
                buffer.copyWithin(0, used, held + read);
                held += read - used;
                if (read === 0)
                    return;
            }
        }
        finally {
            (0,external_node_fs_.closeSync)(file);
        }
    }
    dispose() {
        if (this.#file !== undefined)
            (0,external_node_fs_.closeSync)(this.#file);
        this.#file = undefined;
        (0,external_node_fs_.rmSync)(this.path, { force: true });
    }
    #flush() {
        this.#file ??= (0,external_node_fs_.openSync)(this.path, 'wx', 0o600);
        this.#isOnDisk = true;
        for (let at = 0; at < this.#used;)
            at += (0,external_node_fs_.writeSync)(this.#file, this.#buffer, at, this.#used - at);
        this.#used = 0;
    }
}
function editsIn(bytes) {
    const edits = [];
    let at = 0;
    while (at + head <= bytes.length) {
        const next = at + head + bytes.readUInt32LE(at + 16);
        if (next > bytes.length)
            break;
        edits.push({
            start: bytes.readDoubleLE(at),
            end: bytes.readDoubleLE(at + 8),
            text: bytes.toString('utf8', at + head, next)
        });
        at = next;
    }
    return { edits, used: at };
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

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(474);
// EXTERNAL MODULE: external "node:worker_threads"
var external_node_worker_threads_ = __webpack_require__(919);
;// CONCATENATED MODULE: ./src/content/decode/sha256.ts
// SHA-256 of a file that is being read: in a thread of its own where there is much to hash, beside the reading.



/** A thread takes some 20 ms to start, as long as 30 MB take to be hashed. */
const fewBytes = 1 << 25;
/** @param bytes about as many as will come */
function sha256Of(bytes) {
    return bytes < fewBytes ? new DirectHash() : new ThreadHash();
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
const kinds = [
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
        kinds.find(([magic]) => head.startsWith(magic))?.[1](file, Buffer.from(start.buffer, start.byteOffset, start.length)) ??
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
    const value = parsed(text);
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
function parsed(text) {
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
const notations = [
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
    const notation = notations.find(({ pattern }) => pattern.test(head));
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
async function source_openSource(file, signal, refuse = refuseForeign) {
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
        return (await __webpack_require__.e(/* import() */ "gunzip").then(__webpack_require__.bind(__webpack_require__, 951))).gunzip(raw, name);
    return (await __webpack_require__.e(/* import() */ "unzstd").then(__webpack_require__.bind(__webpack_require__, 809))).unzstd(raw, name);
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
const lf = 0x0a;
const cr = 0x0d;
/** Lines of the old Mac kind, CR alone, as LF; everything else as it is. */
function withUnixLines({ start, isWhole, all }) {
    if (!hasMacLines(start))
        return { start, isWhole, all };
    const unix = (bytes) => bytes.map(byte => (byte === cr ? lf : byte));
    async function* lines() {
        for await (const bytes of all)
            yield unix(bytes);
    }
    return { start: unix(start), isWhole, all: lines() };
}
/** Excel for Mac ends rows by CR, and lines within a quoted cell by LF. */
function hasMacLines(start) {
    if (!start.includes(cr))
        return false;
    const unquoted = Buffer.from(start)
        .toString('latin1')
        .replace(/"[^"]*"/g, '');
    const macEnds = unquoted.match(/\r(?!\n)/g)?.length ?? 0;
    const unixEnds = unquoted.match(/\n/g)?.length ?? 0;
    return macEnds > unixEnds;
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
class rounding_RoundingStats {
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
function id_idFromText(text) {
    if (!/^[1-9][0-9]{0,18}$/.test(text))
        return undefined;
    const id = BigInt(text);
    return id <= 0x7fffffffffffffffn ? id : undefined;
}
const id_reasons = [
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
    return id_reasons.find(([shape]) => shape.test(text))?.[1] ?? 'not a number';
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
    rounding = new rounding_RoundingStats();
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
        const found = cell_idIn(text, this.#type, this.prefix);
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
function cell_idIn(text, type, prefix = '') {
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
        const found = cell_idIn(cell, type, prefix);
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
    const [a, b] = [cell_idIn(one, type), cell_idIn(other, type)];
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
const isId = (type) => (cell) => 'id' in cell_idIn(cell, type);
/** Posts with fewer digits are of 2006; such numbers mostly count something. */
const smallId = 8;
/** Digits of numbers that are no counts, years or times. */
const longId = 12;
const isLongId = (type) => (cell) => {
    const found = cell_idIn(cell, type);
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
        !row.some(cell => 'id' in cell_idIn(cell, type) && cell.length >= 12);
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
            const found = cell_idIn(cell, this.#type);
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
        const add = (0,message/* say */.cv) `the right one under \`with:\` of the step, for example: \`ids-column: ${columns_yaml(name)}\``;
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
        'id' in cell_idIn(cell, 'users') ||
        (cell !== '' && reasonOf(cell) !== 'not a number') ||
        /^[xut]\d{5,19}$/.test(cell) ||
        // No header has as many digits as an ID, whatever stands around them.
        /\d{15}/.test(cell.replace(/[\s.,']/g, '')));
}
/** A value as it stands in YAML, without the backtick that would end it in a sentence. */
function columns_yaml(value) {
    return /^[A-Za-z0-9_][\w.-]*$/.test(value)
        ? value
        : JSON.stringify((0,lib_text/* printable */.g$)(value, 60)).replaceAll('`', '\\u0060');
}

;// CONCATENATED MODULE: ./src/content/tables/csv-dialect.ts
// Where the cells of a delimited record end, and the first records of a file as text.

const csv_dialect_lf = 0x0a;
const csv_dialect_cr = 0x0d;
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
    while (end < bytes.length && bytes[end] !== delimiter && bytes[end] !== csv_dialect_lf)
        end++;
    return close > at && isStray(bytes, at, close, end) ? strayQuote : end;
}
/** Whether a cell that starts at `at` and is closed at `close` has several lines, and more before its `end`. */
function isStray(bytes, at, close, end) {
    return (bytes.subarray(at, close).includes(csv_dialect_lf) &&
        bytes.subarray(close + 1, end).some(byte => byte !== space && byte !== csv_dialect_cr));
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
    const found = bytes.indexOf(csv_dialect_lf, next);
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
        else if (byte === csv_dialect_cr) {
            yield [start, at];
            start = at + 1;
        }
        const isSpace = byte === space && startsCell;
        startsCell = quotes && (byte === delimiter || byte === csv_dialect_cr || isSpace);
    }
    yield [start, record.length];
}
/** How many cells are looked at to find the format and the columns. */
const sampledCells = 50_000;
/**
 * The first records that hold something, at most `limit`, as trimmed cells. A
 * last record without its end counts only when the sample `isWhole`.
 */
function csv_dialect_firstRecords(sample, dialect, isWhole, limit) {
    const records = [];
    let cells = [];
    let ofRecord = dialect;
    let at = statedDelimiter(sample) === undefined ? 0 : sample.indexOf(csv_dialect_lf) + 1;
    let left = sampledCells;
    while (at < sample.length && records.length < limit && left > 0) {
        left--;
        if (cells.length === 0) {
            const found = sample.indexOf(csv_dialect_lf, at);
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
        if (end < sample.length && sample[end] !== csv_dialect_lf)
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

;// CONCATENATED MODULE: ./src/content/text/plain-lines.ts
// Reads the lines of a text that are an ID and nothing else, which is nearly all of them in most files.

/** How many IDs are read at a time. */
const mostIds = 1 << 16;
/** The kernel looks so far ahead of the start of a line. */
const plain_lines_slack = 24;
let kernel;
/** Reads from a text in the memory of the kernel, until another one is begun. */
class PlainLines {
    #kernel;
    #separator;
    /** The text starts behind the IDs. */
    #start = 8 * mostIds;
    #end;
    #ids;
    /** `separator` is a byte that ends an ID beside a line end. */
    constructor(bytes, separator) {
        this.#kernel = kernel ??= new Kernel();
        this.#separator = separator;
        this.#end = this.#start + bytes.length;
        const memory = this.#kernel.memory(this.#end + plain_lines_slack);
        memory.set(bytes, this.#start);
        this.#ids = new BigUint64Array(memory.buffer, 0, mostIds);
    }
    /** Reads from the byte `at` on, up to the first line that is anything else, or has no end. */
    read(at) {
        const { run } = this.#kernel;
        const next = run.readLines(this.#start + at, this.#end, this.#separator, 0, mostIds);
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
                isJson(line) ||
                whole.filter(isJson).length >= whole.length / 2;
    return {
        format: isLines === false ? 'json' : 'jsonl',
        isLines,
        paths
    };
}
function isJson(line) {
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
    return { dialect, rows: csv_dialect_firstRecords(sample, dialect, isWhole, rowLimit) };
}
/** Records of a table have as many cells as the others, at least this share of them. */
const tableShare = 0.5;
/** The dialect that cuts most records into the same number of cells, two or more. */
function findDialect(sample, isWhole) {
    const read = (delimiter, quotes) => {
        const dialect = { delimiter, quotes };
        return { dialect, rows: csv_dialect_firstRecords(sample, dialect, isWhole, rowLimit) };
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
    const read = (dialect) => csv_dialect_firstRecords(sample, dialect, isWhole, rowLimit);
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
    const ids = cells.filter(cell => 'id' in cell_idIn(cell, type));
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
    const cells = csv_dialect_firstRecords(sample, lines, true, rowLimit).map(([cell = '']) => cell);
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
        const isList = id_idFromText(first) !== undefined && !/^\d+$/.test(column);
        if (isList)
            return bare;
        if (!columns.includes(first) || id_idFromText(first) !== undefined)
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

;// CONCATENATED MODULE: ./src/apply/edits/csv-columns.ts
// What the columns of a table hold, by its header: authors, other posts that a row shows, locations.



// Names are as `normal` writes them: twarc-csv, twarc1 json2csv, rtweet, academictwitteR, Hydrator,
// twint, DMI-TCAT, and v1.1 as pandas.json_normalize flattens it.
const authors = [
    'author_id_str',
    'author_id',
    'authorid',
    'user_id_str',
    'user_id',
    'userid',
    'from_user_id_str',
    'from_user_id'
];
const histories = ['edit_history_tweet_ids', 'edit_history_edit_tweet_ids'];
const references = [
    {
        relation: 'retweeted',
        posts: [
            'referenced_tweets_retweeted_id',
            'retweet_id',
            'retweet_status_id',
            'retweeted_status_id',
            'retweeted_status_id_str',
            'retweeted_tweet_id',
            'retweeted_id'
        ],
        authors: [
            'retweeted_user_id',
            'retweet_user_id',
            'user_rt_id',
            'retweet_status_user_id',
            'retweeted_status_user_id',
            'retweeted_status_user_id_str'
        ]
    },
    {
        relation: 'quoted',
        posts: [
            'quoted_status_id',
            'quoted_status_id_str',
            'quoted_tweet_id',
            'quote_id',
            'referenced_tweets_quoted_id'
        ],
        authors: [
            'quoted_user_id',
            'quote_user_id',
            'quoted_status_user_id',
            'quoted_status_user_id_str'
        ]
    },
    {
        relation: { named: 'sourcetweet_type' },
        posts: ['sourcetweet_id'],
        authors: ['sourcetweet_author_id']
    },
    {
        relation: { named: 'tweet_type' },
        posts: ['retweet_or_quote_id'],
        authors: ['retweet_or_quote_user_id']
    }
];
const retweetFlags = ['tweet_type', 'is_retweet', 'retweet'];
const csv_columns_location = /^(?:geo|place|coordinates|country|country_code|coords_coords|bbox_coords|long_lat|lat|lng|tweet_coord|(?:geo|place|coordinates)_(?!enabled$).*)$/;
/** Columns of the other post, and what they hold of it. */
const parts = {
    retweeted: /^retweet(?:ed)?_(?:status_)?(.*)$/,
    quoted: /^quoted?_(?:status_)?(.*)$/
};
/** What names a quoted post or its author, and holds nothing of it. */
const nameOfQuoted = /^(?:url|count|permalink.*|(?:.*_)?(?:id|id_str|screen_name))$/;
function isQuotedCell(name) {
    const part = parts.quoted.exec(name)?.[1];
    return part === undefined
        ? name === 'sourcetweet_text'
        : !nameOfQuoted.test(part);
}
/** @throws Failure `column-unknown` for a name that no column has */
function rolesOf(header, shape, choice, file) {
    const hasHeader = shape.headerRows > 0;
    const names = hasHeader ? header.map(normal) : [];
    const where = (matches) => names.flatMap((name, index) => (matches(name) ? [index] : []));
    /** In the order of the names wanted. */
    const at = (wanted) => wanted.flatMap(each => where(name => name === each));
    const locationsOf = (part) => where(name => csv_columns_location.test(part.exec(name)?.[1] ?? ''));
    const chosen = (name, input) => {
        const index = names.indexOf(normal(name));
        const number = /^[1-9]\d{0,4}$/.test(name) ? Number(name) : 0;
        if (index >= 0)
            return index;
        if (number >= 1 && number <= (hasHeader ? header.length : Infinity))
            return number - 1;
        throw new lib_failure/* Failure */.HR('column-unknown', {
            what: (0,message/* say */.cv) `${(0,message/* code */.aY)(file, 200)} has no column ${(0,message/* code */.aY)(name, 60)}, which ${{ code: input }} names.`,
            fix: (0,message/* say */.cv) `Name a column of its header, or its number from 1.`
        });
    };
    const idColumn = shape.columns[0]?.index;
    const isOther = (index) => index !== idColumn;
    const ofAuthors = at(authors).filter(isOther);
    const { authorColumn, geoColumns } = choice;
    return {
        twins: idColumn === undefined
            ? []
            : where(name => name === names[idColumn]).filter(isOther),
        author: authorColumn === undefined
            ? ofAuthors[0]
            : chosen(authorColumn, 'author-column'),
        authorTwins: authorColumn === undefined ? ofAuthors.slice(1) : [],
        history: at(histories),
        references: references.flatMap(({ relation, posts, authors: users }) => {
            const by = typeof relation === 'string'
                ? relation
                : at([relation.named]).map(column => ({ column }))[0];
            const found = { posts: at(posts).filter(isOther), authors: at(users) };
            return by === undefined || found.posts.length + found.authors.length === 0
                ? []
                : [{ relation: by, ...found }];
        }),
        quotedCells: where(isQuotedCell),
        locations: geoColumns.length > 0
            ? geoColumns.map(name => chosen(name, 'geo-columns'))
            : where(name => csv_columns_location.test(name)),
        locationsOf: {
            quoted: locationsOf(parts.quoted),
            retweeted: locationsOf(parts.retweeted)
        },
        isRetweet: at(retweetFlags)
    };
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
    const { cells } = cellsOf(record, { ...shape, quotes: true }, limitOf(shape));
    return shape.columns.flatMap(({ index }) => cells[index]?.[0] ?? []);
}
/** Whether a cell that starts there holds an address, with a quote before it or not. */
function isUrl(bytes, at) {
    return /^["\s]{0,9}(https?:|(www\.)?(twitter|x)\.com)/i.test(bytes.toString('latin1', at, at + 30));
}
function looksLikeRow(line, { shape, areQuoted, areUrls }) {
    const plain = { delimiter: shape.delimiter, quotes: false };
    const { cells, width } = cellsOf(line, plain, limitOf(shape));
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
function limitOf({ columns }) {
    return Math.max(...columns.map(({ index }) => index)) + 1;
}
/** Of the ID in a cell; 0 where there is none. */
function digitsOf(cell, prefix) {
    for (const type of ['tweets', 'users']) {
        const found = cell_idIn(cell, type, prefix);
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
const longestRecord = 16_000_000;
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
        if (bytes.length - at > longestRecord)
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
            what: (0,message/* say */.cv) `In ${(0,message/* code */.aY)(this.#file)}, the record that starts on line ${(0,lib_text/* count */.U9)(this.line)} is longer than ${(0,lib_text/* bytes */.ee)(longestRecord)}.`,
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

;// CONCATENATED MODULE: ./src/apply/edits/read-id.ts
// Reads the IDs in cells and values, in every notation that the check takes.


/** IDs as rtweet (`x`) and TwiBot-22 (`u`, `t`) write them, short ones of users too. */
const prefixed = /^[xut](\d{1,19})$/;
/**
 * Whether a text is an ID; `into` is it then.
 *
 * @param prefix a letter that stands before the digits of every cell
 */
function readIdText(text, type, into, prefix = '') {
    const digits = /^[0-9]+$/.test(text) ? text : prefixed.exec(text)?.[1];
    const found = digits === undefined ? cell_idIn(text, type, prefix) : { id: digits };
    if (!('id' in found))
        return false;
    const bytes = Buffer.from(found.id);
    return readId(bytes, 0, bytes.length, into);
}
/** Why a text is no ID. */
function reasonOfText(text, type) {
    if (text === '')
        return 'no ID';
    const found = cell_idIn(text, type);
    return 'invalid' in found ? found.invalid : reasonOf(found.id);
}
/** Whether a cell holds nothing, or what programs write for nothing, such as `NA`. */
function isMissing(text) {
    return reasonOf(text) === 'no ID';
}

;// CONCATENATED MODULE: ./src/apply/edits/row-editor.ts





const { gone, geo, refetch, review } = verdict;
class RowEditor {
    table;
    verdicts;
    sink;
    #id = { high: 0, low: 0 };
    constructor(table, verdicts, sink) {
        this.table = table;
        this.verdicts = verdicts;
        this.sink = sink;
    }
    /** What goes: the row, or these cells. */
    edit(row, column) {
        const { table, sink, verdicts } = this;
        const text = row.text(column.index);
        if (!readIdText(text, table.type, this.#id, column.prefix)) {
            sink.bad(row.line, reasonOfText(text, table.type));
            return [];
        }
        this.#requireTwins(row, text);
        const id = idOf(this.#id);
        if (table.type === 'users')
            return this.#editUser(id);
        const bits = verdicts.post(this.#id);
        const history = this.#history(row);
        const author = this.#author(row);
        if (typeof author === 'string') {
            sink.bad(row.line, author);
            return [];
        }
        if (history === undefined) {
            sink.bad(row.line, 'edit history that cannot be read');
            return [];
        }
        const retweeted = this.#other(row, 'retweeted');
        const by = author ?? 0;
        const rule = ruleOf(bits, history, by, retweeted.bits);
        if (rule !== undefined) {
            sink.rule(rule);
            sink.removed(id);
            return 'removed';
        }
        if (bits & refetch)
            sink.refetch(id);
        if ((bits | history | by) & review)
            sink.review(id);
        if (author === undefined && verdicts.needsAuthors)
            sink.unreachable('author');
        const cells = new Set();
        if ((bits | history | by) & geo || bits & refetch)
            this.#scrub(row, this.table.roles.locations, cells);
        this.#editRetweeted(row, retweeted, cells);
        this.#editQuoted(row, cells);
        return [...cells].sort(([a], [b]) => a - b);
    }
    #requireTwins({ line, text }, id) {
        const { roles, file } = this.table;
        if (roles.twins.some(twin => text(twin) !== id))
            throw new lib_failure/* Failure */.HR('column-unknown', {
                what: (0,message/* say */.cv) `Two columns of ${(0,message/* code */.aY)(file, 200)} have the name of the ID column, and on line ${(0,lib_text/* count */.U9)(line)} they hold different things.`,
                fix: (0,message/* say */.cv) `Name the right one by its number with \`id-column\`, and give the other one another name.`
            });
    }
    #editUser(id) {
        const { sink } = this;
        const bits = this.verdicts.user(this.#id);
        if (bits & gone) {
            sink.rule('profile');
            return 'removed';
        }
        if (bits & refetch)
            sink.refetch(id);
        if (bits & review)
            sink.review(id);
        return [];
    }
    /** What is said of the author; undefined where none is named, and why one can't be read, such as the `666.0` of pandas. */
    #author({ line, text }) {
        const { author, authorTwins } = this.table.roles;
        if (author === undefined)
            return undefined;
        const { needsAuthors } = this.verdicts;
        const own = text(author);
        const others = authorTwins.map(text).filter(other => !isMissing(other));
        if (needsAuthors && others.some(other => other !== own))
            throw new lib_failure/* Failure */.HR('column-unknown', {
                what: (0,message/* say */.cv) `Two columns of ${(0,message/* code */.aY)(this.table.file, 200)} have names of the author's ID, and on line ${(0,lib_text/* count */.U9)(line)} they hold different things.`,
                fix: (0,message/* say */.cv) `Name the right one with \`author-column\`: its name, or its number from 1.`
            });
        if (readIdText(own, 'users', this.#id))
            return this.verdicts.user(this.#id);
        return isMissing(own) || !needsAuthors
            ? undefined
            : reasonOfText(own, 'users');
    }
    /** What is said of all versions of the post; undefined where one can't be read. */
    #history({ text }) {
        let bits = 0;
        for (const column of this.table.roles.history)
            for (const each of text(column).split(/[^0-9A-Za-z.+-]+/)) {
                if (!/\d/.test(each))
                    continue;
                if (!readIdText(each, 'tweets', this.#id))
                    return undefined;
                bits |= this.verdicts.post(this.#id);
            }
        return bits;
    }
    /** What is said of the post that the row retweets or quotes, and of its author. */
    #other(row, relation) {
        const { roles } = this.table;
        const found = {
            bits: 0,
            ids: [],
            isThere: false,
            isUnreadable: false,
            hasAuthor: false
        };
        for (const reference of roles.references) {
            if (!counts(row, reference, relation))
                continue;
            if (typeof reference.relation !== 'string')
                found.isThere = true;
            for (const column of reference.posts) {
                if (!this.#isRead(row.text(column), 'tweets', found))
                    continue;
                found.bits |= this.verdicts.post(this.#id);
                found.ids.push(idOf(this.#id));
            }
            for (const column of reference.authors) {
                if (!this.#isRead(row.text(column), 'users', found))
                    continue;
                found.bits |= this.verdicts.user(this.#id) & ~refetch;
                found.hasAuthor = true;
            }
        }
        return found;
    }
    #isRead(text, type, into) {
        if (isMissing(text) || text === '0')
            return false;
        into.isThere = true;
        if (readIdText(text, type, this.#id))
            return true;
        into.isUnreadable = true;
        return false;
    }
    #editRetweeted(row, retweeted, cells) {
        const { roles } = this.table;
        // A retweet has no location of its own.
        if (retweeted.bits & (geo | refetch))
            this.#scrub(row, [...roles.locationsOf.retweeted, ...roles.locations], cells);
        const isRetweet = retweeted.isThere ||
            roles.isRetweet.some(column => saysRetweet.test(row.text(column)));
        if (isRetweet)
            this.#tellGap(retweeted);
    }
    /** The quoted post goes, or its location does. */
    #editQuoted(row, cells) {
        const { roles } = this.table;
        const held = roles.quotedCells.filter(column => row.text(column) !== '');
        if (held.length === 0)
            return;
        const quoted = this.#other(row, 'quoted');
        if (quoted.bits & gone) {
            if (!this.#empty(row, held, cells))
                return;
            this.sink.rule('embedded');
            for (const id of quoted.ids)
                this.sink.removed(id);
            return;
        }
        if (quoted.bits & (geo | refetch))
            this.#scrub(row, roles.locationsOf.quoted, cells);
        if (held.some(column => !isMissing(row.text(column))))
            this.#tellGap(quoted);
    }
    #tellGap({ ids, isUnreadable, hasAuthor }) {
        if (ids.length === 0 || isUnreadable)
            this.sink.unreachable('original');
        else if (!hasAuthor && this.verdicts.needsAuthors)
            this.sink.unreachable('author');
    }
    #scrub(row, columns, cells) {
        const held = columns.filter(column => !isMissing(row.text(column)));
        if (this.#empty(row, held, cells))
            this.sink.rule('location');
    }
    /** Notes cells to be emptied; whether there was one that is not yet. */
    #empty(row, columns, cells) {
        const before = cells.size;
        for (const column of columns) {
            const cell = row.cells[column];
            if (cell !== undefined)
                cells.add(cell);
        }
        return cells.size > before;
    }
}
const relations = {
    retweeted: /^retweet(?:ed)?$/i,
    quoted: /^quoted?$/i
};
const saysRetweet = /^(?:true|1|yes|retweet|retweeted)$/i;
/** Whether the columns of a reference name a post of this relation in this row. */
function counts(row, reference, relation) {
    const { relation: of } = reference;
    return typeof of === 'string'
        ? of === relation
        : relations[relation].test(row.text(of.column));
}
function ruleOf(bits, history, author, original) {
    if (bits & gone)
        return 'own';
    if (history & gone)
        return 'edit_history';
    if (author & gone)
        return 'author';
    return original & gone ? 'retweet' : undefined;
}

;// CONCATENATED MODULE: ./src/apply/edits/csv-edits.ts




/** A row with more cells than this is none of posts. */
const mostCells = 1 << 16;
class CsvEditor extends CsvRecords {
    sink;
    #rows;
    constructor(table, verdicts, sink) {
        super(table.shape, table.file);
        this.sink = sink;
        this.#rows = new RowEditor(table, verdicts, sink);
    }
    row({ bytes, start, next, quotes }) {
        const { delimiter } = this.shape;
        const { cells, width } = cellsOf(bytes, { delimiter, quotes }, mostCells);
        const outcome = this.#edit(bytes, cells, width);
        const at = this.offset + start;
        if (outcome === 'removed')
            this.sink.splice(at, this.offset + next, '');
        else
            for (const [from, to] of outcome)
                this.sink.splice(at + from, at + to, '');
        this.sink.record(outcome === 'removed'
            ? 'removed'
            : outcome.length > 0
                ? 'changed'
                : 'kept');
    }
    reject(reason) {
        this.sink.bad(this.line, reason);
        this.sink.record('kept');
    }
    /** What goes of a record: all of it, or cells. */
    #edit(record, cells, width) {
        const [column] = this.shape.columns;
        if (column === undefined)
            throw new Error('a table without a column');
        const cell = cells[column.index];
        const moved = width > mostCells
            ? 'wrong number of cells'
            : reasonOfRow(record, cell, width, column, this.shape);
        if (moved !== undefined) {
            this.sink.bad(this.line, moved);
            return [];
        }
        // A list of versions may have any length.
        const text = (index) => textAt(record, cells[index], record.length);
        return this.#rows.edit({ line: this.line, cells, text }, column);
    }
}

;// CONCATENATED MODULE: ./src/kernel/json.ts
// JSON as tokens: a stream of bytes in any chunks is cut into records, each validated as a whole and laid out on a tape.

/** Kinds of tokens. */
const json_kinds = {
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
const filterFactors = [0x9e3779b1, 0x85ebca6b];
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
const json_mostIds = 16 * 1024;
const filterAt = idsAt + 8 * json_mostIds;
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
        run.jsonSetShapes(shapesAt, shapesRoom, idsAt, json_mostIds);
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
        if (tokens.length > 2 * json_mostIds)
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
const none = -1;
/** An object of a record that means something. Tokens are given by their index. */
class Item {
    kind = 'nothing';
    place = 'record';
    /** The object. */
    token = none;
    /** The item that holds it; undefined for the record itself. */
    parent;
    /** The value of its own ID. */
    id = none;
    /** The value of the ID of its author, and the object that tells of the author. */
    author = none;
    authorItem;
    /** The value of the ID of the post that it retweets, where only that is given. */
    original = none;
    /** The `type` of a reference. */
    relation = none;
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
        this.id = this.author = this.original = this.relation = none;
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
        return this.kindOf(token) === json_kinds.string ? String(JSON.parse(raw)) : raw;
    }
    /** Reads the elements of a list, or what stands in its place, each for itself. */
    #list(token, place, parent) {
        if (this.kindOf(token) !== json_kinds.array) {
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
        const isArray = this.kindOf(token) === json_kinds.array;
        return isArray && record_isRecord(place) && this.#isRow(token);
    }
    /** Reads what stands in the place of an object. */
    #value(token, place, parent) {
        const kind = this.kindOf(token);
        if (kind === json_kinds.object)
            this.#object(token, place, parent);
        else if (kind === json_kinds.array) {
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
            if (kind === json_kinds.object || kind === json_kinds.array)
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
        if (this.kindOf(token) !== json_kinds.object)
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
        return kind === json_kinds.object || kind === json_kinds.array;
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
            if (kind === json_kinds.object || kind === json_kinds.array)
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
            if (this.kindOf(child) === json_kinds.object)
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
        if (kind === json_kinds.word) {
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
            if (kind === json_kinds.string)
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
        const quote = this.kindOf(token) === json_kinds.string ? 1 : 0;
        return [
            this.#base + this.startOf(token) + quote,
            this.#base + this.endOf(token) - quote
        ];
    }
    /** Whether it is a list of texts that are no IDs, such as those of the posts of an account. */
    #holdsTexts(token) {
        const first = token + 1;
        return (this.kindOf(token) === json_kinds.array &&
            first < this.behind(token) &&
            this.kindOf(first) === json_kinds.string &&
            !this.#isDigits(first));
    }
    #holdsObject(token) {
        const end = this.behind(token);
        for (let child = token; child < end; child++)
            if (this.kindOf(child) === json_kinds.object)
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
        const hasId = item.id !== none;
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
        if (item.author !== none)
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

;// CONCATENATED MODULE: ./src/content/json/json-records.ts




/** Bytes of one record: a page of v2 has about 100 kB, the largest X archives some MB. */
const json_records_longestRecord = 128 << 20;
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
            longestRecord: json_records_longestRecord,
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
            what: (0,message/* say */.cv) `The record on line ${(0,lib_text/* count */.U9)(this.tokenizer.line)} of ${(0,message/* code */.aY)(this.#options.file)} is longer than ${(0,lib_text/* bytes */.ee)(json_records_longestRecord)}, or holds too many values.`,
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
        const notation = json_records_notations.find(({ pattern }) => pattern.test(excerpt));
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
const json_records_notations = [
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

;// CONCATENATED MODULE: ./src/apply/edits/json-cuts.ts
// Cuts in one JSON record, resolved to splices that leave it valid: an element or member goes with its comma.
const json_cuts_comma = 0x2c;
const json_cuts_quote = 0x22;
const backslash = 0x5c;
/**
 * An element or member goes with the comma and the space behind it, up to its
 * next sibling; the last one with those before it.
 *
 * @param bytes a record that is valid JSON
 * @param cuts none inside of another
 */
function resolveCuts(bytes, cuts) {
    const splices = [];
    const sorted = [...cuts].sort((a, b) => a.start - b.start);
    for (const { start, end, text } of sorted) {
        if (text !== undefined) {
            splices.push({ start, end, text });
            continue;
        }
        const next = spaceEnd(bytes, end);
        if (bytes[next] === json_cuts_comma) {
            splices.push({ start, end: spaceEnd(bytes, next + 1), text: '' });
            continue;
        }
        // The last one: with all before it that goes too.
        let from = start;
        for (let before = splices.at(-1); before?.end === from && before.text === ''; before = splices.at(-1)) {
            from = before.start;
            splices.pop();
        }
        from = spaceStart(bytes, from);
        if (bytes[from - 1] === json_cuts_comma)
            from = spaceStart(bytes, from - 1);
        splices.push({ start: from, end, text: '' });
    }
    return splices;
}
/** The members of the object at `start`, which is valid JSON. */
function json_cuts_membersOf(bytes, start) {
    const members = [];
    let at = spaceEnd(bytes, start + 1);
    while (bytes[at] === json_cuts_quote) {
        const keyEnd = stringEnd(bytes, at);
        const value = spaceEnd(bytes, spaceEnd(bytes, keyEnd) + 1);
        const end = valueEnd(bytes, value);
        const key = String(JSON.parse(bytes.toString('utf8', at, keyEnd)));
        members.push({ key, start: at, end });
        const next = spaceEnd(bytes, end);
        at = bytes[next] === json_cuts_comma ? spaceEnd(bytes, next + 1) : next;
    }
    return members;
}
function json_cuts_isSpace(byte) {
    return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
function spaceEnd(bytes, at) {
    while (json_cuts_isSpace(bytes[at]))
        at++;
    return at;
}
function spaceStart(bytes, at) {
    while (json_cuts_isSpace(bytes[at - 1]))
        at--;
    return at;
}
/** Behind the closing quote. */
function stringEnd(bytes, start) {
    for (let at = start + 1; at < bytes.length; at++) {
        if (bytes[at] === backslash)
            at++;
        else if (bytes[at] === json_cuts_quote)
            return at + 1;
    }
    return bytes.length;
}
function valueEnd(bytes, start) {
    let depth = 0;
    for (let at = start; at < bytes.length; at++) {
        const byte = bytes[at];
        if (byte === json_cuts_quote)
            at = stringEnd(bytes, at) - 1;
        else if (byte === 0x7b || byte === 0x5b)
            depth++;
        else if (byte === 0x7d || byte === 0x5d) {
            if (depth === 0)
                return spaceStart(bytes, at);
            depth--;
            if (depth === 0)
                return at + 1;
        }
        else if (byte === json_cuts_comma && depth === 0)
            return spaceStart(bytes, at);
    }
    return bytes.length;
}

;// CONCATENATED MODULE: ./src/apply/edits/item-marker.ts





/** Bits of `Item.mark`, beside those of `verdict`. */
const isOut = 16;
/** From this bit on: the rule, by its number. */
const ruleShift = 8;
const item_marker_rules = [
    'own',
    'edit_history',
    'author',
    'retweet',
    'profile'
];
const profileRule = 4;
/** Why a gone item goes. */
function item_marker_ruleOf({ mark }) {
    return item_marker_rules[mark >>> ruleShift] ?? 'own';
}
class ItemMarker {
    /** IDs of posts in the record that are gone for whatever reason: references to them count as well. */
    gonePosts = new Set();
    /** Whether something in the record must be done, or told of. */
    hasHits = false;
    /** Whether the ID of a post of the group can't be read. */
    isBroken = false;
    /** Posts of the record that name no author, and retweets whose original can't be read. */
    gaps = { author: 0, original: 0 };
    /** Originals that are known by their IDs alone, and posts whose author is known. */
    #originals = [];
    #authored = new Set();
    /** The tokens of the IDs that were read, and whether nothing but these tells what becomes of the record. */
    ids = [];
    isByIds = true;
    #reader;
    #verdicts;
    #id = { high: 0, low: 0 };
    constructor(reader, verdicts) {
        this.#reader = reader;
        this.#verdicts = verdicts;
    }
    /** Begins a record. */
    begin() {
        this.hasHits = false;
        this.isByIds = true;
        if (this.ids.length > 0)
            this.ids.length = 0;
        this.gaps.author = this.gaps.original = 0;
        // Emptying a set costs more than asking for its size.
        if (this.gonePosts.size > 0)
            this.gonePosts.clear();
        if (this.#authored.size > 0)
            this.#authored.clear();
        if (this.#originals.length > 0)
            this.#originals.length = 0;
    }
    /** Counts what is missing in the record, once all its items were marked. */
    end() {
        for (const id of this.#originals)
            if (!this.#authored.has(id))
                this.gaps.author++;
    }
    /** Marks the items of the group at hand. */
    markItems() {
        const { items, first, count } = this.#reader;
        this.isBroken = false;
        // What an item holds is marked before it.
        for (let i = count - 1; i >= first; i--) {
            const item = items[i];
            if (item)
                this.#markItem(item);
        }
    }
    /** What is said of the bare ID of a post, or of an account. */
    bare(token, kind) {
        if (!this.#read(token))
            return 0;
        const found = this.#verdicts[kind](this.#id);
        if (found !== 0)
            this.hasHits = true;
        return found;
    }
    /** The ID of a post, if it is one. */
    idOf({ id }) {
        return id === none ? undefined : this.idAt(id);
    }
    idAt(token) {
        return this.#read(token) ? idOf(this.#id) : undefined;
    }
    #markItem(item) {
        const { kind } = item;
        if (kind === 'post' || kind === 'id')
            this.#markPost(item);
        else if (kind === 'reference')
            this.#markReference(item);
        else if (kind === 'user' && item.id !== none)
            this.#markUser(item);
    }
    #markUser(item) {
        const isRecordOfIts = record_isRecord(item.place);
        if (!this.#read(item.id)) {
            this.isBroken ||= isRecordOfIts || item.place === 'users';
            return;
        }
        const found = this.#verdicts.user(this.#id);
        const isGone = (found & verdict.gone) !== 0;
        if (isGone)
            this.#mark(item, verdict.gone | (profileRule << ruleShift));
        else if (isRecordOfIts && found & (verdict.refetch | verdict.review))
            this.#mark(item, found & ~verdict.geo);
    }
    #markPost(item) {
        const own = this.#own(item);
        const versions = this.#versions(item);
        const by = this.#author(item);
        // A retweet of a gone post was marked by that, where it holds the post.
        const original = item.original === none ? 0 : this.#reference(item.original);
        const rule = [own, versions, by, item.mark | original].findIndex(each => (each & verdict.gone) !== 0);
        let mark = own & verdict.refetch;
        mark |= (own | versions | by) & (verdict.geo | verdict.review);
        // Rehydration hides that the location must go.
        if (own & verdict.refetch)
            mark |= verdict.geo;
        if (rule >= 0)
            mark |= verdict.gone | (rule << ruleShift);
        if (mark === 0)
            return;
        this.#mark(item, mark);
        if (rule < 0)
            return;
        const id = this.idOf(item);
        if (id !== undefined)
            this.gonePosts.add(id);
        if (this.#isRetweeted(item))
            this.#markRetweet(item);
    }
    #own(item) {
        if (item.id === none)
            return 0;
        if (this.#read(item.id))
            return this.#verdicts.post(this.#id);
        this.isBroken = true;
        return 0;
    }
    /** What is said of other versions, whose IDs stand in lists at any depth of an edit history. */
    #versions({ history }) {
        const reader = this.#reader;
        let found = 0;
        for (const token of history) {
            const end = reader.behind(token);
            for (let child = token + 1; child < end; child++) {
                const kind = reader.kindOf(child);
                if (kind !== json_kinds.string && kind !== json_kinds.number)
                    continue;
                if (this.#read(child))
                    found |= this.#verdicts.post(this.#id);
                else
                    this.isBroken = true;
            }
        }
        return found;
    }
    #author(item) {
        const token = authorOf(item);
        const { needsAuthors } = this.#verdicts;
        if (token === none) {
            if (needsAuthors)
                this.gaps.author++;
            return 0;
        }
        if (!this.#read(token)) {
            this.isBroken ||= needsAuthors;
            return 0;
        }
        const by = this.#verdicts.user(this.#id);
        if (needsAuthors) {
            const id = this.idOf(item);
            if (id !== undefined)
                this.#authored.add(id);
        }
        return by;
    }
    /** What is said of the original of a retweet that only its ID is known of. */
    #reference(token) {
        if (!this.#read(token)) {
            this.gaps.original++;
            return 0;
        }
        const bits = this.#verdicts.post(this.#id);
        const { needsAuthors } = this.#verdicts;
        if (needsAuthors)
            this.isByIds = false;
        const isGone = (bits & verdict.gone) !== 0 ||
            (this.gonePosts.size > 0 && this.gonePosts.has(idOf(this.#id)));
        if (needsAuthors && !isGone)
            this.#originals.push(idOf(this.#id));
        return isGone ? bits | verdict.gone : bits;
    }
    #markReference(item) {
        // Whatever a reference says it is, its ID tells what becomes of the record;
        // but of a retweet the author of the original must be known, where accounts have verdicts.
        this.#read(item.id);
        if (this.#verdicts.needsAuthors)
            this.isByIds = false;
        if (this.#isRetweeted(item) && this.#reference(item.id) & verdict.gone)
            this.#markRetweet(item);
    }
    #isRetweeted({ place, relation }) {
        if (place === 'retweet')
            return true;
        return (place === 'references' &&
            relation !== none &&
            this.#reader.textOf(relation) === 'retweeted');
    }
    /** What retweets a gone post is gone. */
    #markRetweet({ parent }) {
        let holder = parent;
        while (holder && holder.kind !== 'post')
            holder = holder.parent;
        if (holder)
            this.#mark(holder, verdict.gone);
    }
    #mark(item, mark) {
        item.mark = mark;
        this.hasHits = true;
    }
    /** Reads the ID that a value holds. */
    #read(token) {
        const reader = this.#reader;
        const isText = reader.kindOf(token) === json_kinds.string;
        const start = reader.base + reader.startOf(token) + (isText ? 1 : 0);
        const end = reader.base + reader.endOf(token) - (isText ? 1 : 0);
        if (readId(reader.memory, start, end, this.#id)) {
            this.ids.push(token);
            return true;
        }
        this.isByIds = false;
        return isText && readIdText(reader.textOf(token).trim(), 'tweets', this.#id);
    }
}

;// CONCATENATED MODULE: ./src/apply/edits/record-remover.ts
const record_remover_lf = 0x0a;
class RecordRemover {
    #sink;
    #records;
    #length = 0;
    /** The record that goes, as a part of what is cut when the next one comes. */
    #pending;
    /** The array that the last record was an element of; 0 for none. */
    #array = 0;
    /** Behind the last element that stays, or the start of the array. */
    #keptEnd = 0;
    #endOfStream;
    constructor(sink, records) {
        this.#sink = sink;
        this.#records = records;
    }
    /** More of the stream was read. */
    fed(length) {
        this.#length += length;
    }
    /** The record at hand stays, but for these splices, in positions of the record. */
    kept(splices) {
        this.#begin();
        const { tokenizer } = this.#records;
        const { offset } = tokenizer;
        if (this.#pending && this.#array > 0)
            this.#splice(this.#pending.start, offset);
        this.#pending = undefined;
        for (const { start, end, text } of splices)
            this.#sink.splice(offset + start, offset + end, text);
        this.#keptEnd = offset + tokenizer.length;
    }
    /** The record at hand goes. */
    gone() {
        this.#begin();
        const { tokenizer } = this.#records;
        const { offset, lineStart } = tokenizer;
        const end = offset + tokenizer.length;
        const isLine = this.#records.isLines === true;
        if (isLine && this.#array === 0) {
            const { rest } = tokenizer;
            const feed = rest.indexOf(record_remover_lf);
            if (feed >= 0 && rest.toString('latin1', 0, feed).trim() === '') {
                this.#splice(lineStart, end + feed + 1);
                return;
            }
        }
        // What is cut depends on the next one.
        tokenizer.hold();
        if (this.#array > 0 && this.#pending)
            this.#pending.end = end;
        else
            this.#pending = { start: isLine ? lineStart : offset, end };
    }
    /** A line is broken: what stood before on it stays, too. */
    broken() {
        this.#endTopLevel(undefined);
    }
    /** Another file begins at this offset. */
    joined(at) {
        if (this.#array > 0)
            this.#endArray();
        else
            this.#endTopLevel(at);
        this.#array = 0;
    }
    end() {
        this.#endOfStream = this.#length;
        if (this.#array > 0)
            this.#endArray();
        else
            this.#endTopLevel(this.#length);
    }
    /** Ends what went before the record at hand. */
    #begin() {
        const { tokenizer } = this.#records;
        const { array } = tokenizer;
        if (this.#array > 0) {
            if (array !== this.#array)
                this.#endArray();
        }
        else
            this.#endTopLevel(tokenizer.offset);
        if (array !== this.#array && array > 0)
            this.#keptEnd = tokenizer.arrayStart + 1;
        this.#array = array;
    }
    /** Behind the last element that stays nothing does, a comma neither. */
    #endArray() {
        if (this.#pending)
            this.#splice(this.#keptEnd, this.#pending.end);
        this.#pending = undefined;
    }
    /** Cuts a line with its end, or a value with what stands before `next`. */
    #endTopLevel(next) {
        if (!this.#pending)
            return;
        const { start, end } = this.#pending;
        const until = this.#records.isLines
            ? (this.#records.tokenizer.lineEndBehind(end) ?? this.#endOfStream)
            : next;
        if (until !== undefined)
            this.#splice(start, until);
        this.#pending = undefined;
    }
    #splice(start, end) {
        if (end > start)
            this.#sink.splice(start, end, '');
    }
}

;// CONCATENATED MODULE: ./src/apply/edits/json-edits.ts
// Takes out of stored JSON what is gone: reads record by record, and gives the splices that make it so.







/** What a mention keeps: what the text of the post shows itself. */
const keptOfMentions = new Set([
    'start',
    'end',
    'indices',
    'username',
    'screen_name',
    'id',
    'id_str',
    'tag'
]);
/** Tools that write `null` under these where nothing is. */
const nullable = new Set(['quotedTweet', 'retweetedTweet', 'inReplyToUser']);
/** Around a post in GraphQL and in X's archive: they go with it. */
const wrappers = new Set(['result', 'tweet']);
/** Lists of what posts use, and the key by which they do. */
const usedLists = {
    media: 'media_key',
    polls: 'id',
    places: 'id'
};
class JsonEditor {
    passes;
    #sink;
    #records;
    #reader = new RecordReader();
    #marker;
    #remover;
    /** Of the record at hand. */
    #cuts = [];
    #count = 0;
    #isWholeGone = false;
    /** Whether there was something to tell of. */
    #isOdd = false;
    #usedByKept = new Set();
    #usedByGone = new Set();
    /**
     * @param isLines whether every line is a record; undefined where the start of
     *   the file does not show it
     * @param file how messages call the file
     * @param passes whether records that are like others are passed over, which
     *   pays in files of many
     */
    constructor(verdicts, sink, isLines, file, passes = true) {
        this.passes = passes;
        this.#sink = sink;
        this.#marker = new ItemMarker(this.#reader, verdicts);
        this.#records = new JsonRecords({
            keys: formKeys,
            isLines,
            file,
            filter: passes ? verdicts.filter : undefined,
            onPassed: records => {
                sink.record('kept', records);
            },
            onRecord: () => {
                this.#edit();
            },
            onBroken: (line, reason) => {
                this.#remover.broken();
                sink.bad(line, reason);
                sink.record('kept');
            },
            onMark: at => {
                this.#remover.joined(at);
            }
        });
        this.#remover = new RecordRemover(sink, this.#records);
    }
    /** @throws Failure when what follows can't be read right */
    feed(chunk) {
        this.#records.feed(chunk);
        this.#remover.fed(chunk.length);
    }
    /** @throws Failure as `feed` */
    end() {
        this.#records.end();
        this.#remover.end();
    }
    #edit() {
        this.#begin();
        // First the verdicts: posts of a page refer to others behind them.
        this.#read(() => {
            this.#survey();
        });
        this.#surveyBare();
        this.#marker.end();
        for (const gap of ['author', 'original'])
            if (this.#marker.gaps[gap] > 0)
                this.#sink.unreachable(gap, this.#marker.gaps[gap]);
        if (!this.#marker.hasHits) {
            this.#sink.record('kept', this.#count);
            this.#remover.kept([]);
            this.#learn();
            return;
        }
        this.#read(() => {
            this.#editGroup();
        });
        this.#editBare();
        this.#finish();
    }
    /** Has records like the one at hand passed over, as long as none of their IDs has a verdict. */
    #learn() {
        const { isByIds, ids, gaps } = this.#marker;
        const isPlain = this.passes && this.#count === 1 && !this.#isOdd && gaps.author === 0;
        if (isPlain && isByIds && this.#reader.isByShape)
            this.#records.tokenizer.learn(ids);
    }
    #read(onGroup) {
        try {
            this.#reader.read(this.#records.tokenizer, () => {
                this.#marker.markItems();
                onGroup();
            });
        }
        catch (error) {
            throw error instanceof RangeError ? this.#records.tooLong() : error;
        }
    }
    #begin() {
        this.#cuts = [];
        this.#count = 0;
        this.#isWholeGone = this.#isOdd = false;
        this.#marker.begin();
        if (this.#usedByKept.size > 0)
            this.#usedByKept.clear();
        if (this.#usedByGone.size > 0)
            this.#usedByGone.clear();
    }
    #finish() {
        if (this.#isWholeGone) {
            this.#remover.gone();
            return;
        }
        this.#remover.kept(resolveCuts(this.#records.tokenizer.bytes, this.#cuts));
    }
    /** Counts the records of a group, and tells of what is none. */
    #survey() {
        const { items, first } = this.#reader;
        const root = items[first];
        if (root === undefined || root.kind === 'notice')
            return;
        if (root.kind === 'page') {
            if (isBareIncludes(this.#reader, root)) {
                this.#count++;
                // What nothing in it uses must be told of.
                this.#marker.hasHits = true;
            }
            return;
        }
        const isCounted = this.#isCounted(root);
        if (isCounted)
            this.#count++;
        const isOdd = isCounted && isUnknown(root);
        this.#isOdd ||= isOdd || this.#marker.isBroken;
        if (isOdd)
            this.#sink.unknown(this.#lineOf(root.token));
        else if (this.#marker.isBroken)
            this.#sink.bad(this.#lineOf(root.token), 'the ID of a post is none');
    }
    /** Whether the group of this item is a record, not what lies beside records. */
    #isCounted({ place, parent }) {
        if (!record_isRecord(place))
            return false;
        return parent === undefined || !isBareIncludes(this.#reader, parent);
    }
    #surveyBare() {
        const { bare, userIds, rows } = this.#reader;
        this.#count += bare.length + userIds.length;
        for (const token of bare)
            this.#marker.bare(token, 'post');
        for (const token of userIds)
            this.#marker.bare(token, 'user');
        if (bare.length + userIds.length + rows.length > 0)
            this.#isOdd = true;
        for (const token of rows)
            this.#sink.unknown(this.#lineOf(token));
    }
    #editBare() {
        const { bare, userIds } = this.#reader;
        for (const [tokens, kind] of [
            [bare, 'post'],
            [userIds, 'user']
        ])
            for (const token of tokens) {
                const said = this.#marker.bare(token, kind);
                const isGone = (said & verdict.gone) !== 0;
                this.#sink.record(isGone ? 'removed' : 'kept');
                const id = this.#marker.idAt(token);
                if (!isGone) {
                    if (id !== undefined)
                        this.#tell(said, id);
                    continue;
                }
                this.#sink.rule(kind === 'post' ? 'own' : 'profile');
                if (id !== undefined && kind === 'post')
                    this.#sink.removed(id);
                if (token === 0)
                    this.#isWholeGone = true;
                else
                    this.#cut(token);
            }
    }
    #editGroup() {
        const { items, first } = this.#reader;
        const root = items[first];
        if (root === undefined || root.kind === 'notice')
            return;
        if (this.#marker.isBroken && root.kind !== 'page') {
            if (this.#isCounted(root))
                this.#sink.record('kept');
            return;
        }
        const before = this.#cuts.length;
        const isCounted = root.kind !== 'page' && this.#isCounted(root);
        const rule = this.#ruleOfGroup(root);
        this.#editItems(rule !== undefined);
        if (rule !== undefined) {
            this.#sink.rule(isCounted ? rule : rule === 'profile' ? 'profile' : 'embedded');
            const isAlone = root.token === 0 || this.#isOnlyRecord(root);
            if (isAlone && isCounted)
                this.#isWholeGone = true;
            else
                this.#cut(root.token);
        }
        if (root.kind === 'page')
            this.#editPage(root);
        const hasChanged = this.#cuts.length > before;
        if (isCounted)
            this.#sink.record(rule !== undefined ? 'removed' : hasChanged ? 'changed' : 'kept');
        else if (root.kind === 'page' && isBareIncludes(this.#reader, root))
            this.#sink.record(this.#cuts.length > 0 ? 'changed' : 'kept');
    }
    /** Whether it is all that a page holds, as a message of a stream. */
    #isOnlyRecord({ token, place, parent }) {
        return (place === 'item' &&
            parent?.kind === 'page' &&
            this.#reader.keyStartOf(token) !== 0);
    }
    /** Why the group goes as a whole, if all that it is is gone. */
    #ruleOfGroup(root) {
        const { items, first, count } = this.#reader;
        let rule;
        for (let i = first; i < count; i++) {
            const item = items[i];
            if (item === undefined || !isPrincipal(item, root))
                continue;
            if (!(item.mark & verdict.gone))
                return undefined;
            rule ??= item_marker_ruleOf(item);
        }
        return rule;
    }
    #editItems(isGroupGone) {
        const { items, first, count } = this.#reader;
        for (let i = first; i < count; i++) {
            const item = items[i];
            if (item === undefined)
                continue;
            const { kind, mark, parent } = item;
            if (isGroupGone || (i > first && parent && parent.mark & isOut))
                item.mark |= isOut;
            const isCut = (item.mark & isOut) !== 0;
            const isGone = (mark & verdict.gone) !== 0;
            if (kind === 'post' || kind === 'id') {
                const id = this.#marker.idOf(item);
                if (isGone && id !== undefined)
                    this.#sink.removed(id);
                this.#noteUse(item, isCut || isGone);
                if (isCut)
                    continue;
                if (isGone)
                    this.#cutPost(item);
                else {
                    if (mark & verdict.geo)
                        this.#cutLocation(item);
                    if (id !== undefined)
                        this.#tell(mark, id);
                }
            }
            else if (isGone && !isCut)
                this.#cutProfile(item);
            else if (kind === 'user' && mark !== 0 && !isGone)
                this.#tell(mark, this.#marker.idOf(item) ?? 0n);
        }
    }
    #tell(said, id) {
        if (said & verdict.refetch)
            this.#sink.refetch(id);
        if (said & verdict.review)
            this.#sink.review(id);
    }
    /** Takes out a post that lies in another. */
    #cutPost(item) {
        item.mark |= isOut;
        this.#sink.rule('embedded');
        if (item.place === 'references') {
            this.#shrink(item, new Set(['type', 'id', 'id_str']));
            return;
        }
        let target = item;
        while (target.parent?.kind === 'envelope' &&
            wrappers.has(this.#reader.nameOf(target.token) ?? ''))
            target = target.parent;
        target.mark |= isOut;
        this.#cutOrNull(target.token);
    }
    #cutProfile(item) {
        item.mark |= isOut;
        if (item.place === 'mentions') {
            if (this.#shrink(item, keptOfMentions))
                this.#sink.rule('profile');
            return;
        }
        let target = item;
        while (item.place === 'author' && target.parent?.place === 'author')
            target = target.parent;
        target.mark |= isOut;
        this.#sink.rule('profile');
        this.#cutOrNull(target.token);
    }
    #cutOrNull(token) {
        if (nullable.has(this.#reader.nameOf(token) ?? ''))
            this.#replace(token);
        else
            this.#cut(token);
    }
    #cutLocation({ id, locations }) {
        const reader = this.#reader;
        // v2 leaves out what is not there, and writes IDs as text.
        const isV2 = reader.kindOf(id) === json_kinds.string && reader.nameOf(id) === 'id';
        for (const token of locations)
            if (isV2 && reader.nameOf(token) === 'geo')
                this.#cut(token);
            else
                this.#replace(token);
        if (locations.length > 0)
            this.#sink.rule('location');
    }
    /** Takes all members but these out of an object; tells whether there were any. */
    #shrink({ token }, kept) {
        const others = json_cuts_membersOf(this.#records.tokenizer.bytes, this.#reader.startOf(token)).filter(({ key }) => !kept.has(key));
        this.#cuts.push(...others.map(({ start, end }) => ({ start, end })));
        return others.length > 0;
    }
    /** An element or a member goes. */
    #cut(token) {
        const reader = this.#reader;
        const start = reader.keyStartOf(token) || reader.startOf(token);
        this.#cuts.push({ start, end: reader.endOf(token) });
    }
    #replace(token) {
        const reader = this.#reader;
        this.#cuts.push({
            start: reader.startOf(token),
            end: reader.endOf(token),
            text: 'null'
        });
    }
    /** Notes the media, polls and places that a post uses. */
    #noteUse({ containers, locations, mark }, isGone) {
        for (const token of containers)
            if (this.#reader.meaningOf(token)?.container === 'attachments')
                this.#noteKeys(token, isGone);
        const isWithoutPlace = isGone || (mark & verdict.geo) !== 0;
        for (const token of locations)
            this.#noteKeys(token, isWithoutPlace);
    }
    #noteKeys(token, isGone) {
        const reader = this.#reader;
        const used = isGone ? this.#usedByGone : this.#usedByKept;
        const end = reader.behind(token);
        for (let child = token + 1; child < end; child++)
            if (reader.kindOf(child) === json_kinds.string)
                used.add(reader.textOf(child));
    }
    /** What only gone posts used goes with them. */
    #editPage(page) {
        const reader = this.#reader;
        const isBare = isBareIncludes(reader, page);
        let unused = 0;
        for (const holder of isBare
            ? [page.token]
            : page.containers.filter(token => reader.meaningOf(token)?.container === 'includes'))
            for (const list of childrenOf(reader, holder)) {
                const name = reader.nameOf(list) ?? '';
                const keyName = usedLists[name];
                if (keyName === undefined || reader.kindOf(list) !== json_kinds.array)
                    continue;
                for (const element of childrenOf(reader, list)) {
                    const key = childrenOf(reader, element).find(child => reader.nameOf(child) === keyName);
                    const text = key === undefined ? '' : reader.textOf(key);
                    if (this.#usedByKept.has(text))
                        continue;
                    if (this.#usedByGone.has(text))
                        this.#cut(element);
                    else if (name !== 'polls')
                        unused++;
                }
            }
        if (isBare && unused > 0)
            this.#sink.unreachable('includes', unused);
    }
    #lineOf(token) {
        return this.#records.lineOf(this.#reader.startOf(token));
    }
}
/** Whether it is a record of no known form, or one without an ID. */
function isUnknown({ kind, id }) {
    return (kind === 'nothing' || kind === 'author' || (kind === 'post' && id === none));
}
/** Whether an item is what the group of `root` is, maybe in envelopes. */
function isPrincipal(item, root) {
    if (item.kind !== 'post' && item.kind !== 'id' && item.kind !== 'user')
        return false;
    let at = item;
    while (at !== root) {
        if (at.place !== root.place || at.parent?.kind !== 'envelope')
            return false;
        at = at.parent;
    }
    return true;
}
/** academictwitteR keeps what lies beside posts in a file of its own. */
function isBareIncludes(reader, page) {
    if (page.kind !== 'page' || page.place !== 'record')
        return false;
    const meanings = page.containers.map(token => reader.meaningOf(token)?.container);
    if (meanings.includes('records') || meanings.includes('includes'))
        return false;
    return (!meanings.includes('ids') &&
        !childrenOf(reader, page.token).some(child => (reader.nameOf(child) ?? '').includes('_cursor')));
}
function childrenOf(reader, token) {
    const children = [];
    const kind = reader.kindOf(token);
    if (kind !== json_kinds.object && kind !== json_kinds.array)
        return children;
    const end = reader.behind(token);
    for (let child = token + 1; child < end; child = reader.behind(child))
        children.push(child);
    return children;
}

;// CONCATENATED MODULE: ./src/apply/edits/text-edits.ts
// Edits text: lines of one ID or URL, or lists of them on one line.





const text_edits_lf = 0x0a;
const text_edits_cr = 0x0d;
/** No line of IDs is longer. */
const text_edits_longestLine = 16_000_000;
class TextEditor extends Reader {
    shape;
    type;
    verdicts;
    sink;
    #id = { high: 0, low: 0 };
    #line = 0;
    #skipsCell;
    #isTooLong = false;
    constructor(shape, type, verdicts, sink) {
        super();
        this.shape = shape;
        this.type = type;
        this.verdicts = verdicts;
        this.sink = sink;
        this.#skipsCell = shape.hasHeader;
    }
    read(bytes, isLast) {
        let at = 0;
        while (at < bytes.length) {
            const found = bytes.indexOf(text_edits_lf, at);
            if (found < 0 && !isLast) {
                if (bytes.length - at <= text_edits_longestLine)
                    return at;
                if (!this.#isTooLong) {
                    this.sink.bad(this.#line + 1, 'not a number');
                    this.sink.record('kept');
                }
                this.#isTooLong = true;
                return bytes.length;
            }
            const end = found < 0 ? bytes.length : found;
            this.#line++;
            if (this.#isTooLong)
                this.#isTooLong = false;
            else
                this.#edit(bytes, at, end, Math.min(end + 1, bytes.length));
            at = end + 1;
        }
        return bytes.length;
    }
    #edit(bytes, start, end, next) {
        const cells = this.#cells(bytes, start, end);
        const gone = cells.filter(cell => cell.isGone).length;
        if (gone === 0)
            return;
        if (gone === cells.length) {
            this.#splice(start, next);
            return;
        }
        // The last ones of a list go with the separator before them, others with the one behind.
        let lastKept = cells.length - 1;
        while (cells[lastKept]?.isGone === true)
            lastKept--;
        for (const [index, cell] of cells.entries()) {
            const following = cells[index + 1];
            if (cell.isGone && index < lastKept && following)
                this.#splice(cell.start, following.start);
        }
        const from = cells[lastKept]?.end ?? end;
        if (lastKept < cells.length - 1)
            this.#splice(from, cells[cells.length - 1]?.end ?? end);
    }
    /** The cells of a line that hold something. */
    #cells(bytes, start, end) {
        const { separator } = this.shape;
        const cells = [];
        for (let at = start; at < end;) {
            let to = at;
            while (to < end && bytes[to] !== text_edits_cr && bytes[to] !== separator)
                to++;
            let from = at;
            while (from < to && isSpace(bytes[from]))
                from++;
            let behind = to;
            while (behind > from && isSpace(bytes[behind - 1]))
                behind--;
            if (from < behind) {
                if (this.#skipsCell) {
                    this.#skipsCell = false;
                    cells.push({ start: from, end: behind, isGone: false });
                }
                else {
                    const isGone = this.#examine(bytes, from, behind);
                    if (isGone !== undefined)
                        cells.push({ start: from, end: behind, isGone });
                }
            }
            at = to + 1;
        }
        return cells;
    }
    /** Whether an ID must go; undefined for a cell that holds none. */
    #examine(bytes, start, end) {
        if (!readId(bytes, start, end, this.#id)) {
            const text = trimCell(bytes.toString('utf8', start, Math.min(end, start + 2048)));
            if (text === '')
                return undefined;
            if (!readIdText(text, this.type, this.#id, this.shape.prefix)) {
                this.sink.bad(this.#line, reasonOfText(text, this.type));
                this.sink.record('kept');
                return false;
            }
        }
        const { sink, verdicts } = this;
        const isPost = this.type === 'tweets';
        const bits = isPost ? verdicts.post(this.#id) : verdicts.user(this.#id);
        const id = bits === 0 ? 0n : idOf(this.#id);
        if (bits & verdict.gone) {
            sink.record('removed');
            sink.rule(isPost ? 'own' : 'profile');
            if (isPost)
                sink.removed(id);
            return true;
        }
        if (bits & verdict.refetch)
            sink.refetch(id);
        if (bits & verdict.review)
            sink.review(id);
        if (isPost && verdicts.needsAuthors) {
            const isOfUser = (verdicts.user(this.#id) & verdict.gone) !== 0;
            sink.unreachable(isOfUser ? 'list' : 'author');
        }
        sink.record('kept');
        return false;
    }
    #splice(start, end) {
        this.sink.splice(this.offset + start, this.offset + end, '');
    }
}

;// CONCATENATED MODULE: ./src/apply/refusals.ts
// Files that `apply` does not edit: what they are, and what does it instead.



const recipes = (0,message/* say */.cv) `Edit it with the program that owns it, by the lists under \`report-path\`: docs/recipes/data.md has a recipe for each.`;
/** What can't be told by its first bytes, in the first 4 kB as Latin-1. */
const refusals_kinds = [
    [/^WARC\/\d/, 'a WARC file, whose records carry digests of their own'],
    [
        /^\{[^{}]{0,200}"_index"\s*:/,
        'a dump of an Elasticsearch index',
        (0,message/* say */.cv) `Delete in the index itself: removing lines of a dump deletes nothing there. ${recipes}`
    ],
    [
        /^\s*\{[^{}]{0,400}"id"\s*:\s*"tag:search\.twitter\.com/,
        'a file of Activity Streams'
    ],
    [
        /^(--|\/\*|SET |CREATE TABLE|INSERT INTO|COPY |BEGIN|PRAGMA |DROP TABLE)/i,
        'an SQL dump'
    ]
];
/** @throws Failure `data-unknown` for content that is not edited by bytes */
function refuseUneditable(...[start, name, outer]) {
    const head = Buffer.from(start.subarray(0, 4096)).toString('latin1');
    const found = refusals_kinds.find(([pattern]) => pattern.test(head));
    if (found)
        throw new lib_failure/* Failure */.HR('data-unknown', {
            what: (0,message/* say */.cv) `${(0,message/* code */.aY)(name, 200)} is ${found[1]}.`,
            fix: found[2] ?? recipes
        });
    try {
        refuseForeign(start, name, outer);
    }
    catch (error) {
        throw translated(error, 'data-unknown', adviceOn(error));
    }
}
/** What is to be done with a file that is none of X content, or packed in another way. */
function adviceOn(error) {
    if (!(error instanceof lib_failure/* Failure */.HR))
        return recipes;
    const { what, fix } = error.text;
    if ((0,message/* plain */.pj)(what).includes('Git LFS'))
        return fix;
    const [, command] = /an earlier step(?:: |, such as )(`[^`]+`)/.exec((0,message/* plain */.pj)(fix)) ?? [];
    if (command === undefined)
        return recipes;
    return (0,message/* say */.cv) `Unpack it in an earlier step, such as ${{ code: command.slice(1, -1) }}, name the result in \`data\`, pack it again behind this step, and remove the old file.`;
}
/** The failure of a reader of ID files as one of `apply`, whose advice is another. */
function translated(error, to, fix) {
    return error instanceof lib_failure/* Failure */.HR && error.code === 'ids-invalid'
        ? new lib_failure/* Failure */.HR(to, { what: error.text.what, why: error.text.why, fix }, { cause: error })
        : error;
}

;// CONCATENATED MODULE: ./src/apply/scan-file.ts
// Reads one data file to its end: what it is, what of each record goes, and which bytes that takes.











/**
 * Feeds a file to the editor of its format.
 *
 * @param how tells of what the check read the file; or how the file is read, where that is known
 * @throws Failure `data-unknown`, `data-invalid` or `column-unknown`
 */
async function scanFile(file, how, sink, context) {
    const { signal } = context;
    const source = await source_openSource(file, signal, refuseUneditable).catch((error) => {
        throw translated(error, 'data-invalid', makeAgain);
    });
    try {
        if (source.encoding !== 'utf-8')
            throw isUtf16(file.name);
        const editing = typeof how === 'object'
            ? how
            : await editingOf(source, file.name, how, context);
        const editor = editorFor(editing, file.name, sink, context, !source.isWhole);
        try {
            for await (const bytes of evenPieces(source.chunks(), signal)) {
                editor.feed(bytes);
                await context.settle?.();
            }
            editor.end();
        }
        catch (error) {
            const isTable = editing.shape.format === 'csv';
            throw translated(error, 'data-invalid', isTable ? writeAgain : makeAgain);
        }
        return {
            format: editing.shape.format,
            compression: source.compression,
            sha256: await source.sha256(),
            skipped: source.skipped,
            editing
        };
    }
    finally {
        await source.close();
    }
}
const makeAgain = (0,message/* say */.cv) `Create or download the file again, or leave it out with a \`!\` pattern.`;
const writeAgain = (0,message/* say */.cv) `Write the file again with a CSV library, or leave it out with a \`!\` pattern.`;
function isUtf16(name) {
    return new lib_failure/* Failure */.HR('data-unknown', {
        what: (0,message/* say */.cv) `${(0,message/* code */.aY)(name, 200)} is text in UTF-16, which is not edited.`,
        fix: (0,message/* say */.cv) `Convert it in an earlier step: \`iconv -f UTF-16 -t UTF-8 FILE > NEW\`.`
    });
}
function editorFor({ shape, type, roles }, file, sink, { verdicts }, isLarge) {
    if (shape.format === 'text')
        return new TextEditor(shape, type, verdicts, sink);
    return shape.format === 'csv' && roles
        ? new CsvEditor({ shape, roles, type, file }, verdicts, sink)
        : new JsonEditor(verdicts, sink, 'isLines' in shape ? shape.isLines : undefined, file, isLarge);
}
const nameColumn = (0,message/* say */.cv) `Name the column with \`id-column\`, or leave the file out with a \`!\` pattern.`;
/**
 * How a file is read. Tables and lists with a header of users are of users, and
 * what the check of users read, but for tables of posts that name their authors.
 */
async function editingOf(source, file, checked, { verdicts, inputs }) {
    const { format, idColumn } = inputs;
    const columns = idColumn === undefined ? [] : [idColumn];
    const sample = Buffer.from(source.sample);
    const { isWhole } = source;
    const read = (type) => {
        try {
            const reading = { type, format, columns };
            const shape = recognise(sample, isWhole, reading, file);
            if (shape.format !== 'csv')
                return { shape, type, roles: undefined };
            const header = headerOf(shape, sample, isWhole);
            return { shape, type, roles: rolesOf(header, shape, inputs, file) };
        }
        catch (error) {
            throw translated(error, 'column-unknown', nameColumn);
        }
    };
    let editing;
    try {
        editing = read('tweets');
    }
    catch (error) {
        const isOfUsers = idColumn === undefined && hasUsers(sample, isWhole);
        if (isOfUsers || (await checked()) === 'users')
            return read('users');
        throw error;
    }
    const { shape, roles } = editing;
    const isJson = shape.format !== 'text' && shape.format !== 'csv';
    if (isJson || roles?.author !== undefined)
        return editing;
    if ((await checked()) === 'users')
        return read('users');
    if (shape.format === 'text' && !shape.hasHeader && verdicts.isOfUsersAlone)
        return scan_file_isDigits(sample) ? read('users') : editing;
    if (roles && verdicts.needsAuthors)
        throw new lib_failure/* Failure */.HR('column-unknown', {
            what: (0,message/* say */.cv) `No column of ${(0,message/* code */.aY)(file, 200)} is known to hold the IDs of the authors, and there are verdicts on accounts.`,
            why: (0,message/* say */.cv) `Posts of accounts that must go would stay in it.`,
            fix: (0,message/* say */.cv) `Name the column with \`author-column\`; if there is none, leave the file out, or give the results of posts alone.`
        });
    return editing;
}
/** Names of the columns; where there is no header, the first row. */
function headerOf(shape, sample, isWhole) {
    if (shape.headerRows > 0)
        return shape.names;
    return csv_dialect_firstRecords(sample, shape, isWhole, 1)[0] ?? [];
}
/** Whether a list begins with bare IDs, which may be of posts or of users. */
function scan_file_isDigits(sample) {
    return /^\s*["']?\d{1,19}["']?(?:[\s,;|]|$)/.test(sample.toString('latin1', 0, 100));
}
/** Whether a header names accounts, and nothing of posts. */
function hasUsers(sample, isWhole) {
    const line = sample.subarray(0, 4096).toString('latin1').split(/\r?\n/, 1)[0];
    return (line !== undefined &&
        (isWhole || line.length < 4096) &&
        /user|author|account|followers/i.test(line) &&
        !/text|(?:tweet|status|post)_?id|(?<!\.)\bid(?:_str)?\b/i.test(line));
}

// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(466);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(522);
;// CONCATENATED MODULE: ./src/apply/rewrite.ts
// Writes the result of one file to a temporary one, reads that back, and puts it in its place.








async function identityOf(path) {
    const { size, mtimeNs, ino } = await (0,external_node_fs_promises_.stat)(path, { bigint: true });
    return { size, mtimeNs, ino };
}
/**
 * Either the target is the whole result afterwards, or nothing has changed.
 *
 * @throws Failure `data-changed`, `verify-failed`, `disk-full`
 */
async function rewriteFile(rewrite) {
    const { source, target, temp, identity, edits, signal } = rewrite;
    try {
        const before = await (0,external_node_fs_promises_.stat)(source.path, { bigint: true });
        requireSame(identity, before, source.name);
        // Packed files are packed again only where something changes.
        const compression = edits.size > 0 ? rewrite.compression : 'none';
        const expected = await write(rewrite, compression, before);
        const file = { path: temp, name: source.name, bytes: 0 };
        const found = await rewrite.verify(file);
        const content = compression === 'none'
            ? found.sha256
            : await contentHash(file, compression, signal);
        if (found.edits > 0 || content !== expected)
            throw new lib_failure/* Failure */.HR('verify-failed', {
                what: (0,message/* say */.cv) `What was written for ${(0,message/* code */.aY)(source.name, 200)} was read back and differs.`,
                why: (0,message/* say */.cv) `The disk returned other bytes, or this is a fault of the action.`,
                fix: (0,message/* say */.cv) `The file was left as it is. Check the disk, run again, and report it if it happens again.`
            });
        requireSame(identity, await identityOf(source.path), source.name);
        signal.throwIfAborted();
        await (0,external_node_fs_promises_.rename)(temp, target);
        await syncFolder((0,external_node_path_.dirname)(target));
        const { size } = await (0,external_node_fs_promises_.stat)(target);
        return { bytes: size, sha256: found.sha256 };
    }
    catch (error) {
        await (0,external_node_fs_promises_.rm)(temp, { force: true }).catch(() => undefined);
        throw error;
    }
}
/** Writes the temporary file; gives the SHA-256 of its content, unpacked. */
async function write({ source, temp, sha256, edits, signal }, compression, before) {
    const unpacked = await openUnpacked(source, compression, signal);
    try {
        const handle = await (0,external_node_fs_promises_.open)(temp, 'wx', 0o600);
        try {
            const output = new Output(handle, compression);
            await copyEdited(unpacked.chunks, edits, output);
            const hash = await output.end();
            if ((await unpacked.sha256()) !== sha256)
                throw changed(source.name);
            await handle.chmod(Number(before.mode & 4095n));
            await keepOwner(handle, before);
            await handle.sync();
            return hash;
        }
        finally {
            await handle.close();
        }
    }
    finally {
        await unpacked.close();
    }
}
/** Another owner can be kept only by who may give files away. */
async function keepOwner(handle, { uid, gid, mode }) {
    const own = await handle.stat({ bigint: true });
    if (own.uid === uid && own.gid === gid)
        return;
    try {
        await handle.chown(Number(uid), Number(gid));
        await handle.chmod(Number(mode & 4095n));
    }
    catch {
        // It then belongs to whoever runs this.
    }
}
async function copyEdited(chunks, edits, output) {
    const log = edits.read();
    let edit = log.next().value;
    let offset = 0;
    for await (const chunk of chunks) {
        let at = 0;
        while (at < chunk.length) {
            const start = edit ? edit.start - offset : Infinity;
            if (start > at) {
                const end = Math.min(start, chunk.length);
                await output.write(chunk.subarray(at, end));
                at = end;
            }
            if (edit === undefined || at >= chunk.length)
                continue;
            if (edit.end - offset > chunk.length) {
                // It goes on in the next chunk, where its text is written.
                at = chunk.length;
                continue;
            }
            at = Math.max(at, edit.end - offset);
            if (edit.text !== '')
                await output.write(Buffer.from(edit.text));
            edit = log.next().value;
        }
        offset += chunk.length;
    }
    if (edit !== undefined)
        throw new Error('an edit lies beyond the file');
}
const outputSize = 1 << 20;
/** Gathers bytes, hashes them, packs them, and writes them. */
class Output {
    handle;
    #buffer = Buffer.alloc(outputSize);
    #hash = (0,external_node_crypto_.createHash)('sha256');
    #packer;
    #packed;
    #used = 0;
    constructor(handle, compression) {
        this.handle = handle;
        this.#packer = packerOf(compression);
        this.#packed = this.#packer ? this.#drain(this.#packer) : Promise.resolve();
        // Seen where it is awaited.
        this.#packed.catch(() => undefined);
    }
    async write(bytes) {
        for (let at = 0; at < bytes.length;) {
            const some = bytes.subarray(at, at + outputSize - this.#used);
            this.#buffer.set(some, this.#used);
            this.#used += some.length;
            at += some.length;
            if (this.#used === outputSize)
                await this.#flush();
        }
    }
    /** Writes the rest; gives the SHA-256 of all that was written, before it was packed. */
    async end() {
        await this.#flush();
        this.#packer?.end();
        await this.#packed;
        return this.#hash.digest('hex');
    }
    async #flush() {
        const bytes = this.#buffer.subarray(0, this.#used);
        this.#used = 0;
        if (bytes.length === 0)
            return;
        this.#hash.update(bytes);
        const packer = this.#packer;
        if (packer === undefined) {
            await this.handle.writeFile(bytes);
            return;
        }
        // The packer may keep what it is given until it has been taken.
        await Promise.race([
            new Promise((resolve, reject) => packer.write(bytes, error => (error ? reject(error) : resolve()))),
            this.#packed
        ]);
    }
    async #drain(packer) {
        for await (const bytes of packer)
            await this.handle.writeFile(bytes);
        await (0,external_node_stream_promises_.finished)(packer);
    }
}
/** One member without a name, and of time 0: Node's default. */
function packerOf(compression) {
    if (compression === 'none')
        return undefined;
    if (compression === 'gzip')
        return external_node_zlib_.createGzip();
    return external_node_zlib_.createZstdCompress({
        params: { [external_node_zlib_.constants.ZSTD_c_checksumFlag]: 1 }
    });
}
/** SHA-256 of a file's content, unpacked. */
async function contentHash(file, compression, signal) {
    const unpacked = await openUnpacked(file, compression, signal);
    const hash = (0,external_node_crypto_.createHash)('sha256');
    try {
        for await (const bytes of unpacked.chunks)
            hash.update(bytes);
        return hash.digest('hex');
    }
    finally {
        await unpacked.close();
    }
}
async function syncFolder(path) {
    // Windows opens no folders.
    if (process.platform === 'win32')
        return;
    const folder = await (0,external_node_fs_promises_.open)(path, 'r');
    try {
        await folder.sync();
    }
    catch {
        // Some network file systems sync no folders.
    }
    finally {
        await folder.close();
    }
}
function requireSame(scanned, now, name) {
    if (scanned.size !== now.size ||
        scanned.mtimeNs !== now.mtimeNs ||
        scanned.ino !== now.ino)
        throw changed(name);
}
function changed(name) {
    return new lib_failure/* Failure */.HR('data-changed', {
        what: (0,message/* say */.cv) `${(0,message/* code */.aY)(name, 200)} was changed by another program after it was read, so it was not replaced.`,
        fix: ranAgain
    });
}
const ranAgain = (0,message/* say */.cv) `Let nothing else write the data files while this step runs, and run it again.`;

;// CONCATENATED MODULE: ./src/apply/scan-data.ts
// The phase that scans every file, and collects all that stands against writing.














async function scanData(step, files, verdicts, locks, lists) {
    const { inputs, record, folders, dependencies } = step;
    const signal = dependencies.cancel;
    const context = {
        inputs,
        verdicts,
        signal,
        settle: () => lists.settle()
    };
    const scanned = [];
    const obstacles = [];
    const bad = [];
    for (const [index, file] of files.entries()) {
        signal.throwIfAborted();
        const fileRecord = emptyRecord(file);
        record.files.push(fileRecord);
        const edits = new EditLog((0,external_node_path_.join)(folders.work, `edits-${index}`));
        const sink = new FileSink(fileRecord, edits, lists);
        try {
            const locked = inputs.mode === 'replace' ? await lock(locks, file) : undefined;
            const identity = await identityOf(file.path);
            const checked = () => idsOf(file, step);
            const found = await scanFile(file, checked, sink, context);
            edits.shift = found.skipped;
            edits.close();
            finishRecord(fileRecord, found, edits, step);
            scanned.push({
                file,
                record: fileRecord,
                edits,
                identity,
                editing: found.editing
            });
            const obstacle = unknownForm(sink, file) ??
                (inputs.mode !== 'copy' && edits.size > 0
                    ? (locked ?? (await whyNotReplaced(file)))
                    : undefined);
            if (obstacle)
                obstacles.push(obstacle);
        }
        catch (error) {
            signal.throwIfAborted();
            const isLost = (0,lib_failure/* isErrnoException */.s$)(error) && error.code === 'ENOENT';
            const failure = isLost ? changed(file.name) : (0,lib_failure/* asFailure */.h_)(error);
            if (failure.code === 'internal' || failure.code === 'data-busy')
                throw error;
            obstacles.push(failure);
        }
        bad.push(...sink.shown.slice(0, 5 - bad.length));
        dependencies.log.debug(`${(0,lib_text/* withoutIds */.Li)(file.name)}: ${(0,lib_text/* count */.U9)(fileRecord.read)} records`);
    }
    const badFailure = annotateBad(step, bad);
    if (badFailure)
        obstacles.push(badFailure);
    const tooMuch = shareExceeded(step);
    if (tooMuch)
        obstacles.push(tooMuch);
    return { files: scanned, obstacles };
}
/** Takes the lock of a file; what stands against that, where nothing can be written beside the file. */
async function lock(locks, file) {
    try {
        await locks.take(file.real, file.name);
        return undefined;
    }
    catch (error) {
        if ((0,lib_failure/* isErrnoException */.s$)(error) && noAccess.includes(error.code ?? ''))
            return notWritable(file.name, (0,message/* say */.cv) `its folder cannot be written to`);
        throw error;
    }
}
const noAccess = ['EACCES', 'EPERM', 'EROFS'];
/** Lists of the check of users, and nothing but lists, hold IDs of users. */
async function idsOf(file, { record }) {
    const ofUsers = record.results.filter(({ type }) => type === 'users');
    if (ofUsers.length === 0)
        return 'tweets';
    const sha256 = await hashOf(file.path);
    const isIn = (type) => record.results.some(each => each.type === type && each.idFiles.has(sha256));
    return isIn('users') && !isIn('tweets') ? 'users' : 'tweets';
}
async function hashOf(path) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for await (const bytes of (0,external_node_fs_.createReadStream)(path, { highWaterMark: 1 << 20 }))
        hash.update(bytes);
    return hash.digest('hex');
}
function emptyRecord({ name, bytes }) {
    return {
        name,
        format: undefined,
        compression: 'none',
        verified: false,
        bytesBefore: bytes,
        bytesAfter: undefined,
        sha256Before: undefined,
        sha256After: undefined,
        read: 0,
        removed: 0,
        changed: 0,
        byRule: zeros(rules),
        bad: 0,
        unreachable: zeros(gaps),
        edits: 0,
        emptied: false
    };
}
function zeros(names) {
    return Object.fromEntries(names.map(name => [name, 0]));
}
function finishRecord(record, { format, compression, sha256 }, edits, { record: { results } }) {
    record.format = format;
    record.compression = compression;
    record.sha256Before = sha256;
    record.verified = results.some(({ idFiles }) => idFiles.has(sha256));
    record.edits = edits.size;
    record.emptied = record.read > 0 && record.removed === record.read;
    if (edits.size === 0) {
        record.bytesAfter = record.bytesBefore;
        record.sha256After = sha256;
    }
    else if (compression === 'none')
        record.bytesAfter = record.bytesBefore + edits.growth;
}
function unknownForm(sink, { name }) {
    if (sink.unknownLine === undefined)
        return undefined;
    return new lib_failure/* Failure */.HR('data-unknown', {
        what: (0,message/* say */.cv) `${(0,message/* code */.aY)(name, 200)} holds ${(0,lib_text/* plural */.LS)(sink.unknowns, 'record')} of no known form; the first is on line ${(0,lib_text/* count */.U9)(sink.unknownLine)}.`,
        why: (0,message/* say */.cv) `It is not known where such a record keeps its posts, authors and locations, and \`apply\` never guesses.`,
        fix: (0,message/* say */.cv) `Leave the file out with a \`!\` pattern, and edit it by the lists under \`report-path\`. docs/apply.md names the forms that are known.`
    });
}
/** What stands against replacing a file that has to change. */
async function whyNotReplaced(file) {
    const { name, real } = file;
    const status = await (0,external_node_fs_promises_.stat)(real);
    if (status.nlink > 1)
        return notWritable(name, (0,message/* say */.cv) `it has ${status.nlink} hard links, and the other names would keep what must go`);
    if ((status.mode & 0o222) === 0 || !(await isWritable(real)))
        return notWritable(name, (0,message/* say */.cv) `it is read-only`);
    const folder = (0,external_node_path_.dirname)(real);
    if (((await (0,external_node_fs_promises_.stat)(folder)).mode & 0o222) === 0 || !(await isWritable(folder)))
        return notWritable(name, (0,message/* say */.cv) `its folder is read-only`);
    return undefined;
}
async function isWritable(path) {
    return (0,external_node_fs_promises_.access)(path, external_node_fs_promises_.constants.W_OK).then(() => true, () => false);
}
function notWritable(name, because) {
    return new lib_failure/* Failure */.HR('not-writable', {
        what: (0,message/* say */.cv) `${(0,message/* code */.aY)(name, 200)} cannot be replaced: ${because}.`,
        fix: (0,message/* say */.cv) `Make it a separate file that this user may write, or use \`mode: copy\`. Nothing was changed.`
    });
}
/** Shows the first bad records, by number and reason only; the failure where they stop the step. */
function annotateBad(step, bad) {
    const { record, dependencies, inputs } = step;
    const { bad: total } = totalsOf(record);
    if (total === 0)
        return undefined;
    for (const { file, line, reason } of bad)
        dependencies.log.warning(`Line ${line}: ${reason}`, { file, line });
    const counted = `${(0,lib_text/* plural */.LS)(total, 'record')} cannot be read`;
    if (inputs.onBadRecord === 'keep') {
        warn(step, `${counted}: ${total === 1 ? 'it stays' : 'they stay'} as ${total === 1 ? 'it is' : 'they are'}, whatever X says.`);
        return undefined;
    }
    const [first] = bad;
    const isList = record.files.every(file => file.bad < file.read || file.bad === 0);
    const isUnknown = bad.every(({ reason }) => withoutId.has(reason) || (reason === 'not a number' && !isList));
    return new lib_failure/* Failure */.HR(isUnknown ? 'data-unknown' : 'data-invalid', {
        what: (0,message/* say */.cv) `${counted}.${first ? (0,message/* say */.cv) ` The first is line ${(0,lib_text/* count */.U9)(first.line)} of ${(0,message/* code */.aY)(first.file, 200)}: ${first.reason}.` : ''}`,
        why: (0,message/* say */.cv) `Such a record may hold posts that must be removed.`,
        fix: (0,message/* say */.cv) `Correct the lines that the annotations show; or set \`on-bad-record: keep\` to leave such records as they are.`
    });
}
/** Reasons by which a record holds no ID at all, rather than a damaged one. */
const withoutId = new Set([
    'no ID',
    'column missing',
    'no post in it',
    'no author in it',
    'post without ID',
    'post without an ID',
    'row of a table, not a record'
]);
function shareExceeded({ inputs, record }) {
    const { read, removed } = totalsOf(record);
    if (removed <= inputs.maxRemoved * read + 1e-9 * read)
        return undefined;
    const percent = (share) => `${Number((100 * share).toFixed(2))} %`;
    return new lib_failure/* Failure */.HR('share-exceeded', {
        what: (0,message/* say */.cv) `${(0,lib_text/* count */.U9)(removed)} of ${(0,lib_text/* plural */.LS)(read, 'record')} (${percent(removed / read)}) would be removed, more than the ${percent(inputs.maxRemoved)} that \`max-removed\` allows.`,
        why: (0,message/* say */.cv) `Such a large share is rare: these may be the wrong results or the wrong data.`,
        fix: (0,message/* say */.cv) `Check the report; if it is right, raise \`max-removed\`. Nothing was changed.`
    });
}

;// CONCATENATED MODULE: ./src/apply/lock.ts
// One run at a time on a file: a lock beside it that names the process, so that a dead run's lock never blocks.







/** A lock of a process that can't be looked at counts for so long after its last sign of life. */
const freshFor = 10 * 60_000;
/** How often a lock gives a sign of life. */
const refreshEvery = 2 * 60_000;
/** Names of files beside a data file; hidden, so that no glob takes them for data. */
function namesBeside(path) {
    const digest = (0,external_node_crypto_.createHash)('sha256').update((0,external_node_path_.basename)(path)).digest('hex');
    const name = (0,external_node_path_.join)((0,external_node_path_.dirname)(path), `.apply-${digest.slice(0, 16)}`);
    return { lock: `${name}.lock`, temp: `${name}.tmp` };
}
/** The locks of a run. */
class Locks {
    #held = new Set();
    /** Folders that hold nothing of dead runs any more. */
    #tidied = new Set();
    #timer;
    #self = JSON.stringify(lock_self());
    constructor() {
        this.#timer = setInterval(() => void this.#refresh(), refreshEvery);
        this.#timer.unref();
    }
    /**
     * Locks a file, and removes what a dead run left beside it.
     *
     * @throws Failure `data-busy` when another run is at it; errors of the file system
     */
    async take(path, name) {
        const { lock, temp } = namesBeside(path);
        for (let attempt = 0; attempt < 5; attempt++) {
            if (await this.#create(lock)) {
                this.#held.add(lock);
                await (0,external_node_fs_promises_.rm)(temp, { force: true });
                await this.#tidy((0,external_node_path_.dirname)(lock));
                return;
            }
            if (!(await removeDead(lock)))
                throw busy(name, lock);
        }
        throw busy(name, lock);
    }
    async release(path) {
        const { lock } = namesBeside(path);
        if (this.#held.delete(lock))
            await (0,external_node_fs_promises_.rm)(lock, { force: true });
    }
    async releaseAll() {
        clearInterval(this.#timer);
        for (const lock of this.#held)
            await (0,external_node_fs_promises_.rm)(lock, { force: true }).catch(() => undefined);
        this.#held.clear();
    }
    async #create(lock) {
        // Made whole under a name of its own first: nobody ever reads half a lock.
        const own = `${lock}-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`;
        const handle = await (0,external_node_fs_promises_.open)(own, 'wx', 0o644);
        try {
            await handle.writeFile(this.#self);
            await handle.close();
            await (0,external_node_fs_promises_.link)(own, lock);
            return true;
        }
        catch (error) {
            // Another run has the lock, or has tidied ours away.
            const errno = (0,lib_failure/* isErrnoException */.s$)(error) ? error.code : undefined;
            if (errno === 'EEXIST' || errno === 'ENOENT')
                return false;
            throw error;
        }
        finally {
            await (0,external_node_fs_promises_.rm)(own, { force: true });
        }
    }
    /** Removes locks in the making of runs that were killed; a living run makes its own again. */
    async #tidy(folder) {
        if (this.#tidied.has(folder))
            return;
        this.#tidied.add(folder);
        for (const name of await (0,external_node_fs_promises_.readdir)(folder))
            if (/^\.apply-[0-9a-f]{16}\.lock-[0-9a-f]{12}$/.test(name))
                await (0,external_node_fs_promises_.rm)((0,external_node_path_.join)(folder, name), { force: true });
    }
    async #refresh() {
        const now = new Date();
        for (const lock of this.#held)
            await (0,external_node_fs_promises_.utimes)(lock, now, now).catch(() => undefined);
    }
}
/** Removes a lock whose run is dead; false when the run may live. */
async function removeDead(lock) {
    try {
        const before = await (0,external_node_fs_promises_.stat)(lock);
        const holder = parse(await (0,external_node_fs_promises_.readFile)(lock, 'utf8'));
        if (lives(holder, Date.now() - before.mtimeMs))
            return false;
        // Another run may have replaced it meanwhile: what was moved aside tells.
        const aside = `${lock}-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`;
        await (0,external_node_fs_promises_.rename)(lock, aside);
        const isSame = (await (0,external_node_fs_promises_.stat)(aside)).ino === before.ino;
        if (!isSame)
            await (0,external_node_fs_promises_.link)(aside, lock).catch(() => undefined);
        await (0,external_node_fs_promises_.rm)(aside, { force: true });
        return isSame;
    }
    catch (error) {
        if ((0,lib_failure/* isErrnoException */.s$)(error) && error.code === 'ENOENT')
            return true;
        throw error;
    }
}
function lives(holder, age) {
    const own = lock_self();
    const isNear = holder?.boot === own.boot &&
        holder.namespace === own.namespace &&
        holder.host === own.host;
    if (!isNear)
        return age < freshFor;
    const start = startOf(holder.pid);
    return start !== undefined && start === holder.start;
}
function parse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function lock_self() {
    return {
        pid: process.pid,
        start: startOf(process.pid) ?? '',
        boot: tryRead(() => (0,external_node_fs_.readFileSync)('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
        namespace: tryRead(() => (0,external_node_fs_.readlinkSync)('/proc/self/ns/pid')),
        host: (0,external_node_os_.hostname)()
    };
}
function tryRead(read) {
    try {
        return read();
    }
    catch {
        return '';
    }
}
/** When a process started; undefined when there is none. Where the system does not tell, any living process counts. */
function startOf(pid) {
    const line = tryRead(() => (0,external_node_fs_.readFileSync)(`/proc/${pid}/stat`, 'latin1'));
    // The name in parentheses may hold anything; the 20th field behind it is the start (proc_pid_stat(5)).
    if (line !== '')
        return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    try {
        process.kill(pid, 0);
        return '';
    }
    catch (error) {
        return (0,lib_failure/* isErrnoException */.s$)(error) && error.code === 'EPERM' ? '' : undefined;
    }
}
function busy(name, lock) {
    return new lib_failure/* Failure */.HR('data-busy', {
        what: (0,message/* say */.cv) `Another run is working on ${(0,message/* code */.aY)(name, 200)}.`,
        why: (0,message/* say */.cv) `Its lock is ${(0,message/* code */.aY)(lock, 300)}.`,
        fix: (0,message/* say */.cv) `Wait for that run to end. If there is none (it ran in a container or on a machine that is gone), remove that file, or wait ten minutes.`
    });
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
        : `\`${printable(damaged.record.name)}\`${column === undefined ? '' : `, column \`${printable(column, 60)}\``}`;
    return new Failure('ids-damaged', {
        what: say `${place}: ${evidence}. These IDs were rounded.${alsoDamaged(also)}`,
        why: say `Excel keeps 15 digits of a number, JavaScript and pandas (as float) about 16. The lost digits cannot be restored, and X would answer for other posts or accounts.`,
        fix: say `${advice(others)} To continue anyway, set \`on-damaged-ids: warn\`.`
    });
}
/** How many more damaged files are named. */
const namedFiles = 10;
function alsoDamaged(files) {
    if (files.length === 0)
        return '';
    const names = files
        .slice(0, namedFiles)
        .map(({ record }) => `\`${printable(record.name)}\``);
    const more = files.length - names.length;
    if (more > 0)
        names.push(plural(more, 'more file'));
    return ` So were IDs of ${names.join(', ')}.`;
}
/** How IDs are kept whole. */
const exportAgain = (0,message/* say */.cv) `Export the data again with the IDs as text: in Excel, import with Data > From Text/CSV and the column type Text; in pandas, \`dtype=str\`; in R, \`colClasses = "character"\`; in JavaScript, \`id_str\`.`;
function advice(others) {
    const [first] = others;
    if (first === undefined)
        return exportAgain;
    const names = joined(others.map(name => [code(name, 60)]), ', ');
    return say `${others.length === 1 ? 'The column' : 'The columns'} ${names} of the same file ${others.length === 1 ? 'holds' : 'hold'} intact IDs: if they are the right ones, add \`ids-column: ${yaml(first)}\`. Otherwise: ${exportAgain}`;
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
        damage && plain(joined([damage.text.what, damage.text.why])),
        ages.wrongType,
        notices > 0
            ? `${plural(notices, 'record')} without content (delete notices, limits and the like) ${notices === 1 ? 'was' : 'were'} skipped.`
            : undefined,
        broken &&
            `${printable(broken.record.name)}${others.length > 0 ? ` and ${plural(others.length, 'more file')}` : ''} ${others.length > 0 ? 'are' : 'is'} not valid UTF-8, as JSON must be. IDs are digits and not concerned; texts in other encodings may be damaged.`
    ].filter(finding => finding !== undefined);
}

;// CONCATENATED MODULE: ./src/content/bad-line-advice.ts
// What each reason for which a line holds no ID most likely comes from, and what to do about it.



const bad_line_advice_adviceOn = {
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
const bufferLength = 1 << 16;
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
        if (this.#buffer.length < bufferLength)
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
            : (0,message/* say */.cv) ` If line 1 is a header: \`ids-column: ${columns_yaml(this.#header)}\`.`;
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
        return bad_line_advice_adviceOn[reason];
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
    return (0,message/* say */.cv) `The column ${(0,message/* code */.aY)(first, 60)} of ${(0,message/* code */.aY)(file)} holds intact IDs${also}: if they are the right ones, add \`ids-column: ${columns_yaml(first)}\`. Otherwise: `;
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
        if (kind === json_kinds.array)
            return this.#children(token).flatMap(child => this.#records(child));
        if (kind !== json_kinds.object)
            return [token];
        const members = this.#children(token);
        const [first] = members;
        if (first !== undefined && this.#isNotice(token, first))
            return [];
        const starts = new Set(this.#paths.flatMap(({ keys, dotted }) => [keys[0] ?? '', dotted]));
        if (members.some(child => starts.has(this.#key(child) ?? '')))
            return [token];
        const page = members.filter(child => pageKeys.includes(this.#key(child) ?? '') &&
            this.#kind(child) >= json_kinds.object &&
            this.#kind(child) <= json_kinds.array);
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
        if (kind === json_kinds.array) {
            // With one path, each element must have it.
            for (const child of this.#children(token))
                if (!this.#at(child, keys) && this.#paths.length === 1)
                    this.#missing.push(child);
            return true;
        }
        const [key, ...rest] = keys;
        if (key === undefined) {
            if (kind === json_kinds.object)
                return false;
            if (kind !== json_kinds.word || this.#paths.length === 1)
                this.#values.push(token);
            return true;
        }
        if (kind !== json_kinds.object)
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
        const members = this.#kind(0) === json_kinds.object ? this.#children(0) : [];
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
        if (kind === json_kinds.object)
            this.#object(token, way);
        else if (kind === json_kinds.array) {
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
        if (kind !== json_kinds.object && kind !== json_kinds.array)
            return this.#isId(this.#text(token, kind)) ? 'id' : '';
        const [first] = this.#children(token);
        if (first === undefined)
            return kind === json_kinds.object ? '{' : '[';
        return kind === json_kinds.object
            ? `{${this.#key(first)}`
            : `[${this.#shapeOf(first)}`;
    }
    #value(token, kind, { path, jq, mapAt }) {
        if (path === '' || kind === json_kinds.word)
            return;
        const text = this.#text(token, kind);
        if (path === 'id') {
            if (Number(text) === this.#last + 1)
                this.#counted++;
            this.#last = Number(text);
        }
        if (kind === json_kinds.string && nestedPost.test(text))
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
        const found = cell_idIn(text, this.#type);
        return 'id' in found ? found.id : undefined;
    }
    #isId(text) {
        return looksLikeId[this.#type].test(text);
    }
    /** A value as it is written, but for the escapes of slashes. */
    #text(token, kind) {
        const at = token * tokenWords;
        const raw = this.#bytes.toString('latin1', this.#tape[at + 1], this.#tape[at + 2]);
        return kind === json_kinds.string
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
            if (item.id !== none) {
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
            if (token === none)
                this.#others.push(item.token);
            else
                this.#cell(token);
            return token !== none;
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
        if ((word & 0xf) === json_kinds.string) {
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

// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __webpack_require__(573);
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
    const source = await source_openSource(file, signal);
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

;// CONCATENATED MODULE: ./src/apply/verdicts.ts



/** Distinct IDs, ascending, in memory. */
class IdSet {
    /** Low and high words in turn. */
    #words;
    size;
    constructor(ids) {
        this.#words = new Uint32Array(ids.buffer, ids.byteOffset, 2 * ids.length);
        this.size = ids.length;
    }
    addTo(filter) {
        const words = this.#words;
        for (let i = 0; i < 2 * this.size; i += 2)
            filter.add(words[i + 1] ?? 0, words[i] ?? 0);
    }
    has({ high, low }) {
        const words = this.#words;
        let from = 0;
        let to = this.size;
        while (from < to) {
            const middle = (from + to) >>> 1;
            const thisHigh = words[2 * middle + 1] ?? 0;
            const difference = thisHigh - high || (words[2 * middle] ?? 0) - low;
            if (difference === 0)
                return true;
            if (difference < 0)
                from = middle + 1;
            else
                to = middle;
        }
        return false;
    }
}
/** 16 bits for each ID or more, up to 16 MB: most of what is not in the sets is found so at once. */
function filterOf(sets) {
    const size = sets.reduce((sum, set) => sum + set.size, 0);
    const log = Math.ceil(Math.log2(16 * size + 1));
    const filter = new IdFilter(Math.min(27, Math.max(10, log)));
    for (const set of sets)
        set.addTo(filter);
    return filter;
}
/** The lists of one kind of ID, while they are read. */
class VerdictSets {
    directory;
    signal;
    #collectors = new Map();
    constructor(directory, signal) {
        this.directory = directory;
        this.signal = signal;
    }
    /** Where the IDs of a list go. */
    collector(bit) {
        const known = this.#collectors.get(bit);
        if (known)
            return known;
        const { directory, signal } = this;
        const made = new IdCollector({ directory, signal });
        this.#collectors.set(bit, made);
        return made;
    }
    /** The sets by bit; none where no list was given. */
    async finish() {
        const sets = [];
        for (const [bit, collector] of this.#collectors) {
            const sorted = await collector.finish();
            const ids = new BigUint64Array(sorted.size);
            let at = 0;
            for await (const chunk of sorted.chunks()) {
                ids.set(chunk, at);
                at += chunk.length;
            }
            await sorted.dispose();
            sets.push([bit, new IdSet(ids)]);
        }
        return sets;
    }
}
/** Looks IDs up, and remembers whether any was met. */
class ListVerdicts {
    posts;
    users;
    hasMet = false;
    needsAuthors;
    filter;
    constructor(posts, users) {
        this.posts = posts;
        this.users = users;
        this.filter = filterOf([...posts, ...users].map(([, set]) => set));
        this.needsAuthors = users.some(([bit, { size }]) => size > 0 && bit & (verdict.gone | verdict.geo));
    }
    /** Whether nothing but verdicts on accounts was given. */
    get isOfUsersAlone() {
        return this.posts.length === 0;
    }
    post(id) {
        return this.#bits(this.posts, id);
    }
    user(id) {
        return this.#bits(this.users, id);
    }
    #bits(sets, id) {
        if (!this.filter.has(id.high, id.low))
            return 0;
        let bits = 0;
        for (const [bit, set] of sets)
            if (set.has(id))
                bits |= bit;
        if (bits !== 0)
            this.hasMet = true;
        return bits;
    }
}

;// CONCATENATED MODULE: ./src/apply/results.ts
// Loads the results of checks, and refuses all that can't be trusted to be whole, true and fresh.












/** The report of a check that this version reads. */
const knownSchema = 2;
/** Clocks differ by less; what lies further ahead is of the future. */
const futureBegins = 10 * 60_000;
/** A report names each ID file; this is a million of them. */
const longestReport = 500_000_000;
const bits = {
    delete: verdict.gone,
    'scrub-geo': verdict.geo,
    refetch: verdict.refetch,
    review: verdict.review
};
/** @throws Failure `results-not-found`, `results-refused`, `data-not-found` or `data-invalid` */
async function loadResults(request) {
    const { inputs, workspace, directory, signal } = request;
    const sets = {
        tweets: new VerdictSets(directory, signal),
        users: new VerdictSets(directory, signal)
    };
    const results = [];
    const sources = new Map();
    for (const folder of await resultFolders(inputs.results, workspace, signal)) {
        const real = await (0,external_node_fs_promises_.realpath)(folder);
        for (const name of ['report.json', ...requiredActions.map(listName)])
            sources.set((0,external_node_path_.join)(real, name), 'results');
        const record = await loadReport(folder, request);
        for (const action of requiredActions)
            await loadList(folder, action, record, sets[record.type].collector(bits[action]), signal);
        results.push(record);
    }
    for (const [input, type] of [
        ['remove-posts', 'tweets'],
        ['remove-users', 'users']
    ])
        for (const file of await loadRemovals(input, type, sets[type], request))
            sources.set(file.real, input);
    const verdicts = new ListVerdicts(await sets.tweets.finish(), await sets.users.finish());
    return { results, verdicts, sources };
}
/** The folders that the patterns select. */
async function resultFolders(patterns, workspace, signal) {
    if (patterns.length === 0)
        return [];
    const folders = new Map();
    for (const pattern of patterns) {
        const folder = pattern
            .replace(/(?<![/\\])[/\\]+$/, '')
            .replace(/[/\\]report\.json$/, '');
        const { files } = await findInFolder(folder, workspace, signal);
        for (const { path } of files) {
            const names = folders.get((0,external_node_path_.dirname)(path)) ?? new Set();
            folders.set((0,external_node_path_.dirname)(path), names.add((0,external_node_path_.basename)(path)));
        }
    }
    for (const [folder, names] of folders)
        if (!names.has('report.json'))
            throw notFound(folder);
    return [...folders.keys()].sort();
}
async function findInFolder(folder, workspace, signal) {
    try {
        return await findFiles({
            patterns: [`${folder}/*`],
            root: workspace,
            wanted: {
                input: 'results',
                code: 'results-not-found',
                origin: 'workspace'
            },
            signal
        });
    }
    catch (error) {
        if (error instanceof lib_failure/* Failure */.HR && error.code === 'results-not-found')
            throw notFound(folder);
        throw error;
    }
}
function notFound(folder) {
    return new lib_failure/* Failure */.HR('results-not-found', {
        what: (0,message/* say */.cv) `${(0,message/* code */.aY)(folder, 200)} holds no \`report.json\`.`,
        why: (0,message/* say */.cv) `\`results\` names folders: the output \`report-path\` of a check, or where an artifact of one was unpacked. \`actions/download-artifact\` makes a folder for each artifact unless one is named.`,
        fix: (0,message/* say */.cv) `Name the folder that holds \`report.json\`, such as \`results: \${{ steps.check.outputs.report-path }}\` or \`results: results/*\`.`
    });
}
function refused(folder, what, fix) {
    return new lib_failure/* Failure */.HR('results-refused', {
        what: (0,message/* say */.cv) `The results in ${(0,message/* code */.aY)(folder, 200)} are refused: ${what}.`,
        fix
    });
}
const checkAgain = (0,message/* say */.cv) `Run the check again, and give the results of a run whose \`status\` is \`complete\`.`;
const fieldsOf = (value) => typeof value === 'object' && value !== null ? value : {};
const isDigest = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const results_isCount = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
async function loadReport(folder, { inputs, now }) {
    const refuse = (what, fix = checkAgain) => {
        throw refused(folder, what, fix);
    };
    const path = (0,external_node_path_.join)(folder, 'report.json');
    if ((await (0,external_node_fs_promises_.stat)(path)).size > longestReport)
        refuse((0,message/* say */.cv) `\`report.json\` is too large to be a report`);
    const bytes = await (0,external_node_fs_promises_.readFile)(path);
    const report = fieldsOf(results_parse(bytes.toString()));
    const settings = fieldsOf(report['settings']);
    const outputs = fieldsOf(report['outputs']);
    const run = fieldsOf(report['run']);
    const { schema, status, simulated } = report;
    const type = settings['type'];
    if (!results_isCount(schema))
        refuse((0,message/* say */.cv) `\`report.json\` is no report of a check`);
    if (schema !== knownSchema)
        refuse((0,message/* say */.cv) `they are of schema ${String(schema)}, and this version reads schema ${knownSchema}`, (0,message/* say */.cv) `Use the same version of both actions, and run the check again.`);
    if (type !== 'tweets' && type !== 'users')
        return refuse((0,message/* say */.cv) `\`report.json\` does not say whether the IDs are of posts or of users`);
    if (status !== 'complete')
        refuse((0,message/* say */.cv) `the check did not finish: its status is ${(0,message/* code */.aY)(String(status), 40)}`);
    if (simulated === true && inputs.mode === 'replace')
        refuse((0,message/* say */.cv) `they are simulated, so their verdicts are made up`, (0,message/* say */.cv) `Run the check against X; or use \`mode: plan\` or \`mode: copy\`, which take them.`);
    if (outputs['parts'] !== outputs['parts-complete'])
        refuse((0,message/* say */.cv) `some parts are missing`);
    const lists = Object.fromEntries(requiredActions.map(action => {
        const list = fieldsOf(fieldsOf(report['lists'])[action]);
        const { ids, sha256 } = list;
        if (!results_isCount(ids) || !isDigest(sha256))
            return refuse((0,message/* say */.cv) `\`report.json\` has no entry for \`${action}.txt\``);
        return [action, { ids, sha256 }];
    }));
    const checkedAt = Date.parse(String(outputs['checked-at']));
    if (Number.isNaN(checkedAt))
        refuse((0,message/* say */.cv) `\`report.json\` does not say when X was asked`);
    if (checkedAt > now + futureBegins)
        refuse((0,message/* say */.cv) `they are of ${(0,lib_text/* instant */.uR)(checkedAt)}, which is in the future`, (0,message/* say */.cv) `Correct the clock of this machine, or run the check again.`);
    if (inputs.maxAge > 0 && now - checkedAt > inputs.maxAge)
        refuse((0,message/* say */.cv) `they are of ${(0,lib_text/* instant */.uR)(checkedAt)}, older than the \`max-age\` of ${(0,lib_text/* duration */.p0)(inputs.maxAge)}`, (0,message/* say */.cv) `Run the check again: posts were removed since. Or raise \`max-age\`, if you know that they are right.`);
    const idFiles = fieldsOf(report['id_files'])['files'];
    return {
        type,
        checkedAt,
        simulated: simulated === true,
        run: typeof run['url'] === 'string' ? run['url'] : '',
        sha256: (0,external_node_crypto_.createHash)('sha256').update(bytes).digest('hex'),
        lists,
        unchecked: Number(outputs['ids-unchecked'] ?? 0) || 0,
        idFiles: new Set((Array.isArray(idFiles) ? idFiles : [])
            .map(file => fieldsOf(file)['sha256'])
            .filter(isDigest))
    };
}
function results_parse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
const listName = (action) => `${action}.txt`;
/** Reads a list, and holds it against its count and SHA-256 in the report. */
async function loadList(folder, action, { type, lists }, set, signal) {
    const name = listName(action);
    const path = (0,external_node_path_.join)(folder, name);
    const found = await (0,external_node_fs_promises_.stat)(path).catch(() => undefined);
    if (!found?.isFile())
        throw refused(folder, (0,message/* say */.cv) `${(0,message/* code */.aY)(name)} is missing`, (0,message/* say */.cv) `Publish with \`publish: full\`, and take the folder as it was published.`);
    const badLines = new BadLines();
    const { record } = await readIdFile({ path, name, bytes: found.size }, { type, format: 'text', columns: [] }, set, badLines, signal).catch((error) => {
        if (error instanceof lib_failure/* Failure */.HR && error.code === 'ids-invalid')
            throw differs(folder, name);
        throw error;
    });
    const { ids, sha256 } = lists[action];
    if (record.sha256 !== sha256 || record.read !== ids || record.invalid > 0)
        throw differs(folder, name);
}
function differs(folder, name) {
    return refused(folder, (0,message/* say */.cv) `${(0,message/* code */.aY)(name)} differs from its count or SHA-256 in \`report.json\``, (0,message/* say */.cv) `Use the folder as the check left it. To remove more posts, name them with \`remove-posts\`; edited lists are not used.`);
}
/** Reads the files of what must go whatever X says. */
async function loadRemovals(input, type, sets, { inputs, workspace, signal }) {
    const patterns = input === 'remove-posts' ? inputs.removePosts : inputs.removeUsers;
    if (patterns.length === 0)
        return [];
    const { files } = await findFiles({
        patterns,
        root: workspace,
        wanted: { input, code: 'data-not-found', origin: 'workspace' },
        signal
    });
    const set = sets.collector(verdict.gone);
    for (const file of files) {
        const badLines = new BadLines();
        const { record } = await readIdFile(file, { type, format: 'auto', columns: [] }, set, badLines, signal).catch((error) => {
            if (error instanceof lib_failure/* Failure */.HR && error.code === 'ids-invalid')
                throw new lib_failure/* Failure */.HR('data-invalid', {
                    what: error.text.what,
                    fix: (0,message/* say */.cv) `Give \`${input}\` plain text with one ID per line.`
                });
            throw error;
        });
        if (record.invalid > 0)
            throw new lib_failure/* Failure */.HR('data-invalid', {
                what: (0,message/* say */.cv) `${(0,message/* code */.aY)(file.name, 200)}, which \`${input}\` names, holds lines without an ID: ${record.invalid} of ${record.read}.`,
                why: (0,message/* say */.cv) `A skipped line would keep a post that must go.`,
                fix: (0,message/* say */.cv) `Correct the file: one ID per line.`
            });
    }
    return files;
}

;// CONCATENATED MODULE: ./src/apply/warnings.ts
// What a green run does not prove: warned about where it concerns the data at hand.






const gapWarnings = {
    author: number => `${(0,lib_text/* plural */.LS)(number, 'post names', 'posts name')} no author, or only the ID of an original: where that author is on a list of users, it stays.`,
    original: number => `${(0,lib_text/* plural */.LS)(number, 'retweet or quote names', 'retweets or quotes name')} no original that can be read: where that is gone, its content stays.`,
    includes: number => `${(0,lib_text/* plural */.LS)(number, 'place or media object belongs', 'places and media belong')} to posts in other files, and stay.`,
    list: number => `${(0,lib_text/* plural */.LS)(number, 'ID')} in lists that were read as lists of posts are on a list of users, and stay. If these are lists of users, give them a header \`user_id\`.`
};
async function warnOf(step, verdicts, files) {
    const { record } = step;
    const { results } = record;
    const totals = totalsOf(record);
    const tell = (sentence) => warn(step, sentence);
    if (isSimulated(record))
        tell('The results are simulated: they are made up, and data edited by them is not in compliance.');
    const types = new Set(results.map(({ type }) => type));
    if (types.size === 1)
        tell(types.has('tweets')
            ? 'Only posts were checked. Accounts that were removed as such are known only from a check with `type: users`.'
            : 'Only accounts were checked. Posts that were deleted one by one are known only from a check with `type: tweets`.');
    const unchecked = results.reduce((sum, each) => sum + each.unchecked, 0);
    if (unchecked > 0)
        tell(`X refused ${(0,lib_text/* plural */.LS)(unchecked, 'ID')} of the check: nothing is known of ${unchecked === 1 ? 'it' : 'them'}.`);
    if (results.length > 0 && files.length > 0) {
        if (!verdicts.hasMet && record.files.every(file => !file.verified))
            tell('THIS MAY BE THE WRONG DATA: the check read none of these files, and none of the listed IDs is in them.');
        else if (totals.unverified > 0)
            tell(`${(0,lib_text/* plural */.LS)(totals.unverified, 'record')} are in files that the check did not read as they are: posts in them that were never checked stay.`);
    }
    if (totals.review > 0)
        tell(`${(0,lib_text/* plural */.LS)(totals.review, 'post')} must be reviewed: X gave a reason that asks for no known action. They stay; see \`review.txt\`.`);
    for (const gap of gaps) {
        const number = record.files.reduce((sum, { unreachable }) => sum + unreachable[gap], 0);
        if (number > 0)
            tell(gapWarnings[gap](number));
    }
    const emptied = record.files.filter(file => file.emptied).length;
    if (emptied > 0)
        tell(`All records of ${(0,lib_text/* plural */.LS)(emptied, 'file')} go. The files stay, empty; the name of such a file may tell an account.`);
    const tracked = await trackedByGit(files);
    if (tracked > 0)
        tell(`Git tracks ${(0,lib_text/* plural */.LS)(tracked, 'of the files', 'of the files')}: its history, and Git LFS, keep what is taken out of them.`);
    if (record.inputs?.shard)
        step.dependencies.log.info(`This is shard ${(0,lib_text/* count */.U9)(record.inputs.shard.index)}: run the others, too.`);
}
/** How many of the files the index of a repository names. */
async function trackedByGit(files) {
    const indexes = new Map();
    const roots = new Map();
    let tracked = 0;
    for (const { real } of files) {
        const folder = (0,external_node_path_.dirname)(real);
        const root = await remembered(roots, folder, () => rootOf(folder));
        if (root === undefined)
            continue;
        const index = await remembered(indexes, root, () => indexOf(root));
        if (index === undefined)
            continue;
        const name = (0,external_node_path_.relative)(root, real).split(external_node_path_.sep).join('/');
        // Version 4 shortens names (gitformat-index(5)), so that each may be there.
        const isShortened = index.length > 8 && index.readUInt32BE(4) >= 4;
        if (isShortened || index.includes(`${name}\0`))
            tracked++;
    }
    return tracked;
}
function remembered(known, key, find) {
    const found = known.get(key) ?? find();
    known.set(key, found);
    return found;
}
/** The folder with `.git` that holds a folder. */
async function rootOf(folder) {
    for (let at = folder;; at = (0,external_node_path_.dirname)(at)) {
        if (await (0,external_node_fs_promises_.stat)((0,external_node_path_.join)(at, '.git')).catch(() => undefined))
            return at;
        if ((0,external_node_path_.dirname)(at) === at)
            return undefined;
    }
}
async function indexOf(root) {
    const git = (0,external_node_path_.join)(root, '.git');
    try {
        if ((await (0,external_node_fs_promises_.stat)(git)).isDirectory())
            return await (0,external_node_fs_promises_.readFile)((0,external_node_path_.join)(git, 'index'));
        // A worktree has a file that names its folder.
        const [, folder] = /^gitdir: (.+)$/m.exec(await (0,external_node_fs_promises_.readFile)(git, 'utf8')) ?? [];
        return folder === undefined
            ? undefined
            : await (0,external_node_fs_promises_.readFile)((0,external_node_path_.join)((0,external_node_path_.resolve)(root, folder), 'index'));
    }
    catch {
        return undefined;
    }
}

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

;// CONCATENATED MODULE: ./src/apply/write-data.ts
// The phase that writes: each changed file in place, or the whole result into a folder of its own.












/** @throws Failure `data-changed` once all others are written; `verify-failed` or `disk-full` at once */
async function replaceFiles(step, scanned, context, locks) {
    const { record, dependencies } = step;
    const pending = scanned.filter(({ edits }) => edits.size > 0);
    await requireSpaceFor(pending);
    const left = [];
    for (const each of pending) {
        dependencies.cancel.throwIfAborted();
        try {
            await writeFile(each, each.file.real, namesBeside(each.file.real).temp, context);
            record.filesChanged++;
            record.appliedAt = dependencies.clock.now();
        }
        catch (thrown) {
            const error = await write_data_translated(thrown, each.file);
            if (!(error instanceof lib_failure/* Failure */.HR) || error.code !== 'data-changed')
                throw error;
            left.push(error);
        }
        await locks.release(each.file.real);
    }
    const [first] = left;
    if (first)
        throw left.length === 1
            ? first
            : new lib_failure/* Failure */.HR('data-changed', {
                ...first.text,
                what: (0,message/* say */.cv) `${(0,lib_text/* plural */.LS)(left.length, 'file')} were changed by another program after they were read, and were not replaced. ${first.text.what}`
            });
}
/** What an error of the file system means for a file that is replaced. */
async function write_data_translated(error, file) {
    if (!(0,lib_failure/* isErrnoException */.s$)(error))
        return error;
    const isThere = await (0,external_node_fs_promises_.stat)(file.real).then(() => true, () => false);
    if (!isThere)
        return changed(file.name);
    return ['EACCES', 'EPERM', 'EROFS'].includes(error.code ?? '')
        ? notWritable(file.name, (0,message/* say */.cv) `its folder cannot be written to`)
        : error;
}
/** Each file needs room for itself beside it, one at a time. */
async function requireSpaceFor(pending) {
    const needed = new Map();
    for (const { file } of pending) {
        const folder = (0,external_node_path_.dirname)(file.real);
        needed.set(folder, Math.max(needed.get(folder) ?? 0, file.bytes));
    }
    for (const [folder, size] of needed)
        await requireSpace(size, folder, free => ({
            what: (0,message/* say */.cv) `Writing a file beside the old one takes ${(0,lib_text/* bytes */.ee)(size)}, and ${free} are free.`,
            fix: (0,message/* say */.cv) `Free space on that disk. Nothing was changed.`
        }));
}
async function writeFile({ file, record, edits, editing, identity }, target, temp, context) {
    const { sha256Before: sha256 } = record;
    if (sha256 === undefined)
        throw new Error('a file is written before it was scanned');
    const written = await rewriteFile({
        source: { ...file, path: file.real },
        target,
        temp,
        compression: record.compression,
        sha256,
        identity,
        edits,
        verify: async (result) => {
            const sink = verifyingSink();
            const found = await scanFile(result, editing, sink, context);
            return { edits: sink.edits, sha256: found.sha256 };
        },
        signal: context.signal
    });
    record.bytesAfter = written.bytes;
    record.sha256After = written.sha256;
}
/** Writes the whole result beside the folder, and puts it in its place when all is there. */
async function copyFiles(step, scanned, context, folder, locks) {
    const { record, dependencies } = step;
    await (0,external_node_fs_promises_.mkdir)((0,external_node_path_.dirname)(folder), { recursive: true });
    await locks.take(folder, (0,external_node_path_.basename)(folder));
    const partial = partialOf(folder);
    await (0,external_node_fs_promises_.rm)(partial, { recursive: true, force: true });
    await (0,external_node_fs_promises_.mkdir)(partial);
    try {
        const needed = scanned.reduce((sum, { file }) => sum + file.bytes, 0);
        await requireSpace(needed, partial, free => ({
            what: (0,message/* say */.cv) `The copy takes ${(0,lib_text/* bytes */.ee)(needed)}, and ${free} are free.`,
            fix: (0,message/* say */.cv) `Free space on that disk, or name another \`output-dir\`.`
        }));
        for (const each of scanned) {
            const target = (0,external_node_path_.join)(partial, ...each.file.below.split('/'));
            await (0,external_node_fs_promises_.mkdir)((0,external_node_path_.dirname)(target), { recursive: true });
            await writeFile(each, target, `${target}.tmp`, context);
        }
        await moveTo(partial, folder);
        record.filesChanged = scanned.filter(({ edits }) => edits.size > 0).length;
        record.appliedAt = dependencies.clock.now();
    }
    finally {
        await (0,external_node_fs_promises_.rm)(partial, { recursive: true, force: true });
    }
}
/** Where a copy grows; hidden, on the same disk. */
function partialOf(folder) {
    const digest = (0,external_node_crypto_.createHash)('sha256').update((0,external_node_path_.basename)(folder)).digest('hex');
    return (0,external_node_path_.join)((0,external_node_path_.dirname)(folder), `.apply-${digest.slice(0, 16)}.partial`);
}
async function moveTo(partial, folder) {
    // Of an empty folder that is there only its mode is kept; one that a disk is mounted on stays.
    const there = await (0,external_node_fs_promises_.stat)(folder).catch(() => undefined);
    const isFree = there === undefined ||
        (await (0,external_node_fs_promises_.rmdir)(folder).then(() => true, () => false));
    if (isFree) {
        await (0,external_node_fs_promises_.rename)(partial, folder);
        await syncFolder((0,external_node_path_.dirname)(folder));
        return;
    }
    if ((await (0,external_node_fs_promises_.readdir)(folder)).length > 0)
        throw changed(folder);
    for (const name of await (0,external_node_fs_promises_.readdir)(partial))
        await (0,external_node_fs_promises_.rename)((0,external_node_path_.join)(partial, name), (0,external_node_path_.join)(folder, name));
    await syncFolder(folder);
}

;// CONCATENATED MODULE: ./src/apply/run.ts
// One run of `apply`, phase by phase: inputs, results, data, gates, and only then the first byte that is written.

















/** Runs the action to its end, whatever that is: the record then says it all, and is written. */
async function run(record, dependencies) {
    const folders = stepFolders(dependencies.env);
    const locks = new Locks();
    try {
        await work(record, folders, dependencies, locks);
    }
    catch (thrown) {
        const failure = (0,lib_failure/* asFailure */.h_)(thrown);
        record.error = failure;
        record.status = failure.code === 'cancelled' ? 'cancelled' : 'failed';
    }
    await locks.releaseAll();
    await reportEnding(record, folders, dependencies);
    try {
        writeOutputs(record, dependencies);
    }
    catch (thrown) {
        if (record.error === undefined) {
            record.error = (0,lib_failure/* asFailure */.h_)(thrown);
            dependencies.announce(record.error);
        }
    }
    await (0,external_node_fs_promises_.rm)(folders.work, { recursive: true, force: true }).catch((error) => dependencies.log.debug(`The working folder was not removed: ${String(error)}`));
}
async function work(record, folders, dependencies, locks) {
    const { log, cancel, clock } = dependencies;
    const inputs = readInputs(dependencies.env);
    record.inputs = inputs;
    await checkEnvironment(dependencies.env);
    await makeStepFolders(folders);
    record.reportPath = folders.report;
    const step = { inputs, record, folders, dependencies };
    const { results, verdicts, sources } = await log.group('Read the results', () => loadResults({
        inputs,
        workspace: folders.workspace,
        directory: folders.work,
        now: clock.now(),
        signal: cancel
    }));
    record.results = results;
    const files = await findData(step, sources);
    const output = inputs.mode === 'copy' ? await outputFolder(step, files) : undefined;
    const lists = new Lists(folders.work, cancel);
    const scanned = await log.group('Scan the data', () => scanData(step, files, verdicts, locks, lists));
    const sizes = await lists.write(folders.report);
    record.refetch = sizes.refetch;
    record.review = sizes.review;
    const { read, removed, changed } = totalsOf(record);
    log.info(`${(0,lib_text/* plural */.LS)(read, 'record')} in ${(0,lib_text/* plural */.LS)(files.length, 'file')}: ${(0,lib_text/* count */.U9)(removed)} to remove, ${(0,lib_text/* count */.U9)(changed)} to change.`);
    await warnOf(step, verdicts, files);
    const pending = scanned.files.filter(({ edits }) => edits.size > 0).length;
    if (inputs.mode === 'plan') {
        for (const { text, code } of scanned.obstacles)
            warn(step, `\`mode: replace\` would stop (${code}): ${(0,message/* plain */.pj)((0,message/* joined */.oR)([text.what, text.why]))}`);
        record.filesChanged = pending;
        record.status = 'planned';
        return;
    }
    if (scanned.obstacles[0])
        throw together(scanned.obstacles);
    const context = { inputs, verdicts, signal: cancel };
    await log.group('Write the data', () => output === undefined
        ? replaceFiles(step, scanned.files, context, locks)
        : copyFiles(step, scanned.files, context, output, locks));
    record.status =
        output === undefined && pending === 0 ? 'unchanged' : 'applied';
}
/** The first of several failures, which tells of the others. */
function together(failures) {
    const [first, ...others] = failures;
    if (first === undefined)
        throw new Error('there is no failure');
    if (others.length === 0)
        return first;
    const some = others.slice(0, 9).map(({ text }) => (0,message/* say */.cv) `\n- ${text.what}`);
    return new lib_failure/* Failure */.HR(first.code, {
        ...first.text,
        what: (0,message/* joined */.oR)([
            first.text.what,
            (0,message/* say */.cv) `\n${(0,lib_text/* plural */.LS)(others.length, 'more obstacle')}:`,
            ...some
        ], '')
    });
}

;// CONCATENATED MODULE: ./src/apply/main.ts
// One step of `apply`: what a run touches outside itself.






const log = runnerLog();
const record = openRecord(process.env, systemClock);
const step = new StepProcess({
    title: 'batch-compliance-action/apply',
    log,
    record,
    cancelled: cancelled
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
    }
};
/** Runs the step and ends the process; see `StepProcess`. */
function main(signals, early) {
    return step.run(() => run(record, dependencies), () => {
        writeOutputs(record, dependencies);
    }, signals, early);
}


/***/ }),

/***/ 947:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ explainErrno)
/* harmony export */ });
/* harmony import */ var _message_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(696);

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

/***/ 209:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HR: () => (/* binding */ Failure),
/* harmony export */   h_: () => (/* binding */ asFailure),
/* harmony export */   s$: () => (/* binding */ isErrnoException)
/* harmony export */ });
/* unused harmony exports systemFailure, explainTimeout */
/* harmony import */ var _errno_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(947);
/* harmony import */ var _message_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(696);
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

/***/ 696:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Yg: () => (/* binding */ withoutQuotes),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   cv: () => (/* binding */ say),
/* harmony export */   hD: () => (/* binding */ quote),
/* harmony export */   oR: () => (/* binding */ joined),
/* harmony export */   pj: () => (/* binding */ plain),
/* harmony export */   yL: () => (/* binding */ oneOf)
/* harmony export */ });
/* unused harmony export withoutQuotedIds */
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(112);
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
        ? { quote: withoutIds(piece.quote) }
        : piece);
}


/***/ }),

/***/ 112:
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
/* harmony export */   uR: () => (/* binding */ instant)
/* harmony export */ });
/* unused harmony exports quoted, clockTime */
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
