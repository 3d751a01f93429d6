export const id = 951;
export const ids = [951];
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


/***/ })

};
