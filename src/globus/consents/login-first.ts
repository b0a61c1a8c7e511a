import type { Session, SignedIn } from '../../auth/session/contract.js';
import { UsageError } from '../../errors.js';
import { collectNeeds, type HttpOf, type LoginNeeds, type LoginPurposes } from './login-needs.js';

interface Login {
  readonly covers: Session['covers'];
  /** Makes a plain login. */
  readonly logIn: () => Promise<SignedIn>;
  /** Whether this line only begins a login: then there is none to wait for. */
  readonly onlyBegins: boolean;
}

/** What a login needs, after a plain one where something has to be looked up and nobody is logged in: `done` is that one. */
export async function needsAfterLogin(
  asked: LoginPurposes,
  httpOf: HttpOf,
  { covers, logIn, onlyBegins }: Login,
): Promise<LoginNeeds & { readonly done: SignedIn | undefined }> {
  let done: SignedIn | undefined;
  const needs = await collectNeeds(asked, httpOf, async () => {
    if (await covers([])) return;
    if (onlyBegins) throw nothingToLookWith();
    done = await logIn();
  });
  return { ...needs, done };
}

const nothingToLookWith = () =>
  new UsageError('What an id needs depends on what it stands for, and without a login that cannot be looked up.', {
    hint: [
      'Log in first, with globus login, or say what the ids stand for:',
      '',
      '  --timer collection:ID    a collection that timers are to use',
      '  --timer flow:ID          a flow that timers are to run',
      '  --flow ID                a flow',
      '  --gcs ID                 an endpoint to manage',
    ].join('\n'),
  });
