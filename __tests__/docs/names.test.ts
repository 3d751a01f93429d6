// What documents name exists: inputs, outputs, error codes, files and scripts of this repository.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { errorCodes } from '../../src/domain.js'
import { eventOutputs, requiredActions } from '../../src/domain.js'
import { anchors, codeSpans, headings } from './support/markdown.js'
import { action, apply, documents, read, root } from './support/repository.js'

const inputs = [...Object.keys(action.inputs), ...Object.keys(apply.inputs)]
const outputs = [...Object.keys(action.outputs), ...Object.keys(apply.outputs)]
const codes = Object.keys(errorCodes)

/** Keys of workflows, of other actions and of X that documents may name beside our inputs. */
const workflowKeys = [
  'actions',
  'artifact-metadata',
  'attestations',
  'cancel-in-progress',
  'contents',
  'environment',
  'fail-fast',
  'if',
  'fetch-depth',
  'id-token',
  'issues',
  'lfs',
  'max-parallel',
  'permissions',
  'persist-credentials',
  'pull-requests',
  'queue',
  'resumable',
  'runs-on',
  'shell',
  'timeout-minutes',
  'uses',
  'using'
]

/** Words that look like an input or an output and are something else. */
const otherWords = ['artifact-metadata', 'artifact-ids', 'on-conflict']

const spans = documents.flatMap(document =>
  codeSpans(read(document)).map(span => ({ document, span }))
)

describe('docs/troubleshooting.md', () => {
  const text = read('docs/troubleshooting.md')

  it('has a heading, to be linked, for every error code and no other', () => {
    const documented = headings(text, 3)
    expect([...documented].sort()).toEqual([...codes].sort())
    for (const code of codes) expect(anchors(text)).toContain(code)
  })

  it.each(codes)('says of %s what is seen, why, and what to do', code => {
    const [, part = ''] = text.split(`\n### \`${code}\`\n`)
    const section = part.split(/\n##/)[0] ?? ''
    for (const word of ['**Symptom.**', '**Cause.**', '**Fix.**'])
      expect(section).toContain(word)
  })
})

describe('what documents name', () => {
  it('is found', () => {
    const known = spans.map(({ span }) => span)
    for (const span of ['cycle: week', 'ids-column', 'src/check/run.ts'])
      expect(known).toContain(span)
  })

  it('is an input where it is given a value', () => {
    const unknown = spans.filter(({ span }) => {
      const [, key] = /^([a-z]+(?:-[a-z]+)*): \S/.exec(span) ?? []
      return key !== undefined && ![...inputs, ...workflowKeys].includes(key)
    })
    expect(unknown).toEqual([])
  })

  it('is an input, an output or a code where it looks like one', () => {
    const known = [
      ...inputs,
      ...outputs,
      ...codes,
      ...requiredActions,
      ...eventOutputs,
      ...otherWords
    ]
    const unknown = spans.filter(
      ({ span }) =>
        /^(ids|job|artifact|on|results|report|upload|if|fail|max|poll)-[a-z-]+$/.test(
          span
        ) && !known.includes(span)
    )
    expect(unknown).toEqual([])
  })

  it('is a file of this repository where it is written as one', () => {
    const missing = spans.filter(
      ({ span }) =>
        /^(src|scripts|__tests__|docs|examples|\.github)\/[\w./-]*$/.test(
          span
        ) &&
        // The reader's own.
        span !== '.github/workflows/compliance.yml' &&
        !existsSync(join(root, span))
    )
    expect(missing).toEqual([])
  })

  it('is a script of package.json where it is run with npm', () => {
    const { scripts } = JSON.parse(read('package.json')) as {
      scripts: Record<string, string>
    }
    const missing = spans.filter(({ span }) => {
      const [, script] = /^npm run (?:-s )?([\w:-]+)/.exec(span) ?? []
      return script !== undefined && !(script in scripts)
    })
    expect(missing).toEqual([])
  })
})

describe('docs/dependencies.md', () => {
  it('names every dependency of the bundle', () => {
    const named = codeSpans(read('docs/dependencies.md'))
    const { dependencies } = JSON.parse(read('package.json')) as {
      dependencies: Record<string, string>
    }
    const missing = Object.keys(dependencies).filter(
      name => !named.includes(name)
    )
    expect(missing).toEqual([])
  })
})

describe('the tables of the documents', () => {
  it.each([
    ['README.md', action],
    ['docs/apply.md', apply]
  ])('%s names every input and every output', (document, metadata) => {
    const text = read(document)
    for (const name of Object.keys({ ...metadata.inputs, ...metadata.outputs }))
      expect(text).toContain(`| \`${name}\` `)
  })
})
