import { Box, Text, type TextProps } from 'ink';
import { createContext, memo, type ReactElement, useContext } from 'react';
import type { Line, Tone } from './fit.js';

/** Whether colours and weights are wanted. */
export const HasColor = createContext(true);

const looks: Readonly<Record<Tone, TextProps>> = {
  plain: {},
  dim: { dimColor: true },
  folder: { bold: true, color: 'blue' },
  marked: { bold: true, color: 'yellow' },
  cursor: { inverse: true },
  title: { bold: true },
  good: { color: 'green' },
  bad: { color: 'red' },
  busy: { color: 'cyan' },
};

/** Lines below each other, each as wide as it is. */
export function Lines({ lines }: { readonly lines: readonly Line[] }): ReactElement {
  return (
    <Box flexDirection="column">
      {lines.map((line, i) => (
        <OneLine key={i} line={line} />
      ))}
    </Box>
  );
}

/** Lines are made anew with each change, and most are what they were: those are not drawn again. */
const OneLine = memo(
  ({ line }: { readonly line: Line }): ReactElement => {
    const hasColor = useContext(HasColor);
    return (
      <Text wrap="truncate">
        {line.map(({ text, tone }, i) => (
          <Text key={i} {...(hasColor && looks[tone])}>
            {text}
          </Text>
        ))}
      </Text>
    );
  },
  (before, after) =>
    before.line.length === after.line.length &&
    before.line.every(({ text, tone }, i) => {
      const now = after.line[i];
      return text === now?.text && tone === now.tone;
    }),
);
