import { createHash, X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** The hash by which Chromium can be told to trust this key alone. */
  readonly spki: string;
}

const NAMES = [
  '*.kaf.kaltura.com',
  '*.mediaspace.kaltura.com',
  '*.events.kaltura.com',
  '*.kaltura.com',
  '*.example.edu',
  '*.example.org',
  'localhost',
];

/** A certificate for the campus' names, made anew at each start and kept in memory only. */
export async function makeCertificate(): Promise<Certificate> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'Clone Room campus' }], {
    // Made in a millisecond, where an RSA key took a third of a second of each test.
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          ...NAMES.map((value) => ({ type: 2 as const, value })),
          { type: 7 as const, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  const spki = createHash('sha256')
    .update(new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');
  return { key, cert, spki };
}
