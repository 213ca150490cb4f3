/** Handles that a pointer drags: what the ends of a cut and the points of a stretch have in common. */

type HandleEvent = PointerEvent & { readonly currentTarget: HTMLElement };

/**
 * Listeners for a handle: `follow` is told of every move of a pointer from when it is put down on the handle until it is lifted,
 * wherever it goes. The browser itself ends that, also when the pointer is lost.
 */
export function draggable(follow: (event: PointerEvent) => void) {
  return {
    onpointerdown: ({ currentTarget, pointerId }: HandleEvent) => currentTarget.setPointerCapture(pointerId),
    onpointermove: (event: HandleEvent) => {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) follow(event);
    },
  };
}
