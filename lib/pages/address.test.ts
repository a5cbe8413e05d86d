// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { isGallery, ownEntryIn } from './address.ts';
import { editLinkOf, entryNamedBy, mediaLinkOf } from './naming.ts';

const ID = '1_wxyz9876';

/** An address of a page, from its path on. */
const ownEntry = (path: string): string | undefined =>
  ownEntryIn(new URL(path, 'https://102.kaf.kaltura.com'));

test.each([
  `/media/Algebra+I/${ID}`,
  `/media/1_abcd1234/${ID}`,
  `/media/t/${ID}/377263782`,
  `/media/${ID}`,
  `/id/${ID}`,
  `/edit/${ID}`,
  `/browseandembed/index/media/entryid/${ID}/showDescription/false`,
  `/playlist/dedicated/1_plist001/${ID}`,
  `/kms/media/t/${ID}`,
  `/index#/media/t/${ID}`,
  `/media/index?entryId=${ID}`,
  `/hosted/index/view-entry?a=b&entry_id=${ID}&c=d`,
  `/media/t/${ID}?entryId=1_abcd1234`,
])('%s is the page of an entry', (path) => {
  expect(ownEntry(path)).toBe(ID);
});

test.each([
  ...['/my-media', '/embeddedrooms/index/view-room', '/media/t/', '/media/2024_algebra1/17'],
  ...[`/search/${ID}`, `/channel/${ID}/17`, `/my-media?entryId=${ID}`, `/media/index?parentEntryId=${ID}`],
  `/media/index?entryId=${ID}x`,
])('%s is the page of none', (path) => {
  expect(ownEntry(path)).toBeUndefined();
});

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

test.each([
  [`<li id="accordion-${ID}"></li>`, ID],
  [`<li id="row_${ID}_media"></li>`, ID],
  [`<li data-anything="${ID}"></li>`, ID],
  [`<a href="#" data-entry-id="${ID}"></a>`, ID],
  [`<i style="background: url(/p/102/thumbnail/entry_id/${ID}/width/9)"></i>`, ID],
  [`<li id="a-${ID}" data-id="1_abcd1234"></li>`, undefined],
  [`<li id="x${ID}"></li>`, undefined],
  [`<li title="${ID}" class="${ID}" aria-label="${ID}"></li>`, undefined],
  [`<li data-text="see ${ID}"></li>`, undefined],
])('%s names %s', (markup, entryId) => {
  const { body } = new DOMParser().parseFromString(markup, 'text/html');
  expect(body.firstElementChild && entryNamedBy(body.firstElementChild)).toBe(entryId);
});
