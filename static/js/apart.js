// Moves points apart that would cover each other, as the server does for the stops on a drawn map.
const ROUNDS = 80;

// `points` are {x, y} in pixels; returns as many, none nearer to another than `gap` as far as that can be had.
export function apart(points, gap) {
  const placed = points.map(({ x, y }) => ({ x, y }));
  for (let round = 0; round < ROUNDS && pushed(placed, gap); round += 1);
  return placed;
}

function pushed(placed, gap) {
  let moved = false;
  placed.forEach((second, number) => {
    for (const first of placed.slice(0, number)) {
      const [dx, dy] = [second.x - first.x, second.y - first.y];
      const lack = gap - Math.hypot(dx, dy);
      if (lack <= 0.1) continue;
      const angle = dx || dy ? Math.atan2(dy, dx) : number * 2.4; // two at one place part the same way each time
      const [x, y] = [(Math.cos(angle) * lack) / 2, (Math.sin(angle) * lack) / 2];
      Object.assign(first, { x: first.x - x, y: first.y - y });
      Object.assign(second, { x: second.x + x, y: second.y + y });
      moved = true;
    }
  });
  return moved;
}
