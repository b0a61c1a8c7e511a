import { plainNumbers } from '../../exact-json.js';

/** A place: degrees of longitude and latitude, in the order of GeoJSON. */
export type Position = [number, number];

/** A closed line around an area. */
export type Ring = Position[];

/** The corners and, for lines and areas, what they are made of. */
export interface Shape {
  readonly points: Position[];
  readonly lines: Position[][];
  /** Outer rings with their holes. */
  readonly areas: Ring[][];
}

/** Reads a place or a shape: GeoJSON, `{lat, lon}`, `[lon, lat]` or `"lat,lon"`; undefined for anything else. */
export function shapeOf(written: unknown): Shape | undefined {
  const value = plainNumbers(written);
  const point = pointOf(value);
  if (point) return { points: [point], lines: [], areas: [] };
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, coordinates } = value as { type?: unknown; coordinates?: unknown };
  switch (typeof type === 'string' ? type.toLowerCase() : '') {
    case 'point': {
      const only = positionOf(coordinates);
      return only && { points: [only], lines: [], areas: [] };
    }
    case 'multipoint':
      return { points: positionsOf(coordinates), lines: [], areas: [] };
    case 'linestring':
      return { points: [], lines: [positionsOf(coordinates)], areas: [] };
    case 'polygon':
      return { points: [], lines: [], areas: [ringsOf(coordinates)] };
    case 'multipolygon':
      return { points: [], lines: [], areas: Array.isArray(coordinates) ? coordinates.map(ringsOf) : [] };
    default:
      return undefined;
  }
}

/** The rectangle between two corners as a shape. Across the date line it is two. */
export function boxOf(topLeft: Position, bottomRight: Position): Shape {
  const [west, north] = topLeft;
  const [east, south] = bottomRight;
  const ring = (left: number, right: number): Ring => [
    [left, north],
    [right, north],
    [right, south],
    [left, south],
    [left, north],
  ];
  return {
    points: [],
    lines: [],
    areas: west <= east ? [[ring(west, east)]] : [[ring(west, 180)], [ring(-180, east)]],
  };
}

/** Whether every corner of `inner` is in `outer` and no edge leaves it. */
export function isWithin(inner: Shape, outer: Shape): boolean {
  const corners = cornersOf(inner);
  return (
    corners.length > 0 &&
    corners.every((corner) => contains(outer, corner)) &&
    !crossing(edgesOf(inner), edgesOf(outer))
  );
}

/** Whether the shapes have a place in common. */
export function intersects(a: Shape, b: Shape): boolean {
  return (
    cornersOf(a).some((corner) => contains(b, corner)) ||
    cornersOf(b).some((corner) => contains(a, corner)) ||
    crossing(edgesOf(a), edgesOf(b))
  );
}

/** A single place in one of the ways in which entries write it. */
export function pointOf(written: unknown): Position | undefined {
  const value = plainNumbers(written);
  if (typeof value === 'string') {
    const [lat, lon] = value.split(',').map(Number);
    return isDegrees(lon, lat) && /,/.test(value) ? [lon as number, lat as number] : undefined;
  }
  if (Array.isArray(value)) return positionOf(value);
  if (typeof value !== 'object' || value === null) return undefined;
  const { lat, lon } = value as { lat?: unknown; lon?: unknown };
  return isDegrees(lon, lat) ? [lon as number, lat as number] : undefined;
}

function positionOf(value: unknown): Position | undefined {
  if (!Array.isArray(value)) return undefined;
  const [lon, lat] = value as unknown[];
  return isDegrees(lon, lat) ? [lon as number, lat as number] : undefined;
}

function isDegrees(lon: unknown, lat: unknown): boolean {
  return typeof lon === 'number' && typeof lat === 'number' && Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
}

function positionsOf(value: unknown): Position[] {
  return Array.isArray(value) ? value.flatMap((item) => (positionOf(item) ? [positionOf(item) as Position] : [])) : [];
}

function ringsOf(value: unknown): Ring[] {
  return Array.isArray(value) ? value.map(positionsOf) : [];
}

function cornersOf({ points, lines, areas }: Shape): Position[] {
  return [...points, ...lines.flat(), ...areas.flatMap((rings) => rings[0] ?? [])];
}

function edgesOf({ lines, areas }: Shape): [Position, Position][] {
  return [...lines, ...areas.flat()].flatMap((line) =>
    line.slice(1).map((to, index): [Position, Position] => [line[index] as Position, to]),
  );
}

function contains({ points, areas }: Shape, place: Position): boolean {
  if (points.some(([lon, lat]) => lon === place[0] && lat === place[1])) return true;
  return areas.some(
    ([outer, ...holes]) =>
      outer !== undefined && inRing(outer, place) && !holes.some((hole) => inRing(hole, place) && !onRing(hole, place)),
  );
}

function inRing(ring: Ring, [x, y]: Position): boolean {
  if (onRing(ring, [x, y])) return true;
  let inside = false;
  ring.forEach(([x1, y1], index) => {
    const [x2, y2] = ring[(index + 1) % ring.length] as Position;
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  });
  return inside;
}

function onRing(ring: Ring, place: Position): boolean {
  return ring.some((from, index) => {
    const to = ring[(index + 1) % ring.length] as Position;
    return turn(from, to, place) === 0 && between(from[0], to[0], place[0]) && between(from[1], to[1], place[1]);
  });
}

function crossing(one: [Position, Position][], other: [Position, Position][]): boolean {
  return one.some(([a, b]) =>
    other.some(([c, d]) => turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0),
  );
}

function turn(a: Position, b: Position, c: Position): number {
  return Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
}

function between(a: number, b: number, value: number): boolean {
  return Math.min(a, b) <= value && value <= Math.max(a, b);
}
