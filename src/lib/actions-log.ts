// The log of a workflow step: harmless lines, annotations, masks and groups, as a runner understands them.
import * as core from '@actions/core'
import type { Log } from './log.js'
import { harmless } from './harmless.js'
import { visible } from './text.js'

/** Characters that a secret has at least. */
const shortestMask = 8

/** A log that writes workflow commands to standard output. */
export function actionsLog(): Log {
  const masked = new Set<string>()
  return {
    info: message => core.info(harmless(message)),
    warning: (message, place) =>
      core.warning(
        harmless(message),
        place && { file: visible(place.file), startLine: place.line }
      ),
    debug: message => core.debug(harmless(message)),
    mask: secret => {
      // Short ones are found everywhere: GitHub drops job outputs that hold a masked value.
      if (secret.length < shortestMask || masked.has(secret)) return
      masked.add(secret)
      core.setSecret(secret)
    },
    group: async (title, body) => {
      core.startGroup(harmless(title))
      try {
        return await body()
      } finally {
        core.endGroup()
      }
    }
  }
}
