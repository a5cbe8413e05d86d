import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** LTI 1.1 launches: a form signed with OAuth 1.0 HMAC-SHA1 (RFC 5849), made by Moodle and checked by KAF. */

export type LaunchForm = Readonly<Record<string, string>>;

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

function signature(url: string, form: LaunchForm, secret: string): string {
  const pairs = Object.entries(form)
    .filter(([name]) => name !== 'oauth_signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort();
  const base = ['POST', encode(url), encode(pairs.join('&'))].join('&');
  return createHmac('sha1', `${encode(secret)}&`)
    .update(base)
    .digest('base64');
}

/** The fields of a launch, signed for this URL. */
export function signLaunch(url: string, fields: LaunchForm, key: string, secret: string): LaunchForm {
  const form = {
    ...fields,
    lti_version: 'LTI-1p0',
    lti_message_type: 'basic-lti-launch-request',
    oauth_consumer_key: key,
    oauth_nonce: randomBytes(16).toString('hex'),
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(Math.floor(Date.now() / 1000)),
    oauth_version: '1.0',
  };
  return { ...form, oauth_signature: signature(url, form, secret) };
}

const STALE_S = 300;

/** Whether a launch is signed for this URL, and fresh. */
export function isSigned(url: string, form: LaunchForm, secret: string, now = Date.now()): boolean {
  const given = Buffer.from(form['oauth_signature'] ?? '');
  const right = Buffer.from(signature(url, form, secret));
  const age = Math.abs(now / 1000 - Number(form['oauth_timestamp']));
  return given.length === right.length && timingSafeEqual(given, right) && age < STALE_S;
}
