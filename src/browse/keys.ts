/** What a person did: a key by its name (`a`, `up`, `ctrl-c`, `f5`), a text that was pasted, or the mouse. */
export type Key =
  | { readonly key: string }
  | { readonly pasted: string }
  /** Counted from 0, from the upper left corner. */
  | { readonly mouse: 'press' | 'wheelUp' | 'wheelDown'; readonly column: number; readonly row: number };

const named: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '\r': 'enter',
    '\n': 'enter',
    '\t': 'tab',
    ' ': 'space',
    '\u007f': 'backspace',
    '\b': 'backspace',
    '\u001b': 'escape',
    '\u001b[A': 'up',
    '\u001b[B': 'down',
    '\u001b[C': 'right',
    '\u001b[D': 'left',
    '\u001bOA': 'up',
    '\u001bOB': 'down',
    '\u001bOC': 'right',
    '\u001bOD': 'left',
    '\u001b[H': 'home',
    '\u001b[F': 'end',
    '\u001bOH': 'home',
    '\u001bOF': 'end',
    '\u001b[1~': 'home',
    '\u001b[4~': 'end',
    '\u001b[7~': 'home',
    '\u001b[8~': 'end',
    '\u001b[2~': 'insert',
    '\u001b[3~': 'delete',
    '\u001b[5~': 'pageup',
    '\u001b[6~': 'pagedown',
    '\u001b[Z': 'tab',
    '\u001bOP': 'f1',
    '\u001bOQ': 'f2',
    '\u001bOR': 'f3',
    '\u001bOS': 'f4',
    '\u001b[11~': 'f1',
    '\u001b[12~': 'f2',
    '\u001b[13~': 'f3',
    '\u001b[14~': 'f4',
    '\u001b[15~': 'f5',
    '\u001b[17~': 'f6',
    '\u001b[18~': 'f7',
    '\u001b[19~': 'f8',
    '\u001b[20~': 'f9',
    '\u001b[21~': 'f10',
  }),
);

// a paste in brackets; a mouse event; CSI and SS3 sequences; Escape with a letter (Alt); a character
const one =
  /\u001b\[200~([\s\S]*?)\u001b\[201~|\u001b\[<(\d+);(\d+);(\d+)([Mm])|\u001b\[[0-?]*[ -/]*[@-~]|\u001bO[@-~]|\u001b[^[\]O\u001b]|[\s\S]/gu;
/** A sequence that has only begun; Escape alone may be the key itself. */
const begun = /\u001b(?:\[200~(?:(?!\u001b\[201~)[\s\S])*|\[[0-?]*[ -/]*|O)?$/;

/** Milliseconds after which an Escape was the key and not the beginning of more. */
const escapeTime = 40;

/** Turns what a terminal sends into keys. What is cut off waits for its end; an Escape that nothing follows is the key. */
export function keyReader(onKey: (key: Key) => void): {
  readonly push: (text: string) => void;
  readonly end: () => void;
} {
  let held = '';
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    const text = held;
    held = '';
    read(text, onKey);
  };
  return {
    push: (text) => {
      clearTimeout(timer);
      const all = held + text;
      const cut = begun.exec(all);
      held = cut?.[0] ?? '';
      read(cut ? all.slice(0, cut.index) : all, onKey);
      // a paste may take its time
      if (held && !held.startsWith('\u001b[200~')) timer = setTimeout(flush, escapeTime);
    },
    end: () => clearTimeout(timer),
  };
}

function read(text: string, onKey: (key: Key) => void): void {
  for (const [sequence, pasted, button, column, row, end] of text.matchAll(one)) {
    if (pasted !== undefined) onKey({ pasted });
    else if (button !== undefined) mouse(Number(button), Number(column) - 1, Number(row) - 1, end === 'M', onKey);
    else {
      const key = nameOf(sequence);
      if (key !== undefined) onKey({ key });
    }
  }
}

function mouse(button: number, column: number, row: number, isDown: boolean, onKey: (key: Key) => void): void {
  if (button === 64) onKey({ mouse: 'wheelUp', column, row });
  else if (button === 65) onKey({ mouse: 'wheelDown', column, row });
  else if (button === 0 && isDown) onKey({ mouse: 'press', column, row });
}

function nameOf(sequence: string): string | undefined {
  const name = named.get(sequence);
  if (name !== undefined) return name;
  if (sequence.startsWith('\u001b')) return undefined;
  const code = sequence.codePointAt(0) ?? 0;
  if (code < 0x20) return `ctrl-${String.fromCharCode(code + 0x60)}`;
  return sequence;
}
