export const id = 809;
export const ids = [809,951];
export const modules = {

/***/ 13951:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   broken: () => (/* binding */ broken),
/* harmony export */   cutOff: () => (/* binding */ cutOff),
/* harmony export */   gunzip: () => (/* binding */ gunzip),
/* harmony export */   inflate: () => (/* binding */ inflate),
/* harmony export */   inflatedChunk: () => (/* binding */ inflatedChunk)
/* harmony export */ });
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38522);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_zlib__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _lib_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(99209);
/* harmony import */ var _lib_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(79112);



/** How much a decoder gives at a time. */
const inflatedChunk = 1 << 18;
/** All members of a gzip file. */
function gunzip(raw, name) {
    return inflate(raw, (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.createGunzip)({ chunkSize: inflatedChunk }), name);
}
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
        for await (const bytes of decoder)
            yield bytes;
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
    return /^(Z_|ZSTD_)/.test(error.code ?? '') ? broken(name, error) : error;
}
/** The failure for a compressed file that ends too early. */
function cutOff(name, cause) {
    return new _lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('ids-invalid', {
        what: `The compressed file \`${(0,_lib_text_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g$)(name)}\` is cut off.`,
        why: 'Its download or its writing stopped early, or it is one part of a split file.',
        fix: 'Get the file again, or join its parts in an earlier step (`cat ids.gz.part* > ids.gz`).'
    }, { cause });
}
/** The failure for compressed data that cannot be decoded. */
function broken(name, cause) {
    return new _lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('ids-invalid', {
        what: `The compressed file \`${(0,_lib_text_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g$)(name)}\` is damaged${cause ? ` (${(0,_lib_text_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g$)(cause.message, 80)})` : ''}.`,
        why: 'Its bytes changed on the way, or something else was appended to it.',
        fix: 'Check it with `gzip -t` or `zstd -t`, and make or get it again.'
    }, { cause });
}


/***/ }),

/***/ 58809:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   unzstd: () => (/* binding */ unzstd)
/* harmony export */ });
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38522);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_zlib__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _lib_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(99209);
/* harmony import */ var _lib_text_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(79112);
/* harmony import */ var _inflate_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(13951);
// Zstandard, every frame of a file: Node's decoder stops without a word after the first one.




/** Magic numbers of a frame and of a skippable one (RFC 8878, 3.1). */
const frameMagic = 0xfd2fb528;
const isSkippable = (magic) => magic >>> 4 === 0x184d2a5;
/**
 * The content of all frames.
 *
 * @throws Failure `ids-invalid` for broken data, and for a Node older than 22.15, which has no decoder.
 */
async function* unzstd(raw, name) {
    // Older versions of Node lack the function, whatever the types say.
    const create = node_zlib__WEBPACK_IMPORTED_MODULE_0__.createZstdDecompress;
    if (create === undefined)
        throw new _lib_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR('ids-invalid', {
            what: `\`${(0,_lib_text_js__WEBPACK_IMPORTED_MODULE_3__/* .printable */ .g$)(name)}\` is compressed with zstd, which this Node (${process.version}) cannot read.`,
            why: 'Decoding zstd needs Node 22.15 or newer.',
            fix: 'Use a newer Node, or unpack the file with `zstd -d` in an earlier step.'
        });
    const input = new ByteInput(raw);
    while (await input.has(1)) {
        if (!(await input.has(4)))
            throw (0,_inflate_js__WEBPACK_IMPORTED_MODULE_2__.cutOff)(name);
        const magic = input.peek(4).readUInt32LE(0);
        if (isSkippable(magic))
            await skipFrame(input, name);
        else if (magic === frameMagic)
            yield* (0,_inflate_js__WEBPACK_IMPORTED_MODULE_2__.inflate)(frame(input, name), create({ chunkSize: _inflate_js__WEBPACK_IMPORTED_MODULE_2__.inflatedChunk }), name);
        else
            throw (0,_inflate_js__WEBPACK_IMPORTED_MODULE_2__.broken)(name);
    }
}
async function skipFrame(input, name) {
    if (!(await input.has(8)))
        throw (0,_inflate_js__WEBPACK_IMPORTED_MODULE_2__.cutOff)(name);
    const length = input.peek(8).readUInt32LE(4);
    await input.skip(8 + length, name);
}
/** The bytes of exactly one frame, found by walking over its blocks. */
async function* frame(input, name) {
    const need = async (count) => {
        if (!(await input.has(count)))
            throw (0,_inflate_js__WEBPACK_IMPORTED_MODULE_2__.cutOff)(name);
        return input.peek(count);
    };
    const descriptor = (await need(5)).readUInt8(4);
    const single = (descriptor & 0x20) !== 0;
    const contentSize = [single ? 1 : 0, 2, 4, 8][descriptor >>> 6] ?? 0;
    const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
    yield* input.take(5 + (single ? 0 : 1) + dictionary + contentSize, name);
    for (let isLast = false; !isLast;) {
        const header = (await need(3)).readUIntLE(0, 3);
        isLast = (header & 1) === 1;
        const isRepeated = ((header >>> 1) & 3) === 1;
        yield* input.take(3 + (isRepeated ? 1 : header >>> 3), name);
    }
    if ((descriptor & 4) !== 0)
        yield* input.take(4, name);
}
/** Bytes taken off an iteration in amounts that the taker knows. */
class ByteInput {
    #chunks;
    #held = Buffer.alloc(0);
    constructor(chunks) {
        this.#chunks = chunks[Symbol.asyncIterator]();
    }
    async has(count) {
        while (this.#held.length < count) {
            const next = await this.#chunks.next();
            if (next.done)
                return false;
            this.#held = Buffer.concat([this.#held, next.value]);
        }
        return true;
    }
    peek(count) {
        return this.#held.subarray(0, count);
    }
    async skip(count, name) {
        const taken = this.take(count, name);
        while (!(await taken.next()).done)
            ;
    }
    async *take(count, name) {
        let left = count;
        while (left > 0) {
            if (!(await this.has(1)))
                throw (0,_inflate_js__WEBPACK_IMPORTED_MODULE_2__.cutOff)(name);
            const bytes = this.#held.subarray(0, left);
            this.#held = this.#held.subarray(bytes.length);
            left -= bytes.length;
            yield bytes;
        }
    }
}


/***/ })

};
