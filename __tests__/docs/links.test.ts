// Links within the repository lead somewhere, down to the heading.
import { existsSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { anchors, links } from './support/markdown.js'
import { documents, read, root } from './support/repository.js'

describe('the checker', () => {
  const text =
    '# A `b` & C\n\n## Same\n\n## Same\n\n[x](other.md#y) <a id="own"></a> ![p](i.png)\n\n<img src="j.png">'

  it('makes anchors as GitHub does', () => {
    expect([...anchors(text)]).toEqual(['a-b--c', 'same', 'same-1', 'own'])
  })

  it('finds links, images and those of HTML', () => {
    expect(links(text)).toEqual(['other.md#y', 'i.png', 'j.png'])
  })

  it('tells a dead link from a living one', () => {
    expect(dead('README.md', '#inputs')).toBe(false)
    expect(dead('README.md', '#no-such-heading')).toBe(true)
    expect(dead('README.md', 'docs/recipes.md')).toBe(false)
    expect(dead('docs/recipes.md', '../README.md#outputs')).toBe(false)
    expect(dead('docs/recipes.md', 'CONTRIBUTING.md')).toBe(true)
    expect(dead('README.md', '../../outside.md')).toBe(true)
  })
})

describe.each(documents)('%s', document => {
  it('has no dead link', () => {
    const all = links(read(document))
    expect(all.filter(target => dead(document, target))).toEqual([])
  })

  it('links to the web by https only', () => {
    const insecure = links(read(document)).filter(target =>
      target.startsWith('http:')
    )
    expect(insecure).toEqual([])
  })
})

function dead(document: string, target: string): boolean {
  if (/^[a-z][a-z+.-]*:/i.test(target)) return false
  const [path = '', anchor] = target.split('#')
  const file =
    path === '' ? document : posix.join(posix.dirname(document), path)
  if (file.startsWith('..') || !existsSync(join(root, dirname(file))))
    return true
  if (!existsSync(join(root, file))) return true
  return (
    anchor !== undefined &&
    file.endsWith('.md') &&
    !anchors(read(file)).has(decodeURIComponent(anchor))
  )
}
