/** What the desktop application itself says, in each language of the screen: its menu and its question before quitting. */
import type { Failure, FailureReason } from '../../contract/errors.ts';

interface MenuWords {
  /** Of the menus; `&` stands before the letter of the access key. */
  readonly file: string;
  readonly edit: string;
  readonly view: string;
  readonly window: string;

  readonly newWindow: string;
  readonly closeWindow: string;
  readonly quit: string;
  readonly undo: string;
  readonly redo: string;
  readonly cut: string;
  readonly copy: string;
  readonly paste: string;
  readonly delete: string;
  readonly selectAll: string;
  readonly reload: string;
  readonly developerTools: string;
  readonly resetZoom: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly fullScreen: string;
  readonly minimize: string;
  /** Of a window, on a Mac. */
  readonly enlarge: string;
  readonly toFront: string;
  /** Of the application's own menu, on a Mac. */
  readonly about: string;
  readonly services: string;
  readonly hide: string;
  readonly hideOthers: string;
  readonly showAll: string;
  readonly quitApplication: string;
}

export interface ShellWords {
  readonly menu: MenuWords;
  readonly quitting: {
    readonly message: string;
    readonly detail: string;
    readonly keepRunning: string;
    readonly quit: string;
  };
  readonly cannotStart: {
    readonly title: string;
    /** What stands before the console's own sentence, which is in English; null where that is the language. */
    readonly kindOf: Readonly<Record<FailureReason, string>> | null;
  };
}

const ENGLISH: ShellWords = {
  menu: {
    file: '&File',
    edit: '&Edit',
    view: '&View',
    window: '&Window',
    newWindow: 'New &window',
    closeWindow: 'Close window',
    quit: 'Quit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    delete: 'Delete',
    selectAll: 'Select all',
    reload: 'Reload',
    developerTools: 'Developer tools',
    resetZoom: 'Actual size',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fullScreen: 'Full screen',
    minimize: 'Minimise',
    enlarge: 'Zoom',
    toFront: 'Bring all to front',
    about: 'About Warmroom',
    services: 'Services',
    hide: 'Hide Warmroom',
    hideOthers: 'Hide others',
    showAll: 'Show all',
    quitApplication: 'Quit Warmroom',
  },
  quitting: {
    message: 'A run is going on.',
    detail: 'Quitting ends it: the frame that is being taken is lost, all frames on disk stay.',
    keepRunning: 'Keep running',
    quit: 'Quit',
  },
  cannotStart: { title: 'Warmroom cannot start', kindOf: null },
};

const GERMAN: ShellWords = {
  menu: {
    file: '&Datei',
    edit: '&Bearbeiten',
    view: '&Ansicht',
    window: '&Fenster',
    newWindow: 'Neues &Fenster',
    closeWindow: 'Fenster schließen',
    quit: 'Beenden',
    undo: 'Rückgängig',
    redo: 'Wiederholen',
    cut: 'Ausschneiden',
    copy: 'Kopieren',
    paste: 'Einfügen',
    delete: 'Löschen',
    selectAll: 'Alles auswählen',
    reload: 'Neu laden',
    developerTools: 'Entwicklerwerkzeuge',
    resetZoom: 'Originalgröße',
    zoomIn: 'Vergrößern',
    zoomOut: 'Verkleinern',
    fullScreen: 'Vollbild',
    minimize: 'Minimieren',
    enlarge: 'Zoomen',
    toFront: 'Alle nach vorne bringen',
    about: 'Über Warmroom',
    services: 'Dienste',
    hide: 'Warmroom ausblenden',
    hideOthers: 'Andere ausblenden',
    showAll: 'Alle einblenden',
    quitApplication: 'Warmroom beenden',
  },
  quitting: {
    message: 'Ein Ablauf ist im Gange.',
    detail: 'Das Beenden bricht ihn ab: Die Aufnahme im Gange geht verloren, alle auf der Platte bleiben.',
    keepRunning: 'Weiterlaufen lassen',
    quit: 'Beenden',
  },
  cannotStart: {
    title: 'Warmroom kann nicht starten',
    kindOf: {
      'bad-input': 'Eine Angabe beim Starten geht so nicht.',
      'not-found': 'Etwas fehlt, das zum Starten gebraucht wird.',
      'wrong-state': 'Das geht im Augenblick nicht.',
      device: 'Ein Gerät meldet einen Fehler.',
      storage: 'Der Datenordner, oder etwas in ihm, lässt sich nicht verwenden.',
      busy: 'Der Datenordner gehört einer laufenden Konsole. Jene verwenden oder schließen, oder mit --data einen anderen Ordner nennen.',
      disconnected: 'Eine Verbindung ist abgebrochen.',
      internal: 'Ein Fehler in der Konsole selbst.',
    },
  },
};

/** Why the console could not start: the kind of the trouble in the language, then the console's own sentence, in English. */
export function whyNoStart({ cannotStart: { kindOf } }: ShellWords, { reason, message }: Failure): string {
  return kindOf === null ? message : `${kindOf[reason]}\n\n${message}`;
}

/** @param tag of a language, such as `de` or `de-AT`; English for those that are not spoken here */
export function wordsIn(tag: string): ShellWords {
  return tag.toLowerCase().split('-')[0] === 'de' ? GERMAN : ENGLISH;
}
