import { globalFlags } from './globals.js';
import type { CommandMeta, ParamMeta, TreeNode } from './manifest.js';

/** How help is drawn: bold headings where the terminal has them. */
export interface HelpStyle {
  readonly width: number;
  /** The most lines of the page of a topic; any number where it is not said. */
  readonly lines?: number | undefined;
  /** Whether lines to copy are broken, too: on a terminal, which else breaks them within a word. */
  readonly breaksLines?: boolean | undefined;
  readonly bold: (text: string) => string;
}

/** What follows a flag or stands for an argument: `N`, `a|b`, `PATH...`. */
export function valueWord(param: ParamMeta): string {
  return param.metavar ?? param.choices?.join('|') ?? param.key.replace(/[A-Z]/g, (c) => `_${c}`).toUpperCase();
}

/** `-r, --recursive / --no-recursive` as help and man pages write a flag. */
export function flagWord(flag: ParamMeta): string {
  const byLength = [...flag.names].sort((a, b) => Number(a.startsWith('--')) - Number(b.startsWith('--')));
  const names = byLength.join(', ') + (flag.off?.length ? ` / ${flag.off.join(', ')}` : '');
  return flag.kind === 'value' ? `${names} ${valueWord(flag)}` : names;
}

/** A flag's explanation with what else there is to know: choices, default, whether it repeats. */
export function flagText(flag: ParamMeta): string {
  const notes = [
    flag.required ? 'required' : '',
    flag.multiple ? 'may be repeated' : '',
    flag.choices && flag.metavar && flag.metavar !== flag.choices.join('|') ? `one of ${flag.choices.join(', ')}` : '',
    flag.default !== undefined && !(Array.isArray(flag.default) && !flag.default.length)
      ? `default ${Array.isArray(flag.default) ? flag.default.join(', ') : String(flag.default as string)}`
      : '',
  ].filter(Boolean);
  return `${flag.summary}${notes.length ? ` (${notes.join('; ')})` : ''}`;
}

export function argumentWord(arg: ParamMeta): string {
  // some are called so already
  const [name = ''] = arg.names;
  const word = `${name}${arg.multiple && !name.endsWith('...') ? '...' : ''}`;
  return arg.required ? word : `[${word}]`;
}

/** Two columns, the second wrapped to the width. A long list of words to choose among goes on below. */
function columns(rows: ReadonlyArray<readonly [string, string]>, width: number): string {
  const most = Math.min(28, Math.floor(width * 0.4));
  const left = Math.min(most, Math.max(0, ...rows.map(([name]) => name.length))) + 2;
  return rows
    .map(([name, text]) => {
      const lines = wrap(text, Math.max(24, width - left - 2));
      const shown = nameLines(name, width - 4).join('\n    ');
      const first = name.length > left - 2 ? `  ${shown}\n${' '.repeat(left + 2)}` : `  ${name.padEnd(left)}`;
      return `${first}${lines.join(`\n${' '.repeat(left + 2)}`)}\n`;
    })
    .join('');
}

/** A name in lines of at most `width`, broken at spaces and behind the bars between words to choose among. */
function nameLines(name: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of name.split(/(?<=[| ,])/)) {
    if (line && line.length + part.trimEnd().length > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += part;
  }
  return [...lines, line];
}

/** The words of a text in lines of at most `width`. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, line];
}

/** A line for a shell in lines of at most `width`, broken at spaces outside of quotes: it reads them as one. */
export function continued(line: string, width: number): readonly string[] {
  const words = line.match(/(?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"\\])+/g) ?? [];
  if (line.length <= width || words.join(' ') !== line) return [line];
  const lines: string[] = [];
  let begun = '';
  for (const [i, word] of words.entries()) {
    // room for what says that it goes on
    const room = i === words.length - 1 ? width : width - 2;
    const longer = begun ? `${begun} ${word}` : word;
    if (begun && longer.length > room) {
      lines.push(`${begun} \\`);
      begun = `  ${word}`;
    } else begun = longer;
  }
  return [...lines, begun];
}

const paragraphs = (text: string, width: number) =>
  text
    .split(/\n\s*\n/)
    .map((paragraph) => wrap(paragraph.trim(), width).join('\n'))
    .join('\n\n');

/** The help page of a command: examples lead. */
export function commandHelp(meta: CommandMeta, node: TreeNode, style: HelpStyle): string {
  const { bold, width } = style;
  const copied = (line: string) => (style.breaksLines ? continued(line, width - 2) : [line]).join('\n  ');
  const flags = meta.flags.filter((flag) => !flag.hidden);
  const usage = ['globus', meta.path, ...meta.args.map(argumentWord), flags.length ? '[FLAGS]' : '']
    .filter(Boolean)
    .join(' ');
  const parts = [`${wrap(meta.summary, width).join('\n')}\n`];
  if (meta.examples.length) {
    parts.push(
      `${bold('Examples')}\n${meta.examples.map((each) => `  # ${each.title}\n  ${copied(each.line)}\n`).join('\n')}`,
    );
  }
  parts.push(`${bold('Usage')}\n  ${(style.breaksLines ? wrap(usage, width - 4) : [usage]).join('\n    ')}\n`);
  if (meta.also?.length) parts.push(`${bold('Also as')}\n${meta.also.map((path) => `  globus ${path}\n`).join('')}`);
  if (meta.description) parts.push(`${paragraphs(meta.description, Math.min(width, 90))}\n`);
  if (meta.args.length)
    parts.push(
      `${bold('Arguments')}\n${columns(
        meta.args.map((arg) => [argumentWord(arg), argumentText(arg)]),
        width,
      )}`,
    );
  if (flags.length)
    parts.push(
      `${bold('Flags')}\n${columns(
        flags.map((flag) => [flagWord(flag), flagText(flag)]),
        width,
      )}`,
    );
  const rules = ruleTexts(meta);
  if (rules.length)
    parts.push(`${bold('Together')}\n${rules.map((rule) => `  ${wrap(rule, width - 4).join('\n    ')}\n`).join('')}`);
  parts.push(globalsPart(style));
  const logins = meta.needs.filter((need) => loginNames[need]);
  if (logins.length)
    parts.push(
      `${bold('Needs')}\n  ${wrap(`a login for ${logins.map((need) => loginNames[need]).join(', ')}`, width - 2).join('\n  ')}\n`,
    );
  if (Object.values(node.children ?? {}).some((child) => !child.hidden)) parts.push(childrenPart(node, style));
  if (meta.seeAlso?.length) parts.push(`${bold('See also')}\n${meta.seeAlso.map((line) => `  ${line}\n`).join('')}`);
  return parts.join('\n');
}

const argumentText = (arg: ParamMeta) => `${arg.summary}${arg.choices ? ` (one of ${arg.choices.join(', ')})` : ''}`;

/** Which needs are logins, in words. */
export const loginNames: Readonly<Record<string, string>> = {
  auth: 'Globus Auth',
  transfer: 'Globus Transfer',
  groups: 'Globus Groups',
  search: 'Globus Search',
  flows: 'Globus Flows',
  flow: 'the flow',
  timers: 'Globus Timers',
  compute: 'Globus Compute',
  gcs: 'the Globus Connect Server endpoint',
};

type Rule = CommandMeta['rules'][number];

/** The rules as sentences; flags that help does not show are in none of them. */
export function ruleTexts(meta: CommandMeta): readonly string[] {
  const hidden = new Set(meta.flags.filter((flag) => flag.hidden).map(({ key }) => key));
  return meta.rules
    .map((rule): readonly [Rule, Rule] => [{ ...rule, keys: rule.keys.filter((key) => !hidden.has(key)) }, rule])
    .filter(([shown, { keys }]) => shown.keys.length > 1 || shown.keys.length === keys.length)
    .map(([shown]) => ruleText(shown, meta));
}

function ruleText(rule: Rule, meta: CommandMeta): string {
  const names = rule.keys.map((key) => [...meta.flags, ...meta.args].find((each) => each.key === key)?.names[0] ?? key);
  switch (rule.type) {
    case 'exclusive':
      return `Only one of ${names.join(', ')}.`;
    case 'together':
      return `${names.join(' and ')} go together.`;
    case 'requires':
      return `${names[0]} needs ${names.slice(1).join(' and ')}.`;
    case 'oneOf':
      return `At least one of ${names.join(', ')}.`;
  }
}

/** Where the flags of every command are told: once, by `globus help flags`. */
const globalsPart = ({ bold }: HelpStyle): string =>
  `${bold('Flags of every command')}, such as -F json: globus help flags\n`;

/** What the flags of every command mean. */
export const flagsHelp = ({ bold, width }: HelpStyle): string =>
  `${bold('Flags of every command')}\n${columns(
    globalFlags.filter((flag) => !flag.hidden).map((flag) => [flagWord(flag), flagText(flag)]),
    width,
  )}`;

function childrenPart(node: TreeNode, { bold, width }: HelpStyle): string {
  const visible = Object.entries(node.children ?? {}).filter(([, child]) => !child.hidden);
  return `${bold('Commands')}\n${columns(
    visible.map(([name, child]) => [name, child.summary]),
    width,
  )}`;
}

/** The commands of a topic by name alone. */
function namesPart(node: TreeNode, { bold, width }: HelpStyle): string {
  const names = Object.entries(node.children ?? {}).flatMap(([name, child]) => (child.hidden ? [] : [name]));
  return `${bold('Commands')}\n${wrap(names.join(', '), width - 2)
    .map((line) => `  ${line}\n`)
    .join('')}`;
}

/**
 * The help page of a topic, or of the whole program when there are no words. Where the style has a number of lines, it is no longer than
 * that: then commands are named alone, and `globus help` says what each is for.
 */
export function topicHelp(words: readonly string[], node: TreeNode, style: HelpStyle): string {
  const path = ['globus', ...words].join(' ');
  const start = words.length
    ? ''
    : `\n${style.bold('Start here')}\n  globus login\n  globus endpoint search tutorial\n  globus ls 'Globus Tutorial Collection 1'\n` +
      `  globus transfer\n  globus sandbox start      (no account? practise)\n`;
  const usage = wrap(`${path} COMMAND [ARGUMENTS] [FLAGS]`, style.breaksLines ? style.width - 4 : Infinity).join(
    '\n    ',
  );
  const head = `${wrap(node.summary, style.width).join('\n')}\n${start}\n${style.bold('Usage')}\n  ${usage}\n\n`;
  const foot = `${globalsPart(style)}${leading('More on a command:', `${path} COMMAND --help`, style)}`;
  const whole = `${head}${childrenPart(node, style)}\n${foot}`;
  const fits = (page: string) => style.lines === undefined || page.trimEnd().split('\n').length <= style.lines;
  if (fits(whole)) return whole;
  const names = `${head}${namesPart(node, style)}`;
  const last = `${globalsPart(style)}${leading('What each is for:', ['globus help', ...words].join(' '), style)}`;
  return fits(`${names}\n${last}`) ? `${names}\n${last}` : `${names}${last}`;
}

/** What a line is for, and the line; below it where there is no room beside. */
function leading(what: string, line: string, { width, breaksLines }: HelpStyle): string {
  if (!breaksLines || what.length + 1 + line.length <= width) return `${what} ${line}\n`;
  return `${what}\n  ${line}\n`;
}
