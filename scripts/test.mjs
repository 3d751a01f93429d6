// Every check and test, under Node 24: format, lint, types, dist/ against a fresh build, then jest.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { node24 } from './node24.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

/** Each check alone; they share nothing, so two run at a time. */
const checks = [
  ['format', 'node_modules/prettier/bin/prettier.cjs', '--check', '.'],
  ['lint', 'node_modules/eslint/bin/eslint.js', '--max-warnings=0', '.'],
  ['docs', 'scripts/docs.mjs', '--check'],
  ['kernel', 'scripts/kernel.mjs', '--check'],
  [
    'types',
    'node_modules/typescript/bin/tsc',
    '--noEmit',
    '--project',
    '__tests__'
  ],
  ['dist', 'scripts/check-dist.mjs']
]

const jest = [
  'jest',
  '--experimental-vm-modules',
  '--no-warnings',
  'node_modules/jest/bin/jest.js',
  ...process.argv.slice(2)
]

/** Runs one check; its output is shown when it has failed, or as it comes when it is the last. */
function run(node, [name, ...args], stdio) {
  const started = Date.now()
  return new Promise(done => {
    const child = spawn(node, args, {
      cwd: root,
      stdio: ['ignore', stdio, stdio]
    })
    let output = ''
    child.stdout?.on('data', chunk => (output += chunk))
    child.stderr?.on('data', chunk => (output += chunk))
    child.on('error', error => (output += String(error)))
    child.on('close', code => {
      const seconds = ((Date.now() - started) / 1000).toFixed(0)
      console.log(`${code === 0 ? 'passed' : 'FAILED'}  ${name}  ${seconds} s`)
      if (code !== 0) console.log(output)
      done(code === 0)
    })
  })
}

async function main() {
  if (!existsSync(resolve(root, 'node_modules/jest')))
    throw new Error('Nothing is installed: run `npm cit`.')
  const node = node24()
  const queue = [...checks]
  const results = []
  const worker = async () => {
    for (let check = queue.shift(); check; check = queue.shift())
      results.push(await run(node, check, 'pipe'))
  }
  await Promise.all([worker(), worker()])
  results.push(await run(node, jest, 'inherit'))
  process.exitCode = results.every(Boolean) ? 0 : 1
}

main().catch(error => {
  console.error(error.message)
  process.exitCode = 1
})
