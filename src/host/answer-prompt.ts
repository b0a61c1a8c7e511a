import {
  createPrompt,
  isBackspaceKey,
  isEnterKey,
  isTabKey,
  makeTheme,
  useKeypress,
  usePrefix,
  useState,
} from '@inquirer/core';

interface Question {
  readonly message: string;
  /** What no answer means. */
  readonly default?: string;
  /** What was answered before, or is set now: Enter keeps it, Tab has it mended, and what is typed takes its place. */
  readonly former?: string;
  /** How it is shown. */
  readonly formerShown?: string;
  /** What the keys do. */
  readonly keys: string;
  /** What was typed wrong is gone, and not there to be mended. */
  readonly clearsWrong?: boolean;
  /** True, or why an answer will not do. */
  readonly validate?: (answer: string) => Promise<true | string> | true | string;
}

/** Ctrl-U, which takes a line away. */
const isClearing = ({ name, ctrl }: { readonly name: string; readonly ctrl: boolean }) => ctrl && name === 'u';

/** A question of inquirer's that is answered by a line of text, and says below it what the keys do. */
export const answerPrompt = createPrompt<string, Question>((question, done) => {
  const { message, former = '', formerShown = former, keys, validate } = question;
  const theme = makeTheme({});
  const [status, setStatus] = useState<'idle' | 'loading'>('idle');
  const [standard, setStandard] = useState(former === '' ? (question.default ?? '') : former);
  const [typed, setTyped] = useState('');
  const [complaint, setComplaint] = useState('');
  const prefix = usePrefix({ status, theme });

  useKeypress(async (key, line) => {
    if (status === 'loading') return;
    if (isEnterKey(key)) {
      const answer = typed === '' ? standard : typed;
      setStatus('loading');
      const verdict = (await validate?.(answer)) ?? true;
      if (verdict === true) return done(answer);
      if (question.clearsWrong) setTyped('');
      else line.write(typed);
      setComplaint(verdict);
      setStatus('idle');
    } else if (isTabKey(key)) {
      line.clearLine(0);
      line.write(typed === '' ? standard : typed);
      setTyped(line.line);
      // once it stands there, it can be taken away again
      setStandard('');
    } else if (typed === '' && (isBackspaceKey(key) || isClearing(key))) setStandard('');
    else {
      setTyped(line.line);
      setComplaint('');
    }
  });

  const isFormer = former !== '' && standard === former;
  const shown = isFormer ? theme.style.help(formerShown) : theme.style.defaultAnswer(standard);
  const offered = typed === '' && standard !== '' ? ` ${shown}` : '';
  const below = [complaint && theme.style.error(complaint), theme.style.help(keys)].filter(Boolean);
  return [`${prefix} ${theme.style.message(message, 'idle')}${offered} ${typed}`, below.join('\n')];
});
