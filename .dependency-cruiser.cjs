/** The layers of src, as docs/house.md tells them. `npm run check:layers` fails on an import that goes the wrong way. */
const only = (name, comment, packages, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: '^src/', pathNot: allowed },
  to: { path: `node_modules/(${packages})(/|$)`, dependencyTypesNot: ['type-only'] },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'commands-import-the-language',
      comment: 'a command imports #command, `_*` files of its own folder or above, and types of services',
      severity: 'error',
      from: { path: '^src/commands/' },
      to: {
        path: '^src/',
        pathNot: ['^src/command/index\\.ts$', '^src/commands/.*_[^/]+\\.ts$'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'nobody-imports-a-command',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/commands/', pathNot: '/_[^/]+\\.ts$' },
    },
    {
      name: 'services-know-http-and-errors',
      severity: 'error',
      from: { path: '^src/services/' },
      to: { path: '^src/', pathNot: ['^src/services/', '^src/errors\\.ts$'] },
    },
    {
      name: 'auth-knows-errors',
      severity: 'error',
      from: { path: '^src/auth/' },
      to: { path: '^src/', pathNot: ['^src/auth/', '^src/errors\\.ts$'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'output-knows-errors',
      severity: 'error',
      from: { path: '^src/output/' },
      to: { path: '^src/', pathNot: ['^src/output/', '^src/errors\\.ts$'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'output-does-no-io',
      severity: 'error',
      from: { path: '^src/output/' },
      to: { path: '^(node:)?(fs|child_process|net|http|https|os)(/|$)' },
    },
    {
      name: 'sandbox-shares-no-code',
      comment: 'a mistake in one must show in the other',
      severity: 'error',
      from: { path: '^src/sandbox/' },
      to: { path: '^src/', pathNot: '^src/sandbox/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nobody-imports-the-sandbox',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/sandbox/', '^src/wiring/sandbox\\.ts$'] },
      to: { path: '^src/sandbox/', dependencyTypesNot: ['type-only'] },
    },
    only('only-http-uses-ky', 'one HTTP layer', 'ky', ['^src/services/http\\.ts$']),
    only('only-cli-uses-commander', 'one reader of command lines', 'commander', ['^src/cli/']),
    only('only-output-draws', 'one renderer', 'chalk|cli-table3|string-width|@jmespath-community|yaml', [
      '^src/output/',
    ]),
    only('only-prompt-asks', 'one place that asks', 'inquirer', ['^src/prompt\\.ts$']),
    only('only-keychain-uses-the-keyring', 'one door to the keychain', '@napi-rs', ['^src/auth/store/keychain\\.ts$']),
    only('only-sandbox-serves', 'one server', 'hono|@hono', ['^src/sandbox/']),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      conditionNames: ['types', 'import', 'default', 'node'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.d.ts'],
    },
  },
};
