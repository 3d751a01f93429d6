import { defineConfig } from 'eslint/config'
import importX from 'eslint-plugin-import-x'
import prettier from 'eslint-config-prettier'
import regexp from 'eslint-plugin-regexp'
import tseslint from 'typescript-eslint'

/**
 * Which other modules a module may import (docs/architecture.md); every module
 * may import lib/ and domain.ts. The simulator stands apart, so that a mistake of
 * the action can't hide in it: only the words of domain.ts are common.
 */
const mayImport = {
  lib: [],
  kernel: [],
  ids: ['kernel'],
  content: ['kernel', 'ids'],
  'x-api': [],
  lifecycle: ['x-api'],
  results: ['kernel', 'ids', 'content'],
  artifacts: [],
  // Types only: the record of a run is composed of what the phases make.
  report: ['artifacts', 'content', 'lifecycle', 'results'],
  check: [
    'kernel',
    'ids',
    'content',
    'x-api',
    'lifecycle',
    'results',
    'artifacts',
    'report',
    // Loaded only under `simulate`.
    'simulator'
  ],
  apply: ['kernel', 'ids', 'content', 'report'],
  simulator: [],
  local: ['simulator']
}

const modules = Object.keys(mayImport)

const zones = modules.map(module => ({
  target: `./src/${module}`,
  from: modules
    .filter(
      other =>
        other !== module &&
        !mayImport[module].includes(other) &&
        (other !== 'lib' || module === 'simulator')
    )
    .map(other => `./src/${other}`),
  message: `${module}/ may import ${mayImport[module].map(other => `${other}/`).join(', ') || 'no other module'} (docs/architecture.md)`
}))

export default defineConfig(
  {
    // AssemblyScript has a compiler of its own.
    ignores: [
      'dist/',
      'out/',
      'coverage/',
      'node_modules/',
      'src/kernel/assembly/'
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
    plugins: { regexp },
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
              target: './src/report/page',
              from: './src/report',
              except: ['./page'],
              message:
                'report/page/ knows nothing of a run (docs/architecture.md)'
            },
            {
              target: './src/apply',
              from: './src/report',
              except: ['./page'],
              message:
                'apply/ draws with report/page/ only (docs/architecture.md)'
            },
            {
              target: './src/domain.ts',
              from: './src/*/**',
              message: 'domain.ts knows nothing else (docs/architecture.md)'
            }
          ]
        }
      ],
      'import-x/no-cycle': 'error',
      // Text from outside must not make a regular expression take ages (CWE-1333).
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': [
        'error',
        { report: 'potential', ignorePartial: false, ignoreSticky: false }
      ]
    }
  },
  prettier
)
