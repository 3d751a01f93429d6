// Compiles the kernel to src/kernel/binary.ts; with --check it only tells whether that differs.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const target = resolve(root, 'src/kernel/binary.ts')

const after = [
  '// Made by `npm run build` from assembly/index.ts; not to be edited.',
  '/** WebAssembly, in base64. */',
  'export const binary =',
  `  '${compile().toString('base64')}'`,
  ''
].join('\n')
if (!process.argv.includes('--check')) writeFileSync(target, after)
else if (after !== readFileSync(target, 'utf8')) {
  console.error(
    'src/kernel/binary.ts is not what its source gives. Run `npm run build`.'
  )
  process.exitCode = 1
}

function compile() {
  const folder = mkdtempSync(join(tmpdir(), 'kernel-'))
  try {
    const output = join(folder, 'kernel.wasm')
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        resolve(root, 'node_modules/assemblyscript/bin/asc.js'),
        'src/kernel/assembly/index.ts',
        '--outFile',
        output,
        '-O3',
        '--noAssert',
        '--enable',
        'simd',
        // No garbage collector: the caller lays out the memory.
        '--runtime',
        'stub'
      ],
      { cwd: root, encoding: 'utf8' }
    )
    if (status !== 0) throw new Error(`The kernel was not compiled:\n${stderr}`)
    return readFileSync(output)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
