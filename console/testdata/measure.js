(() => {
  const faults = [];
  if (document.documentElement.scrollWidth > innerWidth) faults.push(`it is ${document.documentElement.scrollWidth} wide on ${innerWidth}`);

  // A target is 44 high, but for links within a sentence (WCAG 2.5.8 excepts these), and a tick box, whose label counts.
  for (const e of document.querySelectorAll('a, button, input, select, label.tick')) {
    const box = e.getBoundingClientRect();
    const inSentence = getComputedStyle(e).display === 'inline' && e.closest('p, dd');
    if (e.matches('.skip, [type="checkbox"], label [type="radio"], [type="hidden"]') || inSentence || !e.checkVisibility()) continue;
    if (box.height < 43.9) faults.push(`${e.tagName} "${e.textContent.trim().slice(0, 30)}" is ${box.height.toFixed(1)} high`);
  }

  const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const [r, g, b, alpha = 1] = numbers(getComputedStyle(e).backgroundColor);
      if (alpha === 1) return [r, g, b];
    }
    return numbers(getComputedStyle(document.documentElement).backgroundColor);
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode.textContent.trim();
    if (!text) continue;
    const e = texts.currentNode.parentElement;
    const [a, b] = [light(numbers(getComputedStyle(e).color).slice(0, 3)), light(ground(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) faults.push(`"${text.slice(0, 30)}" has a contrast of ${ratio.toFixed(2)}`);
  }
  return faults;
})()
