// The entry of `apply`: hears the runner's signals from the first moment on, then loads the rest.
const early: NodeJS.Signals[] = []
const hear = (signal: NodeJS.Signals): void => void early.push(signal)
const signals: readonly NodeJS.Signals[] =
  process.platform === 'win32'
    ? ['SIGINT', 'SIGTERM', 'SIGBREAK']
    : ['SIGINT', 'SIGTERM']
for (const signal of signals) process.on(signal, hear)
// Whatever ends the process before its end is a failure.
process.exitCode = 1
process.noDeprecation = true

const { main } = await import('./main.js')
await main(signals, early)
