// Where anything may be sent to at all: what crosses a network must be encrypted.

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** Whether what is sent to `url` can't be read on its way: https, or a server on this machine. */
export function isSecure(url: URL): boolean {
  return (
    url.protocol === 'https:' ||
    (url.protocol === 'http:' && loopback.test(url.hostname))
  )
}
