import {
  type DefaultTreeAdapterMap,
  defaultTreeAdapter,
  parse as parseDocument,
  type TreeAdapter,
} from 'parse5';
import { isModest } from '../room/texts/description.ts';
import { BLOCKS, isBlank } from './markup.ts';

/** A block of a description, or a run of text between blocks, exactly as it is stored. */
export interface Piece {
  /** All of it, byte for byte. */
  readonly source: string;
  /** The white space before and after what is in it. */
  readonly lead: string;
  readonly tail: string;
  /** The start and the end tag of a block; empty for a run of text. */
  readonly open: string;
  readonly close: string;
  /** What stands between the two tags. */
  readonly inner: string;
  /** What it is, in a document of its own in which nothing is loaded and nothing runs. */
  readonly nodes: readonly Node[];
}

interface Unit {
  source: string;
  readonly block: boolean;
  readonly open: string;
  readonly close: string;
}

/** What both parsers put around a description: within a body, so that white space at the start stays. */
const AROUND = '<!doctype html><body>';

/** More blocks than this are not edited one by one. */
const MOST_PIECES = 2_000;
const MOST_ELEMENTS = 20_000;

/**
 * Cuts HTML into its topmost blocks. Where they stand in it is what parse5 says, a parser of the standard that keeps the
 * places: the browser's own does not. Its word is then proven: parsed one by one by the browser, the pieces must be what
 * the whole is. Where they are not (unclosed and crossed tags), there are none.
 * @returns pieces whose sources, joined, are the HTML; or undefined
 */
export function piecesOf(html: string, parser: DOMParser): Piece[] | undefined {
  const units = isModest(html) ? unitsOf(html) : undefined;
  if (!units || units.length > MOST_PIECES) return undefined;
  const pieces = joined(units).map((unit) => pieceOf(unit, parser));
  const whole = parse(html, parser);
  const alone = pieces.flatMap(({ nodes }) => nodes);
  const proven =
    pieces.map(({ source }) => source).join('') === html &&
    whole.length === alone.length &&
    whole.every((node, index) => node.isEqualNode(alone[index] ?? null));
  return proven ? pieces : undefined;
}

const parse = (html: string, parser: DOMParser): Node[] => [
  ...parser.parseFromString(AROUND + html, 'text/html').body.childNodes,
];

/** What a document holds; nothing where the parser would make too much of it. */
function topmost(html: string): DefaultTreeAdapterMap['childNode'][] {
  let made = 0;
  const treeAdapter: TreeAdapter<DefaultTreeAdapterMap> = {
    ...defaultTreeAdapter,
    createElement(...of) {
      made += 1;
      if (made > MOST_ELEMENTS) throw new RangeError('Too many elements.');
      return defaultTreeAdapter.createElement(...of);
    },
  };
  try {
    return parseDocument(html, { sourceCodeLocationInfo: true, treeAdapter }).childNodes;
  } catch {
    // Also what is nested so deep that the parser's own calls are: each browser has another error for it.
    return [];
  }
}

/** The topmost elements, comments and texts; undefined where they do not stand one after the other. */
function unitsOf(html: string): Unit[] | undefined {
  const top = topmost(AROUND + html);
  const root = top.find((node) => node.nodeName === 'html');
  const body = root && 'childNodes' in root && root.childNodes.find((node) => node.nodeName === 'body');
  if (!body || !('childNodes' in body)) return undefined;
  const nodes = body.childNodes;
  const places = nodes.map(({ sourceCodeLocation: place }) =>
    place ? place.startOffset - AROUND.length : -1,
  );
  if (places.some((place, index) => place < 0 || place <= (places[index - 1] ?? -1))) return undefined;
  return nodes.map((node, index) => {
    // What belongs to no node, as a stray end tag, goes with the one before it; at the start, with the first.
    const [start, end] = [index === 0 ? 0 : (places[index] ?? 0), places[index + 1] ?? html.length];
    const source = html.slice(start, end);
    const block = BLOCKS.has(node.nodeName.toUpperCase());
    const tags = 'tagName' in node && node.sourceCodeLocation;
    const cut = (tag: { startOffset: number; endOffset: number } | undefined): string =>
      tag ? html.slice(tag.startOffset - AROUND.length, tag.endOffset - AROUND.length) : '';
    const [open, close] = tags ? [cut(tags.startTag), cut(tags.endTag)] : ['', ''];
    const whole = source.startsWith(open) && source.trimEnd().endsWith(close);
    return { source, block, ...(block && whole ? { open, close } : { open: '', close: '' }) };
  });
}

/** Runs of what is no block become one; white space beside a block belongs to it. */
function joined(units: readonly Unit[]): Unit[] {
  const result: Unit[] = [];
  let lead = '';
  for (const unit of units) {
    const last = result.at(-1);
    if (!unit.block && isBlank(unit.source)) {
      if (last) last.source += unit.source;
      else lead += unit.source;
    } else if (!unit.block && last && !last.block) last.source += unit.source;
    else {
      result.push(
        unit.block
          ? { ...unit, source: lead + unit.source }
          : { ...unit, source: lead + unit.source, open: '', close: '' },
      );
      lead = '';
    }
  }
  return lead === '' ? result : [{ source: lead, block: false, open: '', close: '' }];
}

function pieceOf({ source, open, close }: Unit, parser: DOMParser): Piece {
  const lead = /^[ \t\r\n\f]*/.exec(source)?.[0] ?? '';
  let end = source.length;
  // Not by a pattern: one that looks for the last white space tries again at each that is not the last.
  while (end > lead.length && isBlank(source.charAt(end - 1))) end -= 1;
  const tail = source.slice(end);
  const body = source.slice(lead.length, end);
  const inner = body.slice(open.length, body.length - close.length);
  return { source, lead, tail, open, close, inner, nodes: parse(source, parser) };
}
