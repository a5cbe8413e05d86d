import { randomBytes } from 'node:crypto';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import * as z from 'zod/mini';

/** LTI 1.3 as KAF does it: it logs in at the Moodle that asks for it, and checks the token that comes back. */

export interface OidcOptions {
  /** Where KAF is, as Moodle launches it. */
  readonly address: string;
  /** The keys of the Moodle at this root. */
  readonly keysOf: (issuer: string) => Promise<JSONWebKeySet>;
}

/** A launch that was proved to come from a Moodle. */
export interface TokenLaunch {
  readonly user: string;
  readonly targetUrl: string;
  readonly entryId: string | undefined;
}

const CLAIM = 'https://purl.imsglobal.org/spec/lti/claim/';
const claims = z.object({
  nonce: z.string(),
  [`${CLAIM}target_link_uri`]: z.string(),
  [`${CLAIM}custom`]: z.optional(z.object({ entry_id: z.optional(z.string()) })),
  [`${CLAIM}ext`]: z.object({ user_username: z.string() }),
});
type Form = Readonly<Record<string, string | undefined>>;

export class Oidc {
  readonly #options: OidcOptions;
  /** State → what was sent with it. */
  readonly #begun = new Map<string, { nonce: string; issuer: string; clientId: string }>();

  constructor(options: OidcOptions) {
    this.#options = options;
  }

  /** Where the browser is sent for the token. */
  begin({ iss = '', client_id = '', login_hint = '', lti_message_hint = '' }: Form): string {
    const [state, nonce] = [randomBytes(8).toString('hex'), randomBytes(8).toString('hex')];
    this.#begun.set(state, { nonce, issuer: iss, clientId: client_id });
    const query = new URLSearchParams({
      scope: 'openid',
      response_type: 'id_token',
      response_mode: 'form_post',
      prompt: 'none',
      client_id,
      redirect_uri: `${this.#options.address}/hosted/index/oauth2-launch`,
      login_hint,
      lti_message_hint,
      nonce,
      state,
    });
    return `${iss}/mod/lti/auth.php?${query.toString()}`;
  }

  /** The launch of a token that holds; undefined for any other. */
  async finish({ id_token = '', state = '' }: Form): Promise<TokenLaunch | undefined> {
    const begun = this.#begun.get(state);
    this.#begun.delete(state);
    if (!begun) return undefined;
    const keys = createLocalJWKSet(await this.#options.keysOf(begun.issuer));
    const { issuer, clientId: audience } = begun;
    const { payload } = await jwtVerify(id_token, keys, { issuer, audience });
    const read = claims.parse(payload);
    if (read.nonce !== begun.nonce) return undefined;
    return {
      user: z.object({ user_username: z.string() }).parse(read[`${CLAIM}ext`]).user_username,
      targetUrl: z.string().parse(read[`${CLAIM}target_link_uri`]),
      entryId: z.optional(z.object({ entry_id: z.optional(z.string()) })).parse(read[`${CLAIM}custom`])
        ?.entry_id,
    };
  }
}
