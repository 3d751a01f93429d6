export const id = "gunzip";
export const ids = ["gunzip"];
export const modules = {

/***/ 13951:
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
/* harmony import */ var _lib_message_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16696);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38522);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_zlib__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _lib_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(99209);
/* harmony import */ var _lib_text_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(79112);
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


/***/ })

};
