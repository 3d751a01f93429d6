// Tests run as ES modules under Node 24; swc strips the types, tsc checks them.
/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/__tests__'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        module: { type: 'es6' }
      }
    ]
  },
  setupFiles: ['<rootDir>/__tests__/support/quiet.ts'],
  // Most of the time goes to child processes and waiting, not to the tests themselves.
  maxWorkers: 2,
  testTimeout: 60_000,
  coverageProvider: 'v8',
  // The entry runs as a process of its own in the end-to-end tests, where nothing counts for it.
  collectCoverageFrom: [
    'src/**/*.ts',
    '!src/check/index.ts',
    '!src/check/main.ts',
    '!src/kernel/assembly/**'
  ],
  coverageThreshold: { global: { branches: 95 } }
}
