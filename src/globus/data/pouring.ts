import type { RawOut } from '../../tools.js';
import { visibleLines } from '../../visible.js';

/** Bytes to standard output as they are; on a terminal, what a terminal would act on is shown. */
export async function pour(bytes: AsyncIterable<Uint8Array>, out: RawOut): Promise<void> {
  if (!out.isTerminal) {
    for await (const piece of bytes) await out.write(piece);
    return;
  }
  const decoder = new TextDecoder();
  for await (const piece of bytes) await out.write(visibleLines(decoder.decode(piece, { stream: true })));
  await out.write(visibleLines(decoder.decode()));
}
