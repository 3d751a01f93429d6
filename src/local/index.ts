// The commands for a developer's own machine: `npm start`, `npm run apply` and `npm run simulator`.
import { realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runSimulatorCommand } from '../simulator/command.js'
import { runApplyCommand } from './apply.js'
import { runStartCommand } from './start.js'

const [, script = '', command, ...args] = process.argv

/** This file is dist/local/index.js of the project. */
const root = join(dirname(realpathSync(script)), '..', '..')

function isOldNode(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  return major < 20 || (major === 20 && minor < 19)
}

if (isOldNode()) {
  console.error(`Node 20.19 or newer is needed; this is ${process.version}.`)
  process.exitCode = 1
} else if (command === 'start' || command === 'apply') {
  // A reader that goes early, such as head, must not end the run half-way.
  process.stdout.on('error', () => undefined)
  const run = command === 'start' ? runStartCommand : runApplyCommand
  process.exitCode = await run({
    args,
    env: process.env,
    cwd: process.cwd(),
    root,
    print: line => console.log(line)
  })
} else if (command === 'simulator')
  await runSimulatorCommand(
    args,
    join(dirname(realpathSync(script)), 'explorer')
  )
else {
  console.error('Usage: node dist/local/index.js start|apply|simulator …')
  process.exitCode = 2
}
