/** @jsxImportSource react */
import IconButton from '@mui/material/IconButton';
import { useState } from 'react';
import { type Drawn, type ListData, mediaPath, type Row } from '../data.ts';
import { ActionsMenu, Dots, opens } from './actions-menu.tsx';

/** The new lists: one menu for all rows, drawn anew for the row whose three dots are pressed. */
export function ListPage({ data, labels, look }: Drawn<ListData>) {
  const [opened, setOpened] = useState<{ row: Row; anchor: HTMLElement }>();
  const [open, setOpen] = useState(false);
  const [rows, setRows] = useState(data.rows);
  const isGallery = data.kind === 'gallery';
  return (
    <div className={isGallery ? 'kms-ds-channel-page' : 'kms-ds-my-media-page'}>
      <h1>{isGallery ? labels.gallery : labels.myMedia}</h1>
      {isGallery && <a href="/newrow/index/launch/categoryid/17">{labels.enterRoom}</a>}
      <div role="list">
        {rows.map((row) => (
          <div
            role="listitem"
            key={row.id}
            style={{ display: 'flex', alignItems: 'center', gap: 12, borderBottom: '1px solid #e5e5e5' }}
            // Real lists open an entry by a click anywhere in its row; what is in a menu must not.
            onClick={() => document.body.setAttribute('data-row-clicked', row.id)}
          >
            <div className={`thumb_wrapper ${row.isRoom ? 'room' : ''}`}>
              {row.isRoom ? labels.room : labels.video}
            </div>
            <a href={mediaPath(row)} style={{ flex: 1 }}>
              {row.name}
            </a>
            <IconButton
              aria-label={`${labels.actions}: ${row.name}`}
              {...opens('RowActionsMenu', open && opened?.row === row, look)}
              onClick={(event) => {
                event.stopPropagation();
                setOpened({ row, anchor: event.currentTarget });
                setOpen(true);
              }}
            >
              <Dots />
            </IconButton>
          </div>
        ))}
      </div>
      {rows.length < data.rows.length + data.more.length && (
        <button type="button" className="btn" onClick={() => setRows([...data.rows, ...data.more])}>
          {labels.more}
        </button>
      )}
      <ActionsMenu
        holder={isGallery ? 'drawer' : 'kept'}
        id="RowActionsMenu"
        row={opened?.row}
        anchor={open ? (opened?.anchor ?? null) : null}
        close={() => setOpen(false)}
        labels={labels}
        look={look}
      />
    </div>
  );
}
