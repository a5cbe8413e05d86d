/** @jsxImportSource react */
import { createTheme, ThemeProvider } from '@mui/material/styles';
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { Drawn } from '../data.ts';
import { EntryPage } from './entry-page.tsx';
import { ListPage } from './list-page.tsx';

/** The new pages' script: React and MUI, as the real ones. One application, which goes from page to page by itself. */

declare global {
  var kmsPage: Drawn;
  var lobbyProps: unknown;
}

function App() {
  const [page, setPage] = useState(kmsPage);
  useEffect(() => {
    const load = async (path: string): Promise<void> => {
      const answer = await fetch(path, { headers: { accept: 'application/json' } });
      const { page: next, lobby } = (await answer.json()) as { page: Drawn; lobby: unknown }; // our own server's
      globalThis.lobbyProps = lobby;
      setPage(next);
    };
    const go = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      const path = link?.getAttribute('href') ?? '';
      if (event.defaultPrevented || !/^\/(?:media|my-media|channel)(?:\/|$)/.test(path)) return;
      event.preventDefault();
      history.pushState(null, '', path);
      void load(path);
    };
    const back = (): void => void load(location.pathname);
    const gone = new AbortController();
    document.addEventListener('click', go, { signal: gone.signal });
    addEventListener('popstate', back, { signal: gone.signal });
    return () => gone.abort();
  }, []);
  const { data, labels, look } = page;
  switch (data.kind) {
    case 'entry':
      return <EntryPage key={data.id} data={data} labels={labels} look={look} />;
    case 'myMedia':
    case 'gallery':
      return <ListPage data={data} labels={labels} look={look} />;
    case 'edit':
      return (
        <>
          <h1>{data.name}</h1>
          <a href={`/media/t/${data.id}`}>{labels.myMedia}</a>
        </>
      );
  }
}

const theme = createTheme({ direction: kmsPage.look.language === 'he' ? 'rtl' : 'ltr' });
const root = document.getElementById('kms-root');
if (root) {
  createRoot(root).render(
    <ThemeProvider theme={theme}>
      <App />
    </ThemeProvider>,
  );
}
