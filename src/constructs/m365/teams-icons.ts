import { encodePng } from "./png";

/** Sides of the two icons in pixels. Source: manifest schema 1.22. */
export const ICON_SIZES = { color: 192, outline: 32 } as const;

/** Our mark: a bubble with three dots. White on the accent colour. */
export function colorIcon(): Uint8Array {
  return draw(ICON_SIZES.color, (x, y) => {
    const white = covered(bubble(x, y), ICON_SIZES.color) * (1 - covered(dots(x, y), ICON_SIZES.color));
    return [mix(0x1e, white), mix(0x32, white), mix(0x5c, white), 255];
  });
}

/** The bubble as a white line on nothing, as the schema wants it. */
export function outlineIcon(): Uint8Array {
  return draw(ICON_SIZES.outline, (x, y) => {
    const line = Math.abs(bubble(x, y)) - 0.03;
    const white = Math.max(covered(line, ICON_SIZES.outline), covered(dots(x, y), ICON_SIZES.outline));
    return [255, 255, 255, Math.round(white * 255)];
  });
}

type Colour = readonly [red: number, green: number, blue: number, alpha: number];

function draw(side: number, colourAt: (x: number, y: number) => Colour): Uint8Array {
  const pixels = new Uint8Array(side * side * 4);
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      pixels.set(colourAt((column + 0.5) / side, (row + 0.5) / side), (row * side + column) * 4);
    }
  }
  return encodePng({ width: side, height: side, pixels });
}

// Distances in sides of the icon: negative inside, positive outside.

function bubble(x: number, y: number): number {
  return Math.min(roundedBox(x - 0.5, y - 0.44, 0.3, 0.21, 0.1), tail(x, y));
}

function dots(x: number, y: number): number {
  return Math.min(...[0.36, 0.5, 0.64].map((centre) => length(x - centre, y - 0.44) - 0.042));
}

function roundedBox(x: number, y: number, halfWidth: number, halfHeight: number, radius: number): number {
  const across = Math.abs(x) - halfWidth + radius;
  const down = Math.abs(y) - halfHeight + radius;
  return length(Math.max(across, 0), Math.max(down, 0)) + Math.min(Math.max(across, down), 0) - radius;
}

/** A triangle under the left half of the bubble. */
function tail(x: number, y: number): number {
  return Math.max(0.3 - x, 0.5 - y, (x + y - 1.1) * Math.SQRT1_2);
}

/** Not `Math.hypot`: its last bit is the engine's own choice. */
function length(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}

/** How much of a pixel lies inside, 0 to 1. */
function covered(distance: number, side: number): number {
  return Math.min(Math.max(0.5 - distance * side, 0), 1);
}

function mix(background: number, white: number): number {
  return Math.round(background + (255 - background) * white);
}
