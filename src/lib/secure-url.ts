// Where anything may be sent to at all: what crosses a network must be encrypted, and a server elsewhere has no business with this machine.

/** Names and addresses of this machine, as URLs normalize them (RFC 6761, 6.3; RFC 1122, 3.2.1.3; RFC 4291, 2.5.3). */
const loopback =
  /^((.+\.)?localhost\.?|127(\.\d{1,3}){3}|0\.0\.0\.0|\[::1?\]|\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\])$/

export function isLoopback(url: URL): boolean {
  return loopback.test(url.hostname)
}

/** Whether what is sent to `url` can't be read on its way: https, or a server on this machine. */
export function isSecure(url: URL): boolean {
  return (
    url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))
  )
}
