// The built action while GitHub's artifact service and REST API fail once at every call.
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { someIds, startRig, type Rig } from '../support/rig.js'
import { makeZip } from '../support/zip.js'
import { type Operation } from '../support/github.js'

let rig: Rig

beforeAll(async () => {
  rig = await startRig()
  await rig.artifacts.addArtifact({
    name: 'ids',
    run: rig.artifacts.addRun(),
    zip: true,
    content: await makeZip([{ name: 'ids.txt', content: someIds(20) }])
  })
})

afterAll(() => rig.close())

const inputs = { 'ids-artifact': 'ids', 'ids-artifact-run-id': 'latest' }

const operations: Operation[] = [
  'rest-repository',
  'rest-list',
  'rest-run',
  'rest-download',
  'ListArtifacts',
  'CreateArtifact',
  'put-block',
  'put-block-list'
]

it.each(['reset', 'truncate'] as const)(
  'a %s at every call is survived, and leaves no secret',
  async kind => {
    for (const operation of operations) {
      // A create whose answer is lost has taken the name: that is another story.
      const fault = operation === 'CreateArtifact' ? 'reset' : kind
      rig.artifacts.faults.add(operation, { kind: fault })
    }
    // Done, but not told; and a copy of the IDs that is damaged on the way.
    rig.artifacts.faults.add('FinalizeArtifact', { kind: 'lose' })
    rig.artifacts.faults.add('get-blob', { kind: 'corrupt' })
    const run = await rig.run(inputs)
    expect(run.code).toBe(0)
    expect(rig.artifacts.faults.left).toBe(0)
    expect(run.outputs).toMatchObject({
      status: 'complete',
      'ids-submitted': '20',
      'artifact-name': 'compliance-results-tweets',
      'artifact-digest': expect.stringMatching(/^[0-9a-f]{64}$/)
    })
    expect(Object.keys(await run.entries())).toContain('results.ndjson')
    const secrets = [
      rig.artifacts.githubToken,
      ...rig.artifacts.state.artifacts.flatMap(({ signature }) => [
        signature,
        encodeURIComponent(signature)
      ])
    ]
    for (const secret of secrets) {
      expect(await run.filesWith(secret)).toEqual([])
      expect(run.log).not.toContain(secret)
    }
  }
)
