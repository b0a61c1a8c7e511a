import { bad, param } from '#command';
import { execLine } from '#globus/data/exec-line';
import { sizeWanted } from '#globus/transfer/find';

/** Flags of what walks through folders. */
export const walkFlags = {
  localUser: param.text({ summary: 'The local account to use' }),
};

/** A size to be compared with. */
export const size = param.custom(
  (raw, context) => {
    const wanted = sizeWanted(raw);
    if (!wanted) throw bad(context, raw, "a size such as '+10M' (more), '-4Ki' (less) or '0' (exactly)");
    return wanted;
  },
  { metavar: '[+|-]SIZE' },
);

/** A program that is run for what was found. */
export const execFlag = param.custom((raw, { name }) => execLine(raw, name), { metavar: 'COMMAND' })({
  summary: 'Run a program for each result; {} is its place, and + at the end passes many at once',
});
