import type { Adapters } from '../services/index.js';
import type { NameableKind, Only } from '../globus/things/thing.js';
import type { Files, Prompt } from '../tools.js';
import type { ParamKind } from './named.js';

/** A choice of an offer. */
export interface Choice {
  readonly name: string;
  /** The words of a line that say it. */
  readonly words: readonly string[];
  /** What has to be asked once this is chosen: its words follow. */
  readonly then?: Answered;
}
/** Choices that a service tells. Of one choice nobody is asked. */
type FindChoices = (texts: Texts, tools: GuideTools) => Promise<readonly Choice[]>;
/** How a question is answered: by a choice (the first is what happens anyway), by things of a kind, or by a text. */
export type Answered =
  | { readonly question: string; readonly choices: readonly Choice[] | FindChoices }
  | {
      readonly question: string;
      readonly pick: ParamKind;
      /** Which of them, where not all will do. */
      readonly only?: Only;
      readonly words: (text: string) => readonly string[];
    }
  /** One or more things. */
  | {
      readonly question: string;
      readonly pickSeveral: Exclude<ParamKind, 'place' | 'collection'>;
      readonly words: (text: string) => readonly string[];
    }
  | {
      readonly question: string;
      readonly words: (text: string) => readonly string[];
      /** What stands there to be changed. Nobody is kept from answering where it cannot be found out. */
      readonly former?: (texts: Texts, tools: GuideTools) => Promise<string | undefined>;
      /** Why an answer will not do, where only a service knows: it is asked again then. */
      readonly check?: (text: string, tools: GuideTools, texts: Texts) => Promise<string | undefined>;
    };

/** One more question to a person who was already asked for something: what most people want to say of such a line. */
export type Offer = Answered & {
  /** Keys of what answers it: where one of them is on the line, nobody is asked. */
  readonly answeredBy: readonly string[];
  /** Whether nobody has to be asked, by what else stands on the line. */
  readonly unless?: (texts: Texts, tools: GuideTools) => Promise<boolean>;
  /** The line is not whole without an answer: nobody gets past it with an empty one. */
  readonly isNeeded?: true;
};

/** What stands on the line for each parameter, by its key; of several values of a flag, the last, and those of an argument a line each. */
export type Texts = Readonly<Record<string, string>>;

/** What a guide needs that only a service can say what it asks. */
export interface GuideTools {
  readonly prompt: Pick<Prompt, 'input' | 'select' | 'confirm'>;
  /** The adapter of a service; demands its login. */
  readonly connect: <S extends keyof Adapters>(service: S) => Promise<Adapters[S]>;
  /** The id of what stands on the line, by name or by id. */
  readonly idOf: (kind: NameableKind, text: string) => Promise<string>;
  /** The text of a file of this machine. */
  readonly readText: (path: string) => Promise<string>;
  readonly files: Pick<Files, 'exists' | 'inFolder' | 'lines' | 'readText'>;
  /** What a place means; errors call it by this name. */
  readonly place: (text: string, name: string) => Promise<{ readonly id: string; readonly path: string | null }>;
  /** Has a thing chosen: the text that says which. */
  readonly pick: (kind: ParamKind, question: string, among?: { readonly only?: Only }) => Promise<string>;
  /** Finds something out, once: a person who goes back among the questions waits for no service again. */
  readonly once: <T>(what: string, find: () => Promise<T>) => Promise<T>;
}

/** Leads a person from a command that lacks something to a line that does what they want; a whole line is never held up by it. */
export interface Guide {
  /** Whether a line with all that the command requires lacks something that only a service knows of. */
  readonly lacks?: (texts: Texts, tools: GuideTools) => Promise<boolean>;
  /** Why what stands on the line will not do, where only a service knows: nobody is asked for the rest of it then. */
  readonly refuses?: (texts: Texts, tools: GuideTools) => Promise<string | undefined>;
  readonly offers: readonly Offer[];
  /** The words for what only a service knows to ask, once all else is answered. */
  readonly more?: (texts: Texts, tools: GuideTools) => Promise<readonly string[]>;
  /** An argument that was chosen, as it has to stand on the line beside the others. */
  readonly mend?: (key: string, text: string, all: Texts) => string;
  /** What will happen, in two lines or so. */
  readonly tells?: (texts: Texts, tools: GuideTools) => readonly string[] | Promise<readonly string[]>;
  /** Asked last; yes unless it is denied. Where nothing is changed, nobody has to agree. */
  readonly question?: string | ((texts: Texts, tools: GuideTools) => string | undefined | Promise<string | undefined>);
}
