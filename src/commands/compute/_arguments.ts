import { param, type ParseContext } from '#command';
import { argumentText, keywordText } from '#globus/compute/arguments';

const argument = param.custom((raw: string) => argumentText(raw), { metavar: 'VALUE' });
const keyword = param.custom((raw: string, { name }: ParseContext) => keywordText(raw, name), {
  metavar: 'NAME=VALUE',
});

/** Arguments of one call that stand after a file. */
export const callValues = argument({
  summary: 'Its arguments, before those of --arg; read as JSON, or else as text',
  names: ['VALUE'],
  multiple: true,
  optional: true,
});
/** The arguments of one call, on the command line. */
export const callFlags = {
  arg: argument({ summary: 'An argument; read as JSON, or else as text', multiple: true }),
  kwarg: keyword({
    summary: 'A named argument; read as JSON, or else as text',
    names: ['--kwarg', '-k'],
    multiple: true,
  }),
};
