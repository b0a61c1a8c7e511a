import {
  createPrompt,
  isBackspaceKey,
  isEnterKey,
  isTabKey,
  makeTheme,
  useEffect,
  useKeypress,
  usePrefix,
  useState,
} from '@inquirer/core';

interface Question {
  readonly message: string;
  /** What no answer means. */
  readonly default?: string;
  /** Stands there as if it had been typed. */
  readonly former?: string;
  /** What the keys do. */
  readonly keys: string;
  /** What was typed wrong is gone, and not there to be mended. */
  readonly clearsWrong?: boolean;
  /** True, or why an answer will not do. */
  readonly validate?: (answer: string) => Promise<true | string> | true | string;
}

/** A question of inquirer's that is answered by a line of text, and says below it what the keys do. */
export const answerPrompt = createPrompt<string, Question>((question, done) => {
  const { message, former = '', keys, validate } = question;
  const theme = makeTheme({});
  const [status, setStatus] = useState<'idle' | 'loading'>('idle');
  const [standard, setStandard] = useState(question.default ?? '');
  const [typed, setTyped] = useState('');
  const [complaint, setComplaint] = useState('');
  const prefix = usePrefix({ status, theme });

  useEffect((line) => {
    line.write(former);
    setTyped(former);
  }, []);
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
    } else if (isBackspaceKey(key) && typed === '') setStandard('');
    else {
      setTyped(line.line);
      setComplaint('');
    }
  });

  const offered = typed === '' && standard !== '' ? ` ${theme.style.defaultAnswer(standard)}` : '';
  const below = [complaint && theme.style.error(complaint), theme.style.help(keys)].filter(Boolean);
  return [`${prefix} ${theme.style.message(message, 'idle')}${offered} ${typed}`, below.join('\n')];
});
