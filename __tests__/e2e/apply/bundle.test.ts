// The bundle of `apply` has no way to any network, and nothing of what only the check needs.
import { expect, it } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { actionDist } from '../../support/rig.js'

const folder = join(actionDist, 'apply')
const scripts = readdirSync(folder).filter(name => name.endsWith('.js'))
const code = scripts
  .map(name => readFileSync(join(folder, name), 'utf8'))
  .join('\n')

/** Modules of Node that reach a network or start programs. */
const banned = [
  'http',
  'https',
  'http2',
  'net',
  'tls',
  'dgram',
  'dns',
  'undici',
  'child_process'
]

it.each(banned)('does not load %s', name => {
  expect(code).not.toMatch(
    new RegExp(`["'](?:node:)?${name}(?:/promises)?["']`)
  )
})

it('has no fetch, no sockets, and no client of artifacts or of X', () => {
  expect(scripts.length).toBeGreaterThan(1)
  expect(code).not.toMatch(/\bfetch\(|\bWebSocket\b|@actions\/artifact/)
  expect(code).not.toContain('api.x.com')
})
