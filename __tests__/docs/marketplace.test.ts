// What GitHub Marketplace is known to refuse, and that the name of the repository is said in one place.
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { filesBelow, read } from './support/repository.js'

/** https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#branding */
const colors = /^(white|black|yellow|blue|green|orange|red|purple|gray-dark)$/

describe('action.yml', () => {
  const action = parse(read('action.yml')) as {
    name: string
    description: string
    author: string
    branding: { icon: string; color: string }
  }

  it('can be listed: a description of at most 125 characters, an icon and a color', () => {
    expect(action.description.length).toBeLessThan(125)
    expect(action.description).not.toMatch(/^\s|\s$/)
    expect(action.branding.color).toMatch(colors)
    expect(action.branding.icon).toBe('check-circle')
    expect(action.name).toMatch(/^[A-Z][\w ]{3,}$/)
  })
})

describe('the name of the repository', () => {
  const { repository } = JSON.parse(read('package.json')) as {
    repository: { url: string }
  }
  const [, name = ''] =
    /^git\+https:\/\/github\.com\/(.+)\.git$/.exec(repository.url) ?? []

  it.each([
    'README.md',
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    ...filesBelow('docs').filter(path => path.endsWith('.md')),
    '.github/ISSUE_TEMPLATE/config.yml'
  ])('is that of package.json in %s', path => {
    const found = read(path).match(
      /(?<=uses: |--repo |github\.com\/)[\w.-]+\/batch-compliance-action(?![\w.-])/g
    )
    expect(new Set(found ?? [name])).toEqual(new Set([name]))
  })
})
