/** Which command serves which operation of the services: read from the adapters as they run and from the commands as they are compiled. */
import { dirname, relative, resolve } from 'node:path';
import ts from 'typescript';
import * as auth from '../src/services/auth.js';
import * as compute from '../src/services/compute.js';
import * as flows from '../src/services/flows.js';
import * as gcs from '../src/services/gcs.js';
import * as groups from '../src/services/groups.js';
import type { Http } from '../src/services/http.js';
import * as search from '../src/services/search.js';
import * as timers from '../src/services/timers.js';
import * as transfer from '../src/services/transfer.js';
import { globSync } from './glob.js';

/** One method of an adapter: the request that it makes, and the commands that make it. */
export interface Operation {
  /** The module below src/services. */
  readonly service: string;
  readonly name: string;
  readonly method: string;
  /** Values stand as `{}`. */
  readonly path: string;
  /** As typed, in alphabetical order. */
  readonly commands: readonly string[];
}

/** Adapters in the order of the page: the module below src/services, its title, and what makes them of an Http. */
const adapters: readonly { readonly service: string; readonly title: string; readonly makers: readonly Maker[] }[] = [
  { service: 'auth', title: 'Auth', makers: [auth.operations] },
  { service: 'transfer', title: 'Transfer', makers: [transfer.operations] },
  { service: 'groups', title: 'Groups', makers: [groups.operations] },
  { service: 'search', title: 'Search', makers: [search.operations] },
  { service: 'flows', title: 'Flows', makers: [flows.operations, flows.oneFlow] },
  { service: 'timers', title: 'Timers', makers: [timers.operations] },
  { service: 'compute', title: 'Compute', makers: [compute.operations] },
  { service: 'gcs', title: 'GCS Manager', makers: [gcs.operations] },
];
type Maker = (http: Http, id: string) => Readonly<Record<string, (...values: never[]) => unknown>>;

/** Stands for every value of a path; `path` leaves it as it is. */
const value = '0value0';

/** The requests that an adapter makes, by method name: each method is called once, with an Http that only takes notes. */
function requestsOf(makers: readonly Maker[]): { name: string; method: string; path: string }[] {
  let last = { method: '', path: '' };
  const note = (method: string) => (path: string) => (last = { method, path: `/${path.replaceAll(value, '{}')}` });
  const http = {
    get: note('GET'),
    post: note('POST'),
    put: note('PUT'),
    patch: note('PATCH'),
    delete: note('DELETE'),
    pages: note('GET'),
    postForLines: note('POST'),
  } as unknown as Http;
  return makers.flatMap((maker) =>
    Object.entries(maker(http, value)).map(([name, call]) => {
      (call as (...values: string[]) => unknown)(value, value, value);
      return { name, ...last };
    }),
  );
}

/** Every request that an adapter makes, in the adapters' order. */
export const requestsOfAdapters = () =>
  adapters.flatMap(({ service, makers }) => requestsOf(makers).map((each) => ({ service, ...each })));

/** Every operation of every adapter, in the adapters' order. `root` is the folder that holds src. */
export function readOperations(root: string): readonly Operation[] {
  const requests = requestsOfAdapters();
  const callers = callersOfAdapters(root, new Set(requests.map(({ name }) => name)));
  const operations = new Map<string, Operation>();
  for (const each of requests) {
    // one operation may be asked in two ways: its answer read, or taken as lines
    const key = `${each.service} ${each.method} ${each.path}`;
    const before = operations.get(key);
    const commands = new Set([...(before?.commands ?? []), ...(callers.get(`${each.service}.${each.name}`) ?? [])]);
    operations.set(key, { ...each, name: before?.name ?? each.name, commands: [...commands].sort() });
  }
  return [...operations.values()];
}

/** The commands that reach each adapter method (`transfer.getTask`), through whatever functions of src lie between. */
function callersOfAdapters(root: string, methods: ReadonlySet<string>): Map<string, Set<string>> {
  const commandsFolder = resolve(root, 'src/commands');
  const files = globSync(commandsFolder).filter((file) => !/\/_[^/]*$/.test(file));
  const { options } = ts.convertCompilerOptionsFromJson(
    ts.readConfigFile(resolve(root, 'tsconfig.json'), (file) => ts.sys.readFile(file)).config.compilerOptions,
    root,
  );
  const program = ts.createProgram(files, { ...options, noEmit: true });
  const checker = program.getTypeChecker();
  const services = resolve(root, 'src/services');
  const callers = new Map<string, Set<string>>();

  const follow = (node: ts.Node, seen: Set<ts.Node>, note: (method: string) => void): void => {
    if (ts.isTypeNode(node)) return;
    // the type of what stands before a dot is dear to find out: only where the name may be an adapter's
    if (ts.isIdentifier(node) && !(isMember(node) && !methods.has(node.text))) {
      for (const declaration of declarationsOf(checker, node)) {
        if (seen.has(declaration)) continue;
        const file = declaration.getSourceFile().fileName;
        if (dirname(file) === services) {
          if (ts.isPropertyAssignment(declaration))
            note(`${relative(services, file).replace(/\.ts$/, '')}.${declaration.name.getText()}`);
        } else if (file.startsWith(resolve(root, 'src')) && !isWithin(declaration, node)) {
          seen.add(declaration);
          ts.forEachChild(declaration, (child) => follow(child, seen, note));
        }
      }
    }
    ts.forEachChild(node, (child) => follow(child, seen, note));
  };

  for (const file of files) {
    const source = program.getSourceFile(file);
    const words = relative(commandsFolder, file)
      .replace(/(\/index)?\.ts$/, '')
      .replaceAll('/', ' ');
    const exported = source?.statements.find(ts.isExportAssignment);
    if (exported)
      follow(exported.expression, new Set(), (method) =>
        callers.set(method, (callers.get(method) ?? new Set()).add(words)),
      );
  }
  return callers;
}

/** What a name stands for, behind imports and destructuring; nothing that is a type alone. */
function declarationsOf(checker: ts.TypeChecker, node: ts.Identifier): readonly ts.Declaration[] {
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  if (!symbol) return [];
  const real = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return (real.declarations ?? []).filter(
    (each) => !ts.isInterfaceDeclaration(each) && !ts.isTypeAliasDeclaration(each) && !ts.isSourceFile(each),
  );
}

const isMember = (node: ts.Identifier): boolean =>
  (ts.isPropertyAccessExpression(node.parent) || ts.isPropertyAssignment(node.parent)) && node.parent.name === node;
const isWithin = (outer: ts.Node, inner: ts.Node): boolean =>
  outer.getSourceFile() === inner.getSourceFile() && outer.pos <= inner.pos && inner.end <= outer.end;

/** `docs/operations.md`. */
export function operationsPage(operations: readonly Operation[]): string {
  const rows = (service: string) =>
    operations
      .filter((each) => each.service === service)
      .map(
        ({ method, path, commands }) =>
          `| \`${method} ${path}\` | ${commands.map((words) => `\`${words}\``).join(', ') || 'none'} |`,
      );
  return [
    '# Operations of the services',
    'Generated by `npm run build` from the adapters (`src/services`) and from the commands that reach them. `{}` stands for an id.',
    ...adapters.map(
      ({ service, title }) =>
        `## ${title}\n\n| operation | commands (\`globus ...\`) |\n| --- | --- |\n${rows(service).join('\n')}`,
    ),
  ]
    .join('\n\n')
    .concat('\n');
}
