// Runs the given script under Node 24, the runtime of the action: the host's own where it is that, else the binary from npm.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Path of a Node 24 binary; throws one sentence when there is none. */
export function node24() {
  if (process.versions.node.startsWith('24.')) return process.execPath
  const name = `node-${process.platform}-${process.arch}`
  const path = fileURLToPath(
    new URL(`../node_modules/${name}/bin/node`, import.meta.url)
  )
  if (existsSync(path)) return path
  throw new Error(
    `Node 24 is needed (this is ${process.version}, and the package ${name} is not installed): run this under Node 24.`
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const { status } = spawnSync(node24(), process.argv.slice(2), {
      stdio: 'inherit'
    })
    process.exitCode = status ?? 1
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
