import { defineConfig } from 'eslint/config'
import importX from 'eslint-plugin-import-x'
import prettier from 'eslint-config-prettier'
import tseslint from 'typescript-eslint'

const rooms = [
  'http',
  'ids',
  'service',
  'lifecycle',
  'results',
  'publish',
  'artifacts',
  'simulator',
  'local'
]

/** Which other rooms a room may import; shared files of src/ are named apart. */
const mayImport = {
  http: [],
  ids: [],
  service: ['http'],
  lifecycle: ['service', 'http'],
  results: ['ids'],
  publish: [],
  artifacts: ['http'],
  simulator: [],
  local: ['simulator']
}

/** Rooms that must share nothing with the action, so that a shared mistake can't hide. */
const apart = ['simulator', 'local']

const zones = rooms.flatMap(room => [
  ...rooms
    .filter(other => other !== room && !mayImport[room].includes(other))
    .map(other => ({
      target: `./src/${room}`,
      from: `./src/${other}`,
      message: `${room}/ must not know ${other}/ (docs/architecture.md)`
    })),
  {
    target: `./src/${room}`,
    from: ['./src/index.ts', './src/main.ts', './src/run.ts'],
    message: 'Nothing flows back to the top (docs/architecture.md)'
  }
])

/** What every room may import; these files know no room. */
const shared = [
  'actions-log',
  'artifact-name',
  'clock',
  'failure',
  'free-space',
  'inputs',
  'log',
  'outputs',
  'record',
  'secure-url',
  'text',
  'version'
].map(name => `./src/${name}.ts`)

export default defineConfig(
  {
    // AssemblyScript has a compiler of its own.
    ignores: [
      'dist/',
      'out/',
      'coverage/',
      'node_modules/',
      'src/ids/kernel/assembly/'
    ]
  },
  {
    files: ['**/*.ts'],
    extends: [
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked
    ],
    plugins: { 'import-x': importX },
    languageOptions: {
      parserOptions: { projectService: true }
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true }
      ],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true }
      ],
      eqeqeq: 'error'
    }
  },
  {
    files: ['src/**/*.ts'],
    settings: {
      'import-x/resolver-next': [
        importX.createNodeResolver({
          extensions: ['.ts', '.js'],
          extensionAlias: { '.js': ['.ts', '.js'] }
        })
      ]
    },
    rules: {
      'import-x/no-restricted-paths': [
        'error',
        {
          zones: [
            ...zones,
            {
              target: shared,
              from: rooms.map(room => `./src/${room}`),
              message: 'Shared files know no room (docs/architecture.md)'
            },
            ...apart.map(room => ({
              target: `./src/${room}`,
              from: shared,
              message: `${room}/ stands apart from the action (docs/architecture.md)`
            }))
          ]
        }
      ],
      'import-x/no-cycle': 'error'
    }
  },
  prettier
)
