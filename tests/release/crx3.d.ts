declare module 'crx3' {
  import type { Readable } from 'node:stream';

  /** Signs a zip; answers the extension's id as `appId`, beside the options. */
  export default function writeCrx(
    zip: Readable,
    options: { readonly crxPath: string; readonly keyPath: string },
  ): Promise<unknown>;
}
