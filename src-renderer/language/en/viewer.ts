/** The frame viewer. */
const stretchPoints = { black: 'Black point', mid: 'Middle point', white: 'White point' };

export const viewer = {
  noFrame: 'No frame yet.',
  frameOf: (type: string, title: string) => `${type} frame of ${title}`,
  aTest: 'a test',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  whole: 'Show the whole frame',
  auto: 'Auto',
  stretchPoints,
  notShown: (status: number) => `The pixels of this frame cannot be shown (${status}).`,
  damaged: 'The pixels of this frame arrived damaged.',
  tools: 'Tools of the viewer',
  sideBySide: 'Side by side',
  blink: 'Blink',
  hold: 'Hold to compare',
  /** Captions of two frames that are compared. */
  shown: 'Shown',
  held: 'Held',
  approximate: 'About, from pointing and optics, with north taken to be up:',
  saturated: 'Saturated',
  cut: 'Line cut',
  cutBegins: 'Where the cut begins',
  cutEnds: 'Where the cut ends',
  alongCut: 'Pixels along the cut',
  onCut: (pixel: string, value: string) => `pixel ${pixel}: ${value} ADU`,
  cutLength: (pixels: string) => `${pixels} px`,
};
