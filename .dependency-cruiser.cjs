/** The layers of the house, as docs/house.md tells them. `npm run check:layers` fails on an import that goes the wrong way. */
const notTypes = { dependencyTypesNot: ['type-only'] };
const ground =
  '^src/(errors|runtime|tools|version|uuid|json|exact-json|time|time-span|truth|visible|retrace|secrets|own|shell|size|owner|new-folder|home|disk-words|within-time|when-words|fair-widths|letters|resolve-up)\\.ts$';

const sandboxGround =
  '^sandbox/src/((breather|clock|fault-rules|exact-json|glob|ids|options|per-world|request-log|secrets|troubles|wing|within-time|world)\\.ts$|state/|http/)';

/** Files below `from` may import, of the house, only themselves, the ground, and what is listed. */
const room = (
  name,
  from,
  allowed,
  comment = `${from} imports the ground and ${allowed.join(', ') || 'nothing else'}`,
) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(src|sandbox)/', pathNot: [from, ground, ...allowed], ...notTypes },
});

/** Only these files may use these packages. */
const only = (name, comment, packages, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: '^(src|sandbox/src)/', pathNot: allowed },
  to: { path: `node_modules/(${packages})(/|$)`, ...notTypes },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: '^(src|sandbox)/' },
      to: { circular: true, viaOnly: notTypes },
    },
    {
      name: 'no-cycles-in-the-sandbox',
      comment: 'not of types either: what two files know of each other is a third',
      severity: 'error',
      from: { path: '^sandbox/src/' },
      to: { circular: true },
    },
    {
      name: 'the-ground-of-the-sandbox-knows-no-wing',
      comment: 'nor its types: wings stand on the world, its rows and its way of answering',
      severity: 'error',
      from: { path: sandboxGround },
      to: { path: '^sandbox/', pathNot: sandboxGround },
    },
    {
      name: 'ground-imports-nothing-upwards',
      severity: 'error',
      from: { path: ground },
      to: { path: '^(src|sandbox)/', pathNot: ground, ...notTypes },
    },
    {
      name: 'commands-import-the-language',
      comment: 'a command imports #command, #globus/*, `_*` files of its own folder or above, and types of services',
      severity: 'error',
      from: { path: '^src/commands/' },
      to: {
        path: '^src/',
        pathNot: ['^src/command/index\\.ts$', '^src/globus/', '^src/commands/.*_[^/]+\\.ts$'],
        ...notTypes,
      },
    },
    {
      name: 'nobody-imports-a-command',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/commands/', pathNot: '/_[^/]+\\.ts$' },
    },
    {
      name: 'underscore-files-stay-in-commands',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/commands/' },
      to: { path: '^src/commands/' },
    },
    // the grammar of places is pure, and a part of what can stand on a line
    room('language-knows-no-service', '^src/command/', ['^src/output/', '^src/globus/(places|people)/grammar\\.ts$']),
    {
      name: 'know-how-knows-no-front',
      comment:
        'what can be done with Globus takes adapters and plain options: never flags, prompts or stdout, nor their types',
      severity: 'error',
      from: { path: '^src/globus/' },
      to: {
        path: '^(src|sandbox)/',
        pathNot: [
          '^src/globus/',
          ground,
          '^src/services/',
          '^src/auth/scopes\\.ts$',
          '^src/auth/session/contract\\.ts$',
        ],
      },
    },
    room('services-know-http-and-errors', '^src/services/', []),
    room('auth-knows-errors', '^src/auth/(?!session/)', ['^src/auth/', '^src/settings/', '^src/host/']),
    room('the-login-of-this-process', '^src/auth/', ['^src/settings/', '^src/host/', '^src/services/']),
    room('host-is-this-machine', '^src/host/', [
      '^src/output/(progress|cut)\\.ts$',
      '^src/services/network-error\\.ts$',
    ]),
    room('settings-are-what-a-user-sets', '^src/settings/', ['^src/host/']),
    room('output-knows-errors', '^src/output/', []),
    // what it shows and says comes from pure functions of know-how; what it does is handed in
    room('browse-draws-and-sends', '^src/browse/', ['^src/globus/(panes/|activity/|deed\\.ts$)']),
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
      from: { path: '^sandbox/' },
      to: { path: '^src/' },
    },
    {
      name: 'nobody-imports-the-sandbox',
      comment: 'only the emulator, which starts it, knows it',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/emulator/'] },
      to: { path: '(^sandbox/|node_modules/globus-sandbox)' },
    },
    only('only-http-uses-ky', 'one HTTP layer', 'ky', ['^src/services/http\\.ts$']),
    only('only-cli-uses-commander', 'one reader of command lines', 'commander', ['^src/cli/']),
    only('only-output-draws', 'one renderer', 'chalk|cli-table3|string-width|@jmespath-community|yaml', [
      '^src/output/',
      '^src/browse/',
      '^sandbox/src/',
    ]),
    only('only-browse-has-screens', 'live screens in one place', 'ink|react', ['^src/browse/']),
    only('only-prompt-asks', 'one place that asks', 'inquirer|@inquirer', [
      '^src/host/((several|answer|search)-)?prompt\\.ts$',
    ]),
    only('only-host-opens-a-browser', 'one way to the browser', 'open', ['^src/host/browser\\.ts$']),
    only('only-keychain-uses-the-keyring', 'one door to the keychain', '@napi-rs', ['^src/auth/store/keychain\\.ts$']),
    only('only-sandbox-serves', 'one server', 'hono|@hono|jose|node-forge', ['^sandbox/src/']),
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
