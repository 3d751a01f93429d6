// The API explorer at `/`: the page that lies in the folder given, with the token filled in.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { json, type ShortAnswer } from './answers.js'
import type { Service } from './service.js'

/** Every file of the page by its path. */
const files: Record<string, { name: string; type: string }> = {
  '/': { name: 'index.html', type: 'text/html; charset=utf-8' },
  '/explorer/start.js': { name: 'start.js', type: 'text/javascript' },
  '/explorer/swagger-ui-bundle.js': {
    name: 'swagger-ui-bundle.js',
    type: 'text/javascript'
  },
  '/explorer/swagger-ui.css': { name: 'swagger-ui.css', type: 'text/css' }
}

/** Undefined for a path that is not the explorer's. Rejects when its files can't be read. */
export async function answerExplorer(
  { explorer, token, origins }: Service,
  path: string
): Promise<ShortAnswer | undefined> {
  if (explorer === undefined) return undefined
  if (path === '/explorer/settings.json') return json({ token })
  const file = Object.hasOwn(files, path) ? files[path] : undefined
  if (!file) return undefined
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
    body: await readFile(join(explorer, file.name))
  }
}
