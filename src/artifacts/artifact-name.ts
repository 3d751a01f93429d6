// What an artifact may be called.

const forbidden = ['"', ':', '<', '>', '|', '*', '?', '\r', '\n', '\\', '/']

/**
 * What is wrong with an artifact's name, as the end of a sentence; undefined
 * when nothing is. The rules are those of actions/upload-artifact.
 */
export function artifactNameProblem(name: string): string | undefined {
  if (name.trim() === '') return 'is empty'
  const found = forbidden.find(character => name.includes(character))
  return found === undefined
    ? undefined
    : `contains ${JSON.stringify(found)}, which GitHub does not allow in the name of an artifact`
}
