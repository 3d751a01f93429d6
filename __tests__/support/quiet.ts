// Keeps the debug lines of GitHub's own packages out of the test report; everything else is printed.
const write = process.stdout.write.bind(process.stdout)
process.stdout.write = (chunk: unknown, ...rest: never[]) =>
  typeof chunk === 'string' && chunk.startsWith('::debug::')
    ? true
    : write(chunk as string, ...rest)
