import * as z from 'zod/mini';
import { entryId } from '../../kaltura/ids.ts';
import { entryInAddress } from '../../pages/moodle/moodle-address.ts';
import type { Launch } from '../port.ts';

/**
 * The forms by which a Moodle launches an External tool, parsed: never put into a page, and never sent
 * (docs/facts/moodle-pages.md#8-content-selection-lti-13-formats-and-themes).
 */

/** What stands in the page of a launch: the launch itself (LTI 1.1), or the login that comes before one (LTI 1.3). */
export type LaunchPage =
  | { readonly kind: 'launch'; readonly launch: Launch }
  | { readonly kind: 'login'; readonly login: LoginRequest };

/** The request by which LTI 1.3 asks the tool to log in: OpenID Connect's third-party initiated login. */
export interface LoginRequest {
  /** The tool's own address for logins. */
  readonly initiateUrl: string;
  readonly targetUrl: string;
  readonly clientId: string;
  readonly loginHint: string;
  readonly messageHint: string;
}

const inputOf = (form: Element, name: string): string | undefined =>
  form.querySelector(`input[name="${name}"]`)?.getAttribute('value') ?? undefined;

/** The form in the page of a launch; undefined for a page without one. */
export function readLaunchPage(page: Document): LaunchPage | undefined {
  const form = page.querySelector('form#ltiLaunchForm, form[name="ltiLaunchForm"]');
  const toolUrl = form?.getAttribute('action');
  if (form && toolUrl) {
    // An entry that content selection chose is in the address itself.
    const named = entryInAddress(toolUrl) ?? entryId(inputOf(form, 'custom_entry_id'));
    return { kind: 'launch', launch: { toolUrl, ...(named !== undefined && { entryId: named }) } };
  }
  const login = page.querySelector('form#ltiInitiateLoginForm, form[name="ltiInitiateLoginForm"]');
  const initiateUrl = login?.getAttribute('action');
  if (!login || !initiateUrl) return undefined;
  const [targetUrl, clientId, loginHint, messageHint] = [
    'target_link_uri',
    'client_id',
    'login_hint',
    'lti_message_hint',
  ].map((name) => inputOf(login, name));
  if (
    targetUrl === undefined ||
    clientId === undefined ||
    loginHint === undefined ||
    messageHint === undefined
  )
    return undefined;
  return { kind: 'login', login: { initiateUrl, targetUrl, clientId, loginHint, messageHint } };
}

/**
 * The query by which a tool would answer that login (`/mod/lti/auth.php`). Moodle answers it with the launch's token in
 * a form, which is read and not sent: nothing is logged, and nothing leaves Moodle (measured in 4.5 and 5.1).
 * @param once a value that is used for this request alone: the token is bound to it
 */
export function authenticationQuery(
  { initiateUrl, clientId, loginHint, messageHint }: LoginRequest,
  once: string,
): URLSearchParams | undefined {
  if (!URL.canParse('oauth2-launch', initiateUrl)) return undefined;
  return new URLSearchParams({
    scope: 'openid',
    response_type: 'id_token',
    response_mode: 'form_post',
    prompt: 'none',
    client_id: clientId,
    // KAF's two addresses stand beside each other; Moodle gives the token to no address that is not registered.
    redirect_uri: new URL('oauth2-launch', initiateUrl).href,
    login_hint: loginHint,
    lti_message_hint: messageHint,
    nonce: once,
    state: once,
  });
}

const CLAIM = 'https://purl.imsglobal.org/spec/lti/claim/';
const claims = z.object({
  [`${CLAIM}target_link_uri`]: z.optional(z.string()),
  [`${CLAIM}custom`]: z.optional(z.record(z.string(), z.unknown())),
});
/** So much of a token is read: one is a few kilobytes. */
const LONGEST_TOKEN = 100_000;

/**
 * What the token of Moodle's answer launches; undefined where there is none. Its signature is not looked at: it comes
 * from the Moodle itself, by the request that asked for it, and nothing is done on its word but what the page shows too.
 */
export function readToken(page: Document): Launch | undefined {
  const token = page.querySelector('form input[name="id_token"]')?.getAttribute('value') ?? '';
  const payload = token.length <= LONGEST_TOKEN ? token.split('.')[1] : undefined;
  const read = payload === undefined ? undefined : claims.safeParse(parseJson(payload)).data;
  if (!read) return undefined;
  const toolUrl = read[`${CLAIM}target_link_uri`] ?? '';
  const custom = z.record(z.string(), z.unknown()).safeParse(read[`${CLAIM}custom`]).data;
  const named = entryInAddress(toolUrl) ?? entryId(custom?.['entry_id']);
  return { toolUrl, ...(named !== undefined && { entryId: named }) };
}

/** JSON in base64url, as the parts of a token are (RFC 7515). */
function parseJson(encoded: string): unknown {
  try {
    const bytes = Uint8Array.from(
      atob(encoded.replaceAll('-', '+').replaceAll('_', '/')),
      (sign) => sign.codePointAt(0) ?? 0,
    );
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
