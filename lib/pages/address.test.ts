// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { isGallery } from './address.ts';
import { editLinkOf, entryInPath, mediaLinkOf } from './naming.ts';

const ID = '1_wxyz9876';

test.each([
  `/media/Algebra+I/${ID}`,
  `/media/1_abcd1234/${ID}`,
  `/media/t/${ID}/377263782`,
  `/media/${ID}`,
  `/id/${ID}`,
  `/browseandembed/index/media/entryid/${ID}/showDescription/false`,
])('%s is the page of an entry', (path) => {
  expect(entryInPath(path)).toBe(ID);
});

test.each(['/my-media', `/edit/${ID}`, '/embeddedrooms/index/view-room', '/media/t/'])(
  '%s is the page of none',
  (path) => {
    expect(entryInPath(path)).toBeUndefined();
  },
);

const linkTo = (href: string): HTMLAnchorElement => {
  const link = document.createElement('a');
  link.href = href;
  document.body.append(link);
  return link;
};

test('links of this site tell their entries; those of another do not', () => {
  expect(editLinkOf(linkTo(`/edit/${ID}`))).toBe(ID);
  expect(editLinkOf(linkTo(`/edit/${ID}/extra`))).toBeUndefined();
  expect(editLinkOf(linkTo(`https://elsewhere.test/edit/${ID}`))).toBeUndefined();
  expect(mediaLinkOf(linkTo(`/media/t/${ID}`))).toBe(ID);
});

test('galleries are known by their address, or by their parts', () => {
  expect(isGallery(document, '/channel/Algebra/17')).toBe(true);
  expect(isGallery(document, '/hosted/index/course-gallery')).toBe(true);
  expect(isGallery(document, '/my-media')).toBe(false);
});
