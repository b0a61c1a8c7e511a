import { stripVTControlCharacters } from 'node:util';
import {
  createPrompt,
  isDownKey,
  isEnterKey,
  isTabKey,
  isUpKey,
  makeTheme,
  useKeypress,
  useMemo,
  usePagination,
  usePrefix,
  useState,
} from '@inquirer/core';
import type { SearchChoice, Several } from '../tools.js';

interface Question {
  readonly message: string;
  readonly choices: readonly Pick<SearchChoice, 'line' | 'value' | 'words'>[];
  readonly pageSize: number;
  /** What was taken before: it is marked, or the person is at it again. */
  readonly former: Several | undefined;
  /** What the keys do, where so many are marked. */
  readonly keys: (marked: number) => string;
}

/** A question of inquirer's that is answered by marking some of many: what is typed filters them. Undefined where the person went back. */
export const severalPrompt = createPrompt<Several | undefined, Question>(
  ({ message, choices, pageSize, former, keys }, done) => {
    const theme = makeTheme({});
    const [term, setTerm] = useState('');
    const [marked, setMarked] = useState<ReadonlySet<string>>(new Set(former?.isPointedAt ? [] : former?.values));
    const [active, setActive] = useState(
      // taken and left again, it is one that nobody has marked
      former?.isPointedAt
        ? Math.max(
            0,
            choices.findIndex(({ value }) => former.values.includes(value)),
          )
        : 0,
    );
    const prefix = usePrefix({ theme });
    const near = useMemo(() => {
      const folded = term.toLowerCase();
      return choices.filter(({ line, words = '' }) =>
        [stripVTControlCharacters(line), words].some((text) => text.toLowerCase().includes(folded)),
      );
    }, [term]);
    const here = near[active];
    const taken = marked.size ? choices.filter(({ value }) => marked.has(value)) : here ? [here] : [];

    useKeypress((key, line) => {
      const keepTerm = () => {
        line.clearLine(0);
        line.write(term);
      };
      if (isEnterKey(key)) {
        if (!taken.length) return keepTerm();
        done({ values: taken.map(({ value }) => value), isPointedAt: !marked.size });
      } else if (key.name === 'escape') done(undefined);
      else if (isTabKey(key)) {
        keepTerm();
        if (!here) return;
        const others = new Set(marked);
        if (!others.delete(here.value)) others.add(here.value);
        setMarked(others);
      } else if (isUpKey(key) || isDownKey(key)) {
        keepTerm();
        setActive(Math.min(Math.max(active + (isUpKey(key) ? -1 : 1), 0), Math.max(near.length - 1, 0)));
      } else if (line.line !== term) {
        setTerm(line.line);
        setActive(0);
      }
    });

    const page = usePagination({
      items: near,
      active,
      pageSize,
      loop: false,
      renderItem: ({ item, isActive }) => {
        const text = `${isActive ? '❯' : ' '} [${marked.has(item.value) ? 'x' : ' '}] ${item.line}`;
        return isActive ? theme.style.highlight(text) : text;
      },
    });
    const asked = `${prefix} ${theme.style.message(message, 'idle')}`;
    const body = near.length ? page : theme.style.error('Nothing in the list matches.');
    return [term ? `${asked} ${term}` : asked, `${body}\n${theme.style.help(keys(marked.size))}`];
  },
);
