/** @jsxImportSource react */
import Drawer from '@mui/material/Drawer';
import ListItemIcon from '@mui/material/ListItemIcon';
import ListItemText from '@mui/material/ListItemText';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import MenuList from '@mui/material/MenuList';
import SvgIcon from '@mui/material/SvgIcon';
import { type ReactNode, useState } from 'react';
import type { Row } from '../data.ts';
import type { Labels, Look } from '../look.ts';

const PENCIL =
  'M3 17.25V21h3.75L17.8 9.94l-3.75-3.75zM20.7 7a1 1 0 0 0 0-1.4l-2.3-2.3a1 1 0 0 0-1.4 0l-1.8 1.8 3.7 3.7z';
const BIN = 'M6 19a2 2 0 0 0 2 2h8a2 2 0 0 0 2-2V7H6zM19 4h-3.500l-1-1h-5l-1 1H5v2h14z';
const PLUS = 'M19 13h-6v6h-2v-6H5v-2h6V5h2v6h6z';

interface ItemProps {
  readonly menus: Look['menus'];
  readonly icon: string;
  /** The design system's name for the icon. */
  readonly iconName: string;
  readonly label: string;
  readonly href?: string;
  readonly onClick: () => void;
}

function item({ menus, icon, iconName, label, href, onClick }: ItemProps) {
  const link = href === undefined || menus === 'items' ? {} : { component: 'a', href };
  const choose = (): void => {
    onClick();
    if (href !== undefined && menus === 'items') location.assign(href);
  };
  return (
    <MenuItem key={label} onClick={choose} {...link}>
      <ListItemIcon>
        <SvgIcon
          fontSize="small"
          {...(menus === 'items' && { className: `__private__-icon-root-${iconName}24Icon` })}
        >
          <path d={icon} />
        </SvgIcon>
      </ListItemIcon>
      <ListItemText>{label}</ListItemText>
    </MenuItem>
  );
}

/** What shows the items: a menu that is there while it is open, one that is kept in the page, a drawer from below. */
type Holder = 'menu' | 'kept' | 'drawer';

interface ActionsMenuProps {
  readonly holder: Holder;
  readonly id: string;
  readonly row: Row | undefined;
  readonly anchor: HTMLElement | null;
  readonly close: () => void;
  readonly labels: Labels;
  readonly look: Look;
}

/** The three dots' menu: MUI puts it into `<body>` while it is open, with a focus trap around it. */
export function ActionsMenu({ holder, id, row, anchor, close, labels, look }: ActionsMenuProps) {
  const { menus } = look;
  const editing = row?.mayEdit
    ? [
        item({
          menus,
          icon: PENCIL,
          iconName: 'Pencil',
          label: labels.edit,
          href: `/edit/${row.id}`,
          onClick: close,
        }),
        ...(row.isRoom && look.nativeClone
          ? [item({ menus, icon: PLUS, iconName: 'Plus', label: labels.cloneRoom, onClick: close })]
          : []),
        item({ menus, icon: BIN, iconName: 'Trash', label: labels.delete, onClick: close }),
      ]
    : [];
  const all = [
    ...editing,
    item({ menus, icon: PLUS, iconName: 'Plus', label: labels.add, onClick: close }),
    item({ menus, icon: PLUS, iconName: 'Plus', label: labels.analytics, onClick: close }),
    ...(menus === 'items' ? [<Nested key="nested" close={close} labels={labels} />] : []),
  ];
  if (menus === 'items' && holder === 'drawer')
    return (
      <Drawer id={id} anchor="bottom" open={anchor !== null} onClose={close}>
        <MenuList>{all}</MenuList>
      </Drawer>
    );
  const keepMounted = menus === 'items' && holder === 'kept';
  return (
    <Menu id={id} anchorEl={anchor} open={anchor !== null} onClose={close} keepMounted={keepMounted}>
      {all}
    </Menu>
  );
}

interface NestedProps {
  readonly close: () => void;
  readonly labels: Labels;
}

/** An item that opens a second menu, which stands in `<body>` beside the first one. */
function Nested({ close, labels }: NestedProps): ReactNode {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const choose = (): void => {
    setAnchor(null);
    close();
  };
  return (
    <>
      <MenuItem aria-haspopup="true" onClick={(event) => setAnchor(event.currentTarget)}>
        <ListItemText>{labels.more}</ListItemText>
      </MenuItem>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem onClick={choose}>{labels.download}</MenuItem>
      </Menu>
    </>
  );
}

/** What a button says of the menu that it opens. */
export const opens = (id: string, isOpen: boolean, { menus }: Look) => ({
  'aria-haspopup': true as const,
  'aria-controls': isOpen || menus === 'items' ? id : undefined,
  'aria-expanded': isOpen && menus === 'links' ? (true as const) : undefined,
});

/** The vertical dots of the button. */
export function Dots() {
  return (
    <SvgIcon>
      <path d="M12 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4m0 2a2 2 0 1 0 0 4 2 2 0 0 0 0-4m0 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4" />
    </SvgIcon>
  );
}
