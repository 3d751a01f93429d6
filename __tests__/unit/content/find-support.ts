// The search for files as the check asks for it.
import { findFiles } from '../../../src/content/find-files.js'
import { noSignal } from '../../support/dependencies.js'

export const find = (
  patterns: readonly string[],
  root: string,
  origin: 'workspace' | 'artifact' = 'workspace'
) =>
  findFiles({
    patterns,
    root,
    wanted: { input: 'ids', code: 'ids-not-found', origin },
    signal: noSignal()
  })
