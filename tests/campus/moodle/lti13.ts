import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair, type JSONWebKeySet, SignJWT } from 'jose';
import { html } from 'hono/html';
import type { Person } from '../demo/people.ts';
import type { CourseModule } from './course.ts';
import type { Markup } from './layout.ts';
import { MoodleError } from './moodle-error.ts';
import { parametersOf, type ToolType } from './tool-types.ts';
import { numberOf } from './users.ts';

let pair: ReturnType<typeof generateKeyPair> | undefined;
/** One pair for all Moodles of a process, made when it is needed: that takes its time. */
const signingKeys = (): ReturnType<typeof generateKeyPair> =>
  (pair ??= generateKeyPair('RS256', { extractable: true }));

/**
 * LTI 1.3 as Moodle does it (docs/facts/moodle-pages.md#8-content-selection-lti-13-formats-and-themes): a launch
 * begins with a form by which the tool is asked to log in; the tool sends the browser back to `auth.php`, which
 * answers a form with the signed token.
 */
export class Lti13 {
  /** Launch → what is launched. Each is good for one token, as in Moodle's session. */
  readonly #launches = new Map<string, { readonly user: string; readonly cmid: number }>();

  /** The keys by which tokens are checked, `/mod/lti/certs.php`. */
  async jwks(): Promise<JSONWebKeySet> {
    const { publicKey } = await signingKeys();
    return { keys: [{ ...(await exportJWK(publicKey)), kid: 'campus', alg: 'RS256', use: 'sig' }] };
  }

  /** The page of a launch, which submits itself. @param iss Moodle's root */
  loginPage(iss: string, person: Person, module: CourseModule, type: ToolType): Markup {
    const launchId = `ltilaunch${module.id}_${randomBytes(4).toString('hex')}`;
    this.#launches.set(launchId, { user: person.id, cmid: module.id });
    return submitting('ltiInitiateLoginForm', type.initiateUrl, {
      iss,
      target_link_uri: module.toolUrl || type.url,
      login_hint: String(numberOf(person)),
      lti_message_hint: JSON.stringify({ cmid: module.id, launchid: launchId }),
      client_id: type.clientId,
      lti_deployment_id: String(type.id),
    });
  }

  /** The page with the token, `/mod/lti/auth.php`, which submits itself to the tool. */
  async tokenPage(
    iss: string,
    query: Readonly<Record<string, string>>,
    person: Person,
    moduleOf: (cmid: number) => CourseModule,
    typeOf: (id: number) => ToolType | undefined,
  ): Promise<Markup> {
    const launchId = launchIn(query['lti_message_hint'] ?? '');
    const launch = this.#launches.get(launchId);
    this.#launches.delete(launchId);
    if (launch?.user !== person.id) throw new MoodleError('invalidrequest');
    const module = moduleOf(launch.cmid);
    const type = typeOf(module.typeId);
    const right =
      query['scope'] === 'openid' &&
      query['response_type'] === 'id_token' &&
      query['response_mode'] === 'form_post' &&
      query['prompt'] === 'none' &&
      query['login_hint'] === String(numberOf(person)) &&
      Boolean(query['nonce']);
    // A token goes to no address that the administrator has not named.
    if (!right || !type || query['client_id'] !== type.clientId || query['redirect_uri'] !== type.redirectUrl)
      throw new MoodleError('invalidrequest');
    const claims = claimsOf(module, type, person);
    const { privateKey } = await signingKeys();
    const token = await new SignJWT({ ...claims, nonce: query['nonce'] })
      .setProtectedHeader({ alg: 'RS256', kid: 'campus', typ: 'JWT' })
      .setIssuer(iss)
      .setAudience(type.clientId)
      .setSubject(String(numberOf(person)))
      .setIssuedAt()
      .setExpirationTime('1m')
      .sign(privateKey);
    const form = { id_token: token, state: query['state'] ?? '' };
    return submitting('ltiAuthForm', type.redirectUrl, form);
  }
}

const CLAIM = 'https://purl.imsglobal.org/spec/lti/claim/';

function claimsOf(module: CourseModule, type: ToolType, person: Person): Record<string, unknown> {
  const role = person.role === 'student' ? 'Learner' : 'Instructor';
  return {
    [`${CLAIM}deployment_id`]: String(type.id),
    [`${CLAIM}message_type`]: 'LtiResourceLinkRequest',
    [`${CLAIM}version`]: '1.3.0',
    [`${CLAIM}target_link_uri`]: module.toolUrl || type.url,
    [`${CLAIM}resource_link`]: { id: String(module.id), title: module.name },
    [`${CLAIM}roles`]: [`http://purl.imsglobal.org/vocab/lis/v2/membership#${role}`],
    [`${CLAIM}context`]: { id: '2' },
    [`${CLAIM}ext`]: { lms: 'moodle-2', user_username: person.id },
    [`${CLAIM}custom`]: { ...parametersOf(module.customParameters), ...parametersOf(type.parameters) },
  };
}

function launchIn(hint: string): string {
  try {
    // Anything else than such an object has no launch.
    return String((JSON.parse(hint) as { launchid?: unknown }).launchid);
  } catch {
    return '';
  }
}

/** A page that is nothing but a form, which submits itself. */
export function submitting(name: string, url: string, fields: Readonly<Record<string, string>>): Markup {
  return html`<!doctype html>
    <html lang="en">
      <body>
        <form
          action="${url}"
          name="${name}"
          id="${name}"
          method="post"
          enctype="application/x-www-form-urlencoded"
        >
          ${Object.entries(fields).map(([key, value]) => html`<input type="hidden" name="${key}" value="${value}" />`)}
        </form>
        <script>
          document.forms[0].submit();
        </script>
      </body>
    </html>`;
}
