import { expect, test } from 'vitest';
import { originToKeep } from './started-from.ts';

const KS = 'djJ8MTAyfHNlY3JldHNlY3JldHNlY3JldA';

test.each([
  `https://102.kaf.kaltura.com/embeddedrooms/index/view-room/ks/${KS}`,
  `https://102.kaf.kaltura.com/media/t/1_abcd1234?ks=${KS}`,
  `https://102.kaf.kaltura.com/hosted/index/my-media/ks/${KS}/x#${KS}`,
])('of the address %s nothing is kept that lets anybody in', (url) => {
  expect(originToKeep(url)).toBe('https://102.kaf.kaltura.com');
});

test.each([
  'https://moodle.uni.example/course/view.php?id=2&sesskey=AbCdEf',
  'https://user:secret@moodle.uni.example/?oauth_signature=x',
])('so of %s', (url) => {
  expect(originToKeep(url)).toBe('https://moodle.uni.example');
});

test.each(['', 'javascript:alert(1)', 'about:srcdoc', 'null', `x ${KS}`, 'data:text/html,x'])(
  '%j is no address',
  (url) => {
    expect(originToKeep(url)).toBeUndefined();
  },
);
