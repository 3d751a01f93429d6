// The YAML blocks of all documents.
import { codeBlocks, type CodeBlock } from './markdown.js'
import { documents, read } from './repository.js'

export interface Block extends CodeBlock {
  /** `docs/recipes.md:60 Section`, to be read in the name of a test. */
  name: string
  document: string
}

/** Every block of one of these languages in all documents. */
export function blocks(...languages: readonly string[]): readonly Block[] {
  return documents.flatMap(document =>
    codeBlocks(read(document))
      .filter(({ language }) => languages.includes(language))
      .map(block => ({
        ...block,
        document,
        name: `${document}:${block.line} ${block.section.join(', ')}`
      }))
  )
}
