/** @jsxImportSource react */
import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import type { Drawn, EntryData } from '../data.ts';
import { ActionsMenu, Dots, opens } from './actions-menu.tsx';

const LOOK = 'kaltura-ds-button kaltura-ds-button_variant-borderless kaltura-ds-button_color-secondary';

/**
 * The new media page (docs/facts/kaf-pages.md#3-new-pages): the buttons beside the title, the last of them the three
 * dots.
 */
export function EntryPage({ data, labels, look }: Drawn<EntryData>) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [download, setDownload] = useState<HTMLElement | null>(null);
  return (
    <div className="kms-ds-media-page">
      <div id="mediaContainer">
        {data.isRoom ? (
          <Button variant="contained">{labels.enterRoom}</Button>
        ) : (
          <span>▶ {labels.video}</span>
        )}
      </div>
      <div className="kms-ds-media-page-title" style={{ display: 'flex', justifyContent: 'space-between' }}>
        <h1 className="kms-ds-media-page-title-text">{data.name}</h1>
        <div className="kms-ds-media-page-title-actions" style={{ display: 'flex', alignItems: 'center' }}>
          {!data.isRoom && (
            <span className="kms-ds-media-page-title-actions-button">
              <Button
                className={LOOK}
                {...opens('DownloadMenu', download !== null, look)}
                onClick={(event) => setDownload(event.currentTarget)}
              >
                {labels.download}
              </Button>
              <Menu
                id="DownloadMenu"
                anchorEl={download}
                open={download !== null}
                onClose={() => setDownload(null)}
              >
                <MenuItem onClick={() => setDownload(null)}>HD</MenuItem>
              </Menu>
            </span>
          )}
          <span className="kms-ds-media-page-title-actions-button">
            <Button
              className={LOOK}
              aria-label={labels.actions}
              {...opens('ActionsMenu', anchor !== null, look)}
              onClick={(event) => setAnchor(event.currentTarget)}
            >
              <Dots />
            </Button>
          </span>
          <ActionsMenu
            holder="menu"
            id="ActionsMenu"
            row={data}
            anchor={anchor}
            close={() => setAnchor(null)}
            labels={labels}
            look={look}
          />
        </div>
      </div>
    </div>
  );
}
