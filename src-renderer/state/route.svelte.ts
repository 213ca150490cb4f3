/** Which page is shown, kept in the address so that a reload and a second window open the same one. */

export const PAGES = ['tonight', 'queue', 'frames', 'calibration', 'devices', 'log', 'alarms'] as const;
export type Page = (typeof PAGES)[number];

/** `#queue/<uid>` names the page and the task or frame that is open on it. */
function read(): { page: Page; uid: string | null } {
  const [name, uid] = location.hash.slice(1).split('/');
  return { page: PAGES.find((page) => page === name) ?? 'tonight', uid: uid || null };
}

class Route {
  #at = $state.raw(read());

  constructor() {
    window.addEventListener('hashchange', () => {
      this.#at = read();
    });
  }

  get page(): Page {
    return this.#at.page;
  }

  get uid(): string | null {
    return this.#at.uid;
  }

  go(page: Page, uid: string | null = null): void {
    location.hash = uid === null ? page : `${page}/${uid}`;
  }

  /** Names what is open without a step in the history: going back leads to the page before, not through every row. */
  select(uid: string | null): void {
    const hash = uid === null ? `#${this.page}` : `#${this.page}/${uid}`;
    if (location.hash === hash) return;
    history.replaceState(null, '', hash);
    this.#at = read();
  }
}

export const route = new Route();
