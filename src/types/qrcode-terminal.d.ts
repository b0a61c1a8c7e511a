declare module 'qrcode-terminal' {
  const qrcode: {
    /** Draws the text with block characters. */
    generate(text: string, options: { small: boolean }, done: (art: string) => void): void;
  };
  export default qrcode;
}
