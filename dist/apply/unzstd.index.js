export const id = "unzstd";
export const ids = ["unzstd","gunzip"];
export const modules = {

/***/ 951:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   bomb: () => (/* binding */ bomb),
/* harmony export */   broken: () => (/* binding */ broken),
/* harmony export */   cutOff: () => (/* binding */ cutOff),
/* harmony export */   gunzip: () => (/* binding */ gunzip),
/* harmony export */   inflate: () => (/* binding */ inflate),
/* harmony export */   inflatedChunk: () => (/* binding */ inflatedChunk)
/* harmony export */ });
/* harmony import */ var _lib_message_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(696);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(522);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_zlib__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _lib_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(209);
/* harmony import */ var _lib_text_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(112);
// Decompression of a stream of bytes, with what went wrong in words.




/** How much a decoder gives at a time. */
const inflatedChunk = 1 << 18;
/** All members of a gzip file. */
function gunzip(raw, name) {
    return inflate(raw, (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.createGunzip)({ chunkSize: inflatedChunk }), name);
}
/** Files of IDs or posts shrink to a tenth or so; what shrinks to less than this, past a GB, was made to fill a machine. */
const mostRatio = 200;
const fewBytes = 1e9;
/**
 * What `decoder` makes of `raw`. Every chunk of `raw` is used up before the
 * next is asked for.
 *
 * @throws Failure `ids-invalid` for data that is cut off or broken.
 */
async function* inflate(raw, decoder, name) {
    const pumped = pump(raw, decoder, name);
    pumped.catch((error) => decoder.destroy(error));
    try {
        let given = 0;
        for await (const bytes of decoder) {
            given += bytes.length;
            if (given > fewBytes + mostRatio * decoder.bytesWritten)
                throw bomb(name);
            yield bytes;
        }
        await pumped;
    }
    catch (error) {
        throw explain(error, name);
    }
}
async function pump(raw, decoder, name) {
    let given = 0;
    for await (const bytes of raw) {
        const unused = decoder.bytesWritten < given;
        given += bytes.length;
        if (!unused)
            await write(decoder, bytes);
        const rest = bytes.subarray(Math.max(0, bytes.length - (given - decoder.bytesWritten)));
        if (rest.some(byte => byte !== 0))
            throw broken(name);
    }
    decoder.end();
}
function write(decoder, bytes) {
    return new Promise((resolve, reject) => {
        decoder.write(bytes, error => {
            if (error)
                reject(error);
            else
                resolve();
        });
    });
}
function explain(error, name) {
    if (!(0,_lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .isErrnoException */ .s$)(error))
        return error;
    if (error.code === 'Z_BUF_ERROR')
        return cutOff(name, error);
    const needs = needed[error.code ?? ''];
    if (needs)
        return new _lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('ids-invalid', {
            what: (0,_lib_message_js__WEBPACK_IMPORTED_MODULE_2__/* .say */ .cv) `The compressed file ${(0,_lib_message_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(name)} cannot be unpacked here: ${needs}.`,
            fix: (0,_lib_message_js__WEBPACK_IMPORTED_MODULE_2__/* .say */ .cv) `Compress it without that option, or unpack it with \`zstd -d\` in an earlier step.`
        }, { cause: error });
    return /^(Z_|ZSTD_)/.test(error.code ?? '') ? broken(name, error) : error;
}
/** What a sound file may ask of a decoder, by the error of Node's. */
const needed = {
    ZSTD_error_frameParameter_windowTooLarge: 'it was made with a window above 128 MB (zstd --long=28 or more)',
    ZSTD_error_memory_allocation: 'its window needs more memory than there is',
    ZSTD_error_dictionary_wrong: 'it was made with a dictionary'
};
/** The failure for a compressed file that ends too early. */
function cutOff(name, cause) {
    return new _lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('ids-invalid', {
        what: (0,_lib_message_js__WEBPACK_IMPORTED_MODULE_2__/* .say */ .cv) `The compressed file ${(0,_lib_message_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(name)} is cut off.`,
        why: (0,_lib_message_js__WEBPACK_IMPORTED_MODULE_2__/* .say */ .cv) `Its download or creation stopped early, or it is one part of a split file.`,
        fix: (0,_lib_message_js__WEBPACK_IMPORTED_MODULE_2__/* .say */ .cv) `Get the file again, or join its parts in an earlier step (\`cat ids.gz.part* > ids.gz\`).`
    }, { cause });
}
/** The failure for a file that unpacks without measure. */
function bomb(name) {
    return new _lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('ids-invalid', {
        what: (0,_lib_message_js__WEBPACK_IMPORTED_MODULE_2__/* .say */ .cv) `The compressed file ${(0,_lib_message_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(name)} unpacks to more than ${mostRatio} times its size.`,
        why: (0,_lib_message_js__WEBPACK_IMPORTED_MODULE_2__/* .say */ .cv) `Lists of IDs or posts do not compress that well: the file may be made to waste time, or repeats one line.`,
        fix: (0,_lib_message_js__WEBPACK_IMPORTED_MODULE_2__/* .say */ .cv) `Check who created it; if you trust it, unpack it in an earlier step.`
    });
}
/** The failure for compressed data that cannot be decoded. */
function broken(name, cause) {
    return new _lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('ids-invalid', {
        what: (0,_lib_message_js__WEBPACK_IMPORTED_MODULE_2__/* .say */ .cv) `The compressed file ${(0,_lib_message_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(name)} is damaged${cause ? ` (${(0,_lib_text_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g$)(cause.message, 80)})` : ''}.`,
        why: (0,_lib_message_js__WEBPACK_IMPORTED_MODULE_2__/* .say */ .cv) `It was changed in transfer, or something else was appended to it.`,
        fix: (0,_lib_message_js__WEBPACK_IMPORTED_MODULE_2__/* .say */ .cv) `Check it with \`gzip -t\` or \`zstd -t\`, and create or download it again.`
    }, { cause });
}


/***/ }),

/***/ 809:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   unzstd: () => (/* binding */ unzstd)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(500);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_timers_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(522);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_zlib__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _lib_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(209);
/* harmony import */ var _lib_message_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(696);
/* harmony import */ var _lib_text_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(112);
/* harmony import */ var _inflate_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(951);
// Zstandard, every frame of a file: Node's decoder takes several only when no write reaches over the end of one.






/** Magic numbers of a frame and of a skippable one (RFC 8878, 3.1). */
const frameMagic = 0xfd2fb528;
const isSkippable = (magic) => magic >>> 4 === 0x184d2a5;
/**
 * The content of all frames.
 *
 * @throws Failure `ids-invalid` for broken data, and for a Node older than 22.15, which has no decoder.
 */
function unzstd(raw, name) {
    // Older versions of Node lack the function, whatever the types say.
    const create = node_zlib__WEBPACK_IMPORTED_MODULE_1__.createZstdDecompress;
    if (create === undefined)
        throw new _lib_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR('ids-invalid', {
            what: (0,_lib_message_js__WEBPACK_IMPORTED_MODULE_4__/* .say */ .cv) `${(0,_lib_message_js__WEBPACK_IMPORTED_MODULE_4__/* .code */ .aY)(name)} is compressed with zstd, which this Node (${process.version}) cannot read.`,
            why: (0,_lib_message_js__WEBPACK_IMPORTED_MODULE_4__/* .say */ .cv) `Decoding zstd needs Node 22.15 or newer.`,
            fix: (0,_lib_message_js__WEBPACK_IMPORTED_MODULE_4__/* .say */ .cv) `Use a newer Node, or unpack the file with \`zstd -d\` in an earlier step.`
        });
    const decoder = create({ chunkSize: _inflate_js__WEBPACK_IMPORTED_MODULE_3__.inflatedChunk });
    return (0,_inflate_js__WEBPACK_IMPORTED_MODULE_3__.inflate)(framesOf(raw, name), decoder, name);
}
/** The bytes of all frames, no piece reaching over the end of one. Frames without content are left out. */
async function* framesOf(raw, name) {
    let frame = new Frame(name);
    let isInside = false;
    let hasGiven = false;
    let frames = 0;
    /** The start of a frame whose kind is not known yet. */
    let start = Buffer.alloc(0);
    for await (const bytes of raw)
        for (let from = 0; from < bytes.length;) {
            const to = frame.pass(bytes, from);
            const piece = Buffer.concat([start, bytes.subarray(from, to)]);
            const isWhole = frame.hasEnded && !isInside;
            const isWanted = !frame.isSkippable && !(isWhole && frame.isEmpty);
            start = frame.hasKind ? Buffer.alloc(0) : piece;
            if (frame.hasKind && isWanted) {
                hasGiven = true;
                yield piece;
            }
            isInside = !frame.hasEnded;
            if (frame.hasEnded) {
                frame = new Frame(name);
                if (++frames > mostFrames)
                    throw tooManyFrames(name);
                // Those without content are done without a pause of their own.
                if (frames % 1000 === 0)
                    await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setImmediate)();
            }
            from = to;
        }
    if (isInside)
        throw (0,_inflate_js__WEBPACK_IMPORTED_MODULE_3__.cutOff)(name);
    // The decoder takes nothing at all for a file that is cut off.
    if (!hasGiven)
        yield emptyFrame;
}
/** Each takes as long as 10 kB of content. Tools make one of a MB and more, or one for each time that a file is appended to. */
const mostFrames = 1_000_000;
function tooManyFrames(name) {
    return new _lib_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .Failure */ .HR('ids-invalid', {
        what: (0,_lib_message_js__WEBPACK_IMPORTED_MODULE_4__/* .say */ .cv) `The compressed file ${(0,_lib_message_js__WEBPACK_IMPORTED_MODULE_4__/* .code */ .aY)(name)} consists of more than ${(0,_lib_text_js__WEBPACK_IMPORTED_MODULE_5__/* .count */ .U9)(mostFrames)} zstd frames.`,
        why: (0,_lib_message_js__WEBPACK_IMPORTED_MODULE_4__/* .say */ .cv) `Each frame is decoded by itself, which takes far too long for so many. Files get a frame for each time that something is appended to them.`,
        fix: (0,_lib_message_js__WEBPACK_IMPORTED_MODULE_4__/* .say */ .cv) `Compress it again as a whole in an earlier step (\`zstd -dc FILE | zstd -o NEW\`).`
    });
}
const emptyFrame = Buffer.from('28b52ffd2000010000', 'hex');
/** Little-endian fields that are read one after the other: how many bytes each has. */
const fieldLength = { magic: 4, skip: 4, descriptor: 1, block: 3 };
/** Finds the end of one frame by walking over its blocks. */
class Frame {
    name;
    isSkippable = false;
    /** Whether no block so far has content. */
    isEmpty = true;
    hasEnded = false;
    #field = 'magic';
    #value = 0;
    #filled = 0;
    /** Bytes up to the next field, or to the end. */
    #skip = 0;
    #isLast = false;
    #checksum = 0;
    constructor(name) {
        this.name = name;
    }
    /** Whether it is known to be skippable or not. */
    get hasKind() {
        return this.#field !== 'magic';
    }
    /** Goes on in `bytes` from `at`; returns where the frame ends, or they do. */
    pass(bytes, at) {
        while (at < bytes.length && !this.hasEnded)
            if (this.#skip > 0) {
                const passed = Math.min(this.#skip, bytes.length - at);
                at += passed;
                this.#skip -= passed;
                this.hasEnded = this.#isLast && this.#skip === 0;
            }
            else {
                this.#value += (bytes[at++] ?? 0) * 2 ** (8 * this.#filled++);
                if (this.#filled === fieldLength[this.#field])
                    this.#take();
            }
        return at;
    }
    /** Acts on a field that is whole. */
    #take() {
        const value = this.#value;
        this.#value = 0;
        this.#filled = 0;
        switch (this.#field) {
            case 'magic':
                this.isSkippable = isSkippable(value);
                if (!this.isSkippable && value !== frameMagic)
                    throw (0,_inflate_js__WEBPACK_IMPORTED_MODULE_3__.broken)(this.name);
                this.#field = this.isSkippable ? 'skip' : 'descriptor';
                return;
            case 'skip':
                this.#end(value);
                return;
            case 'descriptor': {
                const isSingle = (value & 0x20) !== 0;
                const contentSize = [isSingle ? 1 : 0, 2, 4, 8][value >>> 6] ?? 0;
                const dictionary = [0, 1, 2, 4][value & 3] ?? 0;
                this.#skip = (isSingle ? 0 : 1) + dictionary + contentSize;
                this.#checksum = (value & 4) === 0 ? 0 : 4;
                this.#field = 'block';
                return;
            }
            case 'block': {
                const size = value >>> 3;
                const isRepeated = ((value >>> 1) & 3) === 1;
                if (size > 0)
                    this.isEmpty = false;
                const length = isRepeated ? 1 : size;
                if ((value & 1) === 1)
                    this.#end(length + this.#checksum);
                else
                    this.#skip = length;
            }
        }
    }
    /** Nothing follows but so many bytes. */
    #end(length) {
        this.#skip = length;
        this.#isLast = true;
        this.hasEnded = length === 0;
    }
}


/***/ })

};
