// Runs in the browser: shows the description of the service, authorized, and fills in each new job's ID and URLs.
const { token } = await (await fetch('/explorer/settings.json')).json()

const ui = globalThis.SwaggerUIBundle({
  url: '/2/openapi.json',
  dom_id: '#explorer',
  tryItOutEnabled: true,
  validatorUrl: null,
  onComplete: () => ui.preauthorizeApiKey('BearerToken', token),
  responseInterceptor: async response => {
    // The headers of the service would make downloads of what is to be read.
    delete response.headers?.['content-disposition']
    if (response.data instanceof Blob) {
      response.text = response.data = await response.data.text()
      response.headers['content-type'] = 'text/plain'
    }
    const job = response.body?.data
    if (job?.upload_url) fillIn(job)
    return response
  }
})

/** Gives every operation on one job the ID, and the parameters that its URLs hold. */
function fillIn({ id, upload_url, download_url }) {
  const paths = ui.specSelectors.specJson().get('paths').toJS()
  for (const [path, operations] of Object.entries(paths))
    for (const method of Object.keys(operations)) {
      const set = (name, place, value) =>
        ui.specActions.changeParam([path, method], name, place, value, false)
      if (!path.includes('{id}')) continue
      set('id', 'path', id)
      const url = path.match(/upload|submission/)
        ? new URL(upload_url)
        : path.match(/download|delivery/) && new URL(download_url)
      if (!url) continue
      for (const [name, value] of url.searchParams) set(name, 'query', value)
      const [, bucket, , , object] = url.pathname.split('/')
      if (!path.includes('{bucket}')) continue
      set('bucket', 'path', bucket)
      set('object', 'path', object)
    }
}
