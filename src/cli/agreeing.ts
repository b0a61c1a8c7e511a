import { InterruptedError } from '../errors.js';
import type { Loss } from '../globus/losing/loss.js';
import type { Prompt } from '../tools.js';
import { visible } from '../visible.js';

/** Asks before something is lost. Throws InterruptedError where the person does not agree to it. */
export async function agreeToLose({ question, name }: Loss, prompt: Pick<Prompt, 'confirm' | 'input'>): Promise<void> {
  const agrees = name === undefined ? await prompt.confirm(question) : await typesName(question, name, prompt);
  if (!agrees) throw new InterruptedError('Nothing was changed.');
}

/** What cannot be read cannot be typed: a name may be typed as it is shown, too. */
async function typesName(question: string, name: string, prompt: Pick<Prompt, 'input'>): Promise<boolean> {
  const answers = ['', name.trim(), visible(name).trim()];
  const typed = await prompt.input(`${question}\nTo do it, type its name, ${name}:`, {
    check: (text) =>
      answers.includes(text.trim())
        ? undefined
        : `That is not its name: type ${name}, or nothing to leave it as it is.`,
    onEscape: '',
  });
  return typed.trim() !== '';
}
