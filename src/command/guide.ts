/** One more question to a person who was already asked for something: what most people want to say of such a line. */
export interface Offer {
  readonly question: string;
  /** Flags that answer it: where one of them is on the line, nobody is asked. */
  readonly answeredBy: readonly string[];
  /** What can be chosen, and the words of a line that say it; the first is what happens anyway. Without them a text is typed. */
  readonly choices?: readonly { readonly name: string; readonly words: readonly string[] }[];
  /** The words for a text that was typed; none for an empty one. */
  readonly words?: (text: string) => readonly string[];
}

/** What stands on the line for each argument, by its key. */
export type Texts = Readonly<Record<string, string>>;

/** Leads a person from a command that lacks its arguments to one that does what they want; a whole line is never held up by it. */
export interface Guide {
  readonly offers: readonly Offer[];
  /** An argument that was chosen, as it has to stand on the line beside the others. */
  readonly mend?: (key: string, text: string, all: Texts) => string;
  /** What will happen, in two lines or so. */
  readonly tells: (texts: Texts) => readonly string[];
  /** Asked last; yes unless it is denied. */
  readonly question: string;
}
