// Circles over a photo, each over a face that is to be hidden: a tap on the photo adds one, a tap on it takes it away.
// The same by keyboard: arrows move the circle that has the focus, plus and minus change it; a list below names them all.
import { inDigits } from "digits";

const SMALL = 0.085, USUAL = 0.11, LARGE = 0.4, STEP = 0.02, MOST = 20;
const MOVES = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
const SIZES = { "+": 1.2, "=": 1.2, "-": 1 / 1.2 };

export class Circles {
  // Shares of width and height for the middle, and of the longest side for the radius: as the server reads them.
  #all = [];

  constructor(stage, list, { circle, row, changed }) {
    Object.assign(this, { stage, list, circle, row, changed });
    stage.addEventListener("click", (event) => { if (event.target.tagName === "CANVAS") this.#tapped(event); });
  }

  shape(canvas) {
    this.canvas = canvas;
    this.clear();
  }

  clear() {
    this.#all = [];
    this.#draw();
  }

  add(x, y, { focus = false } = {}) {
    if (this.#all.length >= MOST) return;
    this.#all.push({ x, y, radius: USUAL });
    this.#draw();
    if (focus) this.stage.querySelector("button:last-of-type").focus();
  }

  #tapped(event) {
    const box = this.canvas.getBoundingClientRect();
    this.add((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  }

  #change(number, change) {
    const one = this.#all[number];
    Object.assign(one, change(one));
    one.x = within(one.x, 0, 1);
    one.y = within(one.y, 0, 1);
    one.radius = within(one.radius, SMALL, LARGE);
    this.#place(this.stage.querySelectorAll("button")[number], one);
    this.changed(this.#all);
  }

  #remove(number) {
    this.#all.splice(number, 1);
    this.#draw();
    (this.stage.querySelectorAll("button")[Math.min(number, this.#all.length - 1)] ?? this.list.nextElementSibling).focus();
  }

  #draw() {
    for (const old of this.stage.querySelectorAll("button")) old.remove();
    this.stage.append(...this.#all.map((one, number) => this.#button(one, number)));
    this.list.replaceChildren(...this.#all.map((_, number) => this.#line(number)));
    this.changed(this.#all);
  }

  #button(one, number) {
    const button = this.circle.content.firstElementChild.cloneNode(true);
    button.setAttribute("aria-label", named(button, number));
    button.addEventListener("click", () => this.#remove(number));
    button.addEventListener("keydown", (event) => this.#pressed(event, number));
    this.#place(button, one);
    return button;
  }

  #pressed(event, number) {
    const move = MOVES[event.key], size = SIZES[event.key];
    if (event.key === "Delete" || event.key === "Backspace") this.#remove(number);
    else if (move) this.#change(number, ({ x, y }) => ({ x: x + move[0], y: y + move[1] }));
    else if (size) this.#change(number, ({ radius }) => ({ radius: radius * size }));
    else return;
    event.preventDefault();
  }

  #line(number) {
    const line = this.row.content.firstElementChild.cloneNode(true), name = line.querySelector("[data-name]");
    name.textContent = named(name, number);
    const does = { smaller: () => this.#change(number, grown(1 / 1.2)), larger: () => this.#change(number, grown(1.2)), remove: () => this.#remove(number) };
    for (const [what, act] of Object.entries(does)) line.querySelector(`[data-do="${what}"]`).addEventListener("click", act);
    return line;
  }

  #place(button, { x, y, radius }) {
    const { width, height } = this.canvas, across = 2 * radius * Math.max(width, height);
    Object.assign(button.style, { left: `${100 * x}%`, top: `${100 * y}%`, width: `${(100 * across) / width}%`, height: `${(100 * across) / height}%` });
  }
}

const within = (value, least, most) => Math.min(most, Math.max(least, value));
const grown = (factor) => ({ radius }) => ({ radius: radius * factor });
const named = (element, number) => element.dataset.name.replace("{number}", inDigits(String(number + 1)));
