import { BLOCKS, isBlank, VOID } from './markup.ts';

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

const TOKEN = /<!--[\s\S]*?-->|<(\/?)([a-z][^\s/>]*)(?:"[^"]*"|'[^']*'|[^'">])*>|[^<]+|</gi;

interface Unit {
  source: string;
  readonly block: boolean;
  open: string;
  close: string;
}

/**
 * Cuts HTML into its topmost blocks. The cuts are a guess by the tags alone, which is then proven: parsed one by one,
 * the pieces must be what the whole is. Where they are not (unclosed and crossed tags), there are none.
 * @returns pieces whose sources, joined, are the HTML; or undefined
 */
export function piecesOf(html: string, parser: DOMParser): Piece[] | undefined {
  const pieces = joined(unitsOf(html)).map((unit) => pieceOf(unit, parser));
  const whole = parse(html, parser);
  const alone = pieces.flatMap(({ nodes }) => nodes);
  const proven =
    whole.length === alone.length && whole.every((node, index) => node.isEqualNode(alone[index] ?? null));
  return proven ? pieces : undefined;
}

/** Within a body, so that white space at the start stays. */
const parse = (html: string, parser: DOMParser): Node[] => [
  ...parser.parseFromString(`<!doctype html><body>${html}`, 'text/html').body.childNodes,
];

/** The topmost elements, comments and texts. */
function unitsOf(html: string): Unit[] {
  const units: Unit[] = [];
  let current: Unit | undefined;
  const inside: string[] = [];
  for (const [token, slash, name = ''] of html.matchAll(TOKEN)) {
    const tag = name.toUpperCase();
    const closes = slash === '/';
    const opens = name !== '' && !closes && !VOID.has(tag);
    // A paragraph without an end tag ends where the next block begins.
    if (current && inside.length === 1 && inside[0] === 'P' && !closes && BLOCKS.has(tag)) {
      inside.pop();
      current = undefined;
    }
    if (current) current.source += token;
    else {
      current = { source: token, block: BLOCKS.has(tag) && !closes, open: opens ? token : '', close: '' };
      units.push(current);
    }
    if (opens) inside.push(tag);
    // An end tag ends whatever was left open in its element; without such an element it is nothing.
    if (closes && inside.includes(tag)) inside.splice(inside.lastIndexOf(tag));
    if (inside.length > 0) continue;
    if (closes && current.open !== '') current.close = token;
    current = undefined;
  }
  return units;
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
  const tail = lead === source ? '' : (/[ \t\r\n\f]*$/.exec(source)?.[0] ?? '');
  const body = source.slice(lead.length, source.length - tail.length);
  const inner = body.slice(open.length, body.length - close.length);
  return { source, lead, tail, open, close, inner, nodes: parse(source, parser) };
}
