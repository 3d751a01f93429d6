// GitHub's own checker for workflows and action.yml, taught the inputs of this action and of those that we use.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { action, apply, ourAction, ourApply, root } from './repository.js'

interface Diagnostic {
  message: string
  severity?: number
  range: { start: { line: number } }
}

interface ActionReference {
  owner: string
  name: string
  ref: string
  path?: string
}

interface LanguageService {
  validate(
    document: unknown,
    config: {
      actionsMetadataProvider: {
        fetchActionMetadata(reference: ActionReference): Promise<unknown>
      }
    }
  ): Promise<Diagnostic[]>
  TextDocument: {
    create(
      uri: string,
      language: string,
      version: number,
      text: string
    ): unknown
  }
}

/** The package imports JSON without attributes, which Node refuses, so it is bundled first. */
async function load(): Promise<LanguageService> {
  const folder = mkdtempSync(join(tmpdir(), 'language-service-'))
  const outfile = join(folder, 'language-service.mjs')
  try {
    await build({
      stdin: {
        contents: `
          export { validate } from '@actions/languageservice/validate'
          export { TextDocument } from 'vscode-languageserver-textdocument'`,
        resolveDir: root
      },
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'browser',
      logLevel: 'error'
    })
    return (await import(pathToFileURL(outfile).href)) as LanguageService
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The service remembers what it has parsed by address, so each text gets one of its own. */
let asked = 0
let loading: Promise<LanguageService> | undefined

/**
 * Inputs of the other actions that documents and workflows use, from the
 * action.yml of the release that they are pinned to. Any other is complained of.
 */
const otherInputs: Readonly<Record<string, readonly string[]>> = {
  'actions/attest': ['subject-path', 'subject-name', 'subject-digest'],
  'actions/checkout': [
    'ref',
    'persist-credentials',
    'fetch-depth',
    'lfs',
    'path'
  ],
  'actions/download-artifact': [
    'name',
    'artifact-ids',
    'pattern',
    'path',
    'run-id',
    'github-token'
  ],
  'actions/setup-node': [
    'node-version',
    'node-version-file',
    'cache',
    'package-manager-cache'
  ],
  'actions/upload-artifact': [
    'name',
    'path',
    'retention-days',
    'if-no-files-found'
  ],
  'github/codeql-action/init': ['languages', 'queries', 'build-mode', 'config'],
  'github/codeql-action/analyze': ['category']
}

function metadata(reference: ActionReference): unknown {
  const { owner, name, ref, path } = reference
  const uses = [owner, name, path].filter(Boolean).join('/')
  if (ourAction.test(`${uses}@${ref}`)) return action
  if (ourApply.test(`${uses}@${ref}`)) return apply
  return {
    name: uses,
    description: uses,
    inputs: Object.fromEntries(
      (otherInputs[uses] ?? []).map(input => [input, { description: input }])
    )
  }
}

/**
 * What GitHub's language service has against a workflow, or against action.yml
 * when that is its name: `line 3: …`, with 1-based lines.
 */
export async function complaints(
  name: string,
  text: string
): Promise<readonly string[]> {
  const service = await (loading ??= load())
  // The service never asks for an action in a local path.
  const content = text.replace(
    /(uses:\s*)\.\/?(?=\s)/g,
    '$1your-org/batch-compliance-action@v1'
  )
  const found = await service.validate(
    service.TextDocument.create(
      `file:///${++asked}/${name}`,
      'yaml',
      1,
      content
    ),
    {
      actionsMetadataProvider: {
        fetchActionMetadata: reference =>
          Promise.resolve().then(() => metadata(reference))
      }
    }
  )
  return found.map(
    ({ message, range }) => `line ${range.start.line + 1}: ${message}`
  )
}
